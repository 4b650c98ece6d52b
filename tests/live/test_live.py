"""The shell around every demo, without a browser: what a browser would send is given to the widgets directly."""

import asyncio
import base64
import html
import re
import signal
import subprocess
import sys
import threading

import ipywidgets as widgets
import nbformat
import numpy as np
import pytest

from dlscratch import live, svg
from dlscratch.learner.words import in_words
from dlscratch.live import clock
from dlscratch.live import settings as settings_line
from dlscratch.live.clock import PICTURES, PLAYING
from dlscratch.live.demo import STANDS_STILL, WHOLE
from dlscratch.svg.picture import text_width


class Counter:
    """A model that counts its steps; at `wall` it stops, at `cliff` it fails."""

    def __init__(self, pace, wall=1000, cliff=1000):
        self.pace, self.step, self.wall, self.cliff = pace, 0, wall, cliff

    def set(self, **changed):
        vars(self).update(changed)

    def tick(self, seconds):
        self.step += self.pace
        if self.step >= self.cliff:
            raise RuntimeError("fell off")
        if self.step >= self.wall:
            raise live.Stop(f"Stopped by the wall at step {self.step}.")

    def jump(self):
        self.step += 100


def counter_picture(model):
    return svg.chart(svg.points([0], [model.step]), title="Counter", desc=f"The count is {model.step}.")


def counter(**settings):
    controls = {
        "pace": live.slider(1, 0, 10),
        "wall": live.slider(1000, 0, 1000, rebuilds="the counter"),
        "cliff": live.log_slider(1000, 1, 1000),
        "jump": live.button(),
    }
    return live.Demo(counter_picture, controls, settings, model=Counter, call="demos.counter")


def line(x=1.0, kind="solid", bold=False, f=abs):
    return svg.chart(svg.points([x], [f(x)]), title="Line", desc=f"x is {x:g}, {kind}, {bold}, f is {f(x):g}.")


def still(f=abs, **settings):
    controls = {
        "x": live.slider(1.0, -2, 2, 0.1),
        "kind": live.menu("solid", ["solid", "dashed"]),
        "bold": live.toggle(False),
    }
    return live.Demo(lambda **s: line(f=f, **s), controls, settings, call="demos.still", given={"f": f})


def press_play(demo):
    """Do what the browser does when Play is pressed, and when it counts on."""
    demo.clock.play.set_state({PLAYING: True, "value": demo.clock.play.value + 1})


def count(demo):
    demo.clock.play.set_state({"value": demo.clock.play.value + 1})


def shown(demo):
    panels = [panel.value for row in demo._view.children for panel in row.children]
    return "".join([*panels, demo._foot.value])


# a picture and its controls


def test_a_moved_control_redraws():
    demo = still()
    assert "x is 1, solid, False" in shown(demo)
    demo.widgets["x"].value = -1.5
    assert "x is -1.5" in shown(demo)
    demo.widgets["kind"].value = "dashed"
    demo.widgets["bold"].value = True
    assert "x is -1.5, dashed, True" in shown(demo) and demo.settings == {"x": -1.5, "kind": "dashed", "bold": True}


def test_slider_values_have_no_dust():
    demo = still()
    demo.widgets["x"].value = 0.1 + 0.2
    assert demo.settings["x"] == 0.3


def test_a_number_typed_beside_a_slider_of_stops_becomes_a_stop():
    demo = counter()
    demo.fields["cliff"].value = 4321
    assert demo.settings["cliff"] == demo.widgets["cliff"].value == demo.model.cliff == 4321
    assert [stop for _, stop in demo.widgets["cliff"].options][-2:] == [1000, 4321]
    demo.widgets["cliff"].value = 10
    assert demo.fields["cliff"].value == 10


def test_a_number_that_cannot_be_is_told_and_put_back():
    class Small(Counter):
        def set(self, **changed):
            if changed.get("cliff", 1) < 1:
                raise ValueError("cliff is below 1: nobody can stand there.")
            super().set(**changed)

    demo = live.Demo(counter_picture, counter().controls, model=Small)
    for value, said in {0: "nobody can stand there", -5: "cliff is -5, too far for this demo"}.items():
        demo.fields["cliff"].value = value
        assert said in demo.message
        assert demo.settings["cliff"] == demo.fields["cliff"].value == demo.widgets["cliff"].value == 1000


