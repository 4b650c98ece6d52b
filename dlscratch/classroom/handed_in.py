"""What was handed in: a folder a learner, with notebooks, a record and a library in whatever state.

Nothing here is run, and nothing stops at an odd file: what is wrong with one stands in `faults`, in words.
"""

import ast
import json
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ..checking import record
from ..learner.files import reason
from ..lessons.course import EXERCISES, LESSONS, ORDERINGS, QUESTIONS
from .cells import Code, code_of

LARGEST_FILE = 50 * 2**20  # bytes; a notebook with all its pictures has 2
MOST_FILES = 300
SKIPPED = {"__MACOSX", "__pycache__"}
LESSON_OF = {exercise.name: number for number, lesson in LESSONS.items() for exercise in lesson.EXERCISES}
KNOWN = EXERCISES.keys() | QUESTIONS.keys() | ORDERINGS.keys()
MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_file_?$")
CANVAS = re.compile(r"(?P<name>[^\W_]+)_(?:LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)$")


@dataclass
class Notebook:
    """A notebook as it was handed in: where it lies, its code, and its cells with what nbgrader reads in them.

    `lesson` is the number of the lesson it belongs to by what stands in it, "" where nobody can tell.
    """

    path: Path
    cells: list = field(default_factory=list)
    code: Code = field(default_factory=Code)
    lesson: str = ""
    content: dict = field(default_factory=dict)

    def checks(self):
        """Yield (cell, what is checked, the exercise) of each check cell: `check(f, "relu")` checks f as relu."""
        for cell, call in self.code.calls("check"):
            given = [getattr(argument, "id", None) or getattr(argument, "value", None) for argument in call.args[:2]]
            given += [getattr(word.value, "value", None) for word in call.keywords if word.arg == "name"]
            name = next((one for one in reversed(given) if isinstance(one, str)), "")
            if given and isinstance(given[0], str):
                yield cell, given[0], name


@dataclass
class Learner:
    """One who handed something in. `id` is the number that Moodle or Canvas puts into the name, where there is one."""

    name: str
    id: str = ""
    notebooks: list = field(default_factory=list)
    entries: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)
    has_record: bool = False
    library: str = ""
    library_code: Code = field(default_factory=Code)
    faults: list = field(default_factory=list)


def learners_in(folder):
    """Return the Learners of a folder in the order of their names; OSError where it is no folder.

    A learner is a folder in it, or, as Canvas packs them, the files whose names begin alike.
    """
    learners = {}
    for path in sorted(Path(folder).iterdir(), key=lambda path: path.name.lower()):
        if is_hidden(path.name):
            continue
        name, id = _whose(path)
        learner = learners.setdefault((name, id), Learner(name, id))
        try:
            for file in _files(path, learner):
                take(learner, file, path)
        except OSError as error:
            learner.faults.append(f"{_shown(path.name)} cannot be read: {reason(error)}.")
    for learner in learners.values():
        if not (learner.notebooks or learner.has_record or learner.library or learner.faults):
            learner.faults.append("Nothing was handed in: the folder is empty.")
    return list(learners.values())


def is_hidden(name):
    """Return whether a file or folder was made by a machine, not handed in."""
    return name.startswith(".") or name in SKIPPED


def _whose(path):
    if found := MOODLE.fullmatch(path.name):
        return _shown(found["name"]), found["id"]
    if not path.is_dir() and (found := CANVAS.fullmatch(path.name)):
        return found["name"], found["id"]
    return _shown(path.name if path.is_dir() else path.stem), ""


def _shown(name):
    """Return a name from somebody's disk such that it can be printed."""
    words = os.fsencode(name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in words)[:120]


def _files(path, learner):
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    count = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            if not is_hidden(name):
                count += 1
                if count > MOST_FILES:
                    learner.faults.append(f"More than {MOST_FILES} files: the rest is not read.")
                    return
                yield Path(folder, name)


