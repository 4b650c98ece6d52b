"""A network on points in a plane: the boundary it draws, what each unit sees, and the weights on the wires."""

import numpy as np

from ... import live, svg
from ...arrays import one_hot
from ...datasets import blobs, circles, linear, moons, spiral, xor
from ...networks import MultiLayerNet
from .trainer import OPTIMIZERS, SCHEDULES, Trainer

DATA = {"spiral": spiral, "moons": moons, "circles": circles, "xor": xor, "blobs": blobs, "linear": linear}
REACH = 1.3  # the plane is shown from -REACH to REACH
FINE, COARSE = 60, 20  # points along a side of the large map, and of a unit's own
UNITS = 6  # units of a layer that are drawn


class Playground(Trainer):
    """A small network, its set of points, and what each of its units gives at every place of the plane."""

    def __init__(self, *, data, points, noise, seed, hidden_size, hidden_layers, activation, **settings):
        x, t = DATA[data](points, noise, seed=seed)
        x_test, t_test = DATA[data](500, noise, seed=seed + 1000)
        self.data, self.classes = data, int(t_test.max()) + 1
        net = MultiLayerNet([2, *[hidden_size] * hidden_layers, self.classes], activation, seed=seed)
        settings["batch_size"] = min(settings["batch_size"], points)
        pairs = [(x, one_hot(t, self.classes)), (x_test, one_hot(t_test, self.classes))]
        super().__init__(net, *pairs, seed=seed, **settings)
        self.measure()

    def set(self, **changed):
        """Take a setting; a batch is never larger than the set of points."""
        if "batch_size" in changed:
            changed["batch_size"] = min(changed["batch_size"], len(self.train[0]))
        super().set(**changed)

    def seen(self, side):
        return seen_by(self.net, side)

    def summary(self):
        """Say in a sentence where the training stands."""
        loss = self.net.loss(*self.train) if self.loss is None else self.loss
        _, train, test = self.measured[-1]
        return (
            f"After {self.steps_taken} on the {self.data} the loss is {svg.number(loss)}; {svg.percent(train)} of the "
            f"{len(self.train[0]):,} training points and {svg.percent(test)} of 500 new ones lie on the right side."
            f"{self.rate_words()}{self.watch.words()}"
        )


def seen_by(net, side):
    """Return what each layer gives on a grid: the inputs, the hidden layers, the outputs, each (side, side, H)."""
    line = np.linspace(-REACH, REACH, side)
    places = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)  # (side², 2), row 0 at the bottom
    return [z.reshape(side, side, -1) for z in [places, *net.activations(places)]]


def _picture(model):
    left = svg.below(_network(model), batch_losses(model, 136))
    return svg.beside(left, plane(model), title="The playground", desc=model.summary())


def plane(model):
    """Return the points and the boundary that a model's network draws between them."""
    y, (x, t) = model.seen(FINE)[-1], model.train
    span, labels = (-REACH, REACH), t.argmax(axis=1)
    if model.classes == 2:
        ground = [svg.field(y[..., 1], span, span, limits=(0, 1)), svg.contours(y[..., 1], span, span, [0.5])]
    else:
        limits = (0, 9)  # the palette of classes has ten colours
        ground = [svg.field(y.argmax(axis=-1).astype(float), span, span, palette="classes", limits=limits)]
    styles = (1, 0) if model.classes == 2 else range(model.classes)  # orange 0, blue 1, as the ground
    points = [svg.points(*x[labels == k].T, f"class {k}", style=style) for k, style in enumerate(styles)]
    return svg.chart(
        *ground,
        *points,
        title="Boundary",
        desc="The boundary.",
        equal=True,
        x_limits=span,
        y_limits=span,
        legend="top",
        width=360,
        height=406,
    )


def _network(model):
    maps = [np.moveaxis(z, -1, 0)[:, ::-1] for z in model.seen(COARSE)]  # images have row 0 at the top
    maps = [layer / max(np.abs(layer).max(), 1e-9) for layer in maps]
    weights = [model.net.params[f"W{i}"] for i in range(1, len(model.net.sizes))]
    return svg.network(
        weights,
        maps=maps,
        most=UNITS,
        title="What each unit sees",
        desc="The units.",
        names_in=["x0", "x1"],
        names_out=[f"class {k}" for k in range(model.classes)],
        width=320,
        height=254,
    )


def batch_losses(model, height, title="Loss of the batches"):
    """Return the loss, step by step."""
    return svg.chart(
        svg.line(model.losses.x, model.losses.points, "loss"),
        title=title,
        desc="The loss.",
        x_label="step",
        y_scale="log",
        legend="none",
        width=320,
        height=height,
    )


def playground(**settings):
    """Show a small network that learns points in a plane, its boundary, its units and its weights.

    >>> playground(data="xor", hidden_size=4).model.net
    MultiLayerNet(2-4-2, relu, 22 parameters)

    Raises ValueError for a setting that does not exist or does not fit.
    """
    controls = {
        "learning_rate": live.log_slider(0.3, 0.001, 10),
        "batch_size": live.log_slider(30, 1, 1000),
        "optimizer": live.menu("SGD", list(OPTIMIZERS)),
        "schedule": live.menu("constant", list(SCHEDULES)),
        "data": live.menu("spiral", list(DATA), rebuilds="the network"),
        "points": live.slider(300, 10, 1000, 10, rebuilds="the network"),
        "noise": live.slider(0.1, 0.0, 0.5, 0.05, rebuilds="the network"),
        "seed": live.slider(0, 0, 20, rebuilds="the network"),
        "hidden_size": live.slider(8, 1, 40, rebuilds="the network"),
        "hidden_layers": live.slider(1, 0, 4, rebuilds="the network"),
        "activation": live.menu("relu", ["relu", "leaky_relu", "tanh", "sigmoid", "identity"], rebuilds="the network"),
    }
    return live.Demo(_picture, controls, settings, model=Playground, call="demos.playground")
