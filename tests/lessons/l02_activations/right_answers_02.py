"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.course import EXERCISES
from dlscratch.lessons.shared import by_hand


def step__where(a):
    return np.where(a > 0, 1, 0)


step__package = dl.step


def step__sign(a):
    return (np.sign(a) + 1) // 2


def step__heaviside(a):
    return np.heaviside(a, 0.0)


def sigmoid__tanh(a):
    return 0.5 * (1 + np.tanh(a / 2))


def sigmoid__float32(a):
    a = a.astype(np.float32)
    return 0.5 + 0.5 * np.tanh(0.5 * a)


def sigmoid__clip(a):
    return 1 / (1 + np.exp(-np.clip(a, -500, 500)))


def sigmoid__masks(a):
    z = np.empty(a.shape)
    z[a >= 0] = 1 / (1 + np.exp(-a[a >= 0]))
    z[a < 0] = np.exp(a[a < 0]) / (1 + np.exp(a[a < 0]))
    return z


sigmoid__package = dl.sigmoid


def sigmoid__one_fraction(a):
    e = np.exp(-np.abs(a))
    return np.where(a < 0, e, 1) / (1 + e)


def relu__where(a):
    return np.where(a > 0, a, 0)


def relu__product(a):
    return a * (a > 0)


def relu__loops(a):
    z = a.copy()
    for index in np.ndindex(z.shape):
        if z[index] < 0:
            z[index] = 0
    return z


relu__package = dl.relu


def relu__half_of_a_and_its_size(a):
    return (a + np.abs(a)) / 2


def d_relu__where(a):
    return np.where(a >= 0, 1.0, 0.0)


def d_relu__fill(a):
    slope = np.zeros_like(a)
    slope[a > 0] = 1
    return slope


def d_relu__package(a):
    layer = dl.ReLU()
    layer.forward(a)
    return layer.backward(np.ones_like(a))


def d_sigmoid_of_a__quotient(a):
    return np.exp(-a) / (1 + np.exp(-a)) ** 2


def d_sigmoid_of_a__package(a):
    layer = dl.Sigmoid()
    layer.forward(a)
    return layer.backward(np.ones_like(a))


def d_sigmoid_of_z__difference(z):
    return z - z**2


def d_sigmoid_of_z__parabola(z):
    return 0.25 - (z - 0.5) ** 2


def d_sigmoid_of_z__package(z):
    layer = dl.Sigmoid()
    layer.forward(np.log(z / (1 - z)))
    return layer.backward(np.ones_like(z))


def tanh__exponentials(a):
    return (1 - np.exp(-2 * a)) / (1 + np.exp(-2 * a))


tanh__package = dl.tanh


def leaky_relu__maximum(a, slope=0.01):
    return np.maximum(a, 0) + slope * np.minimum(a, 0)


leaky_relu__package = dl.leaky_relu


def is_linear__several(f):
    for x in (-3.0, 0.5, 2.0):
        for y in (-1.0, 4.0):
            if abs(f(x + y) - (f(x) + f(y))) > 1e-9 or abs(f(-y * x) + y * f(x)) > 1e-9:
                return False
    return True


def is_linear__numpy_bool(f):
    x, y, c = 2.0, -5.0, -1.0
    return np.isclose(f(x + y), f(x) + f(y)) and np.isclose(f(c * x), c * f(x))


def is_linear__package(f):
    x = np.array([-2.0, 0.5, 3.0])
    slopes = dl.numerical_diff(lambda v: np.array([f(float(value)) for value in v]), x)
    return bool(np.allclose(slopes, slopes[0]) and abs(f(0.0)) < 1e-9)


def open_units_by_hand__where():
    return np.where(np.array([[5, 3], [6, -2]]) > 0, 1.0, 0.0)


def open_units_by_hand__package():
    layer = dl.ReLU()
    layer.forward(by_hand.X @ by_hand.PARAMS["W1"] + by_hand.PARAMS["b1"])
    return layer.backward(np.ones((2, 2)))


