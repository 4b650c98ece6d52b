"""What each trick buys: whole runs with it and without it, in turn: `python -m benchmarks.without`.

A trick of the engine is taken out, one that is no longer there is put in; the ratio is the time without it to the time
with it, so that 1.10 means that it buys a tenth. benchmarks/README.md holds what was found.
"""

import argparse
import math
import time
from contextlib import ExitStack, nullcontext
from functools import partial
from unittest.mock import patch

import numpy as np
from threadpoolctl import threadpool_limits

import dlscratch as dl
from dlscratch import arrays, functions, layers, measured, networks, optimizers, records, threads, training
from dlscratch.lessons.l06_mnist_training.cockpit import Cockpit

from .training import program, trainer

RUNS = 7


def book(data):
    """Seed 001's program as written: float64, a loop of its own."""
    return partial(program(dl.TwoLayerNet, data), 1)


def train(data):
    """dl.train, 784-50-10, float32, two epochs."""
    return partial(trainer(data), 2)


def adam(data):
    """Adam, 784-256-128-10, float32, an epoch of batches of 128."""
    x, t, _, _ = data
    net, optimizer, rng = dl.MultiLayerNet([784, 256, 128, 10], dtype=np.float32), dl.Adam(), np.random.default_rng(0)

    def epoch():
        for rows in dl.minibatches(len(x), 128, rng):
            optimizer.update(net.params, net.gradient(x[rows], t[rows]))

    return epoch


def cockpit(data):
    """The cockpit's ticks of 20 ms, without its pictures: 200 steps."""
    model = Cockpit(hidden_size=50, learning_rate=0.1, batch_size=100)

    def ticks():
        goal = model.step + 200
        while model.step < goal:
            model.tick(0.02)

    return ticks


def slopes(data):
    """The 39,760 slopes of 784-50-10, measured on 100 images."""
    net = dl.TwoLayerNet(784, 50, 10)
    return lambda: net.numerical_gradient(data[0][:100], data[1][:100])


def everywhere(name, function, *modules):
    """Return a context in which `function` stands for a name that modules have imported from each other."""
    stack = ExitStack()
    for module in modules:
        stack.enter_context(patch.object(module, name, function))
    return stack


def one_after_the_other(function, items):
    return [function(item) for item in items]


def later(function):
    result = function()
    return lambda: result


def all_of(net, x):
    return net._through(net.layers(), net._as_rows(x))


def steps_that_look_each_time(net, x, t, batch_size):
    return lambda rows: net.loss_and_gradient(x[rows], t[rows])


def look_at_the_inputs():
    through = dl.MultiLayerNet._through

    def after_a_look(self, layers, x, first_row=0):
        arrays.check_finite(x, "x", dtype=self.dtype, first_row=first_row)
        return through(self, layers, x, first_row)

    return patch.object(dl.MultiLayerNet, "_through", after_a_look)


def without_shortcut_to_the_first_slope():
    backward = layers.Affine.backward
    return patch.object(layers.Affine, "backward", lambda self, dout, need_dx=True: backward(self, dout))


def without_equal_inputs():
    class Numpy:
        unique = staticmethod(lambda values, return_inverse: (values, np.arange(len(values))))

        def __getattr__(self, name):
            return getattr(np, name)

    return patch.object(measured, "np", Numpy())


def columns_by_the_loss(output, a, t):
    return output.loss(a.T, np.broadcast_to(t, a.T.shape), average=False)


STAYED = {
    "one BLAS thread": (
        lambda: everywhere("one_blas_thread", nullcontext, networks, training, threads),
        [train],
    ),
    "accuracies on all cores": (lambda: patch.object(networks, "on_all_cores", one_after_the_other), [book]),
    "accuracies beside the next epoch": (lambda: patch.object(records, "beside", later), [train]),
    "what stays the same looked at once": (
        lambda: patch.object(training, "Steps", steps_that_look_each_time),
        [train],
    ),
    "sums looked at in place of the inputs": (look_at_the_inputs, [book]),
    "blocks of rows": (lambda: patch.object(dl.MultiLayerNet, "_scores", all_of), [book]),
    "no slope in the inputs": (without_shortcut_to_the_first_slope, [book, train, adam]),
    "equal inputs nudged once": (without_equal_inputs, [slopes]),
    "losses of columns in place": (lambda: patch.object(measured, "_losses_of_columns", columns_by_the_loss), [slopes]),
}


