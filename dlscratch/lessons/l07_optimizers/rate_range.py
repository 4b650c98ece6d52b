"""The learning-rate range test: one short run on MNIST whose rate grows at every step, and where to stand."""

from functools import lru_cache

import numpy as np

from ... import live, svg
from ...networks import MultiLayerNet
from ...optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from ...threads import one_blas_thread
from ..shared.images import shared_mnist
from .racing import running_means

LOW, HIGH = 1e-5, 10.0
SMOOTH = 0.85  # of the mean of past losses is kept
GONE = 3.0  # times the first loss: who is above has left
KINDS = {"SGD": SGD, "Momentum": Momentum, "Nesterov": Nesterov, "AdaGrad": AdaGrad, "RMSProp": RMSProp, "Adam": Adam}


@lru_cache(maxsize=16)
def sweep(optimizer, hidden_size, batch_size, steps, low=LOW, high=HIGH):
    """Return the learning rates that were tried and the loss of the batch at each, up to where the loss left."""
    (x, t), _ = shared_mnist()
    rng, net = np.random.default_rng(0), MultiLayerNet([784, hidden_size, 10])
    rates, losses = low * (high / low) ** (np.arange(steps) / (steps - 1)), []
    kind = KINDS[optimizer](learning_rate=lambda step: rates[step])
    with one_blas_thread():
        for _ in range(steps):
            rows = rng.choice(len(x), batch_size)
            loss, grads = net.loss_and_gradient(x[rows], t[rows])
            losses.append(loss)
            if not loss < GONE * losses[0]:
                break
            kind.update(net.params, grads)
    return rates[: len(losses)], np.array(losses)


def smoothed(losses):
    """Return the running mean of the losses, corrected for its start, (N,)."""
    return running_means(losses, SMOOTH)[1]


def place_to_stand(rates, losses):
    """Return the rate at which the smooth loss is lowest, and a third of it, where one stands safely.

    >>> place_to_stand(np.array([0.01, 0.03, 0.1, 0.3]), np.array([2.0, 1.0, 1.0, 9.0]))[0]
    np.float64(0.1)
    """
    lowest = rates[np.argmin(smoothed(losses))]
    return lowest, lowest / 3


def _picture(optimizer, hidden_size, batch_size, steps):
    rates, losses = sweep(optimizer, hidden_size, batch_size, steps)
    lowest, stand = place_to_stand(rates, losses)
    end = f"at {rates[-1]:.2g} the loss has left" if len(losses) < steps else "the loss never leaves"
    desc = (
        f"{optimizer}, 784-{hidden_size}-10, {len(losses)} of {steps} steps in batches of {batch_size}: the smooth "
        f"loss is lowest at learning rate {lowest:.2g}, and {end}. Stand at a third of the lowest: {stand:.1g}."
    )
    smooth = smoothed(losses)
    return svg.chart(
        svg.points(rates, np.minimum(losses, 9.0), "one batch", style=6, size=3),
        svg.line(rates, np.minimum(smooth, 9.0), "smooth", style=0, width=3),
        svg.rule(x=stand, name="stand here"),
        svg.points([lowest], [smooth[np.argmin(smooth)]], "lowest", style=1, size=8),
        title="Loss against learning rate",
        desc=desc,
        x_label="learning rate",
        y_label="loss of a batch",
        x_scale="log",
        x_limits=(LOW, HIGH),
        y_limits=(0, 4),
        legend="top",
        width=700,
        height=440,
    )


def rate_range(**settings):
    """Show the learning-rate range test of a network on MNIST: the rate grows at every step, the loss tells how far.

    The settings are the `optimizer`, the `hidden_size`, the `batch_size` and the number of `steps`.
    Source: Smith (2017), section 3.3. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.rate_range(steps=50).settings
    {'optimizer': 'SGD', 'hidden_size': 50, 'batch_size': 100, 'steps': 50}
    """
    controls = {
        "optimizer": live.menu("SGD", list(KINDS)),
        "hidden_size": live.log_slider(50, 10, 100),
        "batch_size": live.log_slider(100, 10, 200),
        "steps": live.log_slider(150, 50, 300),
    }
    return live.Demo(_picture, controls, settings, call="demos.rate_range")
