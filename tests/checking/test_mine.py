"""The learner's own library: what enters my_dlscratch.py, what stays as it is there, and what `mine` gives."""

import errno
import os
import subprocess
import sys
import types

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import dlscratch as dl
from dlscratch.checking import mine as mine_module
from dlscratch.checking import record
from dlscratch.checking.progress import report
from dlscratch.exercises import check, mine
from dlscratch.learner import files, library, timelimit
from dlscratch.lessons.course import EXERCISES

SETUP = "import numpy as np\nimport dlscratch as dl\nfrom dlscratch import demos\nfrom dlscratch.exercises import *"
RELU = "def relu(a):\n    return np.maximum(a, 0)"


class Notebook:
    """A notebook without a page: cells run one by one, and `note` is what the last check said of the library."""

    def __init__(self, monkeypatch):
        config = Config()
        config.HistoryManager.hist_file = ":memory:"
        self.shell = InteractiveShell(config=config, user_ns={"__name__": "__main__"})
        monkeypatch.setattr(mine_module, "get_ipython", lambda: self.shell)
        self.run(SETUP)

    def run(self, cell):
        return self.shell.run_cell(cell, store_history=True).result

    def check(self, cell, name):
        self.run(cell)
        result = self.shell.user_ns["check"](self.shell.user_ns[name], name)
        assert result.passed, (result.message, result.call)
        return result.note


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    """Give each test an empty folder, and a session that has said nothing."""
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    monkeypatch.setattr(mine_module, "_said", set())
    monkeypatch.setattr(mine_module, "_waiting", {})
    return tmp_path / library.FILE


@pytest.fixture
def notebook(monkeypatch, capsys):
    return Notebook(monkeypatch)


