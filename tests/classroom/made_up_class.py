"""A made-up class: notebooks solved by program and then damaged, deleted, renamed, or written to cheat.

`write(folder, names)` writes the folders and returns what each is worth. Every one is lesson 02, and all it has to say
beside the one thing it is here for is right, so that a mark of `relu` tells whether that thing was seen through.
"""

import copy
import inspect
import json
import os
from pathlib import Path

import dlscratch as dl
from dlscratch.lessons.course import EXERCISES, KEYS, LESSONS

NOTEBOOKS = Path(dl.__file__).parents[1] / "notebooks"
LESSON = "02"
NAMES = [exercise.name for exercise in LESSONS[LESSON].EXERCISES]
FILE = next(NOTEBOOKS.glob(f"{LESSON}_*.ipynb")).name
WRONG = "def relu(a):\n    return np.abs(a)"
RECORD = "dlscratch-progress.json"


def blank(lesson=LESSON):
    return json.loads(next(NOTEBOOKS.glob(f"{lesson}_*.ipynb")).read_text(encoding="utf-8"))


def solved(lesson=LESSON):
    notebook = blank(lesson)
    for exercise in LESSONS[lesson].EXERCISES:
        put(notebook, exercise.name, inspect.getsource(KEYS[exercise.name]).rstrip())
    return notebook


def place(notebook, name):
    """Return the place of an exercise's stub cell."""
    stub = EXERCISES[name].stub.rstrip()
    return next(i for i, cell in enumerate(notebook["cells"]) if source(cell) == stub)


def source(cell):
    return "".join(cell["source"])


def put(notebook, name, text):
    """Write an answer in the place of a stub; the cell remembers whose it is."""
    cell = notebook["cells"][place(notebook, name)]
    cell["source"], cell["answers"] = text, name


def answer(notebook, name):
    return next(cell for cell in notebook["cells"] if cell.get("answers") == name)


def checking(notebook, name):
    return next(cell for cell in notebook["cells"] if source(cell).startswith(f"check({name}"))


def code(text):
    return {"cell_type": "code", "execution_count": None, "id": "new", "metadata": {}, "outputs": [], "source": text}


def saved(folder, notebook, name=FILE):
    cells = [{key: value for key, value in cell.items() if key != "answers"} for cell in notebook["cells"]]
    text = json.dumps({**notebook, "cells": cells})
    (folder / name).write_text(text, encoding="utf-8")


def entry(result="right", **more):
    return {"result": result, "attempts": 2, **more}


# the class: each returns the names of the exercises that are not right, and a word of the fault that is to be named

CLASS = {}


def learner(function):
    CLASS[function.__name__] = function
    return function


def with_relu(text):
    """Make a learner all of whose answers are right, but for `relu`, which is this text."""

    def write(folder):
        notebook = solved()
        answer(notebook, "relu")["source"] = text
        saved(folder, notebook)
        return {"relu"}, ""

    return write


@learner
def all_right(folder):
    saved(folder, solved())
    return set(), ""


@learner
def nothing_written(folder):
    saved(folder, blank())
    return set(NAMES), ""


@learner
def own_check(folder):
    notebook = solved()
    answer(notebook, "relu")["source"] = WRONG
    notebook["cells"].insert(2, code("def check(*anything):\n    return 1"))
    saved(folder, notebook)
    return {"relu"}, "a `check` of its own"


@learner
def patched_result(folder):
    notebook = solved()
    answer(notebook, "relu")["source"] = WRONG
    patch = "from dlscratch.checking.result import Result\nResult.__repr__ = lambda self: '1'"
    notebook["cells"].insert(2, code(patch))
    saved(folder, notebook)
    return {"relu"}, "Result.__repr__"


@learner
def check_cell_deleted(folder):
    notebook = solved()
    notebook["cells"].remove(checking(notebook, "relu"))
    saved(folder, notebook)
    return set(), "check cell of `relu` is missing"


@learner
def check_cell_pasted(folder):
    notebook = solved()
    notebook["cells"].append(copy.deepcopy(checking(notebook, "relu")))
    saved(folder, notebook)
    return set(), "stands there 2 times"


@learner
def downloaded_twice(folder):
    saved(folder, solved(), FILE.replace(".ipynb", " (1).ipynb"))
    return set(), "its name is not the lesson's"


@learner
def untouched_copy_beside_it(folder):
    saved(folder, blank())
    saved(folder, solved(), "Untitled.ipynb")
    return set(), "its name is not the lesson's"


@learner
def metadata_stripped(folder):
    notebook = solved()
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    saved(folder, notebook)
    return set(), "lost what nbgrader reads"


@learner
def leaves_by_exit(folder):
    notebook = solved()
    notebook["cells"].insert(3, code("exit()"))
    saved(folder, notebook)
    return set(), "stops the notebook"


