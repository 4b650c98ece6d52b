"""Lesson 07: write me, what it is about in a line."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Question

TITLE = "Optimizers"

EXERCISES = [
    Exercise(
        name="momentum_step",
        task="Write me: what is asked, in one sentence.",
        stub='''\
def momentum_step(a):
    """Return twice a, an array of any shape."""
    return ...  # your code here
''',
        source=dl.identity,
        cases=["momentum_step(3.0)", "a = np.array([-1.0, 0.5])\nmomentum_step(a)"],
        misconceptions=[
            Misconception("same-number", lambda a: a, "Write me: where to look for who returns a."),
            Misconception("adds-two", lambda a: a + 2, "Write me: where to look for who adds 2."),
            Misconception("squares", np.square, "Write me: where to look for who squares."),
        ],
        hints=(
            "Write me: what a right answer does.",
            "Write me: where to look.",
            "Write me: how to do it.",
        ),
        insight="Write me: the one sentence that matters.",
    ),
]

QUESTIONS = [
    Question(
        id="07.1",
        kind="recall",
        text="Write me: a question on the lesson before?",
        choices=[
            Choice("write me: right", "Write me: why it is right.", right=True),
            Choice("write me: wrong", "Write me: where to look."),
            Choice("write me: wrong too", "Write me: where else to look."),
        ],
    ),
    Question(
        id="07.2",
        kind="recall",
        text="Write me: a question on the lesson before?",
        choices=[
            Choice("write me: wrong", "Write me: where to look."),
            Choice("write me: right", "Write me: why it is right.", right=True),
            Choice("write me: wrong too", "Write me: where else to look."),
        ],
    ),
    Question(
        id="07.3",
        kind="recall",
        text="Write me: a question on the lesson before?",
        choices=[
            Choice("write me: wrong", "Write me: where to look."),
            Choice("write me: wrong too", "Write me: where else to look."),
            Choice("write me: right", "Write me: why it is right.", right=True),
        ],
    ),
    Question(
        id="07.4",
        kind="predict",
        text="Write me: what will the demo show?",
        choices=[
            Choice("write me: right", "Write me: why it is right.", right=True),
            Choice("write me: wrong", "Write me: where to look."),
        ],
    ),
    Question(
        id="07.5",
        kind="quiz",
        text="Write me: a question on this lesson?",
        choices=[
            Choice("write me: right", "Write me: why it is right.", right=True),
            Choice("write me: wrong", "Write me: where to look."),
            Choice("write me: wrong too", "Write me: where else to look."),
        ],
    ),
    Question(
        id="07.6",
        kind="quiz",
        text="Write me: a question on this lesson?",
        choices=[
            Choice("write me: wrong", "Write me: where to look."),
            Choice("write me: right", "Write me: why it is right.", right=True),
            Choice("write me: wrong too", "Write me: where else to look."),
        ],
    ),
    Question(
        id="07.7",
        kind="quiz",
        text="Write me: a question on this lesson?",
        choices=[
            Choice("write me: wrong", "Write me: where to look."),
            Choice("write me: wrong too", "Write me: where else to look."),
            Choice("write me: right", "Write me: why it is right.", right=True),
        ],
    ),
]

ORDERINGS = []
