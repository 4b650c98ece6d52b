"""Compare what came out: two values, two outcomes of a case, an answer with the key and with wrong answers."""

import re
from dataclasses import dataclass, replace

import numpy as np

from ..lessons.schema import Misconception
from .running import run_ours, stub_of


def same(got, wanted, rtol, atol):
    """Return whether two values agree: numbers within the tolerance, arrays of one shape, dicts with the same keys.

    A list is as good as an array, an integer as a float, float32 as float64.
    """
    if isinstance(wanted, dict):
        return (
            isinstance(got, dict)
            and got.keys() == wanted.keys()
            and all(same(got[key], wanted[key], rtol, atol) for key in wanted)
        )
    if isinstance(wanted, (tuple, list)) and any(np.ndim(part) or isinstance(part, str) for part in wanted):
        return (
            isinstance(got, (tuple, list, np.ndarray))
            and len(got) == len(wanted)
            and all(same(g, w, rtol, atol) for g, w in zip(got, wanted, strict=True))
        )
    if wanted is None or isinstance(wanted, str):
        return type(got) is type(wanted) and got == wanted
    got, wanted = as_array(got), np.asarray(wanted)
    if got is None or got.shape != wanted.shape:
        return False
    # most values agree to the bit, and that is seen five times as fast
    return np.array_equal(got, wanted) or bool(np.allclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True))


def as_array(value):
    """Return a value as an array of numbers, or None where it is not numbers."""
    try:
        array = np.asarray(value)
    except Exception:
        return None
    return array if array.dtype.kind in "fiubc" else None


def changed(outcome, key):
    """Return whether the case's variable `key` was changed in place after it was made, be it in the last digit."""
    return not same(outcome.left.get(key), outcome.made[key], 0, 0)


def agree(got, wanted, exercise):
    """Return whether two outcomes of a case are the same answer to an exercise; warnings are not looked at."""
    if got.error is not None or wanted.error is not None:
        return _kind(got.error) == _kind(wanted.error)
    return same(got.value, wanted.value, exercise.rtol, exercise.atol) and not side_effects(got, wanted, exercise)


def _kind(error):
    return type(error), getattr(error, "name", None), _clash(error)


def _clash(error):
    """Return which sizes an error says do not fit: two products that stop at other places are not the same mistake."""
    if sizes := re.search(r"size (\d+) is different from (\d+)", str(error)):  # `@` names the right side first
        return sizes[2], sizes[1]
    if sizes := re.search(r"(\d+) \(dim \d\) != (\d+) \(dim \d\)", str(error)):  # and np.dot the left one
        return sizes[1], sizes[2]
    return [word for word in ("broadcast together", "non-broadcastable") if word in str(error)]


def side_effects(got, wanted, exercise):
    """Return the names of the case's variables that one run changed in place and the other did not, or differently."""
    return [
        key
        for key in wanted.made
        if key in got.made
        and same(got.made[key], wanted.made[key], exercise.rtol, exercise.atol)
        and (
            changed(got, key) != changed(wanted, key)
            or changed(wanted, key)
            and not same(got.left.get(key), wanted.left.get(key), exercise.rtol, exercise.atol)
        )
    ]


@dataclass(frozen=True)
class Fault:
    """Where an answer differs from the key, and what it is like.

    `case` is the number of the first case that differs. `untouched`: a hunt's own fault is still there. `known`: the
    misconception that gives the same on every case, or at least on that one where the cases are questions of their own.
    """

    case: int
    untouched: bool = False
    known: Misconception | None = None


def fault_of(exercise, outcomes, wanted, seed):
    """Return the Fault of an answer whose Outcomes are given beside the key's, or None where it is right."""
    case = _first_difference(exercise, outcomes, wanted)
    if case is None:
        return None
    if exercise.symptom and _behaves_like(stub_of(exercise), exercise, outcomes, seed):
        return Fault(case, untouched=True)
    if all(outcome.error is not None for outcome in outcomes):  # the same errors alone say too little
        return Fault(case)
    known = _known(exercise, outcomes, seed)
    if known is None and exercise.one_by_one and outcomes[case].error is None:
        known = _known(replace(exercise, cases=[exercise.cases[case]]), [outcomes[case]], seed)
    return Fault(case, known=known)


def _known(exercise, outcomes, seed):
    """Return the misconception that gives what the learner's answer gave on every case, or None."""
    alike = (m for m in exercise.misconceptions if _behaves_like(m.wrong, exercise, outcomes, seed))
    return next(alike, None)


def _first_difference(exercise, outcomes, wanted):
    for i, (got, key) in enumerate(zip(outcomes, wanted, strict=False)):
        noisy = exercise.silent and got.warnings
        if noisy or not agree(got, key, exercise):
            return i
    return None


def _behaves_like(wrong, exercise, outcomes, seed):
    """Return whether a wrong answer gives what the learner's gave, `outcomes`, on every case."""
    if len(outcomes) < len(exercise.cases):
        return False
    others = ((got, run_ours(got.case, exercise.name, wrong, seed)) for got in outcomes)
    return all(agree(got, other, exercise) and _is_zero(got) == _is_zero(other) for got, other in others)


def _is_zero(outcome):
    """Return whether nothing but 0 came out: as good as a tiny number, but not by the same slip."""
    array = as_array(outcome.value)
    return array is not None and not array.any()
