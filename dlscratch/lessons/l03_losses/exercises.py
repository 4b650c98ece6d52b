"""Lesson 03: outputs and losses, which belong together."""

from functools import partial

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Question

TITLE = "Outputs and losses"


def _share(e, axis):
    return e / e.sum(axis=axis, keepdims=True)


def _softmax_down_columns(a):
    return _share(np.exp(a - a.max(axis=0)), 0)


def _softmax_of_a_loop(a):
    return np.array([_share(np.exp(row - np.max(row)), None) for row in a])


def _softmax_of_everything(a):
    return _share(np.exp(a - a.max()), None)


def _one_hot_rows(t, width):
    return t if t.ndim == 2 else dl.one_hot(t, width)


def _log_loss(y, t, base=1.0):
    return -(_one_hot_rows(t, y.shape[1]) * np.log(y)).sum() / base


def _whole_columns(y, t):
    return -np.sum(np.log(y[:, _labels_of(t)])) / len(y)


def _label_loop(y, t):
    return -sum(np.log(y[i, t[i]]) for i in range(len(y))) / len(y)


def _labels_of(t):
    return t if t.ndim == 1 else t.argmax(axis=1)


def _swapped(y, t):
    return -(y * np.log(_one_hot_rows(t, y.shape[1]) + 1e-7)).sum() / len(y)


def _yes_and_no(y, t):
    return t * np.log(y) + (1 - t) * np.log(1 - y)


def _cut_off_yes_and_no(y, t, least):
    return -np.mean(_yes_and_no(np.clip(y, least, 1 - least), t))


def _cut_off(y, t, least):
    return dl.cross_entropy_error(np.clip(y, least, 1), t)


def _slope(y, t):
    return y - _one_hot_rows(t, y.shape[1])


def _filled_columns(t, num_classes):
    rows = np.zeros((len(t), num_classes))
    rows[:, t] = 1
    return rows


def _loss_of_probabilities(a, t):
    y = dl.softmax(a)
    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-7))


def _shifted(a):
    return a - a.max(axis=1, keepdims=True)


def _unshifted(a, t):
    return np.mean(np.log(np.exp(a).sum(axis=1)) - a[np.arange(len(a)), t])


def _naive_softmax_loss(a, t):
    return -np.mean(np.log(dl.softmax(a)[np.arange(len(a)), t]))


def _score_forgotten(a, t):
    return np.mean(np.logaddexp.reduce(a, axis=1))


def _labels_or_axis_error(y, t):
    return dl.cross_entropy_error(y, t.argmax(axis=1))


def _logarithm_of_mean(y, t):
    return -np.log(np.mean(y[np.arange(len(y)), _labels_of(t)]))


def _from_scores(a, t, log_sum=lambda a: np.log(np.exp(a).sum(axis=1)), right=lambda a, t: a[np.arange(len(a)), t]):
    a = _shifted(a)
    return np.mean(log_sum(a) - right(a, t))


def _only_yes(y, t):
    return -np.mean(t * np.log(y))


PAIRS = "identity and squared error", "sigmoid and binary cross-entropy", "softmax and cross-entropy"
NUMBER, YES_OR_NO, ONE_OF_MANY = PAIRS


def _choice(base=1.0, **changed):
    """Return a function that chooses as the key does, but for what is changed, and for the base of the logarithm."""
    chosen = {
        "price": (NUMBER, 0.5),
        "rain": (YES_OR_NO, np.log(2) / base),
        "digit": (ONE_OF_MANY, np.log(10) / base),
        "tags": (YES_OR_NO, 5 * np.log(2) / base),
        "place": (NUMBER, 1.0),
        "pet": (ONE_OF_MANY, np.log(2) / base),
    }
    return lambda task: (chosen | changed)[task]


def _by_hand(row_0, row_1, batch):
    return lambda: (row_0, row_1, batch)


def _network(params, x, t, bend=dl.relu, out=dl.softmax, loss=dl.cross_entropy_error):
    z = bend(x @ params["W1"] + params["b1"])
    return loss(out(z @ params["W2"] + params["b2"]), t)


def _without_biases(params, x, t):
    return _network({key: value * (key[0] == "W") for key, value in params.items()}, x, t)


def _from_the_left(params, x, t):
    z = dl.relu(params["W1"] @ x + params["b1"])
    return dl.cross_entropy_error(dl.softmax(params["W2"] @ z + params["b2"]), t)


def _transposed_weights(params, x, t):
    z = dl.relu(x @ params["W1"].T + params["b1"])
    return dl.cross_entropy_error(dl.softmax(z @ params["W2"].T + params["b2"]), t)


def _bias_after_softmax(params, x, t):
    z = dl.relu(x @ params["W1"] + params["b1"])
    return _logarithm_of_scores(dl.softmax(z @ params["W2"]) + params["b2"], t)


def _bias_after_bend(params, x, t):
    z = dl.relu(x @ params["W1"]) + params["b1"]
    return dl.cross_entropy_error(dl.softmax(z @ params["W2"] + params["b2"]), t)


def _inputs_again(params, x, t):
    return dl.cross_entropy_error(dl.softmax(x @ params["W2"] + params["b2"]), t)


def _element_by_element(params, x, t):
    z = dl.relu(x * params["W1"] + params["b1"])
    return dl.cross_entropy_error(dl.softmax(z * params["W2"] + params["b2"]), t)


def _capped(y, t):
    return -np.mean(np.log(y[np.arange(len(y)), t] + 1e-7))


def _added_up(y, t):
    return len(y) * dl.cross_entropy_error(y, t)


def _logarithm_of_scores(a, t):
    return -np.mean(np.log(a[np.arange(len(a)), t]))


SMALL_NETWORK = """\
params = {
    "W1": np.array([[3.0, -1.0], [1.0, 2.0]]), "b1": np.array([-1.0, -2.0]),
    "W2": np.array([[-2.0, 2.0], [1.0, -1.0]]), "b2": np.array([2.0, -1.0]),
}
x = np.array([[1.0, 3.0], [2.0, 1.0]])
network_loss(params, x, np.array([1, 0]))"""
UNSURE_NETWORK = """\
params = {
    "W1": np.array([[1.0, -1.0, 0.0, 2.0], [0.0, 1.0, -1.0, 1.0]]), "b1": np.array([0.5, 0.0, -0.5, 1.0]),
    "W2": np.array([[0.5, 0.0], [0.0, 0.5], [1.0, 0.0], [0.0, -0.5]]), "b2": np.array([0.0, 0.5]),
}
x = np.array([[1.0, 0.5], [0.0, -1.0], [-1.0, 1.0]])
network_loss(params, x, np.array([1, 0, 1]))"""
POSITIVE_SCORES = """\
params = {
    "W1": np.array([[1.0, 0.5], [0.0, 1.0]]), "b1": np.array([0.5, 0.0]),
    "W2": np.array([[0.5, 1.0], [1.0, 0.0]]), "b2": np.array([0.5, 1.0]),
}
x = np.array([[1.0, 2.0], [0.5, 1.0], [0.0, 1.0]])
network_loss(params, x, np.array([0, 1, 0]))"""
RANDOM_NETWORK = """\
params = {
    "W1": rng.normal(size=(3, 5)), "b1": rng.normal(size=5),
    "W2": rng.normal(size=(5, 4)), "b2": rng.normal(size=4),
}
network_loss(params, rng.normal(size=(6, 3)), np.array([3, 0, 1, 1, 2, 0]))"""

