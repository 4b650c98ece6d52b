"""Layers: `forward` remembers what `backward` needs, and `backward` turns the slope of the loss in a layer's output
into its slope in the layer's input. Every derivative of the package stands in this file, once.

Shapes: x (N, D), `dout` the slope of the loss in the output, `dx` in the input.
"""

import numpy as np

from . import functions
from .arrays import as_floats, as_targets


class _Layer:
    """What layers share: `backward` before `forward`, which has nothing to work with, is told in words."""

    def __getattr__(self, name):
        kind = type(self).__name__
        # It has what it was made with, and has remembered nothing.
        if name in ("x", "y", "z", "a", "t") and vars(self).keys() <= {"W", "b", "slope"}:
            raise AttributeError(f"{kind} has seen nothing yet: call its forward before its backward.")
        raise AttributeError(f"{kind} has no attribute {name!r}.", name=name, obj=self)


class Add:
    """A node of a graph: x + y. Both inputs get the slope as it is.

    >>> node = Add()
    >>> node.forward(200.0, 450.0)
    650.0
    >>> node.backward(1.1)
    (1.1, 1.1)
    """

    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout, dout


class Multiply(_Layer):
    """A node of a graph: x * y. Each input gets the slope times the other input.

    >>> node = Multiply()
    >>> node.forward(100.0, 2.0)
    200.0
    >>> node.backward(1.5)
    (3.0, 150.0)
    """

    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, dout):
        return dout * self.y, dout * self.x


class Affine(_Layer):
    """A weighted sum and a bias: x (N, D) @ W (D, H) + b (H,).

    >>> layer = Affine(W=np.array([[1.0], [2.0]]), b=np.array([3.0]))
    >>> layer.forward(np.array([[1.0, 1.0]]))
    array([[6.]])
    >>> layer.backward(np.array([[1.0]]))
    array([[1., 2.]])
    >>> layer.dW.T, layer.db
    (array([[1., 1.]]), array([1.]))
    """

    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x = as_floats(x, "x")
        return x @ self.W + self.b  # (N, D) @ (D, H) + (H,) -> (N, H)

    def backward(self, dout, need_dx=True):
        dout = as_floats(dout, "dout")
        x, rows = (self.x, dout) if dout.ndim == 2 else np.atleast_2d(self.x, dout)  # one sample, too, is a row
        self.dW = x.T @ rows  # (D, N) @ (N, H) -> (D, H)
        self.db = rows.sum(axis=0)  # one bias serves all N rows: its slopes add -> (H,)
        return dout @ self.W.T if need_dx else None  # (N, H) @ (H, D) -> (N, D)


class Identity:
    """Lets everything through, in both directions.

    >>> Identity().forward(np.array([2.0]))
    array([2.])
    """

    def forward(self, a):
        return functions.identity(a)

    def backward(self, dout):
        return dout


class Sigmoid(_Layer):
    """The smooth step: its slope is z (1 - z), at most 1/4.

    >>> layer = Sigmoid()
    >>> layer.forward(np.array([0.0]))
    array([0.5])
    >>> layer.backward(np.array([1.0]))
    array([0.25])
    """

    def forward(self, a):
        self.z = functions.sigmoid(a)
        return self.z

    def backward(self, dout):
        return dout * self.z * (1 - self.z)


class Tanh(_Layer):
    """The smooth step from -1 to 1: its slope is 1 - z squared, at most 1.

    >>> layer = Tanh()
    >>> layer.forward(np.array([0.0]))
    array([0.])
    >>> layer.backward(np.array([1.0]))
    array([1.])
    """

    def forward(self, a):
        self.z = functions.tanh(a)
        return self.z

    def backward(self, dout):
        return dout * (1 - self.z**2)


class ReLU(_Layer):
    """Lets the positive through: its slope is 1 above 0 and 0 below; at the corner, where it has none, 0.

    >>> layer = ReLU()
    >>> layer.forward(np.array([-1.0, 2.0]))
    array([0., 2.])
    >>> layer.backward(np.array([1.0, 1.0]))
    array([0., 1.])
    """

    def forward(self, a):
        self.z = functions.relu(a)
        return self.z

    def backward(self, dout):
        return dout * (self.z > 0)


class LeakyReLU(_Layer):
    """Lets the positive through and a small share of the rest: its slope is 1 above 0 and `slope` elsewhere.

    >>> layer = LeakyReLU(slope=0.5)
    >>> layer.forward(np.array([-1.0, 2.0]))
    array([-0.5,  2. ])
    >>> layer.backward(np.array([1.0, 1.0]))
    array([0.5, 1. ])
    """

    def __init__(self, slope=0.01):
        self.slope = slope

    def forward(self, a):
        self.a = as_floats(a, "a")
        return functions.leaky_relu(self.a, self.slope)

    def backward(self, dout):
        dout = as_floats(dout, "dout")
        return np.where(self.a > 0, dout, dout.dtype.type(self.slope) * dout)


class _OutputWithLoss(_Layer):
    """An output function and its loss belong together: then the slope in the scores is (y - t) / N, for all three.

    Under a softmax, rows of t sum to 1.
    """

    def forward(self, a, t):
        """Return the loss of scores a (N, K) against targets t, (N, K) or labels (N,); `y` keeps the outputs."""
        a = as_floats(a, "a")
        self.t = as_targets(t, a.shape, a.dtype)
        self.y = self.output(a)
        return self.loss(a, self.t)

    def backward(self, dout=1.0):
        return dout * (self.y - self.t) / len(self.t)


class SoftmaxWithLoss(_OutputWithLoss):
    """Softmax and cross-entropy, for one class out of K.

    >>> layer = SoftmaxWithLoss()
    >>> round(layer.forward(np.array([[0.0, 0.0]]), [0]), 4)
    0.6931
    >>> layer.backward()
    array([[-0.5,  0.5]])
    """

    output, loss = staticmethod(functions.softmax), staticmethod(functions.softmax_cross_entropy)

    def forward(self, a, t):
        a = as_floats(a, "a")
        self.t = as_targets(t, a.shape, a.dtype)
        log_y = functions.log_softmax(a)  # once, for the outputs and for their loss
        self.y = np.exp(log_y)
        return -float(np.vdot(self.t, log_y)) / len(a)  # the products' sum


class SigmoidWithLoss(_OutputWithLoss):
    """Sigmoid and binary cross-entropy, for yes or no.

    >>> layer = SigmoidWithLoss()
    >>> round(layer.forward(np.array([[0.0]]), [1]), 4)
    0.6931
    >>> layer.backward()
    array([[-0.5]])
    """

    output, loss = staticmethod(functions.sigmoid), staticmethod(functions.sigmoid_cross_entropy)


class IdentityWithLoss(_OutputWithLoss):
    """Identity and half the squared error, for numbers.

    >>> layer = IdentityWithLoss()
    >>> layer.forward(np.array([[3.0]]), [1.0])
    2.0
    >>> layer.backward()
    array([[2.]])
    """

    output, loss = staticmethod(functions.identity), staticmethod(functions.mean_squared_error)
