"""Marks: what can stand on the axes of a chart. Each has data, which sets the limits, and is drawn on a plot."""

from dataclasses import dataclass

import numpy as np

from .picture import text, text_width
from .styles import arrow_paths, color, dashes, marker_path


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
        flat = (np.nan_to_num(places) if gaps else places).astype(np.int64)
        # A run of one point becomes a dot: its path closes on itself under round caps.
        d = "".join(
            ["M" + str(flat[a:b].ravel().tolist())[1:-1] + ("z" if b - a == 1 else "") for a, b in runs if b > a]
        )
        look = f'fill="none" stroke="{color(style)}" stroke-width="{self.width * 10:g}"{dashes(style, 10)}'
        look += ' stroke-linejoin="round" stroke-linecap="round"' + (' stroke-opacity=".35"' if self.faint else "")
        return [f'<path transform="scale(.1)" d="{d}" {look}/>', self._markers(px, py, style)] if d else []

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
        look = ' opacity=".45"' if self.faint else ""
        return [
            f'<g{look}><path transform="scale(.1)" d="{shaft}" stroke="{color(style)}" '
            f'stroke-width="{self.width * 10:g}"/><path transform="scale(.1)" d="{head}" fill="{color(style)}"/></g>'
        ]

    def swatch(self, x, y, style):
        shaft, head = arrow_paths(np.array([[x, y]]), np.array([[x + 26, y]]), 12)
        look = f'transform="scale(.1)" fill="{color(style)}" stroke="{color(style)}" stroke-width="25"'
        return f'<path d="{shaft}" {look}/><path d="{head}" {look}/>'


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
            if self.words:  # in the middle: a curve that grows has its news at the end
                middle, y = (plot.x.start + plot.x.end) / 2, at - 6 if at > 22 else at + 16
                parts.append(text(middle, y, self.words, anchor="middle", muted=True))
        if self.x is not None and np.isfinite(at := float(plot.x(self.x))):
            parts.append(f'<path d="M{at:.1f} {plot.y.start:.1f}V{plot.y.end:.1f}" {look}/>')
            fits = at + 5 + text_width(self.words) <= plot.x.end - 20  # where a curve climbs beside the edge
            side = {"x": at + 5} if fits else {"x": at - 5, "anchor": "end"}
            parts.append(text(**side, y=plot.y.end + 14, words=self.words, muted=True))
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


def arrows(x, y, dx, dy, name="", *, style=None, faint=False, width=2.5):
    """Return arrows from (x, y) to (x + dx, y + dy); the four broadcast to one length (N,)."""
    x, y, dx, dy = np.broadcast_arrays(*(np.atleast_1d(np.asarray(v, float)) for v in (x, y, dx, dy)))
    return Arrows(x, y, dx, dy, name, style, faint, width)


def rule(x=None, y=None, name=""):
    """Return a straight dashed line at a value of x or of y, with its name beside it."""
    return Rule(x, y, name)


def note(x, y, words, anchor="start"):
    """Return words at the point (x, y); `anchor` says which end of them (start, middle, end) is there."""
    return Note(x, y, words, anchor)
