"""What the numbers of the network by hand must show; who changes one learns here what it was for."""

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.lessons.shared import by_hand


def _network(params):
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    for key, value in params.items():
        net.params[key][...] = value
    return net


@pytest.fixture
def net():
    return _network(by_hand.PARAMS)


def _weighted_sums():
    return by_hand.X @ by_hand.PARAMS["W1"] + by_hand.PARAMS["b1"]  # (2, 2)


def _all_different(values):
    return len(set(np.abs(values).ravel())) == np.size(values)


def test_everything_on_the_way_is_a_whole_number(net):
    slopes = net.gradient(by_hand.X, by_hand.T).values()
    for values in (_weighted_sums(), net.predict(by_hand.X), net.loss(by_hand.X, by_hand.T), *slopes):
        assert np.array_equal(values, np.round(values))
    assert net.loss(by_hand.X, by_hand.T) == 7


def test_one_unit_is_silent_for_one_sample_and_none_stands_at_the_corner():
    a = _weighted_sums()
    assert (a < 0).tolist() == [[False, False], [False, True]]
    assert (a != 0).all()


def test_no_two_numbers_are_equal_where_one_could_be_taken_for_the_other(net):
    grads = net.gradient(by_hand.X, by_hand.T)
    for values in (_weighted_sums(), net.predict(by_hand.X), *grads.values()):
        assert _all_different(values)


def test_the_usual_mistakes_give_other_slopes(net):
    x, t, W2 = by_hand.X, by_hand.T, by_hand.PARAMS["W2"]
    a = _weighted_sums()
    dy = (net.predict(x) - t) / 2  # (2, 2)
    open_units = a > 0
    right = x.T @ (dy @ W2.T * open_units)
    assert np.array_equal(net.gradient(x, t)["W1"], right)
    mistakes = [
        x.T @ (dy @ W2.T),  # the ReLU left out on the way back
        x.T @ (dy @ W2 * open_units),  # W2 not transposed
        x @ (dy @ W2.T * open_units),  # x not transposed
        x.T @ (2 * dy @ W2.T * open_units),  # the sum over the samples, not their mean
        -right,
    ]
    assert not any(np.allclose(wrong, right) for wrong in mistakes)


def test_a_small_step_lowers_the_loss_and_a_large_one_raises_it(net):
    losses = {}
    for learning_rate in (0.01, 0.05, 0.1):
        grads = net.gradient(by_hand.X, by_hand.T)
        moved = {key: value - learning_rate * grads[key] for key, value in by_hand.PARAMS.items()}
        losses[learning_rate] = _network(moved).loss(by_hand.X, by_hand.T)
    assert losses[0.01] < 7 and losses[0.05] < losses[0.01]
    assert losses[0.1] > 7
