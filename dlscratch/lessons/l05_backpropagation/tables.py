"""Vectors and matrices as text and as coloured tables."""

import numpy as np

from ... import svg


def row(values, digits=4):
    """Return a vector as text: [0.0871 −0.0871]."""
    return "[" + listed(values, digits) + "]"


def listed(values, digits=3):
    rounded = np.round(np.ravel(values), digits) + 0.0  # no minus in front of a zero
    return " ".join(f"{value:.{digits}f}".rstrip("0").rstrip(".") for value in rounded).replace("-", "−")


def table(title, values, width=210, digits=4, limit=None):
    """Return a matrix as a table: its numbers on colours, blue above zero and orange below, strongest at `limit`."""
    values = np.atleast_2d(np.round(values, digits))  # what reads 0 has the colour of 0
    words = [[listed(value, digits) for value in line] for line in values]
    limit = limit or float(np.abs(values).max()) or 1.0
    return svg.heat_map(
        values,
        title=title,
        desc="",
        palette="diverging",
        limits=(-limit, limit),
        numbers=words,
        bar=False,
        width=width,
        height=30 + 32 * len(words),
    )
