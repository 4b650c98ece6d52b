"""How long loading MNIST and importing the package take, against the least that could be done."""

import gzip
import os
import subprocess
import sys
import tempfile

import numpy as np

import dlscratch as dl
from dlscratch.datasets import MNIST_FILES, mnist_folder

from .timing import RUNS, Row, interleaved


def rows(quick):
    runs = 1 if quick else 2 * RUNS
    seconds = interleaved(
        {
            "gzip": lambda: [unpack(name) for name in MNIST_FILES],
            "uint8": lambda: dl.load_mnist(normalize=False),
            "float32": lambda: dl.load_mnist(one_hot_label=True),
        },
        runs,
    )
    peer = "gzip and np.frombuffer"
    yield Row("load_mnist, 70,000 images, uint8", seconds["uint8"], peer, seconds["gzip"], at_most=1.3)
    yield Row("load_mnist, float32, one-hot", seconds["float32"], peer, seconds["gzip"], at_most=2)
    with tempfile.TemporaryDirectory() as folder:
        seconds = interleaved({name: importing(name, folder) for name in ("numpy", "dlscratch")}, runs)
    yield Row("import dlscratch", seconds["dlscratch"], "import numpy", seconds["numpy"], at_most=1.3)


def unpack(name):
    with gzip.open(mnist_folder() / name) as file:
        return np.frombuffer(file.read(), np.uint8)


def importing(name, folder):
    """Return the import in a fresh process, which finds its modules compiled in `folder` after the first time."""
    settings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPYCACHEPREFIX"] = folder
    return lambda: subprocess.run([sys.executable, "-c", f"import {name}"], check=True, env=settings)
