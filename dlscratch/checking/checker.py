"""`check`, `hint` and `solution`: from a learner's function to one useful sentence."""

import ast
import dis
import inspect
import sys
import textwrap
from difflib import get_close_matches
from functools import cache

import numpy as np
from IPython import get_ipython

from ..learner.yours import comes_of_a_blank, holds
from ..lessons.course import EXERCISES, KEYS
from . import page, record
from .diagnosis import cuts_off, diagnose, parsed, with_article
from .result import Result
from .running import agree, as_array, dl, run, same, to_paste

_steps_shown = {}  # how many hints of an exercise this session has seen


def check(answer, name=None, *, seed=0):
    """Judge a function or class against the exercise of its name: not attempted, not yet, or right.

    A function that is called otherwise needs the `name`, unless a variable of that name holds it. `seed` changes the
    random numbers of the cases. Nothing is raised and nothing printed: the result says it all, and its plain form is
    the number of points.

    >>> def relu(a):
    ...     return ...
    >>> check(relu), check(relu).message
    (0, 'Your code is still missing: write it in place of the `...`.')
    """
    exercise, problem = _find(answer, name or _name_of(answer, sys._getframe(1).f_globals))
    if exercise is None:
        return Result("No exercise", False, False, problem)
    if mistake := _mistake_of_the_last_cell():
        sentence = (
            f"The cell before this one stopped with {with_article(mistake)}, so its answer has not arrived. "
            "Mend that cell and run it. To judge the older answer, run this cell once more."
        )
        return Result(f"Not judged: {exercise.name}", False, False, sentence)
    try:
        result = _judge(exercise, answer, seed)
    except Exception as error:  # an answer that not even its own comparison survives; `check` never raises
        sentence = f"This answer cannot be compared with anything: {type(error).__name__}: {error}."
        result = Result(f"Not yet: {exercise.name}", True, False, sentence)
    if not result.attempted:
        return result
    note = record.add(exercise.name, result.passed)
    return Result(**vars(result) | {"note": note})


def _mistake_of_the_last_cell():
    """Return the name of the error if the cell that ran before this one was no Python, and so defined nothing."""
    last = getattr(get_ipython(), "last_execution_result", None)
    error = getattr(last, "error_before_exec", None)
    return type(error).__name__ if isinstance(error, SyntaxError) else ""


def _name_of(answer, variables):
    """Return the name a function was given, or else that of the caller's variable that holds it."""
    name = _own_name(answer)
    held = (variable for variable, value in list(variables.items()) if value is answer and variable in EXERCISES)
    return name if name in EXERCISES else next(held, name)


def _own_name(answer):
    name = answer if isinstance(answer, str) else getattr(answer, "__name__", "")
    return name if isinstance(name, str) else ""


def _find(answer, name):
    """Return (exercise, "") or (None, what is wrong with the call)."""
    if isinstance(answer, str):
        return None, f"`check` takes the function itself, without quotes: `check({answer})`."
    if isinstance(name, str) and name in EXERCISES and (callable(answer) or answer is ...):
        return EXERCISES[name], ""
    if not callable(answer):
        kind = type(answer).__name__
        return (
            None,
            f"`check` needs the function itself, but this is a value ({kind}). Write its name without brackets behind"
            " it, or run the cell with its `def` again.",
        )
    if not isinstance(name, str) or not name.isidentifier():
        return None, 'This function has no name: say which exercise it answers, as in `check(my_function, "relu")`.'
    inside = sorted((other for other in EXERCISES if other in name), key=len, reverse=True)
    alike = inside + get_close_matches(name, EXERCISES, n=1) + ["relu"]
    return (
        None,
        f'There is no exercise called `{name}`. Keep the name in the cell, or say it: `check({name}, "{alike[0]}")`.',
    )


@cache
def _wanted(exercise, seed):
    """Return what the key gives on each case."""
    return [run(case, exercise.name, KEYS[exercise.name], seed) for case in exercise.cases]


