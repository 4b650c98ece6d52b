"""The axes of a chart: which limits and ticks they have, where they lie, how they are drawn."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .areas import Bars, Field
from .marks import Note
from .picture import text, text_width
from .scales import Scale, limits_of

MARGIN = 14  # what a chart leaves free to the right of its axes


@dataclass(frozen=True)
class Plot:
    """The inside of the axes: the two scales, and whether a map is its ground."""

    x: Scale
    y: Scale
    ground: bool


def lay_out(marks, limits, scales, equal, box):
    """Return the plot and its ticks, ((places, words) of x, the same of y), for a box (right, top, bottom).

    `limits` and `scales` are pairs, for x and y. The left edge leaves room for the words of y's ticks.
    """
    right, top, bottom = box
    exact = any(isinstance(mark, Field) for mark in marks)  # the axes end where the map ends
    names = next((mark.names for mark in marks if isinstance(mark, Bars) and mark.names), None)
    log_x, log_y = (scale == "log" for scale in scales)
    count_y = max(2, int((bottom - top) / 48))
    y = Scale(*_limits(marks, 1, limits[1], log_y, count_y, not exact), bottom, top, log_y)
    left = max([text_width(words) for words in y.ticks(count_y)[1]], default=10) + 10
    left = max(left, 44) if equal else left
    count_x = max(2, int((right - left) / 85))
    if names is None:
        snap = not exact and not any(isinstance(mark, Bars) for mark in marks)
        x = Scale(*_limits(marks, 0, limits[0], log_x, count_x, snap), left, right, log_x)
    else:
        x = Scale(-0.6, len(names) - 0.4, left, right)
    if equal:
        x, y = _shrunk(x, y) if exact else _widened(x, y)
    x_ticks = x.ticks(count_x) if names is None else (tuple(range(len(names))), tuple(names))
    return Plot(x, y, exact), (x_ticks, y.ticks(count_y))


def _limits(marks, axis, given, log, count, snap):
    if given is not None:
        low, high = map(float, given)
        if not (np.isfinite([low, high]).all() and low < high and (low > 0 or not log)):
            kind = "positive " if log else ""
            raise ValueError(f"{'xy'[axis]}_limits={given!r} are no limits: give two {kind}numbers, low < high.")
        return low, high
    values = [mark.data()[axis] for mark in marks if not isinstance(mark, Note)]
    return limits_of(np.concatenate(values) if values else [], log, count, snap)


def _units(x, y):
    """Return how many picture units a unit of x and a unit of y take."""
    return [abs(scale.end - scale.start) / (scale.high - scale.low) for scale in (x, y)]


def _shrunk(x, y):
    """Make the axes smaller until a unit is as long across as up."""
    unit_x, unit_y = _units(x, y)
    if unit_x > unit_y:
        return replace(x, end=x.start + (x.high - x.low) * unit_y), y
    return x, replace(y, end=y.start - (y.high - y.low) * unit_x)


def _widened(x, y):
    """Widen the limits of one axis, about its middle, until a unit is as long across as up."""
    unit_x, unit_y = _units(x, y)
    scale, unit = (x, unit_y) if unit_x > unit_y else (y, unit_x)
    half, middle = abs(scale.end - scale.start) / unit / 2, (scale.low + scale.high) / 2
    wide = replace(scale, low=middle - half, high=middle + half)
    return (wide, y) if scale is x else (x, wide)


@lru_cache(maxsize=64)  # a live axis rests: most pictures have the axes of the one before
def draw_axes(plot, ticks, x_label):
    """Return the grid, the two axes, their ticks with words, and the label of x, as one piece of SVG text."""
    (x_ticks, x_words), (y_ticks, y_words) = ticks
    left, right, bottom, top = plot.x.start, plot.x.end, plot.y.start, plot.y.end
    x_places, y_places = plot.x(x_ticks).tolist(), plot.y(y_ticks).tolist()
    lines = "".join([f"M{left:.1f} {p:.1f}H{right:.1f}" for p in y_places])
    parts = [f'<path d="{lines}" stroke="currentColor" stroke-width="2" stroke-opacity=".12"/>'] if lines else []
    notches = "".join([f"M{p:.1f} {bottom:.1f}v5" for p in x_places])
    parts.append(
        f'<path d="M{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}{notches}" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-opacity=".6"/>'
    )
    parts += [text(left - 8, p + 5, w, anchor="end") for p, w in zip(y_places, y_words, strict=True)]
    free = -1e9  # where the text before ends: a tick that would touch it stays without words
    for place, words in zip(x_places, x_words, strict=True):
        half = text_width(words) / 2
        middle = min(place, right + MARGIN - half)  # the last words stay inside the picture
        if middle - half > free:
            parts.append(text(middle, bottom + 20, words, anchor="middle"))
            free = middle + half + 4
    if x_label:
        parts.append(text((left + right) / 2, bottom + 40, x_label, anchor="middle", muted=True))
    return "".join(parts)
