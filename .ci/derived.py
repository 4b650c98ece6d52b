"""What the notebooks hold of the lessons' data, written from it: see the first page of tidy.py for the list."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import nbformat
from minutes import parts_of, second_sitting, with_minutes
from nbformat.v4 import new_code_cell, new_markdown_cell

from dlscratch.lessons.course import EXERCISES, LESSONS

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
GLOSSARY = "[Glossary](../docs/glossary.md)"  # ends every line of navigation: by this it is found
SETUP = """\
# Setup: run this cell first. Where the course is installed, it installs nothing.
from importlib.util import find_spec

if find_spec("dlscratch") is None:
    {install}

import matplotlib.pyplot as plt
import numpy as np

import dlscratch as dl
from dlscratch import demos, plots
from dlscratch.exercises import check, guess, hint, mine, order, progress, solution"""
BY_ADDRESS = "%pip install -q git+{repository}"
BY_HAND = """raise SystemExit("dlscratch is not installed here. Upload its wheel, run %pip install with its name "
                     "in a cell of its own, then run this cell again: see README.md, under Colab.")"""


# the course


@dataclass(frozen=True)
class Lesson:
    """A lesson as other pages name it: `parts` are (heading, minutes); its title cell says `able` and `question`."""

    number: str
    title: str
    file: str
    parts: list[tuple[str, int]]
    able: str
    question: str

    @property
    def minutes(self):
        return sum(minutes for _, minutes in self.parts)


def course():
    """Return every Lesson in order. Raises SystemExit where a notebook or a lesson's folder is missing."""
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if [path.stem[:2] for path in paths] != list(LESSONS):
        raise SystemExit(f"notebooks/ and dlscratch/lessons/ must hold the same lessons: {', '.join(LESSONS)}.")
    return [_lesson(path) for path in paths]


def _lesson(path):
    cells = nbformat.read(path, as_version=4).cells
    able = re.search(r"^\| You will be able to \| (.+) \|$", cells[0].source, re.MULTILINE)
    question = re.search(r"^\*\*The question of this lesson:\*\* (.+)$", cells[0].source, re.MULTILINE)
    if not able or not question:
        raise SystemExit(f"{path.name}: its first cell needs the lesson's question and what one will be able to do.")
    title = LESSONS[path.stem[:2]].TITLE
    return Lesson(path.stem[:2], title, path.name, parts_of(cells), able[1], question[1])


# the cells of a notebook


def derive(cells, path):
    """Return copies of the cells of a notebook with all that is derived put right."""
    cells = [_ungraded(cell) for cell in cells if "badge" not in cell.metadata.get("tags", [])]
    lessons = course()
    place = [lesson.file for lesson in lessons].index(path.name)
    if _tagged(cells, "setup"):
        _tagged(cells, "setup")[0].source = setup_source()
    if badge(path):
        cells.insert(1, new_markdown_cell(badge(path), id="badge", metadata={"tags": ["badge"]}))
    cells = with_minutes(_with_exercises(cells))
    cells[0].source = _title_cell(cells, lessons, place)
    for cell in cells:
        cell.source = _with_list(cell.source, lessons) if cell.cell_type == "markdown" else cell.source
    if not cells[-1].source.endswith(GLOSSARY):
        cells.append(new_markdown_cell(id="navigation"))
    cells[-1].source = navigation(lessons, place)
    return cells


def _ungraded(cell):
    metadata = {key: value for key, value in cell.metadata.items() if key != "nbgrader"}
    return nbformat.from_dict({**cell, "metadata": metadata})


def _tagged(cells, tag):
    return [cell for cell in cells if tag in cell.metadata.get("tags", [])]


def setup_source():
    """Return the setup cell, the same in every notebook."""
    address = repository()
    return SETUP.format(install=BY_ADDRESS.format(repository=address) if address else BY_HAND)


