"""You are the optimizer: one neuron's loss, lowered by hand, with all tries and the best of them in the picture."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...learner import yours
from ...learner.words import counted
from ..shared import yes_or_no
from ..shared.yes_or_no import POINTS, SPAN, START, YES

LEAST, MOST = 0.005, 20.0  # the losses that the history has room for


class Tries:
    """A neuron with a sigmoid, where it stands, and the loss of every place where it has stood."""

    def __init__(self, loss, sentence, w1, w2, b):
        self.loss_of, self.sentence, self.losses = loss, sentence, []
        self.best, self.best_weights, self.best_move = np.inf, None, 0
        self._stand_at({"w1": w1, "w2": w2, "b": b})

    def set(self, **changed):
        self._stand_at(self.weights | changed)

    def _stand_at(self, weights):
        loss = float(self.loss_of(_probabilities(weights), YES * 1.0))
        if loss < self.best:  # never true of nan
            self.best, self.best_weights, self.best_move = loss, weights, len(self.losses)
        self.weights = weights
        self.losses.append(loss)

    @property
    def costs_most(self):
        """The number of the point that costs most, counted from 0: whose answer is furthest from what it wants."""
        return int(np.argmax(np.abs(_probabilities(self.weights) - YES)))

    def summary(self):
        right, moves = yes_or_no.right(**self.weights), len(self.losses) - 1
        best = ""
        if moves and self.best_weights:
            best = f" The best after {counted(moves, 'move')}: {self.best:.4f} at {_words(self.best_weights)}."
        return (
            f"At {_words(self.weights)} the loss is {self.losses[-1]:.4f}, and {right} of {len(POINTS)} points lie on "
            f"their side.{best} {self.sentence}"
        )


def _probabilities(weights):
    """Return the probability of yes at each point (12,)."""
    return functions.sigmoid(yes_or_no.weighted_sums(**weights))


def _words(weights):
    return ", ".join(f"{name} = {svg.number(value)}" for name, value in weights.items())


def _tries_picture(model):
    return svg.beside(_plane(model), _history(model), title="You are the optimizer", desc=model.summary())


def _plane(model):
    a, at = yes_or_no.sums_in_the_plane(**model.weights), model.costs_most
    costs_most = svg.points(*POINTS[at : at + 1].T, "costs most", style=0 if YES[at] else 1, size=10)
    return yes_or_no.plane(
        svg.field(functions.sigmoid(a), SPAN, SPAN, limits=(0, 1)),
        svg.contours(a, SPAN, SPAN, [0]),
        above=[costs_most],
        title="Points",
        desc="The points.",
        height=420,
    )


def _history(model):
    moves, losses = np.arange(len(model.losses)), np.clip(model.losses, LEAST, MOST)
    best = [
        svg.points([model.best_move], [np.clip(model.best, LEAST, MOST)], f"best {model.best:.4f}", style=2, size=9)
    ]
    return svg.chart(
        svg.line(moves, losses, style=0),
        svg.points(moves[-1:], losses[-1:], f"now {model.losses[-1]:.4f}", style=0, size=7),
        *(best if model.best_weights else []),
        title="Loss",
        desc="The loss after each move.",
        x_label="move",
        y_scale="log",
        x_limits=(0, max(20, 1.1 * len(moves))),
        y_limits=(LEAST, MOST),
        legend="top",
        width=320,
        height=420,
    )


def lower_the_loss(binary_cross_entropy=None, **settings):
    """Show one neuron's yes-or-no loss, yours or the package's, to be lowered by hand; all tries and the best stay.

    The settings are the weights `w1`, `w2` and the bias `b`; Reset begins a new history.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.lower_the_loss(w1=-1.0, w2=2.0, b=-2.0).model.summary()[:62]
    'At w1 = −1, w2 = 2, b = −2 the loss is 0.0359, and 12 of 12 po'
    """
    sample = np.array([0.5]), np.array([1])
    loss, sentence, _ = yours(binary_cross_entropy, functions.binary_cross_entropy, *sample)
    controls = {name: live.slider(value, -3, 3, 0.1) for name, value in START.items()}
    return live.Demo(
        _tries_picture,
        controls,
        settings,
        model=partial(Tries, loss, sentence),
        call="demos.lower_the_loss",
        given={"binary_cross_entropy": binary_cross_entropy},
    )
