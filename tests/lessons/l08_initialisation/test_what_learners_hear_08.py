"""Answers that learners give to lesson 08, and what they hear: a sentence that is true and points at the mistake."""

import pytest

LAYERS = """
def init_weights(sizes, kind, rng):
    params = {{}}
    for i, (n_in, n_out) in enumerate(zip(sizes[:-1], sizes[1:]), start=1):
        gain = 2 if kind == "he" else 1
        s = {spread}
        params[f"W{{i}}"], params[f"b{{i}}"] = {W}, np.zeros(n_out)
    return params
"""
DRAWN = "rng.normal(0, s, (n_in, n_out))"


@pytest.mark.parametrize(
    ("spread", "W", "words"),
    [
        # not "Everything is 0": it is the checker's own False
        ("np.sqrt(gain / n_in)", "rng.normal(s, s, (n_in, n_out))", "the mean is not 0"),
        ("np.sqrt(gain / n_in)", "rng.uniform(0, s * 12**0.5, (n_in, n_out))", "the mean is not 0"),
        # not one factor for both layers
        ("np.sqrt(2 * gain / (n_in + n_out))", DRAWN, "Do your spreads count the outputs too"),
        ("np.sqrt(gain / np.sqrt(n_in * n_out))", DRAWN, "Do your spreads count the outputs too"),
        ("np.sqrt(gain / (n_in - 50))", DRAWN, "1 of 2 values differ"),
        ("np.sqrt(gain / n_in)", "rng.uniform(-s, s, (n_in, n_out))", "too small by √3"),
        ("np.sqrt(gain / n_in)", "np.tile(rng.normal(0, s, n_out), (n_in, 1))", "'rows are equal'"),
        ("np.sqrt(gain / n_in)", "rng.normal(0, s, (n_in, n_out))[:, np.arange(n_out) // 2]", "'columns are equal'"),
    ],
)
def test_first_weights_hear_what_is_so(heard, spread, W, words):
    assert words in heard(LAYERS.format(spread=spread, W=W))


HE = {f"W{i}": f"rng.normal(0, (2 / {n}) ** 0.5, ({n}, {m}))" for i, n, m in ((1, 5, 10), (2, 10, 20), (3, 20, 1))}
HE |= {f"b{i}": f"np.zeros({n})" for i, n in ((1, 10), (2, 20), (3, 1))}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        # not "columns of W1 are equal": they are not
        ({"W1": HE["W1"].replace("rng", "np.random.default_rng(0)")}, "W1 is the same for every `rng`"),
        ({"W1": "np.linspace(-1, 1, 50).reshape(5, 10)"}, "W1 is the same for every `rng`"),
        # not on which side of 0 the weights are: all networks are one
        ({"": "rng = np.random.default_rng(0)"}, "the whole network, is the same"),
        ({"W3": "np.linspace(-1, 1, 20).reshape(20, 1)"}, "W2 or W3"),
        ({"": "rng = np.random.default_rng()"}, "one seed gives other weights each time"),
        # not the weights: the biases are at fault
        ({f"b{i}": f"10 * rng.random({n})" for i, n in ((1, 10), (2, 20), (3, 1))}, "The biases spoil it"),
        ({f"b{i}": f"10 * rng.normal(size={n})" for i, n in ((1, 10), (2, 20), (3, 1))}, "The biases spoil it"),
        ({"W1": "np.tile(rng.normal(0, 0.6, 10), (5, 1))"}, "rows of W1 or W2 are equal"),
        ({"W2": "np.tile(rng.normal(0, 0.4, (5, 20)), (2, 1))"}, "rows of W1 or W2 are equal"),
    ],
)
def test_a_first_network_hears_which_part_of_it_is_at_fault(heard, changed, words):
    lines = HE | changed
    source = f"def init_yes_or_no(rng):\n    {lines.pop('', '')}\n    return {{"
    assert words in heard(source + ", ".join(f"'{key}': {line}" for key, line in lines.items()) + "}")


XAVIER = "def xavier_weights(sizes, rng): return [{} for n_in, n_out in zip(sizes[:-1], sizes[1:])]".format
RATIO = "def spread_ratio(scale, n, rng):\n    x = {0}.normal(0, 3, (1000, n))\n    return ({1})"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (XAVIER("rng.normal(n_in**-0.5, n_in**-0.5, (n_in, n_out))"), "the mean is not 0"),
        (XAVIER("rng.uniform(0, (12 / n_in) ** 0.5, (n_in, n_out))"), "the mean is not 0"),
        (XAVIER("rng.uniform(-(n_in**-0.5), n_in**-0.5, (n_in, n_out))"), "too small by √3"),
        (XAVIER("np.random.normal(0, n_in**-0.5, (n_in, n_out))"), "one seed gives other weights"),
        (XAVIER("np.random.default_rng(0).normal(0, n_in**-0.5, (n_in, n_out))"), "every seed gives the same"),
        (XAVIER("rng.normal(0, sizes[0] ** -0.5, (n_in, n_out))"), "The first layer is right"),
        (XAVIER("np.tile(rng.normal(0, n_in**-0.5, (n_in, 1)), n_out)"), "'columns are equal'"),
        (XAVIER("np.tile(rng.normal(0, n_in**-0.5, n_out), (n_in, 1))"), "'rows are equal'"),
        ("def glorot_scale(n_in, n_out): return 1 / np.sqrt((n_in + n_out) // 2)", "Right where the sum is even"),
        (RATIO.format("rng", "x @ np.random.normal(0, scale, (n, n))).std() / x.std("), "one seed gives other"),
        (RATIO.format("np.random", "x @ np.random.normal(0, scale, (n, n))).std() / x.std("), "one seed gives other"),
        # not "There is a nan": that was the checker's own division
        ("def twenty_layer_scale(width): return 1 // np.sqrt(width)", "It is exactly 0"),
    ],
)
def test_other_answers_of_the_lesson_hear_what_is_so(heard, source, words):
    assert words in heard(source)
