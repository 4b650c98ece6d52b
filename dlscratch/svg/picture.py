"""What every drawing function returns: a picture that becomes SVG text when asked."""

import base64
import zlib
from dataclasses import dataclass
from html import escape

import numpy as np

from .png import data_uri

# Okabe and Ito's colours, which people with any colour vision can tell apart (jfly.uni-koeln.de/color). Orange and sky
# blue are darker than theirs: each has a contrast of at least 3 to 1 on white and on the dark ground of a notebook.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B98000", "#3B97D3", "#8C8C8C")
POSITIVE, NEGATIVE = "#0072B2", "#D55E00"
GROUND, INK = "#ffffff", "#1b1b1b"
SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
SUPERSCRIPT = str.maketrans("0123456789-", SMALL)
# How wide letters are, in hundredths of their size: in the widest of Helvetica, Arial and DejaVu Sans.
WIDTHS = {
    letter: width
    for width, letters in {
        30: "'Iijl", 32: " ,.·", 35: "/:;\\|", 40: "()-[]ft", 41: "r⁰¹²³⁴⁵⁶⁷⁸⁹", 45: "!", 50: "\"*J`°", 53: "⁻",
        56: "csz", 60: "?L_kvxy", 64: "$0123456789abdeghnopqu{}√Σσ", 66: "FT",
        70: "ABEKPSVXYZ", 75: "CNRU", 80: "&DGHOQ",
        84: "#+<=>^w~−×→≠↔≈∞", 90: "M",
    }.items()
    for letter in letters
}  # fmt: skip


@dataclass(frozen=True)
class Raster:
    """A small image inside a picture: one palette index (uint8) a pixel, encoded only when the text is made."""

    x: float
    y: float
    width: float
    height: float
    indexes: np.ndarray
    palette: str

    def text(self, still):
        return (
            f'<image x="{self.x:.1f}" y="{self.y:.1f}" width="{self.width:.1f}" height="{self.height:.1f}" '
            f'preserveAspectRatio="none" style="image-rendering:pixelated" '
            f'href="{data_uri(self.indexes, self.palette, 0 if still else 1)}"/>'
        )


@dataclass(frozen=True, repr=False)
class Picture:
    """A drawing of `width` x `height` units (700 units are a full column), with a title and one sentence.

    `parts` are pieces of SVG text and rasters, in drawing order. `title` and `desc` are what a screen reader says.
    `rows` are the pictures it is joined from, a tuple of tuples, so that a page can show each by itself.

    >>> from dlscratch import svg
    >>> svg.chart(svg.line([0, 1], [2, 3]), title="Loss", desc="The loss rises from 2 to 3.")
    Loss: The loss rises from 2 to 3.
    """

    width: float
    height: float
    parts: tuple
    title: str
    desc: str
    rows: tuple = ()

    def panels(self):
        """Return the pictures that it is joined from, row by row: at least itself."""
        return self.rows or ((self,),)

    def panel(self, row_width):
        """Return the picture as a panel of a live demo: SVG text whose style sheet knows its width and its row's.

        Its sentence stands beside it on the page.
        """
        body = "".join([part if isinstance(part, str) else part.text(False) for part in self.parts])
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(self.title)}" style="--w:{self.width:g};--row:{row_width:g}" '
            f'fill="currentColor" font-family="system-ui,sans-serif" font-size="14">{body}</svg>'
        )

    def svg(self, still=False, prefix=""):
        """Return the picture as SVG text that follows the page's ink and scales with its column.

        `still=True` gives the copy that is stored in a notebook: its own light ground and ink, and images whose bytes
        are the same on every machine. `prefix` starts the two ids inside; without one it comes from title and sentence.
        """
        prefix = prefix or f"p{zlib.crc32(f'{self.title} {self.desc}'.encode()):08x}"
        body = "".join([part if isinstance(part, str) else part.text(still) for part in self.parts])
        if still:
            size = f'width="{self.width:g}" height="{self.height:g}" style="max-width:100%;height:auto;color:{INK}"'
            body = f'<rect width="100%" height="100%" fill="{GROUND}"/>{body}'
        else:
            size = f'width="100%" style="display:block;height:auto;max-width:{1.5 * self.width:g}px"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" {size} role="img" '
            f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc" fill="currentColor" '
            f'font-family="system-ui,sans-serif" font-size="14"><title id="{prefix}-title">{escape(self.title)}</title>'
            f'<desc id="{prefix}-desc">{escape(self.desc)}</desc>{body}</svg>'
        )

    def _repr_html_(self):
        """Return the still inside an image: Jupyter shows no SVG of a notebook that it does not trust, but images."""
        data = base64.b64encode(self.svg(still=True).encode()).decode("ascii")
        return f'<img alt="{escape(repr(self))}" src="data:image/svg+xml;base64,{data}">'

    def __repr__(self):
        return f"{self.title}: {self.desc}"


