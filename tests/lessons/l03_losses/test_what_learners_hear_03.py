"""Answers that learners give to lesson 03, and what they hear: a sentence that is true and points at the mistake."""

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.exercises import check

PICKED = "np.log(y[np.arange(len(y)), t if t.ndim == 1 else t.argmax(axis=1)])"
ROWS = "(t if t.ndim == 2 else dl.one_hot(t, y.shape[1]))"
SCORES = 'dl.relu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]'
LOSS = "dl.cross_entropy_error(dl.softmax({}), t)".format
SPLIT = "dl.softmax(dl.relu(x @ params['W1'] + params['b1']) @ params['W2']) + params['b2']"
NUMBER, YES_OR_NO = "identity and squared error", "sigmoid and binary cross-entropy"


pytestmark = pytest.mark.usefixtures("own_record")


def heard(first, body):
    """Return what `check` says to the function of this first line and this expression."""
    name, arguments = first[:-1].split("(")
    result = check(eval(f"lambda {arguments}: {body}", {"np": np, "dl": dl}), name)
    assert not result.passed and result.attempted
    return result.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        # not "Where is the minus?": there are two
        ("-np.mean(-t * np.log(y) - (1 - t) * np.log(1 - y))", "no minus stands before it, or two"),
        # not "y and t have changed places": they have not
        ("-np.mean(np.log(t * y) + np.log((1 - t) * (1 - y)))", "a logarithm of t"),
        # not "t stands inside a logarithm"
        ("-np.mean(np.log(y) / t + np.log(1 - y) / (1 - t))", "or a division by it"),
        # not "Add them": they are
        ("np.mean(-t * np.log(y) + (1 - t) * np.log(1 - y))", "opposite signs"),
        # not "Both halves look at y": there are none
        ("-np.mean(np.log(y))", "mean of -log y"),
        # not "the second half is missing": it is there
        ("-np.mean(t * np.log(y) + (1 - t) * np.log(1 - t * y))", "look at the second half"),
        # not "take it out of its brackets"
        ("-(t * np.log(y) + (1 - t) * np.log(1 - y))", "loss of each row"),
    ],
)
def test_a_loss_of_yes_or_no_hears_what_is_so(body, words):
    assert words in heard("binary_cross_entropy(y, t)", body)
    if words == "loss of each row":
        assert words in heard("one_output_loss(y, t)", body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"-np.sum(np.log({ROWS} * y))", "zeros of the targets"),
        (f"-np.sum(np.log(y) / {ROWS})", "is divided by them"),
        # not "A single row has no axis 1": labels are no row
        ("dl.cross_entropy_error(y, t.argmax(axis=1))", "have a single axis"),
        (f"-{PICKED}.mean() if t.ndim == 2 else -{PICKED}.sum(axis=1).mean()", "have a single axis"),
        # not on numbers that the card does not show
        ("-np.mean(np.log(y.max(axis=1)))", "largest probability of each row"),
    ],
)
def test_a_cross_entropy_hears_what_is_so(body, words):
    assert words in heard("cross_entropy_error(y, t)", body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        # not "is the number of rows: a sum or a mean?"
        ("2 * (y - t) / len(y)", "the 2 of a square"),
        ("(y - t) / 2 / len(y)", "1/2 of what it should be. Which factor"),
        # right only where the rows sum to 1, as those of sigmoids do not
        ("(y - t) / y.sum()", "Which factor"),
    ],
)
def test_a_slope_hears_what_is_so(body, words):
    assert words in heard("output_slope(y, t)", body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        # not "Close, but not close enough": by chance
        (LOSS('params["W2"] @ dl.relu(params["W1"] @ x + params["b1"]) + params["b2"]'), "stand on the left"),
        (LOSS(SCORES.replace('W1"]', 'W1"].T').replace('W2"]', 'W2"].T')), "are transposed"),
        (LOSS(SCORES.replace("relu", "leaky_relu")), "units leak"),
        (f"dl.binary_cross_entropy(dl.sigmoid({SCORES}), dl.one_hot(t, len(params['b2'])))", "several answers at once"),
        # not "the logarithm of scores": they went through softmax
        (f"-np.mean(np.log(({SPLIT})[np.arange(len(t)), t]))", "`b2` is added after softmax"),
        # not "Is a sum or a mean missing?"
        (f"dl.softmax({SCORES})", "Those are the probabilities"),
        (SCORES, "Those are the scores"),
        # not "2 is the number of rows": it is that of the classes too
        (f"{LOSS(SCORES)} / len(params['b2'])", "number of classes too"),
        (f"dl.binary_cross_entropy(dl.softmax({SCORES}), dl.one_hot(t, len(params['b2'])))", "loss of yes or no"),
    ],
)
def test_the_whole_way_hears_what_is_so(body, words):
    assert words in heard("network_loss(params, x, t)", body)


