"""The shape tracer: a forward pass line by line, as rectangles whose meeting sides must fit."""

from dataclasses import dataclass, replace

import numpy as np

from ... import live
from ...learner.words import counted, shapes_in_words
from ...svg.picture import COLORS, Picture, heading, plate, text, text_width

INPUTS, OUTPUTS = 3, 2
CELL = 28  # units of picture for each row and column
HEIGHT, MIDDLE = 360, 220  # of the picture, and where the middle of its rectangles is
RIGHT, WRONG, LUCK = COLORS[2], COLORS[1], COLORS[4]
MISTAKES = {
    "none": "none",
    "W1 @ x, not x @ W1": "order",
    "W1 transposed": "transposed",
    "b1 as long as the batch": "bias",
    "W2 made for the inputs": "width",
}
PROGRAM = [("p1", "x", "@", "W1"), ("a1", "p1", "+", "b1"), ("z1", "a1", "relu", ""), ("p2", "z1", "@", "W2"),
           ("a2", "p2", "+", "b2"), ("y", "a2", "softmax", "")]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the program, `name = left operation right`, and the axes that went in and came out.

    `names` holds the names left and right of the operation; a bend has only one. Axes are tuples of the letters N, D,
    H, K. `meet` holds the two letters that have to be one. `error` is what NumPy said, or an empty string.
    """

    name: str
    operation: str
    names: tuple
    left: tuple
    right: tuple = ()
    result: tuple = ()
    meet: tuple = ()
    error: str = ""

    @property
    def code(self):
        if len(self.names) == 1:
            return f"{self.name} = {self.operation}({self.names[0]})"
        return f"{self.name} = {self.names[0]} {self.operation} {self.names[1]}"


def axes_of(mistake):
    """Return the axes of what the forward pass starts from, by name, with the mistake made."""
    axes = {"x": "ND", "W1": "DH", "b1": "H", "W2": "HK", "b2": "K"}
    changed = {"transposed": {"W1": "HD"}, "bias": {"b1": "N"}, "width": {"W2": "DK"}}.get(mistake, {})
    return {name: tuple(letters) for name, letters in (axes | changed).items()}


def trace(batch_size, hidden_size, mistake):
    """Return the lines that run, the last one with NumPy's complaint where a shape does not fit."""
    sizes = {"N": batch_size, "D": INPUTS, "H": hidden_size, "K": OUTPUTS}
    known, lines = axes_of(mistake), []
    for name, left, operation, right in PROGRAM:
        if (name, mistake) == ("p1", "order"):
            left, right = right, left
        line = _line(name, left, operation, right, known, sizes)
        try:
            _run(operation, *(np.zeros([sizes[letter] for letter in axes]) for axes in (line.left, line.right)))
        except ValueError as error:
            return [*lines, replace(line, result=(), error=shapes_in_words(error))]
        known[name] = line.result
        lines.append(line)
    return lines


def _line(name, left, operation, right, known, sizes):
    a, b = known[left], known.get(right, ())
    if operation == "@":
        return Line(name, operation, (left, right), a, b, (a[0], b[1]), (a[1], b[0]))
    if operation == "+":
        wider = max(a[1], b[0], key=sizes.get)  # NumPy stretches a side of length 1
        return Line(name, operation, (left, right), a, b, (a[0], wider), (a[1], b[0]))
    return Line(name, operation, (left,), a, (), a)


def _run(operation, a, b):
    """Let NumPy do it, for its answer or its complaint."""
    return a @ b if operation == "@" else a + b if operation == "+" else a


class ShapeTracer:
    """A forward pass that stands at one of its lines; `step` counts them from 0."""

    def __init__(self, batch_size, hidden_size, mistake):
        self.settings = {"batch_size": batch_size, "hidden_size": hidden_size, "mistake": mistake}
        self.step = 0
        self.set()

    def set(self, **changed):
        self.settings |= changed
        self.lines = trace(**self.settings)
        self.step = min(self.step, len(self.lines) - 1)

    def next(self):
        """Go to the next line; after an error there is none."""
        self.step = min(self.step + 1, len(self.lines) - 1)

    def back(self):
        """Go to the line before."""
        self.step = max(self.step - 1, 0)

    @property
    def sizes(self):
        return {"N": self.settings["batch_size"], "D": INPUTS, "H": self.settings["hidden_size"], "K": OUTPUTS}

    @property
    def line(self):
        return self.lines[self.step]

    @property
    def by_luck(self):
        """Whether two sides of different meaning fit, because they happen to be equally long."""
        line = self.line
        return bool(line.meet) and line.meet[0] != line.meet[1] and not line.error

    def shape(self, axes):
        """Return a shape as it is written, such as (5, 3) or (4,)."""
        return f"({', '.join(str(self.sizes[axis]) for axis in axes)}{',' if len(axes) == 1 else ''})"

    def summary(self):
        line = self.line
        told = f"Line {self.step + 1}, {line.code}: {self.shape(line.left)}"
        told += f" and {self.shape(line.right)}" if line.right else ""
        if line.error:
            return f"{told} do not fit. NumPy says: {line.error}."
        told += f" {'make' if line.right else 'stays'} {self.shape(line.result)}."
        if self.by_luck:
            (a, long), (b, other) = ((letter, self.sizes[letter]) for letter in line.meet)
            told += (
                f" It runs by luck: {a} and {b} are both {long}."
                if long == other
                else f" It runs by luck: {a} is {long}, {b} is {other}, and NumPy stretches the 1."
            )
            told += " The numbers are wrong, without a word."
        return told


