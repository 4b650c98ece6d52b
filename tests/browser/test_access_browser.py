"""The course without a mouse, without sight, in the page's dark theme and in forced colours.

axe-core looks at every demo, a question, a program to order and the cards of `check`; what JupyterLab itself does is
not ours. Names and values are read where a screen reader reads them, in the browser's accessibility tree.
"""

from contextlib import contextmanager
from importlib.resources import files

import pytest
from browsing import LAB, until

from dlscratch.checking.ordering import shuffled
from dlscratch.lessons.course import ORDERINGS

pytestmark = pytest.mark.slow

EVERY_DEMO = """from IPython.display import display
import dlscratch as dl
from dlscratch import demos
(x, t), (x_test, t_test) = dl.load_mnist(normalize=True, one_hot_label=True)
net = dl.MultiLayerNet([784, 20, 10])
history = dl.train(net, (x[:3000], t[:3000]), None, dl.SGD(learning_rate=0.2), epochs=1)
given = {"confusion": (net, x_test, t_test), "draw_digit": (net,)}
names = [name for name in vars(demos) if name[0] != "_" and name != "lessons"]
for name in names:
    display(getattr(demos, name)(*given.get(name, ())))
print(len(names), "demos")"""
EXERCISES = """from IPython.display import HTML, display
import numpy as np
from dlscratch.exercises import check, guess, hint, order, progress, solution
def relu(a):
    return np.abs(a)
display(HTML("<div class='cards'>"), guess("02.4"), order("01.12"), progress("02"))
display(check(relu), hint(relu), solution(relu), check(np.maximum))"""
OURS = [".dl-live", ".dl-box", ".jp-RenderedHTML"]
COCKPIT = ["from dlscratch import demos", "demos.cockpit()"]
LIVE_REGION = """demo => {
  window.announced = [];
  const region = demo.querySelector('[role=status]');
  const note = () => { if (region.textContent) { window.announced.push(region.textContent); } };
  new MutationObserver(note).observe(region, {childList: true, characterData: true, subtree: true}); }"""


def violations(page):
    """Return what axe-core finds wrong inside what is ours, a sentence each."""
    if not page.page.evaluate("Boolean(window.axe)"):
        page.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    ours = [[selector] for selector in OURS]
    found = page.page.evaluate("ours => axe.run({include: ours}, {resultTypes: ['violations']})", ours)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@contextmanager
def in_theme(page, name):
    """Show the page in one of JupyterLab's themes; the light one is there at first and comes back."""
    _choose_theme(page, name)
    try:
        yield
    finally:
        _choose_theme(page, "JupyterLab Light")


def _choose_theme(page, name):
    page.page.get_by_role("menuitem", name="Settings", exact=True).first.click()
    page.page.get_by_text("Theme", exact=True).first.hover()
    page.page.get_by_role("menuitem", name=name, exact=True).click()
    page.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)


def focused(page):
    """Return the name, the value in words and the text of what has the focus."""
    return page.page.evaluate(
        """() => { const e = document.activeElement;
        return [e.ariaLabel || e.textContent.trim(), e.ariaValueText].filter(Boolean).join(': '); }"""
    )


def walk(page, *keys):
    for key in keys:
        page.page.keyboard.press(key)


@pytest.mark.parametrize("cell, last", [(EVERY_DEMO, "demos"), (EXERCISES, "Show my progress")], ids=["demos", "cards"])
def test_axe_finds_nothing_wrong(lab, cell, last):
    page = lab(cell)
    page.cell(0).locator(".jp-OutputArea").get_by_text(last).first.wait_for()
    assert violations(page) == [], "light"
    for theme in ("JupyterLab Dark", "JupyterLab Dark High Contrast"):
        with in_theme(page, theme):
            assert violations(page) == [], theme
