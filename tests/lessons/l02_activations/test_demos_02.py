"""The demos of lesson 02: their numbers against the package, their pictures against every control."""

import re

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.l02_activations.depth import bending, stack


def sentence(demo):
    assert demo.message == ""
    return demo.picture.desc


@pytest.mark.parametrize("name, layer", [("sigmoid", dl.Sigmoid), ("tanh", dl.Tanh), ("relu", dl.ReLU)])
@pytest.mark.parametrize("a", [-1.3, 0.7, 4.0])
def test_value_and_slope_are_those_of_the_package(name, layer, a):
    layer = layer()
    z = layer.forward(np.array([a]))[0]
    slope = layer.backward(np.array([1.0]))[0]
    told = sentence(demos.activation(function=name, a=a)).replace("−", "-")
    assert f"the {name} is {float(f'{z:.4g}'):.4g} and its slope is {float(f'{round(slope, 4):.4g}'):.4g}" in told


def test_a_corner_and_a_jump_have_no_slope():
    assert "corner: slope 0 on its left, 1 on its right" in sentence(demos.activation(function="relu", a=0.0))
    assert "corner: slope 0.01 on its left" in sentence(demos.activation(function="leaky_relu", a=0.0))
    assert "jumps: no slope" in sentence(demos.activation(function="step", a=0.0))


def test_the_learners_curve_and_slope_are_shown():
    def relu(a):
        return np.abs(a)

    demo = demos.activation(relu, lambda a: a, a=-3.0)
    assert "the relu is 3 and its slope is −1" in sentence(demo)
    assert "This is your relu." in sentence(demo) and "Your slope is −3 here." in sentence(demo)
    demo.set(function="tanh")
    assert "yours" not in sentence(demo).lower().split("your slope")[0]


def test_an_error_in_the_learners_curve_is_told_in_words():
    def relu(a):
        return a + np.ones(3)

    assert "broadcast" in demos.activation(relu).message


@pytest.mark.parametrize("depth", [1, 3, 8])
def test_without_a_bend_a_stack_is_straight_and_with_one_it_is_not(depth):
    x = np.linspace(-4, 4, 101)
    assert bending(x, stack(dl.identity, x, depth, 10, seed=1)) < 1e-12
    assert bending(x, stack(dl.relu, x, depth, 10, seed=1)) > 0.01
    assert "a straight line." in sentence(demos.depth(depth=depth, seed=1))
    assert "strays from a straight line" in sentence(demos.depth(depth=depth, seed=1, function="tanh"))


def test_large_weights_flatten_the_sigmoid_and_not_the_relu():
    def flat(**settings):
        return int(sentence(demos.saturation(**settings)).split(" %")[0].split()[-1])

    a = np.random.default_rng(3).normal(size=100_000) * 10
    z = dl.sigmoid(a)
    assert flat(weight_scale=10.0) == pytest.approx(100 * np.mean(z * (1 - z) < 0.01), abs=3)
    assert flat(weight_scale=0.1) == 0
    assert flat(function="relu", weight_scale=0.1) == flat(function="relu", weight_scale=100.0) == 50


def test_the_mean_slope_never_exceeds_a_quarter():
    for scale in (0.1, 1.0, 10.0):
        assert float(sentence(demos.saturation(weight_scale=scale)).split("mean slope is ")[1].split()[0][:-1]) <= 0.25


@pytest.mark.parametrize("learning_rate", [0.1, 10.0])
def test_a_dead_relu_unit_never_wakes(learning_rate):
    demo = demos.dead_units(bias=-1.5, learning_rate=learning_rate)
    silent = demo.model.awake == 0
    for _ in range(300):
        demo.model.tick(0)
        assert not np.any(silent & (demo.model.awake > 0))
        silent |= demo.model.awake == 0
    demo.step()
    assert "began dead, 0 have woken" in sentence(demo)


