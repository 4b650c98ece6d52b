"""Why momentum: the error along a ravine and across it, and where on the map of stable settings one stands."""

from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from ... import live, svg
from ...learner import yours
from ...optimizers import Momentum
from .maps import trail_map
from .racing import STEPS, best_settings, largest_stable_rate, made, shrinking, tried, walk

FLAT = 1.0  # the curvature along; across it is `steep`
LOWEST, HIGHEST = 1e-6, 1e2  # errors that are drawn
FINE = 60  # points along a side of the map of settings
PALEST = -np.log(1500)  # below the slowest of the map, 400 steps: every stable setting is seen to be one
LEFT, RIGHT, HEIGHT = 380, 370, 474
NOISE = np.random.default_rng(0).normal(size=(STEPS, 2))


def _picture(step, whose, steep, learning_rate, beta, noise):
    w = walk(made(step, learning_rate, beta), "straight", steep, noise=noise * NOISE)
    manner = {"along": _manner(learning_rate, FLAT, beta), "across": _manner(learning_rate, steep, beta)}
    limit = largest_stable_rate(steep, beta)
    desc = (
        f"Beta {beta:g} and the curvature {steep:g} allow rates below 2 · (1 + {beta:g}) / {steep:g} = {limit:.4g}; "
        f"yours is {learning_rate:g}. Along, the error {manner['along']}; across, it {manner['across']}. {whose}"
    )
    trail = trail_map(
        w.places, "straight", steep, 0, title="The walk", words=w.verdict, width=LEFT, height=HEIGHT - 2 * 161
    )
    errors = [
        _error(name, w.own[:, i], learning_rate, curvature, beta, i)
        for i, (name, curvature) in enumerate({"along": FLAT, "across": steep}.items())
    ]
    left = svg.below(trail, *errors, gap=10)
    title = "Two directions"
    return replace(svg.beside(left, _settings_map(steep, learning_rate, beta), title=title, desc=desc), rows=())


def _manner(learning_rate, curvature, beta):
    """Say what the error in a direction does, in the long run."""
    factor, middle = float(shrinking(learning_rate, curvature, beta)), 1 + beta - learning_rate * curvature
    if factor > 1:
        return f"grows by {factor:.3g} a step"
    how = "swinging" if middle**2 < 4 * beta else "on one side" if middle > 0 else "changing sides at each step"
    return f"shrinks by {factor:.3g} a step, {how}"


def _error(name, error, learning_rate, curvature, beta, style):
    """Return the chart of the error in one direction, beside what the curvature foretells."""
    steps = np.arange(STEPS + 1)
    foretold = abs(error[0]) * float(shrinking(learning_rate, curvature, beta)) ** steps
    return svg.chart(
        svg.line(steps, _drawn(foretold), "foretold", style=6),
        svg.line(steps[: len(error)], _drawn(np.abs(error)), "the walk", style=style),
        title=f"Error {name}: curvature {curvature:g}",
        desc="The error.",
        x_limits=(0, STEPS),
        y_limits=(LOWEST, HIGHEST),
        y_scale="log",
        legend="top" if style == 0 else "none",
        width=LEFT,
        height=151,
    )


def _drawn(errors):
    """Return errors with a gap where they are below what is drawn."""
    return np.where(errors < LOWEST, np.nan, np.minimum(errors, 9 * HIGHEST))


@lru_cache(maxsize=64)
def _ground(steep):
    """Return the marks of the map that only the curvature moves: how fast, how far, and where the swings begin."""
    reach = 4 / steep
    rates, betas = np.linspace(0, reach, FINE), np.linspace(0, 0.999, FINE)
    slower = np.maximum(*(shrinking(rates, c, betas[:, None]) for c in (FLAT, steep)))  # (FINE, FINE)
    steps = -np.log(10) / np.log(np.clip(slower, 1e-9, 1 - 1e-9))
    quick = np.where(slower < 1 - 1e-9, -np.log(np.clip(steps, 4, 400)), np.nan)  # at rate 0 nothing shrinks
    best = best_settings(FLAT, steep)
    return (
        svg.field(quick, (0, reach), (0, 1), palette="amount", limits=(PALEST, -np.log(4))),
        svg.note(0.97 * reach, 0.12, "it leaves", anchor="end"),
        svg.line(largest_stable_rate(steep, betas), betas, "the limit", style=1, width=4),
        svg.line(rates, np.clip(1 - np.sqrt(rates * FLAT), 0, 1) ** 2, "above: swings along", style=6),
        svg.points(*[[value] for value in best], "fastest", style=3, size=8),
    )


def _settings_map(steep, learning_rate, beta):
    reach = 4 / steep
    return svg.chart(
        *_ground(steep),
        svg.points([min(learning_rate, reach)], [beta], "you", style=4, size=9),
        title="Stable settings",
        desc="The map.",
        x_label="learning rate",
        y_label="beta (darker: faster)",
        x_limits=(0, reach),
        y_limits=(-0.05, 1),  # you are seen whole at 0
        legend="top",
        width=RIGHT,
        height=HEIGHT,
    )


def two_directions(optimizer=None, **settings):
    """Show the error of a walk along a ravine and across it, what the curvature foretells, and the stable settings.

    `optimizer` is your momentum_step(params, grads, v, learning_rate, momentum), or a class with
    update(params, grads); without one, Momentum walks. The settings are the curvature across, `steep` (along it is 1),
    the `learning_rate`, `beta`, and the `noise` that each slope has, as a mini-batch's would.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.two_directions(steep=10).settings
    {'learning_rate': 0.08, 'beta': 0.0, 'steep': 10.0, 'noise': 0.0}
    """
    function, sentence, _ = yours(optimizer, Momentum, trial=tried)
    controls = {
        "learning_rate": live.slider(0.08, 0.002, 0.4, 0.002),
        "beta": live.slider(0.0, 0.0, 0.99, 0.01),
        "steep": live.slider(20.0, 5, 50, 1),
        "noise": live.slider(0.0, 0, 1, 0.05),
    }
    return live.Demo(
        partial(_picture, function, sentence),
        controls,
        settings,
        call="demos.two_directions",
        given={"optimizer": optimizer},
    )
