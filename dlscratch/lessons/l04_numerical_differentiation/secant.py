"""The secant through two points of a curve, and the tangent that it becomes."""

from functools import partial

import numpy as np

from ... import live, svg
from ...learner import yours
from .curves import CURVES, central_difference, forward_difference, square


def _secant_picture(forward, sentence, function, x, h, difference):
    f, slope_of = CURVES[function]
    left, right = (x, x + h) if difference == "forward" else (x - h, x + h)
    secant = float((forward if difference == "forward" else central_difference)(f, x, h))
    tangent = float(slope_of(x))
    reach = np.linspace(-2, 3, 126)
    rise = f(right) - f(left)
    words = (
        f"From {left:.4g} to {right:.4g} the curve {'rises' if rise >= 0 else 'falls'} by {abs(rise):.4g}: the "
        f"secant has the slope {secant:.4f}. The tangent at x = {x:g} has {tangent:.4f}: an error of "
        f"{abs(secant - tangent):.4f}."
    )
    desc = words.replace("-", "−") + sentence
    return svg.chart(
        svg.line(reach, f(reach), function, style=0),
        svg.line(reach, f(x) + tangent * (reach - x), "tangent", style=2),
        svg.line(reach, f(left) + secant * (reach - left), "secant", style=1),
        svg.points([left, right], [f(left), f(right)], style=1, size=7),
        svg.points([x], [f(x)], style=0, size=7),
        title="Secant and tangent",
        desc=desc,
        x_label="x",
        x_limits=(-2, 3),
        y_limits=(-4, 8),
        legend="top",
    )


def secant(forward_diff=None, **settings):
    """Show the secant through two points of a curve, h apart, and the tangent that it becomes.

    `forward_diff(f, x, h)`, yours if it is given, measures the slope of the secant to the right. The settings are the
    `function`, the place `x`, the distance `h` and the `difference`, forward or central.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.secant(h=1.0).settings
    {'function': 'x²', 'x': 1.0, 'h': 1.0, 'difference': 'forward'}
    """
    controls = {
        "function": live.menu("x²", list(CURVES)),
        "x": live.slider(1.0, -1.5, 2, 0.1),
        "h": live.log_slider(0.5, 0.001, 1),
        "difference": live.menu("forward", ["forward", "central"]),
    }
    function, sentence, _ = yours(forward_diff, forward_difference, square, 1.0, 0.5)
    picture = partial(_secant_picture, function, "" if forward_diff is None else f" {sentence}")
    return live.Demo(picture, controls, settings, call="demos.secant", given={"forward_diff": forward_diff})
