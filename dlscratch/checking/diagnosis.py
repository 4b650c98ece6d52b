"""What to say about a wrong answer that no listed misconception explains: where it differs, and how.

Each `_…` function looks for one kind of fault and returns a sentence, or None where it is not that.
"""

import ast
import dis
import inspect
import linecache
import re
import sys
import textwrap
import traceback
from difflib import get_close_matches

import numpy as np

from ..learner.timelimit import TimeLimitExceeded
from ..learner.words import counted, shapes_in_words
from ..learner.yours import misfit
from ..lessons.course import KEYS
from ..lessons.package import dl
from .compare import as_array, changed, same, side_effects


def diagnose(exercise, answer, got, wanted):
    """Return one sentence about the first case that differs, given what came out of it and what was wanted."""
    none_used = "NoneType" in str(got.error) and not learner_line(got.error, answer)  # by the line of the case
    if got.error is not None and not none_used:
        return f"{_error(exercise, answer, got.error)} {_from_outside(answer)}".strip()
    if got.error is not None or got.value is None and wanted.value is not None:
        return _nothing_returned(answer, got)
    if not same(got.value, wanted.value, exercise.rtol, exercise.atol):
        if sentence := _second_call(exercise, got, wanted):
            return sentence
        sentence = _value(exercise, got.value, wanted.value, wanted.made, got.case)
        guessed = re.search("by hand|by chance|a mean|fraction off", sentence)
        used = f"{_left_out(exercise, answer)} {_from_outside(answer)}".strip()
        return used if used and guessed else f"{sentence} {used}".strip()
    if names := side_effects(got, wanted, exercise):
        return _change_in_place(names[0], got, wanted)
    return (
        f"The value is right, but NumPy warned: {_short(got.warnings[0])}. Look at the largest number your code makes"
        " on this call."
    )


# names

WORK = "Work this one call out by hand and compare step by step."


DATA = np.ndarray, np.generic, int, float, list, tuple, dict


def _names_read(function):
    """Return the names that the source of a function reads."""
    nodes = list(ast.walk(parsed(function)))
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return read | {node.target.id for node in nodes if isinstance(node, ast.AugAssign) and hasattr(node.target, "id")}


def _left_out(exercise, answer):
    """Return a sentence that names the inputs a function never uses, though the key does, or ""."""
    key = KEYS[exercise.name]
    if not (inspect.isfunction(answer) and inspect.isfunction(key) and parsed(answer).body):
        return ""
    read, by_key = _names_read(answer), _names_read(key)
    given, asked = (inspect.getargs(function.__code__).args for function in (answer, key))
    unused = [f"`{name}`" for name, its in zip(given, asked, strict=False) if its in by_key and name not in read]
    return f"Your function never uses {_listed(unused)}." if unused else ""


def _from_outside(answer):
    """Return a sentence that names the data a function takes from the notebook and not from its inputs, or ""."""
    if not inspect.isfunction(answer):
        return ""
    read = sorted(set(_reads_from_outside(answer.__code__)))
    outside = [f"`{name}`" for name in read if isinstance(answer.__globals__.get(name), DATA)]
    if not outside:
        return ""
    come = "comes" if len(outside) == 1 else "come"
    return f"{_listed(outside)} {come} from an earlier cell, not from its inputs."


def from_the_notebook(exercise, answer):
    """Return the sentence for a variable of the notebook that stands where what is handed in belongs, or None.

    An array is one whatever its name; a number may be the learner's own constant, where it has not an argument's name.
    """
    handed_in = _handed_in(exercise)
    parts = filter(inspect.isfunction, vars(answer).values() if isinstance(answer, type) else [answer])
    for part in parts:
        for name in _reads_from_outside(part.__code__) if part.__code__.co_argcount else []:
            value = part.__globals__.get(name)
            if isinstance(value, DATA) and name in handed_in or isinstance(value, np.ndarray):
                return (
                    f"`{name}` is the notebook's variable here, the same for every call."
                    f"{_instead(exercise, answer, name)}"
                )
    return None


