"""The files that MNIST comes in, idx.gz: a magic number, the sizes, then unsigned bytes, all of it packed by gzip."""

import gzip
import hashlib
import io
import math
import os
import zlib

import numpy as np

LARGE = 50_000_000  # bytes; only a file that is itself a twentieth as large may unpack to more: no few bytes do


def read_idx(path, ndim, remedy, digest=None):
    """Return the array of unsigned bytes, of `ndim` dimensions, in an idx.gz file; it can be written into.

    `digest` is the SHA-256 that the file must have, if it is known. Raises FileNotFoundError, or ValueError where the
    file is damaged, altered or of another format, each with the `remedy`.
    """
    if not os.path.exists(path):
        raise FileNotFoundError(f"{path} is missing: {remedy}.")
    if not os.path.isfile(path):
        raise ValueError(f"{path} is no ordinary file: {remedy}.")
    packed = path.read_bytes()
    if digest is not None and hashlib.sha256(packed).hexdigest() != digest:
        raise ValueError(f"{path} is damaged or altered: {remedy}.")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            return _unpacked(file, ndim, max(LARGE, 20 * len(packed)))
    except (zlib.error, OSError, EOFError) as error:
        raise ValueError(f"{path} is damaged ({error}): {remedy}.") from error
    except ValueError as error:
        what = f"unsigned bytes in {ndim} dimension{'s' * (ndim > 1)}"
        raise ValueError(f"{path} does not hold {what} ({error}): {remedy}.") from None


def _unpacked(file, ndim, most):
    """Return the array in an open file; what it says of its size is looked at before it is unpacked."""
    header = file.read(4 + 4 * ndim)
    shape = tuple(int.from_bytes(header[i : i + 4], "big") for i in range(4, len(header), 4))
    size = math.prod(shape)
    if len(header) < 4 + 4 * ndim or header[:4] != bytes([0, 0, 8, ndim]):
        raise ValueError("it begins otherwise")
    if size > most:
        raise ValueError(f"{size} values are more than so few bytes can hold")
    content = bytearray()  # an array over it can be written into
    while piece := file.read(min(2**20, size + 1 - len(content))):
        content += piece
    if len(content) != size:
        raise ValueError(f"the values are not the {size} that it says")
    return np.frombuffer(content, np.uint8).reshape(shape)
