"""Optimizers: from gradients to a step. `update(params, grads)` changes the arrays of `params` in place.

What an optimizer remembers, it remembers for each parameter by its key. A learning rate is a number or a schedule, a
function of the step.
"""

from collections.abc import Mapping

import numpy as np

from .arrays import as_floats, as_number, check_shape, refuse_read_only, shown
from .schedules import as_learning_rate, rate_at


class Optimizer:
    """What all with a learning rate share: the rate, a number or a schedule, and t, how many updates there were.

    >>> optimizer = Optimizer(learning_rate=lambda step: 1 / (step + 1))
    >>> optimizer.next_rate(), optimizer.next_rate(), optimizer.t
    (1.0, 0.5, 2)
    """

    def __init__(self, learning_rate):
        self.learning_rate, self.t = as_learning_rate(learning_rate), 0

    def next_rate(self):
        """Return the learning rate of this update, and count it."""
        self.t += 1
        return rate_at(self.learning_rate, self.t - 1)


class SGD(Optimizer):
    """Stochastic gradient descent: each parameter goes against its slope, W -= learning_rate * dW.

    >>> params = {"W1": np.array([1.0])}
    >>> SGD(learning_rate=0.1).update(params, {"W1": np.array([2.0])})
    >>> params
    {'W1': array([0.8])}
    """

    def __init__(self, learning_rate=0.01):
        super().__init__(learning_rate)

    def update(self, params, grads):
        rate = self.next_rate()
        for key, grad in pairs(params, grads):
            params[key] -= rate * grad


class Momentum(Optimizer):
    """Descent with a velocity, which keeps `momentum` of itself: v = momentum v - learning_rate dW; W += v.

    The rate stands inside the velocity: where a schedule lowers it, v keeps what it has, and fades.
    Source: Polyak (1964).

    >>> params = {"W1": np.array([1.0])}
    >>> optimizer = Momentum(learning_rate=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     optimizer.update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.5])
    """

    def __init__(self, learning_rate=0.01, momentum=0.9):
        super().__init__(learning_rate)
        self.momentum, self.v = as_share(momentum, "momentum"), {}

    def update(self, params, grads):
        rate = self.next_rate()
        for key, grad in pairs(params, grads):
            v = kept(self.v, key, grad)
            v *= self.momentum
            v -= rate * grad
            params[key] += v


class Nesterov(Momentum):
    """Momentum that looks ahead: v = momentum v - learning_rate dW; W += momentum v - learning_rate dW.

    `params` holds the place ahead, where the velocity is about to lead: the slope is taken there.
    Source: Nesterov (1983); with the place ahead as the parameter, Bengio and others (2013), equations 6 and 7.

    >>> params = {"W1": np.array([1.0])}
    >>> Nesterov(learning_rate=0.1, momentum=0.5).update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.7])
    """

    def update(self, params, grads):
        rate = self.next_rate()
        for key, grad in pairs(params, grads):
            v = kept(self.v, key, grad)
            v *= self.momentum
            v -= rate * grad
            params[key] += self.momentum * v - rate * grad


class AdaGrad(Optimizer):
    """Descent whose steps shrink where the slopes were large: h += dW^2; W -= learning_rate dW / (sqrt(h) + epsilon).

    Source: Duchi, Hazan and Singer (2011).

    >>> params = {"W1": np.array([1.0])}
    >>> AdaGrad(learning_rate=0.1).update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.9])
    """

    def __init__(self, learning_rate=0.01, epsilon=1e-7):
        super().__init__(learning_rate)
        self.epsilon, self.h = as_number(epsilon, "epsilon", low=0), {}

    def update(self, params, grads):
        rate = self.next_rate()
        for key, grad in pairs(params, grads):
            h = kept(self.h, key, grad)
            h += grad**2
            params[key] -= rate * grad / (np.sqrt(h) + self.epsilon)


class RMSProp(Optimizer):
    """AdaGrad that forgets: h = decay h + (1 - decay) dW^2; W -= learning_rate dW / (sqrt(h) + epsilon).

    Source: Tieleman and Hinton (2012), lecture 6.5; they keep 0.9 of the mean square.

    >>> params = {"W1": np.array([1.0])}
    >>> RMSProp(learning_rate=0.1, decay=0.75).update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(6)
    array([0.8])
    """

    def __init__(self, learning_rate=0.001, decay=0.9, epsilon=1e-7):
        super().__init__(learning_rate)
        self.decay, self.epsilon, self.h = as_share(decay, "decay"), as_number(epsilon, "epsilon", low=0), {}

    def update(self, params, grads):
        rate = self.next_rate()
        for key, grad in pairs(params, grads):
            h = kept(self.h, key, grad)
            h *= self.decay
            h += (1 - self.decay) * grad**2
            params[key] -= rate * grad / (np.sqrt(h) + self.epsilon)


class Adadelta:
    """RMSProp without a learning rate: the mean square of its own steps, s, takes the rate's place.

    h = decay h + (1 - decay) dW^2
    step = sqrt(s + epsilon) / sqrt(h + epsilon) dW
    s = decay s + (1 - decay) step^2
    W -= step

    Source: Zeiler (2012), algorithm 1.

    >>> params = {"W1": np.array([1.0])}
    >>> Adadelta(decay=0.75, epsilon=0.01).update(params, {"W1": np.array([2.0])})
    >>> params["W1"].round(3)
    array([0.801])
    """

    def __init__(self, decay=0.95, epsilon=1e-6):
        self.decay, self.epsilon = as_share(decay, "decay"), as_number(epsilon, "epsilon", low=0)
        self.h, self.s = {}, {}

    def update(self, params, grads):
        for key, grad in pairs(params, grads):
            h, s = kept(self.h, key, grad), kept(self.s, key, grad)
            h *= self.decay
            h += (1 - self.decay) * grad**2
            step = np.sqrt(s + self.epsilon) / np.sqrt(h + self.epsilon) * grad
            s *= self.decay
            s += (1 - self.decay) * step**2
            params[key] -= step


class Adam(Optimizer):
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
        super().__init__(learning_rate)
        self.beta1, self.beta2 = as_share(beta1, "beta1"), as_share(beta2, "beta2")
        self.epsilon, self.m, self.v = as_number(epsilon, "epsilon", low=0), {}, {}

    def update(self, params, grads):
        learning_rate = self.next_rate()
        root = (1 - self.beta2**self.t) ** 0.5
        rate = learning_rate * root / (1 - self.beta1**self.t)
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
        if grad.shape != param.shape:  # looked at here: in each step, writing the sentence's words would take longer
            check_shape(grad, f'grads["{key}"]', param.shape, f'params["{key}"] has')
        yield key, grad


def kept(state, key, grad):
    """Return what an optimizer keeps for a parameter: zeros of its shape at first, and again if the shape changes."""
    if key not in state or state[key].shape != grad.shape:
        state[key] = np.zeros_like(grad)
    return state[key]


def as_share(value, name):
    """Return a share, at least 0 and below 1, or raise ValueError."""
    number = as_number(value, name)
    return number if number == 0 else as_number(value, name, low=0, high=1)
