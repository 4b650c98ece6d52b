"""Going downhill with one weight: the learning rate decides between crawling, landing, oscillating and running away."""

from functools import partial

import numpy as np

from ... import live, svg
from ...learner.words import counted
from .walking import end, walk, yours_to_walk


def _valley(x):
    return x[0] ** 2


def _valley_picture(gradient_descent, sentence, start, learning_rate, steps):
    path, gone = walk(gradient_descent, _valley, [start], learning_rate, steps)
    path, x, step = path[:, 0], np.linspace(-3, 3, 121), np.arange(len(path))
    places = svg.points(path, path**2, style=0), svg.points(path[:1], path[:1] ** 2, style=1, size=9)
    left = svg.chart(
        svg.line(x, x**2, style=6),
        svg.line(path, path**2, style=0),
        *places,
        title="f(x) = x²",
        desc="",
        x_label="x",
        x_limits=(-3, 3),
        y_limits=(0, 9),
        width=340,
    )
    right = svg.chart(
        svg.line(step, path, style=0),
        svg.points(step, path, style=0),
        title="x after each step",
        desc="",
        x_label="step",
        y_limits=(-3, 3),
        width=340,
    )
    desc = (
        f"From x = {svg.number(start)}, {counted(steps, 'step')} at learning rate {learning_rate:g}: {end(gone)} at "
        f"x = {svg.number(path[-1])}. {_factor(path)}{gone} {sentence}"
    )
    return svg.beside(left, right, title="One weight", desc=desc)


def _factor(path):
    """Say what each step multiplies x by, if it is the same number for all."""
    if len(path) < 2 or not path[0]:
        return ""
    factor = float(path[1] / path[0])
    if not np.allclose(path[1:], factor * path[:-1], rtol=1e-4, atol=1e-9):
        return "The steps multiply x by different numbers."
    return f"Each step multiplies x by {svg.number(round(factor, 6) + 0.0)}."


def valley(gradient_descent=None, **settings):
    """Show a walk down x squared, by your gradient_descent or the package's: one weight, one learning rate.

    `gradient_descent(f, init_x, learning_rate, step_num)` returns the path. The settings are the `start`, the
    `learning_rate` and the `steps`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.valley(learning_rate=0.5).settings
    {'start': 2.5, 'learning_rate': 0.5, 'steps': 10}
    """
    function, sentence, _ = yours_to_walk(gradient_descent)
    controls = {
        "start": live.slider(2.5, -2.5, 2.5, 0.1),
        "learning_rate": live.slider(0.1, 0.01, 1.1, 0.01),
        "steps": live.slider(10, 1, 40),
    }
    return live.Demo(
        partial(_valley_picture, function, sentence),
        controls,
        settings,
        call="demos.valley",
        given={"gradient_descent": gradient_descent},
    )
