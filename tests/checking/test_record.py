"""The record: nothing of it is lost, whatever lies in its place, and whoever writes beside it."""

import errno
import json
import os
import random
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import filelock
import numpy as np
import pytest

import dlscratch as dl
from dlscratch.checking import record
from dlscratch.checking.progress import report
from dlscratch.checking.running import stub_of
from dlscratch.exercises import check, guess, hint, solution
from dlscratch.learner import files
from dlscratch.lessons.course import EXERCISES


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    monkeypatch.setattr(files, "_said_that_nothing_is_locked", False)
    return tmp_path / record.FILE


def stored(path):
    return json.loads(path.read_text(encoding="utf-8"))


def entries(names, **fields):
    return {name: {"result": "right", "attempts": 2, **fields} for name in names}


def keep(path, content):
    path.write_text(json.dumps(content), encoding="utf-8")


@contextmanager
def nothing_left_beside(path):
    """Nothing but the record, and what was there, lies in its folder afterwards."""
    before = set(os.listdir(path.parent))
    yield
    assert set(os.listdir(path.parent)) <= before | {path.name}


# what it holds


def test_it_holds_results_and_attempts_and_a_blank_is_none(own_record):
    check(stub_of(EXERCISES["relu"]))
    assert not own_record.exists(), "a blank is no attempt"
    check(np.abs, "relu")
    check(dl.relu)
    check(np.abs, "relu")
    relu = stored(own_record)["exercises"]["relu"]
    assert (relu["result"], relu["attempts"]) == ("right", 3)
    assert "✓ right, 3 attempts" in report("02") and "1 of" in report("02")


def test_it_holds_which_misconceptions_were_met_and_what_was_seen(own_record):
    for wrong in (np.abs, np.sign, np.abs, lambda a: a + 1234.5):
        check(wrong, "relu")
    assert stored(own_record)["exercises"]["relu"]["misconceptions"] == ["absolute-value"]
    for exercise in EXERCISES.values():
        for misconception in exercise.misconceptions[:1]:
            check(misconception.wrong, exercise.name)
            kept = stored(own_record)["exercises"][exercise.name]["misconceptions"]
            assert misconception.name in kept, (exercise.name, kept)
    hint("step", 2), hint("step", 1), solution("relu")
    assert stored(own_record)["seen"] == {"step": {"hints": 2}, "relu": {"solution": True}}
    assert "step" not in report("00") and "… not attempted" in report("02"), "a hint is no attempt"


# what lies in its place


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"exercises": []}',
        b"\x00",
        b"\xff\xfe\xfa",
        b'{"exercises": ' + b"[" * 100_000,
        b'{"exercises": {}, "exercises": 3}',
        b"\xef\xbb\xbf",
    ],
    ids=repr,
)
def test_a_damaged_record_is_set_aside(own_record, damage):
    for number in (1, 2):
        own_record.write_bytes(damage)
        assert "Your record is damaged" in report() and own_record.read_bytes() == damage, "reading changes nothing"
        result = check(dl.relu)
        aside = own_record.with_name(f"dlscratch-progress-damaged-{number}.json")
        assert result.passed and aside.name in result.note and aside.name in result._repr_html_()
        assert aside.read_bytes() == damage and stored(own_record)["exercises"].keys() == {"relu"}


@pytest.mark.parametrize(
    "entry",
    [
        3,
        None,
        [],
        {},
        {"result": "yes", "attempts": 1},
        {"result": "right", "attempts": -1},
        {"result": "right", "attempts": True},
        {"result": ["right"], "attempts": 1},
        {"result": "right", "attempts": 1.5},
        {"result": "right", "attempts": 1, "misconceptions": "none"},
    ],
)
def test_one_bad_entry_costs_one_entry(own_record, entry):
    keep(own_record, {"exercises": entries(["relu", "step"]) | {"sigmoid": entry}})
    before = own_record.read_bytes()
    assert "the entry &quot;sigmoid&quot;" in report()
    note = check(dl.relu).note
    assert '"sigmoid"' in note and "dlscratch-progress-damaged-1.json" in note
    assert own_record.with_name("dlscratch-progress-damaged-1.json").read_bytes() == before
    assert {name: e["attempts"] for name, e in stored(own_record)["exercises"].items()} == {"relu": 3, "step": 2}
    assert check(dl.relu).note == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_editor_may_have_saved_it(own_record, encoding):
    own_record.write_text(json.dumps({"exercises": entries(["step"])}), encoding=encoding)
    assert check(dl.relu).note == "" and stored(own_record)["exercises"].keys() == {"step", "relu"}


