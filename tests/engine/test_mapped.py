"""MNIST in memory once: the images that kernels of a server map from a folder."""

import os
import subprocess
import sys
import warnings

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import datasets, mapped

NAMES = ["mnist-t10k-float32.npy", "mnist-train-float32.npy"]
PIXELS = np.arange(6 * 5 * 4, dtype=np.uint8).reshape(6, 5, 4)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return the folder that the environment names; nobody has made it yet."""
    monkeypatch.setenv("DLSCRATCH_CACHE_FOLDER", str(tmp_path / "server" / "cache"))
    return tmp_path / "server" / "cache"


def small(read=lambda: PIXELS):
    """Return six tiny images, mapped; by the same function as MNIST."""
    digest = mapped.hashlib.sha256(mapped.scaled(PIXELS)).hexdigest()
    return mapped.mapped_images("small.npy", digest, PIXELS.shape, read)


def unread():
    raise AssertionError("the file is whole: nothing is to be read again")


def test_without_the_setting_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.delenv("DLSCRATCH_CACHE_FOLDER", raising=False)
    monkeypatch.chdir(tmp_path)
    assert small() is None
    monkeypatch.setenv("DLSCRATCH_CACHE_FOLDER", "")
    assert small() is None
    assert list(tmp_path.iterdir()) == []


def test_mnist_from_the_folder_is_mnist(folder, mnist):
    for flatten, shape in ((True, (60_000, 784)), (False, (60_000, 1, 28, 28))):
        (x, t), (x_test, _) = dl.load_mnist(flatten=flatten, one_hot_label=True)
        assert (type(x), x.dtype, x.shape) == (np.ndarray, np.float32, shape)
        np.testing.assert_array_equal(x.reshape(60_000, 784), mnist[0][0])
        np.testing.assert_array_equal(x_test.reshape(10_000, 784), mnist[1][0])
        np.testing.assert_array_equal(t, mnist[0][1])
        x[0] = x_test[0] = 7  # the file stays as it is, and the next one to load sees nothing of it
    assert sorted(path.name for path in folder.iterdir()) == NAMES
    assert np.load(folder / NAMES[1], mmap_mode="r").shape == (60_000, 28, 28)


def test_the_first_one_writes_and_the_others_read(folder):
    images = small()
    np.testing.assert_array_equal(images, mapped.scaled(PIXELS))
    np.testing.assert_array_equal(np.load(folder / "small.npy"), images)
    images[:] = 7
    np.testing.assert_array_equal(small(unread), mapped.scaled(PIXELS))


def test_whoever_comes_second_takes_the_file_of_the_first(folder):
    """Two that find nothing both write; they must share one file, not replace what the other has mapped."""
    first = []

    def read():
        first.append(small())  # another kernel, while this one reads
        first.append((folder / "small.npy").stat().st_ino)
        return PIXELS

    np.testing.assert_array_equal(small(read), first[0])
    assert (folder / "small.npy").stat().st_ino == first[1] and len(list(folder.iterdir())) == 1


def damages():
    """Return what may have happened to the file, each as a function of its bytes."""
    return {
        "empty": lambda whole: b"",
        "cut off": lambda whole: whole[:-1],
        "half": lambda whole: whole[: len(whole) // 2],
        "longer": lambda whole: whole + b"\0",
        "one bit": lambda whole: whole[:-7] + bytes([whole[-7] ^ 1]) + whole[-6:],
        "something else": lambda whole: b"no numbers at all" * 100,
    }


@pytest.mark.parametrize("damage", damages())
def test_a_damaged_file_is_named_and_written_anew(damage, folder):
    small()
    path = folder / "small.npy"
    whole = path.read_bytes()
    path.write_bytes(damages()[damage](whole))
    with pytest.warns(UserWarning, match=r"small.npy is damaged: it is written anew\.$"):
        np.testing.assert_array_equal(small(), mapped.scaled(PIXELS))
    assert path.read_bytes() == whole and len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")])
def test_a_folder_in_which_nothing_can_be_written_is_named_and_left_clean(error, folder, monkeypatch):
    def fail(*args):
        raise error

    monkeypatch.setattr(mapped, "scaled", fail)
    with pytest.warns(UserWarning, match=rf"CACHE_FOLDER is .*, but .*small.npy cannot be used \({error.strerror}\)"):
        assert mapped.mapped_images("small.npy", "0" * 64, PIXELS.shape, lambda: PIXELS) is None
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_a_file_and_a_file_that_is_a_folder_are_told(folder):
    (folder / "small.npy").mkdir(parents=True)
    with pytest.warns(UserWarning) as told:
        assert small() is None
    assert "cannot be used" in str(told[-1].message)
    (folder / "small.npy").rmdir()
    folder.rmdir()
    folder.write_text("", encoding="utf-8")
    with pytest.warns(UserWarning, match="cannot be used"):
        assert small() is None


def test_a_folder_that_cannot_be_used_costs_the_learner_nothing_but_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("DLSCRATCH_CACHE_FOLDER", str(tmp_path / "taken"))
    with pytest.warns(UserWarning, match="the images are not shared") as told:
        (x, _), _ = dl.load_mnist()
    assert x.max() == 1 and {warning.filename for warning in told} == {__file__}


def test_a_folder_that_was_filled_before_needs_no_right_to_write(folder):
    small()
    path = folder / "small.npy"
    path.chmod(0o444), folder.chmod(0o555)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            images = small(unread)
        images[0] = 7
    finally:
        folder.chmod(0o755)


def test_everybody_on_the_server_may_read_what_one_has_written(folder):
    small()
    assert (folder / "small.npy").stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


PROGRAM = """
import hashlib, sys
import dlscratch as dl
sys.stdin.readline()
(x, _), (x_test, _) = dl.load_mnist()
digest = hashlib.sha256(x).hexdigest()
x[0] = 7
print(digest, hashlib.sha256(x_test).hexdigest())
"""


def test_four_at_once_all_get_mnist_and_leave_two_files(folder):
    """One of the files is damaged before they start: each may find it so, and none may read what another half wrote."""
    folder.mkdir(parents=True)
    (folder / NAMES[0]).write_bytes(b"half a file")
    start = [sys.executable, "-W", "ignore", "-c", PROGRAM]
    pipe = subprocess.PIPE
    programs = [subprocess.Popen(start, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    expected = " ".join(digest for digest, _ in datasets.MNIST_VALUES.values())
    for program in programs:
        out, error = program.communicate(timeout=120)
        assert (out.strip(), error) == (expected, "")
    assert sorted(path.name for path in folder.iterdir()) == NAMES
