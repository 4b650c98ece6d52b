"""The process in which learners' code runs. It knows no answer and judges nothing; what comes out is plain data.

`python -m dlscratch.classroom.child` reads jobs and writes replies, each a length and JSON. A job names the lines that
define an answer and the cases to run with it; each runs in a fork of its own, which is killed when its time is up.
Where there is no fork, the process runs one job itself, and whoever started it has to end it.
"""

import ast
import contextlib
import io
import json
import os
import select
import signal
import struct
import sys
import time
import types
import warnings

import numpy as np

import dlscratch

from .confine import fresh_scratch, give_up_rights, lock_in, whose_rights
from .plain import packed

ANSWER = "<answer>"  # the file that the learner's lines seem to stand in
LARGEST_REPLY = 32 * 2**20  # bytes
CAN_FORK = hasattr(os, "fork")
REFUSED = "is what you are asked to write"


# the jobs, one after the other


def main(room="", forks=CAN_FORK):
    """Serve until nobody asks any more; the first reply says what holds the learners' code here."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing, open(os.devnull, "wb") as nowhere:
        os.dup2(nothing.fileno(), 0), os.dup2(nowhere.fileno(), 1), os.dup2(nowhere.fileno(), 2)
    if room:
        lock_in(room)
    _send(target, {"room": bool(room), "forks": forks, "as": whose_rights()})
    while job := _receive(source):
        if room:
            fresh_scratch()
        _send(target, _in_a_fork(job) if forks else _here(job))


def _receive(file):
    head = file.read(4)
    return json.loads(file.read(struct.unpack("<I", head)[0])) if len(head) == 4 else None


def _send(file, reply):
    raw = json.dumps(reply).encode()
    file.write(struct.pack("<I", len(raw)) + raw)
    file.flush()


def _here(job):
    lines = []
    work(job, lambda line: lines.append(line.decode()))
    return {"end": "", "said": "".join(lines)}


def _in_a_fork(job):
    """Return the reply of a job: what it said until it ended, and how it was ended, where somebody had to."""
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.closerange(3, mouth), os.closerange(mouth + 1, 256)
            bound(job)
            work(job, lambda line: _write(mouth, line))
        finally:
            os._exit(0)
    os.close(mouth)
    said, end = _listen(ear, time.monotonic() + job["seconds"])
    os.close(ear)
    status = _ended(child, is_first=os.getpid() == 1)
    if not end and os.WIFSIGNALED(status):
        end = "time" if os.WTERMSIG(status) == signal.SIGXCPU else f"signal {os.WTERMSIG(status)}"
    return {"end": end, "said": said.decode("utf-8", "replace")}


def _write(file, line):
    while line:
        line = line[os.write(file, line) :]


def _listen(ear, deadline):
    """Return (bytes, end): what was said, and whether it took too much time or too many words."""
    said = b""
    while len(said) <= LARGEST_REPLY:
        ready, _, _ = select.select([ear], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            return said, "time"
        if not (part := os.read(ear, 2**16)):
            return said, ""
        said += part
    return b"", "size"


def _ended(child, is_first):
    """Kill a job and all that it has started, and return how it ended."""
    with contextlib.suppress(ProcessLookupError):  # -1 is all there are, in a room of one's own
        os.kill(-1, signal.SIGKILL) if is_first else os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(ChildProcessError, ProcessLookupError):
        while is_first:  # what it left behind is ours to bury
            os.waitpid(-1, 0)
    return status


def bound(job):
    """Set this process its bounds: seconds, bytes, and no process beside it."""
    import resource

    os.setsid()
    seconds = int(job["seconds"])
    limits = {"CPU": seconds, "AS": job["bytes"], "FSIZE": 2**24, "CORE": 0, "NPROC": 0, "NOFILE": 64}
    give_up_rights()
    for name, limit in limits.items():
        with contextlib.suppress(ValueError, OSError):
            number = getattr(resource, f"RLIMIT_{name}")
            resource.setrlimit(number, (limit, limit + (name == "CPU")))
    if hasattr(os, "sched_setaffinity"):  # the engine starts no thread where there is one core
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


# one job


def work(job, say):
    """Define an answer and run the cases with it: `say` is told each outcome as a line of JSON.

    A job is {"refused": [...], "stand_ins": {name: program}, "library": text, "program": text, "name": ..., "runs":
    [[seed, case], ...]}.
    """
    for place in job["refused"]:
        _refuse(place)
    library = _Library(job["library"], job["stand_ins"])
    _install(library)
    namespace = {"__name__": "__main__", "np": np, "dl": dlscratch, "mine": library}
    problems = run_statements(job["program"], namespace, ANSWER)
    answer = namespace.get(job["name"])
    say(_line({"defined": job["name"] in namespace, "problem": problems[-1] if problems else None}))
    for seed, case in job["runs"]:
        say(_line({"begins": case}))
        say(_line(_outcome(case, job["name"], answer, seed)))


def _line(reply):
    return json.dumps(reply).encode() + b"\n"


def run_statements(program, namespace, file):
    """Run a program statement by statement, past those that fail, and return what they raised."""
    problems = []
    with _nothing_printed():
        for statement in ast.parse(program).body:
            try:
                exec(compile(ast.Module([statement], []), file, "exec", dont_inherit=True), namespace)
            except BaseException as error:
                problems.append(in_plain(error))
    return problems


def _outcome(case, name, answer, seed):
    *statements, last = ast.parse(case).body
    namespace = {"np": np, "dl": dlscratch, "rng": np.random.default_rng(seed), name: answer}
    reply, made = {"value": None, "error": None}, {}
    with _nothing_printed() as printed, warnings.catch_warnings(record=True) as caught:
        with np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"):
            warnings.simplefilter("always")
            try:
                for statement in statements:
                    exec(compile(ast.Module([statement], []), "<case>", "exec"), namespace)
                    made = _data(namespace) | made
                value = eval(compile(ast.Expression(last.value), "<case>", "eval"), namespace)
                reply["value"] = packed(value)
            except BaseException as error:
                reply["error"] = in_plain(error)
    reply["printed"] = printed.getvalue()[:200]
    reply["warnings"] = [str(one.message)[:500] for one in caught if issubclass(one.category, RuntimeWarning)][:5]
    reply["made"] = made
    reply["left"] = _data({key: namespace.get(key) for key in made})
    return reply


def _data(namespace):
    """Return what a case works on, packed."""
    kinds = (np.ndarray, list, dict)
    return {
        key: packed(value) for key, value in namespace.items() if isinstance(value, kinds) and key != "__builtins__"
    }


@contextlib.contextmanager
def _nothing_printed():
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(io.StringIO()):
        yield text


def in_plain(error):
    """Return an error as plain data: its kind, its words, and the line of the answer that it came through last."""
    try:
        words = str(error)[:2000]
    except BaseException:
        words = ""
    line, trace = None, error.__traceback__
    while trace:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == ANSWER else line
        trace = trace.tb_next
    name, thing = getattr(error, "name", None), getattr(error, "obj", None)
    told = {"kind": type(error).__name__[:60], "words": words, "line": line}
    if type(name) is str:
        told["name"] = name
    if type(thing) is types.ModuleType:
        told["module"] = str(thing.__name__)[:60]
    if type(thing).__module__ == "__main__":  # of an object without an attribute, those that it has
        told["kept"] = [str(key) for key in getattr(thing, "__dict__", ())][:50]
    return told


# what the course's names mean here


class _Library(types.ModuleType):
    """`mine`: the learner's file, then the package, then the stand-ins for what the package has not."""

    def __init__(self, text, stand_ins):
        super().__init__("my_dlscratch")
        self.__dict__["_stand_ins"], self.__dict__["package"] = stand_ins, dlscratch
        sys.modules["my_dlscratch"] = self
        if text:
            run_statements(text, vars(self), "my_dlscratch.py")
            vars(self).pop("__getattr__", None)  # of what is not written there; it stands below

    def __getattr__(self, name):
        if not name.startswith("_") and hasattr(dlscratch, name):
            return getattr(dlscratch, name)
        if name in self._stand_ins:
            namespace = {"__name__": "stand_in", "np": np, "dl": dlscratch, "mine": self}
            run_statements(self._stand_ins[name], namespace, "<stand-in>")
            return namespace[name]
        raise AttributeError(f"there is no {name} in my_dlscratch.py, and none in the package.")


