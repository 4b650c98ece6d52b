"""Find the exercise that an answer belongs to: by the name of the function, or by the one that is given."""

from difflib import get_close_matches

from ..lessons.course import EXERCISES


def find(answer, name, variables):
    """Return (exercise, ""), or (None, what is wrong with the call); `variables` are those of the caller."""
    if isinstance(answer, str):
        return None, f"`check` takes the function itself, without quotes: `check({answer})`."
    name = name or name_of(answer, variables)
    if isinstance(name, str) and name in EXERCISES and (callable(answer) or answer is ...):
        return EXERCISES[name], ""
    if not callable(answer):
        kind = type(answer).__name__
        return (
            None,
            f"`check` needs the function itself, but this is a value ({kind}). Write its name without brackets behind"
            " it, or run the cell with its `def` again.",
        )
    if not isinstance(name, str) or not name.isidentifier():
        return None, 'This function has no name: say which exercise it answers, as in `check(my_function, "relu")`.'
    inside = sorted((other for other in EXERCISES if other in name), key=len, reverse=True)
    alike = inside + get_close_matches(name, EXERCISES, n=1) + ["relu"]
    return (
        None,
        f'There is no exercise called `{name}`. Keep the name in the cell, or say it: `check({name}, "{alike[0]}")`.',
    )


def name_of(answer, variables):
    """Return the name a function was given, or else that of the caller's variable that holds it."""
    name = _own_name(answer)
    held = (variable for variable, value in list(variables.items()) if value is answer and variable in EXERCISES)
    return name if name in EXERCISES else next(held, name)


def _own_name(answer):
    name = answer if isinstance(answer, str) else getattr(answer, "__name__", "")
    return name if isinstance(name, str) else ""
