"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.course import EXERCISES


def by_package(optimizer, params, grads, **kept):
    """Take a step of the package's optimizer with a memory that is given, and leave what it keeps there."""
    vars(optimizer).update(kept)
    optimizer.update(params, grads)


def stable_rate__numpy(curvatures):
    steepest = np.max(curvatures)
    return 2.0 / steepest


def stable_rate__each(curvatures):
    return min(2 / c for c in curvatures)


def momentum_step__spelled_out(params, grads, v, learning_rate, momentum):
    for key, grad in grads.items():
        v[key] *= momentum
        v[key] -= learning_rate * grad
        params[key] += v[key]


def momentum_step__package(params, grads, v, learning_rate, momentum):
    by_package(dl.Momentum(learning_rate, momentum), params, grads, v=v)


def match_curves__dict():
    return dict(C="Adam", D="Momentum", A="AdaGrad", B="SGD")


def adam_step__one_rate(params, grads, m, v, t, learning_rate, beta1, beta2):
    rate = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    for key in params:
        m[key] += (1 - beta1) * (grads[key] - m[key])
        v[key] += (1 - beta2) * (grads[key] ** 2 - v[key])
        params[key] -= rate * m[key] / (np.sqrt(v[key]) + 1e-12)


def adam_step__package(params, grads, m, v, t, learning_rate, beta1, beta2):
    by_package(dl.Adam(learning_rate, beta1, beta2), params, grads, m=m, v=v, t=t - 1)


def cosine_rate__half_angle(learning_rate, step, steps):
    return learning_rate * np.cos(np.pi / 2 * step / steps) ** 2


def cosine_rate__package(learning_rate, step, steps):
    return dl.cosine(learning_rate, steps)(step)


class OwnOptimizer__rmsprop_with_momentum:
    def __init__(self):
        self.t, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        self.t += 1
        for key, grad in grads.items():
            self.m[key] = 0.9 * self.m.get(key, 0.0) + 0.1 * grad
            self.v[key] = 0.99 * self.v.get(key, 0.0) + 0.01 * grad**2
            size = np.sqrt(self.v[key] / (1 - 0.99**self.t)) + 1e-8
            params[key] -= 0.2 * 0.96**self.t * self.m[key] / (1 - 0.9**self.t) / size


class OwnOptimizer__package(dl.Momentum):
    def __init__(self):
        super().__init__(learning_rate=0.025, momentum=0.8)


class Momentum__zeros:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.v = learning_rate, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(param) for key, param in params.items()}
        for key in params:
            self.v[key] = self.momentum * self.v[key] - self.learning_rate * grads[key]
            params[key] += self.v[key]


Momentum__package = dl.Momentum


def running_mean__list(values, beta):
    means = [0.0]
    for value in values:
        means.append(beta * means[-1] + (1 - beta) * value)
    return means[1:]


def running_mean__gap(values, beta):
    mean, means = 0.0, []
    for value in values:
        mean += (1 - beta) * (value - mean)
        means.append(mean)
    return means


def nesterov_step__written_out(params, grads, v, learning_rate, momentum):
    for key, grad in grads.items():
        old = v[key]
        v[key] = momentum * old - learning_rate * grad
        params[key] += momentum * momentum * old - (1 + momentum) * learning_rate * grad


def nesterov_step__package(params, grads, v, learning_rate, momentum):
    by_package(dl.Nesterov(learning_rate, momentum), params, grads, v=v)


def adagrad_step__in_place(params, grads, h, learning_rate):
    for key, grad in grads.items():
        h[key] += grad * grad
        params[key] -= learning_rate / (np.sqrt(h[key]) + 1e-7) * grad


def adagrad_step__package(params, grads, h, learning_rate):
    by_package(dl.AdaGrad(learning_rate), params, grads, h=h)


def rmsprop_step__in_place(params, grads, h, learning_rate, decay):
    for key, grad in grads.items():
        h[key] *= decay
        h[key] += (1 - decay) * grad * grad
        params[key] -= learning_rate / (np.sqrt(h[key]) + 1e-7) * grad


def rmsprop_step__package(params, grads, h, learning_rate, decay):
    by_package(dl.RMSProp(learning_rate, decay), params, grads, h=h)


def adadelta_step__one_root(params, grads, h, s, decay):
    for key, grad in grads.items():
        h[key] += (1 - decay) * (grad**2 - h[key])
        step = np.sqrt((s[key] + 1e-6) / (h[key] + 1e-6)) * grad
        s[key] += (1 - decay) * (step**2 - s[key])
        params[key] -= step


def adadelta_step__package(params, grads, h, s, decay):
    by_package(dl.Adadelta(decay), params, grads, h=h, s=s)


NAMES = """
stable_rate momentum_step match_curves adam_step cosine_rate OwnOptimizer Momentum running_mean nesterov_step
adagrad_step rmsprop_step adadelta_step
"""
PROBES = {name: EXERCISES[name].cases for name in NAMES.split()}
