"""The measured gradient of a whole network, without the work that changes nothing.

Nudging one weight W[i, j] moves, for each sample, only unit j of the layer, by h times input i; where that input is 0,
nothing moves, and where two inputs are equal, so are the moves. What lies before the unit, and the other units beside
it, stay as they are. So the samples are taken one by one: each nudge becomes a column, and the rest of the network is
computed for many columns in one product.
Nothing is derived: each number is still a difference of losses.
"""

import numpy as np

from .gradient import warn_if_coarse
from .layers import Identity, SoftmaxWithLoss

CELLS = 80_000  # numbers computed at a time: they stay in the processor's cache, and the memory is bounded


def measured_gradient(affines, activations, output, h, weight_decay=0.0):
    """Return the central-difference gradient of a network whose layers have seen x and t, a dict of "W1", "b1", ...

    Warns where the network is float32, which is too coarse to measure.
    """
    warn_if_coarse(affines[0].W)
    sums = [affine.x @ affine.W + affine.b for affine in affines]  # a of each layer, (N, H)
    dtype, outputs = sums[-1].dtype, sums[-1].shape[1]
    weights = [affine.W for affine in affines[1:]] + [np.eye(outputs, dtype=dtype)]  # the loss sees the scores
    bends, fed = [*activations, Identity()], [*sums[1:], sums[-1]]
    grads = {}
    for i, affine in enumerate(affines):
        inputs = np.hstack([affine.x, np.ones((len(affine.x), 1), dtype)])  # a bias is a weight on an input of 1
        grad = np.zeros((inputs.shape[1], sums[i].shape[1]), dtype)
        rest = list(zip(activations[i + 1 :], affines[i + 2 :], strict=False))
        W_next = np.ascontiguousarray(weights[i].T)  # (K, H)
        for x, a, base, t in zip(inputs, sums[i], fed[i], output.t, strict=True):  # one sample
            moving = np.flatnonzero(x)
            values, which = np.unique(x[moving], return_inverse=True)  # P: equal inputs are one and the same nudge
            nudges = h * np.concatenate([values, -values])  # P up, then P down
            change = bends[i].forward(a[:, np.newaxis] + nudges) - bends[i].forward(a)[:, np.newaxis]  # (H, 2 P)
            above, below = np.hsplit(_losses(change, W_next, base, rest, output, t), 2)
            grad[moving] += (above - below).T[which]
        grad /= 2 * h * len(inputs)
        W = affine.W
        grads[f"W{i + 1}"] = grad[:-1] + weight_decay / 2 * ((W + h) ** 2 - (W - h) ** 2) / (2 * h)
        grads[f"b{i + 1}"] = grad[-1]
    return grads


def _losses(change, W, base, rest, output, t):
    """Return the loss (H, M) of one sample after each change of each unit, alone.

    Unit j, changed, moves the sums `base` (K,) of the next layer by W[:, j] times its change.
    """
    losses = np.empty_like(change)
    width = max([len(base), *(len(affine.b) for _, affine in rest)])
    step = max(1, CELLS // (width * change.shape[1]))  # units at a time
    for j in range(0, len(change), step):
        moved = W[:, j : j + step, np.newaxis] * change[j : j + step] + base[:, np.newaxis, np.newaxis]
        a = moved.reshape(len(base), -1)  # a column for each change
        for activation, affine in rest:
            a = affine.W.T @ activation.forward(a) + affine.b[:, np.newaxis]
        losses[j : j + step] = _losses_of_columns(output, a, t).reshape(-1, change.shape[1])
    return losses


def _losses_of_columns(output, a, t):
    """Return the loss of each column of scores `a` (K, M), all with the target t (K,)."""
    if not isinstance(output, SoftmaxWithLoss):
        return output.loss(a.T, np.broadcast_to(t, a.T.shape), average=False)
    a -= a.max(axis=0)  # the same loss as there, in place and with half of the passes: log sum exp(a) - a of the answer
    answer = t @ a
    return t.sum() * np.log(np.exp(a, out=a).sum(axis=0)) - answer
