"""Lesson 06, live: the cockpit, in which a network learns MNIST while every setting can be moved."""

from functools import partial

import numpy as np

from ... import live, svg
from ...learner import yours
from ...learner.yours import misfit
from ...networks import INITS, MultiLayerNet, TwoLayerNet
from ...threads import one_blas_thread
from ...training import as_batch_size
from ..shared.collapse import seen
from ..shared.images import shared_mnist
from ..shared.trainer import OPTIMIZERS, SCHEDULES, WITH_MOMENTUM, Trainer
from ..shared.training_charts import accuracy_chart, activation_chart, loss_chart, weight_images

IMAGES = 60_000, 10_000, 3000, 1000, 300  # how many there may be to learn from: the first of MNIST's
SAMPLE = np.zeros((2, 784)), np.eye(10)[:2]  # x and t, to see whether a learner's code is written


class Cockpit(Trainer):
    """A network on MNIST, the package's or the learner's, with what is shown of it."""

    def __init__(
        self,
        *,
        hidden_size,
        images=IMAGES[0],
        hidden_layers=1,
        activation="relu",
        initial_scale="he",
        log_loss=True,
        net=None,
        gradient=None,
        sentence="",
        **settings,
    ):
        if net is None:
            built = MultiLayerNet([784, *[hidden_size] * hidden_layers, 10], activation, weight_init_std=initial_scale)
        else:
            built = net(784, hidden_size, 10)
        self.log_loss, self.sentence = log_loss, sentence
        self.asked_batch = as_batch_size(settings["batch_size"], IMAGES[0])
        settings["batch_size"] = min(self.asked_batch, images)
        super().__init__(built, _first(images), shared_mnist()[1], gradient=gradient, **settings)
        self.measure()
        self.start_loss = self.net.loss(*self.probe(self.train))

    def set(self, **changed):
        """Take settings. The number of images may change on the way; a batch is never larger than it."""
        images = changed.pop("images", None)
        if images is not None:
            self.samples = round(self.epochs * images)  # an epoch is as many images as there are now
            self.train, self._order = _first(images), self._order[:0]
        if images is not None or "batch_size" in changed:
            self.asked_batch = as_batch_size(changed.get("batch_size", self.asked_batch), IMAGES[0])
            changed["batch_size"] = min(self.asked_batch, len(self.train[0]))
        super().set(**changed)
        if images is not None:
            self.watch.moved("images", images, self.step)

    def measure(self):
        """Note the accuracies, and on how many training images."""
        super().measure()
        self.looked_at = min(len(self.train[0]), 1000)

    def begin(self):
        """Train until there is something to see, in float64, whose digits agree on every machine."""
        with one_blas_thread():
            super().begin(self.gradient is not None or not isinstance(self.net, MultiLayerNet))

    def tick(self, seconds):
        """Train for about this long, in float32, which takes half the time."""
        if isinstance(self.net, MultiLayerNet) and self.net.params["b1"].dtype != np.float32:
            light = MultiLayerNet(self.net.sizes, self.net.activation, dtype=np.float32)
            light.params.update({key: param.astype(np.float32) for key, param in self.net.params.items()})
            self.net = light
            self._choose(self.optimizer_name)  # what it remembers is float64
        super().tick(seconds)

    def hidden(self):
        """Return what the hidden layers give for some images, a list of (SEEN, H); empty if the network cannot say."""
        with one_blas_thread():
            return self.net.activations(seen(self))[:-1] if hasattr(self.net, "activations") else []

    def summary(self):
        """Say in a sentence where the training stands."""
        _, train, test = self.measured[-1]
        loss = self.start_loss if self.loss is None else self.losses.points[-1] if self.losses.points else self.loss
        pace = self.steps_per_second
        held = f" Each batch holds all {self.batch_size:,} images." if self.batch_size < self.asked_batch else ""
        speed = f" {pace:,.{0 if pace >= 10 else 1}f} steps a second." if self.seconds else ""
        return (
            f"After {self.steps_taken} ({self.epochs:.1f} epochs) the loss is {svg.number(loss)}; "
            f"{svg.percent(train, 1)} of {self.looked_at:,} training and {svg.percent(test, 1)} of 1,000 test images "
            f"are right.{held}{speed}"
            f"{self.rate_words()}{self.watch.words()}{self.sentence}"
        )


def _first(count):
    """Return the first training images as a pair (x, t); they share the memory of all."""
    x, t = shared_mnist()[0]
    return x.first(count), t[:count]


