"""What the notebook types in and draws: the network by hand, and each curve under its own name."""

import json
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest

import dlscratch as dl
from dlscratch import plots
from dlscratch.exercises import mine
from dlscratch.lessons.course import KEYS
from dlscratch.lessons.shared import by_hand

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "05_backpropagation.ipynb"
SOURCES = [
    "".join(cell["source"])
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]


def run(*beginnings):
    """Run the cells that begin so, and return the namespace."""
    namespace = {"np": np, "plt": plt, "dl": dl, "plots": plots, "mine": mine}
    for beginning in beginnings:
        (source,) = [source for source in SOURCES if source.startswith(beginning)]
        exec(source, namespace)
    return namespace


@pytest.fixture
def pictures():
    yield
    plt.close("all")


def test_the_network_that_is_typed_in_is_the_one_by_hand():
    n = run("x, t = np.array([[1, 3]")
    assert np.array_equal(n["x"], by_hand.X) and np.array_equal(n["t"], by_hand.T)
    for key, value in by_hand.PARAMS.items():
        assert np.array_equal(n[key], value), key
    slopes = KEYS["slopes_by_hand"]()
    assert np.array_equal(n["z1"].T @ n["da2"], slopes["W2"]) and slopes["W2"][0][1] == 4 and slopes["W1"][0][1] == -1


def test_each_curve_stands_under_its_own_name(pictures, monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    n = run("def regression_gradient", "def train", "def derived", "smooth =")
    wanted = {"regression_gradient": n["regression_gradient"], "the package": n["derived"]}
    drawn = {line.get_label(): line for line in n["ax"].lines}
    assert list(drawn) == list(wanted)
    for name, gradient in wanted.items():
        losses = np.convolve(n["train"](gradient), np.ones(50) / 50, mode="valid")
        np.testing.assert_allclose(drawn[name].get_ydata(), losses, err_msg=name)
    legend = n["ax"].get_legend()
    for text, handle in zip(legend.get_texts(), legend.get_lines(), strict=True):
        line = drawn[text.get_text()]
        for look in ("get_color", "get_linestyle", "get_marker"):
            assert getattr(handle, look)() == getattr(line, look)(), text.get_text()
    assert drawn["the package"].get_ydata()[-1] < 0.003 < drawn["regression_gradient"].get_ydata()[-1]


def test_the_cells_by_hand_and_of_the_notes_give_what_the_network_gives():
    n = run("x, t = np.array([[1.0, 5.0]])", "def forward", "da2 = (y - t) / len(x)  ", "learning_rate = 0.01")
    net = dl.MultiLayerNet([2, 3, 2])
    net.params.update({key: value.copy() for key, value in n["params"].items()})
    for key, slope in net.gradient(n["x"], n["t"]).items():
        np.testing.assert_allclose(n["grads"][key], slope, atol=1e-12)
        np.testing.assert_allclose(n["after"][key], n["params"][key] - 0.01 * slope)
