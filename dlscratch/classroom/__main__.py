"""`python -m dlscratch.classroom report|grade|look FOLDER`: what a teacher runs on what was handed in."""

import argparse
import re
import sys
from pathlib import Path

from ..lessons.course import LESSONS
from . import page, tables
from .grade import grade
from .look import look
from .report import report
from .workshop import Workshop


def main(arguments=None):
    """Run a command, and return 0, or 2 where there is nothing to read."""
    given = _parser().parse_args(arguments)
    folder = Path(given.folder)
    if not folder.is_dir():
        sys.stderr.write(f"{folder} is no folder. Give the one that holds a folder for each learner.\n")
        return 2
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console has no ✓ in its own letters
            stream.reconfigure(encoding="utf-8", errors="replace")
    given.run(folder, given)
    return 0


def _parser():
    parser = argparse.ArgumentParser("python -m dlscratch.classroom", description="For whoever teaches the course.")
    commands = parser.add_subparsers(required=True, metavar="report|grade|look")
    for name, run, words in (
        ("report", _report, "what the class has met, and what to explain again"),
        ("grade", _grade, "marks: every answer runs again, on fresh numbers, in a process of its own"),
        ("look", _look, "what nbgrader would stumble over, in its folder submitted/"),
    ):
        command = commands.add_parser(name, help=words, description=words)
        command.add_argument("folder", help="a folder for each learner, with what they handed in")
        command.set_defaults(run=run)
        if name != "look":
            command.add_argument("--to", help="where the pages and tables go; beside FOLDER, if not given")
        if name == "grade":
            command.add_argument("--seed", type=int, help="repeat an earlier run: it printed this number")
            command.add_argument("--lesson", action="append", choices=sorted(LESSONS), help="mark this lesson alone")
            command.add_argument("--jobs", type=int, help="how many answers run at a time; as many as cores")
    return parser


def _report(folder, given):
    found, to = report(folder), _place(folder, given, "report")
    _write(to / "report.html", page.report_page(found))
    for name in ("report", "again", "asked"):
        _write(to / f"{name}.csv", tables.as_csv(getattr(tables, f"{name}_rows")(found)))
    _say(f"{tables.report_text(found)}\nWritten: {to / 'report.html'}, and tables beside it.")


def _grade(folder, given):
    to = _place(folder, given, "marks")
    with Workshop(given.jobs) as workshop:
        marks = grade(folder, workshop, lessons=given.lesson or (), seed=given.seed)
    _write(to / "marks.html", page.marks_page(marks))
    _write(to / "marks.csv", tables.as_csv(tables.mark_rows(marks)))
    _write(to / "moodle.csv", tables.as_csv(tables.moodle_rows(marks)))
    _write(to / "canvas.csv", tables.as_csv(tables.canvas_rows(marks)))
    taken = set()
    for learner, own in zip(marks.learners, marks.marks, strict=True):
        name = re.sub(r"[^\w.-]+", "_", f"{learner.name}_{learner.id}".strip("_")).strip(".") or "learner"
        name += "_" * (name.lower() in taken)
        taken.add(name.lower())
        _write(to / "learners" / f"{name}.html", page.learner_page(learner, own))
        _write(to / "learners" / f"{name}.txt", tables.learner_text(learner, own))
    _say(f"{tables.marks_text(marks)}\nWritten: {to / 'marks.html'}, tables beside it, and a page for each learner.")


def _look(folder, given):
    found = look(folder)
    _say("\n".join(found) if found else "nbgrader will stumble over nothing that is known here.")


def _place(folder, given, kind):
    own = folder.resolve()
    to = Path(given.to) if given.to else own.with_name(f"{own.name}-{kind}")
    (to / "learners" if kind == "marks" else to).mkdir(parents=True, exist_ok=True)
    return to


def _write(path, text):
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _say(text):
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
