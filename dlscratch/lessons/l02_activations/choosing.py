"""A menu of activations in which the learner's own stands first, and the measured slopes of any of them."""

import numpy as np

from ... import functions, live
from ...gradient import numerical_diff

BENDS = ("identity", "step", "sigmoid", "tanh", "relu", "leaky_relu")
NUDGE = 1e-6


def choice(function, names):
    """Return functions by name and a sentence by name; the learner's function stands first, or in place of its twin."""
    by_name = {name: getattr(functions, name) for name in names}
    words = {name: "" for name in names}
    if function is not None:
        name = getattr(function, "__name__", "yours")
        package = getattr(functions, name, functions.identity)
        shown, sentence = live.yours(function, package, np.array([-1.0, 2.0]))
        by_name, words = {name: shown, **by_name}, {name: sentence, **words}
        by_name[name], words[name] = (lambda a: shown(np.array(a))), sentence  # a copy: theirs may write into it
    return by_name, words


def menu(by_name, words, start=None):
    """Return a menu of functions; the learner's is marked, and chosen first."""
    mark = {name: f"{name} (yours)" if words[name].startswith("This is your") else name for name in by_name}
    first = next((name for name in by_name if words[name]), start or next(iter(by_name)))
    return live.menu(first, {mark[name]: name for name in by_name})


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
