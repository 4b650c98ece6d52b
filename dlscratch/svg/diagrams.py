"""Diagrams: a network with its weights on the wires, and a computation graph with numbers on its edges."""

from dataclasses import dataclass

import numpy as np

from .marks import arrow_paths
from .picture import COLORS, NEGATIVE, POSITIVE, Picture, Raster, heading, number, text, text_width
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
    most=8,
    highlight=None,
    show_title=True,
    width=700,
    height=360,
):
    """Return a diagram of a network: a column of units a layer, one wire a weight.

    `weights` is a list of arrays (D, H), (H, K) … A wire is wider the larger its weight; blue and unbroken above zero,
    orange and dashed below. Of a layer with more than `most` units the first are drawn and the rest counted.
    `values` (one array a layer) are written in the units, `biases` (one a weight layer) below them, weights on the
    wires with `numbers`; `maps` (one array (units, h, w) or None a layer) are drawn as the units. `highlight` is the
    weight layer to show strongly. Raises ValueError where the shapes do not fit each other.

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
    top = 26 if show_title else 0
    margin = [max([text_width(n) for n in names or ()], default=0) + 8 for names in (names_in, names_out)]
    below = 24 if layer_names else 0
    layout = _Layout.fit(sizes, most, (margin[0], top, width - margin[1], height - below))
    parts = [heading(title)] if show_title else []
    largest = max((float(np.nanmax(np.abs(W), initial=0)) for W in weights), default=0) or 1.0
    for i, W in enumerate(weights):
        parts += _wires(layout, i, W, largest, faint=highlight not in (None, i))
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


def _wires(layout, layer, W, largest, faint):
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
            opacity = (0.25 + 0.75 * (k + 1) / len(WIDTHS)) * (0.3 if faint else 1)
            d = "M%d %dL%d %d" * len(ends) % tuple(ends.ravel().tolist())
            parts.append(
                f'<path transform="scale(.1)" d="{d}" {look} stroke-width="{wide * 10:g}" stroke-opacity="{opacity:.2f}"/>'
            )
    return parts


def _wire_numbers(layout, layer, W):
    starts, tips = layout.ends(layer)
    parts = []
    for i, j in np.ndindex(starts.shape[:2]):
        # Each wire has its number at another place along it, so that crossing wires do not hide them.
        share = 0.28 + 0.44 * ((i + 0.5) / starts.shape[0])
        x, y = starts[i, j] * (1 - share) + tips[i, j] * share
        parts.append(text(x, y - 6, number(round(W[i, j], 4)), anchor="middle"))
    return parts


def _units(layout, layer, size, values, maps):
    x, radius, parts = layout.x[layer], layout.radius, []
    for i, y in enumerate(layout.y[layer]):
        if maps is not None:
            indexes, _ = indexes_of(maps[i][::-1], "soft")
            parts.append(Raster(x - radius, y - radius, 2 * radius, 2 * radius, indexes, "soft"))
            shape = f'<rect x="{x - radius:.1f}" y="{y - radius:.1f}" width="{2 * radius:.1f}" height="{2 * radius:.1f}"'
        else:
            shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"'
        parts.append(shape + ' fill="none" stroke="currentColor" stroke-width="2"/>')
        if values is not None and maps is None:
            parts.append(text(x, y + 5, number(float(f"{float(values[i]):.3g}")), anchor="middle"))
    if size > len(layout.y[layer]):
        last = layout.y[layer][-1] + radius
        parts.append(text(x, last + radius + 6, f"⋮ {size:,}", anchor="middle"))
    return parts


def _biases(layout, layer, biases):
    below = layout.radius + 16
    return [
        text(layout.x[layer], y + below, "b " + number(float(f"{float(b):.3g}")), anchor="middle", muted=True)
        for y, b in zip(layout.y[layer], biases, strict=False)
    ]


def _names(layout, layer, names, anchor, offset):
    x = layout.x[layer] + (layout.radius + 2) * np.sign(offset) + offset / 2
    return [text(x, y + 5, n, anchor=anchor) for y, n in zip(layout.y[layer], names or (), strict=False)]


@dataclass(frozen=True)
class Node:
    """A node of a computation graph: its words and its place (`column`, `row`, counted from 0, fractions allowed).

    `kind` is "op" (a circle, for an operation) or "value" (no circle, for an input or a result).
    """

    label: str
    column: float
    row: float
    kind: str = "op"


@dataclass(frozen=True)
class Edge:
    """An edge from node `start` to node `end` (their keys), with the number that flows forward and the one back."""

    start: str
    end: str
    forward: str = ""
    backward: str = ""


def graph(nodes, edges, *, title, desc, current=None, show_title=True, width=700, height=300):
    """Return a computation graph: forward numbers above the edges, backward numbers below them.

    `nodes` is a dict of `Node` by key, `edges` a list of `Edge`; `current` (start, end) is the edge to show strongly.
    Raises ValueError for an edge whose node is not there.

    >>> from dlscratch import svg
    >>> nodes = {"apple": svg.Node("100", 0, 0, "value"), "times": svg.Node("×", 1, 0)}
    >>> svg.graph(nodes, [svg.Edge("apple", "times", "100", "2.2")], title="Price", desc="An apple costs 100.")
    Price: An apple costs 100.
    """
    top = 26 if show_title else 0
    radius = 22
    rights = [max(n.column for n in nodes.values()), max(n.row for n in nodes.values())] if nodes else [0, 0]
    margin = max([text_width(n.label) / 2 for n in nodes.values() if n.kind == "value"] + [radius]) + 6

    def place(node):
        x = margin + (width - 2 * margin) * (node.column / rights[0] if rights[0] else 0.5)
        y = top + 40 + (height - top - 80) * (node.row / rights[1] if rights[1] else 0.5)
        return np.array([x, y])

    parts = [heading(title)] if show_title else []
    for edge in edges:
        missing = [key for key in (edge.start, edge.end) if key not in nodes]
        if missing:
            raise ValueError(f"edge {edge.start} → {edge.end}: there is no node {missing[0]!r}.")
        parts += _edge(edge, nodes, place, radius, current == (edge.start, edge.end))
    for node in nodes.values():
        x, y = place(node)
        if node.kind == "op":
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="none" stroke="currentColor" '
                         'stroke-width="2.5"/>')  # fmt: skip
        parts.append(text(x, y + 6, node.label, anchor="middle", size=18 if node.kind == "op" else 15))
    return Picture(width, height, tuple(parts), title, desc)


def _edge(edge, nodes, place, radius, current):
    a, b = place(nodes[edge.start]), place(nodes[edge.end])
    way = (b - a) / (np.hypot(*(b - a)) or 1)

    def rim(node):
        if node.kind == "op":
            return radius + 2
        half = text_width(node.label, 15) / 2 + 6
        return min(half / max(abs(way[0]), 1e-9), 16 / max(abs(way[1]), 1e-9))

    start, tip = a + way * rim(nodes[edge.start]), b - way * rim(nodes[edge.end])
    shaft, head = arrow_paths(start[None], tip[None], 13)
    ink, wide = (COLORS[4], 6) if current else ("currentColor", 2)
    faint = "" if current else ' opacity=".75"'
    parts = [
        f'<g{faint}><path transform="scale(.1)" d="{shaft}" stroke="{ink}" stroke-width="{wide * 10}"/>'
        f'<path transform="scale(.1)" d="{head}" fill="{ink}"/></g>'
    ]
    middle, weight = (start + tip) / 2, "700" if current else ""
    up = np.array([way[1], -way[0]]) if way[0] >= 0 else np.array([-way[1], way[0]])
    for words, side, ink in ((edge.forward, 1, POSITIVE), (edge.backward, -1, NEGATIVE)):
        if words:
            # The text is pushed off a steep edge by its own width.
            far = 9 + wide / 2 + abs(way[1]) * text_width(words) / 2
            x, y = middle + up * side * far
            parts.append(_flow(x, y + (0 if side > 0 else 11), words, ink, weight))
    return parts


def _flow(x, y, words, ink, weight):
    """A number on an edge, its colour shown by a bar under or over it so that the digits keep the page's ink."""
    half = text_width(words) / 2
    bar = y + 4 if ink == POSITIVE else y - 15
    dash = ' stroke-dasharray="5 3"' if ink == NEGATIVE else ""
    return (
        text(x, y, words, anchor="middle", weight=weight)
        + f'<path d="M{x - half:.1f} {bar:.1f}h{2 * half:.1f}" stroke="{ink}" stroke-width="2"{dash}/>'
    )