def _judge(exercise, answer, seed):
    outcomes = []
    for i, (case, wanted) in enumerate(zip(exercise.cases, _wanted(exercise, seed), strict=True)):
        outcomes.append(run(case, exercise.name, answer, seed))
        noisy = exercise.silent and outcomes[i].warnings
        if noisy or not agree(outcomes[i], wanted, exercise):
            return _fault(exercise, answer, seed, i, outcomes, wanted)
    return Result(f"Right: {exercise.name}", True, True, exercise.insight)


def _fault(exercise, answer, seed, i, outcomes, wanted):
    """Return the result for an answer whose case number i is the first that differs."""
    name, got = exercise.name, outcomes[i]
    left = _blanks(parsed(answer))
    if left or _is_blank(answer, got):
        sentence = "Your code is still missing: write it in place of the `...`."
        if 0 < left < _blanks(ast.parse(exercise.stub)):
            sentence = "A `...` is still there: write your code in place of every one of them."
        return Result(f"Not attempted: {name}", False, False, sentence)
    shown = {} if got.error is not None else _shown(got.value, wanted.value, exercise)
    evidence = {"call": to_paste(got.case, seed), **shown}
    outcomes = outcomes + [None] * (len(exercise.cases) - len(outcomes))
    if cuts_off(answer, got.value, wanted.value):
        sentence = "`//` divides and cuts the fraction off. `/` keeps it."
        return Result(f"Not yet: {name}", True, False, sentence, **evidence)
    if exercise.symptom and _behaves_like(stub_of(exercise), exercise, answer, seed, outcomes):
        return Result(f"The fault is still there: {name}", False, False, exercise.symptom, **evidence)
    for misconception in exercise.misconceptions:
        alike = _behaves_like(misconception.wrong, exercise, answer, seed, outcomes)
        if alike and any(outcome.error is None for outcome in outcomes):  # the same errors alone say too little
            return Result(f"Not yet: {name}", True, False, misconception.sentence, **evidence)
    return Result(f"Not yet: {name}", True, False, diagnose(exercise, answer, got, wanted), **evidence)


def stub_of(exercise):
    """Return the function or class that the exercise's stub defines."""
    namespace = {"np": np, "dl": dl, "__name__": "stub"}
    exec(exercise.stub, namespace)
    return namespace[exercise.name]


def _behaves_like(wrong, exercise, answer, seed, outcomes):
    """Return whether a wrong answer gives what the learner's gives on every case; `outcomes` is filled on the way."""
    for i, case in enumerate(exercise.cases):
        outcomes[i] = outcomes[i] or run(case, exercise.name, answer, seed)
        other = run(case, exercise.name, wrong, seed)
        if not agree(outcomes[i], other, exercise) or _is_zero(outcomes[i]) != _is_zero(other):
            return False
    return True


def _is_zero(outcome):
    """Return whether nothing but 0 came out: as good as a tiny number, but not by the same slip."""
    array = as_array(outcome.value)
    return array is not None and not array.any()


def _is_blank(answer, outcome):
    """Return whether the place for the learner's code is still empty."""
    if answer is ... or holds(outcome.value, ...):
        return True
    if outcome.error is not None:
        return comes_of_a_blank(outcome.error)
    return outcome.value is None and _does_nothing(answer)


def _blanks(node):
    """Return how many `...` of a syntax tree stand for missing code; that of an index, `x[..., 0]`, does not."""
    inside = [node.value] if isinstance(node, ast.Subscript) else ast.iter_child_nodes(node)
    return sum(map(_blanks, inside)) + (isinstance(node, ast.Constant) and node.value is ...)


def _does_nothing(answer):
    def empty():
        pass

    if not inspect.isfunction(answer):
        return False
    return [step.opname for step in dis.get_instructions(answer)] == [
        step.opname for step in dis.get_instructions(empty)
    ]


