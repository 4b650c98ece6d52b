"""A network learns 3 x0 + 2 x1 from single samples, with a slope on the way back that may be another bend's."""

from collections import deque
from functools import partial

import numpy as np

from ... import live, svg
from ...gradient import relative_error
from ...layers import Affine, IdentityWithLoss, ReLU, Sigmoid
from ...learner import yours
from ...networks import MultiLayerNet
from ..shared.trainer import Curve

SAMPLES = 100_000  # there are so many, and each step draws one
WEIGHTS = np.array([[3.0], [2.0]])  # what the network is to find
BENDS = {"relu": ReLU, "sigmoid": Sigmoid}
REACH = {"0 to 1": (0.0, 1.0), "-5 to 5": (-5.0, 5.0)}
YOURS = "yours"
STEPS = 8  # a picture: a thousand take a few seconds
BEGIN_STEPS = 40
PROBE = 40  # samples that are predicted, and on which the slopes are checked
LOST = 1e9  # a loss above it does not come back
RIGHT = 1e-6  # a relative error below it


def slopes(params, x, t, forward="relu", backward="relu"):
    """Return the slopes of the squared error: the bend `forward` on the way there, the slope of `backward` back."""
    affine1, affine2 = (Affine(params[f"W{i}"], params[f"b{i}"]) for i in (1, 2))
    bend, slope, output = BENDS[forward](), BENDS[backward](), IdentityWithLoss()
    a1 = affine1.forward(x)  # (N, H)
    slope.forward(a1)
    output.forward(affine2.forward(bend.forward(a1)), t)
    affine1.backward(slope.backward(affine2.backward(output.backward())), need_dx=False)
    return {"W1": affine1.dW, "b1": affine1.db, "W2": affine2.dW, "b2": affine2.db}


class Run:
    """One network on its way: its losses, until it is lost."""

    def __init__(self, net):
        self.net, self.losses, self.last, self.lost = net, Curve(), deque(maxlen=100), False
        self.losses.stride = 10  # the loss of a single sample says little

    def step(self, x, t, grads, learning_rate):
        """Take the step that `grads` gives, where there is still a network to move."""
        loss = self.net.loss(x, t)
        self.lost = not loss < LOST
        if self.lost:
            return
        self.losses.append(loss)
        self.last.append(loss)
        for key, param in self.net.params.items():
            param -= learning_rate * grads[key]

    @property
    def loss(self):
        """The mean of the last losses."""
        return float(np.mean(self.last)) if self.last else np.nan

    def words(self):
        return "lost" if self.lost else svg.number(float(f"{self.loss:.2g}"))


class Regression:
    """Two networks from one start, with the same samples: one steps by the chosen slopes, one by the right ones."""

    def __init__(self, gradient, whose, learning_rate, forward, backward, hidden_size, inputs):
        rng = np.random.default_rng(1)
        self.gradient, self.whose, self.inputs, self.step = gradient, whose, inputs, 0
        self.learning_rate, self.forward, self.backward = learning_rate, forward, backward
        self.x = rng.uniform(*REACH[inputs], (SAMPLES, 2))  # (100000, 2)
        self.t = self.x @ WEIGHTS  # (100000, 2) @ (2, 1) -> (100000, 1)
        start = {key: rng.standard_normal(param.shape) for key, param in self._net(hidden_size).params.items()}
        self.chosen, self.right = (Run(self._net(hidden_size, start)) for _ in range(2))
        self._rng = rng

    def _net(self, hidden_size, params=None):
        net = MultiLayerNet([2, hidden_size, 1], self.forward, "identity")
        net.params.update({key: param.copy() for key, param in (params or {}).items()})
        return net

    def set(self, learning_rate):
        """Take the one setting that needs no new network."""
        self.learning_rate = learning_rate

    def begin(self):
        for _ in range(BEGIN_STEPS):
            self._take_step()

    def tick(self, seconds):
        """Take a few steps; one where there is no time. Raises live.Stop where the chosen network is lost."""
        live.keep_on(self._take_step, seconds, most=STEPS)

    def _take_step(self):
        if self.chosen.lost:
            raise live.Stop(
                f"The network was lost after step {self.step:,}: the steps were too large. Lower the learning rate and "
                "press Reset."
            )
        row = [self._rng.integers(SAMPLES)]
        x, t = self.x[row], self.t[row]  # (1, 2), (1, 1)
        self.chosen.step(x, t, self.chosen_slopes(x, t), self.learning_rate)
        self.right.step(x, t, slopes(self.right.net.params, x, t, self.forward, self.forward), self.learning_rate)
        self.step += 1

    def chosen_slopes(self, x, t):
        """Return the slopes by which the chosen network steps."""
        params = self.chosen.net.params
        if self.backward != YOURS:
            return slopes(params, x, t, self.forward, self.backward)
        grads = self.gradient({key: param.copy() for key, param in params.items()}, x, t)
        for key, param in params.items():
            if not isinstance(grads, dict) or np.shape(grads.get(key)) != param.shape:
                raise live.Stop(f'The gradient must be a dict that holds "{key}" with the shape {param.shape}.')
        return grads

    def errors(self):
        """Return the relative error of the chosen slopes, beside measured ones, a dict by parameter."""
        x, t = self.x[:PROBE].copy(), self.t[:PROBE].copy()  # a learner's function may write into them
        derived, measured = self.chosen_slopes(x, t), self.chosen.net.numerical_gradient(x, t, 1e-6)
        return {key: relative_error(derived[key], measured[key]) for key in measured}

    def summary(self):
        whose = self.whose if self.backward == YOURS else ""
        if self.chosen.lost:
            return f"Step {self.step:,}: the network is lost, its loss beyond all bounds. {whose}".strip()
        losses = f"the loss is {self.chosen.words()}, with the right slopes {self.right.words()}"
        losses += f" (means of the last {len(self.chosen.last)} steps)"
        return (
            f"Step {self.step:,}: {losses if self.step else 'both networks have the same weights'}. "
            f"Relative errors of the slopes: {_listed(self.errors())}. {whose}"
        ).strip()


