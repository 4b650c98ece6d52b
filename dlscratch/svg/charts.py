"""Axes, and a chart: axes with marks on them."""

from dataclasses import dataclass, replace

import numpy as np

from .areas import Bars, Contours, Field
from .marks import Line, Note, Rule
from .picture import Picture, heading, text, text_width
from .scales import Scale, limits_of, tick_words

LINE = 20  # height of a line of text


@dataclass(frozen=True)
class Plot:
    """The inside of the axes: the two scales, and whether a map is its ground."""

    x: Scale
    y: Scale
    ground: bool


def chart(
    *marks,
    title,
    desc,
    x_label="",
    y_label="",
    x_scale="linear",
    y_scale="linear",
    x_limits=None,
    y_limits=None,
    equal=False,
    legend="auto",
    show_title=True,
    width=700,
    height=360,
):
    """Return a picture of axes with `marks` on them, drawn in the order given.

    `title` and `desc` (one sentence) say what is seen. Scales are "linear" or "log"; limits are (low, high), else they
    follow the data, rounded outwards. `equal` gives x and y the same units. `legend` is "direct" (names at the ends of
    the lines), "top", "none", or "auto". Raises ValueError for an unknown scale or legend.

    >>> from dlscratch import svg
    >>> loss = svg.line([0, 1, 2], [2.3, 0.5, 0.1], "training loss")
    >>> svg.chart(loss, title="Loss", desc="It falls from 2.3 to 0.1.", x_label="epoch", y_scale="log")
    Loss: It falls from 2.3 to 0.1.
    """
    for name, value, allowed in (
        ("x_scale", x_scale, ("linear", "log")),
        ("y_scale", y_scale, ("linear", "log")),
        ("legend", legend, ("auto", "direct", "top", "none")),
    ):
        if value not in allowed:
            raise ValueError(f"{name}={value!r} is unknown: choose one of {', '.join(allowed)}.")
    styled = _with_styles(marks)
    named = [(mark, style) for mark, style in styled if mark.name]
    if legend == "auto":
        legend = "direct" if named and all(isinstance(mark, Line) for mark, _ in named) else "top"
    shown = named if legend != "none" else []
    parts, top = ([heading(title)], 26) if show_title else ([], 4)
    if legend == "top" and shown:
        rows, used = _top_legend(shown, width, top)
        parts, top = parts + rows, top + used
    if y_label:
        parts, top = [*parts, text(0, top + 14, y_label, muted=True)], top + 24
    bottom = height - 24 - (LINE if x_label else 0)
    right = 14 + (max(text_width(m.name) for m, _ in shown) + 38 if legend == "direct" and shown else 0)
    top += 6
    plot, ticks = _lay_out(marks, (x_limits, y_limits), (x_scale, y_scale), equal, (width - right, top, bottom))
    parts += _axes(plot, ticks, x_label)
    parts += _marks(plot, styled)
    if legend == "direct" and shown:
        parts += _direct_legend(plot, shown, top, bottom)
    return Picture(width, height, tuple(parts), title, desc)


def _with_styles(marks):
    """Pair each mark with its style: the one it asks for, else the next; marks without a name share the first."""
    styled, following = [], 0
    for mark in marks:
        style = mark.style
        if style is None:
            style = following
            following += bool(mark.name) and not isinstance(mark, Contours)
        styled.append((mark, style))
    return styled


def _lay_out(marks, limits, scales, equal, box):
    """Return the plot and its ticks: ((place, words) for x, the same for y)."""
    right, top, bottom = box
    exact = any(isinstance(mark, Field) for mark in marks)
    names = next((mark.names for mark in marks if isinstance(mark, Bars) and mark.names), None)
    count_y = max(2, int((bottom - top) / 48))
    low_y, high_y = _limits(marks, 1, limits[1], scales[1] == "log", count_y, not exact)
    y = Scale(low_y, high_y, bottom, top, scales[1] == "log")
    y_ticks = y.ticks(count_y)
    y_words = tick_words(y_ticks)
    left = max([text_width(w) for w in y_words], default=10) + 10
    count_x = max(2, int((right - left) / 85))
    snap = not exact and not any(isinstance(mark, Bars) and not mark.names for mark in marks)
    low_x, high_x = _limits(marks, 0, limits[0], scales[0] == "log", count_x, snap and names is None)
    if names is not None:
        low_x, high_x = -0.6, len(names) - 0.4
    x = Scale(low_x, high_x, left, right, scales[0] == "log")
    if equal:
        x, y = _shrunk(x, y) if exact else _widened(x, y)
        y_ticks = y.ticks(count_y)
        y_words = tick_words(y_ticks)
    x_ticks = x.ticks(count_x)
    x_words = tick_words(x_ticks)
    if names is not None:
        x_ticks, x_words = np.arange(len(names)), names
    return Plot(x, y, exact), ((x_ticks, x_words), (y_ticks, y_words))


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


