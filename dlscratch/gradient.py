"""Slopes by measurement: nudge, look, compare. Slow, independent of any derivation, and so the judge of all of them."""

import warnings

import numpy as np

from .arrays import all_finite, as_count, as_floats, as_number, check_shape, random_numbers, refuse_read_only


def numerical_diff(f, x, h=1e-5):
    """Return the slope of f at x, measured by a central difference: (f(x + h) - f(x - h)) / 2h.

    `x` is a number, or an array for an f that treats each element by itself. The error shrinks with h squared until
    rounding takes over, near h = 1e-5.
    Raises ValueError for an h that is not above 0, and for an f that returns nothing.

    >>> f"{numerical_diff(lambda x: x**2, 3.0):.6f}"
    '6.000000'
    """
    h = as_number(h, "h", low=0)
    x = as_floats(x, "x", np.float64)
    above, below = _returned(f(x + h)), _returned(f(x - h))
    return (above - below) / (2 * h)


def numerical_gradient(f, x, h=1e-5):
    """Return the slope of f in every element of x, an array of the shape of `x`, measured one element at a time.

    f takes the array and returns one number. `x` is nudged in place and put back, also after an error, so that
    `numerical_gradient(lambda _: net.loss(x, t), net.params["W1"])` measures the network. An array of integers cannot
    hold a nudge: f is given a float copy.
    Raises ValueError where f does not return one number. Warns where `x` is float32, which is too coarse to measure.

    >>> numerical_gradient(lambda x: (x**2).sum(), np.array([1.0, 2.0])).round(6)
    array([2., 4.])
    """
    h = as_number(h, "h", low=0)
    x = as_floats(x, "x")
    refuse_read_only(x, "x")
    warn_if_coarse(x)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        try:
            x[index] = kept + h
            above = _one_number(f(x))
            x[index] = kept - h
            below = _one_number(f(x))
        finally:
            x[index] = kept
        grad[index] = (above - below) / (2 * h)
    return grad


def warn_if_coarse(x):
    """Warn where x is float32: seven digits leave nothing of a small difference of losses."""
    if x.dtype == np.float32:
        warnings.warn("x is float32: a nudge drowns in its rounding. Measure gradients in float64.", stacklevel=3)


def _returned(value):
    if value is None:
        raise ValueError("f must return one number, but it returned None: does its last line lack a return?")
    return value


def _one_number(value):
    if np.size(_returned(value)) != 1:
        raise ValueError(f"f must return one number, but it returned shape {np.shape(value)}: sum or average first.")
    return float(np.asarray(value).reshape(()))


def relative_error(a, b):
    """Return the distance of two arrays as a share of the longer one: |a - b| / max(|a|, |b|), 0 where both are 0.

    A NaN or an infinity is as wrong as can be: the error is infinite.
    Raises ValueError where the shapes differ.

    >>> round(relative_error([1.0], [1.001]), 6)
    0.000999
    """
    a, b = as_floats(a, "a", np.float64), as_floats(b, "b", np.float64)
    check_shape(a, "a", b.shape, "b has shape")
    if not (all_finite(a) and all_finite(b)):
        return np.inf
    largest = max(np.abs(a).max(initial=0), np.abs(b).max(initial=0))
    if largest == 0:
        return 0.0
    a, b = a / largest, b / largest  # squares of very small and very large numbers are 0 and infinite
    return float(np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b)))


def gradient_check(net, x, t, grads=None, *, h=1e-5):
    """Return, for each parameter, the relative error between the derived gradient and the measured one.

    `grads` is the gradient to judge, `net.gradient(x, t)` if not given. Below 1e-6 is right; 1e-2 is a bug. A ReLU
    whose input lies within h of 0 is measured across its corner: move that input.
    Raises ValueError where `grads` lacks a key or has another shape than `params`.
    Warns where rows of `t` do not sum to 1 under a softmax: there (y - t) / N is not the slope of the loss.

    >>> from dlscratch import TwoLayerNet
    >>> net = TwoLayerNet(input_size=3, hidden_size=4, output_size=2, weight_init_std=1.0)
    >>> errors = gradient_check(net, [[1.0, -2.0, 0.5]], [1])
    >>> max(errors.values()) < 1e-6
    True
    """
    grads = _gradient_to_judge(net, x, t, grads)
    return {
        key: relative_error(grads[key], numerical_gradient(lambda _: net.loss(x, t), param, h))
        for key, param in net.params.items()
    }


