"""Each sentence of SECURITY.md is a test here, and its text is the test's docstring."""

import ast
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.checking import compare, record, unfinished
from dlscratch.checking.progress import report
from dlscratch.classroom.__main__ import main as classroom
from dlscratch.classroom.grade import grade
from dlscratch.classroom.tables import marks_text
from dlscratch.classroom.workshop import Workshop
from dlscratch.exercises import check, mine
from dlscratch.learner import files
from dlscratch.live import settings

ROOT = Path(dl.__file__).parents[1]


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    monkeypatch.setattr(unfinished, "_left", {})
    return tmp_path / record.FILE


def test_every_sentence_has_its_test_and_every_test_its_sentence():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    sentences = {" ".join(item.split()) for item in re.findall(r"^- ((?:.+\n)(?:  .+\n)*)", text, re.M)}
    assert len(text.splitlines()) <= 45, "half a page"
    tests = [thing for name, thing in globals().items() if name.startswith("test_") and thing.__doc__]
    assert {" ".join(test.__doc__.split()) for test in tests} == sentences


# whose code runs where


def test_an_answer_runs_in_the_kernel():
    """The code of a notebook, and every answer that `check` runs, runs in the kernel of that notebook, with all its
    rights."""
    seen = []

    def relu(a):
        seen.append(os.getpid())
        return np.maximum(a, 0)

    assert check(relu).passed and set(seen) == {os.getpid()}


def test_an_answer_can_change_its_judge(monkeypatch):
    """A time limit ends a mistake, not malice: an answer can change the checker that judges it, so marks that count
    need a process of their own."""

    def relu(a):
        monkeypatch.setattr(compare, "agree", lambda *_: True)

    assert check(relu).passed


def test_no_text_is_run(own_record, tmp_path):
    """Beside that, the package runs the lines of its own lessons, and no text from a record, a note, a saved network, a
    seed or a settings line."""
    trap = tmp_path / "trap"
    code = f"open({str(trap)!r}, 'w')"
    own_record.write_text(json.dumps({"exercises": {code: {"result": "right", "attempts": 1}}, code: code}))
    files.temporary("dead.running", os.path.realpath(own_record)).write_text(json.dumps([code, code]))
    check(dl.relu), check(dl.relu, seed=code), check(dl.relu, code), check(code), report()
    with pytest.raises(ValueError):
        settings.read(f"demos.secant(h={code})", "demos.secant")
    np.savez(tmp_path / "net.npz", about=np.array(code), W1=np.array(code))
    with pytest.raises(ValueError):
        dl.load_network(tmp_path / "net.npz")
    assert not trap.exists()
    exec(code.replace("'w')", "'w').close()"))
    assert trap.exists(), "the trap works"


def test_what_is_said_is_escaped(own_record):
    """What an answer, an error or a record says is shown as text, never as part of the page."""
    tag = "<script>alert(1)</script>"

    def relu(a):
        raise ValueError(tag)

    class Loud(list):
        def __repr__(self):
            return tag

    own_record.write_text(json.dumps({"exercises": {tag: 3, "relu": {"result": "right", "attempts": 1}}}))
    pages = [report(), *(check(answer, "relu")._repr_html_() for answer in (relu, lambda a: Loud(), lambda a: tag))]
    assert all("&lt;script&gt;" in page and tag not in page for page in pages)


def test_the_learners_library_runs(own_record, tmp_path):
    """`mine`, and every right answer, run the learner's own library, `my_dlscratch.py`, as an `import` of it would."""
    own_record.with_name("my_dlscratch.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'x').close()", "utf-8")
    report()
    assert not (tmp_path / "ran").exists()
    assert mine.relu(-1.0) == 0 and (tmp_path / "ran").exists()


# a teacher's marks


TRAPPED = "def relu(a):\n    open({trap!r}, 'w').close()\n    return np.maximum(a, 0)\n"


