"""The learner's own library, `my_dlscratch.py`: a plain Python file that grows by right answers and is theirs.

Above each definition that was written here stands a comment with the first letters of its text's hash. As long as they
fit, the text is still what was written, and a newer answer takes its place. What the learner has changed, or written
there, stays.
"""

import ast
import hashlib
import io
import os
import re
import sys
import threading
import tokenize
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from . import files
from .files import reason
from .sources import bound, first_line
from .timelimit import Stop, TimeLimitExceeded, call_within
from .words import learners_line

NAME = "my_dlscratch"
FILE = f"{NAME}.py"
SECONDS = 5.0  # the file defines functions: that takes milliseconds
HEADER = '''\
"""What I wrote myself in the course dlscratch: every function and class here was checked and is right.
This file is mine: I can read it, change it, import it, take it along. A new right answer joins it; what I change stays.
It needs NumPy alone, but for the lines that say dl: these need the package dlscratch.
"""
'''
MARK = "# dlscratch: {role} ({hash})"
MARKED = re.compile(r"# dlscratch: (.+) \(([0-9a-f]{8})\)")
ITSELF = """\
{name} = sys.modules[__name__]  # in this file, {name} is this file


def __getattr__(name):  # what is not written here yet is the package's own
    if name.startswith("_"):
        raise AttributeError(name)
    from dlscratch.exercises import mine

    return getattr(mine.package, name)
"""

_running = threading.RLock()
_loaded = {}  # (module or None, trouble) by (path, time, size): what changed is run again


class Trouble(Exception):
    """A file that cannot be used; its message is a sentence that says why and what to do."""


def path():
    """Return where the file lies."""
    return files.folder() / FILE


@dataclass(frozen=True)
class Definition:
    """A definition that stands in the file: its lines, from `start` up to `end`, and the mark above them, if any.

    `role` is what the mark says: "lesson 02", or "for relu". `ours`: the text is what was written here.
    """

    text: str
    start: int
    end: int
    role: str
    ours: bool


def definitions_in(text):
    """Return the Definitions of a library's text by name. Raises Trouble where it is no Python."""
    found, lines = {}, text.split("\n")
    for node in _tree(text).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        for name in bound(node):
            start = first_line(node) - 1
            mark = MARKED.fullmatch(lines[start - 1]) if start else None
            own = "\n".join(lines[start : node.end_lineno]).rstrip()  # with what else stands on these lines
            role, ours = (mark[1], mark[2] == _hash(own)) if mark else ("", False)
            found[name] = Definition(own, start, node.end_lineno, role, ours)
    return found


def _tree(text):
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        raise Trouble(f"{FILE}{line}: this is no Python ({getattr(error, 'msg', error)}). Mend it there.") from None


