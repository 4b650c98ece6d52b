"""A network small enough to follow every number: two inputs, three ReLU units, two classes."""

from functools import partial

import ipywidgets as widgets
import numpy as np

from ... import live, svg
from ...layers import Affine, ReLU, SoftmaxWithLoss
from .fruit_graph import VALUE, Step, Stepper, draw

PARAMS = {
    "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]), "b1": np.array([0.1, 0.2, 0.3]),
    "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]), "b2": np.array([0.1, 0.2]),
}  # fmt: skip
CLASSES = {"class 0": 0, "class 1": 1}


def both_ways(x, t, params):
    """Return all numbers of one pass forward and one back, by name; the slope of the loss in a is "da"."""
    affine1, relu, affine2 = Affine(params["W1"], params["b1"]), ReLU(), Affine(params["W2"], params["b2"])
    output, x = SoftmaxWithLoss(), np.atleast_2d(np.asarray(x, float))
    a1 = affine1.forward(x)  # (1, 2) @ (2, 3) + (3,) -> (1, 3)
    z1 = relu.forward(a1)  # (1, 3)
    a2 = affine2.forward(z1)  # (1, 3) @ (3, 2) + (2,) -> (1, 2)
    loss = output.forward(a2, [t])
    da2 = output.backward()  # (1, 2)
    dz1 = affine2.backward(da2)  # (1, 3)
    da1 = relu.backward(dz1)  # (1, 3)
    dx = affine1.backward(da1)  # (1, 2)
    return {
        "x": x, "a1": a1, "z1": z1, "a2": a2, "y": output.y, "t": output.t, "loss": loss, "da2": da2, "dz1": dz1,
        "da1": da1, "dx": dx, "dW1": affine1.dW, "db1": affine1.db, "dW2": affine2.dW, "db2": affine2.db,
    }  # fmt: skip


def row(values, digits=4):
    """Return a vector as text: [0.0871 −0.0871]."""
    return "[" + listed(values, digits) + "]"


def listed(values, digits=3):
    rounded = np.round(np.ravel(values), digits) + 0.0  # no minus in front of a zero
    return " ".join(f"{value:.{digits}f}".rstrip("0").rstrip(".") for value in rounded).replace("-", "−")


# a step at a time

NODES = {
    "x": svg.Node("x", 1.2, 0, VALUE), "affine1": svg.Node("Affine 1", 1.2, 1), "relu": svg.Node("ReLU", 1.2, 2),
    "affine2": svg.Node("Affine 2", 1.2, 3), "output": svg.Node("softmax, loss", 1.2, 4),
    "loss": svg.Node("L", 1.2, 5, VALUE), "W1": svg.Node("W1", 0.3, 1, VALUE), "b1": svg.Node("b1", 2, 1, VALUE),
    "W2": svg.Node("W2", 0.3, 3, VALUE), "b2": svg.Node("b2", 2, 3, VALUE), "t": svg.Node("t", 2, 4, VALUE),
}  # fmt: skip
X, A1, Z1 = ("x", "affine1"), ("affine1", "relu"), ("relu", "affine2")
A2, LOSS, T = ("affine2", "output"), ("output", "loss"), ("t", "output")
W1, B1, W2, B2 = ("W1", "affine1"), ("b1", "affine1"), ("W2", "affine2"), ("b2", "affine2")
EDGES = [X, W1, B1, A1, Z1, W2, B2, A2, T, LOSS]


def network_steps(x1, x2, t):
    """Return the steps through the network, a layer at a time: what each keeps and what it gives."""
    n = both_ways([x1, x2], t, PARAMS)
    keeps_x, keeps_z1 = ("Affine 1 keeps x", n["x"]), ("Affine 2 keeps z1", n["z1"])
    keeps_y = ("loss keeps y and t", np.vstack([n["y"], n["t"]]))
    open_units = ("ReLU keeps z1 > 0", (n["z1"] > 0) * 1.0)
    known = {X: f"x = {listed(n['x'])}", T: listed(n["t"])}
    known |= {edge: str(PARAMS[edge[0]].shape) for edge in (W1, B1, W2, B2)}

    def labels(*edges):
        """Return the words on some edges: the name of what flows there, and its numbers."""
        return {edge: f"{name} = {listed(n[name])}" for edge, name in edges}

    def shapes(*names):
        return {(name, layer): f"d{name}" for name, layer in names}

    return [
        Step(known, {}, None, "Input, target and parameters are known. Next runs the first layer."),
        Step(labels((A1, "a1")), {}, A1, f"Forward: a1 = x @ W1 + b1 = {row(n['a1'])}.", (keeps_x,)),
        Step(labels((Z1, "z1")), {}, Z1, f"Forward: z1 = relu(a1) = {row(n['z1'])}.", (open_units,)),
        Step(labels((A2, "a2")), {}, A2, f"Forward: a2 = z1 @ W2 + b2 = {row(n['a2'])}.", (keeps_z1,)),
        Step({LOSS: listed(n["loss"], 4)}, {}, LOSS,
             f"Forward: y = softmax(a2) = {row(n['y'])}, and the loss is {listed(n['loss'], 4)}.", (keeps_y,)),
        Step({}, {LOSS: "1"}, LOSS, "Back from the end: the slope of the loss in itself is 1.", (keeps_y,)),
        Step({}, labels((A2, "da2")), A2, f"Back: da2 = (y - t) / N = {row(n['da2'])}.", (keeps_y,)),
        Step({}, labels((Z1, "dz1")) | shapes(W2, B2), Z1,
             f"Back: dW2 = z1.T @ da2, db2 is the sum of the rows of da2, and dz1 = da2 @ W2.T = {row(n['dz1'])}.",
             (keeps_z1, ("dW2 = z1.T @ da2", n["dW2"]))),
        Step({}, labels((A1, "da1")), A1, f"Back: da1 = dz1 where z1 > 0, else 0: {row(n['da1'])}.", (open_units,)),
        Step({}, labels((X, "dx")) | shapes(W1, B1), X,
             "Back: dW1 = x.T @ da1, db1 is the sum of the rows of da1. One pass forward and one back: all slopes.",
             (keeps_x, ("dW1 = x.T @ da1", n["dW1"]))),
    ]  # fmt: skip


