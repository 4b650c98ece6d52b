"""Each row of docs/coverage.md names something that its lesson's notebook shows."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = {path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
NOTES = [part.split("\n## ")[0] for part in re.split(r"^## \d\. ", PAGE, flags=re.MULTILINE)[1:]]
CALL = r'check\(\w+\)|guess\("\d\d\.\d+"\)|order\("\d\d\.\d+"\)|demos\.\w+\(\)'
TIE = rf"`(?:{CALL})`|(?:prints|draws|says) `[^`]+`"
IN_A_LESSON = rf"(\d\d) \| ((?:{TIE})(?:, (?:{TIE}))*)"
ELSEWHERE = r"– \| (?:README says `[^`]+`|\[\w+\]\(glossary\.md#[\w-]+\))"
ROW = re.compile(rf"\| ([^|]+) \| (?:{IN_A_LESSON}|{ELSEWHERE}) \|")
HEAD = ("| what the note holds | lesson | where it is seen |", "|---|---|---|")


def rows(text):
    """Return a match of ROW for each line of the tables in a text: None where it is no row."""
    lines = [line for line in text.splitlines() if line.startswith("|") and line not in HEAD]
    return [ROW.fullmatch(line) for line in lines]


def ties(lesson):
    """Return (kind, text, row) for all that the rows of a lesson name."""
    named = [row for row in rows(PAGE) if row and row[2] == lesson]
    return [(kind, text, row[1]) for row in named for kind, text in re.findall(r"(?:(\w+) )?`([^`]+)`", row[3])]


def folded(text):
    return " ".join(text.split())


def seen_in(lesson):
    """Return a function that tells whether a notebook prints, draws or says a text, or makes a call."""
    cells = json.loads(NOTEBOOKS[lesson].read_text(encoding="utf-8"))["cells"]
    words = folded(" ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"))
    code = [("".join(cell["source"]), cell["outputs"]) for cell in cells if cell["cell_type"] == "code"]
    printed = [
        folded("".join(output.get("text", [])) + "".join(output.get("data", {}).get("text/plain", [])))
        for _, outputs in code
        for output in outputs
    ]
    drawing = [source for source, outputs in code if any("image/png" in output.get("data", {}) for output in outputs)]

    def seen(kind, text):
        if kind == "prints":
            return any(text in output for output in printed)
        if kind == "draws":
            return any(f'"{text}"' in source for source in drawing)
        if kind == "says":
            return text in words
        start = re.escape(text.removesuffix(")"))  # the call may say more: check(relu, seed=1), demos.depth(depth=8)
        more = "" if text.startswith("demos") else r"[,)]"
        return any(re.search(f"^{start}{more}", source, re.MULTILINE) for source, _ in code)

    return seen


def test_every_line_of_the_tables_is_a_row():
    lines = [line for line in PAGE.splitlines() if line.startswith("|") and line not in HEAD]
    assert [line for line in lines if not ROW.fullmatch(line)] == []


def test_all_that_the_five_notes_hold_has_a_row():
    assert len(NOTES) == 5 and all(len(rows(note)) > 20 for note in NOTES)
    assert sum(len(rows(note)) for note in NOTES) == len(rows(PAGE)) >= 177


@pytest.mark.parametrize("lesson", sorted({row[2] for row in rows(PAGE) if row and row[2]}))
def test_a_lesson_shows_what_its_rows_name(lesson):
    if lesson not in NOTEBOOKS:
        assert lesson > max(NOTEBOOKS), "only a lesson that is still to come may be named ahead"
        return
    seen = seen_in(lesson)
    assert [tie for tie in ties(lesson) if not seen(*tie[:2])] == []


def test_few_rows_name_nothing_but_words():
    only_words = [row[1] for row in rows(PAGE) if row[2] and not re.sub(r"(, )?says `[^`]+`", "", row[3])]
    assert len(only_words) <= 20, only_words


def test_what_stands_outside_of_the_lessons_stands_there():
    anchors = re.findall(r"\]\(glossary\.md#([^)]+)\)", PAGE)
    assert anchors and [anchor for anchor in anchors if f'<a id="{anchor}">' not in GLOSSARY] == []
    said = re.findall(r"README says `([^`]+)`", PAGE)
    assert said and [text for text in said if text not in README] == []
