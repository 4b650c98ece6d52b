"""Where a value differs from the one that is wanted: its kind first, then its parts, then its numbers.

Each `_…` function of KINDS looks for one kind of fault and returns a sentence, or None where it is not that.
"""

import ast
import re

import numpy as np

from ..learner.words import counted, with_article
from .compare import as_array, same
from .looks import WORK, array_differs

NOT_RETURNED = "It is `None`. Is there a `return`, and is it reached?"


def value_differs(exercise, got, wanted, made, case="", others=()):
    """Return one sentence about a value that is not the wanted one; `made` is the data of the case.

    `others` are (got, wanted, made) of the other cases.
    """
    for look in KINDS:
        if sentence := look(exercise, got, wanted, made, case, others):
            return sentence
    pairs = [(as_array(its_own), as_array(right), data) for its_own, right, data in others]
    differ = [
        (a, w, data)
        for a, w, data in pairs
        if a is not None
        and w is not None
        and a.dtype.kind in "fiu"
        and np.isfinite(a).all()  # else a look would warn
        and a.shape == w.shape
        and not same(a, w, exercise.rtol, exercise.atol)
    ]
    return array_differs(as_array(got), as_array(wanted), exercise, made, differ)


def _other_text(exercise, got, wanted, made, case, others):
    if not (isinstance(got, str) and isinstance(wanted, str)):
        return None
    if not one_of_the_words(wanted, exercise):
        return f"It is {got!r}, but {wanted!r} is wanted."
    if not one_of_the_words(got, exercise):
        return f"It is {got!r}, which is none of the words to choose from."
    return f"{got!r} is not the one that fits: look at it again."


def one_of_the_words(text, exercise):
    """Return whether a text is among the words that the learner chooses from, which nobody may give away."""
    chosen = exercise.one_by_one or f"def {exercise.name}():" in exercise.stub  # else the words are computed
    return chosen and bool(text) and bool(re.search(rf"\b{re.escape(text)}\b", exercise.stub))


def _function(exercise, got, wanted, made, case, others):
    if callable(got):
        return "It returns a function, not its value. Is a pair of brackets missing where that function is called?"
    return None


def _number_for_yes_or_no(exercise, got, wanted, made, case, others):
    if isinstance(wanted, (bool, np.bool_)) and isinstance(got, (int, float, np.number)) and not isinstance(got, bool):
        return "It returns a number, but True or False is wanted."
    return None


def _yes_or_no(exercise, got, wanted, made, case, others):
    if not (isinstance(got, (bool, np.bool_)) and isinstance(wanted, (bool, np.bool_)) and got != wanted):
        return None
    asked = ast.parse(case).body[-1].value if case else None
    if isinstance(asked, ast.Call) and isinstance(asked.func, ast.Name) and asked.func.id == exercise.name:
        return f"It is {got} on this call, and should be {wanted}. Which line decides it?"
    return f"The last line asks a question: the answer is {got}, and should be {wanted}."


def _several_yes_or_no(exercise, got, wanted, made, case, others):
    both = got, wanted
    if not all(
        isinstance(value, (tuple, list)) and value and set(map(type, value)) <= {bool, np.bool_} for value in both
    ):
        return None
    if len(got) != len(wanted) or got == wanted:
        return None
    i = next(i for i in range(len(wanted)) if got[i] != wanted[i])
    return f"The last line asks {len(wanted)} questions: the answer to number {i + 1} is {got[i]}, not {wanted[i]}."


def _none(exercise, got, wanted, made, case, others):
    return NOT_RETURNED if got is None else None


def _one_for_several(exercise, got, wanted, made, case, others):
    if isinstance(wanted, tuple) and isinstance(got, (int, float, np.number)):
        return f"One value comes back, but {len(wanted)} are wanted, with commas between them."
    return None


def _after_a_step(exercise, got, wanted, made, case, others):
    params = made.get("params")
    if not (isinstance(wanted, dict) and all(isinstance(each, dict) for each in (got, params))):
        return None
    if not wanted or got.keys() != wanted.keys() or params.keys() != wanted.keys():
        return None
    before, after, slopes = ([as_array(each[key]) for key in wanted] for each in (params, got, wanted))
    each = list(zip(before, after, slopes, strict=True))
    if any(part is None or part.shape != parts[0].shape for parts in each for part in parts):
        return None
    b, a, w = (np.concatenate([np.ravel(part) for part in parts]) for parts in (before, after, slopes))
    rate = (b - a) @ w / max(w @ w, 1e-300)
    if not rate or not b.any() or not same(a, b - rate * w, exercise.rtol, exercise.atol):
        return None
    return "These are the parameters after a step. The slopes alone are asked: who calls this takes the step."


