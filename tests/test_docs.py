"""The glossary and the teacher's guide keep what they promise."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"
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
