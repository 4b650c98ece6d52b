"""The book's network, trained by others. Each function here returns one that trains for a number of epochs.

784-50-10, sigmoid, softmax, batch 100, learning rate 0.1, float32, `data` (x, t, x_test, t_test). Both accuracies
before the first epoch and after each, as `dl.train` takes them; a loss each step where a line more gives it.
"""

import os
from contextlib import contextmanager

import numpy as np

from . import textbook
from .timing import timed

BATCH, RATE = 100, 0.1


def initial_params(rng):
    return [0.01 * rng.standard_normal((784, 50)), np.zeros(50), 0.01 * rng.standard_normal((50, 10)), np.zeros(10)]


def torch_trainer(data):
    """PyTorch: nn.Module and SGD as its tutorial writes them, at the better of one thread and all."""
    import torch

    x, t, x_test, t_test = (torch.from_numpy(array) for array in data)
    loss = torch.nn.CrossEntropyLoss()

    def train(epochs):
        net = torch.nn.Sequential(torch.nn.Linear(784, 50), torch.nn.Sigmoid(), torch.nn.Linear(50, 10))
        optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
        for epoch in range(epochs + 1):
            if epoch:
                torch_epoch(net, optimizer, loss, x, t, BATCH)
            with torch.no_grad():
                for images, labels in ((x, t), (x_test, t_test)):
                    (net(images).argmax(1) == labels).float().mean().item()

    net = torch.nn.Sequential(torch.nn.Linear(784, 50), torch.nn.Sigmoid(), torch.nn.Linear(50, 10))
    set_better_thread_count(net, torch.optim.SGD(net.parameters(), lr=RATE), loss, x, t, BATCH)
    return train


def torch_epoch(net, optimizer, loss, x, t, batch, steps=None):
    import torch

    for rows in torch.randperm(len(x)).split(batch)[:steps]:
        optimizer.zero_grad()
        loss(net(x[rows]), t[rows]).backward()
        optimizer.step()


def set_better_thread_count(*training):
    """Set PyTorch to one thread or to all, whichever trains 50 steps faster."""
    import torch

    def seconds(threads):
        torch.set_num_threads(threads)
        return min(timed(lambda: torch_epoch(*training, steps=50)) for _ in range(3))

    torch.set_num_threads(min(1, os.cpu_count(), key=seconds))


@contextmanager
def one_core():
    """Hold what starts inside to one core, for as long as it lives; not on macOS and Windows."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def jax_trainer(data):
    """JAX: a whole epoch compiled into one lax.scan, on one thread where the system can hold it to one core."""
    with one_core():  # it takes as many threads as it has cores when it starts; no setting of its own changes that
        import jax
        import jax.numpy as jnp

        jax.devices()

    x, t, x_test, t_test = (jnp.asarray(array) for array in data)

    def scores(params, x):
        W1, b1, W2, b2 = params
        return jax.nn.sigmoid(x @ W1 + b1) @ W2 + b2

    def loss(params, x, t):
        return -jnp.take_along_axis(jax.nn.log_softmax(scores(params, x)), t[:, None], axis=1).mean()

    @jax.jit
    def epoch(params, x, t, batches):
        def step(params, rows):
            value, grads = jax.value_and_grad(loss)(params, x[rows], t[rows])
            return [param - RATE * grad for param, grad in zip(params, grads, strict=True)], value

        params, losses = jax.lax.scan(step, params, batches)
        return params, losses.mean()

    accuracy = jax.jit(lambda params, x, t: (scores(params, x).argmax(axis=1) == t).mean())

    def train(epochs):
        rng = np.random.default_rng(0)
        params = [jnp.asarray(param, jnp.float32) for param in initial_params(rng)]
        for number in range(epochs + 1):
            if number:
                batches = rng.permutation(len(x))[: len(x) // BATCH * BATCH].reshape(-1, BATCH)
                params, _ = epoch(params, x, t, batches)
            float(accuracy(params, x, t)), float(accuracy(params, x_test, t_test))

    return train


def sklearn_trainer(data):
    """scikit-learn: MLPClassifier, an epoch a call."""
    from sklearn.neural_network import MLPClassifier

    x, t, x_test, t_test = data

    def train(epochs):
        net = MLPClassifier(
            (50,),
            activation="logistic",
            solver="sgd",
            alpha=0,
            batch_size=BATCH,
            learning_rate_init=RATE,
            momentum=0,
            random_state=0,
        )
        for epoch in range(epochs):
            net.partial_fit(x, t, classes=np.arange(10))
            if epoch == 0:
                net.score(x, t), net.score(x_test, t_test)  # it has no weights before
            net.score(x, t), net.score(x_test, t_test)

    return train


def autograd_trainer(data):
    """autograd: the loss in NumPy, its gradient by tracing."""
    import autograd
    import autograd.numpy as anp

    x, t, x_test, t_test = data
    one_hot = np.eye(10, dtype=np.float32)[t]

    def scores(params, x):
        W1, b1, W2, b2 = params
        return anp.dot(1 / (1 + anp.exp(-(anp.dot(x, W1) + b1))), W2) + b2

    def loss(params, x, t):
        a = scores(params, x)
        a = a - anp.max(a, axis=1, keepdims=True)
        return -anp.sum(t * (a - anp.log(anp.sum(anp.exp(a), axis=1, keepdims=True)))) / len(x)

    gradient = autograd.grad(loss)

    def train(epochs):
        rng = np.random.default_rng(0)
        params = [param.astype(np.float32) for param in initial_params(rng)]
        for epoch in range(epochs + 1):
            order = rng.permutation(len(x)) if epoch else []
            for start in range(0, len(order), BATCH):
                rows = order[start : start + BATCH]
                for param, grad in zip(params, gradient(params, x[rows], one_hot[rows]), strict=True):
                    param -= RATE * grad
            for images, labels in ((x, t), (x_test, t_test)):
                (scores(params, images).argmax(axis=1) == labels).mean()

    return train


PEERS = {"torch": torch_trainer, "jax": jax_trainer, "sklearn": sklearn_trainer, "autograd": autograd_trainer}


def textbook_trainer(data):
    """The textbook's network in the same loop, with the one-hot rows it needs."""
    x, t, x_test, t_test = data
    t, t_test = np.eye(10)[t], np.eye(10)[t_test]

    def train(epochs):
        rng, net = np.random.default_rng(0), textbook.TwoLayerNet(784, 50, 10)
        for epoch in range(epochs + 1):
            order = rng.permutation(len(x)) if epoch else []
            for start in range(0, len(order), BATCH):
                rows = order[start : start + BATCH]
                grads = net.gradient(x[rows], t[rows])
                for key in net.params:
                    net.params[key] -= RATE * grads[key]
            net.accuracy(x, t), net.accuracy(x_test, t_test)

    return train
