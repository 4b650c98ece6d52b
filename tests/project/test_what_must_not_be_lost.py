"""What learners have already: their records, networks, notebooks and programs go on working with each later version."""

import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

import dlscratch as dl
from dlscratch import demos, exercises
from dlscratch.checking import record
from dlscratch.checking.progress import report
from dlscratch.exercises import check, guess
from dlscratch.lessons.course import EXERCISES, ORDERINGS, QUESTIONS

ROOT = Path(__file__).resolve().parent.parent.parent
VERSIONS = sorted((ROOT / "tests" / "data").glob("version_*"))
EACH_VERSION = pytest.mark.parametrize("kept", VERSIONS, ids=[path.name for path in VERSIONS])


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_there_is_something_to_keep():
    assert [path.name for path in VERSIONS][:1] == ["version_0_1"]


# records


@pytest.fixture
def own_record(kept, tmp_path, monkeypatch):
    """Return the path of a copy of the record, as it would lie beside a learner's notebooks."""
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    return Path(shutil.copy(kept / record.FILE, tmp_path))


@EACH_VERSION
def test_a_record_opens_and_counts(kept, own_record):
    old = read(kept / record.FILE)["exercises"]
    right = sum(entry["result"] == "right" for entry in old.values())
    assert 0 < right < len(old) and f"{right} of " in report() and "damaged" not in report()
    lesson = report("02")
    assert "✓ right, 3 attempts" in lesson and "✗ not yet, 1 attempt<" in lesson
    assert own_record.read_bytes() == (kept / record.FILE).read_bytes(), "to look changes nothing"


@EACH_VERSION
def test_a_record_stays_whole_when_something_is_added(kept, own_record):
    old = read(kept / record.FILE)["exercises"]
    assert "tanh" not in old and "03.1" not in old
    assert check(np.tanh, "tanh").note == "" and guess("03.1", "a").note == "" and check(np.abs, "relu").note == ""
    new = read(own_record)["exercises"]
    assert new.keys() == old.keys() | {"tanh", "03.1"}
    old["relu"]["attempts"] += 1  # and what was right once stays right
    for name, entry in old.items():
        assert {key: new[name].get(key) for key in entry} == entry, name


# saved networks

NETWORKS = [
    pytest.param(kept / name, told, id=f"{kept.name}/{name}")
    for kept in VERSIONS
    for name, told in read(kept / "networks.json").items()
]


@pytest.mark.parametrize(("path", "told"), NETWORKS)
def test_a_saved_network_gives_the_numbers_it_gave(path, told):
    net = dl.load_network(path)
    assert list(net.sizes) == told["sizes"]
    for setting in ("activation", "output", "weight_decay"):
        assert getattr(net, setting) == told[setting]
    assert net.dtype == told["dtype"]
    rtol = 1e-12 if told["dtype"] == "float64" else 1e-6
    np.testing.assert_allclose(net.predict(told["x"]), told["predict"], rtol)
    np.testing.assert_allclose(net.loss(told["x"], told["t"]), told["loss"], rtol)


# half-solved notebooks

TITLE = re.compile("(Right|Not yet|Not attempted|The fault is still there): [A-Za-z_0]+")


def judged(notebook):
    """Return (points, title) by check cell, of those that have run."""
    cells = [cell for cell in notebook.cells if cell.source.startswith("check(") and cell.outputs]
    data = {cell.source: cell.outputs[0].data for cell in cells}
    return {source: (made["text/plain"], TITLE.search(made["text/html"])[0]) for source, made in data.items()}


@EACH_VERSION
def test_a_half_solved_notebook_runs_and_its_checks_say_what_they_said(kept, tmp_path):
    (path,) = kept.glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    before = judged(notebook)
    assert {title.split(":")[0] for _, title in before.values()} == {"Right", "Not yet", "The fault is still there"}
    NotebookClient(notebook, resources={"metadata": {"path": tmp_path}}, store_widget_state=False).execute()
    assert before.items() <= judged(notebook).items()


# names

NAMES = pytest.mark.parametrize("names", [read(kept / "names.json") for kept in VERSIONS], ids=lambda _: "names")


@NAMES
def test_names_that_programs_and_notebooks_use_are_still_there(names):
    assert [name for name in names["dl"] if not hasattr(dl, name)] == []
    assert [name for name in names["dlscratch.exercises"] if not hasattr(exercises, name)] == []


@NAMES
def test_exercises_questions_and_programs_keep_their_names(names):
    assert set(names["exercises"]) <= EXERCISES.keys()
    assert set(names["orderings"]) <= ORDERINGS.keys()


@NAMES
def test_the_right_answer_of_a_question_stays_right(names):
    right = {id: next(c.text for c in QUESTIONS[id].choices if c.right) for id in names["questions"] if id in QUESTIONS}
    assert right == names["questions"]


@NAMES
def test_a_demo_takes_what_it_took(names, mnist):
    """What it is given, in its place, and each setting of the line that a learner may have copied."""
    x, t = mnist[1][0][:100], mnist[1][1][:100]
    net = dl.MultiLayerNet([784, 5, 10])
    given = {"confusion": (net, x, t), "draw_digit": (net,)}
    for name, had in names["demos"].items():
        demo = getattr(demos, name)
        assert list(inspect.signature(demo).parameters)[: len(had["takes"])] == had["takes"], name
        assert set(had["settings"]) <= demo(*given.get(name, ())).settings.keys(), name


# the tester, tested


ENDLESS = "while True:\n    pass"
SWALLOWED = "try:\n    while True:\n        pass\nexcept KeyboardInterrupt:\n    pass"


def test_a_cell_that_does_not_end_fails_the_run(tmp_path):
    """Also where it survives its own interrupt: the rest "fails as expected" then, which pytest counts as success."""
    runs = {}
    for name, source in {"endless": ENDLESS, "swallowed": SWALLOWED, "fine": "pass"}.items():  # all at once
        folder = tmp_path / name
        folder.mkdir()
        cells = [nbformat.v4.new_code_cell(text) for text in (source, "pass")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "cells.ipynb")
        shutil.copy(ROOT / "conftest.py", folder)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder)]
        command += ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=1", "cells.ipynb"]
        runs[name] = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    printed = {name: run.communicate()[0] for name, run in runs.items()}
    codes = {name: run.returncode for name, run in runs.items()}
    assert codes == {"endless": 1, "swallowed": 1, "fine": 0}, printed
