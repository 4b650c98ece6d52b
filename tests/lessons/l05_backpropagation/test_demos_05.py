import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.course import EXERCISES, KEYS
from dlscratch.lessons.l05_backpropagation.check_gradient import BENDS, FAULTS, backward_pass, compared
from dlscratch.lessons.l05_backpropagation.fruit_graph import FRUIT, FRUIT_PROGRAM
from dlscratch.lessons.l05_backpropagation.gradient_race import METHODS, Race
from dlscratch.lessons.l05_backpropagation.regression import BENDS as REGRESSION_BENDS
from dlscratch.lessons.l05_backpropagation.regression import Regression, slopes
from dlscratch.lessons.l05_backpropagation.scalars import Fork, scalar_steps
from dlscratch.lessons.l05_backpropagation.small_network import PARAMS, both_ways
from dlscratch.lessons.l05_backpropagation.tables import table


def press(demo, name, times=1):
    for _ in range(times):
        demo.press(name)
    assert not demo.message
    return demo.picture


# graphs of single numbers


def test_two_apples_by_hand():
    picture = press(demos.price_graph(), "next", 2)
    assert "1.1 × 2 = 2.2 and 1.1 × 100 = 110" in picture.desc  # the slopes in the price and in the number of apples
    for label in ("220", "200", "2.2", "110"):
        assert f">{label}<" in picture.svg()


def test_the_graph_starts_where_the_slopes_begin():
    picture = demos.price_graph().picture
    assert "Forward gave 220" in picture.desc
    assert ">1.1<" in picture.svg() and ">2.2<" not in picture.svg()


def test_next_and_back_are_each_other_s_undoing_and_stop_at_the_ends():
    demo = demos.fruit_graph()
    before = demo.picture.svg()
    press(demo, "next", 3)
    assert demo.picture.svg() != before
    assert press(demo, "back", 3).svg() == before
    assert "Step 0 of 13" in press(demo, "back", 20).desc
    assert "Step 13 of 13" in press(demo, "next", 30).desc


def test_slopes_add_where_a_number_forks():
    values = {"apple_price": 100, "apples": 2, "orange_price": 150, "oranges": 3, "tax": 1.1}
    make = {"×": dl.Multiply, "+": dl.Add, "fork": Fork}
    names = ("apple price", "apples", "orange price", "oranges", "tax")
    steps = scalar_steps(FRUIT, FRUIT_PROGRAM, names, make, **values)
    slopes = {}
    for step in steps:
        slopes |= step.backward

    def total(changed):
        v = values | changed
        return (v["apple_price"] * v["apples"] + v["orange_price"] * v["oranges"]) * v["tax"]

    for name in names:
        key = name.replace(" ", "_")
        slope = dl.numerical_diff(lambda value, key=key: total({key: value}), float(values[key]))
        edge = next(edge for edge in slopes if edge[0] == name)
        assert float(slopes[edge].replace(",", "")) == pytest.approx(slope, rel=1e-3)


def test_a_moved_slider_keeps_the_place():
    demo = demos.fruit_graph()
    press(demo, "next", 2)
    demo.set(tax=1.2)
    assert "Step 9 of 13" in demo.picture.desc and ">1.2<" in demo.picture.svg()


def test_the_learner_s_nodes_are_used():
    class Multiply:
        def forward(self, x, y):
            self.x, self.y = x, y
            return x * y

        def backward(self, dout):
            return dout * self.x, dout * self.y  # not swapped

    demo = demos.fruit_graph(None, Multiply)
    assert "This is your Multiply." in demo.picture.desc
    assert "200 × 2 = 400, but the node gave 20,000" in press(demo, "next", 6).desc


def test_a_blank_node_shows_the_package_s():
    class Add:
        def forward(self, x, y):
            return x + y

        def backward(self, dout):
            return ...

    demo = demos.fruit_graph(Add)
    assert not demo.message
    assert "Your Add is not written yet" in demo.picture.desc


def test_a_node_that_gives_one_slope_for_two_inputs_is_told_so():
    class Add(dl.Add):
        def backward(self, dout):
            return dout

    assert "must return 2 slopes" in demos.fruit_graph(Add).message


