"""What is derived from the lessons' data stands as derived, and tidy sees each way in which it may differ."""

import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")

sys.path.insert(0, str(ROOT / ".ci"))
import derived  # noqa: E402
import pages  # noqa: E402
import tidy  # noqa: E402


@pytest.mark.parametrize("path", PATHS, ids=[path.stem for path in PATHS])
def test_every_notebook_stands_as_tidy_writes_it(path):
    assert list(tidy.faults(path)) == []


def test_the_readme_and_the_guide_stand_as_tidy_writes_them():
    assert list(tidy.faults_of_pages()) == []


# the notebooks

RELU_STUB = 'def relu(a):\n    """Return a where it is positive and 0 elsewhere.'
STUCK = "Stuck? `hint(relu)`; `solution(relu)`."
HUNT = "\nStuck? `hint(neuron_slope)`; `solution(neuron_slope)`."
SPOILED = {
    "minutes of the title": ("| Time | 89 minutes", "| Time | 50 minutes"),
    "minutes of a part in the title": ("a bend 16", "a bend 11"),
    "minutes of a heading": ("## 4. ReLU (22 min)", "## 4. ReLU (9 min)"),
    "the place to stop": ("*A good place to stop: 40 minutes are behind you, 49 ahead.*\n\n", ""),
    "a word of the place to stop": ("49 ahead", "48 ahead"),
    "the title": ("# 02 Activations", "# 02 Bends"),
    "the link to the next lesson": (" · [03 Outputs and losses](03_losses.ipynb) →", ""),
    "the link to the lesson before": ("← [01 Forward pass](01_forward_pass.ipynb) · ", ""),
    "all links": ("← [01 Forward pass](01_forward_pass.ipynb) · [03 Outputs and losses](03_losses.ipynb) → · ", ""),
    "a stub": (RELU_STUB, RELU_STUB.replace("positive", "above 0")),
    "a stub that is solved": ("return ...  # your code here", "return np.maximum(a, 0)"),
    "a check cell": ("check(relu)", "check(relu, seed=1)"),
    "a word of Stuck": (STUCK, STUCK.replace("; ", ", then ")),
    "another name in Stuck": (STUCK, STUCK.replace("relu", "step")),
    "no Stuck": (HUNT, ""),
}


def lesson_02():
    path = ROOT / "notebooks" / "02_activations.ipynb"
    return path, nbformat.read(path, as_version=4)


