"""Would the tests notice a mistake in the engine? Changes it in one place at a time, by a fixed seed, and runs them.

    python tests/engine/mutants.py                 # 300 changes, about two hours
    python tests/engine/mutants.py --number 20     # a taste

Each change runs the tests of its own module first, then all of the engine's, then what stands above the engine; it is
caught at the first that fails. What survives is printed with its line: read it, and write a test where a user would
have noticed. Not part of the suite: it takes as long as many suites.
"""

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "lessons"))
sys.path.insert(0, str(ROOT / "tests" / "project"))

import pytest  # noqa: E402
from mutation import mutants  # noqa: E402
from test_architecture import ENGINE  # noqa: E402

ABOVE = ["tests/lessons", "tests/learner", "tests/svg", "tests/live", "tests/checking"]
SECONDS, SECONDS_ABOVE = 240, 1800  # of one run of tests; a change that makes an endless loop is caught as well


def sample(number, seed):
    """Return `number` pairs (module, line, source), drawn evenly from all single changes to the engine."""
    everything = [
        (module, line, source)
        for module in ENGINE
        for line, source in mutants((ROOT / "dlscratch" / f"{module}.py").read_text(encoding="utf-8"))
    ]
    print(f"{number} of {len(everything)} changes, drawn with seed {seed}")
    return random.Random(seed).sample(everything, number)


def copy_of_the_project(folder):
    """Copy the project into `folder`, without what is hidden or made; return it."""
    made = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache")
    return Path(shutil.copytree(ROOT, folder / "project", ignore=made, symlinks=True))


def stages(module):
    """Return the sets of tests that a change to `module` is shown to, those that are likely to notice it first."""
    own = [path for path in (f"tests/engine/test_{module}.py", f"dlscratch/{module}.py") if (ROOT / path).exists()]
    return [own, ["tests/engine"], ABOVE]


def caught_by(tests, folder):
    """Return the line that pytest prints for the first test that fails in `folder`, None where all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "--tb=no", *tests]
    command += ["-k", "not test_architecture and not test_size", "-o", "addopts=--doctest-modules -m 'not slow'"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    seconds = SECONDS_ABOVE if set(ABOVE) <= set(tests) else SECONDS
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"took more than {seconds} s"
    if done.returncode in (0, pytest.ExitCode.NO_TESTS_COLLECTED):  # a module whose tests are those of another
        return None
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0] if failed else (done.stdout + done.stderr).strip().splitlines()[-1]


def changed_lines(before, after):
    """Return the lines of `after` that are not in `before`, both as `ast` writes them."""
    return [line.strip() for line in after.splitlines() if line not in set(before.splitlines())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests raise it; a shell's background ignores it
    survivors = []
    with tempfile.TemporaryDirectory() as name:
        folder = copy_of_the_project(Path(name))
        if found := caught_by(["tests/engine", *ABOVE], folder):
            raise SystemExit(f"The tests fail on the unchanged engine, so they tell nothing: {found}")
        for i, (module, line, source) in enumerate(sample(arguments.number, arguments.seed), start=1):
            path = folder / "dlscratch" / f"{module}.py"
            original = path.read_text(encoding="utf-8")
            path.write_text(source, encoding="utf-8")
            found = next(filter(None, (caught_by(tests, folder) for tests in stages(module))), None)
            path.write_text(original, encoding="utf-8")
            if not found:
                survivors.append(f"{module}.py:{line}")
            print(f"{i:3}  {module}.py:{line:<4} {found or 'SURVIVES: ' + what(source, original)}", flush=True)
    print(f"{arguments.number - len(survivors)} of {arguments.number} caught; survivors: {', '.join(survivors)}")


def what(source, original):
    """Return the changed lines of a module in one line."""
    return " | ".join(changed_lines(ast.unparse(ast.parse(original)), source)) or "a line that was removed"


if __name__ == "__main__":
    main()