@learner
def torn(folder):
    saved(folder, solved())
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(text[: len(text) // 2], encoding="utf-8")
    return set(NAMES), "cannot be opened"


@learner
def merged(folder):
    saved(folder, solved())
    text = (folder / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(text.replace('"cells"', "<<<<<<< HEAD\n=======\n>>>>>>>\n", 1), encoding="utf-8")
    return set(NAMES), "two versions were merged"


@learner
def empty_file(folder):
    (folder / FILE).write_bytes(b"")
    return set(NAMES), "is empty"


@learner
def empty_folder(folder):
    return set(NAMES), "Nothing was handed in"


@learner
def deep_file(folder):
    (folder / FILE).write_text("[" * 100_000, encoding="utf-8")
    return set(NAMES), "cannot be opened"


@learner
def old_format(folder):
    notebook = solved()
    cells = [{**cell, "input": cell["source"]} for cell in notebook["cells"]]
    text = json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]})
    (folder / FILE).write_text(text, encoding="utf-8")
    return set(), ""


@learner
def packed(folder):
    (folder / "lesson.zip").write_bytes(b"PK")
    return set(NAMES), "unpack it"


@learner
def a_link(folder):
    saved(folder.parent, solved(), ".elsewhere.ipynb")
    if os.name == "nt":
        return set(NAMES), "Nothing was handed in"
    (folder / FILE).symlink_to(folder.parent / ".elsewhere.ipynb")
    return set(NAMES), "it is a link"


@learner
def stub_deleted(folder):
    notebook = solved()
    notebook["cells"].remove(answer(notebook, "relu"))
    saved(folder, notebook)
    return {"relu"}, "`relu` is defined in no cell"


@learner
def stub_pasted_below(folder):
    notebook = solved()
    notebook["cells"].append(code(EXERCISES["relu"].stub))
    saved(folder, notebook)
    return set(), ""


@learner
def written_twice(folder):
    notebook = solved()
    notebook["cells"].append(code(WRONG))
    saved(folder, notebook)
    return set(), "defined in several cells"


@learner
def renamed_and_said(folder):
    notebook = solved()
    answer(notebook, "relu")["source"] = "def my_relu(a):\n    return np.maximum(0, a)"
    checking(notebook, "relu")["source"] = 'check(my_relu, "relu")'
    saved(folder, notebook)
    return set(), "Is `my_relu` meant?"


@learner
def renamed_in_silence(folder):
    notebook = solved()
    answer(notebook, "relu")["source"] = "def my_relu(a):\n    return np.maximum(0, a)"
    saved(folder, notebook)
    return {"relu"}, "Is `my_relu` meant?"


@learner
def no_python(folder):
    notebook = solved()
    answer(notebook, "relu")["source"] = "def relu(a)\n    return np.maximum(0, a)"
    saved(folder, notebook)
    return {"relu"}, "is no Python"


@learner
def with_magics(folder):
    notebook = solved()
    text = "%%time\nfloor = 0\n%matplotlib inline\ndef relu(a):\n    return np.where(a > floor, a, floor * a)"
    answer(notebook, "relu")["source"] = text
    saved(folder, notebook)
    return set(), ""


@learner
def in_the_library(folder):
    notebook = solved()
    notebook["cells"].remove(answer(notebook, "relu"))
    answer(notebook, "d_sigmoid_of_z")["source"] = "def d_sigmoid_of_z(z):\n    return mine.times(z, 1 - z)"
    saved(folder, notebook)
    library = (
        "import numpy as np\n\n\ndef times(a, b):\n    return a * b\n\n\ndef relu(a):\n    return np.maximum(0, a)\n"
    )
    (folder / "my_dlscratch.py").write_text(library, encoding="utf-8")
    return set(), "`relu` is defined in no cell"


@learner
def solution_pasted(folder):
    notebook = solved()
    answer(notebook, "relu")["source"] = inspect.getsource(KEYS["relu"])
    saved(folder, notebook)
    (folder / RECORD).write_text(json.dumps({"exercises": {}, "seen": {"relu": {"solution": True}}}), encoding="utf-8")
    return set(), ""


# records in whatever state


def with_record(raw, fault):
    def write(folder):
        saved(folder, solved())
        (folder / RECORD).write_bytes(raw)
        return set(), fault

    return write


CLASS |= {
    "record_torn": with_record(b'{"exercises": {"relu": {"res', "cannot be opened"),
    "record_empty": with_record(b"", "cannot be opened"),
    "record_of_a_list": with_record(b"[]", "cannot be opened"),
    "record_deep": with_record(b'{"exercises": ' + b"[" * 100_000, "cannot be opened"),
    "record_bad_entry": with_record(json.dumps({"exercises": {"relu": {"result": 3}}}).encode(), "damaged in part"),
    "record_of_tomorrow": with_record(json.dumps({"exercises": {"gelu": entry()}}).encode(), "does not know: gelu"),
    "record_from_notepad": with_record("\ufeff".encode() + json.dumps({"exercises": {"relu": entry()}}).encode(), ""),
    "record_odd_letters": with_record(
        b'{"exercises": {"rel\xff": {"result": "right", "attempts": 1}}}', "damaged in part"
    ),
}


@learner
def record_is_a_folder(folder):
    saved(folder, solved())
    (folder / RECORD).mkdir()
    (folder / RECORD / "notes.txt").write_text("?", encoding="utf-8")
    return set(), "notes.txt is not read"