def _picture(model):
    parts = [heading("The forward pass, a line at a time")]
    for i, line in enumerate(trace(**model.settings | {"mistake": "none"})):
        done = model.lines[i] if i < len(model.lines) else line
        here = i == model.step
        words = ("▶ " if here else "   ") + done.code
        shown = "" if i > model.step else "error" if done.error else model.shape(done.result)
        x, y = 270 * (i // 3), 52 + 28 * (i % 3)
        parts += [
            text(x, y, words, weight="700" if here else "", muted=not here),
            text(x + 165, y, shown, weight="700" if done.error else ""),
        ]
    parts += _boxes(model)
    counts = {"N sample": model.sizes["N"], "D input": INPUTS, "H unit": model.sizes["H"], "K output": OUTPUTS}
    sizes = ", ".join(f"{name[0]} = {counted(count, name[2:])}" for name, count in counts.items())
    parts.append(text(0, HEIGHT - 12, sizes, muted=True))
    return Picture(700, HEIGHT, tuple(parts), "Shape tracer", model.summary())


def _boxes(model):
    """Draw what the line takes and gives, in the middle of the frame."""
    line, sizes, parts = model.line, model.sizes, []
    ink = WRONG if line.error else LUCK if model.by_luck else RIGHT
    sign = line.operation if line.right else "→"
    x = _box(parts, 0, line.names[0], line.left, sizes, ink, "columns" if line.right else "")
    parts.append(text(x + 14, MIDDLE + 7, sign, size=20, weight="700"))
    x += 14 + text_width(sign, 20) + 10
    if line.right:
        x = _box(parts, x, line.names[1], line.right, sizes, ink, "rows" if sign == "@" else "columns")
        if line.error or model.by_luck:
            a, b = (sizes[letter] for letter in line.meet)
            fits = "≠" if line.error else "=" if a == b else "↔"
            parts.append(plate(x / 2, HEIGHT - 44, f"{line.meet[0]} {a} {fits} {line.meet[1]} {b}"))
        parts.append(text(x + 14, MIDDLE + 7, "=", size=20, weight="700"))
        x += 14 + text_width("=", 20) + 10
    if line.error:
        parts.append(text(x + 8, MIDDLE + 9, "?", size=26, weight="700"))
        x += 30
    else:
        x = _box(parts, x, line.name, line.result, sizes, "", "")
    return [f'<g transform="translate({max(0, (700 - x) / 2):.1f} 0)">', *parts, "</g>"]


def _box(parts, x, name, axes, sizes, ink, meets):
    """Draw a rectangle of rows and columns with its name and sides, from x on; return where it ends.

    `meets` is the side that meets another, "rows" or "columns": it is drawn strongly.
    """
    rows = sizes[axes[0]] if len(axes) == 2 else 1
    wide, high = CELL * sizes[axes[-1]], CELL * rows
    beside = f"{axes[0]} {rows}" if len(axes) == 2 else ""
    x += text_width(beside) + 8
    top = MIDDLE - high / 2
    grid = "".join(f"M{x:g} {top + CELL * i:g}h{wide}" for i in range(1, rows))
    grid += "".join(f"M{x + CELL * j:g} {top:g}v{high}" for j in range(1, sizes[axes[-1]]))
    parts += [
        f'<rect x="{x:g}" y="{top:g}" width="{wide}" height="{high}" fill="none" stroke="currentColor" '
        'stroke-width="2"/>',
        f'<path d="{grid}" stroke="currentColor" stroke-opacity=".35" stroke-width="1"/>',
        text(
            x + wide / 2,
            top - 12,
            f"{axes[-1]} {sizes[axes[-1]]}",
            anchor="middle",
            weight="700" if meets == "columns" else "",
        ),
        text(x - 8, MIDDLE + 5, beside, anchor="end", weight="700" if meets == "rows" else ""),
        text(x + wide / 2, top + high + 20, name, anchor="middle"),
    ]
    if meets:
        side = f"M{x - 2:g} {top - 4:g}h{wide + 4}" if meets == "columns" else f"M{x - 3:g} {top - 2:g}v{high + 4}"
        parts.append(f'<path d="{side}" stroke="{ink}" stroke-width="7"/>')
    return x + wide


def shapes(**settings):
    """Show the shapes of a forward pass line by line, with Next and Back; a mistake can be put in.

    Settings: `batch_size`, `hidden_size` and `mistake`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.shapes().picture.desc
    'Line 1, p1 = x @ W1: (5, 3) and (3, 4) make (5, 4).'
    """
    controls = {
        "next": live.button("Next"),
        "back": live.button("Back"),
        "batch_size": live.slider(5, 1, 6),
        "hidden_size": live.slider(4, 1, 6),
        "mistake": live.menu("none", MISTAKES),
    }
    return live.Demo(_picture, controls, settings, model=ShapeTracer, call="demos.shapes")
