import matplotlib.pyplot as plt
import numpy as np
import pytest

import dlscratch as dl
from dlscratch import plots


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_curves_differ_in_more_than_colour():
    ax = plots.plot_curves({str(i): [i, i + 1] for i in range(4)}, "x", "y", log_y=True)
    assert len({line.get_linestyle() for line in ax.lines}) == 4
    assert len({line.get_marker() for line in ax.lines}) == 4
    assert ax.get_yscale() == "log"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("x", "y")


def test_accuracy_draws_what_the_records_hold():
    history = [dl.Epoch(0, 0, 2.0, 0.1, None), dl.Epoch(1, 10, 1.0, 0.7, None)]
    ax = plots.plot_accuracy(history)
    assert [line.get_label() for line in ax.lines] == ["training"]
    assert ax.lines[0].get_ydata().tolist() == [0.1, 0.7]
    with pytest.raises(ValueError, match="no accuracy"):
        plots.plot_accuracy([dl.Epoch(0, 0, 2.0, None, None)])


def test_images_keep_their_pixels_and_titles():
    images = np.arange(2 * 6.0).reshape(2, 6)
    figure = plots.plot_images(images, titles=[7, 8], columns=2, shape=(2, 3))
    assert [ax.get_title() for ax in figure.axes] == ["7", "8"]
    assert figure.axes[1].images[0].get_array().tolist() == images[1].reshape(2, 3).tolist()
    with pytest.raises(ValueError, match="784 pixels"):
        plots.plot_images(images)


def test_weights_are_drawn_around_zero():
    figure = plots.plot_images(np.array([[-1.0, 3.0]]), columns=1, shape=(1, 2), weights=True)
    assert figure.axes[0].images[0].get_clim() == (-3.0, 3.0)


def test_confusion_shows_every_count():
    counts = dl.confusion_matrix(np.eye(3), [0, 1, 1])
    ax = plots.plot_confusion(counts)
    assert [text.get_text() for text in ax.texts] == [str(count) for count in counts.ravel()]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("answer of the network", "true class")


@pytest.mark.parametrize("output, outputs", [("softmax", 2), ("sigmoid", 1)])
def test_boundary_colours_places_by_the_answer(output, outputs):
    net = dl.MultiLayerNet([2, 4, outputs], output=output)
    net.params["W2"][:] = 0
    net.params["b2"][-1] = 5  # always class 1
    x, t = dl.xor(40)
    ax = plots.plot_boundary(net, x, t)
    assert ax.get_legend().get_title().get_text() == "class"
    drawn = sum(len(points.get_offsets()) for points in ax.collections if len(points.get_offsets()) > 1)
    assert drawn == 40


def test_what_cannot_be_drawn_is_refused_in_words():
    with pytest.raises(ValueError, match="the network has 7 classes, but only 6 can be told apart"):
        plots.plot_boundary(dl.MultiLayerNet([2, 7]), *dl.spiral(30))
    with pytest.raises(ValueError, match="images has no rows"):
        plots.plot_images(np.zeros((0, 784)))
    with pytest.raises(ValueError, match="these records hold no accuracy"):
        plots.plot_accuracy([])
