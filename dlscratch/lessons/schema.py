"""What a lesson file is made of: exercises, questions and programs to put in order. Data only, no behaviour.

No expected value is written down here: the key is the function of the exercise's name in the lesson's `answers`. A
*case* is one or more lines that a learner could type, the last of them an expression. It is run twice, once with the
learner's function under the exercise's name and once with the key, and the two values must agree.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Misconception:
    """A wrong answer that learners really give, and the sentence for who gives it.

    `name` says in a few words what is wrong, as in "no-bias": the record keeps it, so it stays when the sentence is
    reworded. No other of the exercise has it.
    `wrong` is a function or class that behaves like it; it is recognised by what it returns, not by how it is written.
    The sentence tells the learner where to look, in at most 40 words, and not the answer.
    """

    name: str
    wrong: Callable
    sentence: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Exercise:
    """A function or class that the learner writes, or, where there is a `symptom`, a faulty one to repair.

    `name`: unique in the course; the name of the package's function where there is one.
    `task`: one sentence, what is asked.
    `stub`: the cell the learner finds, with a docstring, 88 columns wide; `...` marks what is to be written.
    `symptom`: for a bug hunt, whose stub is complete and faulty: what one sees, not why.
    `cases`: lines run with the learner's answer and with the key; `rng` in them makes the random numbers.
    `hints`: three sentences: what a right answer does, where to look, how to do it.
    `insight`: the one sentence that matters, shown with the solution.
    `source`: the function, class or method of the package that `solution` shows beside the answer, if there is one.
    `rtol`, `atol`: how far a value may be from the key's.
    `silent`: a NumPy warning in the learner's code counts as a fault.
    `one_by_one`: each case is a question of its own: where all of them fit no misconception, the first wrong one
    tells.
    """

    name: str
    task: str
    stub: str
    cases: list[str]
    misconceptions: list[Misconception]
    hints: tuple[str, str, str]
    insight: str
    source: Callable | None = None
    symptom: str = ""
    rtol: float = 1e-4
    atol: float = 1e-6
    silent: bool = False
    one_by_one: bool = False


@dataclass(frozen=True, eq=False)
class Choice:
    """One choice of a question, and the sentence for who takes it."""

    text: str
    sentence: str
    right: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Question:
    """A question with choices, of which exactly one is right; the learner sees them shuffled.

    The record keeps a choice by its place here: a new one comes last, and none changes its place.
    `kind` is "recall" (the lesson before), "predict" (before a demo) or "quiz" (at the end).
    `shows` is a line of code, run after the guess and shown with its value: what really happens.
    """

    id: str
    kind: str
    text: str
    choices: list[Choice]
    shows: str = ""


@dataclass(frozen=True, eq=False, kw_only=True)
class Ordering:
    """A program whose lines the learner puts in order, checked by running it.

    `lines` stand in a right order here and are shuffled for the learner; any order that gives the same value is right.
    `setup` runs before the lines, and `result` is the expression compared after them.
    `before` holds (i, j, sentence): line i must run before line j, and the sentence for who has it the other way.
    """

    id: str
    text: str
    lines: list[str]
    result: str
    before: list[tuple[int, int, str]]
    setup: str = ""