def test_a_node_may_give_its_slopes_as_an_array():
    class Add(dl.Add):
        def backward(self, dout):
            return np.array([dout, dout])

    demo = demos.fruit_graph(Add)
    assert "This is your Add." in demo.picture.desc and not demo.message


# the worked example


def test_the_worked_example_to_the_digit():
    n = both_ways([1, 5], 1, PARAMS)
    shown = {name: np.round(value, 4).tolist() for name, value in n.items()}
    assert shown["a1"] == [[1.2, 2.5, 3.8]] and shown["a2"] == [[1.86, 4.21]]
    assert shown["y"] == [[0.0871, 0.9129]] and shown["loss"] == 0.0911
    assert shown["dW2"] == [[0.1045, -0.1045], [0.2177, -0.2177], [0.3308, -0.3308]]
    assert shown["dW1"] == [[-0.0261] * 3, [-0.1306] * 3]


def test_the_worked_example_equals_the_network():
    net = dl.MultiLayerNet([2, 3, 2])
    net.params = {key: value.copy() for key, value in PARAMS.items()}
    n, grads = both_ways([1, 5], 1, PARAMS), net.gradient([[1, 5]], [1])
    for key in grads:
        np.testing.assert_array_equal(n[f"d{key}"], grads[key])


def test_every_number_of_the_example_is_shown_and_every_box_changes_it():
    demo = demos.worked_example()
    start = demo.picture.svg()
    for text in (">−0.0261<", ">−0.1306<", ">0.3308<", ">1.2<", ">3.8<"):
        assert text in start
    assert "a2 = [1.86 4.21]" in demo.picture.desc and "0.0911" in demo.picture.desc
    for name, control in demo.controls.items():
        demo.set(**{name: 0 if name == "t" else control.value + 0.5})
        assert not demo.message
        assert demo.picture.svg() != start, name
        demo.set(**{name: control.value})
    assert demo.picture.svg() == start
    assert len(demo.controls) == 3 + sum(value.size for value in PARAMS.values())


def test_what_reads_zero_has_the_colour_of_zero():
    assert table("dW", [[1e-9, -1e-9]]).svg() == table("dW", [[0.0, 0.0]]).svg()
    assert table("dW", [[1e-3, -1e-3]]).svg() != table("dW", [[0.0, 0.0]]).svg()


def test_changing_a_weight_in_the_demo_leaves_the_example():
    demos.worked_example(W1_0_0=5.0)
    assert PARAMS["W1"][0, 0] == 0.1


def test_the_steps_through_the_network_show_what_each_layer_keeps_and_gives():
    demo = demos.network_graph()
    seen = []
    for _ in range(4):
        seen.append(press(demo, "next"))
    assert "da2 = (y - t) / N = [0.0871 −0.0871]" in seen[0].desc
    assert ">Affine 2 keeps z1<" in seen[1].svg() and ">0.3308<" in seen[1].svg()
    assert ">−0.1306<" in seen[3].svg()


# the gradient check


@pytest.mark.parametrize("activation", BENDS)
def test_the_backward_pass_without_a_fault_passes(activation):
    errors = compared(None, activation, "none", True, 5, 1e-5)[2]
    assert max(errors.values()) < 1e-6


@pytest.mark.parametrize("activation", BENDS)
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "none"])
def test_the_check_finds_every_fault(activation, fault):
    errors = compared(None, activation, fault, True, 5, 1e-5)[2]
    assert max(errors.values()) > 1e-4


def test_where_each_fault_shows():
    def wrong(fault):
        errors = compared(None, "sigmoid", fault, True, 5, 1e-5)[2]
        return [key for key, error in errors.items() if error > 1e-6]

    assert wrong("db as a mean") == ["b1", "b2"]
    assert wrong("one weight 0.1 % off") == ["W1"]
    assert wrong("W for W.T") == ["W1", "b1"]
    assert wrong("d_sigmoid of z") == ["W1", "b1"]
    assert wrong("y - t without / N") == ["W1", "b1", "W2", "b2"]


def test_without_n_nothing_is_wrong_for_one_sample():
    assert max(compared(None, "sigmoid", "y - t without / N", True, 1, 1e-5)[2].values()) < 1e-6


