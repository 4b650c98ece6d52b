"""The form of the lessons, and three ways through them: as stored (nbval runs that), solved, and all wrong."""

import re
import statistics
import sys
from pathlib import Path

import nbformat
import pytest
from exercise_answers import filled
from nbclient import NotebookClient

from dlscratch.lessons.course import EXERCISES, ORDERINGS, QUESTIONS

ROOT = Path(__file__).resolve().parent.parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LESSONS = pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])

sys.path.insert(0, str(ROOT / ".ci"))
import derived  # noqa: E402
import minutes  # noqa: E402
import setup_cell  # noqa: E402
import tidy  # noqa: E402


def cells_of(path, kind=None):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if kind is None or cell.cell_type == kind]


def printed(cell):
    """Return the text that a stored cell shows."""
    texts = [output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return "\n".join("".join(text) for text in texts)


def calls(path, name):
    """Return what the cells of a notebook pass to check(...), guess(...) and so on, in order."""
    code = "\n".join(cell.source for cell in cells_of(path, "code"))
    return re.findall(rf'^{name}\("?([\w.]+)', code, flags=re.MULTILINE)


def headings(path):
    text = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    return [re.sub(r"[`*]", "", line) for line in re.findall(r"^#+ (.*)", text, flags=re.MULTILINE)]


# the form


def test_the_lessons_are_numbered_without_a_gap():
    assert [path.stem[:2] for path in PATHS] == [f"{number:02d}" for number in range(len(PATHS))]


@LESSONS
def test_a_lesson_opens_with_its_question_its_time_and_its_links(path):
    first, *_ = cells_of(path)
    assert re.match(rf"# {path.stem[:2]} \w", first.source)
    for part in ("**The question of this lesson:**", "| Time |", "| You need |", "| You will be able to |"):
        assert part in first.source
    stated = re.search(r"\| Time \| (\d+) minutes", first.source)
    parts = [int(number) for heading in headings(path) for number in re.findall(r"\((\d+) min\)", heading)]
    assert stated and sum(parts) == int(stated[1]), "the minutes of the parts add up to the time of the lesson"


@LESSONS
def test_a_lesson_has_at_most_two_sittings_and_says_where_to_stop(path):
    text = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    whole = int(re.search(r"\| Time \| (\d+) minutes", text)[1])
    if path.stem.startswith("00"):
        assert whole <= 40
    if whole > 50:
        (before, after, following), *more = re.findall(
            r"^\*A good place to stop: (\d+) minutes are behind you, (\d+) ahead\.\*\n\n## (.+) \(", text, re.MULTILINE
        )
        passed = text[: text.index(f"## {following} (")]
        assert more == [] and int(before) + int(after) == whole and max(int(before), int(after)) <= 50
        assert sum(int(length) for length in re.findall(r"^## .+ \((\d+) min\)$", passed, re.MULTILINE)) == int(before)


# The words and cells before "Further" that the first edition had: what comes in displaces something.
FIRST_EDITION = {"00": (923, 38), "01": (1260, 73), "02": (1724, 79), "03": (1809, 83), "04": (1807, 78)}
FIRST_EDITION |= {"05": (1682, 97), "06": (1771, 79)}


@LESSONS
def test_a_core_has_no_more_words_or_cells_than_the_first_edition(path):
    cells = minutes.core(cells_of(path))
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    most = FIRST_EDITION.get(path.stem[:2], (1809, 97))  # a later lesson is no longer than the longest of them
    assert words <= most[0] and len(cells) <= most[1], (words, len(cells))


@LESSONS
def test_a_lesson_has_its_parts_in_order(path):
    names = [re.sub(r" \(\d+ min\)", "", name) for name in headings(path)]
    wanted = ["Hunt", "Quiz", "Summary"] if path.stem.startswith("00") else ["Recall", "Hunt", "Quiz", "Summary"]
    assert [name for name in names if name in wanted] == wanted
    numbers = [int(name.split(".")[0]) for name in names if re.match(r"\d+\. ", name)]
    assert numbers == list(range(1, len(numbers) + 1)) and numbers


@LESSONS
def test_a_lesson_starts_with_the_setup_cell_and_ends_with_progress(path):
    code = cells_of(path, "code")
    assert code[0].metadata.tags == ["setup"] and code[0].source == setup_cell.setup_source()
    assert code[-1].source == f'progress("{path.stem[:2]}")'


@LESSONS
def test_code_cells_are_short(path):
    lengths = [len(cell.source.splitlines()) for cell in cells_of(path, "code")[1:]]
    assert max(lengths) <= 15
    assert statistics.median(lengths) <= 6


@LESSONS
def test_a_summary_has_three_lines_and_the_new_names(path):
    summary = next(cell.source for cell in cells_of(path, "markdown") if cell.source.startswith("## Summary"))
    assert len(re.findall(r"^- \*\*", summary, flags=re.MULTILINE)) == 3
    assert "New names:" in summary


@LESSONS
def test_a_still_picture_is_followed_by_what_it_shows(path):
    cells = cells_of(path)
    for cell, after in zip(cells, cells[1:], strict=False):
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", [])):
            assert after.source.startswith("*The picture shows"), cell.source


@LESSONS
def test_a_stored_live_picture_says_what_it_shows(path):
    for cell in cells_of(path, "code"):
        for output in cell.outputs:
            assert "image/svg+xml" not in output.get("data", {}), "Jupyter shows no SVG before it trusts a notebook"
            picture = output.get("data", {}).get("text/html", "")
            if picture.startswith("<img"):
                assert len(re.match(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,', picture)[1]) > 20
                assert len(output.data["text/plain"]) > 20, "a sentence stands where no picture can be drawn"


@LESSONS
def test_numbers_quoted_in_the_text_are_printed_above_it(path):
    shown = ""
    for cell in cells_of(path):
        if cell.cell_type == "code":
            shown = printed(cell) or shown
            continue
        for number in re.findall(r"`(-?\d[\d.,]*)`", cell.source):
            found = re.search(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)", shown)
            assert found, f"`{number}` is not in the output above: {shown[-300:]}"


@LESSONS
def test_links_lead_somewhere(path):
    text = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), target


def anchors(file):
    """Return the anchors of a Markdown file, as GitHub and Jupyter make them from its headings and ids."""
    text = file.read_text(encoding="utf-8")
    made = {
        re.sub(r"[^\w\- ]", "", line).strip().lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)", text, flags=re.MULTILINE)
    }
    return made | set(re.findall(r'id="([^"]+)"', text))


@LESSONS
def test_a_lesson_keeps_to_plain_words(path):
    text = "\n".join(cell.source for cell in cells_of(path, "markdown"))
    text = re.sub(r"`[^`]*`|\*how easily\*", "", text)
    assert not re.search(r"\b(simply|just|obviously|easily|of course)\b", text, re.IGNORECASE)


# exercises and questions


def test_every_exercise_and_question_is_asked_in_the_notebook_of_its_lesson_once():
    for verb, known in (("check", EXERCISES), ("guess", QUESTIONS), ("order", ORDERINGS)):
        asked = [name for path in PATHS for name in calls(path, verb)]
        assert sorted(asked) == sorted(known), verb


@LESSONS
def test_the_stub_of_an_exercise_stands_in_a_cell_of_its_own(path):
    sources = [cell.source for cell in cells_of(path, "code")]
    for name in calls(path, "check"):
        assert EXERCISES[name].stub.rstrip() in sources, name


@LESSONS
def test_the_check_cell_can_be_graded(path):
    for cell in cells_of(path, "code"):
        if re.search(r"^check\(", cell.source, flags=re.MULTILINE):
            grade = cell.metadata.nbgrader
            assert grade.grade and grade.locked and not grade.solution and grade.points == 1
            assert printed(cell) == "0", "a blank has no points"


@LESSONS
def test_no_notebook_holds_a_solution(path):
    text = "\n".join(cell.source for cell in cells_of(path, "code"))
    assert not re.search(r"^\s*\"?(solution|hint)\((?!s)", text, re.M)
    asked = [EXERCISES[name] for name in calls(path, "check")]
    given = {line.strip() for exercise in asked for line in exercise.stub.splitlines()}
    for exercise in asked:
        written = [line for line in filled(exercise).splitlines() if line.strip() not in given]
        assert not written or "\n".join(written) not in text, exercise.name


# the ways through a lesson


def run_with(path, answer, *more):
    """Run a lesson whose stubs are replaced by answer(exercise), then the cells of source `more`; return its cells."""
    notebook = nbformat.read(path, as_version=4)
    stubs = {EXERCISES[name].stub.rstrip(): EXERCISES[name] for name in calls(path, "check")}
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source in stubs:
            cell.source = answer(stubs[cell.source])
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in more]
    resources = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, timeout=300, resources=resources, store_widget_state=False).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


