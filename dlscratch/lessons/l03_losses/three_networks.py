"""A network for numbers, one for yes or no, one for classes: their sizes, outputs, targets and losses."""

from typing import NamedTuple

import numpy as np

from ... import functions, live, svg
from ...arrays import one_hot
from ...networks import MultiLayerNet


class Pair(NamedTuple):
    """An output function and its loss, with their names, and the targets that the demo gives to K outputs."""

    output: object
    loss: object
    words: str
    targets: object


PAIRS = {
    "numbers": Pair(
        functions.identity,
        functions.mean_squared_error,
        "identity and squared error",
        lambda k: 2.0 * np.arange(1, k + 1),
    ),
    "yes or no": Pair(
        functions.sigmoid,
        functions.binary_cross_entropy,
        "sigmoid and binary cross-entropy",
        lambda k: 1.0 - np.arange(k) % 2,
    ),
    "one of K classes": Pair(
        functions.softmax,
        functions.cross_entropy_error,
        "softmax and cross-entropy",
        lambda k: one_hot([min(3, k - 1)], k)[0],
    ),
}


def answers(pair, sizes, weight_scale, all_positive):
    """Return the weights of a network, its outputs (K,), their targets (K,), and the loss, for one sample 1, 2, 3 …"""
    net = MultiLayerNet(sizes, output="identity", weight_init_std=weight_scale)  # its output is the scores
    weights = [net.params[f"W{i}"] for i in range(1, len(sizes))]
    if all_positive:
        for W in weights:
            np.abs(W, out=W)
    scores = net.predict(np.arange(1.0, sizes[0] + 1)[np.newaxis])  # (1, K)
    y, t = pair.output(scores), pair.targets(sizes[-1])[np.newaxis]  # (1, K), (1, K)
    return weights, y[0], t[0], pair.loss(y, t)


def _three_networks_picture(wanted, inputs, hidden_1, hidden_2, outputs, weight_scale, all_positive):
    pair, sizes = PAIRS[wanted], [inputs, hidden_1, *[hidden_2] * (hidden_2 > 0), outputs]
    weights, y, t, loss = answers(pair, sizes, weight_scale, all_positive)
    *_, first = answers(pair, sizes, 0.0, all_positive)
    name = "-".join(map(str, sizes))
    diagram = svg.network(weights, title=f"Network {name}", desc="", most=10, width=340, height=400)
    bars = svg.chart(
        svg.bars(y, numbers="{:.2f}", style=0),
        svg.points(np.arange(outputs), t, "target t", style=1, size=5),
        title="Output y",
        desc="",
        x_label="output",
        y_limits=None if wanted == "numbers" else (-0.1, 1.1),
        legend="top",
        width=340,
        height=400,
    )
    certain = "" if wanted == "numbers" or y.max() < 1 else " An output is exactly 1: it is sure, before any training."
    desc = (
        f"{pair.words[0].upper()}{pair.words[1:]}: the loss of the network {name} is {svg.number(loss)}. "
        f"With all weights 0 it would be {svg.number(first)}.{certain}"
    )
    return svg.beside(diagram, bars, title="Three kinds of networks", desc=desc)


def three_networks(**settings):
    """Show an untrained network for numbers, for yes or no, or for classes: its outputs, their targets and its loss.

    Settings: `wanted` ("numbers", "yes or no" or "one of K classes"), `inputs`, `hidden_1`, `hidden_2` (0 leaves it
    out), `outputs`, `weight_scale`, the spread of the weights, and `all_positive`, which turns all of them positive.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.three_networks(weight_scale=0.0).picture.desc
    'Softmax and cross-entropy: the loss of the network 3-50-6 is 1.792. With all weights 0 it would be 1.792.'
    """
    controls = {
        "wanted": live.menu("one of K classes", list(PAIRS)),
        "inputs": live.slider(3, 1, 10),
        "hidden_1": live.slider(50, 1, 50),
        "hidden_2": live.slider(0, 0, 50),
        "outputs": live.slider(6, 1, 10),
        "weight_scale": live.slider(0.1, 0.0, 1.0, 0.05),
        "all_positive": live.toggle(False),
    }
    return live.Demo(_three_networks_picture, controls, settings, call="demos.three_networks")
