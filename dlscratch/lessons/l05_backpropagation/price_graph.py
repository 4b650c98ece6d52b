"""The price of some apples, a step at a time: forward to the total, back to its slopes."""

from functools import partial

from ... import live, svg
from ...layers import Multiply
from .scalars import edges_of, scalar_steps
from .stepper import VALUE, Stepper, draw

APPLES = {
    "price": svg.Node("price", 0, 0, VALUE), "apples": svg.Node("apples", 0, 1, VALUE),
    "sum": svg.Node("×", 1, 0.5), "tax": svg.Node("tax", 1, 1.5, VALUE), "taxed": svg.Node("×", 2, 1),
    "total": svg.Node("total", 3, 1, VALUE),
}  # fmt: skip
APPLES_PROGRAM = [
    ("sum", [("price", "sum"), ("apples", "sum")], [("sum", "taxed")]),
    ("taxed", [("sum", "taxed"), ("tax", "taxed")], [("taxed", "total")]),
]


def _apples_picture(model):
    return draw(APPLES, edges_of(APPLES_PROGRAM), model, title="The price of some apples", height=280)


def price_graph(**settings):
    """Step through the price of some apples, tax included: forward to the total, back to its slopes.

    Settings: `price`, `apples`, `tax`. Raises ValueError for a setting that does not fit.

    >>> from dlscratch import demos
    >>> demos.price_graph(apples=3).settings
    {'price': 100, 'apples': 3, 'tax': 1.1}
    """
    steps_of = partial(scalar_steps, APPLES, APPLES_PROGRAM, ("price", "apples", "tax"), {"×": Multiply})
    controls = {
        "next": live.button("Next"),
        "back": live.button("Back"),
        "price": live.slider(100, 10, 300, 10),
        "apples": live.slider(2, 1, 10),
        "tax": live.slider(1.1, 1.0, 1.5, 0.05),
    }
    model = partial(Stepper, steps_of, 3)
    return live.Demo(_apples_picture, controls, settings, model=model, call="demos.price_graph")
