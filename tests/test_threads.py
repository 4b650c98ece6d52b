import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

import dlscratch as dl
from dlscratch.threads import ONE_THREAD_BELOW, one_blas_thread


def blas_threads():
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


@pytest.fixture(autouse=True)
def several():
    """Let BLAS have 2 threads, whatever machine this is, and look that nobody leaves it otherwise."""
    with threadpool_limits(limits=2, user_api="blas"):
        if blas_threads() != {2}:
            pytest.skip("this NumPy's BLAS has one thread, or a number that cannot be set")
        yield
        assert blas_threads() == {2}


def test_small_products_take_one_thread_and_give_the_others_back():
    with one_blas_thread(1000):
        assert blas_threads() == {1}
        with one_blas_thread(1000):
            assert blas_threads() == {1}
        assert blas_threads() == {1}
    assert blas_threads() == {2}


def test_they_are_given_back_after_an_error():
    with pytest.raises(ZeroDivisionError):
        with one_blas_thread(1000):
            raise ZeroDivisionError
    assert blas_threads() == {2}


def test_large_products_take_what_there_is():
    with one_blas_thread(ONE_THREAD_BELOW + 1):
        assert blas_threads() == {2}


def test_training_a_small_network_takes_one_thread():
    seen = []
    net = dl.MultiLayerNet([2, 8, 3])

    def look(record):
        seen.append(blas_threads())

    dl.train(net, dl.blobs(30), None, dl.SGD(0.1), epochs=1, batch_size=10, on_epoch=look)
    assert seen == [{1}, {1}]


def test_the_number_of_threads_changes_no_result():
    net, x = dl.MultiLayerNet([20, 30, 3]), np.random.default_rng(0).normal(size=(50, 20))
    alone = net.predict(x)
    for limit in (1, 2):
        with threadpool_limits(limits=limit, user_api="blas"):
            np.testing.assert_allclose(net.predict(x), alone, rtol=1e-12)
