"""What a class has done and met: from records and notebooks in whatever state."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..lessons.course import EXERCISES, LESSONS, ORDERINGS, QUESTIONS
from .cells import is_same
from .handed_in import LESSON_OF, Notebook, learners_in, notebook_at

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
STUCK_AFTER = 4  # attempts that were not right


@dataclass(frozen=True)
class State:
    """Where a learner stands with an exercise: "right", "stuck", "trying", "written", or "not begun".

    "stuck" is not right after several attempts, or after the last hint or the solution; "written" was never checked.
    """

    word: str
    attempts: int = 0
    hints: int = 0
    solution: bool = False


@dataclass(frozen=True)
class Again:
    """Something to explain again: who met it, and who of them needs it, because the exercise is not right yet."""

    exercise: str
    name: str
    sentence: str
    demo: str
    met: tuple
    need: tuple


@dataclass(frozen=True)
class Asked:
    """A question or a program to order: how many answered, who was wrong at first, and the choices they took."""

    id: str
    text: str
    answered: int
    wrong: tuple
    taken: tuple  # (choice, how many, the sentence for it)


@dataclass
class Report:
    """A class at one moment; `states` is a dict by exercise for each learner."""

    learners: list
    lessons: list
    exercises: list
    states: list
    again: list
    asked: list

    def count(self, name, word):
        """Return how many learners stand with an exercise as a word of State says."""
        return sum(states[name].word == word for states in self.states)


def report(folder):
    """Return the Report of all that lies in a folder, one folder a learner."""
    learners = learners_in(folder)
    begun = {LESSON_OF[name] for learner in learners for name in learner.entries if name in EXERCISES}
    begun |= {notebook.lesson for learner in learners for notebook in learner.notebooks}
    lessons = sorted(begun & LESSONS.keys())
    exercises = [exercise.name for lesson in lessons for exercise in LESSONS[lesson].EXERCISES]
    states = [{name: state(learner, name) for name in exercises} for learner in learners]
    return Report(learners, lessons, exercises, states, _again(learners), _asked(learners))


def state(learner, name):
    """Return the State of a learner's exercise: by the record, and where that says nothing by the notebooks."""
    entry, look = learner.entries.get(name), learner.seen.get(name, {})
    seen = {"hints": look.get("hints", 0), "solution": look.get("solution", False)}
    if entry is None:
        words = [_by_notebook(notebook, name) for notebook in learner.notebooks]
        return State(max(words, key=ORDER.index, default="not begun"), **seen)
    if entry["result"] == "right":
        return State("right", entry["attempts"], **seen)
    helpless = seen["solution"] or seen["hints"] >= len(EXERCISES[name].hints)
    return State("stuck" if helpless or entry["attempts"] >= STUCK_AFTER else "trying", entry["attempts"], **seen)


ORDER = ["not begun", "written", "trying", "right"]


def _by_notebook(notebook, name):
    """Return how far an exercise is in a notebook: by what its check cell shows, else by what is written."""
    raw = (cell for cell in notebook.content.get("cells") or [] if isinstance(cell, dict))
    for cell, (_, source, _) in zip(raw, notebook.cells, strict=False):
        if _is_check_of(name, source):
            shown = str(cell.get("outputs", ""))
            if f"Right: {name}" in shown:
                return "right"
            if f"Not yet: {name}" in shown:
                return "trying"
    for statement in notebook.code.binding(name):
        if not statement.is_blank and not is_same(statement.text, EXERCISES[name].stub):
            return "written"
    return "not begun"


def _is_check_of(name, text):
    return re.search(rf"^check\(\W*{name}\b", text, re.M) is not None


def _again(learners):
    """Return what to explain again, what most need first."""
    met = {}
    for learner in learners:
        for name, entry in learner.entries.items():
            for misconception in entry.get("misconceptions", []) if name in EXERCISES else []:
                met.setdefault((name, misconception), []).append(learner)
    found = []
    for (name, misconception), who in met.items():
        known = {one.name: one.sentence for one in EXERCISES[name].misconceptions}
        if misconception in known:
            need = tuple(learner.name for learner in who if learner.entries[name]["result"] != "right")
            names = tuple(learner.name for learner in who)
            found.append(Again(name, misconception, known[misconception], demo_of(name, learners), names, need))
    return sorted(found, key=lambda one: (-len(one.need), -len(one.met), one.exercise, one.name))


def _asked(learners):
    """Return the questions and programs that somebody got wrong, the one that most did first."""
    found = []
    for id in [*QUESTIONS, *ORDERINGS]:
        who = [learner for learner in learners if id in learner.entries]
        question = QUESTIONS.get(id)
        if question is None:
            wrong = [learner for learner in who if learner.entries[id]["result"] != "right"]
            taken = ()
            text = f"Put in order: {ORDERINGS[id].text}"
        else:
            places = {learner.name: _place(learner.entries[id], question) for learner in who}
            wrong = [one for one in who if (p := places[one.name]) is not None and not question.choices[p].right]
            counted = Counter(places[learner.name] for learner in wrong).most_common()
            taken = tuple((question.choices[p].text, count, question.choices[p].sentence) for p, count in counted)
            text = question.text
        if wrong:
            found.append(Asked(id, text, len(who), tuple(learner.name for learner in wrong), taken))
    return sorted(found, key=lambda one: (-len(one.wrong), one.id))


def _place(entry, question):
    """Return the first choice of a question, as far as the record of a version holds it."""
    first = entry.get("first")
    return first if isinstance(first, int) and 0 <= first < len(question.choices) else None


# the demo to show


def demo_of(name, learners=()):
    """Return the call of the demo that stands nearest to an exercise in its lesson's notebook, or "".

    >>> demo_of("relu").startswith("demos.")
    True
    """
    own = sorted(NOTEBOOKS.glob(f"{LESSON_OF[name]}_*.ipynb"))
    if own:
        return _nearest(_texts(own[0]), name)
    for notebook in (notebook for learner in learners for notebook in learner.notebooks):
        if notebook.lesson == LESSON_OF[name]:
            return _nearest(notebook, name)
    return ""


_read = {}


def _texts(path):
    if path not in _read:
        _read[path] = notebook_at(path)
    return _read[path]


def _nearest(notebook: Notebook, name):
    """Return the demo that shows an exercise, else the nearest one in its part, else the nearest at all."""
    calls, place, part = [], 0, 0
    for number, (kind, text, _) in enumerate(notebook.cells):
        part += kind == "markdown" and text.startswith("## ")
        if kind == "code" and _is_check_of(name, text):
            place, own_part = number, part
        last = text.strip().splitlines()[-1] if text.strip() else ""
        if kind == "code" and (found := re.match(r"demos\.\w+\(.*\)$", last)):
            calls.append((part, number, found[0]))

    def distance(call):
        shows_it = re.search(rf"\b{name}\b", call[2])
        return not shows_it, call[0] != own_part, abs(call[1] - place)

    return min(calls, key=distance)[2] if calls and place else ""
