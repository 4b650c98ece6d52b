"""How many threads a matrix product may use: BLAS, the library behind NumPy's `@`, would take every core."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import cache
from threading import Lock

# On idle cores two threads need 0.6 of the time of one; beside a busy program they wait for each other, twice as long.
# A notebook has a browser beside it, so up to this many multiplications, all of this course, one thread it is.
ONE_THREAD_BELOW = 20e6


def one_blas_thread(multiplications=0):
    """Return a context that holds BLAS to one thread, and puts it back, if the products have few multiplications.

    >>> with one_blas_thread(100 * 784 * 50):
    ...     pass  # a product of (100, 784) and (784, 50)
    """
    return _one_thread if multiplications <= ONE_THREAD_BELOW else nullcontext()


def on_all_cores(function, items):
    """Return the list of function(item), several at a time, the products of each on one BLAS thread.

    >>> on_all_cores(abs, [-1, 2, -3])
    [1, 2, 3]
    """
    # BLAS threads share one product and wait for each other, which a busy core makes slow; these share nothing.
    workers = min(len(items), _cores())
    with one_blas_thread():
        if workers == 1:
            return [function(item) for item in items]
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(function, items))


def _cores():
    """Return how many cores this process may use, where the system says so."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _OneThread:
    """Whoever enters first sets the limit, and whoever leaves last lifts it: nested or side by side in two threads."""

    def __init__(self):
        self.lock, self.inside, self.before = Lock(), 0, []

    def __enter__(self):
        with self.lock:
            if self.inside == 0:
                counts = [(library, library.num_threads) for library in _blas_libraries()]
                self.before = [(library, count) for library, count in counts if count > 1]
                for library, _ in self.before:
                    _set_threads(library, 1)
            self.inside += 1

    def __exit__(self, *error):
        with self.lock:
            self.inside -= 1
            if self.inside == 0:
                for library, count in self.before:
                    _set_threads(library, count)


_one_thread = _OneThread()


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
