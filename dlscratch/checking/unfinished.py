"""What was running when a kernel died: one long call into C lets no other line run, so only the next `check` can tell.

Each session keeps a file among the machine's temporary ones, which holds the call of the check that runs, and nothing
between two checks. The session holds a lock beside it, which the system takes back when the process dies: a file
without a holder, and with a call in it, is of a check that never came back. Where nothing can be locked or written,
there is no such file.
"""

import atexit
import json
import os
import secrets
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from ..learner import files
from . import record

_own = {}  # the file and the lock of this session, by (process, record); one at a time
_left = {}  # what earlier sessions left, by record: a list of [exercise, call, whether it was told]


@contextmanager
def noted(name):
    """Give a function that notes the call of the moment, while the check of an exercise runs."""
    file = _file()

    def write(call):
        _replace(file, json.dumps([name, call]).encode())

    try:
        yield write
    finally:
        _replace(file, b"")


def _replace(file, raw):
    with suppress(OSError, ValueError):  # full, or closed
        if file:
            file.seek(0)
            file.truncate()
            file.write(raw)


def _file():
    """Return this session's open file, or None where there can be none."""
    key = os.getpid(), _record()
    if key not in _own:
        forget()
        with suppress(OSError, NotImplementedError):
            note = files.temporary(f"{secrets.token_hex(4)}.running", key[1])
            lock = FileLock(_lock_of(note), timeout=0)
            lock.acquire()
            _own[key] = open(note, "xb", buffering=0), lock
    return _own.get(key, (None,))[0]


@atexit.register
def forget():
    """Remove the file of this session."""
    while _own:
        (process, _), (file, lock) = _own.popitem()
        file.close()
        if process == os.getpid():
            _remove(Path(file.name), lock)


def left_over(name):
    """Return (sentence, again) of a check that never came back, or ("", False).

    `again` says that it was of the same exercise: it is named once more, and then forgotten. One of another exercise is
    named once.
    """
    key = _record()
    if key not in _left:
        _left[key] = list(_collected(key))
    for left in _left[key]:
        other, call, told = left
        left[2] = True
        line = (call.strip().splitlines() or [""])[-1]
        sentence = f"The last check of `{other}` never came back from `{line}`: the kernel had to be restarted."
        if other == name:
            _left[key].remove(left)
            remedy = "Is there a loop without an end, or a number far too large? Mend it, then check again."
            return f"{sentence} {remedy}", True
        if not told:
            return sentence, False
    return "", False


def _collected(key):
    """Yield what sessions that died have left, and remove their files."""
    with suppress(OSError):
        pattern = files.temporary("*.running", key)
        for note in sorted(pattern.parent.glob(pattern.name)):
            lock = FileLock(_lock_of(note), timeout=0)
            try:
                lock.acquire()
            except (OSError, NotImplementedError):  # its session is alive, or nobody can know
                continue
            with suppress(OSError, ValueError, RecursionError):
                match json.loads(files.bytes_of(note)):
                    case [str(name), str(call)]:
                        yield [name, call, False]
            _remove(note, lock)


def _remove(note, lock):
    with suppress(OSError):
        note.unlink(missing_ok=True)
    with suppress(OSError):
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _lock_of(note):
    return f"{note}.lock"


def _record():
    try:
        return os.path.realpath(record.path())
    except OSError:  # the working folder is gone
        return str(record.path())
