"""One way to write each exercise, in the form of its cell: what `solution` shows before the package's own code.

The package stays the key: a test judges every answer here by `check`.
"""

import numpy as np

import dlscratch as dl

# 00 start here


def identity(a):
    return a


def weighted_rows(x, w):
    return x @ w


# 01 forward pass


def weighted_sum(x, w, b):
    return x @ w + b


def neuron(x, w, b):
    a = x @ w + b
    z = dl.relu(a)
    return z


def affine(x, W, b):
    return x @ W + b


def weight_shapes(sizes):
    return [(sizes[i], sizes[i + 1]) for i in range(len(sizes) - 1)]


def count_parameters(sizes):
    total = 0
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        total += inputs * outputs + outputs
    return total


def init_network(input_size, hidden_size, output_size):
    rng = np.random.default_rng(0)
    params = {}
    params["W1"] = 0.01 * rng.standard_normal((input_size, hidden_size))
    params["b1"] = np.zeros(hidden_size)
    params["W2"] = 0.01 * rng.standard_normal((hidden_size, output_size))
    params["b2"] = np.zeros(output_size)
    return params


def forward(params, x):
    z1 = dl.relu(x @ params["W1"] + params["b1"])
    z2 = dl.relu(z1 @ params["W2"] + params["b2"])
    y = z2 @ params["W3"] + params["b3"]
    return y


def single_layer(x, W, b):
    a = np.dot(x, W) + b
    return dl.sigmoid(a)


def two_layers(x, W1, b1, W2, b2):
    a1 = np.dot(x, W1) + b1
    z1 = dl.relu(a1)
    a2 = np.dot(z1, W2) + b2
    return a2


def two_three_four():
    rng = np.random.default_rng(0)
    params = {}
    params["W1"] = rng.random((2, 3))
    params["b1"] = rng.random(3)
    params["W2"] = rng.random((3, 4))
    params["b2"] = rng.random(4)
    return params


def first_layer(x, hidden_size):
    W = np.ones((x.shape[1], hidden_size))
    b = np.arange(hidden_size)
    return x @ W + b


# 02 activations


def step(a):
    return (a > 0).astype(float)


def relu(a):
    return np.maximum(a, 0)


def tanh(a):
    return 2 * dl.sigmoid(2 * a) - 1


def leaky_relu(a, slope=0.01):
    return np.where(a > 0, a, slope * a)


def sigmoid(a):
    e = np.exp(-np.abs(a))  # its exponent is never above 0
    return np.where(a >= 0, 1 / (1 + e), e / (1 + e))


def d_relu(a):
    return (a > 0).astype(float)


def d_sigmoid_of_a(a):
    z = dl.sigmoid(a)
    return z * (1 - z)


def d_sigmoid_of_z(z):
    return z * (1 - z)


def merge_layers(W1, b1, W2, b2):
    W = W1 @ W2
    b = b1 @ W2 + b2
    return W, b


def dead_share(a):
    return np.mean((a <= 0).all(axis=0))


def neuron_slope(x, w, b):
    def d_sigmoid(a):
        return dl.sigmoid(a) * (1 - dl.sigmoid(a))

    a = x * w + b
    return x * d_sigmoid(a)


# 03 outputs and losses


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
    return dl.softmax(a / temperature)


def first_loss(num_classes):
    return np.log(num_classes)


def output_slope(y, t):
    return (y - t) / len(y)


def one_output_loss(y, t):
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)) / len(y)


# 04 numerical differentiation


def f_slope(x):
    return 0.02 * x + 0.1


def forward_diff(f, x, h):
    return (f(x + h) - f(x)) / h


def numerical_diff(f, x):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


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
        x = x - learning_rate * dl.numerical_gradient(f, x)
        path.append(x.copy())
    return np.array(path)


def partial_x0(f, x0, x1):
    return dl.numerical_diff(lambda x: f(x, x1), x0)


def count_evaluations(input_size, hidden_size, output_size):
    weights = input_size * hidden_size + hidden_size * output_size
    return 2 * (weights + hidden_size + output_size)


def walk_downhill(slope, x, learning_rate, step_num):
    for _ in range(step_num):
        x = x - learning_rate * slope(x)
    return x


def weight_gradient(x, t, W):
    def loss(V):
        y = dl.softmax(x @ V)
        return dl.cross_entropy_error(y, t)

    return dl.numerical_gradient(loss, W.copy())