def _cockpit_picture(model, kept=None):
    """Return the four panels; all but the loss may be `kept` from a picture before."""
    accuracy, weights, activations = kept or (accuracy_chart(model), weight_images(model), activation_chart(model))
    curves, inside = svg.beside(loss_chart(model), accuracy), svg.beside(weights, activations)
    return svg.below(curves, inside, title="The cockpit", desc=model.summary())


def _quick_cockpit(model, before):
    (_, accuracy), inside = before.rows
    return _cockpit_picture(model, (accuracy, *inside))


def cockpit(*, net=None, gradient=None, **settings):
    """Show a network that learns MNIST, with every setting in reach while it trains.

    It opens on 784-50-10 with ReLU and He's initial weights, after 60 steps; `images` is how many of the
    60,000 it learns from.
    `gradient(params, x, t)` returns a dict with the keys and shapes of `params`: the network then learns by that
    function, yours, and opens with sigmoid units.
    `net` is called as `net(784, hidden_size, 10)`: a class of your own with params, loss, accuracy and gradient.
    Raises ValueError for a setting that does not exist or does not fit.

    >>> demo = cockpit(hidden_size=20, learning_rate=0.2)
    >>> demo.step()
    >>> demo.model.net, demo.model.step
    (MultiLayerNet(784-20-10, relu, 15,910 parameters), 61)
    """
    _refuse_unless_callable("gradient", gradient, "params", "x", "t")
    _refuse_unless_callable("net", net, "input_size", "hidden_size", "output_size")
    shared_mnist()  # loaded before the clock of the time limit runs
    controls = {
        "learning_rate": live.log_slider(0.1, 0.001, 100),
        "batch_size": live.log_slider(100, 1, 60_000),
        "images": live.menu(IMAGES[0], {f"{count:,}": count for count in IMAGES}, label="images"),
        "optimizer": live.menu("SGD", list(OPTIMIZERS)),
        "schedule": live.menu("constant", list(SCHEDULES)),
        "momentum": live.slider(0.9, 0.0, 0.99, 0.01, when={"optimizer": WITH_MOMENTUM}),
        "log_loss": live.toggle(True, label="logarithmic loss axis"),
        "hidden_size": live.log_slider(50, 1, 200, rebuilds="the network"),
    }
    if net is None:
        controls |= _shape_controls("relu" if gradient is None else "sigmoid")
        used, sentence = _your_gradient(gradient)
        model = partial(Cockpit, gradient=used, sentence=sentence)
    else:
        used, sentence = _your_network(net)
        model = partial(Cockpit, net=used, gradient=gradient, sentence=sentence)
    return live.Demo(
        _cockpit_picture,
        controls,
        settings,
        model=model,
        call="demos.cockpit",
        quick=_quick_cockpit,
        given={"net": net, "gradient": gradient},
    )


def _refuse_unless_callable(name, given, *arguments):
    """Raise ValueError where what the learner gives cannot be called with these arguments."""
    if given is None:
        return
    if not callable(given):
        kind = type(given).__name__
        raise ValueError(
            f"{name} is a value ({kind}), but it will be called: give the function or class itself, "
            f"without brackets, as in {name}={kind}."
        )
    if (parameters := misfit(given, arguments)) is not None:
        raise ValueError(f"{name} takes ({parameters}), but the cockpit calls it with ({', '.join(arguments)}).")


def _shape_controls(activation):
    return {
        "hidden_layers": live.slider(1, 0, 4, rebuilds="the network"),
        "activation": live.menu(activation, ["relu", "leaky_relu", "tanh", "sigmoid"], rebuilds="the network"),
        "initial_scale": live.menu("he", [*INITS, 0.001, 0.01, 0.1, 1.0], rebuilds="the network"),
    }


def _your_gradient(gradient):
    """Return the gradient to train with, None for the network's own, and a sentence that says whose it is."""
    if gradient is None:
        return None, ""
    small = MultiLayerNet([784, 2, 10], "sigmoid")
    shown = yours(gradient, small.gradient, small.params, *SAMPLE)
    return (gradient if shown.is_yours else None), f" {shown.sentence}"


def _your_network(net):
    """Return the class to build networks with, the package's while the learner's has a blank, and whose it is."""

    def all_methods(chosen):
        own = chosen(784, 2, 10)
        return [own.predict(SAMPLE[0]), own.loss(*SAMPLE), own.accuracy(*SAMPLE), own.gradient(*SAMPLE)]

    shown = yours(net, TwoLayerNet, trial=all_methods)
    return shown.function, f" {shown.sentence}"
