"""One neuron: the line where its weighted sum is 0, and the numbers on its wires."""

import numpy as np

from ... import live, svg
from ...functions import relu
from ...svg.picture import number
from ..shared.yes_or_no import (
    POINTS,
    SPAN,
    START,
    YES,
    foot_and_direction,
    plane,
    right,
    sums_in_the_plane,
    weighted_sums,
)


def _neuron(w1, w2, b, point):
    a, (x1, x2) = weighted_sums(w1, w2, b)[point - 1], POINTS[point - 1]
    on_their_side = right(w1, w2, b)
    weighted = f"{number(w1)} · {number(x1)} {svg.added(w2)} · {number(x2)} {svg.added(b)}"
    told = (
        f"{on_their_side} of {len(POINTS)} points lie on their side of the line."
        if w1 or w2
        else f"There is no line: the bias gives one answer to all, and {on_their_side} of {len(POINTS)} points want it."
    )
    desc = f"Point {point}: a = {weighted} = {_short(a)}, z = {_short(relu(a))}. {told}"
    return svg.beside(_where_it_speaks(w1, w2, b, point), _wires(w1, w2, b, x1, x2, a), title="One neuron", desc=desc)


def _short(value):
    return number(round(float(value), 4) + 0.0)


def _where_it_speaks(w1, w2, b, point):
    field = sums_in_the_plane(w1, w2, b)  # (41, 41)
    reach = max(float(np.abs(field).max()), 1e-9)
    marks = [svg.field(field, SPAN, SPAN, limits=(-reach, reach))]
    if w1 or w2:
        foot, along = foot_and_direction(w1, w2, b)
        ends = foot + np.array([[-20], [20]]) * along  # (2, 2)
        marks.append(svg.line(ends[:, 0], ends[:, 1], "a = 0", style=6))
        if np.abs(foot).max() < 5:
            marks.append(svg.arrows(*foot, *(1.2 * np.array([w1, w2]) / np.hypot(w1, w2)), "(w1, w2)", style=4))
    shown = svg.points(*POINTS[point - 1 : point].T, style=0 if YES[point - 1] else 1, size=10)
    names = "wants z > 0", "wants z = 0"
    return plane(*marks, above=[shown], names=names, title="Where the neuron speaks", desc="", height=420)


def _wires(w1, w2, b, x1, x2, a):
    nodes = {
        "x1": svg.Node(f"x1 = {number(x1)}", 0, 0, "value"),
        "x2": svg.Node(f"x2 = {number(x2)}", 0, 1, "value"),
        "b": svg.Node("1", 0, 2, "value"),
        "sum": svg.Node("Σ", 1.35, 1),
        "bend": svg.Node("f", 2.6, 1),
        "z": svg.Node(f"z = {_short(relu(a))}", 2.6, 2, "value"),
    }
    edges = [
        svg.Edge("x1", "sum", f"w1 = {number(w1)}"),
        svg.Edge("x2", "sum", f"w2 = {number(w2)}"),
        svg.Edge("b", "sum", f"b = {number(b)}"),
        svg.Edge("sum", "bend", f"a = {_short(a)}"),
        svg.Edge("bend", "z"),
    ]
    return svg.graph(nodes, edges, title="The marked point", desc="", width=320, height=420)


def neuron(**settings):
    """Show one ReLU neuron: the line where its weighted sum is 0, among points, and the numbers on its wires.

    Settings: `w1`, `w2`, `b` and `point`, the point whose numbers are shown.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.neuron(w1=0.0, w2=1.0, b=-1.0).picture.desc
    'Point 1: a = 0 · 2 + 1 · 3 − 1 = 2, z = 2. 10 of 12 points lie on their side of the line.'
    """
    controls = {
        "w1": live.slider(START["w1"], -5, 5, 0.1),
        "w2": live.slider(START["w2"], -5, 5, 0.1),
        "b": live.slider(START["b"], -5, 5, 0.1),
        "point": live.slider(1, 1, len(POINTS)),
    }
    return live.Demo(_neuron, controls, settings, call="demos.neuron")
