"""Outputs and losses: scores become probabilities, and probabilities become one number that says how wrong they are."""

from functools import partial

import numpy as np

from ... import functions, live, svg
from ...gradient import numerical_diff

SHIFT = 100  # what a press of the button adds to every score
PROBABILITIES = np.linspace(0.01, 0.99, 99)
ANSWERS = functions.sigmoid(np.linspace(-6, 6, 121))  # of every score that the slider reaches
SIZES = np.logspace(0, 3, 91)
SAMPLE = np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])  # one row of y and of t, to see whether a loss is written


class Scores:
    """Three scores, the temperature that divides them, and what was added to all of them."""

    def __init__(self, softmax, whose, a0, a1, a2, temperature):
        self.softmax, self.whose = softmax, whose
        self.scores, self.temperature, self.shift = np.array([a0, a1, a2]), temperature, 0

    def set(self, **changed):
        for name, value in changed.items():
            if name == "temperature":
                self.temperature = value
            else:
                self.scores[int(name[1])] = value

    def add(self):
        """Add the same number to every score."""
        self.shift += SHIFT

    @property
    def probabilities(self):
        return np.asarray(self.softmax((self.scores + self.shift) / self.temperature), float)

    def summary(self):
        y = self.probabilities
        if not np.isfinite(y).all():
            return f"With {self.shift:,} added to every score the probabilities are {_words(y)}. {self.whose}"
        moved = np.abs(y - self.softmax(self.scores / self.temperature)).max()
        added = f" Adding {self.shift:,} to every score has moved them by {moved:.3f}." if self.shift else ""
        return (f"The scores {_words(self.scores + self.shift)} at temperature {self.temperature:g} become the "
                f"probabilities {_words(y)}. Their sum is {y.sum():.2f}.{added} {self.whose}")  # fmt: skip


def _words(values, digits=2):
    *first, last = [f"{value:.{digits}f}".replace("-", "−") for value in values]
    return f"{', '.join(first)} and {last}"


def _softmax_picture(model):
    panel = {"desc": "", "x_label": "class", "width": 340, "height": 320}
    scores = svg.bars(model.scores + model.shift, numbers="{:.1f}", style=5)
    limits = (0, 1.12 * (model.shift + 6)) if model.shift else (-6, 6)  # room for the numbers on top
    left = svg.chart(scores, title="Scores a", y_limits=limits, **panel)
    right = svg.chart(svg.bars(model.probabilities, numbers="{:.2f}", style=0), title="Probabilities y",
                      y_limits=(0, 1.1), **panel)  # fmt: skip
    return svg.beside(left, right, title="Softmax", desc=model.summary())


def softmax_bars(softmax=None, **settings):
    """Show three scores and their softmax, yours or the package's, as bars; a button adds 100 to every score.

    The settings are the scores `a0`, `a1`, `a2` and the `temperature`, which divides them.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.softmax_bars(temperature=2).settings
    {'a0': 2.0, 'a1': 1.0, 'a2': 0.1, 'temperature': 2.0}
    """
    function, whose = live.yours(softmax, functions.softmax, np.array([1.0, 2.0]))
    controls = {
        "a0": live.slider(2.0, -5, 5, 0.1), "a1": live.slider(1.0, -5, 5, 0.1), "a2": live.slider(0.1, -5, 5, 0.1),
        "temperature": live.log_slider(1.0, 0.1, 10), "add": live.button(f"Add {SHIFT} to every score"),
    }  # fmt: skip
    model = partial(Scores, function, whose)
    return live.Demo(_softmax_picture, controls, settings, model=model, call="demos.softmax_bars",
                     given={"softmax": softmax})  # fmt: skip


# squared error against cross-entropy


def _losses_of(loss, confidence):
    """Return the loss of two classes for each confidence in the right one, (M,) -> (M,)."""
    target = np.array([[1.0, 0.0]])
    return np.array([float(loss(np.array([[y, 1 - y]]), target)) for y in np.atleast_1d(confidence)])


def _slopes_of(loss, confidence):
    """Return the slope of that loss in the score a of the right class, where y = sigmoid(a)."""
    scores = np.log(confidence / (1 - confidence))
    return numerical_diff(lambda a: _losses_of(loss, functions.sigmoid(a)), np.atleast_1d(scores))