def is_mended(notebook, path, tmp_path):
    """Say whether tidy, which must see a fault in the notebook, makes the stored one of it again."""
    spoiled = tmp_path / path.name
    spoiled.write_text(tidy.text(notebook), encoding="utf-8", newline="\n")
    assert "it is not in canonical form: run tidy" in list(tidy.faults(spoiled))
    return tidy.text(tidy.canonical(notebook, path)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("what", SPOILED)
def test_tidy_sees_a_text_that_differs_and_mends_it(what, tmp_path):
    path, notebook = lesson_02()
    right, wrong = SPOILED[what]
    spoiled = [cell for cell in notebook.cells if right in cell.source]
    assert spoiled
    for cell in spoiled:
        cell.source = cell.source.replace(right, wrong)
    assert is_mended(notebook, path, tmp_path)


@pytest.mark.parametrize("key, value", [("points", 2), ("locked", False), ("grade_id", "x"), ("grade", None)])
def test_tidy_sees_grading_that_differs_and_mends_it(key, value, tmp_path):
    path, notebook = lesson_02()
    cell = next(cell for cell in notebook.cells if cell.source == "check(relu)")
    cell.metadata.nbgrader[key] = value
    assert is_mended(notebook, path, tmp_path)
    del cell.metadata["nbgrader"]
    assert is_mended(notebook, path, tmp_path)


def test_tidy_sees_grading_of_a_cell_that_is_no_check_cell(tmp_path):
    path, notebook = lesson_02()
    stub = next(cell for cell in notebook.cells if cell.source.startswith("def relu"))
    stub.metadata["nbgrader"] = derived.grading("relu")
    assert is_mended(notebook, path, tmp_path)
    demo = next(cell for cell in notebook.cells if cell.source.startswith("demos."))
    demo.metadata["nbgrader"] = derived.grading("relu")
    assert is_mended(notebook, path, tmp_path)


def test_whoever_writes_a_check_cell_alone_gets_the_rest():
    path, notebook = lesson_02()
    place = next(i for i, cell in enumerate(notebook.cells) if cell.source == "check(relu)")
    del notebook.cells[place - 2 : place]  # the text and the stub
    made = tidy.canonical(notebook, path).cells
    place = next(i for i, cell in enumerate(made) if cell.source == "check(relu)")
    assert made[place - 1].source == derived.EXERCISES["relu"].stub.rstrip()
    assert STUCK in "".join(cell.source for cell in made[place - 6 : place])
    assert tidy.canonical(nbformat.from_dict({"cells": made}), path).cells == made


def test_a_navigation_cell_that_is_missing_is_put_in():
    path, notebook = lesson_02()
    last = notebook.cells.pop().source
    assert tidy.canonical(notebook, path).cells[-1].source == last


def test_a_check_of_an_unknown_name_is_told_in_words():
    cells = [nbformat.v4.new_code_cell("check(no_such_name)")]
    with pytest.raises(SystemExit, match=r"check\(no_such_name\), but no lesson has an exercise of that name"):
        derived._with_exercises(cells)


# a lesson more


def test_a_new_lesson_is_linked_and_listed_by_itself():
    lessons = derived.course()
    before, number = lessons[-1], f"{len(lessons):02d}"
    file = f"{number}_speed.ipynb"
    lessons.append(derived.Lesson(number, "Speed", file, [("Recall", 3)], able="drive faster", question="how fast?"))
    assert derived.navigation(lessons, len(lessons) - 2).endswith(f" · [{number} Speed]({file}) → · {derived.GLOSSARY}")
    back = f"← [{before.number} {before.title}]({before.file}) · {derived.GLOSSARY}"
    assert derived.navigation(lessons, len(lessons) - 1) == back
    first = nbformat.read(PATHS[0], as_version=4).cells
    text = next(cell.source for cell in first if "1. [Forward pass]" in cell.source)
    assert derived._with_list(text, lessons[:-1]) == text
    assert f"\n{int(number)}. [Speed]({file}): how fast?\n\nThe last" in derived._with_list(text, lessons)
    assert f"| {number} | [Speed](notebooks/{file}) | 3 | drive faster |\n" in pages.with_rows(README, lessons)
    with pytest.raises(SystemExit, match=f"no section {number}"):
        pages.with_parts(GUIDE, lessons)


def test_words_of_a_skeleton_give_way_to_those_of_the_title_cell():
    lessons = derived.course()
    row = next(line for line in README.splitlines() if line.startswith("| 02 |"))
    begun = README.replace(row, row.rsplit("|", 2)[0] + "| write me |")
    assert f"| {lessons[2].able} |\n" in pages.with_rows(begun, lessons)


# the pages


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("02_activations.ipynb) | 89 |", "02_activations.ipynb) | 60 |"),
        ("[Activations](notebooks/02_", "[Bends](notebooks/02_"),
        ("](notebooks/02_activations.ipynb)", "](notebooks/02_bends.ipynb)"),
    ],
)
def test_a_row_of_the_readme_that_differs_is_mended(right, wrong):
    assert right in README
    assert pages.with_rows(README.replace(right, wrong), derived.course()) == README


@pytest.mark.parametrize("number", ["00", "02", "06"])
def test_a_row_of_the_readme_that_is_missing_comes_back(number):
    lines = README.splitlines(keepends=True)
    rest = "".join(line for line in lines if not line.startswith(f"| {number} |"))
    assert len(rest) < len(README)
    mended = pages.with_rows(rest, derived.course())
    assert mended != rest and [line[:40] for line in mended.splitlines()] == [line[:40] for line in README.splitlines()]


def test_a_table_that_is_missing_is_told_in_words():
    with pytest.raises(SystemExit, match="README.md has no table of lessons"):
        pages.with_rows(README.replace("| | lesson | minutes |", "| | lesson |"), derived.course())
    with pytest.raises(SystemExit, match="no section 03 with a table"):
        pages.with_parts(GUIDE.replace("## 03 ", "## "), derived.course())
    rows = "".join(line for line in README.splitlines(keepends=True) if line.startswith("| 0"))
    assert "| 06 | [Training on MNIST]" in pages.with_rows(README.replace(rows, ""), derived.course())


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("| 4. ReLU | 22 |", "| 4. ReLU | 9 |"),
        ("## 02 Activations", "## 02 Bends"),
        ("| 1. The data | 2 | Cover the captions. They read the digits, and disagree on some. |\n", None),
    ],
)
def test_a_row_of_the_guide_that_differs_is_mended(right, wrong):
    assert right in GUIDE
    mended = pages.with_parts(GUIDE.replace(right, wrong or ""), derived.course())
    assert mended == GUIDE if wrong else "| 1. The data | 2 | |\n" in mended


def test_minutes_of_a_part_reach_the_readme_and_the_guide():
    first, *others = derived.course()
    (part, minutes), *parts = first.parts
    lessons = [replace(first, parts=[(part, minutes + 1), *parts]), *others]
    assert f"00_start_here.ipynb) | {first.minutes + 1} |" in pages.with_rows(README, lessons)
    assert f"| {part} | {minutes + 1} |" in pages.with_parts(GUIDE, lessons)
