"""Marks: what can stand on the axes of a chart. Each knows its data's limits and how it is drawn."""

from dataclasses import dataclass

import numpy as np

from .contour import level_lines
from .picture import COLORS, Raster, text
from .png import indexes_of

# A series is told by its colour, its dashes and its marker: never by colour alone.
DASHES = ("", "9 5", "2 5", "14 4 2 4", "6 3", "14 6", "3 3")
SHAPES = (  # drawn from the point, 1 unit = a tenth, 50 = the marker's radius
    "m-50 0a50 50 0 1 0 100 0a50 50 0 1 0 -100 0z",  # circle
    "m-45 -45h90v90h-90z",  # square
    "m-55 42h110l-55 -100z",  # triangle
    "m-62 0l62 -62l62 62l-62 62z",  # diamond
    "m-55 -42h110l-55 100z",  # triangle, point down
    "m-18 -60h36v42h42v36h-42v42h-36v-42h-42v-36h42z",  # plus
    "m0 -26l30 -30l26 26l-30 30l30 30l-26 26l-30 -30l-30 30l-26 -26l30 -30l-30 -30l26 -26z",  # cross
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


def thin(x, y, limit=500):
    """Return (x, y) with at most about 3 * limit points: of each stretch its lowest, its highest and a gap if any."""
    if len(y) <= 3 * limit:
        return x, y
    width = -(-len(y) // limit)
    padded = np.concatenate([y, np.full(-len(y) % width, y[-1])]).reshape(-1, width)
    bad = ~np.isfinite(padded)
    picks = [np.where(bad, np.inf, padded).argmin(1), np.where(bad, -np.inf, padded).argmax(1), bad.argmax(1)]
    at = np.unique(np.concatenate([np.arange(len(padded)) * width + pick for pick in picks] + [[0, len(y) - 1]]))
    at = at[at < len(y)]
    return x[at], y[at]


def _pair(x, y, what):
    x, y = np.atleast_1d(np.asarray(x, float)), np.atleast_1d(np.asarray(y, float))
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"{what} needs x and y of one length: got shapes {x.shape} and {y.shape}.")
    return x, y


@dataclass(frozen=True, eq=False)
class Line:
    x: np.ndarray
    y: np.ndarray
    name: str
    style: int | None
    faint: bool
    width: float

    def data(self):
        return self.x, self.y

    def draw(self, plot, style):
        px, py = thin(plot.x(self.x), plot.y(self.y))
        places = np.rint(np.stack([px, py], axis=1) * 10)
        gaps = np.flatnonzero(~np.isfinite(places).all(axis=1)).tolist()
        runs = zip([0] + [g + 1 for g in gaps], gaps + [len(places)], strict=True)
        flat = np.nan_to_num(places).astype(np.int64)
        # A run of one point becomes a dot: its path closes on itself under round caps.
        d = "".join(
            ["M" + str(flat[a:b].ravel().tolist())[1:-1] + ("z" if b - a == 1 else "") for a, b in runs if b > a]
        )
        look = f'stroke="{color(style)}" stroke-width="{self.width * 10:g}"{dashes(style, 10)}'
        look += ' stroke-opacity=".35"' if self.faint else ""
        if not d:
            return []
        path = f'<path transform="scale(.1)" d="{d}" fill="none" stroke-linejoin="round" stroke-linecap="round" {look}/>'
        return [path, self._markers(px, py, style)]

    def _markers(self, px, py, style):
        """A few markers along a named line, so that it is known where its dashes cannot be seen."""
        if not self.name or self.faint:
            return ""
        good = np.flatnonzero(np.isfinite(px) & np.isfinite(py))
        if not good.size:
            return ""
        span = np.ptp(px[good]) / 90
        at = good if good.size <= span else good[np.linspace(0, good.size - 1, max(2, int(span) + 1)).astype(int)]
        return marker_path(px[at], py[at], style, 4.5)

    def swatch(self, x, y, style):
        line = f'<path d="M{x:.1f} {y:.1f}h26" stroke="{color(style)}" stroke-width="{self.width:g}"{dashes(style)}/>'
        return line + marker_path(np.array([x + 13]), np.array([y]), style, 4.5)


@dataclass(frozen=True, eq=False)
class Points:
    x: np.ndarray
    y: np.ndarray
    name: str
    style: int | None
    size: float

    def data(self):
        return self.x, self.y

    def draw(self, plot, style):
        return [marker_path(plot.x(self.x), plot.y(self.y), style, self.size, plot.ground)]

    def swatch(self, x, y, style):
        return marker_path(np.array([x + 13]), np.array([y]), style, self.size)


@dataclass(frozen=True, eq=False)
class Bars:
    edges: np.ndarray  # (K, 2): where each bar starts and ends
    heights: np.ndarray
    names: tuple | None
    name: str
    style: int | None
    highlight: int | None
    numbers: str | None
    solid: bool  # bars of a histogram touch and are drawn as one outline

    def data(self):
        return self.edges.ravel(), np.append(self.heights, 0)

    def draw(self, plot, style):
        zero = plot.y(0) if not plot.y.log else plot.y.start
        px, py = plot.x(self.edges), plot.y(self.heights)
        py = np.where(np.isfinite(py), py, zero)
        if self.solid:
            return [self._outline(px, py, zero, style)]
        parts = []
        for i, ((left, right), top) in enumerate(zip(px.tolist(), py.tolist(), strict=True)):
            strong = self.highlight is None or i == self.highlight
            look = f'fill="{color(style)}"' if strong else f'fill="{color(style)}" fill-opacity=".35"'
            look += ' stroke="currentColor" stroke-width="2"' if i == self.highlight else ""
            high, low = min(top, float(zero)), max(top, float(zero))
            parts.append(
                f'<rect x="{left:.1f}" y="{high:.1f}" width="{right - left:.1f}" height="{low - high:.1f}" {look}/>'
            )
            if self.numbers:
                words = self.numbers.format(self.heights[i]).replace("-", "−")
                parts.append(text((left + right) / 2, max(high - 5, 12), words, anchor="middle"))
        return parts

    def _outline(self, px, py, zero, style):
        corners = np.rint(np.stack([px, np.stack([py, py], axis=1)], axis=-1) * 10).astype(np.int64)
        if not corners.size:
            return ""
        base = round(float(zero) * 10)
        inner = str(corners.ravel().tolist())[1:-1]
        d = f"M{corners[0, 0, 0]} {base}L{inner}L{corners[-1, 1, 0]} {base}"
        look = f'fill="{color(style)}" fill-opacity=".35" stroke="{color(style)}" stroke-width="20"{dashes(style, 10)}'
        return f'<path transform="scale(.1)" d="{d}" {look}/>'

    def swatch(self, x, y, style):
        look = f'fill="{color(style)}" fill-opacity="{".35" if self.solid else "1"}" stroke="{color(style)}"'
        return f'<path d="M{x + 4:.1f} {y - 6:.1f}h18v12h-18z" {look} stroke-width="2"{dashes(style)}/>'


@dataclass(frozen=True, eq=False)
class Arrows:
    x: np.ndarray
    y: np.ndarray
    dx: np.ndarray
    dy: np.ndarray
    name: str
    style: int | None
    faint: bool
    width: float

    def data(self):
        return np.append(self.x, self.x + self.dx), np.append(self.y, self.y + self.dy)

    def draw(self, plot, style):
        start = np.stack([plot.x(self.x), plot.y(self.y)], axis=1)
        tip = np.stack([plot.x(self.x + self.dx), plot.y(self.y + self.dy)], axis=1)
        good = np.isfinite(start).all(axis=1) & np.isfinite(tip).all(axis=1)
        shaft, head = arrow_paths(start[good], tip[good], 5 + 3 * self.width)
        look = ' opacity=".35"' if self.faint else ""
        return [
            f'<g{look}><path transform="scale(.1)" d="{shaft}" stroke="{color(style)}" '
            f'stroke-width="{self.width * 10:g}"/><path transform="scale(.1)" d="{head}" fill="{color(style)}"/></g>'
        ]

    def swatch(self, x, y, style):
        shaft, head = arrow_paths(np.array([[x, y]]), np.array([[x + 26, y]]), 12)
        look = f'transform="scale(.1)" stroke="{color(style)}"'
        return f'<path d="{shaft}" {look} stroke-width="25"/><path d="{head}" {look} fill="{color(style)}"/>'


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


@dataclass(frozen=True, eq=False)
class Field:
    z: np.ndarray
    x_range: tuple
    y_range: tuple
    palette: str
    limits: tuple | None
    name = ""
    style = 0

    def data(self):
        return np.array(self.x_range, float), np.array(self.y_range, float)

    def draw(self, plot, style):
        (left, right), (bottom, top) = plot.x(self.x_range), plot.y(self.y_range)
        indexes, _ = indexes_of(self.z[::-1], self.palette, self.limits)
        return [Raster(left, top, right - left, bottom - top, indexes, self.palette)]


@dataclass(frozen=True, eq=False)
class Contours:
    z: np.ndarray
    x_range: tuple
    y_range: tuple
    levels: tuple
    name: str
    style: int | None
    faint: bool

    def data(self):
        return np.array(self.x_range, float), np.array(self.y_range, float)

    def draw(self, plot, style):
        d = ""
        for level in self.levels:
            x, y = level_lines(self.z, level)  # (S, 2): two ends a segment, in rows and columns of z
            across = np.interp(x, (0, self.z.shape[1] - 1), plot.x(self.x_range))
            up = np.interp(y, (0, self.z.shape[0] - 1), plot.y(self.y_range))
            ends = np.rint(np.stack([across, up], axis=-1) * 10).astype(np.int64).ravel().tolist()
            d += "M%d %dL%d %d" * len(x) % tuple(ends)
        look = f'stroke="{self._ink(plot, style)}" stroke-width="22" stroke-linecap="round"'
        look += ' stroke-opacity=".45"' if self.faint else ""
        return [f'<path transform="scale(.1)" d="{d}" fill="none" {look}/>'] if d else []

    def _ink(self, plot, style):
        if self.style is not None:
            return color(style)
        return "#111" if plot.ground else "currentColor"  # a map is light in both themes

    def swatch(self, x, y, style):
        ink = "currentColor" if self.style is None else color(style)
        return f'<path d="M{x:.1f} {y:.1f}h26" stroke="{ink}" stroke-width="2.2"/>'


@dataclass(frozen=True, eq=False)
class Rule:
    x: float | None
    y: float | None
    words: str
    name = ""
    style = 0

    def data(self):
        return np.array([] if self.x is None else [self.x]), np.array([] if self.y is None else [self.y])

    def draw(self, plot, style):
        look = 'stroke="currentColor" stroke-width="2" stroke-opacity=".6" stroke-dasharray="4 6"'
        parts = []
        if self.y is not None and np.isfinite(at := float(plot.y(self.y))):
            parts.append(f'<path d="M{plot.x.start:.1f} {at:.1f}H{plot.x.end:.1f}" {look}/>')
            parts.append(text(plot.x.end - 4, at - 6 if at > 22 else at + 16, self.words, anchor="end", muted=True))
        if self.x is not None and np.isfinite(at := float(plot.x(self.x))):
            parts.append(f'<path d="M{at:.1f} {plot.y.start:.1f}V{plot.y.end:.1f}" {look}/>')
            parts.append(text(at + 5, plot.y.end + 14, self.words, muted=True))
        return parts


@dataclass(frozen=True, eq=False)
class Note:
    x: float
    y: float
    words: str
    anchor: str
    name = ""
    style = 0

    def data(self):
        return np.array([self.x], float), np.array([self.y], float)

    def draw(self, plot, style):
        x, y = float(plot.x(self.x)), float(plot.y(self.y))
        return [text(x, y, self.words, anchor=self.anchor)] if np.isfinite(x + y) else []


def line(x, y, name="", *, style=None, faint=False, width=2.5):
    """Return a line through the points (x, y), each (N,): a gap where a value is not finite.

    >>> from dlscratch import svg
    >>> svg.chart(svg.line([0, 1, 2], [2.3, 0.9, 0.4], "training"), title="Loss", desc="It falls from 2.3 to 0.4.")
    Loss: It falls from 2.3 to 0.4.
    """
    return Line(*_pair(x, y, "line"), name, style, faint, width)


def points(x, y, name="", *, style=None, size=5):
    """Return one marker at each (x, y), each (N,); every style has its own marker."""
    return Points(*_pair(x, y, "points"), name, style, size)


def bars(values, names=None, name="", *, style=None, highlight=None, numbers=None):
    """Return one bar a value (K,), named below by `names`; `numbers` is a format such as "{:.2f}" written on top."""
    values = np.atleast_1d(np.asarray(values, float))
    names = tuple(map(str, range(len(values)) if names is None else names))
    if values.ndim != 1 or len(names) != len(values):
        raise ValueError(f"bars needs one name a value: got {len(names)} names for values of shape {values.shape}.")
    middle = np.arange(len(values))[:, None]
    return Bars(middle + [-0.38, 0.38], values, names, name, style, highlight, numbers, False)


def histogram(values, bins=30, name="", *, limits=None, style=None, share=True):
    """Return how often the values of an array of any shape fall into each of `bins` equal stretches.

    `limits` (low, high) are the ends of the first and last stretch, else the smallest and largest finite value.
    The heights are shares of all finite values, or counts with `share=False`.
    """
    values = np.asarray(values, float).ravel()
    finite = values[np.isfinite(values)]
    counts, edges = np.histogram(finite, bins, limits)
    heights = counts / max(len(finite), 1) if share else counts.astype(float)
    return Bars(np.stack([edges[:-1], edges[1:]], axis=1), heights, None, name, style, None, None, True)


def arrows(x, y, dx, dy, name="", *, style=None, faint=False, width=2.5):
    """Return arrows from (x, y) to (x + dx, y + dy); the four broadcast to one length (N,)."""
    x, y, dx, dy = np.broadcast_arrays(*(np.atleast_1d(np.asarray(v, float)) for v in (x, y, dx, dy)))
    return Arrows(x, y, dx, dy, name, style, faint, width)


def field(z, x_range, y_range, *, palette="soft", limits=None):
    """Return a map of z (rows, columns) as the ground of a chart; row 0 lies at y_range[0], below."""
    return Field(np.atleast_2d(np.asarray(z, float)), tuple(x_range), tuple(y_range), palette, limits)


def contours(z, x_range, y_range, levels, name="", *, style=None, faint=False):
    """Return the lines on which z (rows, columns) has one of the `levels`: levels=[0.5] is a decision boundary."""
    z = np.atleast_2d(np.asarray(z, float))
    return Contours(z, tuple(x_range), tuple(y_range), tuple(levels), name, style, faint)


def rule(x=None, y=None, name=""):
    """Return a straight dashed line at a value of x or of y, with its name beside it."""
    return Rule(x, y, name)


def note(x, y, words, anchor="start"):
    """Return words at the point (x, y); `anchor` says which end of them (start, middle, end) is there."""
    return Note(x, y, words, anchor)
