"""What the programs that this course grew from need to run on the package.

Two Japanese pages on the book's two-layer network run once their import lines are changed; a Korean page also once its
faults are mended. A notebook of nine cells needs more. Its losses take the target first, (d, y), ours last, (y, t); the
squared error does not mind. Its last three cells call slopes, `d_relu` and others, which here belong to layers.

The programs are written here anew, with the names, signatures and order of calls of the originals; random numbers come
from a seed.
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


# the notebook


def test_the_notebooks_first_cells():
    """One unit and one layer, to the digits that the notebook has stored."""
    assert dl.relu(np.dot([2, 3], np.array([[0.1], [0.2]])) + 0.5) == pytest.approx([1.3])
    W = np.array([[0.1, 0.2, 0.3, 0], [0.2, 0.3, 0.4, 0.5], [0.3, 0.4, 0.5, 1]])
    u = np.dot(W, [1.0, 5.0, 2.0, -1.0]) + [0.1, 0.2, 0.3]
    assert u == pytest.approx([1.8, 2.2, 2.6])
    assert dl.sigmoid(u) == pytest.approx([0.85814894, 0.90024951, 0.93086158], abs=5e-9)


def test_the_notebooks_losses_with_the_target_last():
    d, y = np.array([0, 0, 0, 1, 0, 0]), np.array([0.1, 0.2, 0.1, 0.3, 0.2, 0.1])
    assert dl.cross_entropy_error(y, d) == pytest.approx(-np.log(0.3))
    assert dl.cross_entropy_error(d, y) > 100, "the notebook's order runs, and is wrong"
    d, y = np.array([2.0, 4.0]), np.array([1.0, 7.0])
    assert dl.mean_squared_error(y, d) == dl.mean_squared_error(d, y) == 5


def test_the_notebooks_slopes_belong_to_layers():
    called = ("d_relu", "d_sigmoid", "d_sigmoid_with_loss", "d_softmax_with_loss", "d_mean_squared_error")
    assert [name for name in called if hasattr(dl, name)] == []


def forward_and_backward(network, x, d, output):
    """Return the hidden z1, the loss and the notebook's `grad`; each `d_...` of its is a layer's `backward` here."""
    relu = dl.ReLU()
    z1 = relu.forward(np.dot(x, network["W1"]) + network["b1"])
    loss = output.forward(np.dot(z1, network["W2"]) + network["b2"], d)

    grad = {}
    delta2 = output.backward()
    grad["b2"] = np.sum(delta2, axis=0)
    grad["W2"] = np.dot(z1.T, delta2)
    delta1 = relu.backward(np.dot(delta2, network["W2"].T))
    grad["b1"] = np.sum(delta1, axis=0)
    grad["W1"] = np.dot(x.T, delta1)
    return z1, loss, grad


def update(network, grad, learning_rate):
    for key in ("W1", "W2", "b1", "b2"):
        network[key] -= learning_rate * grad[key]


def test_the_notebooks_worked_example_to_the_digit():
    x, d = np.array([[1.0, 5.0]]), np.array([[0, 1]])
    network = {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
    }
    net = dl.MultiLayerNet([2, 3, 2])
    net.params.update({key: param.copy() for key, param in network.items()})
    output = dl.SoftmaxWithLoss()
    z1, loss, grad = forward_and_backward(network, x, d, output)
    assert z1.round(4).tolist() == [[1.2, 2.5, 3.8]]
    assert output.y.round(4).tolist() == [[0.0871, 0.9129]]
    assert round(loss, 4) == 0.0911
    assert grad["W2"].round(4).tolist() == [[0.1045, -0.1045], [0.2177, -0.2177], [0.3308, -0.3308]]
    assert grad["W1"].round(4).tolist() == [[-0.0261] * 3, [-0.1306] * 3]
    for key, slope in net.gradient(x, d).items():
        assert slope == pytest.approx(grad[key]), "the package's network has the same slopes"
    update(network, grad, 0.01)
    assert network["W1"].round(4).tolist() == [[0.1003, 0.3003, 0.5003], [0.2013, 0.4013, 0.6013]]
    assert network["b2"].round(4).tolist() == [0.0991, 0.2009]


def test_the_notebooks_regression_learns_its_plane():
    """y = 3 x0 + 2 x1: 1,000 drawn from 100,000 samples, one a step, learning rate 0.07."""
    rng = np.random.default_rng(0)
    x = rng.random((100_000, 2))
    d = (3 * x[:, 0] + 2 * x[:, 1])[:, np.newaxis]
    shapes = {"W1": (2, 10), "W2": (10, 1), "b1": 10, "b2": 1}
    network = {key: rng.standard_normal(shape) for key, shape in shapes.items()}
    losses = []
    for i in rng.choice(100_000, 1000):
        _, loss, grad = forward_and_backward(network, x[[i]], d[[i]], dl.IdentityWithLoss())
        update(network, grad, 0.07)
        losses.append(loss)
    assert np.mean(losses[-100:]) < np.mean(losses[:10]) / 100


@pytest.mark.parametrize("spread", [lambda n: 1 / np.sqrt(n), lambda n: np.sqrt(2 / n)], ids=["Xavier", "He"])
def test_the_notebooks_network_reaches_91_percent(mnist, spread):
    """1,000 iterations: 92.6 to 92.8 % with Xavier's spread and 93.0 to 93.1 % with He's, on three seeds."""
    (x_train, d_train), (x_test, d_test) = mnist
    rng = np.random.default_rng(0)
    network = {
        "W1": (spread(784) * rng.standard_normal((784, 40))).astype(np.float32),
        "W2": (spread(40) * rng.standard_normal((40, 10))).astype(np.float32),
        "b1": np.zeros(40, np.float32),
        "b2": np.zeros(10, np.float32),
    }
    for _ in range(1000):
        batch_mask = rng.choice(len(x_train), 100)
        _, _, grad = forward_and_backward(network, x_train[batch_mask], d_train[batch_mask], dl.SoftmaxWithLoss())
        update(network, grad, 0.1)
    output = dl.SoftmaxWithLoss()
    forward_and_backward(network, x_test, d_test, output)
    assert np.mean(np.argmax(output.y, axis=1) == np.argmax(d_test, axis=1)) > 0.91


# the Korean page


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
