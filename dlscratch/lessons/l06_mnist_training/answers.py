"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np

from ..package import dl, mine


def sample_batch(x, t, batch_size, rng):
    rows = rng.choice(len(x), batch_size)
    return x[rows], t[rows]


def sgd_step(params, grads, learning_rate):
    for key in params:
        params[key] -= learning_rate * grads[key]


def step_by_hand():
    W2 = np.array([[-2 - 0.05 * 11, 2 - 0.05 * 4], [1 - 0.05 * 3, -1 - 0.05 * 6]])
    b2 = np.array([2 - 0.05 * 2, -1 - 0.05 * 1])
    loss = 4.19  # of the outputs [[-8.0875, 3.515], [-14.93, 10.83]]
    return W2, b2, loss


def accuracy(y, t):
    answers = y.argmax(axis=1)
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    return np.mean(answers == labels)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = mine.init_network(input_size, hidden_size, output_size)

    def predict(self, x):
        W1, b1, W2, b2 = (self.params[key] for key in ("W1", "b1", "W2", "b2"))
        return mine.softmax(mine.sigmoid(x @ W1 + b1) @ W2 + b2)

    def loss(self, x, t):
        return mine.cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        return mine.accuracy(self.predict(x), t)

    def gradient(self, x, t):
        return mine.two_layer_gradient(self.params, x, t)


def most_confused(counts):
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    return np.unravel_index(mistakes.argmax(), counts.shape)


def parted_at(train_accs, test_accs, gap=0.1):
    start = len(train_accs)
    while start > 0 and train_accs[start - 1] - test_accs[start - 1] > gap:
        start -= 1
    return start


def diagnose_runs():
    return {"A": "shuffled labels", "B": "rate too small", "C": "equal weights"}


def spiral_settings():
    return {"learning_rate": 1.0, "activation": "relu", "weight_init_std": "he"}


def report_steps(iters_num, train_size, batch_size):
    iter_per_epoch = max(train_size // batch_size, 1)
    return [i for i in range(iters_num) if i % iter_per_epoch == 0]


def run_training(x_train, t_train, x_test, t_test, iters_num=12, steps_per_epoch=4):
    network, losses, train_accs, test_accs = dl.TwoLayerNet(4, 2, 2, weight_init_std=1.0), [], [], []
    learning_rate = 1.0
    accuracy = lambda x, t: np.mean(np.argmax(network.predict(x), axis=1) == t)
    for i in range(iters_num):
        grad = network.gradient(x_train, t_train)
        for key in network.params:
            network.params[key] -= learning_rate * grad[key]
        losses.append(network.loss(x_train, t_train))
        if i % steps_per_epoch == 0:
            train_accs.append(accuracy(x_train, t_train))
            test_accs.append(accuracy(x_test, t_test))
    return losses, train_accs, test_accs
