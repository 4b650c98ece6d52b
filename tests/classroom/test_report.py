"""The class report: what a class got wrong is found again, and no odd file stops it."""

import csv
import io
import json
import re

import made_up_class
import numpy as np
import pytest

from dlscratch.classroom import page, tables
from dlscratch.classroom.__main__ import main
from dlscratch.classroom.report import demo_of, report
from dlscratch.exercises import check, guess, hint, order, solution
from dlscratch.lessons.course import EXERCISES, KEYS, LESSONS, ORDERINGS, QUESTIONS


def wrong_choices(question):
    """Return the letters of the wrong choices, as the learner sees them."""
    from dlscratch.checking.questions import _lettered

    return {letter: choice for letter, choice in _lettered(question).items() if not choice.right}


def simulate(folder, monkeypatch, misconceptions, learners=30, each=5, seed=0):
    """Let learners meet misconceptions by `check`, and return who met what, and who still needs it."""
    rng = np.random.default_rng(seed)
    met, need, guessed = {}, {}, {}
    for number in range(learners):
        name = f"learner{number:02}"
        (folder / name).mkdir(parents=True)
        monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(folder / name))
        chosen = [misconceptions[i] for i in rng.choice(len(misconceptions), each, replace=False)]
        for exercise, misconception in chosen:
            result = check(misconception.wrong, exercise)
            assert result.message == misconception.sentence, (exercise, misconception.name)
            met.setdefault((exercise, misconception.name), set()).add(name)
        for exercise in {exercise for exercise, _ in chosen}:
            if rng.random() < 0.4:
                assert check(KEYS[exercise], exercise).passed
            else:
                for which in met:
                    if which[0] == exercise and name in met[which]:
                        need.setdefault(which, set()).add(name)
        for id in rng.choice(list(QUESTIONS), 3, replace=False):
            letters = wrong_choices(QUESTIONS[id])
            letter = str(rng.choice(list(letters)))
            guess(id, letter)
            guessed.setdefault((str(id), letters[letter].text), set()).add(name)
    return met, need, guessed


def told(exercises):
    """Return the misconceptions of exercises whose sentence `check` gives: those that return what they say."""
    return [(name, misconception) for name in exercises for misconception in EXERCISES[name].misconceptions]


def assert_found_again(folder, met, need, guessed):
    found = report(folder)
    assert {(one.exercise, one.name): set(one.met) for one in found.again} == met
    assert {(one.exercise, one.name): set(one.need) for one in found.again if one.need} == need
    needs = [len(one.need) for one in found.again]
    assert needs == sorted(needs, reverse=True), "what most need comes first"
    taken = {(one.id, text): count for one in found.asked for text, count, _ in one.taken}
    assert taken == {key: len(who) for key, who in guessed.items()}
    assert all(not learner.faults for learner in found.learners)


def test_what_a_class_got_wrong_is_found_again(tmp_path, monkeypatch):
    names = ["relu", "weighted_sum", "step", "one_hot", "mean_squared_error"]
    assert_found_again(tmp_path, *simulate(tmp_path, monkeypatch, told(names)))


@pytest.mark.slow
def test_what_a_class_got_wrong_is_found_again_whatever_it_is(tmp_path, monkeypatch):
    assert_found_again(tmp_path, *simulate(tmp_path, monkeypatch, told(EXERCISES), each=16))


def test_states_hints_and_solutions(tmp_path, monkeypatch):
    for name in ("ada", "ben"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path / "ada"))
    check(np.abs, "relu"), check(KEYS["relu"], "relu"), solution("relu")
    check(np.abs, "step"), hint("step", 2)
    for _ in range(4):
        check(np.abs, "sigmoid")
    order(id := next(iter(ORDERINGS)), range(len(ORDERINGS[id].lines)))
    found = report(tmp_path)
    ada, ben = found.states
    assert (ada["relu"].word, ada["relu"].attempts, ada["relu"].solution) == ("right", 2, True)
    assert (ada["step"].word, ada["step"].hints) == ("trying", 2)
    assert ada["sigmoid"].word == "stuck" and ada["tanh"].word == "not begun"
    assert {state.word for state in ben.values()} == {"not begun"}
    rows = {row[0]: row for row in tables.report_rows(found)}
    assert rows["ada"][rows["learner"].index("relu: solution seen")] == "yes"


def test_notebooks_speak_where_there_is_no_record(tmp_path):
    worth = made_up_class.write(tmp_path, ["all_right", "nothing_written"])
    assert len(worth) == 2
    written, blank = report(tmp_path).states
    assert {state.word for state in written.values()} == {"written"}
    assert {state.word for state in blank.values()} == {"not begun"}


@pytest.mark.parametrize("name", EXERCISES)
def test_every_exercise_has_a_demo_to_show(name):
    demo = demo_of(name)
    assert re.fullmatch(r"demos\.\w+\(.*\)", demo)
    lesson = next(number for number, module in LESSONS.items() if EXERCISES[name] in module.EXERCISES)
    (path,) = made_up_class.NOTEBOOKS.glob(f"{lesson}_*.ipynb")
    assert demo in path.read_text(encoding="utf-8").replace('\\"', '"')


def test_a_record_is_shown_as_text_and_never_as_a_formula(tmp_path):
    evil = "=HYPERLINK(1)<script>alert(1)</script>"
    (tmp_path / "=1+1<b>").mkdir()
    entries = {name: {"result": "right", "attempts": 1} for name in (evil, "relu")}
    (tmp_path / "=1+1<b>" / made_up_class.RECORD).write_text(json.dumps({"exercises": entries}), encoding="utf-8")
    found = report(tmp_path)
    assert "<script>" not in page.report_page(found) and "&lt;script&gt;" in page.report_page(found)
    cells = [cell for row in csv.reader(io.StringIO(tables.as_csv(tables.report_rows(found)))) for cell in row]
    assert "'=1+1<b>" in cells and not any(cell.startswith("=") for cell in cells)


def test_the_command_writes_a_page_without_network(tmp_path, capsys, monkeypatch):
    simulate(tmp_path / "handed-in", monkeypatch, told(["relu", "sigmoid"]), learners=4, each=3)
    assert main(["report", str(tmp_path / "handed-in")]) == 0
    said = capsys.readouterr().out
    assert said.index("EXPLAIN THIS AGAIN") < said.index("LESSON 02") and "learner03" in said
    to = tmp_path / "handed-in-report"
    html = (to / "report.html").read_text(encoding="utf-8")
    assert html.index("Explain this again") < html.index("Who stands where")
    assert not re.search(r"https?:|src=|<script|@import|url\(", html)
    assert {path.name for path in to.iterdir()} == {"report.html", "report.csv", "again.csv", "asked.csv"}
    assert main(["report", str(tmp_path / "nowhere")]) == 2