def _shown(got, wanted, exercise):
    """Return both values as text, with as many digits as it takes to see the difference, and the row that differs."""
    if same(got, wanted, exercise.rtol, exercise.atol):
        return {}
    a, w = as_array(got), as_array(wanted)
    if a is not None and w is not None and a.shape == w.shape and a.ndim == 2 and a.size > 12:
        for i in range(len(a)):
            if not same(a[i], w[i], exercise.rtol, exercise.atol):
                return {key: f"[{i}]: {text}" for key, text in _shown(a[i], w[i], exercise).items()}
    for digits in (4, 8, 12, 17):
        texts = {"got": _text(got, digits), "wanted": _text(wanted, digits)}
        if texts["got"] != texts["wanted"]:
            return texts
    return texts


def _text(value, digits):
    with np.printoptions(precision=digits, threshold=12, edgeitems=2, linewidth=60, suppress=digits < 8):
        if isinstance(value, (float, np.floating)):
            return f"{value:.{digits}g}"
        if isinstance(value, (np.ndarray, np.generic)):
            return str(value)
        if isinstance(value, dict):
            return "{" + ",\n ".join(f"{key!r}: {_text(part, digits)}" for key, part in value.items()) + "}"
        if isinstance(value, (tuple, list)) and any(np.ndim(part) for part in value):
            parts = [_text(part, digits) for part in value]
            return (",\n" if any("\n" in part for part in parts) else ", ").join(parts)
        try:
            words = repr(value)
        except Exception:
            words = f"a {type(value).__name__}"
        return words if len(words) <= 200 else words[:200] + " …"


def hint(answer, steps=None):
    """Return the next hint to an exercise, given as its function, class or name: first what, then where, then how.

    Each call shows one step more; `steps` says how many.

    >>> hint("relu", steps=1).plain.startswith("Hint 1 of 3")
    True
    """
    name = _name_of(answer, sys._getframe(1).f_globals)
    if name not in EXERCISES:
        return _unknown(name)
    hints = EXERCISES[name].hints
    if steps is not None and not (isinstance(steps, (int, np.integer)) and steps > 0):
        sentence = f"steps is {steps!r}, but it counts hints: hint({name}, steps=1) shows the first of {len(hints)}."
        return page.Page(sentence, page.card("waiting", f"Hints: {name}", page.text(sentence)))
    _steps_shown[name] = min(steps or _steps_shown.get(name, 0) + 1, len(hints))
    lines = [f"Hint {i} of {len(hints)}: {sentence}" for i, sentence in enumerate(hints[: _steps_shown[name]], start=1)]
    more = f"Run it again for the next one: hint({name})" if len(lines) < len(hints) else ""
    plain = "\n".join([*lines, more] if more else lines)
    return page.Page(plain, page.card("note", f"Hints: {name}", *map(page.text, lines), page.text(more)))


def solution(answer):
    """Return one way to write an exercise, given as its function, class or name, then how the package does it.

    >>> "np.maximum" in solution("relu").plain
    True
    """
    name = _name_of(answer, sys._getframe(1).f_globals)
    if name not in EXERCISES:
        return _unknown(name)
    exercise = EXERCISES[name]
    parts = [page.text("One way to write it:"), page.code(written := inspect.getsource(KEYS[name]))]
    plain = ["One way to write it:", written]
    if exercise.source:
        package = textwrap.dedent(inspect.getsource(exercise.source))
        plain += ["In the package:", package]
        parts += [page.text("In the package:"), page.code(package)]
    title = f"A solution: {name}"
    return page.Page(
        "\n".join([title, exercise.insight, "", *plain]), page.card("note", title, page.text(exercise.insight), *parts)
    )


def _unknown(name):
    sentence = f"There is no exercise called `{name}`: " if name else "This is the name of no exercise: "
    sentence += "give the function of the cell, as in `hint(relu)`."
    return page.Page(sentence, page.card("waiting", "No exercise", page.text(sentence)))
