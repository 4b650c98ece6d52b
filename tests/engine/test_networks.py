import numpy as np
import pytest
from random_networks import random_case, random_net

import dlscratch as dl
from dlscratch import layers, networks

ACTIVATIONS = ["identity", "sigmoid", "tanh", "relu", "leaky_relu"]
OUTPUTS = ["softmax", "sigmoid", "identity"]
SEEDS = [0, 1, 2]
ROWS = networks.BLOCK // 8  # rows of float64 that are taken at a time


def assert_gradient_is_right(net, x, t):
    """Judge the derived gradient by three measurements that share no code with it."""
    errors = dl.gradient_check(net, x, t)
    assert errors.keys() == net.params.keys()
    assert max(errors.values()) < 1e-6, errors
    measured, derived = net.numerical_gradient(x, t), net.gradient(x, t)
    assert max(dl.relative_error(measured[key], derived[key]) for key in net.params) < 1e-6
    assert dl.directional_check(net, x, t) < 1e-6


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradient_of_every_hidden_and_output(activation, output, seed):
    net, x, t = random_case([3, 5, 4, 2], output, seed, activation=activation)
    assert all((net.params[key] != 0).all() for key in ("b1", "b2", "b3"))
    assert_gradient_is_right(net, x, t)


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("sizes", [[3, 2], [1, 1, 2], [4, 3, 3, 3, 2]])
def test_gradient_of_any_depth_with_weight_decay(sizes, output):
    assert_gradient_is_right(*random_case(sizes, output, activation="tanh", weight_decay=0.3))


LAYERS = {
    "relu": layers.ReLU,
    "leaky_relu": layers.LeakyReLU,
    "sigmoid": layers.Sigmoid,
    "tanh": layers.Tanh,
    "identity": layers.Identity,
    "softmax output": layers.SoftmaxWithLoss,
    "sigmoid output": layers.SigmoidWithLoss,
    "identity output": layers.IdentityWithLoss,
}


def case_with(name):
    """Return a network that uses the layer, with data."""
    words = name.split()
    return random_case([3, 5, 4, 2], words[0]) if len(words) == 2 else random_case([3, 5, 4, 2], activation=words[0])


@pytest.mark.parametrize("factor", [1.001, 0.999])
@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_wrong_by_a_thousandth_turns_the_test_red(name, factor, monkeypatch):
    net, x, t = case_with(name)
    assert_gradient_is_right(net, x, t)
    right = LAYERS[name].backward
    monkeypatch.setattr(LAYERS[name], "backward", lambda self, *args: factor * right(self, *args))
    errors = dl.gradient_check(net, x, t)
    assert max(errors.values()) > 5e-4
    assert dl.directional_check(net, x, t) > 1e-5
    with pytest.raises(AssertionError):
        assert_gradient_is_right(net, x, t)


@pytest.mark.parametrize("which", ["dW", "db", "dx"])
def test_affine_wrong_by_a_thousandth_turns_the_test_red(which, monkeypatch):
    net, x, t = random_case([3, 5, 4, 2], activation="tanh")
    right = layers.Affine.backward

    def wrong(self, *args, **settings):
        dx = right(self, *args, **settings)
        if which == "dx":
            return None if dx is None else 1.001 * dx
        setattr(self, which, 1.001 * getattr(self, which))
        return dx

    monkeypatch.setattr(layers.Affine, "backward", wrong)
    assert dl.directional_check(net, x, t) > 1e-5
    with pytest.raises(AssertionError):
        assert_gradient_is_right(net, x, t)


def test_the_network_of_the_book_by_hand():
    net = random_net([4, 3, 2], activation="sigmoid")
    x, t = np.random.default_rng(0).normal(size=(5, 4)), [0, 1, 1, 0, 1]
    W1, b1, W2, b2 = net.params.values()
    z1 = 1 / (1 + np.exp(-(x @ W1 + b1)))
    e = np.exp(z1 @ W2 + b2)
    y = e / e.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(net.predict(x), y, rtol=1e-12)
    assert net.loss(x, t) == pytest.approx(-np.mean(np.log(y[range(5), t])), rel=1e-12)
    assert net.accuracy(x, t) == np.mean(y.argmax(axis=1) == t)
    hidden, outputs = net.activations(x)
    np.testing.assert_allclose(hidden, z1, rtol=1e-12)
    np.testing.assert_allclose(outputs, y, rtol=1e-12)


