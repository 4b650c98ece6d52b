import numpy as np
import pytest

from dlscratch.arrays import all_finite, as_count, as_floats, as_number, as_targets, one_hot, random_numbers


@pytest.mark.parametrize("values", [[1, 2], (True, False), np.array([1, 2], np.uint8), np.ones(2, np.float16)])
def test_whatever_is_a_number_becomes_float64(values):
    floats = as_floats(values)
    assert floats.dtype == np.float64
    assert floats.tolist() == list(values)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_keep_their_type_and_are_not_copied(dtype):
    array = np.ones(3, dtype)
    assert as_floats(array) is array
    assert as_floats(array, dtype=dtype) is array
    assert as_floats(array[::2]).base is array


def test_dtype_is_obeyed():
    assert as_floats([1, 2], dtype=np.float32).dtype == np.float32
    assert as_floats(np.ones(2, np.float32), dtype=np.float64).dtype == np.float64


@pytest.mark.parametrize("values", ["hello", ["a", "b"], [1, "2"], [None], {"a": 1}, [1j]])
def test_what_is_not_numbers_is_named(values):
    with pytest.raises(TypeError, match="^pixels must hold numbers, but it is .*: convert it first.$"):
        as_floats(values, "pixels")


def test_a_long_wrong_value_is_shortened_and_a_short_one_is_not():
    with pytest.raises(TypeError) as caught:
        as_floats(["word"] * 1000)
    assert len(str(caught.value)) < 120
    with pytest.raises(TypeError, match=r"it is \['cat', 'dog'\] \("):
        as_floats(["cat", "dog"])


def test_ragged_rows_are_named():
    with pytest.raises(ValueError, match="^pixels has rows of different lengths: give every row the same number"):
        as_floats([[1, 2], [3]], "pixels")


def test_masked_numbers_are_refused_because_they_would_count():
    masked = np.ma.masked_array([1.0, 999.0], mask=[False, True])
    with pytest.raises(TypeError, match=r"^pixels has masked numbers, 1, which would count like the others: fill them"):
        as_floats(masked, "pixels")
    assert as_floats(np.ma.masked_array([1.0, 2.0])).tolist() == [1, 2]  # nothing is masked


def test_a_value_is_told_in_one_short_line():
    for value in (np.arange(10_000), "word " * 10_000, [0] * 1000, 10**5000, np.zeros((30, 30))):
        for door in (as_count, as_number):
            with pytest.raises(ValueError) as caught:
                door("?" if isinstance(value, int) else value, "size")
            assert str(caught.value).startswith("size is ") and len(str(caught.value)) < 120
            assert "\n" not in str(caught.value)
    with pytest.raises(ValueError, match="^size is a long int, but it must be a number"):
        as_number(10**5000, "size")


@pytest.mark.parametrize("value", [np.array([1.0, 2.0]), np.array([3]), [3], np.array([])])
def test_arrays_are_neither_counts_nor_numbers(value):
    with pytest.raises(ValueError, match="^size is .*, but it must be a whole number of at least 1"):
        as_count(value, "size")
    with pytest.raises(ValueError, match="^size is .*, but it must be a number"):
        as_number(value, "size")


@pytest.mark.parametrize("seed", ["abc", "0x", -1, 1.5, [1.5], object, np.nan])
def test_a_seed_that_is_none_is_named(seed):
    with pytest.raises(ValueError, match="^seed is .*, but it must be a whole number of at least 0, such as 0"):
        random_numbers(seed)


def test_seeds_give_the_numbers_of_numpy():
    for seed in (0, 7, np.int64(3), [1, 2]):
        assert random_numbers(seed).random() == np.random.default_rng(seed).random()


def test_labels_and_one_hot_rows_are_the_same_targets():
    rows = [[0, 0, 1], [1, 0, 0]]
    for labels in ([2, 0], [2.0, 0.0], np.array([2, 0], np.uint8), rows, np.array(rows, bool)):
        targets = as_targets(labels, (2, 3))
        assert targets.dtype == np.float64
        assert targets.tolist() == rows


def test_targets_of_one_output_become_a_column_and_never_a_square():
    assert as_targets([1.5, 2.5, 3.5], (3, 1)).tolist() == [[1.5], [2.5], [3.5]]
    assert as_targets([[1.5], [2.5], [3.5]], (3, 1)).tolist() == [[1.5], [2.5], [3.5]]


def test_one_sample_may_come_without_its_row():
    assert as_targets([0.2, 0.8], (1, 2)).tolist() == [[0.2, 0.8]]
    assert as_targets(1, (1, 3)).tolist() == [[0, 1, 0]]
    assert as_targets([2], (1, 3)).tolist() == [[0, 0, 1]]


