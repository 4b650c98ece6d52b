"""The programs that this course grew from run on the package once their import lines are changed.

They are written here anew, with the same names, signatures and order of calls as the originals: two Japanese and one
Korean page on the book's two-layer network, and a notebook of exercises around it.
"""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

import dlscratch as dl
from dlscratch import TwoLayerNet, load_mnist


@pytest.fixture(autouse=True)
def one_blas_thread():
    """Small products are faster on one thread, and the programs do not know it."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def test_the_network_tried_out_piece_by_piece():
    rng = np.random.default_rng(0)
    net = TwoLayerNet(input_size=784, hidden_size=100, output_size=10)
    shapes = [(784, 100), (100,), (100, 10), (10,)]
    assert [net.params[key].shape for key in ("W1", "b1", "W2", "b2")] == shapes

    x = rng.random((100, 784))
    y = net.predict(x)
    assert y.shape == (100, 10)

    t = rng.random((100, 10))  # rows that are not one-hot and do not sum to 1: they must run all the same
    assert np.isfinite(net.loss(x, t))
    assert 0 <= net.accuracy(x, t) <= 1
    slow = net.numerical_gradient(x[:5], t[:5])
    fast = net.gradient(x, t)
    for grads in (slow, fast):
        assert [grads[key].shape for key in ("W1", "b1", "W2", "b2")] == shapes


def train_on_mnist(iters_num, dtype=np.float64, seed=0):
    """Return the network and the accuracies of each epoch: the whole program of the training page."""
    (x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)
    network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10, dtype=dtype, seed=seed)

    train_size = x_train.shape[0]
    batch_size = 100
    learning_rate = 0.1

    rng = np.random.default_rng(seed)
    train_loss_list, train_acc_list, test_acc_list = [], [], []
    iter_per_epoch = max(train_size / batch_size, 1)

    for i in range(iters_num):
        batch_mask = rng.choice(train_size, batch_size)
        x_batch = x_train[batch_mask]
        t_batch = t_train[batch_mask]
        grad = network.gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= learning_rate * grad[key]
        train_loss_list.append(network.loss(x_batch, t_batch))
        if i % iter_per_epoch == 0:
            train_acc_list.append(network.accuracy(x_train, t_train))
            test_acc_list.append(network.accuracy(x_test, t_test))
    test_acc_list.append(network.accuracy(x_test, t_test))
    return network, train_loss_list, train_acc_list, test_acc_list


def test_the_training_program_learns():
    """5 of its 17 epochs. The whole program ends at 94.5 to 94.9 % on five seeds."""
    network, losses, train_accuracies, test_accuracies = train_on_mnist(3000, dtype=np.float32)
    assert len(losses) == 3000
    assert len(train_accuracies) == 5
    assert losses[0] == pytest.approx(np.log(10), abs=0.1)
    assert train_accuracies[0] < 0.25
    assert train_accuracies[-1] > 0.88
    assert test_accuracies[-1] > 0.90
    assert np.mean(losses[-100:]) < 0.45


def test_the_training_program_by_its_name(mnist):
    """`train` is the same program with a shuffle in place of the draw; Momentum gets to 94 % in 2 epochs."""
    net = TwoLayerNet(input_size=784, hidden_size=50, output_size=10, dtype=np.float32)
    history = dl.train(net, *mnist, dl.Momentum(learning_rate=0.1), epochs=2)
    assert [record.iteration for record in history] == [0, 600, 1200]
    assert history[-1].test_accuracy > 0.93
    right = dl.confusion_matrix(net.predict(mnist[1][0]), mnist[1][1]).trace()
    assert right == round(10000 * history[-1].test_accuracy)


def exercise_on_mnist(mnist, spread, iters_num=1000, seed=0):
    """Return the test accuracy of the notebook's network: ReLU, 40 hidden units, its slopes through the layers."""
    (x_train, d_train), (x_test, d_test) = mnist
    rng = np.random.default_rng(seed)
    network = {
        "W1": (spread(784) * rng.standard_normal((784, 40))).astype(np.float32),
        "b1": np.zeros(40, np.float32),
        "W2": (spread(40) * rng.standard_normal((40, 10))).astype(np.float32),
        "b2": np.zeros(10, np.float32),
    }
    relu, softmax_with_loss = dl.ReLU(), dl.SoftmaxWithLoss()

    def forward(x):
        u1 = np.dot(x, network["W1"]) + network["b1"]
        z1 = relu.forward(u1)
        return z1, np.dot(z1, network["W2"]) + network["b2"]

    def backward(x, d, z1, u2):
        grad = {}
        softmax_with_loss.forward(u2, d)
        delta2 = softmax_with_loss.backward()
        grad["b2"] = np.sum(delta2, axis=0)
        grad["W2"] = np.dot(z1.T, delta2)
        delta1 = relu.backward(np.dot(delta2, network["W2"].T))
        grad["b1"] = np.sum(delta1, axis=0)
        grad["W1"] = np.dot(x.T, delta1)
        return grad

    for _ in range(iters_num):
        batch_mask = rng.choice(len(x_train), 100)
        x_batch, d_batch = x_train[batch_mask], d_train[batch_mask]
        z1, u2 = forward(x_batch)
        grad = backward(x_batch, d_batch, z1, u2)
        for key in ("W1", "W2", "b1", "b2"):
            network[key] -= 0.1 * grad[key]
    return np.mean(np.argmax(dl.softmax(forward(x_test)[1]), axis=1) == np.argmax(d_test, axis=1))