def _network_picture(model):
    graph = draw(NODES, EDGES, model, title="A network, a layer at a time", width=470, height=520)
    tables = [table(*named) for named in model.seen.tables]
    return svg.beside(graph, svg.below(*tables, gap=30), title=graph.title, desc=graph.desc)


def table(title, values, width=210, digits=4, limit=None):
    """Return a matrix as a table: its numbers on colours, blue above zero and orange below, strongest at `limit`."""
    values = np.atleast_2d(np.round(values, digits))  # what reads 0 has the colour of 0
    words = [[listed(value, digits) for value in line] for line in values]
    limit = limit or float(np.abs(values).max()) or 1.0
    return svg.heat_map(values, title=title, desc="", palette="diverging", limits=(-limit, limit),
                        numbers=words, bar=False, width=width, height=30 + 32 * len(words))  # fmt: skip


def network_graph(**settings):
    """Step through a network of two inputs, three ReLU units and two classes, a layer at a time, forward and back.

    Settings: `x1`, `x2`, and `t`, the right class. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.network_graph(t=0).settings["t"]
    0
    """
    controls = {"next": live.button("Next"), "back": live.button("Back"), "x1": live.slider(1.0, -5, 5, 0.5),
                "x2": live.slider(5.0, -5, 5, 0.5), "t": live.menu(1, CLASSES, label="target t")}  # fmt: skip
    model = partial(Stepper, network_steps, 5)
    return live.Demo(_network_picture, controls, settings, model=model, call="demos.network_graph")


# every weight changeable


def _example_picture(x1, x2, t, **weights):
    params = {key: np.array(value) for key, value in PARAMS.items()}
    for name, value in weights.items():
        key, *index = name.split("_")
        params[key][tuple(map(int, index))] = value
    n = both_ways([x1, x2], t, params)
    desc = (
        f"a1 = {row(n['a1'])}, a2 = {row(n['a2'])}, y = {row(n['y'])}: the right class gets {n['y'][0, t]:.4f}, so the "
        f"loss is {listed(n['loss'], 4)}. The steepest weight is {_steepest(n)}."
    )
    net = svg.network(
        [params["W1"], params["W2"]], biases=[params["b1"], params["b2"]], values=[n["x"][0], n["z1"][0], n["y"][0]],
        names_in=["x1", "x2"], names_out=[f"t = {value:g}" for value in n["t"][0]],
        layer_names=["x", "z1 = relu(a1)", "y"], numbers=True,
        title="Forward", desc="", width=475, height=330,
    )  # fmt: skip
    tables = {"da2 (N = 1: also db2)": "da2", "dW2": "dW2", "da1 (N = 1: also db1)": "da1", "dW1": "dW1"}
    slopes = svg.below(*(table(title, n[name], 205) for title, name in tables.items()), gap=10)
    return svg.beside(net, slopes, title="Worked example", desc=desc)


def _steepest(n):
    slopes = {key: np.abs(n[key]).round(9) for key in ("dW1", "dW2")}  # of two that are equal, the first
    key = max(slopes, key=lambda key: slopes[key].max())
    i, j = np.unravel_index(slopes[key].argmax(), slopes[key].shape)
    return f"{key[1:]}[{i}, {j}], with the slope {listed(n[key][i, j], 4)}"


def worked_example(**settings):
    """Show one pass forward and one back with every number, and let every weight be changed.

    Settings: `x1`, `x2`, `t`, and each parameter by its place: `W1_0_2` is W1[0, 2], `b2_1` is b2[1].
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.worked_example(W1_0_2=0.7).settings["W1_0_2"]
    0.7
    """
    controls = {"x1": live.number(1.0, -9, 9, 0.5), "x2": live.number(5.0, -9, 9, 0.5),
                "t": live.menu(1, CLASSES, label="target t")}  # fmt: skip
    for key, values in PARAMS.items():
        for index in np.ndindex(values.shape):
            name = "_".join([key, *map(str, index)])
            label = f"{key}[{', '.join(map(str, index))}]"
            controls[name] = live.number(float(values[index]), -9, 9, 0.1, label=label)
    return _as_matrices(live.Demo(_example_picture, controls, settings, call="demos.worked_example"))


def _as_matrices(demo):
    """Return the demo with the boxes of each layer standing as in its matrices, the biases below the weights."""
    boxes = demo.widgets
    boxes["t"].layout.width = "180px"
    layers = [[[boxes["x1"]], [boxes["x2"]], [boxes["t"]]]]
    for W, b in (("W1", "b1"), ("W2", "b2")):
        rows = [[boxes[f"{W}_{i}_{j}"] for j in range(PARAMS[W].shape[1])] for i in range(PARAMS[W].shape[0])]
        layers.append([*rows, [boxes[f"{b}_{j}"] for j in range(len(PARAMS[b]))]])
    matrices = widgets.HBox([widgets.VBox([widgets.HBox(row) for row in rows]) for rows in layers])
    matrices.add_class("dl-row")
    demo.children = [matrices if boxes["x1"] in getattr(row, "children", ()) else row for row in demo.children]
    return demo
