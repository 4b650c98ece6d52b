"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np

from ..package import mine


def f_slope(x):
    return 0.02 * x + 0.1


def forward_diff(f, x, h):
    return (f(x + h) - f(x)) / h


def numerical_diff(f, x):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


def diagnose_slope(f, x):
    h = 1e-5
    if x.dtype == np.float32:
        return "float32"
    left = (f(x) - f(x - h)) / h
    right = (f(x + h) - f(x)) / h
    return "corner" if abs(right - left) > 0.01 else "nothing"


def slope_by_hand():
    above, below = (7**2 + 4**2 + 8**2 + 2**2) / 4, (3**2 + 4**2 + 4**2 + 2**2) / 4
    return above, below, (above - below) / 2


def numerical_gradient(f, x):
    h = 1e-5
    x = np.asarray(x, dtype=float)  # an array that can hold a nudge: x itself, or a copy if x holds integers
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):  # every place of an array of any shape
        kept = x[index]
        x[index] = kept + h
        above = f(x)
        x[index] = kept - h
        below = f(x)
        x[index] = kept
        grad[index] = (above - below) / (2 * h)
    return grad


def gradient_descent(f, init_x, learning_rate, step_num):
    x = np.array(init_x, dtype=float)  # a copy
    path = [x.copy()]
    for _ in range(step_num):
        x = x - learning_rate * mine.numerical_gradient(f, x)
        path.append(x.copy())
    return np.array(path)


def diagnose_descent(losses):
    first, last = losses[0], losses[-1]
    if last < 0.9 * first:
        return "fine"
    if last < first:
        return "too small"
    return "too large"  # nan too: every comparison with it is False


def partial_x0(f, x0, x1):
    return mine.numerical_diff(lambda x: f(x, x1), x0)


def count_evaluations(input_size, hidden_size, output_size):
    weights = input_size * hidden_size + hidden_size * output_size
    return 2 * (weights + hidden_size + output_size)


def walk_downhill(slope, x, learning_rate, step_num):
    for _ in range(step_num):
        x = x - learning_rate * slope(x)
    return x


def weight_gradient(x, t, W):
    def loss(V):
        y = mine.softmax(x @ V)
        return mine.cross_entropy_error(y, t)

    return mine.numerical_gradient(loss, W.copy())
