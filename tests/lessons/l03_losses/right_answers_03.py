"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.l03_losses import exercises
from dlscratch.lessons.shared import by_hand


def softmax__shifted(a):
    e = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax__book(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


def softmax__float32(a):
    return dl.softmax(a.astype(np.float32))


softmax__package = dl.softmax


def softmax_with_temperature__power(a, temperature):
    p = dl.softmax(a) ** (1 / temperature)
    return p / p.sum(axis=1, keepdims=True)


def softmax_with_temperature__package(a, temperature):
    return dl.softmax(a / temperature)


def mean_squared_error__rows(y, t):
    losses = 0.5 * ((y - t) ** 2).sum(axis=1)
    return losses.mean()


def mean_squared_error__loop(y, t):
    total = 0.0
    for i in range(y.shape[0]):
        total += np.dot(y[i] - t[i], y[i] - t[i]) / 2
    return total / y.shape[0]


mean_squared_error__package = dl.mean_squared_error


def binary_cross_entropy__book(y, t):
    return -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)) / len(t)


def binary_cross_entropy__clip(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


def binary_cross_entropy__float32(y, t):
    y = y.astype(np.float32)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))


def binary_cross_entropy__where(y, t):
    return np.mean(-np.log(np.where(t == 1, y, 1 - y)))


binary_cross_entropy__package = dl.binary_cross_entropy


def one_hot__eye(labels, num_classes):
    return np.eye(num_classes)[labels]


def one_hot__comparison(labels, num_classes):
    return labels[:, np.newaxis] == np.arange(num_classes)


one_hot__package = dl.one_hot


def cross_entropy_error__labels(y, t):
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    return -np.log(y[np.arange(len(y)), labels]).mean()


def cross_entropy_error__book(y, t):
    if t.size == y.size:
        t = t.argmax(axis=1)
    batch_size = y.shape[0]
    return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size


def cross_entropy_error__one_hot(y, t):
    if t.ndim == 1:
        t = np.eye(y.shape[1])[t]
    return -np.sum(t * np.log(y)) / len(y)


cross_entropy_error__package = dl.cross_entropy_error


def cross_entropy_from_scores__logaddexp(a, t):
    return sum(np.logaddexp.reduce(row) - row[label] for row, label in zip(a, t, strict=True)) / len(a)


cross_entropy_from_scores__package = dl.softmax_cross_entropy


def first_loss__probability(num_classes):
    return -np.log(1 / num_classes)


def first_loss__package(num_classes):
    return dl.MultiLayerNet([2, 3, num_classes], weight_init_std=0).loss([[1.0, 2.0]], [0])


def output_slope__rows(y, t):
    return [(y[i] - t[i]) / y.shape[0] for i in range(y.shape[0])]


def output_slope__package(y, t):
    layer = dl.IdentityWithLoss()
    layer.forward(y, t)
    return layer.backward()


def loss_by_hand__array():
    return np.array([10.0, 4.0, 7.0])


def loss_by_hand__package():
    y, t = by_hand_outputs(), by_hand.T
    return *dl.mean_squared_error(y, t, average=False), dl.mean_squared_error(y, t)


def by_hand_outputs():
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    net.params.update(by_hand.PARAMS)
    return net.predict(by_hand.X)


def choose_loss__rounded(task):
    number, yes_or_no = "identity and squared error", "sigmoid and binary cross-entropy"
    if task in ("price", "place"):
        return number, {"price": 0.5, "place": 1}[task]
    if task in ("rain", "tags"):
        return yes_or_no, {"rain": 0.693, "tags": 3.466}[task]
    return "softmax and cross-entropy", {"digit": 2.303, "pet": 0.693}[task]


def choose_loss__package(task):
    """By networks of zeros, on targets of mean 0 and standard deviation 1, or of classes."""
    spread, one = np.array([[1.0, -1.0], [-1.0, 1.0]]), np.ones((2, 1))
    numbers, yes, classes = (
        "identity and squared error",
        "sigmoid and binary cross-entropy",
        "softmax and cross-entropy",
    )
    output, words, t = {
        "price": ("identity", numbers, spread[:, :1]),
        "rain": ("sigmoid", yes, one),
        "digit": ("softmax", classes, np.eye(10)[:2]),
        "tags": ("sigmoid", yes, one * np.array([1, 0, 1, 1, 0])),
        "place": ("identity", numbers, spread),
        "pet": ("softmax", classes, np.eye(2)),
    }[task]
    net = dl.MultiLayerNet([3, 4, t.shape[1]], output=output, weight_init_std=0)
    return words, net.loss(np.ones((2, 3)), t)


def network_loss__loop(params, x, t):
    losses = []
    for row, label in zip(x, t, strict=True):
        hidden = row @ params["W1"] + params["b1"]
        hidden[hidden < 0] = 0
        scores = hidden @ params["W2"] + params["b2"]
        losses.append(np.logaddexp.reduce(scores) - scores[label])
    return sum(losses) / len(losses)


def network_loss__package(params, x, t):
    net = dl.MultiLayerNet([*params["W1"].shape, params["W2"].shape[1]])
    net.params.update(params)
    return net.loss(x, t)


def one_output_loss__where(y, t):
    return -np.mean(np.log(np.where(t, y, 1 - y) + 1e-7))


one_output_loss__package = dl.binary_cross_entropy


NETWORKS = [exercises.SMALL_NETWORK, exercises.RANDOM_NETWORK, exercises.RANDOM_NETWORK.replace("0, 1, 1", "2, 2, 0")]

PROBES = {
    "loss_by_hand": ["loss_by_hand()"],
    "choose_loss": [f'choose_loss("{task}")' for task in ("price", "rain", "digit", "tags", "place", "pet")],
    "network_loss": NETWORKS,
    "softmax": [
        "softmax(rng.normal(scale=3, size=(9, 5)))",
        "softmax(np.linspace(-3, 9, 7))",
        "softmax(np.array([[-900.0, 900.0, 899.0], [-901.0, -900.0, -990.0]]))",
        "softmax(np.array([-2000.0, 0.0, 900.0]))",
    ],
    "softmax_with_temperature": ["softmax_with_temperature(rng.normal(size=(9, 5)), 3.0)"],
    "mean_squared_error": ["y, t = rng.normal(size=(2, 9, 4))\nmean_squared_error(y, t)"],
    "binary_cross_entropy": ["binary_cross_entropy(rng.uniform(0.1, 0.9, size=40), rng.integers(2, size=40))"],
    "one_hot": ["one_hot(np.arange(7), 7)", "one_hot(rng.integers(5, size=9), 6)"],
    "cross_entropy_error": [
        f"y = dl.softmax(rng.normal(size=(20, 6)))\nt = rng.integers(6, size=20)\ncross_entropy_error(y, {t})"
        for t in ("t", "dl.one_hot(t, 6)")
    ],
    "cross_entropy_from_scores": [
        f"a, t = rng.normal(size=(20, 6)), rng.integers(6, size=20)\ncross_entropy_from_scores({scale} * a, t)"
        for scale in (1, 1000, -1000)
    ],
    "first_loss": ["first_loss(3)", "first_loss(17)"],
    "output_slope": ["y = dl.softmax(rng.normal(size=(7, 5)))\noutput_slope(y, np.eye(5)[[0, 2, 4, 1, 1, 2, 3]])"],
    "one_output_loss": ["one_output_loss(rng.uniform(0.1, 0.9, size=(40, 1)), rng.integers(2, size=(40, 1)))"],
}
