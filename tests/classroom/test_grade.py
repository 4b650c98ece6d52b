"""Marks: they are right whatever was handed in, and whoever cheats."""

import ast
import csv
import inspect
import io
import json
import os
import re
import sys
import time

import exercise_answers
import made_up_class
import pytest

from dlscratch.checking.running import draws, wanted_of
from dlscratch.classroom import page, tables
from dlscratch.classroom.__main__ import main
from dlscratch.classroom.cells import Candidate, candidates, code_of
from dlscratch.classroom.fresh import fresh
from dlscratch.classroom.grade import _run, grade, very_function
from dlscratch.classroom.handed_in import Learner
from dlscratch.classroom.judge import stand_in
from dlscratch.classroom.workshop import Workshop
from dlscratch.exercises import check
from dlscratch.lessons.course import EXERCISES

SEEDS = [123, 456]


@pytest.fixture(scope="module")
def workshop():
    with Workshop() as shared:
        yield shared


def assert_marks_are_right(folder, names, workshop):
    worth = made_up_class.write(folder, names)
    marks = grade(folder, workshop, lessons=["02"], seconds=3)
    assert [learner.name for learner in marks.learners] == sorted(worth)
    for learner, own in zip(marks.learners, marks.marks, strict=True):
        wrong, fault = worth[learner.name]
        assert {name for name, mark in own.items() if not mark.points} == wrong, learner.name
        assert not fault or any(fault in said for said in learner.faults), (learner.name, learner.faults)
    return marks


SIX = ["own_check", "downloaded_twice", "torn", "calls_the_package", "patches_the_judge", "record_deep"]


def test_six_of_a_class(tmp_path, workshop):
    assert_marks_are_right(tmp_path, SIX, workshop)


def held(workshop, name):
    """Return whether this system can hold what a cheat does: some only a room of its own does."""
    needs_room = {"reads_the_key", "asks_a_fresh_python", "leaves_a_child", "bomb", "kills_its_keeper", "wants_8_gb"}
    return name not in needs_room or "Not here" not in workshop.bounds


@pytest.mark.slow
def test_a_whole_class(tmp_path, workshop):
    names = [name for name in made_up_class.CLASS if held(workshop, name)]
    assert len(names) >= 30 and len(made_up_class.CHEATS.keys() & set(names)) >= 12
    assert_marks_are_right(tmp_path, names, workshop)


def test_a_pasted_solution_and_the_library_count_and_are_named(tmp_path, workshop):
    marks = assert_marks_are_right(tmp_path, ["in_the_library", "solution_pasted"], workshop)
    library, pasted = marks.marks
    assert library["relu"].notes == ["from my_dlscratch.py"] and library["d_sigmoid_of_z"].points
    assert len(pasted["relu"].notes) == 2 and "word for word" in pasted["relu"].notes[0]


def test_the_same_seed_gives_the_same_marks_and_another_other_numbers(tmp_path, workshop):
    made_up_class.write(tmp_path, ["own_check"])
    told = [
        [mark.result.call + mark.result.got for mark in grade(tmp_path, workshop, seed=seed).marks[0].values()]
        for seed in (7, 7, 8)
    ]
    assert told[0] == told[1]
    assert grade(tmp_path, workshop).seed != grade(tmp_path, workshop).seed


# what an answer may call


def program_of(function, name):
    """Return the lines that define a function of a module, as a notebook would hold them."""
    module = sys.modules[function.__module__]
    own = next((key for key, value in vars(module).items() if value is function), function.__name__)
    found = candidates(code_of([(1, inspect.getsource(module))]), own)[0]
    return Candidate(name, found.own, found.program + (f"\n{name} = {own}" if own != name else ""))


def test_right_answers_are_right_unless_they_call_the_very_function(workshop):
    def judged(pair):
        name, function = pair
        return _run(Learner("ada"), EXERCISES[name], program_of(function, name), SEEDS[:1], workshop)[0]

    pairs = [(name, function) for name, those in exercise_answers.ANSWERS.items() for function in those]
    results = workshop.map(judged, pairs)
    for (name, function), result in zip(pairs, results, strict=True):
        calls_it = re.search(r"\bdl\.\w+", inspect.getsource(function)) and result.title.startswith("Refused")
        assert result.passed or calls_it and very_function(EXERCISES[name]), (function.__name__, result)
    refused = [function.__name__ for (_, function), result in zip(pairs, results, strict=True) if not result.passed]
    assert len(refused) <= 8, refused


@pytest.mark.parametrize("name", ["relu", "softmax", "affine", "accuracy", "two_layer_gradient", "sgd_step", "Affine"])
def test_the_package_under_whatever_name_is_refused(name):
    assert very_function(EXERCISES[name])


def test_a_neuron_may_call_relu(workshop):
    text = "def neuron(x, w, b):\n    return dl.relu(np.sum(x * w) + b)"
    candidate = candidates(code_of([(1, text)]), "neuron")[0]
    assert _run(Learner("ada"), EXERCISES["neuron"], candidate, SEEDS, workshop)[0].passed


