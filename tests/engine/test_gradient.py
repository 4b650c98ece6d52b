import warnings

import numpy as np
import pytest
from random_networks import random_case

import dlscratch as dl


@pytest.mark.parametrize(
    ("f", "slope"),
    [(np.exp, np.exp), (np.sin, np.cos), (lambda x: x**3, lambda x: 3 * x**2), (lambda x: 2 * x + 1, lambda x: 2)],
)
def test_numerical_diff_against_the_derived_slope(f, slope):
    assert dl.numerical_diff(f, 1.3) == pytest.approx(slope(1.3), rel=1e-9)
    xs = np.linspace(-1, 2, 5)
    np.testing.assert_allclose(dl.numerical_diff(f, xs), slope(xs) * np.ones(5), rtol=1e-8, atol=1e-9)
    assert dl.numerical_diff(f, 1) == pytest.approx(slope(1.0), rel=1e-9)


def test_the_error_of_numerical_diff_falls_with_h_squared():
    coarse, fine = (abs(dl.numerical_diff(np.exp, 1.0, h) - np.e) for h in (1e-2, 1e-3))
    assert coarse / fine == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 1, 3), ()])
def test_numerical_gradient_of_any_shape(shape):
    rng = np.random.default_rng(0)
    x, c = rng.normal(size=shape), rng.normal(size=shape)
    np.testing.assert_allclose(dl.numerical_gradient(lambda x: (c * np.exp(x)).sum(), x), c * np.exp(x), rtol=1e-8)


def test_numerical_gradient_nudges_the_array_itself_and_puts_it_back():
    x = np.array([0.1, 0.7])
    before = x.tobytes()
    grad = dl.numerical_gradient(lambda _: (x**2).sum(), x)
    np.testing.assert_allclose(grad, 2 * x, rtol=1e-8)
    assert x.tobytes() == before


def test_numerical_gradient_puts_x_back_after_an_error():
    x = np.array([0.1, 0.7])
    before = x.tobytes()
    with pytest.raises(ZeroDivisionError):
        dl.numerical_gradient(lambda _: 1 / 0, x)
    assert x.tobytes() == before


def test_integers_are_measured_as_floats():
    np.testing.assert_allclose(dl.numerical_gradient(lambda x: (x**2).sum(), np.array([1, 2])), [2, 4], rtol=1e-8)
    np.testing.assert_allclose(dl.numerical_gradient(lambda x: (x**2).sum(), [1, 2]), [2, 4], rtol=1e-8)
    np.testing.assert_allclose(dl.numerical_gradient(lambda x: x**2, 3), 6, rtol=1e-8)


def test_float32_is_too_coarse_and_says_so_once():
    with pytest.warns(UserWarning, match="x is float32: .* Measure gradients in float64") as caught:
        dl.numerical_gradient(lambda x: (x**2).sum(), np.ones(3, np.float32))
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("f", "sentence"),
    [
        (lambda x: x, r"f must return one number, but it returned shape \(2,\): sum or average first"),
        (lambda x: None, "f must return one number, but it returned None: does its last line lack a return"),
    ],
)
def test_a_function_that_gives_no_number_is_named(f, sentence):
    with pytest.raises(ValueError, match=sentence):
        dl.numerical_gradient(f, np.ones(2))


def test_a_function_that_returns_nothing_is_named():
    with pytest.raises(ValueError, match="does its last line lack a return"):
        dl.numerical_diff(lambda x: None, 1.0)


@pytest.mark.parametrize("h", [0, -1e-5, np.nan, "small"])
@pytest.mark.parametrize("measure", [dl.numerical_diff, dl.numerical_gradient])
def test_a_nudge_that_is_none_is_named(measure, h):
    with pytest.raises(ValueError, match=f"h is {h!r}, but it must be"):
        measure(np.sum, np.ones(2), h)


def test_relative_error():
    assert dl.relative_error([3.0, 4.0], [3.0, 4.0]) == 0
    assert dl.relative_error([0.0], [0.0]) == 0
    assert dl.relative_error([0.0, 0.0], [3.0, 4.0]) == dl.relative_error([3.0, 4.0], [0.0, 0.0]) == 1
    assert dl.relative_error([1.0], [-1.0]) == 2
    assert dl.relative_error([10, 0], [0, 10]) == pytest.approx(np.sqrt(2))
    assert dl.relative_error([1e-9], [2e-9]) == 0.5
    assert dl.relative_error([2.0], [1.0]) == dl.relative_error([1.0], [2.0])


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_as_wrong_as_can_be(wrong):
    assert dl.relative_error([wrong, 1.0], [1.0, 1.0]) == np.inf
    assert dl.relative_error([1.0, 1.0], [1.0, wrong]) == np.inf