def alone(own_file, lines, with_package=False):
    """Return what lines print in an empty Python beside the file: with NumPy alone, or with the package too."""
    hide = "import sys\nsys.modules['IPython'] = sys.modules['dlscratch'] = None\n"
    program = "import numpy as np\n" if with_package else f"{hide}import numpy as np\n"
    path = os.pathsep.join([str(own_file.parent), *sys.path])
    run = subprocess.run(
        [sys.executable, "-c", program + lines],
        cwd=own_file.parent,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


# what enters


def test_a_right_answer_enters_and_a_wrong_one_does_not(notebook, own_file):
    assert not notebook.run("def relu(a):\n    return np.abs(a)\ncheck(relu)").passed
    assert not own_file.exists()
    assert notebook.check(RELU, "relu") == "Now in your library: `mine.relu`."
    text = own_file.read_text(encoding="utf-8")
    assert text.startswith('"""What I wrote myself') and text.count("\n", 0, text.index('\n"""')) == 2
    assert "import numpy as np\n" in text and RELU in text
    assert alone(own_file, "import my_dlscratch\nprint(my_dlscratch.relu(np.array([-1, 2])))") == "[0 2]\n"


WAYS = {
    "a class": ("ReLU", "class ReLU:\n{forward}{backward}"),
    "below a cell magic": ("ReLU", "%%time\nclass ReLU:\n{forward}{backward}"),
    "below a line magic": ("ReLU", "%time 1 + 1\nclass ReLU:\n{forward}{backward}"),
    "decorated": ("relu", "def same(f):\n    return f\n\n@same\n" + RELU),
    "wrapped": (
        "relu",
        "from functools import wraps\ndef twice(f):\n    @wraps(f)\n    def g(a):\n        return f(f(a))\n"
        "    return g\n@twice\n" + RELU,
    ),
    "cached": ("first_loss", "from functools import lru_cache\n@lru_cache\ndef first_loss(n):\n    return np.log(n)"),
    "a lambda": ("relu", "relu = lambda a: np.maximum(a, 0)"),
    "helpers and constants": (
        "relu",
        "ZERO, WORDS = 0.0, ('a', 1)\nZERO = 0\ndef low(a):\n    return other(ZERO * a)\n"
        "def other(a):\n    return a\ndef relu(a):\n    return np.maximum(a, low(a))",
    ),
    "a default": ("relu", "LOW = 0\ndef relu(a, low=LOW):\n    return np.maximum(a, low)"),
    "an import of a function": ("first_loss", "from math import log as ln\ndef first_loss(n):\n    return ln(n)"),
    "with a comment": ("relu", "# above\ndef relu(a):  # here\n    # inside\n    return np.maximum(a, 0)  # there"),
    "among other lines": ("relu", "b = 3; print(b)\nif True:\n    c = 4\n" + RELU + "\nprint(c)"),
    "Korean and a string of three lines": (
        "relu",
        'def relu(a):\n    """값\n    \x0c둘\n    """\n    return np.maximum(a, 0)',
    ),
}
FORWARD = "    def forward(self, a):\n        self.z = np.maximum(a, 0)\n        return self.z\n"
BACKWARD = "    def backward(self, dout):\n        return dout * (self.z > 0)\n"


@pytest.mark.parametrize("name, cell", WAYS.values(), ids=WAYS)
def test_it_enters_with_what_it_needs(notebook, own_file, name, cell):
    cell = cell.replace("{forward}", FORWARD).replace("{backward}", BACKWARD)
    assert notebook.check(cell, name) == f"Now in your library: `mine.{name}`."
    assert check(getattr(mine, name), name).passed and getattr(mine, name).__module__ == "my_dlscratch"
    assert alone(own_file, f"import my_dlscratch\nprint(my_dlscratch.{name}.__name__)")
    before = own_file.read_bytes()
    notebook.run(f"check({name})")
    assert own_file.read_bytes() == before, "nothing changes when nothing is new"


def test_the_last_that_ran_enters(notebook, own_file):
    notebook.run("def relu(a):\n    return 'first'")
    notebook.run(RELU)
    notebook.run("1 / 0\ndef relu(a):\n    return 'never'")
    assert "Now in" in notebook.check("pass", "relu") and RELU in own_file.read_text(encoding="utf-8")
    notebook.run("class ReLU:\n" + FORWARD + BACKWARD)
    notebook.run("1 / 0\nclass ReLU:\n" + FORWARD + BACKWARD.replace("> 0", "< 0"))
    assert "Now in" in notebook.check("pass", "ReLU") and "< 0" not in own_file.read_text(encoding="utf-8")


def test_an_answer_of_another_name_enters_under_that_of_the_exercise(notebook, own_file):
    notebook.run("def my_relu(a):\n    return np.maximum(a, 0)")
    assert "Now in" in notebook.run("check(my_relu, 'relu')").note
    assert mine.relu(-1.0) == 0 and "relu = my_relu" in own_file.read_text(encoding="utf-8")


KEPT_OUT = {
    "an array": ("big = np.zeros(3)\ndef relu(a):\n    return np.maximum(a, big[0])", "uses `big` of this notebook"),
    "a generator": ("rng = np.random.default_rng(0)\ndef relu(a):\n    rng\n    return np.maximum(a, 0)", "uses `rng`"),
    "an open file": (
        "import os\nf = open(os.devnull)\ndef relu(a):\n    f.name\n    return np.maximum(a, 0)",
        "uses `f`",
    ),
    "two things": ("b, c = [1], {}\ndef relu(a):\n    b, c\n    return np.maximum(a, 0)", "uses `b`, `c` of"),
    "a magic": ("def relu(a):\n    %time 1\n    return np.maximum(a, 0)", "a line magic (%)"),
    "a helper's array": (
        "big = np.zeros(3)\ndef low():\n    return big[0]\ndef relu(a):\n    return np.maximum(a, low())",
        "uses `big`",
    ),
}


@pytest.mark.parametrize("cell, words", KEPT_OUT.values(), ids=KEPT_OUT)
def test_what_cannot_stand_alone_is_kept_out_and_named(notebook, own_file, cell, words):
    note = notebook.check(cell, "relu")
    assert note.startswith("Not in your library: ") and words in note and not own_file.exists()


def test_an_answer_without_a_cell_is_kept_out(notebook, own_file):
    assert "in no cell of this notebook" in notebook.run("check(lambda a: np.maximum(a, 0), 'relu')").note
    assert notebook.run("check(dl.relu)").note == "" and notebook.run("relu = dl.relu\ncheck(relu)").note == ""
    assert check(dl.relu).note == "" and not own_file.exists()


def test_an_answer_waits_for_the_exercises_that_it_calls(notebook, own_file):
    notebook.run("def weighted_sum(x, w, b):\n    return x @ w + b")
    neuron = "def neuron(x, w, b):\n    return mine.relu(weighted_sum(x, w, b))"
    assert "has no `weighted_sum`: run `check(weighted_sum)`" in notebook.check(neuron, "neuron")
    assert "Now in" in notebook.check("pass", "weighted_sum")
    assert "It calls `relu` of the package" in notebook.check("pass", "neuron")
    notebook.run("def weighted_sum(x, w, b):\n    return np.dot(x, w) + b")
    assert "has another `weighted_sum`" in notebook.check("pass", "neuron")


def test_an_unwritten_function_that_is_called_is_named(notebook):
    result = notebook.run(
        "def weighted_sum(x, w, b):\n    return ...\ndef neuron(x, w, b):\n    return dl.relu(weighted_sum(x, w, b))\n"
        "check(neuron)"
    )
    assert (result.attempted, result.title) == (False, "Not judged: neuron")
    assert "calls `weighted_sum`, which is not written yet" in result.message


# what stays


def test_a_newer_answer_replaces_what_was_written_here(notebook, own_file):
    notebook.check("LOW = 0\ndef relu(a):\n    return np.maximum(a, LOW)", "relu")
    notebook.check("LOW = 0.0\ndef relu(a):\n    return np.where(a > 0, a, LOW)", "relu")
    text = own_file.read_text(encoding="utf-8")
    assert text.count("def relu") == 1 and "np.where" in text and "LOW = 0.0" in text and "LOW = 0\n" not in text


def test_what_the_learner_changed_stays_until_it_is_taken(notebook, own_file):
    notebook.check("class ReLU:\n" + FORWARD + BACKWARD, "ReLU")
    notebook.check(RELU, "relu")
    changed = own_file.read_text(encoding="utf-8").replace("np.maximum(a, 0)\n", "np.maximum(a, 0)  # as I like it\n")
    changed = changed.replace("\n\n# dlscratch: lesson 02", "\n\n# my own words\nmy_number = 3\n# dlscratch: lesson 02")
    own_file.write_text(changed, encoding="utf-8")
    note = notebook.check("def relu(a):\n    return a * (a > 0)", "relu")
    assert "you changed `relu`" in note and 'mine.take("relu")' in note
    assert own_file.read_text(encoding="utf-8") == changed
    assert "changed by you" in mine.written().plain
    assert "Taken: relu" in mine.take("relu").plain and "Nothing to take" in mine.take("relu").plain
    text = own_file.read_text(encoding="utf-8")
    assert "a * (a > 0)" in text and text.count("as I like it") == 1, "the class, which was changed too, stays"
    assert "# my own words\nmy_number = 3\n" in text


@pytest.mark.parametrize("added", ["  # a note", "; my_own = 3"])
def test_what_the_learner_wrote_beside_a_constant_stays(notebook, own_file, added):
    notebook.check("LOW = 0\ndef relu(a):\n    return np.maximum(a, LOW)", "relu")
    own_file.write_text(own_file.read_text("utf-8").replace("LOW = 0\n", f"LOW = 0{added}\n"), "utf-8")
    assert "has another `LOW`" in notebook.check("LOW = 0.0", "relu")
    assert f"LOW = 0{added}\n" in own_file.read_text("utf-8")


def test_what_the_learner_wrote_there_stays(notebook, own_file):
    own_file.write_text("from numpy import maximum\nprint('here')\ndef relu(a):\n    return maximum(0, a)\n", "utf-8")
    assert "you changed `relu`" in notebook.check(RELU, "relu")
    assert "Now in" in notebook.check("def step(a):\n    return (a > 0).astype(float)", "step")
    text = own_file.read_text("utf-8")
    assert text.startswith("from numpy import maximum\nprint('here')\n") and "def step" in text
    assert "written there by you" in mine.written().plain


def test_a_name_that_means_two_things_keeps_the_second_out(notebook, own_file):
    notebook.check("LOW = 0\ndef relu(a):\n    return np.maximum(a, LOW)", "relu")
    note = notebook.check("LOW = 0.0\ndef step(a):\n    return (a > LOW).astype(float)", "step")
    assert "has another `LOW`" in note and "def step" not in own_file.read_text("utf-8")
    note = notebook.check("import math as np2\ndef first_loss(n):\n    return np2.log(n)", "first_loss")
    note = notebook.check("import cmath as np2\ndef step(a):\n    np2\n    return (a > 0).astype(float)", "step")
    assert "something else by `np2`" in note


def test_windows_lines_and_a_byte_order_mark_stay(notebook, own_file):
    notebook.check(RELU, "relu")
    for encoding, start in (("utf-8-sig", ""), ("latin-1", "# coding: latin-1\r\n# é\r\n")):
        text = start + own_file.read_text("utf-8-sig").replace("# coding: latin-1\n", "")
        own_file.write_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode(encoding))
        assert "Now in" in notebook.check("def relu(a):\n    return a * (a > 0)", "relu"), "the text is still ours"
        raw = own_file.read_bytes()
        assert raw.count(b"\n") == raw.count(b"\r\n") and raw.decode(encoding).count("def relu") == 1
        assert mine.relu(-1.0) == 0 and check(mine.relu).passed
        own_file.write_bytes(raw.decode(encoding).replace(start, "").encode("utf-8"))


