"""What the notebook of lesson 04 types in and draws: the numbers of the network by hand, and which curve is which."""

from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_hex

import dlscratch as dl
from dlscratch import plots
from dlscratch.lessons.shared import by_hand

NOTEBOOK = Path(__file__).resolve().parents[3] / "notebooks" / "04_numerical_differentiation.ipynb"
SOURCES = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]


def run(beginning, namespace=()):
    """Run the cell that begins so, with the variables of those before, and return all of them."""
    namespace = {
        "np": np,
        "plt": plt,
        "dl": dl,
        "plots": plots,
        "print": lambda *words, **more: None,
        **dict(namespace),
    }
    (source,) = (source for source in SOURCES if source.startswith(beginning))
    exec(source, namespace)
    return namespace


@pytest.fixture(autouse=True)
def no_figures(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    yield
    plt.close("all")


def test_the_small_network_is_the_one_by_hand():
    cell, params = run("z = np.array([[5.0"), by_hand.PARAMS
    assert np.array_equal(cell["z"], dl.relu(by_hand.X @ params["W1"] + params["b1"]))
    for name, wanted in (("W2", params["W2"]), ("b2", params["b2"]), ("t", by_hand.T)):
        assert np.array_equal(cell[name], wanted), name
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    for key, param in params.items():
        net.params[key][...] = param
    assert cell["small_loss"](cell["W2"]) == net.loss(by_hand.X, by_hand.T)
    slopes = dl.numerical_gradient(cell["small_loss"], cell["W2"])
    np.testing.assert_allclose(slopes, net.gradient(by_hand.X, by_hand.T)["W2"], atol=1e-6)


def test_the_arrows_of_the_bowl_point_where_their_title_says():
    run("def bowl(x)")
    seen = {}
    for ax in plt.gcf().axes:
        (arrows,) = (artist for artist in ax.collections if hasattr(artist, "U"))
        outwards = (arrows.X * arrows.U + arrows.Y * arrows.V)[np.hypot(arrows.X, arrows.Y) > 0]
        assert (np.sign(outwards) == np.sign(outwards[0])).all()
        seen[ax.get_title()] = np.sign(outwards[0]), to_hex(arrows.get_facecolor()[0]).upper()
    assert seen == {"+ gradient: uphill": (1, "#D55E00"), "− gradient: downhill": (-1, "#0072B2")}


def test_the_curves_of_the_recorded_training_bear_their_own_names():
    namespace = run("path = dl.datasets")
    record = namespace["record"]
    record["derived_test_accuracy"] -= 0.1  # the two lie on each other: apart, one can be told from the other
    run("step = record", namespace=namespace)
    (ax,) = plt.gcf().axes
    entries = zip(ax.get_legend().get_lines(), ax.get_legend().get_texts(), strict=True)
    named = {to_hex(line.get_color()): text.get_text() for line, text in entries}
    drawn = {named[to_hex(line.get_color())]: line for line in ax.lines}
    assert drawn.keys() == {"measured", "derived"}
    for name, line in drawn.items():
        assert np.array_equal(line.get_xdata(), record["step"])
        assert np.array_equal(line.get_ydata(), record[f"{name}_test_accuracy"]), name
