"""Networks: layers in a row, their parameters in one dict, their gradients in another with the same keys.

Shapes: x (N, D), one row a sample; t labels (N,) or rows (N, K); y (N, K). One sample may come without its row, (D,).
"""

from itertools import pairwise

import numpy as np

from .arrays import FLOATS, as_count, as_floats, as_number, as_targets, check_finite, check_shape, random_numbers
from .gradient import numerical_gradient
from .layers import Affine, Identity, IdentityWithLoss, LeakyReLU, ReLU, Sigmoid, SigmoidWithLoss, SoftmaxWithLoss, Tanh
from .measured import measured_gradient
from .threads import on_all_cores, one_blas_thread

ACTIVATIONS = {"identity": Identity, "sigmoid": Sigmoid, "tanh": Tanh, "relu": ReLU, "leaky_relu": LeakyReLU}
# Each class has its output(a) and loss(a, t) as plain functions too: where nobody goes back, no layer is made.
OUTPUTS = {"identity": IdentityWithLoss, "sigmoid": SigmoidWithLoss, "softmax": SoftmaxWithLoss}
INITS = {"xavier": 1.0, "he": 2.0}  # the variance of a weight is this number divided by the inputs of its unit
BLOCK = 4000  # rows times bytes a number: 500 rows of float64 at a time, where no slopes are asked