def _dict(exercise, got, wanted, made, case, others):
    if not isinstance(wanted, dict):
        return None
    if not isinstance(got, dict):
        return f"It returns {with_article(type(got).__name__)}, but a dict with the keys {_quoted(wanted)} is wanted."
    if missing := wanted.keys() - got.keys():
        return f"The dict has no {_quoted(sorted(missing))}. Compare its keys with those asked for."
    if extra := got.keys() - wanted.keys():
        return f"The dict has {_quoted(sorted(map(str, extra)))}, which nobody asked for."
    key = next(key for key in wanted if not same(got[key], wanted[key], exercise.rtol, exercise.atol))
    if _is_shape(wanted[key]):
        return f'"{key}" has the shape {got[key]}, but {wanted[key]} is wanted.'
    sentence = value_differs(exercise, got[key], wanted[key], made, "", _parts_of(others, key, dict))
    if WORK in sentence:
        return f'"{key}" is {_brief(got[key])}, but {_brief(wanted[key])} is wanted.'
    return f'In "{key}": {sentence}'


def _brief(value):
    """Return a single number as text, of a long one the first four digits."""
    return str(value) if len(str(value)) <= 8 else f"{np.asarray(value).item():.4g}"


def _sequence(exercise, got, wanted, made, case, others):
    pair = isinstance(wanted, tuple) and np.ndim(wanted[0])
    if not pair and not (isinstance(wanted, (tuple, list)) and as_array(wanted) is None):
        return None
    names = names_in(case, len(wanted))
    if not isinstance(got, (tuple, list, np.ndarray)):
        return f"It returns one {type(got).__name__}, but {len(wanted)} values are wanted, with commas between them."
    if len(got) != len(wanted):
        return f"It returns {counted(len(got), 'value')}, but {len(wanted)} are wanted."
    if len(wanted) == 2 and same(got[::-1], wanted, exercise.rtol, exercise.atol):
        return "Both values are right, but they come in the wrong order."
    i = next(i for i in range(len(wanted)) if not same(got[i], wanted[i], exercise.rtol, exercise.atol))
    if _is_shape(wanted[i]):
        return f"{names[i]}: it is {got[i]}, but {wanted[i]} is wanted."
    if got[i] is None:
        return f"{names[i]}: {_none_in_words(case, names[i])}"
    known = _added_up(exercise, got[i], wanted[i], case) or _as_it_was(exercise, got[i], made, names[i].strip("`"))
    parts = _parts_of(others, i, (tuple, list))
    return f"{names[i]}: {known or value_differs(exercise, got[i], wanted[i], made, '', parts)}"


def _parts_of(others, place, kind):
    """Return the others, of each value the part at this place: what holds of it in one case alone is chance, too."""

    def there(value):
        return isinstance(value, kind) and (place in value if isinstance(value, dict) else place < len(value))

    return [(got[place], wanted[place], made) for got, wanted, made in others if there(got) and there(wanted)]


def _none_in_words(case, name):
    """Return the sentence for a part that is None: what a call of the case gave, or what something else filled."""
    name = name.strip("`")
    if "(" in name or re.search(rf"^{re.escape(name)} = ", case, re.MULTILINE):
        return NOT_RETURNED
    return "It is `None`. Which line of yours gives it a value?"


def names_in(case, count):
    """Return what the last line of a case calls each of its `count` values: `layer.dW`, or "Value 2 of 3"."""
    last = ast.parse(case).body[-1].value if case else None
    if isinstance(last, ast.Tuple) and len(last.elts) == count:
        return [f"`{ast.unparse(part)}`" for part in last.elts]
    return [f"Value {i + 1} of {count}" for i in range(count)]


def _added_up(exercise, got, wanted, case):
    """Return the sentence for a value that has grown with each `backward` of the case, or None."""
    times = case.count(".backward(")
    a, w = as_array(got), as_array(wanted)
    if times < 2 or a is None or w is None or not same(a, times * w, exercise.rtol, exercise.atol):
        return None
    return (
        f"It is {times} times what it should be, and `backward` ran {times} times: is it added to what was there? Each"
        " `backward` begins anew."
    )


