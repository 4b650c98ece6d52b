"""Marks that count: each answer runs in a process of its own, on fresh numbers, and is judged here."""

import inspect
import re
import secrets
import sys
from dataclasses import dataclass, field
from functools import cache

import numpy as np

import dlscratch

from ..checking.result import Result
from ..lessons.course import EXERCISES, KEYS, LESSONS
from .cells import candidates, code_of, is_same
from .fresh import fresh
from .handed_in import LESSON_OF, learners_in
from .judge import cases_of, judged

SEEDS = 2  # of the random numbers, drawn for a run
SECONDS = 12.0  # an answer takes milliseconds, the slowest case of the course a second
BYTES = 2 * 2**30
MOST_CANDIDATES = 6


@dataclass
class Mark:
    """What an answer is worth: the checker's Result, the misconception it shows, and what a teacher should know."""

    result: Result
    misconception: str = ""
    notes: list = field(default_factory=list)

    @property
    def points(self):
        return self.result.points


@dataclass
class Marks:
    """The marks of a class: by learner and exercise, with what it takes to get them again."""

    lessons: list
    exercises: list
    learners: list
    marks: list  # a dict by exercise for each learner
    seed: int
    bounds: str

    def total(self, place):
        """Return the points of the learner at a place of the list."""
        return sum(mark.points for mark in self.marks[place].values())


def grade(folder, workshop, *, lessons=(), seed=None, seconds=SECONDS):
    """Return the Marks of all that was handed in: of the lessons given, or of each that somebody handed in.

    `seed` repeats an earlier run: the random numbers of the cases come from it. `workshop` is where answers run, each
    for so many `seconds`.
    """
    learners = learners_in(folder)
    found = {notebook.lesson for learner in learners for notebook in learner.notebooks}
    lessons = sorted(lessons or found & LESSONS.keys())
    exercises = [exercise for lesson in lessons for exercise in LESSONS[lesson].EXERCISES]
    seed = secrets.randbelow(10**9) if seed is None else seed
    seeds = [int(number) for number in np.random.default_rng(seed).integers(2**32, size=SEEDS)]
    tasks = [(learner, exercise) for learner in learners for exercise in exercises]
    marks = iter(workshop.map(lambda task: mark(*task, seeds, workshop, seconds), tasks))
    by_learner = [{exercise.name: next(marks) for exercise in exercises} for _ in learners]
    return Marks(lessons, [exercise.name for exercise in exercises], learners, by_learner, seed, workshop.bounds)


def mark(learner, exercise, seeds, workshop, seconds=SECONDS):
    """Return the Mark of a learner's best answer to an exercise."""
    name, best = exercise.name, None
    answers = list(_answers(learner, exercise))[:MOST_CANDIDATES]
    if not answers:
        return Mark(_nothing(learner, exercise))
    for where, candidate in answers:
        result, misconception = _run(learner, exercise, candidate, seeds, workshop, seconds)
        notes = _notes(learner, name, candidate, where) if result.passed else []
        if best is None or result.passed or result.attempted and not best.result.attempted:
            best = Mark(result, misconception, notes)
        if result.passed:
            break
    return best


def _answers(learner, exercise):
    """Yield (where, Candidate) of each answer to an exercise: out of its lesson's notebooks, then of the library."""
    blank = []
    for notebook in learner.notebooks:
        if notebook.lesson == LESSON_OF[exercise.name]:
            other = [checked for _, checked, name in notebook.checks() if name == exercise.name != checked]
            for candidate in candidates(notebook.code, exercise.name, other):
                answer = notebook.path.name, candidate
                if candidate.own.is_blank:
                    blank.append(answer)
                else:
                    yield answer
    for candidate in candidates(learner.library_code, exercise.name)[:1]:
        own = f"from my_dlscratch import {exercise.name}"
        yield "my_dlscratch.py", type(candidate)(candidate.name, candidate.own, own)
    yield from blank


