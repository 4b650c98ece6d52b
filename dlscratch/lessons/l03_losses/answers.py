"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np

from ..package import mine


def softmax(a):
    e = np.exp(a - a.max(axis=-1, keepdims=True))  # no exponent is above 0
    return e / e.sum(axis=-1, keepdims=True)


def mean_squared_error(y, t):
    return np.sum((y - t) ** 2) / 2 / len(y)


def binary_cross_entropy(y, t):
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


def one_hot(labels, num_classes):
    rows = np.zeros((len(labels), num_classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows


def cross_entropy_error(y, t):
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    right = y[np.arange(len(y)), labels]  # (N,): the probability of the right class of each row
    return -np.mean(np.log(right))


def cross_entropy_from_scores(a, t):
    a = a - a.max(axis=1, keepdims=True)  # changes nothing, but exp is safe now
    log_sum = np.log(np.exp(a).sum(axis=1))  # (N,)
    right = a[np.arange(len(a)), t]  # (N,): the score of the right class of each row
    return np.mean(log_sum - right)


def softmax_with_temperature(a, temperature):
    return mine.softmax(a / temperature)


def first_loss(num_classes):
    return np.log(num_classes)


def output_slope(y, t):
    return (y - t) / len(y)


def loss_by_hand():
    return 10, 4, 7


def choose_loss(task):
    number = "identity and squared error"
    yes_or_no = "sigmoid and binary cross-entropy"
    one_of_many = "softmax and cross-entropy"
    return {
        "price": (number, 0.5),
        "rain": (yes_or_no, np.log(2)),
        "digit": (one_of_many, np.log(10)),
        "tags": (yes_or_no, 5 * np.log(2)),
        "place": (number, 1.0),
        "pet": (one_of_many, np.log(2)),
    }[task]


def network_loss(params, x, t):
    z = np.maximum(x @ params["W1"] + params["b1"], 0)  # (N, H)
    y = mine.softmax(z @ params["W2"] + params["b2"])  # (N, K)
    return mine.cross_entropy_error(y, t)


def one_output_loss(y, t):
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)) / len(y)
