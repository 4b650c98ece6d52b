"""`progress`: what is done in a lesson and in the course."""

import sys

from ..learner.words import counted
from ..lessons.course import LESSONS, names_of
from . import mine, page, record


def progress(lesson=None):
    """Return a button that shows what is done: in each lesson, and, given one such as "02", exercise by exercise.

    >>> progress("02").plain
    'Progress: press the button in a running notebook to see what is done.'
    """
    button, answer = page.button("Show my progress"), page.answer()

    def show(_=None):
        answer.value = report(lesson)

    button.on_click(show)
    return page.Box([button, answer], "Progress: press the button in a running notebook to see what is done.")


def report(lesson=None):
    """Return the progress as HTML: a line a lesson, and a line an exercise of the lesson asked for."""
    entries, note = record.read()
    right = {name for name, entry in entries.items() if entry["result"] == "right"}
    rows = []
    for number, module in LESSONS.items():
        names = names_of(number)
        rows.append((f"{number} {module.TITLE}", f"{len(right.intersection(names))} of {len(names)}", number == lesson))
    total = sum(len(names_of(number)) for number in LESSONS)
    done = sum(len(right.intersection(names_of(number))) for number in LESSONS)
    detail = (
        page.table([(name, _state(entries.get(name)), False) for name in names_of(lesson)]) if lesson in LESSONS else ""
    )
    title = f"{done} of {total} done in the course"
    if lesson is not None and lesson not in LESSONS:
        detail = page.text(f'There is no lesson {lesson!r}: give its two digits, as in `progress("02")`.')
    return page.card(
        "note", title, page.table(rows), detail, page.text(mine.growth()), page.text(_where()), page.text(note)
    )


def _state(entry):
    if entry is None:
        return "… not attempted"
    tries = counted(entry["attempts"], "attempt")
    return f"{'✓ right' if entry['result'] == 'right' else '✗ not yet'}, {tries}"


def _where():
    if "google.colab" in sys.modules:
        return (
            f"Colab forgets files: download `{record.FILE}` from the folder at the left before you leave, and upload it"
            " next time. For your library, `mine.download()` and `mine.upload()` do that."
        )
    return f"Kept in `{record.path()}`: you can read it, delete it or hand it in."
