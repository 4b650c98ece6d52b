"""Cases that nobody has seen: a seed gives those with random numbers other ones, and the rest other decimals."""

import ast
from dataclasses import replace
from functools import cache

import numpy as np

from ..checking.running import draws, run
from ..lessons.course import KEYS

SMALLEST, LARGEST = 0.02, 100  # what lies beyond is a nudge, a tolerance or a special number, and stays


@cache
def fresh(exercise, seed):
    """Return an exercise with new cases behind its own, where these have no random numbers: it is the same for a seed.

    A case that the key cannot do, or that makes NumPy warn, is left out.
    """
    if any(map(draws, exercise.cases)):
        return exercise
    rng = np.random.default_rng(seed)
    new = [changed(case, rng) for case in exercise.cases]
    return replace(exercise, cases=exercise.cases + [case for case in new if case and _serves(exercise, case)])


def changed(case, rng):
    """Return a case with other decimals in it, or "" where it has none.

    >>> changed("relu(np.array([-1.0, 2.0]), 3)", np.random.default_rng(0))
    'relu(np.array([-0.954, 2.055]), 3)'
    """
    tree, count = ast.parse(case), 0
    bounds = {part for node in ast.walk(tree) if isinstance(node, ast.Compare) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if node in bounds:  # what a value is compared with is no data
            continue
        if isinstance(node, ast.Constant) and type(node.value) is float and SMALLEST <= node.value <= LARGEST:
            node.value, count = round(node.value * rng.uniform(0.9, 1.1), 3), count + 1
    return ast.unparse(tree) if count else ""


def _serves(exercise, case):
    outcome = run(case, exercise.name, KEYS[exercise.name])
    return outcome.error is None and not outcome.warnings
