"""Write me: what this demo shows, in one sentence."""

import numpy as np

from ... import live, svg
from ...svg.picture import number


def _write_me(slope):
    x = np.array([-5.0, 5.0])
    desc = f"Write me: at x = 1 the line stands at {number(slope)}."
    return svg.chart(
        svg.line(x, slope * x, "slope x", style=0),
        title="Write me",
        desc=desc,
        x_label="x",
        y_label="y",
        x_limits=(-5, 5),
        y_limits=(-10, 10),
        legend="top",
        height=380,
    )


def race(**settings):
    """Show what is to be written: write me. Settings: `slope`.

    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.race(slope=2.0).picture.desc
    'Write me: at x = 1 the line stands at 2.'
    """
    return live.Demo(_write_me, {"slope": live.slider(1.0, -2, 2, 0.1)}, settings, call="demos.race")
