"""`order`: a program in shuffled lines, put in order by the learner and checked by running it."""

import random

from ..lessons.course import ORDERINGS
from . import page, record
from .compare import same
from .result import Result
from .running import run


def order(id, positions=None):
    """Show a program in shuffled lines with a button each, or, given an order, check it: `order("06.2", [2, 0, 1])`.

    The numbers are those of the lines as shown, in the order in which they shall run. Nothing is raised.

    >>> order("02.9", [0])
    0
    """
    ordering = ORDERINGS.get(str(id))
    if ordering is None:
        return Result(
            "No program",
            False,
            False,
            f'There is no program {id!r} to put in order: give its number, as in `order("06.2")`.',
        )
    if positions is None:
        return _box(ordering)
    try:
        positions = [int(position) for position in positions]
    except (TypeError, ValueError, OverflowError):
        positions = []
    if sorted(positions) != list(range(len(ordering.lines))):
        sentence = f"Give each line's number once, in the order of running: the numbers 0 to {len(ordering.lines) - 1}."
        return Result(f"Order {id} waits", False, False, sentence)
    return _judge(ordering, positions)


def shuffled(ordering):
    """Return the line numbers as shown to the learner: shuffled, the same for everyone."""
    return random.Random(ordering.id).sample(range(len(ordering.lines)), len(ordering.lines))


def _judge(ordering, positions):
    shown = shuffled(ordering)
    placed = [shown[position] for position in positions]  # the numbers of the lines in the lesson file
    wanted = run(_program(ordering, range(len(placed))), "answer", None)
    got = run(_program(ordering, placed), "answer", None)
    if got.error is None and same(got.value, wanted.value, 1e-6, 1e-9):
        return _result(ordering, placed, True, "It runs, and it gives what it should.")
    for first, second, sentence in ordering.before:
        if placed.index(first) > placed.index(second):
            return _result(ordering, placed, False, sentence)
    if got.error is not None:
        return _result(ordering, placed, False, f"It stops with {type(got.error).__name__}: {got.error}.")
    return _result(ordering, placed, False, "It runs, but it gives something else: follow one value through the lines.")


def _result(ordering, placed, passed, sentence):
    title = f"{'Right' if passed else 'Not yet'}: order {ordering.id}"
    return Result(title, True, passed, sentence, note=record.add(ordering.id, passed, last=placed))


def _program(ordering, numbers):
    return "\n".join([ordering.setup, *(ordering.lines[i] for i in numbers), ordering.result])


def _box(ordering):
    """Return the shuffled lines with a button each; a line that is pressed joins the program."""
    shown = shuffled(ordering)
    heading = f"Order {ordering.id}: {ordering.text}"
    lines = [ordering.lines[i] for i in shown]
    listed = [f"  {number}  {line}" for number, line in enumerate(lines)]
    plain = "\n".join(
        [
            heading,
            *listed,
            f'Choose by the buttons, or by a line: order("{ordering.id}", [{", ".join(map(str, range(len(lines))))}])',
        ]
    )
    rows = [page.row(str(number), f"next: {line}", page.code(line)) for number, line in enumerate(lines)]
    program, answer, back = page.html(""), page.html(""), page.button("Take back the last line")
    chosen = []

    def show():
        for number, (button, _, _) in enumerate(rows):
            button.disabled = number in chosen
        back.disabled = not chosen
        program.value = page.program([lines[number] for number in chosen], len(lines))
        answer.value = order(ordering.id, chosen)._repr_html_() if len(chosen) == len(lines) else ""

    def choose(button):
        if int(button.description) not in chosen:
            chosen.append(int(button.description))
        show()

    def take_back(_):
        del chosen[-1:]
        show()

    for button, _, _ in rows:
        button.on_click(choose)
    back.on_click(take_back)
    show()
    return page.Box([page.html(page.heading(heading)), *(line for _, _, line in rows), program, back, answer], plain)
