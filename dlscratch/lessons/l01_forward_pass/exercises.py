"""Lesson 01: the forward pass, from one weighted sum to a network, and its shapes."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Ordering, Question
from ..shared import by_hand

TITLE = "Forward pass"


def _three_layers(params, x, hidden=dl.relu, output=dl.identity, biases=1):
    z1 = hidden(x @ params["W1"] + biases * params["b1"])
    z2 = hidden(z1 @ params["W2"] + biases * params["b2"])
    return output(z2 @ params["W3"] + biases * params["b3"])


def _biases_after_the_bend(params, x):
    z1 = dl.relu(x @ params["W1"]) + params["b1"]
    z2 = dl.relu(z1 @ params["W2"]) + params["b2"]
    return z2 @ params["W3"] + params["b3"]


def _first_layer_unbent(params, x):
    a1 = x @ params["W1"] + params["b1"]
    return dl.relu(a1 @ params["W2"] + params["b2"]) @ params["W3"] + params["b3"]


def _no_second_bias(params, x):
    return _three_layers(params | {"b2": 0 * params["b2"]}, x)


def _no_first_bias(params, x):
    return _three_layers(params | {"b1": 0 * params["b1"]}, x)


def _bends_before_each_layer(params, x):
    return _three_layers(params, dl.relu(x))


def _each_layer_takes_x(params, x):
    for i in (1, 2, 3):
        y = dl.relu(x @ params[f"W{i}"] + params[f"b{i}"])
    return y


def _inputs_again(params, x):
    return dl.relu(x @ params["W2"] + params["b2"]) @ params["W3"] + params["b3"]


def _second_layer_skipped(params, x):
    return dl.relu(x @ params["W1"] + params["b1"]) @ params["W3"] + params["b3"]


def _by_hand(bend=dl.relu, x=by_hand.X, **changed):
    """Return z and y of the small network, with one thing wrong."""
    params = by_hand.PARAMS | changed
    z = bend(x @ params["W1"] + params["b1"])
    return z, z @ params["W2"] + params["b2"]


def _params(sizes, transposed=False, scale=0.01, bias=0.0, rng=None):
    """Return the params of a two-layer network with one thing wrong."""
    rng = rng or np.random.default_rng(0)
    params = {}
    for i, (inputs, outputs) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        params[f"W{i}"] = scale * rng.standard_normal((outputs, inputs) if transposed else (inputs, outputs))
        params[f"b{i}"] = np.full(outputs, bias)
    return params


def _biases_of_the_inputs(i, h, o):
    return _params([i, h, o]) | {"b1": np.zeros(i), "b2": np.zeros(h)}


def _biases_of_one_array(i, h, o):
    b = np.zeros(max(h, o))
    return _params([i, h, o]) | {"b1": b[:h], "b2": b[:o]}


def _second_weights(change):
    """Return an `init_network` whose W2 is `change(rng, shape)`."""

    def wrong(i, h, o):
        rng = np.random.default_rng(0)
        first = 0.01 * rng.standard_normal((i, h))
        return {"W1": first, "b1": np.zeros(h), "W2": change(rng, (h, o)), "b2": np.zeros(o)}

    return wrong


def _uniform_weights(i, h, o):
    rng = np.random.default_rng(0)
    return {"W1": rng.random((i, h)), "b1": np.zeros(h), "W2": rng.random((h, o)), "b2": np.zeros(o)}


SMALL_PARAMS = """\
params = {"W1": np.array([[1, 2], [-1, 1]]), "b1": np.array([-1, -1])}
params |= {"W2": np.array([[1, -2], [3, 1]]), "b2": np.array([1, 1])}
params |= {"W3": np.array([[-1], [2]]), "b3": np.array([-2])}
"""
THREE_LAYER_PARAMS = """\
rng = rng
params = {"W1": rng.normal(size=(3, 10)), "b1": rng.normal(size=10)}
params |= {"W2": rng.normal(size=(10, 5)), "b2": rng.normal(size=5)}
params |= {"W3": rng.normal(size=(5, 4)), "b3": rng.normal(size=4)}
"""

EXERCISES = [
    Exercise(
        name="weighted_sum",
        task="Write the weighted sum of one neuron.",
        stub='''\
def weighted_sum(x, w, b):
    """Return the weighted sum a of one neuron.

    x (D,) are its inputs, w (D,) its weights, b is its bias, a number.
    """
    return ...  # your code here
''',
        source=dl.Affine.forward,
        cases=[
            "weighted_sum(np.array([2.0, 3.0]), np.array([0.1, 0.2]), 0.5)",
            "weighted_sum(np.array([2.0, -3.0]), np.array([0.1, 0.2]), -0.5)",
            "weighted_sum(np.array([2.0, -3.0]), np.array([0.1, 0.2]), 0.1)",
            "x, w = rng.normal(size=(2, 5))\nweighted_sum(x, w, -2.0)",
        ],
        misconceptions=[
            Misconception(
                "no-bias", lambda x, w, b: x @ w, "The bias is missing: with all inputs at 0, what should come out?"
            ),
            Misconception(
                "not-added-up",
                lambda x, w, b: x * w + b,
                "One number for each input comes out. A weighted sum is one number: the products are added up.",
            ),
            Misconception(
                "bias-for-each-input",
                lambda x, w, b: np.sum(x * w + b),
                "The bias is in it once for each input. It belongs to the neuron: once is enough.",
            ),
            Misconception(
                "averaged", lambda x, w, b: np.mean(x * w) + b, "The products are averaged. The neuron adds them up."
            ),
            Misconception(
                "bias-before-weights",
                lambda x, w, b: (x + b) @ w,
                "The weights multiply the bias too, as if it belonged to the inputs. It is added by itself, after"
                " the sum.",
            ),
            Misconception(
                "bent-already",
                lambda x, w, b: dl.relu(x @ w + b),
                "A sum below 0 comes out as 0: it is bent already. Here the sum alone is asked; the bend comes next.",
            ),
            Misconception(
                "bent-before-bias",
                lambda x, w, b: dl.relu(x @ w) + b,
                "The products' sum is bent: below 0 it counts as 0. Here nothing is bent yet.",
            ),
            Misconception("bias-sign", lambda x, w, b: x @ w - b, "The bias comes in with the wrong sign."),
            Misconception(
                "first-product-only",
                lambda x, w, b: x[0] * w[0] + b,
                "Only the first product is in your sum. If you wrote a loop: does `return` stand inside it?",
            ),
            Misconception(
                "last-product-only",
                lambda x, w, b: x[-1] * w[-1] + b,
                "Only the last product is in your sum. If you wrote a loop: what throws away the products before it?",
            ),
            Misconception(
                "last-product-missing",
                lambda x, w, b: x[:-1] @ w[:-1] + b,
                "The last product is missing from your sum: how far do you count?",
            ),
            Misconception(
                "sums-multiplied",
                lambda x, w, b: np.sum(x) * np.sum(w) + b,
                "Each input meets every weight here, as when two sums are multiplied. It should meet its own weight"
                " only.",
            ),
            Misconception(
                "bias-in-each-weight",
                lambda x, w, b: x @ (w + b),
                "The inputs multiply the bias too, as if it belonged to the weights. It is added by itself, after"
                " the sum.",
            ),
            Misconception(
                "bias-as-a-factor",
                lambda x, w, b: x @ w * b,
                "The sum is multiplied by the bias. It is added to the sum.",
            ),
            Misconception(
                "two-inputs-only",
                lambda x, w, b: x[0] * w[0] + x[1] * w[1] + b,
                "Right for two inputs. A neuron may have more: add up all products, however many there are.",
            ),
            Misconception(
                "first-product-missing",
                lambda x, w, b: x[1:] @ w[1:] + b,
                "The first product is missing from your sum: where do you begin to count?",
            ),
            Misconception(
                "bias-twice",
                lambda x, w, b: x @ w + 2 * b,
                "The bias is in it twice. Once is enough.",
            ),
            Misconception(
                "weights-added",
                lambda x, w, b: np.sum(x + w) + b,
                "Each weight is added to its input here. It should multiply it.",
            ),
            Misconception(
                "sigmoid-already",
                lambda x, w, b: dl.sigmoid(x @ w + b),
                "These are the sigmoid's numbers. Here the sum alone is asked; the bend comes next.",
            ),
            Misconception(
                "products-taken-away",
                lambda x, w, b: b - x @ w,
                "The products come in with the wrong sign. They are added to the bias.",
            ),
        ],
        hints=(
            "Inputs 2 and 3 with weights 0.1 and 0.2 make 0.2 + 0.6; the bias 0.5 makes it 1.3. One number.",
            "Three steps: multiply pairwise, add up, add the bias once.",
            "`x @ w` does the first two steps at once; `np.sum(x * w)` does the same.",
        ),
        insight="Multiply, add up, add the bias: everything else in this course is built from this line.",
    ),
    Exercise(
        name="neuron",
        task="Write a neuron: a weighted sum and a bend.",
        stub='''\
def neuron(x, w, b):
    """Return the output z of one ReLU neuron: inputs x (D,), weights w (D,), bias b."""
    a = ...  # the weighted sum
    z = ...  # the bend: dl.relu
    return z
''',
        source=dl.relu,
        cases=[
            "neuron(np.array([2.0, 3.0]), np.array([0.1, 0.2]), 0.5)",
            "neuron(np.array([2.0, -3.0]), np.array([0.1, 0.2]), 0.1)",
            "neuron(np.array([2.0, 3.0]), np.array([0.1, 0.2]), -0.4)",
            "neuron(np.array([20.0, 30.0]), np.array([1.0, 2.0]), 5.0)",
            "x, w = rng.normal(size=(2, 5))\nneuron(x, w, 3.0)",
        ],
        misconceptions=[
            Misconception(
                "no-bend",
                lambda x, w, b: x @ w + b,
                "A sum below 0 comes out as it is: the weighted sum is right, and the bend is missing.",
            ),
            Misconception(
                "bias-after-bend",
                lambda x, w, b: dl.relu(x @ w) + b,
                "The bias is added after the bend. It belongs to the weighted sum, before the bend.",
            ),
            Misconception(
                "bends-the-inputs",
                lambda x, w, b: dl.relu(x),
                "These are the inputs, bent. The bend wants the weighted sum, `a`.",
            ),
            Misconception(
                "inputs-bent-first",
                lambda x, w, b: dl.relu(x) @ w + b,
                "An input below 0 counts as 0 here: the inputs are bent. Only the weighted sum, `a`, is to be bent.",
            ),
            Misconception(
                "bends-each-product",
                lambda x, w, b: np.sum(dl.relu(x * w)) + b,
                "A product below 0 counts as 0 here: each is bent by itself. The neuron adds first and bends the sum.",
            ),
            Misconception(
                "absolute-value",
                lambda x, w, b: np.abs(x @ w + b),
                "A sum below 0 comes out positive: that is no ReLU.",
            ),
            Misconception(
                "not-added-up",
                lambda x, w, b: dl.relu(x * w + b),
                "One number for each input comes out. The products are added up before the bend.",
            ),
            Misconception(
                "bends-the-weights",
                lambda x, w, b: dl.relu(w),
                "These are the weights, bent. The bend wants the weighted sum, `a`.",
            ),
            Misconception(
                "step",
                lambda x, w, b: int(x @ w + b > 0),
                "Your neuron says only yes or no, 1 or 0. ReLU lets a sum above 0 through as it is.",
            ),
            Misconception(
                "bends-above",
                lambda x, w, b: min(x @ w + b, 0),
                "A sum above 0 gives 0, and one below 0 comes out as it is: ReLU does the opposite.",
            ),
            Misconception(
                "sign-turned",
                lambda x, w, b: dl.relu(-(x @ w + b)),
                "A sum above 0 gives 0, and one below 0 comes out positive: the sum's sign is turned.",
            ),
            Misconception(
                "sigmoid-for-relu",
                lambda x, w, b: dl.sigmoid(x @ w + b),
                "These are the sigmoid's numbers, between 0 and 1. Here the bend is ReLU.",
            ),
            Misconception("no-bias", lambda x, w, b: dl.relu(x @ w), "The bias is missing from the weighted sum."),
            Misconception("bias-sign", lambda x, w, b: dl.relu(x @ w - b), "The bias comes in with the wrong sign."),
            Misconception(
                "bias-for-each-input",
                lambda x, w, b: dl.relu(np.sum(x * w + b)),
                "The bias is in the sum once for each input. It belongs to the neuron: once is enough.",
            ),
            Misconception(
                "tanh-for-relu",
                lambda x, w, b: np.tanh(x @ w + b),
                "These are tanh's numbers, between -1 and 1. Here the bend is ReLU.",
            ),
            Misconception(
                "leaky",
                lambda x, w, b: np.maximum(0.01 * (x @ w + b), x @ w + b),
                "A sum below 0 still comes out, small. ReLU makes 0 of it.",
            ),
            Misconception(
                "averaged",
                lambda x, w, b: dl.relu(np.mean(x * w) + b),
                "The products are averaged. The neuron adds them up.",
            ),
            Misconception(
                "ceiling-of-one",
                lambda x, w, b: np.clip(x @ w + b, 0, 1),
                "No output of yours is above 1. ReLU has no ceiling.",
            ),
            Misconception(
                "ceiling-of-six",
                lambda x, w, b: np.clip(x @ w + b, 0, 6),
                "No output of yours is above 6. ReLU has no ceiling.",
            ),
        ],
        hints=(
            "A sum above 0 comes out as it is, a sum below 0 as 0.",
            "Two lines, two things: first `a`, the weighted sum with its bias; then `z`, which bends `a`.",
            "`a` is what `weighted_sum` gives. `dl.relu` takes it and gives `z`.",
        ),
        insight="A neuron is a weighted sum and a bend, in this order.",
    ),
    Exercise(
        name="affine",
        task="Write a whole layer's weighted sums, for one sample and for a batch.",
        stub='''\
def affine(x, W, b):
    """Return a layer's weighted sums: (H,) for a sample (D,), (N, H) for a batch.

    W (D, H) has a column for each unit, b (H,) a bias for each unit.
    x, W and b stay as they are.
    """
    return ...  # your code here
''',
        source=dl.Affine.forward,
        cases=[
            "affine(np.array([1.0, 2.0]), np.array([[1.0, 0.0], [3.0, -1.0]]), np.array([0.5, -0.5]))",
            (
                "x, W, b = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0, 0.0], [3.0, -1.0]]), np.array([0.5,"
                " -0.5])\naffine(x, W, b)"
            ),
            ("x, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)\naffine(x, W, b)"),
            ("x, W, b = rng.normal(size=3), rng.normal(size=(3, 4)), rng.normal(size=4)\naffine(x, W, b)"),
            ("x, W, b = rng.normal(size=(1, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)\naffine(x, W, b)"),
        ],
        misconceptions=[
            Misconception(
                "samples-as-columns",
                lambda x, W, b: W @ x + b,
                "Samples are taken as columns, as by `W @ x`. Here samples are rows: which of the two comes first?",
            ),
            Misconception(
                "weights-transposed",
                lambda x, W, b: x @ W.T + b,
                "Each row of `W` is taken for a unit, as by `W.T`. Here a unit is a column, as the docstring says.",
            ),
            Misconception(
                "no-bias", lambda x, W, b: x @ W, "The biases are missing: with x = 0 every unit should give its bias."
            ),
            Misconception("bias-sign", lambda x, W, b: x @ W - b, "The biases come in with the wrong sign."),
            Misconception(
                "bent-already",
                lambda x, W, b: dl.relu(x @ W + b),
                "A sum below 0 comes out as 0: it is bent already. Here the sums alone are asked.",
            ),
            Misconception(
                "one-sample-only",
                lambda x, W, b: W.T @ x + b,
                "One sample works; in a batch the samples are rows, and here they are taken as columns, as by `W.T @"
                " x`.",
            ),
            Misconception(
                "squeezed-batch-of-one",
                lambda x, W, b: np.squeeze(x @ W + b),
                "A batch of a single row comes back as (H,). It is a batch still: (1, H).",
            ),
            Misconception(
                "always-a-table",
                lambda x, W, b: np.atleast_2d(x) @ W + b,
                "A batch is right, but one sample (D,) comes back as a table with one row. It should be (H,).",
            ),
            Misconception(
                "first-row-only",
                lambda x, W, b: np.atleast_2d(x)[0] @ W + b,
                "Only the first row of the batch comes back: each row of x has a row of its own.",
            ),
            Misconception(
                "biases-twice",
                lambda x, W, b: x @ W + 2 * b,
                "The biases are in it twice. Once is enough.",
            ),
            Misconception(
                "first-bias-for-all",
                lambda x, W, b: x @ W + b[0],
                "Every unit has the first bias here. Each has its own.",
            ),
            Misconception(
                "bias-summed",
                lambda x, W, b: x @ W + np.sum(b),
                "Every unit has the sum of all biases here. Each has its own.",
            ),
            Misconception(
                "bias-as-a-factor",
                lambda x, W, b: x @ W * b,
                "The sums are multiplied by the biases. They are added to the sums.",
            ),
            Misconception(
                "bias-in-each-weight",
                lambda x, W, b: x @ (W + b),
                "The inputs multiply the biases too, as if they belonged to W. They are added by themselves, after"
                " the sum.",
            ),
            Misconception(
                "samples-transposed",
                lambda x, W, b: W @ x.T + b,
                "W stands on the left here, as in `W @ x.T`. Samples are rows: which of the two comes first?",
            ),
            Misconception(
                "batch-as-columns",
                lambda x, W, b: W.T @ x.T + b,
                "In a batch the sums of a sample are a column, as by `W.T @ x.T`, and meet other biases. A sample is"
                " a row.",
            ),
        ],
        hints=(
            "Row i of the result belongs to row i of x; column j belongs to unit j.",
            "Write the shapes down: (N, D) and (D, H) make (N, H). Which order lets the D meet?",
            "`@` with rows of x on the left; `+ b` is then added to every row by NumPy itself.",
        ),
        insight="`x @ W + b`: a batch is the same line with more rows.",
    ),
    Exercise(
        name="outputs_by_hand",
        task="Compute the small network with a pencil: both hidden units and both outputs, for both samples.",
        stub='''\
def outputs_by_hand():
    """Return z and y of the small network, by hand: a row a sample, a column a unit."""
    z = np.array([[..., ...],
                  [..., ...]])  # (2, 2): the hidden units, after ReLU
    y = np.array([[..., ...],
                  [..., ...]])  # (2, 2): the outputs, without a bend
    return z, y
''',
        source=dl.MultiLayerNet._through,
        cases=["z, y = outputs_by_hand()\nz[0], y[0]", "z, y = outputs_by_hand()\nz[1], y[1]"],
        misconceptions=[
            Misconception(
                "no-bend",
                lambda: _by_hand(bend=dl.identity),
                "One of your hidden units is below 0: ReLU is missing there. Which number may not pass?",
            ),
            Misconception(
                "sums-for-z",
                lambda: (_by_hand(bend=dl.identity)[0], _by_hand()[1]),
                "Your y is right, but z still holds a sum below 0: write down what ReLU makes of it.",
            ),
            Misconception(
                "bent-too-late",
                lambda: (_by_hand()[0], _by_hand(bend=dl.identity)[1]),
                "Your z is right, but y is what the sums before the bend give: the second layer takes z.",
            ),
            Misconception(
                "absolute-value",
                lambda: _by_hand(bend=np.abs),
                "A sum below 0 has lost its minus. ReLU makes 0 of it.",
            ),
            Misconception(
                "no-first-bias",
                lambda: _by_hand(b1=0),
                "The hidden units are without their biases, -1 and -2: they join before the bend.",
            ),
            Misconception(
                "no-second-bias",
                lambda: _by_hand(b2=0),
                "Your z is right. The outputs are without their biases, 2 and -1.",
            ),
            Misconception("no-biases", lambda: _by_hand(b1=0, b2=0), "Both layers are without their biases."),
            Misconception(
                "rows-for-units",
                lambda: _by_hand(W1=by_hand.PARAMS["W1"].T, W2=by_hand.PARAMS["W2"].T),
                "These numbers come from rows of W taken for units. A unit is a column: the first hidden one has the"
                " weights 3 and 1.",
            ),
            Misconception(
                "rows-for-hidden-units",
                lambda: _by_hand(W1=by_hand.PARAMS["W1"].T),
                "These numbers come from rows of W1 taken for units. A unit is a column: the first has the weights 3"
                " and 1.",
            ),
            Misconception(
                "rows-for-outputs",
                lambda: _by_hand(W2=by_hand.PARAMS["W2"].T),
                "Your z is right. Your y comes from rows of W2 taken for outputs: an output is a column.",
            ),
            Misconception(
                "first-bias-sign",
                lambda: _by_hand(b1=-by_hand.PARAMS["b1"]),
                "The biases of the hidden units come in with the wrong sign: they are -1 and -2.",
            ),
            Misconception(
                "second-layer-takes-x",
                lambda: (_by_hand()[0], by_hand.X @ by_hand.PARAMS["W2"] + by_hand.PARAMS["b2"]),
                "Your z is right, but y is what x gives: the second layer takes z.",
            ),
            Misconception(
                "silent-sample",
                lambda: _by_hand(bend=lambda a: dl.relu(a) * (a.min(axis=1, keepdims=True) > 0)),
                "Only the sum that is below 0 becomes 0. The other unit of that sample speaks on.",
            ),
            Misconception("y-alone", lambda: _by_hand()[1], "Your y comes back alone: z goes before it, with a comma."),
            Misconception("z-alone", lambda: _by_hand()[0], "Your z comes back alone: y follows it, with a comma."),
            Misconception(
                "one-sample-only",
                lambda: tuple(part[0] for part in _by_hand()),
                "Your z and y have one row each. They are tables: a row for each of the two samples.",
            ),
            Misconception(
                "columns-for-samples",
                lambda: _by_hand(x=by_hand.X.T),
                "These numbers come from columns of x taken for samples. A sample is a row: the first is 1 and 3.",
            ),
            Misconception(
                "columns-for-answers",
                lambda: tuple(part.T for part in _by_hand()),
                "These are the right numbers, but each sample has a column: a sample is a row, here too.",
            ),
            Misconception(
                "bent-output",
                lambda: tuple(map(dl.relu, _by_hand())),
                "The outputs are bent too. This network bends only its hidden units: an output may be below 0.",
            ),
            Misconception(
                "samples-exchanged",
                lambda: tuple(part[::-1] for part in _by_hand()),
                "These are the right rows in the wrong order: the first sample has the first row.",
            ),
            Misconception(
                "as-a-dict",
                lambda: {"z": 0, "y": 0},
                "Names come back, as a dict gives them. z and y themselves are asked, with a comma between them.",
            ),
        ],
        hints=(
            "A hidden unit's sum is each input times a weight, plus its bias. Its column holds the weights.",
            "First sample, first unit: 1 times 3, plus 3 times 1, minus 1 is 5. One of the four sums is below 0.",
            "Bend the four sums. Then do the same with z, W2 and b2, and bend nothing.",
        ),
        insight="Every network is this with more numbers: multiply, add up, add the bias, bend, layer after layer.",
    ),
    Exercise(
        name="weight_shapes",
        task="List the shapes of the weights of a network.",
        stub='''\
def weight_shapes(sizes):
    """Return the shapes of W1, W2, ... as a list, for sizes such as [3, 50, 6]."""
    return [... for i in range(len(sizes) - 1)]  # replace the ...
''',
        cases=[
            "weight_shapes([3, 50, 6])",
            "weight_shapes([784, 100, 50, 10])",
            "sizes = [2, 1]\nweight_shapes(sizes)",
        ],
        misconceptions=[
            Misconception(
                "outputs-first",
                lambda sizes: [(b, a) for a, b in zip(sizes[:-1], sizes[1:], strict=True)],
                "Yours are (out, in). With samples as rows, `x @ W` needs the inputs first.",
            ),
            Misconception(
                "always-from-inputs",
                lambda sizes: [(sizes[0], b) for b in sizes[1:]],
                "Every layer of yours starts at the inputs of the network; a layer starts where the last one ended.",
            ),
            Misconception(
                "always-to-outputs",
                lambda sizes: [(a, sizes[-1]) for a in sizes[:-1]],
                "Every layer of yours leads to the outputs of the network; a layer leads to the next one.",
            ),
            Misconception(
                "same-number-twice",
                lambda sizes: [(a, a) for a in sizes[:-1]],
                "Both numbers of a pair are the layer's inputs. The second is how many units it has.",
            ),
            Misconception(
                "starts-at-the-last",
                lambda sizes: [(sizes[i - 1], sizes[i]) for i in range(len(sizes) - 1)],
                "Your first pair starts with the last size: if an index is `i - 1`, it is -1 at first, and that is"
                " the last.",
            ),
            Misconception(
                "bias-row-counted",
                lambda sizes: [(a + 1, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)],
                "The first number of each pair is 1 too large. The biases do not count here: they stand apart, in"
                " b1, b2, ...",
            ),
            Misconception(
                "units-twice",
                lambda sizes: [(b, b) for b in sizes[1:]],
                "Both numbers of a pair are the layer's units. The first is how many inputs it has.",
            ),
            Misconception(
                "one-added",
                lambda sizes: [(a, a + 1) for a in sizes[:-1]],
                "The second number of each pair is the first plus 1. It should be the next of the sizes.",
            ),
            Misconception(
                "places-for-sizes",
                lambda sizes: [(i, i + 1) for i in range(len(sizes) - 1)],
                "These are the places in the list, 0, 1, ...: which sizes stand there?",
            ),
            Misconception(
                "multiplied",
                lambda sizes: [a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)],
                "These are products: how many weights each W holds. A shape is a pair of numbers.",
            ),
            Misconception(
                "first-layer-only",
                lambda sizes: [(sizes[0], sizes[1])],
                "Only the shape of W1 comes back. A network has a W for each pair of neighbours.",
            ),
            Misconception(
                "sizes-added",
                lambda sizes: [a + b for a, b in zip(sizes[:-1], sizes[1:], strict=True)],
                "These are two sizes added, one number for each W. A shape is a pair of numbers.",
            ),
        ],
        hints=(
            "A network of 3 inputs, 50 hidden units and 6 outputs has two weight matrices.",
            "Matrix number i connects `sizes[i]` with the size after it.",
            "A pair is written `(first, second)`; inputs come first.",
        ),
        insight="Neighbouring sizes make the shapes, and each shape starts where the one before it ends.",
    ),
    Exercise(
        name="count_parameters",
        task="Count the parameters of a network: all weights and all biases.",
        stub='''\
def count_parameters(sizes):
    """Return how many numbers a network learns, for sizes such as [784, 100, 10]."""
    total = 0
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        total += ...  # what one layer adds
    return total
''',
        cases=[
            "count_parameters([2, 3, 1])",
            "count_parameters([784, 100, 10])",
            "count_parameters([3, 50, 6])",
            "sizes = [2, 3, 3, 1]\ncount_parameters(sizes)",
        ],
        rtol=0.0,  # a count is right or wrong
        misconceptions=[
            Misconception(
                "no-biases",
                lambda sizes: sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "You are 4 short for 2-3-1. What does each of its 3 + 1 units have besides weights?",
            ),
            Misconception(
                "bias-for-network-inputs",
                lambda sizes: sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)) + sum(sizes),
                "You are 2 over for 2-3-1: its two inputs are data, they have no bias.",
            ),
            Misconception(
                "bias-for-layer-inputs",
                lambda sizes: sum(a * b + a for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "Each input of a layer has a bias here; it is the layer's units that have one.",
            ),
            Misconception(
                "biases-on-both-sides",
                lambda sizes: sum(a * b + a + b for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "The inputs of a layer have a bias as well here. Only its units have one.",
            ),
            Misconception(
                "one-bias-a-layer",
                lambda sizes: sum(a * b + 1 for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "One bias a layer is counted. Every unit has its own.",
            ),
            Misconception(
                "three-sizes-only",
                lambda sizes: sizes[0] * sizes[1] + sizes[1] + sizes[1] * sizes[2] + sizes[2],
                "Only the first two layers are counted: that is right for three sizes. A network may have more.",
            ),
            Misconception(
                "first-layer-only",
                lambda sizes: sizes[0] * sizes[1] + sizes[1],
                "Only the first layer is counted. Does `return` stand inside the loop?",
            ),
            Misconception(
                "last-layer-missing",
                lambda sizes: sum((a + 1) * b for a, b in zip(sizes[:-2], sizes[1:-1], strict=True)),
                "The last layer is missing from the count: how far does it go?",
            ),
            Misconception(
                "last-layer-only",
                lambda sizes: sizes[-2] * sizes[-1] + sizes[-1],
                "Only the last layer is counted: what throws away the total of the layers before it?",
            ),
            Misconception(
                "no-weights",
                lambda sizes: sum(sizes[1:]),
                "These are the biases, one for each unit. Where are the weights?",
            ),
            Misconception(
                "all-sizes-multiplied",
                lambda sizes: np.prod(sizes),
                "These are all sizes multiplied. Weights join two neighbours: each pair of sizes counts by itself.",
            ),
            Misconception(
                "bias-for-each-weight",
                lambda sizes: sum(2 * a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "That is twice the weights, as if each weight had a bias. It is the unit that has one.",
            ),
            Misconception(
                "sum-for-product",
                lambda sizes: sum(a + b for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "The sizes of each pair are added. Every input is connected to every unit: how many pairs are that?",
            ),
            Misconception(
                "one-more-on-both-sides",
                lambda sizes: sum((a + 1) * (b + 1) for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
                "That is one more on both sides, multiplied. A layer has one bias for each of its units, and no more.",
            ),
            Misconception(
                "no-output-biases",
                lambda sizes: sum(a * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)) + sum(sizes[1:-1]),
                "The outputs are without their biases. They are units too.",
            ),
            Misconception(
                "layers-multiplied",
                lambda sizes: np.prod([(a + 1) * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)]),
                "The counts of the layers are multiplied. They are added.",
            ),
            Misconception(
                "sizes-added-up",
                lambda sizes: sum(sizes),
                "These are the inputs and units, counted. Where are the weights?",
            ),
        ],
        hints=(
            "784-100-10 has 79,510 parameters; most of them stand in the first matrix.",
            "A layer has a weight for each pair of input and unit, and a bias for each unit.",
            "The pairs are a product; the biases are as many as the layer has outputs.",
        ),
        insight="(inputs + 1) times outputs, layer by layer: the first layer usually holds nearly all of them.",
    ),
    Exercise(
        name="init_network",
        task="Make the parameters of a two-layer network.",
        stub='''\
def init_network(input_size, hidden_size, output_size):
    """Return a dict with W1, b1, W2, b2.

    The weights come from a normal distribution of spread 0.01; the biases are 0.
    """
    rng = np.random.default_rng(0)
    params = {}
    params["W1"] = 0.01 * rng.standard_normal((input_size, hidden_size))
    params["b1"] = ...
    params["W2"] = ...
    params["b2"] = ...
    return params
''',
        source=dl.MultiLayerNet._initial_params,
        cases=[
            "{key: np.add(value, 0).shape for key, value in init_network(3, 50, 6).items()}",
            "{key: np.add(value, 0).shape for key, value in init_network(4, 5, 2).items()}",
            "{key: np.add(value, 0).shape for key, value in init_network(4, 2, 3).items()}",
            "init_network(3, 50, 6)['b1']",
            "{f'largest of {k}': float(np.abs(init_network(3, 50, 6)[k]).max()) for k in ('b1', 'b2')}",
            "{f'spread of {k}': round(float(np.std(init_network(400, 300, 200)[k])), 3) for k in ('W1', 'W2')}",
            "{f'mean of {k}': round(abs(float(np.mean(init_network(400, 300, 200)[k]))), 3) for k in ('W1', 'W2')}",
            "{f'{k} reaches 0.03': bool(np.abs(init_network(400, 300, 200)[k]).max() > 0.03) for k in ('W1', 'W2')}",
            "{f'{k} has both signs': len(np.unique(init_network(4, 50, 40)[k] > 0)) == 2 for k in ('W1', 'W2')}",
            "{f'different numbers in {k}': len(np.unique(init_network(3, 4, 5)[k])) for k in ('W1', 'W2')}",
            "p = init_network(3, 4, 5)\nlen({*np.ravel(p['W1'])} | {*np.ravel(p['W2'])})",
            (
                "p = init_network(3, 4, 2)\np['b1'] -= np.full(4, 0.1)\np['b2'] -= np.full(2, 0.3)\n"
                "{key: p[key] for key in ('b1', 'b2')}"
            ),
        ],
        misconceptions=[
            Misconception(
                "outputs-first",
                lambda i, h, o: _params([i, h, o], transposed=True),
                "Your weights are (out, in). `x @ W1` with rows x needs the inputs first.",
            ),
            Misconception(
                "biases-of-the-inputs",
                _biases_of_the_inputs,
                "Your biases are as long as the layer's inputs; each unit of the layer has one.",
            ),
            Misconception(
                "spread-of-one",
                lambda i, h, o: _params([i, h, o], scale=1),
                "Your weights have a spread of 1: a hundred times what is asked. Which factor is missing?",
            ),
            Misconception(
                "second-spread-of-one",
                lambda i, h, o: _params([i, h, o]) | {"W2": _params([i, h, o], scale=1)["W2"]},
                "W2 has a spread of 1, a hundred times that of W1: is a factor missing in its line?",
            ),
            Misconception(
                "second-never-negative",
                _second_weights(lambda rng, shape: 0.01 * rng.random(shape)),
                "W2 is never below 0. A normal distribution has both signs: look at the line of W1.",
            ),
            Misconception(
                "second-moved",
                _second_weights(lambda rng, shape: 0.01 + rng.standard_normal(shape)),
                "0.01 moves all weights of W2 and leaves their spread at 1: it has to be a factor.",
            ),
            Misconception(
                "second-all-zero",
                _second_weights(lambda rng, shape: np.zeros(shape)),
                "All weights of W2 are 0, or next to it. Only biases start at 0; weights have a spread.",
            ),
            Misconception(
                "second-all-alike",
                _second_weights(lambda rng, shape: np.full(shape, 0.01)),
                "All weights of W2 are one number, 0.01: then they have no spread. They are drawn, as those of W1.",
            ),
            Misconception(
                "all-zero",
                lambda i, h, o: _params([i, h, o], scale=0),
                "All weights are 0, or next to it: then all hidden units are alike. Weights need a spread, of 0.01.",
            ),
            Misconception(
                "biases-of-one", lambda i, h, o: _params([i, h, o], bias=1.0), "The biases start at 0, not at 1."
            ),
            Misconception(
                "only-positive",
                _uniform_weights,
                "Your weights lie between 0 and 1, as `random` draws them. A normal distribution has both signs.",
            ),
            Misconception(
                "second-columns-alike",
                _second_weights(lambda rng, shape: 0.01 * rng.standard_normal((shape[0], 1)) * np.ones(shape)),
                "W2 (4, 5) has 4 different numbers, as where all its columns are one. Each weight is drawn.",
            ),
            Misconception(
                "second-rows-alike",
                _second_weights(lambda rng, shape: np.tile(0.01 * rng.standard_normal(shape[1]), (shape[0], 1))),
                "W2 (4, 5) has 5 different numbers, as where all its rows are one. Each weight is drawn.",
            ),
            Misconception(
                "second-repeats-the-first",
                _second_weights(lambda rng, shape: 0.01 * np.random.default_rng(0).standard_normal(shape)),
                "The numbers of W1 come again in W2: does a second generator begin anew, with the same seed?",
            ),
            Misconception(
                "biases-of-one-array",
                _biases_of_one_array,
                "b1 and b2 are parts of one array: a step that changes one of them moves the other along.",
            ),
            Misconception(
                "integer-biases",
                lambda i, h, o: _params([i, h, o]) | {"b1": np.zeros(h, dtype=int), "b2": np.zeros(o, dtype=int)},
                "An array of your biases holds no fractions, so it cannot take a step of 0.1. Make it one of floats.",
            ),
        ],
        hints=(
            "Four arrays: two with two dimensions, two with one; the biases hold only 0.",
            "W2 starts where W1 ended: its inputs are the hidden units.",
            "`np.zeros(n)` makes n zeros. For W2 copy the line of W1 and change its shape.",
        ),
        insight="Random weights make the units different from each other; the biases may start at 0.",
    ),
    Exercise(
        name="forward",
        task="Write the forward pass of three layers, from a dict of parameters.",
        stub='''\
def forward(params, x):
    """Return the outputs of a network: ReLU in two hidden layers, no bend at the end.

    params holds W1, b1, W2, b2, W3, b3; x is one sample (D,) or a batch (N, D).
    """
    ...
''',
        source=dl.MultiLayerNet._through,
        cases=[
            SMALL_PARAMS + "forward(params, np.array([1, -2]))",
            THREE_LAYER_PARAMS + "forward(params, np.array([1.0, 2.0, 4.0]))",
            THREE_LAYER_PARAMS + "x = rng.normal(size=(6, 3))\nforward(params, x)",
            THREE_LAYER_PARAMS + "x = rng.normal(size=(1, 3))\nforward(params, x)",
        ],
        misconceptions=[
            Misconception(
                "bent-output",
                lambda params, x: _three_layers(params, x, output=dl.relu),
                "Your output is never negative: the last layer is bent too. The docstring says which layers bend.",
            ),
            Misconception(
                "no-bend",
                lambda params, x: _three_layers(params, x, hidden=dl.identity),
                "Nothing is bent: without a bend in the hidden layers the three layers collapse into one.",
            ),
            Misconception(
                "bias-after-bend",
                _biases_after_the_bend,
                "In your hidden layers the bias comes after the bend. It belongs to the weighted sum, before the bend.",
            ),
            Misconception(
                "second-layer-not-bent",
                lambda params, x: dl.identity(
                    (dl.relu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]) @ params["W3"]
                    + params["b3"]
                ),
                "The second hidden layer is not bent: the output layer takes what comes after its bend.",
            ),
            Misconception(
                "first-layer-not-bent",
                _first_layer_unbent,
                "The first hidden layer is not bent: the second layer takes what comes after its bend.",
            ),
            Misconception(
                "second-layer-takes-x",
                _inputs_again,
                "Your second layer takes x again. It should take what the first one gives.",
            ),
            Misconception(
                "second-layer-skipped",
                _second_layer_skipped,
                "Your output layer takes what the first layer gives: the second layer is skipped.",
            ),
            Misconception(
                "first-weights-twice",
                lambda params, x: _three_layers(params | {"W2": params["W1"], "b2": params["b1"]}, x),
                "Your second layer uses W1 and b1 again. It has its own, W2 and b2.",
            ),
            Misconception("no-second-bias", _no_second_bias, "The second layer is without its bias, b2."),
            Misconception(
                "sigmoid-output",
                lambda params, x: _three_layers(params, x, output=dl.sigmoid),
                "Your outputs are the sigmoid's, between 0 and 1. Here the output has no bend.",
            ),
            Misconception(
                "no-output-bias",
                lambda params, x: _three_layers(params, x) - params["b3"],
                "The output layer is without its bias: no bend at the end, but a whole weighted sum.",
            ),
            Misconception(
                "sigmoid-for-relu",
                lambda params, x: _three_layers(params, x, hidden=dl.sigmoid),
                "Your hidden layers give the sigmoid's numbers; here they bend by ReLU.",
            ),
            Misconception(
                "no-biases", lambda params, x: _three_layers(params, x, biases=0), "No layer of yours has its bias."
            ),
            Misconception(
                "softmax-output",
                lambda params, x: _three_layers(params, x, output=dl.softmax),
                "Your outputs are shares that add up to 1, as softmax makes them. Here the output has no bend.",
            ),
            Misconception(
                "no-output-layer",
                lambda params, x: dl.relu(dl.relu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]),
                "That is the second hidden layer; the output layer is still to come.",
            ),
            Misconception(
                "no-first-bias",
                _no_first_bias,
                "The first layer is without its bias, b1.",
            ),
            Misconception(
                "first-layer-returned",
                lambda params, x: dl.relu(x @ params["W1"] + params["b1"]),
                "That is the first hidden layer; two more layers are still to come.",
            ),
            Misconception(
                "second-sums-returned",
                lambda params, x: dl.relu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"],
                "These are the sums of the second layer, before its bend; the output layer is still to come.",
            ),
            Misconception(
                "bends-before-each-layer",
                _bends_before_each_layer,
                "The input is bent too: a number below 0 in x counts as 0 here. Only the hidden layers bend.",
            ),
            Misconception(
                "absolute-value",
                lambda params, x: _three_layers(params, x, hidden=np.abs),
                "A sum below 0 in a hidden layer has lost its minus. ReLU makes 0 of it.",
            ),
            Misconception(
                "first-bias-twice",
                lambda params, x: _three_layers(params | {"b2": params["b1"]}, x),
                "Your second layer uses b1 again. It has its own bias, b2.",
            ),
            Misconception(
                "no-hidden-biases",
                lambda params, x: _three_layers(params, x, biases=0) + params["b3"],
                "The hidden layers are without their biases, b1 and b2.",
            ),
            Misconception(
                "bias-sign",
                lambda params, x: _three_layers(params, x, biases=-1),
                "The biases come in with the wrong sign.",
            ),
            Misconception(
                "each-layer-takes-x",
                _each_layer_takes_x,
                "x goes into the second layer again, not what the first one gives. If you wrote a loop: what does a"
                " round hand on?",
            ),
        ],
        hints=(
            "For one sample the result is (4,) if W3 has four columns, and it may hold negative numbers.",
            "Each layer takes what the layer before gave: z1, then z2.",
            "`z1 = dl.relu(x @ params['W1'] + params['b1'])` is the pattern; the output layer is a weighted sum only.",
        ),
        insight="The output of a layer is the input of the next; the last bend depends on the task.",
    ),
    Exercise(
        name="single_layer",
        task="Hunt: repair a layer that stops as soon as its weights are not square.",
        stub='''\
def single_layer(x, W, b):
    """Return sigmoid of the weighted sums, for a sample x (D,) or a batch (N, D).

    W has shape (D, H), b has shape (H,).
    """
    a = np.dot(W, x) + b
    return dl.sigmoid(a)
''',
        symptom=(
            "With weights of shape (4, 3) it stops; with square weights it runs, and nobody notices that the numbers"
            " are others."
        ),
        source=dl.Affine.forward,
        cases=[
            (
                "x, b = np.array([1.0, 5.0, 2.0, -1.0]), np.array([0.1, 0.2, 0.3])\n"
                "W = np.array([[0.1, 0.2, 0.3], [0.2, 0.3, 0.4], [0.3, 0.4, 0.5], [0.0, 0.5, 1.0]])\n"
                "single_layer(x, W, b)"
            ),
            "single_layer(np.array([1.0, 2.0]), np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2]))",
            ("x, W, b = rng.normal(size=(5, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)\nsingle_layer(x, W, b)"),
            ("x, W, b = rng.normal(size=(1, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)\nsingle_layer(x, W, b)"),
        ],
        misconceptions=[
            Misconception(
                "one-sample-only",
                lambda x, W, b: dl.sigmoid(np.dot(W.T, x) + b),
                "One sample works, a batch does not: its samples are rows, and here they are taken as columns.",
            ),
            Misconception(
                "no-bias", lambda x, W, b: dl.sigmoid(np.dot(x, W)), "The shapes fit now, but the bias has gone."
            ),
            Misconception("no-bend", lambda x, W, b: np.dot(x, W) + b, "The shapes fit now, but the bend has gone."),
            Misconception(
                "bias-after-bend",
                lambda x, W, b: dl.sigmoid(np.dot(x, W)) + b,
                "The shapes fit now, but the bias comes after the bend. It belongs to the sum.",
            ),
            Misconception(
                "sum-sign",
                lambda x, W, b: dl.sigmoid(-(np.dot(x, W) + b)),
                "The shapes fit now, but the sigmoid falls where it should rise, as it does when a sign is turned.",
            ),
            Misconception(
                "bias-sign",
                lambda x, W, b: dl.sigmoid(np.dot(x, W) - b),
                "The shapes fit now, but the bias comes in with the wrong sign.",
            ),
            Misconception(
                "bends-the-inputs",
                lambda x, W, b: dl.sigmoid(x),
                "These are the inputs, bent. The sigmoid wants the weighted sums, `a`.",
            ),
            Misconception(
                "relu-for-sigmoid",
                lambda x, W, b: dl.relu(np.dot(x, W) + b),
                "The shapes fit now, but the bend was a sigmoid, and these are ReLU's numbers.",
            ),
            Misconception(
                "softmax-for-sigmoid",
                lambda x, W, b: dl.softmax(np.dot(x, W) + b),
                "The shapes fit now, but the bend was a sigmoid. These are shares that add up to 1, as softmax makes"
                " them.",
            ),
            Misconception(
                "reshaped-weights",
                lambda x, W, b: dl.sigmoid(np.dot(x, W.reshape(len(b), -1).T) + b),
                "The shape fits, but each weight has moved to another place, as by `reshape`: it deals the numbers"
                " out anew.",
            ),
            Misconception(
                "inputs-bent-first",
                lambda x, W, b: np.dot(dl.sigmoid(x), W) + b,
                "The inputs are bent, and the sums are not. The sigmoid wants the weighted sums, `a`.",
            ),
            Misconception(
                "bent-twice",
                lambda x, W, b: dl.sigmoid(dl.sigmoid(np.dot(x, W) + b)),
                "The shapes fit now, but it is bent twice. Once is enough.",
            ),
            Misconception(
                "tanh-for-sigmoid",
                lambda x, W, b: np.tanh(np.dot(x, W) + b),
                "The shapes fit now, but the bend was a sigmoid, and these are tanh's numbers.",
            ),
            Misconception(
                "bias-twice",
                lambda x, W, b: dl.sigmoid(np.dot(x, W) + 2 * b),
                "The shapes fit now, but the bias is in it twice. Once is enough.",
            ),
        ],
        hints=(
            "x (4,) and W (4, 3) should give three numbers.",
            "Which two sizes meet inside `np.dot(W, x)`, and which two should meet?",
            "Samples are rows: they stand on the left of `W`.",
        ),
        insight="Square weights hide a wrong order: always try a layer with different numbers of inputs and units.",
    ),
    Exercise(
        name="two_layers",
        task="Hunt: repair a network that uses two notations at once.",
        stub='''\
def two_layers(x, W1, b1, W2, b2):
    """Return the outputs of two layers with ReLU between them.

    x is one sample (D,) or a batch (N, D).
    """
    a1 = np.dot(x, W1) + b1
    z1 = dl.relu(a1)
    a2 = np.dot(W2, z1) + b2
    return a2
''',
        symptom="One sample runs and gives wrong numbers without a word; a batch of five rows stops.",
        source=dl.Affine.forward,
        cases=[
            (
                "x, W1, W2 = np.array([1.0, 2.0]), np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[1.0, -1.0],"
                " [2.0, 3.0]])\ntwo_layers(x, W1, np.array([1.0, 1.0]), W2, np.array([0.0, 2.0]))"
            ),
            (
                "x, W1, W2 = rng.normal(size=3), rng.normal(size=(3, 3)),"
                " rng.normal(size=(3, 3))\ntwo_layers(x, W1, np.ones(3), W2, np.zeros(3))"
            ),
            (
                "x, W1, W2 = rng.normal(size=(5, 3)), rng.normal(size=(3, 3)),"
                " rng.normal(size=(3, 3))\ntwo_layers(x, W1, np.ones(3), W2, np.arange(3.0))"
            ),
            (
                "x, W1, W2 = rng.normal(size=(5, 2)), rng.normal(size=(2, 4)),"
                " rng.normal(size=(4, 3))\ntwo_layers(x, W1, np.ones(4), W2, np.arange(3.0))"
            ),
            (
                "x, W1, W2 = rng.normal(size=(1, 2)), rng.normal(size=(2, 4)),"
                " rng.normal(size=(4, 3))\ntwo_layers(x, W1, np.ones(4), W2, np.arange(3.0))"
            ),
        ],
        misconceptions=[
            Misconception(
                "samples-as-columns",
                lambda x, W1, b1, W2, b2: np.dot(W2, dl.relu(np.dot(W1, x) + b1)) + b2,
                "Both layers now take samples as columns. Here samples are rows, and a batch still stops.",
            ),
            Misconception(
                "transposed-too-often",
                lambda x, W1, b1, W2, b2: np.dot(dl.relu(np.dot(x, W1) + b1), W2.T) + b2,
                "Square weights run and the others stop: the second layer takes a row of W2 for a unit, as by `W2.T`.",
            ),
            Misconception(
                "one-sample-only",
                lambda x, W1, b1, W2, b2: np.dot(W2.T, dl.relu(np.dot(x, W1) + b1)) + b2,
                "One sample is right now, a batch is not: the second layer takes its samples as columns.",
            ),
            Misconception(
                "hidden-layer-returned",
                lambda x, W1, b1, W2, b2: dl.relu(np.dot(x, W1) + b1),
                "That is the hidden layer. The outputs are those of the second layer.",
            ),
            Misconception(
                "no-second-bias",
                lambda x, W1, b1, W2, b2: np.dot(dl.relu(np.dot(x, W1) + b1), W2),
                "The shapes fit now, but the second bias has gone.",
            ),
            Misconception(
                "no-bend",
                lambda x, W1, b1, W2, b2: np.dot(np.dot(x, W1) + b1, W2) + b2,
                "The shapes fit, but the bend between the layers has gone.",
            ),
            Misconception(
                "bent-output",
                lambda x, W1, b1, W2, b2: dl.relu(np.dot(dl.relu(np.dot(x, W1) + b1), W2) + b2),
                "Your outputs are never below 0: they are bent too, and nobody asked for it.",
            ),
            Misconception(
                "rows-for-units",
                lambda x, W1, b1, W2, b2: np.dot(W2, dl.relu(np.dot(x, W1) + b1).T).T + b2,
                "A batch with square weights runs now, but a row of W2 is taken for a unit. Here a unit is a column.",
            ),
            Misconception(
                "hidden-layer-transposed",
                lambda x, W1, b1, W2, b2: np.dot(W2, dl.relu(np.dot(x, W1) + b1).T) + b2,
                "W2 still meets the hidden layer from the left, with a row for a unit. Here a unit is a column.",
            ),
            Misconception(
                "second-layer-takes-x",
                lambda x, W1, b1, W2, b2: np.dot(x, W2) + b2,
                "The second layer takes x here. It should take what the first one gives.",
            ),
            Misconception(
                "no-first-bias",
                lambda x, W1, b1, W2, b2: np.dot(dl.relu(np.dot(x, W1)), W2) + b2,
                "The shapes fit now, but the first bias has gone.",
            ),
            Misconception(
                "bias-after-bend",
                lambda x, W1, b1, W2, b2: np.dot(dl.relu(np.dot(x, W1)) + b1, W2) + b2,
                "The first bias comes after the bend. It belongs to the weighted sum, before the bend.",
            ),
            Misconception(
                "both-transposed",
                lambda x, W1, b1, W2, b2: np.dot(dl.relu(np.dot(x, W1.T) + b1), W2.T) + b2,
                "Square weights run and the others stop: both layers take a row of W for a unit, as by `W.T`.",
            ),
            Misconception(
                "sigmoid-for-relu",
                lambda x, W1, b1, W2, b2: np.dot(dl.sigmoid(np.dot(x, W1) + b1), W2) + b2,
                "The shapes fit now, but the bend between the layers was ReLU, and these are the sigmoid's numbers.",
            ),
            Misconception(
                "first-sums-returned",
                lambda x, W1, b1, W2, b2: np.dot(x, W1) + b1,
                "These are the sums of the hidden layer, not bent yet. The outputs are those of the second layer.",
            ),
        ],
        hints=(
            "A batch of five rows should give five rows.",
            "Compare the two lines with `np.dot`: who stands on the left, the samples or the weights?",
            "Choose one order for the whole network. This course takes samples as rows.",
        ),
        insight=(
            "`x W` with rows and `W x` with columns are both right; mixed they are wrong, and square weights hide it."
        ),
    ),
    Exercise(
        name="two_three_four",
        task="Hunt: repair the code that stands under the heading 2-3-4.",
        stub='''\
def two_three_four():
    """Return the params of a 2-3-4 network: 2 inputs, 3 hidden units, 4 outputs."""
    rng = np.random.default_rng(0)
    params = {}
    params["W1"] = rng.random((3, 50))
    params["b1"] = rng.random(50)
    params["W2"] = rng.random((50, 6))
    params["b2"] = rng.random(6)
    return params
''',
        symptom="The heading says 2-3-4, but a sample of two numbers does not fit, and six numbers would come out.",
        cases=[
            "{key: np.shape(value) for key, value in two_three_four().items()}",
            "p = two_three_four()\ny = (np.ones((5, 2)) @ p['W1'] + p['b1']) @ p['W2'] + p['b2']\ny.shape",
        ],
        misconceptions=[
            Misconception(
                "hidden-size-kept",
                lambda: _params([2, 50, 4]),
                "Inputs and outputs fit; the heading also names the hidden units.",
            ),
            Misconception(
                "outputs-first",
                lambda: _params([2, 3, 4], transposed=True),
                "The sizes are right, but your weights are (out, in): inputs first.",
            ),
            Misconception(
                "output-size-kept",
                lambda: _params([2, 3, 6]),
                "The last number of the heading is the number of outputs.",
            ),
            Misconception(
                "input-size-kept",
                lambda: _params([3, 3, 4]),
                "The first number of the heading is the number of inputs.",
            ),
            Misconception(
                "bias-sizes-kept",
                lambda: _params([2, 3, 4]) | {"b1": np.zeros(50), "b2": np.zeros(6)},
                "The weights fit now, the biases do not: each should be as long as its W is wide.",
            ),
            Misconception(
                "biases-of-the-inputs",
                lambda: _params([2, 3, 4]) | {"b1": np.zeros(2), "b2": np.zeros(3)},
                "Your biases are as long as the layer's inputs; it is its units that have one each.",
            ),
        ],
        hints=(
            "x (5, 2) goes in, y (5, 4) comes out, and the hidden layer is (5, 3).",
            "Read the heading as a chain: each pair of neighbours is the shape of one W.",
            "W1 is (inputs, hidden), W2 is (hidden, outputs); a bias is as long as its W is wide.",
        ),
        insight="A heading is a promise: print the shapes and compare.",
    ),
    Exercise(
        name="first_layer",
        task="Hunt: repair a layer that works for some batches only.",
        stub='''\
def first_layer(x, hidden_size):
    """Return the weighted sums (N, hidden_size) of a new layer.

    All weights are 1, and unit number j has the bias j.
    """
    W = np.ones((x.shape[1], hidden_size))
    b = np.arange(len(x))
    return x @ W + b
''',
        symptom="With 3 rows and 3 units it works; with 2 rows and 3 units it stops.",
        source=dl.Affine.forward,
        cases=[
            "x = np.array([[1.0, 2.0], [3.0, 4.0]])\nfirst_layer(x, 3)",
            "x = rng.normal(size=(5, 2))\nfirst_layer(x, 3)",
            "x = rng.normal(size=(3, 2))\nfirst_layer(x, 3)",
            "x = rng.normal(size=(4, 3))\nfirst_layer(x, 3)",
            "x = rng.normal(size=(1, 3))\nfirst_layer(x, 2)",
        ],
        misconceptions=[
            Misconception(
                "bias-for-each-sample",
                lambda x, h: x @ np.ones((x.shape[1], h)) + np.arange(len(x))[:, np.newaxis],
                "It runs, but each sample has a bias here, as a column gives it. To whom does a bias belong?",
            ),
            Misconception(
                "biases-of-the-inputs",
                lambda x, h: x @ np.ones((x.shape[1], h)) + np.arange(x.shape[1]),
                "There are as many biases as inputs here; they belong to the units.",
            ),
            Misconception(
                "no-bias",
                lambda x, h: x @ np.ones((x.shape[1], h)),
                "It runs, but all biases are 0, or gone: unit number j has the bias j.",
            ),
            Misconception(
                "counts-from-zero",
                lambda x, h: x @ np.ones((x.shape[1], h)) + np.arange(1, h + 1),
                "Each bias is 1 too large: the first unit has number 0.",
            ),
            Misconception(
                "all-biases-one",
                lambda x, h: x @ np.ones((x.shape[1], h)) + 1,
                "Every unit has the bias 1 here. Unit number j has the bias j.",
            ),
            Misconception(
                "all-biases-the-count",
                lambda x, h: x @ np.ones((x.shape[1], h)) + h,
                "Every unit has the bias `hidden_size` here. Unit number j has the bias j.",
            ),
        ],
        hints=(
            "The bias must not know how many samples there are.",
            "Which of the three numbers N, D, H is the number of units? Which one does `len(x)` give?",
            "Make `b` as long as `W` is wide.",
        ),
        insight="A bias belongs to a unit, so its length is that of the layer, never that of the batch.",
    ),
]

QUESTIONS = [
    Question(
        id="01.1",
        kind="recall",
        text="You change a cell and run only the cells below it. What do the cells above still hold?",
        choices=[
            Choice(
                "what they held when they last ran",
                "A notebook keeps every result until its cell runs again.",
                right=True,
            ),
            Choice("the new values, as in a table", "Nothing is recalculated by itself: a notebook is no spreadsheet."),
            Choice("nothing", "The kernel remembers everything until it is restarted."),
        ],
    ),
    Question(
        id="01.2",
        kind="recall",
        text="`left @ right`, with the shapes (4, 3) and (4,), stops. Which two numbers did not fit?",
        choices=[
            Choice(
                "4 and 4",
                "Those are equal, but they do not meet: the last of the left side meets the first of the right.",
            ),
            Choice("3 and 4", "The last size of the left side meets the first of the right side.", right=True),
            Choice("3 and nothing", "(4,) has one size, and that is the one that meets the 3."),
        ],
    ),
    Question(
        id="01.3",
        kind="recall",
        text="What is the safest way to know that a notebook is in order?",
        choices=[
            Choice("run the last cell again", "It may lean on a value whose cell has since been changed or deleted."),
            Choice("save it", "Saving keeps the text, not the order in which you ran it."),
            Choice(
                "restart and run all", "Every cell runs once, from top to bottom, with nothing left over.", right=True
            ),
        ],
    ),
    Question(
        id="01.4",
        kind="predict",
        text="A neuron draws a line between yes and no. What does a larger bias do to the line?",
        choices=[
            Choice("it moves it", "The bias shifts the line; the weights alone set its direction.", right=True),
            Choice("it turns it", "Turning needs a change in the ratio of the weights."),
            Choice("nothing", "The bias is part of the sum that decides: the line is where the sum is 0."),
        ],
    ),
    Question(
        id="01.5",
        kind="predict",
        text="Both weights and the bias are doubled. What happens to the line where `a` is 0?",
        choices=[
            Choice("it moves away", "Where a sum is 0, twice the sum is 0 too."),
            Choice("it stays", "Only `a` itself grows: the bend becomes steeper, the line stays.", right=True),
            Choice("it turns", "The direction depends on the ratio of the weights, and that has not changed."),
        ],
    ),
    Question(
        id="01.6",
        kind="predict",
        text="784-100-10: which layer holds most of the 79,510 parameters?",
        choices=[
            Choice("the first", "784 times 100 weights stand there, and 100 biases.", right=True),
            Choice("the second", "100 times 10 weights: little over a thousand."),
            Choice("both about the same", "Compare 784 times 100 with 100 times 10."),
        ],
        shows="784 * 100 + 100",
    ),
    Question(
        id="01.7",
        kind="predict",
        text="The batch grows from 5 to 500 rows. Which shapes change?",
        choices=[
            Choice("those of W and b", "Weights and biases belong to the layer and do not know the batch."),
            Choice(
                "those of x, a and z",
                "Their first number is N; everything that is learned stays as it is.",
                right=True,
            ),
            Choice("all of them", "What is learned, W and b, stays as it is."),
        ],
    ),
    Question(
        id="01.8",
        kind="predict",
        text="W has shape (3, 4) and its bias has shape (3,). When will NumPy notice?",
        choices=[
            Choice("when the bias is made", "Alone it is an array like any other."),
            Choice("when it is added to `x @ W`", "(N, 4) and (3,) do not fit together.", right=True),
            Choice("never", "(N, 4) plus (3,) does not fit. A bias of length 4 would, or of length 1."),
        ],
    ),
    Question(
        id="01.9",
        kind="quiz",
        text="A heading says 2-3-4, the code makes weights (3, 50) and (50, 6). Which network runs?",
        choices=[
            Choice("2-3-4", "Headings do not run: read the shapes."),
            Choice("3-50-6", "The shapes are a chain: 3 inputs, 50 hidden units, 6 outputs.", right=True),
            Choice("50-3-6", "A weight matrix is (inputs, units): the chain begins with 3."),
        ],
    ),
    Question(
        id="01.10",
        kind="quiz",
        text="One notebook says `u = W x + b`, this one `a = x @ W + b`. Who is right?",
        choices=[
            Choice("the first", "Right with samples as columns; but here samples are rows."),
            Choice("this one", "Right with samples as rows; but others take columns."),
            Choice("both", "Columns want `W x`, rows want `x W`. Only mixing them is wrong.", right=True),
        ],
    ),
    Question(
        id="01.11",
        kind="quiz",
        text="How many parameters has the network 5-10-20-1?",
        choices=[
            Choice("301", "(5 + 1) 10 + (10 + 1) 20 + (20 + 1) 1: weights and biases.", right=True),
            Choice("270", "Those are the weights; the 10 + 20 + 1 biases are missing."),
            Choice("36", "That is the number of units: each pair of neighbours in two layers has a weight."),
        ],
        shows="(5 + 1) * 10 + (10 + 1) * 20 + (20 + 1) * 1",
    ),
]

ORDERINGS = [
    Ordering(
        id="01.12",
        text="Put the forward pass of two layers in order: from a batch x to the class of each row.",
        setup=(
            "rng = np.random.default_rng(0)\nx, W1, b1 = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)),"
            " rng.normal(size=4)\nW2, b2 = rng.normal(size=(4, 2)), rng.normal(size=2)"
        ),
        lines=[
            "a1 = x @ W1 + b1",
            "z1 = dl.relu(a1)",
            "a2 = z1 @ W2 + b2",
            "y = dl.softmax(a2)",
            "answer = y.argmax(axis=1)",
        ],
        result="answer",
        before=[
            (0, 1, "The bend needs the weighted sum of its layer: first a1, then z1."),
            (1, 2, "The second layer takes what the first one gives, after its bend."),
            (2, 3, "The outputs are made from the scores: first the scores."),
            (3, 4, "The answer is the place of the largest output: first the outputs."),
        ],
    ),
]
