"""From data to places on the picture: limits, ticks, linear and logarithmic scales."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .picture import SUPERSCRIPT, number
from .png import HAIR

LARGEST = 1e300  # beyond it a difference of two values overflows


def ticks(low, high, count=5):
    """Return round numbers (1, 2 or 5 times a power of ten) from low to high, about `count` of them, as an array.

    >>> ticks(0, 17).tolist()
    [0.0, 5.0, 10.0, 15.0]
    """
    step = _step(low, high, count)
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    decimals = max(0, -int(np.floor(np.log10(step))))
    return np.array([round(float(i * step), decimals) + 0.0 for i in range(int(first), int(last) + 1)])


def log_ticks(low, high, count=6):
    """Return powers of ten from low to high (with 2 and 5 times them where there is room) as an array.

    >>> log_ticks(0.01, 10).tolist()
    [0.01, 0.1, 1.0, 10.0]
    >>> log_ticks(0.5, 5).tolist()
    [0.5, 1.0, 2.0, 5.0]
    """
    first, last = int(np.floor(np.log10(low) + 1e-9)), int(np.ceil(np.log10(high) - 1e-9))
    choices = [(1, (1, 2, 5)), *((stride, (1,)) for stride in range(1, last - first + 1))]
    rows = [_inside(low, high, [f * 10.0**p for p in range(first, last + 1, s) for f in fs]) for s, fs in choices]
    rows = [row for row in rows if len(row) >= 2]
    fitting = [row for row in rows if len(row) <= max(count, 2) + 1]
    return np.array(fitting[0] if fitting else min(rows, key=len)) if rows else ticks(low, high, count)


def _inside(low, high, values):
    return [value for value in values if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]


def _step(low, high, count):
    rough = (high - low) / max(count, 1) or 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    return float(power * next(f for f in (1, 2, 5, 10) if f * power >= rough * (1 - 1e-9)))


@dataclass(frozen=True)
class Scale:
    """Maps data from [low, high] to picture units from `start` to `end`; with `log` by the logarithm."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, values):
        """Return the places of `values` (array): NaN where there is none, never further than 10,000 units away."""
        values = np.asarray(values, float)
        if self.log:
            values = np.log10(np.where(values > 0, values, np.nan))
            low, high = np.log10(self.low), np.log10(self.high)
        else:
            low, high = self.low, self.high
        values = np.where(np.isfinite(values), np.clip(values, -LARGEST, LARGEST), np.nan)
        place = self.start + (values - low) * ((self.end - self.start) / (high - low))
        return np.clip(place + HAIR, -10000, 10000)

    def ticks(self, count):
        """Return about `count` round values and their words, two tuples."""
        return _ticks_and_words(self.low, self.high, count, self.log)


@lru_cache(maxsize=256)  # a live axis rests: most pictures have the ticks of the one before
def _ticks_and_words(low, high, count, log):
    values = (log_ticks if log else ticks)(low, high, count)
    return tuple(values.tolist()), tuple(tick_words(values))


def limits_of(values, log, count=5, snap=True):
    """Return (low, high) around the finite values, moved outwards to round numbers so that a live axis rests."""
    values = np.asarray(values, float)
    values = values[np.isfinite(values) & (values > (1e-300 if log else -LARGEST)) & (values < LARGEST)]
    if not values.size:
        return (0.1, 10.0) if log else (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if log:
        return _log_limits(low, high) if snap else _widen_log(low, high)
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        low, high = low - (abs(low) * 0.1 or 0.5), high + (abs(high) * 0.1 or 0.5)
    if not snap:
        return low, high
    step = _step(low, high, count)
    return float(np.floor(low / step + 1e-9) * step), float(np.ceil(high / step - 1e-9) * step)


def _widen_log(low, high):
    return (low, high) if high > low * 1.000001 else (low / 2, high * 2)


def _log_limits(low, high):
    low, high = _widen_log(low, high)
    factors = (1, 10) if high / low > 1e3 else (1, 2, 5, 10)
    below, above = (10.0 ** np.floor(np.log10(v) + 1e-9) for v in (low, high))
    return (
        float(max(f * below for f in factors if f * below <= low * (1 + 1e-9))),
        float(min(f * above for f in factors if f * above >= high * (1 - 1e-9))),
    )


def tick_words(values):
    """Return the texts of the ticks, all with the same number of decimals where that reads well."""
    values = np.asarray(values, float)
    largest = np.max(np.abs(values), initial=0)
    if len(values) < 2 or largest >= 1e6 or largest < 1e-3:
        return [number(v) for v in values]
    steps = np.diff(values)
    if steps.max() > 1.5 * steps.min():  # logarithmic
        powers = np.log10(values)
        if values[0] < 1e-3 and np.allclose(powers, np.rint(powers)):
            return ["10" + str(int(p)).translate(SUPERSCRIPT) for p in np.rint(powers)]
        return [number(v) for v in values]
    decimals = max(0, -int(np.floor(np.log10(steps.min()) + 1e-9)))
    return [f"{v:,.{decimals}f}".replace("-", "−") for v in values] if decimals <= 5 else [number(v) for v in values]
