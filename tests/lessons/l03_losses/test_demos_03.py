"""The demos of lesson 03: the numbers they show are right, and every control changes what is shown."""

import itertools
import math
import re

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.exercises import check
from dlscratch.lessons.l03_losses import large_scores, two_losses
from dlscratch.lessons.shared import yes_or_no

# softmax


def test_the_bars_are_softmax_of_the_scores_over_the_temperature():
    demo = demos.softmax_bars(a0=1, a1=-2, a2=0.5, temperature=2)
    np.testing.assert_allclose(demo.model.probabilities, dl.softmax(np.array([1, -2, 0.5]) / 2))
    assert "0.50, 0.11 and 0.39" in demo.picture.desc


def test_the_button_moves_the_scores_and_no_probability():
    demo = demos.softmax_bars()
    before = demo.model.probabilities
    demo.press("add")
    demo.press("add")
    assert "Adding 200 to every score has moved them by 0.000" in demo.picture.desc
    np.testing.assert_allclose(demo.model.probabilities, before)
    assert "202.0" in demo.picture.svg()


def test_a_softmax_without_the_shift_breaks_after_eight_presses():
    def softmax(a):
        return np.exp(a) / np.exp(a).sum()

    demo = demos.softmax_bars(softmax)
    for _ in range(7):
        demo.press("add")
    assert "0.66, 0.24 and 0.10" in demo.picture.desc and "This is your softmax." in demo.picture.desc
    demo.press("add")
    assert "the probabilities are nan, nan and nan" in demo.picture.desc


# squared error against cross-entropy


@pytest.mark.parametrize("y", [0.01, 0.3, 0.99])
def test_values_and_slopes_of_both_losses_are_those_of_two_classes(y):
    place = np.array([y])
    np.testing.assert_allclose(two_losses._losses_of(dl.mean_squared_error, place), (1 - place) ** 2)
    np.testing.assert_allclose(two_losses._losses_of(dl.cross_entropy_error, place), -np.log(place))
    np.testing.assert_allclose(two_losses._slopes_of(dl.mean_squared_error, place), -2 * (1 - y) ** 2 * y, rtol=1e-6)
    np.testing.assert_allclose(two_losses._slopes_of(dl.cross_entropy_error, place), y - 1, rtol=1e-6)


def test_the_sentence_compares_the_losses_of_the_learner():
    def mean_squared_error(y, t):
        return ((y - t) ** 2).sum() / len(y)  # without the half

    demo = demos.two_losses(mean_squared_error, confidence=0.5)
    assert "the squared error is 0.50 and its slope −0.500" in demo.picture.desc
    assert "the cross-entropy is 0.69 and its slope −0.500" in demo.picture.desc
    assert "This is your mean_squared_error." in demo.picture.desc


# yes or no


def test_the_loss_follows_score_and_label():
    demo = demos.binary_loss(a=2.2)
    assert "y = 0.90" in demo.picture.desc
    assert "the loss is 0.105. If it were no, the loss would be 2.305" in demo.picture.desc
    demo.set(label=0)
    assert "the loss is 2.305. If it were yes, the loss would be 0.105" in demo.picture.desc


def test_a_loss_that_ignores_its_label_shows():
    def one_output_loss(y, t):
        labels = t.argmax(axis=1)
        return -np.sum(np.log(y[np.arange(len(y)), labels] + 1e-7)) / len(y)

    demo = demos.binary_loss(one_output_loss)
    assert "the loss is 0.105. If it were no, the loss would be 0.105" in demo.picture.desc


