"""The course without a mouse, without sight, by finger, on dark ground and in forced colours.

One page holds every demo, a question, a program to order and the cards of `check`. axe-core looks at what is ours in
it; what the notebook itself does is not ours. Names and values are read where a screen reader reads them.
"""

from contextlib import contextmanager
from importlib.resources import files

import pytest
from browsing import LAB, open_notebook, stop_kernels, until

from dlscratch import demos
from dlscratch.checking.ordering import shuffled
from dlscratch.lessons.course import ORDERINGS
from dlscratch.live.access import REST

pytestmark = pytest.mark.slow

DEMOS = [name for name in vars(demos) if name[0] != "_" and name != "lessons"]
EVERYTHING = f"""import numpy as np
import dlscratch as dl
from IPython.display import display
from dlscratch import demos
from dlscratch.exercises import check, guess, hint, order, progress, solution
(x, t), (x_test, t_test) = dl.load_mnist(normalize=True, one_hot_label=True)
net = dl.MultiLayerNet([784, 20, 10])
history = dl.train(net, (x[:3000], t[:3000]), None, dl.SGD(learning_rate=0.2), epochs=1)
given = {{"confusion": (net, x_test, t_test), "draw_digit": (net,)}}
def relu(a):
    return np.abs(a)
for name in {DEMOS}:
    display(getattr(demos, name)(*given.get(name, ())))"""
THE_REST = """display(check(relu), hint(relu), solution(relu), check(np.maximum))
display(guess("02.4"), order("01.12"), progress("02"))"""  # a cell of its own: JupyterLab shows 50 outputs of one
OURS = [".dl-live", ".dl-box", ".jp-RenderedHTML"]
LISTEN = """root => {
  const region = root.querySelector('[role=status]');
  const note = () => { if (region.textContent) { window.announced.push(region.textContent); } };
  window.announced = [];
  new MutationObserver(note).observe(region, {childList: true, characterData: true, subtree: true}); }"""


@pytest.fixture(scope="module")
def page(browser, server):
    """Open the one page of these tests."""
    url, root = server
    page = open_notebook(browser, url, root, [EVERYTHING, THE_REST])
    page.page.get_by_role("button", name="Show my progress").wait_for()
    page.demo(len(DEMOS) - 1)
    yield page
    page.close()
    stop_kernels(url)


@pytest.fixture
def cockpit(page):
    demo = page.demo(DEMOS.index("cockpit"))
    demo.locator.evaluate(LISTEN)
    return demo


def box(page, number):
    box = page.page.locator(".dl-box").nth(number)
    box.evaluate(LISTEN)
    return box


def announced(page):
    return page.page.evaluate("announced")


def focused(page):
    """Return the name, and the value in words, of what has the focus."""
    return page.page.evaluate(
        """() => { const e = document.activeElement, named = e.labels?.[0] || e;
        return [e.getAttribute('aria-label') || named.textContent.trim(), e.getAttribute('aria-valuetext')]
          .filter(Boolean).join(': '); }"""
    )


def press(page, *keys):
    for key in keys:
        page.page.keyboard.press(key)


def tab_to(page, name, key="Tab"):
    """Go on by a key until what has this name has the focus."""
    for _ in range(40):
        press(page, key)
        if focused(page).split(": ")[0] == name:
            return
    raise AssertionError(f"{name} cannot be reached by {key}")


def style(locator, *names):
    return locator.evaluate("(e, names) => names.map(name => getComputedStyle(e)[name])", names)


# axe-core


RUN = "([ours, rules]) => axe.run({include: ours}, {...rules, resultTypes: ['violations', 'passes']})"


@contextmanager
def at_full_height(page):
    """Show all of the notebook at once: axe-core takes for hidden what is scrolled out of sight.

    So it does with all of JupyterLab's page, whose body has no height and cuts off what sticks out.
    """
    page.page.evaluate("document.body.style.overflow = 'visible'")
    height = page.page.locator(".jp-WindowedPanel-outer").evaluate("panel => panel.scrollHeight")
    page.page.set_viewport_size({"width": 1400, "height": height + 200})
    try:
        page.page.wait_for_function(
            "height => document.querySelector('.jp-WindowedPanel-outer').clientHeight >= height", arg=height
        )
        yield
    finally:
        page.page.set_viewport_size({"width": 1400, "height": 1000})