EVERY_CONTROL_TO_ITS_ENDS = """
from dlscratch.live import Demo

shown = [value for value in list(Out.values()) if isinstance(value, Demo)]
for demo in shown:
    for name, control in demo.controls.items():
        for value in control.examples:
            before = demo.picture
            demo.set(**{name: value})
            assert not demo.message or demo.message.strip(), (name, value)
            assert demo.picture is not None, (name, value)
        demo.reset()
print(len(shown), "demos")
"""


@pytest.mark.slow
@LESSONS
def test_a_solved_lesson_passes_every_check_and_its_controls_go_to_their_ends(path):
    cells = run_with(path, filled, EVERY_CONTROL_TO_ITS_ENDS)
    for cell in cells:
        if re.search(r"^check\(", cell.source, flags=re.MULTILINE):
            assert printed(cell) == "1", cell.source
    asked = sum(bool(re.match(r"demos\.", cell.source.splitlines()[-1])) for cell in cells_of(path, "code"))
    assert printed(cells[-1]).strip() == f"{asked} demos"


@pytest.mark.slow
@LESSONS
def test_a_lesson_answered_wrong_goes_to_the_end_and_says_what_is_wrong(path):
    wrong = """from dlscratch.lessons.course import EXERCISES
{0} = EXERCISES["{0}"].misconceptions[0].wrong
{0}.__name__ = "{0}"
"""
    cells = run_with(path, lambda exercise: wrong.format(exercise.name))
    for cell in cells:
        name = re.search(r"^check\((\w+)", cell.source, flags=re.MULTILINE)
        if name:
            page = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
            assert printed(cell) == "0" and "Not yet" in page, cell.source