def _hash(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


# from and to the disk


def read():
    """Return the Definitions in the file by name. Raises Trouble where it is there and cannot be read."""
    return definitions_in(_decoded(_bytes())[0])


def _bytes():
    try:
        return files.bytes_of(path())
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise Trouble(f"{FILE} could not be read ({reason(error)}).") from None


def _decoded(raw):
    """Return (text, encoding, newline) of a Python file, as Python itself reads it."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        text = raw.decode(encoding)
        if "\0" in text:
            raise SyntaxError("zero bytes")
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise Trouble(f"{FILE} is not saved as UTF-8, so Python cannot read it. Save it as UTF-8.") from None
    return text.replace("\r\n", "\n"), encoding, "\r\n" if b"\r\n" in raw else "\n"


def enter(name, role, source, *, replace=False):
    """Put an answer into the file, with all it needs; `replace` also what the learner has changed there.

    Returns "" or a note, where something else is to be said. Raises Trouble where the answer is kept out.
    """
    target = Path(os.path.realpath(path()))  # of a linked file, the file itself
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with files.locked(target) as note:
            raw = _bytes()
            before, encoding, newline = _decoded(raw)
            after = entered(before or HEADER, name, role, source, replace)
            if after != before:
                files.write(target, after.replace("\n", newline).encode(encoding))
        return note
    except UnicodeEncodeError:
        lacking = f"{FILE} is saved as {encoding}, which lacks a letter of your answer."
        raise Trouble(f"{lacking} Save it as UTF-8.") from None
    except OSError as error:
        where = files.folder_in_words(path())
        raise Trouble(f"{FILE} could not be saved in the folder {where} ({reason(error)}). Make it writable.") from None


# the text


def entered(text, name, role, source, replace=False):
    """Return the text of a library with an answer in it. Raises Trouble where it cannot enter."""
    there = definitions_in(text)
    for used, own in source.answers.items():
        if used not in there or there[used].text != own:
            which = "another" if used in there else "no"
            raise Trouble(
                f"it calls your `{used}`, and {FILE} has {which} `{used}`: run `check({used})`, then this check again."
            )
    place = there[name].start if name in there else None
    for part, own in source.definitions:
        if part == name:
            if name in there and not (there[name].ours or replace or there[name].text == own):
                raise Trouble(f'you changed `{name}` in {FILE}, and that stays. `mine.take("{name}")` takes this one.')
            text = _put(text, part, own, role)
        else:
            users = _users(there.get(part), part, own, name)
            text = _put(text, part, own, f"for {', '.join(users)}", before=name if place is not None else None)
    return _with_imports(text, source)


def _users(there, part, own, name):
    """Return the answers that use a helper. Raises Trouble where the file has another of its name for others."""
    users = there.role.removeprefix("for ").split(", ") if there and there.role.startswith("for ") else []
    if there and there.text != own and not (there.ours and users == [name]):
        raise Trouble(f"it uses `{part}`, and {FILE} has another `{part}`: give the one in this notebook another name.")
    if there and not there.ours:
        return users
    return sorted({*users, name})


def _put(text, name, own, role, before=None):
    """Return the text with a definition in its old place, or above that of `before`, or at the end."""
    lines, there = text.rstrip("\n").split("\n"), definitions_in(text)
    mark = MARK.format(role=role, hash=_hash(own))
    if name in there:
        old = there[name]
        if old.text == own and not old.role:  # the learner wrote it there: it stays theirs
            return text
        start = old.start - bool(old.role)
        lines[start : old.end] = [mark, *own.split("\n")]
    elif before in there:
        start = there[before].start - bool(there[before].role)
        lines[start:start] = [mark, *own.split("\n"), "", ""]
    else:
        lines += ["", "", mark, *own.split("\n")]
    return "\n".join(lines) + "\n"


def _with_imports(text, source):
    chunks = [_guarded(line) for line in sorted(source.imports, key=lambda line: ("dlscratch" in line, line))]
    chunks += ["import sys"] * bool(source.itself)
    for chunk in chunks:
        text = _with_import(text, chunk)
    for name in source.itself - definitions_in(text).keys():
        body, lines = _tree(text).body, text.rstrip("\n").split("\n")
        end = max((node.end_lineno for node in _head(body)), default=0)
        lines[end:end] = ["", *ITSELF.format(name=name).rstrip().split("\n")]
        text = "\n".join(lines) + "\n"
    return text


def _guarded(line):
    """Return an import of the package such that the file can be imported without it."""
    if not re.match(r"(import|from) dlscratch\b", line):
        return line
    return f"try:\n    {line}\nexcept ImportError:  # then all that calls it stops\n    pass"


def _with_import(text, chunk):
    body, lines = _tree(text).body, text.rstrip("\n").split("\n")
    if ast.unparse(ast.parse(chunk)) in map(ast.unparse, body):
        return text
    if taken := _names_at_top(ast.parse(chunk).body) & _names_at_top(body):
        raise Trouble(f"{FILE} means something else by `{min(taken)}`: give it another name in this notebook.")
    head = _head(body)
    end = max((node.end_lineno for node in head), default=0)
    space = [""] if len(head) == 1 and isinstance(head[0], ast.Expr) else []
    lines[end:end] = [*space, *chunk.split("\n")]
    return "\n".join(lines) + "\n"


def _names_at_top(body):
    """Return the names that statements bind, those of guarded imports among them."""
    inside = [part for node in body if isinstance(node, ast.Try) for part in node.body]
    return {name for node in [*body, *inside] for name in bound(node)}


def _head(body):
    """Return the statements at the top that say what the file is and what it imports."""
    head = []
    for node in body:
        is_guarded = isinstance(node, ast.Try) and isinstance(node.body[0], (ast.Import, ast.ImportFrom))
        is_words = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and not head
        if not (is_guarded or is_words or isinstance(node, (ast.Import, ast.ImportFrom))):
            break
        head.append(node)
    return head


# running it


def load():
    """Return (what the file defines by name, trouble): the file is run as it is, and again when it has changed."""
    with _running:
        try:
            stamp = os.stat(path())
            key = str(path()), stamp.st_mtime_ns, stamp.st_size
        except FileNotFoundError:
            return {}, ""
        except OSError as error:
            return {}, f"{FILE} could not be read ({reason(error)})."
        if key not in _loaded:
            _loaded.clear()
            _loaded[key] = {}, ""  # for a file that asks for itself while it runs
            try:
                _loaded[key] = _run(), ""
            except Trouble as trouble:
                _loaded[key] = {}, str(trouble)
            except BaseException:
                _loaded.clear()
                raise
        return _loaded[key]


def _run():
    text = _decoded(_bytes())[0]
    _tree(text)
    module = ModuleType(NAME)
    module.__file__ = str(path().absolute())
    before = sys.modules.get(NAME)
    sys.modules[NAME] = module
    try:
        call_within(SECONDS, exec, compile(text, module.__file__, "exec", dont_inherit=True), vars(module))
    except BaseException as error:
        sys.modules.pop(NAME)
        if before is not None:
            sys.modules[NAME] = before
        if isinstance(error, (KeyboardInterrupt, Stop)):
            raise
        if isinstance(error, TimeLimitExceeded):
            late = f"{FILE} does not come to its end within {SECONDS:g} s."
            raise Trouble(f"{late} Is there a loop without an end? Mend it there.") from None
        line = learners_line(error)
        where = f" in line {line.lineno}" if line else ""
        raise Trouble(f"{FILE} stops{where} ({type(error).__name__}: {_said(error)}). Mend it there.") from None
    named = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return {name: value for name, value in named.items() if not isinstance(value, ModuleType)}


def _said(error):
    try:
        return " ".join(str(error).split())[:200]
    except BaseException:
        return "it cannot say why"
