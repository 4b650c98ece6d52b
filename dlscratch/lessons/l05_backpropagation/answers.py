"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np

from ..package import mine


class Add:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout


class Multiply:
    def forward(self, x, y):
        self.x, self.y = x, y  # kept for the way back
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


def fork_backward(dout1, dout2):
    return dout1 + dout2


class ReLU:
    def forward(self, a):
        self.z = np.maximum(a, 0)  # kept for the way back
        return self.z

    def backward(self, dout):
        return dout * (self.z > 0)


class Sigmoid:
    def forward(self, a):
        self.z = mine.sigmoid(a)  # kept for the way back
        return self.z

    def backward(self, dout):
        return dout * self.z * (1 - self.z)


def slopes_by_hand():
    return {
        "W2": [[11, 4], [3, 6]],
        "b2": [2, 1],
        "W1": [[-6, -1], [2, -3]],
        "b1": [-2, -1],
    }


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x  # kept for the way back
        return x @ self.W + self.b  # (N, H)

    def backward(self, dout):
        self.dW = self.x.T @ dout  # (D, H)
        self.db = dout.sum(axis=0)  # (H,)
        return dout @ self.W.T  # (N, D)


class SoftmaxWithLoss:
    def forward(self, a, t):
        self.y, self.t = mine.softmax(a), t  # kept for the way back
        return mine.cross_entropy_error(self.y, t)

    def backward(self):
        return (self.y - self.t) / len(self.t)


def two_layer_gradient(params, x, t):
    z1 = mine.sigmoid(x @ params["W1"] + params["b1"])  # (N, H)
    y = mine.softmax(z1 @ params["W2"] + params["b2"])  # (N, K)
    da2 = (y - t) / len(x)  # (N, K)
    da1 = da2 @ params["W2"].T * z1 * (1 - z1)  # (N, H)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def gradient_check(net, x, t, grads):
    measured, errors = net.numerical_gradient(x, t), {}
    for key in grads:
        longer = max(np.linalg.norm(grads[key]), np.linalg.norm(measured[key]))
        errors[key] = np.linalg.norm(grads[key] - measured[key]) / longer
    return errors


def regression_gradient(params, x, t):
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    a1 = x @ W1 + b1  # (N, H)
    z1 = mine.relu(a1)  # (N, H)
    y = z1 @ W2 + b2  # (N, 1)
    da2 = (y - t) / len(x)  # (N, 1)
    dz1 = da2 @ W2.T  # (N, H)
    da1 = dz1 * (a1 > 0)  # (N, H)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def random_targets(N, K, rng):
    return np.eye(K)[rng.integers(K, size=N)]
