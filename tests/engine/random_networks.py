"""Networks with random parameters, and data that keeps away from the corner of ReLU."""

import numpy as np

import dlscratch as dl
from dlscratch import networks


def random_net(sizes, seed=0, **settings):
    """Return a network whose weights and biases are all random: a bias of 0 would hide mistakes."""
    net = dl.MultiLayerNet(sizes, seed=seed, **settings)
    rng = np.random.default_rng(seed)
    for key, param in net.params.items():
        net.params[key] = (rng.standard_normal(param.shape) / np.sqrt(len(param))).astype(net.dtype)
    return net


def random_case(sizes, output="softmax", seed=0, n=5, **settings):
    """Return a network, x and t, such that no weighted sum lies near 0, where ReLU has no slope to measure."""
    net = random_net(sizes, seed, output=output, **settings)
    rng = np.random.default_rng(seed + 100)
    x = rng.standard_normal((50 * n, sizes[0]))
    x = x[_distance_from_corners(net, x) > 1e-3][:n]
    assert len(x) == n
    if output == "identity":
        return net, x, rng.standard_normal((n, sizes[-1]))
    if output == "sigmoid":
        return net, x, rng.integers(0, 2, (n, sizes[-1]))
    return net, x, rng.integers(0, sizes[-1], n)


def _distance_from_corners(net, x):
    """Return the smallest |a| over all hidden units of each row, computed by hand."""
    z, nearest = x, np.full(len(x), np.inf)
    for number in range(1, len(net.sizes) - 1):
        a = z @ net.params[f"W{number}"] + net.params[f"b{number}"]
        nearest = np.minimum(nearest, abs(a).min(axis=1))
        z = networks.ACTIVATIONS[net.activation]().forward(a)
    return nearest
