"""What a learner does in front of the screen, done by a browser in a real notebook."""

import re
import time

import pytest
from browsing import until

from dlscratch.lessons.shared.trainer import BEGIN_STEPS

pytestmark = pytest.mark.slow

SMALL = "from small_demos import counter"
COCKPIT = "from dlscratch import demos"
QUIET = 1.0  # seconds after which a clock that runs would have ticked many times


def number(pattern, text):
    found = re.search(pattern, text)
    assert found, f"{pattern} is not in {text!r}"
    return float(found[1].replace(",", "").replace("−", "-"))


def steps(demo):
    return number(r"After ([\d,]+) steps?", demo.sentence())


def count(demo):
    return number(r"The count is (\d+)", demo.sentence())


@pytest.fixture
def ticks(server):
    """Return a function that says how many ticks there were since the test began."""
    path = server[1] / "ticks.txt"
    path.unlink(missing_ok=True)
    return lambda: path.stat().st_size if path.exists() else 0


def test_the_cockpit_trains_while_its_sliders_move(lab):
    demo = lab(COCKPIT, "demos.cockpit()").demo()
    assert steps(demo) == BEGIN_STEPS and demo.settings() == "demos.cockpit()"
    before = demo.picture()
    demo.press("Play")
    until(lambda: steps(demo) > BEGIN_STEPS + 50, "50 steps after Play")
    assert demo.picture() != before
    demo.move("learning rate", "ArrowRight", "ArrowRight")
    until(lambda: demo.settings() == "demos.cockpit(learning_rate=0.2)", "the learning rate in the settings line")
    at = steps(demo)
    until(lambda: steps(demo) > at + 50, "more steps after the slider moved")
    demo.press("Pause")
    time.sleep(QUIET)
    at, picture = steps(demo), demo.picture()
    time.sleep(QUIET)
    assert steps(demo) == at and demo.picture() == picture
    demo.press("Step")
    until(lambda: steps(demo) == at + 1, "one step after Step")
    demo.press("Reset")
    until(lambda: steps(demo) == 0, "step 0 after Reset")


def test_collapse_and_reset(lab):
    """The centre of the course: too large a learning rate kills a layer, going back does not help, Reset does."""
    demo = lab(COCKPIT, "demos.cockpit()").demo()
    demo.press("Play")
    until(lambda: steps(demo) > 300, "300 steps")
    demo.move("learning rate", *["ArrowRight"] * 10)
    until(lambda: "learning_rate=5" in demo.settings(), "learning rate 5")
    until(demo.trouble().is_visible, "the collapse in words")
    said = demo.trouble().inner_text()  # it may have collapsed on the way to 5
    assert re.search(r"Collapsed at step [\d,]+, after learning rate was set to [\d.]+ at step [\d,]+: ", said), said
    at = steps(demo)
    demo.move("learning rate", *["ArrowLeft"] * 10)
    until(lambda: demo.settings() == "demos.cockpit()", "the learning rate of the start")
    assert demo.trouble().inner_text() == said and steps(demo) == at
    demo.press("Play")
    until(lambda: steps(demo) > at + 200, "200 steps more")
    assert number(r"the loss is ([\d.]+)", demo.sentence()) > 1.5
    demo.press("Reset")
    until(lambda: steps(demo) == 0, "step 0 after Reset")
    demo.press("Play")
    until(lambda: steps(demo) > 300 and number(r"the loss is ([\d.]+)", demo.sentence()) < 1, "a loss below 1")


def test_every_control_of_the_cockpit_answers_the_keyboard(lab):
    demo = lab(COCKPIT, "demos.cockpit(hidden_size=10)").demo()
    demo.locator.get_by_role("combobox", name="images").select_option("3,000")
    until(lambda: "images=3000" in demo.settings(), "the number of images in the settings")
    for label, choice in (("optimizer", "Adam"), ("activation", "tanh"), ("initial scale", "xavier")):
        demo.locator.get_by_role("combobox", name=label).select_option(choice)
        until(lambda choice=choice: f"'{choice}'" in demo.settings(), f"{choice} in the settings")
    for label in ("learning rate", "batch size", "momentum", "hidden size", "hidden layers"):
        before = demo.settings()
        demo.move(label, "ArrowLeft")
        until(lambda before=before: demo.settings() != before, f"a new setting after {label} moved")
    demo.locator.get_by_role("checkbox").press("Space")
    until(lambda: "log_loss=False" in demo.settings(), "a linear loss axis in the settings")
    assert demo.trouble().count() == 0


def test_an_endless_loop_in_the_learners_gradient_is_told(lab):
    gradient = "import dlscratch as dl\nnet = dl.MultiLayerNet([784, 50, 10], 'sigmoid')\nasked = []\n"
    gradient += "def my_gradient(params, x, t):\n    asked.append(1)\n    while len(asked) > 3:\n        pass\n"
    gradient += "    net.params.update(params)\n    return net.gradient(x, t)"
    page = lab(COCKPIT, gradient, "demos.cockpit(gradient=my_gradient)")
    demo = page.demo()
    demo.press("Play")
    until(demo.trouble().is_visible, "the endless loop in words")
    assert "my_gradient" in demo.trouble().inner_text() and "did not finish" in demo.trouble().inner_text()
    at = steps(demo)
    time.sleep(QUIET)
    assert steps(demo) == at
    page.run_cell(1)  # the list is new, so the loop ends again
    demo.press("Step")
    until(lambda: steps(demo) == at + 1, "one step after the function was mended")


