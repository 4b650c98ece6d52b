"""A lesson that is begun is not a lesson: the one test that is red on a fresh skeleton."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PLACES = ["README.md", "docs/*.md", "dlscratch/**/*.py", "notebooks/*.ipynb", "tests/lessons/**/*.py"]


def unwritten(root):
    """Return each line of the course that says "write me", as file:line."""
    paths = sorted(path for place in PLACES for path in root.glob(place))
    return [
        f"{path.relative_to(root).as_posix()}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"write[ _]me(?![a-z])", line, re.IGNORECASE)
    ]


def test_nothing_says_write_me():
    lines = unwritten(ROOT)
    assert not lines, f"{len(lines)} lines wait to be written:\n" + "\n".join(lines)
