"""Lesson 08: equal units, the spread of a sum, Xavier and He, and results that differ from seed to seed."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Question

TITLE = "Where weights start"


def _init(spread, shape=lambda n_in, n_out: (n_in, n_out), bias=0.0, draw=None, zero_based=False, middle=None):
    """Return an init_weights with one thing wrong: `spread(kind, n_in, n_out)` is that of a layer's weights."""

    def init_weights(sizes, kind, rng):
        params = {}
        for i, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=0 if zero_based else 1):
            std = spread(kind, n_in, n_out)
            drawn = rng.standard_normal if draw is None else lambda size: draw(rng, size)
            params[f"W{i}"] = std * drawn(shape(n_in, n_out)) + (middle(kind, n_in, n_out) if middle else 0)
            params[f"b{i}"] = bias(rng, std, n_out) if callable(bias) else np.full(n_out, bias)
        return params

    return init_weights


def _right(kind, n_in, n_out):
    return np.sqrt({"xavier": 1, "he": 2}[kind] / n_in)


def _ratio(W=lambda rng, scale, n: rng.normal(0, scale, (n, n)), measure=np.std, of_sums_alone=False):
    """Return a spread_ratio with one thing wrong."""

    def spread_ratio(scale, n, rng):
        x = rng.normal(0, 3, (1000, n))
        return measure(x @ W(rng, scale, n)) / (1 if of_sums_alone else measure(x))

    return spread_ratio


def _of_the_first_sample(scale, n, rng):
    x, W = rng.normal(0, 3, (1000, n)), rng.normal(0, scale, (n, n))
    return np.std(x[0] @ W) / np.std(x[0])


def _by_the_weights(scale, n, rng):
    x, W = rng.normal(0, 3, (1000, n)), rng.normal(0, scale, (n, n))
    return np.std(x @ W) / np.std(W)


def _mean_and(error):
    return lambda results: (np.mean(results), error(np.asarray(results, float)))


def _diagnosed(**others):
    right = {"A": "saturated", "B": "vanishing", "C": "healthy", "D": "exploding"}
    return lambda: {**right, **others}


def _start(weights, bias=lambda rng, size: np.zeros(size)):
    """Return a first network 5-10-20-1, each weight matrix made by weights(rng, shape)."""

    def init_yes_or_no(rng):
        shapes = (5, 10), (10, 20), (20, 1)
        params = {f"W{i}": weights(rng, shape) for i, shape in enumerate(shapes, start=1)}
        return params | {f"b{i}": bias(rng, shape[1]) for i, shape in enumerate(shapes, start=1)}

    return init_yes_or_no


_right_start = _start(lambda rng, shape: rng.normal(0, np.sqrt(2 / shape[0]), shape))


def _positive_first(rng):
    return _right_start(rng) | {"W1": np.array([[0.1, 0.3, 0.5, 0.1, 0.3, 0.5, 0.1, 0.3, 0.5, 0.1]] * 5)}


def _xavier(
    fan=lambda n_in, n_out: n_out,
    shape=lambda n_in, n_out: (n_in, n_out),
    power=0.5,
    draw=lambda rng, spread, shape: rng.normal(0, spread, shape),
):
    def xavier_weights(sizes, rng):
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        return [draw(rng, 1 / fan(*pair) ** power, shape(*pair)) for pair in pairs]

    return xavier_weights


def _of_the_inputs(draw):
    """Return an xavier_weights that counts what it should, and draws by draw(rng, spread, shape)."""
    return _xavier(fan=lambda n_in, n_out: n_in, draw=draw)


def _by(generator, *, only=""):
    """Return a right init_yes_or_no whose weights, or one of them, are drawn by generator() and not by the `rng`."""

    def init_yes_or_no(rng):
        params, others = _right_start(rng), _right_start(generator())
        return params | {key: others[key] for key in params if only in key}

    return init_yes_or_no


SIZES = "params = init_weights([600, 300, 200], {kind!r}, rng)\n"
# What a 5-10-20-1 network answers for inputs such as 1, 2, 2, 4, 5, over forty first networks.
YES = """\
def answer(p, x):
    z = dl.relu(dl.relu(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])
    return dl.sigmoid(z @ p["W3"] + p["b3"])

x = rng.integers(1, 6, (30, 5))
"""
FORTY = "np.array([answer(init_yes_or_no(np.random.default_rng(seed)), x) for seed in range(40)])"
BIASES = """\
def fair(y):
    return np.mean(y == 1.0) < 0.01 and 0.2 < np.mean(y > 0.5) < 0.8 and np.median(np.ptp(y, axis=1)) > 0.001

networks = [init_yes_or_no(np.random.default_rng(seed)) for seed in range(40)]
bare = [p | {"b1": 0, "b2": 0, "b3": 0} for p in networks]
with_biases, without = (fair(np.array([answer(p, x) for p in group])) for group in (networks, bare))
bool(without and not with_biases)  # do the biases spoil it?"""
TWO_SEEDS = "a, b = (init_yes_or_no(np.random.default_rng(seed)) for seed in (0, 1))\n"
# Twenty layers on a task that one input decides.
DEEP = """\
x = np.random.default_rng(0).normal(size=(200, {width}))
net = dl.MultiLayerNet([{width}] * 21 + [2], "tanh", weight_init_std=twenty_layer_scale({width}))
"""
TRAINED = DEEP + (
    "history = dl.train(net, (x, (x[:, 0] > 0) * 1), None, dl.SGD(0.1), epochs=15, batch_size=20)\n"
    "history[-1].train_accuracy > 0.8"
)

