"""How much memory a learner takes: lesson 06 in a real kernel, alone, and two at once that share MNIST or do not."""

import asyncio
import importlib.util
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .timing import Note

LESSON = Path(__file__).parent.parent / "notebooks" / "06_mnist_training.ipynb"
PLAY = """from dlscratch.live import Demo
for demo in [value for value in list(Out.values()) if isinstance(value, Demo) and hasattr(value.model, "tick")]:
    for _ in range(5):
        demo.model.tick(0.2)
    demo._draw()"""
PARTS = "dl.load_mnist", "demos.cockpit()", "demos.gradient_noise()"  # cells whose own share is told


def rows(quick):
    missing = what_is_missing()
    if missing:
        yield Note("memory", missing)
        return
    (alone,) = kernels(1, quick)
    yield Note("lesson 06 whole, every demo played", held("peak", alone.peak, 450, quick))
    for part in PARTS[1:]:
        yield Note(f"{part}, beside what the notebook holds", held("more", alone.added.get(part, 0), 40, quick))
    yield Note("two kernels at once", "; ".join(f"{kernel.own:.0f} MB are its own" for kernel in kernels(2, quick)))
    with tempfile.TemporaryDirectory() as folder:
        for kernel in kernels(2, quick, DLSCRATCH_CACHE_FOLDER=folder):
            yield Note("one of two at once that share a folder", held("its own", kernel.own, 200, quick))


def what_is_missing():
    """Return a sentence, or nothing."""
    if not Path("/proc/self/smaps_rollup").exists():
        return "not measured: it needs Linux, which says whose a page is"
    if not LESSON.exists() or importlib.util.find_spec("nbclient") is None:
        return 'not measured: it needs the repository and `pip install -e ".[test]"`'
    return ""


class Kernel:
    """What was seen of a kernel in MB: the `peak` of all its pages, what is its `own` now, what a cell `added`."""

    def __init__(self):
        self.peak = self.own = self.now = 0
        self.added = {}

    def look(self, pid, cell):
        status, pages = (Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8") for name in ("status", "smaps_rollup"))
        before, self.now, self.peak = self.now, megabytes(status, "VmRSS"), megabytes(status, "VmHWM")
        self.own = megabytes(pages, "Private_Clean") + megabytes(pages, "Private_Dirty")
        self.added |= {part: self.now - before for part in PARTS if cell.source.startswith(part)}


def megabytes(text, name):
    return int(text.split(f"{name}:")[1].split()[0]) / 1024


def kernels(count, quick, **settings):
    """Run the lesson in `count` kernels at once, or quickly its setup, data and demos; return what was seen of each."""

    async def all_of_them():
        played = asyncio.Barrier(count)
        return await asyncio.gather(*(run(quick, settings, played) for _ in range(count)))

    with ThreadPoolExecutor(1) as apart:  # whoever calls may have an event loop of its own in this thread
        return apart.submit(lambda: asyncio.run(all_of_them())).result()


async def run(quick, settings, played):
    import nbformat
    from nbclient import NotebookClient

    notebook, seen = nbformat.read(LESSON, as_version=4), Kernel()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = [cell for cell in cells if "setup" in cell.metadata.get("tags", []) or not quick or short(cell)]
    notebook.cells = [*cells, nbformat.v4.new_code_cell(PLAY)]
    folder = {"metadata": {"path": LESSON.parent}}
    client = NotebookClient(notebook, timeout=600, store_widget_state=False, resources=folder)
    with tempfile.TemporaryDirectory() as empty:
        env = {**os.environ, "DLSCRATCH_PROGRESS_FOLDER": empty, **settings}
        async with client.async_setup_kernel(env=env):
            for number, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, number)
                seen.look(client.km.provisioner.pid, cell)
            await played.wait()  # whose a page is, shows while all are there
            seen.look(client.km.provisioner.pid, cell)
            await played.wait()
    return seen


def short(cell):
    return any(part in cell.source for part in PARTS)


def held(what, value, at_most, quick):
    """Return a number of MB and, where the whole lesson ran, whether it keeps its bar."""
    kept = "" if quick else f"; at most {at_most} MB, {'kept' if value <= at_most else '**missed**'}"
    return f"{what} {value:.0f} MB{kept}"
