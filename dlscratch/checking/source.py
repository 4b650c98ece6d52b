"""What the source of an answer tells: its lines, its names, and which of them come from the notebook."""

import ast
import dis
import inspect
import linecache
import textwrap
import traceback

import numpy as np

from ..learner.words import listed, shortened
from ..lessons.course import KEYS

DATA = np.ndarray, np.generic, int, float, list, tuple, dict


def parsed(answer):
    """Return the syntax tree of a learner's function, or of a class's methods: empty where there is no source."""
    tree = ast.Module([], [])
    for part in vars(answer).values() if isinstance(answer, type) else [answer]:  # a notebook knows no class's source
        try:
            tree.body += ast.parse(textwrap.dedent(inspect.getsource(part))).body
        except (OSError, TypeError, SyntaxError):
            pass
    return tree


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
    return shortened(linecache.getline(frame.f_code.co_filename, number, frame.f_globals).strip().replace("`", "'"), 12)


def left_out(exercise, answer):
    """Return a sentence that names the inputs a function never uses, though the key does, or ""."""
    key = KEYS[exercise.name]
    if not (inspect.isfunction(answer) and inspect.isfunction(key) and parsed(answer).body):
        return ""
    read, by_key = _names_read(answer), _names_read(key)
    given, asked = (inspect.getargs(function.__code__).args for function in (answer, key))
    unused = [f"`{name}`" for name, its in zip(given, asked, strict=False) if its in by_key and name not in read]
    return f"Your function never uses {listed(unused)}." if unused else ""


def _names_read(function):
    """Return the names that the source of a function reads."""
    nodes = list(ast.walk(parsed(function)))
    read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return read | {node.target.id for node in nodes if isinstance(node, ast.AugAssign) and hasattr(node.target, "id")}


def from_the_notebook(exercise, answer):
    """Return the sentence for a variable of the notebook that stands where what is handed in belongs, or None.

    An array is one whatever its name; a number may be the learner's own constant, where it has not an argument's name.
    """
    names = handed_in(exercise)
    for name, value in _data_from_outside(answer):
        if name in names or isinstance(value, np.ndarray):
            instead = meant_instead(exercise, answer, name)
            return f"`{name}` is the notebook's variable here, the same for every call.{instead}"
    return None


def from_outside(answer):
    """Return a sentence that names the data an answer takes from the notebook and not from its inputs, or ""."""
    names = sorted({f"`{name}`" for name, _ in _data_from_outside(answer)})
    come = "comes" if len(names) == 1 else "come"
    return f"{listed(names)} {come} from an earlier cell, not from its inputs." if names else ""


def _data_from_outside(answer):
    """Yield (name, value) of each variable of the notebook that a function with inputs reads, if it is data."""
    for part in filter(inspect.isfunction, vars(answer).values() if isinstance(answer, type) else [answer]):
        for name in _reads_from_outside(part.__code__) if part.__code__.co_argcount else []:
            if isinstance(part.__globals__.get(name), DATA):
                yield name, part.__globals__[name]


def _reads_from_outside(code):
    """Return the names whose values a function takes from the module's variables, in order, inner functions too."""
    names = [step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    return names + [name for part in code.co_consts if inspect.iscode(part) for name in _reads_from_outside(part)]


def handed_in(exercise):
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


def meant_instead(exercise, answer, name):
    """Return what may be meant by a name that is no variable of the function, after a space, or nothing."""
    for node in [*ast.walk(ast.parse(exercise.stub)), *ast.walk(parsed(answer))]:
        of_self = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr == name
        of_dict = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == name
        if of_self or of_dict and isinstance(node.value, ast.Name):
            return f" Is `{ast.unparse(node).replace(chr(39), chr(34))}` meant?"
    if isinstance(answer, type):
        return " What `forward` sees, `backward` knows only if `self` keeps it."
    return ""
