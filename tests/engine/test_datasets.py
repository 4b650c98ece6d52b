import gzip
import hashlib
import os
import shutil
import tracemalloc

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import datasets, idx

CONTENT = {  # SHA-256 of the unpacked files, as MNIST is published
    "train-images-idx3-ubyte.gz": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte.gz": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte.gz": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte.gz": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
TOYS = [dl.spiral, dl.moons, dl.circles, dl.xor, dl.blobs, dl.linear]


def names(function):
    return function.__name__


def test_the_files_are_mnist():
    for name, expected in CONTENT.items():
        assert hashlib.sha256(gzip.decompress((datasets.mnist_folder() / name).read_bytes())).hexdigest() == expected


def test_load_mnist_as_the_seeds_do(mnist):
    (x_train, t_train), (x_test, t_test) = mnist
    assert (x_train.shape, t_train.shape) == ((60000, 784), (60000, 10))
    assert (x_test.shape, t_test.shape) == ((10000, 784), (10000, 10))
    for x in (x_train, x_test):
        assert x.dtype == np.float32
        assert (x.min(), x.max()) == (0, 1)
    for t in (t_train, t_test):
        assert t.dtype == np.float32
        assert (t.sum(axis=1) == 1).all() and (t.max(axis=1) == 1).all()
    assert t_train[:5].argmax(axis=1).tolist() == [5, 0, 4, 1, 9]
    assert t_test[:5].argmax(axis=1).tolist() == [7, 2, 1, 0, 4]
    assert t_train.sum(axis=0).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]


def test_the_other_ways_to_load_hold_the_same_numbers(mnist):
    (x_train, t_train), _ = mnist
    (raw, labels), (raw_test, _) = dl.load_mnist(normalize=False, flatten=False)
    assert (raw.dtype, raw.shape, raw_test.shape) == (np.uint8, (60000, 1, 28, 28), (10000, 1, 28, 28))
    assert (labels.dtype, labels.shape) == (np.int64, (60000,))
    assert raw.max() == 255
    np.testing.assert_array_equal(labels, t_train.argmax(axis=1))
    np.testing.assert_array_equal(raw[::100].reshape(-1, 784) / np.float32(255), x_train[::100])
    raw[0], labels[0] = 0, 0  # the arrays are the caller's own


def write_idx(path, array, magic=None):
    header = magic if magic is not None else bytes([0, 0, 8, array.ndim])
    sizes = b"".join(size.to_bytes(4, "big") for size in array.shape)
    path.write_bytes(gzip.compress(header + sizes + array.tobytes(), mtime=0))


@pytest.fixture
def small_folder(tmp_path):
    """Return a folder in the format of MNIST with 6 and 4 tiny images."""
    rng = np.random.default_rng(0)
    for part, n in (("train", 6), ("t10k", 4)):
        write_idx(tmp_path / f"{part}-images-idx3-ubyte.gz", rng.integers(0, 256, (n, 5, 4), dtype=np.uint8))
        write_idx(tmp_path / f"{part}-labels-idx1-ubyte.gz", np.arange(n, dtype=np.uint8))
    return tmp_path


def test_any_folder_of_the_same_format(small_folder):
    (x_train, t_train), (x_test, t_test) = dl.load_mnist(normalize=False, flatten=False, folder=small_folder)
    assert (x_train.shape, x_test.shape) == ((6, 1, 5, 4), (4, 1, 5, 4))
    assert (t_train.tolist(), t_test.tolist()) == ([0, 1, 2, 3, 4, 5], [0, 1, 2, 3])
    (x, t), _ = dl.load_mnist(one_hot_label=True, folder=str(small_folder))
    np.testing.assert_array_equal(x, x_train.reshape(6, 20) / np.float32(255))
    np.testing.assert_array_equal(t, np.eye(10)[:6])


@pytest.mark.parametrize("name", CONTENT)
def test_a_missing_file_is_named(name, small_folder):
    (small_folder / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"{name} is missing: fetch the file again"):
        dl.load_mnist(folder=small_folder)


