"""What a demo says when something goes wrong: one paragraph in words, never a traceback."""

import os
import re
import sys
import traceback

import numpy as np

from .timelimit import TimeLimitExceeded

HOUSE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # the folder of this package
LONGEST = 400  # letters of somebody else's message
LIBRARIES = (HOUSE, os.path.dirname(os.path.dirname(np.__file__)), os.path.dirname(os.__file__), sys.prefix)


def in_words(error, model=None, last_change=None):
    """Return what happened: the step, the line of the learner's code, the error, and the setting moved last."""
    if pressed_stop(error):
        line = learners_line(error)
        at = f" in {line.name}, line {line.lineno}" if line else ""
        return f"You pressed stop, and it was stopped{at}: move a control or press a button to go on."
    step = getattr(model, "step", None)
    where = f"At step {step:,}" if isinstance(step, int) else "While drawing this"
    line = learners_line(error)
    if line is None:
        said = f"{where}: {_sentence(error)}"
    else:
        said = f"{where}, your code stopped in {line.name}, line {line.lineno}: {line.line} — {_sentence(error)}"
    if last_change is not None:
        said += f" The setting moved last: {last_change[0]} = {last_change[1]!r}."
    if line is not None:
        said += " Mend that cell, run it, then run this cell again."
    return said


def learners_line(error):
    """Return the innermost line of the traceback that is not in a library, as a FrameSummary, or None."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not _in_library(frame.filename):
            return frame
    return None


def _in_library(filename):
    if filename.endswith((".pyx", ".pxd")):  # Cython, whose names have no folder
        return True
    if filename.startswith("<"):  # <string>, <frozen os>; a cell is <ipython-input-…> in older notebooks
        return not filename.startswith("<ipython")
    return os.path.abspath(filename).startswith(LIBRARIES)


def pressed_stop(error):
    """Return whether an error is the stop button, or Ctrl-C, and not one that the learner's own line raises."""
    if not isinstance(error, KeyboardInterrupt):
        return False
    line = learners_line(error)
    return line is None or "KeyboardInterrupt" not in (line.line or "")


def _sentence(error):
    """Return the message; with the kind of error in front, unless it is a sentence of this package."""
    if isinstance(error, TimeLimitExceeded):
        return f"it did not finish within {error.seconds:g} s. Is there a loop without an end?"
    if isinstance(error, SystemExit):
        return "this line would end Python: give the answer back by return."
    message = _message(error) or "no message"
    if shapes := shapes_in_words(error):
        return f"the shapes do not fit: {shapes}. Write the shape of each side beside that line."
    message = message if message[-1] in ".?!" else message + "."
    return message if raised_here(error) else f"{type(error).__name__}: {message}"


def _message(error):
    """Return what an error says, in one line that is not longer than a paragraph."""
    try:
        message = " ".join(str(error).split())
    except Exception:  # an error of the learner's own may fail at this too
        return ""
    return message if len(message) <= LONGEST else f"{message[:LONGEST]}..."


def counted(count, thing):
    """Return how many there are, in words.

    >>> counted(1, "step"), counted(2000, "step")
    ('1 step', '2,000 steps')
    """
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def with_article(name):
    """Return a name with "a" or "an" before it.

    >>> with_article("int"), with_article("list")
    ('an int', 'a list')
    """
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def listed(names):
    """Return names as a sentence lists them.

    >>> listed(["`x`", "`W`", "`b`"]), listed(["`x`"]), listed([])
    ('`x`, `W` and `b`', '`x`', '')
    """
    return " and ".join(part for part in [", ".join(names[:-1]), *names[-1:]] if part)


def shortened(message, words=20):
    """Return a message in one line of so many words at most, without the point at its end.

    >>> shortened("one two three.", words=2)
    'one two …'
    """
    parts = " ".join(message.split()).rstrip(".").split(" ")
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"


def raised_here(error):
    """Return whether a line of this package raised the error, and not the learner's, NumPy's or Python's own."""
    frames = traceback.extract_tb(error.__traceback__)
    return bool(frames) and os.path.abspath(frames[-1].filename).startswith(HOUSE)


def shapes_in_words(error):
    """Return what NumPy says of two shapes that do not fit, without its signatures, or None for another error.

    >>> try:
    ...     np.ones((5, 2)) @ np.ones((3, 2))
    ... except ValueError as error:
    ...     shapes_in_words(error)
    'size 3 is different from 2'
    """
    message = _message(error)
    if not isinstance(error, ValueError) or not any(word in message for word in ("mismatch", "broadcast", "aligned")):
        return None
    sizes = re.search(r"size \d+ is different from \d+", message)
    return sizes[0] if sizes else message
