"""What several test files share."""

import tempfile

import numpy as np
import pytest

import dlscratch as dl

collect_ignore = ["data"]  # notebooks of learners: a test runs them, and nbval would compare every word


@pytest.fixture(scope="session", autouse=True)
def temporary_files(tmp_path_factory):
    """Thousands of records have their locks among the temporary files: let them lie where pytest clears up."""
    folder = str(tmp_path_factory.mktemp("temporary"))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, folder)
        patch.setattr(tempfile, "tempdir", folder)
        yield


@pytest.fixture(scope="session")
def mnist():
    """MNIST as a seed loads it, once for all tests; nothing may write into it."""
    (x_train, t_train), (x_test, t_test) = dl.load_mnist(normalize=True, one_hot_label=True)
    for array in (x_train, t_train, x_test, t_test):
        array.flags.writeable = False
    return (x_train, t_train), (x_test, t_test)


@pytest.fixture
def read_only():
    """Return a function that makes an array which raises where somebody writes into it."""

    def make(values, dtype=None):
        array = np.array(values, dtype)
        array.flags.writeable = False
        return array

    return make
