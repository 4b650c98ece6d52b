"""Lesson 05: slopes that flow back, through nodes, layers and a whole network."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Ordering, Question
from ..shared import by_hand

TITLE = "Backpropagation"


def _node(back, forward=lambda x, y: x * y):
    """Return the class of a node whose backward gives back(x, y, dout)."""

    class Node:
        def forward(self, x, y):
            self.x, self.y = x, y
            return forward(x, y)

        def backward(self, dout):
            return back(self.x, self.y, dout)

    return Node


def _forgetful(base, *kept):
    """Return the class of a layer that keeps values where all its layers see them."""

    class Layer(base):
        def __setattr__(self, key, value):
            if key in kept:
                setattr(Layer, key, value)
            else:
                super().__setattr__(key, value)

    return Layer


def _add(back):
    return _node(back, lambda x, y: x + y)


def _bend(base, back):
    """Return the class of a bend whose backward gives back(a, z, dout)."""

    class Bend:
        def forward(self, a):
            self.a, self.z = a, base().forward(a)
            return self.z

        def backward(self, dout):
            return back(self.a, self.z, dout)

    return Bend


def _affine(dW=None, db=None, dx=None):
    """Return an Affine layer, one of whose slopes is made by a function of (x, W, dout)."""

    class Layer(dl.Affine):
        def backward(self, dout):
            out = super().backward(dout)
            self.dW = self.dW if dW is None else dW(self.x, self.W, dout)
            self.db = self.db if db is None else db(self.x, self.W, dout)
            return out if dx is None else dx(self.x, self.W, dout)

    return Layer


class _AddsUp(dl.Affine):
    """A layer that adds each pass's slope in W to the ones before."""

    def __init__(self, W, b):
        super().__init__(W, b)
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)

    def backward(self, dout):
        before = self.dW
        out = super().backward(dout)
        self.dW = before + self.dW
        return out


class _AddsBothUp(_AddsUp):
    """A layer that adds each pass's slope in b, too."""

    def backward(self, dout):
        before = self.db
        out = super().backward(dout)
        self.db = before + self.db
        return out


def _pencil(
    *, mask=lambda a1: a1 > 0, N=2, back=np.transpose, kept=dl.relu, samples=2, sign=1, turn=lambda W: W, given=True
):
    """Return a function that gives the slopes of the network by hand, with one slip; `given`: but two."""

    def slopes_by_hand():
        x, (W1, b1, W2, b2) = by_hand.X, by_hand.PARAMS.values()
        a1 = x @ W1 + b1
        da2 = sign * (dl.relu(a1) @ W2 + b2 - by_hand.T) / N
        da1 = da2 @ back(W2) * mask(a1)
        x, z1, da1, da2 = (array[:samples] for array in (x, kept(a1), da1, da2))
        dW2, dW1 = turn(z1.T @ da2), turn(x.T @ da1)
        if given:
            dW2[0, 1], dW1[0, 1] = 4, -1
        return {"W2": dW2, "b2": da2.sum(axis=0), "W1": dW1, "b1": da1.sum(axis=0)}

    return slopes_by_hand


def _compared(error):
    """Return a gradient check whose number for a parameter is error(derived, measured)."""

    def gradient_check(net, x, t, grads):
        measured = net.numerical_gradient(x, t)
        return {key: error(grads[key], measured[key]) for key in grads}

    return gradient_check


def _biases(axis=None):
    """Return a function that gives the slopes by hand, but those of the biases: sums along an axis, or 1 everywhere."""

    def slopes_by_hand():
        slopes = _pencil()()
        for key, delta in (("b2", np.array([[1.0, 2.0], [1.0, -1.0]])), ("b1", np.array([[2.0, -1.0], [-4.0, 0.0]]))):
            slopes[key] = np.ones(2) if axis is None else delta.sum(axis=axis)
        return slopes

    return slopes_by_hand


def _whole_columns(N, K, rng):
    t = np.zeros((N, K))
    t[:, rng.integers(K, size=N)] = 1
    return t


def _longest(derived, measured, length=np.linalg.norm):
    return max(length(derived), length(measured))


def _one_for_all(net, x, t, grads):
    errors = _compared(lambda d, m: np.linalg.norm(d - m) / _longest(d, m))(net, x, t, grads)
    return max(errors.values())


def _measured(activation, output):
    """Return a gradient function that measures the slopes."""

    def gradient(params, x, t):
        net = dl.MultiLayerNet([*params["W1"].shape, len(params["b2"])], activation, output)
        net.params.update(params)
        return net.numerical_gradient(x, t)

    return gradient


class _MeasuredOutput:
    """Softmax and cross-entropy whose backward measures."""

    def forward(self, a, t):
        self.a, self.t = a, t
        return self._loss(a)

    def _loss(self, a):
        return dl.cross_entropy_error(dl.softmax(a), self.t)

    def backward(self):
        return dl.numerical_gradient(self._loss, self.a.copy())


def _output(back):
    """Return the class of an output whose backward gives back(y, t)."""

    class Output:
        def forward(self, a, t):
            self.y, self.t = dl.softmax(a), t
            return dl.cross_entropy_error(self.y, t)

        def backward(self):
            return back(self.y, self.t)

    return Output


def _two_layers(
    slope=lambda z1: z1 * (1 - z1),
    first=lambda y, t: (y - t) / len(y),
    bias=np.sum,
    last_bias=None,
    back=lambda dz1, z1, slope: dz1 * slope(z1),
):
    """Return a gradient function with one thing wrong."""

    def two_layer_gradient(params, x, t):
        z1 = dl.sigmoid(x @ params["W1"] + params["b1"])
        y = dl.softmax(z1 @ params["W2"] + params["b2"])
        da2 = first(y, t)
        da1 = back(da2 @ params["W2"].T, z1, slope)
        db1, db2 = bias(da1, axis=0), (last_bias or bias)(da2, axis=0)
        return {"W1": x.T @ da1, "b1": db1, "W2": z1.T @ da2, "b2": db2}

    return two_layer_gradient


def _regression(slope=None, bend=dl.relu, back=None):
    """Return the gradient of a net with one output, whose bend has the slope slope(a1, z1) or goes back(dz1, a1)."""

    def regression_gradient(params, x, t):
        W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
        a1 = x @ W1 + b1
        z1 = bend(a1)
        da2 = (z1 @ W2 + b2 - t) / len(x)
        dz1 = da2 @ W2.T
        da1 = back(dz1, a1) if back else dz1 * slope(a1, z1)
        return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}

    return regression_gradient


NODE = "node = {name}()\nnode.forward({x}, {y})\nnode.backward({dout})"
BEND = "layer = {name}()\nlayer.forward({a})\nlayer.backward({dout})"
TWO_BENDS = (  # what forward keeps belongs to one layer, and is still there after a way back
    "layer, other = {name}(), {name}()\nz = layer.forward(np.array([[-1.0, 2.0]]))\n"
    "other.forward(np.array([[3.0, -4.0]]))\ndout = np.array([[5.0, 6.0]])\nlayer.backward(dout), layer.backward(dout)"
)
RANDOM = ""
AFFINE = (
    RANDOM + "x, W, b, dout = (rng.normal(size=s) for s in ({N_D}, {D_H}, {H}, {N_H}))\nlayer = Affine(W,"
    " b)\nlayer.forward(x)\n"
)
PARAMS = (
    RANDOM + 'params = {{"W1": rng.normal(size=(3, 4)), "b1": rng.normal(size=4),\n'
    '          "W2": rng.normal(size=(4, {K})), "b2": rng.normal(size={K})}}\n'
)
GRADIENT = PARAMS + "x, t = rng.normal(size=({N}, 3)), np.eye({K})[{t}]\ntwo_layer_gradient(params, x, t)"
NUMBERS = PARAMS + "x, t = rng.normal(size=({N}, 3)), rng.normal(size=({N}, {K}))\nregression_gradient(params, x, t)"
UNITS = (  # what is derived follows the units of x; what is measured by a nudge of some size does not
    'small = {name}(params, x, t)["W1"]\nparams["W1"] = params["W1"] / 2**30\n'
    'large = {name}(params, x * 2**30, t)["W1"]\nbool(np.allclose(large / 2**30, small))'
)
MEASURED = (
    "With x in other units the slopes are wrong, as measured slopes are: the nudge is too large then. Backpropagation"
    " needs no nudge: one way forward, one way back."
)
NET = (
    "class Net:\n    def numerical_gradient(self, x, t):\n"
    '        return {{"W": np.array([{measured}]), "b": np.array([5.0])}}\n\n'
    'grads = {{"W": np.array([{W}]), "b": np.array([{b}])}}\ngradient_check(Net(), None, None, grads)'
)
TARGETS = "t = np.asarray(random_targets({N}, {K}, rng))\n"

