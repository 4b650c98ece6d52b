"""Whatever array comes to a door of the package: it gives the number of the plain formula in float64, or one sentence.

Arrays of any shape, type and order, read-only, masked, mapped from a file, of no dimension, empty, or with their bytes
the other way round. A sentence is a ValueError or a TypeError that the package itself raises, in one line, and it names
the argument.
"""

import itertools
import os
import tempfile
import traceback
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import dlscratch as dl

settings.register_profile(
    "doors", derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("doors")
MANY = settings(max_examples=int(os.environ.get("DLSCRATCH_MANY", 50)))

HOUSE = os.path.dirname(dl.__file__)
NUMBERS = ("f8", "f4", "f2", ">f8", ">f4", "i8", "i4", ">i2", "u1", "i1", "?")
OTHERS = ("c16", "U8", "O", "M8[s]", "S4")
FOLDER, COUNT = tempfile.TemporaryDirectory(ignore_cleanup_errors=True), itertools.count()


def contiguous(array):
    return array


def by_columns(array):
    return np.array(array, order="F")


def backwards(array):
    return np.flip(np.flip(array).copy()) if array.ndim else array


def every_second(array):
    return np.repeat(array, 2, axis=0)[::2] if array.ndim else array


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


def mapped(array):
    if array.size == 0 or array.dtype.kind == "O":
        return array  # no file of no bytes can be mapped
    path = os.path.join(FOLDER.name, f"{next(COUNT)}.npy")  # a file of its own: another may still be mapped
    np.save(path, array)
    return np.load(path, mmap_mode="c")


def unmasked(array):
    return np.ma.masked_array(array)


def masked(array):
    return np.ma.masked_array(array, mask=np.arange(array.size).reshape(array.shape) == 0)


def listed(array):
    return array.tolist()


FORMS = [contiguous, by_columns, backwards, every_second, read_only, mapped, unmasked, masked, listed]


ANY = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)


@st.composite
def inputs(draw, shape=ANY, low=-30, high=30, dtypes=NUMBERS + OTHERS):
    """Draw an array in one of its forms, and what it says in float64, or None where it is not numbers."""
    shape = draw(shape)
    dtype = np.dtype(draw(st.sampled_from(dtypes)))
    low = max(low, 0) if dtype.kind in "ubUSM" else low
    values = draw(arrays.arrays(np.int8, shape, elements=st.integers(low, high)))
    values = values / 4 if dtype.kind in "fc" else values
    array, form = np.asarray(values.astype(dtype)), draw(st.sampled_from(FORMS))
    given_array = form(array)
    fits = dtype.kind in "fiub" and not (form is masked and array.size)
    if form is listed and dtype.kind == "O":
        fits = True  # a list of numbers, whatever it was before
    if form is listed and array.size == 0:
        fits = True  # an empty list has no type
        given_array = listed(np.zeros(shape))
        array = np.asarray(given_array, float)  # (0, 3) as a list has lost its 3
    return given_array, array.astype(np.float64) if fits else None


def answer_or_sentence(call, names, fits, *numbers):
    """Return what the call gives, or None where it says in a sentence, with one of these names, that nothing fits.

    What fits must not be refused, and where one of `numbers` is None, which are no numbers, it must be.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            answer = call()
        assert all(one is not None for one in numbers), f"accepted: {answer}"
        return answer
    except (ValueError, TypeError) as error:
        message, frames = str(error), traceback.extract_tb(error.__traceback__)
        assert frames[-1].filename.startswith(HOUSE), f"foreign: {message}"
        assert "\n" not in message and message.endswith(".") and len(message) < 300, message
        assert any(message.startswith(name) for name in names), message
        assert not fits, f"refused: {message}"
    return None


def assert_near(answer, wanted, values):
    """Compare with the oracle's number: as near as the type of the input allows."""
    coarse = isinstance(values, np.ndarray) and values.dtype.str[1:] == "f4"
    np.testing.assert_allclose(
        np.asarray(answer, float), wanted, rtol=1e-4 if coarse else 1e-9, atol=1e-6 * coarse + 1e-12
    )


CURVES = {
    dl.identity: lambda a: a,
    dl.step: lambda a: a > 0,
    dl.sigmoid: lambda a: 1 / (1 + np.exp(-a)),
    dl.tanh: np.tanh,
    dl.relu: lambda a: np.where(a > 0, a, 0),
    dl.leaky_relu: lambda a: np.where(a > 0, a, 0.01 * a),
}


