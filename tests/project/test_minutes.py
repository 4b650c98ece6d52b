"""The model of a lesson's minutes: what it counts, and where it says to stop."""

import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / ".ci"))
import minutes  # noqa: E402


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("check(relu)", "whole"),  # nothing but `return ...` is given
        ("check(forward)", "whole"),  # a name and a docstring are given
        ("check(step)", "blank"),  # a line with a blank in it
        ("check(weighted_rows)", "whole"),  # a hunt
        ("check(TwoLayerNet)", "blank"),
        ("def relu(a):\n    return ...", "free"),
        ('guess("02.1")', "guess"),
        ('order("00.5")', "order"),
        ("w = 1\ndemos.neuron(w1=w)", "demo"),
        ("x = 1", "code"),
        ('progress("02")', "free"),
    ],
)
def test_a_code_cell_counts_by_what_it_asks(source, kind):
    assert minutes.kind(new_code_cell(source)) == kind


def lesson(*lengths):
    """A lesson whose parts take about so many minutes of reading."""
    cells = [new_markdown_cell("# 09 A lesson\n| Time | 3 minutes |\n")]
    for i, length in enumerate(lengths):
        heading = f"## {i + 1}. Part {i + 1} (1 min)"
        cells += [new_markdown_cell(heading), new_markdown_cell("word " * (minutes.WORDS_A_MINUTE * length))]
    return [*cells, new_markdown_cell("## Further"), new_markdown_cell("word " * 9999)]


def test_parts_add_up_and_what_is_further_is_not_counted():
    parts = minutes.parts_of(lesson(10, 20))
    assert parts == [("1. Part 1", 10), ("2. Part 2", 20)]
    assert minutes.second_sitting(parts) is None


def test_a_long_lesson_stops_nearest_to_its_middle_and_once():
    cells = minutes.with_minutes(lesson(30, 14, 20, 20))
    text = "\n".join(cell.source for cell in cells)
    assert "*A good place to stop: 44 minutes are behind you, 40 ahead.*\n\n## 3. Part 3 (20 min)" in text
    sources = [cell.source for cell in minutes.with_minutes(cells)]
    assert sources == [cell.source for cell in cells] and text.count("good place") == 1


def test_a_lesson_that_became_short_says_no_more_where_to_stop():
    cells = minutes.with_minutes(lesson(30, 14, 20, 20))
    short = minutes.with_minutes([cell for cell in cells if not cell.source.startswith("word " * 2400)])
    assert not any("good place" in cell.source for cell in short)
