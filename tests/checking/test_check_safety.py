"""`check` survives whatever an answer does, and no accident of one check says anything in the next."""

import _thread
import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.checking import check as checking
from dlscratch.checking import record, running, unfinished
from dlscratch.exercises import check
from dlscratch.learner import files
from dlscratch.learner.timelimit import TimeLimitExceeded
from dlscratch.lessons.course import EXERCISES, KEYS


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    monkeypatch.setattr(running, "_kept", {})
    monkeypatch.setattr(unfinished, "_left", {})
    return tmp_path / record.FILE


def attempts(path):
    entries = json.loads(path.read_text())["exercises"] if path.exists() else {}
    return sum(entry["attempts"] for entry in entries.values())


# accidents


class OwnBase(BaseException):
    pass


class Speechless(Exception):
    def __str__(self):
        raise SystemExit


ERRORS = [
    GeneratorExit(),
    SystemExit(3),
    OwnBase("own"),
    MemoryError(),
    Speechless(),
    RecursionError(),
    StopIteration(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_nothing_is_raised_whatever_the_answer_raises(error, own_record):
    def relu(a):
        raise error

    result = check(relu)
    assert result.attempted and not result.passed and attempts(own_record) == 1
    assert type(error).__name__ in result.message or "cannot be" in result.message


@pytest.mark.parametrize("method", ["__array__", "__len__", "__repr__", "__eq__", "__class__", "__name__", "__call__"])
@pytest.mark.parametrize("error", [SystemExit, GeneratorExit, OwnBase])
def test_nothing_is_raised_whatever_a_value_raises(method, error):
    def refuse(self, *args, **kwargs):
        raise error

    body = {method: property(refuse) if method in ("__class__", "__name__") else refuse}
    hostile = type("Hostile", (), {"__call__": lambda self, a: self} | body)()
    for result in (check(lambda a: hostile, "relu"), check(hostile, "relu"), check(hostile)):
        assert not result.passed and result.message and result._repr_html_()


def test_an_interrupt_stops_the_check_and_counts_nothing(own_record):
    def relu(a):
        signal.raise_signal(signal.SIGINT)
        return np.maximum(a, 0)

    streams = sys.stdout, sys.stderr
    result = check(relu)
    assert result.title == "Stopped" and "KeyboardInterrupt" in result.message and not result.attempted
    assert not own_record.exists() and (sys.stdout, sys.stderr) == streams
    assert check(dl.relu).passed


def test_an_interrupt_while_the_output_is_given_back_leaves_it_to_the_page(monkeypatch):
    class Interrupted(running.capture_output):
        def __exit__(self, *_):
            raise KeyboardInterrupt

    monkeypatch.setattr(running, "capture_output", Interrupted)
    streams, hook = (sys.stdout, sys.stderr), sys.displayhook
    assert check(dl.relu).title == "Stopped"
    assert (sys.stdout, sys.stderr) == streams and sys.displayhook == hook


@pytest.mark.parametrize("error", [KeyboardInterrupt(), TimeLimitExceeded(3, "relu"), MemoryError()])
def test_an_accident_of_the_key_is_not_remembered(error, monkeypatch, own_record):
    def key(a):
        raise error

    with monkeypatch.context() as patch:
        patch.setitem(KEYS, "relu", key)
        result = check(lambda a: np.maximum(a, 0), "relu")
    assert not result.passed and not result.attempted and not own_record.exists()
    assert check(lambda a: np.maximum(a, 0), "relu").passed
    assert not check(lambda a: 1 / 0, "relu").passed


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # an interrupt inside `open` leaves the closing to Python
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("hits", [15, pytest.param(60, marks=pytest.mark.slow)])
def test_interrupted_first_checks_poison_none(hits, own_record):
    """An interrupt at a random moment of the first check of an exercise, the key's own run included.

    Some come before the check or after it; it goes on until enough have hit one.
    """
    dice, stopped = random.Random(0), 0
    names = [name for name in EXERCISES if name not in ("spiral_settings", "run_training")]
    streams, hook = (sys.stdout, sys.stderr), sys.displayhook
    for i in range(20 * hits):
        if stopped == hits:
            break
        name = names[i % len(names)]
        running._kept.clear()
        started = time.perf_counter()
        check(KEYS[name], name)
        duration = time.perf_counter() - started
        running._kept.clear()
        interrupt = threading.Timer(dice.random() * duration, _thread.interrupt_main)  # the moment is the point
        try:
            interrupt.start()
            stopped += check(KEYS[name], name).title == "Stopped"
            interrupt.join()
        except KeyboardInterrupt:  # it came before the check began or after it had ended
            interrupt.join()
        assert check(KEYS[name], name).passed, name
        assert not check(lambda *_: 12345.678, name).passed, name
        assert (sys.stdout, sys.stderr) == streams and sys.displayhook == hook
    assert os.listdir(own_record.parent) == [own_record.name] and notes() == [""]
    assert stopped == hits


# seeds


@pytest.mark.parametrize(
    "seed", [-1, None, "0", "__import__('os')", 1.0, True, np.True_, [1], np.int64(-3), "x" * 10_000]
)
def test_a_seed_is_a_whole_number_from_0(seed, own_record):
    for name in ("affine", "sample_batch", "relu"):
        result = check(KEYS[name], name, seed=seed)
        assert not result.attempted and not result.passed
        assert "whole number of 0 or more" in result.message and len(result.message) < 200
    assert not own_record.exists()


def test_whole_numbers_of_numpy_are_seeds_too():
    for seed in (0, 7, np.int64(7), np.uint8(3), 2**70):
        assert check(KEYS["affine"], "affine", seed=seed).passed


@pytest.mark.parametrize("name", EXERCISES)
def test_a_constant_is_not_right_whatever_the_seed(name):
    for seed in (0, -1, None):
        assert not check(lambda *_: 0.5, name, seed=seed).passed


# answers without an end


def test_a_function_that_swallows_the_stop_is_named_while_it_runs(monkeypatch, capsys):
    monkeypatch.setattr(running, "SECONDS", 0.1)
    monkeypatch.setattr("dlscratch.learner.timelimit.PATIENCE_SECONDS", 0.1)
    told, said = threading.Event(), []
    monkeypatch.setattr(sys, "stderr", type("Page", (), {"write": said.append, "flush": lambda self: told.set()})())

    def relu(a):
        while not told.is_set():
            try:
                told.wait(0.001)
            except BaseException:
                continue
        return a

    result = check(relu)
    assert "`relu` still runs, in the line `" in said[0] and "restart the kernel" in said[0] and len(said) == 1
    assert "Still running after 0.1 s" in result.message


def test_a_value_whose_comparison_does_not_end_is_stopped(monkeypatch):
    class Endless:
        def __array__(self, *args, **kwargs):
            while True:
                pass

    monkeypatch.setattr(checking, "SECONDS", 0.3)
    assert "cannot be compared with anything: TimeLimitExceeded" in check(lambda a: Endless(), "relu").message


def notes():
    """Return what the files hold that sessions keep beside this record."""
    pattern = files.temporary("*.running", unfinished._record())
    return [note.read_text() for note in pattern.parent.glob(pattern.name)]


def died_with(raw):
    """Leave the file that a killed session leaves."""
    files.temporary("dead.running", unfinished._record()).write_bytes(raw)


def test_a_session_notes_the_call_of_the_moment_and_leaves_nothing():
    seen = []

    def relu(a):
        seen.extend(map(json.loads, notes()))
        return np.maximum(a, 0)

    assert check(relu).passed and check(lambda a: 1 / 0, "relu").attempted
    assert seen == [["relu", case] for case in EXERCISES["relu"].cases]
    assert notes() == [""]
    unfinished.forget()
    assert notes() == []


def test_the_next_check_names_the_call_that_never_came_back(own_record):
    died_with(json.dumps(["relu", "x = 3\nrelu(np.array([1.0]))"]).encode())
    first, second = check(dl.step), check(dl.sigmoid)
    assert first.passed and "last check of `relu` never came back from `relu(np.array([1.0]))`" in first.note
    assert second.passed and second.note == "", "said once"
    result = check(dl.relu)
    assert not result.attempted and "never came back from `relu(np.array([1.0]))`" in result.message
    assert check(dl.relu).passed and notes() == [""] and attempts(own_record) == 3


def test_a_check_inside_a_check_and_one_in_another_kernel_are_not_taken_for_dead(monkeypatch):
    def relu(a):
        unfinished._left.clear()
        inner = check(dl.step)
        assert inner.passed and inner.note == "", inner.note
        return np.maximum(a, 0)

    assert check(relu).passed and notes() == [""]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"[3, 4]", b"\xff", b"[" * 100_000])
def test_a_note_that_is_none_is_removed(raw):
    died_with(raw)
    assert check(dl.relu).passed and notes() == [""]


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
def test_a_planted_note_is_not_waited_for():
    os.mkfifo(files.temporary("dead.running", unfinished._record()))
    assert check(dl.relu).passed and notes() == [""]


def test_where_no_note_can_be_kept_a_check_works(monkeypatch):
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(Path("/nowhere/at all")))
    assert check(dl.relu).passed and "cannot be locked" in check(dl.relu).note + "cannot be locked"
