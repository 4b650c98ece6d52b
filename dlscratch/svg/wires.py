"""A network as a diagram, with its weights on the wires."""

from dataclasses import dataclass

import numpy as np

from .picture import NEGATIVE, POSITIVE, Picture, Raster, heading, number, plate, text, text_width
from .png import indexes_of

WIDTHS = (2, 3, 4.5, 6, 8)  # of the wires, from the weakest weight to the strongest


def network(
    weights,
    *,
    title,
    desc,
    biases=None,
    values=None,
    maps=None,
    names_in=None,
    names_out=None,
    layer_names=None,
    numbers=False,
    most=10,
    width=700,
    height=360,
):
    """Return a diagram of a network: a column of units a layer, one wire a weight.

    `weights` is a list of arrays (D, H), (H, K) … A wire is wider the larger its weight; blue and unbroken above zero,
    orange and dashed below. Of a layer with more than `most` units the first are drawn and the rest counted.
    `values` (one array a layer) are written in the units, `biases` (one a weight layer) below them, weights on the
    wires with `numbers`; `maps` (one array (units, h, w) or None a layer) are drawn as the units.
    Raises ValueError where the shapes do not fit each other.

    >>> import numpy as np
    >>> from dlscratch import svg
    >>> weights = [np.ones((2, 3)), -np.ones((3, 1))]
    >>> svg.network(weights, title="Network 2-3-1", desc="Two inputs, three hidden units, one output.")
    Network 2-3-1: Two inputs, three hidden units, one output.
    """
    weights = [np.atleast_2d(np.asarray(W, float)) for W in weights]
    for i in range(1, len(weights)):
        if weights[i - 1].shape[1] != weights[i].shape[0]:
            raise ValueError(
                f"weights {i} give {weights[i - 1].shape[1]} units and weights {i + 1} take {weights[i].shape[0]}: "
                "the two numbers must be equal."
            )
    sizes = [weights[0].shape[0], *(W.shape[1] for W in weights)]
    top = 26
    margin = [max([text_width(n) for n in names or ()], default=0) + 8 for names in (names_in, names_out)]
    below = 24 if layer_names else 0
    layout = _Layout.fit(sizes, most, (margin[0], top, width - margin[1], height - below))
    parts = [heading(title)]
    largest = max((float(np.nanmax(np.abs(W), initial=0)) for W in weights), default=0) or 1.0
    for i, W in enumerate(weights):
        parts += _wires(layout, i, W, largest)
        if numbers:
            parts += _wire_numbers(layout, i, W)
    for i, size in enumerate(sizes):
        picture_of = maps[i] if maps is not None and maps[i] is not None else None
        parts += _units(layout, i, size, values[i] if values is not None else None, picture_of)
        if biases is not None and i > 0 and biases[i - 1] is not None:
            parts += _biases(layout, i, biases[i - 1])
        if layer_names:
            parts.append(text(layout.x[i], height - 6, layer_names[i], anchor="middle", muted=True))
    parts += _names(layout, 0, names_in, "end", -8) + _names(layout, len(sizes) - 1, names_out, "start", 8)
    return Picture(width, height, tuple(parts), title, desc)


@dataclass(frozen=True)
class _Layout:
    """Where the units are: x of each layer, y of each drawn unit of each layer, and their radius."""

    x: list
    y: list
    radius: float

    @classmethod
    def fit(cls, sizes, most, box):
        left, top, right, bottom = box
        shown = [size if size <= most else most - 1 for size in sizes]
        slots = [n + (size > most) for n, size in zip(shown, sizes, strict=True)]
        radius = min(26, (bottom - top) / max(slots) * 0.42, (right - left) / len(sizes) * 0.4)
        x = np.linspace(left + radius + 2, right - radius - 2, len(sizes)).tolist()
        pitch = [min((bottom - top) / n, 4 * radius + 20) for n in slots]
        middle = (top + bottom) / 2
        y = [[middle + (i - (n - 1) / 2) * p for i in range(m)] for n, m, p in zip(slots, shown, pitch, strict=True)]
        return cls(x, y, radius)

    def ends(self, layer):
        """Return (starts, tips), each (D, H, 2): from rim to rim of the drawn units of two layers."""
        a = np.array([[self.x[layer], y] for y in self.y[layer]])[:, None]
        b = np.array([[self.x[layer + 1], y] for y in self.y[layer + 1]])[None]
        way = (b - a) / np.hypot(*np.moveaxis(b - a, -1, 0))[..., None]
        return a + way * (self.radius + 2), b - way * (self.radius + 2)


