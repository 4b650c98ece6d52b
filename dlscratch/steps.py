"""The steps of `train` on a network of the package: what stays the same from step to step is looked at once.

What is here is here for speed. It buys `train` a tenth, as measured in benchmarks/README.md.
"""

import numpy as np

from .arrays import as_targets


class Steps:
    """A function of row numbers that gives loss and gradient, as `net.loss_and_gradient(x[rows], t[rows])` does.

    The mini-batches come into one array, and the layers are kept as long as `params` holds the arrays they were made
    of. `x` (N, D) and `t` are data that `train` shows to `net.loss` before the first step: it looks at all of them.

    >>> from dlscratch import MultiLayerNet, spiral
    >>> net, (x, t) = MultiLayerNet([2, 5, 3]), spiral()
    >>> loss, grads = Steps(net, x, t, batch_size=30)(np.arange(30))
    >>> loss == net.loss_and_gradient(x[:30], t[:30])[0]
    True
    """

    def __init__(self, net, x, t, batch_size):
        self.net, self.x, self.ids = net, x, None
        self.t = as_targets(t, (len(x), net.sizes[-1]), net.dtype)
        self.batch = np.empty((batch_size, x.shape[1]), x.dtype)

    def __call__(self, rows):
        # The layers hold the arrays, so that no other can have one of these ids.
        if [*map(id, self.net.params.values())] != self.ids:
            self.layers = self.net.layers()  # may put other arrays into params: the ids are those of after
            self.ids = [*map(id, self.net.params.values())]
        # The rows exist: "clip" spares a look at each.
        x = self.x.take(rows, axis=0, out=self.batch[: len(rows)], mode="clip")
        return self.net.forward_and_back(self.layers, x, self.t.take(rows, axis=0, mode="clip"))
