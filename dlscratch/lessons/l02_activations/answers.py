"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np

from ..package import mine


def step(a):
    return (a > 0).astype(float)


def relu(a):
    return np.maximum(a, 0)


def tanh(a):
    return 2 * mine.sigmoid(2 * a) - 1


def leaky_relu(a, slope=0.01):
    return np.where(a > 0, a, slope * a)


def sigmoid(a):
    e = np.exp(-np.abs(a))  # its exponent is never above 0
    return np.where(a >= 0, 1 / (1 + e), e / (1 + e))


def d_relu(a):
    return (a > 0).astype(float)


def d_sigmoid_of_a(a):
    z = mine.sigmoid(a)
    return z * (1 - z)


def d_sigmoid_of_z(z):
    return z * (1 - z)


def is_linear(f):
    x, y, c = 2.0, -5.0, -1.5
    additive = np.isclose(f(x + y), f(x) + f(y))
    homogeneous = np.isclose(f(c * x), c * f(x))
    return bool(additive and homogeneous)


def open_units_by_hand():
    return np.array([[1, 1], [1, 0]])


def merge_layers(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    return W, b


def dead_share(a):
    return np.mean((a <= 0).all(axis=0))


def neuron_slope(x, w, b):
    def d_sigmoid(a):
        return mine.sigmoid(a) * (1 - mine.sigmoid(a))

    a = x * w + b
    return x * d_sigmoid(a)
