import json
import zipfile

import numpy as np
import pytest
from random_networks import random_net

import dlscratch as dl


@pytest.mark.parametrize(
    "settings",
    [
        {"sizes": [4, 5, 3]},
        {"sizes": [4, 3], "output": "sigmoid", "dtype": np.float32},
        {"sizes": [4, 6, 5, 1], "activation": "leaky_relu", "output": "identity", "weight_decay": 0.25},
    ],
)
def test_save_load_equal(settings, tmp_path):
    net = random_net(**settings)
    again = dl.load_network(dl.save_network(net, tmp_path / "net.npz"))
    x = np.random.default_rng(0).normal(size=(6, 4))
    t = np.zeros((6, net.sizes[-1]))
    t[:, 0] = 1
    assert again.params.keys() == net.params.keys()
    for key in net.params:
        assert again.params[key].tobytes() == net.params[key].tobytes()
        assert again.params[key].dtype == net.params[key].dtype
    assert repr(again) == repr(net)
    assert again.predict(x).tobytes() == net.predict(x).tobytes()
    assert again.loss(x, t) == net.loss(x, t)
    assert (again.gradient(x, t)["W1"] == net.gradient(x, t)["W1"]).all()


def test_a_two_layer_net_comes_back_as_what_it_computes(tmp_path):
    net = dl.TwoLayerNet(4, 5, 3)
    again = dl.load_network(dl.save_network(net, tmp_path / "net.npz"))
    assert (again.sizes, again.activation, again.output) == (net.sizes, net.activation, net.output)
    assert (again.predict(np.ones(4)) == net.predict(np.ones(4))).all()


def test_a_loaded_network_goes_on_learning(tmp_path):
    x, t = dl.blobs()
    net = dl.MultiLayerNet([2, 8, 3])
    dl.train(net, (x, t), None, dl.SGD(0.1), epochs=1)
    again = dl.load_network(dl.save_network(net, tmp_path / "net.npz"))
    for network in (net, again):
        dl.train(network, (x, t), None, dl.SGD(0.1), epochs=1)
    assert all((net.params[key] == again.params[key]).all() for key in net.params)


def test_the_ending_npz_may_be_left_out(tmp_path):
    net = dl.MultiLayerNet([2, 3])
    assert dl.save_network(net, tmp_path / "net") == tmp_path / "net.npz"
    assert dl.save_network(net, str(tmp_path / "net.v2")) == tmp_path / "net.v2.npz"
    assert repr(dl.load_network(tmp_path / "net")) == repr(dl.load_network(str(tmp_path / "net.v2"))) == repr(net)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net.npz", "net.v2.npz"]


def test_the_same_network_gives_the_same_arrays_and_no_pickle(tmp_path):
    path = dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "net.npz")
    with np.load(path, allow_pickle=False) as arrays:
        assert sorted(arrays.files) == ["W1", "about", "b1"]
        assert json.loads(str(arrays["about"]))["sizes"] == [2, 3]


def test_an_older_file_survives_a_failed_save(tmp_path, monkeypatch):
    net = random_net([2, 3])
    path = dl.save_network(net, tmp_path / "net.npz")
    whole = path.read_bytes()

    def full_disk(file, **arrays):
        file.write(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(OSError, match="no space left"):
        dl.save_network(dl.MultiLayerNet([2, 3]), path)
    assert path.read_bytes() == whole


def test_what_cannot_be_saved_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder .*nowhere: make it first, or choose another"):
        dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "nowhere" / "net.npz")
    with pytest.raises(TypeError, match="net is {}, but only a MultiLayerNet or a TwoLayerNet can be saved"):
        dl.save_network({}, tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"there is no file .*net.npz: save a network there first, with save_"):
        dl.load_network(tmp_path / "net.npz")


DAMAGED = "{} is damaged or is not a saved network: save the network again"


def assert_damaged(path):
    with pytest.raises(ValueError) as caught:
        dl.load_network(path)
    assert str(caught.value).startswith(DAMAGED.format(path))


def test_a_file_cut_short_anywhere_is_named(tmp_path):
    path = dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "net.npz")
    whole = path.read_bytes()
    for length in (*range(0, len(whole), 97), len(whole) - 1):
        path.write_bytes(whole[:length])
        assert_damaged(path)


def test_a_byte_changed_anywhere_is_named_or_changes_no_number(tmp_path):
    net = random_net([2, 3])
    path = dl.save_network(net, tmp_path / "net.npz")
    whole, found = path.read_bytes(), 0
    for place in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[place] ^= 0xFF if place % 2 else 0x09
        path.write_bytes(changed)
        try:
            again = dl.load_network(path)
        except ValueError as error:
            assert str(error).startswith(DAMAGED.format(path))
            found += 1
        else:  # a date or a flag of the zip format, which says nothing about the network
            assert all((again.params[key] == net.params[key]).all() for key in net.params)
    assert found > len(whole) / 6


def write_npz(path, about, **arrays):
    np.savez(path, about=np.array(json.dumps(about) if not isinstance(about, str) else about), **arrays)


GOOD = {"kind": "dlscratch network", "sizes": [2, 3], "activation": "relu", "output": "softmax"}
ARRAYS = {"W1": np.zeros((2, 3)), "b1": np.zeros(3)}


@pytest.mark.parametrize(
    ("about", "arrays"),
    [
        (GOOD | {"kind": "something else"}, ARRAYS),
        ({"sizes": [2, 3]}, ARRAYS),
        (GOOD | {"sizes": [2, -3]}, ARRAYS),
        (GOOD | {"sizes": [10**9, 10**9]}, ARRAYS),
        (GOOD | {"activation": "no such thing"}, ARRAYS),
        (GOOD | {"surprise": 1}, ARRAYS),
        ("[1, 2]", ARRAYS),
        ("not json", ARRAYS),
        (GOOD, {"W1": np.zeros((2, 3))}),
        (GOOD, {**ARRAYS, "W2": np.zeros((3, 3))}),
        (GOOD, {**ARRAYS, "b1": np.zeros((3, 1))}),
        (GOOD, {**ARRAYS, "b1": np.array(["a", "b", "c"])}),
    ],
)
def test_an_npz_of_something_else_is_named(about, arrays, tmp_path):
    write_npz(tmp_path / "net.npz", GOOD, **ARRAYS)
    assert dl.load_network(tmp_path / "net.npz").sizes == [2, 3]
    write_npz(tmp_path / "net.npz", about, **arrays)
    assert_damaged(tmp_path / "net.npz")


class RunsWhenOpened:
    def __reduce__(self):
        return (open, ("was_run", "w"))


def test_nothing_in_a_file_is_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.savez("net.npz", about=np.array([RunsWhenOpened()], dtype=object), **ARRAYS)
    assert_damaged("net.npz")
    np.save("net.npy", np.array([RunsWhenOpened()], dtype=object))
    assert_damaged("net.npy")
    assert not (tmp_path / "was_run").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\n" + bytes(100), b"PK\x03\x04" + bytes(50)])
def test_a_foreign_file_is_named(content, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    assert_damaged(path)


def test_other_zips_arrays_and_folders_are_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "letters.zip", "w") as letters:
        letters.writestr("a.txt", "dear reader")
    np.save(tmp_path / "array.npy", np.zeros(3))
    for name in ("letters.zip", "array.npy", ""):
        assert_damaged(tmp_path / name)


def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path, monkeypatch):
    path = dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "net")

    def refuse(*anything, **more):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(PermissionError, match="Permission denied.*net.npz"):
        dl.load_network(path)
