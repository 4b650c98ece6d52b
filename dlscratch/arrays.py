"""The doors of the package: what comes in becomes an array of numbers, or one sentence says why it cannot.

Every other module may use these functions, so that the same mistake always gets the same sentence.
"""

import numpy as np

FLOATS = frozenset({np.dtype(np.float32), np.dtype(np.float64)})  # what the package computes in


def as_floats(values, name="x", dtype=None):
    """Return `values` as a float array: integers become floats, and an array that fits is not copied.

    Without `dtype`, float32 and float64 keep their type and everything else becomes float64.
    Raises TypeError, naming `name`, for what is not numbers.

    >>> as_floats([1, 2])
    array([1., 2.])
    """
    if type(values) is np.ndarray and values.dtype in FLOATS and dtype in (None, values.dtype):
        return values  # the way of every step of training
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} has rows of different lengths: give every row the same number of values.") from error
    if array.dtype.kind not in "fiub":
        it = f"an array of shape {array.shape}" if isinstance(values, np.ndarray) else shown(values)
        raise TypeError(f"{name} must hold numbers, but it is {it} ({array.dtype}): convert it first.")
    if np.ma.is_masked(values):
        raise TypeError(
            f"{name} has masked numbers, {np.ma.count_masked(values)}, which would count like the others: "
            f"fill them, {name}.filled(0), or leave their rows out."
        )
    if dtype is None:
        dtype = array.dtype if array.dtype in FLOATS else np.float64
    return array.astype(dtype, copy=False)


def as_targets(t, shape, dtype=np.float64):
    """Return targets `t` as a float array of `shape` (N, K), the shape of the outputs they belong to.

    `t` is class labels, integers (N,), which become one-hot rows; or numbers (N, K); or, for one output,
    numbers (N,), which become a column.
    Raises TypeError or ValueError where the count, the range or the shape does not fit.

    >>> as_targets([2, 0], (2, 3))
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    if len(shape) != 2 or 0 in shape:
        raise ValueError(f"the outputs have shape {shape}, but they need rows (N, K), at least one sample, one output.")
    if type(t) is np.ndarray and t.shape == shape and t.dtype == dtype and all_finite(t):
        return t  # the way of every step of training
    rows, outputs = shape
    t = np.atleast_1d(as_floats(t, "t"))
    if t.ndim == 1 and rows == 1 and len(t) == outputs:
        t = t.reshape(1, outputs)  # one sample, given without its row
    if len(t) != rows:
        raise ValueError(f"t has {len(t)} rows, but there are {rows} rows of outputs: give one target for each row.")
    if t.shape == (rows, outputs) or t.shape == (rows,) and outputs == 1:
        t = t.reshape(rows, outputs).astype(dtype, copy=False)
        check_finite(t, "t")
        return t
    if t.ndim != 1:
        raise ValueError(f"t has shape {t.shape}, but the outputs have shape {shape}: give that, or labels (N,).")
    return one_hot(t, outputs, dtype)


def all_finite(array):
    """Return whether an array holds neither NaN nor an infinity.

    >>> all_finite(np.array([1.0, 2.0])), all_finite(np.array([1.0, np.inf]))
    (True, False)
    """
    return bool(np.isfinite(array).all())


def one_hot(labels, num_classes, dtype=np.float64):
    """Return class labels (N,) as rows (N, num_classes) with a 1 at the label and 0 elsewhere.

    Raises ValueError for a label that is not a whole number from 0 to num_classes - 1, and for another shape.

    >>> one_hot([1, 0], 2)
    array([[0., 1.],
           [1., 0.]])
    """
    labels, num_classes = as_floats(labels, "labels"), as_count(num_classes, "num_classes")
    if labels.ndim != 1:
        raise ValueError(f"labels have shape {labels.shape}, but they must be one number a sample, (N,).")
    rows = labels[:, np.newaxis] == np.arange(num_classes)
    if np.count_nonzero(rows) < len(labels):
        raise ValueError(
            f"t holds the label {labels[~rows.any(axis=1)][0]:g}, but with {num_classes} classes labels "
            f"are whole numbers from 0 to {num_classes - 1}."
        )
    return rows.astype(dtype)


def as_count(value, name):
    """Return `value` as an int of at least 1, for sizes, batches and epochs.

    Raises ValueError, naming `name` and the value, for zero, negative and fractional counts and for text.

    >>> as_count(50, "hidden_size")
    50
    """
    try:
        count = int(value) if np.ndim(value) == 0 else 0
        fits = count == value and count >= 1 and not isinstance(value, bool)
    except (TypeError, ValueError, OverflowError):
        fits = False
    if not fits:
        raise ValueError(f"{name} is {shown(value)}, but it must be a whole number of at least 1.")
    return count


def as_number(value, name, low=None, high=None):
    """Return `value` as a finite float above `low` and, where given, below `high`.

    Raises ValueError, naming `name` and the value, otherwise, and for text.

    >>> as_number(0.1, "learning_rate", low=0)
    0.1
    """
    try:
        number = float(value + 0.0) if np.ndim(value) == 0 else None  # text cannot be added
    except (TypeError, ValueError, OverflowError):
        number = None
    if number is None:
        raise ValueError(f"{name} is {shown(value)}, but it must be a number.")
    above = "" if low is None else f" above {low}"
    below = "" if high is None else f"{' and' if above else ''} below {high}"
    if not np.isfinite(number) or low is not None and number <= low or high is not None and number >= high:
        raise ValueError(f"{name} is {value!r}, but it must be a finite number{above}{below}.")
    return number


def random_numbers(seed):
    """Return NumPy's generator of random numbers for a seed, which gives the same numbers everywhere.

    Raises ValueError for what is no seed.

    >>> random_numbers(0).random() == random_numbers(0).random()
    True
    """
    try:
        return np.random.default_rng(seed)
    except (TypeError, ValueError):
        raise ValueError(f"seed is {shown(seed)}, but it must be a whole number of at least 0, such as 0.") from None


def check_finite(rows, name, remedy="remove or repair that row", *, dtype=None, first_row=0):
    """Raise ValueError that names the first value of rows (N, K) which is NaN, an infinity, or too large for `dtype`.

    `first_row` is the number of the first of them in what the caller was given.
    """
    with np.errstate(over="ignore"):
        bad = ~np.isfinite(rows.astype(dtype or rows.dtype, copy=False))
    if bad.any():
        i, j = np.argwhere(bad)[0]
        raise ValueError(f"{name} holds {rows[i, j]} in row {first_row + i}, column {j}: {remedy}.")


def check_shape(array, name, shape, whose):
    """Raise ValueError where an array has another shape; `whose` begins the sentence's other half, such as "x has"."""
    if np.shape(array) != shape:
        raise ValueError(f"{name} has shape {np.shape(array)}, but {whose} {shape}: they must be equal.")


def refuse_read_only(array, name):
    """Raise ValueError where an array is read-only, for functions that change it in place."""
    if not array.flags.writeable:
        raise ValueError(f"{name} is read-only, but its numbers are to be changed: give a copy, {name}.copy().")


def shown(value):
    """Return a value as it would be typed, in one line of at most 40 letters.

    >>> shown([1, 2]), shown("word " * 100)
    ('[1, 2]', "'word word word word word word word w...")
    """
    try:
        line = " ".join(repr(value).split())
    except ValueError:  # Python writes no whole number of thousands of digits
        line = f"a long {type(value).__name__}"
    return line if len(line) <= 40 else f"{line[:37]}..."
