"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import dlscratch as dl


def momentum_step__sum(a):
    return a + a  # write me


def momentum_step__package(a):
    return 2 * dl.identity(a)  # write me


PROBES = {
    "momentum_step": ["momentum_step(rng.normal(size=(3, 4)))"],  # write me
}