@pytest.mark.parametrize("curve", CURVES, ids=lambda curve: curve.__name__)
@MANY
@given(inputs())
def test_a_curve_of_anything(curve, pair):
    values, numbers = pair
    answer = answer_or_sentence(lambda: curve(values), ["a "], numbers is not None, numbers)
    if numbers is not None:
        assert np.shape(answer) == numbers.shape
        assert_near(answer, CURVES[curve](numbers), values)


@pytest.mark.parametrize("function", [dl.softmax, dl.log_softmax], ids=lambda function: function.__name__)
@MANY
@given(inputs())
@example(([], np.zeros(0)))
@example((3.0, np.array(3.0)))
def test_softmax_of_anything(function, pair):
    values, numbers = pair
    fits = numbers is not None and numbers.ndim > 0 and numbers.shape[-1] > 0
    answer = answer_or_sentence(lambda: function(values), ["a "], fits, numbers)
    if fits:
        e = np.exp(numbers - numbers.max(axis=-1, keepdims=True))
        y = e / e.sum(axis=-1, keepdims=True)
        assert_near(answer, y if function is dl.softmax else np.log(y), values)


SIDE = st.integers(0, 4)
LOSSES = {
    dl.mean_squared_error: lambda y, t: ((y - t) ** 2).sum() / 2 / len(y),
    dl.softmax_cross_entropy: lambda a, t: -(t * (a - np.log(np.exp(a).sum(axis=1, keepdims=True)))).sum() / len(a),
}
OF_A_LOSS = ["y ", "a ", "t ", "the outputs ", "labels "]
by_name = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)


@by_name
@MANY
@given(st.data())
def test_a_loss_of_rows_of_anything(loss, data):
    shape = data.draw(st.tuples(SIDE, SIDE))
    (y, outputs), (t, targets) = data.draw(inputs(st.just(shape))), data.draw(inputs(st.just(shape)))
    fits = outputs is not None and targets is not None and 0 not in shape
    answer = answer_or_sentence(lambda: loss(y, t), OF_A_LOSS, fits, outputs, targets)
    if fits:
        assert_near(answer, LOSSES[loss](outputs, targets), y)


@by_name
@MANY
@given(st.data())
def test_a_loss_of_labels_of_anything(loss, data):
    rows, classes = data.draw(st.integers(2, 4)), data.draw(st.integers(2, 4))
    (y, outputs), (t, labels) = data.draw(inputs(st.just((rows, classes)))), data.draw(inputs(st.just((rows,)), -1, 4))
    fits = outputs is not None and labels is not None and np.isin(labels, np.arange(classes)).all()
    answer = answer_or_sentence(lambda: loss(y, t), OF_A_LOSS, fits, outputs, labels)
    if fits:
        assert_near(answer, LOSSES[loss](outputs, np.eye(classes)[labels.astype(int)]), y)


@by_name
@MANY
@given(inputs(), inputs())
def test_a_loss_of_any_two_is_a_number_or_a_sentence(loss, y, t):
    answer = answer_or_sentence(lambda: loss(y[0], t[0]), OF_A_LOSS, False, y[1], t[1])
    assert answer is None or isinstance(answer, float)


NET = dl.MultiLayerNet([3, 4, 2], "tanh", seed=3)
WIDE = st.one_of(st.tuples(SIDE, st.just(3)), st.just((3,)), arrays.array_shapes(min_dims=0, max_dims=3, max_side=4))


@MANY
@given(inputs(WIDE, -8, 8), inputs(st.tuples(SIDE), -1, 2))
def test_a_network_of_anything(pair, targets):
    (x, numbers), (t, labels) = pair, targets
    fits = numbers is not None and numbers.size > 0 and numbers.shape[-1:] == (3,) and numbers.ndim < 3
    y = answer_or_sentence(lambda: NET.predict(x), ["x "], fits, numbers)
    if fits:
        p = NET.params
        e = np.exp(np.tanh(numbers @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])
        assert_near(y, e / e.sum(axis=-1, keepdims=True), x)
    fits = fits and labels is not None and len(labels) == len(np.atleast_2d(numbers)) and np.isin(labels, [0, 1]).all()
    names = ["x ", *OF_A_LOSS]
    loss, accuracy, grads = (
        answer_or_sentence(lambda method=method: method(x, t), names, fits, numbers, labels)
        for method in (NET.loss, NET.accuracy, NET.gradient)
    )
    if fits:
        y, labels, plain = np.atleast_2d(y), labels.astype(int), NET.gradient(numbers, labels)
        assert_near(loss, -np.log(y[np.arange(len(y)), labels]).mean(), x)
        assert_near(accuracy, (y.argmax(axis=1) == labels).mean(), x)
        for key in grads:
            assert_near(grads[key], plain[key], x)


