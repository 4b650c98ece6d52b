"""The demos of lesson 06 that are used by hand: drawing on the pad, clicking on the confusion matrix."""

import re

import pytest
from browsing import until

pytestmark = pytest.mark.slow

TRAIN = """import numpy as np
import dlscratch as dl
from dlscratch import demos
train, (x, t) = dl.load_mnist()
net = dl.MultiLayerNet([784, 50, 10], dtype=np.float32)
history = dl.train(net, train, None, dl.Adam(learning_rate=0.003), epochs=2)"""

SEVEN = "M90 60L190 60L170 110L145 165L125 230"
FOUR = "M160 50L130 95L95 150L140 150L200 148M165 100L163 150L160 235"


class Hand:
    """A hand at the pad of a demo: it knows the pad's own units, 280 across."""

    def __init__(self, demo):
        self.demo, self.mouse, self.keyboard = demo, demo.locator.page.mouse, demo.locator.page.keyboard
        self.pad = demo.locator.locator(".dl-pad svg")

    def draw(self, path):
        self.pad.scroll_into_view_if_needed()
        box = self.pad.bounding_box()
        for line in path.split("M")[1:]:
            points = [[float(number) for number in point.split()] for point in line.split("L")]
            places = [(box["x"] + x / 280 * box["width"], box["y"] + y / 280 * box["height"]) for x, y in points]
            self.mouse.move(*places[0])
            self.mouse.down()
            for place in places[1:]:
                self.mouse.move(*place, steps=8)
            self.mouse.up()

    def drawn(self):
        return self.pad.locator("path").get_attribute("d")

    def press(self, *keys):
        for key in keys:
            self.keyboard.press(key)

    def is_told(self, words):
        until(lambda: words in self.demo.sentence(), f"{words!r} in the sentence, which is {self.demo.sentence()!r}")


@pytest.fixture
def hand(lab):
    return Hand(lab(TRAIN, "demos.draw_digit(net)").demo())


def test_a_digit_drawn_on_the_pad_is_recognised(hand):
    hand.is_told("reads a 3")  # the example
    hand.draw(SEVEN)
    hand.is_told("reads a 7")
    assert hand.drawn().count("M") == 1  # the example gave way
    hand.demo.press("Clear")
    hand.is_told("Draw a digit on the pad")
    until(lambda: hand.drawn() == "", "an empty pad")
    hand.draw(FOUR)
    hand.is_told("reads a 4")
    assert hand.drawn().count("M") == 2
    until(lambda: f"drawing='{hand.drawn()}'" in hand.demo.settings(), "the drawing in the settings line")
    hand.demo.press("Undo")
    until(lambda: hand.drawn().count("M") == 1, "one line less")


def test_the_pad_is_reached_and_used_by_keyboard(hand):
    hand.demo.button("Undo").focus()
    hand.press("Shift+Tab")
    assert hand.pad.evaluate("pad => pad === document.activeElement")
    hand.press(*["ArrowUp"] * 8, " ", *["ArrowDown"] * 17, " ", *["ArrowRight"] * 3)
    hand.is_told("reads a 1")
    assert hand.drawn().count("M") == 1
    hand.press(" ", "ArrowUp", "Backspace")
    hand.is_told("reads a 1")
    until(lambda: hand.drawn().count("M") == 1, "the second line taken back")
    hand.press("Delete")
    hand.is_told("Draw a digit on the pad")


def test_a_click_on_the_matrix_opens_the_images_of_that_cell(lab):
    demo = lab(TRAIN, "demos.confusion(net, x, t)").demo()
    target = demo.locator.locator("rect[onclick]")
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    target.click(position={"x": 0.95 * box["width"], "y": 0.45 * box["height"]})
    until(lambda: "Of the 982 images of a 4," in demo.sentence() and "read as 9" in demo.sentence(), "4 read as 9")
    assert re.search(r"a 4, read as 9", demo.picture())
    menu = demo.locator.get_by_role("combobox", name="read as")
    assert menu.evaluate("menu => menu.selectedIndex") == 9
    menu.select_option("4")
    until(lambda: "were recognised" in demo.sentence(), "the 4s that were recognised")


def test_the_arrows_of_gradient_noise_move_with_the_batch_size_and_with_training(lab):
    demo = lab(TRAIN, "demos.gradient_noise(net)").demo()
    before = demo.picture()
    demo.move("batch size", "ArrowRight")
    until(lambda: "batch size 150:" in demo.sentence(), "batch size 150")
    assert demo.picture() != before
    demo.press("Play")
    until(lambda: not demo.sentence().startswith("Step 0,"), "a step")
    demo.press("Pause")
