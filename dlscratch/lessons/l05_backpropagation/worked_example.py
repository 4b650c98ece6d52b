"""The small network with every number on the page, and every weight to change."""

import ipywidgets as widgets
import numpy as np

from ... import live, svg
from .small_network import CLASSES, PARAMS, both_ways
from .tables import listed, row, table


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
        [params["W1"], params["W2"]],
        biases=[params["b1"], params["b2"]],
        values=[n["x"][0], n["z1"][0], n["y"][0]],
        names_in=["x1", "x2"],
        names_out=[f"t = {value:g}" for value in n["t"][0]],
        layer_names=["x", "z1 = relu(a1)", "y"],
        numbers=True,
        title="Forward",
        desc="",
        width=470,
        height=420,
    )
    tables = {"da2 (N = 1: also db2)": "da2", "dW2": "dW2", "da1 (N = 1: also db1)": "da1", "dW1": "dW1"}
    slopes = svg.below(*(table(title, n[name], 210) for title, name in tables.items()), gap=14)
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
    controls = {
        "x1": live.number(1.0, -9, 9, 0.5),
        "x2": live.number(5.0, -9, 9, 0.5),
        "t": live.menu(1, CLASSES, label="target t"),
    }
    for key, values in PARAMS.items():
        for index in np.ndindex(values.shape):
            name = "_".join([key, *map(str, index)])
            label = f"{key}[{', '.join(map(str, index))}]"
            controls[name] = live.number(float(values[index]), -9, 9, 0.1, label=label)
    return _InMatrices(_example_picture, controls, settings, call="demos.worked_example")


class _InMatrices(live.Demo):
    """The demo with its boxes standing as in their matrices, the biases below the weights."""

    def _control_rows(self):
        names = [widgets.Label(name) for name in ("x1", "x2", "target t")]
        matrices = [_matrix(names + [self.widgets[name] for name in ("x1", "x2", "t")], 3)]
        for key, values in PARAMS.items():
            title = widgets.Label(f"{key}, shape {values.shape}")
            title.add_class("dl-matrix-name")
            boxes = [self.widgets["_".join([key, *map(str, index)])] for index in np.ndindex(values.shape)]
            matrices.append(_matrix([title, *boxes], values.shape[-1]))
        box = widgets.Box(matrices)
        box.add_class("dl-matrices")
        return [box]


def _matrix(children, columns):
    box = widgets.Box(children, layout={"grid_template_columns": f"repeat({columns}, minmax(66px, 88px))"})
    box.add_class("dl-matrix")
    return box