EXERCISES = [
    Exercise(
        name="spread_ratio",
        task="Measure by how much a layer multiplies the spread of what comes in.",
        stub='''\
def spread_ratio(scale, n, rng):
    """Return the spread of x @ W divided by the spread of x, for n inputs and n units.

    The weights W (n, n) are drawn around 0, with spread `scale`.
    """
    x = rng.normal(0, 3, (1000, n))  # 1,000 samples of spread 3
    W = rng.normal(...)
    return ...  # the spread of all numbers of an array is its .std()
''',
        cases=[
            "spread_ratio(1.0, 100, rng)",
            "spread_ratio(0.1, 100, rng)",
            "spread_ratio(0.5, 400, rng)",
            "len({round(spread_ratio(1.0, 1, np.random.default_rng(seed)), 6) for seed in range(9)})  # nine draws",
            "len({round(spread_ratio(1.0, 2, np.random.default_rng(seed)), 6) for seed in range(9)})",
            "bool(np.isfinite(spread_ratio(1.0, 1, rng)))  # a number, for one unit too",
            "len({spread_ratio(1.0, 2, np.random.default_rng(3)) for _ in range(2)})  # equal seeds, one number",
            "max(abs(spread_ratio(1.0, 25, np.random.default_rng(seed)) - 5) for seed in range(9)) < 0.8  # 25 units",
        ],
        rtol=0.05,
        misconceptions=[
            Misconception(
                "variance",
                _ratio(measure=np.var),
                "That is the ratio of the variances, the square of what is asked. The spread is `.std()`.",
            ),
            Misconception(
                "first-sample-alone",
                _of_the_first_sample,
                "That is the ratio for the first sample alone. With one unit it is nan: one number has no spread. Take"
                " all the numbers of both arrays.",
            ),
            Misconception(
                "scale-not-used",
                _ratio(lambda rng, scale, n: rng.normal(0, 1, (n, n))),
                "The scale changes nothing: these are the numbers of weights of spread 1, whatever `scale` is.",
            ),
            Misconception(
                "scale-as-mean",
                _ratio(lambda rng, scale, n: rng.normal(scale, 1, (n, n))),
                "Your weights lie around `scale`. In `rng.normal(0, s, shape)` the middle comes before the spread.",
            ),
            Misconception(
                "equal-weights",
                _ratio(lambda rng, scale, n: np.full((n, n), scale)),
                "Your weights are the same for every `rng`. `rng.normal` takes the middle, the spread, the shape.",
            ),
            Misconception(
                "positive-weights",
                _ratio(lambda rng, scale, n: scale * rng.random((n, n))),
                "Near 0.58 of what it should be: are the weights drawn evenly, or is there a bend in it?",
            ),
            Misconception(
                "sums-alone",
                _ratio(of_sums_alone=True),
                "Three times too large, as the spread of the sums alone is. What must divide it, to say how it grew?",
            ),
            Misconception(
                "one-weight-a-unit",
                _ratio(lambda rng, scale, n: np.diag(rng.normal(0, scale, n))),
                "The growth by √n is missing: is it divided out, or has each unit one input? W has the shape (n, n).",
            ),
            Misconception(
                "one-weight-for-all",
                _ratio(lambda rng, scale, n: rng.normal(0, scale) * np.eye(n)),
                "There is one weight, for all. W needs a shape, and `x @ W` adds up: `rng.normal(0, scale, (n, n))`.",
            ),
            Misconception(
                "upside-down",
                lambda scale, n, rng: 1 / _ratio()(scale, n, rng),
                "Upside down: x is divided by the sums. How many times as far as x do the sums spread?",
            ),
            Misconception(
                "by-the-weights",
                _by_the_weights,
                "That is divided by the spread of the weights. How many times as far as x do the sums spread?",
            ),
            Misconception(
                "scale-squared",
                _ratio(lambda rng, scale, n: rng.normal(0, scale**2, (n, n))),
                "These are the numbers of weights of spread scale². `rng.normal` takes the spread, not the variance.",
            ),
            Misconception(
                "already-divided",
                _ratio(lambda rng, scale, n: rng.normal(0, scale / np.sqrt(n), (n, n))),
                "The growth by √n is what you are to measure. Is it divided out, or W not of the shape (n, n)?",
            ),
            Misconception(
                "difference",
                lambda scale, n, rng: 3 * _ratio()(scale, n, rng) - 3,
                "That is a difference of the spreads. How many times as far do the sums spread?",
            ),
            Misconception(
                "means",
                _ratio(measure=np.mean),
                "Those are means, and both are near 0: their ratio is chance. The spread is `.std()`.",
            ),
            Misconception(
                "one-unit",
                _ratio(lambda rng, scale, n: rng.normal(0, scale, n)),
                "These are the sums of a single unit, of n weights. The layer has n units: W has the shape (n, n).",
            ),
            Misconception(
                "formula",
                lambda scale, n, rng: scale * np.sqrt(n),
                "It gives the same for every `rng`. Draw x and W by it, and compare the spreads of `x @ W` and x.",
            ),
            Misconception(
                "no-generator",
                _ratio(lambda rng, scale, n: np.random.default_rng().normal(0, scale, (n, n))),
                "The ratio is right, but one seed gives other numbers each time: draw from the `rng` that comes in.",
            ),
            Misconception(
                "samples-added-up",
                lambda scale, n, rng: np.std(rng.normal(0, scale, (n, 1000)) @ rng.normal(0, 3, (1000, n))) / 3,
                "The 1,000 samples are added up, as `W @ x` does it. A unit adds up the n inputs of one sample.",
            ),
        ],
        hints=(
            "With 100 inputs and weights of spread 1 the answer is close to 10.",
            "Which arrays need a spread, and what are the three arguments of `rng.normal`?",
            "`rng.normal(0, scale, (n, n))` draws W; divide one `.std()` by the other.",
        ),
        insight="A sum of n terms spreads √n times as far as one of them: the ratio is scale · √n.",
    ),
    Exercise(
        name="keeping_scale",
        task="Write the spread of the weights that keeps the strength of the signal.",
        stub='''\
def keeping_scale(n, kept):
    """Return the spread of the weights for which n * scale ** 2 * kept is 1.

    n inputs reach each unit; the bend lets the share `kept` of the mean square through:
    1 for the identity, nearly 1 for tanh near 0, 1/2 for ReLU.
    """
    return ...  # your code here
''',
        cases=[
            "keeping_scale(4, 1.0)",
            "keeping_scale(100, 1.0)",
            "keeping_scale(8, 0.5)",
            "keeping_scale(784, 0.5)",
        ],
        misconceptions=[
            Misconception(
                "variance",
                lambda n, kept: 1 / (n * kept),
                "That is scale ** 2, the variance of a weight. Its spread is the root.",
            ),
            Misconception(
                "upside-down",
                lambda n, kept: np.sqrt(n * kept),
                "That is by how much the signal grows. The weights have to undo it: more inputs, smaller weights.",
            ),
            Misconception(
                "bend-forgotten",
                lambda n, kept: 1 / np.sqrt(n),
                "Right without a bend. If half is lost on the way, must the weights be larger or smaller?",
            ),
            Misconception(
                "bend-upside-down",
                lambda n, kept: np.sqrt(kept / n),
                "What the bend loses must be made good: a smaller `kept` asks for larger weights, not smaller ones.",
            ),
            Misconception(
                "kept-outside-the-root",
                lambda n, kept: 1 / (kept * np.sqrt(n)),
                "`kept` is a share of the mean square: it stands under the root, as n does.",
            ),
            Misconception(
                "relu-always",
                lambda n, kept: np.sqrt(2 / n),
                "Right for ReLU alone, where `kept` is 1/2. Let it hold for any `kept`: 1 asks for smaller weights.",
            ),
            Misconception(
                "kept-on-top",
                lambda n, kept: kept / np.sqrt(n),
                "A smaller `kept` makes your weights smaller. They must make good what is lost, under the root.",
            ),
        ],
        hints=(
            "4 inputs and no bend: 0.5, because 4 times 0.25 is 1.",
            "Solve n · scale² · kept = 1 for scale.",
            "scale² is 1 / (n · kept). What is scale?",
        ),
        insight="1/√n keeps a signal without a bend (Xavier), √(2/n) one that ReLU halves (He).",
    ),
    Exercise(
        name="init_weights",
        task="Write the first weights and biases of a network of any sizes.",
        stub='''\
def init_weights(sizes, kind, rng):
    """Return a dict "W1" (D, H), "b1" (H,), "W2", ... for layers of these sizes.

    kind "xavier": spread 1 / √inputs; "he": √(2 / inputs). Biases are 0.
    """
    params = {}
    for i in range(1, len(sizes)):
        n_in, n_out = sizes[i - 1], sizes[i]
        params[f"W{i}"] = ...  # rng.normal
        params[f"b{i}"] = ...
    return params
''',
        source=dl.MultiLayerNet._initial_params,
        cases=[
            (
                'params = init_weights([2, 3, 4], "xavier", rng)\n'
                "{key: np.shape(params[key]) for key in sorted(params)}, params['b1'], params['b2']"
            ),
            SIZES.format(kind="he")
            + (
                "W = params['W1']\ncolumns, rows = len(np.unique(W[0])), len(np.unique(W[:, 0]))  # of 300 and of 600\n"
                '"columns are equal" if columns < 280 else "rows are equal" if rows < 560 else "all are different"'
            ),
            SIZES.format(kind="xavier") + "[round(float(params[key].std()), 4) for key in ('W1', 'W2')]",
            SIZES.format(kind="he") + "[round(float(params[key].std()), 4) for key in ('W1', 'W2')]",
            SIZES.format(kind="he") + "[bool(abs(params[key].mean()) < 0.01) for key in ('W1', 'W2')]",
            (
                'a, b, c = (init_weights([2, 3], "he", np.random.default_rng(seed))["W1"] for seed in (0, 0, 1))\n'
                "bool((a == b).all()), bool((a == c).all())  # equal seeds, other seeds"
            ),
        ],
        rtol=0.05,
        misconceptions=[
            Misconception(
                "shapes-swapped",
                _init(_right, shape=lambda n_in, n_out: (n_out, n_in)),
                "Your W has shape (out, in). In `x @ W` it has a row for each input and a column for each unit.",
            ),
            Misconception(
                "outputs-counted",
                _init(lambda kind, n_in, n_out: _right(kind, n_out, n_in)),
                "The shapes are right, the spreads are not: you count a layer's units. What does one unit add up?",
            ),
            Misconception(
                "variance",
                _init(lambda kind, n_in, n_out: _right(kind, n_in, n_out) ** 2),
                "Your spread is 1/n or 2/n: that is the variance. `rng.normal` takes the spread, its root.",
            ),
            Misconception(
                "variance-and-one-kind",
                _init(lambda kind, n_in, n_out: 1 / n_in),
                "1/n is the variance of Xavier's weights: `rng.normal` takes the spread, its root. And He's differ.",
            ),
            Misconception(
                "upside-down",
                _init(lambda kind, n_in, n_out: 1 / _right(kind, n_in, n_out)),
                "Upside down: the more inputs a unit adds up, the smaller its weights.",
            ),
            Misconception(
                "times-the-root",
                _init(lambda kind, n_in, n_out: n_in * _right(kind, n_in, n_out)),
                "Your spread grows with the inputs: √n, √(2n). The more a unit adds up, the smaller its weights.",
            ),
            Misconception(
                "spread-of-one",
                _init(lambda kind, n_in, n_out: 1.0),
                "The shapes are right, but every weight has spread 1. How many inputs does a unit add up?",
            ),
            Misconception(
                "spread-of-a-hundredth",
                _init(lambda kind, n_in, n_out: 0.01),
                "The shapes are right, but the spread is 0.01 everywhere: `kind` and the inputs change nothing.",
            ),
            Misconception(
                "root-of-the-spread",
                _init(lambda kind, n_in, n_out: np.sqrt(_right(kind, n_in, n_out))),
                "Too large: a root too many. `rng.normal` takes the spread, which is 1/√n.",
            ),
            Misconception(
                "one-kind",
                _init(lambda kind, n_in, n_out: _right("xavier", n_in, n_out)),
                'Xavier is right. "he" gives the same: its spread is √2 times as large.',
            ),
            Misconception(
                "kinds-swapped",
                _init(lambda kind, n_in, n_out: _right("he" if kind == "xavier" else "xavier", n_in, n_out)),
                "The two kinds are swapped: He has the 2, because ReLU loses half.",
            ),
            Misconception(
                "two-outside-the-root",
                _init(lambda kind, n_in, n_out: {"xavier": 1, "he": 2}[kind] / np.sqrt(n_in)),
                "Xavier is right. In He's formula the 2 stands under the root.",
            ),
            Misconception(
                "inputs-outside-the-root",
                _init(lambda kind, n_in, n_out: 2**0.5 / n_in if kind == "he" else n_in**-0.5),
                "Xavier is right. In He's formula the root is of the whole fraction, of the inputs too.",
            ),
            Misconception(
                "first-layer-for-all",
                lambda sizes, kind, rng: {
                    key: value * (sizes[0] ** -0.5 * sizes[int(key[1:]) - 1] ** 0.5)
                    for key, value in _init(_right)(sizes, kind, rng).items()
                },
                "The first layer is right. The others use its number of inputs: each layer has its own.",
            ),
            Misconception(
                "all-positive",
                _init(_right, draw=lambda rng, size: np.abs(rng.standard_normal(size))),
                "All your weights are positive. They should lie on both sides of 0.",
            ),
            Misconception(
                "uniform-from-zero",
                _init(_right, draw=lambda rng, size: rng.random(size)),
                "`rng.random` draws from 0 to 1: nothing below 0, and a spread of 0.29. `rng.normal` draws around 0.",
            ),
            Misconception(
                "random-biases",
                lambda sizes, kind, rng: {
                    key: value if key[0] == "W" else rng.standard_normal(value.shape)
                    for key, value in _init(_right)(sizes, kind, rng).items()
                },
                "The weights are right. The biases should start at 0.",
            ),
            Misconception(
                "biases-of-one",
                _init(_right, bias=1.0),
                "The weights are right. The biases should start at 0, not at 1.",
            ),
            Misconception(
                "biases-as-weights",
                _init(_right, bias=lambda rng, spread, size: rng.normal(0, spread, size)),
                "The weights are right. You draw the biases as you draw the weights: they should start at 0.",
            ),
            Misconception(
                "equal-weights",
                _init(_right, draw=lambda rng, size: np.ones(size)),
                "All weights of a layer are equal: their spread is 0, and all its units stay one unit.",
            ),
            Misconception(
                "zeros",
                _init(lambda kind, n_in, n_out: 0.0),
                "All weights are 0, so equal: the units of a layer stay one unit. Draw them.",
            ),
            Misconception(
                "glorot-for-all",
                _init(lambda kind, n_in, n_out: (2 / (n_in + n_out)) ** 0.5),
                "Your spread counts the outputs too, as Glorot's does, and is the same for both kinds.",
            ),
            Misconception(
                "equal-columns",
                _init(_right, draw=lambda rng, size: rng.standard_normal((size[0], 1)) * np.ones(size)),
                "Too few different weights: are the columns of W equal? Each weight is a draw of its own.",
            ),
            Misconception(
                "spread-as-mean",
                _init(lambda kind, n_in, n_out: 1.0, middle=_right),
                "Your weights spread by 1, around another number than 0. `rng.normal(0, s, ...)`: first the middle.",
            ),
            Misconception(
                "glorot-for-xavier",
                _init(lambda kind, n_in, n_out: (2 / (n_in + n_out if kind == "xavier" else n_in)) ** 0.5),
                'He is right. "xavier" counts the inputs alone here: yours is Glorot\'s, with the outputs.',
            ),
            Misconception(
                "own-generator",
                _init(_right, draw=lambda rng, size: np.random.default_rng(0).standard_normal(size)),
                "The spreads are right, but every seed gives the same weights. Draw from the `rng` that comes in.",
            ),
            Misconception(
                "no-generator",
                _init(_right, draw=lambda rng, size: np.random.default_rng().standard_normal(size)),
                "The spreads are right, but one seed gives other weights each time: draw from the `rng` that comes in.",
            ),
            Misconception(
                "around-another-middle",
                _init(_right, middle=_right),
                "The spreads are right, but the mean is not 0: the weights should lie around it, on both sides.",
            ),
            Misconception(
                "uniform-ends",
                _init(_right, draw=lambda rng, size: rng.uniform(-1, 1, size)),
                "Your spreads are too small by √3, as those of `rng.uniform(-s, s, ...)` are: s is its end, not its"
                " spread.",
            ),
            Misconception(
                "inputs-and-outputs",
                _init(lambda kind, n_in, n_out: _right(kind, (n_in + n_out) / 2, n_out)),
                "Do your spreads count the outputs too, as a mean of both does? Here the inputs alone are asked.",
            ),
            Misconception(
                "counted-from-zero",
                _init(_right, zero_based=True),
                'Your keys begin with "W0". In this course the first layer is "W1".',
            ),
        ],
        hints=(
            "[600, 300] and Xavier: W1 has shape (600, 300), and its `.std()` is close to 0.041.",
            "How many numbers does one unit of this layer add up? Which argument of `rng.normal` is the spread?",
            "`rng.normal(0, s, (n_in, n_out))`, with s from n_in; the biases are `np.zeros(n_out)`.",
        ),
        insight="Count the inputs of a unit: the spread of its weights is 1/√inputs, or √(2/inputs) before a ReLU.",
    ),
    Exercise(
        name="glorot_scale",
        task="Write the spread that Glorot and Bengio gave, between the two ways.",
        stub='''\
def glorot_scale(n_in, n_out):
    """Return the spread whose variance is 1 divided by the mean of n_in and n_out."""
    return ...  # your code here
''',
        cases=["glorot_scale(3, 5)", "glorot_scale(100, 100)", "glorot_scale(784, 50)", "glorot_scale(3, 4)"],
        misconceptions=[
            Misconception(
                "upside-down",
                lambda n_in, n_out: np.sqrt((n_in + n_out) / 2),
                "Upside down: that is the root of the mean. The more a unit adds up, the smaller its weights.",
            ),
            Misconception(
                "mean-of-the-variances",
                lambda n_in, n_out: np.sqrt((1 / n_in + 1 / n_out) / 2),
                "That is made of the mean of 1/n_in and 1/n_out. Glorot takes 1 over the mean of the counts.",
            ),
            Misconception(
                "inputs-alone",
                lambda n_in, n_out: 1 / np.sqrt(n_in),
                "That counts the inputs alone: it keeps the way forward. Glorot counts the way back too.",
            ),
            Misconception(
                "sum-for-mean",
                lambda n_in, n_out: 1 / np.sqrt(n_in + n_out),
                "You divide by the sum of the two. Their mean is half of it.",
            ),
            Misconception(
                "variance",
                lambda n_in, n_out: 2 / (n_in + n_out),
                "That is the variance. The spread is its root.",
            ),
            Misconception(
                "mean-of-the-spreads",
                lambda n_in, n_out: (n_in**-0.5 + n_out**-0.5) / 2,
                "You take the mean of the two spreads. Glorot takes the mean of the two counts, then the root.",
            ),
            Misconception(
                "two-outside-the-root",
                lambda n_in, n_out: 2 / np.sqrt(n_in + n_out),
                "Close: the 2 belongs under the root.",
            ),
            Misconception(
                "uniform-limit",
                lambda n_in, n_out: np.sqrt(6 / (n_in + n_out)),
                "That is the end of the range from which Glorot draws evenly. Their spread is √3 times less.",
            ),
            Misconception(
                "whole-mean",
                lambda n_in, n_out: 1 / np.sqrt((n_in + n_out) // 2),
                "Right where the sum is even. The mean of 3 and 4 is 3.5: is its fraction cut off?",
            ),
        ],
        hints=(
            "3 inputs and 5 units: the mean is 4, the variance 1/4, the spread 0.5.",
            "What is 1 divided by the mean of two numbers? Then the root.",
            "The variance is 2 / (n_in + n_out).",
        ),
        insight="√(2 / (in + out)): equal to 1/√in where a layer has as many units as inputs.",
    ),
    Exercise(
        name="diagnoses",
        task="Name what happens in four networks, by their histograms.",
        stub='''\
def diagnoses():
    """Return a word for the z of each: vanishing, exploding, saturated or healthy."""
    return {"A": ..., "B": ..., "C": ..., "D": ...}
''',
        cases=['diagnoses()["A"]', 'diagnoses()["B"]', 'diagnoses()["C"]', 'diagnoses()["D"]'],
        misconceptions=[
            Misconception(
                "tanh-explodes",
                _diagnosed(A="exploding"),
                "A's slopes do grow. But its z stay from −1 to 1: where do they pile up, and how flat is tanh there?",
            ),
            Misconception(
                "piles-are-healthy",
                _diagnosed(A="healthy"),
                "A's z spread, but look where: at −1 and 1, the flat ends of tanh.",
            ),
            Misconception(
                "piles-are-vanishing",
                _diagnosed(A="vanishing"),
                "A's z are far from 0: at −1 and 1. What is the slope of tanh there?",
            ),
            Misconception(
                "vanishing-is-healthy",
                _diagnosed(B="healthy"),
                "Compare B's first layer with its last: read the spreads below the histograms.",
            ),
            Misconception(
                "vanishing-is-saturated",
                _diagnosed(B="saturated"),
                "B's z stand at 0. A saturated unit stands where its curve is flat, at its ends.",
            ),
            Misconception(
                "small-and-large-swapped",
                _diagnosed(B="exploding", D="vanishing"),
                "B and D are swapped: which spreads grow from layer to layer, and which shrink?",
            ),
            Misconception(
                "shrinking-explodes",
                _diagnosed(B="exploding"),
                "Read B's spreads from the first layer to the last: do they grow?",
            ),
            Misconception(
                "shrinking-is-vanishing",
                _diagnosed(C="vanishing"),
                "C's z shrink a little with each layer. Does the last one still spread, and do the slopes come back?",
            ),
            Misconception(
                "spread-is-saturated",
                _diagnosed(C="saturated"),
                "A few of C's z come near −1 and 1. Where are most of them, and do the slopes come back?",
            ),
            Misconception(
                "healthy-explodes",
                _diagnosed(C="exploding"),
                "Read C's spreads from the first layer to the last: do they grow?",
            ),
            Misconception(
                "explosion-is-saturated",
                _diagnosed(D="saturated"),
                "D's z pile up at the edge of the picture: that stands for all beyond it. ReLU has no upper end.",
            ),
            Misconception(
                "explosion-is-healthy",
                _diagnosed(D="healthy"),
                "Compare D's first layer with its last: read the spreads below the histograms.",
            ),
            Misconception(
                "growing-is-vanishing",
                _diagnosed(D="vanishing"),
                "Read D's spreads from the first layer to the last: do they shrink?",
            ),
        ],
        one_by_one=True,
        hints=(
            "One is saturated, and it is a tanh network.",
            "Read the spread below the first and the last histogram of each row.",
            "Spreads that shrink to nothing vanish, those that grow explode; z at both ends of tanh are saturated.",
        ),
        insight="Look at the last layer going forward and at the first one coming back.",
    ),
    Exercise(
        name="twenty_layer_scale",
        task="Find a spread of weights with which twenty tanh layers learn.",
        stub='''\
def twenty_layer_scale(width):
    """Return a spread of weights with which 20 tanh layers of so many units learn."""
    return ...  # your code here
''',
        cases=[
            "twenty_layer_scale(100) / (1e-12 + twenty_layer_scale(25))",
            DEEP.format(width=64)
            + "z = net.activations(x)[19]\nbool(z.std() > 0.005), bool(np.mean(np.abs(z) > 0.99) < 0.5)",
            TRAINED.format(width=25),
            TRAINED.format(width=64),
        ],
        rtol=0.05,
        misconceptions=[
            Misconception(
                "small-for-all",
                lambda width: 0.01,
                "So small a spread lets hardly anything arrive at layer 20, and one cannot fit both 25 and 100 units.",
            ),
            Misconception(
                "large-for-all",
                lambda width: 1.0,
                "With so large a spread most units saturate, and one cannot fit both 25 and 100 units.",
            ),
            Misconception(
                "fits-wide-only",
                lambda width: 0.12,
                "64 units learn with it, 25 do not. Fewer inputs need larger weights: let it depend on the width.",
            ),
            Misconception(
                "one-number",
                lambda width: 0.2,
                "25 and 64 units learn with it. But four times the inputs spread a sum twice as far: use the width.",
            ),
            Misconception(
                "fits-narrow-only",
                lambda width: 0.3,
                "25 units learn with it, 64 do not. More inputs need smaller weights: let it depend on the width.",
            ),
            Misconception(
                "too-large-for-all",
                lambda width: 0.5,
                "Too large for 25 units and for 64, and the same for both: let the scale depend on the width.",
            ),
            Misconception(
                "variance",
                lambda width: 1 / width,
                "The signal vanishes, and 4 times the width gives 1/4, as for a variance. A spread is its root.",
            ),
            Misconception(
                "grows-with-the-width",
                lambda width: np.sqrt(width),
                "It grows with the width, and the units saturate: the more inputs, the smaller the weights.",
            ),
            Misconception(
                "falls-as-a-variance",
                lambda width: 8 / width,
                "25 and 64 units learn with it. But 4 times the inputs spread a sum twice as far: half, not a quarter.",
            ),
            Misconception(
                "too-small",
                lambda width: 0.5 / np.sqrt(width),
                "It shrinks with the width as it should, but it is too small: each layer loses a share, twenty all.",
            ),
            Misconception(
                "twice-too-large",
                lambda width: 2 / np.sqrt(width),
                "It shrinks with the width as it should, but it is rather too large: slopes explode on the way back.",
            ),
            Misconception(
                "rather-too-large",
                lambda width: 3 / np.sqrt(width),
                "It shrinks with the width as it should, but it is too large: the slopes explode on their way back.",
            ),
            Misconception(
                "too-large",
                lambda width: 5 / np.sqrt(width),
                "It shrinks as it should with the width, but it is far too large: most units saturate.",
            ),
        ],
        hints=(
            "With 100 units it is half of what it is with 25.",
            "What did `keeping_scale` say for a bend that lets nearly everything through?",
            "1/√width, or a little more: tanh loses a little in each layer.",
        ),
        insight="Around 1/√n, up to half more: for twenty layers the way between nothing and too much is narrow.",
    ),
    Exercise(
        name="mean_and_error",
        task="Write the mean of some results, and its standard error.",
        stub='''\
def mean_and_error(results):
    """Return the mean of results (n,), and its standard error: their spread / √n.

    The spread of a sample is .std(ddof=1), which divides by n - 1.
    """
    mean = ...
    error = ...
    return mean, error
''',
        cases=[
            "mean_and_error(np.array([1.0, 3.0]))",
            "mean_and_error(np.array([1.0, 1.0, 1.0, 5.0]))",
            "mean_and_error(np.array([2.0, 4.0, 6.0, 8.0]))",
            "mean_and_error(rng.normal(0.9, 0.1, 20))",
        ],
        misconceptions=[
            Misconception(
                "spread-for-error",
                _mean_and(lambda r: r.std(ddof=1)),
                "That is the spread of one result. The mean of n results is surer, by √n.",
            ),
            Misconception(
                "ddof-zero",
                _mean_and(lambda r: r.std() / np.sqrt(len(r))),
                "Nearly: `.std()` divides by n. A sample has `ddof=1`: for two results it makes a large difference.",
            ),
            Misconception(
                "n-for-root",
                _mean_and(lambda r: r.std(ddof=1) / len(r)),
                "That is the spread over n. Four times as many results halve the error: divide by √n.",
            ),
            Misconception(
                "times-the-root",
                _mean_and(lambda r: r.std(ddof=1) * np.sqrt(len(r))),
                "Multiplied by √n, the error grows with n. Is a mean of more results less sure, or more?",
            ),
            Misconception(
                "variance",
                _mean_and(lambda r: r.var(ddof=1) / np.sqrt(len(r))),
                "That is made of the variance. The error is in the unit of the results, as the spread is.",
            ),
            Misconception(
                "variance-of-the-mean",
                _mean_and(lambda r: r.var(ddof=1) / len(r)),
                "That is the variance of the mean. Its root is the standard error.",
            ),
            Misconception(
                "root-of-the-whole",
                _mean_and(lambda r: np.sqrt(r.std(ddof=1) / len(r))),
                "That is the root of spread / n. In spread / √n the root is of n alone.",
            ),
            Misconception(
                "sum",
                lambda results: (results.sum(), results.std(ddof=1) / np.sqrt(len(results))),
                "The error is right. The first is the sum: what makes it the mean?",
            ),
            Misconception(
                "swapped",
                lambda results: (results.std(ddof=1) / np.sqrt(len(results)), results.mean()),
                "Both are right, in the other order: the mean first.",
            ),
            Misconception(
                "median",
                lambda results: (np.median(results), results.std(ddof=1) / np.sqrt(len(results))),
                "The error is right. The first is the median, the one in the middle: the mean is the sum divided by n.",
            ),
            Misconception(
                "one-less-twice",
                _mean_and(lambda r: r.std(ddof=1) / np.sqrt(len(r) - 1)),
                "The spread is over √(n - 1): `ddof=1` has n - 1 in it already, the root that divides has n.",
            ),
            Misconception(
                "always-twenty",
                _mean_and(lambda r: r.std(ddof=1) / np.sqrt(20)),
                "It is divided by √20, however many results there are: `len(results)` counts them.",
            ),
        ],
        hints=(
            "[1, 3] has the mean 2, and the standard error 1.",
            "`results.std(ddof=1)` is the spread of one result. How many results are there?",
            "Divide the spread by `np.sqrt(len(results))`.",
        ),
        insight="A result without its error is half a result: mean ± spread / √n.",
    ),
    Exercise(
        name="init_yes_or_no",
        task="Hunt: repair the first weights of a network that says yes to everything.",
        stub='''\
def init_yes_or_no(rng):
    """Return the first weights and biases of a 5-10-20-1 network with ReLU units."""
    params = {}
    row = [0.1, 0.3, 0.5, 0.1, 0.3, 0.5, 0.1, 0.3, 0.5, 0.1]
    params["W1"] = np.array([row] * 5)  # (5, 10)
    params["W2"] = rng.random((10, 20))
    params["W3"] = rng.random((20, 1))
    params["b1"] = rng.random(10)
    params["b2"] = rng.random(20)
    params["b3"] = rng.random(1)
    return params
''',
        symptom=(
            "Whatever the inputs are, 1, 2, 2, 4, 5 or others, the output is exactly 1. The loss of a no is enormous,"
            " and the slope of the sigmoid is 0."
        ),
        cases=[
            "params = init_yes_or_no(rng)\n{key: params[key].shape for key in sorted(params)}",
            (
                "p, x = init_yes_or_no(rng), np.array([1, 2, 2, 4, 5])\n"
                'z = dl.relu(dl.relu(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])\n'
                'bool(dl.sigmoid(z @ p["W3"] + p["b3"])[0] == 1.0)'
            ),
            TWO_SEEDS + "any(bool((a[key] == b[key]).all()) for key in ('W2', 'W3'))  # other seeds, other weights",
            YES + BIASES,
            YES + f"bool(np.mean({FORTY} == 1.0) < 0.01)  # hardly ever exactly 1",
            YES + f"yes = np.mean({FORTY} > 0.5)\nbool(yes > 0.2), bool(yes < 0.8)  # both answers come",
            (
                "params = init_yes_or_no(rng)\n"
                "[np.unique(params[key].round(9), axis=1).shape[1] for key in ('W1', 'W2')], bool(params['W1'].any())"
            ),
            YES + f"bool(np.median(np.ptp({FORTY}, axis=1)) > 0.001)  # the inputs make a difference",
            TWO_SEEDS + "bool((a['W1'] == b['W1']).all())  # other seeds, other weights",
            (
                "params = init_yes_or_no(rng)\n"
                "all(len(np.unique(params[key].round(9), axis=0)) == len(params[key]) for key in ('W1', 'W2'))  # rows"
            ),
            (
                "a, b = (init_yes_or_no(np.random.default_rng(3)) for _ in range(2))\n"
                "all(bool((a[key] == b[key]).all()) for key in a)  # equal seeds, equal weights"
            ),
        ],
        misconceptions=[
            # each of these tells by one case alone, too: the first that is wrong in an answer that is like none of them
            Misconception(
                "own-generator",
                _by(lambda: np.random.default_rng(0)),
                "W2 or W3, or the whole network, is the same for every `rng`: draw each weight from the one handed in.",
            ),
            Misconception(
                "own-generator-first",
                _by(lambda: np.random.default_rng(0), only="W1"),
                "It answers both ways now. But W1 is the same for every `rng`: draw it from the one handed in.",
            ),
            Misconception(
                "biases-drown",
                lambda rng: _right_start(rng) | {f"b{i}": 20 + 0 * rng.random(n) for i, n in ((1, 10), (2, 20))},
                "The biases spoil it: without them both answers come, and hardly ever exactly 1. How large should they"
                " be at first?",
            ),
            Misconception(
                "equal-rows",
                lambda rng: _right_start(rng) | {"W1": np.tile(rng.normal(0, np.sqrt(2 / 5), 10), (5, 1))},
                "It answers both ways now. But rows of W1 or W2 are equal: inputs count alike. Draw every weight.",
            ),
            Misconception(
                "no-generator",
                _by(np.random.default_rng),
                "It answers both ways now. But one seed gives other weights each time: draw from the `rng` handed in.",
            ),
            Misconception(
                "first-layer-left",
                _positive_first,
                "It answers both ways now. But columns of W1 are equal: how many different units has its layer?",
            ),
            Misconception(
                "too-narrow",
                _start(lambda rng, shape: 0.01 * rng.standard_normal(shape)),
                "No output is 1 any more, but other inputs change next to nothing: does anything come through?",
            ),
            Misconception(
                "small-but-positive",
                _start(lambda rng, shape: 0.1 * rng.random(shape)),
                "Not 1 any more, but still nearly always a yes: on which side of 0 are the weights, and the biases?",
            ),
            Misconception(
                "biases-outweigh",
                _start(lambda rng, shape: 0.01 * rng.standard_normal(shape), bias=lambda rng, size: rng.random(size)),
                "Always a yes, whatever the inputs: are the weights, or the last bias, above 0?",
            ),
            Misconception(
                "later-layers-left",
                lambda rng: _start(lambda rng, shape: rng.random(shape))(rng) | {"W1": rng.normal(0, 0.6, (5, 10))},
                "The output is still 1, or often: are weights large, or all positive? Then sums grow layer by layer.",
            ),
            Misconception(
                "small-positive-first-left",
                lambda rng: (
                    _start(lambda rng, shape: 0.01 * rng.random(shape))(rng) | {"W1": _positive_first(rng)["W1"]}
                ),
                "Not 1 any more, but always a yes: weights, or biases, are positive. And W1 has equal columns.",
            ),
            Misconception(
                "all-negative",
                _start(lambda rng, shape: -rng.random(shape)),
                "Hardly ever a yes, or never: does anything come through the layers, and what is added at the end?",
            ),
            Misconception(
                "equal-columns",
                _start(lambda rng, shape: np.tile(rng.normal(0, np.sqrt(2 / shape[0]), (shape[0], 1)), shape[1])),
                "Both signs are there, but the columns of a layer are equal: ten units do the work of one.",
            ),
            Misconception(
                "equal-columns-of-one",
                _start(lambda rng, shape: np.tile(rng.standard_normal((shape[0], 1)), shape[1])),
                "The columns of a layer are equal: ten units do the work of one. Draw a number for each weight.",
            ),
            Misconception(
                "positive-he",
                _start(lambda rng, shape: np.sqrt(2 / shape[0]) * rng.random(shape)),
                "Still a yes, always: where weights and biases are positive all sums are, however small you make them.",
            ),
            Misconception(
                "zeros",
                _start(lambda rng, shape: np.zeros(shape)),
                "All weights 0: every output is one half, and no slope tells one unit from another.",
            ),
            Misconception(
                "too-wide",
                _start(lambda rng, shape: 10 * rng.standard_normal(shape)),
                "Both signs are there, but the weights are so large that the output still is exactly 1, or 0.",
            ),
            Misconception(
                "transposed",
                lambda rng: {
                    key: value.T
                    for key, value in _start(lambda rng, shape: rng.normal(0, np.sqrt(2 / shape[0]), shape))(
                        rng
                    ).items()
                },
                "The shapes do not fit the sizes 5-10-20-1: a row for each input, a column for each unit.",
            ),
        ],
        one_by_one=True,
        hints=(
            "Over many first networks, about half should answer yes, and none exactly 1.",
            "`rng.random` draws from 0 to 1. What do ten positive numbers with positive weights add up to?",
            "Draw all three around 0, as He does: `rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))`.",
        ),
        insight="Weights on both sides of 0, all different, and no larger than the number of inputs allows.",
    ),
    Exercise(
        name="xavier_weights",
        task="Hunt: repair Xavier weights whose first layer is far too loud.",
        stub='''\
def xavier_weights(sizes, rng):
    """Return the list of weights, each (inputs, units), of spread 1 / √inputs."""
    weights = []
    for n_out, n_in in zip(sizes[:-1], sizes[1:]):
        weights.append(rng.normal(0, 1 / np.sqrt(n_in), (n_out, n_in)))
    return weights
''',
        symptom=(
            "All shapes fit, and 64-64-64 is perfect. But in 784-50-10 the sums of the first layer spread four times as"
            " far as the pixels."
        ),
        cases=[
            "[W.shape for W in xavier_weights([3, 4, 2], rng)]",
            (
                "W = xavier_weights([100, 400], rng)[0]\n"
                "columns, rows = len(np.unique(W[0])), len(np.unique(W[:, 0]))  # 400 and 100, or the other way round\n"
                '"columns are equal" if columns < 0.9 * W.shape[1] else "rows are equal" if rows < 0.9 * W.shape[0]'
                ' else "all are different"'
            ),
            "[round(float(W.std()), 5) for W in xavier_weights([784, 200, 100], rng)]",
            "[round(float(W.std()), 5) for W in xavier_weights([100, 400], rng)]",
            "[bool(abs(W.mean()) < 0.1 * W.std()) for W in xavier_weights([784, 200, 100], rng)]  # around 0",
            (
                "a, b, c = (xavier_weights([2, 3], np.random.default_rng(seed))[0] for seed in (0, 0, 1))\n"
                "bool((a == b).all()), bool((a == c).all())  # equal seeds, other seeds"
            ),
        ],
        rtol=0.05,
        misconceptions=[
            Misconception(
                "swapped-twice",
                _xavier(fan=lambda n_in, n_out: n_in, shape=lambda n_in, n_out: (n_out, n_in)),
                "The spreads are right now, but the shapes have turned: `x @ W` needs a row for each input.",
            ),
            Misconception(
                "shapes-only",
                _xavier(shape=lambda n_in, n_out: (n_out, n_in)),
                "The shapes fitted before. Which of the two numbers counts what a unit adds up?",
            ),
            Misconception(
                "glorot",
                _xavier(fan=lambda n_in, n_out: (n_in + n_out) / 2),
                "That is Glorot's compromise. Here the inputs alone are asked.",
            ),
            Misconception(
                "variance",
                _xavier(fan=lambda n_in, n_out: n_in, power=1),
                "The right number, but without its root: that is the variance.",
            ),
            Misconception(
                "uniform-ends",
                _of_the_inputs(lambda rng, spread, shape: rng.uniform(-spread, spread, shape)),
                "Your spreads are too small by √3, as those of `rng.uniform(-s, s, ...)` are: s is its end, not its"
                " spread.",
            ),
            Misconception(
                "first-size-for-all",
                lambda sizes, rng: [
                    rng.normal(0, sizes[0] ** -0.5, pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)
                ],
                "The first layer is right. The others use its number of inputs: each layer has its own.",
            ),
            Misconception(
                "around-another-middle",
                _of_the_inputs(lambda rng, spread, shape: rng.normal(spread, spread, shape)),
                "The spreads are right, but the mean is not 0: the weights should lie around it, on both sides.",
            ),
            Misconception(
                "own-generator",
                _of_the_inputs(lambda rng, spread, shape: np.random.default_rng(0).normal(0, spread, shape)),
                "The spreads are right, but every seed gives the same weights. Draw from the `rng` that comes in.",
            ),
            Misconception(
                "no-generator",
                _of_the_inputs(lambda rng, spread, shape: np.random.default_rng().normal(0, spread, shape)),
                "The spreads are right, but one seed gives other weights each time: draw from the `rng` that comes in.",
            ),
        ],
        hints=(
            "For 784-50-10 the spreads are 1/√784 and 1/√50.",
            "Print `n_in` and `n_out` for the first layer of 784-50-10.",
            "The first of two neighbouring sizes is the inputs: the names are swapped.",
        ),
        insight="The rows of W are its inputs: count them. Square layers hide the mistake.",
    ),
]

QUESTIONS = [
    Question(
        id="08.1",
        kind="recall",
        text="Momentum steps by a velocity. What does the velocity remember?",
        choices=[
            Choice("the slopes of past steps, the older the fainter", "So steps that agree add up.", right=True),
            Choice("the smallest loss so far, and where it was", "It knows nothing of losses, only of slopes."),
            Choice("how often each weight was moved", "That is nearer to what AdaGrad keeps: a sum of squares."),
        ],
    ),
    Question(
        id="08.2",
        kind="recall",
        text="Lesson 06: a network for ten digits, before training. What is its loss?",
        choices=[
            Choice("0: it has made no mistake yet", "That would mean: sure, and right."),
            Choice("log 10, about 2.3", "Ten answers, all about as likely.", right=True),
            Choice("infinite", "Only an answer of probability 0 costs that much."),
        ],
    ),
    Question(
        id="08.3",
        kind="recall",
        text="Lesson 02: weights ten times as large. What happens to the slopes of sigmoid units?",
        choices=[
            Choice("they grow ten times as large", "The curve is what it was: its slope is at most 1/4."),
            Choice(
                "they stay as they were, at most a quarter", "At most, yes. But where on the curve do the sums lie now?"
            ),
            Choice("most become nearly 0", "The sums lie on the flat ends: saturated.", right=True),
        ],
    ),
    Question(
        id="08.4",
        kind="predict",
        text="16 tanh units, all weights 0.5. After 1,000 steps, how many different units are there?",
        choices=[
            Choice("16", "What could make one unit's slope differ from another's?"),
            Choice("1", "Equal weights get equal slopes, at every step.", right=True),
            Choice("some, more with each step", "Each step is the same for all of them."),
        ],
    ),
    Question(
        id="08.5",
        kind="predict",
        text="Ten tanh layers of 64 units, all weights of spread 0.01. What does layer 10 give?",
        choices=[
            Choice("nothing but numbers near 0", "Each layer multiplies the spread by 0.08.", right=True),
            Choice("hardly anything but numbers near −1 and 1", "That takes large weights."),
            Choice("numbers of spread 0.01", "That would be one layer. The factors multiply."),
        ],
    ),
    Question(
        id="08.6",
        kind="predict",
        text="Lesson 06's digits, four ReLU layers, 200 steps: over how wide a range of scales does it learn?",
        choices=[
            Choice(
                "at any scale: some are quick, others slow",
                "Watch the ends of the picture: there the loss is that of a guess.",
            ),
            Choice("only exactly at He's scale", "There is some room around it."),
            Choice(
                "a range of a few times, around Xavier and He", "From about 0.6 to 2.7, times 1/√inputs.", right=True
            ),
        ],
    ),
    Question(
        id="08.7",
        kind="predict",
        text="Twenty networks, equal in all but the seed. How far apart are best and worst after 300 steps?",
        choices=[
            Choice("they have equally many right", "They start at different places, and walk different ways."),
            Choice("less than 1 % of the points", "For large networks it may be. This one has six units."),
            Choice("more than 10 % of the points", "One run of each says little about two settings.", right=True),
        ],
    ),
    Question(
        id="08.8",
        kind="quiz",
        text="Why may all biases start at 0, and all weights not?",
        choices=[
            Choice("different weights make the units different already", "One difference is enough.", right=True),
            Choice("biases are not trained", "They are, like weights."),
            Choice("a bias of 0 keeps the outputs positive", "It does not: weights have both signs."),
        ],
    ),
    Question(
        id="08.9",
        kind="quiz",
        text="Four times as many inputs. How must the spread of the weights change?",
        choices=[
            Choice("a quarter", "The variance is a quarter. And the spread?"),
            Choice("half", "1/√n: a sum of four times as many spreads twice as far.", right=True),
            Choice("it stays: each weight does its own work", "A unit adds all of them up."),
        ],
    ),
    Question(
        id="08.10",
        kind="quiz",
        text="Why has He's formula a 2 that Xavier's has not?",
        choices=[
            Choice("two ways: forward and back", "That is Glorot's 2, over (in + out)."),
            Choice("ReLU is steeper than tanh, by a factor of two", "Both have at most slope 1."),
            Choice("ReLU lets half of the mean square through", "The weights make good what is lost.", right=True),
        ],
    ),
    Question(
        id="08.11",
        kind="quiz",
        text="A: 0.91, B: 0.93, one run each. Is B better?",
        choices=[
            Choice("it cannot be said: the seeds may differ by more", "Run several, give mean and error.", right=True),
            Choice("yes, by 2 %", "Another seed might turn it round. How large is the spread?"),
            Choice(
                "no: a difference of 0.02 is none, whatever it comes from", "Nor can that be said from one run each."
            ),
        ],
    ),
]

ORDERINGS = []
