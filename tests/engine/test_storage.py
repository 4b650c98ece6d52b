import io
import json
import os
import tracemalloc
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
    with pytest.raises(OSError, match="net.npz could not be written, no space left on device: make room there, or"):
        dl.save_network(dl.MultiLayerNet([2, 3]), path)
    assert path.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [path]  # nothing half written is left


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda net: net.params.update(W1=np.zeros((3, 3))), r'params\["W1"\] has shape \(3, 3\), but .*\(2, 3\)'),
        (lambda net: net.params.pop("b1"), r"params holds W1, but the sizes \[2, 3\] need W1, b1"),
        (lambda net: net.params.update(W2=np.zeros(3)), r"params holds W1, b1, W2, but the sizes \[2, 3\] need W1, b1"),
        (lambda net: net.params.update(b1=["a", "b", "c"]), r'params\["b1"\] must hold numbers'),
        (lambda net: net.params.update(b1=np.full(3, 1j)), r'params\["b1"\] must hold numbers'),
        (lambda net: setattr(net, "activation", "bend"), "activation is 'bend', but it must be one of"),
        (lambda net: setattr(net, "weight_decay", float("nan")), "weight_decay is nan, but it must be a finite number"),
    ],
)
def test_a_good_file_is_never_replaced_by_one_that_cannot_be_loaded(spoil, said, tmp_path):
    net = random_net([2, 3])
    path = dl.save_network(net, tmp_path / "net.npz")
    whole = path.read_bytes()
    spoil(net)
    with pytest.raises((ValueError, TypeError), match=said):
        dl.save_network(net, path)
    assert path.read_bytes() == whole and list(tmp_path.iterdir()) == [path]


def test_integers_put_in_the_place_of_a_param_are_saved_as_the_numbers_the_network_computes_with(tmp_path):
    net = dl.MultiLayerNet([2, 3], dtype=np.float32)
    net.params["b1"] = [1, 2, 3]
    again = dl.load_network(dl.save_network(net, tmp_path / "net.npz"))
    assert again.params["b1"].tolist() == [1, 2, 3] and again.params["b1"].dtype == np.float32


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")
def test_nothing_planted_in_the_folder_is_followed(tmp_path):
    folder, letter = tmp_path / "folder", tmp_path / "letter.txt"
    folder.mkdir()
    letter.write_text("dear reader")
    (folder / "net.npz.part").symlink_to(letter)
    (folder / "net.npz").symlink_to(letter)
    path = dl.save_network(dl.MultiLayerNet([2, 3]), folder / "net.npz")
    assert letter.read_text() == "dear reader" and not path.is_symlink()
    assert dl.load_network(path).sizes == [2, 3]
    (tmp_path / "link").symlink_to(folder)  # a linked folder is still a folder
    assert dl.load_network(dl.save_network(dl.MultiLayerNet([4, 3]), tmp_path / "link" / "net.npz")).sizes == [4, 3]


def test_a_saved_file_may_be_read_by_whom_other_files_may(tmp_path):
    (tmp_path / "other").write_text("")
    path = dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "net.npz")
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_path_from_home_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert dl.save_network(dl.MultiLayerNet([2, 3]), "~/net.npz") == tmp_path / "net.npz"
    assert dl.load_network("~/net").sizes == [2, 3]
    assert [path.name for path in tmp_path.iterdir()] == ["net.npz"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("folder/", "folder/ is a folder, not a file: name the file in it, such as .*net.npz"),
        ("new/", "new/ is a folder, not a file: name the file in it"),
        (".", r"\. is a folder, not a file"),
        ("..", r"\.\. is a folder, not a file"),
        ("", "path is '', but it must be the name of a file, such as \"net.npz\""),
        (None, "path is None, but it must be the name of a file"),
        (b"net.npz", "path is b'net.npz', but it must be the name of a file"),
        (3, "path is 3, but it must be the name of a file"),
        ("a\0b", r"path is 'a\\x00b', but it must be the name of a file"),
        pytest.param(
            "a\ud800", "path is .*, but it must be the name", marks=pytest.mark.skipif(os.name == "nt", reason="")
        ),
        ("taken.npz", "taken.npz is a folder, not a file: name the file in it"),
    ],
)
def test_what_is_no_name_of_a_file_is_refused_by_both(name, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "taken.npz").mkdir()
    for act in (lambda: dl.save_network(dl.MultiLayerNet([2, 3]), name), lambda: dl.load_network(name)):
        with pytest.raises((ValueError, TypeError), match=said):
            act()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "taken.npz"]


def test_a_folder_and_a_file_may_share_a_name_but_for_the_ending(tmp_path):
    (tmp_path / "net").mkdir()
    assert dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "net") == tmp_path / "net.npz"
    assert dl.load_network(tmp_path / "net").sizes == [2, 3]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_neither_read_nor_replaced(tmp_path):
    os.mkfifo(tmp_path / "net.npz")
    for act in (lambda path: dl.save_network(dl.MultiLayerNet([2, 3]), path), dl.load_network):
        with pytest.raises(ValueError, match="net.npz is no ordinary file: choose another name"):
            act(tmp_path / "net.npz")


