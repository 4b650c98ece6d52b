"""Optimizers: from gradients to a step. `update(params, grads)` changes the arrays of `params` in place.

What an optimizer remembers, it remembers for each parameter by its key.
"""

from collections.abc import Mapping

import numpy as np

from .arrays import as_floats, as_number, refuse_read_only, shown


class SGD:
    """Stochastic gradient descent: each parameter goes against its slope, W -= learning_rate * dW.

    >>> params = {"W1": np.array([1.0])}
    >>> SGD(learning_rate=0.1).update(params, {"W1": np.array([2.0])})
    >>> params
    {'W1': array([0.8])}
    """

    def __init__(self, learning_rate=0.01):
        self.learning_rate = as_learning_rate(learning_rate)

    def update(self, params, grads):
        for key, grad in pairs(params, grads):
            params[key] -= self.learning_rate * grad


class Momentum:
    """Descent with a velocity, which keeps `momentum` of itself: v = momentum v - learning_rate dW; W += v.

    Source: Polyak (1964).

    >>> params = {"W1": np.array([1.0])}
    >>> optimizer = Momentum(learning_rate=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     optimizer.update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.5])
    """

    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = as_learning_rate(learning_rate)
        self.momentum = as_share(momentum, "momentum")
        self.v = {}

    def update(self, params, grads):
        for key, grad in pairs(params, grads):
            v = kept(self.v, key, grad)
            v *= self.momentum
            v -= self.learning_rate * grad
            params[key] += v


class AdaGrad:
    """Descent whose steps shrink where the slopes were large: h += dW^2; W -= learning_rate dW / (sqrt(h) + epsilon).

    Source: Duchi, Hazan and Singer (2011).

    >>> params = {"W1": np.array([1.0])}
    >>> AdaGrad(learning_rate=0.1).update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.9])
    """

    def __init__(self, learning_rate=0.01, epsilon=1e-7):
        self.learning_rate, self.epsilon = as_learning_rate(learning_rate), as_number(epsilon, "epsilon", low=0)
        self.h = {}

    def update(self, params, grads):
        for key, grad in pairs(params, grads):
            h = kept(self.h, key, grad)
            h += grad**2
            params[key] -= self.learning_rate * grad / (np.sqrt(h) + self.epsilon)


class Adam:
    """Momentum and AdaGrad in one, with both averages corrected for their start at 0.

    m = beta1 m + (1 - beta1) dW
    v = beta2 v + (1 - beta2) dW^2
    rate = learning_rate root / (1 - beta1^t), where t counts the updates from 1 and root is sqrt(1 - beta2^t)
    W -= rate m / (sqrt(v) + epsilon root)

    The last two are W -= learning_rate m' / (sqrt(v') + epsilon) with m' = m / (1 - beta1^t), v' = v / (1 - beta2^t).
    Source: Kingma and Ba (2015), section 2.

    >>> params = {"W1": np.array([1.0])}
    >>> Adam(learning_rate=0.1).update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.9])
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.epsilon = as_learning_rate(learning_rate), as_number(epsilon, "epsilon", low=0)
        self.beta1, self.beta2 = as_share(beta1, "beta1"), as_share(beta2, "beta2")
        self.m, self.v, self.t = {}, {}, 0

    def update(self, params, grads):
        self.t += 1
        root = (1 - self.beta2**self.t) ** 0.5
        rate = self.learning_rate * root / (1 - self.beta1**self.t)
        for key, grad in pairs(params, grads):
            m, v = kept(self.m, key, grad), kept(self.v, key, grad)
            m *= self.beta1
            m += (1 - self.beta1) * grad
            v *= self.beta2
            v += (1 - self.beta2) * grad**2
            params[key] -= rate * (m / (np.sqrt(v) + self.epsilon * root))


def pairs(params, grads):
    """Yield each key with its gradient; integers, which cannot hold a step, become floats on both sides.

    Raises TypeError where `grads` is no dict, and ValueError where a gradient has no parameter, or another shape.
    """
    if not isinstance(grads, Mapping):
        raise TypeError(f"grads is {shown(grads)}, but it must be a dict like params, an array for each key.")
    for key, grad in grads.items():
        if key not in params:
            raise ValueError(f'grads["{key}"] has no parameter: params holds {", ".join(map(str, params))}.')
        param = params[key] = as_floats(params[key], f'params["{key}"]')
        grad = as_floats(grad, f'grads["{key}"]')
        refuse_read_only(param, f'params["{key}"]')
        if grad.shape != param.shape:
            raise ValueError(
                f'grads["{key}"] has shape {grad.shape}, but params["{key}"] has {param.shape}: they must be equal.'
            )
        yield key, grad


def kept(state, key, grad):
    """Return what an optimizer keeps for a parameter: zeros of its shape at first, and again if the shape changes."""
    if key not in state or state[key].shape != grad.shape:
        state[key] = np.zeros_like(grad)
    return state[key]


def as_learning_rate(value):
    """Return a learning rate as a float above 0, or raise ValueError with the reason."""
    rate = as_number(value, "learning_rate")
    if rate <= 0:
        why = "at 0 no weight ever moves" if rate == 0 else "below 0 each step climbs"
        raise ValueError(f"learning_rate is {value!r}, but {why}: use a number above 0, such as 0.1.")
    return rate


def as_share(value, name):
    """Return a share, at least 0 and below 1, or raise ValueError."""
    number = as_number(value, name)
    return number if number == 0 else as_number(value, name, low=0, high=1)
