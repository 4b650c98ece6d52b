"""One output, yes or no: the loss under both labels."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...learner import yours

PROBABILITIES = functions.sigmoid(np.linspace(-6, 6, 121))  # of every score that the slider reaches


def _binary_picture(loss, sentence, a, label):
    y = float(functions.sigmoid(a))

    def one(p, t):
        try:
            cost = loss(np.array([p]), np.array([t]))  # (1,), as the exercise has it
        except Exception:
            cost = loss(np.array([[p]]), np.array([[t]]))  # (1, 1), as the hunt has it
        return float(cost) + 0.0  # no -0

    def losses(t):
        return np.array([one(p, t) for p in PROBABILITIES])

    here = {t: one(y, t) for t in (1, 0)}
    said, other = ("yes", "no") if label else ("no", "yes")
    desc = (
        f"The score {svg.number(a)} gives y = {y:.2f}, the probability of yes. The label is {said}: the loss is "
        f"{here[label]:.3f}. If it were {other}, the loss would be {here[1 - label]:.3f}. {sentence}"
    )
    return svg.chart(
        svg.line(PROBABILITIES, losses(1), "label yes, t = 1", style=0),
        svg.line(PROBABILITIES, losses(0), "label no, t = 0", style=1),
        svg.rule(x=y, name=f"y = {y:.2f}"),
        svg.points([y], [here[label]], style=0 if label else 1, size=9),
        title="Binary cross-entropy",
        desc=desc,
        x_label="y, the probability of yes",
        y_label="loss",
        x_limits=(0, 1),
        y_limits=(0, 6),
        legend="top",
    )


def binary_loss(binary_cross_entropy=None, **settings):
    """Show the loss of a yes-or-no output, yours or the package's, under both labels.

    The settings are the score `a` and the `label`, 1 (yes) or 0 (no).
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.binary_loss(label=0).settings
    {'a': 2.2, 'label': 0}
    """
    sample = np.array([0.5]), np.array([1])
    loss, sentence, _ = yours(binary_cross_entropy, functions.binary_cross_entropy, *sample)
    controls = {
        "a": live.slider(2.2, -6, 6, 0.1, label="score a"),
        "label": live.menu(1, {"yes (t = 1)": 1, "no (t = 0)": 0}),
    }
    return live.Demo(
        partial(_binary_picture, loss, sentence),
        controls,
        settings,
        call="demos.binary_loss",
        given={"binary_cross_entropy": binary_cross_entropy},
    )
