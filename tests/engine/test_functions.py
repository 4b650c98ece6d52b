import math

import numpy as np
import pytest

import dlscratch as dl

ACTIVATIONS = [dl.identity, dl.step, dl.sigmoid, dl.tanh, dl.relu, dl.leaky_relu, dl.softmax, dl.log_softmax]
LOSSES = [
    dl.mean_squared_error,
    dl.binary_cross_entropy,
    dl.cross_entropy_error,
    dl.sigmoid_cross_entropy,
    dl.softmax_cross_entropy,
]
SCORES = np.random.default_rng(0).normal(0, 3, (6, 4))


def names(function):
    return function.__name__


@pytest.mark.parametrize(
    ("function", "oracle"),
    [
        (dl.identity, lambda a: a),
        (dl.step, lambda a: 1.0 if a > 0 else 0.0),
        (dl.sigmoid, lambda a: 1 / (1 + math.exp(-a))),
        (dl.tanh, lambda a: (math.exp(a) - math.exp(-a)) / (math.exp(a) + math.exp(-a))),
        (dl.relu, lambda a: a if a > 0 else 0.0),
        (dl.leaky_relu, lambda a: a if a > 0 else a / 100),
    ],
)
def test_activations_element_by_element(function, oracle):
    expected = [[oracle(a) for a in row] for row in SCORES.tolist()]
    np.testing.assert_allclose(function(SCORES), expected, rtol=1e-12)
    assert function(0.0) == oracle(0.0)
    assert function(SCORES[0, 0]) == pytest.approx(expected[0][0], rel=1e-12)


def test_leaky_relu_takes_any_slope():
    assert dl.leaky_relu([-2.0, 2.0], slope=0.25).tolist() == [-0.5, 2.0]


def test_softmax_by_hand():
    expected = [[math.exp(a) / sum(math.exp(b) for b in row) for a in row] for row in SCORES.tolist()]
    np.testing.assert_allclose(dl.softmax(SCORES), expected, rtol=1e-12)
    np.testing.assert_allclose(dl.log_softmax(SCORES), np.log(expected), rtol=1e-12)


@pytest.mark.parametrize("size", [1, 1000, 1e30])
def test_rows_of_softmax_sum_to_1(size):
    y = dl.softmax(size * SCORES)
    np.testing.assert_allclose(y.sum(axis=1), 1, rtol=1e-12)
    assert (y >= 0).all()


@pytest.mark.parametrize("shift", [1, -50, 1e6])
def test_softmax_ignores_shifts(shift):
    np.testing.assert_allclose(dl.softmax(SCORES + shift), dl.softmax(SCORES), rtol=1e-9)
    np.testing.assert_allclose(dl.log_softmax(SCORES + shift), dl.log_softmax(SCORES), rtol=1e-8)


@pytest.mark.parametrize("function", ACTIVATIONS, ids=names)
def test_a_batch_equals_its_rows(function):
    np.testing.assert_array_equal(function(SCORES), np.array([function(row) for row in SCORES]))


def targets_for(loss):
    rng = np.random.default_rng(1)
    if loss is dl.mean_squared_error:
        return rng.normal(size=SCORES.shape)
    if loss in (dl.binary_cross_entropy, dl.sigmoid_cross_entropy):
        return rng.integers(0, 2, SCORES.shape).astype(float)
    return np.eye(4)[rng.integers(0, 4, len(SCORES))]


def outputs_for(loss):
    """Return scores, or probabilities where the loss takes probabilities."""
    return dl.softmax(SCORES) if loss in (dl.binary_cross_entropy, dl.cross_entropy_error) else SCORES


def oracle_of(loss, y, t):
    """Return one row's loss by plain Python, from the definition."""
    if loss is dl.mean_squared_error:
        return sum((a - b) ** 2 for a, b in zip(y, t, strict=True)) / 2
    if loss is dl.sigmoid_cross_entropy:
        y = [1 / (1 + math.exp(-a)) for a in y]
    if loss is dl.softmax_cross_entropy:
        y = [math.exp(a) / sum(math.exp(b) for b in y) for a in y]
    if loss in (dl.binary_cross_entropy, dl.sigmoid_cross_entropy):
        return -sum(b * math.log(a) + (1 - b) * math.log(1 - a) for a, b in zip(y, t, strict=True))
    return -sum(b * math.log(a) for a, b in zip(y, t, strict=True))


