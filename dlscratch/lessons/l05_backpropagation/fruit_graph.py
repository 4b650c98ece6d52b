"""Backpropagation, a step at a time: numbers flow forward through a graph, slopes flow back."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from ... import live, svg
from ...layers import Add, Multiply

number = svg.number


@dataclass(frozen=True)
class Step:
    """One press of Next: the labels it writes, the edge it draws strongly, what it says, and tables beside it.

    `forward` and `backward` are dicts from edges (start, end) to the words that appear on them.
    """

    forward: dict
    backward: dict
    current: tuple | None
    sentence: str
    tables: tuple = ()


class Stepper:
    """A graph and how far we have stepped through it. `steps_of(**values)` gives its steps from its inputs."""

    def __init__(self, steps_of, start, **values):
        self.steps_of, self.step = steps_of, start
        self.values = {}
        self.set(**values)

    def set(self, **changed):
        self.values |= changed
        self.steps = self.steps_of(**self.values)

    def next(self):
        self.step = min(self.step + 1, len(self.steps) - 1)

    def back(self):
        self.step = max(self.step - 1, 0)

    @property
    def seen(self):
        """The step that is shown, with the labels of all steps before it."""
        forward, backward = {}, {}
        for step in self.steps[: self.step + 1]:
            forward, backward = forward | step.forward, backward | step.backward
        now = self.steps[self.step]
        return Step(forward, backward, now.current, now.sentence, now.tables)

    def summary(self):
        return f"Step {self.step} of {len(self.steps) - 1}. {self.seen.sentence}"


def draw(nodes, edges, model, *, title, width=700, height=300):
    """Return the graph with the labels of the steps so far."""
    seen = model.seen
    edges = [svg.Edge(*edge, seen.forward.get(edge, ""), seen.backward.get(edge, "")) for edge in edges]
    return svg.graph(nodes, edges, title=title, desc=model.summary(), current=seen.current, width=width, height=height)


# graphs of single numbers

VALUE = "value"
APPLES = {
    "price": svg.Node("price", 0, 0, VALUE), "apples": svg.Node("apples", 0, 1, VALUE),
    "sum": svg.Node("×", 1, 0.5), "tax": svg.Node("tax", 1, 1.5, VALUE), "taxed": svg.Node("×", 2, 1),
    "total": svg.Node("total", 3, 1, VALUE),
}  # fmt: skip
FRUIT = {
    "apple price": svg.Node("apple price", 0, 0, VALUE), "apples": svg.Node("apples", 0, 1.6, VALUE),
    "orange price": svg.Node("orange price", 0, 3.2, VALUE), "oranges": svg.Node("oranges", 0, 4.8, VALUE),
    "tax": svg.Node("tax", 0.3, 2.4, VALUE), "fork": svg.Node("fork", 1.4, 2.4),
    "sum of apples": svg.Node("×", 1.2, 0.8), "sum of oranges": svg.Node("×", 1.2, 4),
    "apples taxed": svg.Node("×", 2.3, 0.8), "oranges taxed": svg.Node("×", 2.3, 4),
    "both": svg.Node("+", 3.2, 2.4), "total": svg.Node("total", 4, 2.4, VALUE),
}  # fmt: skip


class Fork:
    """A number that goes two ways: the slopes that come back from both add up."""

    def forward(self, x):
        return x, x

    def backward(self, *douts):
        return (sum(douts),)


def scalar_steps(nodes, program, names, make, **values):
    """Return the steps through a graph of single numbers.

    `program` lists (node, inputs, outputs) in the order of running, inputs and outputs as edges of the graph. `names`
    are the nodes that start with `values`; `make` gives a node's operation from its label.
    """
    first = {edge: values[edge[0].replace(" ", "_")] for _, inputs, _ in program for edge in inputs if edge[0] in names}
    flow, steps, made = dict(first), [], {}
    steps.append(Step(_words(first), {}, None, "The inputs are known. Next computes the first node."))
    for node, inputs, outputs in program:
        made[node] = make[nodes[node].label]()
        results = made[node].forward(*(flow[edge] for edge in inputs))
        new = dict(zip(outputs, results if isinstance(results, tuple) else (results,), strict=True))
        flow |= new
        steps.append(Step(_words(new), {}, outputs[0], _forward_words(nodes[node].label, inputs, outputs, flow)))
    last = program[-1][2][0]
    slopes = {last: 1.0}
    total = "Back from the end: the slope of the total in itself is 1."
    steps.append(Step({}, _words(slopes), last, f"Forward gave {number(flow[last])}. {total}"))
    for node, inputs, outputs in reversed(program):
        got = made[node].backward(*(slopes[edge] for edge in outputs))
        new = dict(zip(inputs, _one_each(inputs, got), strict=True))
        slopes |= new
        words = _backward_words(nodes[node].label, inputs, outputs, flow, slopes)
        steps.append(Step({}, _words(new), outputs[0], words))
    return steps


def _one_each(inputs, slopes):
    """Return what `backward` gave, after looking that it is one slope an input."""
    if not isinstance(slopes, (tuple, list, np.ndarray)) or len(slopes) != len(inputs):
        raise ValueError(f"backward returned {slopes!r}, but it must return {len(inputs)} slopes, one for each input.")
    return slopes


def _words(flow):
    return {edge: number(float(value)) for edge, value in flow.items()}


def _forward_words(label, inputs, outputs, flow):
    numbers = [number(flow[edge]) for edge in inputs]
    if label == "fork":
        return f"Forward: {inputs[0][0]} goes two ways, {numbers[0]} to each."
    return f"Forward: {numbers[0]} {label} {numbers[1]} = {number(flow[outputs[0]])}."


def _backward_words(label, inputs, outputs, flow, slopes):
    dout = [number(slopes[edge]) for edge in outputs]
    got = [number(slopes[edge]) for edge in inputs]
    if label == "fork":
        return f"Back at the fork the slopes add: {dout[0]} + {dout[1]} = {got[0]}, the slope in the {inputs[0][0]}."
    if label == "+":
        return f"Back through +: both inputs get the slope {dout[0]} as it is: {got[0]} and {got[1]}."
    both = []
    for edge, other in zip(inputs, reversed(inputs), strict=True):
        product = number(slopes[outputs[0]] * flow[other])
        but = "" if number(slopes[edge]) == product else f", but the node gave {number(slopes[edge])}"
        both.append(f"{dout[0]} × {number(flow[other])} = {product}{but}")
    return f"Back through ×: each gets the slope times the other input: {' and '.join(both)}."


def _edges(program):
    return list(dict.fromkeys(edge for _, inputs, outputs in program for edge in (*inputs, *outputs)))


APPLES_PROGRAM = [
    ("sum", [("price", "sum"), ("apples", "sum")], [("sum", "taxed")]),
    ("taxed", [("sum", "taxed"), ("tax", "taxed")], [("taxed", "total")]),
]
FRUIT_PROGRAM = [
    ("sum of apples", [("apple price", "sum of apples"), ("apples", "sum of apples")],
     [("sum of apples", "apples taxed")]),
    ("sum of oranges", [("orange price", "sum of oranges"), ("oranges", "sum of oranges")],
     [("sum of oranges", "oranges taxed")]),
    ("fork", [("tax", "fork")], [("fork", "apples taxed"), ("fork", "oranges taxed")]),
    ("apples taxed", [("sum of apples", "apples taxed"), ("fork", "apples taxed")], [("apples taxed", "both")]),
    ("oranges taxed", [("sum of oranges", "oranges taxed"), ("fork", "oranges taxed")], [("oranges taxed", "both")]),
    ("both", [("apples taxed", "both"), ("oranges taxed", "both")], [("both", "total")]),
]  # fmt: skip


def _apples_picture(model):
    return draw(APPLES, _edges(APPLES_PROGRAM), model, title="The price of some apples", height=280)


def _fruit_picture(whose, model):
    picture = draw(FRUIT, _edges(FRUIT_PROGRAM), model, title="Apples and oranges", height=490)
    return svg.beside(picture, title=picture.title, desc=f"{picture.desc} {whose}")


def price_graph(**settings):
    """Step through the price of some apples, tax included: forward to the total, back to its slopes.

    Settings: `price`, `apples`, `tax`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.price_graph(apples=3).settings
    {'price': 100, 'apples': 3, 'tax': 1.1}
    """
    steps_of = partial(scalar_steps, APPLES, APPLES_PROGRAM, ("price", "apples", "tax"), {"×": Multiply})
    controls = {"next": live.button("Next"), "back": live.button("Back"), "price": live.slider(100, 10, 300, 10),
                "apples": live.slider(2, 1, 10), "tax": live.slider(1.1, 1.0, 1.5, 0.05)}  # fmt: skip
    model = partial(Stepper, steps_of, 3)
    return live.Demo(_apples_picture, controls, settings, model=model, call="demos.price_graph")


def fruit_graph(add=None, multiply=None, **settings):
    """Step through the price of apples and oranges, where the tax goes two ways, with your nodes if you give them.

    `add` and `multiply` are classes like `dl.Add` and `dl.Multiply`. Settings: `apple_price`, `apples`,
    `orange_price`, `oranges`, `tax`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.fruit_graph(tax=1.2).settings["tax"]
    1.2
    """
    nodes = {"+": _your_node(add, Add), "×": _your_node(multiply, Multiply)}
    whose = " ".join(words for _, words in nodes.values()) if add or multiply else ""
    make = {"fork": Fork} | {label: node for label, (node, _) in nodes.items()}
    names = ("apple price", "apples", "orange price", "oranges", "tax")
    controls = {"next": live.button("Next"), "back": live.button("Back"), "apple_price": live.slider(100, 10, 300, 10),
                "apples": live.slider(2, 1, 10), "orange_price": live.slider(150, 10, 300, 10),
                "oranges": live.slider(3, 1, 10), "tax": live.slider(1.1, 1.0, 1.5, 0.05)}  # fmt: skip
    model = partial(Stepper, partial(scalar_steps, FRUIT, FRUIT_PROGRAM, names, make), 7)
    return live.Demo(partial(_fruit_picture, whose), controls, settings, model=model, call="demos.fruit_graph",
                     given={"add": add, "multiply": multiply})  # fmt: skip


def _your_node(node, package_node):
    """Return the class to use and whose it is: the learner's once both directions are written."""

    def both_ways(chosen, x, y, dout):
        made = chosen()
        return made.forward(x, y), made.backward(dout)

    ways = [partial(both_ways, chosen) for chosen in (node or package_node, package_node)]
    for way in ways:
        way.__name__ = package_node.__name__
    chosen, words = live.yours(ways[0] if node is not None else None, ways[1], 2.0, 3.0, 1.0)
    return chosen.args[0], words
