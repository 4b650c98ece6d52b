"""The setup cell of every notebook, written from the address in pyproject.toml."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETUP = """\
# Setup: run this cell first. Where the course is installed, it installs nothing.
import sys
from importlib.util import find_spec
from pathlib import Path
from subprocess import run

if find_spec("dlscratch") is None:
    course = [folder for folder in Path.cwd().parents if (folder / "dlscratch/demos.py").exists()]
    course += [*Path.cwd().glob("dlscratch-*.whl"), "{address}"]
    if run([sys.executable, "-m", "pip", "install", "-qq", course[0]]).returncode:
        raise SystemExit("dlscratch could not be installed. Put its wheel beside this notebook, or open the notebook "
                         "in the course's folder; it needs Python 3.11 or newer, a network and 300 MB of disk.")

import matplotlib.pyplot as plt
import numpy as np

import dlscratch as dl
from dlscratch import demos, plots
from dlscratch.exercises import check, guess, hint, mine, order, progress, solution"""


def project():
    """Return what pyproject.toml says of the project."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def repository():
    """Return the address in pyproject.toml, or an empty string."""
    return project()["urls"]["repository"]


def setup_source():
    """Return the setup cell. Where there is no address, pip is asked for the wheel, and says that it is not there."""
    wheel = f"dlscratch-{project()['version']}-py3-none-any.whl"
    return SETUP.format(address=f"git+{repository()}" if repository() else wheel)
