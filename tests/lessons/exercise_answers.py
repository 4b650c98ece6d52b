"""Right answers to the exercises, as learners write them: other formulas, loops, lists, float32.

The part of a name before `__` is the exercise; each must pass, and each is changed line by line to see what is refused.
"""

import ast

import numpy as np

import dlscratch as dl
from dlscratch.checking.running import evaluate
from dlscratch.lessons import answers
from dlscratch.lessons.course import EXERCISES

# 01 forward pass


def weighted_sum__dot(x, w, b):
    return np.dot(x, w) + b


def weighted_sum__loop(x, w, b):
    a = b
    for i in range(len(x)):
        a += w[i] * x[i]
    return a


def neuron__steps(x, w, b):
    a = x @ w + b
    z = np.maximum(a, 0)
    return z


def neuron__if(x, w, b):
    a = sum(w * x) + b
    return a if a > 0 else 0.0


def affine__dot(x, W, b):
    return np.dot(x, W) + b


def affine__units(x, W, b):
    return np.stack([np.sum(x * W[:, j], axis=-1) + b[j] for j in range(len(b))], axis=-1)


def affine__float32(x, W, b):
    return x.astype(np.float32) @ W + b


def weight_shapes__zip(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


def count_parameters__loop(sizes):
    total = 0
    for inputs, outputs in zip(sizes[:-1], sizes[1:], strict=True):
        total += inputs * outputs + outputs
    return total


def count_parameters__shapes(sizes):
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))


def init_network__normal(input_size, hidden_size, output_size):
    rng = np.random.default_rng(5)
    return {
        "b1": [0.0] * hidden_size,
        "b2": np.zeros((output_size,)),
        "W1": rng.normal(0, 0.01, (input_size, hidden_size)),
        "W2": rng.normal(0, 0.01, (hidden_size, output_size)),
    }


def forward__steps(params, x):
    a1 = x @ params["W1"] + params["b1"]
    z1 = np.maximum(a1, 0)
    a2 = z1 @ params["W2"] + params["b2"]
    z2 = np.maximum(a2, 0)
    y = z2 @ params["W3"] + params["b3"]
    return y


def forward__loop(params, x):
    z = x
    for i in (1, 2, 3):
        z = z @ params[f"W{i}"] + params[f"b{i}"]
        z = z if i == 3 else z * (z > 0)
    return z


def single_layer__dot(x, W, b):
    return dl.sigmoid(np.dot(x, W) + b)


def single_layer__transposed(x, W, b):
    return dl.sigmoid((W.T @ x.T).T + b)


def two_layers__dot(x, W1, b1, W2, b2):
    a1 = np.dot(x, W1) + b1
    z1 = dl.relu(a1)
    return np.dot(z1, W2) + b2


def two_three_four__dict():
    rng = np.random.default_rng(0)
    return {"W1": rng.random((2, 3)), "b1": rng.random(3), "W2": rng.random((3, 4)), "b2": rng.random(4)}


def first_layer__units(x, hidden_size):
    W = np.ones((x.shape[1], hidden_size))
    b = np.arange(W.shape[1])
    return x @ W + b


# 02 activations


def step__where(a):
    return np.where(a > 0, 1, 0)


def sigmoid__tanh(a):
    return 0.5 * (1 + np.tanh(a / 2))


def sigmoid__float32(a):
    a = a.astype(np.float32)
    return 0.5 + 0.5 * np.tanh(0.5 * a)


def sigmoid__clip(a):
    return 1 / (1 + np.exp(-np.clip(a, -500, 500)))


def sigmoid__masks(a):
    z = np.empty(a.shape)
    z[a >= 0] = 1 / (1 + np.exp(-a[a >= 0]))
    z[a < 0] = np.exp(a[a < 0]) / (1 + np.exp(a[a < 0]))
    return z


def relu__where(a):
    return np.where(a > 0, a, 0)


def relu__product(a):
    return a * (a > 0)


