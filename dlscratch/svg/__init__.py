"""Pictures as text: charts, matrices, images and diagrams in SVG, by NumPy alone.

Every drawing function returns a `Picture`; `picture.svg()` is its text, which follows the page's theme, scales with its
column and is the same for the same data. 700 units are a full column: at that width text has at least 14 and lines 2
pixels. The names follow what is drawn: `chart` takes marks (`line`, `points`, `bars`, …), the others draw at once.
"""

from .areas import band, bars, contours, field, histogram
from .charts import chart
from .graphs import Edge, Node, graph
from .grids import heat_map, image_grid
from .marks import arrows, line, note, points, rule
from .picture import COLORS, Picture, added, below, beside, number, percent
from .wires import network

__all__ = [
    "COLORS",
    "Edge",
    "Node",
    "Picture",
    "added",
    "arrows",
    "band",
    "bars",
    "below",
    "beside",
    "chart",
    "contours",
    "field",
    "graph",
    "heat_map",
    "histogram",
    "image_grid",
    "line",
    "network",
    "note",
    "number",
    "percent",
    "points",
    "rule",
]
