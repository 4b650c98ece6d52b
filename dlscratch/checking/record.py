"""The learner's record: one small file beside the notebook, which they can read, delete and hand in.

It holds, for each exercise and question, the result and the number of attempts; no name and no time.
DLSCRATCH_PROGRESS_FOLDER puts it elsewhere.
"""

import json
import os
from pathlib import Path

FILE = "dlscratch-progress.json"
RESULTS = ("not yet", "right")


def path():
    """Return where the record is kept."""
    return Path(os.environ.get("DLSCRATCH_PROGRESS_FOLDER") or ".") / FILE


def read():
    """Return (entries, note): a dict of {"result", "attempts"} by name; a damaged file is set aside, and said so."""
    if not path().exists():
        return {}, ""
    try:
        entries = json.loads(path().read_text(encoding="utf-8"))["exercises"]
        if all(entry["result"] in RESULTS and entry["attempts"] >= 1 for entry in entries.values()):
            return entries, ""
    except OSError as error:
        return {}, f"Your record could not be read ({error.strerror})."
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    return {}, _set_aside()


def _set_aside():
    number = 1
    while (aside := path().with_name(f"dlscratch-progress-damaged-{number}.json")).exists():
        number += 1
    try:
        path().replace(aside)
    except OSError as error:
        return f"Your record is damaged and could not be set aside ({error.strerror})."
    return f"Your record was damaged. It is kept as {aside.name}, and a new one has begun."


def add(name, passed):
    """Count an attempt in the file, and return a note where that went wrong. What was right once stays right."""
    entries, note = read()
    entry = entries.setdefault(name, {"result": "not yet", "attempts": 0})
    entry["attempts"] += 1
    entry["result"] = "right" if passed else entry["result"]
    content = json.dumps({"exercises": entries}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    try:
        path().parent.mkdir(parents=True, exist_ok=True)
        beside = path().with_name("dlscratch-progress.part.json")  # renamed when whole: an interrupt leaves the old
        beside.write_text(content, encoding="utf-8")
        beside.replace(path())
    except OSError as error:
        where = f"in the folder {path().parent.resolve()} ({error.strerror})"
        return note or f"Your record could not be saved {where}, so this answer is not counted. Make it writable."
    return note
