"""Trained networks in files: `.npz`, arrays and a line of text, nothing that can run when it is opened.

A file is as large as what it holds: nothing is compressed, and each array has a checksum.
"""

import io
import json
import math
import os
import secrets
import zipfile
from pathlib import Path

import numpy as np

from .arrays import as_count, as_floats, check_shape
from .networks import MultiLayerNet

_KIND = "dlscratch network"
_LONGEST_TEXT = 100_000  # bytes of the line of text: a network of a thousand layers has a tenth of it


def save_network(net, path):
    """Write a network to `path`, a name that ends in .npz; an older file is replaced only once the new one was read.

    Returns the path. Raises TypeError for another kind of network, ValueError for one that could not be loaded again
    and for a name of no file, and OSError, such as FileNotFoundError for a folder there is not.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_network(MultiLayerNet([2, 3, 4]), f"{folder}/net.npz")
    ...     print(load_network(path))
    MultiLayerNet(2-3-4, relu, 25 parameters)
    """
    if not isinstance(net, MultiLayerNet):
        raise TypeError(f"net is {net!r}, but only a MultiLayerNet or a TwoLayerNet can be saved.")
    path = _with_suffix(_as_file(path))
    _refuse_unless_file(path)
    if not os.path.isdir(path.parent):
        raise FileNotFoundError(f"there is no folder {path.parent}: make it first, or choose another.")
    about, params = _about(net), _params_of(net)
    part = path.with_name(f"{secrets.token_hex(8)}.part")  # a name that nobody else has
    try:
        with open(part, "xb") as file:
            np.savez(file, about=np.array(json.dumps(about)), **params)
        _read(part)
        os.replace(part, path)
    except OSError as error:
        reason = error.strerror or error
        raise type(error)(f"{path} could not be written, {reason}: make room there, or choose another name.") from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _about(net):
    """Return what a file says of its network beside the params."""
    return {
        "kind": _KIND,
        "sizes": net.sizes,
        "activation": net.activation,
        "output": net.output,
        "weight_decay": float(net.weight_decay),
        "dtype": net.dtype.name,
    }


def load_network(path):
    """Return the network that `save_network` wrote, as a MultiLayerNet.

    Raises FileNotFoundError, or ValueError that names the file where it is damaged or holds something else.

    >>> import tempfile
    >>> net = MultiLayerNet([2, 3, 4])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     same = load_network(save_network(net, f"{folder}/net.npz"))
    >>> bool((same.params["W1"] == net.params["W1"]).all())
    True
    """
    path = _as_file(path)
    if not os.path.isfile(path) and os.path.exists(_with_suffix(path)):
        path = _with_suffix(path)
    _refuse_unless_file(path)
    if not os.path.exists(path):
        path = _with_suffix(path)
        raise FileNotFoundError(f"there is no file {path}: save a network there first, with save_network(net, path).")
    try:
        return _read(path)
    except PermissionError:
        raise  # nothing is known of the file, and its own sentence names it
    except Exception as error:  # of any kind: the zip module has many ways to say that it cannot read a file
        raise ValueError(f"{path} is damaged or is not a saved network: save the network again.") from error


def _params_of(net):
    """Return the params as arrays of the network's type, or raise an error that names the one that does not fit."""
    shapes = _shapes(net.sizes)
    if net.params.keys() != shapes.keys():
        has, needs = ", ".join(map(str, net.params)), ", ".join(shapes)
        raise ValueError(f"params holds {has}, but the sizes {net.sizes} need {needs}: put them right, then save.")
    params = {key: as_floats(net.params[key], f'params["{key}"]', net.dtype) for key in shapes}
    for key, shape in shapes.items():
        check_shape(params[key], f'params["{key}"]', shape, "this layer needs")
    return params


def _shapes(sizes):
    """Return the shape of each param of a network of these sizes, in the order of its layers."""
    shapes = {}
    for i, (inputs, outputs) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), start=1):
        shapes[f"W{i}"], shapes[f"b{i}"] = (inputs, outputs), (outputs,)
    return shapes


# Reading: what a file says of its own sizes is looked at before any of it becomes an array or a network.


def _read(path):
    """Return the network in a file, or raise an exception where it holds none."""
    with open(path, "rb") as file, zipfile.ZipFile(file) as archive:
        members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
        if sum(info.file_size for info in archive.infolist()) > os.path.getsize(path):
            raise ValueError("the arrays are larger than the file")
        if members["about"].file_size > _LONGEST_TEXT:
            raise ValueError("the text is too long")
        about = json.loads(str(_array(archive.read(members.pop("about")), ())))
        if about.pop("kind") != _KIND:
            raise KeyError("kind")
        shapes = _shapes([as_count(size, "sizes") for size in about["sizes"]])
        if members.keys() != shapes.keys():
            raise KeyError("params")
        # Whole, and not by np.load, which may stop before the checksum at the end.
        params = {key: _array(archive.read(members[key]), shape) for key, shape in shapes.items()}
    net = MultiLayerNet(**about)
    net.params.update({key: as_floats(param, key, net.dtype) for key, param in params.items()})
    return net


def _array(content, shape):
    """Return the array in the bytes of an `.npy` file, if it has this shape and nothing is missing or left over."""
    file = io.BytesIO(content)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("a format that save_network does not write")
    declared, by_columns, dtype = np.lib.format.read_array_header_1_0(file)
    start = file.tell()
    if declared != shape or len(content) - start != math.prod(shape) * dtype.itemsize:
        raise ValueError("another shape")
    array = np.frombuffer(content, dtype, offset=start).reshape(shape, order="F" if by_columns else "C")
    return array.copy()  # the content is read-only


# Names of files.


def _as_file(path):
    """Return what a learner gave as the name of a file, as a Path; `~` is the home folder."""
    try:
        name = os.fspath(path)
        named = "\0" not in name and len(os.fsencode(name)) > 0
    except (TypeError, UnicodeEncodeError):  # no text, or text that is no name on this system
        named = False
    if not named:
        kind = ValueError if isinstance(path, str) else TypeError
        raise kind(f'path is {path!r}, but it must be the name of a file, such as "net.npz".')
    path = Path(os.path.expanduser(name))
    if name.endswith(("/", os.sep)) or path.name in ("", ".", ".."):
        raise ValueError(_is_a_folder(name, path))
    return path


def _with_suffix(path):
    return path if path.suffix == ".npz" else path.with_name(path.name + ".npz")


def _refuse_unless_file(path):
    """Raise ValueError where something stands at this path that is no file, such as a folder or a pipe."""
    if os.path.isdir(path):
        raise ValueError(_is_a_folder(path, path))
    if os.path.exists(path) and not os.path.isfile(path):
        raise ValueError(f"{path} is no ordinary file: choose another name.")


def _is_a_folder(name, path):
    return f"{name} is a folder, not a file: name the file in it, such as {path / 'net.npz'}."
