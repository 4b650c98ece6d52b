"""The tables of README.md and docs/teaching.md: rows and minutes from the lessons, the other words as they stand."""

import re

from derived import ROOT, course, written

README, GUIDE = ROOT / "README.md", ROOT / "docs" / "teaching.md"
LESSONS = r"\| \| lesson \| minutes \|.*\n\|[-|]+\n"
ROW = r"\| (\d\d) \| \[[^\]]*\]\(notebooks/[^)]*\) \| \d+ \| (.+) \|\n"  # below LESSONS, in the README
PARTS = r"\| part \| min \|.*\n\|[-|]+\n"
PART = r"\| ([^|\n]+) \| \d+ \|(.*)\n"  # below PARTS, in the guide


def derived_pages():
    """Return {path: its text as it should be}."""
    lessons = course()
    return {
        README: with_rows(README.read_text(encoding="utf-8"), lessons),
        GUIDE: with_parts(GUIDE.read_text(encoding="utf-8"), lessons),
    }


def with_rows(text, lessons):
    """Return the README with a row for each lesson. A row that is new says what the lesson's title cell says.

    Raises SystemExit where the table has gone.
    """
    table = re.search(rf"^({LESSONS})((?:{ROW})*)", text, re.MULTILINE)
    if not table:
        raise SystemExit("README.md has no table of lessons.")
    said = written(re.findall(f"^{ROW}", table[2], re.MULTILINE))
    rows = "".join(
        f"| {one.number} | [{one.title}](notebooks/{one.file}) | {one.minutes} | {said.get(one.number, one.able)} |\n"
        for one in lessons
    )
    return text[: table.start(2)] + rows + text[table.end(2) :]


def with_parts(text, lessons):
    """Return the guide with a row for each part of each lesson; what a row says to the teacher stays.

    Raises SystemExit for a lesson that has no section with a table.
    """
    for lesson in lessons:
        heading = rf"^## {lesson.number} (?P<title>.*)\n"
        section = rf"{heading}(?:(?!## ).*\n)*?{PARTS}(?P<rows>(?:{PART})*)"
        found = re.search(section, text, re.MULTILINE)
        if not found:
            raise SystemExit(f"docs/teaching.md has no section {lesson.number} with a table of parts.")
        said = dict(re.findall(f"^{PART}", found["rows"], re.MULTILINE))
        rows = "".join(f"| {part} | {minutes} |{said.get(part, ' |')}\n" for part, minutes in lesson.parts)
        between = text[found.end("title") : found.start("rows")]
        text = text[: found.start("title")] + lesson.title + between + rows + text[found.end("rows") :]
    return text