def _axes(plot, ticks, x_label):
    (x_ticks, x_words), (y_ticks, y_words) = ticks
    left, right, bottom, top = plot.x.start, plot.x.end, plot.y.start, plot.y.end
    x_places, y_places = plot.x(x_ticks).tolist(), plot.y(y_ticks).tolist()
    lines = "".join([f"M{left:.1f} {p:.1f}H{right:.1f}" for p in y_places])
    parts = [f'<path d="{lines}" stroke="currentColor" stroke-width="2" stroke-opacity=".12"/>'] if lines else []
    notches = "".join([f"M{p:.1f} {bottom:.1f}v5" for p in x_places])
    parts.append(f'<path d="M{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}{notches}" fill="none" '
                 'stroke="currentColor" stroke-width="2" stroke-opacity=".6"/>')  # fmt: skip
    parts += [text(left - 8, p + 5, w, anchor="end") for p, w in zip(y_places, y_words, strict=True)]
    free = -1e9  # where the text before ends: a tick that would touch it stays without words
    for place, words in zip(x_places, x_words, strict=True):
        half = text_width(words) / 2
        if place - half > free:
            parts.append(text(place, bottom + 20, words, anchor="middle"))
            free = place + half + 4
    if x_label:
        parts.append(text((left + right) / 2, bottom + 40, x_label, anchor="middle", muted=True))
    return parts


def _marks(plot, styled):
    """Draw the marks in a window of their own, which cuts what reaches beyond the axes (a little is let through)."""
    edge = 0 if plot.ground else 8
    x, y = plot.x.start - edge, plot.y.end - edge
    width, height = plot.x.end - plot.x.start + 2 * edge, plot.y.start - plot.y.end + 2 * edge
    window = f"{x:.1f} {y:.1f} {width:.1f} {height:.1f}"
    size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    inside = [part for mark, style in styled if not isinstance(mark, Rule | Note) for part in mark.draw(plot, style)]
    on_top = [part for mark, style in styled if isinstance(mark, Rule | Note) for part in mark.draw(plot, style)]
    return [f'<svg {size} viewBox="{window}" overflow="hidden">', *inside, "</svg>", *on_top]


def _top_legend(named, width, top):
    parts, x, y = [], 0.0, top + 10
    for mark, style in named:
        wide = 34 + text_width(mark.name) + 18
        if x and x + wide > width + 18:
            x, y = 0.0, y + 22
        parts += [mark.swatch(x, y, style), text(x + 34, y + 5, mark.name)]
        x += wide
    return parts, y + 14 - top


def _direct_legend(plot, named, top, bottom):
    """Write each line's name beside its last point, pushed apart where two would touch."""
    wanted = []
    for mark, style in named:
        places = plot.y(mark.y)
        places = places[np.isfinite(places) & np.isfinite(plot.x(mark.x))]
        wanted.append((float(np.clip(places[-1], top, bottom)) if places.size else bottom, mark, style))
    wanted.sort(key=lambda item: item[0])
    floor, places = top, []
    for place, _, _ in wanted:
        floor = max(place, floor)
        places.append(floor)
        floor += LINE
    ceiling = bottom
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], ceiling)
        ceiling = places[i] - LINE
    parts = []
    for place, (_, mark, style) in zip(places, wanted, strict=True):
        parts += [mark.swatch(plot.x.end + 12, place, style), text(plot.x.end + 44, place + 5, mark.name)]
    return parts
