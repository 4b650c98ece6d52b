"""environment.yml, which conda and servers read, against pyproject.toml, where the versions stand."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TEXT = (ROOT / "environment.yml").read_text(encoding="utf-8")
CONDA = re.findall(r"^  - (\S+[^:\s])$", TEXT, re.MULTILINE)[1:]  # after the channel
PIP = re.findall(r"^      - (.+)$", TEXT, re.MULTILINE)


def test_its_python_is_one_that_the_project_takes_and_servers_understand():
    major, minor = re.fullmatch(r"python=(\d+)\.(\d+)", CONDA[0]).groups()
    lowest = tuple(map(int, PROJECT["requires-python"].removeprefix(">=").split(".")))
    assert (int(major), int(minor)) >= lowest


def test_it_has_what_was_asked_for_and_what_the_notebooks_are_tested_with():
    assert {"numpy", "matplotlib", "jupyter", "jupyterlab", "ipywidgets", "nbval", "pytest", "pip"} <= set(CONDA)


def test_no_version_stands_twice():
    assert not [name for name in CONDA[1:] if not re.fullmatch(r"[a-z]+", name)]


def test_every_package_of_conda_is_one_of_the_project_s():
    known = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["lab"],
        *PROJECT["optional-dependencies"]["test"],
    ]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in known}
    assert set(CONDA[1:]) - names == {"jupyter", "pip"}  # conda's name for all of Jupyter, and what installs the rest


def test_the_course_itself_comes_by_pip_with_its_lower_bounds():
    assert PIP == ["-e .[lab]"]
