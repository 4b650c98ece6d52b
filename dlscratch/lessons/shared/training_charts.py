"""What one sees of a network that learns: its loss, its accuracies, its weights and what its units give."""

import numpy as np

from ... import svg
from .collapse import constant_units

IMAGES = 8  # units whose weights are shown
BINS = 24


def loss_chart(model):
    """Return the loss of the batches, step by step, with the loss of a guess."""
    x, y = model.losses.x, model.losses.points
    if not model.step:
        x, y = [0], [model.start_loss]
    return svg.chart(
        svg.rule(y=np.log(10), name="a guess"),
        svg.line(x, y, "loss"),
        title="Loss of the batches",
        desc="The loss.",
        x_label="step",
        x_limits=_steps(model),
        y_scale="log" if model.log_loss else "linear",
        legend="none",
        width=340,
        height=204,
    )


def accuracy_chart(model):
    """Return the accuracies on training and test data."""
    step, train, test = np.array(model.measured).T
    return svg.chart(
        svg.line(step, train, "training"),
        svg.line(step, test, "test"),
        title="Accuracy",
        desc="The accuracies.",
        x_label="step",
        x_limits=_steps(model),
        y_limits=(0, 1),
        legend="top",
        width=340,
        height=204,
    )


def _steps(model):
    """Return the limits of an axis of steps; None lets the axis find its own, which takes two places at least."""
    return None if len(model.measured) > 1 and model.step > 10 else (0, max(10, model.step))


def weight_images(model):
    """Return the weights of the first units as images."""
    W = next(iter(model.net.params.values()))
    if np.shape(W)[0] != 784:
        W = np.zeros((784, 0))
    shown = min(IMAGES, W.shape[1])
    images = np.asarray(W)[:, :shown].T.reshape(-1, 28, 28)
    return svg.image_grid(
        images,
        title="Weights of the first units",
        desc="The weights.",
        columns=4,
        palette="diverging",
        width=340,
        largest=78,
    )


def activation_chart(model):
    """Return what the hidden units give, as a curve a layer, with how many of them are dead."""
    layers = model.hidden()
    shares = [_shares(z) for z in layers]
    names = [f"layer {i}: {constant_units(z)} of {z.shape[1]} dead" for i, z in enumerate(layers, start=1)]
    title = "What the hidden units give"
    if len(layers) > 2:  # shorter names: two stand in a row of the legend
        names, title = [name.removeprefix("layer ") for name in names], f"What hidden layers 1 to {len(layers)} give"
    lines = [svg.line(*share, name) for share, name in zip(shares, names, strict=True)]
    top = max((max(y) for _, y in shares), default=1)
    top = next(limit for limit in (0.2, 0.5, 1) if top <= limit)  # an axis that rests while the curves move
    if not lines:
        lines = [svg.note(0.5, 0.5, "nothing to look at here", anchor="middle")]
    return svg.chart(
        *lines,
        title=title,
        desc="The activations.",
        x_label="z; upwards: its share",
        y_limits=(0, top),
        legend="top",
        width=340,
        height=212,
    )


def _shares(z):
    """Return the middles of the stretches that the finite values of z fall into, and each one's share of them."""
    values = z[np.isfinite(z)].astype(np.float64).clip(-1e300, 1e300)  # whose difference is finite too
    low, high = (values.min(), values.max()) if values.size else (0.0, 0.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):  # all the same: too close together to be told apart
        return [low], [min(values.size, 1)]
    width = (high - low) / BINS
    counts = np.bincount(np.minimum((values - low) / width, BINS - 1).astype(np.int64), minlength=BINS)
    return low + width * (np.arange(BINS) + 0.5), counts / values.size  # np.histogram takes three times as long