def _run(learner, exercise, candidate, seeds, workshop, seconds=SECONDS):
    lines, end = [], ""
    if not candidate.own.is_blank:
        job = {
            "name": exercise.name,
            "runs": [[seed, case] for seed in seeds for case in cases_of(fresh(exercise, seed))],
            "program": candidate.program,
            "library": learner.library,
            "stand_ins": stand_ins(exercise.name, f"{candidate.program}\n{learner.library}"),
            "refused": very_function(exercise),
            "seconds": seconds,
            "bytes": BYTES,
        }
        lines, end = workshop.run(job)
    return judged(exercise, candidate, lines, end, seeds, seconds)


def _nothing(learner, exercise):
    if not learner.notebooks and not learner.library:
        return Result(f"Not handed in: {exercise.name}", False, False, "No notebook of this lesson was handed in.")
    sentence = f"No cell defines `{exercise.name}`."
    for notebook in learner.notebooks:
        for cell, why in notebook.code.unreadable:
            if re.search(rf"\b{exercise.name}\b", notebook.cells[cell - 1][1]):
                sentence = f"The cell that names `{exercise.name}` is no Python: {why}."
                return Result(f"Not yet: {exercise.name}", True, False, sentence)
    return Result(f"Not attempted: {exercise.name}", False, False, sentence)


def _notes(learner, name, candidate, where):
    notes = []
    package = EXERCISES[name].source
    texts = [inspect.getsource(KEYS[name])] + ([inspect.getsource(package)] if inspect.isclass(package) else [])
    if any(is_same(candidate.own.text, text) for text in texts):
        notes.append("word for word the solution (a short answer may be)")
    if learner.seen.get(name, {}).get("solution"):
        notes.append("the solution was seen")
    if where == "my_dlscratch.py":
        notes.append("from my_dlscratch.py")
    return notes


# what an answer may call


def very_function(exercise):
    """Return the places in the package of the very function that an exercise asks for: an answer must not call it.

    >>> very_function(EXERCISES["relu"])
    ['dlscratch.functions:relu']
    """
    things = list(UNDER_ANOTHER_NAME.get(exercise.name, ()))
    if not any(f"dl.{exercise.name}" in case for case in exercise.cases):
        things.append(getattr(dlscratch, exercise.name, None))
    own = getattr(exercise.source, "__name__", "")
    if own.strip("_").lower() == exercise.name.lower() or _is_the_layer(exercise):
        things.append(exercise.source)
    return sorted({f"{thing.__module__}:{thing.__qualname__}" for thing in things if thing is not None})


def _is_the_layer(exercise):
    """Return whether the package has the function as a layer: `Affine.forward` is `affine`."""
    return getattr(exercise.source, "__qualname__", "").lower() == f"{exercise.name.lower()}.forward"


# What the package calls otherwise. Not here is what an answer may well call: `neuron` may call dl.relu.
UNDER_ANOTHER_NAME = {
    "init_network": [dlscratch.MultiLayerNet._initial_params],
    "d_relu": [dlscratch.ReLU.backward],
    "d_sigmoid_of_a": [dlscratch.Sigmoid.backward],
    "d_sigmoid_of_z": [dlscratch.Sigmoid.backward],
    "cross_entropy_from_scores": [dlscratch.softmax_cross_entropy],
    "output_slope": [dlscratch.SoftmaxWithLoss.backward],
    "walk_downhill": [dlscratch.gradient_descent],
    "two_layer_gradient": [dlscratch.MultiLayerNet.loss_and_gradient],
    "sample_batch": [dlscratch.minibatches],
    "sgd_step": [dlscratch.SGD.update],
    "TwoLayerNet": [getattr(dlscratch.MultiLayerNet, name) for name in ("predict", "loss", "loss_and_gradient")],
}


def stand_ins(name, text):
    """Return programs for what a text calls in `mine` and the package has not, but for the exercise itself."""
    found, waiting = {}, set(re.findall(r"\.(\w+)", text)) & KEYS.keys() - {name}
    while waiting:
        other = waiting.pop()
        if hasattr(dlscratch, other) or other in found:
            continue
        program = candidates(_answers_beside(KEYS[other].__module__), other)[0].program
        if not re.search(rf"\b{name}\b", program):
            found[other] = program
            waiting |= set(re.findall(r"mine\.(\w+)", program)) & KEYS.keys() - {name}
    return found


@cache
def _answers_beside(module):
    """Return the Code of a lesson's answers, by their module's name."""
    return code_of([(1, inspect.getsource(sys.modules[module]))])
