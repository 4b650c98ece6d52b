"""Descent races the hand: one neuron's loss, lowered by two weights and a bias, step by step and by sliders."""

from functools import partial

import numpy as np

from ... import live, svg
from ...learner.words import counted
from ..shared import yes_or_no
from ..shared.trainer import Curve
from ..shared.yes_or_no import START
from .walking import walk, yours_to_walk

LEAST, MOST = 0.001, 20.0  # the losses that the picture has room for
BEGIN = 10  # steps of descent before it opens


class HandRace:
    """The neuron twice, from one start: once moved by hand, once by gradient_descent, a step at a time."""

    def __init__(self, gradient_descent, sentence, learning_rate, **hand):
        self.gradient_descent, self.sentence, self.learning_rate = gradient_descent, sentence, learning_rate
        self.place = np.array(list(START.values()))  # (3,): w1, w2 and b of descent
        self.step, self.losses = 0, Curve()
        self.loss = self.start = self.best = yes_or_no.loss(self.place)
        self.moves, self.hand = 0, dict(START)
        self._move(hand)

    def begin(self):
        for _ in range(BEGIN):
            self.tick(0)

    def tick(self, seconds):
        """Take one step, however long there is: the eye should follow."""
        path, gone = walk(self.gradient_descent, yes_or_no.loss, self.place, self.learning_rate, 1)
        if gone:
            raise live.Stop(f"{gone.strip()} Take a smaller learning rate.")
        self.place, self.step = path[-1], self.step + 1
        self.loss = yes_or_no.loss(self.place)
        self.losses.append(self.loss)

    def set(self, **changed):
        self.learning_rate = changed.pop("learning_rate", self.learning_rate)
        self._move(changed)

    def _move(self, changed):
        if all(self.hand[name] == value for name, value in changed.items()):
            return
        self.hand, self.moves = self.hand | changed, self.moves + 1
        self.best = min(self.best, self.hand_loss)

    @property
    def hand_loss(self):
        return yes_or_no.loss(list(self.hand.values()))

    def summary(self):
        lower = "descent" if self.loss < self.best else "your hand"
        place = ", ".join(svg.number(round(float(value), 2) + 0.0) for value in self.place)
        return (
            f"After {counted(self.step, 'step')}, now at learning rate {self.learning_rate:g}, descent has the loss "
            f"{self.loss:.4f}, with (w1, w2, b) at ({place}). "
            f"Your hand has {self.hand_loss:.4f}; its best after {counted(self.moves, 'move')} is {self.best:.4f}. "
            f"Lower so far: {lower}. {self.sentence}"
        )


def _picture(model):
    return svg.beside(_plane(model), _losses(model), title="Descent against the hand", desc=model.summary())


def _plane(model):
    lines = [
        svg.line(*_boundary(model.place), "descent", style=2),
        svg.line(*_boundary(list(model.hand.values())), "your hand", style=4),
    ]
    return yes_or_no.plane(*lines, title="Both lines", desc="", height=406)


def _boundary(weights):
    """Return x1 and x2 of the two ends of the neuron's line in the plane; no ends where it does not cross it."""
    foot, along = yes_or_no.foot_and_direction(*weights)
    reach = np.sort(
        (np.array(yes_or_no.SPAN)[:, np.newaxis] - foot) / along, axis=0
    )  # (2, 2): where x1, where x2 leaves the plane
    begin, end = reach[0].max(), reach[1].min()
    return (foot + np.array([[begin], [end]]) * along).T if begin < end else ([], [])


def _losses(model):
    steps = np.concatenate([[0], model.losses.x])
    losses, last = np.concatenate([[model.start], model.losses.points]), max(50, 1.1 * model.step)
    return svg.chart(
        svg.line(steps, np.clip(losses, LEAST, MOST), "descent", style=2),
        svg.line([0, last], np.clip([model.best] * 2, LEAST, MOST), "your best", style=4),
        title="Loss",
        desc="",
        x_label="step of descent",
        y_scale="log",
        x_limits=(0, last),
        y_limits=(LEAST, MOST),
        legend="top",
        width=320,
        height=406,
    )


def hand_race(gradient_descent=None, **settings):
    """Show a neuron's loss lowered twice from one start: by hand, on sliders, and by gradient_descent, by Play.

    `gradient_descent(f, init_x, learning_rate, step_num)`, yours if it is given, takes one step at a time. The settings
    are its `learning_rate`, and `w1`, `w2` and `b` of the hand; Reset takes descent back to the start.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> round(demos.hand_race(w1=-1.0, w2=2.0, b=-2.0).model.best, 4)
    0.0359
    """
    function, sentence, _ = yours_to_walk(gradient_descent)
    controls = {"learning_rate": live.log_slider(0.1, 0.001, 10)}
    controls |= {name: live.slider(value, -3, 3, 0.1, label=f"your {name}") for name, value in START.items()}
    return live.Demo(
        _picture,
        controls,
        settings,
        model=partial(HandRace, function, sentence),
        call="demos.hand_race",
        given={"gradient_descent": gradient_descent},
    )
