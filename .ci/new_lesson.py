"""Write the skeleton of the next lesson, green as it stands but for one test, which lists what says "write me".

    python .ci/new_lesson.py 07 optimizers "Optimizers"
    python .ci/new_lesson.py 07 optimizers "Optimizers" --exercise momentum_step --demo race

It makes the lesson's folder, its notebook, its tests and its section of the guide from the files in .ci/skeleton,
adds its demo to dlscratch/demos.py, and lets tidy write what is derived: links, stub cell, minutes, README row.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path
from string import Template

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parent.parent
SKELETON = Path(__file__).resolve().parent / "skeleton"
AFTER_THE_LESSONS = "## Misconceptions that return\n"  # a heading of the guide
CELLS = {
    "markdown": new_markdown_cell,
    "code": new_code_cell,
    "setup": lambda source, id: new_code_cell(source, id=id, metadata={"tags": ["setup"]}),
}


def files(number, name, demo):
    """Return {file of the skeleton: the file that it becomes}."""
    lesson, tests = f"dlscratch/lessons/l{number}_{name}", f"tests/lessons/l{number}_{name}"
    return {
        "package.txt": f"{lesson}/__init__.py",
        "exercises.txt": f"{lesson}/exercises.py",
        "answers.txt": f"{lesson}/answers.py",
        "demo.txt": f"{lesson}/{demo}.py",
        "right_answers.txt": f"{tests}/right_answers_{number}.py",
        "test_demos.txt": f"{tests}/test_demos_{number}.py",
    }


def filled(template, words):
    return Template((SKELETON / template).read_text(encoding="utf-8")).substitute(words)


def notebook(text):
    """Return the notebook of a text whose cells begin with a line such as "%% code"."""
    parts = re.findall(r"^%% (\w+)\n(.*?)(?=^%% |\Z)", text, re.MULTILINE | re.DOTALL)
    return new_notebook(cells=[CELLS[kind](source.strip(), id=f"cell-{i}") for i, (kind, source) in enumerate(parts)])


def with_demo(text, number, name, demo):
    """Return demos.py with an import more, in its place among the others."""
    start = text.index("from .")
    imports = [*text[start:].splitlines(), f"from .lessons.l{number}_{name}.{demo} import {demo}"]
    return text[:start] + "\n".join(sorted(imports)) + "\n"


def write(path, text):
    path = ROOT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")


def write_lesson(number, name, title, exercise, demo):
    """Write the skeleton, and let tidy derive the rest."""
    before = f"{int(number) - 1:02d}"
    words = {"number": number, "title": title, "before": before, "exercise": exercise, "demo": demo}
    for template, path in files(number, name, demo).items():
        write(path, filled(template, words))
    demos, guide = ROOT / "dlscratch" / "demos.py", ROOT / "docs" / "teaching.md"
    write(demos, with_demo(demos.read_text(encoding="utf-8"), number, name, demo))
    section = filled("guide.txt", words) + AFTER_THE_LESSONS
    write(guide, guide.read_text(encoding="utf-8").replace(AFTER_THE_LESSONS, section))
    path = f"notebooks/{number}_{name}.ipynb"
    write(path, nbformat.writes(notebook(filled("notebook.txt", words))) + "\n")
    tidy = [sys.executable, str(ROOT / ".ci" / "tidy.py")]
    subprocess.run([*tidy, "--derive"], check=True)  # the others: their links and lists, nothing to run
    subprocess.run([*tidy, str(ROOT / path)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", help="the next one, in two digits: 07")
    parser.add_argument("name", help="of its files, in small letters: numerical_differentiation")
    parser.add_argument("title", help='as learners read it: "Numerical differentiation"')
    parser.add_argument("--exercise", help="the name of its first exercise, a function; write_me_07 if there is none")
    parser.add_argument("--demo", help="the name of its first demo; write_me_07 if there is none")
    args = parser.parse_args()
    following = f"{len(list((ROOT / 'notebooks').glob('*.ipynb'))):02d}"
    if args.number != following:
        raise SystemExit(f"The next lesson is {following}, not {args.number}.")
    exercise, demo = args.exercise or f"write_me_{following}", args.demo or f"write_me_{following}"
    for name in (args.name, exercise, demo):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise SystemExit(f'A name is small letters, digits and "_", not {name!r}.')
    if re.search(r'["\\|\[\]$]', args.title) or not args.title.strip():
        raise SystemExit(f"A title stands in a table and a link: no quotes, bars, brackets; not {args.title!r}.")
    write_lesson(following, args.name, args.title, exercise, demo)


if __name__ == "__main__":
    main()
