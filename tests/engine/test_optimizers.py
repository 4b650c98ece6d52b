import numpy as np
import pytest

import dlscratch as dl

MAKERS = {
    "SGD": dl.SGD,
    "Momentum": dl.Momentum,
    "AdaGrad": dl.AdaGrad,
    "Adam": dl.Adam,
}
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
        ("AdaGrad", lambda g: RATE * g / (abs(g) + 1e-7)),
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


def test_adam_by_the_formulas_of_the_paper():
    params, optimizer = {"W1": np.array([1.0])}, dl.Adam(learning_rate=0.1, beta1=0.8, beta2=0.9, epsilon=1e-3)
    w = m = v = 0.0
    w = 1.0
    for t, g in enumerate([2.0, -1.0, 0.5], start=1):
        optimizer.update(params, {"W1": np.array([g])})
        m, v = 0.8 * m + 0.2 * g, 0.9 * v + 0.1 * g * g
        w -= 0.1 * (m / (1 - 0.8**t)) / (np.sqrt(v / (1 - 0.9**t)) + 1e-3)
    assert params["W1"][0] == pytest.approx(w, rel=1e-12)


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
    params, optimizer = {"W1": np.array([1.0, -0.5])}, MAKERS[name](learning_rate=0.1)
    for _ in range(300):
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
@pytest.mark.parametrize("name", MAKERS)
def test_learning_rates_that_teach_nothing_are_named(name, rate, sentence):
    with pytest.raises(ValueError, match=sentence):
        MAKERS[name](learning_rate=rate)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("SGD", {"learning_rate": 0.01}),
        ("Momentum", {"learning_rate": 0.01, "momentum": 0.9}),
        ("AdaGrad", {"learning_rate": 0.01, "epsilon": 1e-7}),
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


@pytest.mark.parametrize("make", [dl.SGD, dl.Momentum, dl.AdaGrad, dl.Adam])
def test_a_gradient_without_its_parameter_is_named(make):
    with pytest.raises(ValueError, match=r'grads\["W3"\] has no parameter: params holds W1, b1'):
        make().update({"W1": np.ones(2), "b1": np.ones(1)}, {"W3": np.ones(2)})


@pytest.mark.parametrize("share", [np.array([0.5, 0.9]), np.array([])])
def test_an_array_is_no_share(share):
    with pytest.raises(ValueError, match=r"momentum is array\(.*\), but it must be a number"):
        dl.Momentum(0.1, share)


@pytest.mark.parametrize("make", [dl.SGD, dl.Momentum, dl.AdaGrad, dl.Adam])
def test_a_parameter_that_no_step_can_change_is_named(make):
    params = {"W1": np.broadcast_to(1.0, 2)}
    with pytest.raises(ValueError, match=r'params\["W1"\] is read-only, but its numbers .* params\["W1"\].copy\(\)'):
        make().update(params, {"W1": np.ones(2)})
