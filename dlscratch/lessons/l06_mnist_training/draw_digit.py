"""Draw a digit: each step from the pen to the image that the network sees, and its ten probabilities."""

from dataclasses import dataclass
from functools import partial

import ipywidgets as widgets
import numpy as np

from ... import live, svg
from ...live.controls import Control
from ...svg.picture import Picture, Raster, text
from ...svg.png import indexes_of
from .handwriting import BOX, PAD, PEN, SIDE, ink, prepare, strokes
from .pad import Pad

EXAMPLE = "M90 70L110 55L140 50L170 60L180 85L165 115L135 132L170 140L190 165L185 200L160 225L125 230L95 215"  # a 3
WIDTH, PANEL = 560, 150


@dataclass(frozen=True)
class _Drawing(Control):
    """A setting that holds a drawing; any drawing is allowed."""

    def check(self, name, value):
        strokes(value)
        return value


def _reading(net, drawing):
    """Return (Prepared, probabilities), or (None, zeros) for a pad without ink. Raises ValueError if net cannot."""
    prepared = prepare(ink(drawing))
    if prepared is None:
        return None, np.zeros(10)
    y = np.asarray(net.predict(prepared.image.reshape(1, -1)), float)
    if y.ndim != 2 or len(y) != 1 or not np.isfinite(y).all():
        raise ValueError(
            f"net.predict gave {np.array2string(y, threshold=20)} for one image of shape (1, 784): "
            "it must give one row of probabilities."
        )
    return prepared, y[0]


def _sentence(y):
    if not y.any():
        return "Draw a digit on the pad: with a pen, a finger, the mouse or the arrow keys."
    first, second = np.argsort(-y, kind="stable")[:2]
    return (
        f"The network reads {_a(first)} ({svg.percent(y[first])}). Next comes {_a(second)} ({svg.percent(y[second])})."
    )


def _a(digit):
    return f"an {digit}" if digit == 8 else f"a {digit}"


def _picture(net, drawing):
    prepared, y = _reading(net, drawing)
    sentence = _sentence(y)
    if drawing == EXAMPLE:
        sentence += " This 3 is an example: your first line takes its place."
    steps = _steps(drawing, prepared)
    answer = int(y.argmax()) if y.any() else None
    bars = svg.bars(100 * y, highlight=answer, numbers="{:.0f}" if y.any() else None)
    words = {"title": "Probability of each digit, in %", "desc": sentence}
    bars = svg.chart(bars, **words, y_limits=(0, 115), width=WIDTH, height=250)
    return svg.below(steps, bars, title="From the pen to the answer", desc=sentence)


def _steps(drawing, prepared):
    """Draw the three steps side by side: the box on the pad, the 20 pixels, the 28 pixels around the centre of mass."""
    unit, parts = PANEL / SIDE, []
    scaled, centred = f"into {BOX} × {BOX}", f"in {SIDE} × {SIDE}"
    for i, (name, detail) in enumerate(
        [("1  the box", "around the ink"), ("2  scaled", scaled), ("3  centred", centred)]
    ):
        x = i * (WIDTH - PANEL) / 2
        parts.append(f'<rect x="{x:.1f}" y="0" width="{PANEL}" height="{PANEL}" fill="#f2f2ef"/>')
        parts += [text(x, PANEL + 20, name, weight="600"), text(x, PANEL + 39, detail, muted=True)]
    scale = PANEL / PAD
    pen = f'stroke="#101010" stroke-width="{PEN}" stroke-linecap="round" stroke-linejoin="round"'
    parts.append(f'<path transform="scale({scale:.4f})" d="{drawing}" fill="none" {pen}/>')
    if prepared is not None:
        left, top, right, bottom = (edge * scale for edge in prepared.box)
        parts.append(_box(left, top, right - left, bottom - top))
        high, wide = (side * unit for side in prepared.scaled.shape)
        x, y = (WIDTH - PANEL) / 2 + (PANEL - wide) / 2, (PANEL - high) / 2
        parts.append(Raster(x, y, wide, high, indexes_of(prepared.scaled, "ink", (0, 1))[0], "ink"))
        full = BOX * unit
        parts.append(_box((WIDTH - full) / 2, (PANEL - full) / 2, full, full))
        x = WIDTH - PANEL
        parts.append(Raster(x, 0, PANEL, PANEL, indexes_of(prepared.image, "ink", (0, 1))[0], "ink"))
        middle = PANEL * (SIDE / 2 + 0.5) / SIDE
        parts.append(
            f'<path d="M{x:.1f} {middle:.1f}h{PANEL}M{x + middle:.1f} 0v{PANEL}" stroke="#D55E00" '
            'stroke-width="2" stroke-dasharray="3 5"/>'
        )
    return Picture(WIDTH, PANEL + 46, tuple(parts), "Three steps", "")


def _box(x, y, width, height):
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} fill="none" stroke="#D55E00" stroke-width="2" stroke-dasharray="6 4"/>'


def draw_digit(net, **settings):
    """Show a pad to draw a digit on, how it becomes an image like MNIST's, and what the network makes of it.

    `net` predicts probabilities (1, K) from an image (1, 784). The setting `drawing` is the path of the pen, such as
    "M40 60L80 60"; without it, an example stands there until the first line is drawn.
    Raises ValueError for a drawing that is none.

    >>> import dlscratch as dl
    >>> from dlscratch import demos
    >>> demos.draw_digit(dl.TwoLayerNet(784, 50, 10), drawing="M140 40L140 240").settings
    {'drawing': 'M140 40L140 240'}
    """
    hidden = {"layout": {"display": "none"}}
    control = _Drawing(EXAMPLE, widgets.Text, hidden, ("", "M140 40L140 240", EXAMPLE))
    pad = Pad(EXAMPLE)
    demo = live.Demo(
        partial(_picture, net),
        {"drawing": control},
        settings,
        call="demos.draw_digit",
        given={"net": net},
        extras=[pad],
    )
    drawing = demo.widgets["drawing"]

    def take(path):
        drawing.value = path

    pad.show(drawing.value)
    pad.on_change(take)
    pad.clear.on_click(lambda _: take(""))
    pad.undo.on_click(lambda _: take(drawing.value[: max(0, drawing.value.rfind("M"))]))
    drawing.observe(lambda change: pad.show(change["new"]), "value")
    return demo
