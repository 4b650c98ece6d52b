"""How fast a live picture answers, in a real browser: against `interact` with pyplot, and while a network trains.

python -m benchmarks.live ../other      this checkout and another one, in turn
"""

import argparse
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from .timing import Note, Row

HERE = Path(__file__).resolve().parent.parent
BROWSING = HERE / "tests" / "browser"

OURS = """import numpy as np
from dlscratch import live, svg
x = np.linspace(0, 10, 200)
def picture(k):
    return svg.chart(svg.line(x, np.sin(k * x)), title="Sine", desc=f"k is {k:g}.")
live.Demo(picture, {"k": live.slider(1.0, 0, 5, 0.05)})"""
PYPLOT = """%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import FloatSlider, interact
def plot(k):
    plt.figure(figsize=(7, 3.6))
    plt.plot(x, np.sin(k * x))
    plt.title("Sine")
    plt.show()
interact(plot, k=FloatSlider(1.0, min=0, max=5, step=0.05));"""
COCKPIT = "from dlscratch import demos\ndemos.cockpit()"
PROCESS = "import os; open('pid.txt', 'w').write(str(os.getpid()))"

# Press a key on a slider and wait until the part of the page that shows the answer has changed and been painted.
# Returns milliseconds, one a press.
ANSWER = """async ([handle, box, presses]) => {
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const changed = () => new Promise(done => {
    const observer = new MutationObserver(() => {
      const image = box.querySelector('img');
      if (!box.querySelector('svg') && !image) return;
      observer.disconnect();
      (image ? image.decode().catch(() => 0) : Promise.resolve()).then(painted).then(done);
    });
    observer.observe(box, {childList: true, subtree: true, attributes: true, characterData: true});
  });
  const times = [];
  for (let i = 0; i < presses; i++) {
    const seen = changed(), start = performance.now();
    const key = {key: i % 2 ? 'ArrowLeft' : 'ArrowRight', keyCode: i % 2 ? 37 : 39, bubbles: true};
    handle.dispatchEvent(new KeyboardEvent('keydown', key));
    await seen;
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 200));
  }
  return times;
}"""

# Count the animation frames in which the sentence was another one: each picture brings a new count of steps.
FRAMES = """([demo, seconds]) => new Promise(done => {
  const sentence = () => demo.querySelector('p.dl-words:not(.dl-trouble)')?.textContent;
  let frames = 0, last = sentence();
  const start = performance.now();
  const look = () => {
    const now = sentence();
    if (now && now !== last) { frames += 1; last = now; }
    if (performance.now() - start < 1000 * seconds) return requestAnimationFrame(look);
    done(1000 * frames / (performance.now() - start));
  };
  requestAnimationFrame(look);
})"""

# What the kernel does for a picture while the cockpit plays, training left out: milliseconds of its thread a picture.
# Of older checkouts, a tick shows several.
PLAYING = """import sys, time
from dlscratch import demos
from dlscratch.live import clock, demo as shell
demo = demos.cockpit()
for _ in range(2000):
    demo.model.tick(1e-9)
train, trained = demo.model.tick, 0
def tick(seconds):
    global trained
    start = time.thread_time()
    train(seconds)
    trained += time.thread_time() - start
demo.model.tick = tick
demo.clock.play.set_state({clock.PLAYING: True})
for _ in range(int(sys.argv[1])):
    trained, start = 0, time.thread_time()
    demo.tick()
    print(1e3 * (time.thread_time() - start - trained) / getattr(shell, "PICTURES", 1))"""

# Press a key on a slider while the clock runs and wait until the settings line says so.
VISIBLE = """async ([handle, line, presses]) => {
  const times = [];
  for (let i = 0; i < presses; i++) {
    const before = line.value, start = performance.now();
    const key = {key: i % 2 ? 'ArrowLeft' : 'ArrowRight', keyCode: i % 2 ? 37 : 39, bubbles: true};
    handle.dispatchEvent(new KeyboardEvent('keydown', key));
    while (line.value === before) await new Promise(done => requestAnimationFrame(done));
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 150 + 40 * (i % 5)));
  }
  return times;
}"""