EXERCISES = [
    Exercise(
        name="softmax",
        task="Write softmax for one row of scores and for a batch, so that scores of 1000 are safe.",
        stub='''\
def softmax(a):
    """Return scores as probabilities: one row (K,), or each row of a batch (N, K)."""
    return ...  # your code here
''',
        source=dl.softmax,
        cases=[
            "softmax(np.array([1.0, 2.0, 3.0]))",
            "a = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]])\nsoftmax(a)",
            "a = rng.normal(scale=2, size=(4, 4))\nsoftmax(a)",
            "softmax(np.array([[1000.0, 1001.0, 0.0], [-1000.0, -1001.0, -2000.0]]))",
            "a = np.array([0.0, 1000.0, 2000.0])\nsoftmax(a)",
            "softmax(np.array([[30000.0, 0.0, 0.0]]))",
        ],
        misconceptions=[
            Misconception(
                "down-columns",
                _softmax_down_columns,
                "One row is right, but in a batch your columns sum to 1, as `axis=0` gives it. A sample is a row.",
            ),
            Misconception(
                "whole-table",
                _softmax_of_everything,
                "Your whole table sums to 1. Each row is a sample of its own and needs its own sum.",
            ),
            Misconception(
                "overflow",
                lambda a: _share(np.exp(a), -1),
                "Small scores are right; at 1000 exp overflows and inf / inf is `nan`. What may be subtracted from a"
                " row without changing its shares?",
            ),
            Misconception(
                "nan-hidden",
                lambda a: np.nan_to_num(_share(np.exp(a), -1)),
                "At 1000 every share is 0, as where a `nan` is replaced, not healed. What may be subtracted from a"
                " row without changing its shares?",
            ),
            Misconception(
                "clipped-scores",
                lambda a: _share(np.exp(np.clip(a, -500, 500)), -1),
                "Scores of 1000 and 1001 get the same share: what is cut off loses its difference. Subtract instead.",
            ),
            Misconception(
                "mean-as-shift",
                lambda a: _share(np.exp(a - a.mean(axis=-1, keepdims=True)), -1),
                "A score of 30000 next to two of 0 gives `nan`: it is still too large for exp, as it is after"
                " subtracting the mean. Which shift leaves no score above 0?",
            ),
            Misconception(
                "one-row-only",
                lambda a: _share(np.exp(a), None),
                "One row of small scores is right. A batch needs a sum for each row; then look at scores of 1000.",
            ),
            Misconception(
                "loop-over-rows-only",
                _softmax_of_a_loop,
                "A batch is right. In one row (K,) each share is 1, as where a loop over rows takes each number for a"
                " row. An `axis` that is always the last needs no loop.",
            ),
            Misconception(
                "scores-themselves",
                lambda a: _share(a, -1),
                "Those are the shares of the scores themselves. What makes every number positive first?",
            ),
            Misconception(
                "not-divided",
                lambda a: np.exp(a - a.max(axis=-1, keepdims=True)),
                "The largest becomes 1 and the sum does not: the division by the sum is missing.",
            ),
            Misconception(
                "sigmoid-of-each",
                lambda a: dl.sigmoid(a),
                "Those are the sigmoids of the scores, each by itself: such numbers do not share one 1 among them.",
            ),
            Misconception(
                "sum-not-shifted",
                lambda a: np.exp(a - a.max(axis=-1, keepdims=True)) / np.exp(a).sum(axis=-1, keepdims=True),
                "The sum is not 1: the shares come out as if only the scores above the line of the fraction were"
                " shifted, and not those below.",
            ),
            Misconception(
                "shifted-after-exp",
                lambda a: _share(np.exp(a) - np.exp(a).max(axis=-1, keepdims=True), -1),
                "The largest score gets the share 0, as where something is subtracted after exp. Only a shift of the"
                " scores, before exp, leaves the shares as they are.",
            ),
            Misconception(
                "largest-of-columns",
                lambda a: _share(np.exp(a - a.max(axis=0)), -1),
                "The sums run along the rows, but the shift is that of the largest of each column: a row needs one"
                " shift for all its scores.",
            ),
            Misconception(
                "exp-alone",
                lambda a: np.exp(a),
                "Those are the exps of the scores: the division by their sum is missing. Then look at scores of 1000.",
            ),
            Misconception(
                "divided-by-largest",
                lambda a: np.exp(a) / np.exp(a).max(axis=-1, keepdims=True),
                "The largest of each row becomes 1, so the shares sum to more. Divide by the sum. Then look at scores"
                " of 1000.",
            ),
            Misconception(
                "sign-turned",
                lambda a: _share(np.exp(a.max(axis=-1, keepdims=True) - a), -1),
                "The smallest score gets the largest share: which sign have the scores inside exp?",
            ),
            Misconception(
                "sign-turned-not-shifted",
                lambda a: _share(np.exp(-a), -1),
                "The smallest score gets the largest share: which sign have the scores inside exp? Then look at"
                " scores of 1000.",
            ),
        ],
        hints=(
            "All results are positive, each row sums to 1, and adding the same number to a whole row changes nothing.",
            "Three steps along each row: subtract the largest score, exp, divide by the sum.",
            (
                "`axis=-1` works for (K,) and (N, K); `keepdims=True` keeps a column, so that the row can be divided"
                " by it."
            ),
        ),
        insight="Shift by the largest, exp, divide by the sum, along the last axis.",
    ),
    Exercise(
        name="softmax_with_temperature",
        task="Write softmax with a temperature: high makes the shares equal, low makes the largest win.",
        stub='''\
def softmax_with_temperature(a, temperature):
    """Return softmax of the scores a (N, K) at a temperature.

    A temperature of 1 changes nothing, 10 flattens, 0.1 sharpens.
    """
    return mine.softmax(...)  # your code here
''',
        source=dl.softmax,
        cases=[
            "softmax_with_temperature(np.array([[1.0, 2.0, 3.0]]), 10.0)",
            "softmax_with_temperature(np.array([[1.0, 2.0, 3.0], [3.0, 3.0, 0.0]]), 0.5)",
            "a = rng.normal(size=(3, 4))\nsoftmax_with_temperature(a, 0.5)",
            "softmax_with_temperature(np.array([[100.0, 0.0]]), 0.1)",
        ],
        misconceptions=[
            Misconception(
                "multiplied",
                lambda a, temperature: dl.softmax(a * temperature),
                "At temperature 10 your largest share grows; it should come nearer to the others.",
            ),
            Misconception(
                "after-softmax",
                lambda a, temperature: dl.softmax(a) / temperature,
                "Your rows no longer sum to 1: the temperature comes before softmax, not after.",
            ),
            Misconception(
                "not-used",
                lambda a, temperature: dl.softmax(a),
                "The temperature has no effect. Softmax looks at differences of scores only: how can it change them?",
            ),
        ],
        hints=(
            "At a very high temperature all shares are nearly 1/K; at a low one the largest is nearly 1.",
            "What matters are the differences of the scores: heat makes them small.",
            "The temperature changes the scores before softmax sees them.",
        ),
        insight="Softmax sees differences of scores only; a temperature scales them.",
    ),
    Exercise(
        name="mean_squared_error",
        task="Write the squared error: half the sum over the outputs, averaged over the rows.",
        stub='''\
def mean_squared_error(y, t):
    """Return the mean over the rows of 1/2 sum_k (y_k - t_k)^2; y and t are (N, K)."""
    return ...  # your code here
''',
        source=dl.mean_squared_error,
        cases=[
            (
                "y = np.array([[1.0, 2.0], [3.0, 0.0], [0.0, 0.0]])\n"
                "t = np.array([[2.0, 5.0], [1.0, 0.0], [0.0, 5.0]])\n"
                "mean_squared_error(y, t)"
            ),
            "y, t = rng.normal(size=(2, 5, 3))\nmean_squared_error(y, t)",
        ],
        misconceptions=[
            Misconception(
                "no-half",
                lambda y, t: np.sum((y - t) ** 2) / len(y),
                "Twice too much: where is the 1/2 that cancels the 2 of the derivative?",
            ),
            Misconception(
                "mean-over-outputs-no-half",
                lambda y, t: np.mean((y - t) ** 2),
                "That is the mean of all squares, over the outputs too. Sum over k, then average over the rows, with"
                " the 1/2.",
            ),
            Misconception(
                "rows-added-up",
                lambda y, t: np.sum((y - t) ** 2) / 2,
                "The rows are added up: the loss would grow with the batch. Average over the N rows.",
            ),
            Misconception(
                "mean-over-outputs",
                lambda y, t: np.mean((y - t) ** 2) / 2,
                "The mean runs over the outputs too. Their errors are added up; only the rows are averaged.",
            ),
            Misconception(
                "outputs-averaged-rows-added",
                lambda y, t: np.sum((y - t) ** 2) / 2 / y.shape[1],
                "You divide by the number of outputs, K: the other way round. The outputs of a row are added up"
                " (axis 1), and the N rows are averaged.",
            ),
            Misconception(
                "rows-not-averaged",
                lambda y, t: np.sum((y - t) ** 2, axis=1) / 2,
                "That is the loss of each row, and each is right. The loss of the batch is one number: their mean.",
            ),
            Misconception(
                "added-before-squared",
                lambda y, t: np.mean(np.sum(y - t, axis=1) ** 2) / 2,
                "In each row the sum comes before the square, so errors of both signs cancel. Square each error by"
                " itself.",
            ),
            Misconception(
                "absolute-errors",
                lambda y, t: np.sum(np.abs(y - t)) / 2 / len(y),
                "Those are absolute errors: a large error should count more than proportionally.",
            ),
            Misconception(
                "first-row-only",
                lambda y, t: np.sum((y[0] - t[0]) ** 2) / 2 / len(y),
                "Only row 0 counts in yours. If there is a loop: does its `return` stand inside it?",
            ),
            Misconception(
                "last-row-only",
                lambda y, t: np.sum((y[-1] - t[-1]) ** 2) / 2 / len(y),
                "Only the last row counts in yours. If there is a loop: is the total added to (`+=`), or set anew?",
            ),
            Misconception(
                "squares-subtracted",
                lambda y, t: np.sum(y**2 - t**2) / 2 / len(y),
                "Those are differences of squares, y² - t². Subtract first, then square.",
            ),
            Misconception(
                "row-0-not-divided",
                lambda y, t: np.sum((y[0] - t[0]) ** 2) / 2,
                "That is the loss of row 0 alone. If there is a loop: does its `return` stand inside it?",
            ),
            Misconception(
                "root-taken",
                lambda y, t: np.sqrt(np.sum((y - t) ** 2) / 2 / len(y)),
                "That is the root of the loss. The squares stay squares here.",
            ),
            Misconception(
                "root-of-mean-square",
                lambda y, t: np.sqrt(np.mean((y - t) ** 2)),
                "That is the root of the mean square. No root is asked for here: squares, added up over k, halved,"
                " averaged over the rows.",
            ),
            Misconception(
                "all-added-before-squared",
                lambda y, t: np.sum(y - t) ** 2 / 2 / len(y),
                "All errors are added up before the square, so those of both signs cancel. Square each error first.",
            ),
            Misconception(
                "multiplied-by-rows",
                lambda y, t: np.sum((y - t) ** 2) / 2 * len(y),
                "The sum is multiplied by N, as in `… / 2 * N`, which goes from left to right. A mean divides by N.",
            ),
        ],
        hints=(
            "Errors 0 and 3 in one row make 4.5, and a batch of equal rows has the loss of one row.",
            "Square, sum over the outputs (axis 1), halve, average over the rows.",
            "`np.sum` over everything, divided by 2 and by the number of rows, does it at once.",
        ),
        insight="½ Σ over the outputs, mean over the rows: so that the slope is (y - t) / N.",
    ),
    Exercise(
        name="binary_cross_entropy",
        task="Write the loss of yes-or-no answers.",
        stub='''\
def binary_cross_entropy(y, t):
    """Return the mean of -(t log y + (1 - t) log(1 - y)).

    y (N,) holds probabilities of yes, t (N,) what is true: 1 for yes, 0 for no.
    """
    return -np.mean(... + ...)  # two places
''',
        source=dl.binary_cross_entropy,
        cases=[
            "binary_cross_entropy(np.array([0.9]), np.array([0.0]))",
            "binary_cross_entropy(np.array([0.9, 0.2]), np.array([1.0, 1.0]))",
            "binary_cross_entropy(np.array([0.999, 0.01]), np.array([0.0, 0.0]))",
            "binary_cross_entropy(np.array([0.9, 0.2, 0.6]), np.array([1.0, 0.0, 0.0]))",
            "binary_cross_entropy(np.array([0.0002, 0.9998]), np.array([1.0, 0.0]))",
            ("y, t = rng.uniform(0.1, 0.9, size=6), np.array([0.0, 1, 1, 0, 1, 1])\nbinary_cross_entropy(y, t)"),
        ],
        misconceptions=[
            Misconception(
                "no-second-half",
                lambda y, t: -np.mean(t * np.log(y)),
                "Where t is 0 your loss is 0 whatever y says: look at the second half of the formula.",
            ),
            Misconception(
                "no-first-half",
                lambda y, t: -np.mean((1 - t) * np.log(1 - y)),
                "Where t is 1 your loss is 0 whatever y says: look at the first half of the formula.",
            ),
            Misconception(
                "log-base-2",
                lambda y, t: -np.mean(_yes_and_no(y, t)) / np.log(2),
                "Those are the numbers of a logarithm of base 2; the course uses the natural one, `np.log`.",
            ),
            Misconception(
                "log-base-10",
                lambda y, t: -np.mean(_yes_and_no(y, t)) / np.log(10),
                "Those are the numbers of a logarithm of base 10; the course uses the natural one, `np.log`.",
            ),
            Misconception(
                "yes-and-no-swapped",
                lambda y, t: -np.mean((1 - t) * np.log(y) + t * np.log(1 - y)),
                "Yes and no have changed places: being sure and right costs the most.",
            ),
            Misconception(
                "negative-loss",
                lambda y, t: np.mean(_yes_and_no(y, t)),
                "Your loss is negative: either no minus stands before it, or two. One turns a logarithm into a cost.",
            ),
            Misconception(
                "rows-added-up",
                lambda y, t: -np.sum(_yes_and_no(y, t)),
                "You add the rows up; the loss of a batch is their mean.",
            ),
            Misconception(
                "halves-subtracted",
                lambda y, t: -np.mean(t * np.log(y) - (1 - t) * np.log(1 - y)),
                "The two halves count with opposite signs: a no that is surely answered yes would pay you. Both are"
                " costs.",
            ),
            Misconception(
                "no-brackets",
                lambda y, t: -np.mean(t * np.log(y) + 1 - t * np.log(1 - y)),
                "That is what `1 - t * …` gives: it multiplies first and subtracts then. Put brackets around `1 - t`.",
            ),
            Misconception(
                "arguments-swapped",
                lambda y, t: -np.mean(y * np.log(t) + (1 - y) * np.log(1 - t)),
                "Every loss is inf: is there a logarithm of t, which is 0 or 1, or a division by it? Only"
                " probabilities belong in a logarithm.",
            ),
            Misconception(
                "same-probability-twice",
                lambda y, t: -np.mean(t * np.log(y) + (1 - t) * np.log(y)),
                "Yours is the mean of -log y, whatever t says. For t = 0, which probability should be large?",
            ),
            Misconception(
                "one-minus-logarithm",
                lambda y, t: -np.mean(t * np.log(y) + (1 - t) * (1 - np.log(y))),
                "Where t is 0, yours takes `1 - np.log(y)`. That is not the logarithm of `1 - y`.",
            ),
            Misconception(
                "t-twice",
                lambda y, t: -np.mean(t * np.log(y) + t * np.log(1 - y)),
                "A no costs nothing in yours, and for a yes both logarithms count. What is 1 where t is 0?",
            ),
            Misconception(
                "both-halves-always",
                lambda y, t: -np.mean(np.log(y) + np.log(1 - y)),
                "Both logarithms count in every row. Let t and 1 - t choose one of them.",
            ),
            Misconception(
                "second-half-always",
                lambda y, t: -np.mean(t * np.log(y) + np.log(1 - y)),
                "Your second half counts for a yes too. By what must it be multiplied?",
            ),
            Misconception(
                "no-logarithm",
                lambda y, t: -np.mean(t * y + (1 - t) * (1 - y)),
                "That is the probability given to what happened, with a minus. The loss takes the logarithm of it.",
            ),
            Misconception(
                "rows-not-averaged",
                lambda y, t: -_yes_and_no(y, t),
                "That is the loss of each row. The loss of the batch is one number: their mean.",
            ),
            Misconception(
                "first-half-always",
                lambda y, t: -np.mean(np.log(y) + (1 - t) * np.log(1 - y)),
                "Your first half counts for a no too. By what must it be multiplied?",
            ),
            Misconception(
                "logarithm-of-mean",
                lambda y, t: -np.log(np.mean(t * y + (1 - t) * (1 - y))),
                "That is one logarithm, of the mean probability. Take the logarithm in each row, then average.",
            ),
            Misconception(
                "arguments-swapped-capped",
                lambda y, t: -np.mean(y * np.log(t + 1e-7) + (1 - y) * np.log(1 - t + 1e-7)),
                "The logarithm is taken of t, and y counts how much: y and t have changed places.",
            ),
            Misconception(
                "squared-error",
                lambda y, t: np.mean((y - t) ** 2) / 2,
                "That is the squared error. Here the cost is a logarithm of the probability given to what happened.",
            ),
            *(
                Misconception(
                    f"clipped-at-a-{name}",
                    partial(_cut_off_yes_and_no, least=least),
                    f"A probability of 0.0002 costs as much as {least:g} in yours: is y cut off too early?",
                )
                for name, least in (("thousandth", 0.001), ("hundredth", 0.01))
            ),
        ],
        hints=(
            "A sure and right answer costs nearly nothing; y = 0.9 with t = 0 costs 2.303.",
            "One of the two terms is always 0: t chooses which.",
            "The first term is t times a logarithm, the second (1 - t) times another. Whose probability is 1 - y?",
        ),
        insight="t picks one of two logarithms: that of the probability given to what really happened.",
    ),
    Exercise(
        name="one_hot",
        task="Turn class labels into one-hot rows.",
        stub='''\
def one_hot(labels, num_classes):
    """Return labels (N,) as rows (N, num_classes): 1 at the label, 0 elsewhere.

    Labels are whole numbers from 0.
    """
    return ...  # your code here
''',
        source=dl.one_hot,
        cases=[
            "one_hot(np.array([2, 0]), 4)",
            "labels = rng.integers(3, size=8)\none_hot(labels, 3)",
        ],
        misconceptions=[
            Misconception(
                "samples-as-columns",
                lambda labels, k: np.eye(k)[labels].T,
                "Each sample is a column of yours; here it is a row.",
            ),
            Misconception(
                "counts-from-one",
                lambda labels, k: np.eye(k)[labels - 1],
                "Each 1 stands one place too far left, for label 0 at the very end: labels count from 0.",
            ),
            Misconception(
                "whole-columns",
                _filled_columns,
                "Every row has a 1 at all the labels, as `rows[:, labels]` or one list used for every row gives it."
                " Pair each row number with its label.",
            ),
            Misconception(
                "width-of-largest-label",
                lambda labels, k: np.eye(labels.max() + 1)[labels],
                "The rows are too narrow for `num_classes`: they fit the largest label here. The last classes may be"
                " absent from a batch.",
            ),
            Misconception(
                "labels-not-used",
                lambda labels, k: np.eye(k)[: len(labels)],
                "Row i has its 1 at i: the labels are not used.",
            ),
            Misconception(
                "row-number-as-label",
                lambda labels, k: np.eye(len(labels), k),
                "Row 0 has its 1 at 0 and row 1 at 1, whatever the labels are: they are not used.",
            ),
        ],
        hints=(
            "Each row holds a single 1; label 2 of 4 classes is 0 0 1 0.",
            "Begin with zeros of shape (N, num_classes), or with the identity matrix, whose row k is one-hot for k.",
            "An array of row numbers and an array of labels together address one place a row.",
        ),
        insight="A label is a place; one-hot writes a 1 there, so that multiplying picks that place out.",
    ),
    Exercise(
        name="cross_entropy_error",
        task="Write the cross-entropy for one-hot rows and for labels.",
        stub='''\
def cross_entropy_error(y, t):
    """Return the mean over the rows of -sum_k t_k log y_k.

    y (N, K) holds probabilities above 0.
    t is one-hot rows (N, K) or class labels, integers (N,).
    """
    return ...  # your code here
''',
        source=dl.cross_entropy_error,
        cases=[
            (
                "y = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])\nt = np.array([[1, 0, 0], [0, 0, 1]])\n"
                "cross_entropy_error(y, t)"
            ),
            "y = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])\ncross_entropy_error(y, np.array([1, 2]))",
            "y = np.array([[0.0002, 0.9, 0.0998], [0.2, 0.3, 0.5]])\ncross_entropy_error(y, np.array([0, 2]))",
            ("y = dl.softmax(rng.normal(size=(3, 4)))\ncross_entropy_error(y, np.eye(4)[[3, 0, 2]])"),
            "y = dl.softmax(rng.normal(size=(3, 4)))\ncross_entropy_error(y, np.array([0, 1, 1]))",
            "y = dl.softmax(rng.normal(size=(3, 3)))\ncross_entropy_error(y, np.array([2, 0, 1]))",
        ],
        misconceptions=[
            Misconception(
                "rows-added-up",
                lambda y, t: _log_loss(y, t),
                "You are off by the factor N: the rows are added up, and a larger batch would have a larger loss.",
            ),
            Misconception(
                "arguments-swapped",
                _swapped,
                "The logarithm is taken of the targets, and y counts how much: y and t have changed places.",
            ),
            Misconception(
                "arguments-swapped-labels-only",
                lambda y, t: -(y * np.log(_one_hot_rows(t, y.shape[1]))).sum() / len(y),
                "Every loss is inf: the zeros of the targets stand inside a logarithm, or something is divided by"
                " them. Only y belongs in the logarithm.",
            ),
            Misconception(
                "arguments-swapped-rows-only",
                lambda y, t: -(y * np.log(t)).sum() / len(y),
                "The loss is inf: the zeros of t stand inside a logarithm, or something is divided by them. Only y"
                " belongs in the logarithm. Then look at labels, which are places.",
            ),
            Misconception(
                "labels-only",
                lambda y, t: -np.mean(np.log(y[np.arange(len(y)), t])),
                "Labels are right. One-hot rows are no places: turn them into labels first, or multiply.",
            ),
            Misconception(
                "label-loop-only",
                _label_loop,
                "Labels are right. In a one-hot row every 0 and 1 is taken for a place: turn such rows into labels"
                " first.",
            ),
            Misconception(
                "labels-only-whole-columns-added-up",
                lambda y, t: -np.sum(np.log(y[:, t])) / len(y),
                "N numbers of each row count, as where `y[:, t]` takes whole columns. Pair each row number with its"
                " label. One-hot rows come after that.",
            ),
            Misconception(
                "labels-only-whole-columns",
                lambda y, t: -np.mean(np.log(y[:, t])),
                "N numbers of each row are averaged, as where `y[:, t]` takes whole columns. Pair each row number"
                " with its label. One-hot rows come after that.",
            ),
            Misconception(
                "divided-by-classes",
                lambda y, t: _log_loss(y, t, y.size),
                "You also divide by the number of classes: sum over k, then average over the rows.",
            ),
            Misconception(
                "negative-loss",
                lambda y, t: -_log_loss(y, t, len(y)),
                "Your loss is negative: what is the sign of log 0.9?",
            ),
            Misconception(
                "log-base-2",
                lambda y, t: _log_loss(y, t, len(y)) / np.log(2),
                "Those are the numbers of a logarithm of base 2; the course uses the natural one, `np.log`.",
            ),
            Misconception(
                "one-hot-only",
                lambda y, t: -(t * np.log(y)).sum() / len(y),
                "One-hot rows are right. A label is a place in its row, not a row: how do you pick that place?",
            ),
            Misconception(
                "one-hot-only-mean-over-all",
                lambda y, t: np.mean(-t * np.log(y)),
                "With one-hot rows you divide by rows and classes alike: sum over k first. Labels come after that.",
            ),
            Misconception(
                "whole-columns-averaged",
                lambda y, t: -np.mean(np.log(y[:, _labels_of(t)])),
                "N numbers of each row are averaged, as where `y[:, labels]` takes whole columns. Pair each row"
                " number with its own label.",
            ),
            Misconception(
                "whole-columns",
                _whole_columns,
                "N numbers of each row count, as where `y[:, labels]` takes whole columns. Pair each row number with"
                " its own label.",
            ),
            Misconception(
                "argmax-of-labels",
                _labels_or_axis_error,
                "One-hot rows are right. Labels, and what they pick, have a single axis, and so no axis 1. `t.ndim`"
                " tells the two kinds apart.",
            ),
            Misconception(
                "largest-probability",
                lambda y, t: -np.mean(np.log(y.max(axis=1))),
                "You take the largest probability of each row. That of the right class is wanted, and t says which.",
            ),
            Misconception(
                "logarithm-of-mean",
                _logarithm_of_mean,
                "You average the probabilities and take one logarithm. Take that of each row, then average.",
            ),
            Misconception(
                "one-argmax-for-all",
                lambda y, t: dl.cross_entropy_error(y, np.full(len(y), t.argmax()) if t.ndim == 2 else t),
                "Labels are right. Of one-hot rows, each gets the label of row 0, as `t.argmax()` gives it. Each row"
                " needs its own: `axis=1`.",
            ),
            Misconception(
                "yes-and-no-of-each",
                lambda y, t: -np.mean(_yes_and_no(y, t)),
                "That is the loss of yes or no, and it averages over the classes too. Here only the right class"
                " counts. Labels come after that.",
            ),
            Misconception(
                "log-base-10",
                lambda y, t: _log_loss(y, t, len(y)) / np.log(10),
                "Those are the numbers of a logarithm of base 10; the course uses the natural one, `np.log`.",
            ),
            Misconception(
                "divided-by-classes-not-rows",
                lambda y, t: _log_loss(y, t, y.shape[1]),
                "You divide by the number of classes. The loss is a mean over the rows: divide by N.",
            ),
            Misconception(
                "softmax-twice",
                lambda y, t: dl.cross_entropy_error(dl.softmax(y), t),
                "`y` is what softmax gave, and here softmax is taken of it once more. Use `y` as it comes.",
            ),
            Misconception(
                "yes-and-no-added-up",
                lambda y, t: -np.sum(_yes_and_no(y, _one_hot_rows(t, y.shape[1]))) / len(y),
                "The wrong classes pay too, as in the loss of yes or no. Here only the right class of a row counts.",
            ),
            Misconception(
                "no-logarithm",
                lambda y, t: -np.mean(y[np.arange(len(y)), _labels_of(t)]),
                "That is the mean probability of the right class, with a minus. The loss takes the logarithm of each.",
            ),
            Misconception(
                "first-row-only",
                lambda y, t: -np.log(y[0, _labels_of(t)[0]]),
                "That is the loss of row 0 alone. If there is a loop: does its `return` stand inside it?",
            ),
            Misconception(
                "last-row-only",
                lambda y, t: -np.log(y[-1, _labels_of(t)[-1]]) / len(y),
                "Only the last row counts in yours. If there is a loop: is the total added to, or set anew?",
            ),
            *(
                Misconception(
                    f"clipped-at-a-{name}",
                    partial(_cut_off, least=least),
                    f"A probability of 0.0002 costs as much as {least:g} in yours: is it cut off too early?",
                )
                for name, least in (("thousandth", 0.001), ("hundredth", 0.01))
            ),
        ],
        hints=(
            "For one row it is minus the logarithm of the probability of the right class: 0.105 for 0.9.",
            "Labels and one-hot rows must give the same number. Which of the two do you turn into the other?",
            "`t.ndim` tells them apart. `y[np.arange(N), labels]` picks one a row; a one-hot t does it by a product.",
        ),
        insight="Minus the logarithm of the probability given to the right class, averaged over the rows.",
    ),
    Exercise(
        name="cross_entropy_from_scores",
        task="Write the cross-entropy from the scores, without ever taking the logarithm of 0.",
        stub='''\
def cross_entropy_from_scores(a, t):
    """Return the mean over the rows of log sum_k exp(a_k) - a_t.

    a (N, K) holds scores, t (N,) labels.
    Exact for scores of any size: scores [1000, 0] and label 1 give a loss of 1000.
    """
    a = a - a.max(axis=1, keepdims=True)  # changes nothing, but exp is safe now
    log_sum = ...  # (N,)
    right = ...  # (N,): the score of the right class of each row
    return np.mean(log_sum - right)
''',
        source=dl.functions.log_softmax,
        cases=[
            "a = np.array([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])\ncross_entropy_from_scores(a, np.array([1, 2]))",
            "a, t = rng.normal(size=(3, 4)), np.array([3, 0, 2])\ncross_entropy_from_scores(a, t)",
            "cross_entropy_from_scores(np.array([[30.0, 0.0]]), np.array([1]))",
            "cross_entropy_from_scores(np.array([[1000.0, 0.0]]), np.array([0]))",
            "cross_entropy_from_scores(np.array([[3000.0, 0.0], [-1000.0, -1001.0]]), np.array([1, 0]))",
        ],
        misconceptions=[
            Misconception(
                "capped-loss",
                _loss_of_probabilities,
                "The loss is capped, as by `+ 1e-7`: no answer can cost more than 16.118, however wrong it is. Stay"
                " with the scores.",
            ),
            Misconception(
                "log-of-zero",
                _naive_softmax_loss,
                "What is tiny has become exactly 0, and its logarithm -inf. The logarithm of a quotient is a"
                " difference.",
            ),
            Misconception("not-shifted", _unshifted, "exp(1000) is inf: use the shifted scores in both places."),
            Misconception(
                "label-not-used",
                _score_forgotten,
                "The score of the right class does not count in yours: every label has the same loss.",
            ),
            Misconception(
                "wrong-axis",
                lambda a, t: np.mean(np.log(np.exp(_shifted(a)).sum(axis=0)) - _shifted(a)[np.arange(len(a)), t]),
                "The sum runs down the columns, over the samples, as `axis=0` or Python's own `sum` gives it.",
            ),
            Misconception(
                "one-sum-for-all",
                lambda a, t: np.mean(np.log(np.exp(_shifted(a)).sum()) - _shifted(a)[np.arange(len(a)), t]),
                "One sum for all samples, as `.sum()` without an axis gives it: each row needs its own.",
            ),
            Misconception(
                "whole-columns",
                lambda a, t: np.mean(np.log(np.exp(_shifted(a)).sum(axis=1)) - _shifted(a)[:, t]),
                "The scores of all the labels count in every row, as where `a[:, t]` takes whole columns. A pair of"
                " row number and label picks one score from each row.",
            ),
            Misconception(
                "rows-added-up",
                lambda a, t: np.sum(np.logaddexp.reduce(a, axis=1) - a[np.arange(len(a)), t]),
                "The rows are added up; the loss of a batch is their mean.",
            ),
            Misconception(
                "negative-loss",
                lambda a, t: np.mean(a[np.arange(len(a)), t] - np.logaddexp.reduce(a, axis=1)),
                "Your loss is negative: that is the logarithm of the probability, without its minus.",
            ),
            Misconception(
                "no-logarithm",
                lambda a, t: _from_scores(a, t, lambda a: np.exp(a).sum(axis=1)),
                "The sum of the exps is there; its logarithm is missing.",
            ),
            Misconception(
                "log-before-sum",
                lambda a, t: _from_scores(a, t, lambda a: np.log(np.exp(a)).sum(axis=1)),
                "Your `log_sum` is the sum of the shifted scores: a logarithm undoes exp where nothing is added"
                " between them.",
            ),
            Misconception(
                "largest-score",
                lambda a, t: _from_scores(a, t, right=lambda a, t: a.max(axis=1)),
                "Your `right` is the largest score, 0 after the shift, whatever t says. t says which score is right.",
            ),
            Misconception(
                "exp-of-right-score",
                lambda a, t: _from_scores(a, t, right=lambda a, t: np.exp(a)[np.arange(len(a)), t]),
                "`right` is the score itself: exp belongs to the sum alone.",
            ),
            Misconception(
                "label-for-score",
                lambda a, t: _from_scores(a, t, right=lambda a, t: t),
                "The label itself is subtracted. It is a place: the score that stands there is wanted.",
            ),
            Misconception(
                "shift-in-one-place",
                lambda a, t: np.mean(np.logaddexp.reduce(a, axis=1) - _shifted(a)[np.arange(len(a)), t]),
                "In `log_sum` the scores count as they came, in `right` they are shifted. Use the same scores in both"
                " places.",
            ),
            Misconception(
                "scores-added-up",
                lambda a, t: _from_scores(a, t, lambda a: a.sum(axis=1)),
                "Your `log_sum` is the sum of the shifted scores themselves: the sum wanted is one of exps.",
            ),
        ],
        hints=(
            "Two equal scores give log 2; scores 1000 and 0 with label 1 give 1000, not inf.",
            "log(exp(a_t) / sum) is a_t minus log(sum): no quotient is left.",
            (
                "`log_sum` takes exp, the sum along axis 1 and the logarithm; `right` pairs each row number with its"
                " label."
            ),
        ),
        insight="log-sum-exp: shift, exp, sum, log. A difference of scores never becomes log 0.",
        rtol=1e-6,
        atol=1e-9,
    ),
    Exercise(
        name="first_loss",
        task="Predict the first loss of a network that knows nothing yet.",
        stub='''\
def first_loss(num_classes):
    """Return the cross-entropy if each class gets the same probability."""
    return ...  # your code here
''',
        cases=["first_loss(2)", "first_loss(10)", "first_loss(1000)"],
        misconceptions=[
            Misconception(
                "probability-itself",
                lambda k: 1 / k,
                "That is the probability of each class. What does the loss do with it?",
            ),
            Misconception(
                "negative-loss",
                lambda k: np.log(1 / k),
                "Your loss is negative. The logarithm of a probability is below 0, that of K above: which of the two"
                " needs a minus?",
            ),
            Misconception(
                "in-proportion",
                lambda k: 0.23 * k,
                "Yours grows in step with K: near the truth at 10, far off at 2 and at 1000. What does the loss take"
                " of a probability?",
            ),
            Misconception(
                "ten-classes-only",
                lambda k: np.log(10),
                "That is the loss of 10 classes, whatever `num_classes` says.",
            ),
            Misconception(
                "log-base-2", lambda k: np.log2(k), "That is a logarithm of base 2; the course uses the natural one."
            ),
            Misconception(
                "log-base-10", lambda k: np.log10(k), "That is a logarithm of base 10; the course uses the natural one."
            ),
            Misconception(
                "error-rate",
                lambda k: 1 - 1 / k,
                "That is how often such a network is wrong; the loss looks at a logarithm.",
            ),
            Misconception(
                "losses-added-up",
                lambda k: k * np.log(k),
                "That is the loss times K, as where all classes pay. Only the right class does.",
            ),
            Misconception(
                "divided-by-classes",
                lambda k: np.log(k) / k,
                "That is the loss divided by K. Only the right class pays, and the mean is over rows, not over"
                " classes.",
            ),
        ],
        hints=(
            "For 10 classes it is 2.303: the number to look for in the first line of any training.",
            "What is the probability of the right class, if all are equal?",
            "Put that probability into -log.",
        ),
        insight="-log(1 / K) = log K: a first loss far above it says that the initial weights are too large.",
    ),
    Exercise(
        name="output_slope",
        task="Write the slope that the three pairs of output and loss share.",
        stub='''\
def output_slope(y, t):
    """Return the slope of the mean loss in the scores; y and one-hot t are (N, K)."""
    return ...  # your code here
''',
        source=dl.SoftmaxWithLoss.backward,
        cases=[
            (
                "y = np.array([[0.7, 0.3], [0.4, 0.6], [0.9, 0.1]])\nt = np.array([[1, 0], [1, 0], [0, 1]])\n"
                "output_slope(y, t)"
            ),
            ("y, t = dl.sigmoid(rng.normal(size=(5, 3))), np.eye(3)[[0, 2, 1, 1, 0]]\noutput_slope(y, t)"),
        ],
        misconceptions=[
            Misconception(
                "not-divided-by-rows",
                _slope,
                "One row is right; for a batch you are off by its size. The loss is a mean over the rows: what does"
                " that do to its slope?",
            ),
            Misconception(
                "sign-turned",
                lambda y, t: -_slope(y, t) / len(y),
                "The sign is turned: where y is too large, more score means more loss.",
            ),
            Misconception(
                "softmax-twice",
                lambda y, t: _slope(dl.softmax(y), t) / len(y),
                "`y` is what softmax gave, and here softmax is taken of it once more. Use `y` as it comes.",
            ),
            Misconception(
                "divided-by-classes",
                lambda y, t: _slope(y, t) / y.size,
                "You also divide by the number of classes; the loss averages over the rows alone.",
            ),
            Misconception(
                "slope-in-y",
                lambda y, t: -t / y / len(y),
                "That is the slope in y. The scores are one step further back, behind softmax.",
            ),
            Misconception(
                "rows-added-up",
                lambda y, t: _slope(y, t).sum(axis=0) / len(y),
                "One row comes back, the mean of all: every score of every row has a slope of its own.",
            ),
            Misconception(
                "two-of-the-square",
                lambda y, t: 2 * _slope(y, t) / len(y),
                "Twice too much, as where the 2 of a square stays: the ½ of the loss cancels it.",
            ),
            Misconception(
                "slope-of-sigmoid",
                lambda y, t: y * (1 - y) * _slope(y, t) / len(y),
                "y (1 - y) is the slope of a sigmoid. With the loss that belongs to it, that factor cancels.",
            ),
            Misconception(
                "no-brackets",
                lambda y, t: y - t / len(y),
                "That is `y - t / N`, which divides t alone. Put brackets around `y - t`.",
            ),
            Misconception(
                "divided-by-classes-not-rows",
                lambda y, t: _slope(y, t) / y.shape[1],
                "You divide by the number of classes. The loss is a mean over the rows: divide by N.",
            ),
        ],
        hints=(
            "It has the shape of y, is positive where y is too large, and each row sums to 0.",
            "Nudge one score, take softmax and cross-entropy again: how much does the loss change, beside y and t?",
            "It is the difference of outputs and targets, divided by what the mean divides by.",
        ),
        insight="(y - t) / N, for all three pairs: that is why output and loss belong together.",
    ),
    Exercise(
        name="loss_by_hand",
        task="Compute the loss of the small network on paper.",
        stub='''\
def loss_by_hand():
    """Return the squared error of row 0, that of row 1, and their mean.

    y = [[-5, 6], [-10, 11]] and t = [[-7, 2], [-12, 13]].
    """
    return ..., ..., ...  # three numbers, from your paper
''',
        source=dl.mean_squared_error,
        cases=[f"row_0, row_1, batch = loss_by_hand()\n{number}" for number in ("row_0", "row_1", "batch")],
        misconceptions=[
            Misconception(
                "no-half", _by_hand(20, 8, 14), "All three are twice what they should be: where is the ½ of each row?"
            ),
            Misconception(
                "rows-added-up",
                _by_hand(10, 4, 14),
                "Both rows are right. The loss of the batch is their mean, and you have added them up.",
            ),
            Misconception(
                "mean-over-outputs",
                _by_hand(5, 2, 3.5),
                "All three are half of what they should be: the two outputs of a row are added up, not averaged, and"
                " the ½ comes once.",
            ),
            Misconception(
                "added-before-squared",
                _by_hand(18, 0, 9),
                "The errors of a row are added before they are squared: in row 1 they cancel. Square each by itself.",
            ),
            Misconception(
                "absolute-errors",
                _by_hand(3, 2, 2.5),
                "Those are the errors without their signs, halved. Square them first.",
            ),
            Misconception(
                "negative-square",
                _by_hand(10, 0, 5),
                "Row 0 is right. In row 1 the two parts cancel in yours: the square of −2 is 4 too.",
            ),
            Misconception(
                "not-squared",
                _by_hand(3, 0, 1.5),
                "Those are the errors themselves, and in row 1 they cancel. Square each before you add.",
            ),
            Misconception(
                "minus-a-minus",
                _by_hand(80, 244, 162),
                "Two minuses make a plus: −5 − (−7) is −5 + 7.",
            ),
            Misconception(
                "no-brackets",
                _by_hand(10, 4, 12),
                "Both rows are right. 12 is 10 + 4 / 2: there only the 4 is halved, but the mean halves the sum.",
            ),
        ],
        hints=(
            "All three are whole numbers.",
            "First y - t: 2 and 4 in row 0, 2 and -2 in row 1.",
            "In each row: square both, add, halve. Then the mean of the two rows.",
        ),
        insight="½ (2² + 4²) = 10 and ½ (2² + 2²) = 4: the mean is 7. Lesson 04 looks for weights that lower it.",
    ),
    Exercise(
        name="choose_loss",
        task="Choose output and loss for six tasks, and say what a network of zeros pays.",
        stub='''\
def choose_loss(task):
    """Return output and loss, and the first loss: what all weights 0 would pay."""
    number = "identity and squared error"
    yes_or_no = "sigmoid and binary cross-entropy"
    one_of_many = "softmax and cross-entropy"
    return {
        "price": (number, 0.5),  # done: prices have mean 0 and standard deviation 1
        "rain": (..., ...),  # tomorrow or not, one output
        "digit": (..., ...),  # one of ten
        "tags": (..., ...),  # of a photo: five outputs, any number of them at once
        "place": (..., ...),  # two numbers, each spread like the price
        "pet": (..., ...),  # cat or dog: two outputs that sum to 1
    }[task]
''',
        cases=[f'choose_loss("{task}")' for task in ("price", "rain", "digit", "tags", "place", "pet")],
        misconceptions=[
            Misconception(
                "tags-share-one",
                _choice(tags=(ONE_OF_MANY, np.log(5))),
                "Softmax shares one 1 among the five tags, so two of them could never both be sure. Here each tag is a"
                " question of its own.",
            ),
            Misconception(
                "tags-as-one-answer",
                _choice(tags=(YES_OR_NO, np.log(2))),
                "The pair for the tags is right. There are five answers of yes or no, and their losses are added up.",
            ),
            Misconception(
                "rain-by-softmax",
                _choice(rain=(ONE_OF_MANY, np.log(2))),
                "With one output, softmax always gives 1: there is nothing to share. Which function makes a"
                " probability of one score?",
            ),
            Misconception(
                "rain-as-number",
                _choice(rain=(NUMBER, 0.5)),
                "How much rain would be a number. Rain or not is a yes or a no, with a probability.",
            ),
            Misconception(
                "digit-as-number",
                _choice(digit=(NUMBER, 0.5)),
                "A digit is a name here, no amount: taking a 1 for a 9 is not worse than taking it for a 2.",
            ),
            Misconception(
                "digit-as-ten-answers",
                _choice(digit=(YES_OR_NO, 10 * np.log(2))),
                "Ten sigmoids could say yes to several digits at once. An image holds one of the ten.",
            ),
            Misconception(
                "pet-as-yes-or-no",
                _choice(pet=(YES_OR_NO, np.log(2))),
                "Two sigmoids need not sum to 1: both could say yes. Which output shares 1 out among the classes?",
            ),
            Misconception(
                "pet-as-two-answers",
                _choice(pet=(YES_OR_NO, 2 * np.log(2))),
                "Two answers of yes or no could be cat and dog at once. Which output shares 1 out among the classes?",
            ),
            Misconception(
                "place-as-one-number",
                _choice(place=(NUMBER, 0.5)),
                "The squared error adds up the outputs: two numbers, each like the price, cost more than one.",
            ),
            Misconception(
                "probability-itself",
                _choice(rain=(YES_OR_NO, 0.5), digit=(ONE_OF_MANY, 0.1), pet=(ONE_OF_MANY, 0.5)),
                "That is the probability of the right answer. What does the cross-entropy make of it?",
            ),
            Misconception(
                "log-base-2",
                _choice(base=np.log(2)),
                "That would be right with logarithms of base 2; the course uses the natural one, `np.log`.",
            ),
            Misconception(
                "log-base-10",
                _choice(base=np.log(10)),
                "That would be right with logarithms of base 10; the course uses the natural one, `np.log`.",
            ),
            Misconception(
                "costs-nothing",
                _choice(
                    rain=(YES_OR_NO, 0),
                    digit=(ONE_OF_MANY, 0),
                    tags=(YES_OR_NO, 0),
                    place=(NUMBER, 0),
                    pet=(ONE_OF_MANY, 0),
                ),
                "A loss of 0 is for answers that are right and sure. Which y does a network of zeros give, and what"
                " does that y cost?",
            ),
            Misconception(
                "tags-as-one-of-five",
                _choice(tags=(YES_OR_NO, np.log(5))),
                "The pair for the tags is right. log 5 is what one class out of five costs; here are five answers of"
                " yes or no.",
            ),
            Misconception(
                "place-without-half",
                _choice(place=(NUMBER, 2.0)),
                "The pair is right. The squared error has a ½ before it: that is why the price costs 0.5.",
            ),
        ],
        hints=(
            "`number` twice, `yes_or_no` twice, `one_of_many` twice.",
            "All weights 0 give scores of 0: y is 0 for a number, ½ for yes or no, 1/K for one of K classes.",
            "`np.log(2)` is what one answer of yes or no costs then. How many such answers has a photo?",
        ),
        insight="What the answer may be decides the output, the output decides the loss, and both the first loss.",
        rtol=2e-3,
        one_by_one=True,
    ),
    Exercise(
        name="network_loss",
        task="Write the whole way from inputs to loss for a network of classes.",
        stub='''\
def network_loss(params, x, t):
    """Return the mean cross-entropy of a network with one hidden layer of ReLU units.

    params holds "W1", "b1", "W2", "b2"; x (N, D) are inputs, t (N,) their labels.
    """
    ...
''',
        source=dl.MultiLayerNet.loss,
        cases=[SMALL_NETWORK, UNSURE_NETWORK, POSITIVE_SCORES, RANDOM_NETWORK],
        misconceptions=[
            Misconception(
                "no-bend",
                lambda params, x, t: _network(params, x, t, bend=dl.identity),
                "The hidden layer has no bend: a unit whose sum is below 0 should be silent.",
            ),
            Misconception(
                "bend-at-the-end",
                lambda params, x, t: _network(params, x, t, out=lambda a: dl.softmax(dl.relu(a))),
                "The scores have gone through ReLU too. They may be negative: softmax takes them as they are.",
            ),
            Misconception(
                "sigmoid-units",
                lambda params, x, t: _network(params, x, t, bend=dl.sigmoid),
                "The hidden units are sigmoids; ReLU units are asked for.",
            ),
            Misconception(
                "no-biases",
                _without_biases,
                "The biases are missing: each layer is `x @ W + b`.",
            ),
            Misconception(
                "no-softmax",
                lambda params, x, t: _network(params, x, t, out=dl.identity, loss=_logarithm_of_scores),
                "That is the logarithm of the scores, which may be below 0. What makes probabilities of them first?",
            ),
            Misconception(
                "one-sum-for-all",
                lambda params, x, t: _network(params, x, t, out=_softmax_of_everything),
                "Your softmax shares one 1 among all rows: each row needs a sum of its own.",
            ),
            Misconception(
                "whole-columns",
                lambda params, x, t: _network(params, x, t, loss=lambda y, t: -np.mean(np.log(y[:, t]))),
                "All the labels count in every row, as where `y[:, t]` takes whole columns. Pair each row number with"
                " its label.",
            ),
            Misconception(
                "squared-error",
                lambda params, x, t: _network(
                    params, x, t, loss=lambda y, t: dl.mean_squared_error(y, dl.one_hot(t, y.shape[1]))
                ),
                "That is the squared error of the probabilities; softmax goes with the cross-entropy.",
            ),
            Misconception(
                "sigmoid-output",
                lambda params, x, t: _network(params, x, t, out=dl.sigmoid),
                "A sigmoid of each score does not sum to 1. One class out of several needs softmax.",
            ),
            Misconception(
                "rows-added-up",
                lambda params, x, t: _network(params, x, t, loss=_added_up),
                "The rows are added up; the loss of a batch is their mean.",
            ),
            Misconception(
                "weights-first",
                _from_the_left,
                "The weights stand on the left, as in `W @ x`. A sample is a row of x, so a layer is `x @ W + b`.",
            ),
            Misconception(
                "bias-after-bend",
                _bias_after_bend,
                "`b1` is added after ReLU. It belongs to the sum that ReLU bends.",
            ),
            Misconception(
                "inputs-again",
                _inputs_again,
                "The second layer gets x. It should get what the hidden layer hands on.",
            ),
            Misconception(
                "element-by-element",
                _element_by_element,
                "The products go element by element, as `*` does. A layer is a matrix product: `x @ W + b`.",
            ),
            Misconception(
                "softmax-twice",
                lambda params, x, t: _network(params, x, t, out=lambda a: dl.softmax(dl.softmax(a))),
                "Softmax is taken twice, perhaps once inside a function that you call. Its first results are the"
                " probabilities.",
            ),
            Misconception(
                "capped-loss",
                lambda params, x, t: _network(params, x, t, loss=_capped),
                "The loss is capped, as by `+ 1e-7`: no row can cost more than 16.118, and row 1 costs 21. Take the"
                " logarithm of y itself.",
            ),
            Misconception(
                "probabilities-only",
                lambda params, x, t: _network(params, x, t, loss=lambda y, t: y),
                "Those are the probabilities, and they are right. The loss is one number: the mean cross-entropy.",
            ),
            Misconception(
                "weights-transposed",
                _transposed_weights,
                "The weights are transposed. W has a row for each input and a column for each unit: `x @ W` fits as"
                " it is.",
            ),
            Misconception(
                "leaky-units",
                lambda params, x, t: _network(params, x, t, bend=dl.leaky_relu),
                "Your hidden units leak: below 0 they hand on a little. ReLU units are asked for, which hand on 0.",
            ),
            Misconception(
                "scores-only",
                lambda params, x, t: _network(params, x, t, out=dl.identity, loss=lambda y, t: y),
                "Those are the scores, and they are right. Softmax and the loss are still missing.",
            ),
            Misconception(
                "mean-over-classes",
                lambda params, x, t: _network(
                    params, x, t, loss=lambda y, t: dl.cross_entropy_error(y, t) / y.shape[1]
                ),
                "You divide by the number of classes too. Only the rows are averaged.",
            ),
            Misconception(
                "yes-or-no-loss",
                lambda params, x, t: _network(
                    params, x, t, loss=lambda y, t: dl.binary_cross_entropy(y, _one_hot_rows(t, y.shape[1]))
                ),
                "That is the loss of yes or no: it makes the wrong classes pay too. Softmax goes with the"
                " cross-entropy.",
            ),
            Misconception(
                "yes-or-no-network",
                lambda params, x, t: _network(
                    params,
                    x,
                    t,
                    out=dl.sigmoid,
                    loss=lambda y, t: dl.binary_cross_entropy(y, _one_hot_rows(t, y.shape[1])),
                ),
                "Sigmoids and the loss of yes or no are for several answers at once. One class out of several needs"
                " softmax.",
            ),
            Misconception(
                "bias-after-softmax",
                _bias_after_softmax,
                "`b2` is added after softmax, so those are no probabilities. It belongs to the scores.",
            ),
            Misconception(
                "no-bias-before-bend",
                lambda params, x, t: _network(params | {"b1": 0}, x, t),
                "`b1` does not count in yours: it belongs to the sum that ReLU bends.",
            ),
            Misconception(
                "no-bias-of-scores",
                lambda params, x, t: _network(params | {"b2": 0}, x, t),
                "`b2` does not count in yours: it belongs to the scores.",
            ),
            Misconception(
                "first-row-only",
                lambda params, x, t: _network(params, x[:1], t[:1]),
                "That is the loss of row 0 alone. If there is a loop: does its `return` stand inside it?",
            ),
            Misconception(
                "columns-share-one",
                lambda params, x, t: _network(params, x, t, out=_softmax_down_columns),
                "Your softmax shares one 1 down each column, as `axis=0` does. A sample is a row.",
            ),
            Misconception(
                "no-second-layer",
                lambda params, x, t: dl.cross_entropy_error(dl.softmax(dl.relu(x @ params["W1"] + params["b1"])), t),
                "The hidden units are taken for the scores: `W2` and `b2` do not count.",
            ),
            Misconception(
                "last-row-only",
                lambda params, x, t: _network(params, x[-1:], t[-1:]) / len(x),
                "Only the last row counts in yours. If there is a loop: is the total added to, or set anew?",
            ),
        ],
        hints=(
            "The first call has the small network: its scores are [[-5, 6], [-10, 11]], its loss is 10.5.",
            "Two layers of lesson 01 with the ReLU of lesson 02 between them; then this lesson's two functions.",
            "`x @ W1 + b1`, ReLU, `@ W2 + b2`, `softmax`, `cross_entropy_error`: a line each.",
        ),
        insight="Five lines from inputs to one number: all that lesson 04 needs to ask which way is down.",
    ),
    Exercise(
        name="one_output_loss",
        task="Hunt: repair a loss that ignores the label.",
        stub='''\
def one_output_loss(y, t):
    """Return the mean loss of yes-or-no answers.

    y (N, 1) holds probabilities of yes, t (N, 1) what is true: 1 for yes, 0 for no.
    """
    labels = t.argmax(axis=1)
    return -np.sum(np.log(y[np.arange(len(y)), labels] + 1e-7)) / len(y)
''',
        symptom="y = 0.9 costs 0.105 if the label is yes, and 0.105 if the label is no: the loss ignores the label.",
        source=dl.binary_cross_entropy,
        cases=[
            "one_output_loss(np.array([[0.9]]), np.array([[0]]))",
            "one_output_loss(np.array([[0.9]]), np.array([[1]]))",
            "one_output_loss(np.array([[0.9], [0.2]]), np.array([[1], [0]]))",
            "one_output_loss(np.array([[0.0002], [0.9998]]), np.array([[1], [0]]))",
            ("y, t = rng.uniform(0.1, 0.9, size=(5, 1)), np.array([[0], [1], [1], [0], [1]])\none_output_loss(y, t)"),
        ],
        misconceptions=[
            Misconception(
                "label-as-place",
                lambda y, t: -np.sum(np.log(y[np.arange(len(y)), t[:, 0]] + 1e-7)) / len(y),
                "The label is a place again, and y has a single one: for a yes there is no place 1. Which formula"
                " takes the label as a number?",
            ),
            Misconception(
                "table-of-pairs",
                lambda y, t: -np.mean(_yes_and_no(y, t[:, 0])),
                "One row is right. A batch makes a table (N, N) in yours: every y meets every label. Each row goes with"
                " its own: look at both shapes.",
            ),
            Misconception(
                "table-of-pairs-added-up",
                lambda y, t: -np.sum(_yes_and_no(y, t[:, 0])) / len(y),
                "One row is right. A batch makes N times N numbers in yours, every y with every label, and you add up"
                " all of them. Each row goes with its own: look at both shapes.",
            ),
            Misconception(
                "no-costs-nothing",
                _only_yes,
                "A no costs nothing in yours, whatever y says: only the rows with label 1 count.",
            ),
            Misconception(
                "squared-error",
                lambda y, t: dl.mean_squared_error(y, t),
                "The label counts now, but that is the squared error; a sigmoid output goes with the binary"
                " cross-entropy.",
            ),
            Misconception(
                "yes-and-no-swapped", lambda y, t: dl.binary_cross_entropy(1 - y, t), "Yes and no have changed places."
            ),
            Misconception(
                "rows-added-up",
                lambda y, t: len(y) * dl.binary_cross_entropy(y, t),
                "The rows are added up; the loss is their mean.",
            ),
            Misconception(
                "rows-not-averaged",
                lambda y, t: -_yes_and_no(y, t),
                "That is the loss of each row, in a column. The loss is one number: their mean.",
            ),
            Misconception(
                "squared-error-no-half",
                lambda y, t: np.mean((y - t) ** 2),
                "The label counts now, but those are squares; a sigmoid output goes with the binary cross-entropy.",
            ),
            Misconception(
                "argmax-down-the-column",
                lambda y, t: -np.sum(np.log(y[np.arange(len(y)), t.argmax(axis=0)] + 1e-7)) / len(y),
                "The label does not count, as where `argmax` goes down the column: it says which row has the first"
                " yes. Which formula takes the label as a number?",
            ),
            Misconception(
                "yes-costs-nothing",
                lambda y, t: -np.mean((1 - t) * np.log(1 - y)),
                "A yes costs nothing in yours, whatever y says: only the rows with label 0 count.",
            ),
            Misconception(
                "always-nothing",
                lambda y, t: 0.0,
                "Every loss is 0, as where softmax is taken of a single number: that gives 1, and log 1 is 0.",
            ),
            *(
                Misconception(
                    f"clipped-at-a-{name}",
                    partial(_cut_off_yes_and_no, least=least),
                    f"A probability of 0.0002 costs as much as {least:g} in yours: is y cut off too early?",
                )
                for name, least in (("thousandth", 0.001), ("hundredth", 0.01))
            ),
        ],
        hints=(
            "y = 0.9 costs 0.105 for yes and 2.303 for no.",
            "`argmax` says where the largest number of a row stands. How many numbers has a row of t?",
            "With one output the label is a number, not a place: use the formula with t and 1 - t.",
        ),
        insight="`argmax` of a single number is always 0: one sigmoid output needs the binary cross-entropy.",
    ),
]