def written(wrong, name):
    """Return a misconception's wrong answer as a Candidate, or None where its lines are not to be found."""
    module = sys.modules[wrong.__module__]
    if not inspect.isfunction(wrong) or wrong.__closure__ or wrong.__name__ != "<lambda>":
        return program_of(wrong, name) if getattr(wrong, "__qualname__", "") in vars(module) else None
    text = inspect.getsource(module)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Lambda) and node.lineno == wrong.__code__.co_firstlineno:
            line = f"{name} = {ast.get_source_segment(text, node)}"
            made = {}
            exec(line, vars(module) | {}, made)
            if made[name].__code__.co_code == wrong.__code__.co_code:
                return candidates(code_of([(1, text), (2, line)]), name)[0]
    return None


def assert_said_as_by_check(names, workshop, least):
    """Of the wrong answers whose lines can be found, `grade` says what `check` says."""
    pairs = [(name, one, written(one.wrong, name)) for name in names for one in EXERCISES[name].misconceptions]
    pairs = [pair for pair in pairs if pair[2] and "from ..shared" not in pair[2].program]  # no learner has that
    results = workshop.map(lambda pair: _run(Learner("ada"), EXERCISES[pair[0]], pair[2], [0], workshop), pairs)
    judged = 0
    for (name, misconception, candidate), (result, told) in zip(pairs, results, strict=True):
        if f"dl.{name}" in candidate.program and result.title.startswith("Refused"):
            continue  # it calls the package's own, and `grade` says that
        judged += 1
        assert (result.message, told) == (misconception.sentence, misconception.name), (name, candidate.program)
    assert judged >= least


FIXED = [name for name, exercise in EXERCISES.items() if not any(map(draws, exercise.cases))]


def test_cases_without_random_numbers_get_others_too(workshop):
    """Who looks up what the cases of the lesson want finds nothing about those of a run."""
    same = {name for name in FIXED if fresh(EXERCISES[name], 1).cases == EXERCISES[name].cases}
    assert {"Add", "f_slope", "partial_x0", "sgd_step"} <= set(FIXED) - same and "count_parameters" in same
    assert len(same) <= 0.25 * len(EXERCISES), "few have whole numbers alone"
    table, wanted = {}, wanted_of(EXERCISES["partial_x0"], 0)
    for case, outcome in zip(EXERCISES["partial_x0"].cases, wanted, strict=True):
        f, x0, x1 = (eval(ast.unparse(part)) for part in ast.parse(case).body[-1].value.args)
        table[f(1.0, 2.0), x0, x1] = float(outcome.value)
    table = f"def partial_x0(f, x0, x1):\n    return {table}.get((f(1.0, 2.0), x0, x1), 0.0)"
    candidate = candidates(code_of([(1, table)]), "partial_x0")[0]
    result, _ = _run(Learner("ada"), EXERCISES["partial_x0"], candidate, SEEDS, workshop)
    assert not result.passed and not any(case in result.call for case in EXERCISES["partial_x0"].cases)


def test_what_is_said_is_what_check_says(workshop):
    assert_said_as_by_check(["relu", "weighted_sum", "softmax", "one_hot"], workshop, least=15)


@pytest.mark.slow
def test_what_is_said_is_what_check_says_everywhere(workshop):
    assert_said_as_by_check(EXERCISES, workshop, least=150)


