"""Training: mini-batches and the loop around them. Silent; `on_epoch` is called with each record."""

import copy
import math
import warnings
from contextlib import nullcontext
from typing import NamedTuple

import numpy as np

from .arrays import all_finite, as_count, as_floats, as_targets, random_numbers, shown
from .networks import MultiLayerNet
from .optimizers import memory_of, put_back
from .threads import ONE_THREAD_BELOW, beside, one_blas_thread

STEP = "loss", "gradient", "loss_and_gradient"  # the methods that a step of training stands on
MANY_ROWS = 10_000  # with fewer, starting a thread takes longer than what it would do


class Epoch(NamedTuple):
    """What is known after an epoch: accuracies from 0 to 1, None where there are none; the mean loss of its batches.

    Record 0 stands before the first step: its loss is that of all training data.

    >>> print(Epoch(epoch=1, iteration=600, loss=0.5, train_accuracy=0.9, test_accuracy=None))
    epoch  1  iteration    600  loss 0.5000  train accuracy 0.9000
    """

    epoch: int
    iteration: int
    loss: float
    train_accuracy: float | None
    test_accuracy: float | None

    def __str__(self):
        parts = [f"epoch {self.epoch:2d}", f"iteration {self.iteration:6,d}", f"loss {self.loss:.4f}"]
        for name in ("train_accuracy", "test_accuracy"):
            if getattr(self, name) is not None:
                parts.append(f"{name.replace('_', ' ')} {getattr(self, name):.4f}")
        return "  ".join(parts)


