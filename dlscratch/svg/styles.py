"""How series differ from each other: by colour, by dashes and by marker, never by colour alone."""

import numpy as np

from .picture import COLORS

DASHES = ("", "9 5", "2 5", "14 4 2 4", "6 3", "14 6", "3 3", "")
SHAPES = (  # drawn from the point, 1 unit = a tenth, 50 = the marker's radius
    "m-50 0a50 50 0 1 0 100 0a50 50 0 1 0 -100 0z",  # circle
    "m-45 -45h90v90h-90z",  # square
    "m-55 42h110l-55 -100z",  # triangle
    "m-62 0l62 -62l62 62l-62 62z",  # diamond
    "m-55 -42h110l-55 100z",  # triangle, point down
    "m-18 -60h36v42h42v36h-42v42h-36v-42h-42v-36h42z",  # plus
    "m0 -26l30 -30l26 26l-30 30l30 30l-26 26l-30 -30l-30 30l-26 -26l30 -30l-30 -30l26 -26z",  # cross
    "m0 -70l18 48l52 2l-41 32l14 50l-43 -29l-43 29l14 -50l-41 -32l52 -2z",  # star
)


def color(style):
    return COLORS[style % len(COLORS)]


def dashes(style, scale=1):
    """Return the attribute that dashes a line of this style, for units `scale` times finer."""
    dash = DASHES[style % len(DASHES)]
    return f' stroke-dasharray="{" ".join(str(int(d) * scale) for d in dash.split())}"' if dash else ""


def marker_path(px, py, style, size=5, ground=False):
    """Return the markers of one series as one path; with `ground` each has a light rim to stand on a map."""
    shape = SHAPES[style % len(SHAPES)]
    scale = size / 50
    places = np.rint(np.stack([px, py], axis=-1) / scale)
    places = places[np.isfinite(places).all(axis=-1)].astype(np.int64).ravel().tolist()
    d = ("M%d %d" + shape) * (len(places) // 2) % tuple(places)
    rim = f' stroke="#fff" stroke-width="{2 / scale:.0f}" paint-order="stroke"' if ground else ""
    return f'<path transform="scale({scale:g})" d="{d}" fill="{color(style)}"{rim}/>' if d else ""


def arrow_paths(start, tip, length):
    """Return (shafts, heads) as path data in tenths of a unit; a head is never longer than half its arrow."""
    way = tip - start
    far = np.hypot(way[:, 0], way[:, 1])[:, None]
    unit = np.divide(way, far, out=np.zeros_like(way), where=far > 0)
    head = np.minimum(length, far / 2)
    neck = tip - unit * head
    side = unit[:, ::-1] * [-1, 1] * head * 0.42
    shafts = np.rint(np.hstack([start, neck]) * 10).astype(np.int64).ravel().tolist()
    heads = np.rint(np.hstack([tip, neck + side, neck - side]) * 10).astype(np.int64).ravel().tolist()
    count = len(start)
    return "M%d %dL%d %d" * count % tuple(shafts), "M%d %dL%d %dL%d %dz" * count % tuple(heads)
