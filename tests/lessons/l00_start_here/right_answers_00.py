"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl

identity__package = dl.identity


def count_numbers__loop(x):
    count = 0
    for row in x:
        count += len(row)
    return count


def weighted_rows__sum(x, w):
    return np.sum(x * w, axis=1)


def weighted_rows__package(x, w):
    return dl.Affine(w, 0.0).forward(x)


BATCH = "x, W, b = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)\n"

PROBES = {
    "identity": ["identity(np.linspace(-3, 3, 7))"],
    "count_numbers": ["count_numbers(np.ones((3, 7)))", "count_numbers(np.ones((2, 1)))"],
    "weighted_rows": [BATCH + "weighted_rows(x, W[:, 0])"],
}
