"""A chart: axes with marks on them, a title and a legend."""

import numpy as np

from .areas import Contours
from .axes import MARGIN, draw_axes, lay_out
from .marks import Line, Note, Rule
from .picture import Picture, heading, text, text_width

LINE = 20  # height of a line of text


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
    _check_choices(x_scale, y_scale, legend)
    styled = _with_styles(marks)
    shown = [(mark, style) for mark, style in styled if mark.name and legend != "none"]
    direct = legend == "direct" or (legend == "auto" and all(isinstance(mark, Line) for mark, _ in shown))
    parts, top = [heading(title)], 26
    if shown and not direct:
        rows, used = _top_legend(shown, width, top, text_width(title, 17.5) + 24)
        parts, top = parts + rows, top + used
    if y_label:
        parts, top = [*parts, text(0, top + 14, y_label, muted=True)], top + 24
    right = MARGIN + (max(text_width(mark.name) for mark, _ in shown) + 38 if shown and direct else 0)
    box = (width - right, top + 6, height - 24 - (LINE if x_label else 0))
    plot, ticks = lay_out(marks, (x_limits, y_limits), (x_scale, y_scale), equal, box)
    parts += [draw_axes(plot, ticks, x_label), *_marks(plot, styled)]
    if direct:
        parts += _direct_legend(plot, shown)
    return Picture(width, height, tuple(parts), title, desc)


def _check_choices(x_scale, y_scale, legend):
    for name, value, allowed in (
        ("x_scale", x_scale, ("linear", "log")),
        ("y_scale", y_scale, ("linear", "log")),
        ("legend", legend, ("auto", "direct", "top", "none")),
    ):
        if value not in allowed:
            raise ValueError(f"{name}={value!r} is unknown: choose one of {', '.join(allowed)}.")


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


def _top_legend(named, width, top, free):
    """Return the legend and its height: on the title's line, right of `free`, where it fits, else below it."""
    total = sum(34 + text_width(mark.name) for mark, _ in named) + 18 * (len(named) - 1)
    if free + total <= width:
        parts, x = [], width - total
        for mark, style in named:
            parts += [mark.swatch(x, 12, style), text(x + 34, 17, mark.name)]
            x += 34 + text_width(mark.name) + 18
        return parts, 0
    parts, x, y = [], 0.0, top + 10
    for mark, style in named:
        wide = 34 + text_width(mark.name) + 18
        if x and x + wide > width + 18:
            x, y = 0.0, y + 22
        parts += [mark.swatch(x, y, style), text(x + 34, y + 5, mark.name)]
        x += wide
    return parts, y + 14 - top


def _direct_legend(plot, named):
    """Write each line's name beside its last point, pushed apart where two would touch."""
    top, bottom, wanted = plot.y.end, plot.y.start, []
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