def _listed(errors):
    """Return the errors in words; those of right slopes are all rounding, other on every processor."""
    wrong = [f"{svg.number(float(f'{error:.2g}'))} in {key}" for key, error in errors.items() if error >= RIGHT]
    right = [key for key, error in errors.items() if error < RIGHT]
    tiny = [f"below {svg.number(RIGHT)} in {' and '.join(right) if wrong else 'all four'}"] if right else []
    return ", ".join([*wrong, *tiny])


def _picture(model):
    names = {"the right slopes": model.right, "the chosen slopes": model.chosen}  # the chosen one is drawn on top
    lines = [
        svg.line(run.losses.x, np.maximum(run.losses.points, 1e-9), name, style=style)
        for style, (name, run) in zip((1, 0), names.items(), strict=True)
        if run.losses.points
    ]
    lost = [svg.note(max(1000, model.step) / 2, 0.03, f"lost at step {model.step:,}", "middle")] * model.chosen.lost
    loss = svg.chart(
        *lines,
        *lost,
        title="Loss",
        desc="",
        x_label="step, one sample each",
        x_limits=(0, max(1000, model.step)),
        y_scale="log",
        y_limits=_decades([run.losses.points for run in names.values()]),
        legend="top",
        width=400,
        height=400,
    )
    return svg.beside(loss, _predictions(model), title="Regression", desc=model.summary())


def _decades(curves):
    """Return limits that hold the curves and rest while they move: whole powers of ten, at least four of them."""
    points = [point for curve in curves for point in curve] or [1.0]
    low, high = np.log10([max(min(points), 1e-9), max(*points, 1e-8)])
    return 10.0 ** min(np.floor(low), -4), 10.0 ** max(np.ceil(high), 1)


def _predictions(model):
    x, t = model.x[:PROBE], model.t[:PROBE, 0]
    y = np.zeros(0) if model.chosen.lost else model.chosen.net.predict(x)[:, 0]
    low, high = (-1, 6) if model.inputs == "0 to 1" else (-30, 30)
    return svg.chart(
        svg.line([low, high], [low, high], "y = t", style=1, width=1.5),
        svg.points(t[: y.size], y.clip(low, high), "a sample", style=0, size=4),
        title="Predictions",
        desc="",
        x_label="target t = 3 x0 + 2 x1",
        y_label="y",
        x_limits=(low, high),
        y_limits=(low, high),
        legend="top",
        width=300,
        height=400,
    )


def regression(gradient=None, **settings):
    """Train a network on 3 x0 + 2 x1, one sample a step, beside a twin that steps by the right slopes.

    `gradient(params, x, t)` is yours, for one hidden layer of ReLU units: it returns a dict with the keys of `params`.
    The settings are the `learning_rate`, the bend on the way `forward`, the bend whose slope is taken on the way
    `backward`, the `hidden_size` and the reach of the `inputs`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.regression(backward="sigmoid").settings["learning_rate"]
    0.07
    """
    params = MultiLayerNet([2, 3, 1], "relu", "identity").params
    shown, whose, is_yours = yours(gradient, slopes, params, np.ones((2, 2)), np.ones((2, 1)))
    backwards = [*([YOURS] if is_yours else []), *BENDS]
    controls = {
        "learning_rate": live.log_slider(0.07, 0.001, 1),
        "forward": live.menu("relu", list(BENDS), rebuilds="the network"),
        "backward": live.menu(backwards[0], backwards, label="slope backward", rebuilds="the network"),
        "hidden_size": live.slider(10, 1, 50, rebuilds="the network"),
        "inputs": live.menu("0 to 1", list(REACH), rebuilds="the network"),
    }
    return live.Demo(
        _picture,
        controls,
        settings,
        model=partial(Regression, shown, "" if gradient is None else whose),
        call="demos.regression",
        given={"gradient": gradient},
    )
