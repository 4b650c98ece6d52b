"""A menu of activations in which the learner's own stands first, and the measured slopes of any of them."""

import numpy as np

from ... import functions, live
from ...gradient import numerical_diff
from ...learner.yours import Shown, yours

BENDS = ("identity", "step", "sigmoid", "tanh", "relu", "leaky_relu")
NUDGE = 1e-6


def choice(function, names):
    """Return a dict from names to what is shown of each: the learner's function stands first, or where the name is."""
    by_name = {name: Shown(getattr(functions, name), "", False) for name in names}
    if function is None:
        return by_name
    name = getattr(function, "__name__", "yours")
    shown = yours(function, getattr(functions, name, functions.identity), np.array([-1.0, 2.0]))
    of_a_copy = shown._replace(function=lambda a: shown.function(np.array(a)))  # theirs may write into what it gets
    return {name: of_a_copy, **by_name, **{name: of_a_copy}}


def menu(by_name, start=None):
    """Return a menu of functions; the learner's is marked, and chosen first."""
    first = next((name for name, shown in by_name.items() if shown.sentence), start or next(iter(by_name)))
    return live.menu(first, {f"{name} (yours)" if shown.is_yours else name: name for name, shown in by_name.items()})


def side_slopes(f, a):
    """Return the slopes of f at a, measured to the left and to the right of it."""
    here = np.asarray(f(a), float)
    left = (here - np.asarray(f(a - NUDGE), float)) / NUDGE
    right = (np.asarray(f(a + NUDGE), float) - here) / NUDGE
    return left, right


def measured_slopes(f, a):
    """Return the measured slope of f at each a, NaN at a corner or a jump: there the two sides disagree."""
    left, right = side_slopes(f, a)
    return np.where(np.abs(left - right) < 1e-3, numerical_diff(f, a), np.nan)
