"""Four networks to diagnose from their histograms alone: what is wrong, and with which?"""

import numpy as np

from ... import live, svg
from .signal import histogram_rows, passed

DEPTH, WIDTH = 10, 64
NETWORKS = {"A": ("tanh", 4.0), "B": ("relu", 0.6), "C": ("tanh", 1.0), "D": ("relu", 2.5)}  # spread times √inputs


def _network(network):
    activation, factor = NETWORKS[network]
    activations, slopes = passed(DEPTH, WIDTH, activation, factor / np.sqrt(WIDTH))
    desc = f"Network {network}: {DEPTH} {activation} layers. "
    desc += "Above, what five of them give; below, the slopes that come back to them."
    rows = histogram_rows(activations, slopes, activation)
    return svg.below(*rows, title=f"Network {network}", desc=desc)


def four_networks(**settings):
    """Show the histograms of four networks, whose starts are not told. Setting: `network`, "A" to "D".

    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.four_networks(network="B").settings
    {'network': 'B'}
    """
    controls = {"network": live.menu("A", list(NETWORKS))}
    return live.Demo(_network, controls, settings, call="demos.four_networks")
