"""The numbers of the network by hand, as the notebooks type them in."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

from dlscratch.lessons.shared import by_hand

NOTEBOOKS = Path(__file__).resolve().parent.parent.parent.parent / "notebooks"
TYPED = re.compile(r"^(W1|b1|W2|b2) = (np\.array\(\[.*\]\))", re.MULTILINE)


def typed(stem):
    """Return what the cells of a notebook that type in this network's W1 say of its parameters."""
    cells = nbformat.read(NOTEBOOKS / f"{stem}.ipynb", as_version=4).cells
    sources = [cell.source for cell in cells if "W1 = np.array([[3, -1]" in cell.source]
    return [(name, eval(numbers, {"np": np})) for source in sources for name, numbers in TYPED.findall(source)]


@pytest.mark.parametrize("stem", ["01_forward_pass"])
def test_a_lesson_types_in_the_numbers_that_the_course_has_chosen(stem):
    found = typed(stem)
    assert {name for name, _ in found} == set(by_hand.PARAMS)
    for name, numbers in found:
        assert np.array_equal(numbers, by_hand.PARAMS[name]), name


def test_the_first_of_them_types_in_both_samples():
    cells = nbformat.read(NOTEBOOKS / "01_forward_pass.ipynb", as_version=4).cells
    (source,) = (cell.source for cell in cells if "W1 = np.array([[3, -1]" in cell.source)
    namespace = {"np": np}
    exec(source, namespace)
    assert np.array_equal(namespace["x"], by_hand.X)
