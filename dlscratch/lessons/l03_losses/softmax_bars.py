"""Softmax: three scores become probabilities."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...arrays import as_number
from ...learner import yours

SHIFT = 100  # what a press of the button adds to every score


class Scores:
    """Three scores, the temperature that divides them, and what was added to all of them."""

    def __init__(self, softmax, sentence, a0, a1, a2, temperature):
        self.softmax, self.sentence = softmax, sentence
        self.scores, self.temperature, self.shift = np.array([a0, a1, a2]), as_number(temperature, "temperature", 0), 0

    def set(self, **changed):
        for name, value in changed.items():
            if name == "temperature":
                self.temperature = as_number(value, name, low=0)  # the scores are divided by it
            else:
                self.scores[int(name[1])] = value

    def add(self):
        """Add the same number to every score."""
        self.shift += SHIFT

    @property
    def probabilities(self):
        return np.asarray(self.softmax((self.scores + self.shift) / self.temperature), float)

    def summary(self):
        y = self.probabilities
        if not np.isfinite(y).all():
            return f"With {self.shift:,} added to every score the probabilities are {_words(y)}. {self.sentence}"
        moved = np.abs(y - self.softmax(self.scores / self.temperature)).max()
        added = f" Adding {self.shift:,} to every score has moved them by {moved:.3f}." if self.shift else ""
        return (
            f"The scores {_words(self.scores + self.shift)} at temperature {self.temperature:g} become the "
            f"probabilities {_words(y)}. Their sum is {y.sum():.2f}.{added} {self.sentence}"
        )


def _words(values, digits=2):
    *first, last = [f"{value:.{digits}f}".replace("-", "−") for value in values]
    return f"{', '.join(first)} and {last}"


def _softmax_picture(model):
    panel = {"desc": "", "x_label": "class", "width": 340, "height": 320}
    scores = svg.bars(model.scores + model.shift, numbers="{:.1f}", style=5)
    limits = (0, 1.12 * (model.shift + 6)) if model.shift else (-6, 6)  # room for the numbers on top
    left = svg.chart(scores, title="Scores a", y_limits=limits, **panel)
    right = svg.chart(
        svg.bars(model.probabilities, numbers="{:.2f}", style=0), title="Probabilities y", y_limits=(0, 1.1), **panel
    )
    return svg.beside(left, right, title="Softmax", desc=model.summary())


def softmax_bars(softmax=None, **settings):
    """Show three scores and their softmax, yours or the package's, as bars; a button adds 100 to every score.

    The settings are the scores `a0`, `a1`, `a2` and the `temperature`, which divides them.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.softmax_bars(temperature=2).settings
    {'a0': 2.0, 'a1': 1.0, 'a2': 0.1, 'temperature': 2.0}
    """
    function, sentence, _ = yours(softmax, functions.softmax, np.array([1.0, 2.0]))
    controls = {
        "a0": live.slider(2.0, -5, 5, 0.1),
        "a1": live.slider(1.0, -5, 5, 0.1),
        "a2": live.slider(0.1, -5, 5, 0.1),
        "temperature": live.log_slider(1.0, 0.1, 10),
        "add": live.button(f"Add {SHIFT} to every score"),
    }
    model = partial(Scores, function, sentence)
    return live.Demo(
        _softmax_picture,
        controls,
        settings,
        model=model,
        call="demos.softmax_bars",
        given={"softmax": softmax},
        says_nan=True,
    )