def take(learner, file, top):
    """Read a file below the folder `top` into a Learner, or note in `faults` why not."""
    name = _shown(str(file.relative_to(top)) if file != top else file.name)
    is_record = file.name.startswith("dlscratch-progress") or "_dlscratch-progress" in file.name
    is_library = re.search(r"my_dlscratch.*\.py$", file.name)
    if file.suffix == ".ipynb":
        kind = _take_notebook
    elif file.suffix == ".json" and is_record:
        kind = _take_record
    elif is_library:
        kind = _take_library
    elif file.suffix in (".zip", ".tar", ".gz", ".7z", ".rar"):
        learner.faults.append(f"{name} is packed: unpack it into a folder.")
        return
    else:
        if file.suffix in (".py", ".html", ".pdf", ".txt", ".docx", ".json"):
            learner.faults.append(f"{name} is not read: it is no notebook, no record and no library.")
        return
    try:
        kind(learner, file, name)
    except OSError as error:
        learner.faults.append(f"{name} cannot be read: {reason(error)}.")


def _bytes(file):
    about = os.lstat(file)
    if stat.S_ISLNK(about.st_mode):
        raise OSError(0, "it is a link, and not followed")
    if not stat.S_ISREG(about.st_mode):
        raise OSError(0, "it is no file")
    if about.st_size > LARGEST_FILE:
        raise OSError(0, f"it has {about.st_size // 2**20} MB")
    return file.read_bytes()


# notebooks


def _take_notebook(learner, file, name):
    raw = _bytes(file)
    if not raw.strip():
        learner.faults.append(f"{name} is empty.")
        return
    try:
        content = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        learner.faults.append(f"{name} is not saved as UTF-8.")
        return
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        torn = "<<<<<<<" in raw.decode("utf-8", "replace")
        why = "two versions were merged into it" if torn else "it is torn or no notebook at all"
        learner.faults.append(f"{name} cannot be opened{where}: {why}.")
        return
    if _cells(content) is None:
        learner.faults.append(f"{name} is no notebook: it has no cells.")
        return
    notebook = _opened(file, content)
    learner.notebooks.append(notebook)
    learner.faults += [f"{name}: {fault}" for fault in faults_of(notebook)]


def notebook_at(path):
    """Return a Notebook of the course itself."""
    return _opened(path, json.loads(path.read_text(encoding="utf-8")))


def _opened(path, content):
    notebook = Notebook(path, _cells(content), content=content)
    texts = [(number, text) for number, (kind, text, _) in enumerate(notebook.cells, start=1) if kind == "code"]
    notebook.code = code_of(texts)
    notebook.lesson = _lesson(notebook, path.name)
    return notebook


def _cells(content):
    """Return [(kind, text, metadata)] of a notebook's cells, or None where it has none; of an old format too."""
    if not isinstance(content, dict):
        return None
    cells = content.get("cells")
    if cells is None and isinstance(content.get("worksheets"), list):  # format 3
        cells = [cell for sheet in content["worksheets"] if isinstance(sheet, dict) for cell in sheet.get("cells", [])]
    if not isinstance(cells, list):
        return None
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(cell):
    source = cell.get("source", cell.get("input", ""))
    lines = source if isinstance(source, list) else [source]
    metadata = cell.get("metadata")
    text = "".join(line for line in lines if isinstance(line, str))
    return str(cell.get("cell_type")), text, metadata if isinstance(metadata, dict) else {}


def grade_id(metadata):
    """Return the name by which nbgrader knows a cell, or ""."""
    about = metadata.get("nbgrader")
    id = about.get("grade_id") if isinstance(about, dict) else None
    return id if isinstance(id, str) else ""


def _lesson(notebook, file_name):
    """Return the lesson that a notebook is of: by its check cells, its title, its definitions, its name, in turn."""
    asked = [name for _, _, name in notebook.checks()]
    graded = [grade_id(metadata).removeprefix("check-").replace("-", "_") for _, _, metadata in notebook.cells]
    defined = [name for statement in notebook.code.statements for name in statement.binds]
    counts = Counter(LESSON_OF[name] for name in asked + graded if name in LESSON_OF)
    if counts:
        return counts.most_common(1)[0][0]
    title = re.search(r"^# (\d\d) ", "\n".join(text for kind, text, _ in notebook.cells if kind == "markdown"), re.M)
    if title and title[1] in LESSONS:
        return title[1]
    if counts := Counter(LESSON_OF[name] for name in defined if name in LESSON_OF):
        return counts.most_common(1)[0][0]
    named = re.search(r"(?<!\d)(\d\d)_", file_name)
    return named[1] if named and named[1] in LESSONS else ""


