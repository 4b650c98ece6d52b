"""A computation graph: operations joined by edges, on which numbers flow forward and back."""

from dataclasses import dataclass

import numpy as np

from .picture import COLORS, NEGATIVE, POSITIVE, Picture, heading, text, text_width
from .styles import arrow_paths

RADIUS = 22  # of a node


@dataclass(frozen=True)
class Node:
    """A node of a computation graph: its words and its place (`column`, `row`, counted from 0, fractions allowed).

    `kind` is "op" (a circle, for an operation; a pill where its words are long) or "value" (no frame, for an input or a
    result).
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


def graph(nodes, edges, *, title, desc, current=None, width=700, height=300):
    """Return a computation graph: forward numbers above the edges, backward numbers below them.

    `nodes` is a dict of `Node` by key, `edges` a list of `Edge`; `current` (start, end) is the edge to show strongly.
    Raises ValueError for an edge whose node is not there.

    >>> from dlscratch import svg
    >>> nodes = {"apple": svg.Node("100", 0, 0, "value"), "times": svg.Node("×", 1, 0)}
    >>> svg.graph(nodes, [svg.Edge("apple", "times", "100", "2.2")], title="Price", desc="An apple costs 100.")
    Price: An apple costs 100.
    """
    top = 26
    rights = [max(n.column for n in nodes.values()), max(n.row for n in nodes.values())] if nodes else [0, 0]
    margin = max([_half_width(node) for node in nodes.values()] + [RADIUS]) + 6

    def place(node):
        x = margin + (width - 2 * margin) * (node.column / rights[0] if rights[0] else 0.5)
        y = top + 40 + (height - top - 80) * (node.row / rights[1] if rights[1] else 0.5)
        return np.array([x, y])

    parts = [heading(title)]
    for edge in edges:
        missing = [key for key in (edge.start, edge.end) if key not in nodes]
        if missing:
            raise ValueError(f"edge {edge.start} → {edge.end}: there is no node {missing[0]!r}.")
        parts += _edge(edge, nodes, place, current == (edge.start, edge.end))
    for node in nodes.values():
        x, y = place(node)
        if node.kind == "op":
            parts.append(f'<{_frame(node, x, y)} fill="none" stroke="currentColor" stroke-width="2.5"/>')
        parts.append(text(x, y + 6, node.label, anchor="middle", size=18 if node.kind == "op" else 15))
    return Picture(width, height, tuple(parts), title, desc)


def _half_width(node):
    if node.kind == "value":
        return text_width(node.label, 15) / 2
    return RADIUS if len(node.label) <= 3 else text_width(node.label, 18) / 2 + 6


def _frame(node, x, y):
    half = _half_width(node)
    if half == RADIUS:
        return f'circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}"'
    return f'rect x="{x - half:.1f}" y="{y - RADIUS:.1f}" width="{2 * half:.1f}" height="{2 * RADIUS}" rx="{RADIUS}"'


def _edge(edge, nodes, place, current):
    a, b = place(nodes[edge.start]), place(nodes[edge.end])
    way = (b - a) / (np.hypot(*(b - a)) or 1)

    def rim(node):
        half = _half_width(node)
        if node.kind == "op" and half == RADIUS:
            return RADIUS + 2
        across, down = (half + 2, RADIUS + 2) if node.kind == "op" else (half + 6, 16)
        return min(across / max(abs(way[0]), 1e-9), down / max(abs(way[1]), 1e-9))

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
    half = max(text_width(words) / 2, 11)  # two dashes at least: one alone would read as a minus
    bar = y + 4 if ink == POSITIVE else y - 15
    dash = ' stroke-dasharray="5 3"' if ink == NEGATIVE else ""
    return (
        text(x, y, words, anchor="middle", weight=weight)
        + f'<path d="M{x - half:.1f} {bar:.1f}h{2 * half:.1f}" stroke="{ink}" stroke-width="2"{dash}/>'
    )
