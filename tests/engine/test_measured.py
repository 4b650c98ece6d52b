import numpy as np
import pytest
from random_networks import random_case

import dlscratch as dl
from dlscratch import layers, measured


def one_at_a_time(net, x, t, h=1e-5):
    return {key: dl.numerical_gradient(lambda _: net.loss(x, t), param, h) for key, param in net.params.items()}


def assert_same_numbers(net, x, t):
    slow, fast = one_at_a_time(net, x, t), net.numerical_gradient(x, t)
    assert list(fast) == list(net.params)
    for key in slow:
        assert fast[key].shape == slow[key].shape
        np.testing.assert_allclose(fast[key], slow[key], rtol=0, atol=1e-10, err_msg=key)  # rounding / 2h


@pytest.mark.parametrize("output", ["softmax", "sigmoid", "identity"])
@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu", "leaky_relu"])
def test_the_same_numbers_as_one_nudge_at_a_time(activation, output):
    assert_same_numbers(*random_case([3, 5, 4, 2], output, activation=activation))


@pytest.mark.parametrize("sizes", [[3, 2], [3, 4, 2], [2, 3, 3, 3, 1]])
def test_of_any_depth_with_weight_decay(sizes):
    assert_same_numbers(*random_case(sizes, "identity", activation="tanh", weight_decay=0.5))


def test_inputs_of_0_move_nothing():
    net, x, t = random_case([3, 4, 2], activation="tanh")
    x[0, 0], x[:, 1] = 0, 0
    assert_same_numbers(net, x, t)
    assert (net.numerical_gradient(x, t)["W1"][1] == 0).all()


@pytest.mark.parametrize("output", ["softmax", "sigmoid", "identity"])
def test_equal_inputs_have_their_own_slopes(output):
    """Equal inputs of a sample are nudged once, but weights of different rows and samples must not be mixed up."""
    net, x, t = random_case([6, 4, 3, 2], output, activation="tanh")
    x[0], x[1], x[2] = [0.5, 0.0, 0.5, 1.0, 0.5, 1.0], 1.0, [0.0, 0.0, -0.5, 0.5, 0.5, -0.5]
    assert_same_numbers(net, x, t)


def test_images_with_few_grey_levels():
    (x, t), _ = dl.load_mnist()
    assert_same_numbers(dl.MultiLayerNet([784, 3, 10], activation="tanh"), x[:2], t[:2])


@pytest.mark.parametrize("cells", [1, 50, 100, 101])
def test_the_size_of_a_piece_changes_nothing(cells, monkeypatch):
    net, x, t = random_case([3, 4, 2], activation="tanh")
    whole = net.numerical_gradient(x, t)
    monkeypatch.setattr(measured, "CELLS", cells)
    pieces = net.numerical_gradient(x, t)
    assert max(dl.relative_error(pieces[key], whole[key]) for key in whole) < 1e-9


def test_any_finite_rows_are_targets():
    net, x, _ = random_case([3, 4, 2], activation="tanh")
    assert_same_numbers(net, x, np.random.default_rng(0).random((5, 2)))


def test_nothing_is_derived(monkeypatch):
    net, x, t = random_case([3, 4, 2])
    expected = net.numerical_gradient(x, t)

    def derived(*args):
        raise AssertionError("a measurement used a derivative")

    for layer in (layers.Affine, layers.ReLU, layers.SoftmaxWithLoss):
        monkeypatch.setattr(layer, "backward", derived)
    again = net.numerical_gradient(x, t)
    assert all((again[key] == expected[key]).all() for key in expected)


def test_a_wrong_loss_shows(monkeypatch):
    net, x, t = random_case([3, 4, 2], activation="tanh")
    derived, right = net.gradient(x, t), layers.Tanh.forward
    monkeypatch.setattr(layers.Tanh, "forward", lambda self, a: 1.001 * right(self, a))
    measured_now = net.numerical_gradient(x, t)
    assert dl.relative_error(measured_now["W2"], derived["W2"]) > 1e-4


def test_h_is_used():
    net, x, t = random_case([3, 4, 2], activation="tanh", weight_decay=0.1)
    for h in (1e-1, 1e-3):
        slow, fast = one_at_a_time(net, x, t, h), net.numerical_gradient(x, t, h)
        assert max(dl.relative_error(fast[key], slow[key]) for key in slow) < 1e-9
    assert dl.relative_error(net.numerical_gradient(x, t, 0.5)["W1"], net.gradient(x, t)["W1"]) > 1e-4


@pytest.mark.parametrize("h", [0, -1, np.nan, "small"])
def test_a_nudge_that_is_none_is_named(h):
    net, x, t = random_case([3, 4, 2])
    with pytest.raises(ValueError, match=f"h is {h!r}, but it must be"):
        net.numerical_gradient(x, t, h)


def test_float32_is_too_coarse_and_says_so_once():
    net, x, t = random_case([3, 4, 2], dtype=np.float32)
    with pytest.warns(UserWarning, match="float32: .* Measure gradients in float64") as caught:
        net.numerical_gradient(x, t)
    assert len(caught) == 1


@pytest.mark.parametrize("output", ["softmax", "sigmoid", "identity"])
def test_scores_of_1000_are_measured_too(output):
    net, x, t = random_case([3, 4, 2], output, activation="identity")
    net.params["W2"] *= 1000
    slow, fast = one_at_a_time(net, x, t), net.numerical_gradient(x, t)
    assert abs(x @ net.params["W1"] @ net.params["W2"]).max() > 1000
    for key in slow:
        assert np.isfinite(fast[key]).all()
        assert dl.relative_error(fast[key], slow[key]) < 1e-6


def test_a_loss_of_the_learners_own_is_measured_with_integers_in_params_and_on_the_object_alone():
    class Doubled(dl.MultiLayerNet):
        def loss(self, x, t):
            return 2 * super().loss(x, t)

    x, t = np.array([[1.0, 2.0]]), [3]
    plain, by_class, by_name = dl.MultiLayerNet([2, 4]), Doubled([2, 4]), dl.MultiLayerNet([2, 4])
    by_name.loss = lambda x, t: 2 * plain_loss(x, t)
    plain_loss = dl.MultiLayerNet.loss.__get__(by_name)
    for net in (plain, by_class, by_name):
        net.params["W1"] = np.arange(8).reshape(2, 4)
    slopes = [net.numerical_gradient(x, t)["W1"] for net in (plain, by_class, by_name)]
    assert slopes[0].any()
    np.testing.assert_allclose(slopes[1], 2 * slopes[0], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(slopes[2], slopes[1], rtol=1e-6, atol=1e-9)
