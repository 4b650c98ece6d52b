"""Every demo of the notebooks on one screen of a small projector: controls, the whole picture and its words at once."""

import json
from pathlib import Path

import pytest
from browsing import LAB, until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not LAB, reason="the sizes are those of JupyterLab's notebook area")]

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
SETUP = """from IPython.display import display
import dlscratch as dl
from dlscratch import demos
from dlscratch.exercises import mine
from dlscratch.lessons.course import KEYS
globals().update(KEYS)  # the learner's functions, right
_, (x_test, t_test) = dl.load_mnist()
net = dl.MultiLayerNet([784, 50, 10])
shown = []"""
# The longest that the cockpit says of a collapse, and an error in a learner's function.
ALERT = """for demo in shown:
    demo.message = "your code stopped in gradient_descent, line 12: path[i + 1] = path[i] - learning_rate * slopes. " \\
        "ValueError: operands could not be broadcast together with shapes (21,2) (3,). Write the shape of each " \\
        "array beside it and look which sides meet. The setting moved last: learning_rate = 0.15."
    if "dl-clocked" in demo._dom_classes:
        demo.message = "Collapsed at step 12,345, after learning rate was set to 0.15 at step 12,345: for 100 steps " \\
            "the loss has not been below 2.26, and a guess, the same probability for every class, has 2.30; 50 of " \\
            "50 units of hidden layer 1 are dead. Press Play to see whether it recovers, or Reset for new weights. " \\
            "A wrong gradient does the same: compare it with dl.gradient_check."
    demo._show()"""

MEASURE = """demo => {
  const top = demo.getBoundingClientRect().top, box = e => e.getBoundingClientRect();
  const seen = e => box(e).width > 1 && box(e).height > 1;
  const all = names => [...demo.querySelectorAll(names)].filter(seen);
  const words = all('.dl-words').slice(0, demo.matches('.dl-clocked') ? 2 : 1);
  const parts = [...all('.dl-view svg, .dl-side *'), ...words];
  const size = t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a;
  const scrolls = e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1
    || ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1;
  return {
    height: Math.max(...parts.map(e => box(e).bottom)) - top,
    wide: Math.max(...parts.map(e => box(e).right)) - box(demo).right,
    text: Math.min(...all('.dl-view > * > * svg text').map(size)),
    track: Math.min(1000, ...all('.noUi-target').map(e => box(e).width)),
    scrolling: all('*').filter(scrolls).map(e => e.className),
    pictures: all('.dl-view svg').filter(e => !e.parentElement.closest('svg')).map(
      e => [box(e).left, box(e).top - top, box(e).width, box(e).height].map(Math.round)),
  };
}"""

# Put a copy of a demo into a frame that begins 120 pixels high and follows its content, as Colab's output does.
FRAME = """async demo => {
  const rules = sheet => {
    try { return [...sheet.cssRules].map(rule => rule.cssText).join(' '); } catch { return ''; }
  };
  const frame = document.createElement('iframe');
  frame.style = 'position: fixed; left: 0; top: 0; width: 1100px; height: 120px; border: 0';
  const page = 'html, body { position: static !important; height: auto !important; overflow: visible !important; }';
  frame.srcdoc = `<style>${[...document.styleSheets].map(rules).join(' ')} ${page}</style>${demo.outerHTML}`;
  const loaded = new Promise(done => { frame.onload = done; });
  document.body.append(frame);
  await loaded;
  const heights = [], widths = [];
  for (let i = 0; i < 40; i++) {
    const body = frame.contentDocument.body;
    heights.push(Math.round(body.getBoundingClientRect().height));
    widths.push(Math.round(body.querySelector('.dl-view svg').getBoundingClientRect().width));
    frame.style.height = heights[i] + 'px';
    await new Promise(requestAnimationFrame);
  }
  frame.remove();
  return [heights, widths];
}"""


def calls():
    """Return every call of a demo in the notebooks, and the tallest cockpit."""
    cells = [
        "".join(cell["source"]).strip()
        for path in sorted(NOTEBOOKS.glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    return [cell for cell in cells if cell.startswith("demos.")] + ["demos.cockpit(hidden_layers=4)"]


def test_every_demo_fits_into_the_smallest_screen(lab):
    every = calls()
    assert len(every) >= 34
    shown = [f"shown.append({call})\ndisplay(shown[-1])" for call in every]
    cells = ["\n".join(shown[i : i + 25]) for i in range(0, len(shown), 25)]  # JupyterLab folds outputs beyond fifty
    page = lab(SETUP, *cells, ALERT, "1 + 1", width=1280, height=720)
    places = page.page.locator(".dl-live")
    until(lambda: places.count() == len(every) and page.page.locator(".dl-trouble").count() == len(every), "all", 120)
    with_alert = look(page, places, 1280, 720, side_bar=False)
    wrong(every, page, with_alert)
    wrong(every, page, look(page, places, 1366, 768, side_bar=True))
    page.resize(1280, 720, side_bar=False)
    heights, widths = places.nth(every.index("demos.cockpit()")).evaluate(FRAME)
    assert heights[0] > 400 and len(set(heights)) == 1 and len(set(widths)) == 1, (heights, widths)
    # The alert gone, nothing has moved.
    page.page.evaluate("document.querySelectorAll('.dl-trouble').forEach(alert => alert.remove())")
    without = look(page, places, 1280, 720, side_bar=False)
    moved = [call for call, a, b in zip(every, with_alert, without, strict=True) if a["pictures"] != b["pictures"]]
    assert moved == []


def look(page, places, width, height, side_bar):
    page.resize(width, height, side_bar)
    return [places.nth(i).evaluate(MEASURE) for i in range(places.count())]


def wrong(every, page, measured):
    """Fail with all that does not fit."""
    area, complaints = page.area(), []
    for call, m in zip(every, measured, strict=True):
        fits = m["height"] <= area and m["wide"] <= 1
        if not (fits and m["text"] >= 12 and m["track"] >= 150 and not m["scrolling"] and m["pictures"]):
            complaints.append(f"{call}: {m}")
    assert complaints == [], f"the area is {area} high:\n" + "\n".join(complaints)
