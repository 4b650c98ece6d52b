"""Adam's first steps: its two means start at 0, and what dividing by 1 - beta^t does about it."""

from functools import partial

import numpy as np

from ... import live, svg
from ...learner import yours
from ...optimizers import Adam
from .racing import made, running_means, tried

STEPS, RATE = 20, 0.1
NOISE = np.random.default_rng(3).normal(size=STEPS)
TINY = 1e-12  # in place of epsilon: what is shown are the means alone


def _picture(optimizer, whose, beta1, beta2, noise):
    slopes, t = 1 + noise * NOISE, np.arange(1, STEPS + 1)
    (m, m_right), (v, v_right) = running_means(slopes, beta1), running_means(slopes * slopes, beta2)
    raw = RATE * m / np.sqrt(v + TINY)
    walked = _walked(optimizer, slopes, beta1, beta2)
    desc = (
        f"The slope is {'1' if noise == 0 else 'about 1'}. At step 1, m is {svg.number(m[0])} and v "
        f"{svg.number(v[0])}: uncorrected, the first step would be {svg.number(raw[0])}; with the correction it is "
        f"{svg.number(walked[0])}, at learning rate {RATE}. {whose}"
    )
    means = [
        svg.chart(
            svg.line(t, right, "corrected", style=0),
            svg.line(t, mean, "starts at 0", style=1),
            svg.points(t, slopes**power, "slopes" if power == 1 else "slopes²", style=6, size=3.5),
            title=title,
            desc="A mean.",
            x_label="" if power == 1 else "step",
            x_limits=(0, STEPS),
            y_limits=(min(0, slopes.min()), max(1.5, (slopes**power).max())),
            legend="top",
            width=370,
            height=225,
        )
        for title, mean, right, power in (("m", m, m_right, 1), ("v", v, v_right, 2))
    ]
    steps = svg.chart(
        svg.rule(y=RATE, name="the learning rate"),
        svg.line(t, walked, "corrected", style=0),
        svg.line(t, raw, "starts at 0", style=1),
        title="Length of each step",
        desc="The steps.",
        x_label="step",
        x_limits=(0, STEPS),
        y_limits=(min(0, walked.min(), raw.min()), 1.1 * max(0.15, raw.max(), walked.max())),
        legend="top",
        width=370,
        height=460,
    )
    return svg.beside(svg.below(*means, gap=10), steps, title="Adam's first steps", desc=desc)


def _walked(optimizer, slopes, beta1, beta2):
    """Return how far each step goes, (20,)."""
    adam, params, places = made(optimizer, RATE, beta1, beta2=beta2), {"W1": np.zeros(1)}, [0.0]
    for g in slopes:
        adam.update(params, {"W1": np.array([g])})
        places.append(float(params["W1"][0]))
    return -np.diff(places)


def bias_correction(optimizer=None, **settings):
    """Show Adam's two means over its first 20 steps, as they start at 0 and as they are corrected, and its steps.

    `optimizer` is your adam_step(params, grads, m, v, t, learning_rate, beta1, beta2); without one, Adam steps. The
    settings are `beta1`, `beta2` and the `noise` of the slope.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.bias_correction(noise=0.5).settings
    {'beta1': 0.9, 'beta2': 0.999, 'noise': 0.5}
    """
    function, sentence, _ = yours(optimizer, Adam, trial=tried)
    controls = {
        "beta1": live.slider(0.9, 0.0, 0.99, 0.01),
        "beta2": live.slider(0.999, 0.9, 0.999, 0.001),
        "noise": live.slider(0.0, 0, 1, 0.05),
    }
    picture = partial(_picture, function, sentence)
    return live.Demo(picture, controls, settings, call="demos.bias_correction", given={"optimizer": optimizer})
