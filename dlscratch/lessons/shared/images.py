"""MNIST for demos, which only read it: one copy for all of them."""

from functools import lru_cache

import numpy as np

from ...arrays import one_hot
from ...datasets import part_of_mnist
from ...mapped import scaled


@lru_cache(maxsize=1)
def shared_mnist():
    """Return (x_train, t_train), (x_test, t_test): all training images, 1,000 test images.

    x are Pixels, in memory once however many ask; t is float32 (N, 10). Raises what `load_mnist` raises.

    >>> (x, t), _ = shared_mnist()
    >>> len(x), x[:100].shape, t[:100].shape
    (60000, (100, 784), (100, 10))
    """
    (x, t), (x_test, t_test) = part_of_mnist("train"), part_of_mnist("t10k")
    train = Pixels(x), one_hot(t, 10, np.float32)
    return train, (Pixels(x_test[:1000].copy()), one_hot(t_test[:1000], 10, np.float32))  # the others are let go


class Pixels:
    """Images (N, ...), kept as bytes where they can be: rows come out (n, D), float32 from 0 to 1, as `load_mnist` has.

    >>> images = Pixels(np.array([[0, 255], [51, 0]], np.uint8))
    >>> len(images), images[1:]
    (2, array([[0.2, 0. ]], dtype=float32))
    """

    def __init__(self, images):
        self.images = images.reshape(len(images), -1)

    def __len__(self):
        return len(self.images)

    def first(self, count):
        """Return the first images alone; they share the memory of all."""
        return Pixels(self.images[:count])

    def __getitem__(self, rows):
        return scaled(self.images[rows])