def _as_it_was(exercise, got, made, name):
    """Return the sentence for data of the case, `params["W1"]`, that should have changed and did not, or None."""
    if "(" in name:
        return None
    try:
        before = eval(name, {"__builtins__": {}}, made)
    except Exception:  # it is nothing that the case made
        return None
    return "It is as it was before." if same(got, before, exercise.rtol, 0) else None


def _comma(exercise, got, wanted, made, case, others):
    if isinstance(got, tuple) and len(got) > 2 and np.ndim(wanted) == 0:
        return f"{len(got)} values come back, but one is wanted."
    if isinstance(got, tuple) and len(got) == 1 and isinstance(wanted, tuple):
        return "The last comma makes a tuple of one value out of it: leave that comma out."
    if isinstance(got, tuple) and (len(got) == 1 or np.ndim(wanted) == 0):
        return "A comma makes a tuple of it. Return one value without a comma; a decimal is written with a point: 0.1."
    if isinstance(got, tuple) and isinstance(wanted, np.ndarray) and np.ndim(got[0]) == wanted.ndim:
        return f"{len(got)} values come back, with commas between them, but one array is wanted."
    return None


def _other_count(exercise, got, wanted, made, case, others):
    if isinstance(wanted, list) and isinstance(got, (list, tuple)) and len(got) != len(wanted):
        return f"It returns {counted(len(got), 'value')}, but {len(wanted)} are wanted."
    if isinstance(wanted, tuple) and isinstance(got, (list, tuple)) and len(got) != len(wanted):
        come = "comes" if len(got) == 1 else "come"
        return f"{counted(len(got), 'value')} {come} back, but {len(wanted)} are wanted."
    return None


def _part_no_number(exercise, got, wanted, made, case, others):
    if isinstance(wanted, tuple) and isinstance(got, (tuple, list)):
        for i, part in enumerate(got):
            if part is None and wanted[i] is not None:
                name = names_in(case, len(wanted))[i]
                return f"{name}: {_none_in_words(case, name)}"
            several = isinstance(part, (tuple, list)) or as_array(got) is None and np.ndim(part)
            if np.ndim(wanted[i]) == 0 and several:
                return f"Value {i + 1} of {len(wanted)} is {_kind(part)}, but a number is wanted."
    return None


def _whole_numbers(exercise, got, wanted, made, case, others):
    parts = as_array(got) if isinstance(got, (tuple, list)) else None
    if parts is not None and parts.dtype.kind in "iu" and same(parts, np.trunc(as_array(wanted)), 0, 0):
        return "The fractions are cut off: keep what stands behind the point."
    return None


def _no_numbers(exercise, got, wanted, made, case, others):
    if as_array(got) is None or as_array(wanted) is None:
        kind = _kind(got)
        if kind == _kind(wanted):
            return f"It returns {kind}, as it should, but its parts are not of the kind that is wanted."
        if isinstance(got, int):
            return f"It returns {kind} to be right."
        return f"It returns {kind}, but {_kind(wanted)} is wanted."
    return None


KINDS = (
    _other_text,
    _function,
    _number_for_yes_or_no,
    _yes_or_no,
    _several_yes_or_no,
    _none,
    _one_for_several,
    _after_a_step,
    _dict,
    _sequence,
    _comma,
    _other_count,
    _part_no_number,
    _no_numbers,
    _whole_numbers,
)


def _is_shape(value):
    return isinstance(value, tuple) and all(isinstance(size, int) for size in value)


def _kind(value):
    """Return what a value is, in words: a number, a text, a list of texts."""
    if isinstance(value, str):
        return "a text"
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, (float, int, np.number)) and not isinstance(value, bool):
        return "a number" if as_array(value) is not None else "a number far too large"
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype == object:
        return f"{with_article(type(value.item()).__name__)} in an array"  # np.array(map(...)), np.array(print(a))
    if isinstance(value, np.ndarray):
        inside = {"U": " of texts", "O": " of objects"}.get(value.dtype.kind, "")
        return f"an array{inside}" if value.ndim else "a number"
    if isinstance(value, (list, tuple)) and value:
        kind = "texts" if _are_texts(value) else "arrays" if isinstance(value[0], np.ndarray) else "values"
        return f"{with_article(type(value).__name__)} of {kind}"
    return with_article(type(value).__name__)


def _are_texts(parts):
    return all(isinstance(part, str) or isinstance(part, (list, tuple)) and _are_texts(part) for part in parts)


def _quoted(keys):
    return ", ".join(f'"{key}"' for key in keys)
