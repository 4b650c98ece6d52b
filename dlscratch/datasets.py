"""Data as arrays: MNIST from the files that come with the package, and small sets made from a seed.

Nothing is fetched behind your back. Shapes: x (N, D); t labels, integers (N,), or for `plane` numbers (N,).
"""

import os
from functools import lru_cache
from pathlib import Path

import numpy as np

from .arrays import as_count, as_number, one_hot, random_numbers
from .idx import read_idx
from .mapped import mapped_images, scaled

# SHA-256 of the compressed files of data/: quick to compute, and equal bytes unpack to equal images.
MNIST_FILES = {
    "train-images-idx3-ubyte.gz": "71524e2cd1ad2968737f7f2f2ff69cbfc32df8ccddff51593f7cb2d4e0eb5b64",
    "train-labels-idx1-ubyte.gz": "fe03b8bd7915f70bf5aa08be480aa413fbd85afcaa58b35d230d335f284fd88e",
    "t10k-images-idx3-ubyte.gz": "5634745efa576a17e7d4cf5cd9d09123c75e6538e5114267c2d156edaf519341",
    "t10k-labels-idx1-ubyte.gz": "ae18e77e031ccde52407f794d123116439864147d33ac992975f85dd4dc42af6",
}
MNIST_VALUES = {  # a part's images as numbers from 0 to 1: SHA-256 of the float32 values, and their shape
    "train": ("257f039238a0be158bad088c051a53908383fd47df03a7b1c229bb7bc968f160", (60_000, 28, 28)),
    "t10k": ("bc9f8f501f39b3ca61f899a2f402edf2024bde012b73223431b6bd735e47a165", (10_000, 28, 28)),
}

LARGEST = 1e100  # how far apart the ends of `plane` may be: a square of it is still a number


def load_mnist(normalize=True, flatten=True, one_hot_label=False, *, folder=None):
    """Return (x_train, t_train), (x_test, t_test): 60,000 and 10,000 images of handwritten digits, with their labels.

    x is (N, 784), or (N, 1, 28, 28) if not `flatten`: float32 from 0 to 1, or uint8 from 0 to 255 if not `normalize`.
    t is int64 (N,), or float32 (N, 10) if `one_hot_label`.
    The arrays are yours to write into. `folder` reads four files of the same names and format from elsewhere, such as
    Fashion-MNIST. Where the environment names a DLSCRATCH_CACHE_FOLDER, the float32 images come from there.
    Raises FileNotFoundError or ValueError, naming the file: one is missing, damaged, altered or of another format, or
    holds no images, or labels above 9.
    Source: LeCun, Cortes and Burges, MNIST, CC BY-SA 3.0.

    >>> (x_train, t_train), (x_test, t_test) = load_mnist(normalize=False)
    >>> x_train.shape, t_train[:5]
    ((60000, 784), array([5, 0, 4, 1, 9]))
    """
    parts, folder = [], _folder(folder)
    for name in MNIST_VALUES:
        at_hand = normalize and folder is None
        x, t = part_of_mnist(name) if at_hand else (_images(name, folder), _labels(name, folder))
        x = scaled(x) if normalize else x
        _refuse_unless_pair(name, x, t)
        x = x.reshape(len(x), -1) if flatten else x[:, np.newaxis]
        parts.append((x, one_hot(t, 10, np.float32) if one_hot_label else t.astype(np.int64)))
    (x_train, _), (x_test, _) = parts
    if x_train.shape[1:] != x_test.shape[1:]:
        raise ValueError(
            f"the training images have shape {x_train.shape[1:]}, but the test images {x_test.shape[1:]}: "
            "the files do not belong together."
        )
    return tuple(parts)


def mnist_folder():
    """Return the folder of the MNIST files: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "data"
    return inside if inside.exists() else Path(__file__).parent.parent / "data"


def part_of_mnist(name):
    """Return images (N, 28, 28) and labels (N,) of "train" or "t10k" as they are at hand, for those who only read.

    The labels are bytes. So are the images, or float32 from 0 to 1 where kernels share a folder of them. Raises what
    `load_mnist` raises.

    >>> images, labels = part_of_mnist("t10k")
    >>> images.shape, labels[:3]
    ((10000, 28, 28), array([7, 2, 1], dtype=uint8))
    """
    digest, shape = MNIST_VALUES[name]
    images = mapped_images(f"mnist-{name}-float32.npy", digest, shape, lambda: _images(name))
    if images is None:
        images = _kept_train() if name == "train" else _images(name)
    return images, _labels(name)


@lru_cache(maxsize=1)
def _kept_train():
    """Return the training images as bytes, kept: the notebook's numbers and the demos are made from them."""
    return _images("train")


def _images(name, folder=None):
    return _read(folder, f"{name}-images-idx3-ubyte.gz", 3)


def _labels(name, folder=None):
    return _read(folder, f"{name}-labels-idx1-ubyte.gz", 1)


def _read(folder, name, ndim):
    if folder is not None:
        return read_idx(folder / name, ndim, "fetch the file again")
    return read_idx(mnist_folder() / name, ndim, "take the file from the repository again", MNIST_FILES[name])