def test_targets_that_are_no_classes_fail_although_the_code_is_right():
    demo = demos.check_gradient(targets="random rows")
    assert "the check fails" in demo.picture.desc
    demo.set(targets="one-hot")
    assert "the check passes" in demo.picture.desc


def test_what_rounding_leaves_of_a_right_gradient_is_said_alike_on_every_processor():
    def rounded(noise):
        def two_layers(params, x, t):
            return {key: slope * (1 + noise) for key, slope in backward_pass(params, x, t).items()}

        return demos.check_gradient(two_layers).picture

    assert "is below 10⁻⁹: the check passes" in rounded(0).desc
    assert rounded(-1e-10).svg() == rounded(0).svg() == rounded(3e-10).svg()


def test_every_setting_of_the_check_changes_its_picture():
    demo = demos.check_gradient()
    start = demo.picture.svg()
    for name, value in {
        "fault": "W for W.T",
        "activation": "relu",
        "targets": "random rows",
        "parameter": "b2",
        "batch_size": 6,
        "h": 0.1,
    }.items():
        before = demo.settings[name]
        demo.set(**{name: value})
        assert demo.picture.svg() != start, name
        demo.set(**{name: before})
    assert demo.picture.svg() == start


def test_the_learner_s_gradient_is_judged_and_faults_are_the_package_s():
    def two_layers(params, x, t):
        return {key: 2 * slope for key, slope in backward_pass(params, x, t).items()}

    demo = demos.check_gradient(two_layers)
    assert "0.5" in demo.picture.desc and "fails" in demo.picture.desc and "your two_layers" in demo.picture.desc
    demo.set(fault="db as a mean")
    assert "your" not in demo.picture.desc


def test_a_gradient_that_is_no_dict_is_told_so():
    def two_layers(params, x, t):
        return params["W1"]

    assert 'a dict that holds "W1"' in demos.check_gradient(two_layers).message


def test_one_weight_is_one_weight():
    _, derived, _ = compared(None, "sigmoid", "one weight 0.1 % off", True, 5, 1e-5)
    right = compared(None, "sigmoid", "none", True, 5, 1e-5)[1]
    assert sum(np.count_nonzero(derived[key] != right[key]) for key in right) == 1


# the regression


def regression(**settings):
    start = {"learning_rate": 0.07, "forward": "relu", "backward": "relu", "hidden_size": 10, "inputs": "0 to 1"}
    return Regression(slopes, "", **start | settings)


def after(count, **settings):
    """Return the model after so many steps."""
    model = regression(**settings)
    while model.step < count:
        model.tick(0)
    return model


@pytest.mark.parametrize("forward", REGRESSION_BENDS)
@pytest.mark.parametrize("backward", REGRESSION_BENDS)
def test_both_pairs_train_and_the_relative_error_tells_them_apart(forward, backward):
    model = after(1000, forward=forward, backward=backward)
    errors = model.errors()
    assert model.right.loss < 0.003 and model.chosen.loss < 0.02
    assert max(errors["W2"], errors["b2"]) < 1e-6
    if forward == backward:
        assert max(errors.values()) < 1e-6 and model.chosen.loss == model.right.loss
    else:
        assert min(errors["W1"], errors["b1"]) > 0.5 and model.chosen.loss > 5 * model.right.loss


def test_a_tick_is_the_step_that_is_spelled_out():
    rng = np.random.default_rng(1)
    x = rng.uniform(0, 1, (100_000, 2))
    shapes = {"W1": (2, 10), "b1": (10,), "W2": (10, 1), "b2": (1,)}
    W1, b1, W2, b2 = (rng.standard_normal(shape) for shape in shapes.values())
    for _ in range(3):
        row = x[[rng.integers(100_000)]]
        a1 = row @ W1 + b1
        z1 = np.maximum(a1, 0)
        off = z1 @ W2 + b2 - (3 * row[0, 0] + 2 * row[0, 1])
        back = off @ W2.T / (1 + np.exp(-a1)) / (1 + np.exp(a1))  # the sigmoid's slope, behind a ReLU
        W2, b2 = W2 - 0.07 * z1.T @ off, b2 - 0.07 * off[0]
        W1, b1 = W1 - 0.07 * row.T @ back, b1 - 0.07 * back[0]
    params = after(3, backward="sigmoid").chosen.net.params
    for key, mine in zip(shapes, (W1, b1, W2, b2), strict=True):
        np.testing.assert_allclose(params[key], mine, rtol=1e-12)