class MultiLayerNet:
    """A network of fully connected layers, for classes, yes or no, or numbers.

    `sizes` are the units of each layer, from the inputs to the outputs. `activation` bends the hidden layers;
    `output` is "softmax" (classes), "sigmoid" (yes or no) or "identity" (numbers), each with its loss.
    `weight_init_std` is the spread of the initial weights: a number, "xavier" (1 / sqrt(inputs), for sigmoid and tanh)
    or "he" (sqrt(2 / inputs), for ReLU); biases start at 0. `weight_decay` adds half of it times the sum of the squared
    weights to the loss.
    `params` holds "W1" (D, H), "b1" (H,), "W2", ...; an array put in its place is used from then on.
    A class of your own that computes something else gives its own `predict`, `loss`, `accuracy` and `gradient`: to
    replace one of the four changes none of the others.
    Raises ValueError for sizes, names or numbers that make no network.
    Sources: Glorot and Bengio (2010), in the usual form that counts the inputs alone; He et al. (2015).

    >>> net = MultiLayerNet([784, 100, 10])
    >>> {key: param.shape for key, param in net.params.items()}
    {'W1': (784, 100), 'b1': (100,), 'W2': (100, 10), 'b2': (10,)}
    """

    def __init__(
        self, sizes, activation="relu", output="softmax", weight_init_std="he", weight_decay=0.0, *, dtype=float, seed=0
    ):
        self.sizes = _as_sizes(sizes)
        self.activation = _one_of(activation, ACTIVATIONS, "activation")
        self.output = _one_of(output, OUTPUTS, "output")
        if output == "softmax" and self.sizes[-1] == 1:
            raise ValueError(
                "output_size is 1, but softmax shares 1 out among classes: give it 2 outputs or more, or "
                'use output="sigmoid" for yes or no.'
            )
        if as_number(weight_decay, "weight_decay") < 0:
            raise ValueError(f"weight_decay is {weight_decay}, but below 0 it would make the weights grow.")
        if np.dtype(dtype) not in FLOATS:
            raise ValueError(f"dtype is {np.dtype(dtype)}, but a network computes in float64 or float32.")
        self.weight_init_std, self.weight_decay = _as_spread(weight_init_std), weight_decay
        self.dtype, self.seed = np.dtype(dtype), seed
        self.params = self._initial_params(random_numbers(seed))

    def _initial_params(self, rng):
        params = {}
        for i, (inputs, outputs) in enumerate(pairwise(self.sizes), start=1):
            std = self.weight_init_std
            std = np.sqrt(INITS[std] / inputs) if isinstance(std, str) else std
            params[f"W{i}"] = (std * rng.standard_normal((inputs, outputs))).astype(self.dtype)
            params[f"b{i}"] = np.zeros(outputs, self.dtype)
        return params

    def __repr__(self):
        count = sum(np.size(param) for param in self.params.values())
        return f"{type(self).__name__}({'-'.join(map(str, self.sizes))}, {self.activation}, {count:,} parameters)"

    # forward

    def _through(self, layers, x, first_row=0):
        """Return the scores (N, K), the weighted sums of the last layer, for rows x (N, D). Layers keep what they saw.

        `first_row` is for the sentence about a bad value, where x is cut from more rows.
        """
        with np.errstate(over="ignore", invalid="ignore"):  # weights that ran away are seen in the loss
            z = layers[0].forward(x.astype(self.dtype, copy=False))  # (N, D) @ (D, H) + (H,) -> (N, H)
            # One bad number in a row spoils all sums of it, and there are fewer sums than numbers to look at.
            if not np.isfinite(z).all():
                check_finite(x, "x", dtype=self.dtype, first_row=first_row)
            for layer in layers[1:]:
                z = layer.forward(z)  # a bend: (N, H) -> (N, H); the last Affine: (N, H) @ (H, K) + (K,) -> (N, K)
        return z

    def layers(self):
        """Return new layers around `params` as they stand now: Affine and bend in turn, an Affine at the end."""
        layers = []
        for i, shape in enumerate(pairwise(self.sizes), start=1):
            W, b = self._param(f"W{i}", shape), self._param(f"b{i}", shape[1:])  # shape is (D, H), its end (H,)
            layers += [Affine(W, b), ACTIVATIONS[self.activation]()]
        return layers[:-1]

    def _param(self, key, shape):
        """Return a parameter after looking at its shape; integers, which cannot hold a step, become floats."""
        if key not in self.params:
            raise ValueError(f'params has no "{key}", but this layer needs it: put an array of shape {shape} there.')
        param = self.params[key] = as_floats(self.params[key], f'params["{key}"]')
        check_shape(param, f'params["{key}"]', shape, "this layer needs")
        return param

    def _as_rows(self, x):
        """Return x as rows (N, D), after looking at its width."""
        x = as_floats(x, "x")
        if x.size == 0:
            raise ValueError(f"x has shape {x.shape}, nothing is in it: give at least one sample.")
        if x.ndim == 1:
            x = x[np.newaxis]
        if x.ndim != 2 or x.shape[1] != self.sizes[0]:
            raise ValueError(
                f"x has shape {x.shape}, but the network has {self.sizes[0]} inputs: "
                f"give it shape (N, {self.sizes[0]}), one row a sample."
            )
        return x

    def _scores(self, x):
        """Return the scores (N, K) of any number of rows x (N, D): block by block, which saves memory, on all cores.

        Each block has layers of its own, for they keep what they saw.
        """
        x, size = self._as_rows(x), BLOCK // self.dtype.itemsize
        starts = range(0, len(x), size)
        return np.concatenate(on_all_cores(lambda i: self._through(self.layers(), x[i : i + size], i), starts))

    def predict(self, x):
        """Return the outputs y (N, K) for x (N, D), or (K,) for one sample (D,): probabilities, or numbers.

        Raises ValueError where x has the wrong width, no rows, or a value that is not finite.

        >>> MultiLayerNet([2, 3, 4]).predict([[0.0, 0.0]])
        array([[0.25, 0.25, 0.25, 0.25]])
        """
        y = OUTPUTS[self.output].output(self._scores(x))  # (N, K)
        return y[0] if np.ndim(x) == 1 else y

    def activations(self, x):
        """Return what each layer gives for x (N, D): a list of the hidden z (N, H) and, last, y (N, K).

        One sample (D,) is a row, too: N is 1.

        >>> [z.shape for z in MultiLayerNet([2, 3, 4]).activations([[1.0, 2.0]])]
        [(1, 3), (1, 4)]
        """
        layers = self.layers()
        scores = self._through(layers, self._as_rows(x))
        return [affine.x for affine in layers[2::2]] + [OUTPUTS[self.output].output(scores)]  # z is the next one's x

    def loss(self, x, t):
        """Return the loss, averaged over the rows of x (N, D), for targets t: labels (N,) or rows (N, K).

        A single output takes one number a sample, (N,), too. Raises ValueError where x or t does not fit the network.

        >>> round(MultiLayerNet([2, 3, 10], weight_init_std=0).loss([[1.0, 2.0]], [7]), 4)
        2.3026
        """
        return OUTPUTS[self.output].loss(self._scores(x), t) + self._penalty()

    def _penalty(self):
        """Return half of the weight decay times the sum of all squared weights; biases are free."""
        if not self.weight_decay:
            return 0.0
        return self.weight_decay / 2 * sum(float((self.params[f"W{i}"] ** 2).sum()) for i in range(1, len(self.sizes)))

    def accuracy(self, x, t):
        """Return the share of right answers, from 0 to 1: the largest output, or for yes or no the side of 1/2.

        Raises ValueError for a network that gives numbers: it has a loss, but no right and wrong.

        >>> MultiLayerNet([2, 3, 2], weight_init_std=0).accuracy([[1.0, 2.0], [3.0, 4.0]], [0, 1])
        0.5
        """
        if self.output == "identity":
            raise ValueError("a network with identity output gives numbers, not answers: look at its loss.")
        scores = self._scores(x)  # (N, K)
        t = as_targets(t, scores.shape)  # (N, K)
        if self.output == "sigmoid":
            return float(np.mean((scores > 0) == (t > 0.5)))
        return float(np.mean(scores.argmax(axis=1) == t.argmax(axis=1)))

    # backward

    def gradient(self, x, t):
        """Return the slope of the loss in every parameter, a dict with the keys and shapes of `params`.

        Derived by backpropagation: one pass forward, one back.
        Raises ValueError where x or t does not fit the network.

        >>> MultiLayerNet([2, 3, 4]).gradient([[1.0, 2.0]], [3])["W1"].shape
        (2, 3)
        """
        return self.loss_and_gradient(x, t)[1]

    def loss_and_gradient(self, x, t):
        """Return `loss(x, t)` and `gradient(x, t)`, as MultiLayerNet has them, from one pass forward and one back.

        >>> loss, grads = MultiLayerNet([2, 3, 4]).loss_and_gradient([[1.0, 2.0]], [3])
        >>> list(grads)
        ['W1', 'b1', 'W2', 'b2']
        """
        with one_blas_thread():  # on one core: quick beside busy programs, and the same bytes each time
            return self.forward_and_back(self.layers(), self._as_rows(x), t)

    def forward_and_back(self, layers, x, t):
        """Return loss and gradient by layers that `layers()` has made, for rows x (N, D) whose shape fits.

        The layers may serve many steps, as long as `params` holds the arrays they were made of: what is written into
        an array, they see, but not another array put in its place.

        >>> net = MultiLayerNet([2, 3, 4])
        >>> loss, grads = net.forward_and_back(net.layers(), np.array([[1.0, 2.0]]), [3])
        >>> bool(np.isclose(loss, net.loss([[1.0, 2.0]], [3])))
        True
        """
        last, grads = OUTPUTS[self.output](), {}
        loss = last.forward(self._through(layers, x), t) + self._penalty()
        dout = last.backward()  # (N, K)
        for layer in reversed(layers[1:]):
            dout = layer.backward(dout)  # the last Affine: (N, K) @ (K, H) -> (N, H); its bend: (N, H) -> (N, H)
        layers[0].backward(dout, need_dx=False)  # nobody asks for the slope in x: a product saved
        for i, affine in enumerate(layers[::2], start=1):  # every other layer is a bend
            grads[f"W{i}"], grads[f"b{i}"] = affine.dW, affine.db  # (D, H), (H,)
            if self.weight_decay:
                grads[f"W{i}"] += self.weight_decay * affine.W  # the slope of the penalty
        return loss, grads

    def numerical_gradient(self, x, t, h=1e-5):
        """Return the gradient by measurement: each parameter nudged up and down by h, a dict like `params`.

        The same numbers as `dl.numerical_gradient` on each parameter, without computing again what a nudge leaves as
        it is.
        Raises ValueError where x or t does not fit the network.

        >>> MultiLayerNet([2, 3, 4]).numerical_gradient([[1.0, 2.0]], [3])["W1"].shape
        (2, 3)
        """
        h = as_number(h, "h", low=0)
        if not is_the_packages(self, "loss"):  # one of the learner's own is measured as it is
            self.layers()  # makes floats of integers in `params`
            # Each nudge is written into `param`, one of the arrays that the loss looks at.
            return {key: numerical_gradient(lambda _: self.loss(x, t), param, h) for key, param in self.params.items()}
        with one_blas_thread():
            layers, last = self.layers(), OUTPUTS[self.output]()
            last.forward(self._through(layers, self._as_rows(x)), t)  # each layer, the last too, now knows what it saw
            return measured_gradient(layers[::2], layers[1::2], last, h, self.weight_decay)


