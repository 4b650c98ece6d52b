"""Whose function a demo shows: the learner's once it is written, the package's until then."""

import inspect
import re
from typing import NamedTuple

import numpy as np

from .timelimit import call_within
from .words import pressed_stop


class Shown(NamedTuple):
    """The function or class that a demo shows, a sentence that says whose it is, and whether it is the learner's."""

    function: object
    sentence: str
    is_yours: bool


def yours(function, package_function, *sample, trial=None):
    """Return what a demo shows: the learner's function once it is written, the package's until then.

    `function` is the learner's, or None. It is called with `sample` to see whether it is still a blank, whose answer is
    the `...` it was given with; or `trial(function)` is, where one call does not tell. A function that fails in another
    way is the learner's: the demo shows how.

    >>> def relu(a):
    ...     return ...  # your code here
    >>> yours(relu, np.abs, np.array([1.0])).sentence
    "Your relu is not written yet: this is the package's own."
    """
    if function is None or function is package_function:
        return Shown(package_function, _of_the_package(package_function), False)
    name = getattr(function, "__name__", "function")
    if missing := _missing(function, sample) if trial is None else _missing(trial, [function]):
        return Shown(package_function, f"Your {name} {missing}: this is the package's own.", False)
    return Shown(function, f"This is your {name}.", True)


def _of_the_package(function):
    """Return whose a function is that the learner has not given: the engine's, or a lesson's, made for its demo."""
    module = getattr(function, "__module__", None) or ""
    owner = "this demo" if module.startswith("dlscratch.lessons.") else "the package"
    return f"This is {function.__name__} of {owner}."


def _missing(function, sample):
    """Return in words what keeps the learner's function from being shown, or ""."""
    try:
        answer = call_within(1.0, function, *sample)
    except BaseException as error:  # sys.exit too: the demo says what it came to
        if pressed_stop(error):
            raise
        return "is not written yet" if comes_of_a_blank(error) else ""
    if holds(answer, ...):
        return "is not written yet"
    return "returns nothing yet" if holds(answer, None) else ""


def comes_of_a_blank(error):
    """Return whether an error says that the `...` of a stub was calculated with."""
    try:
        said = str(error)
    except Exception:  # an error of the learner's own may have no words
        return False
    # So Python, NumPy and this package name it. NumPy's advice on indices names the sign too, and means no blank.
    return bool(re.search("'ellipsis'|type ellipsis|is Ellipsis", said)) or isinstance(error, NotImplementedError)


def misfit(function, arguments):
    """Return a function's own parameters in words where it cannot be called with these argument names, or None."""
    try:
        signature = inspect.signature(function)
    except ValueError:  # what is not written in Python may have none
        return None
    try:
        signature.bind(*arguments)
    except TypeError:
        return ", ".join(signature.parameters)
    return None


def holds(answer, blank):
    """Return whether `blank`, such as `...`, stands anywhere in what a function returned."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, np.ndarray) and answer.dtype == object:
        answer = answer.ravel().tolist()
    if isinstance(answer, (tuple, list)):
        return any(holds(part, blank) for part in answer)
    return answer is blank
