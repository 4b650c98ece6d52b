"""Twenty networks that differ in nothing but their seed, trained at once: their results are a band, not a line."""

import time
from functools import partial

import numpy as np

from ... import live, svg
from ...datasets import spiral
from ...functions import softmax
from ...learner import yours
from ...learner.words import counted
from ...networks import ACTIVATIONS, MultiLayerNet
from ...optimizers import SGD, as_learning_rate
from ...threads import one_blas_thread

SEEDS, BATCH, CLASSES = 20, 30, 3
MOST_STEPS = 20_000
MEASURE_EVERY = 10  # steps, as long as the curves are short: see `_measure`
MEASUREMENTS = 200  # that are kept at most
BEGIN_STEPS, STEPS_A_PICTURE = 100, 10  # at most: the band should be seen growing
LEAST = 0.3  # the share that the picture begins with: a guess has a third
SAMPLE = ([2, 4, 3], "he", np.random.default_rng(0))  # what a learner's function is tried with


def initial_params(sizes, kind, rng):
    """Return the first weights and biases of a network, a dict with the keys "W1", "b1", ...: the package's."""
    return MultiLayerNet(sizes, weight_init_std=kind, seed=rng).params


def stacked(make, hidden_size, start):
    """Return the parameters of all seeds as one: W1 (20, 2, H), b1 (20, 1, H), W2 (20, H, 3), b2 (20, 1, 3).

    Raises ValueError that names what `make`, the learner's init_weights, gave in another form.
    """
    sizes = [2, hidden_size, CLASSES]
    wanted = {"W1": (2, hidden_size), "b1": (hidden_size,), "W2": (hidden_size, CLASSES), "b2": (CLASSES,)}
    each = [make(sizes, start, np.random.default_rng(seed)) for seed in range(SEEDS)]
    for params in each:
        _check(params, wanted)
    together = {key: np.array([params[key] for params in each], float) for key in wanted}
    return {key: param[:, np.newaxis] if key[0] == "b" else param for key, param in together.items()}


def _check(params, wanted):
    if not isinstance(params, dict):
        raise ValueError(f"init_weights gave {type(params).__name__}: return a dict of arrays, W1, b1, W2, b2.")
    for key, shape in wanted.items():
        if key not in params:
            raise ValueError(f"init_weights gave no {key}: a network of three sizes has W1, b1, W2, b2.")
        param = np.asarray(params[key])
        if param.dtype.kind not in "fiu" or not np.isfinite(param).all():
            raise ValueError(f"init_weights gave a {key} that holds something else than finite numbers.")
        if param.shape != shape:
            raise ValueError(f"init_weights gave a {key} of shape {param.shape}, but it must be {shape}.")


