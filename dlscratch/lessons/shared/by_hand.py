"""The network that the lessons compute by hand: two inputs, two ReLU units, two outputs, two samples, whole numbers.

A notebook types the numbers in, so that the learner sees them; a test compares them with these.
The outputs are the identity, the loss is the mean squared error (half the sum of squares, the mean over the samples),
so that every value and every slope is a whole number that a pencil can reach.
"""

import numpy as np

X = np.array([[1.0, 3.0], [2.0, 1.0]])  # (2, 2)  two samples, two inputs
T = np.array([[-7.0, 2.0], [-12.0, 13.0]])  # (2, 2)  their targets

PARAMS = {
    "W1": np.array([[3.0, -1.0], [1.0, 2.0]]),  # (2, 2)
    "b1": np.array([-1.0, -2.0]),  # (2,)
    "W2": np.array([[-2.0, 2.0], [1.0, -1.0]]),  # (2, 2)
    "b2": np.array([2.0, -1.0]),  # (2,)
}