@pytest.mark.parametrize("loss", LOSSES, ids=names)
def test_losses_by_hand_and_a_batch_is_the_mean_of_its_rows(loss):
    y, t = outputs_for(loss), targets_for(loss)
    rows = [oracle_of(loss, *pair) for pair in zip(y.tolist(), t.tolist(), strict=True)]
    assert loss(y, t) == pytest.approx(sum(rows) / len(rows), rel=1e-12)
    assert [loss(y[i : i + 1], t[i : i + 1]) for i in range(len(y))] == pytest.approx(rows, rel=1e-12)
    assert isinstance(loss(y, t), float)


@pytest.mark.parametrize("loss", [dl.mean_squared_error, dl.sigmoid_cross_entropy, dl.softmax_cross_entropy], ids=names)
def test_losses_of_the_single_rows(loss):
    t = targets_for(loss)
    rows = loss(SCORES, t, average=False)
    assert rows.shape == (len(SCORES),)
    assert rows.mean() == pytest.approx(loss(SCORES, t), rel=1e-12)


@pytest.mark.parametrize("loss", LOSSES, ids=names)
def test_labels_and_one_hot_give_the_same_loss(loss):
    labels = np.random.default_rng(2).integers(0, 4, len(SCORES))
    assert loss(outputs_for(loss), labels) == loss(outputs_for(loss), np.eye(4)[labels])


@pytest.mark.parametrize("loss", LOSSES, ids=names)
def test_one_output_takes_a_row_of_targets(loss):
    y = np.full((3, 1), 0.5)
    assert loss(y, [0, 1, 1]) == loss(y, [[0], [1], [1]])


def test_one_sample_without_its_row():
    assert dl.cross_entropy_error([0.1, 0.9], [0, 1]) == pytest.approx(-math.log(0.9))
    assert dl.cross_entropy_error([0.1, 0.9], 1) == pytest.approx(-math.log(0.9))
    assert dl.mean_squared_error([1.0, 2.0], [1.0, 4.0]) == 2.0
    assert dl.binary_cross_entropy([0.9, 0.9], [1, 0]) == pytest.approx(-(math.log(0.9) + math.log(0.1)) / 2)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("loss", [dl.mean_squared_error, dl.sigmoid_cross_entropy, dl.softmax_cross_entropy], ids=names)
