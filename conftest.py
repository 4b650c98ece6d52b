"""What all tests share: nothing of a learner's is read or written, and no test may end as "expected to fail"."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def empty_progress(tmp_path_factory):
    """Keep the progress of exercises in an empty folder; kernels started by tests inherit it."""
    os.environ["DLSCRATCH_PROGRESS_FOLDER"] = str(tmp_path_factory.mktemp("progress"))


def pytest_configure(config):
    # Pictures need no screen in tests. Notebooks choose their own way to draw: the kernels set it.
    import matplotlib

    matplotlib.use("agg")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    # A cell that times out turns the rest of its notebook into "xfail", or "xpass" where it swallowed its interrupt;
    # pytest counts both as success.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    late = [report for kind in ("xfailed", "xpassed") for report in reporter.stats.get(kind, ())] if reporter else []
    if exitstatus == 0 and late:
        reporter.write_line(f"{len(late)} checks came after a timeout: that is a failure.")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
