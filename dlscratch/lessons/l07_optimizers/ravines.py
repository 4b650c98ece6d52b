"""Three ravines: valleys that are steeper across than along, each with its lowest place, of height 0, at (0, 0).

In its own coordinates, u along the floor and v across it, each is f = (u² + ratio v²) / 2.
"""

import numpy as np

START = np.array([-2.0, 0.6])  # in the ravine's own coordinates: along, and across
TILT = np.deg2rad(30)
TURN = np.array([[np.cos(TILT), np.sin(TILT)], [-np.sin(TILT), np.cos(TILT)]])  # from (x0, x1) to (u, v)
BEND = 0.35


def _straight(x):
    return x, np.eye(2)


def _tilted(x):
    return TURN @ x, TURN


def _bent(x):
    return np.array([x[0], x[1] - BEND * x[0] ** 2 / 2]), np.array([[1, 0], [-BEND * x[0], 1]])


RAVINES = {"straight": _straight, "tilted": _tilted, "bent": _bent}


def own_coordinates(ravine, x):
    """Return (u, v) of a place (2,): how far along, and how far from the floor."""
    return RAVINES[ravine](x)[0]


def slope(ravine, ratio, x):
    """Return the gradient (2,) at a place (2,).

    >>> slope("straight", 20.0, np.array([1.0, 0.5])).tolist()
    [1.0, 10.0]
    """
    uv, turn = RAVINES[ravine](x)
    return turn.T @ (uv * [1.0, ratio])


def height(ratio, uv):
    """Return f at places (..., 2) in the ravine's own coordinates.

    >>> height(20.0, np.array([1.0, 0.5])).item()
    3.0
    """
    return (uv[..., 0] ** 2 + ratio * uv[..., 1] ** 2) / 2


def on_the_map(ravine, own):
    """Return the places (..., 2) on the map of places in the ravine's own coordinates.

    >>> on_the_map("bent", np.array([2.0, 0.1])).round(6).tolist()
    [2.0, 0.8]
    """
    if ravine == "tilted":
        return own @ TURN
    bend = BEND * own[..., 0] ** 2 / 2 if ravine == "bent" else 0.0
    return np.stack([own[..., 0], own[..., 1] + bend], axis=-1)


def ring(ravine, ratio, level, count=72):
    """Return the places (count, 2) at which f has this height, once around."""
    turn = np.linspace(0, 2 * np.pi, count)
    u, v = np.sqrt(2 * level) * np.cos(turn), np.sqrt(2 * level / ratio) * np.sin(turn)
    return on_the_map(ravine, np.stack([u, v], axis=1))