def _two_losses_picture(losses, whose, confidence):
    names = {"squared error": 1, "cross-entropy": 0}  # name -> style
    values = {name: _losses_of(loss, PROBABILITIES) for name, loss in zip(names, losses, strict=True)}
    slopes = {name: _slopes_of(loss, PROBABILITIES) for name, loss in zip(names, losses, strict=True)}
    here = {name: (_losses_of(loss, confidence)[0], _slopes_of(loss, confidence)[0])
            for name, loss in zip(names, losses, strict=True)}  # fmt: skip

    def panel(curves, part, title, limits):
        lines = [svg.line(PROBABILITIES, curves[name], name, style=style) for name, style in names.items()]
        dots = [svg.points([confidence], [here[name][part]], style=style, size=9) for name, style in names.items()]
        return svg.chart(*lines, *dots, title=title, desc="", x_label="confidence in the right class", x_limits=(0, 1),
                         y_limits=limits, legend="top", width=340, height=360)  # fmt: skip

    (squared, squared_slope), (entropy, entropy_slope) = here.values()
    desc = (f"At confidence {confidence:g} in the right class the squared error is {squared:.2f} and its slope "
            f"{_signed(squared_slope)}; the cross-entropy is {entropy:.2f} and its slope {_signed(entropy_slope)}. "
            f"{whose}")  # fmt: skip
    left = panel(values, 0, "The loss", (0, 5))
    right = panel(slopes, 1, "Its slope in the score a", (-1.2, 0.2))
    return svg.beside(left, right, title="Two losses", desc=desc)


def _signed(value):
    return f"{value:.3f}".replace("-", "−")


def two_losses(mean_squared_error=None, cross_entropy_error=None, **settings):
    """Show squared error and cross-entropy, yours or the package's, against the confidence in the right class.

    There are two classes, whose probabilities come from a softmax; the slope is that in the score of the right class,
    measured. The setting is the `confidence`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.two_losses(confidence=0.5).settings
    {'confidence': 0.5}
    """
    squared, whose_squared = live.yours(mean_squared_error, functions.mean_squared_error, *SAMPLE)
    entropy, whose_entropy = live.yours(cross_entropy_error, functions.cross_entropy_error, *SAMPLE)
    picture = partial(_two_losses_picture, (squared, entropy), f"{whose_squared} {whose_entropy}")
    given = {"mean_squared_error": mean_squared_error, "cross_entropy_error": cross_entropy_error}
    return live.Demo(picture, {"confidence": live.slider(0.02, 0.01, 0.99, 0.01)}, settings, call="demos.two_losses",
                     given=given)  # fmt: skip


# one output: yes or no


def _binary_picture(loss, whose, a, label):
    y = float(functions.sigmoid(a))

    def one(p, t):
        try:
            cost = loss(np.array([p]), np.array([t]))  # (1,), as the exercise has it
        except Exception:
            cost = loss(np.array([[p]]), np.array([[t]]))  # (1, 1), as the hunt has it
        return float(cost) + 0.0  # no -0

    def losses(t):
        return np.array([one(p, t) for p in ANSWERS])

    here = {t: one(y, t) for t in (1, 0)}
    said, other = ("yes", "no") if label else ("no", "yes")
    desc = (f"The score {svg.number(a)} gives y = {y:.2f}, the probability of yes. The label is {said}: the loss is "
            f"{here[label]:.3f}. If it were {other}, the loss would be {here[1 - label]:.3f}. {whose}")  # fmt: skip
    return svg.chart(
        svg.line(ANSWERS, losses(1), "label yes, t = 1", style=0),
        svg.line(ANSWERS, losses(0), "label no, t = 0", style=1),
        svg.rule(x=y, name=f"y = {y:.2f}"),
        svg.points([y], [here[label]], style=0 if label else 1, size=9),
        title="Binary cross-entropy", desc=desc, x_label="y, the probability of yes", y_label="loss",
        x_limits=(0, 1), y_limits=(0, 6), legend="top",
    )  # fmt: skip


