import matplotlib.pyplot as plt
import numpy as np
import pytest

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


def test_what_cannot_be_drawn_is_refused_in_words():
    with pytest.raises(ValueError, match="images has no rows"):
        plots.plot_images(np.zeros((0, 784)))
