"""The models behind the demos, without widgets; then every demo there is, with every control at its ends."""

import itertools
import re
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos, live
from dlscratch.lessons.l04_numerical_differentiation.cost_clock import CostClock
from dlscratch.lessons.l06_mnist_training.cockpit import Cockpit
from dlscratch.lessons.shared import trainer as trainer_module
from dlscratch.lessons.shared.collapse import PATIENCE
from dlscratch.lessons.shared.trainer import BEGIN_STEPS, MEASURE_EVERY, MEASUREMENTS, Curve, Trainer
from dlscratch.threads import one_blas_thread

DEMOS = [name for name in vars(demos) if name[0] != "_" and name != "lessons"]


def two_layer_gradient(params, x, t):
    """A learner's backward pass, right: sigmoid units, softmax and cross-entropy."""
    z = dl.sigmoid(x @ params["W1"] + params["b1"])
    dout = (dl.softmax(z @ params["W2"] + params["b2"]) - t) / len(x)
    hidden = dout @ params["W2"].T * z * (1 - z)
    return {"W1": x.T @ hidden, "b1": hidden.sum(axis=0), "W2": z.T @ dout, "b2": dout.sum(axis=0)}


def trainer(sizes=(2, 8, 3), data=None, gradient=None, activation="relu", **settings):
    x, t = dl.spiral(90)
    data = data or (x, dl.one_hot(t, 3))
    settings = {"learning_rate": 0.5, "batch_size": 20, **settings}
    return Trainer(dl.MultiLayerNet(sizes, activation), data, data, gradient=gradient, **settings)


def steps(model, count):
    """Take so many steps, and measure after the last; a tick of no time measures after each."""
    with one_blas_thread():
        for _ in range(count - 1):
            model._take_step()
    model.tick(0)


# the curve


def test_a_curve_keeps_every_value_until_it_is_full_then_means():
    curve = Curve(most=8)
    for value in range(7):
        curve.append(value)
    assert curve.points == list(range(7)) and curve.x.tolist() == [1, 2, 3, 4, 5, 6, 7]
    curve.append(7)
    assert curve.points == [0.5, 2.5, 4.5, 6.5] and curve.x.tolist() == [1.5, 3.5, 5.5, 7.5]
    for value in range(8, 10_000):
        curve.append(value)
    assert len(curve.points) <= 8 and np.allclose(curve.x - 1, curve.points)


# the trainer


def test_a_tick_of_no_time_is_one_step_and_equals_the_spelled_out_loop():
    model, (x, t) = trainer(), dl.spiral(90)
    steps(model, 5)
    net, t, order = dl.MultiLayerNet((2, 8, 3)), dl.one_hot(t, 3), np.random.default_rng(0).permutation(90)
    for rows in (order[:20], order[20:40], order[40:60], order[60:80], order[80:]):
        for key, grad in net.gradient(x[rows], t[rows]).items():
            net.params[key] -= 0.5 * grad
    assert model.step == 5 and all(np.array_equal(model.net.params[key], net.params[key]) for key in net.params)


def test_measurements_are_thinned_and_keep_the_first_and_the_last():
    model = trainer()
    for model.step in range(10 * MEASUREMENTS):
        model.measure()
    steps_kept = [step for step, _, _ in model.measured]
    assert MEASUREMENTS / 2 <= len(steps_kept) <= MEASUREMENTS
    assert steps_kept[0] == 0 and steps_kept[-1] == 10 * MEASUREMENTS - 1 and steps_kept == sorted(steps_kept)


@pytest.mark.parametrize("batch_size, taken", [(20, BEGIN_STEPS), (400, 15), (7000, 0)])
def test_a_demo_begins_after_so_many_steps_or_samples(batch_size, taken):
    x, t = dl.spiral(9000)
    model = trainer(data=(x, dl.one_hot(t, 3)), batch_size=batch_size)
    model.begin()
    assert model.step == taken and model.measured[-1][0] == taken and model.seconds == 0


