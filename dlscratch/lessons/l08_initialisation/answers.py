"""One way to write each exercise, in the form of its cell: the key that answers are judged against."""

import numpy as np


def spread_ratio(scale, n, rng):
    x = rng.normal(0, 3, (1000, n))  # 1,000 samples of spread 3
    W = rng.normal(0, scale, (n, n))
    return (x @ W).std() / x.std()


def keeping_scale(n, kept):
    return 1 / np.sqrt(n * kept)


def init_weights(sizes, kind, rng):
    params = {}
    for i in range(1, len(sizes)):
        n_in, n_out = sizes[i - 1], sizes[i]
        spread = np.sqrt(1 / n_in) if kind == "xavier" else np.sqrt(2 / n_in)
        params[f"W{i}"] = rng.normal(0, spread, (n_in, n_out))
        params[f"b{i}"] = np.zeros(n_out)
    return params


def glorot_scale(n_in, n_out):
    return np.sqrt(2 / (n_in + n_out))


def diagnoses():
    return {"A": "saturated", "B": "vanishing", "C": "healthy", "D": "exploding"}


def twenty_layer_scale(width):
    return 1.1 / np.sqrt(width)


def mean_and_error(results):
    mean = results.mean()
    error = results.std(ddof=1) / np.sqrt(len(results))
    return mean, error


def init_yes_or_no(rng):
    params = {}
    params["W1"] = rng.normal(0, np.sqrt(2 / 5), (5, 10))
    params["W2"] = rng.normal(0, np.sqrt(2 / 10), (10, 20))
    params["W3"] = rng.normal(0, np.sqrt(2 / 20), (20, 1))
    params["b1"] = np.zeros(10)
    params["b2"] = np.zeros(20)
    params["b3"] = np.zeros(1)
    return params


def xavier_weights(sizes, rng):
    weights = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        weights.append(rng.normal(0, 1 / np.sqrt(n_in), (n_in, n_out)))
    return weights