def violations(page, **rules):
    """Return what axe-core finds wrong inside what is ours, a sentence each."""
    if not page.page.evaluate("Boolean(window.axe)"):
        page.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    with at_full_height(page):
        found = page.page.evaluate(RUN, [[[selector] for selector in OURS], rules])
    read = [len(rule["nodes"]) for rule in found["passes"] if rule["id"] == "color-contrast"]
    assert read and read[0] > 200, "axe-core saw no text"
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
    page.page.locator("#jupyterlab-splash").wait_for(state="detached")


@pytest.mark.skipif(not LAB, reason="axe-core is not among Google Colab's versions, and JupyterLab has the themes")
def test_axe_finds_nothing_wrong(page):
    assert violations(page) == [], "light"
    for theme in ("JupyterLab Dark", "JupyterLab Dark High Contrast"):
        with in_theme(page, theme):
            assert violations(page, runOnly=["color-contrast"]) == [], theme  # names do not change with the theme


# names, values and announcements


def test_every_control_has_a_name_and_sliders_say_what_their_readouts_show(page):
    controls = page.page.locator(
        ":is(.dl-live, .dl-box) :is(button, input, select, [role=slider], [contenteditable=true])"
    )
    unnamed = """controls => controls.filter(e => e.checkVisibility() && !e.ariaLabel && !e.textContent.trim()
      && !e.labels?.[0]?.textContent.trim()).map(e => e.outerHTML)"""
    assert controls.evaluate_all(unnamed) == []
    rows = page.page.locator(".dl-live .widget-hslider").evaluate_all(
        """rows => rows.map(row => [row.querySelector('[role=slider]').getAttribute('aria-label'),
        row.querySelector('[role=slider]').getAttribute('aria-valuetext'),
        row.querySelector('.widget-label').textContent, row.querySelector('.widget-readout').textContent])"""
    )
    assert len(rows) > 50
    assert [row for row in rows if row[:2] != row[2:] or not all(row)] == []


def test_a_walk_through_a_demo_by_keyboard(page, cockpit):
    cockpit.button("Play").focus()
    tab_to(page, "learning rate")
    assert focused(page) == "learning rate: 0.1", "the value of the readout, not the number of the stop"
    press(page, "ArrowRight", "ArrowRight")
    until(lambda: focused(page) == "learning rate: 0.2", "the new value in words")
    assert cockpit.slider("momentum").get_attribute("aria-disabled") == "true"
    tab_to(page, "Play", "Shift+Tab")
    before = cockpit.sentence()
    press(page, "Enter")
    until(lambda: focused(page) == "Pause", "Play to become Pause, and to keep the focus")
    until(lambda: cockpit.sentence() != before, "training")
    page.page.wait_for_timeout(3 * REST)
    assert announced(page) == [], "nothing is announced while the clock runs"
    press(page, "Enter")
    until(lambda: focused(page) == "Play", "Pause to become Play, and to keep the focus")
    until(lambda: announced(page) == [cockpit.sentence()], "the sentence, announced once")


def test_a_moved_control_is_announced_when_it_rests(page):
    demo = page.demo(DEMOS.index("line"))
    demo.locator.evaluate(LISTEN)
    before = demo.sentence()
    demo.locator.get_by_role("slider").first.focus()
    press(page, *["ArrowRight"] * 5)
    until(lambda: announced(page), "an announcement")
    assert announced(page) == [demo.sentence()] != [before]


def test_a_walk_through_a_question_by_keyboard(page):
    question = box(page, 0)
    question.get_by_role("button", name="a", exact=True).focus()
    tab_to(page, "b")
    press(page, "Enter")
    until(lambda: announced(page), "the answer, announced")
    assert "Not b" in announced(page)[0] and focused(page) == "b", "the focus fell off the button"
    assert all(button.get_attribute("aria-disabled") == "true" for button in question.get_by_role("button").all())
    tab_to(page, "c")


