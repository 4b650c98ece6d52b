"""`hint` and `solution`: what an exercise says to whoever is stuck, a step at a time."""

import inspect
import sys
import textwrap

import numpy as np

from ..lessons.course import EXERCISES, KEYS
from . import page, record
from .find import name_of

_steps_shown = {}  # how many hints of an exercise this session has seen


def hint(answer, steps=None):
    """Return the next hint to an exercise, given as its function, class or name: first what, then where, then how.

    Each call shows one step more; `steps` says how many.

    >>> hint("relu", steps=1).plain.startswith("Hint 1 of 3")
    True
    """
    name = name_of(answer, sys._getframe(1).f_globals)
    if name not in EXERCISES:
        return _unknown(name)
    hints = EXERCISES[name].hints
    if steps is not None and not (isinstance(steps, (int, np.integer)) and steps > 0):
        sentence = f"steps is {steps!r}, but it counts hints: hint({name}, steps=1) shows the first of {len(hints)}."
        return page.Page(sentence, page.card("waiting", f"Hints: {name}", page.text(sentence)))
    _steps_shown[name] = min(steps or _steps_shown.get(name, 0) + 1, len(hints))
    lines = [f"Hint {i} of {len(hints)}: {sentence}" for i, sentence in enumerate(hints[: _steps_shown[name]], start=1)]
    note = record.look(name, hints=len(lines))
    more = f"Run it again for the next one: hint({name})" if len(lines) < len(hints) else ""
    plain = "\n".join([*lines, more] if more else lines)
    return page.Page(
        plain, page.card("note", f"Hints: {name}", *map(page.text, lines), page.text(more), page.text(note))
    )


def solution(answer):
    """Return one way to write an exercise, given as its function, class or name, then how the package does it.

    >>> "np.maximum" in solution("relu").plain
    True
    """
    name = name_of(answer, sys._getframe(1).f_globals)
    if name not in EXERCISES:
        return _unknown(name)
    exercise = EXERCISES[name]
    parts = [page.text("One way to write it:"), page.code(written := inspect.getsource(KEYS[name]))]
    plain = ["One way to write it:", written]
    if exercise.source:
        package = textwrap.dedent(inspect.getsource(exercise.source))
        plain += ["In the package:", package]
        parts += [page.text("In the package:"), page.code(package)]
    title = f"A solution: {name}"
    parts = [page.text(exercise.insight), *parts, page.text(record.look(name, solution=True))]
    return page.Page("\n".join([title, exercise.insight, "", *plain]), page.card("note", title, *parts))


def _unknown(name):
    sentence = f"There is no exercise called `{name}`: " if name else "This is the name of no exercise: "
    sentence += "give the function of the cell, as in `hint(relu)`."
    return page.Page(sentence, page.card("waiting", "No exercise", page.text(sentence)))