def _folder(folder):
    """Return the folder to read from, None for the package's own, or raise an error that names what is none."""
    if folder is None:
        return None
    if not isinstance(folder, (str, os.PathLike)) or not os.path.isdir(os.path.expanduser(folder)):
        kind = FileNotFoundError if isinstance(folder, (str, os.PathLike)) else TypeError
        raise kind(f"folder is {folder!r}, but there is no such folder: name the one that holds the four files.")
    return Path(os.path.expanduser(folder))


def _refuse_unless_pair(part, x, t):
    """Raise ValueError where images x (N, H, W) and labels t (N,) are none, or do not belong together."""
    if x.size == 0:
        raise ValueError(f"{part} has images of shape {x.shape}, nothing is in them: fetch the files again.")
    if len(x) != len(t):
        raise ValueError(f"{part} has {len(x)} images, but {len(t)} labels: the two files do not belong together.")
    if t.max() > 9:
        row = int(np.argmax(t > 9))
        raise ValueError(
            f"{part} has the label {t[row]} in row {row}, but with 10 classes labels are whole numbers from 0 to 9: "
            "take files of ten classes."
        )


def spiral(n=300, noise=0.05, seed=0, classes=3):
    """Return x (n, 2), t (n,): arms that wind around each other, which no straight line can part.

    `noise` is the spread of the points in units of the picture, whose radius is 1.
    Raises ValueError for counts below 1 or a noise below 0.

    >>> x, t = spiral(6)
    >>> x.shape, t
    ((6, 2), array([0, 1, 2, 0, 1, 2]))
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    t = np.arange(n) % as_count(classes, "classes")
    r = np.sqrt(rng.uniform(0.01, 1, n))  # the root spreads the points evenly along the arm
    angle = 2 * np.pi * (0.75 * r + t / classes)
    return _with_noise(r[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)]), noise, rng), t


def moons(n=300, noise=0.1, seed=0):
    """Return x (n, 2), t (n,): two half circles that reach into each other.

    >>> x, t = moons(4)
    >>> x.shape, t
    ((4, 2), array([0, 1, 0, 1]))
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    t = np.arange(n) % 2
    angle = np.pi * (rng.uniform(0, 1, n) + t)
    x = np.column_stack([np.cos(angle) + t - 0.5, np.sin(angle) + 0.5 * t - 0.25])
    return _with_noise(x / 1.5, noise, rng), t


def circles(n=300, noise=0.1, seed=0):
    """Return x (n, 2), t (n,): a disc (class 0) and the ring around it (class 1).

    >>> x, t = circles(4)
    >>> x.shape, t
    ((4, 2), array([0, 1, 0, 1]))
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    t = np.arange(n) % 2
    r = np.where(t == 0, 0.5 * np.sqrt(rng.uniform(0, 1, n)), rng.uniform(0.7, 1, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    return _with_noise(r[:, np.newaxis] * np.column_stack([np.cos(angle), np.sin(angle)]), noise, rng), t


def xor(n=300, noise=0.1, seed=0):
    """Return x (n, 2), t (n,): class 1 where the two coordinates differ in sign, which no single neuron can say.

    >>> x, t = xor(4)
    >>> x.shape, t.dtype
    ((4, 2), dtype('int64'))
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    x = rng.uniform(-1, 1, (n, 2))
    t = (x[:, 0] * x[:, 1] < 0).astype(np.int64)
    return _with_noise(x, noise, rng), t


def blobs(n=300, noise=0.3, seed=0, classes=3):
    """Return x (n, 2), t (n,): one round cloud a class, around a circle.

    >>> x, t = blobs(6)
    >>> x.shape, t
    ((6, 2), array([0, 1, 2, 0, 1, 2]))
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    t = np.arange(n) % as_count(classes, "classes")
    angle = 2 * np.pi * t / classes
    return _with_noise(0.8 * np.column_stack([np.cos(angle), np.sin(angle)]), noise, rng), t


def linear(n=300, noise=0.1, seed=0):
    """Return x (n, 2), t (n,): class 1 on one side of the line x0 + x1 = 0, which one neuron can draw.

    >>> x, t = linear(4)
    >>> x.shape, t.dtype
    ((4, 2), dtype('int64'))
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    x = rng.uniform(-1, 1, (n, 2))
    t = (x.sum(axis=1) > 0).astype(np.int64)
    return _with_noise(x, noise, rng), t


def plane(n=300, noise=0.0, seed=0, low=0.0, high=1.0):
    """Return x (n, 2), t (n,): points between `low` and `high`, and the numbers 3 x0 + 2 x1 to be learned from them.

    Raises ValueError where `high` is not above `low`.

    >>> x, t = plane(4)
    >>> bool(np.allclose(t, 3 * x[:, 0] + 2 * x[:, 1]))
    True
    """
    n, rng = as_count(n, "n"), random_numbers(seed)
    low, high = as_number(low, "low"), as_number(high, "high")
    if not low < high < low + LARGEST:
        raise ValueError(f"low is {low:g} and high is {high:g}, but high must be above low, by less than {LARGEST:g}.")
    x = rng.uniform(low, high, (n, 2))
    return x, _with_noise(3 * x[:, 0] + 2 * x[:, 1], noise, rng)


def _with_noise(values, noise, rng):
    if as_number(noise, "noise") < 0:
        raise ValueError(f"noise is {noise}, but a spread cannot be below 0.")
    return values + noise * rng.standard_normal(values.shape)
