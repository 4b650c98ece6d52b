"""What a neuron computes, and how wrong it was: pure functions, stable for scores of any size.

Shapes: `a` weighted sums of any shape; for softmax and the losses one row a sample, (N, K), or one sample, (K,).
Slopes are not here: each stands once, in `layers`.
"""

import numpy as np

from .arrays import as_floats, as_number, as_targets


def identity(a):
    """Return `a` unchanged: the output of a regression network.

    >>> identity([-1.0, 2.0])
    array([-1.,  2.])
    """
    return as_floats(a, "a")


def step(a):
    """Return 1 where `a` is above 0 and 0 elsewhere: the perceptron's yes or no.

    >>> step([-1.0, 0.0, 2.0])
    array([0., 0., 1.])
    """
    a = as_floats(a, "a")
    return (a > 0).astype(a.dtype)


def sigmoid(a):
    """Return 1 / (1 + exp(-a)), a smooth step from 0 to 1.

    Where exp(-a) is too large for a float it is infinite, and 1 / infinity is 0, as it should be.

    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    a = as_floats(a, "a")
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-a))


def tanh(a):
    """Return the hyperbolic tangent, a smooth step from -1 to 1: 2 sigmoid(2a) - 1.

    >>> tanh([-1000.0, 0.0, 1000.0])
    array([-1.,  0.,  1.])
    """
    return np.tanh(as_floats(a, "a"))


def relu(a):
    """Return `a` where it is positive and 0 elsewhere.

    >>> relu([-1.0, 2.0])
    array([0., 2.])
    """
    return np.maximum(as_floats(a, "a"), 0)


def leaky_relu(a, slope=0.01):
    """Return `a` where it is positive and `slope` times `a` elsewhere, so that no unit falls silent.

    >>> leaky_relu([-1.0, 2.0])
    array([-0.01,  2.  ])
    """
    a = as_floats(a, "a")
    return np.where(a > 0, a, a.dtype.type(as_number(slope, "slope")) * a)


def softmax(a):
    """Return each row of scores (N, K), or one row (K,), as probabilities that sum to 1.

    The largest score of a row is subtracted first: it changes nothing, and exp never overflows.

    >>> softmax([1000.0, 1000.0])
    array([0.5, 0.5])
    """
    a = _as_scores(a)
    e = np.exp(a - a.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(a):
    """Return the logarithm of softmax(a) without ever taking the logarithm of 0.

    >>> log_softmax([0.0, -1000.0])
    array([    0., -1000.])
    """
    a = _as_scores(a)
    a = a - a.max(axis=-1, keepdims=True)
    a -= np.log(np.exp(a).sum(axis=-1, keepdims=True))
    return a


def _as_scores(a):
    """Return scores as floats, after looking whether there is a row of them to share 1 out among."""
    a = as_floats(a, "a")
    if a.ndim == 0 or a.shape[-1] == 0:
        raise ValueError(f"a has shape {a.shape}, but it must be a row of scores (K,) or rows (N, K), K at least 1.")
    return a


def _pair(y, t):
    """Return outputs and targets as two float arrays of one shape (N, K)."""
    y = np.atleast_2d(as_floats(y, "y"))
    return y, as_targets(t, y.shape, y.dtype)


def _pair_of_yes_or_no(y, t):
    """Return the same where (N,) is one output for each of N samples; targets lie from 0 to 1."""
    y = as_floats(y, "y")
    y, t = _pair(y.reshape(-1, 1) if y.ndim < 2 else y, t)
    _refuse_outside(t, 1, "t holds {:g}, but for yes or no it must lie from 0 (no) to 1 (yes).")
    return y, t


def _refuse_unless_probabilities(y):
    most = 1.0001  # softmax rounds
    _refuse_outside(y, most, "y holds {:g}, but a probability lies from 0 to 1: give it softmax(a) or sigmoid(a).")


def _refuse_outside(values, most, sentence):
    if values.min() < 0 or values.max() > most:
        raise ValueError(sentence.format(values[(values < 0) | (values > most)][0]))


def _batch(rows, average):
    """Return the mean of the losses of the rows, or the losses themselves."""
    return float(rows.sum() / len(rows)) if average else rows


def mean_squared_error(y, t, average=True):
    """Return half the squared error, summed over outputs and averaged over rows: mean of 1/2 sum (y - t)^2.

    The 1/2 cancels the 2 of the derivative, so that the slope is (y - t) / N. `average=False` gives each row's (N,).
    Raises ValueError where `t` does not fit `y`.

    >>> mean_squared_error([[1.0, 2.0]], [[1.0, 4.0]])
    2.0
    """
    y, t = _pair(y, t)
    return _batch(((y - t) ** 2).sum(axis=1) / 2, average)


def binary_cross_entropy(y, t):
    """Return -(t log y + (1 - t) log(1 - y)), summed over outputs and averaged over rows, for probabilities `y`.

    `y` and `t` are (N, K), or (N,) for one output. A probability of exactly 0 counts as the smallest positive number,
    so that the loss stays finite.
    Raises ValueError where `t` does not fit `y`, or one of them lies outside 0 to 1.

    >>> round(binary_cross_entropy([0.9], [1]), 4)
    0.1054
    """
    y, t = _pair_of_yes_or_no(y, t)
    _refuse_unless_probabilities(y)
    tiny = np.finfo(y.dtype).tiny
    yes, no = np.log(np.maximum(y, tiny)), np.log(np.maximum(1 - y, tiny))
    return _batch(-(t * yes + (1 - t) * no).sum(axis=1), average=True)


def cross_entropy_error(y, t):
    """Return -sum t log y, averaged over rows, for probabilities `y` (N, K) and labels (N,) or rows (N, K).

    A probability of exactly 0 counts as the smallest positive number, so that the loss stays finite.
    Raises ValueError where `t` does not fit `y`, or `y` lies outside 0 to 1.

    >>> round(cross_entropy_error([[0.1, 0.9]], [1]), 4)
    0.1054
    """
    y, t = _pair(y, t)
    _refuse_unless_probabilities(y)
    y = np.maximum(y, np.finfo(y.dtype).tiny)
    return _batch(-(t * np.log(y)).sum(axis=1), average=True)


def sigmoid_cross_entropy(a, t, average=True):
    """Return binary_cross_entropy(sigmoid(a), t), computed from the scores `a`, exact for scores of any size.

    Because -log sigmoid(a) = log(1 + exp(-a)), the loss is log(1 + exp(a)) - t a. `a` and `t` are (N, K), or (N,) for
    one output. `average=False` gives each row's (N,).
    Raises ValueError where `t` does not fit `a` or lies outside 0 to 1.

    >>> sigmoid_cross_entropy([[1000.0]], [0])
    1000.0
    """
    a, t = _pair_of_yes_or_no(a, t)
    return _batch((np.logaddexp(0, a) - t * a).sum(axis=1), average)


def softmax_cross_entropy(a, t, average=True):
    """Return cross_entropy_error(softmax(a), t), computed from the scores `a`, exact for scores of any size.

    `average=False` gives each row's (N,).
    Raises ValueError where `t` does not fit `a`.

    >>> softmax_cross_entropy([[1000.0, 0.0]], [1])
    1000.0
    """
    a, t = _pair(a, t)
    return _batch(-(t * log_softmax(a)).sum(axis=1), average)
