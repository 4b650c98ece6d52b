"""Four losses without names: SGD, Momentum, AdaGrad and Adam on the same ravine, to be told apart by their curves."""

from functools import lru_cache

import numpy as np

from ... import live, svg
from ...learner.words import counted
from ...optimizers import SGD, AdaGrad, Adam, Momentum
from .racing import made, walk

STEPS, STEEP = 100, 20.0
HIDDEN = {"A": (AdaGrad, 0.1, 0), "B": (SGD, 0.02, 0), "C": (Adam, 0.1, 0.9), "D": (Momentum, 0.02, 0.9)}


@lru_cache(maxsize=4)
def _walk_of(letter):
    optimizer, learning_rate, beta = HIDDEN[letter]
    return walk(made(optimizer, learning_rate, beta), "straight", STEEP)


def _picture(steps, log_loss):
    walks = {letter: _walk_of(letter) for letter in HIDDEN}
    losses = [f"{letter} {svg.number(w.heights[steps])}" for letter, w in walks.items()]
    return svg.chart(
        *[svg.line(np.arange(steps + 1), w.heights[: steps + 1], letter) for letter, w in walks.items()],
        title="Four optimizers",
        desc=f"The loss after {counted(steps, 'step')}: {', '.join(losses)}.",
        x_label="step",
        y_label="loss",
        y_scale="log" if log_loss else "linear",
        x_limits=(0, STEPS),
        y_limits=(1e-6, 10) if log_loss else (0, 6),
        legend="direct",
        height=440,
    )


def four_curves(**settings):
    """Show the losses of four optimizers without their names, up to a number of steps.

    The settings are `steps` and `log_loss`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.four_curves(steps=3).settings
    {'steps': 3, 'log_loss': True}
    """
    controls = {"steps": live.slider(STEPS, 1, STEPS), "log_loss": live.toggle(True)}
    return live.Demo(_picture, controls, settings, call="demos.four_curves")
