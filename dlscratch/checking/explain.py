"""Explain a fault: the one most useful sentence about an answer that is not right yet, and the call that shows it."""

import ast
import dis
import inspect

import numpy as np

from ..learner.yours import comes_of_a_blank, holds
from .compare import as_array, changed, same, side_effects
from .diagnosis import diagnose
from .result import Result
from .running import to_paste
from .source import from_the_notebook, parsed
from .values import one_of_the_words


def explain(exercise, answer, seed, outcomes, wanted, fault):
    """Return (Result, the misconception's name or "") for an answer with a Fault."""
    name, got, key = exercise.name, outcomes[fault.case], wanted[fault.case]
    if sentence := _waits_for(answer, got):
        return Result(f"Not judged: {name}", False, False, sentence), ""
    if sentence := _missing(exercise, answer, got):
        return Result(f"Not attempted: {name}", False, False, sentence), ""
    evidence = _evidence(exercise, seed, got, key)
    if _cuts_off(answer, got.value, key.value):
        sentence = "`//` divides and cuts the fraction off. `/` keeps it."
        return Result(f"Not yet: {name}", True, False, sentence, **evidence), ""
    if fault.untouched:
        return Result(f"The fault is still there: {name}", False, False, exercise.symptom, **evidence), ""
    differs = got.error is not None or not same(got.value, key.value, exercise.rtol, exercise.atol)
    if differs and (sentence := from_the_notebook(exercise, answer)):  # it may look like any other slip
        return Result(f"Not yet: {name}", True, False, sentence, **evidence), ""
    if fault.known:
        return Result(f"Not yet: {name}", True, False, fault.known.sentence, **evidence), fault.known.name
    return Result(
        f"Not yet: {name}", True, False, diagnose(exercise, answer, outcomes, wanted, fault.case), **evidence
    ), ""


def _evidence(exercise, seed, got, key):
    """Return the lines to paste and both values as text: of what the call returns, or else of what it leaves."""
    call = to_paste(got.case, seed)
    if got.error is not None:
        return {"call": call}
    if values := shown(got.value, key.value, exercise):
        return {"call": call, **values}
    for name in side_effects(got, key, exercise):
        if changed(key, name) and (values := shown(got.left.get(name), key.left[name], exercise)):
            return {"call": f"{call}\n{name}", **values}
    return {"call": call}


def _waits_for(answer, got):
    """Return the sentence for an answer that is written and calls a function that is not, or ""."""
    if answer is ... or blanks(parsed(answer)) or not _is_blank(answer, got):
        return ""
    parts = [part for part in [answer, *getattr(answer, "__dict__", {}).values()] if inspect.isfunction(part)]
    for part in parts:
        for used in sorted(_names_of(part.__code__)):
            called = part.__globals__.get(used)
            if callable(called) and called is not answer and blanks(parsed(called)):
                return f"Your code is there, but it calls `{used}`, which is not written yet: fill that one in first."
    return ""


def _names_of(code):
    """Return the names that a function takes from outside, those of functions inside it too."""
    inside = (part for part in code.co_consts if inspect.iscode(part))
    return set(code.co_names).union(*map(_names_of, inside))


def _missing(exercise, answer, got):
    """Return the sentence for code that is still to be written, or ""."""
    left = blanks(parsed(answer))
    if 0 < left < blanks(ast.parse(exercise.stub)):
        return "A `...` is still there: write your code in place of every one of them."
    if left or _is_blank(answer, got):
        return "Your code is still missing: write it in place of the `...`."
    return ""


def _is_blank(answer, outcome):
    """Return whether the place for the learner's code is still empty."""
    if answer is ... or holds(outcome.value, ...) or _is_an_empty_class(answer):
        return True
    if outcome.error is not None:
        return comes_of_a_blank(outcome.error)
    return outcome.value is None and _does_nothing(answer)


def _is_an_empty_class(answer):
    """Return whether an answer is a class that only has a name, and perhaps a docstring."""
    return (
        isinstance(answer, type)
        and answer.__mro__ == (answer, object)
        and not any(map(callable, vars(answer).values()))
    )


