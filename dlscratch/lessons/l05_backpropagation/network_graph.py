"""The small network, a layer at a time, forward and back."""

from functools import partial

import numpy as np

from ... import live, svg
from .small_network import CLASSES, PARAMS, both_ways
from .stepper import VALUE, Step, Stepper, draw
from .tables import listed, row, table

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
        Step(
            {LOSS: listed(n["loss"], 4)},
            {},
            LOSS,
            f"Forward: y = softmax(a2) = {row(n['y'])}, and the loss is {listed(n['loss'], 4)}.",
            (keeps_y,),
        ),
        Step({}, {LOSS: "1"}, LOSS, "Back from the end: the slope of the loss in itself is 1.", (keeps_y,)),
        Step({}, labels((A2, "da2")), A2, f"Back: da2 = (y - t) / N = {row(n['da2'])}.", (keeps_y,)),
        Step(
            {},
            labels((Z1, "dz1")) | shapes(W2, B2),
            Z1,
            f"Back: dW2 = z1.T @ da2, db2 is the sum of the rows of da2, and dz1 = da2 @ W2.T = {row(n['dz1'])}.",
            (keeps_z1, ("dW2 = z1.T @ da2", n["dW2"])),
        ),
        Step({}, labels((A1, "da1")), A1, f"Back: da1 = dz1 where z1 > 0, else 0: {row(n['da1'])}.", (open_units,)),
        Step(
            {},
            labels((X, "dx")) | shapes(W1, B1),
            X,
            "Back: dW1 = x.T @ da1, db1 is the sum of the rows of da1. One pass forward and one back: all slopes.",
            (keeps_x, ("dW1 = x.T @ da1", n["dW1"])),
        ),
    ]


def _network_picture(model):
    graph = draw(NODES, EDGES, model, title="A network, a layer at a time", width=470, height=470)
    tables = [table(*named) for named in model.seen.tables]
    return svg.beside(graph, svg.below(*tables, gap=30), title=graph.title, desc=graph.desc)


def network_graph(**settings):
    """Step through a network of two inputs, three ReLU units and two classes, a layer at a time, forward and back.

    Settings: `x1`, `x2`, and `t`, the right class. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.network_graph(t=0).settings["t"]
    0
    """
    controls = {
        "next": live.button("Next"),
        "back": live.button("Back"),
        "x1": live.slider(1.0, -5, 5, 0.5),
        "x2": live.slider(5.0, -5, 5, 0.5),
        "t": live.menu(1, CLASSES, label="target t"),
    }
    model = partial(Stepper, network_steps, 5)
    return live.Demo(_network_picture, controls, settings, model=model, call="demos.network_graph")