def _reads_from_outside(code):
    """Return the names whose values a function takes from the module's variables, in order, inner functions too."""
    names = [step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    return names + [name for part in code.co_consts if inspect.iscode(part) for name in _reads_from_outside(part)]


def _handed_in(exercise):
    """Return the names that an exercise's cell itself binds: arguments, attributes and keys."""
    names = set()
    for node in ast.walk(ast.parse(exercise.stub)):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
    return names


def _instead(exercise, answer, name):
    """Return what may be meant by a name that is no variable of the function, after a space, or nothing."""
    for node in [*ast.walk(ast.parse(exercise.stub)), *ast.walk(parsed(answer))]:
        of_self = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == name
        of_dict = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == name
        if of_self or of_dict and isinstance(node.value, ast.Name):
            return f" Is `{ast.unparse(node).replace(chr(39), chr(34))}` meant?"
    if isinstance(answer, type):
        return " What `forward` sees, `backward` knows only if `self` keeps it."
    return ""


# errors


def _error(exercise, answer, error):
    line = learner_line(error, answer)
    where = f" in `{line}`" if line else ""
    if isinstance(error, TimeLimitExceeded):
        return f"Still running after {error.seconds:g} s, so it was stopped{where}. Is there a loop without an end?"
    if sentence := _renamed_module(answer, error) or _wrong_signature(exercise, answer, error):
        return sentence
    message = _short(str(error)) or "no message"
    if "truth value of an array" in message:
        return (
            f"An array is asked one yes-or-no question{where}: `if`, `and` and `max` want one number. NumPy goes"
            " element by element."
        )
    if shapes := shapes_in_words(error):
        return f"The shapes do not fit{where}: {_short(shapes)}. Write the shape of each side beside that line."
    stop = "" if message[-1] in ".?!" else "."
    return f"It raises {type(error).__name__}{where}: {message}{stop}{_remedy(exercise, answer, error, message)}"


def _remedy(exercise, answer, error, message):
    """Return what helps against an error that is well known, after a space, or nothing."""
    if isinstance(error, NameError) and error.name in _reached_by_self(answer):
        return f" Is `self.{error.name}` meant?"
    if isinstance(error, NameError) and hasattr(np, error.name or ""):
        called = re.search(rf"\b{error.name}\(", learner_line(error, answer))
        return f" NumPy's is `np.{error.name}`." if called else ""
    if isinstance(error, NameError) and error.name in _handed_in(exercise):
        return _instead(exercise, answer, error.name)
    if isinstance(error, KeyError) and not learner_line(error, answer):  # the case asked for it
        return " What comes back has no such key."
    if isinstance(answer, type) and (found := re.search(r"(\w+)\(\) takes \d+ positional arguments? but", message)):
        method = vars(answer).get(found[1])
        if inspect.isfunction(method) and "self" not in method.__code__.co_varnames[:1]:
            return " The first argument of a method is `self`."
    if "is not callable" in message and re.search("ndarray|float|int", message):
        if _raised_elsewhere(answer, error):  # the package or `mine` was to call it
            return " A function is wanted there, and this is its value: `lambda v: ...` makes a function of v."
        if re.search(r"\w\(\)", learner_line(error, answer)):
            return " It is a value, not a function: leave out its brackets `()`."
        return " Is a `*` missing before a bracket?"
    if re.search("'(tuple|list|dict)' object is not callable", message):
        return " What stands inside it is taken out by square brackets: `x.shape[0]`."
    if "invalid index to scalar variable" in message:
        return " One number has no elements. Should the whole array stand there?"
    if "does not have enough dimensions" in message:
        loops = any(isinstance(node, (ast.For, ast.comprehension)) for node in ast.walk(parsed(answer)))
        if loops:
            return " A single number stands beside `@`: does a loop go through the numbers of one row?"
        return " No array stands beside `@`, but a single number, or a function that is not called."
    if "as a data type" in message or "Field elements must be" in message:
        return " A shape of two sizes has brackets of its own: `np.zeros((2, 3))`."
    if "'out' must be an array" in message:
        return " `np.dot` multiplies two things: what is added stands behind its brackets."
    if "dtype('<U" in message:
        keys = ": going through a dict gives its keys, `params['W1']` gives the array." * bool(
            learner_line(error, answer)
        )
        return f" A text stands where an array is wanted{keys or '.'}"
    if "must hold numbers, but it is <function" in message:
        return " A function stands there that is not called: are its brackets missing?"
    if "must hold numbers, but it is {" in message:
        return " A whole dict stands there: one of its arrays is meant."
    if "setting an array element with a sequence" in message:
        return " One place takes one number, and an array stands on the right."
    if isinstance(error, AttributeError) and inspect.ismodule(error.obj):
        alike = get_close_matches(
            error.name.lower(), [name for name in dir(error.obj) if name.islower()], n=1, cutoff=0.8
        )
        return f" Is `{alike[0]}` meant?" if alike else ""
    if "'function' object is not subscriptable" in message:
        return " A function is called with round brackets."
    if "unhashable type" in message:
        return " A key of a dict stands in quotes: `params['W1']`."
    if isinstance(error, AttributeError) and isinstance(error.obj, dict):
        return f" An entry of a dict stands in square brackets: `['{error.name}']`."
    if isinstance(error, KeyError):
        return " The dict has no such key at that moment: compare it letter by letter, or make it first."
    if isinstance(error, AttributeError) and isinstance(answer, type) and isinstance(error.obj, answer):
        return _missing_attribute(answer, error.name, list(vars(error.obj)))
    if "out of bounds for array of dimension" in message:
        if not learner_line(error, answer):  # a line of the case asks for the axis
            return " The array is your answer's, and has too few axes: which shape is asked for?"
        return " It has a single axis. If that is one row: `axis=-1` is the last axis of any array."
    if "bitwise_xor" in message:
        return " A power is written `**`."
    if "object has no attribute 'items'" in message or "indices must be integers or slices, not str" in message:
        return " A dict is wanted, which holds each array under its name."
    if "Python scalars" in message:
        return (
            " `float`, `int` and the functions of `math` take one number; those of NumPy, such as `np.exp`, take whole"
            " arrays."
        )
    return ""


def _raised_elsewhere(answer, error):
    """Return whether no line of the learner's raised the error, but one that it calls."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return frame.f_globals.get("__name__") != getattr(answer, "__module__", None)


def _reached_by_self(answer):
    """Return the names of a class's methods, and of all that they keep in `self`; of a function, none."""
    if not isinstance(answer, type):
        return set()
    reached = (node for node in ast.walk(parsed(answer)) if isinstance(node, ast.Attribute))
    return {node.attr for node in reached if isinstance(node.value, ast.Name) and node.value.id == "self"} | {
        *vars(answer)
    }


def _missing_attribute(answer, name, kept):
    """Return what may be meant by a name that an object of the learner's class does not have."""
    for method in filter(inspect.isfunction, vars(answer).values()):
        if name in method.__code__.co_varnames[method.__code__.co_argcount :]:
            return f" Write `self.{name} = ...`: a name without `self.` is forgotten when the method ends."
    alike = get_close_matches(name.lower(), [other.lower() for other in kept], n=1, cutoff=0.7)
    if alike:
        return f" Is `self.{next(other for other in kept if other.lower() == alike[0])}` meant?"
    return f" What `self` keeps is: {', '.join(kept)}." if kept else " Nothing was kept in `self` before."


def learner_line(error, answer):
    """Return the last line of the learner's own code that the error passed through, or ""."""
    module = getattr(answer, "__module__", None)
    frames = [
        (frame, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == module
    ]
    if not frames:
        return ""
    frame, number = frames[-1]
    return _short(linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip().replace("`", "'"), 12)


def _renamed_module(answer, error):
    namespace = getattr(answer, "__globals__", None) or vars(
        sys.modules.get(getattr(answer, "__module__", None), object)
    )
    modules = {"np": ("numpy", "import numpy as np"), "dl": ("dlscratch", "import dlscratch as dl")}
    for name, (module, remedy) in modules.items():
        if name in namespace and namespace[name] is not sys.modules[module]:
            return (
                f"In your notebook `{name}` is no longer {module}: it is {_short(repr(namespace[name]), 6)}. Run"
                f" `{remedy}` again."
            )
    return None


def _wrong_signature(exercise, answer, error):
    definition = ast.parse(exercise.stub).body[-1]
    if isinstance(definition, ast.ClassDef):
        return _wrong_method(definition, answer, error)
    if not isinstance(error, TypeError) or "argument" not in str(error):
        return None
    if re.search("unexpected keyword|missing .* required", str(error)) and not learner_line(error, answer):
        first = exercise.stub.splitlines()[0]
        return f"Its arguments are not those of the cell: keep the first line as it was, `{first}`."
    if mismatch := _mismatch(answer, definition):
        return f"Your function {mismatch}: keep the first line of the cell as it was."
    return None


def _wrong_method(definition, answer, error):
    """Return what is wrong with a method's name or its arguments, if that is where the error may come from."""
    if not isinstance(error, (TypeError, AttributeError)):
        return None
    if not isinstance(answer, type):
        small = definition.name.lower()
        other = f" (The exercise `{small}`, with a small letter, wants a function.)" if hasattr(dl, small) else ""
        return (
            f"A class is wanted, and this is a function: keep the cell's first line, `class {definition.name}:`.{other}"
        )
    for method in (node for node in definition.body if isinstance(node, ast.FunctionDef)):
        own = getattr(answer, method.name, None)
        if own is None or own is object.__init__:
            return f"The class has no method `{method.name}`: look at its name and its indentation."
        if mismatch := _mismatch(own, method):
            return f"Your method `{method.name}` {mismatch}: keep its first line as it was."
    return None


def _mismatch(function, definition):
    """Return how the arguments of a function differ from those that its definition in the stub has, or None."""
    arguments = [argument.arg for argument in definition.args.args]
    parameters = misfit(function, arguments)
    return None if parameters is None else f"takes ({parameters}), but it is called with ({', '.join(arguments)})"


def _nothing_returned(answer, got):
    if got.printed.strip():
        return "It prints its answer but returns nothing: `print` shows a value, `return` hands it on."
    if got.error is not None and any(isinstance(node, ast.Return) and node.value for node in ast.walk(parsed(answer))):
        return "`None` comes back where a value is wanted: is a part of it `None`, or is `return` not reached?"
    return "It returns nothing (`None`). Is there a `return`, and is it reached?"


def _change_in_place(name, got, wanted):
    if changed(got, name) and changed(wanted, name):
        return f"The value is right, but what the call leaves in `{name}` is not."
    if changed(got, name):
        return f"The value is right, but `{name}` is not what it was before the call. Which line writes into it?"
    return (
        f"`{name}` is the same as before the call, but it has to change in place: write into the array that is there."
    )


# values


def parsed(answer):
    """Return the syntax tree of a learner's function, or of a class's methods: empty where there is no source."""
    tree = ast.Module([], [])
    for part in vars(answer).values() if isinstance(answer, type) else [answer]:  # a notebook knows no class's source
        try:
            tree.body += ast.parse(textwrap.dedent(inspect.getsource(part))).body
        except (OSError, TypeError, SyntaxError):
            pass
    return tree


def _value(exercise, got, wanted, made, case=""):
    for look in KINDS:
        if sentence := look(exercise, got, wanted, made, case):
            return sentence
    return _array(as_array(got), as_array(wanted), exercise, made)


def _other_text(exercise, got, wanted, made, case):
    if isinstance(got, str) and isinstance(wanted, str):
        return f"It is {got!r}, but {wanted!r} is wanted."
    return None


def _function(exercise, got, wanted, made, case):
    if callable(got):
        return "It returns a function, not its value. Is a pair of brackets missing where that function is called?"
    return None


def _none(exercise, got, wanted, made, case):
    return "It is `None`. Is there a `return`, and is it reached?" if got is None else None


def _one_for_several(exercise, got, wanted, made, case):
    if isinstance(wanted, tuple) and isinstance(got, (int, float, np.number)):
        return f"One value comes back, but {len(wanted)} are wanted, with commas between them."
    return None


def _dict(exercise, got, wanted, made, case):
    if not isinstance(wanted, dict):
        return None
    if not isinstance(got, dict):
        return f"It returns {with_article(type(got).__name__)}, but a dict with the keys {_names(wanted)} is wanted."
    if missing := wanted.keys() - got.keys():
        return f"The dict has no {_names(sorted(missing))}. Compare its keys with those asked for."
    if extra := got.keys() - wanted.keys():
        return f"The dict has {_names(sorted(map(str, extra)))}, which nobody asked for."
    key = next(key for key in wanted if not same(got[key], wanted[key], exercise.rtol, exercise.atol))
    if _is_shape(wanted[key]):
        return f'"{key}" has the shape {got[key]}, but {wanted[key]} is wanted.'
    sentence = _value(exercise, got[key], wanted[key], made)
    if WORK in sentence:
        return f'"{key}" is {got[key]}, but {wanted[key]} is wanted.'
    return f'In "{key}": {sentence}'


def _names_in(case, count):
    """Return what the last line of a case calls each of its `count` values: `layer.dW`, or "Value 2 of 3"."""
    last = ast.parse(case).body[-1].value if case else None
    if isinstance(last, ast.Tuple) and len(last.elts) == count:
        return [f"`{ast.unparse(part)}`" for part in last.elts]
    return [f"Value {i + 1} of {count}" for i in range(count)]


def _sequence(exercise, got, wanted, made, case):
    pair = isinstance(wanted, tuple) and np.ndim(wanted[0])
    if not pair and not (isinstance(wanted, (tuple, list)) and as_array(wanted) is None):
        return None
    names = _names_in(case, len(wanted))
    if not isinstance(got, (tuple, list, np.ndarray)):
        return f"It returns one {type(got).__name__}, but {len(wanted)} values are wanted, with commas between them."
    if len(got) != len(wanted):
        return f"It returns {counted(len(got), 'value')}, but {len(wanted)} are wanted."
    if len(wanted) == 2 and same(got[::-1], wanted, exercise.rtol, exercise.atol):
        return "Both values are right, but they come in the wrong order."
    i = next(i for i in range(len(wanted)) if not same(got[i], wanted[i], exercise.rtol, exercise.atol))
    if _is_shape(wanted[i]):
        return f"{names[i]}: it is {got[i]}, but {wanted[i]} is wanted."
    added_up = _added_up(exercise, got[i], wanted[i], case)
    return f"{names[i]}: {added_up or _value(exercise, got[i], wanted[i], made)}"


def _second_call(exercise, got, wanted):
    """Return the sentence for a call that does not give again what it gave, where a case ends by calling twice."""
    names = _names_in(got.case, 2)
    if names[0] != names[1] or not isinstance(got.value, tuple) or len(got.value) != 2:
        return None
    for name in side_effects(got, wanted, exercise):
        return f"`{name}` is not what it was before the call. Which line writes into it?"
    right = [same(got.value[i], wanted.value[i], exercise.rtol, exercise.atol) for i in (0, 1)]
    if right == [True, False]:
        return (
            f"{names[0]} is right once, and then no more: the first call has changed what `self` keeps. Which line"
            " writes into it?"
        )
    return None


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


def _comma(exercise, got, wanted, made, case):
    if isinstance(got, tuple) and len(got) > 2 and np.ndim(wanted) == 0:
        return f"{len(got)} values come back, but one is wanted."
    if isinstance(got, tuple) and len(got) == 1 and isinstance(wanted, tuple):
        return "The last comma makes a tuple of one value out of it: leave that comma out."
    if isinstance(got, tuple) and (len(got) == 1 or np.ndim(wanted) == 0):
        return "A comma makes a tuple of it. Return one value without a comma; a decimal is written with a point: 0.1."
    if isinstance(got, tuple) and isinstance(wanted, np.ndarray) and np.ndim(got[0]) == wanted.ndim:
        return f"{len(got)} values come back, with commas between them, but one array is wanted."
    return None


def _other_count(exercise, got, wanted, made, case):
    if isinstance(wanted, list) and isinstance(got, (list, tuple)) and len(got) != len(wanted):
        return f"It returns {counted(len(got), 'value')}, but {len(wanted)} are wanted."
    if isinstance(wanted, tuple) and isinstance(got, (list, tuple)) and len(got) != len(wanted):
        return f"{len(got)} values come back, but {len(wanted)} are wanted."
    return None


def _part_no_number(exercise, got, wanted, made, case):
    if isinstance(wanted, tuple) and isinstance(got, (tuple, list)):
        for i, part in enumerate(got):
            several = isinstance(part, (tuple, list)) or as_array(got) is None and np.ndim(part)
            if np.ndim(wanted[i]) == 0 and several:
                return f"Value {i + 1} of {len(wanted)} is {_kind(part)}, but a number is wanted."
    return None


def _whole_numbers(exercise, got, wanted, made, case):
    parts = as_array(got) if isinstance(got, (tuple, list)) else None
    if parts is not None and parts.dtype.kind in "iu" and same(parts, np.trunc(as_array(wanted)), 0, 0):
        return "The fractions are cut off: keep what stands behind the point."
    return None


def _no_numbers(exercise, got, wanted, made, case):
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
    _none,
    _one_for_several,
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


def _array(a, w, exercise, made):
    close = {"rtol": exercise.rtol, "atol": exercise.atol}
    if a.dtype == bool and a.shape == w.shape and not np.isin(w, (0, 1)).all():
        return "`True` or `False` comes out where a number is wanted."
    if a.ndim and w.ndim == 0 and w.dtype == bool:
        return f"One True or False is wanted, but this has shape {a.shape}: `.all()` makes one of many."
    a, w = (array.astype(int) if array.dtype == bool else array for array in (a, w))
    if a.dtype.kind == "c":
        return "A complex number comes out: is a root, or a power that is no whole number, taken of a negative one?"
    if a.shape != w.shape:
        return _shape(a, w, close, made)
    for look in LOOKS:
        if sentence := look(a, w, close, made):
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
                f"The shape is {a.shape}, not {w.shape}: what is added up runs along the other direction. (An `axis`"
                " says along which, or the order of a product.)"
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
            f"The shape is (), one number, but {w.shape} is wanted. Is something added up, or the number a fixed one?"
        )
    return f"The shape is {a.shape}, but {w.shape} is wanted. Write the shape of each step beside its line."


def _not_finite(a, w, close, made):
    if np.isnan(a).any() and not np.isnan(w).any():
        return (
            "There is a `nan`: something was 0 / 0, inf - inf or the logarithm of a negative number. Which line makes"
            " it first?"
        )
    if np.isinf(a).any() and not np.isinf(w).any():
        return (
            "There is an `inf`: exp of a large number, a division by 0 or the logarithm of 0. Which line makes it"
            " first?"
        )
    return None


def _zeros(a, w, close, made):
    if a.size > 1 and not a.any() and np.abs(w).max() > close["atol"]:
        return "Everything is 0. Is it never filled, is a factor 0, or does a sum cancel?"
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


def _factor(a, w, close, made):
    big = np.abs(w) > max(close["atol"] * 100, 1e-9)
    if not big.any():
        return None
    factor = float(np.mean(a[big] / w[big]))
    rows = {len(array) for array in made.values() if np.ndim(array) == 2}
    known = {2.0, 0.5} | {float(n) for n in rows} | {1 / n for n in rows}
    if (
        factor == 0
        or abs(factor - 1) < 0.01  # that is no factor that was forgotten
        or not same(a, factor * w, **close)
        or len(np.unique(np.abs(w[big]).round(9))) < 2  # of one size alone, any number is some multiple
        and not any(np.isclose(factor, k) for k in known)
    ):
        return None
    one_value = np.allclose(np.abs(w), np.abs(w).max())  # then any slip may look like a factor
    what = "On this call it" if one_value else "Everything"
    columns = {array.shape[1] for array in made.values() if np.ndim(array) == 2}
    for n in rows - {1}:
        if np.isclose(factor, n) or np.isclose(factor, 1 / n):
            whose = "rows and of columns: a sum or a mean, and over what?" if n in columns else "rows: a sum or a mean?"
            return f"{what} is {_times(factor)} what it should be, and {n} is the number of {whose}"
    if one_value:
        return f"On this call it is {_times(factor)} what it should be: by a factor, or by chance?"
    return f"Everything is {_times(factor)} what it should be. Which factor is missing, or one too many?"


def _times(factor):
    return f"1/{1 / factor:.4g} of" if 0 < factor < 1 else f"{factor:.4g} times"


def _axis(a, w, close, made):
    if a.ndim == 2 and np.allclose(w.sum(axis=1), 1) and np.allclose(a.sum(axis=0), 1):
        return "Each column sums to 1, but each row should: look at `axis`."
    return None


def _offset(a, w, close, made):
    if a.size > 1 and np.allclose(a - w, (a - w).flat[0], rtol=1e-6) and not np.allclose(a, w):
        return f"Every number is off by the same amount, {float((a - w).flat[0]):.4g}."
    return None


def _should_be_zero(a, w, close, made):
    return "Every number should be 0 here." if w.size > 1 and not w.any() else None


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
        index = tuple(np.argwhere(wrong)[0])
        place = ", ".join(map(str, index))
        return f"Nearly right, but at [{place}] it gives {a[index]:.3g}, where {w[index]:.3g} is wanted."
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


# words


def _short(message, words=20):
    parts = " ".join(message.split()).rstrip(".").split(" ")
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"


def with_article(name):
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


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


def _listed(names):
    return " and ".join(part for part in [", ".join(names[:-1]), *names[-1:]] if part)


def _names(keys):
    return ", ".join(f'"{key}"' for key in keys)
