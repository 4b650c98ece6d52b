"""What comes through many layers, forward and back, from weights of one spread: a histogram a layer."""

from functools import lru_cache

import numpy as np

from ... import live, svg
from ...arrays import as_count
from ...layers import Affine
from ...networks import ACTIVATIONS
from ...threads import one_blas_thread
from .starts import named_spreads, rules

ROWS, ROWS_OF_A_CURVE = 200, 32
SHOWN = 5  # layers with a histogram of their own
SCALES = np.logspace(-3, 1, 25)
REACH = {"sigmoid": (0, 1), "tanh": (-1, 1)}  # what z can be; other bends are shown as far as ANY
ANY = (-5, 5)
MOST_WEIGHTS = 1_000_000
FLOOR, CEILING = 1e-6, 1e4  # the spreads that the curve shows


def passed(depth, width, activation, scale, rows=ROWS, seed=0):
    """Return z (rows, width) of each layer, and the slope of a loss in each of them: two lists of length `depth`.

    Inputs, and the slopes in the last z, are drawn with spread 1; weights with spread `scale`; biases are 0.
    Raises ValueError for what makes no layers, or too many weights.
    """
    _refuse_what_makes_no_layers(depth, width, scale)
    rng = np.random.default_rng(seed)
    weights = [scale * rng.standard_normal((width, width)) for _ in range(depth)]  # the same, whatever the rows
    z, slopes = rng.standard_normal((rows, width)), [rng.standard_normal((rows, width))]
    layers = [(Affine(W, np.zeros(width)), ACTIVATIONS[activation]()) for W in weights]
    activations = []
    with one_blas_thread():
        for affine, bend in layers:
            z = bend.forward(affine.forward(z))
            activations.append(z)
        for affine, bend in layers[:0:-1]:  # from the last layer to the second: what each sends to the one before it
            slopes.insert(0, affine.backward(bend.backward(slopes[0])))
    return activations, slopes


def _refuse_what_makes_no_layers(depth, width, scale):
    weights = as_count(depth, "depth") * as_count(width, "width") ** 2
    if weights > MOST_WEIGHTS:
        raise ValueError(f"{depth} layers of {width} units have {weights:,} weights, too many here: make it smaller.")
    if not scale > 0:
        raise ValueError(f"scale is {scale:g}, but a spread must be above 0 here.")


@lru_cache(maxsize=32)  # a move of the scale alone leaves the curves as they are
def _curves(depth, width, activation):
    """Return the spread of the last z and of the slopes at the first z, each (25,), for every scale of SCALES."""
    ends = []
    for scale in SCALES:
        activations, slopes = passed(depth, width, activation, scale, ROWS_OF_A_CURVE)
        ends.append((activations[-1].std(), slopes[0].std()))
    ends = np.array(ends).T
    return np.where((ends < FLOOR) | (ends > CEILING), np.nan, ends)  # beyond the chart: a gap


def _short(spread):
    """Return a spread in few letters, as a narrow picture needs: two digits, one where it is tiny or huge.

    >>> [_short(spread) for spread in (0.0123, 23456.0, 612345.0, 7.1e6)]
    ['0.012', '20,000', '6·10⁵', '7·10⁶']
    """
    if 1e-3 <= spread < 1e4:
        return svg.number(f"{spread:.2g}")
    digit, power = f"{spread:.0e}".split("e")
    return svg.number(f"{digit}e6").replace("10⁶", "10⁵") if int(power) == 5 else svg.number(f"{spread:.0e}")


def _histogram(values, limits, title, style):
    spread = _short(values.std())
    return svg.chart(
        svg.histogram(values.clip(*limits), 21, limits=limits, style=style),
        title=title,
        desc=f"Spread {spread}.",
        x_label=f"spread {spread}",
        x_limits=limits,
        y_limits=(0, 1),
        width=(700 - 20 * (SHOWN - 1)) / SHOWN,
        height=142,
    )


def histogram_rows(activations, slopes, activation):
    """Return two rows of histograms, of z and of the slopes in it, for up to five of the layers."""
    shown = np.unique(np.linspace(0, len(activations) - 1, min(len(activations), SHOWN)).round().astype(int))
    reach = REACH.get(activation, ANY)
    forward = [_histogram(activations[i], reach, f"z, layer {i + 1}", 0) for i in shown]
    back = [_histogram(slopes[i], ANY, f"slopes, {i + 1}", 1) for i in shown]
    return svg.beside(*forward), svg.beside(*back)


def _strip(depth, width, activation, scale, ends):
    z, slope = _curves(depth, width, activation)
    here = np.clip(ends, FLOOR, CEILING)
    return svg.chart(
        *rules(width, CEILING / 10),
        svg.line(SCALES, z, f"z of layer {depth}", style=0),
        svg.line(SCALES, slope, "slopes at layer 1", style=1),
        svg.points([scale], here[:1], style=0, size=8),
        svg.points([scale], here[1:], style=1, size=8),
        title="Spread at the end of each way",
        desc="",
        x_label="spread of the weights",
        x_scale="log",
        y_scale="log",
        x_limits=(SCALES[0], SCALES[-1]),
        y_limits=(FLOOR, CEILING),
        legend="top",
        height=164,
    )


def _signal(depth, width, activation, scale):
    activations, slopes = passed(depth, width, activation, scale)
    ends = activations[-1].std(), slopes[0].std()
    first, last, slope = map(_short, (activations[0].std(), *ends))
    xavier, he = (svg.number(spread) for spread in named_spreads(width).values())
    ways = (
        f"Spread of z: {first} in layer 1, {last} in layer {depth}. "
        f"Slopes of spread 1 at layer {depth} come back to layer 1 with spread {slope}."
    )
    desc = f"{ways if depth > 1 else f'Spread of z: {first}.'} For {width} inputs Xavier is {xavier}, He {he}."
    rows = histogram_rows(activations, slopes, activation)
    return svg.below(*rows, _strip(depth, width, activation, scale, ends), title="What comes through", desc=desc)


def signal(**settings):
    """Show what each of many layers gives, and the slopes that come back, for weights of any spread.

    Settings: `scale`, the spread of all weights; `depth`, `width` and `activation` of the layers.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.signal(depth=3, width=64).settings
    {'scale': 0.01, 'depth': 3, 'width': 64, 'activation': 'tanh'}
    """
    controls = {
        "scale": live.log_slider(0.01, 0.001, 10),
        "depth": live.slider(10, 1, 20),
        "width": live.slider(64, 4, 100),
        "activation": live.menu("tanh", ["tanh", "sigmoid", "relu", "identity"]),
    }
    return live.Demo(_signal, controls, settings, call="demos.signal")
