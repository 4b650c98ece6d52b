"""Apples and oranges, a step at a time: where a number goes two ways, the slopes that come back add up."""

from functools import partial

from ... import live, svg
from ...layers import Add, Multiply
from ...learner import yours
from .scalars import Fork, edges_of, scalar_steps
from .stepper import VALUE, Stepper, draw

FRUIT = {
    "apple price": svg.Node("apple price", 0, 0, VALUE), "apples": svg.Node("apples", 0, 1.6, VALUE),
    "orange price": svg.Node("orange price", 0, 3.2, VALUE), "oranges": svg.Node("oranges", 0, 4.8, VALUE),
    "tax": svg.Node("tax", 0.3, 2.4, VALUE), "fork": svg.Node("fork", 1.4, 2.4),
    "sum of apples": svg.Node("×", 1.2, 0.8), "sum of oranges": svg.Node("×", 1.2, 4),
    "apples taxed": svg.Node("×", 2.3, 0.8), "oranges taxed": svg.Node("×", 2.3, 4),
    "both": svg.Node("+", 3.2, 2.4), "total": svg.Node("total", 4, 2.4, VALUE),
}  # fmt: skip
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


def _fruit_picture(sentence, model):
    picture = draw(FRUIT, edges_of(FRUIT_PROGRAM), model, title="Apples and oranges", height=440)
    return svg.beside(picture, title=picture.title, desc=f"{picture.desc} {sentence}")


def fruit_graph(add=None, multiply=None, **settings):
    """Step through the price of apples and oranges, where the tax goes two ways, with your nodes if you give them.

    `add` and `multiply` are classes like `dl.Add` and `dl.Multiply`. Settings: `apple_price`, `apples`,
    `orange_price`, `oranges`, `tax`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.fruit_graph(tax=1.2).settings["tax"]
    1.2
    """
    nodes = {"+": _your_node(add, Add), "×": _your_node(multiply, Multiply)}
    sentence = " ".join(node.sentence for node in nodes.values()) if add or multiply else ""
    make = {"fork": Fork} | {label: node.function for label, node in nodes.items()}
    names = ("apple price", "apples", "orange price", "oranges", "tax")
    controls = {
        "next": live.button("Next"),
        "back": live.button("Back"),
        "apple_price": live.slider(100, 10, 300, 10),
        "apples": live.slider(2, 1, 10),
        "orange_price": live.slider(150, 10, 300, 10),
        "oranges": live.slider(3, 1, 10),
        "tax": live.slider(1.1, 1.0, 1.5, 0.05),
    }
    model = partial(Stepper, partial(scalar_steps, FRUIT, FRUIT_PROGRAM, names, make), 7)
    return live.Demo(
        partial(_fruit_picture, sentence),
        controls,
        settings,
        model=model,
        call="demos.fruit_graph",
        given={"add": add, "multiply": multiply},
    )


def _your_node(node, package_node):
    """Return the class to use and whose it is: the learner's once both directions are written."""

    def both_ways(chosen):
        made = chosen()
        return made.forward(2.0, 3.0), made.backward(1.0)

    return yours(node, package_node, trial=both_ways)