def test_every_example_of_every_control_can_be_set():
    for demo in (still(), counter()):
        for name, control in demo.controls.items():
            for value in control.examples:
                demo.set(**{name: value})
                assert demo.settings[name] == value and demo.message == ""


def test_settings_out_of_range_widen_the_slider():
    demo = still(x=50)
    assert demo.settings["x"] == 50 and demo.widgets["x"].max == 50
    demo.set(x=-70)
    assert demo.widgets["x"].value == -70 and "x is -70" in shown(demo)
    assert counter(cliff=10_000).settings["cliff"] == 10_000


@pytest.mark.parametrize(
    "make, settings, said",
    [
        (still, {"x": 1e308}, "x is 1e+308, too far for this demo: use a number from -2,000 to 2,000."),
        (still, {"x": -2001}, "x is -2001.0, too far for this demo: use a number from -2,000 to 2,000."),
        (still, {"x": 10**400}, "x is 1000000000000000000000000000000000000..., but it must be a finite number."),
        (still, {"kind": np.zeros(3)}, "kind is array([0., 0., 0.]), but it must be one of 'solid', 'dashed'."),
        (counter, {"cliff": 10**9}, "cliff is 1e+09, too far for this demo: use a number from 0 to 10,000."),
        (counter, {"pace": -1000}, "pace is -1000, too far for this demo: use a number from 0 to 100."),
        (counter, {"pace": -1}, "pace is -1, too far for this demo: use a number from 0 to 100."),
        (counter, {"pace": 10**30}, "pace is 1e+30, too far for this demo: use a number from 0 to 100."),
        (counter, {"n" * 1000: 3}, "there is no setting 'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn..., choose from"),
    ],
)
def test_settings_beyond_what_can_be_shown_are_refused_in_a_sentence(make, settings, said):
    said = said.replace("..., choose", "...: choose")
    demo = make()
    before = dict(demo.settings)
    for act in (lambda: make(**settings), lambda: demo.set(**settings)):
        with pytest.raises(ValueError, match=re.escape(said)):
            act()
    assert demo.settings == before


def test_a_setting_too_small_to_show_anything_is_refused():
    demo = live.Demo(line, {"x": live.log_slider(1.0, 0.1, 10)})
    with pytest.raises(ValueError, match="x is 1e-308, too small for this demo: use at least 0.0001."):
        demo.set(x=1e-308)
    demo.set(x=0.001)
    demo.set(x=0)  # what it means is the model's to say


