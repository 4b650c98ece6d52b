"""The gradient check: derived slopes beside measured ones, with faults to inject."""

from functools import partial

import numpy as np

from ... import live, svg
from ...arrays import one_hot
from ...gradient import relative_error
from ...layers import Affine, Identity, ReLU, Sigmoid, SoftmaxWithLoss
from ...learner import yours
from ...networks import MultiLayerNet
from .tables import table

SIZES = [4, 3, 3]  # W2 is square: there even a forgotten .T runs
LIMIT = 1e-6  # below it the check passes


class _ForgetsN(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return super().backward(dout) * len(self.t)


class _WrongWayRound(SoftmaxWithLoss):
    def backward(self, dout=1.0):
        return -super().backward(dout)


class _AveragesBias(Affine):
    def backward(self, dout, need_dx=True):
        dx = super().backward(dout, need_dx)
        self.db = self.db / len(dout)
        return dx


class _ForgetsT(Affine):
    def backward(self, dout, need_dx=True):
        super().backward(dout)
        return dout @ self.W if need_dx else None


class _OneInAThousand(Affine):
    def backward(self, dout, need_dx=True):
        dx = super().backward(dout, need_dx)
        if not need_dx:  # in the first layer alone
            self.dW[0, 0] *= 1.001
        return dx


class _SigmoidOfZ:
    """A bend whose backward takes the activation z for the weighted sum a, and the sigmoid for the bend."""

    def __init__(self, bend):
        self.forward = bend.forward
        self.bend = bend

    def backward(self, dout):
        slope = Sigmoid()
        slope.forward(self.bend.z)
        return slope.backward(dout)


class _Forgotten:
    def __init__(self, bend):
        self.forward = bend.forward

    def backward(self, dout):
        return Identity().backward(dout)


BENDS = {"sigmoid": Sigmoid, "relu": ReLU}
FAULTS = {
    "none": {},
    "y - t without / N": {"output": _ForgetsN},
    "t - y for y - t": {"output": _WrongWayRound},
    "db as a mean": {"affine": _AveragesBias},
    "W for W.T": {"affine": _ForgetsT},
    "one weight 0.1 % off": {"affine": _OneInAThousand},
    "no slope of the bend": {"bend": _Forgotten},
    "d_sigmoid of z": {"bend": _SigmoidOfZ},
}


def backward_pass(params, x, t, activation="sigmoid", fault="none"):
    """Return the gradient of a network of two layers, with the fault of that name in one of its layers."""
    layers = {"affine": Affine, "bend": lambda bend: bend, "output": SoftmaxWithLoss} | FAULTS[fault]
    affine1, affine2 = (layers["affine"](params[f"W{i}"], params[f"b{i}"]) for i in (1, 2))
    bend, output = layers["bend"](BENDS[activation]()), layers["output"]()
    output.forward(affine2.forward(bend.forward(affine1.forward(x))), t)
    affine1.backward(bend.backward(affine2.backward(output.backward())), need_dx=False)
    return {"W1": affine1.dW, "b1": affine1.db, "W2": affine2.dW, "b2": affine2.db}


def _data(batch_size, one_class):
    """Return x (N, 4) and targets (N, 3): one-hot, or random rows as they come from rng.random."""
    rng = np.random.default_rng(1)
    x, labels = rng.normal(size=(batch_size, SIZES[0])), rng.integers(0, SIZES[-1], batch_size)
    return x, one_hot(labels, SIZES[-1]) if one_class else rng.random((batch_size, SIZES[-1]))


def compared(gradient, activation, fault, one_class, batch_size, h):
    """Return the measured gradient, the derived one, and their relative errors, each a dict by parameter."""
    net = MultiLayerNet(SIZES, activation, weight_init_std=1.0)
    x, t = _data(batch_size, one_class)
    measured = net.numerical_gradient(x, t, h)
    params = {key: param.copy() for key, param in net.params.items()}
    derived = backward_pass(params, x, t, activation, fault) if gradient is None else gradient(params, x, t)
    for key, slope in measured.items():
        if not isinstance(derived, dict) or np.shape(derived.get(key)) != slope.shape:
            raise ValueError(f'the gradient must be a dict that holds "{key}" with the shape {slope.shape}.')
    return measured, derived, {key: relative_error(derived[key], measured[key]) for key in measured}


def _picture(gradient, sentence, fault, activation, targets, parameter, batch_size, h):
    chosen = gradient if fault == "none" and activation == "sigmoid" else None
    measured, derived, errors = compared(chosen, activation, fault, targets == "one-hot", batch_size, h)
    worst = max(errors, key=errors.get)
    if fault != "none":
        sentence = f"This is the backward pass of the package, with a fault: {fault}."
    elif gradient is not None and activation != "sigmoid":
        sentence = "Yours is for sigmoids: this is the backward pass of the package."
    largest = errors[worst]
    where = f", in {worst}" if largest >= LIMIT else ""
    desc = f"The largest relative error is {_short(largest)}{where}: the check {_verdict(largest)}. {sentence}"
    measured, derived = np.atleast_2d(measured[parameter]), np.atleast_2d(derived[parameter])
    panels = {f"d{parameter} measured": measured, f"d{parameter} derived": derived, "difference": derived - measured}
    limit = float(np.abs(measured).max())
    maps = svg.beside(*(table(name, values, 220, digits=3, limit=limit) for name, values in panels.items()))
    return svg.below(maps, _verdicts(errors), gap=24, title="Gradient check", desc=desc)


def _verdict(error):
    return "passes" if error < LIMIT else "fails"


def _at_most(error):
    """Return the power of ten above the error of a right gradient: all rounding, other on every processor."""
    return error if error >= LIMIT else max(10.0 ** np.ceil(np.log10(error or 1e-300)), 1e-9)


def _short(error):
    return svg.number(float(f"{error:.1e}")) if error >= LIMIT else f"below {svg.number(_at_most(error))}"


def _verdicts(errors):
    """Return one cell a parameter: its relative error, and in words and colour what the check says."""
    logs = np.log10([_at_most(error) / LIMIT for error in errors.values()])
    words = [[f"{_short(error)}: {_verdict(error)}" for error in errors.values()]]
    return svg.heat_map(
        -logs[np.newaxis],
        title="Relative error of each parameter",
        desc="",
        palette="diverging",
        limits=(-3, 3),
        numbers=words,
        column_names=list(errors),
        bar=False,
        height=100,
    )


def check_gradient(gradient=None, **settings):
    """Compare a derived gradient with the measured one, element by element, and inject faults into the backward pass.

    `gradient(params, x, t)` is yours, for a network of one hidden layer of sigmoids and a softmax: it returns a dict
    with the keys of `params`. Without it, and with a fault, the package's layers are used. Settings: `fault`,
    `activation`, `targets`, `parameter`, `batch_size`, `h`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.check_gradient(fault="db as a mean").settings["batch_size"]
    5
    """
    sample = MultiLayerNet(SIZES, "sigmoid", weight_init_std=1.0).params, *_data(5, True)
    shown, sentence, is_yours = yours(gradient, backward_pass, *sample)
    controls = {
        "fault": live.menu("none", list(FAULTS)),
        "activation": live.menu("sigmoid", list(BENDS)),
        "targets": live.menu("one-hot", ["one-hot", "random rows"]),
        "parameter": live.menu("W1", ["W1", "b1", "W2", "b2"]),
        "batch_size": live.slider(5, 1, 50),
        "h": live.log_slider(1e-5, 1e-10, 0.1),
    }
    sentence = "This is the backward pass of the package." if gradient is None else sentence
    picture = partial(_picture, shown if is_yours else None, sentence)
    return live.Demo(picture, controls, settings, call="demos.check_gradient", given={"gradient": gradient})
