"""Marching squares: the line on which a grid of values has one level."""

import numpy as np


def level_lines(z, level):
    """Return (x, y), each (S, 2): the two ends of each segment, in columns and rows of z (rows, columns).

    In each square of four neighbours the level crosses none, two or four of the sides; two crossings are joined by
    a segment, four by two (Lorensen and Cline 1987, in two dimensions).
    """
    z = np.asarray(z, float)
    above = z > level
    corners = [(0, 0), (0, 1), (1, 1), (1, 0)]
    rows, columns = z.shape[0] - 1, z.shape[1] - 1
    at = [above[r : r + rows, c : c + columns] for r, c in corners]
    cell_r, cell_c = np.nonzero((at[0] != at[1]) | (at[1] != at[2]) | (at[2] != at[3]) | (at[3] != at[0]))
    xs, ys, hit = [], [], []
    for (r0, c0), (r1, c1) in zip(corners, corners[1:] + corners[:1], strict=True):
        first, last = z[cell_r + r0, cell_c + c0], z[cell_r + r1, cell_c + c1]
        crossed = (first > level) != (last > level)
        share = np.where(crossed, (level - first) / np.where(crossed, last - first, 1), np.nan)
        xs.append(cell_c + c0 + share * (c1 - c0))
        ys.append(cell_r + r0 + share * (r1 - r0))
        hit.append(crossed & np.isfinite(share))
    xs, ys, hit = np.stack(xs, axis=1), np.stack(ys, axis=1), np.stack(hit, axis=1)
    order = np.argsort(~hit, axis=1, kind="stable")  # crossed sides first
    x, y = np.take_along_axis(xs, order, 1), np.take_along_axis(ys, order, 1)
    two, four = hit.sum(axis=1) >= 2, hit.sum(axis=1) == 4
    return np.vstack([x[two, :2], x[four, 2:]]), np.vstack([y[two, :2], y[four, 2:]])
