"""What nbgrader would stumble over in `submitted/`, found before it does."""

import json
from collections import Counter
from pathlib import Path

from ..lessons.course import LESSONS
from .handed_in import Learner, Notebook, grade_id, is_hidden, take


def look(folder):
    """Return a sentence for each thing that nbgrader would stumble over, in the order of learners.

    `folder` is nbgrader's `submitted/`, which holds `learner/assignment/notebook.ipynb`, or the course's folder.
    What was handed out, in `release/` beside it, says which notebooks and cells there have to be.
    """
    folder = Path(folder)
    submitted = folder / "submitted" if (folder / "submitted").is_dir() else folder
    release = submitted.parent / "release"
    return [
        f"{learner.name}/{assignment.name}: {sentence}"
        for learner in _folders(submitted)
        for assignment in _folders(learner)
        for sentence in _stumbles(assignment, release / assignment.name)
    ]


def _folders(folder):
    return sorted(path for path in folder.iterdir() if path.is_dir() and not is_hidden(path.name))


def _stumbles(assignment, release):
    learner = Learner(assignment.name)
    files = sorted(path for path in assignment.rglob("*.ipynb") if not any(map(is_hidden, path.parts)))
    for file in files:
        take(learner, file, assignment)
    for fault in learner.faults:
        yield f"{fault}{_then(fault)}"
    wanted = sorted(path.name for path in release.glob("*.ipynb")) if release.is_dir() else []
    for name in wanted:
        if not (assignment / name).exists():
            yield f"{name} is missing, so nbgrader gives 0 in silence. Rename what is there to this name."
    for notebook in learner.notebooks:
        yield from (f"{notebook.path.name}: {sentence}" for sentence in _in_cells(notebook))
        if wanted and notebook.path.name not in wanted:
            yield f"{notebook.path.name} was not handed out: nbgrader does not see it."
        elif notebook.path.parent != assignment:
            yield f"{notebook.path.name} lies in a folder of its own: nbgrader does not see it. Move it up."


CONSEQUENCES = (
    ("defines a `check` of its own", "With nbgrader it gives itself the points. `grade` does not ask it."),
    (" sets `", "With nbgrader it can give itself points. `grade` judges elsewhere."),
    ("which stops the notebook", "nbgrader cannot grade it and gives 0."),
    ("cannot be opened", "nbgrader stops at it."),
    ("is empty", "nbgrader stops at it."),
    ("lost what nbgrader reads", "nbgrader gives 0 in silence."),
    ("check cell of", "nbgrader gives no points for it, and says nothing."),
)


def _then(fault):
    """Return what nbgrader makes of a fault, after a space, or nothing."""
    if "stands there" in fault:  # copies are told by their names below
        return ""
    return next((f" {then}" for sign, then in CONSEQUENCES if sign in fault), "")


def _in_cells(notebook: Notebook):
    """Yield what nbgrader reads in the cells, and cannot use."""
    counts = Counter(id for _, _, metadata in notebook.cells if (id := grade_id(metadata)))
    for id, count in counts.items():
        if count > 1:
            yield f"the cell {id} stands there {count} times: autograde stops, for all learners. Delete the copies."
    ids = Counter(cell.get("id") for cell in notebook.content.get("cells") or [] if isinstance(cell, dict))
    if any(count > 1 for id, count in ids.items() if id):
        yield "two cells have the same id: nbgrader may refuse the file. Open it in Jupyter and save it."
    if notebook.lesson:
        expected = {f"check-{exercise.name.replace('_', '-')}" for exercise in LESSONS[notebook.lesson].EXERCISES}
        if counts and (lost := sorted(expected - counts.keys())):
            yield f"without these cells it gets no points for them, and nothing says so: {', '.join(lost)}."
    kernel = notebook.content.get("metadata", {})
    kernel = kernel.get("kernelspec", {}) if isinstance(kernel, dict) else {}
    name = kernel.get("name") if isinstance(kernel, dict) else None
    if name != "python3":
        yield f"its kernel is {json.dumps(name)[:40]}, which the grading machine may not have: set it to python3."
    version = notebook.content.get("nbformat")
    if version != 4:
        yield f"its format is {json.dumps(version)[:10]}, not 4: open it in Jupyter and save it."
