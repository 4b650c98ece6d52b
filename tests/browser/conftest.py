"""A browser and a notebook server for these tests.

lab(cells) opens a notebook of these cells, runs it and returns a Page
"""

import pytest
from browsing import CHROMIUM, FLAGS, notebook_server, open_notebook, stop_kernels, until

__all__ = ["until"]


@pytest.fixture(scope="session")
def browser():
    """Start the system's browser once for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine: install it by the system's package manager")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory, browser):
    """Start one notebook server and return its address and its folder."""
    root = tmp_path_factory.mktemp("notebooks")
    with notebook_server(tmp_path_factory.mktemp("home"), root) as url:
        yield url, root


@pytest.fixture
def lab(browser, server):
    """Return a function that opens a notebook of the given cells, runs them all and returns its Page.

    The test fails where the browser's console has an error.
    """
    url, root = server
    opened = []

    def open_cells(*cells, **view):
        opened.append(open_notebook(browser, url, root, cells, **view))
        return opened[-1]

    yield open_cells
    for page in opened:
        page.close()
    stop_kernels(url)
