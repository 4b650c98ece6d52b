import json
from pathlib import Path

import numpy as np
import pytest

import dlscratch as dl

MAKERS = {
    "SGD": dl.SGD,
    "Momentum": dl.Momentum,
    "Nesterov": dl.Nesterov,
    "AdaGrad": dl.AdaGrad,
    "RMSProp": dl.RMSProp,
    "Adadelta": lambda learning_rate=None: dl.Adadelta(),  # it has no learning rate
    "Adam": dl.Adam,
}
WITH_A_RATE = [name for name in MAKERS if name != "Adadelta"]
RATE = 0.3


def params_and_grads(dtype=np.float64):
    rng = np.random.default_rng(0)
    shapes = {"W1": (3, 4), "b1": (4,)}
    return tuple({key: rng.normal(size=shape).astype(dtype) for key, shape in shapes.items()} for _ in range(2))


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("SGD", lambda g: RATE * g),
        ("Momentum", lambda g: RATE * g),
        ("Nesterov", lambda g: RATE * g * 1.9),
        ("AdaGrad", lambda g: RATE * g / (abs(g) + 1e-7)),
        ("RMSProp", lambda g: RATE * g / (abs(g) * 0.1**0.5 + 1e-7)),
        ("Adadelta", lambda g: 1e-3 * g / np.sqrt(0.05 * g**2 + 1e-6)),
        ("Adam", lambda g: RATE * g / (abs(g) + 1e-8)),
    ],
)
def test_the_first_step_in_closed_form(name, step):
    params, grads = params_and_grads()
    before = {key: param.copy() for key, param in params.items()}
    MAKERS[name](learning_rate=RATE).update(params, grads)
    for key in params:
        np.testing.assert_allclose(params[key], before[key] - step(grads[key]), rtol=1e-12)


def test_momentum_is_a_sum_of_steps_that_fade():
    params, optimizer = {"W1": np.zeros(1)}, dl.Momentum(learning_rate=1, momentum=0.5)
    path = []
    for _ in range(4):
        optimizer.update(params, {"W1": np.ones(1)})
        path.append(params["W1"][0])
    assert path == [-1, -2.5, -4.25, -6.125]


def test_adagrad_divides_by_the_root_of_the_sum_of_squares():
    params, optimizer = {"W1": np.zeros(1)}, dl.AdaGrad(learning_rate=1)
    for slope in (3.0, 4.0):
        optimizer.update(params, {"W1": np.array([slope])})
    assert params["W1"][0] == pytest.approx(-(3 / 3 + 4 / 5), rel=1e-6)


# The same in plain numbers: w, the list of slopes so far, the rate; each from its paper, not from the package.


def sums(slopes, share, power=1, new=1.0):
    """Return what is kept of the slopes: a sum in which each loses `share` at every step."""
    return sum(new * g**power * share ** (len(slopes) - 1 - i) for i, g in enumerate(slopes))


def adadelta(slopes):
    steps = []
    for k in range(1, len(slopes) + 1):
        kept = sums(steps, 0.8, 2, 0.2) if steps else 0.0
        steps.append(np.sqrt(kept + 1e-3) / np.sqrt(sums(slopes[:k], 0.8, 2, 0.2) + 1e-3) * slopes[k - 1])
    return steps[-1]


def adam(slopes):
    t = len(slopes)
    m, v = sums(slopes, 0.8, 1, 0.2) / (1 - 0.8**t), sums(slopes, 0.9, 2, 0.1) / (1 - 0.9**t)
    return 0.1 * m / (np.sqrt(v) + 1e-3)


