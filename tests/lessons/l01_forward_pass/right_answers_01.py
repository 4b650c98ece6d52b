"""Right answers to the exercises of this lesson, and probes that tell whether a changed one still behaves."""

import numpy as np

import dlscratch as dl
from dlscratch.lessons.shared import by_hand


def weighted_sum__dot(x, w, b):
    return np.dot(x, w) + b


def weighted_sum__loop(x, w, b):
    a = b
    for i in range(len(x)):
        a += w[i] * x[i]
    return a


def weighted_sum__package(x, w, b):
    return dl.Affine(w, b).forward(x)


def neuron__steps(x, w, b):
    a = x @ w + b
    z = np.maximum(a, 0)
    return z


def neuron__if(x, w, b):
    a = sum(w * x) + b
    return a if a > 0 else 0.0


def neuron__package(x, w, b):
    return dl.relu(dl.Affine(w, b).forward(x))


def affine__dot(x, W, b):
    return np.dot(x, W) + b


def affine__units(x, W, b):
    return np.stack([np.sum(x * W[:, j], axis=-1) + b[j] for j in range(len(b))], axis=-1)


def affine__float32(x, W, b):
    return x.astype(np.float32) @ W + b


def affine__package(x, W, b):
    return dl.Affine(W, b).forward(x)


def outputs_by_hand__lists():
    return [[5.0, 3.0], [6.0, 0.0]], [[-5.0, 6.0], [-10.0, 11.0]]


def outputs_by_hand__package():
    net = dl.MultiLayerNet([2, 2, 2], output="identity")
    net.params.update(by_hand.PARAMS)
    return net.activations(by_hand.X)


def weight_shapes__zip(sizes):
    return list(zip(sizes[:-1], sizes[1:], strict=True))


def weight_shapes__package(sizes):
    return [p.shape for p in dl.MultiLayerNet(sizes, output="identity").params.values() if p.ndim == 2]


def count_parameters__loop(sizes):
    total = 0
    for inputs, outputs in zip(sizes[:-1], sizes[1:], strict=True):
        total += inputs * outputs + outputs
    return total


def count_parameters__shapes(sizes):
    return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes) - 1))


def count_parameters__package(sizes):
    return sum(p.size for p in dl.MultiLayerNet(sizes, output="identity").params.values())


def init_network__normal(input_size, hidden_size, output_size):
    rng = np.random.default_rng(5)
    return {
        "b1": [0.0] * hidden_size,
        "b2": np.zeros((output_size,)),
        "W1": rng.normal(0, 0.01, (input_size, hidden_size)),
        "W2": rng.normal(0, 0.01, (hidden_size, output_size)),
    }


def init_network__float32(input_size, hidden_size, output_size):
    sizes = (input_size, hidden_size), (hidden_size, output_size)
    W1, W2 = (np.random.normal(0, 0.01, size).astype(np.float32) for size in sizes)
    return {"W1": W1, "b1": np.zeros(hidden_size, np.float32), "W2": W2, "b2": [0] * output_size}


def init_network__package(input_size, hidden_size, output_size):
    return dl.TwoLayerNet(input_size, hidden_size, output_size).params


def forward__steps(params, x):
    a1 = x @ params["W1"] + params["b1"]
    z1 = np.maximum(a1, 0)
    a2 = z1 @ params["W2"] + params["b2"]
    z2 = np.maximum(a2, 0)
    y = z2 @ params["W3"] + params["b3"]
    return y


def forward__loop(params, x):
    z = x
    for i in (1, 2, 3):
        z = z @ params[f"W{i}"] + params[f"b{i}"]
        z = z if i == 3 else z * (z > 0)
    return z


def forward__package(params, x):
    sizes = [len(params["W1"]), *(len(params[key]) for key in ("b1", "b2", "b3"))]
    net = dl.MultiLayerNet(sizes, output="identity")
    net.params.update(params)
    return net.predict(x)


def single_layer__dot(x, W, b):
    return dl.sigmoid(np.dot(x, W) + b)


def single_layer__transposed(x, W, b):
    return dl.sigmoid((W.T @ x.T).T + b)


def single_layer__package(x, W, b):
    return dl.sigmoid(dl.Affine(W, b).forward(x))


def two_layers__dot(x, W1, b1, W2, b2):
    a1 = np.dot(x, W1) + b1
    z1 = dl.relu(a1)
    return np.dot(z1, W2) + b2


def two_layers__package(x, W1, b1, W2, b2):
    return dl.Affine(W2, b2).forward(dl.relu(dl.Affine(W1, b1).forward(x)))


def two_three_four__dict():
    rng = np.random.default_rng(0)
    return {"W1": rng.random((2, 3)), "b1": rng.random(3), "W2": rng.random((3, 4)), "b2": rng.random(4)}


def two_three_four__package():
    return dl.TwoLayerNet(2, 3, 4).params


def first_layer__units(x, hidden_size):
    W = np.ones((x.shape[1], hidden_size))
    b = np.arange(W.shape[1])
    return x @ W + b


def first_layer__package(x, hidden_size):
    return dl.Affine(np.ones((x.shape[1], hidden_size)), np.arange(hidden_size)).forward(x)


BATCH = "x, W, b = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)\n"

PROBES = {
    "weighted_sum": ["x, w, b = rng.normal(size=(3, 7))\nweighted_sum(x, w, b[0])"],
    "neuron": [f"x, w, b = np.random.default_rng({i}).normal(size=(3, 7))\nneuron(x, w, b[0])" for i in range(9)],
    "affine": [BATCH + "affine(x, W, b)", BATCH + "affine(x[0], W, b)", BATCH + "affine(x[:1, :1], W[:1], b)"],
    "outputs_by_hand": ["outputs_by_hand()"],
    "weight_shapes": ["weight_shapes([9, 8, 7, 6, 5, 4])", "weight_shapes([5, 1])"],
    "count_parameters": ["count_parameters([9, 8, 7, 6, 5])", "count_parameters([1, 1])"],
    "init_network": [
        "{key: np.shape(value) for key, value in init_network(5, 4, 2).items()}",
        "[float(np.abs(init_network(5, 4, 2)[key]).max()) for key in ('b1', 'b2')]",
        "[0.009 < np.std(init_network(200, 90, 80)[key]) < 0.011 for key in ('W1', 'W2')]",
        "[abs(np.mean(init_network(200, 90, 80)[key])) < 0.001 for key in ('W1', 'W2')]",
    ],
    "forward": [
        (
            "params = {f'W{i}': rng.normal(size=(4, 4)) for i in (1, 2, 3)}\n"
            "params |= {f'b{i}': rng.normal(size=4) for i in (1, 2, 3)}\nforward(params, rng.normal(size=(20, 4)))"
        ),
    ],
    "single_layer": [BATCH + "single_layer(x, W, b)", BATCH + "single_layer(x[1], W, b)"],
    "two_layers": [
        BATCH + "two_layers(x, W, b, rng.normal(size=(3, 5)), rng.normal(size=5))",
        BATCH + "two_layers(x[0], W, b, rng.normal(size=(3, 5)), rng.normal(size=5))",
    ],
    "two_three_four": ["{key: np.shape(value) for key, value in two_three_four().items()}"],
    "first_layer": [BATCH + "first_layer(x, 2)", BATCH + "first_layer(x, 9)"],
}
