"""The pictures are read back: parsed as XML, measured, and their images decoded."""

import base64
import html
import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from dlscratch import svg
from dlscratch.svg import scales
from dlscratch.svg.grids import EVEN
from dlscratch.svg.picture import text_width
from dlscratch.svg.png import colors_of, indexes_of, luminance

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"title": "A title", "desc": "One sentence."}


def gallery():
    """One picture of each kind, each at the width it has in a column of 700."""
    rng = np.random.default_rng(0)
    z = np.add.outer(np.linspace(-1, 1, 20), np.linspace(-2, 1, 30))
    x, y = np.arange(50.0), rng.random(50) + 0.1
    nodes = {"a": svg.Node("100", 0, 0, "value"), "b": svg.Node("×", 1, 0.5), "c": svg.Node("2", 0, 1, "value")}
    edges = [svg.Edge("a", "b", "100", "2"), svg.Edge("c", "b", "2", "100")]
    chart = svg.chart(svg.line(x, y, "training"), svg.line(x, y / 2, "test"), svg.rule(y=0.5, name="half"), **WORDS)
    half = svg.chart(svg.line(x, y), svg.note(3, 0.5, "here"), x_label="x", y_label="y", width=340, **WORDS)
    return {
        "line": chart,
        "log": svg.chart(svg.line(x + 1, y, "loss"), x_scale="log", y_scale="log", x_label="h", **WORDS),
        "points": svg.chart(*[svg.points(x, y + k, f"class {k}") for k in range(7)], **WORDS),
        "bars": svg.chart(svg.bars([1, -2, 0.5], ["a", "b", "c"], highlight=1, numbers="{:.1f}"), **WORDS),
        "band": svg.chart(svg.band(x, y / 2, y, "all runs"), svg.line(x, y, "one"), **WORDS),
        "histogram": svg.chart(svg.histogram(y, 10, "layer 1"), svg.histogram(y / 2, 10, "layer 2"), **WORDS),
        "arrows": svg.chart(svg.arrows(0, 0, x, y, "batches", faint=True), svg.arrows(0, 0, 3, 1, "all"), **WORDS),
        "boundary": svg.chart(
            svg.field(z, (-2, 1), (-1, 1)),
            svg.contours(z, (-2, 1), (-1, 1), [0], "boundary"),
            svg.points([0.5], [0.5], "class 0"),
            equal=True,
            **WORDS,
        ),
        "heat map": svg.heat_map(z, row_label="true", column_label="answer", **WORDS),
        "confusion": svg.heat_map(
            np.eye(3), row_names="abc", column_names="abc", numbers="{:.0f}", highlight=(0, 1), **WORDS
        ),
        "images": svg.image_grid(rng.random((7, 8, 8)), captions=range(7), columns=4, **WORDS),
        "weights": svg.image_grid(rng.normal(size=(7, 8, 8)), palette="diverging", **WORDS),
        "network": svg.network([rng.normal(size=(30, 12)), rng.normal(size=(12, 2))], layer_names="xhy", **WORDS),
        "numbers": svg.network(
            [rng.normal(size=(2, 3))],
            values=[[1, 2], [3, 4, 5]],
            biases=[[1, 2, 3]],
            names_in=["x0", "x1"],
            names_out="abc",
            numbers=True,
            **WORDS,
        ),
        "maps": svg.network([np.ones((2, 1))], maps=[rng.random((2, 9, 9)), None], **WORDS),
        "graph": svg.graph(nodes, edges, current=("a", "b"), **WORDS),
        "together": svg.below(svg.beside(half, half), chart),
    }


KINDS = sorted(gallery())


def parse(picture, **options):
    return ET.fromstring(picture.svg(**options))


def scaled(root):
    """Walk the elements, each with the scale its units are drawn at."""

    def walk(element, scale):
        found = re.search(r"scale\(([\d.]+)\)", element.get("transform", ""))
        scale *= float(found[1]) if found else 1
        yield element, scale
        for child in element:
            yield from walk(child, scale)

    return list(walk(root, 1.0))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("still", [False, True])
