"""Training: mini-batches and the loop around them. Silent; `on_epoch` is called with each record."""

import math
import warnings
from contextlib import contextmanager

import numpy as np

from .arrays import as_count, as_floats, as_targets, check_finite, random_numbers, shown
from .networks import is_the_packages
from .records import Records, Start
from .steps import Steps
from .threads import one_blas_thread


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
    _refuse_unless_trainable(net, optimizer)
    rng, records = random_numbers(seed), Records(net, [(x, t), test_data], on_epoch, epochs)
    loss_and_gradient, bar = _of_rows(net, x, t, batch_size), _bar(progress, epochs * math.ceil(len(x) / batch_size))
    with one_blas_thread(), np.errstate(over="ignore", invalid="ignore"), bar as step_done:
        try:
            records.add(0, as_loss(net.loss(x, t)))
            for _ in range(epochs):
                start, losses = Start(net, optimizer), []
                for rows in minibatches(len(x), batch_size, rng):
                    loss, grads = _as_step(loss_and_gradient(rows), net)
                    losses.append(_finite(loss))
                    optimizer.update(net.params, grads)
                    step_done()
                _finite(as_loss(net.loss(x[rows], t[rows])))  # the last step too may have gone too far
                records.add(len(losses), float(np.mean(losses)))
            _finished(records.complete(), optimizer)
        except KeyboardInterrupt:
            _interrupted(records.whole())
        except _WentTooFar as stop:
            _undo(start, records.whole(), stop.args[0], len(losses))
    return records.history


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


def _refuse_unless_trainable(net, optimizer):
    """Raise TypeError for what is no optimizer, and for a network that lacks what a step needs."""
    if not callable(getattr(optimizer, "update", None)) or isinstance(optimizer, type):
        raise TypeError(f"optimizer is {optimizer!r}, but it must have an update(params, grads): give it an SGD(0.1).")
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


def _of_rows(net, x, t, batch_size):
    """Return the function of row numbers that gives the loss and the gradient of these rows."""
    if is_the_packages(net, "loss", "gradient", "loss_and_gradient", "layers", "forward_and_back"):
        return Steps(net, x, t, batch_size)
    loss_and_gradient = loss_and_gradient_of(net)
    return lambda rows: loss_and_gradient(x[rows], t[rows])


def loss_and_gradient_of(net):
    """Return the function of (x, t) that gives a network's loss and gradient, in one pass where both are the package's.

    >>> from dlscratch import MultiLayerNet
    >>> net = MultiLayerNet([2, 3, 4])
    >>> loss_and_gradient_of(net) == net.loss_and_gradient
    True
    """
    own = getattr(net, "loss_and_gradient", None)
    if own is None or is_the_packages(net, "loss_and_gradient") and not is_the_packages(net, "loss", "gradient"):
        return lambda x, t: (net.loss(x, t), net.gradient(x, t))
    return own


class _WentTooFar(Exception):
    """A loss that is not finite."""


def _finite(loss):
    """Return a loss, or raise _WentTooFar."""
    if not math.isfinite(loss):
        raise _WentTooFar(loss)
    return loss


@contextmanager
def _bar(progress, steps):
    """Give a function to call after each step: it moves a bar, or nothing."""
    if not progress:
        yield lambda: None
        return
    from tqdm.auto import tqdm

    with tqdm(total=steps, unit="step") as bar:
        yield bar.update


def _finished(history, optimizer):
    """Warn where the loss rose on the way."""
    worst = max(history, key=lambda record: record.loss)
    if worst.loss > 2 * history[0].loss:
        _warn(
            f"the loss rose from {history[0].loss:.3g} to {worst.loss:.3g} in epoch {worst.epoch}"
            f"{_at(optimizer)}: the steps leap over the valley. Try a smaller learning rate."
        )


def _interrupted(history):
    whole = max(len(history) - 1, 0)
    _warn(f"interrupted after {whole} whole epoch{'s' * (whole != 1)}: the network keeps what it has learned.")


def _undo(start, history, loss, steps):
    """Put the epoch back to its start, and say so."""
    start.put_back()
    _warn(
        f"training stopped in epoch {len(history)}: the loss became {loss} after {steps} of its steps"
        f"{_at(start.optimizer)}. The network is back where the epoch began. Try a smaller learning rate."
    )


def _at(optimizer):
    """Return the words for the learning rate, if the optimizer has one."""
    rate = getattr(optimizer, "learning_rate", None)
    return f" at learning rate {rate:g}" if isinstance(rate, (int, float, np.number)) else ""


def _warn(sentence):
    warnings.warn(sentence, stacklevel=4)  # at the line that called `train`


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
    check_finite(y, "y", "mend the network that gives it")
    counts = np.zeros((y.shape[1], y.shape[1]), np.int64)
    np.add.at(counts, (t, y.argmax(axis=1)), 1)
    return counts
