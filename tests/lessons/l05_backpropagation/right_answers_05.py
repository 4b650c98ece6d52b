"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl


class Add__pair:
    def forward(self, x, y):
        return y + x

    def backward(self, dout):
        return [dout * 1, dout * 1]


Add__package = dl.Add


class Multiply__kept:
    def forward(self, x, y):
        self.both = (x, y)
        return x * y

    def backward(self, dout):
        x, y = self.both
        return y * dout, x * dout


Multiply__package = dl.Multiply


def fork_backward__package(dout1, dout2):
    return dl.Add().forward(dout1, dout2)


class ReLU__where:
    def forward(self, a):
        self.silent = a <= 0
        return np.where(self.silent, 0, a)

    def backward(self, dout):
        return np.where(self.silent, 0, dout)


class ReLU__mask:
    def forward(self, a):
        self.z = np.maximum(a, 0)
        return self.z

    def backward(self, dout):
        dx = dout.copy()
        dx[self.z <= 0] = 0
        return dx


class ReLU__numbers:
    def forward(self, a):
        self.a = a
        return np.array([[max(number, 0) for number in row] for row in a])

    def backward(self, dout):
        N, H = dout.shape
        da = np.zeros((N, H))
        for n in range(N):
            for h in range(H):
                if self.a[n, h] > 0:
                    da[n, h] = dout[n, h]
        return da


class ReLU__sign:
    def forward(self, a):
        self.z = np.where(a > 0, a, 0)
        return self.z

    def backward(self, dout):
        return dout * np.sign(self.z)


ReLU__package = dl.ReLU


class Sigmoid__of_a:
    def forward(self, a):
        self.a = a
        return dl.sigmoid(a)

    def backward(self, dout):
        return dout * dl.sigmoid(self.a) * dl.sigmoid(-self.a)


Sigmoid__package = dl.Sigmoid


def slopes_by_hand__arrays():
    W2 = np.array([[5 * 1 + 6 * 1, 5 * 2 + 6 * -1], [3 * 1 + 0 * 1, 3 * 2 + 0 * -1]])
    W1 = np.array([[1 * 2 + 2 * -4, 1 * -1 + 2 * 0], [3 * 2 + 1 * -4, 3 * -1 + 1 * 0]])
    return {"W1": W1, "b1": np.array([2 - 4, -1 + 0]), "W2": W2, "b2": np.array([1 + 1, 2 - 1])}


def slopes_by_hand__package():
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    net.params.update(
        W1=np.array([[3.0, -1.0], [1.0, 2.0]]),
        b1=np.array([-1.0, -2.0]),
        W2=np.array([[-2.0, 2.0], [1.0, -1.0]]),
        b2=np.array([2.0, -1.0]),
    )
    return net.gradient(np.array([[1.0, 3.0], [2.0, 1.0]]), np.array([[-7.0, 2.0], [-12.0, 13.0]]))


class Affine__rows:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = sum(np.outer(row, slope) for row, slope in zip(self.x, dout, strict=True))
        self.db = np.ones(len(dout)) @ dout
        return np.dot(dout, self.W.T)


Affine__package = dl.Affine


class SoftmaxWithLoss__mean:
    def forward(self, a, t):
        self.y, self.t = dl.softmax(a), t
        return dl.cross_entropy_error(self.y, t)

    def backward(self):
        return (self.y - self.t) / self.t.shape[0]


class SoftmaxWithLoss__book:
    def forward(self, x, t):
        self.t = t
        self.y = dl.softmax(x)
        self.loss = dl.cross_entropy_error(self.y, self.t)
        return self.loss

    def backward(self, dout=1):
        batch_size = self.t.shape[0]
        dx = (self.y - self.t) * (dout / batch_size)
        return dx


class SoftmaxWithLoss__copy:
    def forward(self, a, t):
        self.y, self.t = dl.softmax(a), t
        return dl.cross_entropy_error(self.y, t)

    def backward(self):
        slopes = self.y.copy()
        slopes[self.t == 1] -= 1
        return slopes / slopes.shape[0]


SoftmaxWithLoss__package = dl.SoftmaxWithLoss


def two_layer_gradient__deltas(params, x, t):
    W2 = params["W2"]
    z1 = dl.sigmoid(x @ params["W1"] + params["b1"])
    y = dl.softmax(z1 @ W2 + params["b2"])
    da2 = (y - t) / len(x)
    da1 = (da2 @ W2.T) * z1 * (1 - z1)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def two_layer_gradient__layers(params, x, t):
    affine1, sigmoid = dl.Affine(params["W1"], params["b1"]), dl.Sigmoid()
    affine2, output = dl.Affine(params["W2"], params["b2"]), dl.SoftmaxWithLoss()
    output.forward(affine2.forward(sigmoid.forward(affine1.forward(x))), t)
    affine1.backward(sigmoid.backward(affine2.backward(output.backward())))
    return {"W1": affine1.dW, "b1": affine1.db, "W2": affine2.dW, "b2": affine2.db}


def two_layer_gradient__samples(params, x, t):
    grads = {key: np.zeros_like(param) for key, param in params.items()}
    for row, target in zip(x, t, strict=True):
        z1 = dl.sigmoid(row @ params["W1"] + params["b1"])
        d2 = (dl.softmax(z1 @ params["W2"] + params["b2"]) - target) / len(x)
        d1 = params["W2"] @ d2 * z1 * (1 - z1)
        grads["W1"] += np.outer(row, d1)
        grads["b1"] += d1
        grads["W2"] += np.outer(z1, d2)
        grads["b2"] += d2
    return grads