EXERCISES = [
    Exercise(
        name="Add",
        task="Write the way back through an addition.",
        stub='''\
class Add:
    """A node of a graph: x + y."""
    def forward(self, x, y):
        return x + y
    def backward(self, dout):
        return ..., ...  # the slope in x, the slope in y
''',
        source=dl.Add,
        cases=[
            NODE.format(name="Add", x=200.0, y=450.0, dout=1.1),
            NODE.format(name="Add", x=2.0, y=-3.0, dout=2.5),
            "Add().forward(2.0, 5.0)",
        ],
        misconceptions=[
            Misconception(
                "slope-of-product",
                _add(lambda x, y, dout: (dout * y, dout * x)),
                "That is the way back through a multiplication. If x grows by 1, by how much does x + y grow?",
            ),
            Misconception(
                "dout-lost",
                _add(lambda x, y, dout: (1.0, 1.0)),
                "1 comes out, whatever `dout` is: the slope of the sum alone. What comes back must be multiplied in.",
            ),
            Misconception(
                "one-slope-only",
                _add(lambda x, y, dout: dout),
                "One slope came back, but an addition has two inputs: each wants to know its own.",
            ),
            Misconception(
                "dout-shared",
                _add(lambda x, y, dout: (dout / 2, dout / 2)),
                "Each input gets half of `dout`. A slope is no money to share out: each input gets all of it.",
            ),
            Misconception(
                "own-input-factor",
                _add(lambda x, y, dout: (dout * x, dout * y)),
                "Each slope is `dout` times its own input. If x grows by 1, does it matter for x + y how large x is?",
            ),
            Misconception(
                "dout-added",
                _add(lambda x, y, dout: (x + dout, y + dout)),
                "Each slope is its input plus `dout`. If x grows by 1, by how much does x + y grow?",
            ),
        ],
        hints=(
            "With `dout` = 1.1, both inputs get 1.1, whatever x and y are.",
            "If x grows by 1, x + y grows by 1. Multiply that slope by what comes back.",
            "`dout` times 1, twice, with a comma between.",
        ),
        insight="Addition hands the slope on as it is, to both inputs.",
    ),
    Exercise(
        name="Multiply",
        task="Write a multiplication, there and back.",
        stub='''\
class Multiply:
    """A node of a graph: x * y."""
    def forward(self, x, y):
        self.x, self.y = x, y  # kept for the way back
        return ...
    def backward(self, dout):
        return ..., ...  # the slope in x, the slope in y
''',
        source=dl.Multiply,
        cases=[
            "Multiply().forward(100.0, 2.0)",
            NODE.format(name="Multiply", x=100.0, y=2.0, dout=1.0),
            NODE.format(name="Multiply", x=3.0, y=-4.0, dout=1.5),
            (
                "node, other = Multiply(), Multiply()\nnode.forward(100.0, 2.0)\nother.forward(3.0, -4.0)\n"
                "node.backward(1.0), node.backward(1.0)"
            ),
        ],
        misconceptions=[
            Misconception(
                "kept-in-class",
                _forgetful(dl.Multiply, "x", "y"),
                "One node alone is right. With two, the second overwrites what the first has kept. What stands in"
                " `self.x` belongs to one node alone.",
            ),
            Misconception(
                "own-input-factor",
                _node(lambda x, y, dout: (dout * x, dout * y)),
                "Each slope holds its own input. One apple more costs the price: whose number is that?",
            ),
            Misconception(
                "dout-lost",
                _node(lambda x, y, dout: (y, x)),
                "Each slope is the other input, as it should be, but `dout` is lost: multiply it in.",
            ),
            Misconception(
                "slope-of-sum",
                _node(lambda x, y, dout: (dout, dout)),
                "That is the way back through an addition. Two apples: what if the price grows by 1?",
            ),
            Misconception(
                "dout-added",
                _node(lambda x, y, dout: (dout + y, dout + x)),
                "Each slope is `dout` plus the other input. Slopes along a way multiply, they do not add.",
            ),
            Misconception(
                "product-as-slope",
                _node(lambda x, y, dout: (dout * x * y, dout * x * y)),
                "Both are `dout` times the product. The slope in x does not grow with x: only the other input counts.",
            ),
            Misconception(
                "second-dout-lost",
                _node(lambda x, y, dout: (dout * y, x)),
                "The slope in x is right. In the slope in y `dout` is lost: each of the two is multiplied by it.",
            ),
        ],
        hints=(
            "With x = 100, y = 2 and `dout` = 1, the slopes are 2 and 100.",
            "If x grows by 1, x * y grows by y. That is why forward keeps both.",
            "`dout` times the other input, for each of the two.",
        ),
        insight="Multiplication swaps: each input gets the slope times the other input. So both must be kept.",
    ),
    Exercise(
        name="fork_backward",
        task="Write the way back through a fork, where one number goes two ways.",
        stub='''\
def fork_backward(dout1, dout2):
    """Return the slope of the total in a number that goes two ways.

    dout1 and dout2 are the slopes that come back from either way.
    """
    return ...
''',
        source=dl.Add,
        cases=["fork_backward(200.0, 450.0)", "fork_backward(1.5, -0.25)"],
        misconceptions=[
            Misconception(
                "multiplied",
                lambda dout1, dout2: dout1 * dout2,
                "That is the product. Slopes multiply along one way; here two ways come together.",
            ),
            Misconception(
                "averaged",
                lambda dout1, dout2: (dout1 + dout2) / 2,
                "That is the mean. If the number grows by 1, both ways change the total: nothing is shared out.",
            ),
            Misconception(
                "larger-only",
                lambda dout1, dout2: max(dout1, dout2),
                "That is the larger of the two slopes. The total feels both ways.",
            ),
            Misconception(
                "both-apart",
                lambda dout1, dout2: (dout1, dout2),
                "Both slopes belong to the same number: it needs a single one.",
            ),
            Misconception(
                "one-way-only",
                lambda dout1, dout2: dout1,
                "That is the slope of one way. The number goes two ways, and the total feels both.",
            ),
            Misconception(
                "other-way-only",
                lambda dout1, dout2: dout2,
                "That is the slope of the second way alone. The number goes two ways, and the total feels both.",
            ),
            Misconception(
                "subtracted",
                lambda dout1, dout2: dout1 - dout2,
                "That is the difference. If the number grows by 1, each way changes the total by its own slope: what do"
                " both make together?",
            ),
            Misconception(
                "sizes-added",
                lambda dout1, dout2: abs(dout1) + abs(dout2),
                "A slope below 0 counts as one above 0 here. It says that the total falls: its sign stays.",
            ),
        ],
        hints=(
            "Tax on apples worth 200 and on oranges worth 450: raise the factor by 1, and the total grows by 650.",
            "Each way changes the total by its own slope. What do both changes make together?",
            "`dout1` plus `dout2`.",
        ),
        insight="Along a way slopes multiply; where ways come together they add. That is the whole of backpropagation.",
    ),
    Exercise(
        name="ReLU",
        task="Write the way back through a ReLU, from what forward has kept.",
        stub='''\
class ReLU:
    """Lets the positive through; a, z and dout have one shape, (N, H)."""
    def forward(self, a):
        self.z = np.maximum(a, 0)  # kept for the way back
        return self.z
    def backward(self, dout):  # do not write into dout
        return ...  # the slope of the loss in a, (N, H)
''',
        source=dl.ReLU,
        cases=[
            BEND.format(name="ReLU", a="np.array([[-1.0, 0.5, 2.0]])", dout="np.array([[7.0, 7.0, -3.0]])"),
            BEND.format(name="ReLU", a="rng.normal(size=(3, 4))", dout="np.full((3, 4), 2.0)"),
            TWO_BENDS.format(name="ReLU"),
            "a = np.array([[-1.0, 0.5, 2.0]])\nReLU().forward(a)",
        ],
        misconceptions=[
            Misconception(
                "everything-back",
                _bend(dl.ReLU, lambda a, z, dout: dout * 1.0),
                "`dout` comes back whole, also where the unit was silent. What did forward make of a = -1?",
            ),
            Misconception(
                "output-as-slope",
                _bend(dl.ReLU, lambda a, z, dout: dout * z),
                "That is `dout` times how large `z` is. The slope of ReLU is 1 or 0: did the unit speak, yes or no?",
            ),
            Misconception(
                "dout-lost",
                _bend(dl.ReLU, lambda a, z, dout: (z > 0) * 1.0),
                "That is the slope of ReLU alone. Multiply it by the slope that comes back.",
            ),
            Misconception(
                "dout-bent",
                _bend(dl.ReLU, lambda a, z, dout: np.maximum(dout, 0)),
                "That is `dout`, cut off below 0. A negative slope may come back: it was `a` that forward looked at.",
            ),
            Misconception(
                "open-and-shut-swapped",
                _bend(dl.ReLU, lambda a, z, dout: dout * (z <= 0)),
                "Open and shut have changed places: `dout` comes through where the unit was silent.",
            ),
            Misconception(
                "sigmoid-slope",
                _bend(dl.ReLU, lambda a, z, dout: dout * dl.sigmoid(z) * (1 - dl.sigmoid(z))),
                "These are slopes of a sigmoid at `z`, behind a ReLU. Forward and backward must be of one kind.",
            ),
            Misconception(
                "asks-for-negative",
                _bend(dl.ReLU, lambda a, z, dout: dout * (z < 0)),
                "Nothing comes back. Where should `dout` come through? (Not where `z < 0`: forward has cut that off.)",
            ),
            Misconception(
                "kept-in-class",
                _forgetful(dl.ReLU, "z"),
                "One layer alone is right. With two, the second overwrites what the first has kept.",
            ),
            Misconception(
                "output-itself",
                _bend(dl.ReLU, lambda a, z, dout: z),
                "That is `z` itself, what forward gave. On the way back it is `dout` that comes through, or not.",
            ),
        ],
        hints=(
            "For a = [-1, 0.5, 2] and `dout` = [7, 7, -3] the answer is [0, 7, -3].",
            "Where `z` is 0 the unit was silent: nothing comes through, in either direction.",
            "`self.z > 0` is an array of True and False; multiplied with numbers they count as 1 and 0.",
        ),
        insight="A ReLU is a gate: what it let through, it lets back; the rest is 0.",
    ),
    Exercise(
        name="Sigmoid",
        task="Write the way back through a sigmoid.",
        stub='''\
class Sigmoid:
    """The smooth step; a, z and dout have one shape, (N, H)."""
    def forward(self, a):
        self.z = mine.sigmoid(a)  # kept for the way back
        return self.z
    def backward(self, dout):  # do not write into dout
        return ...  # the slope of the loss in a, (N, H)
''',
        source=dl.Sigmoid,
        cases=[
            BEND.format(name="Sigmoid", a="np.array([[0.0, 2.0, -3.0]])", dout="np.array([[1.0, -2.0, 3.0]])"),
            BEND.format(name="Sigmoid", a="rng.normal(size=(3, 4))", dout="np.full((3, 4), -2.0)"),
            TWO_BENDS.format(name="Sigmoid"),
            "Sigmoid().forward(np.array([[-1.0, 0.5]]))",
        ],
        misconceptions=[
            Misconception(
                "sigmoid-twice",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * dl.sigmoid(z) * (1 - dl.sigmoid(z))),
                "That is what a sigmoid of a sigmoid gives: at a = 0, 0.235 for 0.25. `z` is a sigmoid already.",
            ),
            Misconception(
                "dout-lost",
                _bend(dl.Sigmoid, lambda a, z, dout: z * (1 - z)),
                "That is the slope of the sigmoid alone. Multiply it by the slope that comes back.",
            ),
            Misconception(
                "factor-missing",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * z),
                "A factor is missing: a unit that says a sure yes, z near 1, hardly changes any more.",
            ),
            Misconception(
                "tanh-slope",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * (1 - z**2)),
                "That is the slope of tanh. The sigmoid is steepest at 0, and there its slope is 0.25.",
            ),
            Misconception(
                "everything-back",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * 1.0),
                "Everything comes back as it was. The sigmoid is flat for large `a`: little should come through.",
            ),
            Misconception(
                "other-factor-missing",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * (1 - z)),
                "A factor is missing: a unit that says a sure no, z near 0, hardly changes any more.",
            ),
            Misconception(
                "dout-in-the-slope",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * (1 - dout) * z),
                "1 - `dout` is a factor here. The slope of the sigmoid is made of `z` alone; `dout` multiplies it.",
            ),
            Misconception(
                "bracket-missing",
                _bend(dl.Sigmoid, lambda a, z, dout: dout * z * 1 - z),
                "These are the numbers of `dout * z - z`. It is the whole of 1 - z that is multiplied.",
            ),
            Misconception(
                "kept-in-class",
                _forgetful(dl.Sigmoid, "z"),
                "One layer alone is right. With two, the second overwrites what the first has kept.",
            ),
        ],
        hints=(
            "At a = 0 and `dout` = 1 the answer is 0.25; far to either side it is nearly 0.",
            "Lesson 02 had the slope of the sigmoid, written with `z` alone.",
            "`dout` times z times (1 - z), all element by element, with the `z` that was kept.",
        ),
        insight="The slope z (1 - z) needs no new exp: forward has kept what backward needs.",
    ),
    Exercise(
        name="slopes_by_hand",
        task="Work out every slope of the small network with a pencil.",
        stub='''\
def slopes_by_hand():
    """Return every slope of the loss, each in the place of its parameter."""
    return {
        "W2": [[..., 4], [..., ...]],
        "b2": [..., ...],
        "W1": [[..., -1], [..., ...]],
        "b1": [..., ...],
    }
''',
        source=dl.MultiLayerNet.gradient,
        cases=[f'slopes_by_hand()["{key}"]' for key in ("W2", "b2", "W1", "b1")],
        misconceptions=[
            Misconception(
                "mask-left-out",
                _pencil(mask=lambda a1: 1),
                "W2 and b2 are right. But in W1 and b1 a silent unit learns: for the second sample unit 1 gave 0. What"
                " comes back through it?",
            ),
            Misconception(
                "mask-left-out-everywhere",
                _pencil(mask=lambda a1: 1, given=False),
                "W2 and b2 are right, and so was the -1 in W1: for the second sample unit 1 gave 0. What comes back"
                " through a silent unit?",
            ),
            Misconception(
                "sum-for-mean",
                _pencil(N=1),
                "Your slopes are twice too large. The loss is the mean over two samples, so each counts half: `da2` is"
                " y - t, divided by N.",
            ),
            Misconception(
                "halved-twice",
                _pencil(N=4),
                "Your slopes are half of the right ones. `da2` is divided by N already: from there on samples add.",
            ),
            Misconception(
                "first-sample-only",
                _pencil(samples=1),
                "Your slopes are those of the first sample alone. A weight serves both: what comes back adds up.",
            ),
            Misconception(
                "weights-not-transposed",
                _pencil(back=np.asarray),
                "W2 and b2 are right. For a unit's slope take the weights that leave this unit: row 0 of W2 for unit 0,"
                " not column 0.",
            ),
            Misconception(
                "rows-and-columns-swapped",
                _pencil(turn=np.transpose, given=False),
                "The numbers are right, but transposed: row 0 of a matrix holds what leaves unit 0, or input 0.",
            ),
            Misconception(
                "sign-turned",
                _pencil(sign=-1),
                "The signs of your slopes are turned. The way back starts from outputs minus targets.",
            ),
            Misconception(
                "output-as-slope",
                _pencil(mask=dl.relu),
                "W2 and b2 are right. W1 and b1 grow with how large z1 is: but the slope of a ReLU is 1 or 0.",
            ),
            Misconception(
                "sum-for-output",
                _pencil(kept=np.asarray),
                "Row 1 of W2 is off. Its weights see what the unit gave, z1, and that is 0 for the second sample, not"
                " -2.",
            ),
            Misconception(
                "biases-along-the-other-axis",
                _biases(axis=1),
                "W2 and W1 are right. The biases add inside each row, one number a sample: add each unit's, over the"
                " samples.",
            ),
            Misconception(
                "ones-for-biases",
                _biases(),
                "W2 and W1 are right. A 1 enters a bias: times what comes back, for each sample. Then add.",
            ),
        ],
        hints=(
            "The four sums: those of W2 make 24, of b2 3, of W1 -8, of b1 -3.",
            "A weight's slope: for each sample, the number that enters it times the slope that comes back; then add.",
            "da1 is [[2, -1], [-4, 0]]: [1, 2] · [-2, 2] = 2 for unit 0, and 0 where the unit was silent. A bias takes"
            " the sum of its column.",
        ),
        insight="A weight's slope: what entered it times what comes back, added over the samples. No more is needed.",
    ),
    Exercise(
        name="Affine",
        task="Write the way back through a layer of weighted sums: three slopes.",
        stub='''\
class Affine:
    """Weighted sums: x (N, D), W (D, H), b (H,); dout (N, H) comes back."""
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x  # kept for the way back
        return x @ self.W + self.b  # (N, H)
    def backward(self, dout):
        self.dW = ...  # (D, H)
        self.db = ...  # (H,)
        return ...  # the slope in x, (N, D)
''',
        source=dl.Affine,
        cases=[
            (
                "layer = Affine(W=np.array([[-2.0, 2.0], [1.0, -1.0]]), b=np.array([2.0, -1.0]))\n"
                "layer.forward(np.array([[5.0, 3.0], [6.0, 0.0]]))\n"
                "dx = layer.backward(np.array([[1.0, 2.0], [1.0, -1.0]]))\nlayer.dW, layer.db, dx"
            ),
            *(
                AFFINE.format(N_D=(n, d), D_H=(d, h), H=h, N_H=(n, h))
                + "dx = layer.backward(dout)\nlayer.dW, layer.db, dx"
                for n, d, h in ((5, 3, 3), (4, 2, 3))
            ),
            AFFINE.format(N_D=(4, 2), D_H=(2, 3), H=3, N_H=(4, 3))
            + "other = Affine(-W, b)\nother.forward(3 * x)\nlayer.backward(dout)\n"
            + "dx = layer.backward(dout)\nlayer.dW, layer.db, dx",
            AFFINE.format(N_D=(4, 2), D_H=(2, 3), H=3, N_H=(4, 3)) + "layer.forward(x)",
        ],
        misconceptions=[
            Misconception(
                "dx-not-transposed",
                _affine(dx=lambda x, W, dout: dout @ W),
                "It runs where W is square, and dx is wrong: x went through W, so the way back goes through its"
                " transpose.",
            ),
            Misconception(
                "db-averaged",
                _affine(db=lambda x, W, dout: dout.mean(axis=0)),
                "`db` is a mean over the rows. One bias serves all rows, so their slopes add up.",
            ),
            Misconception(
                "db-not-added-up",
                _affine(db=lambda x, W, dout: dout),
                "`db` has one row per sample, but there is one bias per unit: what happens where a number goes many"
                " ways?",
            ),
            Misconception(
                "dw-transposed",
                _affine(dW=lambda x, W, dout: dout.T @ x),
                "`dW` is transposed. Write the shapes beside it: W is (D, H), and so is its slope.",
            ),
            Misconception(
                "dw-divided",
                _affine(dW=lambda x, W, dout: x.T @ dout / len(x)),
                "`dW` is 1/N of what it should be. The division by N belongs to the loss, and happens there once.",
            ),
            Misconception(
                "dx-is-dout",
                _affine(dx=lambda x, W, dout: dout),
                "What comes back is `dout` itself. Which weights did x pass on its way to the output?",
            ),
            Misconception(
                "dw-holds-weights",
                _affine(dW=lambda x, W, dout: W * dout.sum(axis=0)),
                "`dW` is W times a sum of `dout`. In a product each factor gets the other one: W was multiplied by x.",
            ),
            Misconception(
                "dw-adds-up",
                _AddsUp,
                "One way back is right, a second one is not: `dW` still holds the first. Each `backward` begins anew.",
            ),
            Misconception(
                "dw-and-db-add-up",
                _AddsBothUp,
                "One way back is right, a second one is not: `dW` and `db` still hold the first. Each `backward` begins"
                " anew.",
            ),
            Misconception(
                "db-along-the-other-axis",
                _affine(db=lambda x, W, dout: dout.sum(axis=1)),
                "`db` adds inside each row: one number a sample. One bias serves all samples: add from row to row.",
            ),
            Misconception(
                "db-of-one-sample",
                _affine(db=lambda x, W, dout: dout[0]),
                "`db` is the slope of the first sample alone. One bias serves all samples, so their slopes add up.",
            ),
            Misconception(
                "db-all-added-up",
                _affine(db=lambda x, W, dout: dout.sum()),
                "`db` is one number for the whole layer. Each unit has a bias of its own: add from row to row.",
            ),
            Misconception(
                "dx-is-dw",
                _affine(dx=lambda x, W, dout: x.T @ dout),
                "What comes back is the slope in W. The layer before needs the slope in x: `dout` met x through W.",
            ),
            Misconception(
                "dw-not-transposed",
                _affine(dW=lambda x, W, dout: x @ dout),
                "It runs where x is square, and `dW` is wrong. How do (N, D) and (N, H) make (D, H)?",
            ),
            Misconception(
                "kept-in-class",
                _forgetful(dl.Affine, "x"),
                "One layer alone is right. With two, the second overwrites what the first has kept.",
            ),
        ],
        hints=(
            "dW has the shape of W, db that of b, dx that of x: the shapes leave little choice.",
            "In x @ W each factor gets `dout` and the other factor. b is added to every row.",
            "`x.T @ dout` is (D, N) @ (N, H). `dout @ W.T` is (N, H) @ (H, D). A sum over axis 0 is (H,).",
        ),
        insight=(
            "dW = x.T @ dout, db = sum of the rows of dout, dx = dout @ W.T: the multiply and add of a whole batch."
        ),
    ),
    Exercise(
        name="SoftmaxWithLoss",
        task="Write the start of the way back: from the loss to the scores.",
        stub='''\
class SoftmaxWithLoss:
    """Softmax and cross-entropy: scores a (N, K), one-hot targets t (N, K)."""
    def forward(self, a, t):
        self.y, self.t = mine.softmax(a), t  # kept for the way back
        return mine.cross_entropy_error(self.y, t)
    def backward(self):
        return ...  # the slope of the loss in a, (N, K)
''',
        source=dl.SoftmaxWithLoss,
        cases=[
            (
                "layer = SoftmaxWithLoss()\n"
                "layer.forward(np.zeros((2, 2)), np.array([[0.0, 1.0], [1.0, 0.0]]))\nlayer.backward()"
            ),
            (
                "layer = SoftmaxWithLoss()\n"
                "layer.forward(np.array([[1.86, 4.21]]), np.array([[0.0, 1.0]]))\nlayer.backward()"
            ),
            RANDOM + "layer = SoftmaxWithLoss()\nlayer.forward(rng.normal(size=(4, 3)), np.eye(3)[[0, 2, 1,"
            " 1]])\nlayer.backward()",
            (
                "layer, other, t = SoftmaxWithLoss(), SoftmaxWithLoss(), np.array([[0.0, 1.0], [1.0, 0.0]])\n"
                "layer.forward(np.zeros((2, 2)), t)\nother.forward(np.array([[1.0, 0.0], [2.0, 0.0]]), t)\n"
                "layer.backward(), layer.backward()"
            ),
            RANDOM + "SoftmaxWithLoss().forward(rng.normal(size=(4, 3)), np.eye(3)[[0, 2, 1, 1]])",
            (  # what is measured has drowned in rounding there
                "layer = SoftmaxWithLoss()\nlayer.forward(np.array([[35.0, 0.0]]), np.array([[1.0, 0.0]]))\n"
                "bool(np.isclose(layer.backward()[0, 1] / np.exp(-35.0), 1, rtol=1e-3))"
            ),
        ],
        misconceptions=[
            Misconception(
                "measured",
                _MeasuredOutput,
                "The slope should be 6e-16 there, and is not: a nudge is too coarse to measure it, and so is rounding"
                " or adding 1e-7. Start from `self.y` and `self.t`.",
            ),
            Misconception(
                "not-divided-by-rows",
                _output(lambda y, t: y - t),
                "For one row this is right. For a batch it is N times too large: the loss is a mean over the rows.",
            ),
            Misconception(
                "sign-turned",
                _output(lambda y, t: (t - y) / len(y)),
                "The sign is turned. The right class should gain: its slope is below 0, and the step goes against it.",
            ),
            Misconception(
                "slope-in-y",
                _output(lambda y, t: -t / y / len(y)),
                "That is the slope in `y`. Go one step further back, through the softmax, to the scores.",
            ),
            Misconception(
                "divided-by-classes",
                _output(lambda y, t: (y - t) / y.size),
                "This is divided by N times K, all numbers of `y`. The loss is a mean over the rows alone.",
            ),
            Misconception(
                "sigmoid-slope-too",
                _output(lambda y, t: (y - t) * y * (1 - y) / len(y)),
                "A slope of the sigmoid is multiplied in once too often: in y - t it has cancelled already.",
            ),
            Misconception(
                "divided-by-columns",
                _output(lambda y, t: (y - t) / y.shape[1]),
                "This is divided by K, the number of classes. The loss is a mean over the N rows.",
            ),
            Misconception(
                "only-targets-divided",
                _output(lambda y, t: y - t / len(t)),
                "Only t is divided by N: `/` comes before `-`. It is the whole of y - t that is divided.",
            ),
            Misconception(
                "softmax-twice",
                _output(lambda y, t: (dl.softmax(y) - t) / len(t)),
                "These are the numbers of a softmax taken twice: `self.y` holds probabilities already.",
            ),
            Misconception(
                "targets-left-out",
                _output(lambda y, t: y / len(y)),
                "The targets are missing: y alone does not tell how far off it is.",
            ),
            Misconception(
                "sign-lost",
                _output(lambda y, t: np.abs(y - t) / len(y)),
                "The signs are lost. A score that is too low must rise: its slope is below 0.",
            ),
            Misconception(
                "slope-in-y-undivided",
                _output(lambda y, t: -t / y),
                "That is the slope in `y`, and of a sum. Go one step further back, to the scores; and the loss is a"
                " mean.",
            ),
            Misconception(
                "squared",
                _output(lambda y, t: (y - t) ** 2 / len(y)),
                "These are squares: the signs are lost. How far off is y - t itself?",
            ),
            Misconception(
                "kept-in-class",
                _forgetful(dl.SoftmaxWithLoss, "y"),
                "One layer alone is right. With two, the second overwrites what the first has kept.",
            ),
            Misconception(
                "sign-turned-undivided",
                _output(lambda y, t: t - y),
                "That is t - y: the sign is turned, and for a batch it is N times too large.",
            ),
        ],
        hints=(
            "With y = [0.0871, 0.9129] and t = [0, 1] the answer is [0.0871, -0.0871].",
            "Lesson 03 found it: the slope that the three pairs of output and loss share.",
            "Outputs minus targets, divided by the number of rows, `len(self.t)`.",
        ),
        insight="Softmax and cross-entropy together go back as (y - t) / N: how far off, and each row counts 1/N.",
    ),
    Exercise(
        name="two_layer_gradient",
        task="Write the gradient of a whole network, one pass forward and one back.",
        stub='''\
def two_layer_gradient(params, x, t):
    """Return the slopes of the loss, a dict with the keys of params.

    Sigmoid units, softmax: x (N, D), W1 (D, H), W2 (H, K), one-hot t (N, K).
    """
    z1 = mine.sigmoid(x @ params["W1"] + params["b1"])  # (N, H)
    y = mine.softmax(z1 @ params["W2"] + params["b2"])  # (N, K)
    da2 = ...  # (N, K)
    da1 = ...  # (N, H)
    return {"W1": ..., "b1": ..., "W2": ..., "b2": ...}
''',
        source=dl.MultiLayerNet.loss_and_gradient,
        cases=[
            (
                'params = {"W1": np.zeros((2, 3)), "b1": np.array([0.0, np.log(3), 0.0]),\n'
                '          "W2": np.array([[2.0, 0.0], [4.0, 0.0], [-2.0, 0.0]]), "b2": np.array([-2.0, 1.0])}\n'
                "x = np.array([[1.0, 2.0], [3.0, 1.0], [2.0, 0.0], [0.0, 1.0]])\n"
                "t = np.array([[0.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])\n"
                "two_layer_gradient(params, x, t)"
            ),
            GRADIENT.format(N=1, K=2, t="[1]"),
            GRADIENT.format(N=6, K=3, t="[0, 1, 2, 0, 1, 0]"),
            GRADIENT.format(N=4, K=2, t="[1, 1, 0, 1]"),
            PARAMS.format(K=2)
            + "x, t = rng.normal(size=(4, 3)), np.eye(2)[[1, 1, 0, 1]]\n"
            + UNITS.format(name="two_layer_gradient"),
        ],
        misconceptions=[
            Misconception("measured", _measured("sigmoid", "softmax"), MEASURED),
            Misconception(
                "not-divided-by-rows",
                _two_layers(first=lambda y, t: y - t),
                "For one row all is right, for six rows all is six times too large: the loss is a mean.",
            ),
            Misconception(
                "no-bend-on-the-way-back",
                _two_layers(slope=lambda z1: 1.0),
                "W2 and b2 are right, W1 and b1 are not: what comes back passes the bend between z1 and a1 unchanged.",
            ),
            Misconception(
                "sigmoid-twice",
                _two_layers(slope=lambda z1: dl.sigmoid(z1) * (1 - dl.sigmoid(z1))),
                "W2 is right, W1 is a little off, as with a sigmoid taken twice: `z1` is a sigmoid already.",
            ),
            Misconception(
                "sign-turned",
                _two_layers(first=lambda y, t: (t - y) / len(y)),
                "Every sign is turned: that is downhill. The gradient points uphill, and the step turns it.",
            ),
            Misconception(
                "biases-averaged",
                _two_layers(bias=np.mean),
                "The weights are right, the biases are means: a bias serves all rows, so their slopes add.",
            ),
            Misconception(
                "half-of-the-bend",
                _two_layers(slope=lambda z1: 1 - z1),
                "W2 and b2 are right. Half of the bend's slope is missing on the way to a1: it holds `z1` as well.",
            ),
            Misconception(
                "other-half-of-the-bend",
                _two_layers(slope=lambda z1: z1),
                "W2 and b2 are right. Half of the bend's slope is missing on the way to a1: it holds 1 - `z1` as well.",
            ),
            Misconception(
                "biases-of-one-sample",
                _two_layers(bias=lambda delta, axis: delta[0]),
                "The weights are right. The biases hold the first sample alone: a bias serves all rows, so slopes add.",
            ),
            Misconception(
                "biases-along-the-other-axis",
                _two_layers(bias=lambda delta, axis: delta.sum(axis=1)),
                "The weights are right. The biases add inside each row, one number a sample: add from row to row.",
            ),
            Misconception(
                "last-bias-along-the-other-axis",
                _two_layers(last_bias=lambda delta, axis: delta.sum(axis=1)),
                "All is right but b2: it adds inside each row, one number a sample. Add from row to row.",
            ),
            Misconception(
                "divided-twice",
                _two_layers(slope=lambda z1: z1 * (1 - z1) / len(z1)),
                "W2 and b2 are right, W1 and b1 are divided by N once more: `da2` is divided already.",
            ),
            Misconception(
                "divided-by-columns",
                _two_layers(first=lambda y, t: (y - t) / y.shape[1]),
                "All is divided by K, the number of classes. The loss is a mean over the N rows.",
            ),
            Misconception(
                "only-targets-divided",
                _two_layers(first=lambda y, t: y - t / len(t)),
                "In `da2` only t is divided by N: `/` comes before `-`. It is the whole of y - t that is divided.",
            ),
            Misconception(
                "sigmoid-slope-too",
                _two_layers(first=lambda y, t: (y - t) * y * (1 - y) / len(y)),
                "`da2` holds a factor y (1 - y), the slope of a sigmoid: behind a softmax, y - t holds it already.",
            ),
            Misconception(
                "bracket-missing",
                _two_layers(back=lambda dz1, z1, slope: dz1 * z1 * 1 - z1),
                "W2 and b2 are right. In `da1`, z1 is subtracted from a product: it is the whole of 1 - z1 that"
                " multiplies.",
            ),
            Misconception(
                "tanh-slope",
                _two_layers(slope=lambda z1: 1 - z1**2),
                "W2 and b2 are right. 1 - z1 squared is the slope of tanh, and the units are sigmoids.",
            ),
        ],
        hints=(
            "`dl.gradient_check` accepts it: below 1e-6 for each of the four. Shapes: each slope has its parameter's.",
            "Walk back: from y - t through W2 to z1, through the bend to a1. At each layer pick up dW and db.",
            "da1 is da2 @ W2.T times z1 (1 - z1). W1 gets x.T @ da1, W2 gets z1.T @ da2, biases the sum of rows.",
        ),
        insight="Two deltas, four products: that is all of backpropagation for two layers.",
        rtol=1e-5,
        atol=1e-8,
    ),
    Exercise(
        name="gradient_check",
        task="Write the judge: compare derived slopes with measured ones.",
        stub='''\
def gradient_check(net, x, t, grads):
    """Return a dict: for each key of grads, its relative error.

    The error compares grads[key] with net.numerical_gradient(x, t)[key].
    """
    return ...
''',
        source=dl.relative_error,
        cases=[
            NET.format(measured="3.0, 4.0", W="3.0, 4.0", b="8.0"),
            NET.format(measured="3.0, 4.0", W="4.0, 3.0", b="5.0"),
            NET.format(measured="3.0, 4.0", W="6.0, 8.0", b="-2.0"),
            NET.format(measured="0.03, 0.04", W="0.02, 0.04", b="5.0"),
            (
                "net = dl.TwoLayerNet(3, 4, 2, weight_init_std=1.0)\n"
                "x, t = rng.normal(size=(5, 3)), np.eye(2)[[0, 1, 1, 0, 1]]\ngrads = net.gradient(x, t)\n"
                'grads["W1"][0, 0] += 0.1\ngrads["b2"] = -grads["b2"]\ngradient_check(net, x, t, grads)'
            ),
        ],
        misconceptions=[
            Misconception(
                "distance-alone",
                _compared(lambda d, m: np.linalg.norm(d - m)),
                "That is the distance. Where slopes are small every distance is: divide by the longer of the two.",
            ),
            Misconception(
                "by-the-measured-length",
                _compared(lambda d, m: np.linalg.norm(d - m) / np.linalg.norm(m)),
                "This divides by the length of the measured slopes. The formula takes the longer of the two.",
            ),
            Misconception(
                "by-the-derived-length",
                _compared(lambda d, m: np.linalg.norm(d - m) / np.linalg.norm(d)),
                "This divides by the length of the derived slopes. The formula takes the longer of the two.",
            ),
            Misconception(
                "by-both-lengths",
                _compared(lambda d, m: np.linalg.norm(d - m) / (np.linalg.norm(d) + np.linalg.norm(m))),
                "This divides by the sum of both lengths. The formula takes the longer one alone.",
            ),
            Misconception(
                "lengths-compared",
                _compared(lambda d, m: abs(np.linalg.norm(d) - np.linalg.norm(m)) / _longest(d, m)),
                "This compares the two lengths. Arrows of one length may point different ways: subtract first, then"
                " take the length.",
            ),
            Misconception(
                "root-missing",
                _compared(lambda d, m: np.sum((d - m) ** 2) / _longest(d, m, lambda v: np.sum(v**2))),
                "These are the squares of the errors: a length is the root of the sum of squares.",
            ),
            Misconception(
                "largest-difference",
                _compared(lambda d, m: np.abs(d - m).max() / _longest(d, m, lambda v: np.abs(v).max())),
                "Only the largest numbers count here. ‖ ‖ takes all numbers of an array as one arrow: square, add,"
                " root.",
            ),
            Misconception(
                "one-for-all",
                _one_for_all,
                "One number comes back, and it hides which parameter is wrong. Return a dict, an error for each key.",
            ),
            Misconception(
                "verdict-for-error",
                _compared(lambda d, m: bool(np.linalg.norm(d - m) / _longest(d, m) < 1e-6)),
                "These are verdicts, True or False. Return the errors themselves: how far off tells what is wrong.",
            ),
            Misconception(
                "by-the-shorter-length",
                _compared(lambda d, m: np.linalg.norm(d - m) / min(np.linalg.norm(d), np.linalg.norm(m))),
                "This divides by the shorter of the two lengths. The formula takes the longer one.",
            ),
            Misconception(
                "sizes-for-lengths",
                _compared(lambda d, m: np.abs(d - m).sum() / _longest(d, m, lambda v: np.abs(v).sum())),
                "Sizes are compared here, without squares. A length squares each number, adds, and takes the root.",
            ),
            Misconception(
                "mean-distance",
                _compared(lambda d, m: np.abs(d - m).mean()),
                "That is a mean distance. The formula takes lengths, and divides by the longer of the two.",
            ),
            Misconception(
                "bracket-missing",
                _compared(lambda d, m: np.linalg.norm(d) - np.linalg.norm(m) / _longest(d, m)),
                "Only the second length is divided: `/` comes before `-`. ‖ ‖ takes a difference: subtract first.",
            ),
            Misconception(
                "number-by-number",
                _compared(lambda d, m: np.max(np.abs(d - m) / np.maximum(np.abs(d), np.abs(m)))),
                "Each number has an error of its own here. ‖ ‖ takes all numbers of an array as one arrow.",
            ),
            Misconception(
                "sums-for-lengths",
                _compared(lambda d, m: np.sum(d - m) / max(np.sum(d), np.sum(m))),
                "Numbers are added with their signs, and cancel. A length squares each, adds, and takes the root.",
            ),
        ],
        hints=(
            "Measured [3, 4] against derived [6, 8]: the distance is 5, the longer length 10, so the error is 0.5.",
            "Measure once, then go through the keys. `np.linalg.norm` is the length of all numbers of an array.",
            "For each key: the norm of the difference, divided by `max` of the two norms.",
        ),
        insight="A measured gradient shares none of your mistakes: so it can judge. Once; then train.",
    ),
    Exercise(
        name="regression_gradient",
        task="Hunt: repair a backward pass that trains although it is wrong.",
        stub='''\
def regression_gradient(params, x, t):
    """Return the slopes of the squared error: ReLU units, x (N, D), t (N, 1)."""
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    a1 = x @ W1 + b1  # (N, H)
    z1 = mine.relu(a1)  # (N, H)
    y = z1 @ W2 + b2  # (N, 1)
    da2 = (y - t) / len(x)  # (N, 1)
    dz1 = da2 @ W2.T  # (N, H)
    da1 = dz1 * mine.sigmoid(z1) * (1 - mine.sigmoid(z1))  # (N, H)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0),
            "W2": z1.T @ da2, "b2": da2.sum(axis=0)}
''',
        source=dl.ReLU.backward,
        symptom=(
            "It trains, and the loss falls. But against the measured slopes W1 and b1 are far off; W2 and b2 are right."
        ),
        cases=[
            (
                'params = {"W1": np.array([[3.0, -1.0], [1.0, 2.0]]), "b1": np.array([-1.0, -2.0]),\n'
                '          "W2": np.array([[-2.0], [1.0]]), "b2": np.array([2.0])}\n'
                "x, t = np.array([[1.0, 3.0], [2.0, 1.0]]), np.array([[-7.0], [-12.0]])\n"
                "regression_gradient(params, x, t)"
            ),
            NUMBERS.format(N=6, K=1),
            NUMBERS.format(N=1, K=1),
            PARAMS.format(K=1)
            + "x, t = rng.normal(size=(6, 3)), rng.normal(size=(6, 1))\n"
            + UNITS.format(name="regression_gradient"),
        ],
        misconceptions=[
            Misconception("measured", _measured("relu", "identity"), MEASURED),
            Misconception(
                "no-bend-on-the-way-back",
                _regression(lambda a1, z1: 1.0),
                "All of `dz1` comes through: silent units learn, too. What are `a1` and `z1` where a unit is silent?",
            ),
            Misconception(
                "output-as-slope",
                _regression(lambda a1, z1: z1),
                "`da1` is `dz1` times how large `z1` is. The slope of ReLU knows only two values.",
            ),
            Misconception(
                "sigmoid-slope-of-sum",
                _regression(lambda a1, z1: dl.sigmoid(a1) * (1 - dl.sigmoid(a1))),
                "Now it is the slope of a sigmoid at `a1`. It is right for a sigmoid: which bend does forward use?",
            ),
            Misconception(
                "sigmoid-both-ways",
                _regression(lambda a1, z1: dl.sigmoid(z1) * (1 - dl.sigmoid(z1)), bend=dl.sigmoid),
                "The forward pass is a sigmoid now, and the task says ReLU units. Leave it as it was: another line is"
                " at fault.",
            ),
            Misconception(
                "sigmoid-slope-of-output",
                _regression(lambda a1, z1: z1 * (1 - z1)),
                "z (1 - z) is the slope of a sigmoid, written with its output. The units here are ReLU.",
            ),
            Misconception(
                "open-and-shut-swapped",
                _regression(lambda a1, z1: z1 <= 0),
                "Open and shut have changed places: here the silent units let something through.",
            ),
            Misconception(
                "sigmoid-network",
                _regression(lambda a1, z1: z1 * (1 - z1), bend=dl.sigmoid),
                "Now both ways are sigmoids: consistent, but another network. Keep the forward pass as it is.",
            ),
            Misconception(
                "dout-bent",
                _regression(back=lambda dz1, a1: np.maximum(dz1, 0)),
                "`da1` is `dz1`, cut off below 0. A negative slope may well pass: it was `a1` that forward looked at.",
            ),
            Misconception(
                "dout-lost",
                _regression(back=lambda dz1, a1: (a1 > 0) * 1.0),
                "`da1` is the slope of ReLU alone: `dz1`, what comes back to it, is lost. Multiply it in.",
            ),
        ],
        hints=(
            "The measured slope of a silent unit is 0, and of a unit that speaks it is dz1 itself.",
            "Read the lines forward and back in pairs. Which line back belongs to `z1 = mine.relu(a1)`?",
            "Put the slope of ReLU in place of the slope of the sigmoid: 1 where z1 > 0, else 0.",
        ),
        insight="A falling loss proves little: a direction that is roughly downhill still falls. The check proves.",
    ),
    Exercise(
        name="random_targets",
        task="Hunt: the check fails, and the network is right. Repair the data.",
        stub='''\
def random_targets(N, K, rng):
    """Return targets (N, K) of N samples, each of one of K classes at random."""
    return rng.random((N, K))
''',
        source=dl.one_hot,
        symptom="The package's own network fails the check on these targets: relative error 0.8 and more.",
        cases=[
            TARGETS.format(N=6, K=3) + "t.shape, t.sum(axis=1).round(6)",
            TARGETS.format(N=6, K=3) + "t.max(axis=1), np.unique(t).tolist()",
            TARGETS.format(N=200, K=3) + "np.isin([0, 1, 2], t.argmax(axis=1))",
            (
                TARGETS.format(N=6, K=3)
                + "net = dl.TwoLayerNet(4, 5, 3, weight_init_std=1.0)\n"
                + "x = np.random.default_rng(1).normal(size=(6, 4))\n"
                + "bool(max(dl.gradient_check(net, x, t).values()) < 1e-6)"
            ),
            (
                "one, again, other = (np.asarray(random_targets(50, 3, np.random.default_rng(i))) for i in (7, 7, 8))\n"
                "bool((one == again).all()), bool((one == other).all())"
            ),
            TARGETS.format(N=1200, K=3) + "shares = t.mean(axis=0)\nbool(shares.max() < 1.5 * shares.min())",
            TARGETS.format(N=50, K=3) + "bool((np.diff(t.argmax(axis=1)) >= 0).all())  # sorted by class?",
            (
                "drawn = [np.asarray(random_targets(30, 3, np.random.default_rng(i))) for i in range(9)]\n"
                "all((t.sum(axis=0) == drawn[0].sum(axis=0)).all() for t in drawn)  # each class as often each time?"
            ),
        ],
        misconceptions=[
            Misconception(
                "last-class-missing",
                lambda N, K, rng: np.eye(K)[rng.integers(0, K - 1, size=N)],
                "The last class never comes. (`rng.integers` never draws its upper end itself.)",
            ),
            Misconception(
                "first-class-missing",
                lambda N, K, rng: np.eye(K)[rng.integers(1, K, size=N)],
                "Class 0 never comes: classes count from 0.",
            ),
            Misconception(
                "one-draw-for-all",
                lambda N, K, rng: np.eye(K)[np.full(N, rng.integers(K))],
                "All samples get the same class, one that chance chooses. Each row needs a draw of its own.",
            ),
            Misconception(
                "rng-not-used",
                lambda N, K, rng: np.eye(K)[np.arange(N) % K],
                "Two generators give the same targets: the `rng` that is handed in has no say. Draw from it.",
            ),
            Misconception(
                "own-generator",
                lambda N, K, rng: np.eye(K)[np.random.default_rng().integers(K, size=N)],
                "One generator gives different targets each time: chance comes from elsewhere. Draw from the `rng` that"
                " is handed in.",
            ),
            Misconception(
                "soft-rows",
                lambda N, K, rng: dl.softmax(rng.random((N, K))),
                "The rows sum to 1, so the check passes. But a sample is of one class: what does one-hot mean?",
            ),
            Misconception(
                "shared-rows",
                lambda N, K, rng: (lambda t: t / t.sum(axis=1, keepdims=True))(rng.random((N, K))),
                "Each row sums to 1 now, so the check passes. But a sample belongs to one class, wholly.",
            ),
            Misconception(
                "several-classes",
                lambda N, K, rng: (rng.random((N, K)) > 0.5) * 1.0,
                "Now there are only 0 and 1, but some rows have several ones or none. One class a row.",
            ),
            Misconception(
                "labels-for-rows",
                lambda N, K, rng: rng.integers(K, size=N),
                "These are labels, (N,), and the network takes them. Here rows are asked, (N, K): one-hot.",
            ),
            Misconception(
                "always-class-zero",
                lambda N, K, rng: np.eye(K)[np.zeros(N, int)],
                "Every sample is of class 0. Let chance choose the class.",
            ),
            Misconception(
                "even-rows",
                lambda N, K, rng: np.ones((N, K)) / K,
                "Every class gets the same share, and no sample is of one class. One-hot: a single 1 a row.",
            ),
            Misconception(
                "zeros-and-ones-drawn",
                lambda N, K, rng: rng.integers(0, 2, size=(N, K)),
                "Each 0 or 1 is drawn by itself, so some rows have several ones or none. One class a row.",
            ),
            Misconception(
                "middle-classes-twice",
                lambda N, K, rng: np.eye(K)[np.round((K - 1) * rng.random(N)).astype(int)],
                "Some classes come far more often than others. Are numbers rounded? Then those at the ends get half.",
            ),
            Misconception(
                "sorted-by-class",
                lambda N, K, rng: np.eye(K)[np.sort(rng.integers(K, size=N))],
                "The rows are sorted by class. Each row needs a class by chance, whatever the row before has.",
            ),
            Misconception(
                "shared-out-evenly",
                lambda N, K, rng: np.eye(K)[rng.permutation(N) % K],
                "Each class comes as often each time: the classes are shared out. Draw a class for each row by itself.",
            ),
            Misconception(
                "whole-columns",
                _whole_columns,
                "Every row has a 1 for each class that was drawn for any row. A row has a single 1, for its own class.",
            ),
        ],
        hints=(
            "Each row holds a single 1 and otherwise 0, and over 200 rows every class appears.",
            "Draw a class for each row, then make the row. Lesson 03 had a function for that.",
            "`rng.integers(K, size=N)` draws the classes; `np.eye(K)[labels]` or `dl.one_hot` makes the rows.",
        ),
        insight="(y - t) / N is the slope where rows of t sum to 1. A failing check may blame the data, not the code.",
    ),
]

