"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np


def stable_rate(curvatures):
    return 2 / max(curvatures)


def momentum_step(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * v[key] - learning_rate * grads[key]
        params[key] += v[key]


def match_curves():
    return {"A": "AdaGrad", "B": "SGD", "C": "Adam", "D": "Momentum"}


def adam_step(params, grads, m, v, t, learning_rate, beta1, beta2):
    for key in params:
        m[key] = beta1 * m[key] + (1 - beta1) * grads[key]
        v[key] = beta2 * v[key] + (1 - beta2) * grads[key] ** 2
        m_right = m[key] / (1 - beta1**t)
        v_right = v[key] / (1 - beta2**t)
        params[key] -= learning_rate * m_right / (np.sqrt(v_right) + 1e-8)


def cosine_rate(learning_rate, step, steps):
    return learning_rate * (1 + np.cos(np.pi * step / steps)) / 2


class OwnOptimizer:
    def __init__(self, learning_rate=0.02, momentum=0.85):
        self.learning_rate, self.momentum, self.v = learning_rate, momentum, {}

    def update(self, params, grads):
        for key in grads:
            v = self.momentum * self.v.get(key, 0.0) - self.learning_rate * grads[key]
            params[key] += v
            self.v[key] = v


class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.v = learning_rate, momentum, {}

    def update(self, params, grads):
        for key in params:
            v = self.v.get(key, 0.0)
            self.v[key] = self.momentum * v - self.learning_rate * grads[key]
            params[key] += self.v[key]


def running_mean(values, beta):
    mean, means = 0.0, []
    for value in values:
        mean = beta * mean + (1 - beta) * value
        means.append(mean)
    return means


def nesterov_step(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * v[key] - learning_rate * grads[key]
        params[key] += momentum * v[key] - learning_rate * grads[key]


def adagrad_step(params, grads, h, learning_rate):
    for key in params:
        h[key] = h[key] + grads[key] ** 2
        params[key] -= learning_rate * grads[key] / (np.sqrt(h[key]) + 1e-7)


def rmsprop_step(params, grads, h, learning_rate, decay):
    for key in params:
        h[key] = decay * h[key] + (1 - decay) * grads[key] ** 2
        params[key] -= learning_rate * grads[key] / (np.sqrt(h[key]) + 1e-7)


def adadelta_step(params, grads, h, s, decay):
    for key in params:
        h[key] = decay * h[key] + (1 - decay) * grads[key] ** 2
        step = np.sqrt(s[key] + 1e-6) / np.sqrt(h[key] + 1e-6) * grads[key]
        s[key] = decay * s[key] + (1 - decay) * step**2
        params[key] -= step
