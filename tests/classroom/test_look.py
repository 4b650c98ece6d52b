"""What nbgrader would stumble over is said before it does."""

import made_up_class
import pytest

from dlscratch.classroom.__main__ import main
from dlscratch.classroom.look import look

STUMBLES = {
    "own_check": "gives itself the points",
    "patched_result": "can give itself points",
    "check_cell_deleted": "gives no points for it",
    "check_cell_pasted": "autograde stops, for all learners",
    "downloaded_twice": "gives 0 in silence. Rename",
    "metadata_stripped": "gives 0 in silence",
    "leaves_by_exit": "cannot grade it and gives 0",
    "torn": "nbgrader stops at it",
    "empty_file": "nbgrader stops at it",
    "old_format": "not 4",
}


@pytest.fixture
def course(tmp_path):
    """Return an empty course of nbgrader: what was handed out, and a function that hands something in."""
    (tmp_path / "release" / "lesson02").mkdir(parents=True)
    made_up_class.saved(tmp_path / "release" / "lesson02", made_up_class.blank())

    def hand_in(name):
        folder = tmp_path / "submitted" / name / "lesson02"
        folder.mkdir(parents=True)
        made_up_class.CLASS[name](folder)

    return tmp_path, hand_in


@pytest.mark.parametrize("name", STUMBLES)
def test_it_says_what_nbgrader_makes_of_it(name, course):
    folder, hand_in = course
    hand_in(name)
    found = look(folder)
    assert any(STUMBLES[name] in sentence for sentence in found), found
    assert all(sentence.startswith(f"{name}/lesson02: ") for sentence in found)


def test_nothing_is_said_of_a_notebook_that_is_in_order(course, capsys):
    folder, hand_in = course
    hand_in("all_right")
    assert look(folder) == look(folder / "submitted") == []
    assert main(["look", str(folder)]) == 0 and "stumble over nothing" in capsys.readouterr().out
