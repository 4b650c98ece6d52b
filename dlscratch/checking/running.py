"""Running a case with somebody's function, whatever that function does, and comparing what came out."""

import ast
import copy
import re
import sys
import threading
import warnings
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from IPython.utils.capture import capture_output

from ..learner.timelimit import call_within
from ..lessons.package import dl

SECONDS = 3.0  # a case takes milliseconds; what takes longer than this does not end
CASE_FILE = "<case>"

# Output and warnings are caught for the whole process, and buttons answer in another thread than cells.
_one_at_a_time = threading.RLock()


@dataclass
class Outcome:
    """What came out of a case: its value or the error, and all that happened on the way.

    `made` holds the data of the case as its lines made it, `left` the same after the last line: a difference is a
    change in place.
    """

    value: object = None
    error: BaseException | None = None
    case: str = ""
    warnings: list = field(default_factory=list)
    printed: str = ""
    made: dict = field(default_factory=dict)
    left: dict = field(default_factory=dict)


def run(case, name, answer, seed=0):
    """Return the Outcome of a case in which `name` means `answer`. Nothing is raised and nothing is printed."""
    outcome, open_before = Outcome(case=case), _open_figures()
    namespace = {"np": np, "dl": dl, "rng": np.random.default_rng(seed), name: answer}
    with (
        _one_at_a_time,
        capture_output() as captured,
        warnings.catch_warnings(record=True) as caught,
        np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
    ):
        warnings.simplefilter("always")
        try:
            outcome.value = call_within(SECONDS, _run_lines, case, namespace, outcome.made)
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            outcome.error = error
    for number in _open_figures() - open_before:  # or they would be drawn below the cell
        sys.modules["matplotlib.pyplot"].close(number)
    outcome.printed = captured.stdout
    outcome.warnings = [str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)]
    outcome.left = {key: namespace[key] for key in outcome.made if key in namespace}
    return outcome


def _open_figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def _run_lines(case, namespace, made):
    *statements, last = _compiled(case)
    for statement in statements:
        exec(statement, namespace)
        for key, value in namespace.items():
            if key not in made and isinstance(value, (np.ndarray, list, dict)) and key != "__builtins__":
                made[key] = copy.deepcopy(value)
    return eval(last, namespace)


def to_paste(case, seed):
    """Return the lines of a case as a learner would paste them: with the line that makes `rng`, where it is used."""
    return f"rng = np.random.default_rng({seed})\n{case}" if re.search(r"\brng\b", case) else case


@cache
def _compiled(case):
    *statements, last = ast.parse(case).body
    parts = [compile(ast.Module([statement], []), CASE_FILE, "exec") for statement in statements]
    return *parts, compile(ast.Expression(last.value), CASE_FILE, "eval")


def evaluate(expression):
    """Return the value of an expression of package names, such as what a question shows."""
    return eval(expression, {"np": np, "dl": dl})


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
    return (
        got is not None
        and got.shape == wanted.shape
        and bool(np.allclose(got, wanted, rtol=rtol, atol=atol, equal_nan=True))
    )


def as_array(value):
    """Return a value as an array of numbers, or None where it is not numbers."""
    try:
        array = np.asarray(value)
    except Exception:
        return None
    return array if array.dtype.kind in "fiubc" else None


def changed(outcome, key):
    """Return whether the case's variable `key` was changed in place after it was made."""
    return not same(outcome.left.get(key), outcome.made[key], 0, 1e-12)


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
