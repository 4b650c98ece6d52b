"""The demos of lesson 07: each word and each limit they show is checked by running."""

import os
import re

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.course import KEYS
from dlscratch.lessons.l07_optimizers import maps, racing, rate_range, ravines, two_directions
from dlscratch.lessons.l07_optimizers.race import RACERS
from dlscratch.lessons.l07_optimizers.racing import (
    best_settings,
    largest_stable_rate,
    made,
    shrinking,
    verdict,
    walk,
)

# the ravines


@pytest.mark.parametrize("ravine", ravines.RAVINES)
def test_the_slope_is_that_of_the_height(ravine):
    rng = np.random.default_rng(0)
    for _ in range(5):
        place, ratio = rng.normal(size=2), float(rng.uniform(1, 100))

        def f(x, ratio=ratio):
            return float(ravines.height(ratio, ravines.own_coordinates(ravine, x)))

        measured = dl.numerical_gradient(f, place.copy())
        np.testing.assert_allclose(ravines.slope(ravine, ratio, place), measured, rtol=1e-6, atol=1e-6)
        own = rng.normal(size=2)
        np.testing.assert_allclose(ravines.own_coordinates(ravine, ravines.on_the_map(ravine, own)), own, atol=1e-12)


@pytest.mark.parametrize("ravine", ravines.RAVINES)
def test_a_ring_has_one_height(ravine):
    places = ravines.ring(ravine, 20.0, 1.5)
    heights = [ravines.height(20.0, ravines.own_coordinates(ravine, place)) for place in places]
    np.testing.assert_allclose(heights, 1.5)


@pytest.mark.parametrize("name", ["SGD", "Momentum", "Nesterov"])
def test_a_turned_ravine_is_the_same_for_who_adds_up_arrows(name):
    straight, tilted = (walk(made(RACERS[name][0], 0.02, 0.9), ravine, 50.0) for ravine in ("straight", "tilted"))
    np.testing.assert_allclose(tilted.heights, straight.heights, rtol=1e-9)


@pytest.mark.parametrize("name", ["RMSProp", "Adam"])
def test_and_worse_for_who_has_a_rate_for_each_weight(name):
    straight, tilted = (walk(made(RACERS[name][0], 0.07, 0.9), ravine, 50.0) for ravine in ("straight", "tilted"))
    early = slice(30, 60)
    assert np.median(tilted.heights[early]) > 3 * np.median(straight.heights[early])


def test_a_trail_is_cut_at_the_edge_of_its_map():
    box, walk_ = (2.0, 1.0), np.array([[0.0, 0.0], [4.0, 1.0], [-4.0, 1.5], [0.0, 0.5], [1.0, 0.5]])
    cut = maps.inside_of(walk_, box).reshape(-1, 3, 2)
    assert cut[0, :2].tolist() == [[0, 0], [2, 0.5]]  # leaves by the right edge, halfway
    assert np.isnan(cut[1]).all() and cut[2, :2].tolist() == [[-2, 1], [0, 0.5]]
    assert cut[3, :2].tolist() == [[0, 0.5], [1, 0.5]] and np.isnan(cut[:, 2]).all()
    assert len(maps.inside_of(walk_ / 9, box)) == 5


# the words

SEEDS = range(int(os.environ.get("DLSCRATCH_MANY", 1)))


def long_run_of(own, heights, ratio):
    """Say in a word how a walk of 1,000 steps went: by its end, by all that came after step 75, by what it did next.

    Who was not there at step 100 is judged by the steps from 75 to 150.
    """
    first, bar = heights[0], heights[0] / 1000
    if len(heights) < 1001 or heights[-250:].max() > first:
        return "diverges"
    if heights[76:].max() < bar:
        return "converges"
    u, v = own[75:151].T
    swinging = u if (u**2).sum() > ratio * (v**2).sum() else v
    changes = np.count_nonzero(swinging[1:] * swinging[:-1] < 0)
    return "zigzags" if changes >= 3 else "crawls"


def near_a_boundary(name, learning_rate, ratio, long):
    """Return whether a setting is told apart by no margin.

    The word is about to change where it is another at step 80 or 150 than at 100. RMSProp and Adam divide by a mean of
    past slopes: once that has faded, a step is as long as the rate, and where one such step across the ravine would
    reach a quarter of the bar they may leap out again, after hundreds of steps.
    """
    words = {verdict(long.own[: n + 1], long.heights[: n + 1], ratio) for n in (80, 100, 150)}
    leaps = name in ("RMSProp", "Adam") and ratio * learning_rate**2 / 2 > long.heights[0] / 4000
    return len(words) > 1 or leaps


