"""Activations: a curve and its slope, what depth draws with and without a bend, and where it saturates."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...gradient import numerical_diff

BENDS = ("identity", "step", "sigmoid", "tanh", "relu", "leaky_relu")
NUDGE = 1e-6


def _choice(function, names):
    """Return functions by name and a sentence by name; the learner's function stands first, or in place of its twin."""
    by_name = {name: getattr(functions, name) for name in names}
    words = {name: "" for name in names}
    if function is not None:
        name = getattr(function, "__name__", "yours")
        package = getattr(functions, name, functions.identity)
        shown, sentence = live.yours(function, package, np.array([-1.0, 2.0]))
        by_name, words = {name: shown, **by_name}, {name: sentence, **words}
        by_name[name], words[name] = (lambda a: shown(np.array(a))), sentence  # a copy: theirs may write into it
    return by_name, words


def _menu(by_name, words, start=None):
    """Return a menu of functions; the learner's is marked, and chosen first."""
    mark = {name: f"{name} (yours)" if words[name].startswith("This is your") else name for name in by_name}
    first = next((name for name in by_name if words[name]), start or next(iter(by_name)))
    return live.menu(first, {mark[name]: name for name in by_name})


def _sides(f, a):
    """Return the slopes of f at a, measured to the left and to the right of it."""
    here = np.asarray(f(a), float)
    left = (here - np.asarray(f(a - NUDGE), float)) / NUDGE
    right = (np.asarray(f(a + NUDGE), float) - here) / NUDGE
    return left, right


def _slopes(f, a):
    """Return the measured slope of f at each a, NaN at a corner or a jump: there the two sides disagree."""
    left, right = _sides(f, a)
    return np.where(np.abs(left - right) < 1e-3, numerical_diff(f, a), np.nan)


# One function: its curve, its slope, and a tangent


def _tangent_words(name, z, slope, left, right):
    if np.isfinite(slope):
        flat = " It is flat here." if abs(round(slope, 6)) < 0.01 else ""  # leaky ReLU's 0.01, measured, is not flat
        return f"the {name} is {_about(z)} and its slope is {_about(slope)}.{flat}"
    if max(abs(left), abs(right)) > 1000:
        return f"the {name} jumps: no slope."
    return (f"the {name} is {svg.number(z)} and has a corner: slope {svg.number(round(left, 4))} on its left, "
            f"{svg.number(round(right, 4))} on its right, none at it.")


def _about(value):
    """Return a number in words; one that only comes close to a whole number does not pass for it."""
    short = round(value, 4)
    return f"nearly {svg.number(short)}" if short == round(short) and abs(value - short) > 1e-6 else svg.number(short)


def _curve(by_name, words, derivative, blank, function, a):
    f = by_name[function]
    grid = np.linspace(-6, 6, 241)
    point = np.array([a])
    z, slope = float(np.asarray(f(point), float)[0]), float(_slopes(f, point)[0])
    left, right = (float(side[0]) for side in _sides(f, point))
    desc = f"At a = {svg.number(a)} {_tangent_words(function, z, slope, left, right)} {words[function]}".strip()
    tangent = [svg.line(grid, z + slope * (grid - a), "tangent", style=1)] if np.isfinite(slope) else []
    heights = np.asarray(f(grid), float)
    curve = svg.chart(
        svg.line(grid, heights, "z", style=0), *tangent, svg.points(point, [z], style=1, size=7),
        title=f"z = {function}(a)", desc="", x_label="weighted sum a", y_label="activation z",
        x_limits=(-6, 6), y_limits=(-1.5, 6.5 if (heights > 3).any() else 3), legend="top", width=340, height=360,
    )  # fmt: skip
    wide = {} if derivative is None else {"width": 8, "faint": True}  # the learner's slope is drawn on top of it
    marks = [svg.line(grid, _slopes(f, grid), "measured slope", style=2, **wide)]
    if derivative is not None:
        marks.append(svg.line(grid, derivative(grid), "your slope", style=1))
        desc += f" Your slope is {svg.number(round(float(np.asarray(derivative(point), float)[0]), 4))} here."
    desc += f" Your {blank} is not written yet." if blank else ""
    marks.append(svg.points(point, [slope], style=1, size=7))
    slopes = svg.chart(*marks, title="Its slope", desc="", x_label="weighted sum a", y_label="dz/da", x_limits=(-6, 6),
                       y_limits=(-0.5, 1.5), legend="top", width=340, height=360)  # fmt: skip
    return svg.beside(curve, slopes, title=f"Activation: {function}", desc=desc)


