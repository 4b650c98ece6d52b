"""Measure everything and print one table: `python -m benchmarks`, or `python -m benchmarks training data`.

`pip install -e ".[bench]"` installs what is compared with; without it, a line says what is missing.
`--quick` runs each comparison once, with little data: to see that it runs, not to read the numbers.
"""

import argparse
import importlib
import os
import platform
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

from . import timing

WITH_AVX512 = ("SkylakeX", "Cooperlake", "SapphireRapids")
TOPICS = ("training", "gradients", "data", "growth", "memory", "live")


def rows(topics, quick):
    """Yield the rows of the table, topic by topic."""
    for topic in topics:
        yield from importlib.import_module(f"benchmarks.{topic}").rows(quick)


def blas(libraries, processor):
    """Return a sentence on NumPy's BLAS, which has its own code for each kind of processor and may miss the newest.

    `libraries` is what threadpoolctl finds, `processor` what the system says of the processor.
    """
    library = next((found for found in libraries if found["internal_api"] == "openblas"), None)
    if library is None:
        return ""
    sentence = f"OpenBLAS {library['version']} with its code for {library['architecture']}"
    if "avx512f" in processor and library["architecture"] not in WITH_AVX512:
        return f"{sentence}: OPENBLAS_CORETYPE=SkylakeX in the environment makes it use this processor's AVX-512."
    return f"{sentence}."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topics", nargs="*", default=TOPICS, help=" ".join(TOPICS))
    parser.add_argument("--quick", action="store_true", help="one short run of everything")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="processor time in place of the clock's, for a busy machine: two threads count twice",
    )
    arguments = parser.parse_args()
    if arguments.cpu:
        timing.clock = lambda: time.process_time() + sum(os.times()[2:4])  # and of programs that were started
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}. "
        f"{'Processor time' if arguments.cpu else 'Time'}: "
        "the median of runs in turn, in brackets the smallest and the largest."
    )
    cpuinfo = Path("/proc/cpuinfo")
    print(blas(threadpool_info(), cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""), end="\n\n")
    print("| what | dlscratch | peer | ratio | bar |\n|---|---|---|---|---|")
    for row in rows(arguments.topics, arguments.quick):
        print(row, flush=True)


if __name__ == "__main__":
    main()
