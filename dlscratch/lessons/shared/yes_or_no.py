"""The points that a neuron answers yes or no to, their picture, and its loss, as functions of its three numbers.

Lesson 01 parts the points with a line, lesson 03 lowers the loss by hand, lesson 04 by descent.
"""

import numpy as np

from ... import svg
from ...functions import sigmoid_cross_entropy

# Twelve points that a straight line can part: the first six want a yes, the others a no.
POINTS = np.array([[2, 3], [-1, 2.5], [-3, 1], [0.5, 4], [-4, 3], [3.5, 4.2],
                   [3, 0.5], [1, -2], [-2, -3], [4, -3], [-0.5, -0.5], [4.5, 2]])  # fmt: skip
YES = np.arange(len(POINTS)) < 6
START = {"w1": 0.1, "w2": 0.2, "b": 0.5}  # where the neuron stands when a demo opens
SPAN = (-5, 5)  # the plane, both ways


def weighted_sums(w1, w2, b):
    """Return the weighted sum of each point, (12,)."""
    return POINTS @ np.array([w1, w2]) + b  # (12, 2) @ (2,) + number -> (12,)


def sums_in_the_plane(w1, w2, b):
    """Return the weighted sum on a grid of the plane, (41, 41), row 0 at the bottom."""
    side = np.linspace(*SPAN, 41)
    return w1 * side[np.newaxis, :] + w2 * side[:, np.newaxis] + b


def right(w1, w2, b):
    """Return how many points lie on the right side of the neuron's line."""
    return int(np.sum((weighted_sums(w1, w2, b) > 0) == YES))


def loss(weights):
    """Return the binary cross-entropy of a neuron with a sigmoid; `weights` is (w1, w2, b).

    It is computed from the scores, so it is exact for weights of any size.
    """
    return sigmoid_cross_entropy(weighted_sums(*weights), YES)


def foot_and_direction(w1, w2, b):
    """Return the point of the neuron's line that is nearest to (0, 0), and the direction of the line, (2,) each."""
    length = np.hypot(w1, w2)
    return np.array([w1, w2]) * -b / length**2, np.array([-w2, w1]) / length


def plane(*below, above=(), names=("wants yes", "wants no"), **look):
    """Return the chart of the points between marks; `look` is its title, desc and height."""
    return svg.chart(
        *below,
        svg.points(*POINTS[YES].T, names[0], style=0),
        svg.points(*POINTS[~YES].T, names[1], style=1),
        *above,
        x_label="x1",
        y_label="x2",
        x_limits=SPAN,
        y_limits=SPAN,
        equal=True,
        legend="top",
        width=360,
        **look,
    )
