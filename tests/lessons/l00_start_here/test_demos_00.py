"""The demos of lesson 00: the line follows its sliders, the panel sees what is missing and names the remedy."""

from importlib import metadata

import pytest

from dlscratch import demos
from dlscratch.lessons.l00_start_here import health
from dlscratch.lessons.l00_start_here.health import check_data, check_library, check_python


@pytest.mark.parametrize("w, b", [(0.5, 1.0), (-3.0, 5.0), (0.0, 0.0)])
def test_the_line_says_where_it_stands(w, b):
    told = demos.line(w=w, b=b).picture.desc.replace("−", "-")
    assert told.endswith(f"= {w * 2 + b:g}.")
    assert len({demos.line(**{name: value}).picture.svg(prefix="p") for name in "wb" for value in (-1, 0, 2)}) == 6


def test_nothing_is_looked_at_before_the_button():
    demo = demos.health()
    assert "Nothing has been looked at yet" in demo.picture.desc and "✓" not in demo.picture.svg()


def test_the_button_finds_this_computer_in_order():
    demo = demos.health()
    demo.press("look")
    assert demo.message == ""
    assert "70,000 images" in demo.picture.svg() and f"numpy {metadata.version('numpy')}" in demo.picture.svg()
    assert demo.picture.desc.startswith("All ") and "✗" not in demo.picture.svg()


@pytest.mark.parametrize(
    "requirement, version, fits",
    [
        ("numpy>=1.26", "1.26.0", True),
        ("numpy>=1.26", "2.1.3", True),
        ("numpy>=1.26", "1.9.9", False),
        ("ipywidgets!=8.1.9,>=7.7.1", "7.7.1", True),
        ("ipywidgets!=8.1.9,>=7.7.1", "8.1.9", False),
        ("ipywidgets>=7.7.1,!=8.1.9", "7.6", False),
        ("tqdm>=4.60", "4.66.1rc1", True),
    ],
)
def test_a_library_is_weighed_by_its_number(requirement, version, fits):
    found, remedy = check_library(requirement, lambda name: version)
    assert version in found and (remedy == "") == fits
    assert fits or "%pip install" in remedy and requirement in remedy


def test_a_missing_library_is_named_with_its_remedy():
    found, remedy = check_library("no-such-library>=1.0")
    assert found == "no-such-library is missing" and '%pip install "no-such-library>=1.0"' in remedy


def test_old_pythons_are_refused():
    assert check_python((3, 10, 9))[1] and not check_python((3, 11, 0))[1] and not check_python((4, 0, 0))[1]


def test_damaged_data_are_told_in_words(monkeypatch):
    def load(normalize):
        raise ValueError("train-images is damaged: take the file from the repository again.")

    assert "damaged" in check_data(load)[1]
    monkeypatch.setattr(health, "check_data", lambda: ("MNIST cannot be read", "take the file again"))
    demo = demos.health()
    demo.press("look")
    assert "✗" in demo.picture.svg() and "1 of " in demo.picture.desc and "take the file again" in demo.picture.desc


def test_without_an_installation_the_panel_says_so(monkeypatch):
    monkeypatch.setattr(health, "requirements", lambda: [])
    demo = demos.health()
    demo.press("look")
    assert "dlscratch is not installed" in demo.picture.desc