class TwentySeeds:
    """Twenty networks 2-H-3 on the spiral, one array for each parameter of all, the seeds along its first axis.

    All see the same mini-batches. `measured` holds (step, the share of right answers of each seed (20,)).
    """

    def __init__(self, make, hidden_size, start, activation, learning_rate):
        self.x, self.t = spiral(300)
        self.start, self.bend = start, ACTIVATIONS[activation]()
        self.params = stacked(make, hidden_size, start)
        self.optimizer, self.rng = SGD(learning_rate), np.random.default_rng(0)
        self.step, self.every, self.measured = 0, MEASURE_EVERY, []
        self._measure()

    def set(self, learning_rate):
        self.optimizer.learning_rate = as_learning_rate(learning_rate)

    def begin(self):
        for _ in range(BEGIN_STEPS):
            self._take_step()

    def tick(self, seconds):
        """Train all twenty for a moment, at least one step and at most ten: the rest of the time it waits."""
        end = time.perf_counter() + seconds
        with one_blas_thread():
            live.keep_on(self._take_step, seconds, most=STEPS_A_PICTURE)
        if seconds == 0:  # a step that was taken by hand shows
            self._measure()
        time.sleep(max(0.0, end - time.perf_counter()))  # pictures that come evenly are seen one by one

    def scores(self, x):
        """Return the scores (20, N, 3) of all seeds for x (N, 2): each product has its seed in front."""
        z = self.bend.forward(x @ self.params["W1"] + self.params["b1"])  # (N, 2) @ (20, 2, H) -> (20, N, H)
        return z, z @ self.params["W2"] + self.params["b2"]  # (20, N, H) @ (20, H, 3) -> (20, N, 3)

    def gradient(self, x, t):
        """Return the gradient of each seed's own loss, a dict like `params`."""
        z, scores = self.scores(x)
        da2 = (softmax(scores) - np.eye(CLASSES)[t]) / len(x)  # (20, N, 3)
        da1 = self.bend.backward(da2 @ self.params["W2"].swapaxes(1, 2))  # (20, N, 3) @ (20, 3, H) -> (20, N, H)
        grads = {"W1": x.T @ da1, "W2": z.swapaxes(1, 2) @ da2}
        return grads | {"b1": da1.sum(axis=1, keepdims=True), "b2": da2.sum(axis=1, keepdims=True)}

    def _take_step(self):
        if self.step >= MOST_STEPS:
            raise live.Stop(f"{MOST_STEPS:,} steps are enough: press Reset to start again.")
        rows = self.rng.choice(len(self.x), BATCH, replace=False)
        self.optimizer.update(self.params, self.gradient(self.x[rows], self.t[rows]))
        self.step += 1
        if self.step % self.every == 0:
            self._measure()

    def _measure(self):
        """Note the results; where there are many, every second goes, and from then on they are taken half as often."""
        if not all(np.isfinite(param).all() for param in self.params.values()):
            raise live.Stop("Weights are no numbers any more: lower the learning rate, then press Reset.")
        if self.measured and self.measured[-1][0] == self.step:
            return
        right = (self.scores(self.x)[1].argmax(axis=2) == self.t).mean(axis=1)  # (20, 300, 3) -> (20,)
        self.measured.append((self.step, right))
        if len(self.measured) > MEASUREMENTS:
            self.measured, self.every = self.measured[::2], 2 * self.every

    @property
    def results(self):
        """The last measured shares of right answers (20,), their mean, and its standard error."""
        right = self.measured[-1][1]
        return right, float(right.mean()), float(right.std(ddof=1) / np.sqrt(SEEDS))

    def summary(self):
        right, mean, error = self.results
        ends = (
            f"seed {right.argmin()} is worst, {100 * right.min():.0f} % right, "
            f"seed {right.argmax()} best, {100 * right.max():.0f} %."
        )
        return (
            f"{counted(self.measured[-1][0], 'step').capitalize()}, {self.start}: "
            f"{ends if np.ptp(right) else 'all seeds have equally many right.'} "
            f"The mean of all {SEEDS} is {100 * mean:.1f} %, give or take {100 * error:.1f} (its standard error)."
        )


def _picture(model, sentence):
    steps = np.array([step for step, _ in model.measured])
    right = np.array([right for _, right in model.measured])  # (M, 20)
    low, quarter, middle, three, high = np.percentile(right, [0, 25, 50, 75, 100], axis=1)
    curves = svg.chart(
        svg.band(steps, low, high, "all 20", style=5),
        svg.band(steps, quarter, three, "the middle half", style=0),
        svg.line(steps, right[:, 0], "seed 0", style=1),
        title="Right answers",
        desc="",
        x_label="step",
        x_limits=(0, max(model.step, 100)),
        y_limits=(LEAST, 1),
        legend="top",
        width=400,
        height=420,
    )
    now, mean, error = model.results
    each = svg.chart(
        svg.band([-0.5, SEEDS - 0.5], [mean - error] * 2, [mean + error] * 2, "mean ± its error", style=2),
        svg.points(range(SEEDS), now, style=0, size=6),
        svg.points([0], now[:1], style=1, size=7),
        title="Each seed",
        desc="",
        x_label="seed",
        x_limits=(-0.5, SEEDS - 0.5),
        y_limits=(LEAST, 1),
        legend="top",
        width=280,
        height=420,
    )
    return svg.beside(curves, each, title="Twenty seeds", desc=f"{model.summary()} {sentence}".strip())


def twenty_seeds(init_weights=None, **settings):
    """Train twenty networks at once that differ in their seed alone, and show their results as a band.

    `init_weights(sizes, kind, rng)` is the learner's own start. Settings: `hidden_size`, `start` ("he", "xavier"),
    `activation` and `learning_rate`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.twenty_seeds(hidden_size=6).model.params["W1"].shape
    (20, 2, 6)
    """
    make, sentence, _ = yours(init_weights, initial_params, *SAMPLE, trial=_tried)
    controls = {
        "learning_rate": live.log_slider(0.5, 0.01, 5),
        "hidden_size": live.slider(6, 2, 40, rebuilds="the networks"),
        "start": live.menu("he", ["he", "xavier"], rebuilds="the networks"),
        "activation": live.menu("relu", ["relu", "tanh", "sigmoid"], rebuilds="the networks"),
    }
    return live.Demo(
        partial(_picture, sentence=sentence if init_weights is not None else ""),
        controls,
        settings,
        model=partial(TwentySeeds, make),
        call="demos.twenty_seeds",
        given={"init_weights": init_weights},
    )


def _tried(init_weights):
    """Return what a learner's function gives, made anew for each trial: it draws from the generator it is given."""
    sizes, kind, _ = SAMPLE
    return init_weights(sizes, kind, np.random.default_rng(0))
