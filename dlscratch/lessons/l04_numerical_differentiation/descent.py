"""Going downhill: along minus the gradient, in a valley, in a bowl and in Rosenbrock's bent ravine."""

from functools import partial

import numpy as np

from ... import gradient, live, svg

REACH = 2.0  # the map shows -REACH to REACH both ways
FAR = 1000  # who is further away will not come back


def _valley(x):
    return x[0] ** 2


def _bowl(x):
    return x[0] ** 2 + x[1] ** 2


def _long_bowl(x):
    return x[0] ** 2 / 5 + 2 * x[1] ** 2


def _rosenbrock(x):
    return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2


SURFACES = {"bowl": _bowl, "long bowl": _long_bowl, "Rosenbrock": _rosenbrock}
LEVELS = {"bowl": (0.25, 1, 2.25, 4, 6), "long bowl": (0.25, 1, 2.25, 4, 6), "Rosenbrock": (1, 10, 100, 500, 1500)}


def _walk(gradient_descent, f, start, learning_rate, steps):
    """Return the places a walk passes, (steps + 1, D), or those before it ran away, and a sentence if it did."""
    path = np.asarray(gradient_descent(f, np.array(start, float), learning_rate, steps), float)
    if path.shape != (steps + 1, len(start)):
        raise live.Stop(f"gradient_descent gave shape {path.shape}, but a path of {steps} steps has shape "
                        f"({steps + 1}, {len(start)}): the start and one row a step.")  # fmt: skip
    near = (np.abs(path) < FAR).all(axis=1)
    if near.all():
        return path, ""
    gone = int(np.argmin(near))
    return path[:gone], f" It diverges: step {gone} leads more than {FAR:,} away."


def _end(gone):
    return "before it runs away, it is" if gone else "the walk ends"


# one weight


def _valley_picture(gradient_descent, whose, start, learning_rate, steps):
    path, gone = _walk(gradient_descent, _valley, [start], learning_rate, steps)
    path, x, step = path[:, 0], np.linspace(-3, 3, 121), np.arange(len(path))
    places = svg.points(path, path**2, style=0), svg.points(path[:1], path[:1] ** 2, style=1, size=9)
    left = svg.chart(svg.line(x, x**2, style=6), svg.line(path, path**2, style=0), *places, title="f(x) = x²", desc="",
                     x_label="x", x_limits=(-3, 3), y_limits=(0, 9), width=340)  # fmt: skip
    right = svg.chart(svg.line(step, path, style=0), svg.points(step, path, style=0), title="x after each step",
                      desc="", x_label="step", y_limits=(-3, 3), width=340)  # fmt: skip
    desc = (f"From x = {svg.number(start)}, {_count(steps)} at learning rate {learning_rate:g}: {_end(gone)} at "
            f"x = {svg.number(path[-1])}. {_factor(path)}{gone} {whose}")  # fmt: skip
    return svg.beside(left, right, title="One weight", desc=desc)


def _count(steps):
    return "1 step" if steps == 1 else f"{steps:,} steps"


def _factor(path):
    """Say what each step multiplies x by, if it is the same number for all."""
    if len(path) < 2 or not path[0]:
        return ""
    factor = float(path[1] / path[0])
    if not np.allclose(path[1:], factor * path[:-1], rtol=1e-4, atol=1e-9):
        return "The steps multiply x by different numbers."
    return f"Each step multiplies x by {svg.number(round(factor, 6) + 0.0)}."


def valley(gradient_descent=None, **settings):
    """Show a walk down x squared, by your gradient_descent or the package's: one weight, one learning rate.

    `gradient_descent(f, init_x, learning_rate, step_num)` returns the path. The settings are the `start`, the
    `learning_rate` and the `steps`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.valley(learning_rate=0.5).settings
    {'start': 2.5, 'learning_rate': 0.5, 'steps': 10}
    """
    function, whose = _yours(gradient_descent)
    controls = {"start": live.slider(2.5, -2.5, 2.5, 0.1), "learning_rate": live.slider(0.1, 0.01, 1.1, 0.01),
                "steps": live.slider(10, 1, 40)}  # fmt: skip
    return live.Demo(partial(_valley_picture, function, whose), controls, settings, call="demos.valley",
                     given={"gradient_descent": gradient_descent})  # fmt: skip


def _yours(gradient_descent):
    return live.yours(gradient_descent, gradient.gradient_descent, _valley, np.array([1.0]), 0.1, 1)


# two weights


SIDE = np.linspace(-REACH, REACH, 81)
MAPS = {name: f(np.meshgrid(SIDE, SIDE)) for name, f in SURFACES.items()}


def _descent_picture(gradient_descent, whose, surface, x0, x1, learning_rate, steps):
    f, start = SURFACES[surface], np.array([x0, x1])
    path, gone = _walk(gradient_descent, f, start, learning_rate, steps)
    heights, numbers = f(path.T), [svg.number(round(float(x), 6) + 0.0) for x in (x0, x1, *path[-1])]
    desc = (f"{surface[0].upper()}{surface[1:]}, from ({numbers[0]}, {numbers[1]}): {_count(steps)} at learning rate "
            f"{learning_rate:g}. f goes from {svg.number(heights[0])} to {svg.number(heights[-1])}, and {_end(gone)} "
            f"at ({numbers[2]}, {numbers[3]}).{gone} {whose}")  # fmt: skip
    fall = svg.chart(svg.line(np.arange(len(path)), np.maximum(heights, 1e-12)), title="f after each step", desc="",
                     x_label="step", y_scale="log", x_limits=(0, 1.1 * steps), width=250, height=440)  # fmt: skip
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
        svg.arrows(*path[0], *-up, "− gradient: our step", style=2, width=4),
        title="The map", desc="", x_label="x0", y_label="x1", x_limits=(-REACH, REACH), y_limits=(-REACH, REACH),
        equal=True, legend="top", width=430, height=470,
    )  # fmt: skip


def descent(gradient_descent=None, **settings):
    """Show a walk down a surface of two weights, by your gradient_descent or the package's, on a map.

    `gradient_descent(f, init_x, learning_rate, step_num)` returns the path. The settings are the `surface`, the start
    `x0`, `x1`, the `learning_rate` and the `steps`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.descent(steps=3).settings
    {'surface': 'bowl', 'x0': -1.2, 'x1': 0.8, 'learning_rate': 0.1, 'steps': 3}
    """
    function, whose = _yours(gradient_descent)
    controls = {
        "surface": live.menu("bowl", list(SURFACES)),
        "x0": live.slider(-1.2, -2, 2, 0.1), "x1": live.slider(0.8, -2, 2, 0.1),
        "learning_rate": live.log_slider(0.1, 0.0001, 1), "steps": live.log_slider(20, 1, 5000),
    }  # fmt: skip
    return live.Demo(partial(_descent_picture, function, whose), controls, settings, call="demos.descent",
                     given={"gradient_descent": gradient_descent})  # fmt: skip