QUESTIONS = [
    Question(
        id="05.1",
        kind="recall",
        text="784-50-10: how many losses does one measured gradient need, by central differences?",
        choices=[
            Choice("39,760", "That is the number of parameters, and each is nudged up and down."),
            Choice("79,520", "Two losses for each of the 39,760 parameters.", right=True),
            Choice("100", "The rows of the batch go through together. It is the parameters that are nudged."),
        ],
        shows="2 * sum(param.size for param in dl.TwoLayerNet(784, 50, 10).params.values())",
    ),
    Question(
        id="05.2",
        kind="recall",
        text="The gradient of the loss is known. Which way does the step go?",
        choices=[
            Choice("along the gradient", "The gradient points uphill: the loss would grow."),
            Choice("against the gradient", "Uphill is where it points, so downhill is its negative.", right=True),
            Choice("to the minimum", "Nobody knows where that is. The gradient knows the slope here."),
        ],
    ),
    Question(
        id="05.3",
        kind="quiz",
        text="In float64, which nudge h measures a slope best, by central differences?",
        choices=[
            Choice("near 0.1", "The curve bends between the two points: the error grows with h squared."),
            Choice("near 1e-5", "Bending and rounding are both small there.", right=True),
            Choice("near 1e-15", "Rounding is all that is left of the difference."),
        ],
        shows="[f'{abs(dl.numerical_diff(np.exp, 1.0, h) - np.e):.0e}' for h in (0.1, 1e-5, 1e-15)]",
    ),
    Question(
        id="05.4",
        kind="predict",
        text="Two apples at 100, times 1.1 for the tax, make 220. If the price rises by 1, the total rises by …",
        choices=[
            Choice("1", "There are two apples, and a tax on both."),
            Choice("1.1", "You have thought of the tax, but there are two apples."),
            Choice("2.2", "2 apples times 1.1: the slopes along the way multiply.", right=True),
        ],
        shows="round(101 * 2 * 1.1 - 100 * 2 * 1.1, 4)",
    ),
    Question(
        id="05.5",
        kind="predict",
        text=(
            "Apples cost 200 and oranges 450, both times the tax factor. What is the slope of the total in that factor?"
        ),
        choices=[
            Choice("200 or 450, depending on the way", "The factor goes both ways at once."),
            Choice("650", "It goes two ways, and what comes back adds up.", right=True),
            Choice("90,000", "Along one way slopes multiply; where two ways meet they add."),
        ],
        shows="(200 + 450) * 2.0 - (200 + 450) * 1.0",
    ),
    Question(
        id="05.6",
        kind="predict",
        text="A ReLU gave z = [0, 2.5]. The slopes [7, 7] come back. What does it hand on?",
        choices=[
            Choice("[7, 7]", "The first unit was silent: a small change of its input changes nothing."),
            Choice("[0, 17.5]", "Its slope is 1 where it speaks, however loud it speaks."),
            Choice("[0, 7]", "It lets back what it let through.", right=True),
        ],
    ),
    Question(
        id="05.7",
        kind="predict",
        text="x is (100, 784) and W is (784, 50). What is the shape of dW?",
        choices=[
            Choice("(784, 50)", "A slope for each weight: always the shape of what it belongs to.", right=True),
            Choice("(100, 50)", "That is the shape of the output, and of `dout`."),
            Choice("(100, 784)", "That is the shape of x, and of dx."),
        ],
    ),
    Question(
        id="05.8",
        kind="predict",
        text="Backward hands on dout @ W2, without `.T`; W2 is square, so it runs. Whose slopes are wrong?",
        choices=[
            Choice("all four", "dW2 and db2 are made before the slope goes through W2."),
            Choice("those of W2 and b2", "They use z1 and dout, not W2 itself."),
            Choice("those of W1 and b1", "A fault on the way back spoils what lies behind it.", right=True),
        ],
    ),
    Question(
        id="05.9",
        kind="predict",
        text="In the time of one measured step of 784-50-10, one weight at a time: how many derived steps?",
        choices=[
            Choice("about 50", "79,520 losses stand against one pass forward and one back: divide."),
            Choice("about 1,000", "A way back costs about two passes forward, so a derived step is about three."),
            Choice(
                "more than 10,000",
                "79,520 passes forward, against one pass forward and one back, which costs about two: some 26,500.",
                right=True,
            ),
        ],
    ),
    Question(
        id="05.10",
        kind="quiz",
        text="Which line keeps a result, so that the layers before it need not compute it again?",
        choices=[
            Choice("`delta2 = (y - t) / N`", "W2, b2 and everything before them use it.", right=True),
            Choice("`network[key] -= learning_rate * grad[key]`", "That is the step. It changes the parameters."),
            Choice("`loss = cross_entropy_error(y, t)`", "The loss itself is never used on the way back."),
        ],
    ),
    Question(
        id="05.11",
        kind="quiz",
        text="`delta1 = np.dot(delta2, W2.T) * ____`: what belongs there, with ReLU units?",
        choices=[
            Choice("`relu(z1)`", "That is forward once more. Back needs a slope."),
            Choice("`d_relu(z1)`", "The slope of the bend: 1 where z1 > 0, else 0.", right=True),
            Choice("`z1.T`", "That belongs to grad['W2'] = np.dot(z1.T, delta2)."),
        ],
    ),
    Question(
        id="05.12",
        kind="quiz",
        text="Backward starts from `y - t`, without `/ N`. When does the gradient check pass?",
        choices=[
            Choice("never", "Think of a batch of a single row."),
            Choice(
                "for N = 1",
                "There the mean is the row itself. For N rows the slopes are N times too large.",
                right=True,
            ),
            Choice("always", "The loss is a mean over N rows, so its slope is, too."),
        ],
    ),
    Question(
        id="05.13",
        kind="quiz",
        text="The loss falls at every step. Is the gradient right?",
        choices=[
            Choice("yes", "A direction that is only roughly downhill falls as well."),
            Choice("not necessarily", "Falling needs downhill, roughly. Right needs the check.", right=True),
            Choice("no", "A right gradient falls, too. The loss alone cannot tell."),
        ],
    ),
    Question(
        id="05.15",
        kind="recall",
        text="From lesson 02: a sigmoid unit gives z = 0.8. What is its slope there?",
        choices=[
            Choice("0.8", "That is the output. The slope holds what is left to 1, too."),
            Choice("0.25", "That is the steepest slope of a sigmoid, where z is 0.5."),
            Choice("0.16", "z (1 - z) = 0.8 · 0.2.", right=True),
        ],
        shows="round(0.8 * (1 - 0.8), 2)",
    ),
    Question(
        id="05.16",
        kind="predict",
        text="da2 = [[1, 2], [1, -1]], a row for each sample. What is `da2.sum(axis=0)`?",
        choices=[
            Choice("[3, 0]", "That adds inside each row. Axis 0 runs down, from row to row."),
            Choice("[2, 1]", "It adds the rows: one number is left for each column.", right=True),
            Choice("3", "Without an axis all four numbers are added."),
        ],
        shows="np.array([[1, 2], [1, -1]]).sum(axis=0)",
    ),
    Question(
        id="05.17",
        kind="predict",
        text="ReLU units, and on the way back the slope of a sigmoid. What will the loss do?",
        choices=[
            Choice("fall, as far as with the right slopes", "It falls. How far, the two curves show."),
            Choice(
                "fall, and stay above the right one", "Roughly downhill is enough to fall, not to arrive.", right=True
            ),
            Choice(
                "rise or stay",
                "Both slopes are 0 or more: what comes back keeps its sign, so it points roughly downhill.",
            ),
        ],
    ),
]

ORDERINGS = [
    Ordering(
        id="05.14",
        text="Put a backward pass in order: the forward pass has kept x, z1 and y.",
        setup=(
            "rng = np.random.default_rng(0)\nx, t = rng.normal(size=(5, 3)), np.eye(2)[[0, 1, 1, 0, 1]]\n"
            "net = dl.MultiLayerNet([3, 4, 2])\nW2, (z1, y) = net.params['W2'], net.activations(x)"
        ),
        lines=[
            "dout = (y - t) / len(t)",
            "dW2, db2 = z1.T @ dout, dout.sum(axis=0)",
            "dout = dout @ W2.T",
            "dout = dout * (z1 > 0)",
            "dW1, db1 = x.T @ dout, dout.sum(axis=0)",
        ],
        result="dW1, db1, dW2, db2",
        before=[
            (0, 1, "The way back starts at the loss: first its slope in the scores."),
            (1, 2, "W2 needs the slope in its own output, before it passes through W2."),
            (2, 3, "Forward, the bend came before W2. Back, it comes after."),
            (3, 4, "W1 needs the slope behind the bend."),
        ],
    ),
]
