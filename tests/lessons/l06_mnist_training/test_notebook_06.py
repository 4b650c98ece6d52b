"""The cells of the notebook: the numbers by hand that it types in, and what each still picture calls its curves."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_hex

import dlscratch as dl
from dlscratch import plots
from dlscratch.lessons.shared import by_hand

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "06_mnist_training.ipynb"
NAMES = {"np": np, "dl": dl, "plots": plots, "plt": plt}


def cell_with(text):
    """Return the source of the one code cell that holds this text."""
    cells = [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    (found,) = [source for source in cells if text in source]
    return found


def drawn(text, monkeypatch, **variables):
    """Run a cell that draws curves; return {label: (x, y)} as a reader of its legend finds them."""
    monkeypatch.setattr(plt, "show", lambda: None)
    namespace = NAMES | variables
    exec(cell_with(text), namespace)
    ax = namespace["ax"]
    looks = {look(line): line for line in ax.lines}
    assert len(looks) == len(ax.lines), "each curve has a colour, a line and a marker of its own"
    legend = ax.get_legend()
    found = {
        label.get_text(): looks[look(handle)]
        for label, handle in zip(legend.get_texts(), legend.legend_handles, strict=True)
    }
    plt.close(ax.figure)
    return {name: (line.get_xdata(), line.get_ydata()) for name, line in found.items()}


def look(line):
    return to_hex(line.get_color()), line.get_linestyle(), line.get_marker()


@pytest.mark.parametrize("train, test", [([0.1, 0.9, 1.0], [0.1, 0.7, 0.8]), ([0.3, 0.2], [0.4, 0.5])])
def test_training_and_test_images_are_called_so(train, test, monkeypatch):
    found = drawn('"training images": train_acc_list', monkeypatch, train_acc_list=train, test_acc_list=test)
    assert found.keys() == {"training images", "test images"}
    assert found["training images"][1].tolist() == train and found["test images"][1].tolist() == test


def test_each_start_has_its_own_curve_at_its_own_steps(monkeypatch):
    level = {0.01: 0.5, "xavier": 0.82, "he": 0.9}

    def train_from(start):
        return start, [0.0] * 100, [level[start]] * 100

    found = drawn("runs, steps = {}", monkeypatch, train_from=train_from)
    for name, start in (("0.01", 0.01), ("Xavier", "xavier"), ("He", "he")):
        x, y = found[name]
        assert x[0] == 10 and x[-1] == 1000 and len(x) == 100, "the first value stands where it was taken"
        assert set(y) == {level[start]}


def test_the_noisy_line_is_the_mini_batch(monkeypatch):
    runs = {"He": ("net", [0.5, 0.9], [0.7, 0.8])}
    found = drawn('"mini-batch": (steps, batch_acc)', monkeypatch, runs=runs, steps=np.array([10, 20]))
    assert found["mini-batch"][1].tolist() == [0.5, 0.9] and found["test images"][1].tolist() == [0.7, 0.8]


def test_the_loss_is_the_mean_of_100_steps(monkeypatch):
    found = drawn("smooth = np.convolve", monkeypatch, loss_list=list(range(200)))
    assert found["mean of 100 steps"][1][[0, -1]] == pytest.approx([49.5, 149.5])


def test_the_network_by_hand_is_the_one_of_the_other_lessons(capsys):
    namespace = dict(NAMES)
    source = cell_with("small = dl.MultiLayerNet([2, 2, 2]")
    exec(source, namespace)
    start = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    start.params.update({key: param.copy() for key, param in by_hand.PARAMS.items()})
    assert np.array_equal(namespace["x"], by_hand.X) and np.array_equal(namespace["t"], by_hand.T)
    for key, grad in start.gradient(by_hand.X, by_hand.T).items():
        assert np.array_equal(namespace["slopes"][key], grad)
        assert namespace["small"].params[key] == pytest.approx(by_hand.PARAMS[key] - 0.01 * grad)
    assert capsys.readouterr().out.endswith("loss 7.00, after the step 4.91\n")


def test_the_lesson_trains_the_network_of_the_learners_library():
    assert cell_with("for i in range(iters_num):\n    batch_mask").startswith("network, rng = mine.TwoLayerNet(")
    assert cell_with("images=300") == "demos.cockpit(net=mine.TwoLayerNet, images=300, learning_rate=0.5)"
