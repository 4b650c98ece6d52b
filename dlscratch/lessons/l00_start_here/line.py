"""A first slider: a straight line, its slope and its height."""

import numpy as np

from ... import live, svg
from ...svg.picture import number


def _line(w, b):
    x = np.array([-5.0, 5.0])
    y = round(w * 2 + b, 4)
    desc = f"At x = 2 the line stands at {number(w)} · 2 {svg.added(b)} = {number(y)}."
    marks = [svg.rule(y=0), svg.line(x, w * x + b, "w x + b", style=0), svg.points([2], [y], "x = 2", style=1, size=8)]
    return svg.chart(
        *marks,
        title="A line",
        desc=desc,
        x_label="x",
        y_label="w x + b",
        x_limits=(-5, 5),
        y_limits=(-12, 12),
        legend="top",
        height=380,
    )


def line(**settings):
    """Show the straight line w x + b. Settings: `w` and `b`.

    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.line(w=2.0).picture.desc
    'At x = 2 the line stands at 2 · 2 + 1 = 5.'
    """
    controls = {"w": live.slider(0.5, -3, 3, 0.1), "b": live.slider(1.0, -5, 5, 0.1)}
    return live.Demo(_line, controls, settings, call="demos.line")
