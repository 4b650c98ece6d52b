"""The starts that have a name, and where they stand on a chart whose x is the spread of the weights."""

import numpy as np

from ... import svg
from ...networks import INITS


def named_spreads(inputs):
    """Return {name: spread} of the starts with a name, for units with so many inputs.

    >>> {name: round(spread, 3) for name, spread in named_spreads(100).items()}
    {'Xavier': 0.1, 'He': 0.141}
    """
    return {name: float(np.sqrt(INITS[name.lower()] / inputs)) for name in ("Xavier", "He")}


def rules(inputs, y):
    """Return the marks of these starts on a logarithmic axis, their names at the height `y`, to either side."""
    (xavier, at), (he, beyond) = named_spreads(inputs).items()
    words = svg.note(at / 1.03, y, xavier, anchor="end"), svg.note(beyond * 1.03, y, he)
    return [svg.rule(x=at), svg.rule(x=beyond), *words]
