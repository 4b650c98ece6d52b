"""Measure everything and print one table: `python -m benchmarks`, or `python -m benchmarks training data`.

`pip install -e ".[bench]"` installs what is compared with; without it, a line says what is missing.
`--quick` runs each comparison once, with little data: to see that it runs, not to read the numbers.
"""

import argparse
import importlib
import os
import platform
import time

import numpy as np

from . import timing

TOPICS = ("training", "gradients", "data", "growth", "live")


def rows(topics, quick):
    """Yield the rows of the table, topic by topic."""
    for topic in topics:
        yield from importlib.import_module(f"benchmarks.{topic}").rows(quick)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topics", nargs="*", default=TOPICS, help=" ".join(TOPICS))
    parser.add_argument("--quick", action="store_true", help="one short run of everything")
    parser.add_argument("--cpu", action="store_true",
                        help="processor time in place of the clock's, for a busy machine: two threads count twice")
    arguments = parser.parse_args()
    if arguments.cpu:
        timing.clock = lambda: time.process_time() + sum(os.times()[2:4])  # and of programs that were started
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}. "
          f"{'Processor time' if arguments.cpu else 'Time'}: "
          "the median of runs in turn, in brackets the smallest and the largest.\n")
    print("| what | dlscratch | peer | ratio | bar |\n|---|---|---|---|---|")
    for row in rows(arguments.topics, arguments.quick):
        print(row, flush=True)


if __name__ == "__main__":
    main()
