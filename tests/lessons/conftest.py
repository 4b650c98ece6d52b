"""What the tests of several lessons share."""

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.exercises import check


@pytest.fixture
def own_record(tmp_path, monkeypatch):
    """Keep what `check` notes in a folder of the test's own."""
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))


@pytest.fixture
def judged(own_record):
    """Return a function that gives what `check` says to the function or class that some lines define at last."""

    def judge(source):
        namespace = {"np": np, "dl": dl, "__name__": "learner"}
        exec(source, namespace)
        return check(list(namespace.values())[-1])

    return judge


@pytest.fixture
def heard(judged):
    """Return a function that gives the sentence which the wrong answer in some lines hears."""

    def hear(source):
        result = judged(source)
        assert not result.passed and result.attempted
        return result.message

    return hear
