"""What a network's sizes decide: its shapes and how many numbers it learns."""

from ... import live, svg
from ...networks import MultiLayerNet
from ...svg.picture import Picture, heading, text


def _sizes(inputs, hidden_1, hidden_2, hidden_3, outputs, batch_size):
    sizes = [inputs, hidden_1, *(size for size in (hidden_2, hidden_3) if size), outputs]
    params = MultiLayerNet(sizes, output="identity").params  # a single output is shown too
    counts = [params[f"W{i}"].size + params[f"b{i}"].size for i in range(1, len(sizes))]
    name = "-".join(map(str, sizes))
    chain = " → ".join(f"({batch_size}, {size})" for size in sizes)
    desc = f"The network {name} learns {sum(counts):,} numbers. A batch goes {chain}."
    names = ["x", *(f"z{i}" for i in range(1, len(sizes) - 1)), "y"]
    diagram = svg.network(
        [params[f"W{i}"] for i in range(1, len(sizes))],
        title=f"Network {name}",
        desc="",
        most=10,
        layer_names=names,
        height=280,
    )
    return svg.below(diagram, _table(sizes, counts, batch_size), title="Network sizes", desc=desc)


def _table(sizes, counts, batch_size):
    """Return a picture of words: a row a layer, with the shapes that meet and the numbers it learns."""
    parts = [heading("A row a layer"), text(700, 17, "parameters", anchor="end", muted=True)]
    before = "x"
    for i, count in enumerate(counts, start=1):
        inputs, outputs = sizes[i - 1], sizes[i]
        y = 20 + 26 * i
        parts += [
            text(0, y, f"{before} @ W{i} + b{i}"),
            text(115, y, f"({batch_size}, {inputs}) @ ({inputs}, {outputs}) + ({outputs},)"),
            text(700, y, f"{inputs:,} × {outputs:,} + {outputs:,} = {count:,}", anchor="end"),
        ]
        before = f"z{i}"
    y = 26 + 26 * (len(counts) + 1)
    parts += [text(0, y, "all parameters", weight="600"), text(700, y, f"{sum(counts):,}", anchor="end", weight="600")]
    return Picture(700, y + 10, tuple(parts), "Shapes", "")


def network_size(**settings):
    """Show a network as a diagram, with the shapes of each layer and how many numbers it learns.

    Settings: `inputs`, `hidden_1`, `hidden_2` and `hidden_3` (0 leaves a layer out), `outputs` and `batch_size`.
    Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.network_size().picture.desc
    'The network 784-100-10 learns 79,510 numbers. A batch goes (5, 784) → (5, 100) → (5, 10).'
    """
    controls = {
        "inputs": live.log_slider(784, 1, 1000),
        "hidden_1": live.log_slider(100, 1, 1000),
        "hidden_2": live.slider(0, 0, 100),
        "hidden_3": live.slider(0, 0, 100),
        "outputs": live.slider(10, 1, 20),
        "batch_size": live.log_slider(5, 1, 1000),
    }
    return live.Demo(_sizes, controls, settings, call="demos.network_size")
