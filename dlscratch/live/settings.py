"""The settings line: what a demo's sliders say, as the call that starts it there, to be copied, shared and edited."""

import ast
import sys

from ..learner import library


def check(controls, settings):
    """Return a value for each control: from `settings` where given, else its starting value.

    Raises ValueError, naming the setting, for a name or a value that does not fit.
    """
    values = {name: control.value for name, control in controls.items() if not control.is_action}
    for name, value in dict(settings).items():
        if name not in values:
            raise ValueError(f"there is no setting {name!r}: choose from {', '.join(values)}.")
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
    try:
        tree = ast.parse(line.strip(), mode="eval").body
        settings = {word.arg: ast.literal_eval(word.value) for word in tree.keywords if word.arg not in given}
        named = ast.unparse(tree.func)
    except (SyntaxError, ValueError, AttributeError):
        said = f"this line cannot be read: {line.strip()!r}. Write it like a call with plain values, such as "
        raise ValueError(f"{said}{call}(setting=0.1).") from None
    if named.split(".")[-1] != call.split(".")[-1]:
        raise ValueError(f"this is the line of another demo, {named}: here it begins with {call}.")
    if tree.args:
        raise ValueError(f"{ast.unparse(tree.args[0])} has no name in this line: write {call}(setting=value).")
    return settings


def _plain(value):
    """Return a value as a learner would type it: 5 and not 5.0."""
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else repr(value)


def _name(keyword, value):
    """Return how a notebook would write a value: by its own name, or as the notebook calls it, or by its keyword."""
    if not hasattr(value, "__name__"):
        notebook = dict(vars(sys.modules["__main__"]))  # a copy: a cell may run in another thread meanwhile
        return next((name for name in notebook if notebook[name] is value and name[0] != "_"), keyword)
    name = value.__name__
    if not name.isidentifier():  # a lambda has no name
        return "..."
    if getattr(value, "__module__", "") == library.NAME:
        return f"mine.{name}"
    if type(value).__module__ == "numpy" or getattr(value, "__module__", "") == "numpy":
        return f"np.{name}"
    return f"dl.{name}" if getattr(value, "__module__", "").startswith("dlscratch.") else name
