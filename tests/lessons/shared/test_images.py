"""MNIST for demos: the numbers of `load_mnist`, and one copy of the images for all."""

import numpy as np

import dlscratch as dl
from dlscratch import datasets
from dlscratch.lessons.shared.images import shared_mnist


def test_the_demos_see_the_numbers_of_load_mnist(mnist):
    (x_train, t_train), (x_test, t_test) = mnist
    (x, t), (x_few, t_few) = shared_mnist()
    rows = np.random.default_rng(0).choice(60_000, 1000)
    assert (len(x), x[rows].dtype, x[:3].shape) == (60_000, np.float32, (3, 784))
    np.testing.assert_array_equal(x[rows], x_train[rows])
    np.testing.assert_array_equal(x_few[:], x_test[:1000])
    np.testing.assert_array_equal(t, t_train)
    np.testing.assert_array_equal(t_few, t_test[:1000])


def test_the_demos_add_no_second_copy_of_the_training_images(monkeypatch):
    """They stand on the bytes that load_mnist keeps, and what a notebook writes into its own does not reach them."""
    (x, _), _ = dl.load_mnist()
    kept = datasets.part_of_mnist("train")[0]
    monkeypatch.setattr(datasets, "_images", lambda name: {"t10k": kept[:6]}[name])  # who asks for the others fails
    shared = shared_mnist.__wrapped__()[0][0]
    assert shared.images.dtype == np.uint8 and np.shares_memory(shared.images, kept)
    x[:] = 7
    assert shared[:100].max() == 1


def test_from_the_folder_of_a_server_the_demos_have_the_same_numbers(tmp_path, monkeypatch, mnist):
    monkeypatch.setenv("DLSCRATCH_CACHE_FOLDER", str(tmp_path))
    (x, _), (x_few, _) = shared_mnist.__wrapped__()
    assert x.images.dtype == np.float32
    np.testing.assert_array_equal(x[:100], mnist[0][0][:100])
    np.testing.assert_array_equal(x_few[:], mnist[1][0][:1000])
