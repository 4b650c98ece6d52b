"""Going downhill with two weights: along minus the gradient, in a bowl and in Rosenbrock's bent ravine."""

from functools import partial

import numpy as np

from ... import gradient, live, svg
from ...learner.words import counted
from .walking import end, walk, yours_to_walk

REACH = 2.0  # the map shows -REACH to REACH both ways


def _bowl(x):
    return x[0] ** 2 + x[1] ** 2


def _long_bowl(x):
    return x[0] ** 2 / 5 + 2 * x[1] ** 2


def _rosenbrock(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


SURFACES = {"bowl": _bowl, "long bowl": _long_bowl, "Rosenbrock": _rosenbrock}
LEVELS = {"bowl": (0.25, 1, 2.25, 4, 6), "long bowl": (0.25, 1, 2.25, 4, 6), "Rosenbrock": (1, 10, 100, 500, 1500)}

SIDE = np.linspace(-REACH, REACH, 81)
MAPS = {name: f(np.meshgrid(SIDE, SIDE)) for name, f in SURFACES.items()}


def _descent_picture(gradient_descent, sentence, surface, x0, x1, learning_rate, steps):
    f, start = SURFACES[surface], np.array([x0, x1])
    path, gone = walk(gradient_descent, f, start, learning_rate, steps)
    heights, numbers = f(path.T), [svg.number(round(float(x), 6) + 0.0) for x in (x0, x1, *path[-1])]
    walked = f"{counted(steps, 'step')} at learning rate {learning_rate:g}"
    desc = (
        f"{surface[0].upper()}{surface[1:]}, from ({numbers[0]}, {numbers[1]}): {walked}. "
        f"f goes from {svg.number(heights[0])} to {svg.number(heights[-1])}, and {end(gone)} "
        f"at ({numbers[2]}, {numbers[3]}).{gone} {sentence}"
    )
    fall = svg.chart(
        svg.line(np.arange(len(path)), np.maximum(heights, 1e-12)),
        title="f after each step",
        desc="",
        x_label="step",
        y_scale="log",
        x_limits=(0, 1.1 * steps),
        width=250,
        height=430,
    )
    return svg.beside(_map_picture(surface, path), fall, title="Gradient descent", desc=desc)


def _map_picture(surface, path):
    square = ((-REACH, REACH), (-REACH, REACH))
    up = gradient.numerical_gradient(SURFACES[surface], path[0].copy())
    up *= 0.7 / (np.linalg.norm(up) or 1)  # arrows of one length: they show the direction only
    return svg.chart(
        svg.field(np.log1p(MAPS[surface]), *square),
        svg.contours(MAPS[surface], *square, LEVELS[surface], "equal height", faint=True),
        svg.line(path[:, 0], path[:, 1], "path", style=0),
        svg.points(path[:200, 0], path[:200, 1], style=0, size=3.5),
        svg.arrows(*path[0], *up, "+ gradient: uphill", style=1, width=4),
        svg.arrows(*path[0], *-up, "− gradient: downhill", style=2, width=4),
        title="The map",
        desc="",
        x_label="x0",
        y_label="x1",
        x_limits=(-REACH, REACH),
        y_limits=(-REACH, REACH),
        equal=True,
        legend="top",
        width=430,
        height=460,
    )


def descent(gradient_descent=None, **settings):
    """Show a walk down a surface of two weights, by your gradient_descent or the package's, on a map.

    `gradient_descent(f, init_x, learning_rate, step_num)` returns the path. The settings are the `surface`, the start
    `x0`, `x1`, the `learning_rate` and the `steps`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.descent(steps=3).settings
    {'surface': 'bowl', 'x0': -1.2, 'x1': 0.8, 'learning_rate': 0.1, 'steps': 3}
    """
    function, sentence, _ = yours_to_walk(gradient_descent)
    controls = {
        "surface": live.menu("bowl", list(SURFACES)),
        "x0": live.slider(-1.2, -2, 2, 0.1),
        "x1": live.slider(0.8, -2, 2, 0.1),
        "learning_rate": live.log_slider(0.1, 0.0001, 1),
        "steps": live.log_slider(20, 1, 5000),
    }
    return live.Demo(
        partial(_descent_picture, function, sentence),
        controls,
        settings,
        call="demos.descent",
        given={"gradient_descent": gradient_descent},
    )
