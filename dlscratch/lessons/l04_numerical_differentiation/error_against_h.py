"""How far a measured slope is from the true one, for each h: the V."""

import re
from functools import partial

import numpy as np

from ... import gradient, live, svg
from ...learner import yours
from .curves import CURVES, central_difference, forward_difference, square

STEPS = np.array([float(f"{step}e{power}") for power in range(-17, 0) for step in (1, 2, 5)] + [1.0])


def _errors(difference, function, x, dtype, steps):
    """Return how far a measured slope is from the true one, for each h of `steps`: NaN where it is exact."""
    f, slope_of = CURVES[function]
    x = dtype(x)
    true = float(slope_of(np.float64(x)))
    errors = np.array([abs(float(difference(f, x, dtype(h))) - true) for h in steps])
    return np.where(errors > 0, errors, np.nan)


def _power(value, digits=1):
    """Return a number as code writes it, 1e−5 and not 1e-05; an error too small to be seen is 0.

    The minus is the sign, at which no line is broken, not the hyphen.
    """
    if np.isnan(value):
        return "0"
    words = f"{value:.{digits - 1}e}" if value < 0.1 else f"{value:.{digits}g}"
    return re.sub(r"(\.0)?e-0?", "e−", words)


def _error_picture(numerical_diff, sentence, function, x, h, float32):
    series = {"forward": (forward_difference, np.float64, 0), "central": (central_difference, np.float64, 1)}
    if float32:
        series |= {
            "forward, float32": (forward_difference, np.float32, 3),
            "central, float32": (central_difference, np.float32, 4),
        }
    marks, here = [], []
    for name, (difference, dtype, style) in series.items():
        errors = _errors(difference, function, x, dtype, STEPS)
        shown = np.isfinite(errors)
        marks.append(svg.line(STEPS[shown], errors[shown], name, style=style))
        here.append(f"{name} {_power(_errors(difference, function, x, dtype, [h])[0])}")
    if numerical_diff is not None:
        f, slope_of = CURVES[function]
        error = abs(float(numerical_diff(f, x)) - float(slope_of(x)))
        if np.isfinite(error):
            marks.append(svg.line([1e-17, 1], [error, error], "numerical_diff, with its own h", style=2))
            here.append(f"numerical_diff, with its own h, {_power(error)}")
        else:
            here.append("numerical_diff, with its own h, gives no finite number at all")
    step = f"h = {_power(h, 2)}"
    desc = f"The slope of {function} at x = {x:g}, measured with {step}, errs by: {'; '.join(here)}.{sentence}"
    return svg.chart(
        *marks,
        svg.rule(x=h, name=step),
        title="The error of a measured slope",
        desc=desc,
        x_label="h",
        y_label="error",
        x_scale="log",
        y_scale="log",
        x_limits=(1e-17, 1),
        y_limits=(1e-13, 10),
        legend="top",
        height=420,
    )


def error_against_h(numerical_diff=None, **settings):
    """Show how wrong a measured slope is for each h: forward and central difference, and yours if it is given.

    `numerical_diff(f, x)` chooses its own h. The settings are the `function`, the place `x`, the `h` to read off, and
    whether to show `float32` too.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.error_against_h(h=1e-5).settings
    {'function': 'exp', 'x': 1.0, 'h': 1e-05, 'float32': False}
    """
    function, sentence, _ = yours(numerical_diff, gradient.numerical_diff, square, 1.0)
    shown = None if numerical_diff is None else function
    controls = {
        "function": live.menu("exp", list(CURVES)),
        "x": live.slider(1.0, 0.1, 2, 0.1),
        "h": live.log_slider(1e-4, 1e-17, 1),
        "float32": live.toggle(False),
    }
    sentence = "" if numerical_diff is None else f" {sentence}"
    return live.Demo(
        partial(_error_picture, shown, sentence),
        controls,
        settings,
        call="demos.error_against_h",
        given={"numerical_diff": numerical_diff},
    )