# 05 backpropagation


class Add:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout


class Multiply:
    def forward(self, x, y):
        self.x, self.y = x, y  # kept for the way back
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


def fork_backward(dout1, dout2):
    return dout1 + dout2


class ReLU:
    def forward(self, a):
        self.z = np.maximum(a, 0)  # kept for the way back
        return self.z

    def backward(self, dout):
        return dout * (self.z > 0)


class Sigmoid:
    def forward(self, a):
        self.z = dl.sigmoid(a)  # kept for the way back
        return self.z

    def backward(self, dout):
        return dout * self.z * (1 - self.z)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x  # kept for the way back
        return x @ self.W + self.b  # (N, H)

    def backward(self, dout):
        self.dW = self.x.T @ dout  # (D, H)
        self.db = dout.sum(axis=0)  # (H,)
        return dout @ self.W.T  # (N, D)


class SoftmaxWithLoss:
    def forward(self, a, t):
        self.y, self.t = dl.softmax(a), t  # kept for the way back
        return dl.cross_entropy_error(self.y, t)

    def backward(self):
        return (self.y - self.t) / len(self.t)


def two_layer_gradient(params, x, t):
    z1 = dl.sigmoid(x @ params["W1"] + params["b1"])  # (N, H)
    y = dl.softmax(z1 @ params["W2"] + params["b2"])  # (N, K)
    da2 = (y - t) / len(x)  # (N, K)
    da1 = da2 @ params["W2"].T * z1 * (1 - z1)  # (N, H)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def regression_gradient(params, x, t):
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    a1 = x @ W1 + b1  # (N, H)
    z1 = dl.relu(a1)  # (N, H)
    y = z1 @ W2 + b2  # (N, 1)
    da2 = (y - t) / len(x)  # (N, 1)
    dz1 = da2 @ W2.T  # (N, H)
    da1 = dz1 * (a1 > 0)  # (N, H)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def random_targets(N, K, rng):
    return np.eye(K)[rng.integers(K, size=N)]


# 06 training on MNIST


def sample_batch(x, t, batch_size, rng):
    rows = rng.choice(len(x), batch_size)
    return x[rows], t[rows]


def sgd_step(params, grads, learning_rate):
    for key in params:
        params[key] -= learning_rate * grads[key]


def accuracy(y, t):
    answers = y.argmax(axis=1)
    labels = t if t.ndim == 1 else t.argmax(axis=1)
    return np.mean(answers == labels)


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = dl.TwoLayerNet(input_size, hidden_size, output_size).params

    def predict(self, x):
        W1, b1, W2, b2 = (self.params[key] for key in ("W1", "b1", "W2", "b2"))
        return dl.softmax(dl.sigmoid(x @ W1 + b1) @ W2 + b2)

    def loss(self, x, t):
        return dl.cross_entropy_error(self.predict(x), t)

    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1))

    def gradient(self, x, t):
        W1, b1, W2, b2 = (self.params[key] for key in ("W1", "b1", "W2", "b2"))
        z1 = dl.sigmoid(x @ W1 + b1)  # (N, H)
        da2 = (dl.softmax(z1 @ W2 + b2) - t) / len(x)  # (N, K)
        da1 = da2 @ W2.T * z1 * (1 - z1)  # (N, H)
        return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def most_confused(counts):
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    return np.unravel_index(mistakes.argmax(), counts.shape)


def spiral_settings():
    return {"learning_rate": 1.0, "activation": "relu", "weight_init_std": "he"}


def report_steps(iters_num, train_size, batch_size):
    iter_per_epoch = max(train_size // batch_size, 1)
    return [i for i in range(iters_num) if i % iter_per_epoch == 0]


def run_training(x_train, t_train, x_test, t_test, iters_num=12, steps_per_epoch=4):
    network, losses, train_accs, test_accs = dl.TwoLayerNet(4, 2, 2, weight_init_std=1.0), [], [], []
    accuracy = lambda x, t: np.mean(np.argmax(network.predict(x), axis=1) == t)
    for i in range(iters_num):
        grad = network.gradient(x_train, t_train)
        for key in network.params:
            network.params[key] -= grad[key]
        losses.append(network.loss(x_train, t_train))
        if i % steps_per_epoch == 0:
            train_accs.append(accuracy(x_train, t_train))
            test_accs.append(accuracy(x_test, t_test))
    return losses, train_accs, test_accs