# the tester, tested


def test_tidy_sees_a_notebook_that_is_not_canonical(tmp_path):
    path = tmp_path / PATHS[0].name
    notebook = nbformat.read(PATHS[0], as_version=4)
    path.write_text(tidy.text(notebook), encoding="utf-8", newline="\n")
    assert list(tidy.faults(path)) == []
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    for spoil in (
        {"execution_count": None},
        {"metadata": {"collapsed": True, "tags": ["setup"]}},
        {"outputs": [nbformat.v4.new_output("stream", name="stderr", text="a warning")]},
    ):
        kept = {key: code[key] for key in spoil}
        code.update(nbformat.from_dict(spoil))
        path.write_text(tidy.text(notebook), encoding="utf-8", newline="\n")
        assert list(tidy.faults(path)), spoil
        code.update(kept)


def test_an_address_makes_the_badge_and_the_setup_cell(monkeypatch):
    path = PATHS[-1]
    notebook = nbformat.read(path, as_version=4)
    for module in (derived, setup_cell):
        monkeypatch.setattr(module, "repository", lambda: "https://github.com/teacher/fork")
    made = tidy.canonical(notebook, path)
    badges = [cell.source for cell in made.cells if "badge" in cell.metadata.get("tags", [])]
    assert len(badges) == 1 and f"github/teacher/fork/blob/main/notebooks/{path.name}" in badges[0]
    assert '"git+https://github.com/teacher/fork"' in setup_cell.setup_source()
    assert tidy.canonical(made, path) == made
    for module in (derived, setup_cell):
        monkeypatch.setattr(module, "repository", lambda: "")
    assert tidy.text(tidy.canonical(made, path)) == path.read_text(encoding="utf-8")


@LESSONS
def test_no_demo_was_stored_without_its_picture(path):
    for cell in cells_of(path, "code"):
        if "demos." in cell.source and cell.outputs:
            assert not re.search("did not finish|no picture yet", printed(cell)), cell.source
