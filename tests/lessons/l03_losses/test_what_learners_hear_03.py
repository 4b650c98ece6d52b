"""Answers that learners give to lesson 03, and what they hear: a sentence that is true and points at the mistake."""

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.exercises import check

BCE = "lambda y, t: -np.mean({} + {})"
CE = "lambda y, t: {}"
PICKED = "np.log(y[np.arange(len(y)), t if t.ndim == 1 else t.argmax(axis=1)])"
NET = "lambda params, x, t: dl.cross_entropy_error(dl.softmax({}), t)"


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))


def heard(name, source):
    result = check(eval(source, {"np": np, "dl": dl}), name)
    assert not result.passed and result.attempted
    return result.message


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        # not "y and t have changed places": they have not
        ("binary_cross_entropy", BCE.format("np.log(t * y)", "np.log((1 - t) * (1 - y))"), "t stands inside"),
        (
            "cross_entropy_error",
            CE.format("-np.sum(np.log((t if t.ndim == 2 else dl.one_hot(t, y.shape[1])) * y))"),
            "t stands inside",
        ),
        # not "Where is the minus?": there are two
        ("binary_cross_entropy", BCE.format("-t * np.log(y)", "-(1 - t) * np.log(1 - y)"), "no minus stands"),
        # not "A single row has no axis 1": labels are no row
        ("cross_entropy_error", CE.format("dl.cross_entropy_error(y, t.argmax(axis=1))"), "have a single axis"),
        (
            "cross_entropy_error",
            CE.format(f"-{PICKED}.mean() if t.ndim == 2 else -{PICKED}.sum(axis=1).mean()"),
            "have a single axis",
        ),
        # not on numbers that the card does not show
        ("cross_entropy_error", CE.format("-np.mean(np.log(y.max(axis=1)))"), "largest probability of each row"),
        # not "2 is the number of rows: a sum or a mean?"
        ("output_slope", "lambda y, t: 2 * (y - t) / len(y)", "The 2 of the square"),
        # not "Close, but not close enough": by chance
        (
            "network_loss",
            NET.format('params["W2"] @ dl.relu(params["W1"] @ x + params["b1"]) + params["b2"]'),
            "weights stand on the left",
        ),
        # not "the logarithm of scores": they went through softmax
        (
            "network_loss",
            'lambda params, x, t: -np.mean(np.log((dl.softmax(dl.relu(x @ params["W1"] + params["b1"])'
            ' @ params["W2"]) + params["b2"])[np.arange(len(t)), t]))',
            "Softmax comes last",
        ),
        # not "Is a sum or a mean missing?"
        (
            "network_loss",
            'lambda params, x, t: dl.softmax(dl.relu(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])',
            "Those are the probabilities",
        ),
        # not "take it out of its brackets"
        ("one_output_loss", "lambda y, t: -(t * np.log(y) + (1 - t) * np.log(1 - y))", "loss of each row"),
    ],
)
def test_a_sentence_is_true_for_every_answer_that_hears_it(name, source, words):
    assert words in heard(name, source)