def rows(quick):
    missing = what_is_missing()
    if missing:
        yield Note("live", missing)
        return
    times = kernel_time(HERE, 6 if quick else 60)
    yield Note("one picture of a playing cockpit, in the kernel", held(times, "ms", at_most=1.5))
    with browser_and_server(HERE) as (open_notebook, root):
        yield answering(open_notebook(OURS, PYPLOT), 10 if quick else 40)
        page = open_notebook(COCKPIT, PROCESS)
        frames, visible, shares = training(page, 3 if quick else 20)
        yield Note("the cockpit, playing: pictures a second", held(frames, "", at_least=22))
        yield Note("the cockpit, playing: slider to visible", held(visible, "ms", at_most=100))
        yield Note("the cockpit, playing: share of the time spent training", held(shares, "%", at_least=70))
        if not quick:
            yield leaks(page, page.demo(), root, 300)
        page.page.close()


@contextmanager
def browser_and_server(checkout):
    """Give a function that opens a notebook of these cells, with the package of `checkout`, and its folder."""
    sys.path.insert(0, str(BROWSING))
    import browsing
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        home, root = Path(folder) / "home", Path(folder) / "notebooks"
        home.mkdir(), root.mkdir()
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=browsing.FLAGS)
        with browsing.notebook_server(home, root, checkout) as url:

            def open_notebook(*cells):
                browsing.stop_kernels(url)
                return browsing.open_notebook(browser, url, root, cells)

            yield open_notebook, root
        browser.close()


def beside(other, rounds, seconds):
    """Measure a playing cockpit of this checkout and of another one, in turn; return a table as text."""
    measured = {}
    for _ in range(rounds):
        for checkout in (HERE, other):
            seen = measured.setdefault(checkout, {what: [] for what in WHAT})
            seen["kernel"].append(statistics.fmean(kernel_time(checkout, 60)))
            with browser_and_server(checkout) as (open_notebook, _):
                page = open_notebook(COCKPIT)
                for what, values in zip(("frames", "visible", "share"), training(page, seconds), strict=True):
                    seen[what].append(statistics.median(values))
                page.page.close()
    lines = [
        f"| a playing cockpit, {rounds} rounds in turn | {HERE.name} | {other.name} | ratio |",
        "|---|---|---|---|",
    ]
    for what, words in WHAT.items():
        ours, theirs = (measured[checkout][what] for checkout in (HERE, other))
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        lines.append(f"| {words} | {spread(ours)} | {spread(theirs)} | {spread(ratios)} |")
    return "\n".join(lines)


WHAT = {
    "kernel": "kernel time a picture, ms",
    "frames": "pictures a second",
    "visible": "slider to visible, ms",
    "share": "share of the time spent training, %",
}


def what_is_missing():
    """Return a sentence, or nothing."""
    if not BROWSING.exists() or importlib.util.find_spec("playwright") is None:
        return 'not measured: it needs the repository and `pip install -e ".[test]"`'
    spec = importlib.util.spec_from_file_location("browsing", BROWSING / "browsing.py")
    browsing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(browsing)
    return "" if browsing.CHROMIUM and browsing.LAB else "not measured: it needs JupyterLab and Chromium"


def kernel_time(checkout, ticks):
    """Return the milliseconds that the kernel takes for a picture of a playing cockpit, one value a tick."""
    env = {**os.environ, "PYTHONPATH": str(checkout)}
    command = [sys.executable, "-c", PLAYING, str(ticks)]
    run = subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, check=True)
    return [float(line) for line in run.stdout.split()]


