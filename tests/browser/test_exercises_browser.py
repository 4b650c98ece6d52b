"""Exercises as a learner meets them: in a real notebook, by keyboard alone."""

import pytest
from browsing import until

from dlscratch.checking.ordering import shuffled
from dlscratch.lessons.course import ORDERINGS

pytestmark = pytest.mark.slow

SETUP = "import numpy as np\nimport dlscratch as dl\nfrom dlscratch.exercises import *"


def says(cell, words):
    """Wait until a cell shows these words."""
    cell.get_by_text(words).first.wait_for()


def press_next(page, label):
    """Go on by Tab until the button of this name has the focus, then press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == label:
            return page.keyboard.press("Enter")
    raise AssertionError(f"the button {label} cannot be reached by Tab")


def test_an_answer_is_judged_in_the_page(lab):
    page = lab(
        SETUP,
        "def relu(a):\n    return ...\ncheck(relu)",
        "def relu(a):\n    print('noise')\n    return np.abs(a)\ncheck(relu)",
        "def relu(a):\n    while True: pass\ncheck(relu)",
        "def relu(a):\n    return np.maximum(a, 0)\ncheck(relu)",
        "hint(relu)",
        "solution(relu)",
    )
    said = ["Not attempted: relu", "ReLU lets nothing through below 0", "Still running after", "Right: relu"]
    for index, words in enumerate([*said, "Hint 1 of 3", "A solution: relu"], start=1):
        says(page.cell(index), words)
    assert page.cell(2).get_by_text("noise", exact=True).count() == 0, "what an answer prints is kept from the page"


def test_a_question_is_answered_by_keyboard(lab):
    page = lab(SETUP, 'guess("02.4")')
    first = page.cell(1).get_by_role("button", name="a", exact=True)
    first.focus()
    press_next(page.page, "b")
    says(page.cell(1), "Not b")
    says(page.cell(1), "(your guess)")
    assert first.is_disabled() and page.cell(1).get_by_role("button", name="c", exact=True).is_disabled()


def test_a_program_is_put_in_order_by_keyboard(lab):
    page, shown = lab(SETUP, 'order("01.12")'), shuffled(ORDERINGS["01.12"])
    cell = page.cell(1)
    for line in range(len(shown)):
        button = cell.get_by_role("button", name=str(shown.index(line)), exact=True)
        button.press("Enter")
        until(button.is_disabled, "a line that has joined the program cannot join it again")
    says(cell, "Right: order 01.12")
    assert cell.locator("pre").last.inner_text().splitlines() == ORDERINGS["01.12"].lines


def test_progress_appears_after_its_button(lab):
    page = lab(SETUP, "check(dl.relu)", 'progress("02")')
    page.cell(2).get_by_role("button", name="Show my progress").press("Enter")
    says(page.cell(2), "done in the course")
    says(page.cell(2), "✓ right")


def test_what_was_written_in_one_notebook_is_used_in_the_next(lab):
    first = lab(SETUP, "def relu(a):\n    return np.maximum(a, 0)  # by hand", "check(relu)")
    says(first.cell(2), "Now in your library: mine.relu")
    setup = f"{SETUP}\nfrom dlscratch import demos"
    then = lab(setup, "demos.activation(mine.relu)", "mine.written()", "mine.leaky_relu(1.0)")
    assert "This is your relu." in then.demo().sentence()
    says(then.cell(2), "functions and classes")
    says(then.cell(3), "mine.leaky_relu is the package's own")
