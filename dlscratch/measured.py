"""The measured gradient of a whole network, without the work that changes nothing.

Nudging one weight W[i, j] moves one column of the next layer, by h times input i of each row. What lies before it, and
the other columns, stay as they are; rows whose input i is 0 do not move at all. So the rest of the network is computed
for the moved rows only, many nudges in one product. Nothing is derived: each number is still a difference of losses.
"""

import numpy as np

from .gradient import warn_if_coarse

ROWS = 20_000  # moved rows computed at a time: bounds the memory


def measured_gradient(affines, activations, output, h, weight_decay=0.0):
    """Return the central-difference gradient of a network whose layers have seen x and t, a dict of "W1", "b1", ...

    Warns where the network is float32, which is too coarse to measure.
    """
    warn_if_coarse(affines[0].W)
    seen = [affine.x for affine in affines]
    sums = [x @ affine.W + affine.b for x, affine in zip(seen, affines, strict=True)]  # a of each layer, (N, H)
    t, grads = output.t, {}

    def losses(layer, a, rows):
        """Return the loss of each moved row, from the weighted sums `a` of a layer on."""
        for activation, affine in zip(activations[layer:], affines[layer + 1:], strict=True):
            a = activation.forward(a) @ affine.W + affine.b
        return output.loss(a, t[rows], average=False)

    for layer, affine in enumerate(affines):
        inputs = np.hstack([seen[layer], np.ones((len(t), 1), t.dtype)])  # a bias is a weight on an input of 1
        grad = np.zeros((inputs.shape[1], sums[layer].shape[1]), t.dtype)
        all_sources, all_rows = np.nonzero(inputs.T)
        for start in range(0, len(all_rows), ROWS):
            sources, rows = all_sources[start:start + ROWS], all_rows[start:start + ROWS]
            nudges = h * inputs[rows, sources]
            for j, moved in enumerate(_moved_sums(layer, affines, activations, sums, rows, nudges)):
                first = min(layer + 1, len(affines) - 1)
                change = losses(first, next(moved), rows) - losses(first, next(moved), rows)
                grad[:, j] += np.bincount(sources, change, len(grad))
        grad /= 2 * h * len(t)
        W = affine.W
        grads[f"W{layer + 1}"] = grad[:-1] + weight_decay / 2 * ((W + h) ** 2 - (W - h) ** 2) / (2 * h)
        grads[f"b{layer + 1}"] = grad[-1]
    return grads


def _moved_sums(layer, affines, activations, sums, rows, nudges):
    """For each unit j of a layer, yield the weighted sums of the layer it feeds, nudged up and then nudged down."""
    last = layer == len(affines) - 1
    base = sums[layer if last else layer + 1][rows]  # (P, H), a row for each row that a nudge moves

    def moved(j):
        for nudge in (nudges, -nudges):
            if last:
                a = base.copy()
                a[:, j] += nudge
                yield a
            else:
                before = sums[layer][rows, j]
                change = activations[layer].forward(before + nudge) - activations[layer].forward(before)
                yield base + change[:, np.newaxis] * affines[layer + 1].W[j]

    return map(moved, range(sums[layer].shape[1]))
