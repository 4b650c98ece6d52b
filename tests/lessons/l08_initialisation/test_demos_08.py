"""The demos of lesson 08: what they say, computed again by a loop that spells everything out."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.learner.words import counted
from dlscratch.lessons.course import KEYS
from dlscratch.lessons.l08_initialisation.four_networks import DEPTH, NETWORKS, WIDTH
from dlscratch.lessons.l08_initialisation.scale_sweep import BATCH, FIXED, IMAGES, PROBE, STEPS, ScaleSweep, scales
from dlscratch.lessons.l08_initialisation.signal import ROWS, SCALES, _curves, passed
from dlscratch.lessons.l08_initialisation.starts import named_spreads
from dlscratch.lessons.l08_initialisation.symmetry import STARTS, UNITS, Symmetry, groups
from dlscratch.lessons.l08_initialisation.twenty_seeds import BATCH as ROWS_A_STEP
from dlscratch.lessons.l08_initialisation.twenty_seeds import SEEDS, TwentySeeds, initial_params


def sentence(demo):
    assert demo.message == ""
    return demo.picture.desc


BENDS = {
    "tanh": (np.tanh, lambda a: 1 - np.tanh(a) ** 2),
    "sigmoid": (lambda a: 1 / (1 + np.exp(-a)), lambda a: np.exp(-a) / (1 + np.exp(-a)) ** 2),
    "relu": (lambda a: np.maximum(a, 0), lambda a: (a > 0) * 1.0),
    "identity": (lambda a: a, lambda a: np.ones_like(a)),
}


# signal


@pytest.mark.parametrize("activation", BENDS)
@pytest.mark.parametrize("scale", [0.05, 0.3])
def test_what_comes_through_is_what_a_loop_over_samples_and_layers_gives(activation, scale):
    depth, width, (bend, slope_of) = 4, 9, BENDS[activation]
    rng = np.random.default_rng(0)
    weights = [scale * rng.standard_normal((width, width)) for _ in range(depth)]
    x, back = rng.standard_normal((ROWS, width)), rng.standard_normal((ROWS, width))
    activations, slopes = passed(depth, width, activation, scale)
    for row in (0, 7, ROWS - 1):
        z, sums = x[row], []
        for layer in range(depth):
            sums.append(z @ weights[layer])
            z = bend(sums[-1])
            assert np.allclose(activations[layer][row], z, rtol=1e-9, atol=1e-12)
        slope = back[row]
        for layer in range(depth - 1, -1, -1):
            assert np.allclose(slopes[layer][row], slope, rtol=1e-6, atol=1e-12)
            slope = weights[layer] @ (slope * slope_of(sums[layer]))


def test_the_sentence_tells_the_spreads_of_both_ends():
    activations, slopes = passed(10, 64, "tanh", 0.15)
    told = sentence(demos.signal(scale=0.15))
    numbers = [float(found) for found in re.findall(r"\d+\.\d+", told)]
    measured = [activations[0].std(), activations[9].std(), slopes[0].std(), 1 / np.sqrt(64), np.sqrt(2 / 64)]
    assert np.allclose(numbers, measured, rtol=0.05), told


def test_one_layer_has_one_spread():
    told = sentence(demos.signal(depth=1, scale=0.15))
    assert re.match(r"Spread of z: 0\.\d+\. For 64 inputs", told), told


def test_the_curve_says_the_same_as_the_histograms():
    z, slope = _curves(5, 50, "tanh")
    for i in range(0, len(SCALES), 6):
        activations, slopes = passed(5, 50, "tanh", SCALES[i])
        for curve, value in ((z[i], activations[-1].std()), (slope[i], slopes[0].std())):
            assert np.isnan(curve) and not 1e-6 < value < 1e4 or 0.5 < curve / value < 2


def test_the_marks_stand_where_a_sum_keeps_its_strength():
    """By measurement: at Xavier's a linear layer keeps the mean square, at He's a ReLU layer does."""
    spreads = named_spreads(100)
    for activation, name in (("identity", "Xavier"), ("relu", "He")):
        activations, _ = passed(8, 100, activation, spreads[name])
        squares = [np.mean(z**2) for z in activations]
        assert 0.5 < squares[-1] < 2, (name, squares)


@pytest.mark.parametrize("settings", [{"depth": 0}, {"width": 0}, {"scale": 0.0}, {"depth": 200, "width": 1000}])
def test_what_makes_no_layers_is_told(settings):
    assert re.search("must be a whole number|above 0|too many", demos.signal(**settings).message)


# symmetry


@pytest.mark.parametrize(("x", "anchor"), [(-9.0, "start"), (9.0, "end")])
def test_the_words_beside_equal_units_have_room_on_either_side(x, anchor):
    demo = demos.symmetry(start="constant")
    demo.model.net.params["W1"][0] = x
    demo.step()
    words = next(text for text in ET.fromstring(demo.picture.svg()).iter() if text.text == "16 equal units")
    assert words.get("text-anchor", "start") == anchor


@pytest.mark.parametrize("start", STARTS)
def test_the_units_walk_as_a_spelled_out_loop_does(start):
    model, (x, t) = Symmetry(start, "tanh", 0.5), dl.spiral(300)
    W1, W2 = model.net.params["W1"].copy(), model.net.params["W2"].copy()
    b1, b2, target = np.zeros(UNITS), np.zeros(3), np.eye(3)[t]
    for _ in range(30):
        z = np.tanh(x @ W1 + b1)
        e = np.exp(z @ W2 + b2)
        da2 = (e / e.sum(axis=1, keepdims=True) - target) / len(x)
        da1 = da2 @ W2.T * (1 - z**2)
        W1, b1, W2, b2 = (
            W1 - 0.5 * x.T @ da1,
            b1 - 0.5 * da1.sum(axis=0),
            W2 - 0.5 * z.T @ da2,
            b2 - 0.5 * da2.sum(axis=0),
        )
        model.tick(0)
    assert np.allclose(model.net.params["W1"], W1) and np.allclose(model.net.params["W2"], W2)
    different = len(np.unique(np.vstack([W1, b1]).round(5), axis=1).T)
    assert model.different[-1] == different and f": {counted(different, 'different unit')} of 16" in model.summary()


def test_equal_units_stay_equal_and_units_that_differ_behind_part():
    for start, first, last in (("zeros", 1, 1), ("constant", 1, 1), ("randint", 8, 16), ("randn", 16, 16)):
        model = Symmetry(start, "tanh", 0.5)
        for _ in range(1000):
            model.tick(0)
        assert (model.different[0], model.different[-1]) == (first, last), start
    assert model.right[-1] > 0.9


def test_groups_are_columns_that_are_alike():
    assert groups(np.array([[1.0, 1.0 + 1e-9, 2.0, 1.0]])).tolist() == [0, 0, 2, 0]
    assert groups(np.array([[1.0, 1.0], [0.0, 0.1]])).tolist() == [0, 1]


# scale_sweep


def test_a_point_of_the_sweep_is_the_loss_of_a_loop_of_200_steps(mnist):
    model = ScaleSweep(2, "relu", 0.1)
    while len(model.losses) < 2:
        model.tick(0)
    (x, t), _ = mnist
    x, t = np.asarray(x[:IMAGES], float), np.eye(10)[t[:IMAGES]] if np.ndim(t) == 1 else t[:IMAGES]
    for factor, loss in model.losses:
        rng, params = np.random.default_rng(0), {}
        for i, (n, m) in enumerate([(784, 50), (50, 50), (50, 10)], start=1):
            params[f"W{i}"] = rng.standard_normal((n, m)) * (FIXED if factor is None else factor / np.sqrt(n))
            params[f"b{i}"] = np.zeros(m)
        net, rows = dl.MultiLayerNet([784, 50, 50, 10], "relu"), np.random.default_rng(0)
        net.params = params
        for _ in range(STEPS):
            batch = rows.choice(IMAGES, BATCH, replace=False)
            for key, grad in net.gradient(x[batch], t[batch]).items():
                params[key] -= 0.1 * grad
        assert loss == pytest.approx(net.loss(x[:PROBE], t[:PROBE]), rel=1e-4), factor


def test_the_scales_come_from_coarse_to_fine_and_each_once():
    assert len(set(scales().tolist())) == 33 and scales()[:3].tolist() == pytest.approx([1, 0.1, 10])
    ratios = np.diff(np.log(np.sort(scales())))
    assert np.allclose(ratios, ratios[0])


def test_the_deep_network_of_lesson_06_stays_at_a_guess_and_learns_from_he():
    model = demos.scale_sweep().model
    assert model.fixed == pytest.approx(np.log(10), abs=0.01)
    near = min(model.done, key=lambda point: abs(point[0] - np.sqrt(2)))
    assert near[1] < 0.6, model.done


def test_the_sweep_says_when_all_is_done():
    demo = demos.scale_sweep(depth=1)
    demo.model.waiting = demo.model.waiting[:1]
    while not demo.model.finished:
        demo.step()
    demo.step()
    assert "All starts are done" in demo.message and "7 of 33 starts done" in demo.picture.desc


def test_the_loss_of_a_guess_is_not_learning():
    model = ScaleSweep(8, "relu", 1.0)
    model.losses = [(1.0, 2.3), (0.1, 2.302), (10.0, np.nan)]
    assert "None has learned." in model.summary() and "best" not in model.summary()


# twenty_seeds


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_each_of_twenty_is_the_network_of_its_seed_trained_alone(activation):
    model = TwentySeeds(initial_params, 5, "he", activation, 0.5)
    for _ in range(40):
        model.tick(0)
    x, t = dl.spiral(300)
    for seed in (0, 7, SEEDS - 1):
        net, rng = dl.MultiLayerNet([2, 5, 3], activation, seed=seed), np.random.default_rng(0)
        for _ in range(40):
            rows = rng.choice(300, ROWS_A_STEP, replace=False)
            for key, grad in net.gradient(x[rows], t[rows]).items():
                net.params[key] -= 0.5 * grad
        assert np.allclose(model.params["W1"][seed], net.params["W1"])
        assert np.allclose(model.params["b2"][seed, 0], net.params["b2"])
        assert model.measured[-1][1][seed] == pytest.approx(net.accuracy(x, t))


def test_mean_and_error_are_those_of_the_exercise():
    demo = demos.twenty_seeds()
    right, mean, error = demo.model.results
    assert len(set(right.tolist())) > 5
    assert (mean, error) == pytest.approx(KEYS["mean_and_error"](right))
    told = sentence(demo)
    assert f"The mean of all 20 is {100 * mean:.1f} %, give or take {100 * error:.1f}" in told
    worst, low, best, high = map(
        int, re.search(r"seed (\d+) is worst, (\d+) % right, seed (\d+) best, (\d+)", told).groups()
    )
    assert right[worst] == min(right) == pytest.approx(low / 100, abs=0.005)
    assert right[best] == max(right) == pytest.approx(high / 100, abs=0.005)
    demo.model.measured.append((demo.model.step, np.full(20, 0.99)))
    assert "all seeds have equally many right. The mean of all 20 is 99.0 %" in demo.model.summary()


def test_measurements_stay_few_and_keep_the_start():
    model = TwentySeeds(initial_params, 2, "he", "relu", 0.1)
    for _ in range(5000):
        model._take_step()
    steps = [step for step, _ in model.measured]
    assert 100 <= len(steps) <= 200 and steps[0] == 0 and len(set(np.diff(steps))) == 1 and steps[-1] > 4900


def test_the_learners_start_is_the_one_that_trains():
    def init_weights(sizes, kind, rng):
        return {
            "W1": np.full((2, sizes[1]), 0.5),
            "b1": np.zeros(sizes[1]),
            "W2": np.full((sizes[1], 3), 0.5),
            "b2": np.zeros(3),
        }

    demo = demos.twenty_seeds(init_weights)
    assert "This is your init_weights." in sentence(demo) and len(set(demo.model.results[0].tolist())) == 1
    assert "package's own" in sentence(demos.twenty_seeds(lambda sizes, kind, rng: {"W1": ...}))


@pytest.mark.parametrize(
    "answer, said",
    [
        (lambda sizes, kind, rng: [1], "return a dict"),
        (lambda sizes, kind, rng: {"W1": np.zeros((2, sizes[1]))}, "gave no b1"),
        (lambda sizes, kind, rng: {**initial_params(sizes, kind, rng), "b1": np.zeros(99)}, r"b1 of shape \(99,\)"),
        (lambda sizes, kind, rng: {**initial_params(sizes, kind, rng), "b1": "no"}, "something else than finite"),
    ],
)
def test_a_start_that_makes_no_network_is_told_by_name(answer, said):
    assert re.search(said, demos.twenty_seeds(answer).message)


# four_networks


def test_the_four_networks_are_what_the_key_says():
    found = {}
    for name, (activation, factor) in NETWORKS.items():
        activations, slopes = passed(DEPTH, WIDTH, activation, factor / np.sqrt(WIDTH))
        z = activations[-1]
        if activation == "tanh" and np.mean(np.abs(z) > 0.95) > 0.5:
            found[name] = "saturated"
        else:
            found[name] = "vanishing" if z.std() < 0.01 else "exploding" if z.std() > 50 else "healthy"
        if found[name] == "healthy":
            assert slopes[0].std() > 0.2
        assert f"Network {name}: 10 {activation} layers" in sentence(demos.four_networks(network=name))
    assert found == KEYS["diagnoses"]()


@pytest.mark.parametrize("name, key", [("symmetry", "W1"), ("twenty_seeds", "W2")])
def test_the_learning_rate_reaches_a_running_demo(name, key):
    demo, moved = getattr(demos, name)(), []
    for rate in (0.001, 1.0):
        demo.set(learning_rate=rate)
        params = getattr(demo.model, "params", None) or demo.model.net.params
        before = params[key].copy()
        demo.model._take_step()
        moved.append(np.abs(params[key] - before).max())
    assert moved[1] > 100 * moved[0] > 0
    demo.set(learning_rate=0)
    assert "no weight ever moves" in demo.message