def _wires(layout, layer, W, largest):
    starts, tips = layout.ends(layer)
    W = W[: starts.shape[0], : starts.shape[1]]
    strength = np.minimum(np.abs(np.nan_to_num(W)) / largest, 1)
    step = np.minimum((strength * len(WIDTHS)).astype(int), len(WIDTHS) - 1)
    parts = []
    for k, wide in enumerate(WIDTHS):
        for positive in (True, False):
            chosen = (step == k) & ((W >= 0) == positive) & np.isfinite(W)
            ends = np.rint(np.hstack([starts[chosen], tips[chosen]]) * 10).astype(np.int64)
            if not len(ends):
                continue
            look = f'stroke="{POSITIVE}"' if positive else f'stroke="{NEGATIVE}" stroke-dasharray="70 50"'
            opacity = 0.4 + 0.6 * (k + 1) / len(WIDTHS)
            d = "M%d %dL%d %d" * len(ends) % tuple(ends.ravel().tolist())
            look += f' stroke-width="{wide * 10:g}" stroke-opacity="{opacity:.2f}"'
            parts.append(f'<path transform="scale(.1)" d="{d}" {look}/>')
    return parts


def _wire_numbers(layout, layer, W):
    starts, tips = layout.ends(layer)
    parts = []
    # Where few wires meet, they are furthest from each other: the numbers stand near the narrower layer.
    share = 0.27 if starts.shape[0] <= starts.shape[1] + 1 else 0.73
    for i, j in np.ndindex(starts.shape[:2]):
        x, y = starts[i, j] * (1 - share) + tips[i, j] * share
        parts.append(plate(x, y, _rounded(W[i, j])))
    return parts


def _units(layout, layer, size, values, maps):
    x, radius, parts = layout.x[layer], layout.radius, []
    for i, y in enumerate(layout.y[layer]):
        if maps is not None:
            indexes, _ = indexes_of(maps[i][::-1], "soft")
            parts.append(Raster(x - radius, y - radius, 2 * radius, 2 * radius, indexes, "soft"))
            side = f'width="{2 * radius:.1f}" height="{2 * radius:.1f}"'
            shape = f'<rect x="{x - radius:.1f}" y="{y - radius:.1f}" {side}'
        else:
            shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
        parts.append(shape + ' fill="none" stroke="currentColor" stroke-width="2"/>')
        if values is not None and maps is None:
            parts.append(text(x, y + 5, _short(values[i], 2 * radius - 4), anchor="middle"))
    if size > len(layout.y[layer]):
        last, words = layout.y[layer][-1] + radius, f"⋮ {size:,}"
        parts.append(text(max(x, text_width(words) / 2), last + radius + 6, words, anchor="middle"))
    return parts


def _short(value, width):
    """Return a number with three digits, or with as many as fit into a width."""
    words = [_rounded(value, digits) for digits in (3, 2, 1)]
    return next((short for short in words if text_width(short) <= width), words[-1])


def _rounded(value, digits=3):
    return number(float(f"{float(value):.{digits}g}"))


def _biases(layout, layer, biases):
    below = layout.radius + 16
    return [
        text(layout.x[layer], y + below, "b " + _rounded(b), anchor="middle", muted=True)
        for y, b in zip(layout.y[layer], biases, strict=False)
    ]


def _names(layout, layer, names, anchor, offset):
    x = layout.x[layer] + (layout.radius + 2) * np.sign(offset) + offset / 2
    return [text(x, y + 5, n, anchor=anchor) for y, n in zip(layout.y[layer], names or (), strict=False)]
