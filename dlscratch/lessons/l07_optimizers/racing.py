"""A walk down a ravine by any optimizer, the package's or a learner's, and what is said of it in a word."""

import inspect
import math
from dataclasses import dataclass

import numpy as np

from ... import live
from .ravines import START, height, on_the_map, own_coordinates, slope

STEPS = 100
FAR = 1e6  # of the height at the start: who is higher has left
ARRIVED = 1e-3  # of the height at the start: who stays lower has arrived
CROSSINGS = 3  # in the second half: who changes sides as often zigzags
MEMORIES = ("v", "m", "h", "s")  # what a step function keeps, a dict of arrays each
BETAS = ("momentum", "beta", "beta1", "decay")  # names of the share that is kept


@dataclass(frozen=True, eq=False)
class Walk:
    """The places (N + 1, 2) of a walk, in the map's coordinates and the ravine's own, and the height at each."""

    places: np.ndarray
    own: np.ndarray
    heights: np.ndarray
    ratio: float

    @property
    def verdict(self):
        """Say in a word how it goes: "diverges", "converges", "zigzags" or "crawls"."""
        return verdict(self.own, self.heights, self.ratio)


def walk(optimizer, ravine, ratio, steps=STEPS, noise=None):
    """Return the walk of an optimizer with `update(params, grads)`; one that leaves ends where it left.

    `noise` (steps, 2) is added to the slopes, as a mini-batch adds it.
    """
    places = [on_the_map(ravine, START)]
    params = {"W1": places[0].copy()}
    own = [own_coordinates(ravine, places[0])]
    limit = FAR * height(ratio, own[0])
    for step in range(steps):
        grad = slope(ravine, ratio, places[-1]) + (0.0 if noise is None else noise[step])
        optimizer.update(params, {"W1": grad})
        place = np.array(params["W1"], float)
        if place.shape != (2,):
            raise live.Stop(f'update made params["W1"] an array of shape {place.shape}, but it has two weights, (2,).')
        places.append(place)
        own.append(own_coordinates(ravine, place))
        if not height(ratio, own[-1]) < limit:
            break
    own = np.array(own)
    return Walk(np.array(places), own, height(ratio, own), ratio)


def verdict(own, heights, ratio):
    """Say how a walk goes on, from its places (N + 1, 2) in the ravine's own coordinates and the height at each.

    It diverges if it left, or if it lies higher than it began and its swings still grow. It converges if it stays below
    a thousandth of the first height in its last steps. Else it is not there yet: it zigzags if it changes sides again
    and again, in the direction in which most of its height is left, and crawls if not.
    """
    if not heights[-1] < FAR * heights[0]:
        return "diverges"
    last = len(heights) // 4  # steps that tell how it goes on
    late, before = heights[-last:].max(), heights[-2 * last : -last].max()
    if late > max(heights[0], before):
        return "diverges"
    if late < ARRIVED * heights[0]:
        return "converges"
    return "zigzags" if crossings(own[len(own) // 2 :], ratio) >= CROSSINGS else "crawls"


def crossings(own, ratio):
    """Return how often a walk changes sides, along or across, whichever keeps it up the most."""
    u, v = own.T
    wandering = u if np.sum(u**2) > ratio * np.sum(v**2) else v
    sides = np.sign(wandering)
    return int((sides[1:] * sides[:-1] < 0).sum())


class ByName:
    """A step function as an optimizer: what it keeps, how often it was called, the rate and beta, each by its name."""

    def __init__(self, step, names, settings):
        self.step, self.names, self.settings, self.t, self.memory = step, names, settings, 0, None

    def update(self, params, grads):
        if self.memory is None:
            zeros = {key: np.zeros_like(param) for key, param in params.items()}
            self.memory = {name: {k: z.copy() for k, z in zeros.items()} for name in MEMORIES if name in self.names}
        self.t += 1
        count = {"t": self.t} if "t" in self.names else {}
        self.step(params, grads, **self.memory, **count, **self.settings)


def made(optimizer, learning_rate, beta, **more):
    """Return an optimizer with `update`, of a class or of a step function, which get the settings by name.

    >>> from dlscratch import RMSProp
    >>> vars(made(RMSProp, 0.1, 0.5))["decay"]
    0.5
    """
    names = _names(optimizer)
    known = {"learning_rate": learning_rate, **{name: beta for name in BETAS}, "beta2": 0.999, **more}
    settings = {name: known[name] for name in names if name in known}
    return optimizer(**settings) if isinstance(optimizer, type) else ByName(optimizer, names, settings)


def tried(optimizer):
    """Return what an optimizer makes of a weight of 1 with a slope of 1: what holds `...` is not written yet."""
    if isinstance(optimizer, type) and not hasattr(optimizer, "update"):
        return ...
    params = {"W1": np.ones(2)}
    made(optimizer, 0.1, 0.5).update(params, {"W1": np.ones(2)})
    return params


def _names(function):
    """Return the names of the arguments of a function or class."""
    try:
        return tuple(inspect.signature(function).parameters)
    except ValueError:
        return ()


def running_means(values, beta):
    """Return the running mean that starts at 0 and keeps `beta` of itself, and the same divided by 1 - beta^t, (N,)."""
    mean, means = 0.0, []
    for value in values:
        mean = beta * mean + (1 - beta) * value
        means.append(mean)
    means = np.array(means)
    return means, means / (1 - beta ** np.arange(1, len(means) + 1))


def largest_stable_rate(curvature, momentum=0.0):
    """Return the learning rate above which a walk leaves a bowl: 2 (1 + momentum) / curvature.

    A step with the velocity v = momentum v - learning_rate curvature x follows from the two places before it, and
    grows or fades as the roots of r² - (1 + momentum - learning_rate curvature) r + momentum = 0.

    >>> largest_stable_rate(20.0), round(largest_stable_rate(20.0, momentum=0.9), 6)
    (0.1, 0.19)
    """
    return 2 * (1 + momentum) / curvature


def shrinking(learning_rate, curvature, momentum):
    """Return by how much an error is multiplied a step, in the long run: the larger root's size; arrays broadcast.

    >>> round(float(shrinking(0.05, 1.0, 0.0)), 6)
    0.95
    """
    middle = (1 + momentum - learning_rate * curvature) / 2
    inside = middle**2 - momentum
    real = np.abs(middle) + np.sqrt(np.maximum(inside, 0))
    return np.where(inside >= 0, real, np.sqrt(momentum))


def best_settings(flat, steep):
    """Return (learning_rate, momentum) with which both directions shrink fastest (Polyak 1964).

    >>> [round(value, 4) for value in best_settings(1.0, 9.0)]
    [0.25, 0.25]
    """
    low, high = math.sqrt(flat), math.sqrt(steep)
    return (2 / (low + high)) ** 2, ((high - low) / (high + low)) ** 2