def binary_loss(binary_cross_entropy=None, **settings):
    """Show the loss of a yes-or-no output, yours or the package's, under both labels.

    The settings are the score `a` and the `label`, 1 (yes) or 0 (no).
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.binary_loss(label=0).settings
    {'a': 2.2, 'label': 0}
    """
    sample = np.array([0.5]), np.array([1])
    loss, whose = live.yours(binary_cross_entropy, functions.binary_cross_entropy, *sample)
    controls = {"a": live.slider(2.2, -6, 6, 0.1, label="score a"),
                "label": live.menu(1, {"yes (t = 1)": 1, "no (t = 0)": 0})}  # fmt: skip
    return live.Demo(partial(_binary_picture, loss, whose), controls, settings, call="demos.binary_loss",
                     given={"binary_cross_entropy": binary_cross_entropy})  # fmt: skip


# scores too large for exp


def naive_softmax(a):
    """Return exp(a) / sum of exp(a) as it stands in the formula: nan where exp overflows."""
    return np.exp(a) / np.exp(a).sum()


def _ways_to_the_loss(size, dtype):
    """Return the loss of the last of the scores (size, size / 2, 0) in three ways; it is about `size`."""
    a = np.array([size, size / 2, 0], dtype)
    return (-np.log(naive_softmax(a)[2]), -np.log(functions.softmax(a)[2] + dtype(1e-7)),
            functions.softmax_cross_entropy(a, [2]))  # fmt: skip


def _large_scores_picture(softmax, whose, size, dtype):
    dtype = np.dtype(dtype).type
    a = np.array([size, size / 2, 0], dtype)
    rows = np.array([naive_softmax(a), softmax(a)], float)
    words = [[f"{y:.2g}" for y in row] for row in rows]
    table = svg.heat_map(
        rows, title=f"Probabilities of the scores {size:g}, {size / 2:g} and 0", desc="",
        row_names=["exp(a) / sum", "softmax"], column_names=["class 0", "class 1", "class 2"], numbers=words,
        limits=(0, 1), palette="amount", bar=False, height=150,
    )  # fmt: skip
    here = [float(way) for way in _ways_to_the_loss(size, dtype)]
    naive, floored, exact = (f"{value:.4g}" for value in here)
    desc = (f"For the scores {size:g}, {size / 2:g} and 0, exp(a) / sum gives {', '.join(words[0])}; softmax gives "
            f"{', '.join(words[1])}. If class 2 is right, the loss is {naive} by the first, {floored} with + 1e-7, and "
            f"{exact} from the scores. {whose}")  # fmt: skip
    return svg.below(table, _loss_chart(size, here, dtype), title="Large scores", desc=desc)


def _loss_chart(size, here, dtype):
    ways = np.array([_ways_to_the_loss(s, dtype) for s in SIZES], float).T  # (3, 91)
    names = ("log of exp(a) / sum", "log of softmax + 1e-7", "from the scores")
    lines = [svg.line(SIZES, way, name, style=style) for style, (way, name) in enumerate(zip(ways, names, strict=True))]
    dots = [svg.points([size], [value], style=style, size=9) for style, value in enumerate(here)]
    return svg.chart(
        *lines, *dots, title="The loss where class 2 is right", desc="", x_label="size of the scores", x_scale="log",
        y_scale="log", x_limits=(1, 1300), y_limits=(1, 1000), legend="top", height=330,
    )  # fmt: skip


def large_scores(softmax=None, **settings):
    """Show what growing scores do to exp(a) / sum, to softmax, yours or the package's, and to the loss.

    The settings are the `size` of the scores and the `dtype` that holds them.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.large_scores(size=1000).settings
    {'size': 1000.0, 'dtype': 'float64'}
    """
    function, whose = live.yours(softmax, functions.softmax, np.array([1.0, 2.0]))
    controls = {"size": live.log_slider(10.0, 1, 1000),
                "dtype": live.menu("float64", ["float64", "float32"], label="numbers")}  # fmt: skip
    return live.Demo(partial(_large_scores_picture, function, whose), controls, settings, call="demos.large_scores",
                     given={"softmax": softmax})  # fmt: skip