@pytest.mark.parametrize("name", CONTENT)
def test_a_truncated_empty_or_altered_file_is_named(name, small_folder):
    path = small_folder / name
    whole = path.read_bytes()
    altered = bytearray(whole)
    altered[len(whole) // 2] ^= 0xFF
    for content in (whole[: len(whole) // 2], whole[:-1], b"", b"not a gzip file", bytes(altered)):
        path.write_bytes(content)
        said = r"is damaged \(.*\)" if content else r"does not hold unsigned bytes in [13] dimensions? \(.*\)"
        with pytest.raises(ValueError, match=f"{name} {said}: fetch the file again"):
            dl.load_mnist(folder=small_folder)


@pytest.mark.parametrize("magic", [bytes([0, 0, 9, 3]), bytes([0, 0, 8, 1]), b"RIFF"])
def test_images_of_another_format_are_named(magic, small_folder):
    path = small_folder / "train-images-idx3-ubyte.gz"
    write_idx(path, np.zeros((6, 5, 4), np.uint8), magic)
    with pytest.raises(ValueError, match=rf"{path.name} does not hold unsigned bytes in 3 dimensions \(.*\): fetch"):
        dl.load_mnist(folder=small_folder)


@pytest.mark.parametrize("length", [4, 8, 15])
def test_images_whose_sizes_are_cut_short_are_named(length, small_folder):
    """With sizes of 0, which need no pixels."""
    path = small_folder / "train-images-idx3-ubyte.gz"
    path.write_bytes(gzip.compress(bytes([0, 0, 8, 3, *bytes(12)])[:length]))
    with pytest.raises(ValueError, match=rf"{path.name} does not hold unsigned bytes in 3 dimensions \(.*\): fetch"):
        dl.load_mnist(folder=small_folder)


def test_labels_of_another_format_are_named(small_folder):
    path = small_folder / "train-labels-idx1-ubyte.gz"
    for content in (b"", b"\0\0", b"\0\0\x08\x01\0\0\0\x06" + bytes(5), b"\0\0\x08\x01\0\0\0\x06" + bytes(7)):
        path.write_bytes(gzip.compress(content))
        with pytest.raises(ValueError, match=rf"{path.name} does not hold unsigned bytes in 1 dimension \(.*\): fetch"):
            dl.load_mnist(folder=small_folder)


def test_files_that_do_not_belong_together_are_named(small_folder):
    shutil.copy(small_folder / "t10k-labels-idx1-ubyte.gz", small_folder / "train-labels-idx1-ubyte.gz")
    with pytest.raises(ValueError, match="train has 6 images, but 4 labels: the two files do not belong together"):
        dl.load_mnist(folder=small_folder)


def test_a_label_above_9_is_named(small_folder):
    write_idx(small_folder / "t10k-labels-idx1-ubyte.gz", np.array([0, 9, 12, 3], np.uint8))
    for one_hot_label in (False, True):
        with pytest.raises(ValueError, match="t10k has the label 12 in row 2, but with 10 classes labels are whole"):
            dl.load_mnist(one_hot_label=one_hot_label, folder=small_folder)


@pytest.mark.parametrize("shape", [(0, 5, 4), (6, 0, 4)])
def test_files_without_an_image_are_named(shape, small_folder):
    write_idx(small_folder / "train-images-idx3-ubyte.gz", np.zeros(shape, np.uint8))
    write_idx(small_folder / "train-labels-idx1-ubyte.gz", np.zeros(shape[0], np.uint8))
    with pytest.raises(ValueError, match=r"train has images of shape .*, nothing is in them: fetch the files again"):
        dl.load_mnist(folder=small_folder)


def test_images_of_two_sizes_are_named(small_folder):
    write_idx(small_folder / "train-images-idx3-ubyte.gz", np.zeros((6, 3, 3), np.uint8))
    with pytest.raises(
        ValueError, match=r"the training images have shape \(9,\), but the test images \(20,\): the files"
    ):
        dl.load_mnist(folder=small_folder)


@pytest.mark.parametrize("folder", ["", "nowhere", "n" * 300, "a\0b", "letter.txt", 3, b"letters"])
def test_what_is_no_folder_is_named(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text("dear reader")
    with pytest.raises((FileNotFoundError, TypeError), match="folder is .*, but there is no such folder: name the one"):
        dl.load_mnist(folder=folder)


def test_a_folder_from_home_is_one(small_folder, monkeypatch):
    monkeypatch.setenv("HOME", str(small_folder.parent))
    monkeypatch.setenv("USERPROFILE", str(small_folder.parent))
    assert len(dl.load_mnist(folder=f"~/{small_folder.name}")[0][0]) == 6


def test_a_folder_or_a_pipe_in_the_place_of_a_file_is_named(small_folder):
    path = small_folder / "train-images-idx3-ubyte.gz"
    path.unlink()
    for make in (os.mkdir, getattr(os, "mkfifo", os.mkdir)):
        make(path)
        with pytest.raises(ValueError, match=f"{path.name} is no ordinary file: fetch the file again"):
            dl.load_mnist(folder=small_folder)
        (os.rmdir if path.is_dir() else os.unlink)(path)


def test_a_large_file_of_real_images_is_no_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(idx, "LARGE", 100)
    images = np.random.default_rng(0).integers(0, 256, (10, 20, 20), np.uint8)
    write_idx(tmp_path / "images.gz", images)
    assert (idx.read_idx(tmp_path / "images.gz", 3, "mend it") == images).all()
    write_idx(tmp_path / "images.gz", 0 * images)
    with pytest.raises(ValueError, match="images.gz does not hold unsigned bytes in 3 dimensions .4000 values"):
        idx.read_idx(tmp_path / "images.gz", 3, "mend it")


@pytest.mark.parametrize("declared", [(6, 5, 4), (30, 10_000, 1000), (2**32 - 1, 2**32 - 1, 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(declared, small_folder):
    path = small_folder / "train-images-idx3-ubyte.gz"
    header = bytes([0, 0, 8, 3]) + b"".join(size.to_bytes(4, "big") for size in declared)
    with gzip.open(path, "wb") as file:
        file.write(header)
        for _ in range(300):
            file.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    try:
        with pytest.raises(
            ValueError, match=rf"{path.name} does not hold unsigned bytes in 3 dimensions \(.*\): fetch"
        ):
            dl.load_mnist(folder=small_folder)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_an_altered_file_of_the_package_is_named_even_if_it_unpacks(monkeypatch, small_folder):
    monkeypatch.setattr(datasets, "mnist_folder", lambda: small_folder)
    datasets._kept_train.cache_clear()
    with pytest.raises(
        ValueError, match="train-images-idx3-ubyte.gz is damaged or altered: take the file from the repository again"
    ):
        dl.load_mnist()
    (small_folder / "train-images-idx3-ubyte.gz").unlink()
    with pytest.raises(FileNotFoundError, match="is missing: take the file from the repository again"):
        dl.load_mnist()


def test_the_installed_data_come_first(monkeypatch, tmp_path):
    package = tmp_path / "dlscratch"
    package.mkdir()
    monkeypatch.setattr(datasets, "__file__", str(package / "datasets.py"))
    assert datasets.mnist_folder() == tmp_path / "data"
    (package / "data").mkdir()
    assert datasets.mnist_folder() == package / "data"


@pytest.mark.parametrize("toy", [*TOYS, dl.plane], ids=names)
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(toy):
    (x, t), (again, labels), (other, _) = toy(50, seed=3), toy(50, seed=3), toy(50, seed=4)
    assert x.tobytes() == again.tobytes() and t.tobytes() == labels.tobytes()
    assert x.tobytes() != other.tobytes()
    state = np.random.get_state()[1].copy()
    toy(50)
    assert (np.random.get_state()[1] == state).all()


@pytest.mark.parametrize("toy", TOYS, ids=names)
def test_shapes_labels_and_size_of_the_picture(toy):
    x, t = toy(600, noise=0)
    assert (x.shape, t.shape) == ((600, 2), (600,))
    assert np.issubdtype(t.dtype, np.integer)
    counts = np.bincount(t)
    assert len(counts) in (2, 3)
    assert counts.min() > 600 / len(counts) * 0.8
    assert abs(x).max() <= 1.0 + 1e-9
    assert abs(x).max() > 0.7


@pytest.mark.parametrize("toy", [*TOYS, dl.plane], ids=names)
def test_noise_has_the_spread_it_is_given(toy):
    (clean, t), (noisy, u) = toy(4000, noise=0), toy(4000, noise=0.2)
    moved = (noisy - clean).ravel() if toy is not dl.plane else u - t
    assert moved.mean() == pytest.approx(0, abs=0.01)
    assert moved.std() == pytest.approx(0.2, rel=0.05)


def test_what_each_set_promises():
    x, t = dl.linear(500, noise=0)
    np.testing.assert_array_equal(t, x[:, 0] + x[:, 1] > 0)
    x, t = dl.xor(500, noise=0)
    np.testing.assert_array_equal(t, np.sign(x[:, 0]) != np.sign(x[:, 1]))
    x, t = dl.circles(500, noise=0)
    np.testing.assert_array_equal(t, np.hypot(*x.T) > 0.6)
    x, t = dl.moons(500, noise=0)
    centre = np.where(t[:, np.newaxis] == 0, [-0.5, -0.25], [0.5, 0.25]) / 1.5
    np.testing.assert_allclose(np.hypot(*(x - centre).T), 1 / 1.5)
    np.testing.assert_array_equal(t, x[:, 1] < centre[:, 1])
    x, t = dl.spiral(500, noise=0)
    along = np.arctan2(x[:, 1], x[:, 0]) / (2 * np.pi) - 0.75 * np.hypot(*x.T) - t / 3  # in turns
    np.testing.assert_allclose(along, along.round(), atol=1e-12)
    x, t = dl.blobs(500, noise=0, classes=4)
    assert len(np.unique(x.round(9), axis=0)) == 4
    x, t = dl.plane()
    assert len(x) == 300
    np.testing.assert_allclose(t, 3 * x[:, 0] + 2 * x[:, 1])
    assert 0 <= x.min() and x.max() <= 1
    x, _ = dl.plane(500, low=-5, high=5)
    assert x.min() < -4.5 and x.max() > 4.5


@pytest.mark.parametrize("toy", [dl.spiral, dl.blobs], ids=names)
def test_any_number_of_classes(toy):
    for classes in (1, 2, 5):
        assert set(toy(50, classes=classes)[1].tolist()) == set(range(classes))


@pytest.mark.parametrize("toy", TOYS, ids=names)
def test_unless_told_otherwise_300_points_that_can_be_learned(toy):
    x, t = toy()
    assert len(x) == 300
    apart = ((x[:, np.newaxis] - x) ** 2).sum(axis=2) + 9 * np.eye(300)
    assert np.mean(t[apart.argmin(axis=1)] == t) > 0.8  # the nearest neighbour knows the class
    assert not (x == toy(noise=0)[0]).any()


def line_accuracy(toy):
    """Return the accuracy of the best straight lines: a network without a hidden layer, trained at length."""
    x, t = toy(300, noise=0)
    net = dl.MultiLayerNet([2, t.max() + 1])
    for _ in range(500):
        dl.SGD(1.0).update(net.params, net.gradient(x, t))
    return net.accuracy(x, t)


def test_which_sets_a_straight_line_can_part():
    assert line_accuracy(dl.linear) > 0.98
    assert line_accuracy(dl.blobs) == 1
    assert line_accuracy(dl.xor) < 0.7
    assert line_accuracy(dl.circles) < 0.7
    assert line_accuracy(dl.spiral) < 0.8
    assert line_accuracy(dl.moons) < 0.95


@pytest.mark.parametrize("value", [0, -5, 2.5, "100", None])
@pytest.mark.parametrize("toy", [*TOYS, dl.plane], ids=names)
def test_counts_that_are_none_are_named(toy, value):
    with pytest.raises(ValueError, match=f"n is {value!r}, but it must be a whole number of at least 1"):
        toy(value)


@pytest.mark.parametrize("toy", [*TOYS, dl.plane], ids=names)
def test_noise_that_is_none_is_named(toy):
    with pytest.raises(ValueError, match="noise is -0.1, but a spread cannot be below 0"):
        toy(noise=-0.1)
    with pytest.raises(ValueError, match="noise is nan, but it must be a finite number"):
        toy(noise=np.nan)


@pytest.mark.parametrize("toy", [dl.spiral, dl.blobs], ids=names)
def test_classes_that_are_none_are_named(toy):
    with pytest.raises(ValueError, match="classes is 0, but it must be a whole number"):
        toy(classes=0)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (2, 1, "low is 2 and high is 1, but high must be above low"),
        (1, 1, "low is 1 and high is 1, but high must be above low"),
        (-1e308, 1e308, "high must be above low, by less than 1e\\+100"),
        ("a", 1, "low is 'a', but it must be a number"),
        (0, np.inf, "high is inf, but it must be a finite number"),
    ],
)
def test_ends_that_are_none_are_named(low, high, said):
    with pytest.raises(ValueError, match=said):
        dl.plane(low=low, high=high)


@pytest.mark.parametrize(
    "make", [*TOYS, dl.plane, lambda seed: dl.MultiLayerNet([2, 3], seed=seed)], ids=lambda make: make.__name__
)
def test_a_seed_of_text_is_named(make):
    with pytest.raises(ValueError, match="seed is 'seven', but it must be a whole number of at least 0, such as 0"):
        make(seed="seven")
