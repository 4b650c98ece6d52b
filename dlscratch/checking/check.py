"""`check`: from a learner's function to one useful sentence.

Find the exercise, run its cases, compare with the key, explain the first fault, record the attempt.
"""

import sys

import numpy as np
from IPython import get_ipython

from ..learner.timelimit import Stop, call_within
from ..learner.words import with_article
from . import record, unfinished
from .compare import fault_of
from .explain import explain
from .find import find
from .mine import keep
from .result import Result
from .running import NoKey, outcomes_of, wanted_of

SECONDS = 60.0  # for values whose own comparison does not end; a case has a limit of its own


def check(answer, name=None, *, seed=0):
    """Judge a function or class against the exercise of its name: not attempted, not yet, or right.

    A function that is called otherwise needs the `name`, unless a variable of that name holds it. `seed` changes the
    random numbers of the cases. Nothing is raised and nothing printed: the result says it all, and its plain form is
    the number of points. Only where a function cannot be stopped is a line printed that says how to end it.

    >>> def relu(a):
    ...     return ...
    >>> check(relu), check(relu).message
    (0, 'Your code is still missing: write it in place of the `...`.')
    """
    variables = sys._getframe(1).f_globals
    try:
        exercise, problem = find(answer, name, variables)
        if exercise is None:
            return Result("No exercise", False, False, problem)
        return _checked(exercise, answer, seed)
    except KeyboardInterrupt:
        sentence = "The check was stopped (KeyboardInterrupt) before it was done: nothing is judged, nothing recorded."
        return Result("Stopped", False, False, f"{sentence} Run the cell again.")
    except Stop:
        raise
    except BaseException as error:  # an object whose very name cannot be asked for
        return Result("No exercise", False, False, f"`check` cannot judge this: it raises {_said(error)}.")


def _checked(exercise, answer, seed):
    if problem := _mistake_of_the_last_cell() or _mistake_in_the_seed(exercise, seed):
        return Result(f"Not judged: {exercise.name}", False, False, problem)
    note, again = unfinished.left_over(exercise.name)
    if again:
        return Result(f"Not judged: {exercise.name}", False, False, note)
    with unfinished.noted(exercise.name) as begin:
        result, misconception = _judged(exercise, answer, int(seed), begin)
    if result.attempted:
        try:
            note = record.add(exercise.name, result.passed, misconception=misconception) or note
            note = f"{note} {keep(exercise.name, answer)}".strip() if result.passed else note
        except KeyboardInterrupt:
            note = "Keeping the record was stopped: this answer may not be counted."
    return Result(**vars(result) | {"note": note})


def _judged(exercise, answer, seed, begin):
    """Return (Result, the misconception's name or "")."""
    try:
        return call_within(SECONDS, _compared, exercise, answer, seed, begin)
    except (KeyboardInterrupt, Stop):
        raise
    except NoKey as error:
        sentence = (
            f"The check itself stopped with {with_article(str(error))}, so nothing is judged. Run the cell again."
        )
        return Result(f"Not judged: {exercise.name}", False, False, sentence), ""
    except BaseException as error:  # an answer that not even its own comparison survives
        sentence = f"This answer cannot be compared with anything: {_said(error)}."
        return Result(f"Not yet: {exercise.name}", True, False, sentence), ""


def _compared(exercise, answer, seed, begin):
    wanted = wanted_of(exercise, seed)
    outcomes = outcomes_of(exercise, answer, seed, begin)
    fault = fault_of(exercise, outcomes, wanted, seed)
    if fault is None:
        return Result(f"Right: {exercise.name}", True, True, exercise.insight), ""
    return explain(exercise, answer, seed, outcomes, wanted, fault)


def _mistake_of_the_last_cell():
    """Return what to do if the cell that ran before this one was no Python, and so defined nothing."""
    last = getattr(get_ipython(), "last_execution_result", None)
    error = getattr(last, "error_before_exec", None)
    if not isinstance(error, SyntaxError):
        return ""
    return (
        f"The cell before this one stopped with {with_article(type(error).__name__)}, so its answer has not arrived. "
        "Mend that cell and run it. To judge the older answer, run this cell once more."
    )


def _mistake_in_the_seed(exercise, seed):
    if isinstance(seed, (int, np.integer)) and not isinstance(seed, bool) and seed >= 0:
        return ""
    return f"seed is {repr(seed)[:40]}, but it is a whole number of 0 or more: `check({exercise.name}, seed=1)`."


def _said(error):
    """Return the kind of an error and what it says, where it can say anything."""
    try:
        return f"{type(error).__name__}: {error}"
    except BaseException:
        return "an error that cannot be shown"
