"""Many layers: what a stack of them draws, with a bend between them and without."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from .choosing import BENDS, choice, menu


def stack(f, x, depth, width, seed):
    """Return what `depth` random layers of `width` units with bend f, and one output, give for numbers x (N,)."""
    rng = np.random.default_rng(seed)
    z = x[:, np.newaxis]  # (N, 1)
    for _ in range(depth):
        W = rng.normal(size=(z.shape[1], width)) * np.sqrt(2 / z.shape[1])
        z = f(z @ W + rng.normal(size=width))  # (N, width)
    return (z @ rng.normal(size=(z.shape[1], 1)))[:, 0]  # (N,)


def bending(x, y):
    """Return how far y (N,) strays from its best straight line, as a share of its whole range."""
    line = np.polynomial.Polynomial.fit(x, y, 1)(x)
    return float(np.abs(y - line).max() / (np.ptp(y) or 1))


def _level(y):
    """Return whether y (N,) is the same everywhere, but for rounding."""
    return np.ptp(y) <= 1e-12 * np.abs(y).max()


def _framed(y):
    """Return y moved and stretched to reach from -1 to 1."""
    return (y - (y.max() + y.min()) / 2) / (1 if _level(y) else np.ptp(y) / 2)


def _percent(share):
    return "less than 1 %" if share < 0.01 else svg.percent(share)


def _stacked(by_name, function, depth, width, seed):
    x = np.linspace(-4, 4, 801)
    y = np.asarray(stack(by_name[function].function, x, depth, width, seed), float)
    straight = stack(functions.identity, x, depth, width, seed)
    bent = bending(x, _framed(y))
    shape = (
        "a level line: nothing of x comes through"
        if _level(y)
        else "a straight line"
        if bent < 1e-7
        else f"a curve that strays from a straight line by {_percent(bent)} of its height"
    )
    desc = f"A stack of {depth} × {width} {function} units draws {shape}. {by_name[function].sentence}".strip()
    marks = (
        [] if function == "identity" else [svg.line(x, _framed(straight), "the same weights without a bend", style=6)]
    )
    return svg.chart(
        *marks,
        svg.line(x, _framed(y), f"with {function}", style=0),
        title="What the stack draws",
        desc=desc,
        x_label="input x",
        y_label="output y, fitted to the frame",
        x_limits=(-4, 4),
        y_limits=(-1.1, 1.1),
        legend="top",
        height=400,
    )


def depth(f=None, **settings):
    """Show what a stack of random layers draws, with a bend between them or without; `f` is the learner's own bend.

    Settings: `function`, `depth`, `width` and `seed`, another draw of the weights.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.depth(depth=8).picture.desc
    'A stack of 8 × 10 identity units draws a straight line.'
    """
    by_name = choice(f, BENDS)
    controls = {
        "function": menu(by_name),
        "depth": live.slider(2, 1, 8),
        "width": live.slider(10, 1, 30),
        "seed": live.slider(0, 0, 20),
    }
    return live.Demo(partial(_stacked, by_name), controls, settings, call="demos.depth", given={"f": f})
