"""How many threads a matrix product may use: BLAS, the library behind NumPy's `@`, would take every core."""

import os
from contextlib import nullcontext
from functools import cache
from threading import Lock, local
from weakref import WeakSet

# On idle cores two threads need 0.6 of the time of one; beside a busy program they wait for each other, twice as long.
# A notebook has a browser beside it, so up to this many multiplications, all of this course, one thread it is.
ONE_THREAD_BELOW = 20e6


def one_blas_thread(multiplications=0):
    """Return a context that holds BLAS to one thread, and puts it back, if the products have few multiplications.

    >>> with one_blas_thread(100 * 784 * 50):
    ...     pass  # a product of (100, 784) and (784, 50)
    """
    return _OneThread() if multiplications <= ONE_THREAD_BELOW else nullcontext()


def on_all_cores(function, items):
    """Return the list of function(item), several at a time, the products of each on one BLAS thread.

    >>> on_all_cores(abs, [-1, 2, -3])
    [1, 2, 3]
    """
    # BLAS threads share one product and wait for each other, which a busy core makes slow; these share nothing.
    workers = min(len(items), _cores())
    with one_blas_thread():
        if workers > 1:
            try:
                from concurrent.futures import ThreadPoolExecutor  # here: it would slow the package's import

                pool = ThreadPoolExecutor(workers)
                results = pool.map(function, items)  # they begin here
            except RuntimeError:  # Python is ending, and starts no threads any more
                pass
            else:
                with pool:
                    return list(results)
        return [function(item) for item in items]


def beside(function):
    """Start function() on another core, where there is one, and return a function that waits for its result.

    >>> later = beside(lambda: 1 + 1)
    >>> later()
    2
    """
    if _cores() > 1:
        try:
            from concurrent.futures import ThreadPoolExecutor

            pool = ThreadPoolExecutor(1, initializer=setattr, initargs=(_this_thread, "cores", 1))
            result = pool.submit(function).result
        except RuntimeError:  # Python is ending
            pass
        else:
            pool.shutdown(wait=False)  # its thread ends with its work
            return result
    result = function()
    return lambda: result


_this_thread = local()


def _cores():
    """Return how many cores this thread may use: all that the system gives the process, but one beside another."""
    if hasattr(_this_thread, "cores"):
        return _this_thread.cores
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _OneThread:
    """Whoever enters first sets the limit, and whoever leaves last lifts it: nested or side by side in two threads.

    A stop button may strike in the middle of `__enter__` or `__exit__`. What is held is therefore counted by the
    objects that are alive, and `before` is forgotten only once it is restored: the next one to leave mends it.
    """

    lock, holders, before = Lock(), WeakSet(), []

    def __enter__(self):
        with self.lock:
            if not self.holders:
                self.before[:] = self.before or [(library, library.num_threads) for library in _blas_libraries()]
                _OneThread.limit(1)
            self.holders.add(self)

    def __exit__(self, *error):
        with self.lock:
            self.holders.discard(self)
            if not self.holders:
                _OneThread.limit(None)
                self.before.clear()

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
        cls.lock, cls.holders, cls.before = Lock(), WeakSet(), []


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_OneThread.after_fork)


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
