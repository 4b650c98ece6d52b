"""Dead units: hidden ReLU units that no sample wakes, and that training never wakes again."""

from functools import partial

import numpy as np

from ... import live, svg
from ...datasets import moons
from ...learner import yours
from ...networks import MultiLayerNet
from ...optimizers import SGD

UNITS, COLUMNS = 40, 8
MOST_STEPS = 100_000


def share_of_dead_columns(a):
    """Return the share of columns of weighted sums a (N, H) that are 0 or below in every row."""
    return float(np.mean((a <= 0).all(axis=0)))


class DeadUnits:
    """A network of 40 hidden units on two moons, each unit starting with the same bias.

    `dead` holds the share of dead units at each step of `steps`; `dead_share` is the learner's own measure of it.
    """

    def __init__(self, dead_share, function, bias, learning_rate):
        self.x, self.t = moons(200)
        self.net = MultiLayerNet([2, UNITS, 2], function, seed=0)
        self.net.params["b1"] += bias
        self.function, self.dead_share = function, dead_share
        self.optimizer = SGD(learning_rate=learning_rate)
        self.step, self.steps, self.dead = 0, [], []
        self._look()
        self.dead_at_start = self.awake == 0

    def set(self, learning_rate):
        self.optimizer.learning_rate = learning_rate

    def tick(self, seconds):
        """Train on all 200 points for a moment, at least one step."""
        if self.step >= MOST_STEPS:
            raise live.Stop(f"{MOST_STEPS:,} steps are enough: press Reset to start again.")
        live.keep_on(self._take_step, seconds)
        self._look()

    def _take_step(self):
        self.optimizer.update(self.net.params, self.net.gradient(self.x, self.t))
        self.step += 1

    def _look(self):
        a = self.x @ self.net.params["W1"] + self.net.params["b1"]  # (200, 2) @ (2, 40) + (40,) -> (200, 40)
        self.awake = np.sum(a > 0, axis=0)  # (40,): how many samples wake each unit
        self.steps.append(self.step)
        share = self.dead_share(a)
        if np.ndim(share):
            raise ValueError(f"dead_share gave an array of shape {np.shape(share)}: one number from 0 to 1 is needed.")
        self.dead.append(float(share))

    def summary(self):
        woken = int(np.sum(self.dead_at_start & (self.awake > 0)))
        return (
            f"Step {self.step:,}: {svg.percent(self.dead[-1])} of the {UNITS} units are {self.word}. "
            f"Of the {int(self.dead_at_start.sum())} that began {self.word}, {woken} have woken."
        )

    @property
    def word(self):
        """The word for a unit that no sample wakes: with leaky ReLU a little still flows, so it is not dead."""
        return "dead" if self.function == "relu" else "asleep"


def _picture(model, sentence):
    awake = model.awake.reshape(-1, COLUMNS)
    words = np.array([[f"{count}" if count else model.word for count in row] for row in awake])
    units = svg.heat_map(
        awake,
        title="How many of the 200 samples wake each unit",
        desc="",
        numbers=words,
        palette="amount",
        limits=(0, 200),
        bar=False,
        width=430,
        height=330,
    )
    path = svg.line(model.steps, model.dead, style=1)
    now = svg.points(model.steps[-1:], model.dead[-1:], style=1)
    curve = svg.chart(
        path,
        now,
        title=f"Share {model.word}",
        desc="",
        x_label="step",
        y_label="share",
        x_limits=(0, max(model.step, 100)),
        y_limits=(0, 1),
        width=250,
        height=330,
    )
    return svg.beside(units, curve, title="Dead units", desc=f"{model.summary()} {sentence}".strip())


def dead_units(dead_share=None, **settings):
    """Show which ReLU units no sample wakes, and, on Play, that training does not wake them.

    `dead_share` is the learner's own measure of the share. Settings: `function`, `bias` and `learning_rate`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.dead_units(bias=0.0).model.dead
    [0.0]
    """
    shown, sentence, _ = yours(dead_share, share_of_dead_columns, np.array([[1.0, -1.0]]))
    sentence = sentence if dead_share is not None else ""
    controls = {
        "learning_rate": live.log_slider(0.1, 0.001, 10),
        "function": live.menu("relu", ["relu", "leaky_relu"], rebuilds="the network"),
        "bias": live.slider(-1.0, -6, 2, 0.1, rebuilds="the network"),
    }
    return live.Demo(
        lambda model: _picture(model, sentence),
        controls,
        settings,
        model=partial(DeadUnits, shown),
        call="demos.dead_units",
        given={"dead_share": dead_share},
    )