def test_a_name_of_300_letters_is_told_in_a_sentence(tmp_path):
    with pytest.raises(OSError, match="n.npz could not be written, .*: make room there, or choose another name"):
        dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / ("n" * 300))
    with pytest.raises(FileNotFoundError, match="there is no file .*n.npz: save a network there first"):
        dl.load_network(tmp_path / ("n" * 300))
    assert not list(tmp_path.iterdir())


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


def test_of_many_bytes_changed_none_loads_other_numbers(tmp_path):
    """300 here, 5,000 by the environment: DLSCRATCH_MANY=5000."""
    net, rng = random_net([3, 4, 2]), np.random.default_rng(0)
    path = dl.save_network(net, tmp_path / "net.npz")
    whole, refused = path.read_bytes(), 0
    for _ in range(int(os.environ.get("DLSCRATCH_MANY", 300))):
        changed = bytearray(whole)
        changed[rng.integers(len(whole))] ^= int(rng.integers(1, 256))
        path.write_bytes(changed)
        try:
            again = dl.load_network(path)
        except ValueError as error:
            assert str(error).startswith(DAMAGED.format(path))
            refused += 1
        else:
            assert all(again.params[key].tobytes() == net.params[key].tobytes() for key in net.params)
            assert (again.sizes, again.activation, again.output) == (net.sizes, net.activation, net.output)
    assert refused > 100


def test_a_header_that_calls_the_numbers_shorter_is_found_by_the_checksum(tmp_path):
    """NumPy would read half of the bytes and stop before the checksum, which stands at the end."""
    path = dl.save_network(random_net([100, 40, 2]), tmp_path / "net.npz")
    path.write_bytes(path.read_bytes().replace(b"'<f8'", b"'<f4'", 1))
    assert_damaged(path)


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
        (GOOD, {**ARRAYS, "b1": np.array(["1", "2", "3"])}),
        (GOOD, {**ARRAYS, "b1": np.zeros(3, complex)}),
        (GOOD, {**ARRAYS, "b1": np.zeros(3, "datetime64[s]")}),
        (GOOD | {"sizes": [2]}, {}),
        (GOOD | {"sizes": 7}, ARRAYS),
        ("[" * 5000, ARRAYS),
    ],
)
def test_an_npz_of_something_else_is_named(about, arrays, tmp_path):
    write_npz(tmp_path / "net.npz", GOOD, **ARRAYS)
    assert dl.load_network(tmp_path / "net.npz").sizes == [2, 3]
    write_npz(tmp_path / "net.npz", about, **arrays)
    assert_damaged(tmp_path / "net.npz")


def test_a_file_of_whole_numbers_still_opens(tmp_path):
    """Earlier versions wrote params as they stood in the network."""
    write_npz(tmp_path / "net.npz", GOOD, W1=np.ones((2, 3), int), b1=np.zeros(3, np.float32))
    net = dl.load_network(tmp_path / "net.npz")
    assert net.params["W1"].tolist() == [[1, 1, 1], [1, 1, 1]] and net.params["W1"].dtype == np.float64


def bomb_that_declares_a_large_network(path):
    write_npz(
        path, GOOD | {"sizes": [20_000, 40_000, 2]}, W1=np.zeros(1), b1=np.zeros(1), W2=np.zeros(1), b2=np.zeros(1)
    )


def bomb_that_unpacks_to_much(path):
    small = np.zeros((1, 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, array in {"about": np.array(json.dumps(GOOD)), "W1": small, "b1": small}.items():
            content = io.BytesIO()
            np.save(content, array)
            archive.writestr(f"{key}.npy", content.getvalue() + bytes(300_000_000 if key == "W1" else 0))


def bomb_whose_header_declares_much(path):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (10**5, 10**5)})
    with zipfile.ZipFile(path, "w") as archive:
        for key, content in {"about": b"", "W1": header.getvalue(), "b1": header.getvalue()}.items():
            about = io.BytesIO()
            np.save(about, np.array(json.dumps(GOOD | {"sizes": [10**5, 10**5]})))
            archive.writestr(f"{key}.npy", content or about.getvalue())


@pytest.mark.parametrize(
    "bomb", [bomb_that_declares_a_large_network, bomb_that_unpacks_to_much, bomb_whose_header_declares_much]
)
def test_declared_sizes_are_looked_at_before_anything_is_made(bomb, tmp_path):
    bomb(tmp_path / "net.npz")
    assert (tmp_path / "net.npz").stat().st_size < 1_000_000
    tracemalloc.start()
    try:
        assert_damaged(tmp_path / "net.npz")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


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
    for name in ("letters.zip", "array.npy"):
        assert_damaged(tmp_path / name)
    with pytest.raises(ValueError, match="is a folder, not a file: name the file in it"):
        dl.load_network(tmp_path)


def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path, monkeypatch):
    path = dl.save_network(dl.MultiLayerNet([2, 3]), tmp_path / "net")

    def refuse(*anything, **more):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(PermissionError, match="Permission denied.*net.npz"):
        dl.load_network(path)
