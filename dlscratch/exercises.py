"""Exercises that know what went wrong: `check`, `hint`, `solution`; `guess` and `order`; `progress`; and `mine`.

    from dlscratch.exercises import check, hint, solution

The lessons hold the exercises, `checking` judges the answers.
"""

from .checking.check import check
from .checking.hints import hint, solution
from .checking.mine import mine
from .checking.ordering import order
from .checking.progress import progress
from .checking.questions import guess

__all__ = ["check", "guess", "hint", "mine", "order", "progress", "solution"]
