"""The ravine race: seven optimizers, and the learner's own, down the same ravine, each with its trail and a word."""

from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from ... import live, svg
from ...learner import yours
from ...optimizers import SGD, Adadelta, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from .maps import empty_map, trail_map
from .racing import STEPS, made, tried, walk
from .ravines import RAVINES

RACERS = {  # each with its style
    "SGD": (SGD, 6),
    "Momentum": (Momentum, 0),
    "Nesterov": (Nesterov, 5),
    "AdaGrad": (AdaGrad, 1),
    "RMSProp": (RMSProp, 4),
    "Adadelta": (Adadelta, 3),
    "Adam": (Adam, 2),
}
YOURS = "yours", 7
SIZE = {"width": 182, "height": 143}  # of a map
LOWEST = 1e-7  # what is lower is drawn here
WORDS = ("converges", "zigzags", "crawls", "diverges")


@lru_cache(maxsize=64)  # a move of `steps` walks nothing anew
def _walk_of(name, *settings):
    return walk(made(RACERS[name][0], *settings[2:]), *settings[:2])


def _picture(optimizer, whose, steps, **settings):
    ravine, ratio, learning_rate, beta = settings.values()
    walks = {name: _walk_of(name, *settings.values()) for name in RACERS}
    if optimizer is not None:
        walks[YOURS[0]] = walk(made(optimizer, learning_rate, beta), ravine, ratio)
    maps = [
        trail_map(w.places[: steps + 1], ravine, ratio, _style(name), title=name, words=w.verdict, **SIZE)
        for name, w in walks.items()
    ]
    if optimizer is None:
        maps.append(empty_map("demos.race(your_step)", **SIZE))
    desc = f"A {ravine} ravine, {ratio:g} times as steep across as along; {_who(walks)} {whose}".strip()
    rows = [svg.beside(*maps[:4], gap=14), svg.beside(*maps[4:], gap=14), _heights(walks, steps)]
    return replace(svg.below(*rows, gap=10, title="The ravine race", desc=desc), rows=())  # it scales as one


def _style(name):
    return RACERS[name][1] if name in RACERS else YOURS[1]


def _who(walks):
    """Return who converges, zigzags, crawls and diverges, in a line."""
    verdicts = {name: w.verdict for name, w in walks.items()}
    said = {word: [name for name, verdict in verdicts.items() if verdict == word] for word in WORDS}
    lines = [f"{', '.join(names)} {word if len(names) == 1 else word[:-1]}" for word, names in said.items() if names]
    return f"in {STEPS} steps " + "; ".join(lines) + "."


def _heights(walks, steps):
    lines = [
        svg.line(
            np.arange(len(w.heights)),
            np.clip(w.heights, LOWEST, 1e9),
            name,
            style=_style(name),
            width=4 if name == YOURS[0] else 2.5,
        )
        for name, w in walks.items()
    ]
    rule = [svg.rule(x=steps)] if steps < STEPS else []
    return svg.chart(
        *lines,
        *rule,
        title="Loss after each step",
        desc="The losses.",
        x_limits=(0, STEPS),
        y_limits=(LOWEST, 1e2),
        y_scale="log",
        legend="none",
        width=770,
        height=170,
    )


def race(optimizer=None, **settings):
    """Show seven optimizers on their way down a ravine of two weights, and your own as the eighth.

    `optimizer` is a step function, such as momentum_step(params, grads, v, learning_rate, momentum), or a class with
    update(params, grads). It gets learning_rate, and beta as momentum, beta, beta1 or decay, where it has an argument
    of that name. The other settings are the `ravine`, its `ratio`, and how many `steps` are shown of 100. The words
    say how the hundred steps go: RMSProp and Adam divide by a mean of past slopes, and once it has faded they may
    leap out of the place where they had arrived.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.race(ratio=3).settings
    {'ravine': 'straight', 'ratio': 3.0, 'learning_rate': 0.02, 'beta': 0.9, 'steps': 100}
    """
    own, whose = None, ""
    if optimizer is not None:
        shown = yours(optimizer, None, trial=tried)
        own = shown.function if shown.is_yours else None
        whose = shown.sentence.replace(": this is the package's own.", ".")
    controls = {
        "ravine": live.menu("straight", list(RAVINES)),
        "ratio": live.log_slider(50.0, 1.0, 100.0),
        "learning_rate": live.log_slider(0.02, 0.001, 1),
        "beta": live.slider(0.9, 0.0, 0.99, 0.01),
        "steps": live.slider(STEPS, 1, STEPS),
    }
    return live.Demo(
        partial(_picture, own, whose),
        controls,
        settings,
        call="demos.race",
        given={"optimizer": optimizer},
    )