def two_layer_gradient__float32(params, x, t):
    net = dl.TwoLayerNet(*params["W1"].shape, t.shape[1])
    for key, param in params.items():
        net.params[key] = param.astype(np.float32)
    return net.gradient(x, t)


def two_layer_gradient__package(params, x, t):
    net = dl.TwoLayerNet(*params["W1"].shape, len(params["b2"]))
    net.params.update(params)
    return net.gradient(x, t)


def gradient_check__by_squares(net, x, t, grads):
    measured = net.numerical_gradient(x, t)
    errors = {}
    for key, derived in grads.items():
        off, a, b = (np.sqrt((v**2).sum()) for v in (derived - measured[key], derived, measured[key]))
        errors[key] = off / max(a, b)
    return errors


def gradient_check__package(net, x, t, grads):
    measured = net.numerical_gradient(x, t)
    return {key: dl.relative_error(grads[key], measured[key]) for key in grads}


def regression_gradient__repaired(params, x, t):
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    z1 = dl.relu(x @ W1 + b1)
    da2 = (z1 @ W2 + b2 - t) / len(x)
    da1 = (da2 @ W2.T) * (z1 > 0)
    return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


def regression_gradient__comparison(params, x, t):
    a1 = x @ params["W1"] + params["b1"]
    z1 = dl.relu(a1)
    y = z1 @ params["W2"] + params["b2"]
    delta2 = (y - t) / len(x)
    delta1 = delta2 @ params["W2"].T * (a1 > 0)
    return {"W1": x.T @ delta1, "b1": delta1.sum(axis=0), "W2": z1.T @ delta2, "b2": delta2.sum(axis=0)}


def regression_gradient__package(params, x, t):
    net = dl.MultiLayerNet([*params["W1"].shape, 1], "relu", "identity")
    net.params.update(params)
    return net.gradient(x, t)


def random_targets__one_hot(N, K, rng):
    return dl.one_hot(rng.integers(0, K, N), K)


def random_targets__lists(N, K, rng):
    return [[1.0 if k == c else 0.0 for k in range(K)] for c in rng.integers(K, size=N)]


def random_targets__multinomial(N, K, rng):
    return rng.multinomial(1, np.ones(K) / K, size=N)


def random_targets__largest(N, K, rng):
    draws = rng.random((N, K))
    return (draws == draws.max(axis=1, keepdims=True)).astype(float)


def random_targets__loop(N, K, rng):
    t = np.zeros((N, K))
    for i in range(N):
        t[i, rng.integers(K)] = 1
    return t


BATCH = "x, W, b = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)\n"

PROBES = {
    "Add": ["node = Add()\nnode.forward(1.7, -0.3), node.backward(0.6)"],
    "Multiply": ["node = Multiply()\nnode.forward(1.7, -0.3), node.backward(0.6)"],
    "fork_backward": ["fork_backward(1.7, -0.3)", "fork_backward(3.0, 0.6)"],
    "ReLU": ["a, dout = rng.normal(size=(2, 9, 5))\nlayer = ReLU()\nlayer.forward(a), layer.backward(dout)"],
    "Sigmoid": ["a, dout = rng.normal(size=(2, 9, 5))\nlayer = Sigmoid()\nlayer.forward(a), layer.backward(dout)"],
    "slopes_by_hand": ["slopes_by_hand()"],
    "gradient_check": [
        "net = dl.MultiLayerNet([3, 4, 2], weight_init_std=1.0)\n"
        "x, t = rng.normal(size=(6, 3)), rng.integers(2, size=6)\n"
        "grads = {key: slope * rng.normal(size=slope.shape) for key, slope in net.gradient(x, t).items()}\n"
        "gradient_check(net, x, t, grads)"
    ],
    "Affine": [
        BATCH + "layer = Affine(W, b)\ndout = rng.normal(size=(6, 3))\n"
        "layer.forward(x), layer.backward(dout), layer.dW, layer.db"
    ],
    "SoftmaxWithLoss": [
        "a = rng.normal(size=(7, 4))\nlayer = SoftmaxWithLoss()\n"
        "layer.forward(a, np.eye(4)[[0, 1, 2, 3, 1, 1, 0]]), layer.backward(), layer.backward()"
    ],
    "two_layer_gradient": [
        "params = {'W1': rng.normal(size=(3, 4)), 'b1': rng.normal(size=4), "
        "'W2': rng.normal(size=(4, 5)), 'b2': rng.normal(size=5)}\n"
        "two_layer_gradient(params, rng.normal(size=(7, 3)), np.eye(5)[rng.integers(5, size=7)])"
    ],
    "regression_gradient": [
        (
            "params = {'W1': rng.normal(size=(3, 7)), 'b1': rng.normal(size=7), "
            "'W2': rng.normal(size=(7, 1)), 'b2': rng.normal(size=1)}\n"
            "regression_gradient(params, rng.normal(size=(9, 3)), rng.normal(size=(9, 1)))"
        ),
    ],
    "random_targets": [
        "t = np.asarray(random_targets(50, 4, rng))\n[t.shape, np.unique(t), t.sum(axis=1)]",
        "np.unique(np.asarray(random_targets(300, 5, rng)).argmax(axis=1))",
    ],
}
