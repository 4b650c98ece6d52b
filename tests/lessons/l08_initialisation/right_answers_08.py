"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.course import EXERCISES
from dlscratch.networks import INITS


def spread_ratio__standard(scale, n, rng):
    x = rng.normal(0, 3, (1000, n))
    W = scale * rng.standard_normal((n, n))
    a = x @ W
    return np.sqrt(a.var() / x.var())


def spread_ratio__uniform(scale, n, rng):
    x = rng.normal(0, 3, (1000, n))
    W = rng.uniform(-np.sqrt(3) * scale, np.sqrt(3) * scale, (n, n))
    return np.std(x @ W) / np.std(x)


def keeping_scale__power(n, kept):
    return (n * kept) ** -0.5


def keeping_scale__package(n, kept):
    return np.sqrt(INITS["xavier"] / (n * kept))


def init_weights__standard(sizes, kind, rng):
    params = {}
    for i, (n_in, n_out) in enumerate(zip(sizes, sizes[1:], strict=False), start=1):
        gain = 2 if kind == "he" else 1
        params[f"W{i}"] = rng.standard_normal((n_in, n_out)) * (gain / n_in) ** 0.5
        params[f"b{i}"] = np.zeros(n_out)
    return params


def init_weights__package(sizes, kind, rng):
    return dl.MultiLayerNet(sizes, weight_init_std=kind, seed=rng).params


def glorot_scale__mean(n_in, n_out):
    return 1 / np.sqrt((n_in + n_out) / 2)


def diagnoses__dict():
    return dict(A="saturated", B="vanishing", C="healthy", D="exploding")


def twenty_layer_scale__xavier(width):
    return 1 / np.sqrt(width)


def twenty_layer_scale__a_little_more(width):
    return (1.4 / width) ** 0.5


def mean_and_error__spelled_out(results):
    n = len(results)
    mean = sum(results) / n
    variance = sum((results - mean) ** 2) / (n - 1)
    return mean, np.sqrt(variance / n)


def twenty_layer_scale__he(width):
    return np.sqrt(2 / width)


def mean_and_error__list(results):
    return [results.mean(), np.sqrt(results.var(ddof=1) / len(results))]


def init_yes_or_no__loop(rng):
    params = {}
    for i, (n_in, n_out) in enumerate([(5, 10), (10, 20), (20, 1)], start=1):
        params[f"W{i}"] = rng.standard_normal((n_in, n_out)) / np.sqrt(n_in)
        params[f"b{i}"] = np.zeros(n_out)
    return params


def init_yes_or_no__package(rng):
    return dl.MultiLayerNet([5, 10, 20, 1], output="sigmoid", seed=rng).params


def xavier_weights__package(sizes, rng):
    params = dl.MultiLayerNet(sizes, weight_init_std="xavier", seed=rng).params
    return [params[f"W{i}"] for i in range(1, len(sizes))]


def xavier_weights__standard(sizes, rng):
    return [rng.standard_normal((sizes[i], sizes[i + 1])) / sizes[i] ** 0.5 for i in range(len(sizes) - 1)]


PROBES = {
    "spread_ratio": [
        "spread_ratio(0.7, 64, rng)",
        "spread_ratio(0.02, 200, rng)",
        "len({round(spread_ratio(2.0, 1, np.random.default_rng(seed)), 6) for seed in range(5)})",
    ],
    "keeping_scale": ["keeping_scale(7, 0.3)", "keeping_scale(50, 0.9)"],
    "init_weights": EXERCISES["init_weights"].cases,
    "glorot_scale": ["glorot_scale(7, 30)", "glorot_scale(2, 2)"],
    "diagnoses": ["diagnoses()"],
    "twenty_layer_scale": EXERCISES["twenty_layer_scale"].cases,
    "mean_and_error": ["mean_and_error(rng.normal(3.0, 2.0, 9))", "mean_and_error(np.array([1.0, 2.0, 6.0]))"],
    "init_yes_or_no": EXERCISES["init_yes_or_no"].cases,
    "xavier_weights": EXERCISES["xavier_weights"].cases
    + ["[round(float(W.std()), 3) for W in xavier_weights([300, 300], rng)]"],
}