def test_any_finite_rows_are_targets():
    rows = np.random.default_rng(0).random((4, 3))
    assert (as_targets(rows, (4, 3)) == rows).all()


@pytest.mark.parametrize(
    ("t", "shape", "sentence"),
    [
        ([1, 2], (3, 4), "t has 2 rows, but there are 3 rows of outputs: give one target for each row"),
        ([[1, 0]], (1, 3), r"t has shape \(1, 2\), but the outputs have shape \(1, 3\): give that, or labels"),
        ([[1], [2]], (2, 3), r"t has shape \(2, 1\), but the outputs have shape \(2, 3\)"),
        ([1, 3], (2, 3), "t holds the label 3, but with 3 classes labels are whole numbers from 0 to 2"),
        ([-1, 0], (2, 3), "t holds the label -1, "),
        ([0.5, 0], (2, 3), "t holds the label 0.5, "),
        ([np.nan, 0], (2, 3), "t holds the label nan, "),
        ([np.inf, 0], (2, 3), "t holds the label inf, "),
        ([[0, 1], [np.nan, 0]], (2, 2), "t holds nan in row 1, column 0: remove or repair that row"),
        ([[0, -np.inf], [1, 0]], (2, 2), "t holds -inf in row 0"),
        ([[1, 2], [3]], (2, 2), "t has rows of different lengths"),
        ([], (0, 3), r"the outputs have shape \(0, 3\), but they need rows .* at least one sample, one output"),
        ([1, 2], (2,), r"the outputs have shape \(2,\), but they need rows"),
    ],
)
def test_targets_that_do_not_fit_are_named(t, shape, sentence):
    with pytest.raises(ValueError, match=sentence):
        as_targets(t, shape)


def test_targets_of_text_are_named():
    with pytest.raises(TypeError, match="t must hold numbers"):
        as_targets(["cat", "dog"], (2, 2))


def test_one_hot():
    assert one_hot([3, 0], 4).tolist() == [[0, 0, 0, 1], [1, 0, 0, 0]]
    assert one_hot([1], 2, np.float32).dtype == np.float32
    assert one_hot([], 3).shape == (0, 3)


@pytest.mark.parametrize("labels", [1, [[1], [0]]])
def test_one_hot_refuses_another_shape(labels):
    with pytest.raises(ValueError, match=r"labels have shape .*, but they must be one number a sample, \(N,\)"):
        one_hot(labels, 2)


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.uint8(3)])
def test_whole_numbers_are_counts(value):
    assert as_count(value, "n") == 3
    assert type(as_count(value, "n")) is int
    assert as_count(value - 2, "n") == 1


@pytest.mark.parametrize("value", [0, -1, 2.5, "3", None, np.nan, np.inf, True, [3], 3j])
def test_other_counts_are_named_with_their_value(value):
    with pytest.raises(ValueError, match="^n is .*, but it must be a whole number of at least 1.$") as caught:
        as_count(value, "n")
    assert repr(value) in str(caught.value)


def test_numbers():
    assert as_number(1, "h") == 1.0
    assert as_number(np.float32(0.5), "h", low=0, high=1) == 0.5
    assert type(as_number(np.float32(0.5), "h")) is float


@pytest.mark.parametrize(
    ("value", "limits", "sentence"),
    [
        ("0.1", {}, "h is '0.1', but it must be a number"),
        (None, {}, "h is None, but it must be a number"),
        ([1, 2], {}, "h is .*, but it must be a number"),
        (10**400, {}, "h is 1000.*, but it must be a number"),
        (np.nan, {}, "h is nan, but it must be a finite number"),
        (np.inf, {}, "h is inf, but it must be a finite number"),
        (0, {"low": 0}, "h is 0, but it must be a finite number above 0"),
        (1, {"high": 1}, "h is 1, but it must be a finite number below 1"),
        (2, {"low": 0, "high": 1}, "h is 2, but it must be a finite number above 0 and below 1"),
    ],
)
def test_other_numbers_are_named_with_their_value(value, limits, sentence):
    with pytest.raises(ValueError, match=sentence):
        as_number(value, "h", **limits)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_one_value_that_is_not_finite_is_seen_among_many(dtype, wrong):
    array = np.full((30, 50), np.finfo(dtype).max, dtype)  # whose squares overflow, and yet each is finite
    assert all_finite(array) and all_finite(array[:, ::2]) and all_finite(np.zeros((0, 3), dtype))
    array[7, 8] = wrong
    assert not all_finite(array) and not all_finite(array[:, ::2])


def test_a_row_of_outputs_without_its_rows_is_refused_though_the_targets_have_its_shape():
    with pytest.raises(ValueError, match=r"the outputs have shape \(2,\), but they need rows"):
        as_targets(np.array([0.0, 1.0]), (2,))
