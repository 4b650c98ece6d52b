"""What nbgrader would stumble over is said before it does."""

import json
import re
import sys
from types import ModuleType, SimpleNamespace

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


# what is handed out


def test_the_configuration_leaves_no_link_that_leads_nowhere(monkeypatch):
    class Anything(SimpleNamespace):
        def __getattr__(self, name):
            setattr(self, name, made := Anything())
            return made

    converters, preprocessors = ModuleType("nbgrader.converters"), ModuleType("nbgrader.preprocessors")
    converters.GenerateAssignment = SimpleNamespace(preprocessors=SimpleNamespace(default=lambda: ["theirs"]))
    preprocessors.NbGraderPreprocessor = object
    monkeypatch.setitem(sys.modules, "nbgrader.converters", converters)
    monkeypatch.setitem(sys.modules, "nbgrader.preprocessors", preprocessors)
    text = (made_up_class.NOTEBOOKS.parent / "docs" / "nbgrader_config.py").read_text(encoding="utf-8")
    c = Anything()
    exec(text, {"get_config": lambda: c})
    assert c.ExecutePreprocessor.timeout >= 300 and c.GenerateAssignment.preprocessors[1:] == ["theirs"]
    links = r"\]\((?!https?:|#|data:)[^)]*\)"
    for path in made_up_class.NOTEBOOKS.glob("*.ipynb"):
        texts = [
            made_up_class.source(cell)
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["cell_type"] == "markdown"
        ]
        assert re.search(links, "\n".join(texts))
        for source in texts:
            cell = SimpleNamespace(cell_type="markdown", source=source)
            plain = c.GenerateAssignment.preprocessors[0]().preprocess_cell(cell, {}, 0)[0].source
            assert not re.search(links, plain), plain
