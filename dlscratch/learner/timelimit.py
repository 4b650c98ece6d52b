"""Call a function, but not for ever: a loop without an end is stopped and becomes an ordinary exception.

A second thread waits, and when time is up it raises an exception in the thread that called. No signals are used, so
it works in every thread (notebooks run callbacks outside the main one) and on Windows. The exception arrives between
two Python instructions: one single long call into C (`time.sleep(60)`) is stopped when that call returns. Code that
swallows every exception is not stopped at all: `call_within_and_tell` lets at least somebody know.
"""

import _thread
import ctypes
import sys
import threading
import time
from contextlib import suppress

from ..threads import alarms

REPEAT_SECONDS = 0.02  # a bare `except:` inside a loop swallows the exception; sooner or later one arrives between
PATIENCE_SECONDS = 1.0  # after that long, what was to stop does not stop


class TimeLimitExceeded(Exception):
    """Raised by `call_within` when time is up; its traceback ends on the line that was running then."""

    def __init__(self, seconds, name):
        super().__init__(f"{name} did not finish within {seconds:g} s and was stopped. Is there a loop without an end?")
        self.seconds = seconds


class Stop(BaseException):
    """What the waiting thread raises: not an `Exception`, so that `except Exception:` does not swallow it.

    Whoever catches every BaseException lets this one pass: it belongs to an outer call.
    """


def call_within(seconds, function, /, *args, **kwargs):
    """Return `function(*args, **kwargs)`, or raise TimeLimitExceeded after about `seconds` seconds.

    >>> call_within(5, max, 3, 7)
    7
    """
    return call_within_and_tell(None, seconds, function, *args, **kwargs)


def call_within_and_tell(tell, seconds, function, /, *args, **kwargs):
    """Do the same; where the function goes on though it was stopped, call `tell(frame)` once, in another thread.

    `frame` is where it runs, a second after it was to stop.
    """
    alarm = _Alarm(seconds, tell)
    try:
        try:
            alarm.start()
            result = function(*args, **kwargs)
        finally:
            alarm.cancel()
    except Stop as stop:
        alarm.cancel()  # the exception may have arrived on the way into the first one
        if not alarm.fired:  # it belongs to an outer call
            raise
        raise _exceeded(seconds, function).with_traceback(_first(stop).__traceback__) from None
    if alarm.fired:  # the function swallowed the exception, or finished a moment late
        raise _exceeded(seconds, function)
    return result


def _first(stop):
    """Return the first of the exceptions that arrived: on a busy machine the next one may strike on the way out."""
    while isinstance(stop.__context__, Stop):
        stop = stop.__context__
    return stop


def _exceeded(seconds, function):
    return TimeLimitExceeded(seconds, getattr(function, "__name__", "the function"))


class _Alarm:
    """Raises Stop in the thread that made it, `seconds` after `start` and again until `cancel`."""

    def __init__(self, seconds, tell=None):
        self.seconds = seconds
        self.tell = tell
        self.fired = self.armed = False
        self.caller = threading.get_ident()
        # A plain lock, held while the function runs, is the signal. Event and Condition are written in Python:
        # an exception that arrives inside one of them could leave it locked for ever.
        self.running, self.waiting = threading.Lock(), threading.Lock()
        alarms.add(self)

    def start(self):
        self.armed = True
        self.running.acquire()
        self.waiting.acquire()
        _thread.start_new_thread(self._wait, ())  # Thread.start() would wait a millisecond for the thread's first move

    def _wait(self):
        pause = self.seconds
        late = time.monotonic() + self.seconds + PATIENCE_SECONDS
        try:
            while not self.running.acquire(timeout=pause):
                self.fired = True
                _raise_in(self.caller, Stop)
                pause = REPEAT_SECONDS
                if self.tell and time.monotonic() > late:
                    tell, self.tell = self.tell, None
                    with suppress(Exception):
                        tell(sys._current_frames().get(self.caller))
        finally:
            self.waiting.release()

    def cancel(self):
        """Once this returns, no exception will arrive any more."""
        patience = time.monotonic() + 1
        while True:
            try:
                if self.running.locked():
                    self.running.release()
                # The thread lets go when it ends. An interrupt may have come before it began: then it never will, and
                # an outer call whose time is up must not make this one wait again and again.
                if self.waiting.acquire(timeout=max(0, patience - time.monotonic())):
                    self.waiting.release()
                for _ in range(3):  # the interpreter delivers at a jump back: one still on its way arrives here
                    pass
                self.armed = False
                return
            except Stop:
                continue


def _raise_in(thread_id, exception):
    # Taking it back, with NULL for the exception, is no way out: it leaves CPython 3.11 looking for one for ever.
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread_id), ctypes.py_object(exception))
