"""What to say about an error that an answer raises: the line, the error in words, and what helps against it."""

import ast
import inspect
import re
import sys
import traceback
from difflib import get_close_matches

import numpy as np

from ..learner.timelimit import TimeLimitExceeded
from ..learner.words import shapes_in_words, shortened
from ..learner.yours import misfit
from ..lessons.package import dl
from .source import handed_in, learner_line, meant_instead, parsed


def error_in_words(exercise, answer, error):
    """Return one sentence about an error: its line, what it is, and what helps where that is known."""
    line = learner_line(error, answer)
    where = f" in `{line}`" if line else ""
    if isinstance(error, TimeLimitExceeded):
        return f"Still running after {error.seconds:g} s, so it was stopped{where}. Is there a loop without an end?"
    if sentence := _renamed_module(answer, error) or _wrong_signature(exercise, answer, error):
        return sentence
    message = shortened(str(error)) or "no message"
    if "truth value of an array" in message:
        return (
            f"An array is asked one yes-or-no question{where}: `if`, `and`, `max` and `arange` want one number. NumPy"
            " goes element by element."
        )
    if shapes := shapes_in_words(error):
        return f"The shapes do not fit{where}: {shortened(shapes)}. Write the shape of each side beside that line."
    stop = "" if message[-1] in ".?!" else "."
    return f"It raises {type(error).__name__}{where}: {message}{stop}{_remedy(exercise, answer, error, message)}"


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


def _renamed_module(answer, error):
    namespace = getattr(answer, "__globals__", None) or vars(
        sys.modules.get(getattr(answer, "__module__", None), object)
    )
    modules = {"np": ("numpy", "import numpy as np"), "dl": ("dlscratch", "import dlscratch as dl")}
    for name, (module, remedy) in modules.items():
        if name in namespace and namespace[name] is not sys.modules[module]:
            return (
                f"In your notebook `{name}` is no longer {module}: it is {shortened(repr(namespace[name]), 6)}. Run"
                f" `{remedy}` again."
            )
    return None


def _remedy(exercise, answer, error, message):
    """Return what helps against an error that is well known, after a space, or nothing."""
    line = learner_line(error, answer)  # none where the line of the case raised it
    for look in REMEDIES:
        if sentence := look(exercise, answer, error, line):
            return f" {sentence}"
    return next((f" {sentence}" for said, sentence in BY_MESSAGE if re.search(said, message)), "")


def _name(exercise, answer, error, line):
    if not isinstance(error, NameError):
        return None
    if error.name in _reached_by_self(answer):
        return f"Is `self.{error.name}` meant?"
    if hasattr(np, error.name or ""):
        return f"NumPy's is `np.{error.name}`." if re.search(rf"\b{error.name}\(", line) else None
    if error.name in handed_in(exercise):
        return meant_instead(exercise, answer, error.name).strip()
    its_own = answer.__code__.co_varnames if inspect.isfunction(answer) else ()
    alike = [own for own in its_own if own != error.name and own.lower() == str(error.name).lower()]
    return f"Is `{alike[0]}` meant? Capital and small letters differ." if alike else None


def _key(exercise, answer, error, line):
    if not isinstance(error, KeyError):
        return None
    if not line:
        return "What comes back has no such key."
    return "The dict has no such key at that moment: compare it letter by letter, or make it first."


def _attribute(exercise, answer, error, line):
    if not isinstance(error, AttributeError):
        return None
    if inspect.ismodule(error.obj):
        names = [name for name in dir(error.obj) if name.islower()]
        return "".join(f"Is `{name}` meant?" for name in get_close_matches(error.name.lower(), names, 1, 0.8))
    if isinstance(error.obj, dict):
        return f"An entry of a dict stands in square brackets: `['{error.name}']`."
    if isinstance(error.obj, list):
        return "It is a list: `np.array` makes an array of one."
    if isinstance(answer, type) and isinstance(error.obj, answer):
        return _missing_attribute(answer, error.name, list(vars(error.obj)), line)
    return None


