"""Images that all kernels of a server share: written once into DLSCRATCH_CACHE_FOLDER, if that is set, and mapped."""

import hashlib
import math
import os
import uuid
import warnings
from pathlib import Path

import numpy as np

ROWS = 1000  # images that are converted and written at a time


def scaled(pixels):
    """Return bytes from 0 to 255 as float32 from 0 to 1, of the same shape; floats come back as they are.

    >>> scaled(np.array([0, 51, 255], np.uint8))
    array([0. , 0.2, 1. ], dtype=float32)
    """
    return np.divide(pixels, 255, dtype=np.float32) if pixels.dtype == np.uint8 else pixels


def mapped_images(name, digest, shape, read):
    """Return images of `shape` (N, ...) as float32 from 0 to 1, mapped from the file `name`, or None without a folder.

    The array can be written into: a page that is, becomes the caller's own, and the file stays as it is.
    `digest` is the SHA-256 of the values. Where the file does not hold them, `read()` returns the images as bytes, and
    the file is written; a damaged one is named in a warning. So is a folder that cannot be used: then None comes back.
    """
    folder = os.environ.get("DLSCRATCH_CACHE_FOLDER")
    if not folder:
        return None
    path, size = Path(folder) / name, 4 * math.prod(shape)
    try:
        if not _holds(path, digest, size):
            if path.exists():
                _warn(f"{path} is damaged: it is written anew.")
            _write(path, digest, size, shape, read())
        # The values are the end of the file. np.asarray makes a plain array of them, which can be written into.
        return np.asarray(np.memmap(path, np.float32, "c", path.stat().st_size - size, shape))
    except OSError as error:
        reason = error.strerror or error
        _warn(f"DLSCRATCH_CACHE_FOLDER is {folder}, but {path} cannot be used ({reason}): the images are not shared.")
        return None


def _holds(path, digest, size):
    """Return whether the file ends with `size` bytes of this SHA-256."""
    if not path.is_file() or path.stat().st_size < size:
        return False
    with open(path, "rb") as file:
        file.seek(-size, os.SEEK_END)
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _write(path, digest, size, shape, pixels):
    """Write the images as .npy under a name of our own, then give it the right one: nobody sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.stem}.{uuid.uuid4().hex}.part")
    try:
        with open(own, "xb") as file:
            np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": shape})
            for start in range(0, len(pixels), ROWS):
                # Not by a map: there a full disk would end the process.
                file.write(scaled(pixels[start : start + ROWS]))
        if not _holds(path, digest, size):  # who was here first, others map already: theirs stays
            os.replace(own, path)
    finally:
        own.unlink(missing_ok=True)


def _warn(sentence):
    warnings.warn(sentence, stacklevel=5)  # at the line that calls load_mnist
