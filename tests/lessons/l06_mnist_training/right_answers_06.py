"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.course import EXERCISES
from dlscratch.lessons.shared import by_hand


def sample_batch__integers(x, t, batch_size, rng):
    rows = rng.integers(0, len(x), batch_size)
    return x[rows], t[rows]


def sample_batch__permutation(x, t, batch_size, rng):
    rows = rng.permutation(len(x))[:batch_size]
    return x[rows], t[rows]


def sgd_step__spelled_out(params, grads, learning_rate):
    for key, grad in grads.items():
        params[key][...] = params[key] - grad * learning_rate


def sgd_step__package(params, grads, learning_rate):
    return dl.SGD(learning_rate).update(params, grads)


def step_by_hand__program():
    x, t = np.array([[1.0, 3.0], [2.0, 1.0]]), np.array([[-7.0, 2.0], [-12.0, 13.0]])
    W1, b1 = np.array([[3.3, -0.95], [0.9, 2.15]]), np.array([-0.9, -1.95])
    W2, b2 = np.array([[-2.55, 1.8], [0.85, -1.3]]), np.array([1.9, -1.05])
    y = np.maximum(x @ W1 + b1, 0) @ W2 + b2
    return W2, b2, 0.5 * np.sum((y - t) ** 2) / 2


def step_by_hand__package():
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    net.params.update({key: param.copy() for key, param in by_hand.PARAMS.items()})
    dl.SGD(0.05).update(net.params, net.gradient(by_hand.X, by_hand.T))
    return net.params["W2"], net.params["b2"], net.loss(by_hand.X, by_hand.T)


def accuracy__mean(y, t):
    answers = np.argmax(y, axis=1)
    labels = t if t.ndim == 1 else np.argmax(t, axis=1)
    return np.mean(answers == labels)


def accuracy__count(y, t):
    if t.ndim != 1:
        t = t.argmax(axis=1)
    right = 0
    for i in range(len(y)):
        if y[i].argmax() == t[i]:
            right += 1
    return right / len(y)


def accuracy__package(y, t):
    return np.trace(dl.confusion_matrix(y, t)) / len(y)


class TwoLayerNet__written:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = dl.TwoLayerNet(input_size, hidden_size, output_size).params

    def predict(self, x):
        z1 = dl.sigmoid(x @ self.params["W1"] + self.params["b1"])
        return dl.softmax(z1 @ self.params["W2"] + self.params["b2"])

    def loss(self, x, t):
        return dl.cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1))

    def gradient(self, x, t):
        z1 = dl.sigmoid(x @ self.params["W1"] + self.params["b1"])
        da2 = (self.predict(x) - t) / len(x)
        da1 = da2 @ self.params["W2"].T * z1 * (1 - z1)
        return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


class TwoLayerNet__inherited(dl.TwoLayerNet):
    pass


TwoLayerNet__package = dl.TwoLayerNet


def most_confused__diagonal(counts):
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, -1)
    return np.unravel_index(mistakes.argmax(), counts.shape)


def most_confused__loop(counts):
    best = (0, 1)
    for i in range(len(counts)):
        for j in range(len(counts)):
            if i != j and counts[i, j] > counts[best]:
                best = (i, j)
    return best


def parted_at__forwards(train_accs, test_accs, gap=0.1):
    start = None
    for i, (train, test) in enumerate(zip(train_accs, test_accs, strict=True)):
        if train - test <= gap:
            start = None
        elif start is None:
            start = i
    return len(train_accs) if start is None else start


def parted_at__numpy(train_accs, test_accs, gap=0.1):
    together = np.flatnonzero(np.array(train_accs) - np.array(test_accs) <= gap)
    return together[-1] + 1 if len(together) else 0


def spiral_settings__tanh():
    return {"learning_rate": 2.0, "activation": "tanh", "weight_init_std": 1.0}


def report_steps__int(iters_num, train_size, batch_size):
    return list(range(0, iters_num, max(int(train_size / batch_size), 1)))


def run_training__repaired(x_train, t_train, x_test, t_test, iters_num=12, iter_per_epoch=4):
    network = dl.TwoLayerNet(4, 2, 2, weight_init_std=1.0)
    train_loss_list, train_acc_list, test_acc_list = [], [], []
    for i in range(iters_num):
        grad = network.gradient(x_train, t_train)
        for key in network.params:
            network.params[key] -= grad[key]
        train_loss_list.append(network.loss(x_train, t_train))
        if i % iter_per_epoch == 0:
            train_acc_list.append(np.mean(np.argmax(network.predict(x_train), axis=1) == t_train))
            test_acc_list.append(np.mean(np.argmax(network.predict(x_test), axis=1) == t_test))
    return train_loss_list, train_acc_list, test_acc_list


def run_training__package(x_train, t_train, x_test, t_test):
    net, everything = dl.TwoLayerNet(4, 2, 2, weight_init_std=1.0), len(x_train)
    data = (x_train, t_train), (x_test, t_test)
    history = dl.train(net, *data, dl.SGD(1.0), epochs=12, batch_size=everything)
    losses = [epoch.loss for epoch in history[1:13]]
    return losses, [e.train_accuracy for e in history[1::4]], [e.test_accuracy for e in history[1::4]]


PROBES = {
    "sample_batch": EXERCISES["sample_batch"].cases,
    "sgd_step": [
        "params = {'W1': rng.normal(size=(3, 4)), 'b1': rng.normal(size=4)}\n"
        "sgd_step(params, {'W1': rng.normal(size=(3, 4)), 'b1': rng.normal(size=4)}, 0.3)\nparams"
    ],
    "accuracy": [
        "y, t = rng.random((90, 3)), rng.integers(3, size=90)\n" + call
        for call in ("accuracy(y, t)", "accuracy(y, np.eye(3)[t])")
    ],
    "TwoLayerNet": EXERCISES["TwoLayerNet"].cases,
    "most_confused": [
        f"counts = np.random.default_rng({i}).permutation(25).reshape(5, 5)\n[int(k) for k in most_confused(counts)]"
        for i in range(9)
    ]
    + ["[int(k) for k in most_confused(np.array([[3, 0], [1, 9]]))]"],
    "step_by_hand": EXERCISES["step_by_hand"].cases,
    "parted_at": [
        *EXERCISES["parted_at"].cases,
        *(
            f"rng = np.random.default_rng({i})\nparted_at(rng.random(5).tolist(), rng.random(5).tolist(), 0.0)"
            for i in range(9)
        ),
    ],
    "diagnose_runs": EXERCISES["diagnose_runs"].cases,
    "spiral_settings": EXERCISES["spiral_settings"].cases,
    "report_steps": ["report_steps(100, 33, 10)", "report_steps(9, 3, 10)", "len(report_steps(10_000, 60_000, 128))"],
    "run_training": EXERCISES["run_training"].cases,
}