@pytest.mark.parametrize(
    "settings, said",
    [
        ({"y": 1}, "there is no setting 'y': choose from x, kind, bold"),
        ({"x": "big"}, "x is 'big', but it must be a finite number"),
        ({"x": float("nan")}, "x is nan, but it must be a finite number"),
        ({"kind": "dotted"}, "kind is 'dotted', but it must be one of 'solid', 'dashed'"),
    ],
)
def test_settings_that_do_not_fit_are_refused_in_a_sentence(settings, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        still(**settings)
    demo = still()
    with pytest.raises(ValueError, match=re.escape(said)):
        demo.set(**settings)
    assert demo.settings["x"] == 1.0


def test_whole_numbers_stay_whole():
    with pytest.raises(ValueError, match="pace is 1.5, but it must be a whole number"):
        counter(pace=1.5)
    assert isinstance(counter(pace=2.0).settings["pace"], int)


# a model and its clock


def test_step_reset_and_buttons():
    demo = counter(pace=3)
    demo.step_button.click()
    demo.step_button.click()
    assert demo.model.step == 6 and "The count is 6." in shown(demo)
    demo.widgets["jump"].click()
    assert "The count is 106." in shown(demo)
    demo.reset_button.click()
    assert "The count is 0." in shown(demo) and demo.settings["pace"] == 3


def test_a_setting_moves_on_but_one_that_rebuilds_starts_again():
    demo = counter()
    demo.step()
    demo.widgets["pace"].value = 10
    demo.step()
    assert demo.model.step == 11
    demo.widgets["wall"].value = 500
    assert demo.model.step == 0 and demo.model.pace == 10


class Opens(Counter):
    """A counter that opens at 60, and whose second panel counts how often it was drawn anew."""

    drawn = 0

    def begin(self):
        self.step += 60


def panel(title, value):
    return svg.chart(svg.points([0], [value]), title=title, desc="", width=340)


def two_panels(model, costly=None):
    if costly is None:
        model.drawn += 1
        costly = panel("Costly", model.step)
    return svg.beside(panel("Cheap", model.step), costly, title="Two", desc=f"The count is {model.step}.")


def two_rates():
    quick = lambda model, before: two_panels(model, before.rows[0][1])  # noqa: E731
    return live.Demo(two_panels, {"pace": live.slider(1, 0, 10)}, model=Opens, quick=quick)


def test_a_model_begins_once_and_not_after_a_reset():
    demo = two_rates()
    assert demo.model.step == 60 and "The count is 60." in repr(demo)
    demo.reset()
    assert demo.model.step == 0


def test_a_costly_panel_is_drawn_once_in_a_while_and_is_never_old_at_rest():
    demo = two_rates()
    drawn, ticks = demo.model.drawn, 5
    press_play(demo)
    for _ in range(ticks - 1):
        count(demo)
    assert demo.model.step == 60 + ticks * PICTURES and demo.model.drawn == drawn + ticks * PICTURES // WHOLE
    demo.clock.play.set_state({PLAYING: False})  # as the browser does when Pause is pressed
    costly = demo._view.children[0].children[1]
    assert costly.value == panel("Costly", demo.model.step).panel(700)


def test_while_it_plays_a_move_draws_no_costly_panel_and_at_rest_it_does():
    demo = two_rates()
    press_play(demo)
    drawn = demo.model.drawn
    demo.set(pace=3)
    assert demo.model.drawn == drawn and "The count is" in demo.picture.desc
    demo.clock.play.set_state({PLAYING: False})
    assert demo.model.drawn == drawn + 1
    demo.set(pace=2)
    assert demo.model.drawn == drawn + 2


def test_a_clock_that_stops_within_a_tick_leaves_no_old_panel():
    demo = two_rates()
    tick = demo.model.tick
    demo.model.tick = lambda seconds: (tick(seconds), demo.clock.stop())
    press_play(demo)
    assert demo.model.step == 61
    assert demo._view.children[0].children[1].value == panel("Costly", 61).panel(700)


def test_a_panel_that_has_not_changed_is_not_sent_again():
    fixed = panel("Fixed", 0)
    demo = live.Demo(
        lambda x: svg.beside(fixed, panel("Moving", x), title="Two", desc=f"x is {x}."), {"x": live.slider(1, 0, 10)}
    )
    sent = []
    for sheet in demo._view.children[0].children:
        sheet.observe(lambda change: sent.append(change["owner"]), "value")
    demo.set(x=5)
    assert sent == [demo._view.children[0].children[1]]


def test_a_picture_with_another_number_of_panels_is_shown():
    def picture(x):
        return svg.below(*[panel(f"Panel {i}", x) for i in range(x)], title="Panels", desc=f"{x} panels.")

    demo = live.Demo(picture, {"x": live.slider(2, 1, 3)})
    for count in (3, 1, 2):
        demo.set(x=count)
        assert shown(demo).count('role="img"') == count


def test_the_clock_ticks_only_while_it_runs():
    demo = counter()
    count(demo)
    assert demo.model.step == 0
    press_play(demo)
    count(demo)
    assert demo.model.step == 2 * PICTURES  # a step a picture
    demo.clock.stop()
    count(demo)  # a message that was on its way
    assert demo.model.step == 2 * PICTURES


def in_a_kernel(*work):
    """Call each function as a kernel does that answers messages, one after the other."""

    async def answering():
        for answer in work:
            answer()
            await asyncio.sleep(0)
        await asyncio.sleep(2 * clock.BREATH)

    asyncio.run(answering())


def test_a_count_is_answered_before_its_last_picture_so_that_the_next_one_travels_meanwhile():
    demo, answered = counter(), []
    in_a_kernel(lambda: (press_play(demo), answered.append(demo.model.step)))
    assert answered == [PICTURES - 1] and demo.model.step == PICTURES


def test_what_moves_meanwhile_comes_before_the_last_picture():
    demo = counter()
    in_a_kernel(lambda: press_play(demo), lambda: demo.set(pace=100))
    assert demo.model.step == PICTURES - 1 + 100


def test_after_a_stop_no_picture_follows():
    demo = counter()
    in_a_kernel(lambda: (press_play(demo), demo.clock.stop()))
    assert demo.model.step == PICTURES - 1


def test_of_slow_pictures_a_count_shows_fewer(monkeypatch):
    monkeypatch.setattr(clock, "LONG", 0)
    demo = counter()
    press_play(demo)
    assert demo.model.step == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to oneself ends the process there")
def test_the_stop_button_is_heard_after_the_answer_too_and_the_kernel_lives(monkeypatch):
    """Between messages the main thread of a kernel ignores it; here nothing else would end the training."""

    def stop(seconds):
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("not stopped")

    demo = counter()
    monkeypatch.setattr(clock, "PICTURES", 1)
    demo.model.tick = stop
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        in_a_kernel(lambda: press_play(demo))
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert "stop" in demo.message.lower() and not demo.clock.running


def test_reset_and_step_stop_the_clock():
    for act in (live.Demo.reset, live.Demo.step):
        demo = counter()
        press_play(demo)
        act(demo)
        assert not demo.clock.running


def test_moving_a_slider_does_not_stop_the_clock():
    demo = counter()
    press_play(demo)
    demo.widgets["pace"].value = 5
    demo.widgets["wall"].value = 900
    assert demo.clock.running


def test_one_clock_runs_at_a_time():
    first, second = counter(), counter()
    press_play(first)
    press_play(second)
    assert not first.clock.running and second.clock.running
    steps = first.model.step
    count(first)
    assert first.model.step == steps
    press_play(first)
    assert first.clock.running and not second.clock.running


def test_building_and_showing_stop_the_clock():
    first = counter()
    press_play(first)
    second = still()
    assert not first.clock.running
    press_play(first)
    second._repr_mimebundle_()
    assert not first.clock.running


def test_a_demo_that_is_nowhere_on_the_page_stops():
    demo = counter()
    demo.set_state({"_view_count": 2})
    press_play(demo)
    demo.set_state({"_view_count": 1})
    assert demo.clock.running
    demo.set_state({"_view_count": 0})
    assert not demo.clock.running


def test_two_demos_are_independent():
    first, second = counter(), counter()
    first.set(pace=7)
    first.step()
    assert (first.model.step, second.model.step, second.settings["pace"]) == (7, 0, 1)


def test_a_demo_shown_twice_is_two_demos():
    demo = counter()
    demo.set(pace=7)
    demo.step()
    view = "application/vnd.jupyter.widget-view+json"
    first, second = demo._repr_mimebundle_(), demo._repr_mimebundle_()
    assert first[view]["model_id"] == demo.model_id != second[view]["model_id"]
    again = demo._again()
    assert again.settings == demo.settings and (again.model.step, demo.model.step) == (0, 7)


def test_messages_from_two_threads_do_not_mix():
    demo = counter()
    press_play(demo)
    threads = [threading.Thread(target=lambda: [count(demo) for _ in range(20)])]
    threads += [threading.Thread(target=lambda: [demo.set(pace=p) for p in (1, 2, 1, 3, 1)])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert f"The count is {demo.model.step}." in shown(demo) and demo.message == ""
    assert demo.settings["pace"] == demo.model.pace == demo.widgets["pace"].value == 1


# what goes wrong


def bad(x):
    if x > 1:
        raise KeyError("W3")
    return x


def test_an_error_in_the_learners_function_is_told_and_nothing_is_lost():
    demo = still(bad)
    demo.widgets["x"].value = 0.5
    demo.widgets["x"].value = 1.5
    said = demo.message
    assert re.search(r"your code stopped in bad, line \d+: raise KeyError\(\"W3\"\)", said), said
    assert "KeyError" in said and "The setting moved last: x = 1.5." in said
    assert 'role="alert"' in shown(demo) and "x is 0.5" in shown(demo)
    demo.widgets["x"].value = -1.0
    assert demo.message == "" and "alert" not in shown(demo) and "x is -1" in shown(demo)


class Strange(BaseException):
    """An exception that no `except Exception` sees, and that has no words."""

    def __str__(self):
        raise ValueError("I have no words")


ENDS = [
    (lambda: sys.exit("good bye"), "SystemExit: this line would end Python: give the answer back by return."),
    (lambda: exec("raise SystemExit"), "this line would end Python: give the answer back by return."),
    (lambda: (_ for _ in ()).throw(GeneratorExit()), "GeneratorExit: no message."),
    (lambda: (_ for _ in ()).throw(Strange()), "Strange: no message."),
    (lambda: (_ for _ in ()).throw(KeyboardInterrupt()), "KeyboardInterrupt: no message."),
]


@pytest.mark.parametrize("end, said", ENDS)
def test_whatever_ends_the_learners_function_is_told_and_the_setting_goes_back(end, said):
    def f(x):
        return end() if x > 1 else x

    demo = still(f)
    demo.widgets["x"].value = 1.5
    assert said in demo.message and "your code stopped in" in demo.message
    assert "x is 1," in shown(demo)
    demo.widgets["x"].value = -1.0
    assert demo.message == "" and "x is -1," in shown(demo)

    class Ending(Counter):
        def set(self, **changed):
            end()

    demo = live.Demo(counter_picture, counter().controls, model=Ending, call="demos.counter")
    demo.widgets["pace"].value = 7
    assert said in demo.message and demo.settings["pace"] == demo.widgets["pace"].value == 1
    assert said in still(f, x=1.5).message


def interrupted(x):
    if x > 1:
        signal.raise_signal(signal.SIGINT)  # what the stop button sends
    return x


def test_the_stop_button_is_told_as_such():
    demo = still(interrupted)
    demo.widgets["x"].value = 1.5
    assert re.match(r"You pressed stop, and it was stopped in interrupted, line \d+: move a control or", demo.message)
    assert "x is 1," in shown(demo)
    demo.widgets["x"].value = 0.5
    assert demo.message == ""


def test_the_stop_button_ends_the_cell_that_called_too():
    """A loop over demo.step() in a cell would otherwise go on with its next step."""
    demo = still(interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo.set(x=1.5)
    assert demo.message.startswith("You pressed stop")
    demo.set(x=0.5)
    assert demo.message == ""


def test_a_message_of_the_learners_is_not_longer_than_a_paragraph():
    def wordy(x):
        raise ValueError("word " * 100_000)

    assert len(still(wordy).message) < 700


def test_numbers_that_are_none_are_said_in_words_and_long_ones_by_their_power():
    def strange(x):
        return {-1: np.nan, 0: -np.inf, 1: 1e300}.get(x, x)

    def picture(x):
        return svg.chart(title="Line", desc=f"f is {strange(x):.4f}, {strange(x):.0%} of {strange(x):,.0f}.")

    demo = live.Demo(picture, {"x": live.slider(1.0, -2, 2, 0.1)})
    assert demo.picture.desc == "f is 10³⁰⁰, 10³⁰²% of 10³⁰⁰."
    demo.set(x=-1)
    assert demo.picture.desc == "f is not a number, not a number of not a number."
    demo.set(x=0)
    assert demo.picture.desc == "f is minus infinity, minus infinity of minus infinity."
    demo = live.Demo(picture, {"x": live.slider(-1.0, -2, 2, 0.1)}, says_nan=True)
    assert demo.picture.desc == demo._again().picture.desc == "f is nan, nan% of nan."


def test_an_error_at_the_start_is_told_too():
    demo = still(bad, x=1.5)
    assert "KeyError" in demo.message and "There is no picture yet." in shown(demo) and "KeyError" in repr(demo)


def test_an_endless_loop_in_the_learners_function_is_told(monkeypatch):
    def endless(x):
        while x > 1:
            pass
        return x

    monkeypatch.setattr("dlscratch.live.demo.SECONDS", 0.2)
    demo = still(endless)
    demo.widgets["x"].value = 1.5
    assert "endless" in demo.message and "did not finish within 0.2 s" in demo.message
    demo.widgets["x"].value = 0.5
    assert demo.message == "" and "x is 0.5" in shown(demo)


def test_a_stop_shows_the_sentence_and_the_state_and_can_go_on():
    demo = counter(wall=2)
    press_play(demo)
    assert demo.message == "Stopped by the wall at step 2." and not demo.clock.running
    assert "The count is 2." in shown(demo)
    press_play(demo)
    assert demo.model.step == 3 and "step 3" in demo.message


def test_why_it_stopped_is_said_while_sliders_move_and_until_it_goes_on():
    """A hand that drags a slider goes on moving after the value that stopped the clock."""
    demo = counter(wall=2)
    press_play(demo)
    demo.widgets["pace"].value = 5
    assert demo.message == "Stopped by the wall at step 2." and demo.message in shown(demo)
    demo.widgets["cliff"].value = 5
    demo.step()
    assert "fell off" in demo.message
    demo.widgets["cliff"].value = 500
    assert "fell off" in demo.message
    demo.reset()
    assert demo.message == ""
    press_play(demo)
    assert "wall" in demo.message
    demo.widgets["wall"].value = 1000
    assert demo.message == "" and demo.model.step == 0


def test_an_error_while_playing_names_the_step_and_stops_the_clock():
    demo = counter(cliff=2)
    press_play(demo)
    assert not demo.clock.running
    assert re.search(r"At step 2, your code stopped in tick, line \d+.*RuntimeError: fell off\.", demo.message)


def test_a_model_that_cannot_be_made_keeps_the_old_one():
    class Fragile(Counter):
        def __init__(self, **settings):
            super().__init__(**settings)
            if self.wall == 13:
                raise live.Stop("No network has 13 walls.")

    demo = live.Demo(counter_picture, counter().controls, model=Fragile)
    demo.step()
    demo.widgets["wall"].value = 13
    assert demo.message == "No network has 13 walls." and demo.model.step == 1
    demo.widgets["wall"].value = 14
    assert demo.message == "" and demo.model.step == 0
    first = live.Demo(counter_picture, counter().controls, {"wall": 13}, model=Fragile)
    assert first.message == "No network has 13 walls." and first.model is None


def test_the_inside_of_a_library_is_not_called_the_learners_code():
    with pytest.raises(ValueError) as caught:
        np.random.default_rng(0).choice(3, 5, replace=False)
    caught.value.__traceback__ = caught.value.__traceback__.tb_next  # without the line of this test
    assert "your code" not in in_words(caught.value)


def test_sentences_of_the_package_stand_without_their_kind():
    import dlscratch as dl

    try:
        dl.SGD(learning_rate=-1)
    except ValueError as error:
        assert "ValueError" not in in_words(error) and "below 0 each step climbs" in in_words(error)


@pytest.mark.parametrize(
    "function, said",
    [
        (lambda x: x @ np.ones((3, 2)), "the shapes do not fit: size 3 is different from 2. Write the shape of each"),
        (
            lambda x: x + np.ones((3, 2)),
            "could not be broadcast together with shapes (5,2) (3,2). Write the shape of each",
        ),
        (lambda x: np.dot(x, np.ones((3, 2))), "shapes (5,2) and (3,2) not aligned: 2 (dim 1) != 3 (dim 0). Write the"),
        (lambda x: x.reshape(3, 3), "ValueError: cannot reshape array of size 10 into shape (3,3)."),
    ],
)
def test_shapes_that_do_not_fit_are_told_without_numpys_signatures(function, said):
    with pytest.raises(ValueError) as caught:
        function(np.ones((5, 2)))
    assert said in in_words(caught.value) and "gufunc" not in in_words(caught.value)


def test_what_is_shown_is_escaped():
    def nasty(x):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in shown(still(nasty))


# the settings line


def test_the_line_says_what_differs_and_can_be_edited():
    demo = still(x=-1)
    assert demo._line.value == "demos.still(f=abs, x=-1)"
    demo._line.set_state({"value": "demos.still(f=abs, kind='dashed', x=0.5)"})
    assert demo.settings == {"x": 0.5, "kind": "dashed", "bold": False} and demo.widgets["kind"].value == "dashed"
    demo._line.set_state({"value": "demos.still()"})
    assert demo.settings == {"x": 1.0, "kind": "solid", "bold": False}


UNREADABLE = [
    "demos.still(x=",
    "",
    "42",
    "demos.still(x=open('f'))",
    "demos.still(y=3)",
    "still(x='a')",
    "demos.still(3)",
    "demos.other(x=3)",
    "demos.still(x=0,5)",
    "demos.still(**{'x': 1})",
    "demos.still(x=" + "-" * 900 + "1)",
    "demos.still(x=" + "(" * 400 + "1" + ")" * 400 + ")",
    "demos.still(" + "x" * 200_000 + "=1)",
    "demos." + "a" * 900 + "(x=1)",
    "demos.still(x=1e308)",
    "demos.still(x=" + "9" * 900 + ")",
]


@pytest.mark.parametrize("text", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_line_that_cannot_be_read_is_told_and_stays_to_be_mended(text):
    demo = still(x=-1)
    demo._line.set_state({"value": text})
    assert demo.message and demo.message in html.unescape(shown(demo)) and len(demo.message) < 300
    assert demo.settings["x"] == -1 and demo._line.value == text


def test_a_line_with_a_move_that_needs_no_new_model_goes_on_with_the_old_one():
    demo = counter()
    demo.step()
    demo._line.set_state({"value": "demos.counter(pace=5)"})
    assert demo.model.step == 1 and demo.model.pace == 5
    demo._line.set_state({"value": "demos.counter(pace=5, wall=900)"})
    assert demo.model.step == 0 and demo.model.wall == 900


def test_a_slider_that_grew_does_not_shrink_under_the_browsers_hand():
    """The browser clamps its old value to a smaller range, and sends that back after the new value."""
    demo = counter()
    for name, low, far in (("pace", 3, 50), ("cliff", 10, 5000)):
        demo._line.set_state({"value": f"demos.counter({name}={far})"})
        demo._line.set_state({"value": f"demos.counter({name}={low})"})
        assert demo.settings[name] == demo.widgets[name].value == low
        demo.widgets[name].value = far
        assert demo.settings[name] == far


def test_what_the_model_refuses_is_put_back():
    class Choosy(Counter):
        def set(self, **changed):
            if changed.get("pace") == 7:
                raise ValueError("pace is 7, but seven brings bad luck.")
            super().set(**changed)

    demo = live.Demo(counter_picture, counter().controls, model=Choosy, call="demos.counter")
    demo.widgets["pace"].value = 3
    demo.widgets["pace"].value = 7
    assert "seven brings bad luck" in demo.message and "pace" in demo.message
    assert demo.settings["pace"] == demo.widgets["pace"].value == demo.model.pace == 3
    assert demo._line.value == "demos.counter(pace=3)"
    demo.step()
    assert demo.model.step == 3 and demo.message == ""


def test_the_line_starts_the_same_demo():
    demo = counter(pace=4, cliff=700)
    settings = settings_line.read(demo._line.value, demo._call)
    assert counter(**settings).settings == demo.settings


def test_the_line_never_names_what_the_package_has_not(monkeypatch):
    import dlscratch as dl
    from dlscratch.lessons.l02_activations.answers import d_sigmoid_of_a

    def written(**given):
        return settings_line.write("demos.show", given, {}, {})

    assert written(f=dl.relu, slope=d_sigmoid_of_a) == "demos.show(f=dl.relu, slope=d_sigmoid_of_a)"
    monkeypatch.setattr("__main__.my_slope", d_sigmoid_of_a, raising=False)
    assert written(slope=d_sigmoid_of_a) == "demos.show(slope=my_slope)"
    made = {}
    exec("def mine(a): return a", made)
    made["mine"].__module__ = None
    assert written(f=made["mine"], g=lambda a: a) == "demos.show(f=mine, g=...)"


def test_the_line_calls_things_as_the_notebook_does(monkeypatch):
    x_test, other = np.zeros(3), np.zeros(3)
    monkeypatch.setattr("__main__.x_test", x_test, raising=False)
    line = settings_line.write("demos.show", {"x": x_test, "t": other, "f": np.sin}, {}, {})
    assert line == "demos.show(x=x_test, t=t, f=np.sin)"


def test_a_function_that_belongs_to_no_module_is_called_by_its_name():
    """What `exec` makes, as a tool or a tutor does, has no __module__."""
    made = {}
    exec("def bend(x):\n    return x", {"__name__": None}, made)
    assert made["bend"].__module__ is None
    demo = still(made["bend"])
    assert demo.message == "" and demo._line.value == "demos.still(f=bend)"


# what is stored


def svg_inside(image):
    """Return the SVG text that a stored <img> holds."""
    return base64.b64decode(image.split(",")[1].removesuffix('">')).decode()


def test_the_stored_copy_is_the_state_before_training():
    demo = counter()
    for _ in range(3):
        demo.step()
    bundle = demo._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert bundle["text/plain"].startswith("Counter: The count is 0.") and "stands still" in bundle["text/plain"]
    assert bundle["text/html"].startswith('<img alt="Counter: The count is 0." src="data:image/svg+xml;base64,')
    picture = svg_inside(bundle["text/html"])
    assert picture.startswith("<svg") and "stands still" in picture and "color:#1b1b1b" in picture


def test_the_words_under_a_narrow_stored_picture_have_room():
    demo = live.Demo(lambda x: svg.chart(width=200, title="Narrow", desc="A narrow one."), {"x": live.slider(1, 0, 2)})
    width = float(re.search(r'<svg [^>]*?width="([\d.]+)"', svg_inside(demo._repr_mimebundle_()["text/html"]))[1])
    assert width >= text_width(STANDS_STILL)


def test_only_widgets_and_traits_that_both_versions_have():
    """The whole tree of a demo must be made of core widgets: others do not appear on Colab."""
    todo = [*counter().children, *still().children]
    for one in todo:
        assert type(one) is getattr(widgets, type(one).__name__)
        todo += getattr(one, "children", ())
    assert len(todo) > 30


def notebook(path, *cells):
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nb, path)


def pytest_nbval(path):
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-current-env", "-p", "no:cacheprovider"]
    command += ["-c", "", path.name]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.slow
def test_nbval_accepts_the_stored_copy_and_catches_a_change(tmp_path):
    from nbclient import NotebookClient

    path = tmp_path / "demo.ipynb"
    notebook(
        path,
        "from dlscratch import live, svg\ndef picture(x):\n    return svg.chart(svg.points([x], [x]), "
        "title='Dot', desc='A dot.')",
        "live.Demo(picture, {'x': live.slider(1.0, 0, 2)})",
    )
    nb = NotebookClient(nbformat.read(path, as_version=4)).execute()
    nb.metadata.pop("widgets", None)
    nbformat.write(nb, path)
    run = pytest_nbval(path)
    assert run.returncode == 0 and "2 passed" in run.stdout, run.stdout[-3000:]
    output = nb.cells[1].outputs[0]
    image = output.data["text/html"]
    other = base64.b64encode(svg_inside(image).replace("M", "m", 1).encode()).decode()
    output.data["text/html"] = f'{image.split(",")[0]},{other}">'
    assert output.data["text/html"] != image
    nbformat.write(nb, path)
    assert pytest_nbval(path).returncode == 1


def test_numbers_in_a_picture_are_as_the_state_says():
    """A picture that does not change although its state does would be seen here."""
    demo = still(np.square)
    texts = set()
    for x in np.linspace(-2, 2, 9):
        demo.set(x=float(x))
        texts.add(shown(demo))
    assert len(texts) == 9