SLIPS = {
    "relu": "def relu(a):\n    return np.maximun(a, 0)",
    "sigmoid": "def sigmoid(a):\n    x = 3\n    return 1 / (1 + exp(-a))",
    "affine": "def affine(x, W, b):\n    return W @ x.T + b[0:1]",
    "step": "def step(a):\n    print(a > 0)",
    "Multiply": "class Multiply:\n    def forward(self, x, y):\n        kept = x\n        return x * y\n"
    "    def backward(self, dout):\n        return dout * self.kept, dout * self.x",
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_explained_as_check_explains_it(name, workshop, tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    file = tmp_path / f"slip_{name}.py"
    file.write_text(f"import numpy as np\n{SLIPS[name]}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    own = getattr(__import__(file.stem), name)
    candidate = candidates(code_of([(1, SLIPS[name])]), name)[0]
    result, _ = _run(Learner("ada"), EXERCISES[name], candidate, [0], workshop)
    assert result.message == check(own).message and not result.passed


def test_making_a_stand_in_runs_nothing(tmp_path):
    trap = f"open({str(tmp_path / 'trap')!r}, 'w')"
    program = f"@print({trap})\ndef relu(a: {trap}, b={trap}, *, c={trap}) -> {trap}:\n    {trap}\n"
    assert list(inspect.signature(stand_in(program, "relu")).parameters) == ["a", "b", "c"]
    program = (
        f"@{trap}\nclass ReLU({trap}):\n    x = {trap}\n    @{trap}\n    def forward(self, a={trap}):\n        pass\n"
    )
    assert stand_in(program, "ReLU").forward and not (tmp_path / "trap").exists()


# where answers run


JOB = {"refused": [], "stand_ins": {}, "library": "", "name": "f", "runs": [[0, "f()"]]}


def run(workshop, body, seconds=2):
    program = f"def f():\n    import os, sys\n    {body}"
    lines, end = workshop.run({**JOB, "program": program, "seconds": seconds, "bytes": 2**30})
    return lines[-1], end


def test_time_and_memory_are_bounded(workshop):
    begun = time.monotonic()
    assert run(workshop, "while True: pass")[1] == "time" and time.monotonic() - begun < 30
    if sys.platform == "linux":
        assert run(workshop, "return np.ones(10**9)")[0]["error"]["kind"] == "MemoryError"


def test_where_there_is_no_fork_each_answer_has_a_process(tmp_path):
    with Workshop(2, forks=False) as workshop:
        assert "Not here: its memory" in workshop.bounds
        assert run(workshop, "return 3")[0]["value"] == 3
        made_up_class.write(tmp_path, ["own_check"])
        (own,) = grade(tmp_path, workshop, lessons=["02"]).marks
        assert [name for name, mark in own.items() if not mark.points] == ["relu"]


def test_the_room_is_empty(workshop):
    if "Not here" in workshop.bounds:
        pytest.skip("this system gives no room")
    package = os.path.dirname(made_up_class.dl.__file__)
    assert run(workshop, f"return os.listdir({package + '/lessons'!r})")[0]["value"] == []
    assert run(workshop, f"return os.path.exists({str(made_up_class.NOTEBOOKS)!r})")[0]["value"] is False
    assert run(workshop, "return os.path.exists('/proc') or os.path.exists('/etc/passwd')")[0]["value"] is False
    assert (
        "unreachable" in run(workshop, "import socket; socket.create_connection(('192.0.2.1', 9))")[0]["error"]["words"]
    )
    assert run(workshop, "os.fork()")[0]["error"]["kind"] == "BlockingIOError"
    assert run(workshop, f"open({package + '/__init__.py'!r}, 'a')")[0]["error"]["kind"] in (
        "PermissionError",
        "OSError",
    )
    run(workshop, "open('/scratch/note', 'w').write('the answer is 42')")
    assert run(workshop, "return os.listdir('/scratch')")[0]["value"] == []


# what a teacher gets


def test_the_command_writes_what_platforms_import(tmp_path, capsys):
    folder = tmp_path / "handed-in"
    folder.mkdir()
    made_up_class.write(folder, ["own_check", "record_deep"])
    (folder / "own_check").rename(folder / "Ada Lovelace_4711_assignsubmission_file_")
    made_up_class.saved(folder, made_up_class.solved(), f"hoppergrace_815_2000_{made_up_class.FILE}")
    assert main(["grade", str(folder), "--seed", "3", "--lesson", "02", "--jobs", "1"]) == 0
    said, to = capsys.readouterr().out, tmp_path / "handed-in-marks"
    assert "--seed 3" in said and "Ada Lovelace" in said and "a `check` of its own" in said

    def rows(name):
        return list(csv.DictReader(io.StringIO((to / name).read_text(encoding="utf-8"))))

    count = len(made_up_class.NAMES)
    moodle = {row["Full name"]: row for row in rows("moodle.csv")}
    assert moodle["Ada Lovelace"]["Identifier"] == "Participant 4711"
    assert moodle["Ada Lovelace"]["Grade"] == str(count - 1) and moodle["Ada Lovelace"]["Maximum Grade"] == str(count)
    points, *canvas = rows("canvas.csv")
    assert points["Student"].strip() == "Points Possible" and points["dlscratch 02"] == str(count)
    assert {row["Student"]: row["ID"] for row in canvas}["hoppergrace"] == "815"
    assert {row["learner"]: row["total"] for row in rows("marks.csv")}["hoppergrace"] == str(count)
    html = (to / "learners" / "Ada_Lovelace_4711.html").read_text(encoding="utf-8")
    assert "ReLU lets nothing through below 0" in html and not re.search(r"https?:|src=|<script", html)
    assert "ReLU lets nothing through" in (to / "learners" / "Ada_Lovelace_4711.txt").read_text(encoding="utf-8")


def test_what_was_handed_in_is_shown_as_text(tmp_path, workshop):
    made_up_class.write(tmp_path, ["all_right"])
    notebook = made_up_class.solved()
    made_up_class.answer(notebook, "relu")["source"] = "def relu(a):\n    raise ValueError('<script>alert(1)</script>')"
    made_up_class.saved(tmp_path / "all_right", notebook)
    marks = grade(tmp_path, workshop, lessons=["02"])
    html = page.learner_page(marks.learners[0], marks.marks[0]) + page.marks_page(marks)
    assert "&lt;script&gt;" in html and "<script>" not in html
    assert json.dumps(tables.mark_rows(marks))