def test_relative_error_compares_no_column_with_a_row():
    with pytest.raises(ValueError, match=r"a has shape \(3, 1\), but b has shape \(3,\)"):
        dl.relative_error(np.ones((3, 1)), np.ones(3))


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("output", ["softmax", "sigmoid", "identity"])
def test_both_checks_pass_a_right_gradient(output, seed):
    net, x, t = random_case([3, 4, 4, 2], output, seed, activation="tanh")
    before = {key: param.tobytes() for key, param in net.params.items()}
    errors = dl.gradient_check(net, x, t)
    assert list(errors) == list(net.params)
    assert max(errors.values()) < 1e-6
    assert dl.directional_check(net, x, t, seed=seed) < 1e-6
    assert {key: param.tobytes() for key, param in net.params.items()} == before


@pytest.mark.parametrize("key", ["W1", "b1", "W2", "b2", "W3", "b3"])
def test_both_checks_see_a_gradient_wrong_by_a_thousandth_and_one_says_where(key):
    net, x, t = random_case([3, 4, 4, 2], activation="tanh")
    grads = net.gradient(x, t)
    grads[key] = 1.001 * grads[key]
    errors = dl.gradient_check(net, x, t, grads)
    assert errors.pop(key) > 5e-4
    assert max(errors.values()) < 1e-6
    assert dl.directional_check(net, x, t, grads) > 1e-5


def test_one_wrong_element_is_seen():
    net, x, t = random_case([3, 4, 2], activation="tanh")
    grads = net.gradient(x, t)
    grads["W1"][2, 3] *= 1.001
    assert dl.gradient_check(net, x, t, grads)["W1"] > 1e-5
    assert dl.directional_check(net, x, t, grads) > 1e-6


def test_a_nan_in_a_gradient_is_seen_wherever_it_stands():
    net, x, t = random_case([3, 4, 2])
    grads = net.gradient(x, t)
    grads["W2"][0, 0] = np.nan
    assert max(dl.gradient_check(net, x, t, grads).values()) == np.inf
    assert dl.directional_check(net, x, t, grads) == np.inf


def test_the_directional_check_is_as_sharp_on_a_large_network():
    net, x, t = random_case([784, 50, 10], activation="sigmoid", n=3)
    assert dl.directional_check(net, x, t) < 1e-6


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_corner_deceives_the_directional_check(activation, seed):
    """The step has length h in all parameters together, however many there are."""
    net, rng = dl.MultiLayerNet([784, 256, 128, 10], activation), np.random.default_rng(seed)
    x, t = rng.random((100, 784)), rng.integers(10, size=100)  # as many inputs above 0 as an image has, and more
    assert dl.directional_check(net, x, t, seed=seed) < 1e-6
    grads = net.gradient(x, t)
    grads["W1"] = 1.01 * grads["W1"]
    assert dl.directional_check(net, x, t, grads, seed=seed) > 1e-5


def test_the_directional_check_refuses_what_cannot_be_measured():
    net, x, t = random_case([3, 4, 2])
    for h in (0, -1e-5, "a"):
        with pytest.raises(ValueError, match="h is "):
            dl.directional_check(net, x, t, h=h)
    net = dl.MultiLayerNet([3, 4, 2], dtype=np.float32)
    with pytest.warns(UserWarning, match="Measure gradients in float64"):
        dl.directional_check(net, x, t)


@pytest.mark.parametrize("size", [1e-200, 1e-320, 1.0, 1e200, 1e308])
def test_relative_error_of_numbers_of_any_size(size):
    assert dl.relative_error([size, 0.0], [size, 0.0]) == 0.0
    assert dl.relative_error([size, size], [size, -size]) == pytest.approx(2**0.5)
    assert dl.relative_error([], []) == 0.0


