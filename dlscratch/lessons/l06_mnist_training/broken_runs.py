"""Lesson 06, live: four runs of training, of which three are broken; what is wrong is to be read from their curves."""

from functools import cache

import numpy as np

from ... import live, svg
from ...networks import MultiLayerNet
from ...optimizers import SGD
from ...threads import one_blas_thread
from ...training import train
from ..shared.images import shared_mnist

IMAGES, TEST_IMAGES, EPOCHS = 300, 500, 60


class BrokenRuns:
    """The runs by name, each with its records: 784-30-10 on the first training images, as `seed` draws the numbers."""

    def __init__(self, seed):
        self.runs = _runs(seed)

    def summary(self):
        """Say in a sentence where the runs end."""
        last = {name: run[-1] for name, run in self.runs.items()}
        ends = [
            f"{name} {svg.percent(end.train_accuracy)} and {svg.percent(end.test_accuracy)}"
            for name, end in last.items()
        ]
        return (
            f"After {EPOCHS} epochs, so many of {IMAGES} training and of {TEST_IMAGES} test images are right: "
            f"{', '.join(ends)}."
        )


@cache  # a second, and the same each time: who goes back to a seed need not wait again
def _runs(seed):
    with one_blas_thread():  # so that the digits agree on every machine
        return {
            "nothing broken": _run(seed),
            "run A": _run(seed, labels=np.random.default_rng(seed).permutation),
            "run B": _run(seed, learning_rate=0.002),
            "run C": _run(seed, start=_equal),
        }


def _run(seed, learning_rate=0.2, labels=lambda t: t, start=lambda net: None):
    """Return the records of the epochs of one training; only what is given differs from run to run."""
    (x, t), (x_test, t_test) = shared_mnist()
    net = MultiLayerNet([784, 30, 10], "relu", seed=seed)
    start(net)
    data, test = (x[:IMAGES], labels(t[:IMAGES])), (x_test[:TEST_IMAGES], t_test[:TEST_IMAGES])
    _, *epochs = train(net, data, test, SGD(learning_rate), epochs=EPOCHS, batch_size=50, seed=seed)
    # One step after equal weights ten scores are as good as equal, and rounding would choose the class.
    return epochs


def _equal(net):
    for key in ("W1", "W2"):
        net.params[key][...] = 0.02


def _picture(model):
    charts = [_chart(name, run) for name, run in model.runs.items()]
    rows = [svg.beside(*charts[:2]), svg.beside(*charts[2:])]
    return svg.below(*rows, title="Four runs", desc=model.summary())


def _chart(name, run):
    epochs = [record.epoch for record in run]
    return svg.chart(
        svg.line(epochs, [record.train_accuracy for record in run], "training"),
        svg.line(epochs, [record.test_accuracy for record in run], "test"),
        title=name[0].upper() + name[1:],
        desc="The accuracies.",
        x_label="epoch",
        y_limits=(0, 1),
        legend="top",
        width=340,
        height=212,
    )


def broken_runs(**settings):
    """Show the accuracies of four runs on 300 images: one as it should be, and A, B and C, each with one thing broken.

    They are run when the picture is made, and again for another `seed`: first weights, batches and order are new.
    Raises ValueError for a setting that does not exist or does not fit.

    >>> list(broken_runs().model.runs)
    ['nothing broken', 'run A', 'run B', 'run C']
    """
    controls = {"seed": live.slider(0, 0, 9, rebuilds="the runs")}
    return live.Demo(_picture, controls, settings, model=BrokenRuns, call="demos.broken_runs")
