"""One way to write each exercise that has no function of its name in the package: what `solution` shows first.

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


def softmax_with_temperature(a, temperature):
    return dl.softmax(a / temperature)


def first_loss(num_classes):
    return np.log(num_classes)


def output_slope(y, t):
    return (y - t) / len(y)


# 04 numerical differentiation


def f_slope(x):
    return 0.02 * x + 0.1


def forward_diff(f, x, h):
    return (f(x + h) - f(x)) / h


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


def fork_backward(dout1, dout2):
    return dout1 + dout2


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


def most_confused(counts):
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, 0)
    return np.unravel_index(mistakes.argmax(), counts.shape)


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
