"""How long a measured gradient takes: all 39,760 slopes of 784-50-10 for a batch of 100 images."""

import numpy as np
from threadpoolctl import threadpool_limits

import dlscratch as dl

from . import textbook
from .timing import RUNS, Note, Row, installed, interleaved

SAMPLE = ("b1", "W2", "b2")  # 560 parameters, measured one at a time to project the time of all


def rows(quick):
    (x, t), _ = dl.load_mnist()
    n, runs = (2, 1) if quick else (100, RUNS)
    with threadpool_limits(limits=1, user_api="blas"):
        yield from measured(x[:n], t[:n], runs)


def measured(x, t, runs):
    net, book = dl.TwoLayerNet(784, 50, 10), textbook.TwoLayerNet(784, 50, 10)
    one_hot, dense = np.eye(10)[t], np.random.default_rng(0).random(x.shape)
    loss = loss_of_vector(book, x, one_hot)
    start = np.concatenate([book.params[key].ravel() for key in SAMPLE])
    cases = {
        "ours": lambda: net.numerical_gradient(x, t),
        "dense": lambda: net.numerical_gradient(dense, t),
        "derived": lambda: net.gradient(x, t),
        "textbook": lambda: [
            textbook.numerical_gradient(lambda _: book.loss(x, one_hot), book.params[key]) for key in SAMPLE
        ],
    }
    if installed("scipy"):
        from scipy.optimize import approx_fprime

        cases["scipy"] = lambda: approx_fprime(start, loss)
    if installed("torch"):
        cases["torch"] = gradcheck_case(x, t)
    seconds = interleaved(cases, runs)
    share = sum(param.size for param in net.params.values()) / len(start)
    what = f"measured gradient, {len(x)} images"
    yield Row(what, seconds["ours"], "textbook, one at a time, projected", share * seconds["textbook"], at_least=300)
    for peer, name in (("scipy", "SciPy approx_fprime (one-sided)"), ("torch", "PyTorch gradcheck")):
        if peer in seconds:
            yield Row(what, seconds["ours"], f"{name}, projected", share * seconds[peer])
        else:
            yield Note(what, f"{name} is not installed")
    yield Row(
        f"{what} without a single 0",
        seconds["dense"],
        "textbook, one at a time, projected",
        share * seconds["textbook"],
    )
    yield Row(what, seconds["ours"], "the derived gradient", seconds["derived"])


def loss_of_vector(net, x, t):
    """Return the loss as a function of the sampled parameters in one vector."""

    def loss(vector):
        start = 0
        for key in SAMPLE:
            param = net.params[key]
            param.flat[:] = vector[start : start + param.size]
            start += param.size
        return net.loss(x, t)

    return loss


def gradcheck_case(x, t):
    """PyTorch's gradcheck of the sampled parameters: it measures each, and compares with the derived slope."""
    import torch

    rng = np.random.default_rng(0)
    x, t = torch.from_numpy(x.astype(np.float64)), torch.from_numpy(t)
    W1 = torch.from_numpy(0.01 * rng.standard_normal((784, 50)))
    sampled = [
        torch.from_numpy(array).requires_grad_()
        for array in (np.zeros(50), 0.01 * rng.standard_normal((50, 10)), np.zeros(10))
    ]

    def loss(b1, W2, b2):
        return torch.nn.functional.cross_entropy(torch.sigmoid(x @ W1 + b1) @ W2 + b2, t)

    def check():
        torch.set_num_threads(1)
        torch.autograd.gradcheck(loss, sampled)

    return check
