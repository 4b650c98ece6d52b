"""A room with nothing in it but Python: on Linux, what a process needs to lock itself in.

No network, no files but those of Python, NumPy and this package's engine, which nobody can write, and no process but
its own. A system may refuse any of it: then OSError is raised, and who asked goes on without.
"""

import ctypes
import os
import sys
import sysconfig
from pathlib import Path

import numpy as np

# the numbers of <sched.h>, <sys/mount.h>, <sys/prctl.h>, and of the call mount_setattr on every processor
NEW_USER, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
NEW_MOUNTS, NEW_IPC = 0x00020000, 0x08000000
BIND, RECURSIVE, PRIVATE, NO_SUID, NO_DEVICES = 0x1000, 0x4000, 0x40000, 2, 4
DIE_WITH_PARENT, NO_NEW_RIGHTS = 1, 38
MOUNT_SETATTR, HERE, ALL_BELOW, READ_ONLY = 442, -100, 0x8000, 1
DETACH = 2
NOBODY = 65534

PACKAGE = Path(__file__).resolve().parents[1]
SCRATCH = "/scratch"
HIDDEN = ("lessons", "checking", "classroom")  # where the answers stand, and what judges


def lock_in(room):
    """Move this process into a room, an empty folder, and return in a child that is the first process there.

    Python and NumPy have to be imported. The parent waits and ends with the child. Raises OSError.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    os.umask(0o022)
    _try(libc.unshare, NEW_MOUNTS | NEW_NETWORK | NEW_IPC | NEW_PROCESSES | (NEW_USER if user else 0))
    if user:
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    _mount(libc, None, "/", None, RECURSIVE | PRIVATE)
    _mount(libc, "none", room, "tmpfs", NO_SUID | NO_DEVICES, "size=64m,mode=755")
    for path in _outermost(_needed()):
        _show(libc, path, Path(f"{room}{path}"))
    for name in HIDDEN:
        if (inside := Path(f"{room}{PACKAGE}/{name}")).exists():
            _mount(libc, "none", inside, "tmpfs", NO_SUID | NO_DEVICES, "size=4k,mode=755")
    Path(f"{room}{SCRATCH}").mkdir()
    _read_only(libc, room)
    os.chroot(room)
    os.chdir("/")
    os.environ |= {"HOME": SCRATCH, "TMPDIR": SCRATCH}
    if child := os.fork():
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    libc.prctl(DIE_WITH_PARENT, 9)


def fresh_scratch():
    """Empty the one folder of a room that can be written: nobody leaves a note for the next one."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.umount2(os.fsencode(SCRATCH), DETACH)
    _mount(libc, "none", SCRATCH, "tmpfs", NO_SUID | NO_DEVICES, "size=16m,mode=1777")


def whose_rights():
    """Return as whom learners' code runs: "nobody", "root", or "you"."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return "you"
    return "nobody" if _everybody_can_read(os.__file__) and _everybody_can_read(__file__) else "root"


def give_up_rights():
    """Leave this process, and all it starts, no rights but its user's; root becomes nobody, who has to read Python."""
    libc = ctypes.CDLL(None, use_errno=True)
    if whose_rights() == "nobody":
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    elif hasattr(libc, "capset"):
        libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
    if hasattr(libc, "prctl"):
        libc.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0)


def _everybody_can_read(path):
    """Return whether every folder on the way, and the file, can be read by everybody."""
    hidden = f"{PACKAGE}{os.sep}"  # in a room this folder is empty; the package's own file is there
    path = PACKAGE / "__init__.py" if str(path).startswith(hidden) else Path(path)
    way = all(os.stat(folder).st_mode & 0o001 for folder in path.parents)
    return way and bool(os.stat(path).st_mode & 0o004)


def _needed():
    """Yield what Python, NumPy and this package need of the disk."""
    yield from ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")
    yield from (sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), str(PACKAGE), str(PACKAGE.parent / "data"))
    yield str(Path(np.__file__).parents[1])
    for path in map(os.path.abspath, filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))):
        if not (Path(path, PACKAGE.name).exists() and Path(path, "pyproject.toml").exists()):
            yield path  # but no checkout of the course: its lessons and tests hold the answers


def _outermost(paths):
    paths = sorted({form for path in paths if os.path.exists(path) for form in (path, os.path.realpath(path))})
    kept = []
    for path in paths:
        if not any(path.startswith(f"{other}/") for other in kept):
            kept.append(path)
    return kept


def _show(libc, path, place):
    if os.path.islink(path) and not place.parent.is_symlink():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(os.path.realpath(path))
        return
    if os.path.isdir(path):
        place.mkdir(parents=True, exist_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    _mount(libc, path, place, None, BIND | RECURSIVE)


def _read_only(libc, place):
    attributes = (ctypes.c_uint64 * 4)(READ_ONLY, 0, 0, 0)
    _try(libc.syscall, MOUNT_SETATTR, HERE, os.fsencode(place), ALL_BELOW, attributes, ctypes.sizeof(attributes))


def _mount(libc, source, place, kind, flags, options=None):
    texts = [text and os.fsencode(text) for text in (source, place, kind, options)]
    _try(libc.mount, texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])


def _try(call, *arguments):
    if call(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
