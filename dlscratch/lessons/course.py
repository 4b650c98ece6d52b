"""All lessons, by number, and their exercises, questions and programs, by name.

A lesson is a folder here, such as `l02_activations`, whose `exercises.py` holds its data: whoever adds a folder has
added a lesson.
"""

from importlib import import_module
from pathlib import Path

from .package import mine

FOLDERS = sorted(path.name for path in Path(__file__).parent.glob("l[0-9][0-9]_*"))
LESSONS = {folder[1:3]: import_module(f".{folder}.exercises", __package__) for folder in FOLDERS}
_ANSWERS = {folder[1:3]: import_module(f".{folder}.answers", __package__) for folder in FOLDERS}

EXERCISES = {exercise.name: exercise for lesson in LESSONS.values() for exercise in lesson.EXERCISES}
KEYS = {e.name: getattr(_ANSWERS[number], e.name) for number, lesson in LESSONS.items() for e in lesson.EXERCISES}
vars(mine).update({name: key for name, key in KEYS.items() if not hasattr(mine, name)})
QUESTIONS = {question.id: question for lesson in LESSONS.values() for question in lesson.QUESTIONS}
ORDERINGS = {ordering.id: ordering for lesson in LESSONS.values() for ordering in lesson.ORDERINGS}


def names_of(lesson):
    """Return the names of the exercises, questions and programs of a lesson, "02", in their order."""
    module = LESSONS[lesson]
    ids = sorted((part.id for part in [*module.QUESTIONS, *module.ORDERINGS]), key=lambda id: int(id[3:]))
    return [exercise.name for exercise in module.EXERCISES] + ids
