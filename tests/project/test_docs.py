"""The glossary and the teacher's guide keep what they promise."""

import json
import re
from pathlib import Path

import pytest

from dlscratch import demos
from dlscratch.classroom.__main__ import main
from dlscratch.lessons.course import EXERCISES

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
TERM = re.compile(
    r'^\| <a id="([^"]+)"></a>\*\*([^*]+)\*\*' r" \| ([^|]+) \| ([^|]+) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE
)
TERMS = TERM.findall((DOCS / "glossary.md").read_text(encoding="utf-8"))


def test_every_row_of_the_glossary_is_read_here():
    rows = (DOCS / "glossary.md").read_text(encoding="utf-8").count("<a id=")
    assert len(TERMS) == rows > 100


def test_a_term_s_anchor_is_the_term():
    for anchor, term, *_ in TERMS:
        assert anchor == re.sub(r"[^\w\- ]", "", term.lower()).replace(" ", "-")


def test_no_term_stands_twice():
    anchors = [anchor for anchor, *_ in TERMS]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("row", TERMS, ids=[row[0] for row in TERMS])
def test_a_term_has_all_three_languages_and_a_meaning(row):
    _, term, japanese, korean, _, meaning = row
    borrowed = term == "log-sum-exp"
    assert borrowed or re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", japanese)
    assert borrowed or re.search(r"[\uac00-\ud7a3]", korean)
    assert not re.search(r"[\uac00-\ud7a3]", japanese) and not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", korean)
    assert len(meaning) > 8


# the teacher's guide

NOTEBOOKS = sorted((DOCS.parent / "notebooks").glob("*.ipynb"))
GUIDE = (DOCS / "teaching.md").read_text(encoding="utf-8")


def parts_of(path):
    """Return [(part, minutes)] from the headings of a notebook."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.findall(r"^## (.+) \((\d+) min\)$", text, flags=re.MULTILINE)


def section_of(path):
    """Return the section of the guide about a lesson, from its heading to the next."""
    start = re.search(rf"^## {path.stem[:2]} .*$", GUIDE, flags=re.MULTILINE)
    assert start, f"the guide has no section for {path.stem}"
    return GUIDE[start.end() :].split("\n## ")[0]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_the_guide_has_the_parts_and_minutes_of_the_lesson(path):
    assert re.findall(r"^\| ([^|]+) \| (\d+) \|", section_of(path), flags=re.MULTILINE) == parts_of(path)


def test_what_the_guide_lets_the_checker_say_it_does_say():
    said = {misconception.sentence for exercise in EXERCISES.values() for misconception in exercise.misconceptions}
    quoted = [sentence.replace("\\|", "|") for sentence in re.findall("“([^”]+)”", GUIDE)]
    assert len(quoted) >= 18
    assert [sentence for sentence in quoted if sentence not in said] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_the_demos_of_the_guide_are_called_as_in_the_lesson(path):
    lesson = path.read_text(encoding="utf-8").replace('\\"', '"')
    calls = re.findall(r"`(demos\.\w+\([^`]*\))`", section_of(path))
    assert calls and all(hasattr(demos, re.match(r"demos\.(\w+)", call)[1]) for call in calls)
    assert [call for call in calls if call not in lesson] == []


def test_the_guide_s_commands_are_read_as_they_stand(tmp_path, monkeypatch, capsys):
    record = {"exercises": {"relu": {"result": "right", "attempts": 2}, "step": {"result": "not yet", "attempts": 1}}}
    (tmp_path / "handed-in" / "ada").mkdir(parents=True)
    (tmp_path / "handed-in" / "ada" / "dlscratch-progress.json").write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall("^(?:```bash\n|.*`)python -m dlscratch.classroom ([^`\n]+)", GUIDE, flags=re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["report", "grade", "look"]
    for command in commands:
        assert main(command.split()) == 0
    said = capsys.readouterr().out
    assert "ada" in said and (tmp_path / "handed-in-marks" / "moodle.csv").exists()
    assert (tmp_path / "handed-in-report" / "report.html").exists()
