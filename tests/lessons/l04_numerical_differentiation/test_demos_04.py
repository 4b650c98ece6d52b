"""The demos of lesson 04: the numbers they show are right, and every control changes what is shown."""

import math
import re

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.l04_numerical_differentiation import curves, error_against_h
from dlscratch.lessons.l04_numerical_differentiation.cost_clock import _duration
from dlscratch.lessons.l04_numerical_differentiation.descent import MAPS, SIDE, SURFACES
from dlscratch.lessons.l04_numerical_differentiation.hand_race import BEGIN
from dlscratch.lessons.shared import yes_or_no

# the secant


def test_exp_is_rounded_correctly_in_the_type_of_its_input():
    x = np.linspace(-3, 3, 50)
    np.testing.assert_allclose(curves._exp(x), np.exp(x), rtol=3e-16)
    assert curves._exp(np.float32(1)).dtype == np.float32
    assert curves._exp(1) == math.e


@pytest.mark.parametrize(
    ("function", "difference", "slope"),
    [
        ("x²", "forward", 2.5),
        ("x²", "central", 2.0),
        ("x³", "forward", 4.75),
        ("x³", "central", 3.25),
    ],
)
def test_the_secant_has_the_slope_that_algebra_gives(function, difference, slope):
    desc = demos.secant(function=function, difference=difference, h=0.5).picture.desc
    assert f"the secant has the slope {slope:.4f}".replace("-", "−") in desc


def test_a_learners_forward_diff_is_the_one_shown():
    def forward_diff(f, x, h):
        return f(x + h) - f(x)  # not divided

    desc = demos.secant(forward_diff, h=0.5).picture.desc
    assert "the secant has the slope 1.2500" in desc and "This is your forward_diff." in desc


# the error against h


def best(difference, dtype=np.float64):
    errors = error_against_h._errors(difference, "exp", 1.0, dtype, error_against_h.STEPS)
    return error_against_h.STEPS[np.nanargmin(errors)], np.nanmin(errors)


def test_the_lowest_points_of_the_v_lie_where_theory_puts_them():
    h, error = best(curves.forward_difference)
    assert 1e-9 <= h <= 1e-7 and error < 2e-8
    h, error = best(curves.central_difference)
    assert 1e-6 <= h <= 2e-5 and error < 2e-10


def test_errors_that_were_measured_by_hand():
    assert "central 5e−9" in demos.error_against_h(h=1e-4).picture.desc  # e h² / 6
    single = demos.error_against_h(h=1e-4, float32=True).picture.desc
    error = re.search(r"central, float32 (\S+?);?\.?$", single)[1].replace("−", "-")
    assert float(error) == pytest.approx(9e-4, rel=0.1)


def test_the_h_is_told_as_it_stands():
    for h, words in ((1e-4, "1e−4"), (1.5e-12, "1.5e−12"), (0.07, "7e−2"), (0.5, "0.5"), (1.0, "1")):
        assert f"measured with h = {words}, errs" in demos.error_against_h(h=h).picture.desc


def test_a_nudge_too_small_to_be_seen_measures_nothing():
    assert "forward 3; central 3." in demos.error_against_h(h=1e-17).picture.desc  # the whole slope, e


def test_a_learners_numerical_diff_is_measured_with_its_own_h():
    def numerical_diff(f, x):
        return (f(x + 1e-2) - f(x)) / 1e-2

    desc = demos.error_against_h(numerical_diff).picture.desc
    assert "numerical_diff, with its own h, 1e−2" in desc and "This is your numerical_diff." in desc


# descent


@pytest.mark.parametrize(("learning_rate", "factor"), [(0.1, "0.8"), (0.5, "0"), (0.9, "−0.8"), (1.1, "−1.2")])
def test_each_step_down_the_valley_multiplies_x(learning_rate, factor):
    assert f"Each step multiplies x by {factor}. " in demos.valley(learning_rate=learning_rate).picture.desc


def test_a_valley_left_for_ever_is_said_so():
    assert "It diverges" in demos.valley(learning_rate=1.1, steps=40).picture.desc
    assert "It diverges" not in demos.valley(learning_rate=0.9, steps=40).picture.desc