@pytest.mark.parametrize("check", [dl.gradient_check, dl.directional_check])
def test_checks_name_what_does_not_fit(check):
    net, x, t = random_case([3, 4, 2])
    grads = net.gradient(x, t)
    with pytest.raises(ValueError, match='grads has no "b2": give a gradient for each of W1, b1, W2, b2'):
        check(net, x, t, {key: grads[key] for key in ("W1", "b1", "W2")})
    with pytest.raises(ValueError, match=r'grads\["b1"\] has shape \(1, 4\), but params\["b1"\] has \(4,\)'):
        check(net, x, t, {**grads, "b1": grads["b1"][np.newaxis]})
    with pytest.raises(ValueError, match="x has shape"):
        check(net, x[:, :2], t)
    with pytest.raises(TypeError, match="t must hold numbers"):
        check(net, x, [["a", "b"]] * len(x))


@pytest.mark.parametrize("check", [dl.gradient_check, dl.directional_check])
def test_whole_numbers_in_params_are_measured_too(check):
    net, x, t = random_case([3, 4, 2])
    net.params["W2"] = np.array([[1, 2], [3, 4], [-1, 0], [2, -2]])
    worst = check(net, x, t)
    assert np.max(list(worst.values()) if isinstance(worst, dict) else worst) < 1e-6


@pytest.mark.parametrize("check", [dl.gradient_check, dl.directional_check])
def test_rows_of_targets_that_do_not_sum_to_1_are_to_blame_not_the_code(check):
    net, x, _ = random_case([3, 4, 2], n=2)
    rows = np.array([[0.5, 0.5], [0.9, 0.4]])
    with pytest.warns(UserWarning, match=r"a row of t sums to 1.3, not 1: .* although the code may be right") as caught:
        worst = check(net, x, rows)
    assert caught[0].filename == __file__
    assert np.max(list(worst.values()) if isinstance(worst, dict) else worst) > 1e-3


@pytest.mark.parametrize("output", ["sigmoid", "identity"])
def test_other_outputs_may_have_any_sums(output):
    net, x, _ = random_case([3, 4, 2], output, n=2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert max(dl.gradient_check(net, x, np.array([[0.5, 0.5], [0.9, 0.4]])).values()) < 1e-6


def test_descent_on_a_parabola_in_closed_form():
    path = dl.gradient_descent(lambda x: (x**2).sum(), [4, -2], learning_rate=0.1, step_num=20)
    expected = 0.8 ** np.arange(21)[:, np.newaxis] * [4, -2]
    np.testing.assert_allclose(path, expected, rtol=1e-7)
    assert path.shape == (21, 2)


def test_descent_takes_a_hundred_small_steps_unless_told_otherwise():
    path = dl.gradient_descent(lambda x: (x**2).sum(), [1.0])
    assert path.shape == (101, 1)
    assert path[1, 0] == pytest.approx(0.8)


def test_descent_with_a_given_slope_leaves_the_start(read_only):
    start = read_only([4.0, -2.0])
    path = dl.gradient_descent(None, start, learning_rate=0.25, step_num=2, gradient=lambda x: 2 * x)
    assert path.tolist() == [[4, -2], [2, -1], [1, -0.5]]
    path = dl.gradient_descent(None, [4], learning_rate=1, step_num=1, gradient=lambda x: [1])
    assert path.tolist() == [[4], [3]]


@pytest.mark.parametrize(
    ("name", "value"), [("learning_rate", 0), ("learning_rate", -1), ("step_num", 0), ("step_num", 1.5)]
)
def test_descent_names_settings_that_do_not_descend(name, value):
    with pytest.raises(ValueError, match=f"{name} is {value}, but it must be"):
        dl.gradient_descent(np.sum, [1.0], **{name: value})


def test_descent_names_a_slope_of_another_shape():
    with pytest.raises(ValueError, match=r"gradient\(x\) has shape \(1,\), but x has \(2,\)"):
        dl.gradient_descent(None, [1.0, 2.0], gradient=lambda x: [1.0])


def test_an_array_that_cannot_be_nudged_is_named():
    x = np.array([1.0, 2.0])
    x.flags.writeable = False
    with pytest.raises(ValueError, match=r"x is read-only, but its numbers are to be changed: give a copy, x.copy\(\)"):
        dl.numerical_gradient(np.sum, x)
    net = dl.MultiLayerNet([2, 3])
    net.params["b1"].flags.writeable = False
    for check in (dl.gradient_check, dl.directional_check):
        with pytest.raises(ValueError, match=r'params\["b1"\] is read-only'):
            check(net, [[1.0, 2.0]], [1])
