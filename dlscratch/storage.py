"""Trained networks in files: `.npz`, arrays and a line of text, nothing that can run when it is opened."""

import json
import os
import zipfile
import zlib
from pathlib import Path

import numpy as np

from .networks import MultiLayerNet

_KIND = "dlscratch network"
# What reading a file of any bytes may raise: the zip module has many ways to say that it cannot.
_DAMAGE = (
    OSError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RuntimeError,
    MemoryError,
    OverflowError,
    zipfile.BadZipFile,
    zlib.error,
)


def save_network(net, path):
    """Write a network to `path`, a name that ends in .npz; an older file is replaced only once the new one is whole.

    Returns the path. Raises TypeError for another kind of network, and FileNotFoundError for a folder there is not.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_network(MultiLayerNet([2, 3, 4]), f"{folder}/net.npz")
    ...     print(load_network(path))
    MultiLayerNet(2-3-4, relu, 25 parameters)
    """
    if not isinstance(net, MultiLayerNet):
        raise TypeError(f"net is {net!r}, but only a MultiLayerNet or a TwoLayerNet can be saved.")
    path = _with_suffix(path)
    if not path.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {path.parent}: make it first, or choose another.")
    about = {
        "kind": _KIND,
        "sizes": net.sizes,
        "activation": net.activation,
        "output": net.output,
        "weight_decay": float(net.weight_decay),
        "dtype": net.dtype.name,
    }
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as file:
        np.savez(file, about=np.array(json.dumps(about)), **net.params)
    os.replace(part, path)
    return path


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
    path = Path(path) if Path(path).exists() else _with_suffix(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}: save a network there first, with save_network(net, path).")
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
            about = json.loads(str(arrays["about"]))
            params = {key: arrays[key] for key in arrays.files if key != "about"}
        if about.pop("kind") != _KIND:
            raise KeyError("kind")
        net = MultiLayerNet(**about)
        if params.keys() != net.params.keys() or any(params[key].shape != net.params[key].shape for key in params):
            raise KeyError("params")
        net.params.update({key: param.astype(net.dtype) for key, param in params.items()})
    except PermissionError:
        raise  # nothing is known of the file, and its own sentence names it
    except _DAMAGE as error:
        raise ValueError(f"{path} is damaged or is not a saved network: save the network again.") from error
    return net


def _with_suffix(path):
    path = Path(path)
    return path if path.suffix == ".npz" else path.with_name(path.name + ".npz")