def test_the_walk_on_the_map_is_that_of_the_package():
    demo = demos.descent(surface="Rosenbrock", x0=1.2, x1=1.2, learning_rate=0.001, steps=50)
    f = SURFACES["Rosenbrock"]
    end = dl.gradient_descent(f, [1.2, 1.2], 0.001, 50)[-1]
    assert f"({end[0]:.4g}, {end[1]:.4g})" in demo.picture.desc
    assert f(end) < f([1.2, 1.2])


def test_the_map_is_the_surface_with_x0_to_the_right():
    for name, f in SURFACES.items():
        assert MAPS[name][10, 60] == pytest.approx(f([SIDE[60], SIDE[10]]))


def test_a_walk_uphill_climbs_on_the_map():
    def gradient_descent(f, init_x, learning_rate, step_num):
        x, path = np.array(init_x, float), [np.array(init_x, float)]
        for _ in range(step_num):
            x = x + learning_rate * dl.numerical_gradient(f, x)
            path.append(x.copy())
        return np.array(path)

    numbers = re.search(r"f goes from (\S+) to (\S+),", demos.descent(gradient_descent, steps=3).picture.desc)
    assert float(numbers[2]) > float(numbers[1])


def test_a_path_of_another_shape_is_told_in_words():
    def gradient_descent(f, init_x, learning_rate, step_num):
        return init_x

    assert "a path of 20 steps has shape (21, 2)" in demos.descent(gradient_descent).message


# descent against the hand


def run(demo, steps):
    while demo.model.step < steps:
        demo.step()
        assert not demo.message
    return demo.picture.desc


def test_descent_starts_where_the_hand_starts_and_walks_as_gradient_descent_does():
    demo = demos.hand_race(learning_rate=0.3)
    assert demo.model.step == BEGIN
    run(demo, 25)
    place = dl.gradient_descent(yes_or_no.loss, list(yes_or_no.START.values()), 0.3, 25)[-1]
    np.testing.assert_allclose(demo.model.place, place)
    assert demo.model.loss == pytest.approx(yes_or_no.loss(place))
    demo.reset()
    assert demo.model.step == 0 and demo.model.loss == demo.model.best == demo.model.hand_loss


def test_the_best_of_the_hand_stays_and_the_lower_one_is_told():
    demo = demos.hand_race(learning_rate=0.01)
    for name, value in (("w1", -1.0), ("w2", 2.0), ("b", -2.0)):
        demo.set(**{name: value})
    best = yes_or_no.loss([-1.0, 2.0, -2.0])
    demo.set(w2=-3.0)
    assert demo.model.hand_loss > 1 and demo.model.best == best and demo.model.moves == 4
    assert f"its best after 4 moves is {best:.4f}. Lower so far: your hand." in demo.picture.desc
    demo.set(learning_rate=3.0)
    assert "Lower so far: descent." in run(demo, 30) and demo.model.moves == 4


def test_a_larger_rate_passes_the_hand_sooner_even_at_ten():
    def steps_to(loss, learning_rate):
        model = demos.hand_race(learning_rate=learning_rate).model
        while model.loss > loss:
            model.tick(0)
        return model.step

    taken = [steps_to(0.02, learning_rate) for learning_rate in (0.1, 0.3, 1.0, 3.0, 10.0)]
    assert taken == sorted(taken, reverse=True) and taken[0] > 500 and taken[-1] <= BEGIN


def test_a_descent_that_climbs_until_it_is_far_away_is_stopped():
    def gradient_descent(f, init_x, learning_rate, step_num):
        return np.array([init_x, np.asarray(init_x) * 4000])

    demo = demos.hand_race(gradient_descent)
    assert "leads more than 1,000 away. Take a smaller learning rate." in demo.message and demo.model.step == 0


# the network that measures


def test_the_xor_net_trains_as_the_cell_above_it_does():
    x, t = dl.xor(60)
    net = dl.MultiLayerNet([2, 8, 2], "tanh", weight_init_std="xavier")
    for _ in range(70):
        grads = {key: dl.numerical_gradient(lambda _: net.loss(x, t), param) for key, param in net.params.items()}
        for key in net.params:
            net.params[key] -= 1.0 * grads[key]
    demo = demos.xor_net()
    desc = run(demo, 70)
    assert demo.model.net.loss(x, t) == pytest.approx(net.loss(x, t), rel=1e-6)
    assert "2-8-2 has 42 parameters. After 70 steps and 5,880 losses for them" in desc
    assert f"{100 * net.accuracy(x, t):.0f} % of 60 points" in desc


