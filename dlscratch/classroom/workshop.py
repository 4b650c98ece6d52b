"""Where learners' code runs: processes beside this one, which can be ended for certain."""

import json
import os
import signal
import struct
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

PACKAGE = Path(__file__).resolve().parents[1]
CAN_FORK = hasattr(os, "fork")
PATIENCE = 10.0  # seconds beyond those of a job, after which the process that serves is ended itself


class Workshop:
    """Runs jobs, several at a time, each in a process of its own. Use it in a `with`.

    `bounds` says in words what holds the learners' code on this system.
    """

    def __init__(self, benches=None, *, room=True, forks=CAN_FORK):
        self.benches = benches or os.cpu_count() or 1
        self._free, self._lock = [], threading.Lock()
        self._room, self._forks = room and forks and sys.platform == "linux", forks

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="dlscratch-")
        first = self._new()
        self._free.append(first)
        self.bounds = _in_words(first.about)
        return self

    def __exit__(self, *_):
        for server in self._free:
            server.end()
        self._folder.cleanup()

    def run(self, job):
        """Return (lines, end) of a job: what it said, each line opened, and how it was ended, or ""."""
        with self._lock:
            server = self._free.pop() if self._free else None
        server = server or self._new()
        reply = server.ask(job)
        if reply is None or not server.about["forks"]:
            server.end()
        else:
            with self._lock:
                self._free.append(server)
        if reply is None:
            return [], "time" if server.is_late else "an end of the process"
        return list(_opened(reply["said"])), reply["end"]

    def map(self, function, items):
        """Return function(item) for each item, several at a time."""
        with ThreadPoolExecutor(self.benches) as pool:
            return list(pool.map(function, items))

    def _new(self):
        if self._room:
            room = tempfile.mkdtemp(dir=self._folder.name)
            server = _Server([room])
            if server.about:
                return server
            server.end()
            self._room = False
        return _Server([] if self._forks else ["--no-fork"])


class _Server:
    def __init__(self, arguments):
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG", "TEMP") if key in os.environ}
        own = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]))
        threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "VECLIB")}
        command = [sys.executable, "-P", "-B", "-m", "dlscratch.classroom.child", *arguments]
        environment = kept | threads | {"PYTHONPATH": own, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
        own_group = {"start_new_session": True} if os.name == "posix" else {}
        self.process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, **own_group)
        self.is_late = False
        self.about = self._reply(60)

    def ask(self, job):
        """Return the reply to a job, or None where the process is gone or too late."""
        raw = json.dumps(job).encode()
        try:
            self.process.stdin.write(struct.pack("<I", len(raw)) + raw)
            self.process.stdin.flush()
        except OSError:
            return None
        return self._reply(job["seconds"] + (PATIENCE if self.about["forks"] else 1))

    def _reply(self, seconds):
        late = threading.Timer(seconds, self._end_late)
        late.daemon = True
        late.start()
        try:
            head = self.process.stdout.read(4)
            return json.loads(self.process.stdout.read(struct.unpack("<I", head)[0])) if len(head) == 4 else None
        except (OSError, ValueError):
            return None
        finally:
            late.cancel()

    def _end_late(self):
        self.is_late = True
        self._kill()

    def _kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL) if os.name == "posix" else self.process.kill()
        except OSError:
            pass

    def end(self):
        self._kill()
        self.process.wait()
        self.process.stdin.close(), self.process.stdout.close()


def _opened(said):
    """Yield the lines of what a job said, as far as they can be opened: the last may be torn."""
    for line in said.splitlines():
        try:
            reply = json.loads(line)
        except (ValueError, RecursionError):
            return
        if isinstance(reply, dict):
            yield reply


def _in_words(about):
    """Return what holds learners' code on this system, and what does not, in sentences for the teacher."""
    holds = {
        "its time": True,
        "its memory": about["forks"] and sys.platform == "linux",
        "how many processes it starts": about["forks"] and about["as"] != "root",
        "the network": about["room"],
        "your files, and the course's answers": about["room"],
    }
    whose = {"nobody": "the user nobody", "root": "root", "you": "you"}[about["as"]]
    held, free = ([what for what, is_held in holds.items() if is_held is wanted] for wanted in (True, False))
    said = f"Learners' code runs as {whose}. Bounded or closed to it here: {'; '.join(held)}."
    remedy = "Use an account or a container that holds nothing else."
    return f"{said} Not here: {'; '.join(free)}. {remedy}" if free else said
