"""Schedules, drawn and raced: four ways to change the learning rate, and a noisy walk down a ravine by each."""

from functools import lru_cache, partial

import numpy as np

from ... import live, svg
from ...learner import yours
from ...optimizers import Momentum
from ...schedules import cosine, rate_at, step_decay, warm_up
from .racing import height

STEPS, WALKS = 300, 200
STEEP = 20.0
START = np.array([[-2.0], [0.6]]) * np.ones(WALKS)  # (2, 200): many walks at once, each with slopes of its own
NOISE = np.random.default_rng(0).normal(size=(STEPS, 2, WALKS))
STYLES = {"constant": 6, "step": 1, "cosine": 0, "warm-up": 2}


def _schedules(learning_rate, own):
    """Return the schedules of the race, by name."""
    return {
        "constant": learning_rate,
        "step": step_decay(learning_rate, every=STEPS // 3, factor=0.1),
        "cosine": lambda step: _own_rate(own, learning_rate, step),
        "warm-up": warm_up(cosine(learning_rate, STEPS), steps=STEPS // 10),
    }


def cosine_of_the_package(learning_rate, step, steps):
    return cosine(learning_rate, steps)(step)


def _rates(schedule):
    return tuple(float(rate_at(schedule, step)) for step in range(STEPS))


def _own_rate(own, learning_rate, step):
    """Return what a learner's schedule gives, or raise live.Stop where no step can take it."""
    rate = float(own(learning_rate, step, STEPS))
    if not 0 <= rate < np.inf:
        raise live.Stop(
            f"{own.__name__}({learning_rate:g}, {step}, {STEPS}) gave {rate:g}, but a rate is a number from 0 upwards."
        )
    return rate


@lru_cache(maxsize=32)
def _losses(rates, noise, momentum):
    """Return the mean loss of 200 noisy walks before each step and after the last, (STEPS + 1,)."""
    params, losses = {"W1": START.copy()}, []
    optimizer = Momentum(learning_rate=lambda step: rates[step], momentum=momentum)
    for step in range(STEPS + 1):
        losses.append(height(STEEP, params["W1"].T).mean())
        if step == STEPS or not losses[-1] < 1e6:
            break
        slopes = params["W1"] * [[1.0], [STEEP]] + noise * NOISE[step]
        optimizer.update(params, {"W1": slopes})
    return np.array(losses)


def _picture(own, whose, learning_rate, noise, momentum):
    rates = {name: _rates(schedule) for name, schedule in _schedules(learning_rate, own).items()}
    losses = {name: _losses(r, noise, momentum) for name, r in rates.items()}
    ends = [f"{name} {svg.number(loss[-1]) if len(loss) > STEPS else 'left'}" for name, loss in losses.items()]
    desc = f"After {STEPS} steps, the mean loss of {WALKS} noisy walks: {', '.join(ends)}. {whose}"
    pairs = [("Learning rate", rates, "linear", (0, 1.1 * learning_rate)), ("Loss", losses, "log", (1e-5, 1e2))]
    charts = [
        svg.chart(
            *[svg.line(np.arange(len(y)), np.clip(y, 0, 1e4), n, style=STYLES[n]) for n, y in curves.items()],
            title=title,
            desc="The curves.",
            x_label="step",
            x_limits=(0, STEPS),
            y_limits=limits,
            y_scale=scale,
            legend="top" if scale == "linear" else "none",
            width=width,
            height=440,
        )
        for (title, curves, scale, limits), width in zip(pairs, (330, 420), strict=True)
    ]
    return svg.beside(*charts, title="Schedules", desc=desc)


def schedules(cosine_rate=None, **settings):
    """Show four schedules of the learning rate, and how 200 noisy walks down a ravine go by each.

    `cosine_rate(learning_rate, step, steps)` is yours; without one, dl.cosine draws the cosine. The settings are the
    `learning_rate`, the `noise` of the slopes, and the `momentum`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.schedules(noise=1).settings
    {'learning_rate': 0.05, 'noise': 1.0, 'momentum': 0.0}
    """
    function, sentence, _ = yours(cosine_rate, cosine_of_the_package, 0.1, 1, 4)
    controls = {
        "learning_rate": live.log_slider(0.05, 0.001, 1),
        "noise": live.slider(0.5, 0, 2, 0.1),
        "momentum": live.slider(0.0, 0, 0.9, 0.05),
    }
    picture = partial(_picture, function, sentence)
    return live.Demo(picture, controls, settings, call="demos.schedules", given={"cosine_rate": cosine_rate})
