"""Still pictures, one a function, by matplotlib. Each draws on `ax`, or on a new figure, and returns what it drew on.

Curves differ in colour, line style and marker, so that no picture needs colour alone.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from .arrays import as_floats
from .svg.picture import COLORS
from .svg.png import colors_of

COLORS = COLORS[:6]  # without the grey of the live pictures' rules
LINE_STYLES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P")
FONT_SIZE = 14


def plot_curves(curves, x_label, y_label, ax=None, log_y=False):
    """Draw named curves, a dict of name -> y (N,) or name -> (x, y), each with its own colour, line and marker.

    >>> ax = plot_curves({"square": [0, 1, 4]}, "x", "y")
    >>> [line.get_label() for line in ax.lines]
    ['square']
    """
    ax = ax or plt.subplots(figsize=(8, 4.5), layout="constrained")[1]
    for i, (name, curve) in enumerate(curves.items()):
        x, y = curve if isinstance(curve, tuple) else (np.arange(len(curve)), curve)
        ax.plot(
            x,
            y,
            color=COLORS[i % len(COLORS)],
            linestyle=LINE_STYLES[i % len(LINE_STYLES)],
            linewidth=2,
            marker=MARKERS[i % len(MARKERS)],
            markevery=max(len(x) // 16, 1),
            markersize=7,
            label=name,
        )
    if log_y:
        ax.set_yscale("log")
    ax.set_xlabel(x_label, fontsize=FONT_SIZE)
    ax.set_ylabel(y_label, fontsize=FONT_SIZE)
    ax.tick_params(labelsize=FONT_SIZE)
    ax.legend(fontsize=FONT_SIZE, frameon=False)
    ax.grid(alpha=0.3)
    return ax


def plot_images(images, titles=(), columns=10, shape=(28, 28), weights=False):
    """Draw images, rows (N, pixels) each of `shape`, in a grid, with a title above each where there are any.

    Ink is dark on light. `weights=True` draws numbers around 0: orange below, white at 0, blue above, on one scale.
    Returns the figure. Raises ValueError where there is no row or one does not fit `shape`.

    >>> figure = plot_images(np.zeros((3, 784)), titles=["a", "b", "c"])
    >>> len(figure.axes)
    10
    """
    images = as_floats(images, "images")
    if images.ndim != 2 or images.shape[1] != np.prod(shape):
        raise ValueError(f"images has shape {images.shape}, but each row must hold {np.prod(shape)} pixels.")
    if len(images) == 0:
        raise ValueError("images has no rows: give at least one image.")
    rows = -(-len(images) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(columns, rows * (1.35 if len(titles) else 1.05)), squeeze=False)
    limit = float(np.abs(images).max()) or 1.0
    look = {"cmap": "gray_r", "vmin": 0, "vmax": limit}
    if weights:  # in the colours of the live pictures
        look = {"cmap": ListedColormap(colors_of("diverging")[:-1] / 255), "vmin": -limit, "vmax": limit}
    for i, ax in enumerate(axes.flat):
        ax.axis("off")
        if i < len(images):
            ax.imshow(images[i].reshape(shape), **look)
        if i < min(len(images), len(titles)):
            ax.set_title(titles[i], fontsize=FONT_SIZE, pad=3)
    figure.tight_layout(pad=0.3)
    return figure
