"""A small network that learns by measured gradients alone, while its learning rate moves."""

from functools import partial

import numpy as np

from ... import gradient, live, svg
from ...arrays import one_hot
from ...datasets import xor
from ...learner import yours
from ...networks import MultiLayerNet
from ..shared.playground import batch_losses, plane, seen_by
from ..shared.trainer import Trainer

POINTS = 60


class MeasuredNet(MultiLayerNet):
    """A network whose gradient is measured, one weight after the other, by a function such as the learner's."""

    def __init__(self, numerical_gradient, sizes, seed):
        super().__init__(sizes, "tanh", weight_init_std="xavier", seed=seed)
        self.numerical_gradient_of = numerical_gradient

    def gradient(self, x, t):
        """Return the measured gradient: params are nudged where they lie, so the loss sees it."""
        return {key: self.numerical_gradient_of(lambda _: self.loss(x, t), param) for key, param in self.params.items()}


class XorNet(Trainer):
    """The network on its points; each step takes all of them, and two losses for each parameter."""

    classes = 2

    def __init__(self, numerical_gradient, sentence, learning_rate, hidden_size, seed):
        x, t = xor(POINTS)
        net, data = MeasuredNet(numerical_gradient, [2, hidden_size, 2], seed), (x, one_hot(t, 2))
        self.sentence = sentence
        super().__init__(net, data, data, learning_rate=learning_rate, batch_size=POINTS)
        self.measure()

    def seen(self, side):
        return seen_by(self.net, side)

    def summary(self):
        parameters = sum(param.size for param in self.net.params.values())
        measured, loss = 2 * parameters * self.step, float(self.net.loss(*self.train))
        return (
            f"2-{self.net.sizes[1]}-2 has {parameters} parameters. After {self.steps_taken} and {measured:,} losses "
            f"for them the loss is {svg.number(round(loss, 3))}, and {svg.percent(self.measured[-1][1])} of {POINTS} "
            f"points are right. The learning rate is {self.learning_rate:g}.{self.watch.words()} {self.sentence}"
        )


def _picture(model):
    losses = batch_losses(model, 406, "Loss of all points")
    return svg.beside(plane(model), losses, title="A network that measures", desc=model.summary())


def xor_net(numerical_gradient=None, **settings):
    """Show a network that learns points of two classes by a measured gradient, yours if it is given, live.

    `numerical_gradient(f, x)` nudges x where it lies. The settings are the `learning_rate`, the `hidden_size` and the
    `seed` of the first weights.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.xor_net(hidden_size=3).model.summary()[:70]
    '2-3-2 has 17 parameters. After 60 steps and 2,040 losses for them the '
    """
    function, sentence, _ = yours(numerical_gradient, gradient.numerical_gradient, np.sum, np.array([1.0]))
    controls = {
        "learning_rate": live.log_slider(1.0, 0.001, 100),
        "hidden_size": live.slider(8, 1, 20, rebuilds="the network"),
        "seed": live.slider(0, 0, 9, rebuilds="the network", label="first weights"),
    }
    return live.Demo(
        _picture,
        controls,
        settings,
        model=partial(XorNet, function, sentence),
        call="demos.xor_net",
        given={"numerical_gradient": numerical_gradient},
    )