def test_what_a_newer_version_keeps_stays(own_record):
    newer = {
        "format": 7,
        "exercises": entries(["relu", "of_lesson_12"], minutes=3),
        "seen": {"x": {"film": "ド\ud800"}},
    }
    keep(own_record, newer)
    assert check(dl.relu).note == "" and "�" not in report()
    newer["exercises"]["relu"]["attempts"] = 3
    assert stored(own_record) == newer


def test_a_record_of_the_first_version_opens_and_that_version_opens_ours(own_record):
    keep(own_record, {"exercises": entries(["relu", "02.1"])})
    hint("step"), check(np.abs, "relu"), check(dl.step), guess("02.1", "a")
    assert check(dl.relu).note == ""
    for entry in stored(own_record)["exercises"].values():  # what the first version asks
        assert entry["result"] in ("not yet", "right") and entry["attempts"] >= 1


@pytest.mark.parametrize("changes", [500, pytest.param(5000, marks=pytest.mark.slow)])
def test_changed_bytes_give_a_record_or_a_note_and_the_original(own_record, changes):
    content = {"exercises": entries(["relu", "step", "02.1"], first=0, last=2, misconceptions=["no-bias"])}
    content["seen"] = {"step": {"hints": 2, "solution": True}}
    good, dice = json.dumps(content, indent=1).encode(), random.Random(0)
    lost = 0
    for _ in range(changes):
        raw = bytearray(good)
        raw[dice.randrange(len(raw))] = dice.randrange(256)
        own_record.write_bytes(raw)
        note = record.add("sigmoid", True)
        assert stored(own_record)["exercises"]["sigmoid"] == {"result": "right", "attempts": 1}
        aside = own_record.with_name("dlscratch-progress-damaged-1.json")
        assert ("damaged" in note) == aside.exists()
        if note:
            assert aside.name in note and aside.read_bytes() == raw
            aside.unlink()
            lost += 1
        else:
            now = stored(own_record)
            assert len(now["exercises"]) == 4 and record.read()[1] == ""
    assert lost > changes / 10


# reading and writing that fail


def refuse(monkeypatch, name, error, times=None):
    """Let a function of Path raise; `times` says how often before it works again."""
    real, left = getattr(Path, name), [times]

    def refused(self, *args, **kwargs):
        if self.name.startswith("dlscratch-progress") and left[0] != 0:
            left[0] = left[0] and left[0] - 1
            raise error
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, name, refused)


def test_what_cannot_be_read_is_not_written_over(own_record, monkeypatch):
    names = list(EXERCISES)[:30]
    keep(own_record, {"exercises": entries(names)})
    before = own_record.read_bytes()
    with monkeypatch.context() as patch:
        refuse(patch, "read_bytes", PermissionError(errno.EACCES, "Permission denied"))
        result = check(dl.relu)
        assert result.passed and "could not be read (Permission denied), so this answer is not counted" in result.note
        assert "could not be read" in report()
    assert own_record.read_bytes() == before
    assert check(dl.relu).note == "" and stored(own_record)["exercises"].keys() == {*names, "relu"}


def test_a_damaged_record_that_cannot_be_set_aside_stays(own_record, monkeypatch):
    own_record.write_bytes(b"{")
    with monkeypatch.context() as patch, nothing_left_beside(own_record):
        patch.setattr(record, "create", full_disk)
        assert "could not be read (No space left on device), so this answer is not counted" in check(dl.relu).note
    assert own_record.read_bytes() == b"{"


def full_disk(new, raw):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_leaves_the_old_record_and_nothing_else(own_record, monkeypatch):
    check(dl.relu)
    before = own_record.read_bytes()
    monkeypatch.setattr(files, "open", lambda *_: open("/dev/full", "wb"), raising=False)
    with nothing_left_beside(own_record):
        assert "could not be saved in the folder" in (note := check(dl.relu).note) and "No space left" in note
    assert own_record.read_bytes() == before


@pytest.mark.parametrize(("times", "kept"), [(2, True), (None, False)])
def test_a_scanner_that_holds_the_file_is_waited_for(own_record, monkeypatch, times, kept):
    check(dl.relu)
    refuse(monkeypatch, "replace", PermissionError(errno.EACCES, "Permission denied"), times)
    with nothing_left_beside(own_record):
        assert (check(dl.relu).note == "") == kept
    assert stored(own_record)["exercises"]["relu"]["attempts"] == 1 + kept


def test_an_interrupt_leaves_the_old_record_and_nothing_else(own_record, monkeypatch):
    check(dl.relu)
    before = own_record.read_bytes()
    refuse(monkeypatch, "replace", KeyboardInterrupt())
    with nothing_left_beside(own_record), pytest.raises(KeyboardInterrupt):
        record.add("relu", True)
    assert own_record.read_bytes() == before


# folders and links of all kinds