def repository():
    """Return the address in pyproject.toml, or an empty string."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["repository"]


def badge(path):
    """Return the Colab badge of a notebook, or nothing while there is no address on GitHub."""
    match = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repository())
    if not match:
        return ""
    colab = f"https://colab.research.google.com/github/{match[1]}/blob/main/notebooks/{path.name}"
    return f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab})"


# title, navigation, list of lessons


def _title_cell(cells, lessons, place):
    """Return the first cell with number, title, minutes and navigation put right; the rest stays as it is."""
    lesson, parts = lessons[place], parts_of(cells)
    lines = cells[0].source.rstrip().split("\n")
    lines[0] = f"# {lesson.number} {lesson.title}"
    lines = [_time_row(line, parts) if line.startswith("| Time |") else line for line in lines]
    if not lines[-1].endswith(GLOSSARY):
        lines += ["", ""]
    lines[-1] = navigation(lessons, place)
    return "\n".join(lines)


def _time_row(line, parts):
    """Return the row with its minutes. Its short names of the parts stay, as long as there is one for each part."""
    names = re.findall(r"([^,:|]+?) \d+(?=,| \|)", line.partition(":")[2])
    if len(names) != len(parts):
        names = [re.sub(r"^\d+\. ", "", part) for part, _ in parts]
    listed = ", ".join(f"{name.strip()} {minutes}" for name, (_, minutes) in zip(names, parts, strict=True))
    sittings = "" if second_sitting(parts) is None else " in two sittings"
    return f"| Time | {sum(minutes for _, minutes in parts)} minutes{sittings}: {listed} |"


def navigation(lessons, place):
    """Return the line of links: the lesson before, the lesson after, the glossary."""
    links = [f"[{lesson.number} {lesson.title}]({lesson.file})" for lesson in lessons]
    before = [f"← {links[place - 1]}"] if place > 0 else []
    after = [f"{links[place + 1]} →"] if place + 1 < len(links) else []
    return " · ".join([*before, *after, GLOSSARY])


LISTED = r"\d+\. \[.+\]\((\d\d_\w+\.ipynb)\): (.+)"  # a line of the list of lessons


def _with_list(text, lessons):
    """Return the text with its list of lessons, if it has one, put right: a new one is listed by its question."""
    if not re.search(f"^{LISTED}$", text, re.MULTILINE):
        return text
    said = written(re.findall(f"^{LISTED}$", text, re.MULTILINE))
    lines = [f"{int(one.number)}. [{one.title}]({one.file}): {said.get(one.file, one.question)}" for one in lessons[1:]]
    return re.sub(rf"(?:^{LISTED}\n?)+", lambda found: "\n".join(lines) + "\n", text, count=1, flags=re.MULTILINE)


def written(rows):
    """Return a dict of the rows, (key, words), without those whose words are still a skeleton's."""
    return {key: words for key, words in rows if "write me" not in words.lower()}


# exercises


def _with_exercises(cells):
    """Return the cells with each exercise put right. To a check cell belong the cells since the check cell before."""
    done, own = [], []
    for cell in cells:
        own.append(cell)
        name = _checked(cell)
        if name:
            done += _exercise(own, name)
            own = []
    return done + own


def _checked(cell):
    """Return the name of the exercise that a cell checks, or None."""
    found = re.search(r"^check\(\"?(\w+)", cell.source, re.MULTILINE) if cell.cell_type == "code" else None
    if found and found[1] not in EXERCISES:
        raise SystemExit(f"A cell says {found[0]}), but no lesson has an exercise of that name.")
    return found and found[1]


def _exercise(own, name):
    """Return an exercise's cells, the last of which is its check cell: what is missing is put in."""
    *own, check = own
    defines = re.compile(rf"^(def|class) {name}\b", re.MULTILINE)
    stub = next((cell for cell in own if cell.cell_type == "code" and defines.search(cell.source)), None)
    if stub is None:
        own.append(stub := new_code_cell(id=f"stub-{_slug(name).lower()}"))
    stub.source, stub.metadata = EXERCISES[name].stub.rstrip(), nbformat.from_dict({})
    texts = [cell for cell in own if cell.cell_type == "markdown"]
    if not texts:
        own.insert(own.index(stub), new_markdown_cell(stuck(name), id=f"stuck-{_slug(name).lower()}"))
    elif asking := [cell for cell in texts if STUCK.search(cell.source)]:
        asking[-1].source = STUCK.sub(stuck(name), asking[-1].source)
    else:
        above = [cell for cell in own[: own.index(stub)] if cell.cell_type == "markdown"] or texts
        above[-1].source = f"{above[-1].source.rstrip()}\n{stuck(name)}"
    check.source, check.metadata = f"check({name})", nbformat.from_dict({"nbgrader": grading(name)})
    return [*own, check]


STUCK = re.compile(r"Stuck\? `hint.*$", re.MULTILINE)


def stuck(name):
    """Return the sentence that ends the text of an exercise."""
    return f"Stuck? `hint({name})`; `solution({name})`."


def grading(name):
    """Return what nbgrader reads in a check cell: it is locked, and shows its one point as text."""
    return {
        "grade": True,
        "grade_id": f"check-{_slug(name)}",
        "locked": True,
        "points": 1,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }


def _slug(name):
    return name.replace("_", "-")
