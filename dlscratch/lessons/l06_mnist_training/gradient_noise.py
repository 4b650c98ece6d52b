"""Gradient noise: fifty mini-batches look at the same step, and each points somewhere else."""

import copy
from functools import partial

import numpy as np

from ... import live, svg
from ...networks import TwoLayerNet
from ...optimizers import SGD
from ...threads import one_blas_thread
from ...training import as_batch_size
from ..shared.images import shared_mnist

BATCHES = 50
IMAGES = 6000  # "all" images, so that the step of all is measured while one watches
BLOCK = 250  # images whose slopes are computed at a time


class GradientNoise:
    """A network and the steps that mini-batches would take from where it stands.

    It trains a copy of `net`. `along` and `across`, each (50,), are the parts of each step along
    and across the step of all images, in lengths of that step; so are its length and angle the true ones, of all
    parameters at once. `across` is below 0 for the batches that stray against the first one.
    """

    def __init__(self, net, data, batch_size):
        self.net, self.data, self.batch_size = copy.deepcopy(net), data, as_batch_size(batch_size, len(data[0]))
        self.optimizer, self.rng = SGD(learning_rate=0.1), np.random.default_rng(0)
        self.step = self.draw = 0
        self._look_again()

    def set(self, batch_size):
        self.batch_size = as_batch_size(batch_size, len(self.data[0]))
        self._measure()

    def again(self):
        """Draw fifty other batches."""
        self.draw += 1
        self._measure()

    def tick(self, seconds):
        """Train with mini-batches of this size for a moment, then look where the steps point now."""
        live.keep_on(self._take_step, seconds)
        self._look_again()

    def _take_step(self):
        x, t = self.data
        rows = self.rng.choice(len(x), self.batch_size, replace=False)
        self.optimizer.update(self.net.params, self.net.gradient(x[rows], t[rows]))
        self.step += 1

    def _look_again(self):
        """Measure the step of all images here; what was seen from elsewhere no longer counts."""
        blocks = [self._gradient(slice(start, start + BLOCK)) for start in range(0, IMAGES, BLOCK)]
        self.full = np.mean(blocks, axis=0)
        self.seen = {}
        self._measure()

    def _measure(self):
        rng = np.random.default_rng([self.draw, self.step])
        rows = [rng.choice(len(self.data[0]), self.batch_size, replace=False) for _ in range(BATCHES)]
        with one_blas_thread():
            length, first, seen = np.linalg.norm(self.full), None, []
            for step in map(self._gradient, rows):  # one at a time: fifty of all P parameters are 16 MB
                if not np.isfinite(step).all() or length == 0:
                    raise ValueError("the gradient is 0 or not finite, and so has no direction: press Reset.")
                along = step @ self.full / length**2
                rest = step - along * self.full
                first = rest if first is None else first
                seen.append((along, np.linalg.norm(rest) / length * (-1 if rest @ first < 0 else 1)))
        self.along, self.across = np.array(seen).T
        self.seen[self.batch_size] = self.noise

    def _gradient(self, rows):
        """Return the gradient of a mini-batch, all parameters in one row (P,)."""
        grads = self.net.gradient(self.data[0][rows], self.data[1][rows])
        return np.concatenate([np.ravel(grads[key]) for key in self.net.params])

    @property
    def noise(self):
        """How far the steps lie from the step of all images: root of the mean square, in lengths of that step."""
        return float(np.sqrt(np.mean((self.along - 1) ** 2 + self.across**2)))

    @property
    def angle(self):
        """The mean angle between a step and the step of all images, in degrees."""
        return float(np.degrees(np.mean(np.arctan2(np.abs(self.across), self.along))))

    def summary(self):
        return (
            f"Step {self.step:,}, batch size {self.batch_size:,}: on average a mini-batch points {self.angle:.0f} "
            f"degrees away from the step of all {IMAGES:,} images, and misses it by {self.noise:.1f} times its length."
        )


def _picture(model):
    fan = svg.chart(
        svg.arrows(0, 0, model.along, model.across, f"{BATCHES} mini-batches", style=5, faint=True),
        svg.arrows(0, 0, 1, 0, "all images", style=1, width=5),
        title="Which way is downhill?",
        desc=model.summary(),
        x_label="along the step of all images",
        y_label="across it",
        x_limits=_around(np.append(model.along, [0, 1])),
        y_limits=_around(model.across),
        equal=True,
        width=400,
        height=400,
    )
    sizes = np.array(sorted(model.seen))
    rule = model.noise * np.sqrt(model.batch_size / np.array([1, 1000]))
    noise = svg.chart(
        svg.line([1, 1000], rule, "1 / √batch size", style=6),
        svg.points(sizes, [model.seen[size] for size in sizes], "measured"),
        title="Noise",
        desc="",
        x_label="batch size",
        y_label="distance from the step of all",
        x_scale="log",
        y_scale="log",
        x_limits=(1, 1000),
        legend="top",
        width=280,
        height=400,
    )
    return svg.beside(fan, noise, title="Gradient noise", desc=model.summary())


def _around(values):
    """Return limits with a little room, in coarse steps so that the axes rest while the arrows tremble."""
    reach = 1.1 * max(float(np.abs(values).max()), 0.1)
    step = 10.0 ** np.floor(np.log10(reach)) / 2
    low, high = float(values.min()), np.ceil(reach / step) * step
    return (-high if low < -0.1 * high else -0.1 * high), high


def gradient_noise(net=None, **settings):
    """Show the steps that 50 mini-batches would take from the same place, as arrows; Play trains on.

    `net` is a network for MNIST, such as one that is half trained: a copy of it is used. Without one, the book's
    784-50-10 starts from the beginning. The setting is `batch_size`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.gradient_noise(batch_size=200).settings
    {'batch_size': 200}
    """
    (x, t), _ = shared_mnist()
    data = x.first(IMAGES), t[:IMAGES]
    model = partial(GradientNoise, TwoLayerNet(784, 50, 10) if net is None else net, data)
    controls = {"batch_size": live.log_slider(100, 1, 1000), "again": live.button("Other batches")}
    return live.Demo(_picture, controls, settings, model=model, call="demos.gradient_noise", given={"net": net})
