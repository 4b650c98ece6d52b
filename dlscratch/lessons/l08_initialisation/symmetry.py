"""Equal units stay equal: how many different units a network has, from five kinds of start, while it learns."""

import numpy as np

from ... import live, svg
from ...datasets import spiral
from ...learner.words import counted
from ...networks import MultiLayerNet
from ...optimizers import SGD, as_learning_rate

UNITS = 16
MOST_STEPS = 20_000
EQUAL = 1e-6  # units whose incoming weights differ by no more than this say the same
STARTS = {
    "zeros": lambda rng, shape: np.zeros(shape),
    "constant": lambda rng, shape: np.full(shape, 0.5),
    "rand": lambda rng, shape: rng.random(shape),
    "randint": lambda rng, shape: rng.integers(3, size=shape).astype(float),
    "randn": lambda rng, shape: rng.standard_normal(shape),
}
BEGIN_STEPS = 100
REACHES = [digit * 10.0**power for power in range(7) for digit in (1, 2, 5)]  # axes that have a tick at either end


def groups(incoming, equal=EQUAL):
    """Return for each unit the number of the first unit that is like it; a column of `incoming` (D, H) is a unit.

    >>> groups(np.array([[1.0, 2.0, 1.0], [0.0, 5.0, 0.0]]))
    array([0, 1, 0])
    """
    apart = np.abs(incoming[:, :, np.newaxis] - incoming[:, np.newaxis, :]).max(axis=0)  # (H, H)
    return (apart <= equal).argmax(axis=1)


class Symmetry:
    """A network of 16 hidden units on the spiral, whose weights begin as `start` says.

    `different` holds the number of different units at each step of `steps`, `right` the share of right answers.
    """

    def __init__(self, start, activation, learning_rate):
        self.x, self.t = spiral(300)
        self.start, self.net = start, MultiLayerNet([2, UNITS, 3], activation)
        rng = np.random.default_rng(0)
        for key in ("W1", "W2"):
            self.net.params[key] = STARTS[start](rng, self.net.params[key].shape)
        self.optimizer = SGD(learning_rate)
        self.step, self.steps, self.different, self.right = 0, [], [], []
        self._look()

    def set(self, learning_rate):
        self.optimizer.learning_rate = as_learning_rate(learning_rate)

    def begin(self):
        for _ in range(BEGIN_STEPS):
            self._take_step()
        self._look()

    def tick(self, seconds):
        """Train on all 300 points for a moment, at least one step."""
        live.keep_on(self._take_step, seconds)
        self._look()

    def _take_step(self):
        if self.step >= MOST_STEPS:
            raise live.Stop(f"{MOST_STEPS:,} steps are enough: press Reset to start again.")
        self.optimizer.update(self.net.params, self.net.gradient(self.x, self.t))
        self.step += 1
        if not all(np.isfinite(param).all() for param in self.net.params.values()):
            raise live.Stop("The weights are no numbers any more: lower the learning rate, then press Reset.")

    def _look(self):
        self.groups = groups(np.vstack([self.net.params["W1"], self.net.params["b1"]]))
        self.steps.append(self.step)
        self.different.append(len(set(self.groups.tolist())))
        self.right.append(self.net.accuracy(self.x, self.t))

    def summary(self):
        units = f"{counted(self.different[-1], 'different unit')} of {UNITS} ({self.different[0]} at the start)"
        right = f"{100 * self.right[-1]:.0f} % of the points are right"
        return f"{self.start}, after {counted(self.step, 'step')}: {units}, and {right}."


def _units(model):
    """Return a map of the units: each stands where its two weights are, equal ones on one place, with their number."""
    W = np.nan_to_num(model.net.params["W1"]).clip(-1e6, 1e6)
    reach = REACHES[np.searchsorted(REACHES, 1.1 * max(np.abs(W).max(), 1))]
    first, counts = np.unique(model.groups, return_counts=True)
    notes = [_equal(*W[:, unit], count, reach / 20) for unit, count in zip(first, counts, strict=True) if count > 1]
    if len(notes) > 3:
        notes = []
    return svg.chart(
        svg.points(W[0], W[1], size=7, style=0),
        *notes,
        title="Where the units are",
        desc="",
        x_label="weight of input 1",
        y_label="weight of input 2",
        x_limits=(-reach, reach),
        y_limits=(-reach, reach),
        width=360,
        height=420,
    )


def _equal(x, y, count, away):
    """Return how many equal units stand at (x, y), in words to the side where the chart has room for them."""
    words = f"{count} equal units"
    return svg.note(x - away, y + away, words, "end") if x > 0 else svg.note(x + away, y + away, words)


def _curve(model, values, title, top, style):
    return svg.chart(
        svg.line(model.steps, values, style=style),
        svg.points(model.steps[-1:], values[-1:], style=style),
        title=title,
        desc="",
        x_label="step",
        x_limits=(0, max(model.step, 100)),
        y_limits=(0, top),
        width=320,
        height=202,
    )


def _picture(model):
    curves = svg.below(
        _curve(model, model.different, f"Different units, of {UNITS}", UNITS, 0),
        _curve(model, model.right, "Share of points that are right", 1, 1),
    )
    return svg.beside(_units(model), curves, title="Equal units", desc=model.summary())


def symmetry(**settings):
    """Show how many of 16 hidden units differ, from five kinds of start, while the network learns the spiral.

    Settings: `start` ("zeros", "constant", "rand", "randint", "randn"), `activation` and `learning_rate`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.symmetry(start="constant").model.different
    [1, 1]
    """
    controls = {
        "learning_rate": live.log_slider(0.5, 0.01, 10),
        "start": live.menu("constant", list(STARTS), rebuilds="the network"),
        "activation": live.menu("tanh", ["tanh", "sigmoid", "relu"], rebuilds="the network"),
    }
    return live.Demo(_picture, controls, settings, model=Symmetry, call="demos.symmetry")