def test_every_picture_is_legible_and_says_what_it_is(kind, still):
    picture = gallery()[kind]
    root = parse(picture, still=still)
    assert root.get("role") == "img"
    title, desc = root[0], root[1]
    assert (title.text, desc.text) == (picture.title, picture.desc)
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), desc.get("id"))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 2
    assert root.get("viewBox") == f"0 0 {picture.width:g} {picture.height:g}"
    assert picture.width <= 700
    for element, scale in scaled(root):
        size = float(element.get("font-size", 14)) * scale
        assert element.tag != SVG + "text" or size >= 14
        assert "stroke-width" not in element.attrib or float(element.get("stroke-width")) * scale >= 1.99
        assert not element.get("stroke") or "stroke-width" in element.attrib


@pytest.mark.parametrize("kind", KINDS)
def test_same_data_same_bytes(kind):
    for still in (False, True):
        assert gallery()[kind].svg(still=still) == gallery()[kind].svg(still=still)


@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_gets_the_still_picture_inside_an_image(kind):
    image = gallery()[kind]._repr_html_()
    words, data = re.fullmatch(r'<img alt="([^"<>]+)" src="data:image/svg\+xml;base64,([\w+/=]+)">', image).groups()
    assert base64.b64decode(data).decode() == gallery()[kind].svg(still=True)
    assert html.unescape(words) == repr(gallery()[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_ink_follows_the_page_and_the_still_picture_has_its_own_ground(kind):
    live, still = parse(gallery()[kind]), parse(gallery()[kind], still=True)
    assert live.get("fill") == "currentColor" and "color:" not in live.get("style")
    assert live[2].get("fill") != "#ffffff" or live[2].get("width") != "100%"
    assert "color:#1b1b1b" in still.get("style")
    assert (still[2].get("width"), still[2].get("height"), still[2].get("fill")) == ("100%", "100%", "#ffffff")
    assert still.get("width") == f"{gallery()[kind].width:g}"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written_outside_the_picture(kind):
    picture = gallery()[kind]
    for text in (part for part in picture.parts if isinstance(part, str)):
        for x, y in re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"', text):
            assert 0 <= float(x) <= picture.width and 0 <= float(y) <= picture.height


@pytest.mark.parametrize("x", [0, 0.5, 1])
def test_the_name_of_a_rule_stays_inside(x):
    words = ET.fromstring(svg.chart(svg.rule(x=x, name="a long name"), x_limits=(0, 1), **WORDS).svg())
    (name,) = [part for part in words.iter() if part.text == "a long name"]
    start = float(name.get("x")) - (text_width(name.text) if name.get("text-anchor") == "end" else 0)
    assert 0 <= start and start + text_width(name.text) <= 700


def test_ids_differ_with_content_and_follow_a_prefix():
    one, two = (svg.chart(title=title, desc="d").svg() for title in ("one", "two"))
    assert re.search(r'id="([^"]+)"', one)[1] != re.search(r'id="([^"]+)"', two)[1]
    assert 'id="loss-title"' in svg.chart(title="t", desc="d").svg(prefix="loss")


def test_words_are_escaped():
    picture = svg.chart(svg.line([1, 2], [1, 2], "a<b & c"), title='<script>"', desc="x < y & z")
    root = parse(picture)
    assert root[0].text == '<script>"' and root[1].text == "x < y & z"
    assert any(e.text == "a<b & c" for e in root.iter(SVG + "text"))


# ---- where things are drawn


def ticks_of(root, anchor):
    """Return {value: place} of the tick words: anchor "end" is the y axis, "middle" the x axis."""
    found = {}
    for e in root.iter(SVG + "text"):
        words = (e.text or "").replace("−", "-").replace(",", "")
        if e.get("text-anchor") == anchor and re.fullmatch(r"-?[\d.]+", words):
            found[float(words)] = float(e.get("y")) - 5 if anchor == "end" else float(e.get("x"))
    return found


def polylines(root, stroke=None):
    """Return the drawn lines as lists of (x, y) in units, gaps making new lists."""
    lines = []
    for e in root.iter(SVG + "path"):
        if e.get("stroke-linejoin") and (stroke is None or e.get("stroke") == stroke):
            for run in e.get("d").split("M")[1:]:
                numbers = [int(n) / 10 for n in re.findall(r"-?\d+", run)]
                lines.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return lines


def test_a_line_passes_through_its_ticks():
    x = y = np.array([0, 1, 2, 3, 4.0])
    root = parse(svg.chart(svg.line(x, y), **WORDS))
    across, up = ticks_of(root, "middle"), ticks_of(root, "end")
    for value, (px, py) in zip(x, polylines(root)[0], strict=True):
        assert px == pytest.approx(across[value], abs=0.2)
        assert py == pytest.approx(up[value], abs=0.2)
    assert up[4.0] < up[0.0]


def test_a_log_scale_gives_each_decade_the_same_height():
    root = parse(svg.chart(svg.line([0, 1, 2], [0.01, 0.1, 1]), y_scale="log", **WORDS))
    (_, a), (_, b), (_, c) = polylines(root)[0]
    assert a - b == pytest.approx(b - c, abs=0.2) and a > b > c
    assert ticks_of(root, "end")[0.1] == pytest.approx(b, abs=0.2)


def test_gaps_at_what_is_not_finite_and_at_what_has_no_logarithm():
    y = [1, 2, np.nan, 4, np.inf, 6, 7]
    assert [len(run) for run in polylines(parse(svg.chart(svg.line(range(7), y), **WORDS)))] == [2, 1, 2]
    y = [1, 2, 0, 4, -1, 6, 7]
    assert [len(r) for r in polylines(parse(svg.chart(svg.line(range(7), y), y_scale="log", **WORDS)))] == [2, 1, 2]


def test_long_lines_are_thinned_but_keep_their_extremes_and_gaps():
    y = np.sin(np.arange(60_000) / 5000)
    y[12_345], y[45_678] = 9.0, -9.0
    y[30_000:30_200] = y[20_001] = np.nan
    runs = polylines(parse(svg.chart(svg.line(np.arange(60_000), y), **WORDS)))
    assert len(runs) == 3
    assert sum(map(len, runs)) < 2000
    up = ticks_of(parse(svg.chart(svg.line(np.arange(60_000), y), **WORDS)), "end")
    unit = (up[5.0] - up[0.0]) / 5
    heights = np.array([py for run in runs for _, py in run])
    assert heights.min() == pytest.approx(up[0.0] + 9 * unit, abs=0.3)
    assert heights.max() == pytest.approx(up[0.0] - 9 * unit, abs=0.3)


def test_series_differ_without_colour():
    picture = svg.chart(*[svg.line([0, 1], [k, k], f"{k}") for k in range(7)], **WORDS)
    lines = [e for e in parse(picture).iter(SVG + "path") if e.get("stroke-linejoin")]
    assert len({e.get("stroke-dasharray") for e in lines}) == 7
    picture = svg.chart(*[svg.points([0], [k], f"{k}") for k in range(7)], **WORDS)
    shapes = {re.sub(r"M\d+ \d+", "", p.split(' d="')[1].split('"')[0]) for p in picture.parts if 'd="M' in str(p)}
    assert len(shapes) >= 7


@pytest.mark.parametrize("y", [[], [np.nan], [3, 3, 3], [0, 0], [1e300, -1e300], [np.inf, -np.inf], [1e-320], [-5, -4]])
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_any_data_gives_a_picture_whose_numbers_are_finite(y, scale):
    text = svg.chart(svg.line(range(len(y)), y, "a"), svg.points(range(len(y)), y), y_scale=scale, **WORDS).svg()
    assert "nan" not in text and "inf" not in text
    ET.fromstring(text)


def test_what_leaves_the_axes_is_cut():
    root = parse(svg.chart(svg.line([0, 1], [0, 1e9]), y_limits=(0, 1), **WORDS))
    window = next(e for e in root.iter(SVG + "svg") if e is not root)
    assert window.get("overflow") == "hidden" and polylines(window)


def test_direct_names_do_not_touch():
    for last in (1.0, 0.0, 0.5):
        lines = [svg.line([0, 1], [0.5, last + k / 1e6], f"series {k}") for k in range(6)]
        picture = svg.chart(*lines, y_limits=(0, 1), **WORDS)
        names = [e for e in parse(picture).iter(SVG + "text") if (e.text or "").startswith("series")]
        y = sorted(float(e.get("y")) for e in names)
        assert len(y) == 6 and np.diff(y).min() >= 18
        assert 26 < y[0] and y[-1] < picture.height - 10


def test_a_band_goes_along_its_upper_line_and_back_along_its_lower():
    chart = svg.chart(svg.band([0, 1, 2, 3], [0, 1, np.nan, 0], [2, 3, 9, 2], "runs"), **WORDS, x_limits=(0, 3))
    path = next(p for p in parse(chart).iter(f"{SVG}path") if p.get("fill-opacity") == ".25" and p.get("transform"))
    x, y = np.array(re.findall(r"-?\d+", path.get("d")), float).reshape(-1, 2).T
    assert (
        len(x) == 6 and (x[:3] == x[:2:-1]).all() and (y[:3] < y[:2:-1]).all()
    )  # upwards y is smaller; no third place
    assert np.isclose(y[5] - y[0], y[4] - y[1]) and np.isclose(y[5] - y[0], y[3] - y[2])  # all are 2 high
    with pytest.raises(ValueError, match=r"three rows of one length: got shapes \(2,\), \(3,\) and \(2,\)"):
        svg.band([0, 1], [1, 2, 3], [1, 2])


def test_bars_have_their_heights_and_histograms_their_shares():
    root = parse(svg.chart(svg.bars([1, 2, 0], ["a", "b", "c"]), **WORDS))
    bars = [e for e in root.iter(SVG + "rect")]
    heights = [float(e.get("height")) for e in bars]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2) and heights[2] == 0
    assert {e.text for e in root.iter(SVG + "text")} >= {"a", "b", "c"}
    mark = svg.histogram([0, 0, 0, 1, np.nan], bins=2)
    assert mark.heights.tolist() == [0.75, 0.25]


def test_an_arrow_ends_at_its_tip_even_where_it_is_short():
    root = parse(svg.chart(svg.arrows([0, 2], [0, 2], [1, 0], [1, 0]), x_limits=(0, 4), y_limits=(0, 4), **WORDS))
    across, up = ticks_of(root, "middle"), ticks_of(root, "end")
    heads = next(e.get("d") for e in root.iter(SVG + "path") if e.get("d").endswith("z"))
    tips = [tuple(int(v) / 10 for v in re.match(r"(-?\d+) (-?\d+)", d).groups()) for d in heads.split("M")[1:]]
    assert tips[0] == pytest.approx((across[1.0], up[1.0]), abs=0.2)
    assert tips[1] == pytest.approx((across[2.0], up[2.0]), abs=0.2)
    shaft = next(
        e.get("d")
        for e in root.iter(SVG + "path")
        if e.get("d").startswith("M") and "L" in e.get("d") and e.get("stroke-width") == "25"
    )
    neck = int(re.match(r"M\d+ \d+L(\d+)", shaft)[1]) / 10
    assert across[0.0] < neck < tips[0][0]


def test_equal_axes_have_square_units():
    for marks in ([svg.line([0, 1], [0, 3])], [svg.field(np.eye(3), (0, 1), (0, 3))]):
        root = parse(svg.chart(*marks, equal=True, **WORDS))
        across, up = (sorted(ticks_of(root, a).items()) for a in ("middle", "end"))
        unit_x = (across[-1][1] - across[0][1]) / (across[-1][0] - across[0][0])
        unit_y = (up[0][1] - up[-1][1]) / (up[-1][0] - up[0][0])
        assert unit_x == pytest.approx(unit_y, rel=0.02)


def test_level_lines_of_a_cone_are_a_circle():
    from dlscratch.svg.contour import level_lines

    at = np.linspace(-2, 2, 81)
    x, y = level_lines(np.hypot(*np.meshgrid(at, at)), 1.003)
    radius = np.hypot(x / 20 - 2, y / 20 - 2)
    assert len(x) > 100
    assert np.abs(radius - 1.003).max() < 0.01
    ends = np.round(np.stack([x.ravel(), y.ravel()], axis=1), 9)
    _, counts = np.unique(ends, axis=0, return_counts=True)
    assert set(counts.tolist()) == {2}  # every end is shared: the line is closed
    x, _ = level_lines([[0, 1], [1, 0]], 0.5)
    assert len(x) == 2  # a saddle: two segments in one square
    assert len(level_lines([[0, 1], [np.nan, 0]], 0.5)[0]) <= 1


# ---- images


def pixels(root, n=0):
    href = [e for e in root.iter(SVG + "image")][n].get("href")
    image = Image.open(io.BytesIO(base64.b64decode(href.removeprefix("data:image/png;base64,"))))
    return np.array(image.convert("RGBA"))


def test_a_heat_map_has_the_palette_s_colours_and_nothing_where_nothing_is():
    root = parse(svg.heat_map([[-1, 0, 1], [np.nan, np.inf, 0.5]], palette="diverging", **WORDS))
    rgba = pixels(root)
    assert rgba.shape == (2, 3, 4)
    assert rgba[0, 1].tolist() == [255, 255, 255, 255]
    red, _, blue = rgba[0, 0, :3].astype(int)
    assert red > blue
    red, _, blue = rgba[0, 2, :3].astype(int)
    assert blue > red
    assert rgba[1, :2, 3].tolist() == [0, 0] and rgba[1, 2, 3] == 255


def test_row_0_of_a_field_lies_below():
    z = np.array([[0.0, 0], [0, 1]])
    rgba = pixels(parse(svg.chart(svg.field(z, (0, 1), (0, 1), palette="ink"), **WORDS)))
    assert rgba[0, 1, 0] < 50 and (rgba[1, :, 0] > 200).all()


def test_the_still_picture_has_the_same_pixels_without_compression():
    for kind in ("boundary", "images", "confusion"):
        live, still = (parse(gallery()[kind], still=still) for still in (False, True))
        assert np.array_equal(pixels(live), pixels(still))
        png = base64.b64decode(next(still.iter(SVG + "image")).get("href").split(",")[1])
        at = png.index(b"IDAT") + 4
        assert png[at : at + 3] == b"\x78\x01\x01"  # zlib, fastest; a final stored block


def test_rounding_moves_no_line_and_no_colour():
    """The last bits of a number differ from processor to processor; on the border of two pixels they would show."""
    limits = {"x_limits": (0, 1), "y_limits": (0, 1), "title": "", "desc": ""}
    whole = np.arange(0, 1.0005, 0.0005)  # many of them lie in the middle of two tenths of a unit
    texts = {svg.chart(svg.line(whole, whole + noise), **limits).svg() for noise in (-1e-13, 0, 1e-13)}
    assert len(texts) == 1
    between = (np.arange(254) + 0.5) / 254  # in the middle of two colours
    assert len({indexes_of([between + noise], "amount", (0, 1))[0].tobytes() for noise in (-1e-13, 0, 1e-13)}) == 1


def test_images_keep_their_order_and_pixels():
    images = np.zeros((5, 6, 6))
    for i in range(5):
        images[i, 0, i] = 1
    rgba = pixels(parse(svg.image_grid(images, columns=3, limits=(0, 1), **WORDS)))
    rows, columns = np.nonzero(rgba[..., 0] < 50)
    assert rows.tolist() == [0, 0, 0, 7, 7]
    assert columns.tolist() == [0, 7 + 1, 14 + 2, 3, 7 + 4]
    assert (rgba[:, 6, 3] == 0).all()  # the gap between two images is nothing
    assert "No image." in svg.image_grid(np.zeros((0, 8, 8)), **WORDS).svg()


def test_palettes_are_known_by_name():
    with pytest.raises(ValueError, match="palette 'jet' is unknown: choose one of sequential"):
        svg.heat_map([[1.0]], palette="jet", **WORDS)


# ---- diagrams


def test_wires_tell_sign_by_dash_and_size_by_width():
    root = parse(svg.network([np.array([[1.0], [-1.0], [0.1]])], **WORDS))
    wires = [e for e in root.iter(SVG + "path") if e.get("stroke-opacity")]
    looks = [(bool(e.get("stroke-dasharray")), float(e.get("stroke-width"))) for e in wires]
    assert sorted(looks) == [(False, 20.0), (False, 80.0), (True, 80.0)]
    assert len({e.get("stroke") for e in wires}) == 2


def test_a_wide_layer_shows_some_units_and_says_how_many():
    root = parse(svg.network([np.ones((784, 5)), np.ones((5, 10))], **WORDS))
    assert len([e for e in root.iter(SVG + "circle")]) == 9 + 5 + 10
    assert any(e.text == "⋮ 784" for e in root.iter(SVG + "text"))


@pytest.mark.parametrize("value", [0.0123456, -171.44, 5.53e-8, 8.13e-16])
def test_a_number_in_a_unit_stays_inside_it(value):
    network = svg.network([np.ones((2, 3))], values=[[0.0, 0.0], [value] * 3], width=475, height=330, **WORDS)
    radius = min(float(circle.get("r")) for circle in parse(network).iter(SVG + "circle"))
    shown = [e.text for e in parse(network).iter(SVG + "text")][-1]
    assert shown != "0" and text_width(shown) < 2 * radius, shown


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="weights 1 give 3 units and weights 2 take 4"):
        svg.network([np.ones((2, 3)), np.ones((4, 1))], **WORDS)


