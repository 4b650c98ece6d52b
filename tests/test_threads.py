"""Small products run on one BLAS thread, whoever calls, and the threads are given back."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

import dlscratch as dl
from dlscratch import layers, threads


def blas_threads():
    """Return how many threads NumPy's BLAS may use; what a later import brings along is not NumPy's."""
    return max((library.num_threads for library in threads._blas_libraries()), default=1)


@pytest.fixture
def two_threads():
    with threadpool_limits(limits=2, user_api="blas"):
        if blas_threads() != 2:
            pytest.skip("this BLAS cannot be given two threads")
        yield


def test_few_multiplications_hold_one_thread(two_threads):
    with threads.one_blas_thread(1e6):
        assert blas_threads() == 1
        with threads.one_blas_thread(1e6):
            assert blas_threads() == 1
        assert blas_threads() == 1
    assert blas_threads() == 2


def test_it_holds_in_every_thread(two_threads):
    """A notebook runs a cell in one thread and moves a slider in another."""

    def inside():
        with threads.one_blas_thread():
            return blas_threads()

    with ThreadPoolExecutor() as pool:
        assert (inside(), pool.submit(inside).result(), inside()) == (1, 1, 1)
        with threads.one_blas_thread():
            held = pool.submit(threads._one_thread.__enter__)
            held.result()
        assert blas_threads() == 1  # the other one is still inside
        threads._one_thread.__exit__()
    assert blas_threads() == 2


def test_many_multiplications_do_not(two_threads):
    with threads.one_blas_thread(1e12):
        assert blas_threads() == 2


def test_threads_are_given_back_after_an_error(two_threads):
    with pytest.raises(KeyboardInterrupt), threads.one_blas_thread(1):
        raise KeyboardInterrupt
    assert blas_threads() == 2


@pytest.mark.parametrize("call", [
    lambda net, x, t: net.predict(x),
    lambda net, x, t: net.loss(x, t),
    lambda net, x, t: net.accuracy(x, t),
    lambda net, x, t: net.gradient(x, t),
    lambda net, x, t: net.numerical_gradient(x, t),
    lambda net, x, t: dl.train(net, (x, t), None, dl.SGD(0.1), epochs=1, batch_size=2),
])
def test_a_network_computes_on_one_thread(call, two_threads, monkeypatch):
    seen, forward = [], layers.Affine.forward

    def watched(self, x):
        seen.append(blas_threads())
        return forward(self, x)

    monkeypatch.setattr(layers.Affine, "forward", watched)
    call(dl.MultiLayerNet([3, 4, 2]), np.ones((4, 3)), [0, 1, 0, 1])
    assert set(seen) == {1}
    assert blas_threads() == 2
