"""Matrices and images: a heat map with names and numbers, and a grid of small pictures."""

import numpy as np

from .picture import COLORS, Picture, Raster, heading, number, text, text_width
from .png import CLEAR, colors_of, indexes_of, luminance
from .scales import tick_words, ticks

EVEN = 0.179  # the luminance on which black and white are read equally well


def heat_map(
    values,
    *,
    title,
    desc,
    row_names=None,
    column_names=None,
    row_label="",
    column_label="",
    palette="sequential",
    limits=None,
    numbers=None,
    highlight=None,
    bar=True,
    width=700,
    height=None,
):
    """Return a picture of a matrix (rows, columns), one coloured cell a value, row 0 on top.

    `numbers` is written into the cells: a format such as "{:.0f}", or words (rows, columns). `highlight` frames one
    cell (row, column), `bar` shows which colour is which value. What is not finite has no colour.
    Raises ValueError unless `values` is a matrix.

    >>> from dlscratch import svg
    >>> svg.heat_map([[9, 1], [0, 10]], title="Confusion", desc="One 0 was read as a 1.", numbers="{:.0f}")
    Confusion: One 0 was read as a 1.
    """
    values = np.asarray(values, float)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"heat_map draws a matrix with rows and columns: got shape {values.shape}.")
    rows, columns = values.shape
    indexes, (low, high) = indexes_of(values, palette, limits)
    left = 0 if row_names is None else max(text_width(name) for name in row_names) + 12
    right = max(text_width(number(v)) for v in (low, high)) + 38 if bar else 0
    top = 26 + (22 if column_label or row_label else 0)
    below = (24 if column_names is not None else 0) + 4
    inside = width - left - right
    height = height or round(top + below + min(inside * rows / columns, 460))
    box = (left, top, inside, height - top - below)
    parts = [heading(title)]
    if column_label or row_label:
        words = f"down: {row_label}, across: {column_label}" if column_label and row_label else row_label + column_label
        parts.append(text(0, top - 8, words, muted=True))
    parts.append(Raster(*box, indexes, palette))
    parts += _names(box, rows, columns, row_names, column_names)
    if numbers is not None:
        parts += _cell_numbers(box, values, indexes, palette, numbers)
    if highlight is not None:
        parts.append(_frame(box, (rows, columns), highlight))
    if bar:
        parts += _color_bar(width - right + 14, top, box[3], palette, low, high)
    return Picture(width, height, tuple(parts), title, desc)


def _names(box, rows, columns, row_names, column_names):
    left, top, width, height = box
    parts = []
    every = max(1, int(np.ceil(18 * rows / height)))
    for i, name in list(enumerate(row_names if row_names is not None else ()))[::every]:
        parts.append(text(left - 8, top + (i + 0.5) * height / rows + 5, name, anchor="end"))
    names = list(enumerate(column_names if column_names is not None else ()))
    widest = max([text_width(name) for _, name in names], default=0) + 8
    for i, name in names[:: max(1, int(np.ceil(widest * columns / width)))]:
        parts.append(text(left + (i + 0.5) * width / columns, top + height + 18, name, anchor="middle"))
    return parts


def _cell_numbers(box, values, indexes, palette, numbers):
    left, top, width, height = box
    rows, columns = values.shape
    light = luminance(colors_of(palette)) > EVEN
    parts = []
    for r, c in np.ndindex(rows, columns):
        clear = indexes[r, c] == CLEAR
        if isinstance(numbers, str):
            words = "" if clear else numbers.format(values[r, c]).replace("-", "−")
        else:
            words = numbers[r][c]
        ink = "" if clear else "#000" if light[indexes[r, c]] else "#fff"
        x, y = left + (c + 0.5) * width / columns, top + (r + 0.5) * height / rows + 5
        parts.append(text(x, y, words, anchor="middle", fill=ink))
    return parts


def _frame(box, shape, cell):
    left, top, width, height = box
    wide, high = width / shape[1], height / shape[0]
    x, y = left + cell[1] * wide, top + cell[0] * high
    place = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return (
        f'<rect {place} fill="none" stroke="#fff" stroke-width="7"/>'
        f'<rect {place} fill="none" stroke="{COLORS[1]}" stroke-width="4" stroke-dasharray="9 4"/>'
    )


def _color_bar(x, top, height, palette, low, high):
    ramp = np.arange(254, -1, -1, dtype=np.uint8)[:, None]
    values = next((t for n in (int(height / 60), 3, 4) if len(t := ticks(low, high, n)) > 1), ticks(low, high, 6))
    places = top + height - (values - low) / ((high - low) or 1) * height
    parts = [Raster(x, top, 14, height, ramp, palette)]
    for words, y in zip(tick_words(values), places.tolist(), strict=True):
        parts.append(f'<path d="M{x + 14:.1f} {y:.1f}h4" stroke="currentColor" stroke-width="2"/>')
        parts.append(text(x + 21, min(max(y + 5, top + 12), top + height), words))
    return parts


def image_grid(
    images,
    *,
    title,
    desc,
    captions=None,
    columns=None,
    palette="ink",
    limits=None,
    width=700,
    largest=112,
):
    """Return a picture of images (N, h, w) in rows, each with its caption below, none wider than `largest` units.

    Palette "ink" draws digits dark on light, "diverging" weights (blue above zero, orange below). Without `limits` all
    images share one range, so that they can be compared.
    Raises ValueError unless `images` has three axes.

    >>> import numpy as np
    >>> from dlscratch import svg
    >>> svg.image_grid(np.eye(4)[None], title="One image", desc="A diagonal.", captions=["7"])
    One image: A diagonal.
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise ValueError(f"image_grid draws images of shape (N, height, width): got shape {images.shape}.")
    count, high, wide = images.shape
    top, parts = 26, [heading(title)]
    if not images.size:
        return Picture(width, top + 24, (*parts, text(0, top + 16, "No image.", muted=True)), title, desc)
    columns = columns or min(count, 10)
    gap = max(1, round(wide / 10))  # in pixels of the image
    unit = min(width / (columns * (wide + gap) - gap), largest / wide)
    under = 0 if captions is None else 22
    step = (wide + gap, high + (max(gap, int(np.ceil((under + 4) / unit))) if under else gap))
    canvas, corners = _canvas(indexes_of(images, palette, limits)[0], columns, step)
    parts.append(Raster(0, top, canvas.shape[1] * unit, canvas.shape[0] * unit, canvas, palette))
    places = [(c * unit, top + r * unit) for r, c in corners]
    for (x, y), words in zip(places, captions if captions is not None else (), strict=False):
        parts.append(text(x + wide * unit / 2, y + high * unit + 17, words, anchor="middle"))
    return Picture(width, round(top + canvas.shape[0] * unit + under + 2), tuple(parts), title, desc)


def _canvas(images, columns, step):
    """Return one image that holds all, a `step` (across, down) apart, and their corners: [(row, column), …]."""
    count, high, wide = images.shape
    across, down = step
    rows = -(-count // columns)
    canvas = np.full(((rows - 1) * down + high, (columns - 1) * across + wide), CLEAR, np.uint8)
    corners = [(i // columns * down, i % columns * across) for i in range(count)]
    for image, (r, c) in zip(images, corners, strict=True):
        canvas[r : r + high, c : c + wide] = image
    return canvas, corners