class _Silent(types.ModuleType):
    """A module of the course whose functions do nothing here: whatever is asked of it, it has."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None


def _install(library):
    exercises = _Silent("dlscratch.exercises")
    exercises.mine = library
    sys.modules["dlscratch.exercises"] = dlscratch.exercises = exercises
    sys.modules["dlscratch.demos"] = dlscratch.demos = _Silent("dlscratch.demos")
    for name in ("lessons", "checking"):
        sys.modules[f"dlscratch.{name}"] = None  # an import stops with ImportError


def _refuse(place):
    """Make a function of the package, or each method of a class, "dlscratch.layers:Affine", raise when it is called."""
    module, _, path = place.partition(":")
    thing = sys.modules[module]
    for name in path.split("."):
        owner, thing = thing, getattr(thing, name)
    if not isinstance(thing, type):
        return _raises(owner, name, thing, path)
    for method, function in list(vars(thing).items()):
        if isinstance(function, types.FunctionType):
            _raises(thing, method, function, path)


def _raises(owner, name, function, path):
    words = f"{path} {REFUSED}"
    refusing = {}
    exec(f"def refuse(*args, **kwargs):\n    raise PermissionError({words!r})", refusing)
    try:
        function.__code__ = refusing["refuse"].__code__  # whoever holds the function holds this now
    except ValueError:  # one that uses variables around it
        setattr(owner, name, refusing["refuse"])


if __name__ == "__main__":
    main(*(["", False] if sys.argv[1:] == ["--no-fork"] else sys.argv[1:]))