def answering(page, presses):
    """Time from a slider's move to the painted picture, ours and pyplot's in turn."""
    demo = page.demo()
    pyplot = page.page.locator(".widget-interact")
    pyplot.locator("img").first.wait_for()
    ours, theirs = [], []
    for _ in range(5):
        for times, handle, box in (
            (ours, demo.slider("k"), demo.locator.locator(".widget-html-content:has(svg)")),
            (theirs, pyplot.locator("[role=slider]"), pyplot.locator(".widget-output").last),
        ):
            handle.focus()
            times += page.page.evaluate(ANSWER, [handle.element_handle(), box.element_handle(), presses // 5])
    page.page.close()
    return Row("slider to pixels", np.array(ours) / 1e3, "`interact` + pyplot", np.array(theirs) / 1e3, at_most=0.25)


def training(page, seconds):
    """Return pictures a second, milliseconds until a move is seen, and shares of training of a playing cockpit."""
    demo = page.demo()
    begun, _ = steps_and_speed(demo)
    place = demo.locator.element_handle()
    line = demo.locator.get_by_role("textbox", name="Settings").element_handle()
    demo.press("Play")
    time.sleep(2)
    frames = [page.page.evaluate(FRAMES, [place, seconds / 5]) for _ in range(5)]
    handle = demo.slider("learning rate").element_handle()
    visible = page.page.evaluate(VISIBLE, [handle, line, 10 if seconds < 5 else 40])
    return frames, visible, [share_of_training(demo, begun, seconds / 5) for _ in range(5)]


def share_of_training(demo, begun, seconds):
    """Return how much of the clock's time was spent inside training steps, in per cent, from what the demo says."""
    start, (steps, speed) = time.perf_counter(), steps_and_speed(demo)
    time.sleep(seconds)
    wall, (more_steps, more_speed) = time.perf_counter() - start, steps_and_speed(demo)
    return 100 * ((more_steps - begun) / more_speed - (steps - begun) / speed) / wall


def steps_and_speed(demo):
    """Return the steps and the steps a second that the demo says: 0 before it has played."""
    words = demo.sentence().replace(",", "").split()
    return float(words[1]), float(words[words.index("second.") - 3]) if "second." in words else 0.0


def leaks(page, demo, root, seconds):
    """Play on, and return by how much the kernel and the page grew, and how late the last picture came."""
    pid = (root / "pid.txt").read_text(encoding="utf-8")
    time.sleep(30)
    before = kernel_memory(pid), page_memory(page)
    time.sleep(seconds)
    grown = kernel_memory(pid) - before[0], page_memory(page) - before[1]
    demo.press("Pause")
    start, last = time.perf_counter(), demo.sentence()
    late = 0.0
    while time.perf_counter() - start < 2:
        if demo.sentence() != last:
            last, late = demo.sentence(), time.perf_counter() - start
    kept = "kept" if max(grown) < 20 and late < 1 else "**missed**"
    text = f"kernel {grown[0]:+.1f} MB, page {grown[1]:+.1f} MB, last picture {late:.1f} s after Pause"
    return Note(f"the cockpit, {seconds / 60:g} minutes of play", f"{text}; below 20 MB and 1 s, {kept}")


def kernel_memory(pid):
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def page_memory(page):
    """Return what the page's objects take after a collection of garbage, in MB."""
    session = page.page.context.new_cdp_session(page.page)
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"] / 2**20


def held(values, unit, at_most=None, at_least=None):
    """Return a median with its spread, and whether it keeps its bar."""
    middle = statistics.median(values)
    kept = middle <= at_most if at_most is not None else middle >= at_least
    bar = f"at most {at_most:g}" if at_most is not None else f"at least {at_least:g}"
    return (
        f"{middle:.3g} {unit} ({min(values):.3g}-{max(values):.3g}); {bar} {unit}".replace("  ", " ").rstrip()
        + f", {'kept' if kept else '**missed**'}"
    )


def spread(values):
    """Return a median with the least and the greatest."""
    return f"{statistics.median(values):.3g} ({min(values):.3g}-{max(values):.3g})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure a playing cockpit of this checkout and of another, in turn.")
    parser.add_argument("other", type=Path, help="the folder of the other checkout")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10, help="of play, for pictures and for training each")
    chosen = parser.parse_args()
    print(beside(chosen.other.resolve(), chosen.rounds, chosen.seconds))
