"""From a drawing on the pad to an image such as MNIST's: ink, box, 20 x 20 pixels, centre of mass in 28 x 28.

A drawing is text, the path of the pen as SVG writes it: "M40 60L80 60" puts the pen down at x = 40, y = 60 and draws to
x = 80; y grows downwards. The pad is 280 wide and high. Images are (height, width), from 0 (paper) to 1 (ink).
"""

import re
from dataclasses import dataclass

import numpy as np

PAD, PEN = 280, 22  # size of the pad, width of the pen
GRAIN = 2  # units of the pad a pixel of the ink
BOX, SIDE = 20, 28  # MNIST's digits fill 20 pixels and stand in 28
MOST = 20_000  # letters of a drawing


@dataclass(frozen=True, eq=False)
class Prepared:
    """A drawing on its way to the network: box (left, top, right, bottom) on the pad, the ink scaled, the image."""

    box: tuple
    scaled: np.ndarray
    image: np.ndarray


def strokes(drawing):
    """Return the lines of a drawing, each an array of points (P, 2).

    Raises ValueError for text that is no drawing.

    >>> strokes("M40 60L80 60L80 90M10 10L10 10")[0].tolist()
    [[40.0, 60.0], [80.0, 60.0], [80.0, 90.0]]
    """
    if not isinstance(drawing, str) or len(drawing) > MOST or not re.fullmatch(r"(M\d+ \d+(L\d+ \d+)*)*", drawing):
        raise ValueError(f'drawing is {str(drawing)[:40]!r}, but it must be the path of a pen, such as "M40 60L80 60".')
    return [np.array(re.findall(r"\d+", line), float).reshape(-1, 2) for line in drawing.split("M")[1:]]


def ink(drawing):
    """Return what the pen leaves on the pad, as an image (140, 140).

    >>> round(float(ink("M40 140L240 140").sum() * 4 / (200 * 22)), 1)
    1.1
    """
    size = PAD // GRAIN
    paper = np.zeros((size, size))
    for line in strokes(drawing):
        for start, end in zip(line, line[1:] if len(line) > 1 else line, strict=False):
            _draw(paper, start / GRAIN, end / GRAIN, PEN / 2 / GRAIN)
    return paper


def _draw(paper, start, end, radius):
    """Draw a straight line with round ends: as dark as the pixel's middle is deep inside it, at most 1."""
    low = np.maximum(np.floor(np.minimum(start, end) - radius - 1), 0).astype(int)
    high = np.minimum(np.ceil(np.maximum(start, end) + radius + 1), len(paper)).astype(int)
    if (high <= low).any():
        return
    x, y = np.arange(low[0], high[0]) + 0.5 - start[0], np.arange(low[1], high[1])[:, np.newaxis] + 0.5 - start[1]
    way = end - start
    share = np.clip((x * way[0] + y * way[1]) / max(way @ way, 1e-9), 0, 1)  # of the line, to its nearest point
    far = np.hypot(x - share * way[0], y - share * way[1])
    part = paper[low[1] : high[1], low[0] : high[0]]
    np.maximum(part, np.clip(radius + 0.5 - far, 0, 1), out=part)


def prepare(paper):
    """Return an image of ink, of any size, as MNIST's makers prepared theirs; None if there is no ink.

    The box around the ink is scaled until its longer side has 20 pixels, then put into 28 x 28 so that its centre of
    mass is in the middle. Source: LeCun, Cortes and Burges, the MNIST database of handwritten digits.

    >>> paper = np.zeros((140, 140))
    >>> paper[30:130, 60:70] = 1  # a tall 1
    >>> one = prepare(paper)
    >>> one.scaled.shape, one.image.shape
    ((20, 2), (28, 28))
    """
    rows, columns = (np.flatnonzero((paper > 0.5).any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return None
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    inside = paper[top:bottom, left:right]
    height, width = (max(1, round(side * BOX / max(inside.shape))) for side in inside.shape)
    scaled = _averages(inside.shape[0], height) @ inside @ _averages(inside.shape[1], width).T
    box = tuple(float(edge) * PAD / len(paper) for edge in (left, top, right, bottom))
    return Prepared(box, scaled, _centred(scaled))


def _averages(before, after):
    """Return the matrix (after, before) whose rows average the pixels that a new, larger pixel covers."""
    edges = np.linspace(0, before, after + 1)
    pixel = np.arange(before)
    covered = np.minimum(edges[1:, np.newaxis], pixel + 1) - np.maximum(edges[:-1, np.newaxis], pixel)
    return np.clip(covered, 0, None) * after / before


def _centred(scaled):
    """Return the image (28, 28) in which the scaled ink has its centre of mass in the middle."""
    image = np.zeros((SIDE, SIDE))
    place = []
    for axis, size in enumerate(scaled.shape):
        middle = scaled.sum(axis=1 - axis) @ np.arange(size) / scaled.sum()
        place.append(int(np.clip(np.rint(SIDE / 2 - middle), 0, SIDE - size)))
    image[place[0] : place[0] + scaled.shape[0], place[1] : place[1] + scaled.shape[1]] = scaled
    return image