class TwoLayerNet(MultiLayerNet):
    """The network of the book's fourth chapter: sigmoid units, softmax outputs, weights of spread 0.01.

    >>> net = TwoLayerNet(input_size=784, hidden_size=50, output_size=10)
    >>> net
    TwoLayerNet(784-50-10, sigmoid, 39,760 parameters)
    """

    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01, *, dtype=float, seed=0):
        sizes = [input_size, hidden_size, output_size]
        super().__init__(sizes, "sigmoid", "softmax", weight_init_std, dtype=dtype, seed=seed)


def is_the_packages(net, *methods):
    """Return whether these methods of a network are those of the package, and none of them the learner's own."""
    return isinstance(net, MultiLayerNet) and all(
        getattr(getattr(net, name), "__func__", None) is getattr(MultiLayerNet, name) for name in methods
    )


def _as_sizes(sizes):
    """Return the sizes of the layers as a list of counts, or raise ValueError that says which is none."""
    if not isinstance(sizes, (list, tuple, np.ndarray)) or not np.iterable(sizes) or len(sizes) < 2:
        raise ValueError(f"sizes is {sizes!r}, but a network has inputs and outputs at least: sizes=[784, 50, 10].")
    hidden = ["hidden_size"] if len(sizes) == 3 else [f"hidden_size {i}" for i in range(1, len(sizes) - 1)]
    names = ["input_size", *hidden, "output_size"]
    return [as_count(size, name) for size, name in zip(sizes, names, strict=True)]


def _one_of(name, names, what):
    if not isinstance(name, str) or name not in names:
        raise ValueError(f"{what} is {name!r}, but it must be one of {', '.join(names)}.")
    return name


def _as_spread(std):
    """Return the spread of initial weights, a number of 0 or more or one of the names, or raise ValueError."""
    if isinstance(std, str):
        return _one_of(std, INITS, "weight_init_std")
    if as_number(std, "weight_init_std") < 0:
        raise ValueError(f"weight_init_std is {std}, but a spread cannot be below 0.")
    return std
