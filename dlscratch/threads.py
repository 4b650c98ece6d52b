"""How many threads a matrix product may use: BLAS, the library behind NumPy's `@`, would take every core."""

from contextlib import nullcontext
from functools import cache

# Below this many multiplications a product is done before several threads have agreed on who does what;
# where other programs want the cores too, waiting for each other makes them ten times slower than one alone.
ONE_THREAD_BELOW = 100e6


def one_blas_thread(multiplications):
    """Return a context that holds BLAS to one thread, and puts it back, if the products have few multiplications.

    >>> with one_blas_thread(100 * 784 * 50):
    ...     pass  # a product of (100, 784) and (784, 50)
    """
    if multiplications > ONE_THREAD_BELOW or all(library.num_threads == 1 for library in _blas().lib_controllers):
        return nullcontext()
    return _blas().limit(limits=1)


@cache
def _blas():
    """Return threadpoolctl's handle on the BLAS that is loaded: finding it takes a third of a millisecond, so once."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