def test_a_graph_has_forward_above_and_backward_below():
    nodes = {"a": svg.Node("a", 0, 0), "b": svg.Node("b", 1, 0)}
    root = parse(svg.graph(nodes, [svg.Edge("a", "b", "200", "1.1")], current=("a", "b"), **WORDS))
    place = {e.text: float(e.get("y")) for e in root.iter(SVG + "text")}
    assert place["200"] < place["a"] < place["1.1"]
    strong = [e for e in root.iter(SVG + "path") if float(e.get("stroke-width", 0)) == 60]
    assert len(strong) == 1
    with pytest.raises(ValueError, match="no node 'c'"):
        svg.graph(nodes, [svg.Edge("a", "c")], **WORDS)


def test_pictures_side_by_side_and_below_each_other():
    a = svg.chart(title="A", desc="First.", width=300, height=200)
    b = svg.chart(title="B", desc="Second.", width=380, height=240)
    row, column = svg.beside(a, b), svg.below(a, b)
    assert (row.width, row.height, row.title, row.desc) == (700, 240, "A, B", "First. Second.")
    assert (column.width, column.height) == (380, 456)
    assert "translate(320 0)" in row.svg() and "translate(0 216)" in column.svg()
    assert svg.beside(a, b, title="both", desc="Two.").desc == "Two."


