"""The learner's record: one small file beside the notebook, which they can read, delete and hand in.

    {"exercises": {"relu": {"result": "right", "attempts": 3, "misconceptions": ["absolute-value"]},
                   "02.1": {"result": "not yet", "attempts": 2, "first": 0, "last": 1}},
     "seen": {"relu": {"hints": 2, "solution": true}}}

It holds no name and no time. A choice is a place among the choices of the lesson's file, and `last` of a program to
order is the list of its lines. DLSCRATCH_PROGRESS_FOLDER puts the file elsewhere.

Every writer reads the file again under a lock, changes its own entry and leaves the rest, so that two notebooks lose
nothing of each other. A file that cannot be read is never written over.
"""

import json
import os
from collections import Counter
from pathlib import Path

from ..learner import files
from ..learner.files import bytes_of, create, folder_in_words, locked, reason, write

FILE = "dlscratch-progress.json"
RESULTS = ("not yet", "right")
UNREADABLE = "\ufffd"  # stands for bytes that are no letters


def path():
    """Return where the record is kept."""
    return files.folder() / FILE


def read():
    """Return (entries, note): what is known of each exercise and question, by name. Nothing is written."""
    try:
        content, faults = parsed(bytes_of(path()))
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, f"Your record could not be read ({reason(error)})."
    except ValueError:
        return {}, "Your record is damaged. The next answer sets it aside and begins a new one."
    return content["exercises"], f"Your record is damaged in part: {faults}." if faults else ""


def add(name, passed, *, misconception="", first=None, last=None):
    """Count an attempt in the file, and return a note where that went wrong. What was right once stays right."""

    def change(content):
        entry = content["exercises"].setdefault(name, {"result": "not yet", "attempts": 0})
        entry["attempts"] += 1
        entry["result"] = "right" if passed else entry["result"]
        if misconception and misconception not in entry.setdefault("misconceptions", []):
            entry["misconceptions"].append(misconception)
        if first is not None:
            entry.setdefault("first", first)
        if last is not None:
            entry["last"] = last

    return _update(change, "this answer is not counted")


def look(name, *, hints=0, solution=False):
    """Note that hints or the solution of an exercise were shown, and return a note where that went wrong."""

    def change(content):
        seen = content.setdefault("seen", {}).setdefault(name, {})
        if hints:
            seen["hints"] = max(hints, seen.get("hints", 0))
        if solution:
            seen["solution"] = True

    return _update(change, "this look is not noted")


def parsed(raw):
    """Return (content, faults) of a record's bytes; `faults` names what is damaged and left out, or is "".

    Fields that this version does not know are kept. ValueError where nothing can be read.
    """
    text = raw.decode(json.detect_encoding(raw), "replace")  # a byte order mark, such as Notepad writes, is no fault
    unreadable = UNREADABLE in text
    faults = ["letters that cannot be read"] if unreadable else []

    def once(pairs):
        names = Counter(name for name, _ in pairs)
        faults.extend(f'"{name}" stands there twice' for name in names if names[name] > 1)
        return dict(pairs)

    try:
        content = json.loads(text, object_pairs_hook=once)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(content, dict) or not isinstance(content.get("exercises"), dict):
        raise ValueError("no record")
    if not isinstance(content.get("seen", {}), dict):
        faults.append('the part "seen"')
        del content["seen"]
    for part, is_good in (("exercises", _is_entry), ("seen", _is_look)):
        for name, entry in list(content.get(part, {}).items()):
            if not is_good(entry) or unreadable and UNREADABLE in name + str(entry):
                del content[part][name]
                faults.append(f'the entry "{name}"')
    return content, ", ".join(map(_printable, faults[:3])) + (", and more" if len(faults) > 3 else "")


def _is_entry(entry):
    return (
        isinstance(entry, dict)
        and entry.get("result") in RESULTS
        and _is_count(entry.get("attempts"))
        and isinstance(entry.get("misconceptions", []), list)
    )


def _is_look(entry):
    return isinstance(entry, dict) and _is_count(entry.get("hints", 0))


def _is_count(number):
    return type(number) is int and number >= 0


def _printable(words):
    words = "".join(letter if letter.isprintable() else "?" for letter in words)
    return words if len(words) <= 60 else words[:60] + " …"


def _update(change, lost):
    """Read, change and write the record under its lock; return a note where that failed: `lost` says what it means."""
    try:
        target = Path(os.path.realpath(path()))  # of a linked record, the file itself
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target) as unlocked:
            try:
                content, note = _opened(target)
            except OSError as error:
                return f"Your record could not be read ({reason(error)}), so {lost}."
            change(content)
            write(target, json.dumps(content, indent=1, sort_keys=True).encode() + b"\n")
        return note or unlocked
    except (OSError, RecursionError) as error:
        where = f"in the folder {folder_in_words(path())} ({reason(error)})"
        return f"Your record could not be saved {where}, so {lost}. Make it writable."


def _opened(target):
    """Return (content, note) of the file; where it is damaged, once a copy is set aside. OSError if it cannot be."""
    try:
        raw = bytes_of(target)
    except FileNotFoundError:
        return {"exercises": {}}, ""
    try:
        content, faults = parsed(raw)
    except ValueError:
        aside = _set_aside(raw)
        return {"exercises": {}}, f"Your record was damaged. It is kept as {aside}, and a new one has begun."
    if faults:
        return content, f"Your record was damaged in part: {faults}. The old file is kept as {_set_aside(raw)}."
    return content, ""


def _set_aside(raw):
    """Write the bytes of a damaged record into a new file beside it, and return its name."""
    number = 1
    while True:
        aside = path().with_name(f"dlscratch-progress-damaged-{number}.json")
        try:
            create(aside, raw)
            return aside.name
        except FileExistsError:
            number += 1