@pytest.mark.parametrize(
    "loss",
    [
        lambda y, t: -(t @ np.log(y) + (1 - t) @ np.log(1 - y)) / len(y),
        lambda y, t: -sum(math.log(a) if b else math.log(1 - a) for a, b in zip(y, t, strict=True)) / len(y),
    ],
)
def test_a_loss_of_vectors_that_check_calls_right_is_drawn(loss, tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    assert check(loss, "binary_cross_entropy").passed
    demo = demos.binary_loss(loss)
    assert demo.message == "" and "the loss is 0.105. If it were no, the loss would be 2.305" in demo.picture.desc


# large scores


@pytest.mark.parametrize(("dtype", "last", "first"), [("float64", 700, 710), ("float32", 85, 90)])
def test_the_naive_softmax_breaks_where_exp_overflows(dtype, last, first):
    assert "exp(a) / sum gives 1" in demos.large_scores(size=last, dtype=dtype).picture.desc
    assert "exp(a) / sum gives nan" in demos.large_scores(size=first, dtype=dtype).picture.desc


def test_only_the_loss_from_the_scores_is_right_all_the_way():
    with np.errstate(all="ignore"):
        naive, floored, exact = large_scores._ways_to_the_loss(1000, np.float64)
        small = large_scores._ways_to_the_loss(5, np.float64)
    assert np.isinf(naive) and round(float(floored), 3) == 16.118 and exact == 1000
    np.testing.assert_allclose(small, dl.softmax_cross_entropy([[5, 2.5, 0]], [2]), rtol=1e-4)


def test_a_learners_softmax_stands_in_the_table():
    demo = demos.large_scores(lambda a: np.exp(a) / np.exp(a).sum(), size=1000)
    assert "softmax gives nan" in demo.picture.desc
    assert "softmax gives 1" in demos.large_scores(dl.softmax, size=1000).picture.desc


def test_scores_stay_in_their_picture_however_often_100_is_added():
    demo = demos.softmax_bars()
    for _ in range(10):
        demo.press("add")
        numbers = r'<text [^>]*?y="(-?[\d.]+)"[^>]*>1?\d\d\d?\.\d<'
        heights = [float(y) for y in re.findall(numbers, demo.picture.svg())]
        assert heights and min(heights) > 40, "the number on a bar runs into the title"
    assert "The scores 1002.00, 1001.00 and 1000.10" in demo.picture.desc


def test_a_temperature_that_scores_cannot_be_divided_by_is_refused():
    demo = demos.softmax_bars()
    for temperature in (0, -1):
        demo.set(temperature=temperature)
        assert "temperature is" in demo.message and "it must be a finite number above 0" in demo.message
        assert demo.settings["temperature"] == demo.model.temperature == 1.0
    with pytest.raises(ValueError, match="temperature is 1e-308, too small for this demo: use at least 0.0001"):
        demo.set(temperature=1e-308)


# you are the optimizer


def test_the_loss_by_hand_is_that_of_a_neuron_and_all_tries_stay():
    demo = demos.lower_the_loss()
    places = [dict(demo.settings)] + [{"w1": -1.0, "w2": 2.0, "b": -2.0}, {"w1": 3.0, "w2": -3.0, "b": -3.0}]
    for place in places[1:]:
        demo.set(**place)
    wanted = []
    for place in places:
        neuron = dl.Affine(np.array([[place["w1"]], [place["w2"]]]), np.array([place["b"]]))
        y = dl.sigmoid(neuron.forward(yes_or_no.POINTS)[:, 0])  # (12,)
        wanted.append(dl.binary_cross_entropy(y, yes_or_no.YES * 1.0))
    np.testing.assert_allclose(demo.model.losses, wanted)
    np.testing.assert_allclose(wanted, [yes_or_no.loss(list(place.values())) for place in places])
    assert wanted[1] < wanted[0] < wanted[2] and demo.model.best == wanted[1]
    assert f"the loss is {wanted[2]:.4f}, and {yes_or_no.right(**places[2])} of 12" in demo.picture.desc
    assert "The best after 2 moves: 0.0359 at w1 = −1, w2 = 2, b = −2." in demo.picture.desc
    assert "best 0.0359" in demo.picture.svg()
    demo.reset()
    assert len(demo.model.losses) == 1 and demo.model.best == wanted[2]


def test_the_sliders_reach_a_loss_far_below_the_first_and_keep_every_point_of_the_formula_finite():
    """A learner's formula takes the logarithm of 1 - y as it stands."""
    demo = demos.lower_the_loss(lambda y, t: -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)))
    first = demo.model.losses[0]
    for corner in itertools.product((-3.0, 3.0), repeat=3):
        demo.set(**dict(zip(("w1", "w2", "b"), corner, strict=True)))
        assert np.isfinite(demo.model.losses[-1]) and demo.message == ""
    demo.set(w1=-1.6, w2=3.0, b=-2.6)
    assert demo.model.losses[-1] < 0.011 < first / 50 and "12 of 12" in demo.picture.desc