BROKEN = {
    "no Python": (b"def f(:\n", "line 1: this is no Python"),
    "UTF-16": ("x = 1\n".encode("utf-16"), "not saved as UTF-8"),
    "latin-1 without saying so": ("# é\nx = 1\n".encode("latin-1"), "not saved as UTF-8"),
}


@pytest.mark.parametrize("raw, words", BROKEN.values(), ids=BROKEN)
def test_a_file_that_is_no_python_is_told_and_left_alone(notebook, own_file, capsys, raw, words):
    own_file.write_bytes(raw)
    note = notebook.check(RELU, "relu")
    assert note.startswith("Not in your library: my_dlscratch.py") and words in note
    assert own_file.read_bytes() == raw and words in mine.written().plain and words in report("02")
    assert notebook.run("mine.relu") is mine.package.relu and words in capsys.readouterr().out


RUNNING = {
    "raises": ("x = 1\n\nundefined\n", "(NameError: name 'undefined' is not defined"),
    "ends Python": ("import sys\nsys.exit(3)\n", "(SystemExit: 3)"),
    "loops": ("while True:\n    pass\n", "does not come to its end within 0.2 s"),
}


@pytest.mark.parametrize("text, words", RUNNING.values(), ids=RUNNING)
def test_a_file_that_does_not_run_is_told_and_keeps_growing(notebook, own_file, monkeypatch, capsys, text, words):
    monkeypatch.setattr(library, "SECONDS", 0.2)
    own_file.write_text(text, "utf-8")
    notebook.run("y = mine.relu(2.0)")
    said = capsys.readouterr().out
    assert words in said and ("stops in line" in said or "loop" in said) and mine.relu is mine.package.relu
    note = notebook.check(RELU, "relu")
    assert note.startswith("Now in your library: `mine.relu`. But my_dlscratch.py") and words in note
    assert text in own_file.read_text("utf-8").replace("import numpy as np\n", "") and RELU in own_file.read_text(
        "utf-8"
    )


