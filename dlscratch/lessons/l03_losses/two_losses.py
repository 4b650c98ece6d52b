"""Squared error against cross-entropy: the value and the slope, for each confidence in the right class."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...gradient import numerical_diff
from ...learner import yours

PROBABILITIES = np.linspace(0.01, 0.99, 99)
SAMPLE = np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])  # one row of y and of t, to see whether a loss is written


def _losses_of(loss, confidence):
    """Return the loss of two classes for each confidence in the right one, (M,) -> (M,)."""
    target = np.array([[1.0, 0.0]])
    return np.array([float(loss(np.array([[y, 1 - y]]), target)) for y in np.atleast_1d(confidence)])


def _slopes_of(loss, confidence):
    """Return the slope of that loss in the score a of the right class, where y = sigmoid(a)."""
    scores = np.log(confidence / (1 - confidence))
    return numerical_diff(lambda a: _losses_of(loss, functions.sigmoid(a)), np.atleast_1d(scores))


def _two_losses_picture(losses, sentence, confidence):
    names = {"squared error": 1, "cross-entropy": 0}  # name -> style
    values = {name: _losses_of(loss, PROBABILITIES) for name, loss in zip(names, losses, strict=True)}
    slopes = {name: _slopes_of(loss, PROBABILITIES) for name, loss in zip(names, losses, strict=True)}
    here = {
        name: (_losses_of(loss, confidence)[0], _slopes_of(loss, confidence)[0])
        for name, loss in zip(names, losses, strict=True)
    }

    def panel(curves, part, title, limits):
        lines = [svg.line(PROBABILITIES, curves[name], name, style=style) for name, style in names.items()]
        dots = [svg.points([confidence], [here[name][part]], style=style, size=9) for name, style in names.items()]
        return svg.chart(
            *lines,
            *dots,
            title=title,
            desc="",
            x_label="confidence in the right class",
            x_limits=(0, 1),
            y_limits=limits,
            legend="top",
            width=340,
            height=360,
        )

    (squared, squared_slope), (entropy, entropy_slope) = here.values()
    desc = (
        f"At confidence {confidence:g} in the right class the squared error is {squared:.2f} and its slope "
        f"{_signed(squared_slope)}; the cross-entropy is {entropy:.2f} and its slope {_signed(entropy_slope)}. "
        f"{sentence}"
    )
    left = panel(values, 0, "The loss", (0, 5))
    right = panel(slopes, 1, "Its slope in the score a", (-1.2, 0.2))
    return svg.beside(left, right, title="Two losses", desc=desc)


def _signed(value):
    return f"{value:.3f}".replace("-", "−")


def two_losses(mean_squared_error=None, cross_entropy_error=None, **settings):
    """Show squared error and cross-entropy, yours or the package's, against the confidence in the right class.

    There are two classes, whose probabilities come from a softmax; the slope is that in the score of the right class,
    measured. The setting is the `confidence`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.two_losses(confidence=0.5).settings
    {'confidence': 0.5}
    """
    squared, of_squared, _ = yours(mean_squared_error, functions.mean_squared_error, *SAMPLE)
    entropy, of_entropy, _ = yours(cross_entropy_error, functions.cross_entropy_error, *SAMPLE)
    picture = partial(_two_losses_picture, (squared, entropy), f"{of_squared} {of_entropy}")
    given = {"mean_squared_error": mean_squared_error, "cross_entropy_error": cross_entropy_error}
    return live.Demo(
        picture, {"confidence": live.slider(0.02, 0.01, 0.99, 0.01)}, settings, call="demos.two_losses", given=given
    )