def test_a_move_that_a_learners_loss_fails_at_is_not_made():
    def binary_cross_entropy(y, t):
        if y[0] > 0.999:
            raise RuntimeError("a mistake of mine")
        return dl.binary_cross_entropy(y, t)

    demo = demos.lower_the_loss(binary_cross_entropy)
    demo.set(w2=3.0)
    assert "a mistake of mine" in demo.message
    assert demo.settings["w2"] == demo.model.weights["w2"] == 0.2 and len(demo.model.losses) == 1


def test_the_point_that_costs_most_is_the_one_that_is_marked():
    demo = demos.lower_the_loss(w1=1.0, w2=1.0, b=0.0)
    y = dl.sigmoid(yes_or_no.weighted_sums(1.0, 1.0, 0.0))
    costs = [dl.binary_cross_entropy(y[i : i + 1], yes_or_no.YES[i : i + 1] * 1.0) for i in range(12)]
    assert demo.model.costs_most == np.argmax(costs)


# three kinds of networks

SIZES = [
    ("one of K classes", [3, 50, 6], "softmax", [3]),
    ("one of K classes", [3, 5, 6], "softmax", [3]),
    ("numbers", [3, 50, 2], "identity", [[2.0, 4.0]]),
    ("numbers", [3, 5, 4], "identity", [[2.0, 4.0, 6.0, 8.0]]),
    ("yes or no", [5, 10, 20, 1], "sigmoid", [[1.0]]),
]


def settings_of(wanted, sizes):
    inputs, hidden_1, *hidden_2, outputs = sizes
    return {"wanted": wanted, "inputs": inputs, "hidden_1": hidden_1, "hidden_2": sum(hidden_2), "outputs": outputs}


@pytest.mark.parametrize(("wanted", "sizes", "output", "t"), SIZES)
def test_outputs_and_loss_are_those_of_the_network_of_that_kind(wanted, sizes, output, t):
    net, x = dl.MultiLayerNet(sizes, output=output, weight_init_std=0.1), np.arange(1.0, sizes[0] + 1)[np.newaxis]
    demo = demos.three_networks(**settings_of(wanted, sizes))
    assert f"the network {'-'.join(map(str, sizes))} is {net.loss(x, np.array(t)):.4g}." in demo.picture.desc
    for y in net.predict(x)[0]:
        assert f">{y:.2f}<".replace("-", "−") in demo.picture.svg()
    zero = dl.MultiLayerNet(sizes, output=output, weight_init_std=0)
    assert f"it would be {zero.loss(x, np.array(t)):.4g}." in demo.picture.desc


def test_all_positive_weights_make_a_yes_of_exactly_1():
    settings = settings_of("yes or no", [5, 10, 20, 1]) | {"weight_scale": 0.5}
    positive = demos.three_networks(**settings, all_positive=True).picture.desc
    assert "is 0. With all weights 0 it would be 0.6931. An output is exactly 1" in positive
    assert "exactly 1" not in demos.three_networks(**settings).picture.desc


def test_large_scores_tell_the_type_of_their_numbers():
    size = demos.large_scores().controls["size"].examples[-1]
    assert demos.large_scores(size=size).picture.desc != demos.large_scores(size=size, dtype="float32").picture.desc
