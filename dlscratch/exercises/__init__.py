"""Exercises that know what went wrong: `check`, `hint`, `solution`; `guess` and `order`; `progress`.

    from dlscratch.exercises import check, hint, solution

Each lesson has a file of data, whose parts are described in `exercise`; `checker` runs it.
"""

from .checker import check, hint, solution
from .ordering import order
from .questions import guess
from .report import progress

__all__ = ["check", "guess", "hint", "order", "progress", "solution"]
