"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.shared.by_hand import PARAMS, T, X


def f_slope__rules(x):
    return 0.01 * 2 * x + 0.1


def f_slope__one_fraction(x):
    return (x + 5) / 50


def forward_diff__parts(f, x, h):
    rise = f(x + h) - f(x)
    return rise * (1 / h)


def forward_diff__package(f, x, h):
    return dl.numerical_diff(f, x + h / 2, h / 2)


def numerical_diff__book(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (h * 2)


def numerical_diff__small_forward(f, x):
    h = 1e-8
    return (f(x + h) - f(x)) / h


def numerical_diff__five_points(f, x):
    h = 1e-3
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


numerical_diff__package = dl.numerical_diff


def diagnose_slope__three_values(f, x):
    if np.asarray(x).dtype != np.float64:
        return "float32"
    low, here, high = f(x - 1e-5), f(x), f(x + 1e-5)
    return "corner" if abs(high - 2 * here + low) > 1e-7 else "nothing"


def slope_by_hand__numbers():
    return 33.25, 11.25, 11


def slope_by_hand__package():
    params = {key: param.copy() for key, param in PARAMS.items()}

    def loss(w):
        params["W2"][0, 0] = w
        z = dl.relu(X @ params["W1"] + params["b1"])
        return dl.mean_squared_error(z @ params["W2"] + params["b2"], T)

    return loss(-1), loss(-3), dl.numerical_diff(loss, -2.0)


def partial_x0__lambda(f, x0, x1):
    return dl.numerical_diff(lambda v: f(v, x1), x0)


def partial_x0__differences(f, x0, x1):
    h = 1e-5
    return (f(x0 + h, x1) - f(x0 - h, x1)) / (2 * h)


def partial_x0__package(f, x0, x1):
    return dl.numerical_diff(lambda v: f(v, x1), x0)


def numerical_gradient__book(f, x):
    h = 1e-5
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        above = f(x)
        x[index] = kept - h
        below = f(x)
        grad[index] = (above - below) / (2 * h)
        x[index] = kept
    return grad


def numerical_gradient__new_nudges(f, x):
    x = x if x.dtype.kind == "f" else x.astype(float)
    kept, slopes = x.copy(), []
    for i in range(x.size):
        nudge = np.zeros(x.size)
        nudge[i] = 1e-4
        nudge = nudge.reshape(x.shape)
        x[...] = kept + nudge
        above = f(x)
        x[...] = kept - nudge
        slopes.append((above - f(x)) / 2e-4)
        x[...] = kept
    return np.reshape(slopes, x.shape)


numerical_gradient__package = dl.numerical_gradient


def gradient_descent__path(f, init_x, learning_rate, step_num):
    x = np.array(init_x, dtype=float)
    path = [x.copy()]
    for _ in range(step_num):
        x -= learning_rate * dl.numerical_gradient(f, x)
        path.append(x.copy())
    return np.array(path)


def gradient_descent__new_arrays(f, init_x, learning_rate, step_num):
    path = [init_x]
    for _ in range(step_num):
        path.append(path[-1] - learning_rate * dl.numerical_gradient(f, path[-1]))
    return path


gradient_descent__package = dl.gradient_descent


def diagnose_descent__what_is_gone(losses):
    if (losses[0] - losses[-1]) / losses[0] > 0.1:
        return "fine"
    return "too small" if losses[0] - losses[-1] > 0 else "too large"


def diagnose_descent__nan_by_name(losses):
    if np.isnan(losses[-1]) or losses[-1] >= losses[0]:
        return "too large"
    return "fine" if losses[-1] / losses[0] < 0.9 else "too small"


def count_evaluations__formula(input_size, hidden_size, output_size):
    parameters = input_size * hidden_size + hidden_size + hidden_size * output_size + output_size
    return 2 * parameters


def count_evaluations__layers(input_size, hidden_size, output_size):
    return 2 * ((input_size + 1) * hidden_size + (hidden_size + 1) * output_size)


def count_evaluations__package(input_size, hidden_size, output_size):
    net = dl.MultiLayerNet([input_size, hidden_size, output_size], output="identity")
    return 2 * sum(param.size for param in net.params.values())


def walk_downhill__negative(slope, x, learning_rate, step_num):
    for _ in range(step_num):
        x += -learning_rate * slope(x)
    return x


def walk_downhill__package(slope, x, learning_rate, step_num):
    return dl.gradient_descent(None, [x], learning_rate, step_num, gradient=slope)[-1, 0]


def weight_gradient__argument(x, t, W):
    def loss(V):
        return dl.cross_entropy_error(dl.softmax(x @ V), t)

    return dl.numerical_gradient(loss, W.copy())


def weight_gradient__in_place(x, t, W):
    def loss(_):
        y = dl.softmax(x @ W)
        return dl.cross_entropy_error(y, t)

    return dl.numerical_gradient(loss, W)


def weight_gradient__package(x, t, W):
    affine, layer = dl.Affine(W, np.zeros(W.shape[1])), dl.SoftmaxWithLoss()
    layer.forward(affine.forward(x), t)
    affine.backward(layer.backward())
    return affine.dW


PROBES = {
    "f_slope": ["f_slope(np.linspace(-20, 20, 41))"],
    "forward_diff": ["forward_diff(np.cos, np.linspace(-3, 3, 31), 0.3)", "forward_diff(np.exp, -1.0, 0.01)"],
    "numerical_diff": ["numerical_diff(np.cos, np.linspace(0.2, 2.9, 31))", "numerical_diff(lambda x: x**4 - x, 1.5)"],
    "partial_x0": ["partial_x0(lambda a, b: a**3 * b + b**2, 1.7, -0.6)", "partial_x0(lambda a, b: a - b, 1.0, 2.0)"],
    "diagnose_slope": [
        "[diagnose_slope(lambda v: abs(v - 0.5), x) for x in (np.float64(0.5), np.float64(1), np.float32(0.5))]",
        "[diagnose_slope(lambda v: -dl.relu(v), x) for x in (np.float64(0), np.float64(-3), np.float32(7))]",
        "[diagnose_slope(lambda v: slope * abs(v), np.float64(0)) for slope in (0.0045, 0.006, 0.3)]",
        "[diagnose_slope(lambda v: v**2 - v, x) for x in (np.float64(-9), np.float64(0.5), np.float32(-2))]",
    ],
    "slope_by_hand": ["slope_by_hand()"],
    "diagnose_descent": [
        "diagnose_descent(np.array([2.0, 0.1]))",
        "diagnose_descent([1.0, 30.0, 0.99])",
        "diagnose_descent([3.0, 1.0, 3.0])",
        "diagnose_descent([3.0, np.nan])",
        "diagnose_descent([1.0, np.nan, 0.5])",
        "diagnose_descent([2.0, 1.9, 1.7])",
        "diagnose_descent([10.0, 9.0])",
    ],
    "numerical_gradient": [
        "x = np.array([2.0, -1.0])\nnumerical_gradient(lambda _: x[0] ** 2 * x[1], x)",
        ("x = rng.normal(size=(2, 3, 2))\nnumerical_gradient(lambda x: np.prod(x) + (x**2).sum(), x)"),
        "x = np.array([[3, 4, 5]])\nnumerical_gradient(lambda x: (x**3).sum(), x)",
    ],
    "gradient_descent": [
        ("x = rng.normal(size=(2, 2))\ngradient_descent(lambda x: (x**2).sum() + x[0, 0] * x[1, 1], x, 0.2, 4)"),
    ],
    "count_evaluations": ["count_evaluations(5, 7, 3)", "count_evaluations(9, 2, 4)"],
    "walk_downhill": ["walk_downhill(np.sin, 1.0, 0.3, 7)", "walk_downhill(lambda x: 2 * x, -3.0, 0.2, 5)"],
    "weight_gradient": [
        "x, W = rng.normal(size=(6, 2)), rng.normal(size=(2, 4))\nweight_gradient(x, rng.integers(4, size=6), W)"
    ],
}