@MANY
@given(st.data())
def test_a_step_of_anything(data):
    shape = data.draw(arrays.array_shapes(min_dims=1, max_dims=2, max_side=3))
    (param, weights), (grad, slopes) = data.draw(inputs(st.just(shape))), data.draw(inputs(st.just(shape)))
    of_float = getattr(param, "dtype", np.dtype(object)) in (np.float64, np.float32)
    writeable = not of_float or param.flags.writeable  # anything else is copied
    fits, params = weights is not None and slopes is not None and writeable, {"W1": param}
    answer_or_sentence(lambda: dl.SGD(0.5).update(params, {"W1": grad}), ["params[", "grads["], fits, weights, slopes)
    if fits:
        assert_near(params["W1"], weights - 0.5 * slopes, params["W1"])


@MANY
@given(inputs(dtypes=[dtype for dtype in NUMBERS + OTHERS if dtype[-2:] != "f4"]))
def test_a_measured_slope_of_anything(pair):
    x, numbers = pair
    writeable = isinstance(x, (list, float, int)) or np.asarray(x).flags.writeable  # or it may be copied, or refused
    answer = answer_or_sentence(
        lambda: dl.numerical_gradient(lambda x: (x**2).sum(), x), ["x "], numbers is not None and writeable, numbers
    )
    if numbers is not None and answer is not None:
        np.testing.assert_allclose(answer, 2 * numbers, atol=1e-5)


@MANY
@given(inputs(st.tuples(SIDE, SIDE)), inputs(st.tuples(SIDE), -1, 3))
def test_a_confusion_matrix_of_anything(y, t):
    (y, outputs), (t, labels) = y, t
    fits = outputs is not None and labels is not None and outputs.ndim == 2 and outputs.shape[0] == len(labels) > 1
    fits = fits and outputs.shape[1] > 1 and np.isin(labels, np.arange(outputs.shape[1])).all()
    counts = answer_or_sentence(lambda: dl.confusion_matrix(y, t), OF_A_LOSS, fits, outputs, labels)
    if fits:
        wanted = np.zeros((outputs.shape[1],) * 2, int)
        for label, row in zip(labels.astype(int), outputs, strict=True):
            wanted[label, int(np.argmax(row))] += 1
        assert (counts == wanted).all()


@MANY
@given(inputs(low=-1, high=4), st.one_of(st.integers(-1, 5), st.sampled_from([None, "3", 2.5, np.nan, np.zeros(2)])))
def test_one_hot_rows_of_anything(pair, classes):
    labels, numbers = pair
    count = classes if isinstance(classes, int) and classes > 0 else None
    fits = count and numbers is not None and numbers.ndim == 1 and np.isin(numbers, np.arange(count)).all()
    rows = answer_or_sentence(lambda: dl.one_hot(labels, classes), ["labels ", "t ", "num_classes "], fits, numbers)
    if fits:
        assert (rows == np.eye(count)[numbers.astype(int)]).all()


@MANY
@given(inputs(), inputs())
def test_the_distance_of_any_two(a, b):
    (a, first), (b, second) = a, b
    fits = first is not None and second is not None and first.shape == second.shape
    error = answer_or_sentence(lambda: dl.relative_error(a, b), ["a ", "b "], fits, first, second)
    if fits:
        longer = max(np.linalg.norm(first), np.linalg.norm(second))
        assert_near(error, np.linalg.norm(first - second) / longer if longer else 0.0, None)


@MANY
@given(inputs(), inputs())
def test_training_on_any_two_trains_or_says_why_not(x, t):
    net = dl.MultiLayerNet([3, 2])
    answer_or_sentence(
        lambda: dl.train(net, (x[0], t[0]), None, dl.SGD(0.001), epochs=1, batch_size=1),
        ["train_data: ", "x ", *OF_A_LOSS],
        False,
        x[1],
        t[1],
    )
