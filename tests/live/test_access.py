"""What carries names and announcements into a page; what it does there is tested in a browser."""

from html.parser import HTMLParser

import ipywidgets as widgets
import pytest

from dlscratch import demos
from dlscratch.exercises import guess, order, progress
from dlscratch.live import access


def inside(widget):
    """Yield a widget and everything in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


@pytest.mark.parametrize("make", [demos.line, demos.cockpit, lambda: guess("02.4"), lambda: order("01.12"), progress])
def test_a_demo_and_a_box_carry_one_helper(make):
    root = make()
    assert {"dl-live", "dl-box"} & set(root._dom_classes)
    assert ["dl-access" in widget._dom_classes for widget in inside(root)].count(True) == 1


def test_the_script_is_one_attribute_with_every_name_filled_in():
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    parser.feed(access.helper().value)
    (style, carried), (region, said) = tags
    assert (style, region, said) == ("style", "div", {"class": "dl-said", "role": "status"})
    assert list(carried) == ["onload"] and access.LOCKED in carried["onload"] and access.ANSWER in carried["onload"]
    for name in ("OURS", "LOCKED", "ANSWER", "REST", "WIPE"):
        assert name not in access.helper().value


def test_a_locked_button_is_enabled_and_can_be_unlocked():
    button = widgets.Button()
    access.lock(button)
    assert access.is_locked(button) and not button.disabled
    access.lock(button, False)
    assert not access.is_locked(button)
