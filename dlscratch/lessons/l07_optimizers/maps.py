"""A ravine from above, as a small map: rings of equal height, the lowest place, and the trail of a walk."""

import numpy as np

from ... import svg
from ...svg.axes import Plot
from ...svg.picture import Picture, text
from ...svg.scales import Scale
from .ravines import ring

REACH = 2.3  # the map shows -REACH to REACH from left to right
RINGS = (0.05, 0.2, 0.5, 0.95, 1.6, 2.5)  # heights; the outermost ring ends inside the map
WATER = "#3B97D3"


def trail_map(walk, ravine, ratio, style, *, title, words, width, height):
    """Return a map with the places of a walk (N + 1, 2), a ring at its start.

    The first word of its title line is the walk's name.
    """
    top, bottom = 26, height - 4
    up = REACH * (bottom - top) / width
    plot = Plot(Scale(-REACH, REACH, 0, width), Scale(-up, up, bottom, top), False)
    line = svg.line(*inside_of(walk, (REACH, up)).T, style=style, width=2)
    seen = np.where((np.abs(walk) < (REACH, up)).all(axis=1, keepdims=True), walk, np.nan)
    marks = svg.points(*seen[1:-1].T, style=style, size=2.6), svg.points(*seen[-1:].T, style=style, size=6)
    x, y = float(plot.x(walk[0, 0])), float(plot.y(walk[0, 1]))
    start = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    inside = [
        *_ground(plot, ravine, ratio),
        start,
        *line.draw(plot, style),
        *[p for m in marks for p in m.draw(plot, style)],
    ]
    window = f'x="0" y="{top}" width="{width}" height="{bottom - top}"'
    parts = [
        svg.points([0], [0], style=style).swatch(-7, 12, style),
        text(15, 17, title, weight="600"),
        text(width, 17, words, anchor="end"),
        f'<rect {window} rx="6" fill="{WATER}" fill-opacity=".05"/>',
        f'<svg {window} viewBox="0 {top} {width} {bottom - top}" overflow="hidden">',
        *inside,
        "</svg>",
    ]
    return Picture(width, height, tuple(parts), title, f"{title} {words}.")


def inside_of(walk, reach):
    """Return the part of a line (N, 2) that lies in the box -reach to reach, (M, 2): a gap where it is outside.

    Each piece is cut where it enters and leaves (Liang and Barsky 1984).
    """
    if (np.abs(walk) <= reach).all():
        return walk
    start, way = walk[:-1], np.diff(walk, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        cuts = np.sort([(-np.array(reach) - start) / way, (reach - start) / way], axis=0)
    enters, leaves = np.maximum(np.nanmax(cuts[0], axis=1), 0), np.minimum(np.nanmin(cuts[1], axis=1), 1)
    pieces = np.stack(
        [start + enters[:, None] * way, start + leaves[:, None] * way, np.full(way.shape, np.nan)], axis=1
    )
    return np.where((enters < leaves)[:, None, None], pieces, np.nan).reshape(-1, 2)


def empty_map(words, *, width, height):
    """Return the place of a map that is still to come, with words in it."""
    frame = f'<rect x="1" y="27" width="{width - 2}" height="{height - 32}" rx="6" fill="none" '
    frame += 'stroke="currentColor" stroke-opacity=".4" stroke-width="2" stroke-dasharray="4 6"/>'
    middle = text(width / 2, height / 2 + 16, words, anchor="middle", muted=True)
    return Picture(width, height, (text(0, 17, "yours", weight="600"), frame, middle), "yours", words)


def _ground(plot, ravine, ratio):
    """Return the rings, each a little deeper than the one around it, and a cross at the lowest place."""
    parts = []
    for level in RINGS[::-1]:
        x, y = ring(ravine, ratio, level).T
        places = np.rint(np.stack([plot.x(x), plot.y(y)], axis=1)).astype(int).ravel().tolist()
        look = f'fill="{WATER}" fill-opacity=".09" stroke="{WATER}" stroke-opacity=".3"'
        parts.append(f'<path d="M{str(places)[1:-1]}z" {look}/>')
    x, y = float(plot.x(0)), float(plot.y(0))
    return [
        *parts,
        f'<path d="M{x - 5:.1f} {y:.1f}h10M{x:.1f} {y - 5:.1f}v10" stroke="currentColor" stroke-width="2"/>',
    ]