def directional_check(net, x, t, grads=None, *, h=1e-5, seed=0):
    """Return the relative error of the gradient along one random direction: two losses, however large the network.

    All parameters move together along the direction, by a step of length h there and back; the measured change of the
    loss is compared with the one that the gradient promises. An error in any parameter shows, but not in which.
    Raises ValueError as `gradient_check` does, and for an h that is not above 0; warns as it does, and of float32.

    >>> from dlscratch import TwoLayerNet
    >>> net = TwoLayerNet(input_size=3, hidden_size=4, output_size=2, weight_init_std=1.0)
    >>> directional_check(net, [[1.0, -2.0, 0.5]], [1]) < 1e-6
    True
    """
    grads = _gradient_to_judge(net, x, t, grads)
    warn_if_coarse(next(iter(net.params.values())))
    rng = random_numbers(seed)
    directions = {key: rng.standard_normal(param.shape) for key, param in net.params.items()}
    length = np.sqrt(sum((direction**2).sum() for direction in directions.values()))
    for direction in directions.values():
        direction /= length  # or h would be a large step in a large network, and cross the corners of many units
    kept = {key: param.copy() for key, param in net.params.items()}

    def loss_along(side):
        for key, param in net.params.items():
            param[...] = kept[key] + side * directions[key]
        return net.loss(x, t)

    try:
        measured = numerical_diff(loss_along, 0.0, h)
    finally:
        for key, param in net.params.items():
            param[...] = kept[key]
    promised = sum((grads[key] * directions[key]).sum() for key in net.params)
    return relative_error(promised, measured)


def _gradient_to_judge(net, x, t, grads):
    """Return `grads`, or the network's own, after looking at the data and at the keys and shapes."""
    net.loss(x, t)  # looks at x and t, and makes floats of what was put into params
    _warn_of_targets(net, t)
    grads = net.gradient(x, t) if grads is None else grads
    for key, param in net.params.items():
        refuse_read_only(np.asarray(param), f'params["{key}"]')
        if key not in grads:
            raise ValueError(f'grads has no "{key}": give a gradient for each of {", ".join(net.params)}.')
        check_shape(grads[key], f'grads["{key}"]', np.shape(param), f'params["{key}"] has')
    return grads


def _warn_of_targets(net, t):
    """Warn where the shortcut (y - t) / N does not hold, so that correct code is not blamed for its data."""
    sums = np.sum(t, axis=-1) if np.ndim(t) == 2 else np.ones(1)
    wrong = sums[~np.isclose(sums, 1)]
    if getattr(net, "output", "softmax") == "softmax" and len(wrong):
        warnings.warn(
            f"a row of t sums to {wrong[0]:.3g}, not 1: (y - t) / N is not the slope of -sum t log y there, so the "
            "check fails although the code may be right. Use labels or rows that sum to 1.",
            stacklevel=4,
        )


def gradient_descent(f, init_x, learning_rate=0.1, step_num=100, gradient=None):
    """Return the path downhill from init_x, an array (step_num + 1, ...): each step goes along minus the gradient.

    `gradient(x)` gives the slope; if not given it is measured. `init_x` stays as it is.
    Raises ValueError for a learning rate that is not a number above 0 or a step_num below 1.

    >>> gradient_descent(lambda x: (x**2).sum(), [4.0], learning_rate=0.5, step_num=1).round(6)
    array([[4.],
           [0.]])
    """
    learning_rate = as_number(learning_rate, "learning_rate", low=0)
    x = as_floats(init_x, "init_x", np.float64).copy()
    path = [x.copy()]
    for _ in range(as_count(step_num, "step_num")):
        slope = numerical_gradient(f, x) if gradient is None else as_floats(gradient(x), "gradient(x)")
        check_shape(slope, "gradient(x)", x.shape, "x has")
        x -= learning_rate * slope
        path.append(x.copy())
    return np.array(path)
