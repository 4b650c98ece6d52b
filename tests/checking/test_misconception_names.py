"""Misconceptions have names that records keep: what a record said last year still means the same."""

import re
from pathlib import Path

import pytest

from dlscratch.lessons.course import EXERCISES

KNOWN = Path(__file__).parents[1] / "data" / "misconceptions.txt"  # add new names; never remove or rename one


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_names_are_short_and_unique_in_their_exercise(exercise):
    names = [misconception.name for misconception in exercise.misconceptions]
    assert len(set(names)) == len(names)
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= 40, name


def test_no_name_vanishes_and_every_name_is_known():
    known = set(KNOWN.read_text(encoding="utf-8").splitlines())
    names = {f"{e.name} {misconception.name}" for e in EXERCISES.values() for misconception in e.misconceptions}
    assert known - names == set(), "records hold these names: keep them"
    assert names - known == set(), f"write these into {KNOWN.name}"
