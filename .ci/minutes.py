"""How long a lesson takes, by a model: so many words read, lines run, answers written, pictures tried.

What stands below the heading "Further" is not counted. A lesson has at most two sittings; a longer one says where to
stop.
"""

import ast
import re

from dlscratch.lessons.course import EXERCISES

WORDS_A_MINUTE = 120
MINUTES = {"blank": 3, "whole": 6, "order": 3, "demo": 3, "guess": 0.7, "code": 0.8, "free": 0}
SITTING = 50  # minutes at most; a lesson that takes longer has two
PART = re.compile(r"^## (.+) \((\d+) min\)$", re.MULTILINE)
STOP = re.compile(r"^\*A good place to stop: .*\n+(?=## )", re.MULTILINE)  # above the heading where the second begins
DERIVED = re.compile(rf"{STOP.pattern}|^\| Time \|.*\n", re.MULTILINE)


def core(cells):
    """Return the cells of a lesson before its heading "Further"."""
    end = next((i for i, cell in enumerate(cells) if re.search(r"^## Further", cell.source, re.MULTILINE)), len(cells))
    return cells[:end]


def words(cells):
    """Return how many words the texts of the cells have, without what is written from the minutes."""
    return sum(len(DERIVED.sub("", cell.source).split()) for cell in cells if cell.cell_type == "markdown")


def minutes(cells):
    """Return how long the cells take."""
    return words(cells) / WORDS_A_MINUTE + sum(MINUTES[kind(cell)] for cell in cells if cell.cell_type == "code")


def kind(cell):
    """Return what a code cell asks for: a key of MINUTES. Setup, stub and progress are free: the check cell counts."""
    last = (cell.source.splitlines() or [""])[-1]  # a new stub cell is still empty
    if checked := re.search(r"^check\((\w+)", cell.source, re.MULTILINE):
        return "whole" if asks_for_all(EXERCISES[checked[1]]) else "blank"
    defined = re.search(r"^(?:def|class) (\w+)", cell.source, re.MULTILINE)
    if "setup" in cell.metadata.get("tags", []) or defined and defined[1] in EXERCISES or last.startswith("progress("):
        return "free"
    asked = re.match(r"(order|guess)\(|demos\.", last)
    return "code" if not asked else asked[1] or "demo"


def asks_for_all(exercise):
    """Say whether an exercise is a hunt or an empty function, of a docstring alone; else its cell gives some code."""
    *_, definition = ast.parse(exercise.stub).body
    body = [line for line in definition.body if not (isinstance(line, ast.Expr) and ast.get_docstring(definition))]
    return bool(exercise.symptom) or [ast.unparse(line) for line in body] in ([], ["return ..."])


def parts_of(cells):
    """Return the parts of a lesson and their minutes, [("Recall", 5), ...], for each heading that bears minutes.

    What stands before the first belongs to it; what stands below a heading without minutes, to the part before.
    """
    cells, starts = core(cells), []
    for i, cell in enumerate(cells):
        if cell.cell_type == "markdown" and (heading := PART.search(cell.source)):
            starts.append((heading[1], i))
    ends = [i for _, i in starts[1:]] + [len(cells)]
    passed = [0, *(round(minutes(cells[:end])) for end in ends)]  # rounded on the way: the parts add up to the whole
    return [(part, passed[i + 1] - passed[i]) for i, (part, _) in enumerate(starts)]


def second_sitting(parts):
    """Return the number of the part with which a second sitting begins, or None where one is enough."""
    whole = sum(length for _, length in parts)
    if whole <= SITTING:
        return None
    before = [sum(length for _, length in parts[:i]) for i in range(len(parts))]
    return min(range(1, len(parts)), key=lambda i: abs(whole - 2 * before[i]))


def with_minutes(cells):
    """Put the minutes of the model into the headings, and the place to stop above the heading where it is."""
    parts = parts_of(cells)
    second, counted = second_sitting(parts), iter(range(len(parts)))
    for cell in core(cells):
        if cell.cell_type != "markdown":
            continue
        cell.source = STOP.sub("", cell.source)
        if PART.search(cell.source):
            i = next(counted)
            before, after = (sum(length for _, length in some) for some in (parts[:i], parts[i:]))
            stop = f"*A good place to stop: {before} minutes are behind you, {after} ahead.*\n\n" if i == second else ""
            cell.source = PART.sub(
                lambda found, i=i, stop=stop: f"{stop}## {found[1]} ({parts[i][1]} min)", cell.source
            )
    return cells