def blanks(node):
    """Return how many `...` of a syntax tree stand for missing code; that of an index, `x[..., 0]`, does not."""
    inside = [node.value] if isinstance(node, ast.Subscript) else ast.iter_child_nodes(node)
    return sum(map(blanks, inside)) + (isinstance(node, ast.Constant) and node.value is ...)


def _does_nothing(answer):
    def empty():
        pass

    if not inspect.isfunction(answer):
        return False
    return [step.opname for step in dis.get_instructions(answer)] == [
        step.opname for step in dis.get_instructions(empty)
    ]


def _cuts_off(answer, got, wanted):
    """Return whether whole numbers come out of a `//` of the learner's where fractions are wanted."""
    got, wanted = as_array(got), as_array(wanted)
    if got is None or wanted is None or got.dtype.kind == "c" or not np.isfinite(got).all():
        return False
    if not (got == np.trunc(got)).all() or (wanted == np.trunc(wanted)).all():
        return False
    return any(isinstance(node, ast.FloorDiv) for node in ast.walk(parsed(answer)))


def shown(got, wanted, exercise):
    """Return both values as text, with as many digits as it takes to see the difference, and the row that differs."""
    if same(got, wanted, exercise.rtol, exercise.atol):
        return {}
    if _another_word(got, wanted, exercise):
        return {"got": _text(got, 4)}
    a, w = as_array(got), as_array(wanted)
    if a is not None and w is not None and a.shape == w.shape and a.ndim == 2 and a.size > 12:
        for i in range(len(a)):
            if not same(a[i], w[i], exercise.rtol, exercise.atol):
                return {key: f"[{i}]: {text}" for key, text in shown(a[i], w[i], exercise).items()}
    for digits in (4, 8, 12, 17):
        texts = {"got": _text(got, digits), "wanted": _text(wanted, digits)}
        if _differ_to_the_eye(got, wanted, exercise, digits):
            return texts
    return texts


def _differ_to_the_eye(got, wanted, exercise, digits):
    """Return whether two values look different in so many digits, and each part of a tuple that is not right."""
    if isinstance(wanted, tuple) and isinstance(got, (tuple, list)) and len(got) == len(wanted):
        pairs = zip(got, wanted, strict=True)
        return all(
            same(g, w, exercise.rtol, exercise.atol) or _differ_to_the_eye(g, w, exercise, digits) for g, w in pairs
        )
    return _text(got, digits) != _text(wanted, digits)


def _another_word(got, wanted, exercise):
    """Return whether a word that the learner chooses, or one of a tuple, is not the wanted one, which is not shown."""
    if isinstance(got, (tuple, list)) and isinstance(wanted, tuple):
        return any(_another_word(g, w, exercise) for g, w in zip(got, wanted, strict=False))
    return isinstance(got, str) and isinstance(wanted, str) and got != wanted and one_of_the_words(wanted, exercise)


def _text(value, digits):
    with np.printoptions(precision=digits, threshold=12, edgeitems=2, linewidth=60, suppress=digits < 8):
        if isinstance(value, np.ndarray) and value.ndim == 0:
            value = value.item()
        if isinstance(value, (float, np.floating)):
            return f"{value:.{digits}g}"
        if isinstance(value, (np.ndarray, np.generic)):
            return str(value)
        if isinstance(value, dict):
            return "{" + ",\n ".join(f"{key!r}: {_text(part, digits)}" for key, part in value.items()) + "}"
        if isinstance(value, (tuple, list)) and any(isinstance(part, (list, tuple)) or np.ndim(part) for part in value):
            parts = [_text(part, digits) for part in value]
            if len(parts) == 1:
                return f"[{parts[0]}]" if isinstance(value, list) else f"({parts[0]},)"
            return (",\n" if any("\n" in part for part in parts) else ", ").join(parts)
        if type(value) is tuple and any(isinstance(part, (float, np.generic)) for part in value):
            return f"({', '.join(_text(part, digits) for part in value)}{',' * (len(value) == 1)})"
        if type(value) is list and any(isinstance(part, np.generic) for part in value):
            return f"[{', '.join(_text(part, digits) for part in value)}]"
        try:
            words = repr(value)
        except Exception:
            words = f"a {type(value).__name__}"
        return words if len(words) <= 200 else words[:200] + " …"
