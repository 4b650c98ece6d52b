"""Run the cases of an exercise with somebody's function, whatever that function does."""

import ast
import copy
import linecache
import re
import sys
import threading
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from IPython import get_ipython
from IPython.utils.capture import capture_output

from ..learner.timelimit import Stop, TimeLimitExceeded, call_within_and_tell
from ..lessons.course import KEYS
from ..lessons.package import dl, mine

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


class NoKey(Exception):
    """The key itself did not come to an end: nothing can be judged by it."""


def outcomes_of(exercise, answer, seed, begin=lambda call: None):
    """Return the Outcomes of the cases with an answer, up to one that did not end; `begin` is told each call."""
    outcomes = []
    for case in exercise.cases:
        begin(case)
        outcomes.append(run(case, exercise.name, answer, seed))
        if isinstance(outcomes[-1].error, TimeLimitExceeded):
            break
    return outcomes


_kept = {}


def run_ours(case, name, ours, seed):
    """Return the Outcome of a case with a function of the course's own, which gives the same each time.

    What ended with an error is not kept: an accident (an interrupt, no memory) would be wanted for ever.
    """
    key = case, ours, seed if draws(case) else None
    if key not in _kept:
        outcome = run(case, name, ours, seed)
        if outcome.error is not None:
            return outcome
        _kept[key] = outcome
    return _kept[key]


def wanted_of(exercise, seed):
    """Return what the key gives on each case."""
    outcomes = []
    for case in exercise.cases:
        outcomes.append(run_ours(case, exercise.name, KEYS[exercise.name], seed))
        if outcomes[-1].error is not None:
            raise NoKey(type(outcomes[-1].error).__name__)
    return outcomes


def run(case, name, answer, seed=0):
    """Return the Outcome of a case in which `name` means `answer`; nothing is printed.

    Whatever it raises is in the Outcome, but the learner's own interrupt, which passes.
    """
    outcome, open_before, output = Outcome(case=case), _open_figures(), sys.stderr
    namespace = {"np": np, "dl": dl, "rng": np.random.default_rng(seed), name: answer}

    def tell(frame):
        output.write(_still_running(name, answer, frame))
        output.flush()

    try:
        with (
            _one_at_a_time,
            _streams_put_back(),
            capture_output() as captured,
            warnings.catch_warnings(record=True) as caught,
            np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"),
        ):
            warnings.simplefilter("always")
            try:
                outcome.value = call_within_and_tell(tell, SECONDS, _run_lines, case, namespace, outcome.made)
            except (KeyboardInterrupt, Stop):
                raise
            except BaseException as error:
                outcome.error = error
    finally:
        for number in _open_figures() - open_before:  # or they would be drawn below the cell
            sys.modules["matplotlib.pyplot"].close(number)
    outcome.printed = captured.stdout
    outcome.warnings = [str(w.message) for w in caught if issubclass(w.category, RuntimeWarning)]
    outcome.left = {key: namespace[key] for key in outcome.made if key in namespace}
    return outcome


@contextmanager
def _streams_put_back():
    """Leave the session's output as it was, though an interrupt come while the capture ends."""
    shell, streams, hook = get_ipython(), (sys.stdout, sys.stderr), sys.displayhook
    publisher = getattr(shell, "display_pub", None)
    try:
        yield
    finally:
        (sys.stdout, sys.stderr), sys.displayhook = streams, hook
        if shell is not None:
            shell.display_pub = publisher


def _still_running(name, answer, frame):
    """Return what a learner needs to know of a function that swallows the stop."""
    while frame and frame.f_globals.get("__name__") != getattr(answer, "__module__", None):
        frame = frame.f_back if frame.f_code.co_filename != CASE_FILE else None
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals).strip() if frame else ""
    where = f", in the line `{line}`" if line else ""
    return (
        f"`{name}` still runs{where}, though it was to stop after {SECONDS:g} s: one long call, or an `except` that"
        " catches the stop. Press the square (Interrupt the kernel). If it goes on, restart the kernel (the round"
        " arrow), mend the function, and run the cells again from the top.\n"
    )


@cache
def stub_of(exercise):
    """Return the function or class that the exercise's stub defines."""
    namespace = {"np": np, "dl": dl, "mine": mine, "__name__": "stub"}
    exec(exercise.stub, namespace)
    return namespace[exercise.name]


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
    return f"rng = np.random.default_rng({seed})\n{case}" if draws(case) else case


@cache
def draws(case):
    """Return whether a case takes numbers from the generator that its seed makes; `default_rng(0)` is another.

    >>> draws("relu(rng.normal(size=3))"), draws("relu(np.random.default_rng(0).normal(size=3))")
    (True, False)
    """
    return re.search(r"\brng\b", case) is not None


@cache
def _compiled(case):
    *statements, last = ast.parse(case).body
    parts = [compile(ast.Module([statement], []), CASE_FILE, "exec") for statement in statements]
    return *parts, compile(ast.Expression(last.value), CASE_FILE, "eval")


def evaluate(expression):
    """Return the value of an expression of package names, such as what a question shows."""
    return eval(expression, {"np": np, "dl": dl})
