"""The shell around a model and its picture: controls, clock, words. It computes nothing itself."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import escape

import ipywidgets as widgets
import numpy as np
from IPython.display import display

from .. import svg
from ..learner.timelimit import call_within
from ..learner.words import in_words, pressed_stop
from ..svg.picture import text, text_width
from . import access
from . import settings as settings_line
from .clock import PLAYING, Clock, stop_clock
from .sentence import readable
from .style import CSS, GAP

SECONDS = 5  # how long one step, one redraw or one rebuilding may take
TICK = 0.018  # seconds a picture trains
WHOLE = 4  # of so many pictures of a playing demo, one is drawn whole
STANDS_STILL = "This picture stands still here. Run its cell in Jupyter, and its controls appear."


class Stop(Exception):
    """A model raises it to stop its clock with a sentence: what it shows is real, and Play may go on from there."""


class Demo(widgets.VBox):
    """A picture with controls, and with a clock where the model has a `tick`.

    `picture(**settings)` or, with a model, `picture(model)` returns an svg.Picture. `controls` is a dict from names to
    controls, `settings` a dict of values to start with. `model` is a class, or a functools.partial of one, that is
    called with all settings. `call` is what the learner wrote, such as "demos.descent", and `given` the functions it
    was given: both are for the settings line. `extras` are widgets of the demo's own, shown above the controls.
    `quick(model, before)` draws a picture that is soon followed by another, and may take panels from the one before.
    `says_nan`: the lesson is about nan and infinity, and its sentences may hold these words.
    Raises ValueError for settings that do not fit. What goes wrong later is told in the demo, in words.

    >>> from dlscratch import live, svg
    >>> def square(x):
    ...     return svg.chart(svg.points([x], [x * x]), title="Square", desc=f"The square of {x:g} is {x * x:g}.")
    >>> demo = live.Demo(square, {"x": live.slider(1.0, -3, 3, 0.1)})
    >>> demo.set(x=3)
    >>> demo.picture
    Square: The square of 3 is 9.
    """

    def __init__(
        self,
        picture,
        controls,
        settings=(),
        *,
        model=None,
        call="demo",
        given=(),
        extras=(),
        quick=None,
        says_nan=False,
    ):
        stop_clock()
        self._lock = threading.RLock()  # a slider and a cell may call from different threads
        self._picture_of, self._make, self._call, self._given = picture, model, call, dict(given)
        self._quick, self._was_quick, self._pictures = quick, False, 0
        self.controls, self._extras, self._shown = dict(controls), extras, False
        self._readable = str if says_nan else readable
        self.settings = settings_line.check(self.controls, settings)
        self.model, self.message, self._last_change, self._quiet = None, "", None, False
        self._why_it_stopped = ""  # said until the model goes on or is made anew: a slider's next move must not wipe it
        self.picture = svg.chart(title="No picture yet", desc="There is no picture yet.", height=200)
        self.clock = Clock(partial(self._asked, self.tick))
        self._view, self._foot, self._panels = _box([], "dl-view"), widgets.HTML(), ()
        self._foot.add_class("dl-foot")
        self._line = widgets.Text(description="Settings", continuous_update=False)
        self.widgets = {name: c.widget(name, self.settings.get(name)) for name, c in self.controls.items()}
        fields = {name: c.field(name, self.settings.get(name)) for name, c in self.controls.items()}
        self._said = None  # the settings and the line that are on the page
        self.fields = {name: field for name, field in fields.items() if field is not None}
        self._asked(self.act, self._open)
        self._still = self.picture
        super().__init__(children=self._children())
        self.add_class("dl-live")
        if self._has("tick"):
            self.add_class("dl-clocked")
        self._listen()

    # what it is made of

    def _children(self):
        """Return the style sheet, the stage (controls beside the picture and its words), and the settings line."""
        side = _box([*self._extras, *self._control_rows()], "dl-side")
        main = _box([self._view, self._foot], "dl-main")
        stage = _box([side, main] if side.children else [main], "dl-stage")
        line = [self._line] if self.settings else []  # with buttons alone it would never say anything new
        self._line.add_class("dl-settings")
        return [widgets.HTML(CSS, layout={"display": "none"}), access.helper(), stage, *line]

    def _control_rows(self):
        """Return the buttons, the controls, and a group of controls for each thing that is made anew by them."""
        rows = [_box(self._buttons(), "dl-buttons"), _box(self._controls_that_rebuild(None), "dl-grid")]
        for thing in dict.fromkeys(c.rebuilds for c in self.controls.values() if c.rebuilds):
            label = widgets.Label(f"Each rebuilds {thing}:")
            rows.append(_box([label, *self._controls_that_rebuild(thing)], "dl-grid"))
        return [row for row in rows if row.children]

    def _buttons(self):
        """Return the buttons, what one presses first at the head."""
        actions = [self.widgets[name] for name, c in self.controls.items() if c.is_action]
        clock, reset = [], []
        if self._has("tick"):
            self.step_button = widgets.Button(description="Step", icon="step-forward")
            clock = [self.clock.play, self.step_button]
        if self._make is not None:
            self.reset_button = widgets.Button(description="Reset", icon="undo")
            reset = [self.reset_button]
        return [*clock, *reset, *actions] if clock else [*actions, *reset]

    def _controls_that_rebuild(self, thing):
        names = [name for name, c in self.controls.items() if c.rebuilds == thing and not c.is_action]
        return [self._with_field(name) for name in names]

    def _with_field(self, name):
        """Return a control, with its box to type into where it has one."""
        if name not in self.fields:
            return self.widgets[name]
        return _box([self.widgets[name], self.fields[name]], "dl-typed")

    def _listen(self):
        for name, widget in self.widgets.items():
            if self.controls[name].is_action:
                widget.on_click(lambda _, name=name: self._asked(self.press, name))
            else:
                widget.observe(partial(self._asked, self._moved, name), "value")
        for name, field in self.fields.items():
            field.observe(partial(self._asked, self._typed, name), "value")
        if self._has("tick"):
            self.step_button.on_click(lambda _: self._asked(self.step))
        if self._make is not None:
            self.reset_button.on_click(lambda _: self._asked(self.reset))
        self._line.observe(partial(self._asked, self._line_edited), "value")
        self.clock.play.observe(self._clock_switched, PLAYING)
        self._view_count = 0  # from now on the browser counts the places that show this demo
        self.observe(self._views_changed, "_view_count")

    def _has(self, method):
        made_by = self._make.func if isinstance(self._make, partial) else self._make
        return hasattr(made_by, method)

    def _asked(self, work, *details):
        """Do what a control asks for. The stop button has been told in words: no cell waits here to be stopped."""
        try:
            work(*details)
        except KeyboardInterrupt:
            pass

    # what the learner does

    def step(self):
        """Go one step on."""
        self.clock.stop()
        self._go_on(0)

    def tick(self):
        """Go on for one tick of the clock: train for a moment, and show a picture."""
        self._pictures += 1
        self._go_on(TICK, quick=self._pictures % WHOLE > 0)
        self._clock_switched()

    def reset(self):
        """Make the model anew, from the settings as they stand."""
        self.clock.stop()
        self.act(self._build)

    def press(self, name):
        """Press the button `name`: call the model's method of that name."""
        self._why_it_stopped = ""
        self.act(lambda: getattr(self._made(), name)())

    def set(self, **changed):
        """Move controls, as a hand would. Raises ValueError for names and values that do not fit."""
        values = settings_line.check(self.controls, {**self.settings, **changed})
        with self._lock:
            with self._quietly():
                for name in changed:
                    self.controls[name].put(self.widgets[name], values[name])
            self._take({name: values[name] for name in changed})

    # what follows

    def _moved(self, name, change):
        with self._lock:
            value = self.controls[name].read(change["new"])
            if not self._quiet and value != self.settings[name]:
                self._take({name: value})

    def _typed(self, name, change):
        """Take a number that was typed beside a slider of stops: it becomes a stop of its own."""
        if not self._quiet and change["new"] != self.settings[name]:
            self._set_or_say_why_not(lambda: {name: change["new"]})
            with self._quietly():
                self.fields[name].value = self.settings[name]  # what was refused does not stay on the page

    def _line_edited(self, change):
        def named():
            values = settings_line.check(self.controls, settings_line.read(change["new"], self._call, self._given))
            return {name: value for name, value in values.items() if value != self.settings[name]}

        if not self._quiet:
            self._set_or_say_why_not(named)

    def _set_or_say_why_not(self, changed):
        with self._lock:
            try:
                self.set(**changed())
            except ValueError as error:
                self.message = str(error)
                self._show()

    def _views_changed(self, change):
        if change["new"] == 0:
            self.clock.stop()  # the cell is gone, but the browser would count on

    def _clock_switched(self, change=None):
        """Where the clock rests, no panel is older than the others."""
        if not self.clock.running and self._was_quick:
            self.act(lambda: None)

    def _take(self, changed):
        """Take settings that changed: a model that can goes on with them, another is made anew.

        What the model refuses is put back, so that the controls say how it goes on.
        """
        before, taken = dict(self.settings), []
        self.settings.update(changed)
        self._last_change = next(reversed(changed.items()), None)
        goes_on = hasattr(self.model, "set") and not any(self.controls[name].rebuilds for name in changed)
        work = partial(self.model.set, **changed) if goes_on else self._build
        try:
            self.act(lambda: taken.append(work()), quick=goes_on and self.clock.running)
        finally:
            if not taken and self.model is not None:
                self._put_back(before, changed)

    def _put_back(self, before, changed):
        self.settings = before
        with self._quietly():
            for name in changed:
                self.controls[name].put(self.widgets[name], before[name])
        self._show_settings()

    def _go_on(self, seconds, quick=False):
        with self._lock:
            self._why_it_stopped = ""
            self.act(lambda: self._made().tick(seconds), quick)
            self._why_it_stopped = self.message

    def _open(self):
        self._build()
        if hasattr(self.model, "begin"):
            self.model.begin()

    def _build(self):
        self._why_it_stopped = ""
        if self._make is not None:
            self.model = self._make(**self.settings)

    def _made(self):
        """Return the model; one that could not be made is tried again, so that it is said again why."""
        if self.model is None:
            self._build()
        return self.model

    def _draw(self, quick=False):
        self._was_quick = quick and self._quick is not None
        if self._make is None:
            picture = self._picture_of(**self.settings)
        elif self._was_quick:
            picture = self._quick(self.model, self.picture)
        else:
            picture = self._picture_of(self.model)
        self.picture = replace(picture, desc=self._readable(picture.desc))

    def act(self, work, quick=False):
        """Do `work()`, which may change the model, then draw and show; or say why not, and keep what was there.

        Whatever `work` raises is told; the stop button is told and goes on, to the cell that called.
        """
        with self._lock:
            error = self._try(work, partial(self._draw, quick))
            if error is not None:
                self.clock.stop()
                if self.model is not None:  # what was done before the error is shown
                    error = self._try(self._draw) or error
            self.message = self._why_it_stopped if error is None else self._in_words(error)
            self._show_settings()
            self._show()
        if error is not None and pressed_stop(error):
            raise error

    def _in_words(self, error):
        return str(error) if isinstance(error, Stop) else in_words(error, self.model, self._last_change)

    def _try(self, *works):
        def all_of_it():
            for work in works:
                work()

        try:
            with np.errstate(all="ignore"):
                call_within(SECONDS, all_of_it)
        except BaseException as error:  # sys.exit in a learner's function would end the kernel
            return error

    # what is seen

    def _show(self):
        self._show_panels(self.picture.panels())
        trouble = f'<p class="dl-words dl-trouble" role="alert">⚠ {escape(self.message)}</p>' if self.message else ""
        words = escape(self.picture.desc).replace(" %", "&nbsp;%")  # a line does not begin with it
        sentence = f'<p class="dl-words">{words}</p>'
        # With a clock there is room for both; else what went wrong is said first, and the sentence is that of before.
        self._foot.value = sentence + trouble if self._has("tick") else trouble + sentence

    def _show_panels(self, rows):
        """Send the panels; one that has not changed is not sent again."""
        before = self._panels
        if [len(row) for row in rows] != [len(row) for row in before]:
            self._view.children = [_box([widgets.HTML() for _ in row], "dl-panels") for row in rows]
            before = [[None] * len(row) for row in rows]
        for row, row_before, shown in zip(rows, before, self._view.children, strict=True):
            width = sum(panel.width for panel in row) + GAP * (len(row) - 1)
            for panel, panel_before, html in zip(row, row_before, shown.children, strict=True):
                if panel is not panel_before:
                    html.value = panel.panel(width)
        self._panels = rows

    def _show_settings(self):
        if (self.settings, self._line.value) == self._said:
            return
        with self._quietly():
            self._line.value = settings_line.write(self._call, self._given, self.controls, self.settings)
            self._said = dict(self.settings), self._line.value
            for name, field in self.fields.items():
                field.value = self.settings[name]
        for name, control in self.controls.items():
            if control.when:
                self.widgets[name].disabled = not control.has_effect(self.settings)

    @contextmanager
    def _quietly(self):
        before, self._quiet = self._quiet, True
        try:
            yield
        finally:
            self._quiet = before

    def __repr__(self):
        return f"{self.message or repr(self.picture)}\n{STANDS_STILL}"

    def _repr_mimebundle_(self, **kwargs):
        """Return the widget, and for where it cannot appear the picture it started with, and that in words.

        Shown a second time it is a new demo with the settings of this one: two places with one clock would stop it.
        """
        stop_clock()
        if self._shown and not self._extras:
            return self._again()._repr_mimebundle_()
        self._shown = True
        picture = self._still
        size = {"width": max(picture.width, text_width(STANDS_STILL)), "height": picture.height + 30}
        words = text(0, picture.height + 22, STANDS_STILL, muted=True)
        still = replace(picture, parts=(*picture.parts, words), **size)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {
            "text/plain": f"{self.message or repr(picture)}\n{STANDS_STILL}",
            "text/html": still._repr_html_(),
            "application/vnd.jupyter.widget-view+json": view,
        }

    def _again(self):
        names = {"model": self._make, "call": self._call, "given": self._given, "quick": self._quick}
        names["says_nan"] = self._readable is str
        return type(self)(self._picture_of, self.controls, self.settings, **names)

    if hasattr(widgets.Widget, "_ipython_display_"):  # ipywidgets 7

        def _ipython_display_(self, **kwargs):
            display(self._repr_mimebundle_(), raw=True)
            self._handle_displayed(**kwargs)


def _box(children, name):
    box = widgets.Box(children)
    box.add_class(name)
    return box