def test_two_layer_net_is_the_books():
    net = dl.TwoLayerNet(784, 100, 10)
    shapes = {key: param.shape for key, param in net.params.items()}
    assert shapes == {"W1": (784, 100), "b1": (100,), "W2": (100, 10), "b2": (10,)}
    assert net.params["W1"].std() == pytest.approx(0.01, rel=0.02)
    assert not net.params["b1"].any() and not net.params["b2"].any()
    assert (net.activation, net.output) == ("sigmoid", "softmax")
    assert dl.TwoLayerNet(784, 100, 10, 0.5).params["W1"].std() == pytest.approx(0.5, rel=0.02)


@pytest.mark.parametrize(
    ("std", "expected"), [("he", [np.sqrt(2 / 400), 0.1]), ("xavier", [1 / 20, np.sqrt(1 / 200)]), (0.3, [0.3, 0.3])]
)
def test_the_spread_of_the_initial_weights(std, expected):
    net = dl.MultiLayerNet([400, 200, 300], weight_init_std=std)
    for key, spread in zip(("W1", "W2"), expected, strict=True):
        assert net.params[key].std() == pytest.approx(spread, rel=0.02)
        assert net.params[key].mean() == pytest.approx(0, abs=0.02 * spread)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    first, again, other = (dl.MultiLayerNet([5, 4, 3], seed=seed) for seed in (7, 7, 8))
    assert all(first.params[key].tobytes() == again.params[key].tobytes() for key in first.params)
    assert first.params["W1"].tobytes() != other.params["W1"].tobytes()
    assert first.params["W1"][0, 0] != first.params["W2"][0, 0]


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_batch_equals_its_rows(activation, output):
    net, x, t = random_case([3, 5, 2], output, activation=activation)
    y = net.predict(x)
    np.testing.assert_allclose(y, [net.predict(row) for row in x], rtol=1e-12)
    assert net.loss(x, t) == pytest.approx(np.mean([net.loss(x[i], t[i]) for i in range(len(x))]), rel=1e-12)
    means = {key: np.mean([net.gradient(x[i], t[i])[key] for i in range(len(x))], axis=0) for key in net.params}
    assert max(dl.relative_error(means[key], net.gradient(x, t)[key]) for key in means) < 1e-12


