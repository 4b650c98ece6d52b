"""The settings line: what a demo's sliders say, as the call that starts it there, to be copied, shared and edited."""

import ast
import sys

import numpy as np

from ..arrays import shown
from ..learner import library

LONGEST = 1000  # letters of a line; the longest that a demo writes has some 300


def check(controls, settings):
    """Return a value for each control: from `settings` where given, else its starting value.

    Raises ValueError, naming the setting, for a name or a value that does not fit.
    """
    values = {name: control.value for name, control in controls.items() if not control.is_action}
    for name, value in dict(settings).items():
        if name not in values:
            raise ValueError(f"there is no setting {shown(name)}: choose from {', '.join(values)}.")
        values[name] = controls[name].check(name, value)
    return values


def write(call, given, controls, values):
    """Return the call, with what it was given and every setting that differs from its start."""
    parts = [f"{name}={_name(name, value)}" for name, value in given.items() if value is not None]
    parts += [f"{name}={_plain(value)}" for name, value in values.items() if value != controls[name].value]
    return f"{call}({', '.join(parts)})"


def read(line, call, given=()):
    """Return the settings that a line names, as a dict; what the call was given stays as it is.

    Raises ValueError where the line is not this call with plain values.
    """
    if len(line) > LONGEST:
        raise ValueError(f"this line has {len(line):,} letters, but no demo needs more than {LONGEST:,}: shorten it.")
    try:
        tree = ast.parse(line.strip(), mode="eval").body
        settings = {word.arg: ast.literal_eval(word.value) for word in tree.keywords if word.arg not in given}
        named = ast.unparse(tree.func)
    except (SyntaxError, ValueError, AttributeError, RecursionError, MemoryError):
        said = f"this line cannot be read: {_short(line.strip())!r}. Write it like a call with plain values, such as "
        raise ValueError(f"{said}{call}(setting=0.1).") from None
    if named.split(".")[-1] != call.split(".")[-1]:
        raise ValueError(f"this is the line of another demo, {_short(named)}: here it begins with {call}.")
    if tree.args:
        raise ValueError(f"{_short(ast.unparse(tree.args[0]))} has no name in this line: write {call}(setting=value).")
    if None in settings:  # two stars, which give no name
        raise ValueError(f"two stars have no place in this line: write {call}(setting=value).")
    return settings


def _short(words):
    return words if len(words) <= 80 else f"{words[:77]}..."


def _plain(value):
    """Return a value as a learner would type it: 5 and not 5.0."""
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else repr(value)


def _name(keyword, value):
    """Return how a notebook would write a value: as part of np or dl, else as the notebook calls it.

    What has no name there has its own, an array or a network its keyword.
    """
    own = getattr(value, "__name__", "")
    for short, module in (("np", np), ("dl", sys.modules[__package__.split(".")[0]])):
        if own and getattr(module, own, None) is value:
            return f"{short}.{own}"
    if own and getattr(value, "__module__", "") == library.NAME:
        return f"mine.{own}"
    notebook = dict(vars(sys.modules["__main__"]))  # a copy: a cell may run in another thread meanwhile
    names = [name for name in notebook if notebook[name] is value and name[0] != "_"]
    if not own or names and own not in names:
        return names[0] if names else keyword
    return own if own.isidentifier() else "..."  # a lambda has no name
