"""How the time of a step grows with width, depth and batch, that of an epoch with the data, and memory with steps."""

import tracemalloc

import numpy as np
from threadpoolctl import threadpool_limits

import dlscratch as dl

from .timing import RUNS, Note, interleaved

FACTOR = 4  # from the small case to the large one


def rows(quick):
    runs, steps = (1, 1) if quick else (RUNS, 20)
    with threadpool_limits(limits=1, user_api="blas"):
        for what, small, large in (
            ("width 256 to 1,024", dict(sizes=[784, 256, 10]), dict(sizes=[784, 1024, 10])),
            ("depth 4 to 16 layers of 256", dict(sizes=[256] * 5), dict(sizes=[256] * 17)),
            ("batch 128 to 512", dict(batch=128), dict(batch=512)),
        ):
            yield growth(f"a step, {what}", *(step_case(**case, steps=steps) for case in (small, large)), runs)
        n = 500 if quick else 5000
        yield growth(f"an epoch, {n:,} to {FACTOR * n:,} rows", epoch_case(n), epoch_case(FACTOR * n), runs)
    yield memory(10 if quick else 100)


def growth(what, small, large, runs):
    """Compare the growth of the time with that of the multiplications."""
    seconds = interleaved({"small": small[0], "large": large[0]}, runs)
    low, middle, high = np.quantile(seconds["large"] / seconds["small"], [0, 0.5, 1])
    expected = large[1] / small[1]
    return Note(what, f"{middle:.2f} × the time ({low:.2f}-{high:.2f}), {expected:.2f} × the multiplications")


def step_case(sizes=(784, 256, 10), batch=128, steps=1):
    """Return steps of training in float32, and the multiplications of one."""
    net, optimizer = dl.MultiLayerNet(sizes, dtype=np.float32), dl.SGD(0.01)
    x = np.random.default_rng(0).random((batch, sizes[0]), np.float32)
    t = np.arange(batch) % sizes[-1]

    def work():
        for _ in range(steps):
            optimizer.update(net.params, net.gradient(x, t))

    products = np.multiply(sizes[:-1], sizes[1:])
    return work, batch * (3 * products.sum() - products[0])  # forward, dW, dx; the inputs need no dx


def epoch_case(n):
    """Return an epoch of n rows, and a number that grows with its multiplications."""
    net = dl.MultiLayerNet([784, 50, 10], dtype=np.float32)
    x = np.random.default_rng(0).random((n, 784), np.float32)
    data = x, np.arange(n) % 10
    return lambda: dl.train(net, data, None, dl.SGD(0.01), epochs=1), n


def memory(steps):
    """Compare the memory in use after some steps and after ten times as many."""
    x, t = np.random.default_rng(0).random((100, 784), np.float32), np.arange(100) % 10
    net, optimizer = dl.MultiLayerNet([784, 50, 10], dtype=np.float32), dl.Adam()
    used = []
    tracemalloc.start()
    for step in range(10 * steps + 1):
        optimizer.update(net.params, net.gradient(x, t))
        if step in (steps, 10 * steps):
            used.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return Note(f"memory after {steps:,} and {10 * steps:,} steps", f"{used[0] / 1e6:.2f} MB, {used[1] / 1e6:.2f} MB")