def faults_of(notebook):
    """Yield what is odd about a notebook, in words: what a teacher wants to know before it is marked."""
    if not notebook.lesson:
        yield "this is no notebook of the course: nothing in it belongs to a lesson."
        return
    if not re.match(rf"{notebook.lesson}_\w+\.ipynb$", notebook.path.name):
        yield f"its name is not the lesson's; by what stands in it, it is lesson {notebook.lesson}."
    for cell, why in notebook.code.unreadable:
        yield f"cell {cell} is no Python: {why}."
    checked = Counter(name for _, _, name in notebook.checks())
    for exercise in LESSONS[notebook.lesson].EXERCISES:
        defining = [statement for statement in notebook.code.statements if exercise.name in statement.binds]
        if not defining:
            yield f"`{exercise.name}` is defined in no cell.{_renamed(notebook, exercise.name)}"
        elif len(written := [statement for statement in defining if not statement.is_blank]) > 1:
            cells = ", ".join(str(statement.cell) for statement in written)
            yield f"`{exercise.name}` is defined in several cells ({cells}): the best of them counts."
        if not checked[exercise.name]:
            yield f"the check cell of `{exercise.name}` is missing."
        elif checked[exercise.name] > 1:
            yield f"the check cell of `{exercise.name}` stands there {checked[exercise.name]} times."
    yield from _meddling(notebook)
    marked = [text for kind, text, metadata in notebook.cells if kind == "code" and grade_id(metadata)]
    if sum(checked.values()) and not marked:
        yield "the check cells have lost what nbgrader reads in them (their metadata)."


def _renamed(notebook, name):
    """Return which definition may be meant by an exercise that is defined nowhere, as a sentence, or ""."""
    near = [
        other
        for statement in notebook.code.statements
        for other in sorted(statement.binds)
        if other not in EXERCISES and (name.lower() in other.lower() or other.lower() == name.lower())
    ]
    return f' Is `{near[0]}` meant? `check({near[0]}, "{name}")` says so.' if near else ""


def _meddling(notebook):
    """Yield what a notebook does to the names of its judges."""
    for statement in notebook.code.statements:
        node = statement.node
        if "check" in statement.binds and not isinstance(node, (ast.Import, ast.ImportFrom)):
            yield f"cell {statement.cell} defines a `check` of its own."
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and not isinstance(target.value, ast.Subscript):
                yield f"cell {statement.cell} sets `{ast.unparse(target)[:60]}`."
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = ast.unparse(node.value.func)[:60]
            if called in ("exit", "quit", "sys.exit", "os._exit", "os.abort"):
                yield f"cell {statement.cell} calls `{called}`, which stops the notebook."


# records and libraries


def _take_record(learner, file, name):
    raw = _bytes(file)
    try:
        content, faults = record.parsed(raw)
    except ValueError:
        learner.faults.append(f"{name} cannot be opened: it is damaged, or no record.")
        return
    if faults:
        learner.faults.append(f"{name} is damaged in part: {faults}.")
    if strange := sorted(content["exercises"].keys() - KNOWN):
        listed = ", ".join(word[:40] for word in strange[:3])
        learner.faults.append(f"{name} holds what this version does not know: {listed}.")
    if learner.has_record:
        learner.faults.append(f"{name}: a second record; the two are put together.")
    learner.has_record = True
    for entry_name, entry in content["exercises"].items():
        learner.entries[entry_name] = _better(learner.entries.get(entry_name), entry)
    for entry_name, look in content.get("seen", {}).items():
        old = learner.seen.get(entry_name, {})
        learner.seen[entry_name] = {
            "hints": max(old.get("hints", 0), look.get("hints", 0)),
            "solution": old.get("solution") is True or look.get("solution") is True,
        }


def _better(old, new):
    """Return two entries of an exercise as one."""
    met = [name for name in new.get("misconceptions", []) if isinstance(name, str)]
    new = {**new, "misconceptions": met}
    if old is None:
        return new
    right = "right" in (old["result"], new["result"])
    return {
        **new,
        "result": "right" if right else "not yet",
        "attempts": max(old["attempts"], new["attempts"]),
        "misconceptions": list(dict.fromkeys(old["misconceptions"] + met)),
    }


def _take_library(learner, file, name):
    try:
        text = _bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError:
        learner.faults.append(f"{name} is not saved as UTF-8.")
        return
    code = code_of([(1, text)])
    for _, why in code.unreadable:
        learner.faults.append(f"{name} is no Python: {why}.")
        return
    learner.library, learner.library_code = text, code