def activation(f=None, slope=None, **settings):
    """Show an activation function, its slope and its tangent at a; `f` and `slope` are the learner's own.

    The slope is measured, by a small step to either side. Settings: `function` and `a`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.activation(a=0.0).settings
    {'function': 'sigmoid', 'a': 0.0}
    """
    by_name, words = _choice(f, BENDS)
    shown, blank = slope, ""
    if slope is not None and not live.yours(slope, np.zeros_like, np.array([-1.0, 2.0]))[1].startswith("This is your"):
        shown, blank = None, getattr(slope, "__name__", "slope")
    controls = {"function": _menu(by_name, words, "sigmoid"), "a": live.slider(2.0, -6, 6, 0.1)}
    return live.Demo(partial(_curve, by_name, words, shown, blank), controls, settings, call="demos.activation",
                     given={"f": f, "slope": slope})


# Many layers: what they can draw


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
    return "less than 1 %" if share < 0.01 else f"{100 * share:.0f} %"


def _stacked(by_name, words, function, depth, width, seed):
    x = np.linspace(-4, 4, 801)
    y = np.asarray(stack(by_name[function], x, depth, width, seed), float)
    straight = stack(functions.identity, x, depth, width, seed)
    bent = bending(x, _framed(y))
    shape = ("a level line: nothing of x comes through" if _level(y) else "a straight line" if bent < 1e-7 else
             f"a curve that strays from a straight line by {_percent(bent)} of its height")
    desc = f"A stack of {depth} × {width} {function} units draws {shape}. {words[function]}".strip()
    marks = [] if function == "identity" else [svg.line(x, _framed(straight), "the same weights without a bend",
                                                        style=6)]
    return svg.chart(*marks, svg.line(x, _framed(y), f"with {function}", style=0), title="What the stack draws",
                     desc=desc, x_label="input x", y_label="output y, fitted to the frame", x_limits=(-4, 4),
                     y_limits=(-1.1, 1.1), legend="top", height=400)  # fmt: skip


def depth(f=None, **settings):
    """Show what a stack of random layers draws, with a bend between them or without; `f` is the learner's own bend.

    Settings: `function`, `depth`, `width` and `seed`, another draw of the weights.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.depth(depth=8).picture.desc
    'A stack of 8 × 10 identity units draws a straight line.'
    """
    by_name, words = _choice(f, BENDS)
    controls = {"function": _menu(by_name, words), "depth": live.slider(2, 1, 8), "width": live.slider(10, 1, 30),
                "seed": live.slider(0, 0, 20)}
    return live.Demo(partial(_stacked, by_name, words), controls, settings, call="demos.depth", given={"f": f})


# Large weights: saturation

UNITS = 100


def _histograms(by_name, words, function, weight_scale):
    rng = np.random.default_rng(0)
    x, W = rng.normal(size=(200, UNITS)), rng.normal(size=(UNITS, UNITS)) * weight_scale / np.sqrt(UNITS)
    a = x @ W  # (200, 100)
    z, slope = np.asarray(by_name[function](a), float), np.round(_slopes(by_name[function], a), 6)
    flat = np.mean(np.abs(slope[np.isfinite(slope)]) < 0.01)
    spread, mean = (svg.number(round(float(value), 3)) for value in (a.std(), np.nanmean(slope)))
    desc = (f"Weighted sums of spread {spread}: {100 * flat:.0f} % of the slopes are below 0.01, and the mean slope is "
            f"{mean}. {words[function]}").strip()
    reach = {"sigmoid": (0, 1), "tanh": (-1, 1)}.get(function)
    values = svg.chart(svg.histogram(z.ravel(), 20, limits=reach), title="Activations z", desc="", x_label="z",
                       y_label="share of values", y_limits=(0, 1), width=340, height=340)  # fmt: skip
    slopes = svg.chart(svg.histogram(slope.ravel(), 20, limits=(0, 0.25 if function == "sigmoid" else 1), style=1),
                       title="Their slopes", desc="", x_label="dz/da", y_label="share of values", y_limits=(0, 1),
                       width=340, height=340)  # fmt: skip
    return svg.beside(values, slopes, title=f"Weight scale and {function}", desc=desc)


def saturation(f=None, **settings):
    """Show the activations of 100 units and their slopes, as histograms, for weights of any size.

    Settings: `function` and `weight_scale`, the spread of the weighted sums. `f` is the learner's own function.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.saturation(weight_scale=1.0).settings
    {'function': 'sigmoid', 'weight_scale': 1.0}
    """
    by_name, words = _choice(f, ("sigmoid", "tanh", "relu", "leaky_relu"))
    controls = {"function": _menu(by_name, words), "weight_scale": live.log_slider(10.0, 0.1, 100)}
    return live.Demo(partial(_histograms, by_name, words), controls, settings, call="demos.saturation", given={"f": f})
