"""The clock of a demo: the browser counts, and each count is one message, for which the kernel trains a few pictures.

A loop in the kernel would hold up every slider. The browser sends the next count only when this one is answered: a slow
machine shows fewer pictures, never old ones. The last picture comes after the answer, so that the next count travels
while the kernel trains, and the kernel need not wait for it.
"""

import signal
import threading
import time
import weakref
from asyncio import get_running_loop
from itertools import count

import ipywidgets as widgets

PLAYING = "playing" if hasattr(widgets.Play, "playing") else "_playing"  # its name in ipywidgets 8, in 7
INTERVAL = 25  # milliseconds between counts, at least
PICTURES = 5  # a count, where they are quick
LONG = 0.1  # seconds: of slow pictures a count shows fewer, or a slider would wait for all of them
BREATH = 0.002  # seconds in which a slider that waits comes before the last picture

_running = None  # a weak reference to the one clock that runs


class Clock:
    """A Play button that calls `on_tick`, which draws a picture, while it runs. One clock runs at a time."""

    def __init__(self, on_tick):
        self.on_tick = on_tick
        self.play = widgets.Play(min=0, max=10**9, interval=INTERVAL, show_repeat=False)
        self.play.observe(self._count, "value")
        self.play.observe(self._switch, PLAYING)

    @property
    def running(self):
        return getattr(self.play, PLAYING)

    def stop(self):
        if self.running:
            setattr(self.play, PLAYING, False)

    def _switch(self, change):
        global _running
        if change["new"]:
            stop_clock()
            _running = weakref.ref(self)
        elif _running is not None and _running() is self:
            _running = None

    def _count(self, change):
        keep_on(self._tick, LONG, PICTURES - 1)
        _once_answered(self._tick)

    def _tick(self):
        if self.running:
            self.on_tick()


def _once_answered(work):
    """Call work() when the message at hand has been answered; at once where there is none."""
    try:
        loop = get_running_loop()
    except RuntimeError:
        work()
    else:
        loop.call_later(BREATH, _stoppable, work)


def _stoppable(work):
    """Call work(), which the stop button can stop: between messages a kernel's main thread does not listen to it."""
    if threading.current_thread() is not threading.main_thread():
        return work()
    before = signal.getsignal(signal.SIGINT)
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
    except KeyboardInterrupt:
        pass  # the demo has told it
    finally:
        signal.signal(signal.SIGINT, before)


def keep_on(step, seconds, most=None):
    """Call `step()` again and again for so many seconds: at least once, and at most `most` times if that is given."""
    end = time.perf_counter() + seconds
    for _ in count() if most is None else range(most):
        step()
        if time.perf_counter() >= end:
            break


def stop_clock():
    """Stop the clock that runs, if one does.

    Its timer lives in the browser and would go on after its cell is run again.
    """
    clock = _running and _running()
    if clock:
        clock.stop()