def test_a_folder_that_cannot_be_written(notebook, own_file, monkeypatch):
    def refused(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(library.files, "write", refused)
    note = notebook.check(RELU, "relu")
    assert f"could not be saved in the folder {own_file.parent} (Permission denied)" in note and not own_file.exists()


def test_an_interrupt_while_it_is_written_leaves_the_old_file(notebook, own_file, monkeypatch):
    notebook.check(RELU, "relu")
    before = own_file.read_bytes()
    monkeypatch.setattr(files.Path, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    monkeypatch.setattr(record, "add", lambda *_, **__: "")
    assert "was stopped" in notebook.check("def step(a):\n    return (a > 0).astype(float)", "step")
    assert own_file.read_bytes() == before and os.listdir(own_file.parent) == ["dlscratch-progress.json", own_file.name]


WRITER = """
import sys
from dlscratch.learner import library
from dlscratch.learner.sources import Source
for i in range(15):
    name = f"f{sys.argv[1]}_{i}"
    library.enter(name, "lesson 02", Source([("shared", "shared = 1"), (name, f"def {name}():\\n    return shared")]))
"""


def test_two_notebooks_at_once_lose_nothing(own_file):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(i)], env=env) for i in range(4)]
    assert [writer.wait(120) for writer in writers] == [0] * 4
    there = library.read()
    assert {f"f{i}_{k}" for i in range(4) for k in range(15)} < there.keys() and there["shared"].role.count(",") == 59


# what `mine` gives


