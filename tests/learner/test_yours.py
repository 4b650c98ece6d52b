import signal

import numpy as np
import pytest

import dlscratch as dl
from dlscratch.learner import yours
from dlscratch.lessons.l04_numerical_differentiation.curves import forward_difference

SAMPLE = np.array([-1.0, 2.0])


def blank(a):
    return ...


def half_blank(a):
    return np.where(a > 0, ..., 0)


def half_sum(a):
    return 2 * ... + a


def nothing(a):
    a = 2 * a


def pair(a):
    return a, ...


def exponent(a):
    return np.exp(...) * a


def each(a):
    return [x for x in ...]


@pytest.mark.parametrize("function", [blank, half_blank, half_sum, nothing, pair, exponent, each])
def test_a_blank_gives_way_to_the_package(function):
    shown, sentence, is_yours = yours(function, dl.relu, SAMPLE)
    assert shown is dl.relu and not is_yours
    words = "returns nothing yet" if function is nothing else "is not written yet"
    assert sentence == f"Your {function.__name__} {words}: this is the package's own."


def wrong(a):
    return -a


def broken(a):
    raise ValueError("no")


def endless(a):
    while True:
        pass


def index_by_text(a):
    return a["x"]  # NumPy's error speaks of "ellipsis (`...`)"


def ending(a):
    raise SystemExit


def interrupting(a):
    raise KeyboardInterrupt


class Wordless(Exception):
    def __str__(self):
        raise ValueError


def wordless(a):
    raise Wordless


@pytest.mark.parametrize("function", [wrong, broken, endless, index_by_text, ending, interrupting, wordless])
def test_what_is_written_is_shown_right_or_wrong(function):
    shown, sentence, is_yours = yours(function, dl.relu, SAMPLE)
    assert shown is function and is_yours
    assert sentence == f"This is your {function.__name__}."


@pytest.mark.parametrize("function", [None, dl.relu])
def test_without_one_of_yours_the_package_says_so(function):
    assert yours(function, dl.relu, SAMPLE) == (dl.relu, "This is relu of the package.", False)


def test_what_a_demo_brings_itself_is_not_called_the_packages():
    assert yours(None, forward_difference, np.square, 1.0, 0.5).sentence == "This is forward_difference of this demo."


def test_a_trial_says_what_one_call_cannot():
    class Half:
        def forward(self, x):
            return x

        def backward(self, dout):
            return ...

    def both_ways(chosen):
        return chosen().forward(SAMPLE), chosen().backward(SAMPLE)

    assert yours(Half, dl.Identity, trial=both_ways).sentence.startswith("Your Half is not written yet")
    assert yours(dl.ReLU, dl.Identity, trial=lambda chosen: chosen().forward(SAMPLE)).is_yours


def test_the_stop_button_is_not_taken_for_an_answer():
    def stopped(a):
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        yours(stopped, dl.relu, SAMPLE)