def minibatches(n, batch_size, rng):
    """Return, one by one, the row numbers of an epoch's mini-batches: all n rows, shuffled, the short last batch kept.

    Raises ValueError where batch_size is not a whole number from 1 to n.

    >>> [len(rows) for rows in minibatches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    batch_size = as_batch_size(batch_size, n)
    order = rng.permutation(n)
    return (order[start : start + batch_size] for start in range(0, n, batch_size))


def as_batch_size(value, n):
    """Return a batch size as an int from 1 to the n rows there are, or raise ValueError with the remedy."""
    batch_size = as_count(value, "batch_size")
    if batch_size > n:
        raise ValueError(f"batch_size is {batch_size}, but there are {n} rows of training data: use at most {n}.")
    return batch_size


def train(net, train_data, test_data, optimizer, *, epochs, batch_size=100, seed=0, on_epoch=None, progress=False):
    """Train `net` in place and return a list of records, one `Epoch` before the first step and one after each epoch.

    `train_data` and `test_data` are pairs (x, t); test data may be None. `progress=True` shows a bar.
    An interrupt ends training with a warning, and the network keeps what it has learned. A loss that is not finite
    ends it with a warning, and network and optimizer are put back to the start of that epoch. The records so far are
    returned.
    Raises ValueError for counts or data that do not fit, and TypeError for a network or an optimizer that lacks what a
    step needs, or that gives no loss or no gradient.

    >>> from dlscratch import MultiLayerNet, SGD, spiral
    >>> net = MultiLayerNet([2, 30, 3])
    >>> history = train(net, spiral(), None, SGD(learning_rate=0.5), epochs=100, batch_size=30)
    >>> history[-1].loss < history[0].loss / 2
    True
    """
    x, t = _as_pair(train_data, "train_data")
    test_data = None if test_data is None else _as_pair(test_data, "test_data")
    epochs, batch_size = as_count(epochs, "epochs"), as_batch_size(batch_size, len(x))
    if not callable(getattr(optimizer, "update", None)) or isinstance(optimizer, type):
        raise TypeError(f"optimizer is {optimizer!r}, but it must have an update(params, grads): give it an SGD(0.1).")
    _refuse_unless_network(net)
    rng, records = random_numbers(seed), _Records(net, (x, t), test_data, on_epoch)
    history, of_rows = records.history, _of_rows(net, x, t, batch_size)
    multiplications = batch_size * max(np.size(param) for param in net.params.values())

    with one_blas_thread(multiplications), np.errstate(over="ignore", invalid="ignore"):
        try:
            records.add(0, as_loss(net.loss(x, t)))
            with _bar(progress, epochs * -(-len(x) // batch_size)) as bar:
                for epoch in range(1, epochs + 1):
                    losses = _train_epoch(net, x, t, of_rows, optimizer, minibatches(len(x), batch_size, rng), bar)
                    records.add(
                        history[-1].iteration + len(losses),
                        float(np.mean(losses)),
                        more_to_do=epoch < epochs and multiplications <= ONE_THREAD_BELOW,
                    )
        except KeyboardInterrupt:
            records.finish()
            whole = max(len(history) - 1, 0)
            epochs_kept = f"{whole} whole epoch{'' if whole == 1 else 's'}"
            _warn(f"interrupted after {epochs_kept}: the network keeps what it has learned.")
        except _WentTooFar as error:
            records.finish()
            _warn(f"training stopped in epoch {len(history)}: {error}")
        else:
            worst = max(history, key=lambda record: record.loss)
            if worst.loss > 2 * history[0].loss:
                _warn(
                    f"the loss rose from {history[0].loss:.3g} to {worst.loss:.3g} in epoch {worst.epoch}"
                    f"{_at(optimizer)}: the steps leap over the valley. Try a smaller learning rate."
                )
    return history


def _as_pair(data, name):
    """Return x and t as arrays with one row a sample, or raise an error that says what is wrong with the pair."""
    try:
        x, t = data
    except (TypeError, ValueError):
        raise ValueError(f"{name} must be a pair (x, t), such as (x_train, t_train).") from None
    x, rows = as_floats(x, "x"), np.atleast_1d(as_floats(t, "t"))
    if x.ndim < 2 or len(x) == 0:
        raise ValueError(f"{name}: x has shape {x.shape}, but it needs at least one row and one row a sample, (N, D).")
    if len(rows) != len(x):
        raise ValueError(f"{name}: t has {len(rows)} rows, but x has {len(x)}: give one target for each row.")
    return x, np.asarray(t)  # labels stay integers: a network of the learner's own may count with them


def _refuse_unless_network(net):
    """Raise TypeError, naming what is missing, for what `train` cannot train."""
    if not isinstance(getattr(net, "params", None), dict) or not net.params:
        raise TypeError(f"net is {shown(net)}, but it needs params, a dict of arrays: give it a MultiLayerNet.")
    needed = ["loss"] if hasattr(net, "loss_and_gradient") else ["loss", "gradient"]
    needed += ["accuracy"] * (getattr(net, "output", None) != "identity")
    missing = [name for name in needed if not callable(getattr(net, name, None))]
    if missing:
        more = ', or output = "identity" where it gives numbers' * ("accuracy" in missing)
        raise TypeError(f"{type(net).__name__} has no {missing[0]}(x, t), which train calls: write one{more}.")


def as_loss(value):
    """Return a loss as a float, or raise TypeError for what is not one number.

    >>> as_loss(np.array([0.5]))
    0.5
    """
    if type(value) is float:
        return value  # the way of every step of training
    loss = np.asarray(value)
    if loss.size != 1 or loss.dtype.kind not in "fiub":
        raise TypeError(f"the loss is {shown(value)}, but it must be one number: what does loss(x, t) return?")
    return float(loss.reshape(()))


def _as_step(both, net):
    """Return the loss and the gradient of a step, or raise TypeError for what is none."""
    if not isinstance(both, (tuple, list)) or len(both) != 2:
        raise TypeError(f"loss_and_gradient gave {shown(both)}, but it must return two things: the loss and a dict.")
    loss, grads = both
    if not isinstance(grads, dict):
        keys = ", ".join(map(str, net.params))
        raise TypeError(f"the gradient is {shown(grads)}, but it must be a dict with an array for each of {keys}.")
    return as_loss(loss), grads


class _Records:
    """The history so far. Where nobody looks, another core computes the last accuracies while the next epoch runs."""

    def __init__(self, net, train_data, test_data, on_epoch):
        self.net, self.data, self.on_epoch = net, (train_data, test_data), on_epoch
        self.history, self.accuracies = [], None
        self.unseen = on_epoch is None and len(train_data[0]) > MANY_ROWS and _is_the_packages(net, "accuracy", *STEP)

    def add(self, iteration, loss, more_to_do=False):
        """Append a record; if there is `more_to_do` in this thread, its accuracies may come later."""
        self.complete()
        self.history.append(Epoch(len(self.history), iteration, loss, None, None))
        if self.unseen and more_to_do:
            twin = self.net._twin(params={key: np.array(param) for key, param in self.net.params.items()})
            self.accuracies = beside(lambda: [_accuracy(twin, data) for data in self.data])
        else:
            self.accuracies = lambda: [_accuracy(self.net, data) for data in self.data]
            self.complete()
        if self.on_epoch is not None:
            self.on_epoch(self.history[-1])

    def complete(self):
        """Wait for the accuracies of the last record."""
        if self.accuracies is not None:
            train_accuracy, test_accuracy = self.accuracies()
            self.history[-1] = self.history[-1]._replace(train_accuracy=train_accuracy, test_accuracy=test_accuracy)
            self.accuracies = None

    def finish(self):
        """Complete the last record; whoever presses stop while it waits gets the history without that record."""
        try:
            self.complete()
        except KeyboardInterrupt:
            self.history.pop()


class _WentTooFar(Exception):
    """A loss that is not finite."""


def _train_epoch(net, x, t, of_rows, optimizer, batches, bar):
    """Take one step a mini-batch and return the losses; where one is not finite, undo the epoch and raise."""
    params = {key: (param, copy.deepcopy(param)) for key, param in net.params.items()}
    memory = memory_of(optimizer, net)
    losses = []
    for rows in batches:
        loss, grads = _as_step(of_rows(rows), net)
        optimizer.update(net.params, grads)
        if not math.isfinite(loss):
            break
        losses.append(loss)
        if bar is not None:
            bar.update()
    else:
        loss = as_loss(
            net.loss(_taken(x, rows), _taken(t, rows))
        )  # after the last step no other looks whether it went too far
    if not math.isfinite(loss):
        for key, (param, before) in params.items():
            if isinstance(param, np.ndarray):
                param[...], before = before, param  # the array itself: layers of the learner's own may hold it too
            net.params[key] = before
        put_back(optimizer, memory)
        raise _WentTooFar(
            f"the loss became {loss} after {len(losses)} of its steps{_at(optimizer)}. "
            "The network is back where the epoch began. Try a smaller learning rate."
        )
    return losses


def _of_rows(net, x, t, batch_size):
    """Return the function from the row numbers of a mini-batch to its loss and gradient.

    That is what the learner wrote, else the package's fastest: the first record has looked at all data before.
    """
    if _is_the_packages(net, *STEP):
        t = as_targets(t, (len(x), net.sizes[-1]), net.dtype)  # rows at once, not in each step
        kept = np.empty_like(x[:batch_size])  # each mini-batch in the same place, which stays in the processor's cache
        return lambda rows: net._step(_taken(x, rows, kept[: len(rows)]), _taken(t, rows))

    def both(x, t):
        return net.loss(x, t), net.gradient(x, t)

    if hasattr(net, "loss_and_gradient") and not _is_the_packages(net, "loss_and_gradient"):
        both = net.loss_and_gradient
    return lambda rows: both(_taken(x, rows), _taken(t, rows))


def _is_the_packages(net, *methods):
    """Return whether these methods of a network are those of the package, and none of them the learner's own."""
    return isinstance(net, MultiLayerNet) and all(
        getattr(getattr(net, name), "__func__", None) is getattr(MultiLayerNet, name) for name in methods
    )


