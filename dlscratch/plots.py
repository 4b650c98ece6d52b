"""Still pictures, one a function, by matplotlib. Each draws on `ax`, or on a new figure, and returns what it drew on.

Curves differ in colour, line style and marker, so that no picture needs colour alone.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.ticker import MaxNLocator

from .arrays import as_floats, as_targets
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
    ax = ax or _new_axes()
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


def plot_accuracy(history, ax=None):
    """Draw the training and test accuracy of each epoch, from the records of `train`.

    Raises ValueError where the records hold no accuracy.

    >>> from dlscratch import Epoch
    >>> ax = plot_accuracy([Epoch(0, 0, 2.3, 0.1, 0.1), Epoch(1, 600, 0.5, 0.9, 0.8)])
    >>> [line.get_label() for line in ax.lines]
    ['training', 'test']
    """
    curves = {
        "training": [record.train_accuracy for record in history],
        "test": [record.test_accuracy for record in history],
    }
    curves = {name: values for name, values in curves.items() if values and None not in values}
    if not curves:
        raise ValueError("these records hold no accuracy: train a network that gives answers, on data with targets.")
    ax = plot_curves(curves, "epoch", "accuracy", ax)
    ax.set_ylim(0, 1.02)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
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


def plot_confusion(counts, ax=None):
    """Draw counts (K, K) of `confusion_matrix`: a row a true class, a column an answer, the mistakes shaded.

    >>> ax = plot_confusion([[9, 1], [0, 10]])
    >>> [text.get_text() for text in ax.texts]
    ['9', '1', '0', '10']
    """
    counts = np.asarray(counts)
    ax = ax or _new_axes(6.5)
    mistakes = np.where(np.eye(len(counts), dtype=bool), 0, counts)
    ax.imshow(mistakes, cmap="Oranges", vmin=0, vmax=max(int(mistakes.max()) * 1.6, 1))
    for row, column in np.ndindex(counts.shape):
        weight = "bold" if row == column else "normal"
        ax.text(column, row, counts[row, column], ha="center", va="center", fontsize=FONT_SIZE - 2, weight=weight)
    ax.set_xlabel("answer of the network", fontsize=FONT_SIZE)
    ax.set_ylabel("true class", fontsize=FONT_SIZE)
    ax.set_xticks(range(len(counts)))
    ax.set_yticks(range(len(counts)))
    ax.tick_params(labelsize=FONT_SIZE)
    return ax


def plot_boundary(net, x, t, ax=None):
    """Draw points x (N, 2) with targets t, over the class that the network gives to each place.

    Raises ValueError for more classes than there are colours, six.

    >>> from dlscratch import MultiLayerNet, xor
    >>> ax = plot_boundary(MultiLayerNet([2, 4, 2]), *xor(20))
    >>> ax.get_aspect()
    1.0
    """
    x = as_floats(x, "x")
    ax = ax or _new_axes(6)
    reach = 1.1 * float(np.abs(x).max())
    side = np.linspace(-reach, reach, 200)
    places = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)  # (40000, 2)
    y = net.predict(places)
    classes = y.argmax(axis=1) if y.shape[1] > 1 else (y[:, 0] > 0.5).astype(int)
    kinds = max(y.shape[1], 2)
    if kinds > len(COLORS):
        raise ValueError(f"the network has {kinds} classes, but only {len(COLORS)} can be told apart by colour.")
    levels = np.arange(kinds + 1) - 0.5
    ax.contourf(side, side, classes.reshape(200, 200), levels=levels, colors=COLORS[:kinds], alpha=0.2)
    labels = as_targets(t, (len(x), y.shape[1])).argmax(axis=1) if y.shape[1] > 1 else np.ravel(t)
    for k in range(kinds):
        look = {"color": COLORS[k], "marker": MARKERS[k], "edgecolor": "black", "linewidth": 0.5}
        ax.scatter(*x[labels == k].T, label=str(k), **look)
    ax.legend(fontsize=FONT_SIZE, title="class", title_fontsize=FONT_SIZE)
    ax.set_aspect("equal")
    ax.tick_params(labelsize=FONT_SIZE)
    return ax


def _new_axes(height=4.5):
    return plt.subplots(figsize=(8, height), layout="constrained")[1]
