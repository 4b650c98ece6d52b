"""One activation: its curve, its slope, and a tangent."""

from functools import partial

import numpy as np

from ... import live, svg
from ...learner import yours
from .choosing import BENDS, choice, measured_slopes, menu, side_slopes


def _tangent_words(name, z, slope, left, right):
    if np.isfinite(slope):
        flat = " It is flat here." if abs(round(slope, 6)) < 0.01 else ""  # leaky ReLU's 0.01, measured, is not flat
        return f"the {name} is {_about(z)} and its slope is {_about(slope)}.{flat}"
    if max(abs(left), abs(right)) > 1000:
        return f"the {name} jumps: no slope."
    return (
        f"the {name} is {svg.number(z)} and has a corner: slope {svg.number(round(left, 4))} on its left, "
        f"{svg.number(round(right, 4))} on its right, none at it."
    )


def _about(value):
    """Return a number in words; one that only comes close to a whole number does not pass for it."""
    short = round(value, 4)
    return f"nearly {svg.number(short)}" if short == round(short) and abs(value - short) > 1e-6 else svg.number(short)


def _reach(values):
    """Return limits that fit the values of any tangent point: with 0, and room above and below."""
    values = np.append(np.asarray(values, float), 0)
    low, high = np.nanmin(values[np.isfinite(values)]), np.nanmax(values[np.isfinite(values)])
    room = 0.15 * max(high - low, 0.1)
    return low - room, high + room


def _curve(by_name, derivative, blank, function, a):
    f, sentence, _ = by_name[function]
    grid = np.linspace(-6, 6, 241)
    point = np.array([a])
    z, slope = float(np.asarray(f(point), float)[0]), float(measured_slopes(f, point)[0])
    left, right = (float(side[0]) for side in side_slopes(f, point))
    desc = f"At a = {svg.number(a)} {_tangent_words(function, z, slope, left, right)} {sentence}".strip()
    tangent = [svg.line(grid, z + slope * (grid - a), "tangent", style=1)] if np.isfinite(slope) else []
    heights = np.asarray(f(grid), float)
    curve = svg.chart(
        svg.line(grid, heights, "z", style=0),
        *tangent,
        svg.points(point, [z], style=1, size=7),
        title=f"z = {function}(a)",
        desc="",
        x_label="weighted sum a",
        y_label="activation z",
        x_limits=(-6, 6),
        y_limits=_reach(heights),
        legend="top",
        width=340,
        height=360,
    )
    wide = {} if derivative is None else {"width": 8, "faint": True}  # the learner's slope is drawn on top of it
    measured, given = measured_slopes(f, grid), [] if derivative is None else derivative(grid)
    marks = [svg.line(grid, measured, "measured slope", style=2, **wide)]
    if derivative is not None:
        marks.append(svg.line(grid, given, "your slope", style=1))
        desc += f" Your slope is {svg.number(round(float(np.asarray(derivative(point), float)[0]), 4))} here."
    desc += f" Your {blank} is not written yet." if blank else ""
    marks.append(svg.points(point, [slope], style=1, size=7))
    slopes = svg.chart(
        *marks,
        title="Its slope",
        desc="",
        x_label="weighted sum a",
        y_label="dz/da",
        x_limits=(-6, 6),
        y_limits=_reach(np.append(measured, given)),
        legend="top",
        width=340,
        height=360,
    )
    return svg.beside(curve, slopes, title=f"Activation: {function}", desc=desc)


def activation(f=None, slope=None, **settings):
    """Show an activation function, its slope and its tangent at a; `f` and `slope` are the learner's own.

    The slope is measured, by a small step to either side. Settings: `function` and `a`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.activation(a=0.0).settings
    {'function': 'sigmoid', 'a': 0.0}
    """
    by_name = choice(f, BENDS)
    shown, blank = slope, ""
    if slope is not None and not yours(slope, np.zeros_like, np.array([-1.0, 2.0])).is_yours:
        shown, blank = None, getattr(slope, "__name__", "slope")
    controls = {"function": menu(by_name, "sigmoid"), "a": live.slider(2.0, -6, 6, 0.1)}
    return live.Demo(
        partial(_curve, by_name, shown, blank),
        controls,
        settings,
        call="demos.activation",
        given={"f": f, "slope": slope},
    )
