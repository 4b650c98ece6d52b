"""Lesson 00: run a cell, read an error, check an answer."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Ordering, Question

TITLE = "Start here"

EXERCISES = [
    Exercise(
        name="identity",
        task="Replace the `...`, run the cell, and check it.",
        stub='''\
def identity(a):
    """Return a, unchanged."""
    y = ...  # in place of the three dots, write: a
    return y
''',
        source=dl.identity,
        cases=["identity(3.0)", "a = np.array([-1.0, 2.0])\nidentity(a)"],
        misconceptions=[
            Misconception("sign-turned", lambda a: -a, "The sign has turned: unchanged means as it came in."),
            Misconception("always-one", lambda a: 1.0 + 0 * a, "1 comes out, or True, whatever comes in."),
            Misconception("always-three", lambda a: 3.0, "3.0 comes out on both calls: that is right once."),
            Misconception(
                "in-a-list",
                lambda a: [a],
                "It comes back packed in a list, as brackets around it or a comma behind it do: leave them out.",
            ),
            Misconception(
                "as-text",
                lambda a: str(a),
                "It is a text that looks like a number, as `str` makes it: leave it as it came in.",
            ),
            Misconception(
                "letter-in-quotes",
                lambda a: "a",
                "With quotes it is a text, a letter. Without them it is what came in.",
            ),
            Misconception(
                "one-added",
                lambda a: a + 1,
                "It comes out larger by 1: unchanged means as it came in.",
            ),
            Misconception(
                "doubled",
                lambda a: 2 * a,
                "It comes out twice as large: unchanged means as it came in.",
            ),
        ],
        hints=(
            "What goes in comes out: 3.0 for 3.0.",
            "The name between the brackets of the first line holds what came in.",
            "Behind `y =` stands that name, without quotes.",
        ),
        insight="`check` runs your function on a few calls and compares with the package.",
    ),
    Exercise(
        name="count_numbers",
        task="Count the numbers in an array from its shape.",
        stub='''\
def count_numbers(x):
    """Return how many numbers the array x (N, D) holds."""
    ...
''',
        cases=[
            "count_numbers(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))",
            "count_numbers(np.array([[7.0, 8.0], [9.0, 7.0], [8.0, 9.0]]))",
            "count_numbers(np.zeros((5, 3)))",
            "count_numbers(np.zeros((1, 4)))",
        ],
        rtol=0.0,  # a count is right or wrong
        misconceptions=[
            Misconception("rows-only", lambda x: len(x), "That is the number of rows. Each row holds several numbers."),
            Misconception(
                "columns-only", lambda x: x.shape[1], "That is how many numbers one row holds. How many rows are there?"
            ),
            Misconception(
                "sizes-added",
                lambda x: x.shape[0] + x.shape[1],
                "That is the sum of the two sizes. Two rows of three numbers: how many is that?",
            ),
            Misconception(
                "numbers-added",
                lambda x: x.sum(),
                "These are the numbers added up. How many there are does not depend on their values.",
            ),
            Misconception("always-six", lambda x: 6, "6 comes out on every call: that is right for six numbers."),
            Misconception(
                "shape-itself",
                lambda x: x.shape,
                "That is the shape, two sizes. One number is asked: what do the two sizes make together?",
            ),
            Misconception(
                "zeros-left-out",
                lambda x: np.count_nonzero(x),
                "The numbers that are 0 are left out. They hold a place of the array too.",
            ),
            Misconception(
                "equal-numbers-once",
                lambda x: len(np.unique(x)),
                "Equal numbers are counted once. Each holds a place of its own.",
            ),
            Misconception(
                "numbers-multiplied",
                lambda x: x.prod(),
                "These are the numbers multiplied. How many there are does not depend on their values.",
            ),
            Misconception(
                "sizes-counted",
                lambda x: x.ndim,
                "2 comes out on every call. A shape has two sizes here: what do the two say?",
            ),
            Misconception(
                "larger-size",
                lambda x: max(x.shape),
                "That is the larger of the two sizes. The number of places needs both.",
            ),
            Misconception(
                "rows-squared",
                lambda x: len(x) * len(x),
                "That is the number of rows, times itself. How many numbers stand in a row?",
            ),
            Misconception(
                "three-columns-only",
                lambda x: len(x) * 3,
                "Right where a row holds three numbers. Which size says how many it holds?",
            ),
            Misconception(
                "always-one",
                lambda x: 1,
                "1 comes out on every call. If you count in a loop: is it added up, and where does `return` stand?",
            ),
            Misconception(
                "one-row-missing",
                lambda x: (len(x) - 1) * x.shape[1],
                "The numbers of one row are missing. If you count in a loop: how far does it go?",
            ),
            Misconception(
                "one-column-missing",
                lambda x: len(x) * (x.shape[1] - 1),
                "One number of each row is missing. If you count in a loop: how far does it go?",
            ),
            Misconception(
                "columns-squared",
                lambda x: x.shape[1] ** 2,
                "That is the number of columns, times itself. How many rows are there?",
            ),
            Misconception(
                "two-rows-only",
                lambda x: 2 * x.shape[1],
                "Right where there are two rows. Which size says how many there are?",
            ),
            Misconception(
                "power",
                lambda x: len(x) ** x.shape[1],
                "That is one size to the power of the other. 2 rows of 3 numbers: how many is that?",
            ),
            Misconception(
                "two-columns-only",
                lambda x: 2 * len(x),
                "Right where a row holds two numbers. Which size says how many it holds?",
            ),
            Misconception(
                "smaller-size",
                lambda x: min(x.shape),
                "That is the smaller of the two sizes. The number of places needs both.",
            ),
            Misconception(
                "both-sizes-less-one",
                lambda x: (len(x) - 1) * (x.shape[1] - 1),
                "Both sizes are taken smaller by 1. If you count in loops: how far do they go?",
            ),
            Misconception(
                "last-place",
                lambda x: x.size - 1,
                "It is 1 too few: where the first has number 0, this is the number of the last.",
            ),
        ],
        hints=(
            "An array of 2 rows and 3 columns holds 6 numbers.",
            "`x.shape` is a pair, such as (2, 3): `x.shape[0]` is the first of the two, `x.shape[1]` the second.",
            "`return` one size times the other.",
        ),
        insight="Rows times columns. NumPy knows it too, as `x.size`.",
    ),
    Exercise(
        name="weighted_rows",
        task="Hunt: read the shape error and repair the line.",
        stub='''\
def weighted_rows(x, w):
    """Return the weighted sum of each row of x (N, D).

    w (D,) holds a weight for each column.
    """
    return w @ x
''',
        symptom="With 5 rows and 3 columns it stops: size 5 is different from 3.",
        source=dl.Affine.forward,
        cases=[
            "x, w = np.ones((5, 3)), np.array([1.0, 2.0, 3.0])\nweighted_rows(x, w)",
            "x, w = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([10.0, 1.0])\nweighted_rows(x, w)",
            "x, w = rng.normal(size=(4, 2)), rng.normal(size=2)\nweighted_rows(x, w)",
        ],
        misconceptions=[
            Misconception(
                "no-weights",
                lambda x, w: x.sum(axis=1),
                "The rows are added up, but without the weights: what became of w?",
            ),
            Misconception(
                "weighted-mean",
                lambda x, w: (x * w).sum(axis=1) / w.sum(),
                "That is the weighted mean: it divides by the sum of the weights. The weighted sum does not.",
            ),
            Misconception(
                "not-added-up",
                lambda x, w: x * w,
                "It runs, but nothing is added up: one number for each row is asked.",
            ),
            Misconception(
                "all-added-up", lambda x, w: (x * w).sum(), "Everything is added up: one number for each row is asked."
            ),
            Misconception(
                "wrong-axis",
                lambda x, w: (x * w).sum(axis=0),
                "These are sums down the columns: one number for each row is asked.",
            ),
            Misconception(
                "averaged",
                lambda x, w: (x * w).mean(axis=1),
                "These are the means of each row's products. A weighted sum adds them up.",
            ),
            Misconception(
                "sums-multiplied",
                lambda x, w: x.sum(axis=1) * w.sum(),
                "Each number meets every weight here, as when two sums are multiplied. It should meet its own weight"
                " only.",
            ),
            Misconception(
                "reshaped-rows",
                lambda x, w: w @ x.reshape(len(w), -1),
                "The shape fits, but rows and columns are mixed up, as by `reshape`: it deals the numbers out anew.",
            ),
            Misconception(
                "as-many-as-weights",
                lambda x, w: (x @ w)[: len(w)],
                "As many sums come back as there are weights. There is one for each row: what do you count up to?",
            ),
            Misconception(
                "first-row-only", lambda x, w: x[0] @ w, "Only the first row's sum comes back: every row has its own."
            ),
            Misconception(
                "as-a-column",
                lambda x, w: (x @ w)[:, np.newaxis],
                "The numbers are right, but as a column: the shape should be (N,).",
            ),
            Misconception(
                "last-product-only",
                lambda x, w: x[:, -1] * w[-1],
                "Only the last product of each row is in its sum. If you wrote a loop: what throws away the ones"
                " before it?",
            ),
            Misconception(
                "first-product-only",
                lambda x, w: x[:, 0] * w[0],
                "Only the first product of each row is in its sum: a row has one for each column.",
            ),
            Misconception(
                "sums-run-on",
                lambda x, w: np.cumsum(x @ w),
                "Each number holds the rows before it too. If you wrote a loop: where does the sum begin anew?",
            ),
            Misconception(
                "first-row-in-a-list",
                lambda x, w: [x[0] @ w],
                "One sum comes back, in a list: every row has its own. If you wrote a loop: where does `return` stand?",
            ),
            Misconception(
                "all-equal",
                lambda x, w: np.full(len(x), x[0] @ w),
                "Every row gets the sum of the first: each has its own.",
            ),
            Misconception(
                "last-product-missing",
                lambda x, w: x[:, :-1] @ w[:-1],
                "The last product of each row is missing from its sum: how far do you count?",
            ),
            Misconception(
                "last-row-only",
                lambda x, w: x[-1] @ w,
                "Only the last row's sum comes back: every row has its own.",
            ),
            Misconception(
                "last-row-in-a-list",
                lambda x, w: [x[-1] @ w],
                "Only the last row's sum comes back, in a list. If you wrote a loop: does each sum go into the list?",
            ),
            Misconception(
                "a-weight-for-each-row",
                lambda x, w: [np.sum(row * weight) for row, weight in zip(x, w, strict=False)],
                "A whole row is multiplied by one weight here. A weight belongs to a column.",
            ),
        ],
        hints=(
            "Five rows give five numbers.",
            "In `left @ right` the last size of the left meets the first size of the right. Which sizes meet here?",
            "Which of the two has the 3 as its last size?",
        ),
        insight="`@` needs equal sizes where the two sides meet: (5, 3) @ (3,) gives (5,).",
    ),
]

QUESTIONS = [
    Question(
        id="00.1",
        kind="predict",
        text="A slider sets how steep a line is. You move it while no cell runs. What happens?",
        choices=[
            Choice("the picture follows at once", "A running kernel answers every move of a control.", right=True),
            Choice(
                "the picture follows when the cell runs again", "The cell made the demo; the demo answers by itself."
            ),
            Choice("nothing, it is an image", "It is an image only where no kernel runs, as on GitHub."),
        ],
    ),
    Question(
        id="00.2",
        kind="quiz",
        text="`[7]` stands on the left of a cell. What does it say?",
        choices=[
            Choice("it is the seventh cell of the page", "The place on the page does not count: only runs do."),
            Choice(
                "it was the seventh run",
                "Runs are counted, in the order in which you made them.",
                right=True,
            ),
            Choice("it ran seven times", "All runs of all cells are counted together, and this cell had number 7."),
        ],
    ),
    Question(
        id="00.3",
        kind="quiz",
        text="`NameError: name 'plt' is not defined`, but the import stands one cell below. The remedy?",
        choices=[
            Choice(
                "run the import first",
                "A name exists once the cell that makes it has run: put the import above.",
                right=True,
            ),
            Choice("install matplotlib", "A missing library says `ModuleNotFoundError`."),
            Choice("restart the computer", "The order of the cells would be the same."),
        ],
    ),
    Question(
        id="00.4",
        kind="quiz",
        text="x has shape (5, 3). What does `x[0]` have?",
        choices=[
            Choice("(5,)", "That is a column, `x[:, 0]`."),
            Choice("(3,)", "The first row: three numbers.", right=True),
            Choice("(1, 3)", "`x[:1]` keeps the row in a table; `x[0]` takes it out."),
        ],
        shows="np.ones((5, 3))[0].shape",
    ),
]

ORDERINGS = [
    Ordering(
        id="00.5",
        text="These cells were run out of order. Put them in an order that runs.",
        lines=[
            "x = np.array([[1.0, 2.0], [3.0, 4.0]])",
            "w = np.array([0.5, 0.25])",
            "a = x @ w",
            "total = a.sum()",
        ],
        result="total",
        before=[
            (0, 2, "`x @ w` needs both x and w: which of them is made too late?"),
            (1, 2, "`x @ w` needs both x and w: which of them is made too late?"),
            (2, 3, "`total` is made from `a`: first `a`."),
        ],
    ),
    Ordering(
        id="00.6",
        text="Hunt: a picture was drawn one cell before its import. Repair the order.",
        lines=[
            "import matplotlib.pyplot as plt",
            "losses = [2.3, 1.1, 0.6]",
            "figure, axes = plt.subplots()",
            "line = plt.plot(losses)[0]",
            "plt.close(figure)",
        ],
        result="line.get_ydata(), line.axes is axes",
        before=[
            (0, 2, "`plt` is used before the import has made it."),
            (1, 3, "The line is drawn before its numbers exist."),
            (2, 3, "The line is drawn before there is a figure to draw it on: it opens one of its own."),
            (2, 4, "The figure is closed before it is made."),
            (3, 4, "The figure is closed before the line is drawn: the line opens another one."),
        ],
    ),
]
