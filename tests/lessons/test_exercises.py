"""The exercises themselves are tested: who is right passes, and each wrong answer hears its own sentence."""

import ast
import inspect
import sys
import textwrap
import warnings

import numpy as np
import pytest
from exercise_answers import ANSWERS, PROBES, filled
from mutation import mutants

import dlscratch as dl
from dlscratch.checking.checker import stub_of
from dlscratch.checking.running import agree, evaluate, run, with_seed
from dlscratch.exercises import check, hint, solution
from dlscratch.lessons.course import EXERCISES, LESSONS, names_of


@pytest.fixture(autouse=True)
def empty_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))


EACH = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def seeds(exercise, count):
    """Return seeds to try: one is enough where no case holds random numbers."""
    return range(count if any("default_rng(0)" in case for case in exercise.cases) else 1)


# each exercise


@EACH
def test_blank_waits(exercise):
    result = check(stub_of(exercise), exercise.name)
    assert (result.attempted, result.passed, repr(result)) == (False, False, "0"), result.message
    assert not exercise.symptom or result.message == exercise.symptom


@EACH
def test_key_passes_under_20_seeds(exercise):
    namespace = {"np": np, "dl": dl, "__name__": "notebook"}
    exec(filled(exercise), namespace)
    for seed in seeds(exercise, 20):
        result = check(namespace[exercise.name], seed=seed)
        assert result.passed and repr(result) == "1", (seed, result.message, result.call, result.got, result.wanted)


@EACH
def test_honest_answers_pass(exercise):
    for answer in ANSWERS[exercise.name]:
        for seed in seeds(exercise, 5):
            result = check(answer, exercise.name, seed=seed)
            assert result.passed, (answer.__name__, seed, result.message, result.call, result.got, result.wanted)


@EACH
def test_each_wrong_answer_hears_its_own_sentence(exercise):
    """So no two of them behave alike on the cases."""
    assert len(exercise.misconceptions) >= 3
    sentences = [misconception.sentence for misconception in exercise.misconceptions]
    assert len(set(sentences)) == len(sentences)
    for misconception in exercise.misconceptions:
        for seed in seeds(exercise, 2):
            result = check(misconception.wrong, exercise.name, seed=seed)
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
    namespace = {"np": np, "dl": dl}
    exec(filled(exercise), namespace)
    for case in exercise.cases:
        exec(case, dict(namespace))
    assert len(exercise.cases) >= 2


@EACH
def test_a_solution_can_be_pasted_over_the_stub(exercise):
    shown = solution(exercise.name).plain.split("One way to write it:\n")[1].split("In the package:")[0]
    namespace = {"np": np, "dl": dl, "__name__": "notebook"}
    exec(shown, namespace)
    for seed in seeds(exercise, 5):
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
    key = evaluate(exercise.key)
    from_package = [key] if exercise.key.startswith("dl.") and inspect.getsource(key) else []
    return ANSWERS[exercise.name] + from_package


def behaves(answer, exercise, wanted):
    for seed, probe, outcome in wanted:
        got = run(with_seed(probe, seed), exercise.name, answer)
        if exercise.silent and got.warnings or not agree(got, outcome, exercise):
            return False
    return True


def test_mutants_are_refused_if_and_only_if_they_behave_differently():
    changed, unseen, unfair = 0, [], []
    for exercise in EXERCISES.values():
        key = evaluate(exercise.key)
        wanted = [
            (seed, probe, run(with_seed(probe, seed), exercise.name, key))
            for probe in PROBES[exercise.name]
            for seed in range(3 if "default_rng(0)" in probe else 1)
        ]
        assert all(outcome.error is None for *_, outcome in wanted), [outcome.error for *_, outcome in wanted]
        for answer in answers_to_mutate(exercise):
            assert behaves(answer, exercise, wanted), answer
            for label, mutant in mutated(answer):
                passed = check(mutant, exercise.name).passed
                if behaves(mutant, exercise, wanted):
                    unfair += [] if passed else [label]
                else:
                    changed += 1
                    unseen += [label] if passed else []
    assert changed >= 100
    assert not unfair, f"{len(unfair)} mutants behave, but are refused:\n" + "\n".join(unfair)
    assert len(unseen) <= 0.02 * changed, f"{len(unseen)} of {changed} are not seen:\n" + "\n".join(unseen)


def test_names_are_unique_in_the_course():
    names = [name for number in LESSONS for name in names_of(number)]
    assert len(set(names)) == len(names)
    assert sum(len(lesson.EXERCISES) for number, lesson in LESSONS.items() if number != "00") >= 35