def _no_self(exercise, answer, error, line):
    found = re.search(r"(\w+)\(\) takes \d+ positional arguments? but", str(error))
    method = vars(answer).get(found[1]) if found and isinstance(answer, type) else None
    if inspect.isfunction(method) and "self" not in method.__code__.co_varnames[:1]:
        return "The first argument of a method is `self`."
    return None


def _called_value(exercise, answer, error, line):
    if not re.search("(ndarray|float|int).*is not callable", str(error)):
        return None
    if _raised_elsewhere(answer, error):  # the package or `mine` was to call it
        return "A function is wanted there, and this is its value: `lambda v: ...` makes a function of v."
    if re.search(r"\w\(\)", line):
        return "It is a value, not a function: leave out its brackets `()`."
    if re.search(r"(?<![.\w])\w+\([.\w]+\)", line):
        return (
            "Is a `*` missing before a bracket? Or is an element meant, `x[i]`, or the function to come first, `f(x)`?"
        )
    return "Is a `*` missing before a bracket?"


def _function_for_number(exercise, answer, error, line):
    of_function = r"numbers, but it is <function|(operand type|argument must be).*'(\w*function\w*|method|numpy.ufunc)'"
    if not re.search(of_function, str(error)):
        return None
    if _raised_in(answer, error, "numerical_diff", "numerical_gradient"):
        return "Have function and numbers changed places? The function comes first."
    return "A function stands there that is not called: are its brackets missing?"


def _targets_first(exercise, answer, error, line):
    if not re.search("rows of outputs|too many indices", str(error)):
        return None
    if _raised_in(answer, error, "cross_entropy_error", "mean_squared_error"):
        return "Have outputs and targets changed places? The outputs come first."
    return None


def _no_array_beside_product(exercise, answer, error, line):
    if "does not have enough dimensions" not in str(error):
        return None
    if any(isinstance(node, (ast.For, ast.comprehension)) for node in ast.walk(parsed(answer))):
        return "A single number stands beside `@`: does a loop go through the numbers of one row?"
    return "No array stands beside `@`, but a single number, or a function that is not called."


def _text_for_array(exercise, answer, error, line):
    if "dtype('<U" not in str(error):
        return None
    keys = ": going through a dict gives its keys, `params['W1']` gives the array." if line else "."
    return f"A text stands where an array is wanted{keys}"


def _no_such_axis(exercise, answer, error, line):
    if "out of bounds for array of dimension" not in str(error):
        return None
    if not line:
        return "The array is your answer's, and has too few axes: which shape is asked for?"
    if "dimension 0" in str(error):
        several = " Several numbers go into one list: `np.mean([a, b])`."
        return f"A single number has no axis.{several * bool(re.search(r'np[.][a-z]+[(][^()=]+,', line))}"
    if "argmax(" in line:
        return "It has a single axis. Labels need no `argmax`; of one row, `axis=-1` is the last axis."
    if re.search(r"\.(std|var|mean|sum)\(\d", line):
        return "A number alone in those brackets is an `axis`. Others have a name, such as `ddof=1`."
    if "dimension 1" not in str(error):
        return "Axes are counted from 0: a table has the axes 0 and 1."
    return "It has a single axis. If that is one row: `axis=-1` is the last axis of any array."


def _too_short(exercise, answer, error, line):
    if line or not re.search(r"index \d+ is out of bounds|index out of range", str(error)):
        return None
    return "Is what your answer returns too short, or does it hold an index that is too large?"


REMEDIES = (
    _name,
    _key,
    _attribute,
    _no_self,
    _called_value,
    _function_for_number,
    _targets_first,
    _no_array_beside_product,
    _text_for_array,
    _no_such_axis,
    _too_short,
)

