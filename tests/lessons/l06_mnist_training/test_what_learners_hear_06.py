"""Answers that learners give to lesson 06, and what they hear: a sentence that is true and points at the mistake."""

import pytest


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("np.r_[0, rng.choice(len(x), n - 1)]", "Row 0 is in every batch"),
        ("np.r_[rng.choice(len(x), n - 1), 3]", "'in every batch: [80]'"),
        ("np.arange(n)[::-1] + rng.integers(len(x) - n + 1)", "The rows always follow one another"),
        ("(rng.integers(len(x)) - np.arange(n)) % len(x)", "The rows always follow one another"),
    ],
)
def test_a_batch_hears_which_rows_are_no_chance(heard, rows, words):
    source = f"def sample_batch(x, t, n, rng):\n    rows = {rows}\n    return x[rows], t[rows]"
    assert words in heard(source)