FORMULAS = {
    "Momentum": (dl.Momentum(0.1, momentum=0.8), lambda g: 0.1 * sums(g, 0.8)),
    "Nesterov": (dl.Nesterov(0.1, momentum=0.8), lambda g: 0.1 * (g[-1] + 0.8 * sums(g, 0.8))),
    "AdaGrad": (dl.AdaGrad(0.1, epsilon=1e-3), lambda g: 0.1 * g[-1] / (np.sqrt(sums(g, 1, 2)) + 1e-3)),
    "RMSProp": (
        dl.RMSProp(0.1, decay=0.8, epsilon=1e-3),
        lambda g: 0.1 * g[-1] / (np.sqrt(sums(g, 0.8, 2, 0.2)) + 1e-3),
    ),
    "Adadelta": (dl.Adadelta(decay=0.8, epsilon=1e-3), adadelta),
    "Adam": (dl.Adam(0.1, beta1=0.8, beta2=0.9, epsilon=1e-3), adam),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_each_is_its_papers_formula_at_every_step(name):
    optimizer, step = FORMULAS[name]
    rng, slopes, w, params = np.random.default_rng(2), [], 1.0, {"W1": np.array([1.0])}
    for _ in range(30):
        slopes.append(float(rng.normal()))
        optimizer.update(params, {"W1": np.array(slopes[-1:])})
        w -= step(slopes)
        assert params["W1"][0] == pytest.approx(w, rel=1e-11)


def test_nesterov_is_its_papers_walk_seen_from_the_place_ahead():
    """Sutskever and others (2013): v = momentum v - rate slope(W + momentum v); W += v. Ours holds W + momentum v."""
    scales = np.array([1.0, 9.0])
    params, optimizer, w, v = {"W1": np.array([2.0, -1.0])}, dl.Nesterov(0.1, momentum=0.8), np.array([2.0, -1.0]), 0.0
    for _ in range(30):
        optimizer.update(params, {"W1": scales * params["W1"]})
        v = 0.8 * v - 0.1 * scales * (w + 0.8 * v)
        w = w + v
        np.testing.assert_allclose(params["W1"], w + 0.8 * v, rtol=1e-11)


# What PyTorch gave


TABLE = json.loads((Path(__file__).parent.parent / "data" / "optimizers_of_pytorch.json").read_text("utf-8"))


def velocity_outside(optimizer, slopes, rates):
    """Return Momentum as PyTorch takes it under a schedule: v holds slopes, and the rate of the step comes last."""
    v, w, path = np.zeros(2), np.array(TABLE["start"]), []
    for rate, grad in zip(rates, slopes, strict=True):
        v = optimizer.momentum * v + grad
        w = w - rate * v
        path.append(w)
    return path


@pytest.mark.parametrize("run", TABLE["runs"], ids=lambda run: run["name"])
def test_the_numbers_are_those_that_pytorch_gave(run):
    """Where the settings differ, the table says which were given to PyTorch: see the script beside it."""
    params = {"W1": np.array(TABLE["start"])}
    optimizer = getattr(dl, run["dl"])(**run["settings"])
    for grad, expected in zip(TABLE["slopes"], run["path"], strict=True):
        optimizer.update(params, {"W1": np.array(grad)})
        np.testing.assert_allclose(params["W1"], expected, rtol=1e-11)


@pytest.mark.parametrize("run", TABLE["schedules"], ids=lambda run: run["name"])
def test_schedules_are_those_of_pytorch(run):
    schedule = eval(run["schedule"], vars(dl))
    np.testing.assert_allclose([schedule(step) for step in range(len(run["rates"]))], run["rates"], atol=1e-15)


def test_momentum_under_a_schedule_is_the_one_that_differs():
    """The formula of the book keeps rate times slope in the velocity, PyTorch the slope: equal at a constant rate."""
    run, rate = TABLE["scheduled_momentum"], dl.step_decay(0.1, every=3, factor=0.5)
    slopes = [np.array(grad) for grad in TABLE["slopes"]]
    optimizer, params = dl.Momentum(learning_rate=rate, momentum=0.9), {"W1": np.array(TABLE["start"])}
    theirs = velocity_outside(optimizer, slopes, [rate(step) for step in range(len(slopes))])
    np.testing.assert_allclose(theirs, run["path"], rtol=1e-11)
    for step, grad in enumerate(slopes):
        optimizer.update(params, {"W1": grad})
        assert np.allclose(params["W1"], run["path"][step], rtol=1e-11) == (step < 3)


# Schedules


@pytest.mark.parametrize("name", WITH_A_RATE)
def test_a_schedule_is_a_learning_rate_that_is_asked_at_each_step(name):
    rates = [0.3, 0.1, 0.2, 0.0]
    scheduled, by_hand = MAKERS[name](learning_rate=lambda step: rates[step]), MAKERS[name](learning_rate=1)
    params, grads = params_and_grads()
    copies = {key: param.copy() for key, param in params.items()}
    for by_hand.learning_rate in rates:
        scheduled.update(params, grads)
        by_hand.update(copies, grads)
    assert all((params[key] == copies[key]).all() for key in params)


@pytest.mark.parametrize(
    ("returned", "sentence"),
    [
        (-0.1, r"learning_rate\(0\) is -0.1, but below 0 a step climbs"),
        (np.nan, r"learning_rate\(0\) is nan, but it must be a finite number"),
        (None, r"learning_rate\(0\) is None, but it must be a number"),
    ],
)
def test_what_a_schedule_must_not_return_is_named_when_the_optimizer_is_made(returned, sentence):
    with pytest.raises(ValueError, match=sentence):
        dl.SGD(learning_rate=lambda step: returned)


def test_a_schedule_that_goes_wrong_on_the_way_is_named_with_its_step():
    optimizer, params = dl.SGD(learning_rate=lambda step: 1.0 - step), {"W1": np.ones(1)}
    for _ in range(2):
        optimizer.update(params, {"W1": np.ones(1)})
    with pytest.raises(ValueError, match=r"learning_rate\(2\) is -1.0, but below 0 a step climbs"):
        optimizer.update(params, {"W1": np.ones(1)})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: dl.cosine(0.1, steps=0), "steps is 0"),
        (lambda: dl.cosine(0, steps=10), "learning_rate is 0, but at 0 no weight ever moves"),
        (lambda: dl.step_decay(0.1, every=2.5), "every is 2.5"),
        (lambda: dl.step_decay(0.1, every=2, factor=0), "factor is 0, but it must be a finite number above 0"),
        (lambda: dl.warm_up(0.1, steps="ten"), "steps is 'ten'"),
    ],
)
def test_settings_of_a_schedule_are_named(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_training_goes_by_a_schedule():
    net, optimizer = dl.MultiLayerNet([2, 8, 3]), dl.SGD(learning_rate=dl.warm_up(dl.cosine(0.5, steps=20), steps=5))
    history = dl.train(net, dl.spiral(100), None, optimizer, epochs=2, batch_size=10)
    assert optimizer.t == 20 and history[-1].loss < history[0].loss


@pytest.mark.parametrize("name", MAKERS)
def test_each_parameter_has_a_memory_of_its_own(name):
    """Two parameters in one optimizer go where each would go with an optimizer of its own."""
    together, alone = MAKERS[name](learning_rate=RATE), {key: MAKERS[name](learning_rate=RATE) for key in ("W1", "b1")}
    params, _ = params_and_grads()
    copies = {key: param.copy() for key, param in params.items()}
    rng = np.random.default_rng(1)
    for _ in range(3):
        grads = {key: rng.normal(size=param.shape) for key, param in params.items()}
        together.update(params, grads)
        for key in alone:
            alone[key].update(copies, {key: grads[key]})
    for key in params:
        np.testing.assert_array_equal(params[key], copies[key])


@pytest.mark.parametrize("name", MAKERS)
def test_two_optimizers_share_nothing(name):
    params, grads = params_and_grads()
    first, second = MAKERS[name](learning_rate=RATE), MAKERS[name](learning_rate=RATE)
    first.update(params, grads)
    fresh, _ = params_and_grads()
    second.update(fresh, grads)
    assert all((fresh[key] == params[key]).all() for key in params)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", MAKERS)
def test_parameters_change_in_place_and_gradients_do_not(name, dtype, read_only):
    params, grads = params_and_grads(dtype)
    grads = {key: read_only(grad) for key, grad in grads.items()}
    arrays = dict(params)
    optimizer = MAKERS[name](learning_rate=RATE)
    for _ in range(2):
        optimizer.update(params, grads)
    assert all(params[key] is arrays[key] and params[key].dtype == dtype for key in params)


@pytest.mark.parametrize("name", MAKERS)
def test_only_the_parameters_with_a_gradient_move(name):
    params, grads = params_and_grads()
    kept = params["b1"].copy()
    MAKERS[name](learning_rate=RATE).update(params, {"W1": grads["W1"]})
    assert (params["b1"] == kept).all()


@pytest.mark.parametrize("name", MAKERS)
def test_whole_numbers_become_floats(name):
    exact = {"W1": np.array([1.0, 2.0])}
    MAKERS[name](learning_rate=RATE).update(exact, {"W1": np.array([3.0, -1.0])})
    for params, grads in (([1, 2], [3, -1]), (np.array([1, 2]), np.array([3, -1]))):
        params = {"W1": params}
        MAKERS[name](learning_rate=RATE).update(params, {"W1": grads})
        np.testing.assert_array_equal(params["W1"], exact["W1"])


@pytest.mark.parametrize("name", MAKERS)
def test_a_parameter_of_a_new_size_starts_afresh(name):
    optimizer, (params, grads) = MAKERS[name](learning_rate=RATE), params_and_grads()
    optimizer.update(params, grads)
    params["b1"] = np.zeros(2)
    optimizer.update(params, {"b1": np.ones(2)})
    assert np.isfinite(params["b1"]).all()
    assert (params["b1"] < 0).all()


@pytest.mark.parametrize("name", MAKERS)
def test_a_slope_of_0_moves_nothing(name):
    params, _ = params_and_grads()
    before = {key: param.copy() for key, param in params.items()}
    MAKERS[name](learning_rate=RATE).update(params, {key: np.zeros_like(param) for key, param in params.items()})
    assert all((params[key] == before[key]).all() for key in params)


@pytest.mark.parametrize("name", MAKERS)
def test_every_optimizer_goes_down_a_bowl(name):
    params, optimizer = {"W1": np.array([1.0, -0.5])}, MAKERS[name](learning_rate=0.01 if name == "RMSProp" else 0.1)
    for _ in range(2000 if name == "Adadelta" else 300):
        optimizer.update(params, {"W1": 2 * params["W1"]})
    assert abs(params["W1"]).max() < 0.01


@pytest.mark.parametrize("name", MAKERS)
def test_a_gradient_of_another_shape_is_named(name):
    with pytest.raises(ValueError, match=r'grads\["b1"\] has shape \(1, 2\), but params\["b1"\] has \(2,\)'):
        MAKERS[name]().update({"b1": np.zeros(2)}, {"b1": np.zeros((1, 2))})


@pytest.mark.parametrize(
    ("rate", "sentence"),
    [
        (0, "learning_rate is 0, but at 0 no weight ever moves: use a number above 0, such as 0.1"),
        (-0.1, "learning_rate is -0.1, but below 0 each step climbs: use a number above 0"),
        (np.nan, "learning_rate is nan, but it must be a finite number"),
        (np.inf, "learning_rate is inf, but it must be a finite number"),
        ("0.1", "learning_rate is '0.1', but it must be a number"),
        (None, "learning_rate is None, but it must be a number"),
    ],
)
@pytest.mark.parametrize("name", WITH_A_RATE)
def test_learning_rates_that_teach_nothing_are_named(name, rate, sentence):
    with pytest.raises(ValueError, match=sentence):
        MAKERS[name](learning_rate=rate)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("SGD", {"learning_rate": 0.01}),
        ("Momentum", {"learning_rate": 0.01, "momentum": 0.9}),
        ("Nesterov", {"learning_rate": 0.01, "momentum": 0.9}),
        ("AdaGrad", {"learning_rate": 0.01, "epsilon": 1e-7}),
        ("RMSProp", {"learning_rate": 0.001, "decay": 0.9, "epsilon": 1e-7}),
        ("Adadelta", {"decay": 0.95, "epsilon": 1e-6}),
        ("Adam", {"learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}),
    ],
)
def test_the_settings_of_the_book_and_of_the_paper_unless_told_otherwise(name, settings):
    optimizer = MAKERS[name]()
    assert {key: getattr(optimizer, key) for key in settings} == settings


def test_any_learning_rate_above_0_is_taken():
    assert dl.SGD(learning_rate=1e9).learning_rate == 1e9
    assert dl.SGD(learning_rate=1).learning_rate == 1.0


@pytest.mark.parametrize(
    ("make", "name", "value"),
    [
        (dl.Momentum, "momentum", 1),
        (dl.Momentum, "momentum", -0.1),
        (dl.Nesterov, "momentum", 1),
        (dl.RMSProp, "decay", 1),
        (dl.RMSProp, "epsilon", 0),
        (dl.Adadelta, "decay", -0.1),
        (dl.Adadelta, "epsilon", 0),
        (dl.Adam, "beta1", 1),
        (dl.Adam, "beta2", 1.5),
        (dl.Adam, "epsilon", 0),
        (dl.AdaGrad, "epsilon", -1),
        (dl.Adam, "beta1", "0.9"),
        (dl.Momentum, "momentum", None),
    ],
)
def test_other_settings_are_named(make, name, value):
    with pytest.raises(ValueError, match=f"{name} is {value!r}, but it must be a"):
        make(**{name: value})


def test_no_momentum_is_plain_descent():
    params, grads = params_and_grads()
    plain, _ = params_and_grads()
    with_none, sgd = dl.Momentum(learning_rate=RATE, momentum=0), dl.SGD(learning_rate=RATE)
    for _ in range(2):
        with_none.update(params, grads)
        sgd.update(plain, grads)
    assert all((params[key] == plain[key]).all() for key in params)


@pytest.mark.parametrize("make", MAKERS.values())
def test_a_gradient_without_its_parameter_is_named(make):
    with pytest.raises(ValueError, match=r'grads\["W3"\] has no parameter: params holds W1, b1'):
        make().update({"W1": np.ones(2), "b1": np.ones(1)}, {"W3": np.ones(2)})


@pytest.mark.parametrize("share", [np.array([0.5, 0.9]), np.array([])])
def test_an_array_is_no_share(share):
    with pytest.raises(ValueError, match=r"momentum is array\(.*\), but it must be a number"):
        dl.Momentum(0.1, share)


@pytest.mark.parametrize("make", MAKERS.values())
def test_a_parameter_that_no_step_can_change_is_named(make):
    params = {"W1": np.broadcast_to(1.0, 2)}
    with pytest.raises(ValueError, match=r'params\["W1"\] is read-only, but its numbers .* params\["W1"\].copy\(\)'):
        make().update(params, {"W1": np.ones(2)})