def buffers_in_adam():
    def update(self, params, grads):
        self.t += 1
        root = (1 - self.beta2**self.t) ** 0.5
        for key, grad in optimizers.pairs(params, grads):
            m, v, change = (
                optimizers.kept(state, key, grad) for state in (self.m, self.v, vars(self).setdefault("change", {}))
            )
            m *= self.beta1
            m += np.multiply(grad, 1 - self.beta1, out=change)
            v *= self.beta2
            np.square(grad, out=change)
            change *= 1 - self.beta2
            v += change
            np.sqrt(v, out=change)
            change += self.epsilon * root
            np.divide(m, change, out=change)
            change *= self.learning_rate * root / (1 - self.beta1**self.t)
            params[key] -= change

    return patch.object(dl.Adam, "update", update)


def bias_in_place():
    def forward(self, x):
        self.x = x = arrays.as_floats(x, "x")
        a = x @ self.W
        a += self.b
        return a

    return patch.object(layers.Affine, "forward", forward)


def no_look_at_floats():
    as_floats = arrays.as_floats

    def shorter(values, name="x", dtype=None):
        fits = dtype is None and type(values) is np.ndarray and values.dtype.char in "fd"
        return values if fits else as_floats(values, name, dtype)

    return everywhere("as_floats", shorter, arrays, functions, layers, networks, optimizers, training)


def finite_by_a_product():
    def all_finite(array):
        return math.isfinite(np.vdot(array, array)) or bool(np.isfinite(array).all())

    return patch.object(arrays, "all_finite", all_finite)


WENT = {
    "Adam's buffers": (buffers_in_adam, [adam]),
    "the bias added in place": (bias_in_place, [book, train, adam]),
    "floats taken without a look": (no_look_at_floats, [book, train, cockpit]),
    "finite by one product": (finite_by_a_product, [book, cockpit]),
    "all of these": (
        lambda: stacked(buffers_in_adam, bias_in_place, no_look_at_floats, finite_by_a_product),
        [book, train, adam, cockpit],
    ),
}


def stacked(*tricks):
    stack = ExitStack()
    for trick in tricks:
        stack.enter_context(trick())
    return stack


def seconds(run, change):
    """Return the seconds of a run under a change: by the clock, and of the processor."""
    with change():
        start = time.perf_counter(), time.process_time()
        run()
        return time.perf_counter() - start[0], time.process_time() - start[1]


def compare(run, change, runs):
    """Return the ratios (runs, 2), clock and processor, of a run under the change to the run as it is."""
    found = {nullcontext: [], change: []}
    run()
    for number in range(runs):
        for each in list(found)[:: 1 if number % 2 else -1]:
            found[each].append(seconds(run, each))
    return np.divide(found[change], found[nullcontext])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--rows", type=int, default=60_000, help="training images; fewer for a first look")
    arguments = parser.parse_args()
    (x, t), (x_test, t_test) = dl.load_mnist()
    data = x[: arguments.rows], t[: arguments.rows], x_test[: arguments.rows // 6], t_test[: arguments.rows // 6]
    print("| trick | run | without it, clock | processor |\n|---|---|---|---|")
    for tricks, without in ((STAYED, True), (WENT, False)):
        for name, (change, cases) in tricks.items():
            for case in cases:
                with nullcontext() if name == "one BLAS thread" else threadpool_limits(limits=1, user_api="blas"):
                    ratios = compare(case(data), change, arguments.runs)
                clock, processor = np.median(ratios if without else 1 / ratios, axis=0)
                print(f"| {name} | {case.__name__} | {clock:.2f} | {processor:.2f} |", flush=True)


if __name__ == "__main__":
    main()
