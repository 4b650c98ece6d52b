"""Scores too large for exp: the probabilities and the loss, computed naively and safely."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...learner import yours

SIZES = np.logspace(0, 3, 91)


def naive_softmax(a):
    """Return exp(a) / sum of exp(a) as it stands in the formula: nan where exp overflows."""
    return np.exp(a) / np.exp(a).sum()


def _ways_to_the_loss(size, dtype):
    """Return the loss of the last of the scores (size, size / 2, 0) in three ways; it is about `size`."""
    a = np.array([size, size / 2, 0], dtype)
    return (
        -np.log(naive_softmax(a)[2]),
        -np.log(functions.softmax(a)[2] + dtype(1e-7)),
        functions.softmax_cross_entropy(a, [2]),
    )


def _large_scores_picture(softmax, sentence, size, dtype):
    dtype = np.dtype(dtype).type
    a = np.array([size, size / 2, 0], dtype)
    rows = np.array([naive_softmax(a), softmax(a)], float)
    words = [[f"{y:.2g}" for y in row] for row in rows]
    table = svg.heat_map(
        rows,
        title=f"Probabilities of the scores {size:g}, {size / 2:g} and 0",
        desc="",
        row_names=["exp(a) / sum", "softmax"],
        column_names=["class 0", "class 1", "class 2"],
        numbers=words,
        limits=(0, 1),
        palette="amount",
        bar=False,
        height=150,
    )
    here = [float(way) for way in _ways_to_the_loss(size, dtype)]
    naive, floored, exact = (f"{value:.4g}" for value in here)
    desc = (
        f"For the scores {size:g}, {size / 2:g} and 0, exp(a) / sum gives {', '.join(words[0])}; softmax gives "
        f"{', '.join(words[1])}. If class 2 is right, the loss is {naive} by the first, {floored} with + 1e-7, and "
        f"{exact} from the scores. {sentence}"
    )
    return svg.below(table, _loss_chart(size, here, dtype), title="Large scores", desc=desc)


def _loss_chart(size, here, dtype):
    ways = np.array([_ways_to_the_loss(s, dtype) for s in SIZES], float).T  # (3, 91)
    names = ("log of exp(a) / sum", "log of softmax + 1e-7", "from the scores")
    lines = [svg.line(SIZES, way, name, style=style) for style, (way, name) in enumerate(zip(ways, names, strict=True))]
    dots = [svg.points([size], [value], style=style, size=9) for style, value in enumerate(here)]
    return svg.chart(
        *lines,
        *dots,
        title="The loss where class 2 is right",
        desc="",
        x_label="size of the scores",
        x_scale="log",
        y_scale="log",
        x_limits=(1, 1300),
        y_limits=(1, 1000),
        legend="top",
        height=300,
    )


def large_scores(softmax=None, **settings):
    """Show what growing scores do to exp(a) / sum, to softmax, yours or the package's, and to the loss.

    The settings are the `size` of the scores and the `dtype` that holds them.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.large_scores(size=1000).settings
    {'size': 1000.0, 'dtype': 'float64'}
    """
    function, sentence, _ = yours(softmax, functions.softmax, np.array([1.0, 2.0]))
    controls = {
        "size": live.log_slider(10.0, 1, 1000),
        "dtype": live.menu("float64", ["float64", "float32"], label="numbers"),
    }
    return live.Demo(
        partial(_large_scores_picture, function, sentence),
        controls,
        settings,
        call="demos.large_scores",
        given={"softmax": softmax},
        says_nan=True,
    )
