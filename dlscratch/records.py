"""What is known of a training: a record an epoch, and what network and optimizer were when an epoch began."""

import copy
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import numpy as np

from .networks import MultiLayerNet, is_the_packages
from .threads import beside

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


class Records:
    """The history of whole records; where nobody looks, the last one may still wait for its accuracies.

    `data` is the training data (x, t) and the test data, or None for those; `on_epoch` is called with each record, of
    which there will be one more than `epochs`.
    """

    def __init__(self, net, data, on_epoch, epochs):
        self.net, self.data, self.on_epoch, self.epochs = net, data, on_epoch, epochs
        self.history, self.waiting = [], None
        many = len(data[0][0]) > MANY_ROWS
        self.may_wait = on_epoch is None and many and is_the_packages(net, "accuracy", "layers")

    def add(self, steps, loss):
        """Complete the last record, and begin one for the `steps` since then."""
        history = self.complete()
        numbers = len(history), history[-1].iteration + steps if history else 0, loss
        # Not the first: data that do not fit are told before a step is taken. Not the last: all cores are free for it.
        if self.may_wait and 0 < len(history) < self.epochs:
            self.waiting = numbers, beside(partial(_accuracies, _copy(self.net), self.data))
            return
        self.waiting = numbers, partial(_accuracies, self.net, self.data)
        self.complete()
        if self.on_epoch is not None:
            self.on_epoch(history[-1])

    def complete(self):
        """Wait for the accuracies of the last record, and return the history."""
        if self.waiting is not None:
            numbers, accuracies = self.waiting
            # No append: should a stop strike before the next line, twice is once.
            self.history[numbers[0] :] = [Epoch(*numbers, *accuracies())]
            self.waiting = None
        return self.history

    def whole(self):
        """Return the history; whoever presses stop again, while it waits, gets it without the last record."""
        with suppress(KeyboardInterrupt):
            self.complete()
        return self.history


def _accuracies(net, data):
    """Return the accuracy on each pair (x, t), None where there is no pair and for a network that gives numbers."""
    numbers = getattr(net, "output", None) == "identity"
    return [None if numbers or pair is None else net.accuracy(*pair) for pair in data]


def _copy(net):
    """Return a network of the package that computes what `net` does, with params of its own."""
    copied = MultiLayerNet(net.sizes, net.activation, net.output, weight_init_std=0.0, dtype=net.dtype)
    copied.params = copy.deepcopy(net.params)
    return copied


class Start:
    """What network and optimizer are when an epoch begins."""

    def __init__(self, net, optimizer):
        self.net, self.optimizer = net, optimizer
        self.params = {key: (param, copy.deepcopy(param)) for key, param in net.params.items()}
        self.memory = _memory_of(optimizer, net)

    def put_back(self):
        """Make network and optimizer what they were."""
        for key, (param, before) in self.params.items():
            if isinstance(param, np.ndarray):
                param[...] = before  # the array itself: layers of the learner's own may hold it too
                before = param
            self.net.params[key] = before
        _put_back(self.optimizer, self.memory)


def _held(optimizer):
    """Return what an object holds by name, in its __dict__ and in its slots."""
    state = object.__getstate__(optimizer)
    held, slots = state if isinstance(state, tuple) else (state, None)
    return {**(held or {}), **(slots or {})}


def _memory_of(optimizer, net):
    """Return what an optimizer remembers, by name, to be put back.

    The network, its arrays and the optimizer, which it may hold too, are not copied. What cannot be copied, such as a
    lock or a generator, stays as it is.
    """
    memory, shared = _held(optimizer), {id(one): one for one in (net, net.params, optimizer, *net.params.values())}
    for name, value in memory.items():
        with suppress(Exception):
            memory[name] = copy.deepcopy(value, shared)
    return memory


def _put_back(optimizer, memory):
    """Make an optimizer remember what it did when `_memory_of` looked, and nothing that came later."""
    for name in _held(optimizer).keys() - memory.keys():
        object.__delattr__(optimizer, name)
    for name, value in memory.items():
        with suppress(AttributeError):  # a property that cannot be set
            object.__setattr__(optimizer, name, value)  # of a frozen dataclass, too