def beside(*pictures, gap=20, title=None, desc=None):
    """Return one picture with `pictures` side by side, their tops aligned; its words are theirs unless given.

    On a narrow page they stand under each other.

    >>> from dlscratch import svg
    >>> one = svg.chart(title="Loss", desc="Empty.", width=340)
    >>> svg.beside(one, one, title="Two charts").width
    700
    """
    return _join(pictures, gap, title, desc, (pictures,), across=True)


def below(*pictures, gap=16, title=None, desc=None):
    """Return one picture with `pictures` under each other, their left edges aligned; its words are theirs unless given.

    >>> from dlscratch import svg
    >>> one = svg.chart(title="Loss", desc="Empty.", height=300)
    >>> svg.below(one, one, gap=10, title="Two charts").height
    610
    """
    rows = tuple(row for picture in pictures for row in picture.panels())
    return _join(pictures, gap, title, desc, rows, across=False)


def _join(pictures, gap, title, desc, rows, across):
    parts, offset = [], 0
    for picture in pictures:
        shift = (offset, 0) if across else (0, offset)
        parts += [f'<g transform="translate({shift[0]:g} {shift[1]:g})">', *picture.parts, "</g>"]
        offset += gap + (picture.width if across else picture.height)
    total = max(offset - gap, 0)
    widest = max((p.width for p in pictures), default=0)
    tallest = max((p.height for p in pictures), default=0)
    title = ", ".join(p.title for p in pictures) if title is None else title
    desc = " ".join(p.desc for p in pictures) if desc is None else desc
    return Picture(*((total, tallest) if across else (widest, total)), tuple(parts), title, desc, rows)


def text(x, y, words, *, size=14, anchor="start", weight="", fill="", muted=False):
    """Return a line of text whose baseline is at y; `anchor` says which end (start, middle, end) is at x."""
    look = f' text-anchor="{anchor}"' if anchor != "start" else ""
    look += f' font-size="{size:g}"' if size != 14 else ""
    look += f' font-weight="{weight}"' if weight else ""
    look += f' fill="{fill}"' if fill else ""
    look += ' fill-opacity=".75"' if muted else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{look}>{escape(str(words))}</text>'


def plate(x, y, words):
    """Return words in the middle of (x, y) on a light plate of their own, to be read on top of lines in any theme."""
    wide = text_width(words) + 6
    return (
        f'<rect x="{x - wide / 2:.1f}" y="{y - 9:.1f}" width="{wide:.1f}" height="18" rx="4" fill="{GROUND}" '
        f'fill-opacity=".92"/>{text(x, y + 5, words, anchor="middle", fill=INK)}'
    )


def heading(title):
    """Return the visible title of a picture, which takes its first 26 units of height."""
    return text(0, 17, title, size=16, weight="600")


def text_width(words, size=14):
    """Return how wide the words will be at most: browsers measure text, we look its letters up (others are square)."""
    return sum([WIDTHS.get(letter, 105) for letter in str(words)]) * size / 100


def number(value):
    """Return a number as short text for a picture: three or four digits, a true minus sign, powers of ten.

    >>> from dlscratch import svg
    >>> [svg.number(value) for value in (0.1, 2.302585, -60000, 1e-05, 2e9)]
    ['0.1', '2.303', '−60,000', '10⁻⁵', '2·10⁹']
    """
    value = float(value)
    if not np.isfinite(value):
        return str(value).replace("-", "−").replace("inf", "∞")
    if value != 0 and not 1e-4 < abs(value) < 1e6:
        digits, power = f"{value:.2e}".split("e")
        digits = digits.rstrip("0").rstrip(".")
        power = "10" + str(int(power)).translate(SUPERSCRIPT)
        short = power if digits == "1" else "−" + power if digits == "-1" else f"{digits}·{power}"
    elif abs(value) >= 1000:
        short = f"{value:,.0f}"
    else:
        short = f"{value:.4g}"
    return short.replace("-", "−")


def percent(share, digits=0):
    """Return a share from 0 to 1 in per cent, with so many digits behind the point.

    >>> from dlscratch import svg
    >>> svg.percent(0.574), svg.percent(0.9332, digits=1)
    ('57 %', '93.3 %')
    """
    return f"{100 * share:.{digits}f} %"


def added(value):
    """Return a number as a term of a sum: with its sign in front.

    >>> from dlscratch import svg
    >>> svg.added(2.5), svg.added(-5)
    ('+ 2.5', '− 5')
    """
    return f"− {number(-value)}" if value < 0 else f"+ {number(value)}"
