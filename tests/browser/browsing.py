"""A real notebook server and what a person does on its pages, for tests and benchmarks.

JupyterLab, or the classic notebook where that is what is installed.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LAB = importlib.util.find_spec("jupyterlab") is not None
SLOW = 60_000  # milliseconds to wait for what must come
HERE = Path(__file__).parent

# What the page itself says, on every page, with no demo in it.
NOT_OURS = ("favicon", "Failed to load resource", "extension", "ServiceWorker", "actions jupyter-notebook:")


@contextmanager
def notebook_server(home, root, checkout=HERE.parent.parent):
    """Start a server on the folder `root`, with settings of its own in `home`, and give its address.

    Its kernels import the package of `checkout`.
    """
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}', encoding="utf-8")
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
    }
    env = {**os.environ, **{name: str(home / folder) for name, folder in places.items()}}
    paths = [str(HERE), str(checkout), env.get("PYTHONPATH", "")]
    env["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    with open(home / "log.txt", "w", encoding="utf-8") as log:
        process = subprocess.Popen(_command(root), env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield _address(home, process)
        finally:
            process.terminate()
            process.wait(30)


def _command(root):
    if LAB:
        app, door, folder = "jupyterlab", "IdentityProvider", f"--ServerApp.root_dir={root}"
    else:
        app, door, folder = "notebook", "NotebookApp", f"--NotebookApp.notebook_dir={root}"
    return [sys.executable, "-m", app, "--no-browser", "--allow-root", f"--{door}.token=secret", folder]


def _address(home, process):
    """Return the address, the port chosen by the server, as soon as it answers."""
    for _ in range(240):
        for path in (home / "runtime").glob("*server-*.json"):
            info = json.loads(path.read_text(encoding="utf-8"))
            return info["url"]
        if process.poll() is not None:
            break
        time.sleep(0.25)
    raise RuntimeError("the notebook server did not start:\n" + (home / "log.txt").read_text(encoding="utf-8")[-3000:])


def open_notebook(browser, url, root, cells, **view):
    """Write a notebook of these cells, open it in a new page and run it; return its Page."""
    name = f"test{time.time_ns()}.ipynb"
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(nb, root / name)
    page = Page(browser.new_page(viewport={"width": 1400, "height": 1000, **view}), url, name)
    page.open()
    page.run_all()
    return page


def stop_kernels(url):
    """Stop every kernel of the server."""
    headers = {"Authorization": "token secret"}
    with urllib.request.urlopen(urllib.request.Request(url + "api/sessions", headers=headers), timeout=60) as answer:
        sessions = json.load(answer)
    for session in sessions:
        request = urllib.request.Request(f"{url}api/sessions/{session['id']}", method="DELETE", headers=headers)
        urllib.request.urlopen(request, timeout=60).close()


class Page:
    """A notebook in the browser. `page` is Playwright's; the rest is what both notebooks have in common."""

    def __init__(self, page, url, name):
        self.page, self.url, self.name, self.complaints = page, url, name, []
        page.set_default_timeout(SLOW)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _console(self, message):
        where = message.text + str(message.location)
        if message.type == "error" and not any(word in where for word in NOT_OURS):
            self.complaints.append(message.text)

    def open(self):
        if LAB:
            body = {"path": self.name, "name": self.name, "type": "notebook", "kernel": {"name": "python3"}}
            headers = {"Content-Type": "application/json", "Authorization": "token secret"}
            request = urllib.request.Request(self.url + "api/sessions", json.dumps(body).encode(), headers)
            urllib.request.urlopen(request, timeout=60).close()
            self.page.goto(f"{self.url}lab/workspaces/{self.name[:-6]}/tree/{self.name}?token=secret")
            self.page.get_by_text("| Idle").wait_for()
        else:
            self.page.goto(f"{self.url}notebooks/{self.name}?token=secret")
            kernel = "window.Jupyter?.notebook?.kernel"
            self.page.wait_for_function(f"{kernel}?.is_connected() && {kernel}.widget_manager")
            # ipywidgets 7 asks the kernel for older widgets, for up to 4 s, and then draws every output anew.
            self.page.wait_for_timeout(5000)

    def run_all(self):
        if LAB:
            self.page.get_by_role("menuitem", name="Run", exact=True).first.click()
            self.page.get_by_text("Run All Cells", exact=True).click()
        else:
            self.page.evaluate("Jupyter.notebook.execute_all_cells()")

    def resize(self, width, height, side_bar):
        """Give the window a size, open or close JupyterLab's side bar, and wait until all is laid out."""
        self.page.set_viewport_size({"width": width, "height": height})
        is_open = "(document.querySelector('#jp-left-stack')?.getBoundingClientRect().width || 0) > 50"
        if self.page.evaluate(is_open) != side_bar:
            self.page.keyboard.press("Control+b")
            self.page.wait_for_function(is_open if side_bar else f"!({is_open})")
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))")

    def area(self):
        """Return the height of the notebook area in pixels."""
        return self.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').clientHeight")

    def cell(self, index):
        return self.page.locator(".jp-Notebook .jp-CodeCell" if LAB else ".code_cell").nth(index)

    def _select(self, index):
        """Click beside a cell near the top; JupyterLab keeps cells that are out of sight out of the page."""
        self.page.locator(".jp-Notebook .jp-WindowedPanel-outer").evaluate("panel => { panel.scrollTop = 0; }")
        self.cell(index).locator(".jp-InputPrompt").click()

    def run_cell(self, index):
        if LAB:
            self._select(index)
            self.page.keyboard.press("Control+Enter")
        else:
            self.page.evaluate(f"Jupyter.notebook.execute_cells([{index}])")

    def delete_cell(self, index):
        if LAB:
            self._select(index)
            self.page.keyboard.press("d")
            self.page.keyboard.press("d")
        else:
            self.page.evaluate(f"Jupyter.notebook.delete_cells([{index}])")

    def demo(self, index=0):
        demo = self.page.locator(".dl-live").nth(index)
        demo.locator("svg").first.wait_for()
        return DemoOnPage(demo)

    def close(self):
        self.page.close()
        assert self.complaints == [], "the browser's console has errors"


class DemoOnPage:
    """One demo on the page: what a person sees of it and can do with it."""

    def __init__(self, locator):
        self.locator = locator

    def button(self, name):
        return self.locator.get_by_role("button", name=name)

    def press(self, name):
        self.button(name).click()

    def slider(self, label):
        """Return the handle that the keyboard moves; ipywidgets 7 gives it no role."""
        row = self.locator.locator(".widget-hslider").filter(has=self.locator.page.get_by_text(label, exact=True))
        return row.locator("[role=slider], .ui-slider-handle")

    def move(self, label, *keys):
        self.slider(label).focus()
        for key in keys:
            self.slider(label).press(key)

    def sentence(self):
        """Return the sentence under the picture."""
        return self.locator.locator("p.dl-words:not(.dl-trouble)").inner_text()

    def trouble(self):
        return self.locator.get_by_role("alert")

    def picture(self):
        return self.locator.locator(".dl-view").inner_html()

    def settings(self):
        return self.locator.get_by_role("textbox", name="Settings").input_value()


def until(condition, what, seconds=30):
    """Wait until `condition()` is true, or fail and say what did not come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"this did not come within {seconds} s: {what}")
