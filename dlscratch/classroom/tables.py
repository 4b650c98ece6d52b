"""Marks and reports as text and as CSV, for terminals, spreadsheets and learning platforms."""

import csv
import io

MARKS = {"right": "✓", "stuck": "✗", "trying": "~", "written": "?", "not begun": "·"}
LEGEND = "✓ right   ✗ stuck   ~ not right yet   ? written, never checked   · not begun   (the number: attempts)"


def as_csv(rows):
    """Return rows as the text of a CSV file; no cell can be taken for a formula by a spreadsheet."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def _harmless(cell):
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


# a report


def report_rows(report):
    """Return the table of a report, a row a learner, with the state, attempts, hints and solution of each exercise."""
    head = ["learner"]
    for name in report.exercises:
        head += [name, f"{name}: attempts", f"{name}: hints", f"{name}: solution seen"]
    rows = [[*head, "faults"]]
    for learner, states in zip(report.learners, report.states, strict=True):
        row = [learner.name]
        for one in states.values():
            row += [one.word, one.attempts, one.hints, "yes" if one.solution else "no"]
        rows.append([*row, " ".join(learner.faults)])
    return rows


def again_rows(report):
    """Return what to explain again, a row a misconception."""
    head = ["exercise", "misconception", "met by", "needed by", "sentence", "demo", "who needs it"]
    body = [
        [one.exercise, one.name, len(one.met), len(one.need), one.sentence, one.demo, ", ".join(one.need)]
        for one in report.again
    ]
    return [head, *body]


def asked_rows(report):
    """Return which questions were guessed wrong at first, a row a choice that was taken."""
    rows = [["question", "text", "answered by", "wrong at first", "choice taken", "by"]]
    for one in report.asked:
        for choice, count, _ in one.taken or [("", len(one.wrong), "")]:
            rows.append([one.id, one.text, one.answered, len(one.wrong), choice, count])
    return rows


def report_text(report, most=8):
    """Return a report as text for a terminal."""
    lines = [f"{len(report.learners)} learners, lessons {', '.join(report.lessons) or 'none'}", ""]
    lines += ["EXPLAIN THIS AGAIN", ""] if report.again else []
    for one in report.again[:most]:
        lines += [
            f"{len(one.need):3} need it, {len(one.met)} met it   {one.exercise}: {one.name}",
            f"    {one.sentence}",
        ]
        lines += [f"    show: {one.demo}"] if one.demo else []
        lines.append("")
    for one in report.asked[:most]:
        lines.append(f"{len(one.wrong):3} of {one.answered} wrong   {one.id}: {one.text}")
        lines += [f"        {count} took: {choice}" for choice, count, _ in one.taken]
    lines += [""] if report.asked else []
    width = max((len(learner.name) for learner in report.learners), default=0)
    for lesson, names in _by_lesson(report):
        head = [f"{number:3}" for number in range(1, len(names) + 1)]
        lines += [f"LESSON {lesson}", " " * width + " ".join(head)]
        for learner, states in zip(report.learners, report.states, strict=True):
            cells = [f"{MARKS[states[name].word]}{states[name].attempts or '':<2}" for name in names]
            lines.append(f"{learner.name:{width}} " + " ".join(f"{cell:>3}" for cell in cells).rstrip())
        lines += [f"    {number} {name}" for number, name in enumerate(names, start=1)] + [""]
    lines += [LEGEND, ""] if report.exercises else []
    return "\n".join(lines + fault_lines(report.learners))


def _by_lesson(report):
    from ..lessons.course import LESSONS

    for lesson in report.lessons:
        yield lesson, [exercise.name for exercise in LESSONS[lesson].EXERCISES]


def fault_lines(learners):
    """Return what is odd about what was handed in, a line a fault."""
    faults = [f"{learner.name}: {fault}" for learner in learners for fault in learner.faults]
    return ["WHAT WAS FOUND ODD", *faults, ""] if faults else []


# marks


def mark_rows(marks):
    """Return all marks, a row a learner."""
    rows = [["learner", "id", "total", "of", *marks.exercises, "notes", "faults"]]
    for place, learner in enumerate(marks.learners):
        own = marks.marks[place]
        notes = [f"{name}: {note}." for name, mark in own.items() for note in mark.notes]
        notes += [f"{mark.result.title}." for mark in own.values() if mark.result.title.startswith("Refused")]
        points = [mark.points for mark in own.values()]
        total = [marks.total(place), len(points)]
        rows.append([learner.name, learner.id, *total, *points, " ".join(notes), " ".join(learner.faults)])
    return rows


def moodle_rows(marks):
    """Return marks with the columns of Moodle's grading worksheet; its grade import maps `Username` too."""
    rows = [["Identifier", "Username", "Full name", "Grade", "Maximum Grade", "Feedback comments"]]
    for place, learner in enumerate(marks.learners):
        identifier = f"Participant {learner.id}" if learner.id else ""
        open_ones = [name for name, mark in marks.marks[place].items() if not mark.points]
        comment = f"Not right: {', '.join(open_ones)}" if open_ones else "All right"
        points = [marks.total(place), len(marks.exercises)]
        rows.append([identifier, "" if learner.id else learner.name, learner.name, *points, comment])
    return rows


def canvas_rows(marks):
    """Return marks with the columns of Canvas's gradebook, and its second row, which holds the points there are."""
    title = f"dlscratch {' '.join(marks.lessons)}"
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]]
    rows.append(["    Points Possible", "", "", "", "", len(marks.exercises)])
    for place, learner in enumerate(marks.learners):
        login = "" if learner.id else learner.name
        rows.append([learner.name, learner.id, "", login, "", marks.total(place)])
    return rows


def marks_text(marks):
    """Return marks as text for a terminal, with the line that gives them again."""
    width = max((len(learner.name) for learner in marks.learners), default=0)
    lines = [f"Lessons {', '.join(marks.lessons) or 'none'}: {len(marks.exercises)} points", marks.bounds, ""]
    for place, learner in enumerate(marks.learners):
        shown = "".join("✓" if mark.points else "✗" for mark in marks.marks[place].values())
        lines.append(f"{learner.name:{width}} {marks.total(place):3}  {shown}")
    notes = [f"{name}: {note}" for name, note in worth_a_look(marks)]
    lines += ["", "WORTH A LOOK", *notes] if notes else []
    lines += ["", *fault_lines(marks.learners), f"The same again: --seed {marks.seed}"]
    return "\n".join(lines)


def worth_a_look(marks):
    """Yield (learner, sentence) of what a teacher should see: solutions that were pasted, and what was refused."""
    for learner, own in zip(marks.learners, marks.marks, strict=True):
        found = {}
        for name, mark in own.items():
            refused = [mark.result.message] * mark.result.title.startswith("Refused")
            for note in [*mark.notes, *refused]:
                found.setdefault(note, []).append(name)
        yield from ((learner.name, f"{', '.join(names)}: {note}") for note, names in found.items())


def learner_text(learner, own):
    """Return a learner's marks with the checker's sentences, as text."""
    total = sum(mark.points for mark in own.values())
    lines = [learner.name, f"{total} of {len(own)}", ""]
    for mark in own.values():
        result = mark.result
        lines += [f"{'✓' if result.passed else '✗'} {result.title}", f"  {result.message}"]
        lines += [f"    {line}" for line in result.call.splitlines()]
        lines += [
            f"    # {which} {value}" for which, value in (("yours: ", result.got), ("wanted:", result.wanted)) if value
        ]
        lines.append("")
    return "\n".join(lines + [f"! {fault}" for fault in learner.faults])
