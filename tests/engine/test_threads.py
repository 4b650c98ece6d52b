"""Small products run on one BLAS thread, whoever calls, and the threads are given back."""

import gc
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

import dlscratch as dl
from dlscratch import layers, networks, threads


def blas_threads():
    """Return how many threads NumPy's BLAS may use; what a later import brings along is not NumPy's."""
    return max((library.num_threads for library in threads._blas_libraries()), default=1)


@pytest.fixture
def two_threads():
    with threadpool_limits(limits=2, user_api="blas"):
        if blas_threads() != 2:
            pytest.skip("this BLAS cannot be given two threads")
        yield


def test_it_holds_one_thread_until_the_last_one_leaves(two_threads):
    with threads.one_blas_thread():
        assert blas_threads() == 1
        with threads.one_blas_thread():
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
            held = threads.one_blas_thread()
            pool.submit(held.__enter__).result()
        assert blas_threads() == 1  # the other one is still inside
        held.__exit__()
    assert blas_threads() == 2


def test_threads_are_given_back_after_an_error(two_threads):
    with pytest.raises(KeyboardInterrupt), threads.one_blas_thread():
        raise KeyboardInterrupt
    assert blas_threads() == 2


@pytest.mark.parametrize(
    "call",
    [
        lambda net, x, t: net.predict(x),
        lambda net, x, t: net.loss(x, t),
        lambda net, x, t: net.accuracy(x, t),
        lambda net, x, t: net.gradient(x, t),
        lambda net, x, t: net.numerical_gradient(x, t),
        lambda net, x, t: dl.train(net, (x, t), None, dl.SGD(0.1), epochs=1, batch_size=2),
    ],
)
def test_a_network_computes_on_one_thread(call, two_threads, monkeypatch):
    seen, forward = [], layers.Affine.forward

    def watched(self, x):
        seen.append(blas_threads())
        return forward(self, x)

    monkeypatch.setattr(layers.Affine, "forward", watched)
    call(dl.MultiLayerNet([3, 4, 2]), np.ones((4, 3)), [0, 1, 0, 1])
    assert set(seen) == {1}
    assert blas_threads() == 2


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_all_cores_keep_the_order_and_hold_one_blas_thread_each(cores, two_threads, monkeypatch):
    monkeypatch.setattr(threads, "_cores", lambda: cores)
    together = threading.Barrier(cores, timeout=60)  # passed only if as many are inside at a time

    def work(item):
        together.wait()
        return item, blas_threads()

    assert threads.on_all_cores(work, range(20 * cores)) == [(item, 1) for item in range(20 * cores)]
    assert blas_threads() == 2


@pytest.mark.parametrize("cores", [1, 3])
def test_the_first_error_is_the_one_told(cores, monkeypatch):
    monkeypatch.setattr(threads, "_cores", lambda: cores)
    with pytest.raises(ZeroDivisionError, match="3"):
        threads.on_all_cores(lambda item: refuse(item) if item >= 3 else item, range(20))


def refuse(item):
    raise ZeroDivisionError(item)


def test_many_blocks_at_a_time_give_what_one_gives(monkeypatch):
    net, x = dl.MultiLayerNet([20, 30, 30, 5], "sigmoid"), np.random.default_rng(0).standard_normal((4_000, 20))
    forward = layers.Sigmoid.forward

    def slow_to_return(self, a):
        forward(self, a)
        time.sleep(1e-4)  # another block may come in between
        return self.z

    monkeypatch.setattr(layers.Sigmoid, "forward", slow_to_return)
    monkeypatch.setattr(networks, "BLOCK", 8 * 100)  # 40 blocks of 100 rows
    monkeypatch.setattr(threads, "_cores", lambda: 1)
    alone = net.predict(x)
    monkeypatch.setattr(threads, "_cores", lambda: 8)
    np.testing.assert_array_equal(net.predict(x), alone)
    x[1_234, 5] = x[3_999, 0] = np.nan
    with pytest.raises(ValueError, match="in row 1234, column 5"):
        net.predict(x)


@pytest.mark.parametrize("struck", ["_set_threads", "WeakSet.add", "WeakSet.discard"])
def test_the_next_one_mends_what_a_stop_button_broke(struck, two_threads, monkeypatch):
    """The limit is not left behind, wherever in `__enter__` or `__exit__` the interrupt comes."""

    def interrupted(*anything):
        raise KeyboardInterrupt

    owner, name = (threads, struck) if struck == "_set_threads" else (threads.WeakSet, struck.split(".")[1])
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(owner, name, interrupted)
        with threads.one_blas_thread():
            pass
    gc.collect()
    with threads.one_blas_thread():
        assert blas_threads() == 1
    assert blas_threads() == 2


FORK = """
import os
from dlscratch import threads
with threads.one_blas_thread(), threads.one_blas_thread.lock:  # as if another thread were on its way in
    child = os.fork()
    if child == 0:
        with threads.one_blas_thread():
            held = [library.num_threads for library in threads._blas_libraries()]
        print(held, [library.num_threads for library in threads._blas_libraries()], flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_has_its_own_limit_and_no_lock_that_nobody_opens(two_threads):
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORK],
        capture_output=True,
        text=True,
        timeout=100,
        encoding="utf-8",
        env={**os.environ, "OPENBLAS_NUM_THREADS": "2", "MKL_NUM_THREADS": "2"},
    )
    assert run.stdout == "[1] [2]\n", run.stderr


def test_a_thread_that_outlives_the_program_still_predicts():
    code = (
        "import threading, numpy as np, dlscratch as dl\n"
        "net, x = dl.MultiLayerNet([2, 3, 2]), np.ones((5000, 2))\n"
        "def late():\n    threading.main_thread().join()\n    print(net.predict(x).shape)\n"
        "threading.Thread(target=late).start()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=100)
    assert run.stdout == "(5000, 2)\n", run.stderr


@pytest.mark.parametrize("cores", [1, 2])
def test_beside_another_thread_work_takes_its_own_core_alone(cores, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    here = threading.current_thread()

    def work():
        return threading.current_thread() is not here, threads._cores()

    assert threads.beside(work)() == ((True, 1) if cores > 1 else (False, 1))
    assert threads._cores() == cores


def test_work_beside_begins_at_once_and_its_error_is_told_where_it_is_waited_for(monkeypatch):
    monkeypatch.setattr(threads, "_cores", lambda: 2)
    begun = threading.Event()

    def work():
        begun.set()
        raise ZeroDivisionError

    later = threads.beside(work)
    assert begun.wait(timeout=60)
    with pytest.raises(ZeroDivisionError):
        later()


def test_no_items_give_no_results():
    assert threads.on_all_cores(abs, []) == []


def test_a_subclass_that_finds_its_attributes_itself():
    class Short(dl.MultiLayerNet):
        def __getattr__(self, name):
            return self.params[name]

    assert Short([2, 3, 2]).predict(np.ones((2_000, 2))).shape == (2_000, 2)


def test_a_lock_that_a_stop_left_locked_holds_up_no_other_thread_for_long(monkeypatch):
    monkeypatch.setattr(threads.one_blas_thread, "patience", 0.05)
    left = threads.one_blas_thread.lock
    left.acquire()  # by this thread, which is interrupted before it lets go
    done = []

    def work():
        with threads.one_blas_thread():
            done.append(1)

    for _ in range(2):
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(10)
    assert done == [1, 1] and threads.one_blas_thread.lock is not left
    with threads.one_blas_thread():
        done.append(1)
    left.release()
    assert done == [1, 1, 1] and not threads.one_blas_thread.holders
