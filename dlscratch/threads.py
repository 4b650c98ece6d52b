"""Which cores work: one for a matrix product, and, where that buys much, one for each of several products.

What is here is here for speed. Each says what it buys, as measured in benchmarks/README.md.
"""

import os
import threading
from functools import cache
from weakref import WeakSet

# What may raise an exception in the main thread at any moment, while it is `armed`. No thread is started then: CPython
# 3.11 may hand the exception to the one that is being born, whose maker would wait for it for ever.
alarms = WeakSet()


def on_all_cores(function, items):
    """Return the list of function(item), several at a time, each with its products on one core.

    The book's program, with its accuracies on two idle cores, runs 1.12 times as fast.

    >>> on_all_cores(abs, [-1, 2, -3])
    [1, 2, 3]
    """
    with one_blas_thread():
        if min(len(items), _cores()) < 2:
            return [function(item) for item in items]
        from concurrent.futures import ThreadPoolExecutor  # here: it would slow the package's import

        with ThreadPoolExecutor(_cores()) as pool:
            return list(pool.map(function, items))


def beside(function):
    """Start function() on another core, where there is one, and return a function that waits for its result.

    `train`, with the accuracies of an epoch computed while the next one runs, is 1.15 times as fast on two idle cores.

    >>> later = beside(lambda: 1 + 1)
    >>> later()
    2
    """
    if _cores() < 2:
        result = function()
        return lambda: result
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(1)
    future = pool.submit(function)
    pool.shutdown(wait=False)  # its thread ends with its work
    return future.result


def _cores():
    """Return how many cores this thread may use: all that there are, but one outside the main thread or by an alarm."""
    if threading.current_thread() is not threading.main_thread() or any(alarm.armed for alarm in list(alarms)):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class one_blas_thread:
    """A context in which BLAS gives each product to one thread; afterwards it has its threads back.

    BLAS, the library behind NumPy's `@`, would give one product to every core. They wait for each other, which beside
    busy programs takes ten times as long, and they round otherwise than one: a rerun would not give the same bytes.
    Whoever enters first sets the limit, and whoever leaves last lifts it: nested or side by side in two threads.
    A stop button may strike in the middle of `__enter__` or `__exit__`. What is held is therefore counted by the
    objects that are alive, and `before` is forgotten only once it is restored: the next one to leave mends it.

    >>> import numpy as np
    >>> with one_blas_thread():
    ...     product = np.ones((100, 784)) @ np.ones((784, 50))
    """

    # An RLock: should a stop ever leave it locked, its own thread still gets on. Another one waits so many seconds for
    # what takes microseconds, then puts a new lock in its place.
    lock, holders, before, patience = threading.RLock(), WeakSet(), [], 2.0

    def __enter__(self):
        lock = self.locked()
        try:
            if not self.holders:
                self.before[:] = self.before or [(library, library.num_threads) for library in _blas_libraries()]
                self.limit(1)
            self.holders.add(self)
        finally:
            lock.release()

    def __exit__(self, *error):
        lock = self.locked()
        try:
            self.holders.discard(self)
            if not self.holders:
                self.limit(None)
                self.before.clear()
        finally:
            lock.release()

    @classmethod
    def locked(cls):
        """Return the lock, held by this thread."""
        lock = cls.lock
        if not lock.acquire(timeout=cls.patience):
            lock = cls.lock = threading.RLock()
            lock.acquire()
        return lock

    @classmethod
    def limit(cls, count):
        """Set every library to `count` threads, or with None to what it had before; those with one have it always."""
        for library, threads in cls.before:
            if threads > 1:
                _set_threads(library, count or threads)

    @classmethod
    def after_fork(cls):
        """Begin anew in a child: the threads that held the lock or the limit exist in the parent alone."""
        cls.limit(None)
        cls.lock, cls.holders, cls.before = threading.RLock(), WeakSet(), []


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=one_blas_thread.after_fork)


def _set_threads(library, count):
    # Newer versions of threadpoolctl listen to one thread alone until it lets go, and ignore all others; a notebook
    # trains in one thread and moves its sliders in another.
    let_go = getattr(library, "clear_controlling_thread", lambda force: None)
    let_go(force=True)
    library.set_num_threads(count)
    let_go(force=True)


@cache
def _blas_libraries():
    """Return threadpoolctl's handles on the BLAS that is loaded: finding it takes a third of a millisecond, so once."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas").lib_controllers