def test_a_walk_through_a_program_to_order_by_keyboard(page):
    program, shown = box(page, 1), shuffled(ORDERINGS["01.12"])
    program.get_by_role("button", name="0", exact=True).focus()
    for line in range(len(shown)):
        name = str(shown.index(line))
        if focused(page) != name:
            tab_to(page, name, "Tab" if int(name) > int(focused(page)) else "Shift+Tab")
        press(page, "Enter")
        button = program.get_by_role("button", name=name, exact=True)
        until(lambda button=button: button.get_attribute("aria-disabled") == "true", "a line that has joined to say so")
        assert focused(page) == name, "the focus fell off the button"
    until(lambda: announced(page), "the answer, announced")
    assert "Right: order 01.12" in announced(page)[0]


# what is seen, and met by a finger


def test_the_focus_is_seen_on_every_control(page, cockpit):
    cockpit.button("Play").focus()
    seen = {}
    press(page, "Tab", "Shift+Tab")
    while page.page.evaluate("Boolean(document.activeElement.closest('.dl-live'))") and len(seen) < 40:
        seen[focused(page).split(": ")[0]] = style(page.page.locator(":focus"), "outlineStyle", "outlineWidth")
        press(page, "Tab")
        if focused(page).split(": ")[0] in seen:
            break
    assert {"Play", "Step", "learning rate", "optimizer", "logarithmic loss axis", "Settings"} <= seen.keys(), seen
    assert all(ring == ["solid", "3px"] for ring in seen.values()), seen


def test_forced_colours_leave_tracks_handles_edges_and_arrows(page, cockpit):
    page.page.emulate_media(forced_colors="active")
    try:
        ground = page.page.evaluate("getComputedStyle(document.body).backgroundColor")
        row = cockpit.locator.locator(".widget-hslider").first
        assert style(row.locator(".noUi-connects, .ui-slider"), "backgroundColor") != [ground]
        assert style(row.locator(".noUi-handle, .ui-slider-handle"), "borderTopColor") != [ground]
        arrow, edge = style(cockpit.locator.get_by_role("combobox").first, "backgroundImage", "borderTopWidth")
        assert "gradient" in arrow and edge == "1px"
        assert style(cockpit.button("Step"), "borderTopWidth", "borderTopStyle") == ["1px", "solid"]
    finally:
        page.page.emulate_media(forced_colors="none")


def test_a_finger_meets_targets_of_40_pixels(page, cockpit):
    page.page.set_viewport_size({"width": 820, "height": 1180})
    devtools = page.page.context.new_cdp_session(page.page)
    devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        page.page.wait_for_function("matchMedia('(pointer: coarse)').matches")
        targets = cockpit.locator.locator("button, select, input[type=text], .noUi-touch-area, .widget-checkbox label")
        targets = [*targets.all(), *box(page, 0).get_by_role("button").all()]
        sizes = [target.bounding_box() for target in targets if target.is_visible()]
        small = [size for size in sizes if min(size["width"], size["height"]) < 40]
        assert len(sizes) >= 10 and small == []
    finally:
        devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
        page.page.set_viewport_size({"width": 1400, "height": 1000})


def test_at_200_percent_text_stays_large_and_the_sentence_is_not_cut_off(page, cockpit):
    """A browser at 200 % gives a page of 1280 pixels 640 of its own; 7.5 of those are 15 on the screen."""
    page.page.set_viewport_size({"width": 640, "height": 360})
    try:
        for demo in page.page.locator(".dl-live").all():
            picture, words = demo.locator("svg[role=img]").first, demo.locator("p.dl-words").first
            units = picture.evaluate("svg => svg.viewBox.baseVal.width")
            assert 14 * picture.bounding_box()["width"] / units >= 7.5, picture.get_attribute("aria-label")
            inner, outer = words.bounding_box(), demo.bounding_box()
            assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1, words.inner_text()
    finally:
        page.page.set_viewport_size({"width": 1400, "height": 1000})