@pytest.mark.parametrize("rows", [ROWS - 1, ROWS, ROWS + 1, 2 * ROWS + 3])
def test_many_rows_are_predicted_as_a_few_are(rows):
    net, x, _ = random_case([3, 5, 2], n=1)
    x = np.random.default_rng(0).normal(size=(rows, 3))
    t = np.arange(rows) % 2
    y = net.predict(x)
    assert y.shape == (rows, 2)
    picks = [0, rows // 2, rows - 1]
    np.testing.assert_allclose(y[picks], net.predict(x[picks]), rtol=1e-12)
    assert net.accuracy(x, t) == np.mean(y.argmax(axis=1) == t)


def test_rows_of_probabilities_sum_to_1():
    net, x, _ = random_case([3, 5, 4])
    np.testing.assert_allclose(net.predict(x).sum(axis=1), 1, rtol=1e-12)


def test_one_sample_without_its_row():
    net, x, t = random_case([3, 5, 4])
    assert net.predict(x[0]).shape == (4,)
    np.testing.assert_allclose(net.predict(x[0]), net.predict(x[:1])[0], rtol=1e-12)
    assert net.loss(x[0], t[0]) == net.loss(x[:1], t[:1]) == net.loss(x[0], np.eye(4)[t[0]])
    assert net.accuracy(x[0], t[0]) == net.accuracy(x[:1], t[:1])
    assert net.gradient(x[0], t[0])["W1"].shape == (3, 5)


@pytest.mark.parametrize("output", OUTPUTS)
def test_labels_and_one_hot_agree_everywhere(output):
    net, x, _ = random_case([3, 5, 4], output)
    labels, rows = np.array([0, 3, 1, 2, 3]), np.eye(4)[[0, 3, 1, 2, 3]]
    assert net.loss(x, labels) == net.loss(x, rows)
    for one, other in ((net.gradient, net.gradient), (net.numerical_gradient, net.numerical_gradient)):
        assert all((one(x, labels)[key] == other(x, rows)[key]).all() for key in net.params)
    if output != "identity":
        assert net.accuracy(x, labels) == net.accuracy(x, rows)


def test_one_output_takes_a_row_of_targets_and_never_makes_a_square():
    for output in ("sigmoid", "identity"):
        net, x, t = random_case([3, 5, 1], output)
        assert net.loss(x, t.ravel()) == net.loss(x, t)
        assert (net.gradient(x, t.ravel())["W1"] == net.gradient(x, t)["W1"]).all()
    net, x, t = random_case([3, 5, 1], "sigmoid")
    assert net.accuracy(x, t.ravel()) == net.accuracy(x, t) == np.mean((net.predict(x) > 0.5) == t)


def test_an_output_of_exactly_one_half_says_no():
    net = dl.MultiLayerNet([1, 1], output="sigmoid", weight_init_std=0)
    assert net.predict([[1.0]]) == 0.5 and net.accuracy([[1.0]], [0]) == 1 and net.accuracy([[1.0]], [1]) == 0


def test_accuracy_counts():
    net = dl.MultiLayerNet([3, 3], weight_init_std=0)
    net.params["W1"] = np.eye(3)
    assert net.accuracy(np.eye(3), [0, 1, 2]) == 1
    assert net.accuracy(np.eye(3), [0, 1, 1]) == 2 / 3
    assert net.accuracy(np.eye(3), [1, 2, 0]) == 0
    yes_or_no = dl.MultiLayerNet([1, 1], output="sigmoid")
    yes_or_no.params["W1"] = np.ones((1, 1))
    assert yes_or_no.accuracy([[-1], [-1], [1], [1]], [0, 1, 1, 1]) == 3 / 4


def test_a_network_of_numbers_has_no_accuracy():
    with pytest.raises(ValueError, match="identity output gives numbers, not answers: look at its loss"):
        dl.MultiLayerNet([2, 1], output="identity").accuracy([[1, 2]], [3])


def test_any_finite_rows_are_targets():
    net, x, _ = random_case([3, 5, 4])
    rows = np.random.default_rng(0).random((5, 4))
    assert net.loss(x, rows) == pytest.approx(-np.mean((rows * np.log(net.predict(x))).sum(axis=1)), rel=1e-12)
    assert all(np.isfinite(grad).all() for grad in net.gradient(x, rows).values())
    assert net.accuracy(x, rows) == np.mean(net.predict(x).argmax(axis=1) == rows.argmax(axis=1))


def test_a_replaced_or_changed_parameter_is_seen():
    net, x, t = random_case([3, 5, 2])
    for key in net.params:
        loss = net.loss(x, t)
        net.params[key] = 0.5 * net.params[key]
        assert net.loss(x, t) != loss
        assert_gradient_is_right(net, x, t)
        loss = net.loss(x, t)
        net.params[key] *= 3
        assert net.loss(x, t) != loss
        assert_gradient_is_right(net, x, t)


def test_whole_numbers_and_lists_in_params_become_floats():
    net, x, t = random_case([3, 2, 2])
    net.params["W2"], net.params["b1"] = np.array([[1, -1], [2, 0]]), [1, 2]
    assert_gradient_is_right(net, x, t)
    assert all(param.dtype == np.float64 for param in net.params.values())
    dl.SGD(learning_rate=0.1).update(net.params, net.gradient(x, t))
    assert net.params["W2"][0, 0] != 1


@pytest.mark.parametrize("output", OUTPUTS)
def test_inputs_and_parameters_are_never_changed(output, read_only):
    net, x, t = random_case([3, 5, 2], output)
    x, t = read_only(x), read_only(t)
    net.params = {key: read_only(param) for key, param in net.params.items()}
    net.predict(x), net.activations(x), net.loss(x, t), net.gradient(x, t), net.numerical_gradient(x, t)
    if output != "identity":
        net.accuracy(x, t)


def test_integers_are_floats():
    net, _, _ = random_case([3, 5, 2])
    whole = np.array([[1, 2, 3], [-4, 0, 6]])
    for x in (whole, whole.tolist(), whole.astype(np.int8)):
        np.testing.assert_array_equal(net.predict(x), net.predict(whole.astype(float)))
        assert net.loss(x, [0, 1]) == net.loss(whole.astype(float), [0, 1])


def test_what_a_network_returns_is_the_callers_own():
    net, x, t = random_case([3, 5, 2], "identity", activation="identity")
    y, grads = net.predict(x), net.gradient(x, t)
    before = net.loss(x, t)
    y[...], grads["W1"][...] = 99, 99
    net.predict(x[0])[...] = 99
    assert net.loss(x, t) == before


def test_loss_and_gradient_are_the_loss_and_the_gradient():
    net, x, t = random_case([3, 5, 2], weight_decay=0.1)
    loss, grads = net.loss_and_gradient(x, t)
    assert loss == pytest.approx(net.loss(x, t), rel=1e-12)
    assert list(grads) == list(net.params)
    assert all((grads[key] == net.gradient(x, t)[key]).all() for key in grads)


def test_weight_decay_in_closed_form_and_without_biases():
    net, x, t = random_case([3, 5, 2], weight_decay=0.1)
    plain = random_net([3, 5, 2])
    W1, b1, W2, b2 = net.params.values()
    assert net.loss(x, t) - plain.loss(x, t) == pytest.approx(0.05 * ((W1**2).sum() + (W2**2).sum()), rel=1e-12)
    decayed, grads = net.gradient(x, t), plain.gradient(x, t)
    np.testing.assert_allclose(decayed["W1"] - grads["W1"], 0.1 * W1, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(decayed["W2"] - grads["W2"], 0.1 * W2, rtol=1e-9, atol=1e-15)
    assert (decayed["b1"] == grads["b1"]).all() and (decayed["b2"] == grads["b2"]).all()


def test_float32_stays_float32():
    net, x, t = random_case([3, 5, 2], dtype=np.float32)
    assert net.predict(x).dtype == np.float32
    assert all(grad.dtype == np.float32 for grad in net.gradient(x, t).values())
    exact = random_net([3, 5, 2])
    assert max(dl.relative_error(net.gradient(x, t)[key], exact.gradient(x, t)[key]) for key in net.params) < 1e-5


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("output", OUTPUTS)
def test_scores_of_1000_give_a_finite_loss_and_gradient(output, dtype):
    net = dl.MultiLayerNet([3, 3], output=output, dtype=dtype)
    net.params["W1"] = 1000 * np.eye(3, dtype=dtype)
    for x in (np.eye(3), -np.eye(3)):
        for labels in ([0, 1, 2], [1, 2, 0]):
            loss, grads = net.loss_and_gradient(x, labels)
            assert np.isfinite(loss)
            assert all(np.isfinite(grad).all() for grad in grads.values())
            assert np.isfinite(net.predict(x)).all()


def test_a_network_says_what_it_is():
    assert repr(dl.MultiLayerNet([784, 100, 10])) == "MultiLayerNet(784-100-10, relu, 79,510 parameters)"


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        (np.zeros((2, 4)), r"x has shape \(2, 4\), but the network has 3 inputs: give it shape \(N, 3\)"),
        (np.zeros(4), r"x has shape \(1, 4\), but the network has 3 inputs"),
        (np.zeros((1500, 4)), r"x has shape \(1500, 4\)"),
        (np.zeros((2, 1, 3)), r"x has shape \(2, 1, 3\)"),
        (5.0, r"x has shape \(\)"),
        (np.zeros((0, 3)), r"x has shape \(0, 3\), nothing is in it: give at least one sample"),
        ([], r"x has shape \(0,\), nothing is in it"),
        ([[1, 2, np.nan]], "x holds nan in row 0, column 2: remove or repair that row"),
        ([[1, 2, 3], [1, np.inf, 3]], "x holds inf in row 1, column 1"),
        ([[0, 0, 0], [-np.inf, 0, np.inf]], "x holds -inf in row 1, column 0"),
        ([[1, 2, 3], [4, 5]], "x has rows of different lengths"),
        ([["a", "b", "c"]], "x must hold numbers, but it is .*: convert it first"),
        ("hello", "x must hold numbers, but it is 'hello'"),
        (None, "x must hold numbers, but it is None"),
    ],
)
def test_inputs_that_do_not_fit_are_named_everywhere(x, sentence):
    net, good, t = random_case([3, 5, 2])
    before = net.loss(good, t)
    count = len(x) if np.iterable(x) and not isinstance(x, str) and len(x) else 1
    labels = np.zeros(count, int)
    for use in (
        lambda: net.predict(x),
        lambda: net.activations(x),
        lambda: net.loss(x, labels),
        lambda: net.accuracy(x, labels),
        lambda: net.gradient(x, labels),
        lambda: net.numerical_gradient(x, labels),
    ):
        with pytest.raises((ValueError, TypeError), match=sentence):
            use()
    assert net.loss(good, t) == before