def test_first_weights_decide_with_three_units():
    near = [run(demos.xor_net(hidden_size=3, seed=seed), 100) for seed in (0, 3)]
    assert "the loss is 0.44" in near[0] and "the loss is 0.14" in near[1]


def test_a_rate_too_small_hardly_moves_and_one_too_large_does_not_come_back():
    start = demos.xor_net(learning_rate=0.01)
    start.reset()
    first = start.model.net.loss(*start.model.train)
    run(start, 100)
    assert 0.9 * first < start.model.net.loss(*start.model.train) < first
    demo, said = demos.xor_net(learning_rate=30.0), ""
    while demo.model.step < 150:
        demo.step()
        said = said or demo.message
    assert "Collapsed at step" in said and demo.model.net.loss(*demo.model.train) > 2


def test_the_learners_numerical_gradient_trains_and_one_that_copies_moves_nothing():
    def numerical_gradient(f, x):
        return dl.numerical_gradient(f, x.copy())

    demo = demos.xor_net(numerical_gradient)
    before = {key: param.copy() for key, param in demo.model.net.params.items()}
    demo.step()
    assert "This is your numerical_gradient." in demo.picture.desc
    assert all(np.array_equal(before[key], param) for key, param in demo.model.net.params.items())


# the cost


def test_losses_are_counted_and_no_second_is_shown_before_it_is_measured():
    demo = demos.cost_clock(hidden_size=100)
    assert "79,510 parameters: 159,020 losses for one gradient" in demo.picture.desc
    assert not re.search(r"ms|second|minute|hour|day", demo.picture.desc)


def test_both_ways_measure_the_same_numbers_and_the_clock_stops_at_the_last():
    demo = demos.cost_clock(hidden_size=1)
    demo.press("sweep")
    assert "In one sweep:" in demo.picture.desc and "Derived, as lesson 05 shows:" in demo.picture.desc
    demo.act(lambda: demo.model.tick(4))
    while not demo.message:
        demo.act(lambda: demo.model.tick(4))
    assert demo.message == "All 805 parameters are measured."
    derived = np.concatenate([grad.ravel() for grad in demo.model.net.gradient(demo.model.x, demo.model.t).values()])
    np.testing.assert_allclose(demo.model.one_by_one, derived, atol=1e-8)
    assert demo.model.difference < 1e-8


def test_a_step_measures_one_parameter():
    demo = demos.cost_clock()
    demo.step()
    assert demo.model.step == 1 and "One by one, as the book does:" in demo.picture.desc
    demo.reset()
    assert demo.model.step == 0


def test_the_line_of_counts_goes_through_the_real_ones():
    for hidden_size in (1, 50, 500):
        model = demos.cost_clock(hidden_size=hidden_size).model
        assert 785 * hidden_size + 10 * hidden_size + 10 == model.parameters


def test_seconds_are_told_in_the_unit_a_person_would_use():
    assert [_duration(s) for s in (0.0123, 2, 90, 7200, 200_000)] == [
        "12.3 ms",
        "2.0 seconds",
        "1.5 minutes",
        "2.0 hours",
        "2.3 days",
    ]


def test_a_walk_that_runs_away_does_not_end_where_it_was_seen_last():
    desc = demos.descent(surface="Rosenbrock", x0=-2.0, x1=-2.0, learning_rate=0.3, steps=1).picture.desc
    assert "before it runs away, it is at (−2, −2)" in desc and "step 1 leads more than 1,000 away" in desc
    assert "ends" not in desc and "ends" in demos.descent().picture.desc


def test_each_step_is_said_to_multiply_by_a_number_only_where_it_does():
    def gradient_descent(f, init_x, learning_rate, step_num):
        step = learning_rate * dl.numerical_gradient(f, np.array(init_x))
        return np.array([init_x - i * step for i in range(step_num + 1)])

    assert "Each step multiplies x by 0.8." in demos.valley().picture.desc
    assert "Each step multiplies x by 0." in demos.valley(learning_rate=0.5).picture.desc
    assert "different numbers" in demos.valley(gradient_descent).picture.desc