@pytest.mark.parametrize("spread", [lambda n: 1 / np.sqrt(n), lambda n: np.sqrt(2 / n)], ids=["Xavier", "He"])
def test_the_notebooks_network_reaches_91_percent(mnist, spread):
    """1,000 iterations: 92.6 to 92.8 % with Xavier's spread and 93.0 to 93.1 % with He's, on three seeds."""
    assert exercise_on_mnist(mnist, spread) > 0.91


def test_the_notebooks_worked_example_to_the_digit():
    x, d = np.array([[1.0, 5.0]]), np.array([[0, 1]])
    net = dl.MultiLayerNet([2, 3, 2])
    net.params["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    net.params["W2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    net.params["b1"], net.params["b2"] = np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.2])
    hidden, y = net.activations(x)
    assert hidden.round(4).tolist() == [[1.2, 2.5, 3.8]]
    assert y.round(4).tolist() == [[0.0871, 0.9129]]
    assert round(net.loss(x, d), 4) == 0.0911
    grads = net.gradient(x, d)
    assert grads["W2"].round(4).tolist() == [[0.1045, -0.1045], [0.2177, -0.2177], [0.3308, -0.3308]]
    assert grads["W1"].round(4).tolist() == [[-0.0261] * 3, [-0.1306] * 3]


def test_the_notebooks_regression_learns_its_plane():
    """One random point a step, learning rate 0.07, 1,000 steps: y = 3 x0 + 2 x1."""
    x, t = dl.plane(1000)
    net = dl.MultiLayerNet([2, 10, 1], output="identity", weight_init_std=1.0)
    optimizer, rng = dl.SGD(learning_rate=0.07), np.random.default_rng(0)
    before = net.loss(x, t)
    for row in rng.choice(1000, 1000):
        optimizer.update(net.params, net.gradient(x[row], t[row]))
    assert net.loss(x, t) < before / 100


def test_the_program_that_trains_by_measuring():
    """Three of its 10,000 iterations; after each, all 39,760 slopes have been measured anew."""
    (x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)
    network = TwoLayerNet(input_size=784, hidden_size=50, output_size=10)
    rng, iter_per_epoch = np.random.default_rng(0), 1
    train_loss_list, train_acc_list, test_acc_list = [], [], []
    batch_mask = rng.choice(x_train.shape[0], 100)
    x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]
    for i in range(3):
        grad = network.numerical_gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= 0.1 * grad[key]
        train_loss_list.append(network.loss(x_batch, t_batch))
        if i % iter_per_epoch == 0:
            train_acc_list.append(network.accuracy(x_train[:1000], t_train[:1000]))
            test_acc_list.append(network.accuracy(x_test, t_test))
    assert train_loss_list == sorted(train_loss_list, reverse=True)
    assert len(train_acc_list) == len(test_acc_list) == 3
    derived = network.gradient(x_batch, t_batch)
    measured = network.numerical_gradient(x_batch, t_batch)
    assert max(dl.relative_error(derived[key], measured[key]) for key in derived) < 1e-6
