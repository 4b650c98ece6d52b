"""Where an array of numbers differs from the one that is wanted, and how, in one sentence.

Each look takes the array `a`, the wanted one `w`, the tolerances `close` and the data of the case, and returns a
sentence, or None where it is not that.
"""

import numpy as np

from .compare import same

WORK = "Work this one call out by hand and compare step by step."


def array_differs(a, w, exercise, made, others=()):
    """Return how two arrays differ, the first that is not right in the end.

    `others` are (a, w, made) of the other cases that differ: what holds in one case alone is chance, and not said.
    """
    close = {"rtol": exercise.rtol, "atol": exercise.atol}
    if a.dtype == bool and a.shape == w.shape and not np.isin(w, (0, 1)).all():
        return "`True` or `False` comes out where a number is wanted."
    if a.ndim and w.ndim == 0 and w.dtype == bool:
        return f"One True or False is wanted, but this has shape {a.shape}: `.all()` makes one of many."
    if a.dtype == bool and w.dtype == bool and a.shape == w.shape and a.ndim:  # no number is missing, or too large
        first = ", ".join(map(str, np.argwhere(a != w)[0]))
        return f"{(a != w).sum()} of {a.size} answers differ, the first at [{first}]: which line decides it?"
    a, w = (array.astype(int) if array.dtype == bool else array for array in (a, w))
    if a.dtype.kind == "c":
        return "A complex number comes out: is a root, or a power that is no whole number, taken of a negative one?"
    if a.shape != w.shape:
        return _shape(a, w, close, made)
    for look in LOOKS:
        sentence = look(a, w, close, made)
        if sentence and (look not in MAY_BE_CHANCE or all(_holds(look, a, w, close, *other) for other in others)):
            return sentence
    wrong = ~np.isclose(a, w, **close)
    if a.size == 1:
        nothing = not a.any() and w.dtype.kind == "f"
        seen = (
            "It is exactly 0: are two values the same, is a factor 0, is a fraction cut off, or is it chance?"
            if nothing
            else "The value differs."
        )
        return f"{seen} {WORK}"
    first = ", ".join(map(str, np.argwhere(wrong)[0]))
    return f"{wrong.sum()} of {a.size} values differ, the first at [{first}]. Work that one out by hand."


def _holds(look, a, w, close, b, v, made):
    """Return whether what is seen in a and w is so in another case, b and v: a factor must be the same, or be seen."""
    if look(b, v, close, made) is not None:
        return True
    return look is _factor and same(b, _mean_factor(a, w, close) * v, **_of_a_factor(close))


def _shape(a, w, close, made):
    if a.ndim == 2 and a.T.shape == w.shape and same(a.T, w, **close):
        return "The numbers are right, but transposed: rows and columns have changed places."
    one_row = 1 in a.shape[:1] + w.shape[:1]  # then a sum over the rows, too much or too little, changes no number
    if a.size == w.size and same(a.reshape(w.shape), w, **close) and not one_row:
        return f"The numbers are right, but the shape is {a.shape}, not {w.shape}."
    for array in made.values():
        shape = np.shape(array)
        without = [shape[:i] + shape[i + 1 :] for i in range(len(shape))]
        if a.shape != w.shape and a.shape in without and w.shape in without:
            return (
                f"The shape is {a.shape}, not {w.shape}: does what is added up run along the other direction?"
                " (An `axis` says along which, or the order of a product.)"
            )
    if w.ndim == 0 and a.size == 1 and same(a.reshape(()), w, **close):
        return (
            f"The number is right, but it lies in an array of shape {a.shape}. Is a sum or a mean missing? If not, take"
            " it out of its brackets."
        )
    if w.ndim == 0:
        missing = a.size and any(np.isclose(abs(part), abs(w), **close) for part in (a.sum(), a.mean()))
        return f"One number is wanted, but this has shape {a.shape}.{' Is a sum or a mean missing?' * bool(missing)}"
    if a.ndim == 0:
        return (
            f"The shape is (), one number, but {w.shape} is wanted. Is something added up, is the largest taken, or is"
            " the number a fixed one?"
        )
    return f"The shape is {a.shape}, but {w.shape} is wanted. Write the shape of each step beside its line."


def _not_finite(a, w, close, made):
    if np.isnan(a).any() and not np.isnan(w).any():
        return (
            "There is a `nan`: something was 0 / 0, inf / inf, inf - inf, 0 * inf, or the root or the logarithm of a"
            " negative number. Which line makes it first?"
        )
    if np.isinf(a).any() and not np.isinf(w).any():
        return (
            "There is an `inf`: exp of a large number, a division by 0 or the logarithm of 0. Which line makes it"
            " first?"
        )
    return None


def _zeros(a, w, close, made):
    if a.size > 1 and not a.any() and np.abs(w).max() > close["atol"]:
        cut = " do integers cut the fractions off," * (a.dtype.kind in "iu" and not np.trunc(w).any())
        causes = f"Is it never filled, is a factor 0,{cut} does a sum cancel, or does a comparison never hold?"
        return f"Everything is 0. {causes}"
    return None


def _integers(a, w, close, made):
    if a.dtype.kind in "iub" and same(a, np.trunc(w), **close):
        if a.ndim == 0 and not a:
            return f"It is exactly 0 where {w:.4g} is wanted: is a fraction cut off, or is this a branch of its own?"
        if a.ndim == 0:
            return f"A whole number comes out where {w:.4g} is wanted: is the fraction cut off, or is a step missing?"
        return "The fractions are cut off: an array of integers cannot hold them. Where is that array made?"
    return None