@pytest.mark.parametrize(
    ("log_sum", "right", "words"),
    [
        # not "You take the largest score": 0 is the same
        ("np.log(np.exp(a).sum(axis=1))", "0", "0 after the shift"),
        # not "The logarithm comes before the sum"
        ("np.log(np.exp(a).prod(axis=1))", "a[np.arange(len(a)), t]", "the sum of the shifted scores"),
    ],
)
def test_a_loss_of_scores_hears_what_is_so(log_sum, right, words):
    body = f"np.mean((lambda a: {log_sum} - {right})(a - a.max(axis=1, keepdims=True)))"
    assert words in heard("cross_entropy_from_scores(a, t)", body)


@pytest.mark.parametrize(
    ("first", "body", "words"),
    [
        # not "the right numbers in the wrong places": by chance
        ("softmax(a)", "(e := np.exp(a - a.max(axis=0))) / e.sum(axis=-1, keepdims=True)", "largest of each column"),
        # not "what cuts the fraction off": nothing does
        ("choose_loss(task)", str({"price": (NUMBER, 0.5), "rain": (YES_OR_NO, 0)}) + "[task]", "right and sure"),
        ("first_loss(num_classes)", "0", "is a fraction cut off"),
        # not "(N, 1) and (N,)": whole columns do the same
        ("one_output_loss(y, t)", "-np.sum(np.log(np.hstack([1 - y, y])[:, t[:, 0]])) / len(y)", "look at both"),
        # not "take it out of its brackets" alone: what is missing is a mean
        ("one_output_loss(y, t)", "-np.log(np.hstack([1 - y, y])[np.arange(len(y)), t[:, 0]])", "or a mean missing"),
        # by numbers that the card shows
        (
            "network_loss(params, x, t)",
            LOSS(SCORES.replace(") @", ") + params['b1']) @").replace("dl", "(dl")),
            "differs",
        ),
        ("mean_squared_error(y, t)", "np.sum((y - t) ** 2) / 4", "The value differs"),
        ("softmax_with_temperature(a, temperature)", "dl.softmax(a / 10)", "6 of 6 values differ"),
        # not "The mean is no safe shift": it is the median
        (
            "softmax(a)",
            "(lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp(a - np.median(a, axis=-1, keepdims=True)))",
            "still too large for exp",
        ),
        # not "0 / 0, inf - inf" alone: it is inf / inf
        (
            "softmax(a)",
            "(lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp(a - a.min(axis=-1, keepdims=True)))",
            "inf / inf",
        ),
        # not "the right numbers in the wrong places": by chance
        ("softmax(a)", "(lambda e: e / e.sum(axis=-1, keepdims=True))(np.exp(-a))", "which sign"),
        # not "it gives 0.09, where 0.09 is wanted"
        ("softmax(a)", "np.round(dl.softmax(a), 2)", "0.24, where 0.24473"),
        # not "`[:, labels]` picks whole columns": it is one list for all rows
        ("one_hot(labels, k)", "[[int(i in labels) for i in range(k)]] * len(labels)", "one list used for every row"),
        # not "You take the logarithm of scores": that is one of many ways to nan
        (
            "network_loss(params, x, t)",
            f"-np.mean(np.log(-({SCORES})[np.arange(len(t)), t]))",
            "There is a `nan`",
        ),
    ],
)
def test_other_answers_hear_what_is_so(first, body, words):
    assert words in heard(first, body)


def test_a_yes_among_noes_is_seen_on_numbers_that_the_card_shows():
    wrong = lambda y, t: -np.mean(t * np.log(y)) - np.mean(1 - t) * np.mean(np.log(1 - y))  # noqa: E731
    assert "rng" not in check(wrong, "binary_cross_entropy").call


def test_a_pair_that_does_not_fit_is_not_given_away():
    for given in ((NUMBER, 0.5), [NUMBER, 0.5], ("softmax", 0.5)):
        chosen = {"price": (NUMBER, 0.5), "rain": (YES_OR_NO, 0.6931), "digit": ("softmax and cross-entropy", 2.3026)}
        result = check(lambda task, chosen=chosen, given=given: (chosen | {"tags": given})[task], "choose_loss")
        assert result.got and not result.wanted and YES_OR_NO not in result.message, result.message