# ---- numbers


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (-3, 3), (0, 17), (1e-9, 2e-9), (1e6, 3e6), (-1e-3, 5), (0.1, 0.3), (99.9, 100.1)]
)
def test_ticks_are_round_evenly_spaced_and_inside(low, high):
    values = scales.ticks(low, high)
    steps = np.diff(values)
    assert 3 <= len(values) <= 7
    assert np.allclose(steps, steps[0])
    assert values[0] >= low - 1e-9 * high and values[-1] <= high * (1 + 1e-9)
    mantissa = f"{steps[0]:e}"[0]
    assert mantissa in "125"


def test_log_ticks_are_decades_and_never_fewer_than_two():
    assert scales.log_ticks(1e-15, 1).tolist() == [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1]
    assert len(scales.log_ticks(2.30, 2.31)) >= 2


def test_wrong_choices_are_named():
    with pytest.raises(ValueError, match="y_scale='loglog' is unknown: choose one of linear, log."):
        svg.chart(y_scale="loglog", **WORDS)
    with pytest.raises(ValueError, match="x_limits=.* give two numbers, low < high"):
        svg.chart(x_limits=(1, 1), **WORDS)
    with pytest.raises(ValueError, match="y_limits=.* give two positive numbers"):
        svg.chart(y_scale="log", y_limits=(0, 1), **WORDS)
    with pytest.raises(ValueError, match=r"line needs x and y of one length: got shapes \(2,\) and \(3,\)"):
        svg.line([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="one name a value: got 1 names"):
        svg.bars([1, 2], ["a"])
    with pytest.raises(ValueError, match=r"got shape \(3,\)"):
        svg.heat_map([1, 2, 3], **WORDS)
    with pytest.raises(ValueError, match=r"\(N, height, width\): got shape \(28, 28\)"):
        svg.image_grid(np.ones((28, 28)), **WORDS)


def test_the_words_of_the_last_tick_stay_inside():
    picture = svg.chart(svg.line([0, 1500], [0, 1]), title="t", desc="d", width=340, x_limits=(0, 1500))
    centred = [e for e in ET.fromstring(picture.svg()).iter(f"{SVG}text") if e.get("text-anchor") == "middle"]
    assert len(centred) >= 3
    assert all(float(e.get("x")) + text_width(e.text) / 2 <= 340 for e in centred)


def test_no_letter_is_wider_than_its_estimate():
    from matplotlib import ft2font, get_data_path

    font = ft2font.FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf")
    font.set_size(100, 72)
    for letter in map(chr, [*range(32, 127), *map(ord, "−·×→√≠↔⁰¹²³⁴⁵⁶⁷⁸⁹⁻≈∞Σσ⋮…")]):
        font.set_text(letter)
        assert font.load_char(ord(letter)).linearHoriAdvance / 65536 <= text_width(letter, 100) + 0.5, letter


def test_a_legend_of_wide_names_keeps_its_markers_apart():
    names = ["Momentum", "MMMMMM", "wwwwww", "Adam"]
    lines = [svg.line([0, 1], [i, i], name) for i, name in enumerate(names)]
    picture = ET.fromstring(svg.chart(*lines, legend="top", **WORDS).svg())
    words = {e.text: float(e.get("x")) for e in picture.iter(f"{SVG}text")}
    starts = [words[name] for name in names]
    for name, start, after in zip(names, starts, starts[1:], strict=False):
        assert start + text_width(name) <= after - 34  # where the next one's swatch begins


def test_a_short_legend_stands_on_the_line_of_the_title():
    lines = [svg.line([0, 1], [0, 1], name) for name in ("training", "test")]
    picture = ET.fromstring(svg.chart(*lines, title="Accuracy", desc="d", legend="top").svg())
    heights = {e.text: e.get("y") for e in picture.iter(f"{SVG}text")}
    assert heights["training"] == heights["test"] == heights["Accuracy"]


def test_every_colour_of_a_line_stands_out_on_light_and_dark_ground():
    colors = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in svg.COLORS])
    for ground in ("#ffffff", "#111111"):
        ground = luminance([int(ground[i : i + 2], 16) for i in (1, 3, 5)])
        light, dark = np.maximum(luminance(colors), ground), np.minimum(luminance(colors), ground)
        assert ((light + 0.05) / (dark + 0.05)).min() >= 3


@pytest.mark.parametrize("palette", ["sequential", "diverging", "soft", "amount", "ink", "classes"])
def test_a_number_in_a_cell_can_be_read(palette):
    ground = luminance(colors_of(palette)[:255])
    assert np.where(ground > EVEN, (ground + 0.05) / 0.05, 1.05 / (ground + 0.05)).min() >= 4.5


def test_a_joined_picture_knows_its_panels_row_by_row():
    one, two = (svg.chart(title=name, width=340, **{"desc": "d"}) for name in "ab")
    joined = svg.below(svg.beside(one, two), one)
    assert joined.panels() == ((one, two), (one,)) and one.panels() == ((one,),)
    assert svg.beside(svg.below(one, two), two).panels()[0][1] is two
    assert 'aria-label="a"' in one.panel(700) and "--w:340;--row:700" in one.panel(700)
