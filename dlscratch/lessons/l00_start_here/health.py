"""A panel that says whether this computer has what the course needs, and what to do where not."""

import re
import sys
from importlib import metadata

from ... import live, svg
from ...datasets import load_mnist
from ...svg.picture import Picture, heading, text

PYTHON = (3, 11)


def check_python(version):
    """Return what was found and the remedy, which is empty where all is well, for a version such as (3, 11, 4)."""
    found = "Python " + ".".join(map(str, version[:3]))
    return found, "" if version[:2] >= PYTHON else "install Python 3.11 or newer, and start the course with it"


def check_library(requirement, version_of=metadata.version):
    """Return what was found and the remedy, for a requirement such as "numpy>=1.26" or "ipywidgets!=8.1.9,>=7.7.1"."""
    name = re.match(r"[\w-]+", requirement)[0]
    wanted = re.match(r"[^;]+", requirement)[0].strip()
    remedy = f'run  %pip install "{wanted}"  in a cell, then restart the kernel'
    try:
        version = version_of(name)
    except metadata.PackageNotFoundError:
        return f"{name} is missing", remedy
    lowest, refused = (re.findall(sign + r"([\d.]+)", wanted) for sign in (">=", "!="))
    fits = all(_parts(version) >= _parts(low) for low in lowest) and version not in refused
    return f"{name} {version}", "" if fits else remedy


def _parts(version):
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def check_data(load=load_mnist):
    """Return what was found of MNIST, and the remedy."""
    try:
        (x_train, _), (x_test, _) = load(normalize=False)
    except (OSError, ValueError) as error:
        return "MNIST cannot be read", str(error)
    return f"MNIST: {len(x_train) + len(x_test):,} images", ""


def requirements():
    """Return the libraries that the installed course asks for."""
    try:
        return [line for line in metadata.requires("dlscratch") if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        return []


class Health:
    """What was found on this computer: `found` holds (words, remedy) pairs, none before `look`."""

    def __init__(self):
        self.found = []

    def look(self):
        """Look at everything the course needs."""
        self.found = [
            ("controls: your press has reached Python", ""),
            check_python(sys.version_info),
            *map(check_library, requirements()),
            check_data(),
        ]
        if not requirements():
            self.found.append(("dlscratch is not installed", "run the first command of README.md"))

    def summary(self):
        if not self.found:
            return "Nothing has been looked at yet: press the button."
        wrong = [f"{words}: {remedy}" for words, remedy in self.found if remedy]
        if wrong:
            return f"{len(wrong)} of {len(self.found)} need a hand. " + " ".join(f"{line}." for line in wrong)
        return f"All {len(self.found)} are here: you can start."


def _panel(model):
    parts = [heading("Is everything here?")]
    rows = model.found or [(words, None) for words in ("controls", "Python", "libraries", "data")]
    for i, (words, remedy) in enumerate(rows):
        mark = "…" if remedy is None else "✗" if remedy else "✓"
        ink = "" if remedy is None else svg.COLORS[1] if remedy else svg.COLORS[2]
        parts += [text(4, 52 + 28 * i, mark, weight="700", fill=ink, size=20), text(32, 52 + 28 * i, words, size=16)]
    return Picture(700, 50 + 28 * len(rows), tuple(parts), "Is everything here?", model.summary())


def health():
    """Show a button that looks whether this computer has what the course needs, and says what to do where not.

    >>> from dlscratch import demos
    >>> demos.health().picture.desc
    'Nothing has been looked at yet: press the button.'
    """
    return live.Demo(_panel, {"look": live.button("Check this computer")}, model=Health, call="demos.health")
