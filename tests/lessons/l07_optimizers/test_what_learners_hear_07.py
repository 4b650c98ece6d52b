"""Answers that learners give to lesson 07, and what they hear: a sentence that is true and points at the mistake."""

import pytest

OWN = """
class OwnOptimizer:
    def __init__(self):
        self.t, self.m, self.v = 0, {{}}, {{}}
        {begin}
    def update(self, params, grads):
        {once}
        for key, g in grads.items():
            {each}
            m = self.m[key] = 0.9 * self.m.get(key, 0.0) + 0.1 * g
            v = self.v[key] = 0.99 * self.v.get(key, 0.0) + 0.01 * g**2
            size = {size}
            params[key] -= 0.2 * 0.96**self.t * m / (1 - 0.9**self.t) / size
"""
SIZE = "np.sqrt(v / (1 - 0.99**self.t))"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        # not "A parameter whose slopes are all 0 has moved": it is nan
        ({"size": SIZE}, "b is nan"),
        ({"size": "np.abs(g)"}, "b is nan"),
        ({"size": "np.linalg.norm(g)"}, "b is nan"),
        # two of these, one after the other, are right
        ({"begin": "type(self).m = {}; type(self).v = {}; del self.m, self.v"}, "Two that walk side by side"),
        ({"once": "pass", "each": "self.t += 1"}, "Does something count parameters"),
    ],
)
def test_an_optimizer_hears_what_happens_to_a_parameter(judged, changed, words):
    lines = {"begin": "pass", "once": "self.t += 1", "each": "pass", "size": SIZE + " + 1e-8"} | changed
    result = judged(OWN.format(**lines))
    assert result.passed == (not words) and words in result.message, result.message


RMSPROP = """
def rmsprop_step(params, grads, h, learning_rate, decay):
    for key in params:
        h[key] = decay * h[key] + (1 - decay) * grads[key] ** 2
        params[key] {becomes} learning_rate * grads[key] / {root}
"""
ADAGRAD = RMSPROP.replace("rmsprop", "adagrad").replace(", decay)", ")").replace("decay * h", "h")
ADAGRAD = ADAGRAD.replace("(1 - decay) * ", "")
ADAM = """
def adam_step(params, grads, m, v, t, learning_rate, beta1, beta2):
    for key in params:
        m[key] = beta1 * m[key] + (1 - beta1) * grads[key]
        v[key] = beta2 * v[key] + (1 - beta2) * grads[key] ** 2
        m_right, v_right = m[key] / (1 - beta1**t), v[key] / (1 - beta2**t)
        params[key] {becomes} learning_rate * m_right / {root}
"""
MOVES, NEW = "-=", "= params[key] -"


@pytest.mark.parametrize(
    ("source", "becomes", "root", "words"),
    [
        (ADAM, MOVES, "np.sqrt(v_right + 1e-8)", "inside the root"),
        (ADAM, NEW, "(np.sqrt(v_right) + 1e-8)", "they stand in a new array"),
        (ADAGRAD, MOVES, "np.sqrt(h[key] + 1e-7)", "inside the root"),
        (ADAGRAD, NEW, "(np.sqrt(h[key]) + 1e-7)", "they stand in a new array"),
        (RMSPROP, MOVES, "np.sqrt(h[key] + 1e-7)", "inside the root"),
        (RMSPROP, NEW, "(np.sqrt(h[key]) + 1e-7)", "they stand in a new array"),
        (ADAM, MOVES, "(np.sqrt(v_right) + 1e-10)", ""),  # how small it is may be chosen
        (ADAGRAD, MOVES, "(np.sqrt(h[key]) + 1e-8)", ""),
        (RMSPROP, MOVES, "(np.sqrt(h[key]) + 1e-10)", ""),
    ],
)
def test_a_step_hears_where_the_small_number_and_where_the_step_belong(judged, source, becomes, root, words):
    result = judged(source.format(becomes=becomes, root=root))
    assert result.passed == (not words) and words in result.message, result.message


@pytest.mark.parametrize(
    ("curves", "words"),
    [
        ("A='SGD', B='Momentum', C='AdaGrad', D='Adam'", "A bends"),
        ("A='AdaGrad', B='Momentum', C='SGD', D='Adam'", "B is a straight line"),
        ("A='AdaGrad', B='SGD', C='SGD', D='SGD'", "C waves"),
        ("A='AdaGrad', B='SGD', C='Adam', D='Adam'", "D waves"),
        ("A='SGD', B='AdaGrad', C='Adam', D='Momentum'", "The two that wave are right"),
    ],
)
def test_a_curve_is_told_by_what_is_seen_of_it(heard, curves, words):
    assert words in heard(f"def match_curves(): return dict({curves})")


def test_numbers_that_differ_in_their_last_digits_are_shown_with_them(judged):
    result = judged("""
def adadelta_step(params, grads, h, s, decay):
    for key in params:
        h[key] = decay * h[key] + (1 - decay) * grads[key] ** 2
        step = np.sqrt(s[key] + 1e-8) / np.sqrt(h[key] + 1e-8) * grads[key]
        s[key] = decay * s[key] + (1 - decay) * step**2
        params[key] -= step
""")
    assert "`s['W1']`" in result.message
    assert result.got.split(", ")[1] != result.wanted.split(", ")[1]
