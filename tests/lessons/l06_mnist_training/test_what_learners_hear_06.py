"""Answers that learners give to lesson 06, and what they hear: a sentence that is true and points at the mistake."""

import numpy as np
import pytest

from dlscratch.exercises import check


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("np.r_[0, rng.choice(len(x), n - 1)]", "Row 0 is in every batch"),
        ("np.r_[rng.choice(len(x), n - 1), 3]", "'in every batch: [80]'"),
        ("np.arange(n)[::-1] + rng.integers(len(x) - n + 1)", "The rows always follow one another"),
        ("(rng.integers(len(x)) - np.arange(n)) % len(x)", "The rows always follow one another"),
    ],
)
def test_a_batch_hears_which_rows_are_no_chance(rows, words):
    namespace = {"np": np, "__name__": "learner"}
    exec(f"def sample_batch(x, t, n, rng):\n    rows = {rows}\n    return x[rows], t[rows]", namespace)
    result = check(namespace["sample_batch"])
    assert words in result.message and not result.passed, result.message
