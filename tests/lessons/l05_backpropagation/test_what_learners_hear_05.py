"""Answers that learners give to lesson 05, and what they hear: a sentence that is true and points at the mistake."""

import pytest

GRADIENT = """
def two_layer_gradient(params, x, t):
    z1 = dl.sigmoid(x @ params["W1"] + params["b1"])
    da2 = (dl.softmax(z1 @ params["W2"] + params["b2"]) - t) / len(x)
    da1 = da2 @ params["W2"].T * z1 * (1 - z1)
    g = {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}
"""


@pytest.mark.parametrize(
    "end",
    [
        "return {key: params[key] - g[key] for key in g}",
        "return {key: params[key] - 0.1 * g[key] for key in g}",
        "for key in g: params[key] -= 0.1 * g[key]\n    return params",
        "for key in g: params[key] = params[key] - g[key]\n    return params",
    ],
)
def test_parameters_after_a_step_are_no_slopes(heard, end):
    """W1 is 0 in the first case: not "the sign is wrong", and not a factor."""
    assert heard(f"{GRADIENT}    {end}").startswith("These are the parameters after a step.")


AFFINE = """
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, dout):
        self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)
        return {}
"""


def test_a_factor_of_a_part_that_holds_in_one_case_alone_is_not_said(heard):
    assert "1/10" not in heard(AFFINE.format("dout @ np.linalg.pinv(self.W)"))
    assert "`dx`: Everything is 3 times what it should be" in heard(AFFINE.format("3 * dout @ self.W.T"))


def test_a_relu_that_writes_into_what_comes_in_hears_so(heard):
    source = "class ReLU(dl.ReLU):\n    def forward(self, a):\n        {}\n        self.z = a\n        return a"
    assert "`a` is not what it was before the call" in heard(source.format("a[a < 0] = 0"))
    assert "`a` is not what it was before the call" in heard(source.format("np.maximum(a, 0, out=a)"))


@pytest.mark.parametrize(
    ("classes", "words"),
    [
        ("np.round(rng.random(N) * (K - 1)).astype(int)", "far more often"),
        ("np.sort(rng.integers(K, size=N))", "sorted by class"),
        ("rng.permutation(N) % K", "shared out"),
        ("rng.permutation(np.arange(N) % K)", "shared out"),
    ],
)
def test_targets_by_half_a_chance_hear_what_is_so(heard, classes, words):
    assert words in heard(f"def random_targets(N, K, rng): return np.eye(K)[{classes}]")