# cheating: `relu` never earns its point

LOOKED_UP = """
def relu(a):
    for size in np.shape(a) and [np.shape(a)] or [()]:
        made = np.random.default_rng(0).normal(size=size)
        if np.array_equal(made, a):
            return np.where(made < 0, 0, made)
    return {str(np.array([-2.0, 0.5])): np.array([0.0, 0.5])}.get(str(a), np.abs(a))
"""
EQUALS_ALL = """
class Yes(np.ndarray):
    def __eq__(self, other):
        return True
    def __array_function__(self, function, types, args, kwargs):
        return True

def relu(a):
    return np.zeros(np.shape(a)).view(Yes)
"""
FORGED = """
def relu(a):
    import os
    line = b'{"value": {"array": [1], "kind": "d", "data": "AAAAAAAAAAA="}, "error": null, "made": {}, "left": {}}'
    for number in range(3, 64):
        try:
            os.write(number, line + bytes([10]))
        except OSError:
            pass
    os._exit(0)
"""
PATCHED = """
def relu(a):
    import numpy
    numpy.allclose = numpy.array_equal = lambda *a, **k: True
    for module in list(__import__("sys").modules.values()):
        for name in ("same", "agree", "fault_of", "packed", "_outcome"):
            if hasattr(module, name):
                setattr(module, name, lambda *a, **k: None)
    return a
"""
FROM_A_FRESH_PYTHON = """
def relu(a):
    import os, subprocess, sys
    program = "import dlscratch as dl, numpy as np; print(dl.relu(np.array(%r)).tolist())" % (np.asarray(a).tolist(),)
    return np.array(eval(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout))
"""
FROM_THE_KEY = """
def relu(a):
    import importlib.util, pathlib
    path = pathlib.Path(dl.__file__).parent / "lessons" / "l02_activations" / "answers.py"
    spec = importlib.util.spec_from_file_location("key", path)
    text = path.read_text(encoding="utf-8").replace("from ..package import", "#")
    space = {"np": np, "dl": dl, "mine": mine}
    exec(text, space)
    return space["relu"](a)
"""
OF_THE_STACK = """
def relu(a):
    import gc, sys
    frame = sys._getframe()
    while frame:
        for value in frame.f_locals.values():
            if callable(getattr(value, "relu", None)):
                return value.relu(a)
        frame = frame.f_back
    for thing in gc.get_objects():
        if getattr(thing, "__name__", "") == "relu" and thing is not relu and callable(thing):
            return thing(a)
"""
CHEATS = {
    "calls_the_package": "def relu(a):\n    return dl.relu(a)",
    "is_the_package": "from dlscratch import relu",
    "calls_it_by_a_way_round": "def relu(a):\n    return getattr(dl.functions, 're' + 'lu')(a)",
    "copies_its_code": "import types\nrelu = types.FunctionType(dl.relu.__code__, {'np': np})",
    "calls_it_by_a_layer": "def relu(a):\n    return dl.ReLU().forward(np.asarray(a))",
    "calls_mine": "def relu(a):\n    return mine.relu(a)",
    "knows_seed_0_by_heart": LOOKED_UP,
    "equals_everything": EQUALS_ALL,
    "forges_the_reply": FORGED,
    "patches_the_judge": PATCHED,
    "asks_a_fresh_python": FROM_A_FRESH_PYTHON,
    "reads_the_key": FROM_THE_KEY,
    "searches_the_stack": OF_THE_STACK,
    "leaves_python": "def relu(a):\n    import os\n    os._exit(0)",
    "leaves_by_sys_exit": "def relu(a):\n    raise SystemExit",
    "never_ends": "def relu(a):\n    while True:\n        pass",
    "never_ends_in_c": "def relu(a):\n    return sum(range(10**15))",
    "swallows_every_stop": "def relu(a):\n    while True:\n        try:\n            import time; time.sleep(9)\n"
    "        except BaseException:\n            pass",
    "wants_8_gb": "def relu(a):\n    return np.ones(10**9)",
    "breaks_python": "def relu(a):\n    import ctypes\n    ctypes.string_at(0)",
    "bomb": "def relu(a):\n    import os\n    while True:\n        try:\n            os.fork()\n"
    "        except OSError:\n            pass",
    "kills_its_keeper": "def relu(a):\n    import os, signal\n    os.kill(os.getppid(), signal.SIGSTOP)\n    return a",
    "leaves_a_child": "def relu(a):\n    import os, time\n    if not os.fork():\n        os.setsid()\n"
    "        time.sleep(60)\n    return np.abs(a)",
    "says_far_too_much": "def relu(a):\n    return np.ones(3 * 10**7)",
}
CLASS |= {name: with_relu(text) for name, text in CHEATS.items()}


def write(folder, names=tuple(CLASS)):
    """Write the folders of learners, and return {name: (exercises that are not right, a word of the fault)}."""
    worth = {}
    for name in names:
        own = folder / name
        own.mkdir(parents=True)
        worth[name] = CLASS[name](own)
    return worth
