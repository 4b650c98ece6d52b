"""The demos of lesson 03: the numbers they show are right, and every control changes what is shown."""

import math
import re

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.exercises import check
from dlscratch.lessons.l03_losses import large_scores, two_losses

DEMOS = [demos.softmax_bars, demos.two_losses, demos.binary_loss, demos.large_scores]


@pytest.mark.parametrize("make", DEMOS, ids=lambda make: make.__name__)
def test_every_control_changes_the_picture(make):
    demo = make()
    for name, control in demo.controls.items():
        for value in control.examples[:1] + control.examples[-1:]:
            if value == demo.settings[name]:
                continue
            before = demo.picture
            demo.set(**{name: value})
            assert demo.picture.desc != before.desc and demo.picture.svg() != before.svg(), (name, value)
            assert demo.message == ""


@pytest.mark.parametrize("make", DEMOS, ids=lambda make: make.__name__)
def test_the_same_settings_draw_the_same_bytes(make):
    assert make().picture.svg(still=True) == make().picture.svg(still=True)


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