def _transposed(a, w, close, made):
    if a.ndim == 2 and same(a.T, w, **close):
        return "The numbers are right, but transposed: rows and columns have changed places."
    return None


def _sign(a, w, close, made):
    if not same(-a, w, **close):
        return None
    return "The size is right and the sign is wrong" + (", everywhere." if a.size > 1 else ", on this call at least.")


def _axis(a, w, close, made):
    if a.ndim == 2 and np.allclose(w.sum(axis=1), 1) and np.allclose(a.sum(axis=0), 1):
        return "Each column sums to 1, but each row should: look at `axis`, or at what a loop goes through."
    return None


def _factor(a, w, close, made):
    big = _big(w, close)
    if not big.any():
        return None
    factor = _mean_factor(a, w, close)
    rows = {len(array) for array in made.values() if np.ndim(array) == 2}
    known = {2.0, 0.5} | {float(n) for n in rows} | {1 / n for n in rows}
    if (
        factor == 0
        or abs(factor - 1) < 0.01  # that is no factor that was forgotten
        or not same(a, factor * w, **_of_a_factor(close))
        or len(np.unique(np.abs(w[big]).round(9))) < 2  # of one size alone, any number is some multiple
        and not any(np.isclose(factor, k) for k in known)
    ):
        return None
    one_value = np.allclose(np.abs(w[big]), np.abs(w).max())  # then any slip may look like a factor
    what = "On this call it" if one_value else "Everything"
    columns = {array.shape[1] for array in made.values() if np.ndim(array) == 2}
    for n in rows - {1}:
        if np.isclose(factor, n) or np.isclose(factor, 1 / n):
            whose = "rows and of columns: a sum or a mean, and over what?" if n in columns else "rows: a sum or a mean?"
            return f"{what} is {_times(factor)} what it should be, and {n} is the number of {whose}"
    if one_value:
        return f"On this call it is {_times(factor)} what it should be: by a factor, or by chance?"
    return f"Everything is {_times(factor)} what it should be. Which factor is missing, or one too many?"


def _of_a_factor(close):
    """Return how closely a factor must hold: it is told in four digits, though the exercise allow more."""
    return close | {"rtol": min(close["rtol"], 2e-3)}


def _big(w, close):
    return np.abs(w) > max(close["atol"] * 100, 1e-9)


def _mean_factor(a, w, close):
    return float(np.mean(a[_big(w, close)] / w[_big(w, close)]))


def _times(factor):
    return f"1/{1 / factor:.4g} of" if 0 < factor < 1 else f"{factor:.4g} times"


def _offset(a, w, close, made):
    if a.size > 1 and np.allclose(a - w, (a - w).flat[0], rtol=1e-6) and not np.allclose(a, w):
        off = f"off by the same amount, {float((a - w).flat[0]):.4g}"
        if a.size == 2 or np.allclose(w, w.flat[0]):  # then any slip may look like one
            which = "both numbers are" if a.size == 2 else "every number is"
            return f"On this call {which} {off}: something added, or by chance?"
        return f"Every number is {off}."
    return None


def _places(a, w, close, made):
    if a.size > 1 and same(np.sort(a, axis=None), np.sort(w, axis=None), **close):
        if a.size == 2:  # two numbers agree now and then
            return "These are the right two numbers in the wrong places: exchanged, or by chance?"
        return "These are the right numbers in the wrong places."
    return None


def _row_sums(a, w, close, made):
    if a.ndim != 2 or not np.allclose(w.sum(axis=1), 1) or np.allclose(a.sum(axis=1), 1, atol=0.01):
        return None
    row = int(np.argmax(np.abs(a.sum(axis=1) - 1)))
    return f"Each row should sum to 1, but row {row} of yours sums to {a[row].sum():.4g}."


def _should_be_zero(a, w, close, made):
    return "Every number should be 0 here." if w.size > 1 and not w.any() else None


def _digits(a, w, close, made):
    wrong = ~np.isclose(a, w, **close)
    error = np.abs(a - w)[wrong]
    relative = float(np.max(error / np.maximum(np.abs(w)[wrong], 1e-300)))
    whole = (a == np.trunc(a)).all() and (w == np.trunc(w)).all()
    if close["rtol"] and relative < 5e-3 and not whole:
        shown, allowed = f"{relative:.0e}", f"{close['rtol']:.0e}"
        shown = f"{relative:.3e}" if shown == allowed else shown  # a hair above what is allowed
        return f"Close, but not close enough: the relative error is {shown}, and {allowed} is allowed."
    if a.size > 1 and error.max() < 0.01 * np.abs(w).max():
        off = np.where(wrong, np.abs(a - w) / np.maximum(np.abs(w), 1e-300), 0)
        index = np.unravel_index(np.argmax(off), a.shape)  # where it is seen in few digits
        place = ", ".join(map(str, index))
        return f"Nearly right, but at [{place}] it gives {a[index]:.5g}, where {w[index]:.5g} is wanted."
    return None


LOOKS = (
    _not_finite,
    _zeros,
    _integers,
    _transposed,
    _sign,
    _axis,
    _factor,
    _offset,
    _places,
    _row_sums,
    _should_be_zero,
    _digits,
)

MAY_BE_CHANCE = {_sign, _axis, _factor, _offset, _places}
