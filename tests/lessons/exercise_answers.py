"""Right answers to the exercises, as learners write them: other formulas, loops, lists, float32, and by the package.

They lie with the tests of their lesson, in `right_answers_NN.py`. The part of a name before `__` is the exercise; each
must pass, and each is changed line by line to see what is refused. PROBES decide whether a changed answer still
behaves: inputs of every kind the docstring allows, not the cases.
"""

import importlib.util
import inspect
import sys
from pathlib import Path

from dlscratch.lessons.course import EXERCISES, KEYS


def _load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ANSWERS, PROBES = {name: [] for name in EXERCISES}, {}
BY_PACKAGE = {}  # what the package itself gives: it ties the answers to the engine
for _path in sorted(Path(__file__).parent.glob("l*/right_answers_*.py")):
    _module = _load(_path)
    PROBES |= _module.PROBES
    for _name, _answer in vars(_module).items():
        _exercise, _, _kind = _name.partition("__")
        if _exercise in EXERCISES and _kind == "package":
            BY_PACKAGE[_exercise] = _answer
        elif _exercise in EXERCISES and _kind:
            ANSWERS[_exercise].append(_answer)
for _name, _answer in KEYS.items():  # those that `solution` shows
    ANSWERS[_name].append(_answer)


def filled(exercise):
    """Return lines that define the exercise's name as the key, for trying a notebook with everything solved."""
    return inspect.getsource(KEYS[exercise.name]).rstrip("\n")