def test_the_clock_stops_when_its_cell_is_run_again_or_deleted(lab, ticks):
    page = lab(SMALL, "counter()", "1 + 1")
    page.demo().press("Play")
    until(lambda: ticks() > 5, "ticks after Play")
    page.run_cell(1)
    until(lambda: count(page.demo()) == 0, "a new demo at count 0")
    time.sleep(QUIET)
    at = ticks()
    time.sleep(QUIET)
    assert ticks() == at, "the old clock ticks although its cell was run again"
    page.demo().press("Play")
    until(lambda: ticks() > at + 5, "ticks of the new demo")
    page.delete_cell(1)
    until(lambda: page.page.locator(".dl-live").count() == 0, "the cell to be gone")
    time.sleep(QUIET)
    at = ticks()
    time.sleep(QUIET)
    assert ticks() == at, "the clock ticks although its cell was deleted"


def test_two_demos_are_independent_and_one_clock_runs(lab):
    page = lab(SMALL, "counter()", "counter(pace=5)")
    first, second = page.demo(0), page.demo(1)
    first.press("Play")
    until(lambda: count(first) > 5, "the first one's count")
    second.press("Play")
    until(lambda: count(second) > 20, "the second one's count")
    at = count(first)
    assert count(second) % 5 == 0
    time.sleep(QUIET)
    assert count(first) == at
    first.move("pace", "End")
    until(lambda: first.settings() == "counter(pace=10)", "the first one's pace")
    assert second.settings() == "counter(pace=5)"


def test_one_demo_shown_twice_is_two_demos(lab):
    page = lab(SMALL, "demo = counter(pace=3)\ndemo", "demo")
    first, second = page.demo(0), page.demo(1)
    second.press("Play")
    until(lambda: count(second) > 15, "the count in the second place")
    assert count(first) == 0 and count(second) % 3 == 0


def test_the_settings_line_can_be_edited(lab):
    demo = lab(SMALL, "counter()").demo()
    line = demo.locator.get_by_role("textbox", name="Settings")
    line.fill("counter(pace=7)")
    line.press("Enter")
    demo.press("Step")
    until(lambda: count(demo) == 7, "the pace of the edited line")


def test_a_number_typed_beside_a_slider_of_stops_takes_effect(lab):
    demo = lab(COCKPIT, "demos.cockpit()").demo()
    for label, typed, said in (
        ("learning rate", "0.12", "learning_rate=0.12"),
        ("hidden size", "33", "hidden_size=33"),
    ):
        box = demo.locator.get_by_role("spinbutton", name=label)
        box.fill(typed)
        box.press("Enter")
        until(lambda said=said: said in demo.settings(), f"{said} in the settings")


def test_a_line_beyond_a_sliders_range_and_back(lab):
    demo = lab(COCKPIT, "demos.cockpit()").demo()
    line = demo.locator.get_by_role("textbox", name="Settings")
    for said in ("hidden_size=1000", "learning_rate=1000, hidden_size=20", "", "momentum=0.5, optimizer='Momentum'"):
        wanted = sorted(said.split(", "))
        line.fill(f"demos.cockpit({said})")
        line.press("Enter")
        until(lambda wanted=wanted: sorted(demo.settings()[14:-1].split(", ")) == wanted, f"the settings {said!r}")
        time.sleep(QUIET)  # what the browser sends back comes later
        assert sorted(demo.settings()[14:-1].split(", ")) == wanted, demo.settings()


def test_tab_reaches_every_control_in_order(lab):
    demo = lab(COCKPIT, "demos.cockpit(optimizer='Adam')").demo()
    demo.button("Play").focus()
    seen = []
    for _ in range(40):
        seen.append(
            demo.locator.page.evaluate(
                """() => { const e = document.activeElement;
                 if (!e.closest('.dl-live')) return '';
                 const row = e.closest('.widget-hslider, .widget-dropdown, .widget-checkbox, .widget-text');
                 const labels = [...(row || e).querySelectorAll('label')].map(label => label.textContent);
                 return labels.join('').trim() || e.textContent.trim(); }"""
            )
        )
        demo.locator.page.keyboard.press("Tab")
    order = [
        "Step",
        "Reset",
        "learning rate",
        "batch size",
        "optimizer",
        "momentum",
        "logarithmic loss axis",
        "hidden size",
        "hidden layers",
        "activation",
        "initial scale",
        "Settings",
    ]
    seen = [name.strip("\u200b") for name in seen]  # an empty label holds a space without width
    reached = [name for name in dict.fromkeys(seen) if name in order]
    assert reached == order, " | ".join(seen)


@pytest.mark.parametrize("width", [1400, 700])
def test_text_is_large_enough_and_nothing_is_cut_off(lab, width):
    demo = lab(COCKPIT, "demos.cockpit()", width=width).demo()
    box = demo.locator.bounding_box()
    for part in (*demo.locator.get_by_role("button").all(), demo.locator.locator("svg").first):
        if part.is_visible():
            inner = part.bounding_box()
            assert inner["x"] >= box["x"] - 4 and inner["x"] + inner["width"] <= box["x"] + box["width"] + 4
    for button in demo.locator.get_by_role("button").all():
        if button.is_visible():
            assert button.bounding_box()["height"] >= 44