def test_a_folder_that_cannot_be_written_is_not_fatal(monkeypatch, own_record):
    (own_record.parent / "file").write_text("")
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(own_record.parent / "file" / "folder"))
    result = check(dl.relu)
    assert result.passed and f"could not be saved in the folder {own_record.parent / 'file'}" in result.note
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(own_record.parent / "new" / "folder"))
    assert check(dl.relu).note == "" and (own_record.parent / "new" / "folder" / own_record.name).exists()


def a_directory(path):
    path.mkdir()


def a_pipe(path):
    os.mkfifo(path)


def a_circle(path):
    path.symlink_to(path)


def a_device(path):
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
@pytest.mark.parametrize("make", [a_directory, a_pipe, a_circle, a_device])
def test_in_its_place_lies_what_is_no_file(own_record, make):
    make(own_record)
    result = check(dl.relu)
    assert result.passed and "Your record could not be" in result.note and report()


def test_a_path_of_300_letters_and_a_strange_one(own_record, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(own_record.parent / ("n" * 300)))
    result = check(dl.relu)
    assert result.passed and "could not be saved" in result.note and len(result.note) < 400 and report()
    strange = os.fsencode(own_record.parent) + b"/\xff"
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", os.fsdecode(strange + b"/" + b"n" * 300))
    (check(dl.relu)._repr_html_() + report()).encode()


def test_the_home_folder_may_be_written_short(own_record, monkeypatch):
    monkeypatch.setenv("HOME", str(own_record.parent))
    monkeypatch.setenv("USERPROFILE", str(own_record.parent))
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", "~/kept")
    assert check(dl.relu).note == "" and (own_record.parent / "kept" / record.FILE).exists()
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", "~nobody-of-this-name")
    monkeypatch.chdir(own_record.parent)
    assert check(dl.relu).passed


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed there")
def test_a_working_folder_that_is_gone(own_record, monkeypatch):
    gone = own_record.parent / "gone"
    gone.mkdir()
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", "")
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "could not be saved" in check(dl.relu).note and report()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_linked_record_and_a_linked_folder_work_and_stay_links(own_record, monkeypatch, tmp_path):
    (tmp_path / "cloud").mkdir()
    own_record.symlink_to(tmp_path / "cloud" / "kept.json")
    (tmp_path / "link").symlink_to(tmp_path / "cloud")
    for _ in range(2):
        assert check(dl.relu).note == ""
    assert own_record.is_symlink() and stored(tmp_path / "cloud" / "kept.json")["exercises"]["relu"]["attempts"] == 2
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path / "link"))
    assert check(dl.relu).note == "" and (tmp_path / "cloud" / record.FILE).exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_planted_link_is_not_followed(own_record, monkeypatch, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    own_record.with_name("dlscratch-progress.part.json").symlink_to(victim)
    own_record.with_name("dlscratch-progress-damaged-1.json").symlink_to(victim)
    monkeypatch.setattr(files.secrets, "token_hex", lambda n: "0")
    own_record.with_name("dlscratch-progress-0.part").symlink_to(victim)
    own_record.write_bytes(b"{")
    assert "could not be saved" in check(dl.relu).note
    assert victim.read_text() == "mine" and own_record.with_name("dlscratch-progress-0.part").is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_who_may_read_it_stays_who_may_read_it(own_record):
    check(dl.relu)
    own_record.chmod(0o640)
    check(dl.relu)
    assert own_record.stat().st_mode & 0o777 == 0o640


# several writers

WRITER = """
import sys
from dlscratch.checking import record
for i in range(int(sys.argv[2])):
    note = record.add(sys.argv[1], True) or record.add("all", False)
    assert not note, note
"""


@pytest.mark.parametrize(("writers", "answers"), [(4, 10), pytest.param(10, 40, marks=pytest.mark.slow)])
def test_writers_at_once_lose_nothing(own_record, writers, answers):
    with nothing_left_beside(own_record):
        commands = [[sys.executable, "-c", WRITER, f"exercise {i}", str(answers)] for i in range(writers)]
        running = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
        for process in running:
            assert process.communicate(timeout=300)[1] == b"" and process.returncode == 0
    kept = {name: entry["attempts"] for name, entry in stored(own_record)["exercises"].items()}
    assert kept.pop("all") == writers * answers
    assert kept == {f"exercise {i}": answers for i in range(writers)}


@pytest.mark.parametrize(
    "error", [NotImplementedError("no locks"), OSError(errno.ENOLCK, "No locks available"), filelock.Timeout("held")]
)
def test_where_nothing_can_be_locked_it_says_so_once(own_record, monkeypatch, error):
    class NoLock:
        def __init__(self, *_, **__):
            pass

        def acquire(self):
            raise error

    monkeypatch.setattr(files, "FileLock", NoLock)
    assert "cannot be locked here" in check(dl.relu).note
    assert check(dl.relu).note == "" and stored(own_record)["exercises"]["relu"]["attempts"] == 2