def hand_in(folder, text):
    """Hand in a notebook and a library that say the same, and run it where they are run."""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": text}
    check = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "check(relu)"}
    own = folder / "submitted" / "ada" / "lesson02"
    own.mkdir(parents=True)
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell, check]}
    (own / "02_activations.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (own / "my_dlscratch.py").write_text(text, encoding="utf-8")
    return folder / "submitted"


def answer_of(workshop, body, seconds=2):
    """Return (the last line said, how it ended) of an answer that runs where answers are graded."""
    job = {"refused": [], "stand_ins": {}, "library": "", "name": "f", "runs": [[0, "f()"]]}
    job |= {"program": f"def f():\n    import os\n    {body}", "seconds": seconds, "bytes": 2 * 2**30}
    lines, end = workshop.run(job)
    return lines[-1] if lines else {}, end


def test_reading_runs_nothing(tmp_path, capsys):
    """`python -m dlscratch.classroom report` and `look` run nothing of what was handed in."""
    trap = tmp_path / "trap"
    text = TRAPPED.format(trap=str(trap)) + f"open({str(trap)!r}, 'w').close()\n"
    folder = hand_in(tmp_path, text)
    assert classroom(["report", str(folder)]) == classroom(["look", str(folder)]) == 0 and not trap.exists()
    with Workshop(1, room=False) as workshop:
        grade(folder, workshop)
    assert trap.exists() or "root" not in workshop.bounds, "the trap works"


def test_grading_is_done_elsewhere():
    """`grade` runs it in processes of its own, kills them when time is up, and judges here the plain data that comes
    back."""
    with Workshop(1) as workshop:
        said, _ = answer_of(workshop, "return os.getpid()")
        assert said["value"] not in (os.getpid(), os.getppid()) and json.dumps(said)
        assert answer_of(
            workshop, "while True:\n        try: __import__('time').sleep(9)\n        except BaseException: 0"
        )[1]
        assert answer_of(workshop, "return dl")[0]["value"] == {"object": "module", "callable": False}


def test_it_says_what_it_does_not_hold(tmp_path):
    """It is no sandbox: beyond time it bounds what the system lets it, and prints what it does not."""
    with Workshop(1, room=False) as workshop:
        assert "Not here: " in workshop.bounds and "the network" in workshop.bounds.partition("Not here")[2]
        assert workshop.bounds in marks_text(grade(hand_in(tmp_path, ""), workshop))
        assert "value" in answer_of(workshop, "return os.listdir('/')")[0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not so")
def test_the_room_of_an_answer():
    """On Linux, as root or where users may make namespaces, an answer has 2 GB, no second process, no network, and no
    files but those of Python, its packages and the engine."""
    with Workshop(1) as workshop:
        if "Not here" in workshop.bounds:
            pytest.skip("no namespaces here")
        kinds = [
            (answer_of(workshop, body)[0]["error"] or {}).get("kind")
            for body in (
                "return np.ones(3 * 10**8)",
                "os.fork()",
                "__import__('socket').create_connection(('192.0.2.1', 9))",
                f"open({str(ROOT / 'SECURITY.md')!r})",
                f"open({str(ROOT / 'dlscratch/lessons/l02_activations/answers.py')!r})",
            )
        ]
        assert kinds == ["MemoryError", "BlockingIOError", "OSError", "FileNotFoundError", "FileNotFoundError"]


def test_where_there_is_no_fork(tmp_path):
    """On Windows, time alone is bounded: run `grade` in an account or a container that holds nothing else."""
    with Workshop(1, forks=False) as workshop:
        free = workshop.bounds.partition("Not here")[2]
        assert all(what in free for what in ("memory", "processes", "network", "files")) and "container" in free
        begun = time.monotonic()
        assert answer_of(workshop, "while True: 0", seconds=1)[1] == "time" and time.monotonic() - begun < 60


# what is written where


def written_by(program, folder):
    """Return the files that a program opens to write, renames or links, and the connections it opens."""
    listening = f"""if True:
        import os, sys, tempfile
        tempfile.gettempdir()  # tries where it can write
        seen = []
        def listen(event, args):
            if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                seen.extend([] if os.path.isdir(args[0]) else [str(args[0])])
            if event in ("os.rename", "os.link", "os.symlink"):
                seen.append(str(args[0]))
            if event.startswith(("socket.", "subprocess.", "os.system", "pickle.", "urllib.", "http.")):
                seen.append(event)
        import numpy as np, dlscratch as dl
        from dlscratch import demos
        from dlscratch.exercises import check, guess, hint, order, progress, solution
        sys.addaudithook(listen)
        os.chdir({str(folder)!r})
    """
    command = [sys.executable, "-B", "-c", f"{listening}\n{program}\nsys.stdout.write(repr(seen))"]
    environment = os.environ | {"DLSCRATCH_PROGRESS_FOLDER": ""}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return [Path(name) for name in ast.literal_eval(done.stdout.splitlines()[-1])]


ANSWERS = 'check(dl.relu), guess("02.1", "a"), order("01.12", [0, 1, 2, 3, 4]), hint("relu"), solution("relu")'


def test_the_record_lies_beside_the_notebook(tmp_path, own_record, monkeypatch):
    """`check`, `guess`, `order`, `hint` and `solution` write the record, `dlscratch-progress.json`, beside the notebook
    or in the folder that DLSCRATCH_PROGRESS_FOLDER names, and the copy of a damaged one beside it."""
    for damage in (b"", None):
        if damage is not None:
            (tmp_path / record.FILE).write_bytes(damage)
        written = [path for path in written_by(ANSWERS, tmp_path) if path.suffix not in (".lock", ".running")]
        assert written and {path.parent for path in written} <= {tmp_path, Path(".")}
        assert all(re.match(r"dlscratch-progress(-\w+)?(-1)?\.(json|part)$", path.name) for path in written), written
    assert sorted(os.listdir(tmp_path)) == ["dlscratch-progress-damaged-1.json", "dlscratch-progress.json"]
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path / "elsewhere"))
    assert check(dl.relu).passed and os.listdir(tmp_path / "elsewhere") == [record.FILE]


