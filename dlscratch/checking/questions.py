"""`guess`: a question whose answer is locked before it is explained."""

import hashlib

import numpy as np

from ..lessons.course import QUESTIONS
from ..live.access import is_locked, lock
from . import page, record
from .result import Result
from .running import evaluate

HEADINGS = {"recall": "Recall", "predict": "Predict", "quiz": "Quiz"}


def guess(id, choice=None):
    """Show a question with a button for each choice, or, given a choice, answer it: `guess("02.1", "b")`.

    The first guess counts; then each choice is explained. Nothing is raised.

    >>> print(guess("02.1").plain.splitlines()[0])
    Recall 02.1: What does a layer compute from a batch x whose rows are samples?
    """
    question = QUESTIONS.get(str(id))
    if question is None:
        return Result(
            "No question", False, False, f'There is no question {id!r}: give its number, as in `guess("02.1")`.'
        )
    if choice is None:
        return _box(question)
    letter = str(choice).strip().lower()
    if letter not in _letters(question):
        letters = ", ".join(_letters(question))
        return Result(
            f"{_heading(question)} waits", False, False, f"{choice!r} is not one of its choices: take one of {letters}."
        )
    return _answer(question, letter)


def shuffled(question):
    """Return the places of the choices in the lesson's file, in the order in which everybody sees them."""
    places = range(len(question.choices))
    return sorted(places, key=lambda place: hashlib.sha256(f"place {question.id} {place}".encode()).digest())


def _letters(question):
    return list("abcdefgh")[: len(question.choices)]


def _lettered(question):
    """Return the choices as the learner sees them, by letter."""
    return {
        letter: question.choices[place] for letter, place in zip(_letters(question), shuffled(question), strict=True)
    }


def _heading(question):
    return f"{HEADINGS[question.kind]} {question.id}"


def _answer(question, letter):
    """Lock a guess and return the result: the sentence of the choice and, where it was wrong, of the right one."""
    choices = _lettered(question)
    choice = choices[letter]
    place = question.choices.index(choice)
    note = record.add(question.id, choice.right, first=place, last=place)
    right_letter, right = next((letter, other) for letter, other in choices.items() if other.right)
    message = choice.sentence
    if not choice.right:
        message += f" The right answer is {right_letter}. {right.sentence}"
    title = f"Right: {letter}" if choice.right else f"Not {letter}"
    got = str(_shown(question)) if question.shows else ""
    return GuessResult(title, True, choice.right, message, call=question.shows, got=got, note=note)


class GuessResult(Result):
    """The result of a guess: `call` is a line to try, and `got` what it gives."""

    def _evidence(self):
        return page.code(f"{self.call}\n# gives {self.got}") if self.call else ""


def _shown(question):
    with np.errstate(all="ignore"):  # a nan may be what is to be seen
        value = evaluate(question.shows)
    return (
        f"{value:.4g}"
        if isinstance(value, float)
        else str(np.round(value, 4))
        if isinstance(value, np.ndarray)
        else value
    )


def _box(question):
    """Return the question with a button a choice; the first one pressed is the guess."""
    heading = f"{_heading(question)}: {question.text}"
    choices = _lettered(question)
    lines = [f"  {letter}  {choice.text}" for letter, choice in choices.items()]
    plain = "\n".join([heading, *lines, f'Choose by a button, or by a line: guess("{question.id}", "a")'])
    rows, answer = [], page.answer()
    for letter, choice in choices.items():
        rows.append(page.row(letter, choice.text.replace("`", ""), page.choice(choice.text)))

    def take(button):
        if is_locked(button):
            return
        result = _answer(question, button.description)
        for (other, words, _), choice in zip(rows, choices.values(), strict=True):
            lock(other)  # a disabled button would lose the focus
            words.value = page.choice(choice.text, right=choice.right, yours=other is button)
        answer.value = result._repr_html_()

    for button, _, _ in rows:
        button.on_click(take)
    return page.Box([page.html(page.heading(heading)), *(line for _, _, line in rows), answer], plain)
