"""The model behind the cockpit and the playground: a network that trains while its settings move. Knows no widget."""

import math
import time

import numpy as np

from ... import live
from ...learner.words import counted
from ...optimizers import SGD, Adadelta, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from ...schedules import as_learning_rate, cosine, rate_at, step_decay, warm_up
from ...threads import one_blas_thread
from ...training import as_batch_size, loss_and_gradient_of
from .collapse import Watch

OPTIMIZERS = {
    "SGD": lambda learning_rate, momentum: SGD(learning_rate),
    "Momentum": Momentum,
    "AdaGrad": lambda learning_rate, momentum: AdaGrad(learning_rate),
    "Adam": lambda learning_rate, momentum: Adam(learning_rate, beta1=momentum),
    "Nesterov": Nesterov,
    "RMSProp": lambda learning_rate, momentum: RMSProp(learning_rate),
    "Adadelta": lambda learning_rate, momentum: Adadelta(),
}
WITH_MOMENTUM = ["Momentum", "Nesterov", "Adam"]  # Adam's is its beta1
PERIOD = 1000  # steps of a schedule
SCHEDULES = {
    "constant": lambda learning_rate: learning_rate,
    "step": lambda learning_rate: step_decay(learning_rate, every=PERIOD // 3),
    "cosine": lambda learning_rate: cosine(learning_rate, PERIOD, lowest=learning_rate / 100),
    "warm-up": lambda learning_rate: warm_up(SCHEDULES["cosine"](learning_rate), steps=PERIOD // 10),
}
MEASURE_EVERY = 50  # steps between two measurements of accuracy
MEASURE_AFTER = 0.5  # seconds of training after which there is another one, where steps are slow
MEASUREMENTS = 240  # that are kept at most
BEGIN_STEPS, BEGIN_SAMPLES, BEGIN_SECONDS = 60, 6000, 0.5  # at most, before a demo opens; seconds of a learner's code


class Curve:
    """A value a step, kept in at most `most` points: when they are full, neighbours become their mean."""

    def __init__(self, most=240):
        self.most, self.stride, self.points, self._open, self.steps = most, 1, [], [], 0

    def append(self, value):
        self.steps += 1
        self._open.append(value)
        if len(self._open) == self.stride:
            self.points.append(sum(self._open) / self.stride)
            self._open = []
        if len(self.points) == self.most:
            self.points = [(a + b) / 2 for a, b in zip(self.points[::2], self.points[1::2], strict=True)]
            self.stride *= 2

    @property
    def x(self):
        """The step in the middle of each point."""
        return (np.arange(len(self.points)) + 0.5) * self.stride + 0.5


class Trainer:
    """A network, data and an optimizer: `tick` trains, `set` moves a setting while it goes on.

    `train` and `test` are pairs (x, t) with t one-hot. `gradient(params, x, t)` returns a dict like params:
    the learner's, or None for the network's own.
    """

    def __init__(
        self,
        net,
        train,
        test,
        *,
        learning_rate,
        batch_size,
        optimizer="SGD",
        momentum=0.9,
        schedule="constant",
        gradient=None,
        seed=0,
    ):
        self.net, self.train, self.test, self.gradient = net, train, test, gradient
        self.step, self.samples, self.loss, self.seconds, self._begun = 0, 0, None, 0.0, 0
        self.losses, self.measured, self._measured_at = Curve(), [], 0.0
        self.watch = Watch(train[1].shape[1])
        self._rng, self._order = np.random.default_rng(seed), np.empty(0, np.int64)
        self.learning_rate, self.momentum, self.schedule = learning_rate, momentum, schedule
        self.batch_size = as_batch_size(batch_size, len(train[0]))
        self._choose(optimizer)

    def _choose(self, optimizer):
        self.optimizer_name = optimizer
        self.optimizer = OPTIMIZERS[optimizer](self.learning_rate, self.momentum)

    def set(self, **changed):
        """Take settings that need no new network. A new optimizer begins without memory."""
        for name, value in changed.items():
            if name == "batch_size":
                value = as_batch_size(value, len(self.train[0]))
            if name == "learning_rate":
                value = as_learning_rate(value)
            if name == "optimizer":
                self._choose(value)
            else:
                setattr(self, name, value)
            self.watch.moved(name, value, self.step)
        self._hand_over_the_rate()
        for name in ("momentum", "beta1"):
            if hasattr(self.optimizer, name):
                setattr(self.optimizer, name, self.momentum)

    @property
    def rate(self):
        """The learning rate of the next step, by the schedule."""
        return rate_at(SCHEDULES[self.schedule](self.learning_rate), self.step)

    def _hand_over_the_rate(self):
        if hasattr(self.optimizer, "learning_rate"):  # Adadelta has none
            self.optimizer.learning_rate = self.rate

    def rate_words(self):
        """Say where the schedule has the learning rate, where there is one."""
        return "" if self.schedule == "constant" else f" The schedule has the learning rate at {self.rate:.2g}."

    @property
    def epochs(self):
        """How often every sample has been seen, on average."""
        return self.samples / len(self.train[0])

    def begin(self, is_learners=False):
        """Train until there is something to see: as many steps everywhere, but where the code is the learner's.

        Raises live.Stop where the network collapses.
        """
        end = time.perf_counter() + BEGIN_SECONDS
        try:
            for _ in range(min(BEGIN_STEPS, BEGIN_SAMPLES // self.batch_size)):
                self._take_step()
                if self.step % 10 == 0:
                    self.measure()
                if is_learners and time.perf_counter() > end:
                    break
        finally:
            self.measure()
            self._begun = self.step

    def tick(self, seconds):
        """Train for about this long, at least one step. Raises live.Stop where the network collapses."""
        start = time.perf_counter()
        try:
            with one_blas_thread():  # the browser needs the other cores
                while True:
                    self._take_step()
                    trained = time.perf_counter() - start
                    if trained >= seconds:
                        break
            if seconds == 0 or self.seconds + trained > self._measured_at + MEASURE_AFTER:
                self.measure()
        except live.Stop:
            self.measure()  # what is said then is true of this step
            raise
        finally:
            self.seconds += time.perf_counter() - start

    def _take_step(self):
        rows = self._next_rows()
        x, t = self.train[0][rows], self.train[1][rows]
        loss, grads = self._loss_and_gradient(x, t)
        self._hand_over_the_rate()
        self.optimizer.update(self.net.params, grads)
        self.loss, self.step, self.samples = float(loss), self.step + 1, self.samples + len(rows)
        self.losses.append(self.loss)
        self.watch.look(self, x)
        if self.step % MEASURE_EVERY == 0:
            self.measure()

    def _next_rows(self):
        """Return the rows of the next mini-batch: an epoch's shuffle is used up before the next one begins."""
        if not len(self._order):
            self._order = self._rng.permutation(len(self.train[0]))
        rows, self._order = self._order[: self.batch_size], self._order[self.batch_size :]
        return rows

    def _loss_and_gradient(self, x, t):
        if self.gradient is None:
            loss, grads = loss_and_gradient_of(self.net)(x, t)
        else:
            loss, grads = self.net.loss(x, t), self.gradient(self.net.params, x, t)
        _check_gradient(grads, self.net.params)
        return loss, grads

    def measure(self):
        """Note the accuracies, once a step; at the start too, so that the curves begin at step 0."""
        self._measured_at = self.seconds
        if self.measured and self.measured[-1][0] == self.step:
            return
        with one_blas_thread():
            accuracies = [_share(self.net.accuracy(*self.probe(data))) for data in (self.train, self.test)]
        self.measured.append((self.step, *accuracies))
        if len(self.measured) > MEASUREMENTS:
            del self.measured[1:-1:2]  # the first and the last stay

    def probe(self, data, most=1000):
        """Return the first rows of the data, few enough to be looked at again and again."""
        return data[0][:most], data[1][:most]

    @property
    def steps_taken(self):
        """How many steps there were, in words."""
        return counted(self.step, "step")

    @property
    def steps_per_second(self):
        return (self.step - self._begun) / self.seconds if self.seconds else math.nan


def _share(accuracy):
    """Return an accuracy, or raise live.Stop where a learner's is no share."""
    if not 0 <= accuracy <= 1:
        raise live.Stop(f"accuracy gave {accuracy:g}, but a share lies between 0 and 1: divide by the number of rows.")
    return accuracy


def _check_gradient(grads, params):
    """Raise ValueError, naming the parameter, where a learner's gradient does not fit the network."""
    if not isinstance(grads, dict):
        names = ", ".join(f'"{key}": ...' for key in params)
        raise live.Stop(
            f"The gradient must be a dict like params, but it is {type(grads).__name__}: return the arrays "
            f"by their names, as in {{{names}}}."
        )
    missing = [key for key in params if key not in grads]
    if missing:
        raise live.Stop(f"The gradient has no {', '.join(missing)}: give one array for each of {', '.join(params)}.")
    for key, param in params.items():
        if np.shape(grads[key]) != np.shape(param):
            raise live.Stop(
                f"The gradient of {key} has shape {np.shape(grads[key])}, but {key} itself has "
                f"{np.shape(param)}: they must be equal."
            )
