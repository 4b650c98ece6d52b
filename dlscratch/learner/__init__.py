"""What somebody else wrote: how long it may run, whose function it is, and its errors in words."""

from .timelimit import TimeLimitExceeded, call_within
from .yours import yours

__all__ = ["TimeLimitExceeded", "call_within", "yours"]