def test_large_inputs_need_small_steps_and_the_demo_says_so():
    demo = demos.regression(inputs="-5 to 5")
    assert "Lower the learning rate" in demo.message and "the network is lost" in demo.picture.desc
    assert ">lost at step 3<" in demo.picture.svg()
    demo.set(learning_rate=0.01)
    demo.reset()
    demo.step()
    assert demo.message == "" and demo.model.step == 1
    assert after(1000, inputs="-5 to 5", learning_rate=0.01).chosen.loss < 0.1


def test_the_hunt_s_own_gradient_is_the_one_that_steps():
    namespace = {"np": np, "mine": dl}
    exec(EXERCISES["regression_gradient"].stub, namespace)
    demo = demos.regression(namespace["regression_gradient"])
    assert demo.settings["backward"] == "yours" and "This is your regression_gradient." in demo.picture.desc
    assert "0.77 in W1" in demo.picture.desc and "below 10⁻⁶ in W2 and b2" in demo.picture.desc
    demo.set(backward="relu")
    demo.step()
    assert "your" not in demo.picture.desc and "below 10⁻⁶ in all four" in demo.picture.desc
    repaired = demos.regression(KEYS["regression_gradient"])
    assert "below 10⁻⁶ in all four. This is your regression_gradient." in repaired.picture.desc


def test_a_step_before_any_is_no_number():
    demo = demos.regression()
    demo.reset()
    assert "Step 0: both networks have the same weights." in demo.picture.desc


def test_a_gradient_that_does_not_fit_is_named_in_the_regression():
    demo = demos.regression(lambda params, x, t: {"W1": params["W1"]})
    assert 'a dict that holds "b1" with the shape (10,)' in demo.message


# the race


def test_both_runners_start_alike_and_get_the_same_time():
    race = Race("one weight at a time", 5)
    assert race.measured.losses == race.derived.losses
    assert race.evaluations == 2 * (784 * 5 + 5 + 5 * 10 + 10)
    for _ in range(3):
        race.tick(0.02)
    assert race.derived.steps >= 1 and race.measured.steps == 0
    assert race.derived.seconds >= race.seconds and race.measured.seconds >= race.seconds


@pytest.mark.parametrize("method", METHODS)
def test_the_measured_runner_takes_the_same_step_as_the_derived(method):
    race = Race(method, 1)
    while race.measured.steps == 0:
        race.measured.run(race.measured.seconds + 0.5)
    while race.derived.steps < race.measured.steps:
        race.derived.run(race.derived.seconds + 1e-9)
    for key, param in race.derived.net.params.items():
        np.testing.assert_allclose(race.measured.net.params[key], param, atol=1e-8)


def test_the_race_shows_no_time_before_it_has_run():
    first, second = (demos.gradient_race().picture.svg() for _ in range(2))
    assert first == second
    assert "79,520" in first and "after" not in first


def test_the_race_goes_on_and_is_made_anew_by_its_settings():
    demo = demos.gradient_race(hidden_size=2)
    demo.step()
    assert not demo.message and "after" in demo.picture.desc
    demo.set(hidden_size=3)
    assert "after" not in demo.picture.desc and "784-3-10" in demo.picture.desc


def test_the_check_says_whose_gradient_it_shows():
    def two_layers(params, x, t):
        return {"W1": ..., "b1": ..., "W2": ..., "b2": ...}

    assert "Your two_layers is not written yet" in demos.check_gradient(two_layers).picture.desc
    assert "This is the backward pass of the package." in demos.check_gradient().picture.desc
    assert "Yours is for sigmoids" in demos.check_gradient(backward_pass_of_mine, activation="relu").picture.desc


def backward_pass_of_mine(params, x, t):
    return backward_pass(params, x, t)