def test_a_learners_slow_code_does_not_hold_up_the_opening(monkeypatch):
    clock = itertools.count(0, 0.1)
    monkeypatch.setattr(trainer_module, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    model = trainer()
    model.begin(is_learners=True)
    assert 1 <= model.step < 10


def test_a_tick_goes_on_until_its_time_is_over(monkeypatch):
    clock = itertools.count(0, 0.01)  # a clock that moves by a hundredth of a second at each look
    monkeypatch.setattr(trainer_module, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    model = trainer()
    model.tick(0.2)
    assert 19 <= model.step <= 21 and 0.2 <= model.seconds <= 0.22


@pytest.mark.parametrize(
    "optimizer, kind",
    [(kind.__name__, kind) for kind in (dl.SGD, dl.Momentum, dl.Nesterov, dl.AdaGrad, dl.RMSProp, dl.Adam)],
)
def test_settings_reach_the_optimizer_while_it_runs(optimizer, kind):
    model = trainer(momentum=0.8)
    model.set(optimizer=optimizer)
    model.set(learning_rate=0.25, momentum=0.3)
    assert type(model.optimizer) is kind and model.optimizer.learning_rate == 0.25
    assert getattr(model.optimizer, "momentum", 0.3) == getattr(model.optimizer, "beta1", 0.3) == 0.3


def test_adadelta_trains_without_a_rate():
    model = trainer()
    model.set(optimizer="Adadelta")
    model.set(learning_rate=0.25)
    steps(model, 3)
    assert type(model.optimizer) is dl.Adadelta and not hasattr(model.optimizer, "learning_rate")


@pytest.mark.parametrize(
    "schedule, rates",
    [
        ("constant", [0.5, 0.5, 0.5, 0.5]),
        ("step", [0.5, 0.5, 0.05, 0.0005]),
        ("cosine", [0.5, 0.428, 0.2525, 0.005]),
        ("warm-up", [0.005, 0.428, 0.2525, 0.005]),
    ],
)
def test_a_schedule_gives_each_step_its_rate(schedule, rates):
    model, seen = trainer(), []
    model.set(schedule=schedule)
    for model.step in (0, 250, 500, 1000):
        model.tick(0)
        seen.append(model.optimizer.learning_rate)
    np.testing.assert_allclose(seen, rates, rtol=0.01)
    assert ("The schedule has the learning rate at" in model.rate_words()) == (schedule != "constant")


def test_a_gradient_that_a_subclass_wrote_is_the_one_that_trains():
    class Frozen(dl.MultiLayerNet):
        def gradient(self, x, t):
            return {key: np.zeros_like(param) for key, param in self.params.items()}

    model, fresh = trainer(), dl.MultiLayerNet([2, 8, 3])
    model.net = Frozen([2, 8, 3])
    steps(model, 3)
    assert all((model.net.params[key] == fresh.params[key]).all() for key in fresh.params)


def test_a_new_batch_size_counts_from_the_next_step():
    model = trainer()
    seen = []
    model.gradient = lambda params, x, t: seen.append(len(x)) or model.net.gradient(x, t)
    model.tick(0)
    model.set(batch_size=90)
    steps(model, 2)
    assert seen == [20, 70, 90]  # the epoch's rest, then a whole shuffle
    with pytest.raises(ValueError, match="batch_size is 91, but there are 90 rows"):
        model.set(batch_size=91)


def test_accuracy_is_measured_on_the_way():
    model = trainer()
    for _ in range(2 * MEASURE_EVERY):
        model.tick(1e-9)
    assert [step for step, _, _ in model.measured] == [MEASURE_EVERY, 2 * MEASURE_EVERY]
    assert model.measured[-1][1] == model.net.accuracy(*model.train)


def test_accuracy_is_that_of_a_step_taken_by_hand_and_of_slow_ones(monkeypatch):
    model = trainer()
    model.tick(0)
    assert [step for step, _, _ in model.measured] == [1]
    monkeypatch.setattr("dlscratch.lessons.shared.trainer.MEASURE_AFTER", 0)
    model.tick(1e-9)
    model.measure()
    assert [step for step, _, _ in model.measured] == [1, 2]


@pytest.mark.parametrize(
    "answer, said",
    [
        (lambda params, x, t: None, "must be a dict like params, but it is NoneType"),
        (lambda params, x, t: {"W1": params["W1"]}, "has no b1, W2, b2"),
        (lambda params, x, t: {**params, "W1": params["W1"].T}, "of W1 has shape (8, 2), but W1 itself has (2, 8)"),
    ],
)
def test_a_learners_gradient_that_does_not_fit_is_named(answer, said):
    model = trainer(gradient=answer)
    with pytest.raises(live.Stop, match=re.escape(said)):
        model.tick(0)
    assert model.step == 0


# collapse


def stop_of(model, count):
    """Return the sentence of the stop within `count` steps, or None."""
    with np.errstate(all="ignore"):
        try:
            steps(model, count)
        except live.Stop as stop:
            return str(stop)
    return None


def test_training_that_goes_well_is_left_alone():
    assert stop_of(trainer(), 1500) is None


def test_dead_layer_is_named_with_step_and_setting_and_told_once():
    model = trainer((2, 8, 8, 3))
    steps(model, 30)
    model.set(learning_rate=0.25)
    model.net.params["b2"][:] = -1000
    said = stop_of(model, 1)
    assert "Collapsed at step 31, after learning rate was set to 0.25 at step 30: all 8 units" in said
    assert "units of hidden layer 2 are dead" in said
    assert stop_of(model, 50) is None


def test_a_unit_that_lives_in_the_picture_is_not_called_dead():
    """The picture counts some test samples, and says then how many of the units live."""
    (x, t), far = dl.spiral(90), np.array([[2000.0, 0.0]])
    train, t = (x, dl.one_hot(t, 3)), dl.one_hot([0], 3)
    for test, is_told in ((far, False), (-far, True)):
        net = dl.MultiLayerNet((2, 8, 3))
        net.params["W1"][:], net.params["b1"][:] = 1.0, -1000
        said = stop_of(Trainer(net, train, (test, t), gradient=None, learning_rate=0.5, batch_size=20), 1)
        assert ("all 8 units of hidden layer 1 are dead" in str(said)) == is_told


def test_accuracies_told_with_a_collapse_are_those_of_that_step():
    model = trainer()
    steps(model, 3)
    model.net.params["b1"][:] = -1e6
    with pytest.raises(live.Stop):
        model.tick(1.0)
    assert model.measured[-1] == (model.step, *[model.net.accuracy(*data) for data in (model.train, model.test)])


def test_a_layer_with_one_live_unit_is_not_dead():
    model = trainer()
    model.net.params["b1"][1:] = -1000
    model.net.params["b1"][0] = 5
    assert "dead" not in (stop_of(model, 3) or "")


def test_a_loss_that_is_not_finite_names_the_parameter_each_time():
    model = trainer()
    model.net.params["W2"][0, 0] = np.nan
    said = stop_of(model, 1)
    assert "the loss is nan, and W" in said and "Reset" in said
    assert "not numbers" in stop_of(model, 1)


def test_no_better_than_a_guess_for_100_steps():
    model = trainer(activation="sigmoid")
    model.watch.fell = True
    model.gradient = lambda params, x, t: {key: 0 * param for key, param in params.items()}
    for param in model.net.params.values():
        param[:] = 0
    assert stop_of(model, PATIENCE - 1) is None
    assert "in 100 of the last 100 steps the loss was not below 1.08" in stop_of(model, 1)


def losses_of(model, values):
    """Let the model take steps with these losses, and return the steps at which it stops with a sentence."""
    stops = []
    for value in values:
        model.step, model.loss = model.step + 1, value
        try:
            model.watch.look(model, model.train[0][:100])
        except live.Stop as stop:
            stops.append((model.step, str(stop)))
    return stops


def test_a_lucky_batch_now_and_then_does_not_hide_a_collapse():
    """With every twentieth batch better than a guess the cockpit went on for hundreds of steps and said nothing."""
    model = trainer(activation="sigmoid")
    good, bad = [0.3] * 50, ([1.2] * 19 + [0.7]) * 40
    (step, said), *more = losses_of(model, good + bad)
    assert step == 103 and not more  # half of the last 100 steps and one
    assert "in 51 of the last 100 steps the loss was not below 1.08" in said


def test_a_second_collapse_is_told_like_the_first():
    model = trainer(activation="sigmoid")
    rounds = ([0.3] * 150 + [1.2] * 150) * 3
    stops = losses_of(model, rounds)
    assert [step for step, _ in stops] == [201, 501, 801]


def test_a_network_that_goes_on_after_a_collapse_says_so_until_it_recovers():
    """The alert is gone when Play is pressed again: the sentence under the picture has to say it."""
    model = Cockpit(hidden_size=50, learning_rate=0.1, batch_size=100)
    assert "collapsed" not in model.summary()
    assert len(losses_of(model, [0.3] * 100 + [2.4] * 400)) == 1
    assert f" It collapsed at step {model.watch.since} and has not recovered." in model.summary()
    losses_of(model, [0.3] * 200)
    assert "collapsed" not in model.summary()
    model = trainer()
    model.net.params["b1"][:] = -1e6
    said = stop_of(model, 3)
    assert "are dead" in said and "has not recovered" in model.watch.words()


def test_a_slow_start_is_no_collapse():
    assert stop_of(trainer(learning_rate=1e-6), 3 * PATIENCE) is None


# the cockpit


def test_the_cockpits_story():
    """Learning rate 5 kills the only hidden layer; going back does not help; a new network learns."""
    start = {"hidden_size": 50, "learning_rate": 0.1, "batch_size": 100}
    model = Cockpit(**start)
    steps(model, 300)
    learned = model.loss
    model.set(learning_rate=5)
    said = stop_of(model, 1000)
    assert re.search(r"Collapsed at step \d+, after .* 5 at step 300: .* of hidden layer 1 are dead", said), said
    model.set(learning_rate=0.1)
    while model.step < 1000:
        stop_of(model, 1000 - model.step)
    assert learned < 0.6 and model.loss > 2
    again = Cockpit(**start)
    steps(again, 300)
    assert again.loss == learned


def test_the_sigmoid_net_spikes_and_recovers():
    model = Cockpit(hidden_size=50, learning_rate=0.1, batch_size=100, activation="sigmoid")
    steps(model, 300)
    model.set(learning_rate=5)
    assert stop_of(model, 700) is None and model.loss < 1


def test_the_cockpit_learns_by_the_learners_gradient():
    demo = demos.cockpit(gradient=two_layer_gradient)
    assert demo.settings["activation"] == "sigmoid" and "This is your two_layer_gradient." in demo.picture.desc
    assert demo._line.value == "demos.cockpit(gradient=two_layer_gradient)"
    other = demos.cockpit(activation="sigmoid")
    for one in (demo, other):
        while one.model.step < BEGIN_STEPS + 20:  # on a busy machine a learner's code opens after fewer steps
            one.step()
        assert one.message == ""
    assert np.allclose(demo.model.net.params["W1"], other.model.net.params["W1"], atol=1e-5)


def test_a_gradient_that_is_still_a_blank_leaves_the_packages():
    def blank(params, x, t):
        return ...  # your code here

    demo = demos.cockpit(gradient=blank)
    demo.step()
    assert "Your blank is not written yet" in demo.picture.desc and demo.model.step == BEGIN_STEPS + 1


def test_a_learners_gradient_that_fails_is_told_with_its_line():
    def transposed(params, x, t):
        return {"W1": params["W1"] @ x}

    demo = demos.cockpit(gradient=transposed)
    demo.step()
    said = r"At step 0, your code stopped in transposed, line \d+: return .* the shapes do not fit: size 100 is"
    assert re.search(said, demo.message)


class MyNet:
    """A learner's network, as the book has it, smaller in what it can."""

    def __init__(self, input_size, hidden_size, output_size):
        net = dl.TwoLayerNet(input_size, hidden_size, output_size)
        self.params, self.loss, self.accuracy, self.gradient = net.params, net.loss, net.accuracy, net.gradient


def test_the_cockpit_trains_the_learners_network():
    demo = demos.cockpit(net=MyNet, hidden_size=20)
    demo.step()
    assert demo.model.net.params["W1"].shape == (784, 20) and demo.message == ""
    assert "activation" not in demo.controls and demo._line.value == "demos.cockpit(net=MyNet, hidden_size=20)"
    demo.set(hidden_size=5)
    assert demo.model.net.params["W1"].shape == (784, 5) and demo.model.step == 0


@pytest.mark.parametrize(
    "settings",
    [
        {"learning_rate": 1e5},
        {"hidden_size": 1},
        {"batch_size": 60_000},
        {"batch_size": 1},
        {"hidden_layers": 0},
        {"hidden_layers": 4, "activation": "leaky_relu", "learning_rate": 100.0},
        {"initial_scale": 1.0},
    ],
)
def test_the_cockpit_goes_on_whatever_is_set(settings):
    demo = demos.cockpit(**settings)
    begun = demo.model.step
    for _ in range(3):
        demo.step()
    assert demo.model.step == begun + 3 and (not demo.message or "Collapsed" in demo.message)
    demo.reset()
    assert demo.model.step == 0 and demo.message == ""


@pytest.mark.parametrize(
    "settings, said",
    [
        ({"learning_rate": 0}, "at 0 no weight ever moves"),
        ({"learning_rate": -1}, "below 0 each step climbs"),
        ({"batch_size": 70_000}, "there are 60000 rows"),
        ({"hidden_size": 0}, "it must be a whole number of at least 1"),
    ],
)
def test_settings_that_make_no_training_are_told_in_the_demo(settings, said):
    demo = demos.cockpit(**settings)
    assert said in demo.message, demo.message
    demo = demos.cockpit()
    demo.step()
    demo.set(**settings)
    assert said in demo.message and demo.model.step == BEGIN_STEPS + 1


# every demo


@pytest.fixture(scope="module")
def start(mnist):
    """Return a function that calls a demo by its name, with what it needs."""
    (x, t), (x_test, t_test) = mnist
    net = dl.MultiLayerNet([784, 20, 10])
    dl.train(net, (x[:3000], t[:3000]), None, dl.SGD(learning_rate=0.2), epochs=1)
    given = {"confusion": (net, x_test, t_test), "draw_digit": (net,)}
    return lambda name: getattr(demos, name)(*given.get(name, ()))


# Demos whose sentence tells every control.
TOLD = ["softmax_bars", "two_losses", "binary_loss", "lower_the_loss", "three_networks", "secant", "error_against_h"]
TOLD += ["valley", "descent", "cost_clock", "hand_race", "xor_net"]


@pytest.mark.parametrize("name", DEMOS)
def test_every_control_to_its_ends(name, start):
    """Each control, moved alone on the way, changes what is shown, at once or in three steps; none breaks a demo."""
    demo = start(name)
    assert demo.message == "", demo.message
    first = {"function": "relu"} if name == "depth" else {}  # straight stacks of two seeds may draw the same line
    seconds = name == "gradient_race"  # it shows how long something took: its control is looked at with its other tests
    demo.set(**first)
    untouched = _shown(demo, {})
    assert seconds or untouched == _shown(demo, {})  # else it would see a change in everything
    for setting, control in demo.controls.items():
        if control.is_action:
            demo.press(setting)
            assert demo.message == "", f"{setting}: {demo.message}"
            continue
        demo.set(**{other: values[0] for other, values in (control.when or {}).items()})
        before, stands_at = _shown(demo, {}), demo.settings[setting]
        told = demo.picture.desc
        for value in _some(control):
            after = _shown(demo, {setting: value})
            assert not demo.message or "Collapsed" in demo.message, f"{setting}={value!r}: {demo.message}"
            assert ET.fromstring(demo.picture.svg()) is not None
            assert seconds or value == stands_at or after != before, f"{setting}={value!r} does nothing"
            is_told = name not in TOLD or value == stands_at or demo.picture.desc != told
            assert is_told, f"{setting}={value!r} changes no word"
        demo.set(**{other: c.value for other, c in demo.controls.items() if not c.is_action} | first)
    assert 'role="img"' in shown(demo) and len(demo.picture.desc) > 10


def _some(control):
    """Return all values of a short list, else the least and the greatest."""
    values = control.examples
    return values if len(values) <= 12 else [values[0], values[-1]]


def shown(demo):
    """Return what the browser gets: the panels of the picture, and the words."""
    panels = [panel.value for row in demo._view.children for panel in row.children]
    return "".join([*panels, demo._foot.value])


def _shown(demo, changed):
    """Return picture and sentence after a change, and after three steps more, without the numbers a clock made."""
    steps = hasattr(demo.model, "tick") and not isinstance(demo.model, CostClock)  # its steps measure seconds
    if demo.model is not None:
        demo.reset()
    if steps:
        demo.step()
    demo.set(**changed)
    for _ in range(3 * steps):
        demo.step()
    return re.sub(r"[\d,.]+ steps a second", "", shown(demo))


@pytest.mark.parametrize("name", DEMOS)
def test_the_same_call_gives_the_same_stored_text(name, start):
    bundles = [start(name)._repr_mimebundle_() for _ in range(2)]
    for kind in ("text/plain", "text/html"):
        assert bundles[0][kind] == bundles[1][kind]
