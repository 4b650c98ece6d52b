"""A race on the clock: one network trained by its measured gradient, a copy of it by the derived one."""

import time
from functools import cache

import numpy as np

from ... import live, svg
from ...arrays import one_hot
from ...datasets import load_mnist
from ...gradient import numerical_gradient
from ...mapped import scaled
from ...networks import TwoLayerNet
from ...threads import one_blas_thread

IMAGES = 1000
BATCH_SIZE = 100
LEARNING_RATE = 0.5


class Runner:
    """A network in the race: how long it has computed, how many steps that gave, and its loss along the way.

    `gradients(net, x, t)` is a generator that gives up the turn now and then, and the gradient at the end.
    """

    def __init__(self, gradients, hidden_size, data):
        self.net = TwoLayerNet(784, hidden_size, 10, weight_init_std=0.1)
        self.gradients, self.data, self.rng = gradients, data, np.random.default_rng(0)
        self.seconds, self.steps, self.done, self._work = 0.0, 0, 0, None
        self.times, self.losses = [0.0], [self.net.loss(*data)]

    def run(self, until):
        """Compute until so many seconds are used in all, then look at the loss, off the clock."""
        before = self.steps
        while self.seconds < until:
            start = time.perf_counter()
            self._one_turn()
            self.seconds += time.perf_counter() - start
        if self.steps > before:
            self.losses.append(self.net.loss(*self.data))
            self.times.append(self.seconds)

    def _one_turn(self):
        if self._work is None:
            rows = self.rng.choice(IMAGES, BATCH_SIZE, replace=False)
            self._work, self.done = self.gradients(self.net, *(part[rows] for part in self.data)), 0
        try:
            self.done += next(self._work)
        except StopIteration as last:
            for key, param in self.net.params.items():
                param -= LEARNING_RATE * last.value[key]
            self._work, self.steps = None, self.steps + 1


def derived(net, x, t):
    """Backpropagation: one turn."""
    return net.gradient(x, t)
    yield


def one_at_a_time(net, x, t):
    """The measured gradient as the book writes it, a turn for each weight: two losses."""
    grads = {}
    for key, param in net.params.items():
        flat, slopes = param.reshape(-1), []
        for i in range(param.size):
            slopes.append(numerical_gradient(lambda _: net.loss(x, t), flat[i : i + 1])[0])
            yield 2
        grads[key] = np.reshape(slopes, param.shape)
    return grads


def many_at_once(net, x, t):
    """The measured gradient as the package computes it: the same numbers, many nudges in one product."""
    return net.numerical_gradient(x, t)
    yield


METHODS = {"one weight at a time": one_at_a_time, "many weights at once": many_at_once}


@cache
def _images():
    (x, t), _ = load_mnist(normalize=False)  # as bytes: those that are not shown are a quarter as large
    return scaled(x[:IMAGES]).astype(np.float64), one_hot(t[:IMAGES], 10)


class Race:
    """Two runners from one start, with the same images; they take turns of equal time."""

    def __init__(self, measured, hidden_size):
        data = _images()
        self.method, self.hidden_size, self.seconds = measured, hidden_size, 0.0
        self.measured = Runner(METHODS[measured], hidden_size, data)
        self.derived = Runner(derived, hidden_size, data)

    @property
    def step(self):
        return self.derived.steps

    @property
    def evaluations(self):
        """How many losses one measured step takes, weight by weight: two a parameter."""
        return 2 * sum(param.size for param in self.measured.net.params.values())

    def tick(self, seconds):
        self.seconds += max(seconds / 2, 0.001)
        with one_blas_thread():
            self.derived.run(self.seconds)
            self.measured.run(self.seconds)

    def summary(self):
        net, first = f"784-{self.hidden_size}-10", self.derived.losses[0]
        if not self.seconds:
            return (
                f"{net}: both start at the loss {first:.3f}. One measured step needs {self.evaluations:,} losses, "
                "a derived one a pass forward and one back. Press Play."
            )
        ends = [f"loss {runner.losses[-1]:.3f}" for runner in (self.derived, self.measured)]
        return (
            f"{net}, after {self.seconds:.1f} s each. Derived: {self.derived.steps:,} steps, {ends[0]}. "
            f"Measured: {self._measured_words()}, {ends[1]}."
        )

    def _measured_words(self):
        runner = self.measured
        steps = f"{runner.steps:,} step{'' if runner.steps == 1 else 's'}"
        if self.method != "one weight at a time":
            return steps
        used = runner.seconds - runner.times[-1]
        rest = used / runner.done * (self.evaluations - runner.done) if runner.done else np.nan
        return f"{steps} and {runner.done:,} of {self.evaluations:,} losses, {rest:.0f} s to its next step"


def _picture(race):
    lines = []
    for name, runner in (("derived", race.derived), ("measured", race.measured)):
        times, losses = [*runner.times, runner.seconds], [*runner.losses, runner.losses[-1]]
        lines.append(svg.line(times, losses, f"{name}: {runner.steps:,} steps"))
    reach = 5.0 * max(1, int(np.ceil(race.seconds / 5)))
    return svg.chart(
        *lines,
        title="Measured against derived",
        desc=race.summary(),
        x_label="seconds of computing",
        y_label="loss",
        x_limits=(0, reach),
        y_limits=(0, 2.8),
        legend="top",
    )


def gradient_race(**settings):
    """Race the measured gradient against the derived one, in real time, on the same images of digits.

    Settings: `measured`, "one weight at a time" or "many weights at once", and `hidden_size`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.gradient_race(hidden_size=100).settings["hidden_size"]
    100
    """
    controls = {
        "measured": live.menu("one weight at a time", list(METHODS), rebuilds="the race"),
        "hidden_size": live.slider(50, 1, 200, rebuilds="the race"),
    }
    _images()  # loaded before the clock of the time limit runs
    return live.Demo(_picture, controls, settings, model=Race, call="demos.gradient_race")
