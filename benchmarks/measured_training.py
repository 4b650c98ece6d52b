"""Train on MNIST by measured gradients alone, and beside it by derived ones: `python -m benchmarks.measured_training`.

784-50-10, batch 100, learning rate 0.1, 10,000 steps, both from the same weights and on the same batches. One at a
time, the 79,520 losses of a step take 20 seconds, so that this would take more than two days. Prints the lines of
data/measured_training.csv.
"""

import argparse
import platform
import time
from datetime import date

import numpy as np

import dlscratch as dl


def train(steps=10_000, every=100, batch_size=100, learning_rate=0.1):
    """Yield (step, measured loss, derived loss, measured test accuracy, derived test accuracy, seconds of measuring).

    The losses are those of the next batch, so that line 0 is the untrained network. The seconds are the processor's.
    """
    (x, t), test = dl.load_mnist()
    measured, derived = dl.TwoLayerNet(784, 50, 10), dl.TwoLayerNet(784, 50, 10)
    rng, seconds = np.random.default_rng(0), 0.0
    for step in range(steps + 1):
        rows = rng.choice(len(x), batch_size)
        if step % every == 0:
            nets = (measured, derived)
            yield step, *(net.loss(x[rows], t[rows]) for net in nets), *(net.accuracy(*test) for net in nets), seconds
        if step == steps:
            return
        start = time.process_time()
        grads = measured.numerical_gradient(x[rows], t[rows])
        seconds += time.process_time() - start
        for net, slopes in ((measured, grads), (derived, derived.gradient(x[rows], t[rows]))):
            for key in net.params:
                net.params[key] -= learning_rate * slopes[key]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=10_000)
    steps = parser.parse_args().steps
    print("# MNIST by measured gradients alone, and by derived ones from the same weights on the same batches.")
    print(
        f"# python -m benchmarks.measured_training --steps {steps}; dlscratch {dl.__version__}, "
        f"NumPy {np.__version__}, {platform.machine()} {platform.system()}, {date.today()}"
    )
    print(
        "# 784-50-10, sigmoid, batch 100, learning rate 0.1, h 1e-5, float64, seed 0; loss: of the next batch; "
        "seconds: of the processor, for the measuring"
    )
    print("step,measured_loss,derived_loss,measured_test_accuracy,derived_test_accuracy,seconds")
    for step, *losses_and_accuracies, seconds in train(steps):
        print(step, *(f"{number:.4f}" for number in losses_and_accuracies), f"{seconds:.1f}", sep=",", flush=True)


if __name__ == "__main__":
    main()