@pytest.mark.parametrize("seed", SEEDS)
def test_each_word_agrees_with_a_run_ten_times_longer(seed):
    """200 random settings; how many were too near to a boundary is held down too."""
    rng, words, near = np.random.default_rng(seed), [], 0
    while len(words) < 200:
        name, ravine = str(rng.choice(list(RACERS))), str(rng.choice(list(ravines.RAVINES)))
        ratio, rate, beta = float(rng.uniform(1, 100)), float(10 ** rng.uniform(-3, 0)), float(rng.uniform(0, 0.99))
        with np.errstate(all="ignore"):
            short, long = (walk(made(RACERS[name][0], rate, beta), ravine, ratio, n) for n in (100, 1000))
        if near_a_boundary(name, rate, ratio, long):
            near += 1
            continue
        words.append(short.verdict)
        assert short.verdict == long_run_of(long.own, long.heights, ratio), (name, ravine, ratio, rate, beta)
    assert {"converges", "crawls", "diverges"} <= set(words)
    assert near < (near + len(words)) / 3, near


@pytest.mark.parametrize(
    ("name", "rate", "beta", "word"),
    [("SGD", 1.01 * 0.04, 0.0, "diverges"), ("SGD", 0.02, 0.0, "crawls"), ("Momentum", 0.002, 0.98, "zigzags")],
)
def test_slow_growth_and_slow_swings_are_told_too(name, rate, beta, word):
    """After a hundred steps the first is 43 times as high as it began, and the last has changed sides five times."""
    short, long = (walk(made(RACERS[name][0], rate, beta), "straight", 50.0, steps) for steps in (100, 1000))
    assert short.verdict == word == long_run_of(long.own, long.heights, 50.0)


def test_the_sentence_says_each_racers_word():
    desc = demos.race(learning_rate=0.07).picture.desc
    assert "Adam converges; Momentum, RMSProp zigzag; AdaGrad, Adadelta crawl; SGD, Nesterov diverge." in desc


# the limit


@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("curvature", [1.0, 20.0, 50.0])
def test_the_limit_of_a_stable_rate_is_where_a_walk_begins_to_leave(curvature, momentum):
    """Half a percent below it the walk arrives, half a percent above it leaves."""
    limit = largest_stable_rate(curvature, momentum)
    for share, arrives in ((0.995, True), (1.005, False)):
        params, optimizer = {"W1": np.ones(1)}, dl.Momentum(share * limit, momentum)
        for _ in range(20_000):
            optimizer.update(params, {"W1": curvature * params["W1"]})
            if not 1e-9 < abs(params["W1"][0]) < 1e9:
                break
        assert (abs(params["W1"][0]) < 1e-3) == arrives, (share, params)


@pytest.mark.parametrize("seed", range(20))
def test_the_error_shrinks_as_the_curvature_foretells(seed):
    rng = np.random.default_rng(seed)
    curvature, momentum = rng.uniform(0.5, 50), rng.uniform(0, 0.97)
    rate = rng.uniform(0.02, 0.98) * largest_stable_rate(curvature, momentum)
    params, optimizer, energy = {"W1": np.ones(1)}, dl.Momentum(rate, momentum), []
    for _ in range(4000):
        before = params["W1"][0]
        optimizer.update(params, {"W1": curvature * params["W1"]})
        energy.append(np.log(np.hypot(before, params["W1"][0])))  # of two places: one alone may be passing 0
        if energy[-1] < -300:
            break
    half = len(energy) // 2
    measured = np.exp((energy[-1] - energy[half]) / (len(energy) - 1 - half))
    assert measured == pytest.approx(float(shrinking(rate, curvature, momentum)), abs=0.01)


@pytest.mark.parametrize("steep", [5.0, 20.0, 50.0])
def test_no_settings_shrink_both_directions_faster_than_the_best(steep):
    rate, momentum = best_settings(1.0, steep)
    best = max(float(shrinking(rate, curvature, momentum)) for curvature in (1.0, steep))
    rates, betas = np.meshgrid(np.linspace(1e-4, 4 / steep, 200), np.linspace(0, 0.999, 200))
    others = np.maximum(shrinking(rates, 1.0, betas), shrinking(rates, steep, betas))
    assert best <= others.min() + 1e-6 and others.min() < best + 0.02
    # and what is foretold is what the package's optimizer does
    desc = demos.two_directions(steep=steep, learning_rate=rate, beta=momentum).picture.desc
    assert desc.count(f"shrinks by {best:.3g} a step") >= 1


def test_two_directions_says_the_limit_and_the_map_shows_it():
    desc = demos.two_directions(steep=20, learning_rate=0.2, beta=0.9).picture.desc
    assert "below 2 · (1 + 0.9) / 20 = 0.19; yours is 0.2." in desc and "across, it grows by" in desc
    assert "across, it shrinks by" in demos.two_directions(steep=20, learning_rate=0.188, beta=0.9).picture.desc


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_nesterov_leaves_sooner_than_momentum(beta):
    limit = 2 * (1 + beta) / ((1 + 2 * beta) * 50)  # as the notebook says
    below, above = (walk(dl.Nesterov(rate * limit, beta), "straight", 50.0, 900) for rate in (0.99, 1.01))
    assert below.heights[-1] < below.heights[0] / 1000 and above.heights[-1] > above.heights[0]
    assert beta == 0 or limit < largest_stable_rate(50.0, beta)


def test_the_best_settings_of_the_sliders_are_those_of_the_notebook():
    desc = demos.two_directions(learning_rate=0.134, beta=0.41).picture.desc
    assert desc.count("shrinks by 0.64 a step, swinging") == 2


