"""The learner's own files: where they lie, and how several notebooks write them and lose nothing.

Whoever changes one reads it again under its lock, and puts a whole new file in its place.
"""

import hashlib
import os
import secrets
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

LOCK_SECONDS = 10  # a change takes a few milliseconds

_said_that_nothing_is_locked = False


def folder():
    """Return where they lie: beside the notebook, or where DLSCRATCH_PROGRESS_FOLDER says."""
    return Path(os.path.expanduser(os.environ.get("DLSCRATCH_PROGRESS_FOLDER") or "."))


def bytes_of(target):
    """Return what a file holds; OSError where it is none, such as a folder or a pipe."""
    if not stat.S_ISREG(os.stat(target).st_mode):  # reading from a pipe would wait for ever
        raise OSError(0, f"{target.name} is no file")
    return target.read_bytes()


def write(target, raw):
    """Put a whole new file in the place of the old one: whoever is interrupted leaves the old."""
    beside = target.with_name(f"{target.stem}-{secrets.token_hex(8)}.part")
    create(beside, raw)
    try:
        with suppress(OSError):  # who may read the old one may read the new one
            shutil.copymode(target, beside)
        for pause in (0.02, 0.1, 0.3):  # on Windows nobody replaces a file while a scanner holds it
            with suppress(PermissionError):
                return beside.replace(target)
            time.sleep(pause)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def create(new, raw):
    """Write a file that was not there: "x" follows no link that somebody has planted under its name."""
    try:
        with open(new, "xb") as file:
            file.write(raw)
    except FileExistsError:
        raise
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def temporary(kind, target):
    """Return where a file about one of them lies that nobody shall hand in: among the machine's temporary ones."""
    key = hashlib.sha256(os.fsencode(target)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"dlscratch-{getattr(os, 'getuid', int)()}-{key}.{kind}"


@contextmanager
def locked(target):
    """Hold the lock of a file, and give a note, once a session, where there are no locks."""
    global _said_that_nothing_is_locked
    try:
        place = temporary("lock", target)
        if place.is_symlink():  # older versions of filelock would empty what it leads to
            raise OSError(0, f"{place} is a link")
        lock = FileLock(place, timeout=LOCK_SECONDS)
        lock.acquire()
    except (OSError, NotImplementedError) as error:  # filelock's Timeout is an OSError
        note = f"Your files cannot be locked here ({reason(error)}): work in one notebook at a time."
        note, _said_that_nothing_is_locked = "" if _said_that_nothing_is_locked else note, True
        yield note
        return
    try:
        yield ""
    finally:
        lock.release()


def folder_in_words(target):
    """Return the folder of a file, as a sentence can show it."""
    try:
        return _printable_path(target.parent.resolve())
    except OSError:
        return _printable_path(target.parent)


def _printable_path(folder):
    words = os.fsencode(folder).decode("utf-8", "replace")
    return words if len(words) <= 200 else words[:200] + " …"


def reason(error):
    """Return why a file could not be read or written."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
