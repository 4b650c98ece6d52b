"""What somebody else wrote: how long it may run, whose it is, its errors in words, its lines, their library."""

from .timelimit import TimeLimitExceeded, call_within
from .yours import yours

__all__ = ["TimeLimitExceeded", "call_within", "yours"]