# What a message has in it, and what is said then.
BY_MESSAGE = (
    (
        "'(tuple|list|dict)' object is not callable",
        "What stands inside it is taken out by square brackets: `x.shape[0]`.",
    ),
    (
        "multiply sequence by non-int",
        "A list, a tuple or a text stands there, not an array. (Going through a dict gives its keys, which are texts.)",
    ),
    ("invalid index to scalar variable", "One number has no elements. Should the whole array stand there?"),
    ("as a data type", "A shape of two sizes has brackets of its own: `np.zeros((2, 3))`."),
    (
        "Field elements must be",
        "A shape of two sizes has brackets of its own, `np.zeros((2, 3))`, and so have two rows:"
        " `np.array([[1, 2], [3, 4]])`.",
    ),
    ("'out' must be an array", "`np.dot` multiplies two things: what is added stands behind its brackets."),
    (
        "must hold numbers, but it is {|unsupported operand.*'dict'",
        "A whole dict stands there: one of its arrays is meant.",
    ),
    (
        "inhomogeneous",
        "Its parts are not of one shape: are arrays and single numbers mixed, or rows of unequal length?",
    ),
    ("setting an array element with a sequence", "One place takes one number, and an array stands on the right."),
    ("'function' object is not subscriptable", "A function is called with round brackets."),
    (r"missing \d+ required positional", "The function that is called there takes more than it is given."),
    (
        r"unsupported operand type\(s\) for (-|/|\*\*|\*): 'list'|unsupported operand.* and 'list'",
        "Arithmetic needs numbers or arrays: `np.array` makes an array of a list, or a loop goes through it.",
    ),
    ("maximum recursion depth", "A function or a method calls itself again and again: which one?"),
    ("NoneType", "`None` stands there: what changes an array in place, or has no `return`, gives nothing back."),
    ("unhashable type", "A key of a dict stands in quotes: `params['W1']`."),
    (
        r"Cannot cast ufunc .*float.* to dtype\('u?int",
        "An array of integers cannot take a fraction: make it one of floats.",
    ),
    ("bitwise_xor", "A power is written `**`."),
    ("object has no attribute 'values'", "A dict is wanted: `{key: value}`."),
    (r"unsupported operand type\(s\) for [-+*/@]+: '(str|.*and 'str)'", "A text stands where a number is wanted."),
    ("'str' object has no attribute '(shape|std)'", "Going through a dict gives its keys, which are texts."),
    (
        "object has no attribute 'items'|indices must be integers or slices, not str",
        "A dict is wanted, which holds each value under its name.",
    ),
    (
        "Python scalars",
        "`float`, `int` and the functions of `math` take one number; NumPy's, such as `np.exp`, take whole arrays.",
    ),
)


def _raised_elsewhere(answer, error):
    """Return whether no line of the learner's raised the error, but one that it calls."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return frame.f_globals.get("__name__") != getattr(answer, "__module__", None)


def _raised_in(answer, error, *names):
    """Return whether a function of one of these names, not the answer, raised the error, in no code handed to it."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    inside = [
        i
        for i, frame in enumerate(frames)
        if frame.f_code.co_name in names and frame.f_code is not getattr(answer, "__code__", None)
    ]
    module = getattr(answer, "__module__", None)
    return bool(inside) and all(frame.f_globals.get("__name__") != module for frame in frames[inside[-1] + 1 :])


def _reached_by_self(answer):
    """Return the names of a class's methods, and of all that they keep in `self`; of a function, none."""
    if not isinstance(answer, type):
        return set()
    reached = (node for node in ast.walk(parsed(answer)) if isinstance(node, ast.Attribute))
    return {node.attr for node in reached if isinstance(node.value, ast.Name) and node.value.id == "self"} | {
        *vars(answer)
    }


def _missing_attribute(answer, name, kept, line):
    """Return what may be meant by a name that an object of the learner's class does not have."""
    for method in filter(inspect.isfunction, vars(answer).values()):
        if name in method.__code__.co_varnames[method.__code__.co_argcount :]:
            return f"Write `self.{name} = ...`: a name without `self.` is forgotten when the method ends."
    alike = get_close_matches(name.lower(), [other.lower() for other in kept], n=1, cutoff=0.7)
    if alike:
        return f"Is `self.{next(other for other in kept if other.lower() == alike[0])}` meant?"
    if not line:
        return f"The call asks for `{name}`: does the class have it, under this name?"
    return f"What `self` keeps is: {', '.join(kept)}." if kept else "Nothing was kept in `self` before."