def relu__loops(a):
    z = a.copy()
    for index in np.ndindex(z.shape):
        if z[index] < 0:
            z[index] = 0
    return z


def d_relu__where(a):
    return np.where(a >= 0, 1.0, 0.0)


def d_relu__fill(a):
    slope = np.zeros_like(a)
    slope[a > 0] = 1
    return slope


def d_sigmoid_of_a__quotient(a):
    return np.exp(-a) / (1 + np.exp(-a)) ** 2


def d_sigmoid_of_z__difference(z):
    return z - z**2


def tanh__exponentials(a):
    return (1 - np.exp(-2 * a)) / (1 + np.exp(-2 * a))


def leaky_relu__maximum(a, slope=0.01):
    return np.maximum(a, 0) + slope * np.minimum(a, 0)


def merge_layers__measured(W1, b1, W2, b2):
    b = np.dot(b1, W2) + b2
    W = np.array([np.dot(np.dot(row, W1) + b1, W2) + b2 - b for row in np.eye(len(W1))])
    return [W, b]


def dead_share__all(a):
    return (a <= 0).all(axis=0).mean()


def dead_share__largest(a):
    return float(np.sum(a.max(axis=0) <= 0) / a.shape[1])


def neuron_slope__of_a(x, w, b):
    a = x * w + b
    return x * dl.sigmoid(a) * (1 - dl.sigmoid(a))


def neuron_slope__of_z(x, w, b):
    z = dl.sigmoid(x * w + b)
    return x * z * (1 - z)


# 03 outputs and losses


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


def softmax_with_temperature__power(a, temperature):
    p = dl.softmax(a) ** (1 / temperature)
    return p / p.sum(axis=1, keepdims=True)


def mean_squared_error__rows(y, t):
    losses = 0.5 * ((y - t) ** 2).sum(axis=1)
    return losses.mean()


def mean_squared_error__loop(y, t):
    total = 0.0
    for i in range(y.shape[0]):
        total += np.dot(y[i] - t[i], y[i] - t[i]) / 2
    return total / y.shape[0]


def binary_cross_entropy__book(y, t):
    return -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)) / len(t)


def binary_cross_entropy__where(y, t):
    return np.mean(-np.log(np.where(t == 1, y, 1 - y)))


def one_hot__eye(labels, num_classes):
    return np.eye(num_classes)[labels]


def one_hot__comparison(labels, num_classes):
    return labels[:, np.newaxis] == np.arange(num_classes)


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


def cross_entropy_from_scores__logaddexp(a, t):
    return sum(np.logaddexp.reduce(row) - row[label] for row, label in zip(a, t, strict=True)) / len(a)


def first_loss__probability(num_classes):
    return -np.log(1 / num_classes)


def output_slope__rows(y, t):
    return [(y[i] - t[i]) / y.shape[0] for i in range(y.shape[0])]


def one_output_loss__where(y, t):
    return -np.mean(np.log(np.where(t, y, 1 - y) + 1e-7))


# 06 training on MNIST


def sample_batch__integers(x, t, batch_size, rng):
    rows = rng.integers(0, len(x), batch_size)
    return x[rows], t[rows]


def sample_batch__permutation(x, t, batch_size, rng):
    rows = rng.permutation(len(x))[:batch_size]
    return x[rows], t[rows]


def sgd_step__spelled_out(params, grads, learning_rate):
    for key, grad in grads.items():
        params[key][...] = params[key] - grad * learning_rate


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


# 04 numerical differentiation


def f_slope__rules(x):
    return 0.01 * 2 * x + 0.1


def f_slope__measured(x):
    f = lambda v: 0.01 * v**2 + 0.1 * v  # noqa: E731
    return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4


def forward_diff__parts(f, x, h):
    rise = f(x + h) - f(x)
    return rise * (1 / h)


