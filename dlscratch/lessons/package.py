"""The package as it was when the course was loaded, for keys and cases.

A learner may write `dl.relu = relu`, and must not move a key by it. For keys `mine` is not the learner's library: it is
the package, with the keys of the lessons for what the package has not.
"""

from types import SimpleNamespace

import dlscratch

dl = SimpleNamespace(**vars(dlscratch))
mine = SimpleNamespace(**{name: value for name, value in vars(dlscratch).items() if not name.startswith("_")})
