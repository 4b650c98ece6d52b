"""Four curves with their slopes, and the two ways to measure one."""

from decimal import Decimal

import numpy as np


def square(x):
    return x * x


def _cube(x):
    return x * x * x


def _exp(x):
    """Return e to the x, rounded correctly, so that the last digit is the same on every processor."""
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(float)
    exact = [float(Decimal(float(value)).exp()) for value in x.ravel()]
    return np.array(exact).reshape(x.shape).astype(x.dtype)[()]


CURVES = {  # name -> the function and its slope
    "x²": (square, lambda x: 2 * x),
    "x³": (_cube, lambda x: 3 * x * x),
    "exp": (_exp, _exp),
    "sin": (np.sin, np.cos),
}


def forward_difference(f, x, h):
    """Return the slope between x and x + h."""
    return (f(x + h) - f(x)) / h


def central_difference(f, x, h):
    """Return the slope between x - h and x + h, in the type of x."""
    return (f(x + h) - f(x - h)) / (2 * h)