def numerical_diff__book(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (h * 2)


def numerical_diff__small_forward(f, x):
    h = 1e-8
    return (f(x + h) - f(x)) / h


def numerical_diff__five_points(f, x):
    h = 1e-3
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


def partial_x0__lambda(f, x0, x1):
    return dl.numerical_diff(lambda v: f(v, x1), x0)


def partial_x0__differences(f, x0, x1):
    h = 1e-5
    return (f(x0 + h, x1) - f(x0 - h, x1)) / (2 * h)


def numerical_gradient__book(f, x):
    h = 1e-5
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        above = f(x)
        x[index] = kept - h
        below = f(x)
        grad[index] = (above - below) / (2 * h)
        x[index] = kept
    return grad


def numerical_gradient__copies(f, x):
    h = 1e-4
    slopes = []
    for i in range(x.size):
        nudge = np.zeros(x.size)
        nudge[i] = h
        nudge = nudge.reshape(x.shape)
        slopes.append((f(x + nudge) - f(x - nudge)) / (2 * h))
    return np.reshape(slopes, x.shape)


def gradient_descent__path(f, init_x, learning_rate, step_num):
    x = np.array(init_x, dtype=float)
    path = [x.copy()]
    for _ in range(step_num):
        x -= learning_rate * dl.numerical_gradient(f, x)
        path.append(x.copy())
    return np.array(path)


def gradient_descent__new_arrays(f, init_x, learning_rate, step_num):
    path = [init_x]
    for _ in range(step_num):
        path.append(path[-1] - learning_rate * dl.numerical_gradient(f, path[-1]))
    return path


def count_evaluations__formula(input_size, hidden_size, output_size):
    parameters = input_size * hidden_size + hidden_size + hidden_size * output_size + output_size
    return 2 * parameters


def count_evaluations__layers(input_size, hidden_size, output_size):
    return 2 * ((input_size + 1) * hidden_size + (hidden_size + 1) * output_size)


def walk_downhill__negative(slope, x, learning_rate, step_num):
    for _ in range(step_num):
        x += -learning_rate * slope(x)
    return x


def weight_gradient__argument(x, t, W):
    def loss(V):
        return dl.cross_entropy_error(dl.softmax(x @ V), t)

    return dl.numerical_gradient(loss, W.copy())


def weight_gradient__in_place(x, t, W):
    def loss(_):
        y = dl.softmax(x @ W)
        return dl.cross_entropy_error(y, t)

    return dl.numerical_gradient(loss, W)


# 05 backpropagation


class Add__pair:
    def forward(self, x, y):
        return y + x

    def backward(self, dout):
        return [dout * 1, dout * 1]


class Multiply__kept:
    def forward(self, x, y):
        self.both = (x, y)
        return x * y

    def backward(self, dout):
        x, y = self.both
        return y * dout, x * dout


class ReLU__where:
    def forward(self, a):
        self.silent = a <= 0
        return np.where(self.silent, 0, a)

    def backward(self, dout):
        return np.where(self.silent, 0, dout)


class ReLU__mask:
    def forward(self, a):
        self.z = np.maximum(a, 0)
        return self.z

    def backward(self, dout):
        dx = dout.copy()
        dx[self.z <= 0] = 0
        return dx


class Sigmoid__of_a:
    def forward(self, a):
        self.a = a
        return dl.sigmoid(a)

    def backward(self, dout):
        return dout * dl.sigmoid(self.a) * dl.sigmoid(-self.a)


class Affine__rows:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = sum(np.outer(row, slope) for row, slope in zip(self.x, dout, strict=True))
        self.db = np.ones(len(dout)) @ dout
        return np.dot(dout, self.W.T)


class ReLU__numbers:
    def forward(self, a):
        self.a = a
        return np.array([[max(number, 0) for number in row] for row in a])

    def backward(self, dout):
        N, H = dout.shape
        da = np.zeros((N, H))
        for n in range(N):
            for h in range(H):
                if self.a[n, h] > 0:
                    da[n, h] = dout[n, h]
        return da


class SoftmaxWithLoss__mean:
    def forward(self, a, t):
        self.y, self.t = dl.softmax(a), t
        return dl.cross_entropy_error(self.y, t)

    def backward(self):
        return (self.y - self.t) / self.t.shape[0]


def two_layer_gradient__deltas(params, x, t):
    W2 = params["W2"]
    z1 = dl.sigmoid(x @ params["W1"] + params["b1"])
    y = dl.softmax(z1 @ W2 + params["b2"])
    da2 = (y - t) / len(x)
    da1 = (da2 @ W2.T) * z1 * (1 - z1)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def two_layer_gradient__layers(params, x, t):
    affine1, sigmoid = dl.Affine(params["W1"], params["b1"]), dl.Sigmoid()
    affine2, output = dl.Affine(params["W2"], params["b2"]), dl.SoftmaxWithLoss()
    output.forward(affine2.forward(sigmoid.forward(affine1.forward(x))), t)
    affine1.backward(sigmoid.backward(affine2.backward(output.backward())))
    return {"W1": affine1.dW, "b1": affine1.db, "W2": affine2.dW, "b2": affine2.db}


def regression_gradient__repaired(params, x, t):
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    z1 = dl.relu(x @ W1 + b1)
    da2 = (z1 @ W2 + b2 - t) / len(x)
    da1 = (da2 @ W2.T) * (z1 > 0)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def random_targets__one_hot(N, K, rng):
    return dl.one_hot(rng.integers(0, K, N), K)


def random_targets__lists(N, K, rng):
    return [[1.0 if k == c else 0.0 for k in range(K)] for c in rng.integers(K, size=N)]


def two_layer_gradient__float32(params, x, t):
    net = dl.TwoLayerNet(3, 4, t.shape[1])
    for key, param in params.items():
        net.params[key] = param.astype(np.float32)
    return net.gradient(x, t)


def random_targets__loop(N, K, rng):
    t = np.zeros((N, K))
    for i in range(N):
        t[i, rng.integers(K)] = 1
    return t


class SoftmaxWithLoss__book:
    def forward(self, x, t):
        self.t = t
        self.y = dl.softmax(x)
        self.loss = dl.cross_entropy_error(self.y, self.t)
        return self.loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        dx = (self.y - self.t) * (dout / batch_size)
        return dx


def regression_gradient__comparison(params, x, t):
    a1 = x @ params["W1"] + params["b1"]
    z1 = dl.relu(a1)
    y = z1 @ params["W2"] + params["b2"]
    delta2 = (y - t) / len(x)
    delta1 = delta2 @ params["W2"].T * (a1 > 0)
    return {"W1": x.T @ delta1, "b1": delta1.sum(axis=0), "W2": z1.T @ delta2, "b2": delta2.sum(axis=0)}


# 00 start here


def weighted_rows__sum(x, w):
    return np.sum(x * w, axis=1)


# What decides whether a changed answer still behaves: many inputs of every kind the docstring allows, not the cases.

BATCH = (
    "rng = np.random.default_rng(0)\nx, W, b = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)\n"
)

PROBES = {
    "weighted_sum": ["x, w, b = np.random.default_rng(0).normal(size=(3, 7))\nweighted_sum(x, w, b[0])"],
    "neuron": [f"x, w, b = np.random.default_rng({i}).normal(size=(3, 7))\nneuron(x, w, b[0])" for i in range(9)],
    "affine": [BATCH + "affine(x, W, b)", BATCH + "affine(x[0], W, b)", BATCH + "affine(x[:1, :1], W[:1], b)"],
    "weight_shapes": ["weight_shapes([9, 8, 7, 6, 5, 4])", "weight_shapes([5, 1])"],
    "count_parameters": ["count_parameters([9, 8, 7, 6, 5])", "count_parameters([1, 1])"],
    "init_network": [
        "{key: np.shape(value) for key, value in init_network(5, 4, 2).items()}",
        "[float(np.abs(init_network(5, 4, 2)[key]).max()) for key in ('b1', 'b2')]",
        "[0.009 < np.std(init_network(200, 90, 80)[key]) < 0.011 for key in ('W1', 'W2')]",
        "[abs(np.mean(init_network(200, 90, 80)[key])) < 0.001 for key in ('W1', 'W2')]",
    ],
    "forward": [
        (
            "rng = np.random.default_rng(0)\nparams = {f'W{i}': rng.normal(size=(4, 4)) for i in (1, 2, 3)}\n"
            "params |= {f'b{i}': rng.normal(size=4) for i in (1, 2, 3)}\nforward(params, rng.normal(size=(20, 4)))"
        ),
    ],
    "single_layer": [BATCH + "single_layer(x, W, b)", BATCH + "single_layer(x[1], W, b)"],
    "two_layers": [
        BATCH + "two_layers(x, W, b, rng.normal(size=(3, 5)), rng.normal(size=5))",
        BATCH + "two_layers(x[0], W, b, rng.normal(size=(3, 5)), rng.normal(size=5))",
    ],
    "two_three_four": ["{key: np.shape(value) for key, value in two_three_four().items()}"],
    "first_layer": [BATCH + "first_layer(x, 2)", BATCH + "first_layer(x, 9)"],
    "step": ["step(np.linspace(-3, 3, 121))", "step(np.random.default_rng(0).normal(size=(4, 2, 3)))"],
    "sigmoid": ["sigmoid(np.linspace(-30, 30, 121))", "sigmoid(np.array([[-1e4, 1e4], [-800.0, 800.0]]))"],
    "relu": ["a = np.linspace(-30, 30, 121)\nrelu(a)", "a = np.random.default_rng(0).normal(size=(4, 2, 3))\nrelu(a)"],
    "d_relu": ["d_relu(np.linspace(-3, 3, 120))", "np.asarray(d_relu(np.array([-1.0, 1.0]))).dtype.kind"],
    "d_sigmoid_of_a": ["d_sigmoid_of_a(np.linspace(-10, 10, 121))"],
    "d_sigmoid_of_z": ["d_sigmoid_of_z(np.linspace(0.001, 0.999, 121))"],
    "tanh": ["tanh(np.linspace(-9, 9, 121))"],
    "leaky_relu": ["leaky_relu(np.linspace(-900, 9, 121))", "leaky_relu(np.linspace(-9, 9, 121), 0.3)"],
    "merge_layers": [
        "rng = np.random.default_rng(0)\nW1, b1, W2, b2 = rng.normal(size=(4, 2)), rng.normal(size=2), "
        "rng.normal(size=(2, 5)), rng.normal(size=5)\nmerge_layers(W1, b1, W2, b2)"
    ],
    "dead_share": [
        "dead_share(np.random.default_rng(0).normal(size=(4, 50)) - 1)",
        "dead_share(np.array([[0.0, -1.0], [0.0, 1.0]]))",
        "dead_share(np.ones((3, 2)))",
    ],
    "softmax": [
        "softmax(np.random.default_rng(0).normal(scale=3, size=(9, 5)))",
        "softmax(np.linspace(-3, 9, 7))",
        "softmax(np.array([[-900.0, 900.0, 899.0], [-901.0, -900.0, -990.0]]))",
        "softmax(np.array([-2000.0, 0.0, 900.0]))",
    ],
    "softmax_with_temperature": ["softmax_with_temperature(np.random.default_rng(0).normal(size=(9, 5)), 3.0)"],
    "mean_squared_error": ["y, t = np.random.default_rng(0).normal(size=(2, 9, 4))\nmean_squared_error(y, t)"],
    "binary_cross_entropy": [
        "rng = np.random.default_rng(0)\nbinary_cross_entropy(rng.uniform(0.1, 0.9, size=40), rng.integers(2, size=40))"
    ],
    "one_hot": ["one_hot(np.arange(7), 7)", "one_hot(np.random.default_rng(0).integers(5, size=9), 6)"],
    "cross_entropy_error": [
        "rng = np.random.default_rng(0)\ny = dl.softmax(rng.normal(size=(20, 6)))\nt = rng.integers(6, size=20)\n"
        f"cross_entropy_error(y, {t})"
        for t in ("t", "dl.one_hot(t, 6)")
    ],
    "cross_entropy_from_scores": [
        "rng = np.random.default_rng(0)\na, t = rng.normal(size=(20, 6)), rng.integers(6, size=20)\n"
        f"cross_entropy_from_scores({scale} * a, t)"
        for scale in (1, 1000, -1000)
    ],
    "first_loss": ["first_loss(3)", "first_loss(17)"],
    "output_slope": [
        "y = dl.softmax(np.random.default_rng(0).normal(size=(7, 5)))\noutput_slope(y, np.eye(5)[[0, 2, 4, 1, 1, 2,"
        " 3]])"
    ],
    "one_output_loss": [
        "rng = np.random.default_rng(0)\none_output_loss(rng.uniform(0.1, 0.9, size=(40, 1)), "
        "rng.integers(2, size=(40, 1)))"
    ],
    "f_slope": ["f_slope(np.linspace(-20, 20, 41))"],
    "forward_diff": ["forward_diff(np.cos, np.linspace(-3, 3, 31), 0.3)", "forward_diff(np.exp, -1.0, 0.01)"],
    "numerical_diff": ["numerical_diff(np.cos, np.linspace(0.2, 2.9, 31))", "numerical_diff(lambda x: x**4 - x, 1.5)"],
    "partial_x0": ["partial_x0(lambda a, b: a**3 * b + b**2, 1.7, -0.6)", "partial_x0(lambda a, b: a - b, 1.0, 2.0)"],
    "numerical_gradient": [
        (
            "x = np.random.default_rng(0).normal(size=(2, 3, 2))\nnumerical_gradient(lambda x: np.prod(x) +"
            " (x**2).sum(), x)"
        ),
        "x = np.array([[3, 4, 5]])\nnumerical_gradient(lambda x: (x**3).sum(), x)",
    ],
    "gradient_descent": [
        (
            "x = np.random.default_rng(0).normal(size=(2, 2))\ngradient_descent(lambda x: (x**2).sum() + x[0, 0] * x[1,"
            " 1], x, 0.2, 4)"
        ),
    ],
    "count_evaluations": ["count_evaluations(5, 7, 3)", "count_evaluations(9, 2, 4)"],
    "walk_downhill": ["walk_downhill(np.sin, 1.0, 0.3, 7)", "walk_downhill(lambda x: 2 * x, -3.0, 0.2, 5)"],
    "weight_gradient": [
        "rng = np.random.default_rng(0)\nx, W = rng.normal(size=(6, 2)), rng.normal(size=(2, 4))\n"
        "weight_gradient(x, rng.integers(4, size=6), W)"
    ],
    "Add": ["node = Add()\nnode.forward(1.7, -0.3), node.backward(0.6)"],
    "Multiply": ["node = Multiply()\nnode.forward(1.7, -0.3), node.backward(0.6)"],
    "fork_backward": ["fork_backward(1.7, -0.3)", "fork_backward(3.0, 0.6)"],
    "ReLU": [
        "rng = np.random.default_rng(0)\na, dout = rng.normal(size=(2, 9, 5))\nlayer = ReLU()\n"
        "layer.forward(a), layer.backward(dout)"
    ],
    "Sigmoid": [
        "rng = np.random.default_rng(0)\na, dout = rng.normal(size=(2, 9, 5))\nlayer = Sigmoid()\n"
        "layer.forward(a), layer.backward(dout)"
    ],
    "Affine": [
        BATCH
        + "layer = Affine(W, b)\ndout = rng.normal(size=(6, 3))\n"
        "layer.forward(x), layer.backward(dout), layer.dW, layer.db"
    ],
    "SoftmaxWithLoss": [
        "a = np.random.default_rng(0).normal(size=(7, 4))\nlayer = SoftmaxWithLoss()\n"
        "layer.forward(a, np.eye(4)[[0, 1, 2, 3, 1, 1, 0]]), layer.backward()"
    ],
    "two_layer_gradient": [
        "rng = np.random.default_rng(0)\nparams = {'W1': rng.normal(size=(3, 4)), 'b1': rng.normal(size=4), "
        "'W2': rng.normal(size=(4, 5)), 'b2': rng.normal(size=5)}\n"
        "two_layer_gradient(params, rng.normal(size=(7, 3)), np.eye(5)[rng.integers(5, size=7)])"
    ],
    "regression_gradient": [
        (
            "rng = np.random.default_rng(0)\nparams = {'W1': rng.normal(size=(3, 7)), 'b1': rng.normal(size=7), "
            "'W2': rng.normal(size=(7, 1)), 'b2': rng.normal(size=1)}\n"
            "regression_gradient(params, rng.normal(size=(9, 3)), rng.normal(size=(9, 1)))"
        ),
    ],
    "random_targets": [
        "t = np.asarray(random_targets(50, 4, np.random.default_rng(0)))\n[t.shape, np.unique(t), t.sum(axis=1)]",
        "np.unique(np.asarray(random_targets(300, 5, np.random.default_rng(0))).argmax(axis=1))",
    ],
    "identity": ["identity(np.linspace(-3, 3, 7))"],
    "weighted_rows": [BATCH + "weighted_rows(x, W[:, 0])"],
    "neuron_slope": ["x, w, b = np.random.default_rng(0).normal(size=(3, 50))\nneuron_slope(x, w, b)"],
    "sample_batch": EXERCISES["sample_batch"].cases,
    "sgd_step": [
        "rng = np.random.default_rng(0)\nparams = {'W1': rng.normal(size=(3, 4)), 'b1': rng.normal(size=4)}\n"
        "sgd_step(params, {'W1': rng.normal(size=(3, 4)), 'b1': rng.normal(size=4)}, 0.3)\nparams"
    ],
    "accuracy": [
        "rng = np.random.default_rng(0)\ny, t = rng.random((90, 3)), rng.integers(3, size=90)\n" + call
        for call in ("accuracy(y, t)", "accuracy(y, np.eye(3)[t])")
    ],
    "TwoLayerNet": EXERCISES["TwoLayerNet"].cases,
    "most_confused": [
        f"counts = np.random.default_rng({i}).permutation(25).reshape(5, 5)\n[int(k) for k in most_confused(counts)]"
        for i in range(9)
    ]
    + ["[int(k) for k in most_confused(np.array([[3, 0], [1, 9]]))]"],
    "spiral_settings": EXERCISES["spiral_settings"].cases,
    "report_steps": ["report_steps(100, 33, 10)", "report_steps(9, 3, 10)", "len(report_steps(10_000, 60_000, 128))"],
    "run_training": EXERCISES["run_training"].cases,
}


def filled(exercise):
    """Return lines that define the exercise's name as the key, for trying a notebook with everything solved."""
    tree = ast.parse(exercise.key, mode="eval").body
    if isinstance(tree, ast.Lambda):
        return f"def {exercise.name}({ast.unparse(tree.args)}):\n    return {ast.unparse(tree.body)}"
    if evaluate(exercise.key).__name__ == exercise.name:
        return f"{exercise.name} = {exercise.key}"
    return f"def {exercise.name}(*args):\n    return {exercise.key}(*args)"


ANSWERS = {}
for _name, _answer in list(globals().items()):
    if "__" in _name.strip("_"):
        ANSWERS.setdefault(_name.split("__")[0], []).append(_answer)
for _name in EXERCISES.keys() & vars(answers).keys():  # those that `solution` shows
    ANSWERS.setdefault(_name, []).append(getattr(answers, _name))
