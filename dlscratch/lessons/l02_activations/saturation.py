"""Large weights: activations that saturate, and slopes that vanish."""

from functools import partial

import numpy as np

from ... import live, svg
from .choosing import choice, measured_slopes, menu

UNITS = 100


def _histograms(by_name, function, weight_scale):
    rng = np.random.default_rng(0)
    x, W = rng.normal(size=(200, UNITS)), rng.normal(size=(UNITS, UNITS)) * weight_scale / np.sqrt(UNITS)
    a = x @ W  # (200, 100)
    f, sentence, _ = by_name[function]
    z, slope = np.asarray(f(a), float), np.round(measured_slopes(f, a), 6)
    flat = np.mean(np.abs(slope[np.isfinite(slope)]) < 0.01)
    spread, mean = (svg.number(round(float(value), 3)) for value in (a.std(), np.nanmean(slope)))
    desc = (
        f"Weighted sums of spread {spread}: {svg.percent(flat)} of the slopes are below 0.01, and the mean slope is "
        f"{mean}. {sentence}"
    ).strip()
    reach = {"sigmoid": (0, 1), "tanh": (-1, 1)}.get(function)
    values = svg.chart(
        svg.histogram(z.ravel(), 20, limits=reach),
        title="Activations z",
        desc="",
        x_label="z",
        y_label="share of values",
        y_limits=(0, 1),
        width=340,
        height=340,
    )
    slopes = svg.chart(
        svg.histogram(slope.ravel(), 20, limits=(0, 0.25 if function == "sigmoid" else 1), style=1),
        title="Their slopes",
        desc="",
        x_label="dz/da",
        y_label="share of values",
        y_limits=(0, 1),
        width=340,
        height=340,
    )
    return svg.beside(values, slopes, title=f"Weight scale and {function}", desc=desc)


def saturation(f=None, **settings):
    """Show the activations of 100 units and their slopes, as histograms, for weights of any size.

    Settings: `function` and `weight_scale`, the spread of the weighted sums. `f` is the learner's own function.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.saturation(weight_scale=1.0).settings
    {'function': 'sigmoid', 'weight_scale': 1.0}
    """
    by_name = choice(f, ("sigmoid", "tanh", "relu", "leaky_relu"))
    controls = {"function": menu(by_name), "weight_scale": live.log_slider(10.0, 0.1, 100)}
    return live.Demo(partial(_histograms, by_name), controls, settings, call="demos.saturation", given={"f": f})
