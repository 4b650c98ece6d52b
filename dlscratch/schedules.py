"""Schedules: learning rates that change on the way. Each is a function of the step, which is counted from 0.

An optimizer takes one wherever it takes a number: `SGD(learning_rate=cosine(0.1, steps=1000))`.
"""

import math

from .arrays import as_count, as_number


def step_decay(learning_rate, every, factor=0.1):
    """Return the schedule that multiplies the rate by `factor` after each `every` steps.

    rate = learning_rate factor^(step // every)
    Source: Krizhevsky, Sutskever and Hinton (2012), section 5, who divided by 10. Raises ValueError for settings that
    do not fit.

    >>> rate = step_decay(0.8, every=2, factor=0.5)
    >>> [rate(step) for step in range(6)]
    [0.8, 0.8, 0.4, 0.4, 0.2, 0.2]
    """
    learning_rate, every = as_learning_rate(learning_rate), as_count(every, "every")
    factor = as_number(factor, "factor", low=0)

    def rate(step):
        return rate_at(learning_rate, step) * factor ** (step // every)

    return rate


def cosine(learning_rate, steps, lowest=0.0):
    """Return the schedule that falls from `learning_rate` at step 0 to `lowest` at step `steps`, and stays there.

    rate = lowest + (learning_rate - lowest) (1 + cos(pi step / steps)) / 2
    Source: Loshchilov and Hutter (2017), equation 5, without restarts. Raises ValueError for settings that do not fit.

    >>> rate = cosine(0.1, steps=4)
    >>> [round(rate(step), 4) for step in range(6)]
    [0.1, 0.0854, 0.05, 0.0146, 0.0, 0.0]
    """
    learning_rate, steps = as_learning_rate(learning_rate), as_count(steps, "steps")
    lowest = as_number(lowest, "lowest")

    def rate(step):
        return lowest + (rate_at(learning_rate, step) - lowest) * (1 + math.cos(math.pi * min(step / steps, 1))) / 2

    return rate


def warm_up(learning_rate, steps):
    """Return the schedule that rises in `steps` equal stairs to `learning_rate`, which may be a schedule itself.

    rate = learning_rate min((step + 1) / steps, 1)
    Source: Goyal and others (2017), section 2.2. Raises ValueError for settings that do not fit.

    >>> rate = warm_up(cosine(0.1, steps=8), steps=4)
    >>> [round(rate(step), 3) for step in range(9)]
    [0.025, 0.048, 0.064, 0.069, 0.05, 0.031, 0.015, 0.004, 0.0]
    """
    learning_rate, steps = as_learning_rate(learning_rate), as_count(steps, "steps")

    def rate(step):
        return rate_at(learning_rate, step) * min((step + 1) / steps, 1)

    return rate


def rate_at(learning_rate, step):
    """Return the learning rate of a step: a number is the same at each, a schedule is asked.

    Raises ValueError where a schedule returns no number, or one below 0.

    >>> rate_at(0.1, step=7), rate_at(lambda step: 1 / (step + 1), step=3)
    (0.1, 0.25)
    """
    if not callable(learning_rate):
        return learning_rate
    rate = as_number(learning_rate(step), f"learning_rate({step})")
    if rate < 0:
        raise ValueError(f"learning_rate({step}) is {rate!r}, but below 0 a step climbs: let the schedule end at 0.")
    return rate


def as_learning_rate(value):
    """Return a learning rate as a float above 0, or a schedule as it is; raise ValueError with the reason."""
    if callable(value):
        rate_at(value, 0)
        return value
    rate = as_number(value, "learning_rate")
    if rate <= 0:
        why = "at 0 no weight ever moves" if rate == 0 else "below 0 each step climbs"
        raise ValueError(f"learning_rate is {value!r}, but {why}: use a number above 0, such as 0.1.")
    return rate
