"""Palette images as PNG data URIs, and the palettes."""

import base64
import struct
import zlib
from functools import cache

import numpy as np

# A value on the border of two colours, or of two tenths of a unit, would fall to one side on this processor and to the
# other on that, for the last bits of exp and of sums differ: all are moved by a hair before they are rounded.
HAIR = 1e-6
CLEAR = 255  # the palette index that is drawn as nothing: NaN, and the gaps between images

# The colours along each palette, evenly spaced. "sequential" follows matplotlib's viridis, whose lightness rises
# evenly; "diverging" has orange below zero, white at zero and blue above, like the wires of a network.
# fmt: off
ANCHORS = {
    "sequential": ("#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"),
    "diverging": ("#7a3000", "#D55E00", "#f0a878", "#ffffff", "#7db8dc", "#0072B2", "#003a5c"),
    "soft": ("#ee9a5e", "#f9d3b9", "#ffffff", "#b9d9ec", "#66abd6"),
    "amount": ("#f4f7f9", "#b9d9ec", "#66abd6", "#0072B2", "#003a5c"),
    "ink": ("#f2f2ef", "#a9a9a6", "#101010"),
    "classes": (
        "#a6cbe3", "#f1c09b", "#a3d9c9", "#ecd0e0", "#f6dca3", "#cbe7f8", "#d4d4d4", "#e6e2a8", "#c7bfe0", "#dcc5b0",
    ),
}
# fmt: on


@cache
def colors_of(palette):
    """Return the (256, 3) uint8 colours of a palette by name; index 255 is kept for "nothing"."""
    if palette not in ANCHORS:
        raise ValueError(f"palette {palette!r} is unknown: choose one of {', '.join(ANCHORS)}.")
    anchors = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in ANCHORS[palette]], float)
    if palette == "classes":
        return np.vstack([anchors[np.arange(255) % len(anchors)], [[255] * 3]]).astype(np.uint8)
    at = np.linspace(0, len(anchors) - 1, 255)
    ramp = np.stack([np.interp(at, np.arange(len(anchors)), channel) for channel in anchors.T], axis=1)
    return np.vstack([np.rint(ramp), [[255] * 3]]).astype(np.uint8)


def luminance(colors):
    """Return the relative luminance of colours (..., 3), 0 (black) to 1 (white), as in WCAG 2."""
    share = np.asarray(colors) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


def indexes_of(values, palette, limits=None):
    """Return (indexes uint8, (low, high)): each value's place in the palette; what is not finite becomes clear.

    Without `limits`, "diverging" and "soft" put zero in the middle and the others span the values.
    """
    colors_of(palette)  # an unknown name is refused here, where the caller wrote it
    values = np.asarray(values, float)
    finite = np.isfinite(values)
    if palette == "classes":
        return np.where(finite, np.where(finite, values, 0) % 10, CLEAR).astype(np.uint8), (0, 9)
    low, high = limits if limits is not None else _span(values[finite], palette)
    place = (values - low) * (254 / ((high - low) or 1)) + HAIR
    if not finite.all():
        place = np.where(finite, place, CLEAR)
        return np.where(finite, np.clip(np.rint(place), 0, 254), CLEAR).astype(np.uint8), (low, high)
    return np.clip(np.rint(place), 0, 254).astype(np.uint8), (low, high)


def _span(finite, palette):
    if not finite.size:
        return (-1.0, 1.0) if palette in ("diverging", "soft") else (0.0, 1.0)
    low, high = float(finite.min()), float(finite.max())
    if palette in ("diverging", "soft"):
        high = max(abs(low), abs(high)) or 1.0
        return -high, high
    return (low, high) if high > low else (low, low + 1.0)


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@cache
def _palette_chunks(palette):
    return _chunk(b"PLTE", colors_of(palette).tobytes()) + _chunk(b"tRNS", b"\xff" * 255 + b"\0")


def data_uri(indexes, palette, level=1):
    """Return a (rows, columns) uint8 array of palette indexes as the data URI of an 8-bit palette PNG.

    `level` is zlib's. Level 0 stores the bytes as they are: the same text on every machine, where the compressed
    levels differ between builds of zlib.
    """
    rows, columns = indexes.shape
    lines = np.zeros((rows, columns + 1), np.uint8)  # each line starts with its filter: 0, none
    lines[:, 1:] = indexes
    png = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 3, 0, 0, 0))
        + _palette_chunks(palette)
        + _chunk(b"IDAT", zlib.compress(lines.tobytes(), level))
        + _chunk(b"IEND", b"")
    )
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")
