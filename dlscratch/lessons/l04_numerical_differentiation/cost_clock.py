"""The cost clock: what it takes to measure the gradient of a network, one weight at a time and all in one sweep."""

import time
from functools import cache, partial

import numpy as np

from ... import live, svg
from ...datasets import load_mnist
from ...gradient import numerical_gradient
from ...mapped import scaled
from ...networks import TwoLayerNet
from ...threads import one_blas_thread

BATCH = 100
STEPS = 10_000  # the training of the seeds
SIZES = np.unique(np.logspace(0, 3, 31).round())

WAYS = {  # the name of a way to the gradient, in the picture and in words
    "one by one": "One by one, as the book does",
    "one sweep": "In one sweep",
    "derived": "Derived, as lesson 05 shows",
}


@cache
def _batch():
    """Return the first 100 images and labels, copies, so that the others need not be kept."""
    (x, t), _ = load_mnist(normalize=False)  # as bytes: the others are a quarter as large
    return scaled(x[:BATCH]), t[:BATCH].copy()


class CostClock:
    """A network for MNIST whose gradient is measured: one parameter after the other, or in one sweep, or derived.

    `seconds` are measured, never stored: they are empty until something has run.
    """

    def __init__(self, data, hidden_size):
        self.x, self.t = data
        self.net = TwoLayerNet(784, hidden_size, 10, weight_init_std=0.1)
        self.hidden_size = hidden_size
        self.step = 0  # parameters measured so far
        self.order = np.random.default_rng(0).permutation(self.parameters)
        self.seconds, self.spent = {}, 0.0
        self.one_by_one, self.sweeped = np.zeros(self.parameters), None

    @property
    def parameters(self):
        return sum(param.size for param in self.net.params.values())

    def tick(self, seconds):
        """Measure parameters one at a time, as the book does, for this long: each is two losses of the whole batch."""
        start = time.perf_counter()
        with one_blas_thread():
            while self.step < self.parameters:
                key, place = self._next()
                param = self.net.params[key].reshape(-1)[place : place + 1]  # a view: a nudge of it is seen
                slope = numerical_gradient(lambda _: self.net.loss(self.x, self.t), param)
                self.one_by_one[self.order[self.step]] = slope[0]
                self.step += 1
                if time.perf_counter() - start >= seconds:
                    break
        self.spent += time.perf_counter() - start
        self.seconds["one by one"] = self.spent / self.step * self.parameters
        if self.step == self.parameters:
            raise live.Stop(f"All {self.parameters:,} parameters are measured.")

    def _next(self):
        place = self.order[self.step]
        for key, param in self.net.params.items():
            if place < param.size:
                return key, place
            place -= param.size

    def sweep(self):
        """Measure all parameters in one sweep, then derive them, on the clock."""
        with one_blas_thread():
            self.seconds["one sweep"], grads = _timed(lambda: self.net.numerical_gradient(self.x, self.t))
            self.seconds["derived"], _ = _timed(lambda: self.net.gradient(self.x, self.t))
        self.sweeped = np.concatenate([grad.ravel() for grad in grads.values()])

    @property
    def difference(self):
        """How far the two measured gradients are apart at most, where both have been measured."""
        done = self.order[: self.step]
        return float(np.abs(self.sweeped[done] - self.one_by_one[done]).max())

    def summary(self):
        count = self.parameters
        words = (
            f"784-{self.hidden_size}-10 has {count:,} parameters: {2 * count:,} losses for one gradient, "
            f"{2 * count * STEPS:,} for {STEPS:,} steps."
        )
        for name in WAYS:
            if name in self.seconds:
                one = self.seconds[name]
                words += f" {WAYS[name]}: {_duration(one)} a gradient, {_duration(one * STEPS)} for all steps."
        if self.step and self.sweeped is not None:
            counted = "1 parameter is" if self.step == 1 else f"{self.step:,} parameters are"
            apart = f"at most {self.difference:.0e}" if self.difference else "nothing"
            words += f" {counted} measured both ways, and {apart} apart."
        return words


def _timed(work):
    """Return the seconds of the faster of two runs, and the result."""
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def _duration(seconds):
    """Return seconds in the unit that a person would use.

    >>> _duration(0.0123), _duration(90), _duration(200_000)
    ('12.3 ms', '1.5 minutes', '2.3 days')
    """
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes"), (1, "seconds")):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds * 1000:.3g} ms"


def _picture(model):
    counts = svg.chart(
        svg.line(SIZES, 2 * (785 * SIZES + 10 * SIZES + 10), style=0),
        svg.points([model.hidden_size], [2 * model.parameters], style=1, size=9),
        title="Losses for one gradient",
        desc="",
        x_label="hidden size",
        x_scale="log",
        y_scale="log",
        legend="none",
        x_limits=(1, 1500),
        width=300,
        height=330,
    )
    seconds = [model.seconds.get(name, np.nan) for name in WAYS]
    waiting = [] if model.seconds else [svg.note(1, 0.3, "nothing has run yet", anchor="middle")]
    clock = svg.chart(
        svg.bars(seconds, WAYS, style=0),
        *waiting,
        title="Seconds for one gradient",
        desc="",
        y_scale="log",
        y_limits=(1e-4, 1e3),
        width=380,
        height=330,
    )
    return svg.beside(counts, clock, title="The cost of measuring", desc=model.summary())


def cost_clock(**settings):
    """Show what one measured gradient costs: Play measures weight after weight, a button all in one sweep.

    The losses are counted; the seconds are those of this machine, once something has run. The setting is the
    `hidden_size`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.cost_clock(hidden_size=100).settings
    {'hidden_size': 100}
    """
    controls = {
        "hidden_size": live.log_slider(50, 1, 500, rebuilds="the network"),
        "sweep": live.button("Measure in one sweep"),
    }
    return live.Demo(_picture, controls, settings, model=partial(CostClock, _batch()), call="demos.cost_clock")