QUESTIONS = [
    Question(
        id="03.1",
        kind="recall",
        text="What do three layers without a bend between them make?",
        choices=[
            Choice("one layer", "Linear after linear is linear: the weights multiply into one matrix.", right=True),
            Choice("a network with three corners", "A corner is a bend, and there is none."),
            Choice("any function", "Sums of straight lines stay straight."),
        ],
    ),
    Question(
        id="03.2",
        kind="recall",
        text="A sigmoid gives z = 0.98. What is its slope there?",
        choices=[
            Choice("about 0.02", "z (1 - z) is 0.98 times 0.02: the unit is nearly saturated.", right=True),
            Choice("about 0.25", "That is the slope at z = 0.5, the steepest place."),
            Choice("about 0.98", "That is its value; the slope is z (1 - z)."),
        ],
        shows="0.98 * (1 - 0.98)",
    ),
    Question(
        id="03.3",
        kind="quiz",
        text="Why does a dead ReLU unit stay dead?",
        choices=[
            Choice("its weights are 0", "They may be anything: it is its slope that is 0."),
            Choice("its slope is 0 for every sample", "So its gradient is 0, and no step moves it.", right=True),
            Choice("the learning rate is too small", "No rate makes a step out of a gradient of 0."),
        ],
    ),
    Question(
        id="03.4",
        kind="predict",
        text="Scores 1, 2, 3. Which temperature brings the three shares closest together?",
        choices=[
            Choice("0.1", "Dividing by 0.1 makes the differences ten times as large: the largest wins nearly all."),
            Choice("1", "That is plain softmax."),
            Choice("10", "The differences shrink to a tenth: the shares are nearly equal.", right=True),
        ],
        shows="dl.softmax(np.array([1.0, 2.0, 3.0]) / 10)",
    ),
    Question(
        id="03.5",
        kind="predict",
        text="You add 100 to all three scores. What does softmax give?",
        choices=[
            Choice("the same as before", "Only differences of scores count.", right=True),
            Choice("all shares nearly 1/3", "That would need small differences; they have not changed."),
            Choice("the largest gets everything", "That would need larger differences; they have not changed."),
        ],
        shows="dl.softmax(np.array([101.0, 102.0, 103.0])) - dl.softmax(np.array([1.0, 2.0, 3.0]))",
    ),
    Question(
        id="03.6",
        kind="predict",
        text="Sure and wrong: the right class gets 0.01. Whose slope in the score is steeper?",
        choices=[
            Choice(
                "squared error's",
                "After softmax its slope is nearly 0 where y is near 0: sure and wrong learns slowest.",
            ),
            Choice(
                "cross-entropy's",
                "Its slope is nearly -1: the worse the answer, the stronger the push.",
                right=True,
            ),
            Choice("both the same", "The squared error's is nearly 0 here, and the cross-entropy's nearly -1."),
        ],
        shows="np.array([0.01, 0.99]) - np.array([1, 0])",
    ),
    Question(
        id="03.7",
        kind="predict",
        text="y = 0.9. The label switches from 1 to 0. What does the binary cross-entropy do?",
        choices=[
            Choice("it changes its sign", "-log of a probability is never below 0, for either label."),
            Choice("it jumps from 0.105 to 2.303", "-log 0.9 for yes, -log 0.1 for no.", right=True),
            Choice("it stays at 0.105", "It does so only in the hunt of this lesson."),
        ],
        shows="dl.binary_cross_entropy([0.9], [0])",
    ),
    Question(
        id="03.8",
        kind="predict",
        text="Scores of 1000 go into exp(a) / sum, with nothing subtracted. What comes out?",
        choices=[
            Choice("1 for the largest", "That would be right, but exp(1000) is not a number that float64 can hold."),
            Choice("inf", "Top and bottom are both inf."),
            Choice("nan", "exp(1000) is inf, and inf / inf is not a number.", right=True),
        ],
        shows="np.exp([1000.0, 999.0]) / np.exp([1000.0, 999.0]).sum()",
    ),
    Question(
        id="03.9",
        kind="predict",
        text="With `log(y + 1e-7)`: what is the largest loss that one row can have?",
        choices=[
            Choice("there is no largest", "Without the 1e-7 there is none; with it, y = 0 gives -log 1e-7."),
            Choice("about 16.1", "-log(1e-7): however wrong the answer, it costs no more.", right=True),
            Choice("10000000", "The logarithm makes a small number of it."),
        ],
        shows="-np.log(1e-7)",
    ),
    Question(
        id="03.10",
        kind="predict",
        text="The same `log(y + 1e-7)`, and y is exactly 1 for the right class. The loss is …",
        choices=[
            Choice("0", "-log 1 would be 0; but this is the logarithm of a little more than 1."),
            Choice(
                "slightly below 0",
                "-log(1.0000001) is -0.0000001: a perfect answer costs less than nothing.",
                right=True,
            ),
            Choice("slightly above 0", "The argument is more than 1, so its logarithm is above 0, and minus it below."),
        ],
        shows="f'{-np.log(1 + 1e-7):.1e}'",
    ),
    Question(
        id="03.11",
        kind="quiz",
        text="You predict a price. Which pair of output and loss?",
        choices=[
            Choice(
                "identity and squared error",
                "A number that may be anything: no bend, and the squared distance.",
                right=True,
            ),
            Choice("sigmoid and binary cross-entropy", "That pair is for yes or no: its output stays between 0 and 1."),
            Choice("softmax and cross-entropy", "That pair is for one class out of several."),
        ],
    ),
    Question(
        id="03.12",
        kind="quiz",
        text="Why are errors squared, and not added up as they are?",
        choices=[
            Choice("squares are faster to compute", "They are not, and it would be no reason."),
            Choice(
                "errors of both signs would cancel",
                "+3 and -3 would make a perfect 0; squares also punish large errors more.",
                right=True,
            ),
            Choice("so that the loss is below 1", "Squares of large errors are larger still."),
        ],
    ),
    Question(
        id="03.13",
        kind="quiz",
        text="And why the ½ in front of the squares?",
        choices=[
            Choice("it cancels the 2 of the derivative", "So the slope is y - t, and nothing else.", right=True),
            Choice("it averages two rows", "The average over rows is a separate factor, 1/N."),
            Choice("it makes the training faster", "It only scales the loss, as a learning rate would."),
        ],
    ),
    Question(
        id="03.14",
        kind="quiz",
        text="The first loss of a 10-class network is 9.4. What does that say?",
        choices=[
            Choice("it has learned something", "Then the loss would lie below log 10 = 2.303."),
            Choice("nothing, any number is possible", "A network that knows nothing and says so has log 10."),
            Choice(
                "it is sure of itself, and wrong",
                "Above log 10 = 2.303 it is worse than equal shares: the initial weights are too large.",
                right=True,
            ),
        ],
        shows="np.log(10.0)",
    ),
    Question(
        id="03.15",
        kind="recall",
        text="Five samples with 3 inputs go through a layer of 4 units. Which shape comes out?",
        choices=[
            Choice("(4, 5)", "Samples stay rows: (5, 3) @ (3, 4) + (4,)."),
            Choice("(3, 4)", "That is the shape of the layer's weights."),
            Choice("(5, 4)", "(5, 3) @ (3, 4) + (4,): a row a sample, a column a unit.", right=True),
        ],
        shows="(np.ones((5, 3)) @ np.ones((3, 4)) + np.ones(4)).shape",
    ),
    Question(
        id="03.16",
        kind="predict",
        text="`a` is [[1, 2, 3], [4, 8, 6]]. What is `a.max(axis=-1)`?",
        choices=[
            Choice("[3, 8]", "The last axis runs along a row: one largest number a row.", right=True),
            Choice("[4, 8, 6]", "That is the largest of each column, `axis=0`: over the samples."),
            Choice("8", "That is the largest of all, `a.max()`, without an axis."),
        ],
        shows="np.array([[1, 2, 3], [4, 8, 6]]).max(axis=-1)",
    ),
    Question(
        id="03.17",
        kind="predict",
        text="`a` is [[1, 2, 3], [4, 8, 6]]. What is `a[[0, 1], [2, 0]]`?",
        choices=[
            Choice("[[3, 1], [6, 4]]", "That is `a[:, [2, 0]]`: both columns of every row."),
            Choice("[3, 4]", "Pairs: row 0 with column 2, row 1 with column 0.", right=True),
            Choice("[1, 4]", "Column 0 of both rows would be `a[:, 0]`; here row 0 is paired with column 2."),
        ],
        shows="np.array([[1, 2, 3], [4, 8, 6]])[[0, 1], [2, 0]]",
    ),
    Question(
        id="03.18",
        kind="quiz",
        text="Which line gives the outputs of the hidden layer?",
        choices=[
            Choice("z1 = relu(u1)", "u1 are its weighted sums, z1 what it hands on.", right=True),
            Choice("u1 = x @ W1 + b1", "Those are its weighted sums, before the bend."),
            Choice("y = softmax(u2)", "That is the output of the network."),
        ],
    ),
]

ORDERINGS = []