def test_steps_too_large_kill_every_relu_unit_and_small_ones_bring_none_back():
    demo = demos.dead_units(learning_rate=10.0)
    while demo.model.step < 50:
        demo.model.tick(0)
    assert demo.model.dead[-1] == 1
    demo.set(learning_rate=0.1)
    demo.step()
    assert demo.model.dead[-1] == 1


def test_a_leaky_unit_wakes_within_50_steps_of_10_and_not_in_1000_of_a_tenth():
    for learning_rate, steps, woken in ((10.0, 50, True), (0.1, 1000, False)):
        demo = demos.dead_units(function="leaky_relu", learning_rate=learning_rate)
        while demo.model.step < steps:
            demo.model.tick(0)
        assert np.any(demo.model.dead_at_start & (demo.model.awake > 0)) == woken


def test_the_share_of_dead_units_is_counted_in_the_network():
    demo = demos.dead_units(bias=-2.0)
    net = demo.model.net
    z = dl.relu(demo.model.x @ net.params["W1"] + net.params["b1"])
    assert demo.model.dead == [np.mean((z == 0).all(axis=0))]
    assert demos.dead_units(lambda a: 0.25).model.dead == [0.25]


def test_a_blank_measure_is_replaced_and_said_so():
    def dead_share(a):
        return ...

    assert "not written yet" in sentence(demos.dead_units(dead_share))


def test_the_learning_rate_reaches_a_running_demo():
    demo = demos.dead_units()
    before = demo.model.net.params["W2"].copy()
    demo.set(learning_rate=0.001)
    demo.step()
    small = np.abs(demo.model.net.params["W2"] - before).max()
    before = demo.model.net.params["W2"].copy()
    demo.set(learning_rate=1.0)
    demo.step()
    assert np.abs(demo.model.net.params["W2"] - before).max() > 100 * small


def test_nearly_flat_is_not_called_flat_and_a_blank_slope_is_named():
    assert "the tanh is nearly 1 and its slope is nearly 0." in sentence(demos.activation(function="tanh", a=6.0))
    assert "the relu is 0 and its slope is 0." in sentence(demos.activation(function="relu", a=-6.0))

    def d_sigmoid_of_a(a):
        return ...

    demo = demos.activation(None, d_sigmoid_of_a)
    assert "Your d_sigmoid_of_a is not written yet." in sentence(demo)


@pytest.mark.parametrize("seed", range(0, 21, 4))
def test_ten_units_a_layer_bend_and_a_chain_of_single_ones_goes_level(seed):
    assert "strays from a straight line" in sentence(demos.depth(function="relu", depth=8, seed=seed))
    assert "a level line" in sentence(demos.depth(function="relu", depth=8, width=1, seed=seed))


def test_what_a_narrow_stack_draws_is_said_as_it_is_drawn():
    """A hundredth of a hundredth eight times over leaves rounding errors, which are no line and no curve."""
    for seed in range(21):
        for function in ("relu", "leaky_relu"):
            demo = demos.depth(function=function, depth=8, width=1, seed=seed)
            level = "a level line" in demo.picture.desc
            heights = re.search(r'd="M([-0-9, ]+)"[^>]*stroke="#0072B2"', demo.picture.svg())[1]
            assert level == (len({place for place in heights.split(", ")[1::2]}) == 1), (function, seed)


def test_a_slope_of_a_hundredth_is_not_flat():
    for a in (-6.0, -3.3, -0.1):
        assert "flat" not in demos.activation(function="leaky_relu", a=a).picture.desc
    assert "flat" in demos.activation(function="sigmoid", a=6.0).picture.desc


def test_a_function_that_writes_into_its_input_spoils_no_picture():
    def relu(a):
        a[a < 0] = 0
        return a

    assert "At a = −2 the relu is 0 and its slope is 0" in demos.activation(relu, a=-2.0).picture.desc


def test_a_function_that_returns_a_map_stops_nothing():
    def relu(a):
        return np.array(map(lambda v: max(v, 0), a))

    assert "map" in demos.activation(relu).message