def test_the_record_holds_no_name_and_no_time(tmp_path):
    """The record holds no name and no time."""
    written_by(ANSWERS, tmp_path)
    content = json.loads((tmp_path / record.FILE).read_text(encoding="utf-8"))
    known = {"result", "attempts", "misconceptions", "first", "last", "hints", "solution"}
    for part in content.values():
        for name, entry in part.items():
            assert name in ("relu", "02.1", "01.12") and entry.keys() <= known
            assert all(type(value) in (bool, int, list) or value in record.RESULTS for value in entry.values())


NOTEBOOK = """
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
shell = InteractiveShell(config=Config({"HistoryManager": {"hist_file": ":memory:"}}), user_ns={"__name__": "__main__"})
from dlscratch.checking import mine as keeper
keeper.get_ipython = lambda: shell
shell.run_cell("import numpy as np\\ndef relu(a):\\n    return np.maximum(a, 0)", store_history=True)
assert "Now in" in check(shell.user_ns["relu"]).note
"""


def test_a_right_answer_enters_the_library(tmp_path):
    """A right answer out of a notebook enters `my_dlscratch.py`, beside the record; `mine.take` and `mine.upload` write
    it too."""
    written_by(NOTEBOOK, tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["dlscratch-progress.json", "my_dlscratch.py"]


def test_locks_are_temporary_files(tmp_path):
    """A lock, and the call that is running, lie among the machine's temporary files, under names that begin with
    `dlscratch-`."""
    temporary = files.temporary("lock", "x").parent
    written = [path for path in written_by(ANSWERS, tmp_path) if path.suffix in (".lock", ".running")]
    assert {path.suffix for path in written} == {".lock", ".running"}
    assert all(path.parent == temporary and path.name.startswith("dlscratch-") for path in written)


def test_a_server_s_images_lie_where_it_says(tmp_path, monkeypatch):
    """Where DLSCRATCH_CACHE_FOLDER is set, loading MNIST writes its images there, once for all kernels."""
    images, notebook = tmp_path / "images", tmp_path / "notebook"
    notebook.mkdir()
    monkeypatch.setenv("DLSCRATCH_CACHE_FOLDER", str(images))
    first, again = (written_by("dl.load_mnist()", notebook) for _ in range(2))
    assert {path.parent for path in first} == {images} and again == []
    assert len(os.listdir(images)) == 2 and os.listdir(notebook) == []


def test_a_network_is_saved_where_it_is_told(tmp_path):
    """`dl.save_network` writes the file that it is told."""
    (tmp_path / "nets").mkdir()
    written = written_by('dl.save_network(dl.TwoLayerNet(2, 3, 2), "nets/net.npz")', tmp_path)
    assert written and all(path.parent.name == "nets" for path in written)
    assert os.listdir(tmp_path / "nets") == ["net.npz"] and os.listdir(tmp_path) == ["nets"]


TOUR = """
x, t = dl.spiral()
dl.train(dl.TwoLayerNet(2, 5, 3), (x, t), (x, t), dl.SGD(learning_rate=0.1), epochs=2, batch_size=50)
(demos.neuron(), demos.activation(dl.relu), demos.descent(), demos.playground(), progress("02").children[1].click())
(guess("02.1"), order("01.12"))
"""


def test_where_marks_and_reports_are_written(tmp_path, capsys):
    """`report` and `grade` write into the folder that `--to` names, or into one beside what was handed in."""
    folder = hand_in(tmp_path / "class", "")
    before = sorted(path for path in folder.rglob("*"))
    for command in ("report", "grade"):
        assert classroom([command, str(folder), "--to", str(tmp_path / command)]) == 0
        assert classroom([command, str(folder)]) == 0
    assert sorted(path for path in folder.rglob("*")) == before
    assert sorted(os.listdir(tmp_path)) == ["class", "grade", "report"]
    assert sorted(os.listdir(folder.parent)) == ["submitted", "submitted-marks", "submitted-report"]


def test_a_tour_writes_nothing(tmp_path):
    """Importing, training, the demos and `progress` write nothing."""
    assert written_by(TOUR, tmp_path) == [] and os.listdir(tmp_path) == []


# what never happens


def test_no_pickle(tmp_path):
    """No pickle is read or written: a saved network holds arrays of numbers and a line of JSON."""

    class Trap:
        def __reduce__(self):
            return open, (str(tmp_path / "trap"), "w")

    file = tmp_path / "net.npz"
    dl.save_network(dl.TwoLayerNet(2, 3, 2), file)
    with np.load(file, allow_pickle=False) as arrays:
        content = dict(arrays)
    assert json.loads(str(content.pop("about"))) and all(array.dtype.kind == "f" for array in content.values())
    for name in ("about", "W1"):
        np.savez(file, **content | {"about": np.array("{}"), name: np.array(Trap(), dtype=object)})
        with pytest.raises(ValueError):
            dl.load_network(file)
    assert not (tmp_path / "trap").exists()


def test_no_connection(tmp_path):
    """No connection is opened; only the setup cell, where the package is missing, asks `pip` for it."""
    assert not any(path.name.startswith(("socket.", "urllib.")) for path in written_by(ANSWERS + "\n" + TOUR, tmp_path))
    assert Path("socket.__new__") in written_by("import socket\nsocket.socket().close()", tmp_path), "it would be seen"
    online = {"socket", "ssl", "http", "urllib", "requests", "ftplib", "smtplib", "xmlrpc", "asyncio", "subprocess"}
    for path in (ROOT / "dlscratch").rglob("*.py"):
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            if isinstance(node, ast.ImportFrom) and not node.level:
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
        # One starts Python, and nothing else; the other asks the kernel for the loop that runs already.
        may = {"workshop.py": "subprocess", "clock.py": "asyncio.get_running_loop"}.get(path.name)
        online_here = {name for name in names if name.split(".")[0] in online}
        assert all(f"{name}.".startswith(f"{may}.") for name in online_here), path


@pytest.mark.parametrize(
    "value", ["exit()", "__import__('os')", "lambda: 1", "[x for x in (1,)]", "1 if 1 else 2", "9**9"]
)
def test_settings_are_not_evaluated(value):
    """A settings line is read, and never evaluated."""
    with pytest.raises(ValueError):
        settings.read(f"demos.secant(h={value})", "demos.secant")
    assert settings.read("demos.secant(h=0.5)", "demos.secant") == {"h": 0.5}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_planted_links(own_record, monkeypatch, tmp_path):
    """A link that somebody has planted in the place of a temporary file is not followed."""
    victim = tmp_path / "victim"
    victim.write_text("mine")
    monkeypatch.setattr(files.secrets, "token_hex", lambda n: "0")
    own_record.with_name("dlscratch-progress-0.part").symlink_to(victim)
    files.temporary("0.running", os.path.realpath(own_record)).symlink_to(victim)
    unfinished.forget()
    assert check(dl.relu).passed and victim.read_text() == "mine"
    files.temporary("lock", os.path.realpath(own_record)).unlink(missing_ok=True)
    files.temporary("lock", os.path.realpath(own_record)).symlink_to(victim)
    assert check(dl.relu).passed and victim.read_text() == "mine"