@pytest.mark.parametrize("steep", [5, 20, 50])
def test_the_map_is_clear_where_nothing_shrinks_and_says_where_a_walk_leaves(steep):
    field, *_ = two_directions._ground(steep)
    rates = np.linspace(0, 4 / steep, two_directions.FINE)
    assert np.isnan(field.z[:, 0]).all() and np.isnan(field.z[0, rates > 2 / steep]).all()
    assert "it leaves" in demos.two_directions(steep=steep).picture.svg()


@pytest.mark.parametrize("ravine", ["straight", "tilted", "bent"])
def test_a_ring_is_where_the_walks_begin(ravine):
    rings = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', demos.race(ravine=ravine).picture.svg())
    assert len(rings) == 7 and len(set(rings)) == 1


# the learner's own


@pytest.mark.parametrize(
    "name", ["momentum_step", "nesterov_step", "adagrad_step", "rmsprop_step", "adadelta_step", "adam_step"]
)
def test_a_step_function_walks_as_the_packages_class(name):
    kind = {"momentum": dl.Momentum, "nesterov": dl.Nesterov, "adagrad": dl.AdaGrad, "rmsprop": dl.RMSProp}
    kind |= {"adadelta": dl.Adadelta, "adam": dl.Adam}
    more = {"beta2": 0.99} if name == "adam_step" else {}
    own, package = (made(o, 0.01, 0.8, **more) for o in (KEYS[name], kind[name.removesuffix("_step")]))
    np.testing.assert_allclose(walk(own, "bent", 20.0).heights, walk(package, "bent", 20.0).heights, rtol=1e-5)


def test_the_learners_own_is_the_eighth():
    def momentum_step(params, grads, v, learning_rate, momentum):
        for key in params:
            v[key] = momentum * v[key] + learning_rate * grads[key]  # climbs
            params[key] += v[key]

    desc = demos.race(momentum_step).picture.desc
    assert re.search(r"yours diverges|, yours diverge", desc) and "This is your momentum_step." in desc
    assert "across, it shrinks" in demos.two_directions(momentum_step).picture.desc  # foretold, but not walked
    assert "diverges" in demos.two_directions(momentum_step).picture.svg()


def test_an_optimizer_of_another_kind_is_told_apart():
    class Blank:
        """Not written yet."""

    class Half:
        def update(self, params, grads):
            params["W1"] = params["W1"][:1]

    desc = demos.race(Blank).picture.desc
    assert "Your Blank is not written yet." in desc and "yours" not in desc
    assert "an array of shape (1,), but it has two weights" in demos.race(Half).message


# the others


def test_the_first_steps_of_adam_are_those_of_its_means():
    desc = demos.bias_correction().picture.desc
    assert "m is 0.1 and v 0.001: uncorrected, the first step would be 0.3162; with the correction it is 0.1" in desc
    mean, right = racing.running_means(np.array([3.0] * 20), 0.9)
    assert mean[0] == pytest.approx(0.3) and np.allclose(right, 3.0)


def test_the_noise_of_the_schedules_has_a_floor_that_a_falling_rate_leaves():
    def ends(desc):
        return {name: float(value) for name, value in re.findall(r"(constant|step|cosine|warm-up) ([\d.]+\d)", desc)}

    noisy = ends(demos.schedules(noise=0.5).picture.desc)
    assert noisy["cosine"] < noisy["constant"] / 4 and noisy["step"] < noisy["constant"] / 2


def test_a_learners_schedule_is_the_one_that_walks():
    demo = demos.schedules(lambda learning_rate, step, steps: learning_rate)
    values = re.findall(r"(?:constant|cosine) ([\d.]+)", demo.picture.desc)
    assert values[0] == values[1]


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_where_the_range_test_says_to_stand_one_learns_more_than_far_from_it(optimizer):
    _, stand = rate_range.place_to_stand(*rate_range.sweep(optimizer, 50, 100, 150))
    (x, t), _ = dl.load_mnist(one_hot_label=True)
    losses = []
    for times in (1 / 30, 1.0, 10.0):
        net, rng = dl.MultiLayerNet([784, 50, 10]), np.random.default_rng(1)
        kind = rate_range.KINDS[optimizer](times * stand)
        with np.errstate(all="ignore"):
            for _ in range(200):
                rows = rng.choice(len(x), 100)
                kind.update(net.params, net.gradient(x[rows], t[rows]))
            loss = net.loss(x[:1000], t[:1000])
        losses.append(loss if np.isfinite(loss) else 1e9)
    assert losses[1] < losses[0] and losses[1] < losses[2], losses


def test_the_four_curves_are_those_of_the_key():
    from dlscratch.lessons.l07_optimizers.four_curves import HIDDEN

    names = {letter: kind.__name__ for letter, (kind, *_) in HIDDEN.items()}
    assert names == KEYS["match_curves"]()


def test_a_walk_that_leaves_ends_where_it_left():
    with np.errstate(all="ignore"):
        left = walk(made(dl.SGD, 1.0, 0.0), "straight", 100.0)
    assert left.verdict == "diverges" and len(left.places) < 20
    assert racing.crossings(np.array([[1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), 100.0) == 2
