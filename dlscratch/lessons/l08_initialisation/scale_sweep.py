"""One network from many starts: the loss after 200 steps against the scale of its first weights, filled in live."""

from itertools import pairwise

import numpy as np

from ... import live, svg
from ...networks import MultiLayerNet
from ...optimizers import SGD
from ...threads import one_blas_thread
from ..shared.images import shared_mnist
from .starts import rules

IMAGES, PROBE, BATCH, UNITS = 6000, 1000, 50, 50
STEPS = 200  # of each start
POWERS = 5  # 2 ** POWERS + 1 scales, from the coarse ones to the fine ones
LOW, HIGH, TOP = 0.1, 10.0, 3.0  # the scales and the losses that are shown
GUESS = np.log(10)  # the loss of who guesses one of ten
BEGIN = 5  # starts that are finished when the demo opens
FIXED = 0.01  # the start of lesson 06's deep network


def scales():
    """Return the factors to try, the middle and the ends first, then the middle of each gap: the shape shows early.

    >>> scales()[:5].round(2).tolist()
    [1.0, 0.1, 10.0, 0.32, 3.16]
    """
    places = [0.5, 0.0, 1.0]
    for power in range(2, POWERS + 1):
        places += [odd / 2**power for odd in range(1, 2**power, 2)]
    return LOW * (HIGH / LOW) ** np.array(places)


def network(depth, activation, factor):
    """Return a network whose weights spread by `factor` / √inputs in each layer; by FIXED where it is None."""
    net = MultiLayerNet([784, *[UNITS] * depth, 10], activation, weight_init_std=FIXED if factor is None else 1.0)
    if factor is not None:
        for i, (inputs, _) in enumerate(pairwise(net.sizes), start=1):
            net.params[f"W{i}"] *= factor / np.sqrt(inputs)
    return net


class ScaleSweep:
    """Networks of one shape that train, one after the other, for 200 steps each, with the same mini-batches.

    `losses` holds (factor, loss) of those that are finished; one, factor None, starts from 0.01 in every layer.
    """

    def __init__(self, depth, activation, learning_rate):
        (x, t), _ = shared_mnist()
        self.x, self.t = x.first(IMAGES), t[:IMAGES]
        self.depth, self.activation, self.learning_rate = depth, activation, learning_rate
        first, *others = scales()
        self.waiting, self.losses = [first, None, *others], []
        self._next()

    def _next(self):
        self.factor, self.step = self.waiting.pop(0), 0
        self.net, self.optimizer = network(self.depth, self.activation, self.factor), SGD(self.learning_rate)
        self.rng = np.random.default_rng(0)

    def begin(self):
        """Finish the first starts, so that the valley shows."""
        with one_blas_thread():
            while len(self.losses) < BEGIN + 1:
                self._take_step()

    def tick(self, seconds):
        """Train for a moment, at least one step."""
        with one_blas_thread():
            live.keep_on(self._take_step, seconds)

    def _take_step(self):
        if self.finished:
            raise live.Stop("All starts are done: move a slider, or press Reset.")
        rows = self.rng.choice(IMAGES, BATCH, replace=False)
        self.optimizer.update(self.net.params, self.net.gradient(self.x[rows], self.t[rows]))
        self.step += 1
        if self.step == STEPS:
            self.losses.append((self.factor, self.loss))
            if self.waiting:
                self._next()

    @property
    def finished(self):
        return self.step == STEPS and not self.waiting

    @property
    def loss(self):
        """The loss of the network that trains now, on the first 1,000 images."""
        return float(self.net.loss(self.x[:PROBE], self.t[:PROBE]))

    @property
    def done(self):
        """The finished starts (M, 2), factor and loss, from the smallest to the largest; what is no number is large."""
        rows = sorted((factor, loss) for factor, loss in self.losses if factor is not None)
        return np.nan_to_num(np.array(rows).reshape(-1, 2), nan=np.inf, posinf=np.inf)

    @property
    def fixed(self):
        """The loss from 0.01 everywhere, None until it is known."""
        return next((loss for factor, loss in self.losses if factor is None), None)

    def summary(self):
        layers = f"{self.depth} hidden {self.activation} layer{'s' * (self.depth > 1)}"
        said = f"{layers}, {len(self.done)} of {2**POWERS + 1} starts done. "
        if self.fixed is not None:
            said += f"From 0.01 in every layer the loss is {self.fixed:.2f}. " if np.isfinite(self.fixed) else ""
        if len(self.done):
            factor, loss = self.done[self.done[:, 1].argmin()]
            said += (
                f"The best so far is {loss:.2f}, at {factor:.2g} / √inputs."
                if loss < GUESS - 0.05
                else "None has learned."
            )
        return said.strip()


def _picture(model):
    done = model.done
    shown = done[:, 1].clip(0, TOP)
    over = done[:, 1] > TOP
    marks = [*rules(1, 0.1), svg.rule(y=GUESS), svg.note(LOW, 2.4, "the loss of a guess")]
    if len(done):
        marks.append(svg.line(done[:, 0], shown, style=0, faint=True))
    if (~over).any():
        marks.append(svg.points(done[~over, 0], shown[~over], "after 200 steps", style=0, size=6))
    if over.any():
        marks.append(svg.points(done[over, 0], shown[over], f"{TOP:g} or more, or no number", style=3, size=7))
    if not model.finished and model.factor is not None:
        now = min(np.nan_to_num(model.loss, nan=TOP, posinf=TOP), TOP)
        marks.append(svg.points([model.factor], [now], "in training", style=1, size=9))
    return svg.chart(
        *marks,
        title="The loss after 200 steps",
        desc=model.summary(),
        x_label="spread of the first weights × √inputs",
        x_scale="log",
        x_limits=(LOW / 1.1, HIGH * 1.1),
        y_limits=(0, TOP),
        legend="top",
        height=430,
    )


def scale_sweep(**settings):
    """Train the same network on digits from many starts, and show the loss after 200 steps against the scale.

    Settings: `depth`, the hidden layers; `activation` and `learning_rate`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.scale_sweep(depth=2).settings
    {'depth': 2, 'activation': 'relu', 'learning_rate': 0.1}
    """
    controls = {
        "depth": live.slider(4, 1, 8, rebuilds="the network"),
        "activation": live.menu("relu", ["relu", "tanh", "sigmoid"], rebuilds="the network"),
        "learning_rate": live.log_slider(0.1, 0.01, 1, rebuilds="the network"),
    }
    return live.Demo(_picture, controls, settings, model=ScaleSweep, call="demos.scale_sweep")