def merge_layers__measured(W1, b1, W2, b2):
    b = np.dot(b1, W2) + b2
    W = np.array([np.dot(np.dot(row, W1) + b1, W2) + b2 - b for row in np.eye(len(W1))])
    return [W, b]


def merge_layers__tried_out(W1, b1, W2, b2):
    def layers(x):
        return (x @ W1 + b1) @ W2 + b2

    b = layers(np.zeros(len(W1)))
    return layers(np.eye(len(W1))) - b, b


def merge_layers__package(W1, b1, W2, b2):
    return (dl.Affine(W2, 0 * b2).forward(W1), dl.Affine(W2, b2).forward(b1))


def dead_share__all(a):
    return (a <= 0).all(axis=0).mean()


def dead_share__largest(a):
    return float(np.sum(a.max(axis=0) <= 0) / a.shape[1])


def dead_share__counted(a):
    dead = 0
    for sums in a.T:
        if not np.any(sums > 0):
            dead += 1
    return dead / a.shape[1]


def dead_share__package(a):
    return np.mean((dl.relu(a) == 0).all(axis=0))


def neuron_slope__of_a(x, w, b):
    a = x * w + b
    return x * dl.sigmoid(a) * (1 - dl.sigmoid(a))


def neuron_slope__of_z(x, w, b):
    z = dl.sigmoid(x * w + b)
    return x * z * (1 - z)


def neuron_slope__package(x, w, b):
    return dl.numerical_diff(lambda v: dl.sigmoid(x * v + b), w)


PROBES = {
    "step": ["step(np.linspace(-3, 3, 121))", "step(rng.normal(size=(4, 2, 3)))"],
    "sigmoid": ["sigmoid(np.linspace(-30, 30, 121))", "sigmoid(np.array([[-1e4, 1e4], [-800.0, 800.0]]))"],
    "relu": ["a = np.linspace(-30, 30, 121)\nrelu(a)", "a = rng.normal(size=(4, 2, 3))\nrelu(a)"],
    "d_relu": ["d_relu(np.linspace(-3, 3, 120))", "np.asarray(d_relu(np.array([-1.0, 1.0]))).dtype.kind"],
    "d_sigmoid_of_a": ["d_sigmoid_of_a(np.linspace(-10, 10, 121))"],
    "d_sigmoid_of_z": ["d_sigmoid_of_z(np.linspace(0.001, 0.999, 121))"],
    "tanh": ["tanh(np.linspace(-9, 9, 121))"],
    "leaky_relu": ["leaky_relu(np.linspace(-900, 9, 121))", "leaky_relu(np.linspace(-9, 9, 121), 0.3)"],
    "is_linear": [
        "is_linear(lambda x: -2.5 * x)",
        "is_linear(lambda x: 0.0 * x)",
        "is_linear(lambda x: x / 3)",
        "is_linear(lambda x: x - 2)",
        "is_linear(dl.leaky_relu)",
        "is_linear(dl.tanh)",
        "is_linear(lambda x: x**2)",
        EXERCISES["is_linear"].cases[-1],
        "is_linear(dl.relu)",
    ],
    "open_units_by_hand": ["open_units_by_hand()"],
    "merge_layers": [
        "W1, b1, W2, b2 = rng.normal(size=(4, 2)), rng.normal(size=2), "
        "rng.normal(size=(2, 5)), rng.normal(size=5)\nmerge_layers(W1, b1, W2, b2)"
    ],
    "dead_share": [
        "dead_share(rng.normal(size=(4, 50)) - 1)",
        "dead_share(np.array([[0.0, -1.0], [0.0, 1.0]]))",
        "dead_share(np.ones((3, 2)))",
    ],
    "neuron_slope": ["x, w, b = rng.normal(size=(3, 50))\nneuron_slope(x, w, b)"],
}
