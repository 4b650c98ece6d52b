"""A network small enough to follow every number: two inputs, three ReLU units, two classes."""

import numpy as np

from ...layers import Affine, ReLU, SoftmaxWithLoss

PARAMS = {
    "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]), "b1": np.array([0.1, 0.2, 0.3]),
    "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]), "b2": np.array([0.1, 0.2]),
}  # fmt: skip
CLASSES = {"class 0": 0, "class 1": 1}


def both_ways(x, t, params):
    """Return all numbers of one pass forward and one back, by name; the slope of the loss in a is "da"."""
    affine1, relu, affine2 = Affine(params["W1"], params["b1"]), ReLU(), Affine(params["W2"], params["b2"])
    output, x = SoftmaxWithLoss(), np.atleast_2d(np.asarray(x, float))
    a1 = affine1.forward(x)  # (1, 2) @ (2, 3) + (3,) -> (1, 3)
    z1 = relu.forward(a1)  # (1, 3)
    a2 = affine2.forward(z1)  # (1, 3) @ (3, 2) + (2,) -> (1, 2)
    loss = output.forward(a2, [t])
    da2 = output.backward()  # (1, 2)
    dz1 = affine2.backward(da2)  # (1, 3)
    da1 = relu.backward(dz1)  # (1, 3)
    dx = affine1.backward(da1)  # (1, 2)
    return {
        "x": x,
        "a1": a1,
        "z1": z1,
        "a2": a2,
        "y": output.y,
        "t": output.t,
        "loss": loss,
        "da2": da2,
        "dz1": dz1,
        "da1": da1,
        "dx": dx,
        "dW1": affine1.dW,
        "db1": affine1.db,
        "dW2": affine2.dW,
        "db2": affine2.db,
    }
