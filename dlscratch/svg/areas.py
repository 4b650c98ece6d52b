"""Marks with an area: bars, histograms, bands, maps as the ground of a chart, and the level lines on them."""

from dataclasses import dataclass

import numpy as np

from .contour import level_lines
from .picture import Raster, text
from .png import indexes_of
from .styles import color, dashes


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
class Band:
    x: np.ndarray
    low: np.ndarray
    high: np.ndarray
    name: str
    style: int | None

    def data(self):
        return np.append(self.x, self.x), np.append(self.low, self.high)

    def draw(self, plot, style):
        px, low, high = plot.x(self.x), plot.y(self.low), plot.y(self.high)
        good = np.isfinite(px) & np.isfinite(low) & np.isfinite(high)
        there = np.stack([px[good], high[good]], axis=1)
        back = np.stack([px[good], low[good]], axis=1)[::-1]
        corners = np.rint(np.concatenate([there, back]) * 10).astype(np.int64).ravel().tolist()
        look = f'fill="{color(style)}" fill-opacity=".25" stroke="{color(style)}" stroke-width="20"'
        return [f'<path transform="scale(.1)" d="M{str(corners)[1:-1]}Z" {look}/>'] if corners else []

    def swatch(self, x, y, style):
        look = f'fill="{color(style)}" fill-opacity=".25" stroke="{color(style)}"'
        return f'<path d="M{x:.1f} {y - 6:.1f}h26v12h-26z" {look} stroke-width="2"/>'


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
        plain = "#888" if self.faint else "currentColor"  # faint lines on a map are grey in either theme
        ink = plain if self.style is None else color(style)
        return f'<path d="M{x:.1f} {y:.1f}h26" stroke="{ink}" stroke-width="2.2"/>'


def bars(values, names=None, *, style=None, highlight=None, numbers=None):
    """Return one bar a value (K,), named below by `names`; `numbers` is a format such as "{:.2f}" written on top."""
    values = np.atleast_1d(np.asarray(values, float))
    names = tuple(map(str, range(len(values)) if names is None else names))
    if values.ndim != 1 or len(names) != len(values):
        raise ValueError(f"bars needs one name a value: got {len(names)} names for values of shape {values.shape}.")
    middle = np.arange(len(values))[:, None]
    return Bars(middle + [-0.38, 0.38], values, names, "", style, highlight, numbers, False)


def histogram(values, bins=30, name="", *, limits=None, style=None):
    """Return how often the values of an array of any shape fall into each of `bins` equal stretches.

    `limits` (low, high) are the ends of the first and last stretch, else the smallest and largest finite value.
    The heights are shares of all finite values.
    """
    values = np.asarray(values, float).ravel()
    finite = values[np.isfinite(values)]
    counts, edges = np.histogram(finite, bins, limits)
    heights = counts / max(len(finite), 1)
    return Bars(np.stack([edges[:-1], edges[1:]], axis=1), heights, None, name, style, None, None, True)


def band(x, low, high, name="", *, style=None):
    """Return the area between two lines over x, each (N,): where several runs lie, from the lowest to the highest."""
    x, low, high = (np.atleast_1d(np.asarray(values, float)) for values in (x, low, high))
    if x.ndim != 1 or not x.shape == low.shape == high.shape:
        raise ValueError(f"band needs three rows of one length: got shapes {x.shape}, {low.shape} and {high.shape}.")
    return Band(x, low, high, name, style)


def field(z, x_range, y_range, *, palette="soft", limits=None):
    """Return a map of z (rows, columns) as the ground of a chart; row 0 lies at y_range[0], below."""
    return Field(np.atleast_2d(np.asarray(z, float)), tuple(x_range), tuple(y_range), palette, limits)


def contours(z, x_range, y_range, levels, name="", *, style=None, faint=False):
    """Return the lines on which z (rows, columns) has one of the `levels`: levels=[0.5] is a decision boundary."""
    z = np.atleast_2d(np.asarray(z, float))
    return Contours(z, tuple(x_range), tuple(y_range), tuple(levels), name, style, faint)