def test_the_row_of_a_nan_is_counted_from_the_first():
    net, x = dl.MultiLayerNet([3, 2]), np.zeros((3 * ROWS, 3))
    x[2 * ROWS + 5, 1] = np.nan
    for use in (net.predict, lambda x: net.loss(x, [0] * len(x)), lambda x: net.accuracy(x, [0] * len(x))):
        with pytest.raises(ValueError, match=f"x holds nan in row {2 * ROWS + 5}, column 1"):
            use(x)


@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("rows", "inputs", "hidden"), [(1, 3, 1), (7, 5, 3), (100, 784, 50), (33, 130, 17)])
def test_one_bad_number_reaches_the_sums_though_all_weights_be_0(rows, inputs, hidden, dtype, activation):
    """They are what is looked at; BLAS has another way for each shape, and a bend may hide an infinity."""
    rng = np.random.default_rng(0)
    net = dl.MultiLayerNet([inputs, hidden, 2], activation, weight_init_std=0, dtype=dtype)
    for wrong in (np.nan, np.inf, -np.inf):
        x, row, column = rng.normal(size=(rows, inputs)), rng.integers(rows), rng.integers(inputs)
        x[row, column] = wrong
        for use in (net.predict, lambda x: net.gradient(x, [0] * len(x))):
            with pytest.raises(ValueError, match=f"x holds {wrong} in row {row}, column {column}:"):
                use(x)


