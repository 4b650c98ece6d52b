"""The exercises themselves are tested: who is right passes, and each wrong answer hears its own sentence."""

import ast
import inspect
import sys
import textwrap
import time
import warnings

import numpy as np
import pytest
from exercise_answers import ANSWERS, BY_PACKAGE, PROBES, filled
from mutation import mutants

import dlscratch as dl
from dlscratch.checking import record, running
from dlscratch.checking.compare import agree
from dlscratch.checking.running import draws, run, stub_of
from dlscratch.exercises import check, hint, mine, solution
from dlscratch.lessons.course import EXERCISES, KEYS, LESSONS, names_of


@pytest.fixture(autouse=True)
def nothing_is_written(tmp_path, monkeypatch):
    """Thousands of checks, and none is recorded: what the record keeps is tested beside it."""
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    monkeypatch.setattr(record, "add", lambda *args, **settings: "")


EACH = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def seeds(exercise, count):
    """Return seeds to try: one is enough where no case holds random numbers of its own."""
    return range(count if any(draws(case) for case in exercise.cases) else 1)


# each exercise


@EACH
def test_blank_waits(exercise):
    result = check(stub_of(exercise), exercise.name)
    assert (result.attempted, result.passed, repr(result)) == (False, False, "0"), result.message
    assert not exercise.symptom or result.message == exercise.symptom


@EACH
def test_key_passes(exercise):
    for seed in seeds(exercise, 5):
        result = check(KEYS[exercise.name], seed=seed)
        assert result.passed and repr(result) == "1", (seed, result.message, result.call, result.got, result.wanted)


@EACH
def test_honest_answers_pass(exercise):
    for answer in ANSWERS[exercise.name]:
        for seed in seeds(exercise, 5):
            result = check(answer, exercise.name, seed=seed)
            assert result.passed, (answer.__name__, seed, result.message, result.call, result.got, result.wanted)


@EACH
def test_each_wrong_answer_hears_its_own_sentence(exercise, monkeypatch):
    """So no two of them behave alike on the cases; and a learner may write `dl.relu = relu`, which moves nothing.

    The seeds are such that no other test uses: nothing was computed before.
    """

    def replaced(*args, **settings):
        raise AssertionError("this is the learner's")

    for name, thing in vars(dl).items():
        if callable(thing) and not name.startswith("_"):
            monkeypatch.setattr(dl, name, replaced)
    assert len(exercise.misconceptions) >= 3
    sentences = [misconception.sentence for misconception in exercise.misconceptions]
    assert len(set(sentences)) == len(sentences)
    for seed in seeds(exercise, 2):
        assert check(KEYS[exercise.name], seed=8191 + seed).passed
        for misconception in exercise.misconceptions:
            result = check(misconception.wrong, exercise.name, seed=8191 + seed)
            assert (result.attempted, result.passed, result.message) == (True, False, misconception.sentence)
            assert result.call


@EACH
def test_words(exercise):
    spoken = [exercise.task, exercise.symptom, exercise.insight, *exercise.hints]
    spoken += [misconception.sentence for misconception in exercise.misconceptions]
    for words in spoken:
        assert len(words.split()) <= 40 and words.count("`") % 2 == 0, words
        assert not {"just", "simply"} & set(words.lower().split()), words
    assert exercise.task.endswith(".") and exercise.stub.endswith("\n")
    assert exercise.symptom or "..." in exercise.stub
    assert ast.get_docstring(ast.parse(exercise.stub).body[-1]), "a stub says what is asked"
    assert max(map(len, exercise.stub.splitlines())) <= 88


@EACH
def test_a_case_is_lines_to_paste(exercise):
    namespace = {"np": np, "dl": dl, "mine": mine, "rng": np.random.default_rng(0)}
    exec(filled(exercise), namespace)
    for case in exercise.cases:
        exec(case, dict(namespace))
    assert len(exercise.cases) >= 2


