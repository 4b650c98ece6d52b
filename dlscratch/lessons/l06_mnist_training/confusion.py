"""The confusion matrix, and the images behind each of its cells."""

from dataclasses import dataclass, replace
from functools import partial
from html import escape

import numpy as np

from ... import live, svg
from ...arrays import as_floats
from ...training import confusion_matrix

MOST = 20  # images in the gallery

# A click on the matrix moves the two menus, as a hand would; the menus are also there for the keyboard.
ON_CLICK = """
const box = this.getBoundingClientRect(), root = this.closest('.dl-live'), count = COUNT;
const cell = (at, size) => Math.min(count - 1, Math.max(0, Math.floor(at / size * count)));
const put = (name, index) => {
  const menu = root.querySelector('.dl-' + name + ' select');
  if (menu && menu.selectedIndex !== index) {
    menu.selectedIndex = index;
    menu.dispatchEvent(new Event('change', {bubbles: true}));
  }
};
put('true', cell(event.clientY - box.top, box.height));
put('answer', cell(event.clientX - box.left, box.width));
"""


@dataclass(frozen=True)
class _Clicks:
    """The part of the live picture that answers clicks; the stored picture, which cannot, is made without it."""

    x: float
    y: float
    width: float
    height: float
    count: int

    def text(self, still):
        code = escape(" ".join(ON_CLICK.replace("COUNT", str(self.count)).split()))
        place = f'x="{self.x:.1f}" y="{self.y:.1f}" width="{self.width:.1f}" height="{self.height:.1f}"'
        return "" if still else f'<rect {place} fill="transparent" style="cursor:pointer" onclick="{code}"/>'


class Predictions:
    """What a network answered to images x (N, D) with labels or one-hot rows t: each image in one cell of a matrix.

    Raises ValueError where x are not square images.
    """

    def __init__(self, net, x, t):
        x = as_floats(x, "x")
        side = round(np.sqrt(x[0].size)) if x.ndim > 1 else 0
        if side < 2 or side**2 != x[0].size:
            raise ValueError(f"x has shape {x.shape}, but the gallery shows square images: give (N, 784) for 28 x 28.")
        self.images = x.reshape(len(x), side, side)
        y = np.asarray(net.predict(x))
        self.answer, self.sureness = y.argmax(axis=1), y.max(axis=1)
        self.counts = confusion_matrix(y, t)
        self.true = np.asarray(t) if np.ndim(t) == 1 else np.argmax(t, axis=1)

    @property
    def worst(self):
        """The cell (true class, answer) with the most mistakes."""
        mistakes = self.counts - np.diag(np.diag(self.counts))
        row, column = np.unravel_index(mistakes.argmax(), mistakes.shape)
        return int(row), int(column)

    def behind(self, true, answer):
        """Return the rows of the images in a cell, those of which the network was surest first."""
        rows = np.flatnonzero((self.true == true) & (self.answer == answer))
        return rows[np.argsort(-self.sureness[rows], kind="stable")]

    def summary(self, true, answer):
        count, all_of_it = self.counts[true, answer], self.counts[true].sum()
        right = np.diag(self.counts).sum()
        read = "recognised" if true == answer else f"read as {answer}"
        return (
            f"{right:,} of {len(self.true):,} answers are right. Of the {all_of_it:,} images of a {true}, "
            f"{count:,} {'was' if count == 1 else 'were'} {read}; the percentage is how sure the network was."
        )


def _picture(predictions, true, answer):
    names = range(len(predictions.counts))
    mistakes = np.where(np.eye(len(names), dtype=bool), np.nan, predictions.counts)
    sentence = predictions.summary(true, answer)
    matrix = svg.heat_map(
        mistakes,
        limits=(0, max(1, np.nanmax(mistakes))),
        palette="amount",
        bar=False,
        row_names=names,
        column_names=names,
        row_label="the digit",
        column_label="the network's answer",
        highlight=(true, answer),
        numbers=[[f"{count}" for count in row] for row in predictions.counts],
        title="Who is taken for whom?",
        desc=sentence,
        width=400,
        height=430,
    )
    field = next(part for part in matrix.parts if not isinstance(part, str))
    clicks = _Clicks(field.x, field.y, field.width, field.height, len(names))
    matrix = replace(matrix, parts=(*matrix.parts, clicks))
    return svg.beside(matrix, _gallery(predictions, true, answer), title="Confusion matrix", desc=sentence)


def _gallery(predictions, true, answer):
    rows = predictions.behind(true, answer)
    shown = rows[:MOST]
    many = f"{len(shown)} of {len(rows):,}" if len(rows) > MOST else f"{len(rows)}"
    title = f"{many}: a {true}, " + ("recognised" if true == answer else f"read as {answer}")
    return svg.image_grid(
        predictions.images[shown],
        captions=[svg.percent(sure) for sure in predictions.sureness[shown]],
        columns=4,
        title=title,
        desc="",
        limits=(0, max(1.0, float(predictions.images[shown].max(initial=0)))),
        width=280,
        largest=62,
    )


def confusion(net, x, t, **settings):
    """Show which digit a network takes for which, and the images behind each cell.

    `net` predicts; x (N, 784) are images, t their labels (N,) or one-hot rows. The settings `true` and `answer` name a
    cell; it starts with the one that has the most mistakes.
    Raises ValueError for images that are not square, labels that do not fit, and settings that do not.

    >>> import dlscratch as dl
    >>> from dlscratch import demos
    >>> _, (x, t) = dl.load_mnist()
    >>> demos.confusion(dl.TwoLayerNet(784, 50, 10), x, t, true=3, answer=5).settings
    {'true': 3, 'answer': 5}
    """
    predictions = Predictions(net, x, t)
    classes = list(range(len(predictions.counts)))
    true, answer = predictions.worst
    controls = {
        "true": live.menu(true, classes, label="the digit"),
        "answer": live.menu(answer, classes, label="read as"),
    }
    given = {"net": net, "x": x, "t": t}
    demo = live.Demo(partial(_picture, predictions), controls, settings, call="demos.confusion", given=given)
    for name, widget in demo.widgets.items():
        widget.add_class(f"dl-{name}")
    return demo