def test_numbers_too_large_for_float32_are_named():
    with pytest.raises(ValueError, match="x holds 1e[+]300 in row 0, column 1"):
        dl.MultiLayerNet([2, 3, 2], dtype=np.float32).predict([[0, 1e300]])


def test_a_broken_network_does_not_blame_its_input():
    net, x, _ = random_case([3, 5, 2])
    net.params["W1"][0, 0] = np.nan
    assert np.isnan(net.predict(x)).all()


@pytest.mark.parametrize(
    ("t", "sentence"),
    [
        ([0, 1, 2, 0, 1], "t holds the label 2, but with 2 classes labels are whole numbers from 0 to 1"),
        ([0, 1, -1, 0, 1], "t holds the label -1"),
        ([0, 1, 0.5, 0, 1], "t holds the label 0.5"),
        ([0, 1, np.nan, 0, 1], "t holds the label nan"),
        ([0, 1], "t has 2 rows, but there are 5 rows of outputs: give one target for each row"),
        (np.zeros((5, 3)), r"t has shape \(5, 3\), but the outputs have shape \(5, 2\)"),
        (np.full((5, 2), np.nan), "t holds nan in row 0"),
        ([], "t has 0 rows"),
        (["a"] * 5, "t must hold numbers"),
        ([[1, 0], [1]] * 2 + [[1]], "t has rows of different lengths"),
    ],
)
@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
def test_targets_that_do_not_fit_are_named_everywhere(output, t, sentence):
    net, x, good = random_case([3, 5, 2], output)
    before = net.loss(x, good)
    for use in (net.loss, net.accuracy, net.gradient, net.numerical_gradient):
        with pytest.raises((ValueError, TypeError), match=sentence):
            use(x, t)
    assert net.loss(x, good) == before


@pytest.mark.parametrize("label", [2, -1])
def test_a_yes_or_no_network_takes_0_and_1(label):
    net, x, _ = random_case([3, 5, 1], "sigmoid")
    for use in (net.loss, net.gradient):
        with pytest.raises(ValueError, match=f"t holds {label}, but for yes or no"):
            use(x, [0, 1, label, 0, 1])


