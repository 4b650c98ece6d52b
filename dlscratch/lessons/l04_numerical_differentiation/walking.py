"""A walk downhill by the learner's gradient_descent: the places it passes, and whether it runs away."""

import numpy as np

from ... import gradient, live
from ...learner import yours

FAR = 1000  # who is further away will not come back


def walk(gradient_descent, f, start, learning_rate, steps):
    """Return the places a walk passes, (steps + 1, D), or those before it ran away, and a sentence if it did."""
    path = np.asarray(gradient_descent(f, np.array(start, float), learning_rate, steps), float)
    if path.shape != (steps + 1, len(start)):
        raise live.Stop(
            f"gradient_descent gave shape {path.shape}, but a path of {steps} steps has shape "
            f"({steps + 1}, {len(start)}): the start and one row a step."
        )
    near = (np.abs(path) < FAR).all(axis=1)
    if near.all():
        return path, ""
    gone = int(np.argmin(near))
    return path[:gone], f" It diverges: step {gone} leads more than {FAR:,} away."


def end(gone):
    """Return how the last place of a walk is introduced."""
    return "before it runs away, it is" if gone else "the walk ends"


def yours_to_walk(gradient_descent):
    """Return the function to walk with, and whose it is."""
    return yours(gradient_descent, gradient.gradient_descent, np.sum, np.array([1.0]), 0.1, 1)