def test_losses_are_exact_at_scores_of_1000(loss, sign, dtype):
    a = np.array([[sign * 1000, 0]], dtype)
    expected = {
        dl.mean_squared_error: (sign * 1000 - 1) ** 2 / 2,
        dl.sigmoid_cross_entropy: (0 if sign > 0 else 1000) + math.log(2),
        dl.softmax_cross_entropy: 0 if sign > 0 else 1000,
    }
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert loss(a, [[1, 0]]) == pytest.approx(expected[loss], rel=1e-6, abs=1e-30)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("function", ACTIVATIONS, ids=names)
def test_activations_never_overflow(function, dtype):
    a = np.array([[-1000, -1, 0, 1, 1000], [1e30, -1e30, 0, 0, 0]], dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        z = function(a)
    assert z.dtype == dtype
    assert np.isfinite(z).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_probabilities_of_exactly_0_and_1(dtype):
    sure = np.array([[1, 0]], dtype)
    assert dl.cross_entropy_error(sure, [0]) == 0  # never below 0, which adding a small number would give
    assert dl.binary_cross_entropy(sure, [[1, 0]]) == 0
    assert 80 < dl.cross_entropy_error(sure, [1]) < np.inf
    assert 160 < dl.binary_cross_entropy(sure, [[0, 1]]) < np.inf


@pytest.mark.parametrize("loss", LOSSES, ids=names)
def test_losses_leave_their_inputs(loss, read_only):
    loss(read_only(outputs_for(loss)), read_only(targets_for(loss)))


@pytest.mark.parametrize("function", ACTIVATIONS, ids=names)
def test_activations_leave_their_input(function, read_only):
    function(read_only(SCORES))


@pytest.mark.parametrize("function", ACTIVATIONS, ids=names)
def test_integers_are_floats(function):
    for whole in ([[-2, 0, 3]], np.array([[-2, 0, 3]]), np.array([[-2, 0, 3]], np.int8)):
        z = function(whole)
        assert z.dtype == np.float64
        np.testing.assert_array_equal(z, function([[-2.0, 0.0, 3.0]]))


@pytest.mark.parametrize("loss", LOSSES, ids=names)
def test_integers_are_floats_in_losses(loss):
    assert loss([[0, 1]], [[0, 1]]) == loss([[0.0, 1.0]], [[0.0, 1.0]])


@pytest.mark.parametrize("function", ACTIVATIONS, ids=names)
def test_text_and_ragged_rows_are_named(function):
    with pytest.raises(TypeError, match="a must hold numbers, but it is 'hello'"):
        function("hello")
    with pytest.raises(ValueError, match="a has rows of different lengths"):
        function([[1, 2], [3]])


@pytest.mark.parametrize("loss", LOSSES, ids=names)
def test_losses_name_what_does_not_fit(loss):
    y = np.full((2, 3), 0.5)
    with pytest.raises(ValueError, match="t has 3 rows, but there are 2 rows of outputs"):
        loss(y, [0, 1, 2])
    with pytest.raises(ValueError, match="t holds the label 7, but with 3 classes"):
        loss(y, [0, 7])
    with pytest.raises(ValueError, match=r"t has shape \(2, 2\), but the outputs have shape \(2, 3\)"):
        loss(y, [[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="at least one"):
        loss(np.zeros((0, 3)), [])
    with pytest.raises(ValueError, match=r"the outputs have shape \(2, 2, 3\)"):
        loss(np.full((2, 2, 3), 0.5), [0, 1])
    with pytest.raises(TypeError, match="(y|a) must hold numbers"):
        loss([["a", "b"]], [0])
    with pytest.raises(TypeError, match="t must hold numbers"):
        loss(y, ["a", "b"])


@pytest.mark.parametrize("loss", [dl.binary_cross_entropy, dl.sigmoid_cross_entropy], ids=names)
@pytest.mark.parametrize("label", [2, -1])
def test_yes_or_no_is_between_0_and_1(loss, label):
    with pytest.raises(ValueError, match=rf"t holds {label}, but for yes or no it must lie from 0 \(no\) to 1 \(yes\)"):
        loss([[0.5], [0.5], [0.5]], [0, 1, label])


def test_both_losses_for_yes_or_no_take_one_output_without_its_column():
    a, t = np.array([0.0, 1.0, -2.0]), [1, 0, 1]
    assert dl.sigmoid_cross_entropy(a, t) == pytest.approx(dl.binary_cross_entropy(dl.sigmoid(a), t), rel=1e-12)
    assert dl.sigmoid_cross_entropy(a, t) == dl.sigmoid_cross_entropy(a[:, np.newaxis], t)


@pytest.mark.parametrize("y", [[[2.0, 5.0]], [[-0.5, 1.5]]])
def test_scores_are_not_taken_for_probabilities(y):
    for loss, t in ((dl.cross_entropy_error, [1]), (dl.binary_cross_entropy, [[1, 1]])):
        with pytest.raises(ValueError, match="y holds .*, but a probability lies from 0 to 1"):
            loss(y, t)


@pytest.mark.parametrize("function", [dl.softmax, dl.log_softmax], ids=names)
@pytest.mark.parametrize("scores", [[], 3.0, np.zeros((2, 0))])
def test_scores_of_nothing_are_named(function, scores):
    with pytest.raises(ValueError, match=r"a has shape \(.*\), but it must be a row of scores \(K,\) or rows \(N, K\)"):
        function(scores)


@pytest.mark.parametrize("slope", ["steep", None, [0.1, 0.2]])
def test_a_slope_that_is_none_is_named(slope):
    with pytest.raises(ValueError, match="slope is .*, but it must be a number"):
        dl.leaky_relu([1.0], slope)