@pytest.mark.parametrize("size", [0, -5, 2.5, "50", None, np.nan])
def test_sizes_that_make_no_network_are_named(size):
    for sizes, name in (
        ((size, 5, 2), "input_size"),
        ((3, size, 2), "hidden_size"),
        ((3, 5, size), "output_size"),
    ):
        sentence = f"^{name} is {size!r}, but it must be a whole number of at least 1"
        with pytest.raises(ValueError, match=sentence):
            dl.TwoLayerNet(*sizes)
        with pytest.raises(ValueError, match=sentence):
            dl.MultiLayerNet(sizes)
    with pytest.raises(ValueError, match=f"^hidden_size 2 is {size!r}"):
        dl.MultiLayerNet([3, 4, size, 2])


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"sizes": 784}, r"sizes is 784, but a network has inputs and outputs at least: sizes=\[784, 50, 10\]"),
        ({"sizes": [784]}, r"sizes is \[784\], but"),
        ({"sizes": []}, r"sizes is \[\], but"),
        ({"sizes": np.array(3)}, r"sizes is array\(3\), but"),
        ({"activation": "rleu"}, "activation is 'rleu', but it must be one of identity, sigmoid, tanh, relu,"),
        ({"activation": None}, "activation is None, but it must be one of"),
        ({"output": "relu"}, "output is 'relu', but it must be one of identity, sigmoid, softmax"),
        ({"weight_init_std": "hee"}, "weight_init_std is 'hee', but it must be one of xavier, he"),
        ({"weight_init_std": -1}, "weight_init_std is -1, but a spread cannot be below 0"),
        ({"weight_init_std": np.nan}, "weight_init_std is nan, but it must be a finite number"),
        ({"weight_decay": -0.1}, "weight_decay is -0.1, but below 0 it would make the weights grow"),
        ({"weight_decay": "0.1"}, "weight_decay is '0.1', but it must be a number"),
        ({"dtype": np.int64}, "dtype is int64, but a network computes in float64 or float32"),
    ],
)
def test_settings_that_make_no_network_are_named(settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        dl.MultiLayerNet(**{"sizes": [3, 2], **settings})


@pytest.mark.parametrize(
    ("key", "param", "sentence"),
    [
        ("W1", np.ones((5, 3)), r'params\["W1"\] has shape \(5, 3\), but this layer needs \(3, 5\)'),
        ("b2", np.ones((1, 2)), r'params\["b2"\] has shape \(1, 2\), but this layer needs \(2,\)'),
    ],
)
def test_a_parameter_of_another_shape_is_named(key, param, sentence):
    net, x, t = random_case([3, 5, 2])
    net.params[key] = param
    for use in (net.loss, net.gradient, net.accuracy):
        with pytest.raises(ValueError, match=sentence):
            use(x, t)


def test_a_parameter_that_is_not_there_is_named():
    net, x, t = random_case([3, 5, 2])
    del net.params["b1"]
    for use in (net.loss, net.gradient, net.accuracy):
        with pytest.raises(ValueError, match=r'params has no "b1", but this layer needs it: put an array of shape'):
            use(x, t)
    net.params["b1"] = [0.0] * 5
    assert repr(net) == "MultiLayerNet(3-5-2, relu, 32 parameters)" and np.isfinite(net.loss(x, t))


def test_a_parameter_of_text_is_named():
    net, x, t = random_case([3, 5, 2])
    net.params["b1"] = ["a"] * 5
    with pytest.raises(TypeError, match=r'params\["b1"\] must hold numbers'):
        net.loss(x, t)


@pytest.mark.parametrize("make", [lambda: dl.MultiLayerNet([2, 8, 1]), lambda: dl.TwoLayerNet(2, 8, 1)])
def test_a_softmax_of_one_output_is_refused(make):
    with pytest.raises(ValueError, match='output_size is 1, but softmax .* or use output="sigmoid" for yes or no'):
        make()


def test_a_name_that_is_no_text_is_refused():
    with pytest.raises(ValueError, match="activation is .*, but it must be one of identity"):
        dl.MultiLayerNet([2, 3], activation=["relu"])


def test_a_loss_of_the_learners_own_is_measured():
    class Sparse(dl.TwoLayerNet):
        def loss(self, x, t):
            return super().loss(x, t) + sum(float(np.abs(param).sum()) for param in self.params.values())

    net, (x, t) = Sparse(3, 4, 2, weight_init_std=1.0), (np.ones((2, 3)), [0, 1])
    package = dl.TwoLayerNet(3, 4, 2, weight_init_std=1.0).numerical_gradient(x, t)
    for key, slope in net.numerical_gradient(x, t).items():
        np.testing.assert_allclose(slope, package[key] + np.sign(net.params[key]), atol=1e-6)
