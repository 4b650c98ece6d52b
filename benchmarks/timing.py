"""Timing side by side: the cases of a comparison run in turn, so that a busy minute hits all of them alike."""

import importlib.util
import time
from typing import NamedTuple

import numpy as np

clock = time.perf_counter
RUNS = 5  # a bar is judged by the median of at least so many


class Row(NamedTuple):
    """A line of the table: what was done, by whom, in seconds (runs,), and what was promised.

    `at_most` bounds our time as a multiple of the peer's, `at_least` how many times as fast as the peer we are.
    """

    what: str
    ours: np.ndarray
    name: str
    peer: np.ndarray
    at_most: float | None = None
    at_least: float | None = None

    def __str__(self):
        as_times = self.at_most or not self.at_least and np.median(self.ours) > np.median(self.peer)
        ratio = self.ours / self.peer if as_times else self.peer / self.ours
        low, middle, high = np.quantile(ratio, [0, 0.5, 1])
        shown = f"{middle:.2f} × {'its time' if as_times else 'as fast'} ({low:.2f}-{high:.2f})"
        bar = ""
        if (self.at_most or self.at_least) and len(self.ours) >= RUNS:
            kept = middle <= self.at_most if self.at_most else middle >= self.at_least
            bar = f"{'at most' if self.at_most else 'at least'} {self.at_most or self.at_least:g} ×"
            bar += ", kept" if kept else ", **missed**"
        return f"| {self.what} | {as_text(self.ours)} | {self.name}: {as_text(self.peer)} | {shown} | {bar} |"


class Note(NamedTuple):
    """A line of the table in words."""

    what: str
    text: str

    def __str__(self):
        return f"| {self.what} | {self.text} | | | |"


def interleaved(cases, runs, first=None):
    """Call each case once unseen, then `runs` times in turn; return the seconds (runs,) of each, by name.

    `cases` is a dict of functions without arguments; `first`, if given, holds shorter ones for the unseen calls.
    """
    for case in (first or cases).values():
        case()
    seconds = {name: [] for name in cases}
    for _ in range(runs):
        for name, case in cases.items():
            seconds[name].append(timed(case))
    return {name: np.array(times) for name, times in seconds.items()}


def timed(case):
    """Return the seconds that one call takes."""
    start = clock()
    case()
    return clock() - start


def as_text(seconds):
    """Return a median and its spread in words: "4.86 s (4.71-5.02)"."""
    seconds = np.atleast_1d(seconds)
    middle = np.median(seconds)
    scale, unit = (1, "s") if middle >= 0.9995 else (1e3, "ms") if middle >= 0.9995e-3 else (1e6, "µs")
    low, middle, high = (
        f"{value:.3g}" if value < 999.5 else f"{value:.0f}" for value in np.quantile(seconds * scale, [0, 0.5, 1])
    )
    return f"{middle} {unit} ({low}-{high})"


def installed(module):
    return importlib.util.find_spec(module) is not None