@EACH
def test_a_solution_can_be_pasted_over_the_stub(exercise):
    shown = solution(exercise.name).plain.split("One way to write it:\n")[1].split("In the package:")[0]
    namespace = {"np": np, "dl": dl, "mine": mine, "__name__": "notebook"}
    exec(shown, namespace)
    for seed in seeds(exercise, 2):
        assert check(namespace[exercise.name], seed=seed).passed


@EACH
def test_hint_and_solution(exercise):
    assert hint(exercise.name, steps=3).plain.count("\n") == 2
    assert exercise.insight in solution(exercise.name).plain and "<pre" in solution(exercise.name)._repr_html_()


# mutation


def mutated(answer):
    """Yield every mutant of an answer, as (line, function)."""
    source = textwrap.dedent(inspect.getsource(answer))
    home = vars(sys.modules[answer.__module__])
    for line, changed in mutants(source):
        namespace = dict(home)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", SyntaxWarning)
                exec(compile(changed, "<mutant>", "exec"), namespace)
        except Exception:
            continue
        yield f"{answer.__name__}:{line} {changed}", namespace[answer.__name__]


def answers_to_mutate(exercise):
    """Return the right answers, and the package's own function where it is the answer as it stands."""
    by_package = BY_PACKAGE.get(exercise.name)
    return ANSWERS[exercise.name] + [by_package] * (getattr(by_package, "__name__", "") in vars(dl))


def behaves(answer, exercise, wanted):
    for seed, probe, outcome in wanted:
        got = run(probe, exercise.name, answer, seed)
        if exercise.silent and got.warnings or not agree(got, outcome, exercise):
            return False
    return True


SLIPS = 0.02  # the share of changed answers that the cases of an exercise may let through, beside one


@EACH
def test_mutants_are_refused_if_and_only_if_they_behave_differently(exercise, monkeypatch):
    began = time.perf_counter()
    wanted = [
        (seed, probe, run(probe, exercise.name, KEYS[exercise.name], seed))
        for probe in PROBES[exercise.name]
        for seed in range(3 if draws(probe) else 1)
    ]
    assert all(outcome.error is None for *_, outcome in wanted), [outcome.error for *_, outcome in wanted]
    # Some mutants do not end: they need not be waited for as long as a learner's function on a slow machine.
    monkeypatch.setattr(running, "SECONDS", min(running.SECONDS, 0.5 + 20 * (time.perf_counter() - began)))
    changed, unseen, unfair = 0, [], []
    for answer in answers_to_mutate(exercise):
        assert behaves(answer, exercise, wanted), answer
        for label, mutant in mutated(answer):
            passed = check(mutant, exercise.name).passed
            if behaves(mutant, exercise, wanted):
                unfair += [] if passed else [label]
            else:
                changed += 1
                unseen += [label] if passed else []
    assert not unfair, f"{len(unfair)} mutants behave, but are refused:\n" + "\n".join(unfair)
    assert len(unseen) <= max(1, SLIPS * changed), f"{len(unseen)} of {changed} are not seen:\n" + "\n".join(unseen)


# the package, beside the answers

# It has none of these.
NOTHING = {"count_numbers", "random_targets", "sample_batch", "spiral_settings", "report_steps", "most_confused"}
NOTHING |= {"diagnose_slope", "diagnose_descent", "diagnose_runs", "parted_at", "f_slope"}
NOTHING |= {"stable_rate", "match_curves", "running_mean"}
NOTHING |= {"spread_ratio", "glorot_scale", "diagnoses", "twenty_layer_scale", "mean_and_error"}


def test_every_exercise_is_tied_to_the_package_or_said_not_to_be():
    assert EXERCISES.keys() - BY_PACKAGE.keys() == NOTHING


@pytest.mark.parametrize("name", BY_PACKAGE)
def test_what_the_package_gives_is_right(name):
    for seed in seeds(EXERCISES[name], 5):
        result = check(BY_PACKAGE[name], name, seed=seed)
        assert result.passed, (seed, result.message, result.call, result.got, result.wanted)


def test_names_are_unique_in_the_course():
    names = [name for number in LESSONS for name in names_of(number)]
    assert len(set(names)) == len(names)
    assert sum(len(lesson.EXERCISES) for number, lesson in LESSONS.items() if number != "00") >= 35