def test_mine_is_the_learners_once_written_and_says_once_where_it_is_not(notebook, own_file, capsys):
    assert notebook.run("mine.relu") is mine.package.relu
    notebook.run("mine.relu, mine.relu(1.0), [mine.relu for _ in range(3)]")
    notebook.run("def f():\n    return mine.step(1.0)\nf()")
    said = capsys.readouterr().out
    assert said.count("mine.relu is the package's own: Yours is not in my_dlscratch.py (lesson 02).") == 1
    assert "mine.step" not in said, "a call inside a function says it by its check and its demo"
    notebook.check(RELU, "relu")
    assert mine.relu is not mine.package.relu and notebook.run("mine.relu(np.array([-1, 1]))").tolist() == [0, 1]
    demo = notebook.run("demos.activation(mine.relu)")
    assert demo.picture.desc.endswith("This is your relu.") and "mine.relu" in demo._line.value
    with pytest.raises(
        AttributeError, match="no relu2 in my_dlscratch.py, and none in the package. Is mine.relu meant"
    ):
        mine.relu2  # noqa: B018
    with pytest.raises(AttributeError, match="Is mine.d_sigmoid_of_a or mine.d_sigmoid_of_z meant"):
        mine.d_sigmoid  # noqa: B018
    assert not hasattr(mine, "__wrapped__") and {"relu", "written", "sigmoid"} <= set(dir(mine))


def test_written_and_progress_show_how_it_grows(notebook, own_file):
    count = len(EXERCISES)
    assert f"0 of {count} functions and classes" in mine.written().plain and "my_dlscratch" not in report("02")
    notebook.run("def relu(a):\n    return a\ncheck(relu)")
    notebook.check(RELU, "relu")
    assert f"1 of {count} functions and classes" in mine.written().plain and f"1 of {count}" in report("02")
    assert "relu: lesson 02, 2 attempts\n" in mine.written().plain and "<table" in mine.written()._repr_html_()


def test_an_answer_of_mine_works_alone_once_all_is_written(notebook, own_file):
    notebook.check("def d_sigmoid_of_a(a):\n    return mine.sigmoid(a) * (1 - mine.sigmoid(a))", "d_sigmoid_of_a")
    assert "0.25" in alone(own_file, "import my_dlscratch\nprint(my_dlscratch.d_sigmoid_of_a(0.0))", with_package=True)
    notebook.check("def sigmoid(a):\n    e = np.exp(-np.abs(a))\n    return np.where(a < 0, e, 1) / (1 + e)", "sigmoid")
    assert "0.25" in alone(own_file, "import my_dlscratch\nprint(my_dlscratch.d_sigmoid_of_a(0.0))")
    notebook.check("def tanh(a):\n    return 2 * dl.sigmoid(2 * a) - 1", "tanh")
    assert alone(own_file, "import my_dlscratch\nprint(my_dlscratch.sigmoid(0.0))") == "0.5\n"


# Colab


@pytest.fixture
def colab(monkeypatch):
    fake = types.ModuleType("google.colab")
    fake.files = types.SimpleNamespace(downloaded=[], given={})
    fake.files.download = fake.files.downloaded.append
    fake.files.upload = lambda: fake.files.given
    monkeypatch.setitem(sys.modules, "google", types.ModuleType("google"))
    monkeypatch.setitem(sys.modules, "google.colab", fake)
    return fake.files


def test_colab_downloads_and_takes_up(notebook, own_file, colab):
    assert "Nothing to download" in mine.download().plain and "Nothing came" in mine.upload().plain
    notebook.check(RELU, "relu")
    assert mine.download() is None and colab.downloaded == [str(own_file)]
    assert "mine.download()" in report("02")
    before = own_file.read_bytes()
    colab.given = {"my_dlscratch (1).py": b"def relu(a):\n    return 'from home'\n"}
    said = mine.upload().plain
    assert mine.relu(1) == "from home" and "It holds 1 definition. What was here before is kept as" in said
    assert own_file.with_name("my_dlscratch-before-1.py").read_bytes() == before


def test_elsewhere_the_file_stays_where_it_is(own_file):
    assert str(own_file) in mine.download().plain and str(own_file.parent) in mine.upload().plain


def test_the_time_limit_of_a_check_passes_through(own_file, monkeypatch):
    own_file.write_text("while True:\n    pass\n", "utf-8")
    with pytest.raises(timelimit.TimeLimitExceeded, match="0.1 s"):
        timelimit.call_within(0.1, getattr, mine, "relu")
