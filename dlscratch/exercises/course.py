"""The exercises, questions and programs of all lessons, found by name."""

from . import (
    activations,
    backpropagation,
    forward_pass,
    losses,
    mnist_training,
    numerical_differentiation,
    start_here,
)

LESSONS = {
    "00": start_here,
    "01": forward_pass,
    "02": activations,
    "03": losses,
    "04": numerical_differentiation,
    "05": backpropagation,
    "06": mnist_training,
}

EXERCISES = {exercise.name: exercise for lesson in LESSONS.values() for exercise in lesson.EXERCISES}
QUESTIONS = {question.id: question for lesson in LESSONS.values() for question in lesson.QUESTIONS}
ORDERINGS = {ordering.id: ordering for lesson in LESSONS.values() for ordering in lesson.ORDERINGS}


def names_of(lesson):
    """Return the names of the exercises, questions and programs of a lesson, "02", in their order."""
    module = LESSONS[lesson]
    ids = sorted((part.id for part in [*module.QUESTIONS, *module.ORDERINGS]), key=lambda id: int(id[3:]))
    return [exercise.name for exercise in module.EXERCISES] + ids