def _taken(array, rows, out=None):
    """Return array[rows] in two thirds of the time: the rows of a shuffle need no look whether they exist."""
    return array.take(rows, axis=0, out=out, mode="clip")


def _accuracy(net, data):
    """Return the accuracy on data (x, t), or None without data and for a network that gives numbers."""
    return None if data is None or getattr(net, "output", None) == "identity" else net.accuracy(*data)


def _bar(progress, total):
    if not progress:
        return nullcontext()
    from tqdm.auto import tqdm

    return tqdm(total=total, unit="step")


def _at(optimizer):
    """Return the words for the learning rate, if the optimizer has one."""
    rate = getattr(optimizer, "learning_rate", None)
    return f" at learning rate {rate:g}" if isinstance(rate, (int, float, np.number)) else ""


def _warn(sentence):
    warnings.warn(sentence, stacklevel=3)


def confusion_matrix(y, t):
    """Return counts (K, K): how often a sample of class `row` was answered with class `column`.

    `y` is outputs (N, K), K classes; `t` is labels (N,) or one-hot rows (N, K).
    Raises ValueError where t does not fit y, where y is not finite, and for a single output, which has no classes to
    tell apart.

    >>> confusion_matrix([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], [0, 1, 1])
    array([[1, 0],
           [1, 1]])
    """
    y = as_floats(y, "y")
    if y.ndim == 2 and y.shape[1] == 1:
        raise ValueError(f"y has shape {y.shape}, a single output: give it as two classes, np.hstack([1 - y, y]).")
    t = as_targets(t, y.shape).argmax(axis=1)
    if not all_finite(y):
        row = int(np.flatnonzero(~np.isfinite(y).all(axis=1))[0])
        raise ValueError(
            f"y holds {y[row][~np.isfinite(y[row])][0]} in row {row}, which is no answer: mend the network."
        )
    counts = np.zeros((y.shape[1], y.shape[1]), np.int64)
    np.add.at(counts, (t, y.argmax(axis=1)), 1)
    return counts
