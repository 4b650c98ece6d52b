"""The checker: what it says about faults that nobody listed, that it survives everything, and the record it keeps."""

import linecache
import re
import sys
import textwrap
import types
import warnings

import nbformat
import numpy as np
import pytest

import dlscratch as dl
from dlscratch.checking import check as checking
from dlscratch.checking import explain, hints, record, running, values
from dlscratch.exercises import check, hint, mine, solution
from dlscratch.lessons.course import EXERCISES, KEYS


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))
    return tmp_path / record.FILE


# the checker


def judged(source, name="affine", **variables):
    """Return check's result for what a learner's cell defines."""
    namespace = {"np": np, "dl": dl, "__name__": "learner"} | variables
    sys.modules["learner"] = types.ModuleType("learner")
    sys.modules["learner"].__dict__.update(namespace)
    lines = textwrap.dedent(source)
    linecache.cache["<learner>"] = (len(lines), None, lines.splitlines(keepends=True), "<learner>")
    exec(compile(lines, "<learner>", "exec"), sys.modules["learner"].__dict__)
    return check(getattr(sys.modules["learner"], name))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return (x @ W + b).T", "transposed"),
        ("return -(x @ W + b)", "sign"),
        ("return 3 * (x @ W + b)", "3 times"),
        ("return x @ W + b + 0.5", "same amount, 0.5"),
        ("return (x @ W + b)[..., ::-1]", "wrong places"),
        ("return x @ W + b + 0.003 * np.arange(b.size)", "Close, but"),
        ("return (x @ W + b).astype(int)", "fractions are cut off"),
        ("return (x @ W + b).sum()", "The shape is ()"),
        ("return [x @ W + b]", "The shape is (1, 2), but (2,) is wanted"),
        ("x *= 2\n    return x / 2 @ W + b", "`x` is not what it was"),
        ("x @ W + b", "returns nothing"),
        ("print(x @ W + b)", "prints its answer"),
        ("if x.sum() > 1e9:\n        return x @ W + b", "is it reached?"),
        ("return np.log(-np.abs(x @ W))", "`nan`"),
        ("return x @ W + b + np.exp(1e4)", "`inf`"),
        ("return affine", "a pair of brackets"),
        ("return 'x @ W + b'", "It returns a text, but an array is wanted"),
        ("return x @ W + c", "NameError in `return x @ W + c`: name 'c' is not defined"),
        ("return exp(x @ W + b)", "name 'exp' is not defined. NumPy's is `np.exp`."),
        ("return x @ W(b)", "'numpy.ndarray' object is not callable. Is a `*` missing before a bracket?"),
        ("import math\n    return math.exp(x @ W)", "such as `np.exp`, take whole arrays"),
        (
            "return np.zeros((7, 8)) @ W + b",
            "The shapes do not fit in `return np.zeros((7, 8)) @ W + b`: size 2 is different",
        ),
        ("if x > 0:\n        return x @ W + b", "yes-or-no question in `if x > 0:`"),
        ("while True:\n        pass", "Still running after"),
        ("import sys; sys.exit()", "SystemExit"),
        ("return affine(x, W, b)", "RecursionError in `return affine(x, W, b)`"),
        ("x @ W\n    raise ValueError", "ValueError in `raise ValueError`: no message"),
    ],
)
def test_a_fault_that_nobody_listed_is_described(body, words, monkeypatch):
    if "while" in body:
        monkeypatch.setattr(running, "SECONDS", 0.2)
    result = judged(f"def affine(x, W, b):\n    {body}")
    assert (result.attempted, result.passed, result.points) == (True, False, 0)
    assert words in result.message and "affine(" in result.call
    assert len(result.message.split()) <= 40


@pytest.mark.parametrize(
    ("got", "wanted", "words"),
    [
        (np.ones(3), np.ones(4), "run along the other direction"),
        ([[1.0, 2.0], [3.0, 5.0]], [[1.0, 4.0], [3.0, 8.0]], "2 of 4 values differ, the first at [0, 1]"),
        (np.full((3, 2), 1 / 3), np.full((3, 2), 1 / 2), "Each column sums to 1"),
        (8 * np.arange(3.0), 2 * np.arange(3.0), "4 times what it should be, and 4 is the number of rows"),
        (np.arange(3.0), 4 * np.arange(3.0), "1/4 of what it should be, and 4 is the number of rows"),
        (8.0, 2.0, "4 is the number of rows"),
        (8.1, 2.0, "Work this one call out by hand"),
        (np.array([[1, 2], [3, 4]]), np.array([[1, 3], [2, 4]]), "transposed"),
        ([1.0, np.inf], [1.0, 2.0], "`inf`"),
        ([1, 0], [1.7, 0.2], "fractions are cut off"),
        (
            [0.0, 0.0],
            [1.7, 0.2],
            "Everything is 0. Is it never filled, is a factor 0, does a sum cancel, or does a comparison never hold?",
        ),
        ([2.0, 2.0], [1.0, 1.0], "On this call it is 2 times what it should be: by a factor, or by chance?"),
        ([3.5, -3.5], [1.0, -1.0], "2 of 2 values differ"),
        (0, 0.8, "It is exactly 0 where 0.8 is wanted"),
        (1, 1.8, "A whole number comes out where 1.8 is wanted"),
        ([2.0, 4.0], [1.0, 2.0], "Everything is 2 times what it should be. Which factor is missing"),
        ([1.0, 2.0], [2.0, 1.0], "the right two numbers in the wrong places: exchanged, or by chance?"),
        ([1.0, 2.0, 5.0], [2.0, 1.0, 5.0], "These are the right numbers in the wrong places."),
        ([0.0, 0.0], [1.7, 0.2], "Everything is 0"),
        (np.array([1, 0]), [1.7, 0.2], "Where is that array made?"),
        ([1.1, -1.1], [1.0, -1.0], "2 of 2 values differ"),
        ([1.1, -2.2], [1.0, -2.0], "1.1 times what it should be"),
        ([False, False], [True, False], "1 of 2 answers differ, the first at [0]"),
        (np.zeros(3, bool), np.ones(3, bool), "3 of 3 answers differ"),  # and no number is 0
    ],
)
def test_values_are_compared_with_an_eye_on_the_data_of_the_case(got, wanted, words):
    made = {"x": np.ones((4, 3))}
    assert words in values.value_differs(EXERCISES["affine"], got, np.asarray(wanted), made)


def test_what_holds_in_one_case_alone_is_chance_and_not_said():
    affine = EXERCISES["affine"]
    ones, numbers = np.ones((2, 2)), np.array([[1.0, 2.0], [3.0, 5.0]])
    doubled = values.value_differs(
        affine, 2 * numbers, numbers, {}, "", [(2 * ones, ones, {}), (3 * numbers, numbers, {})]
    )
    assert doubled == "Everything is 2 times what it should be. Which factor is missing, or one too many?"
    for other in (numbers + 1, numbers.T - numbers.max()):
        assert "4 of 4 values differ" in values.value_differs(
            affine, 2 * numbers, numbers, {}, "", [(other, numbers, {})]
        )
    same_factor = [(np.asarray(2.2), np.asarray(2.0), {})]
    assert "1.1 times" in values.value_differs(affine, 1.1 * numbers, numbers, {}, "", same_factor)
    right = values.value_differs(affine, -numbers, numbers, {}, "", [(numbers, numbers, {}), (ones, numbers[0], {})])
    assert (
        right == "The size is right and the sign is wrong, everywhere."
    )  # a right case, and another shape, say nothing


def test_a_factor_is_told_where_it_holds_closely_though_the_exercise_allow_more():
    wide = EXERCISES["init_weights"]
    assert wide.rtol > 0.02
    assert "2 of 2 values differ" in values.value_differs(wide, [1.15, 2.2], np.asarray([1.0, 2.0]), {})
    assert "1.125 times" in values.value_differs(wide, [1.125, 2.251], np.asarray([1.0, 2.0]), {})
    other = [([1.15, 3.3], np.asarray([1.0, 3.0]), {})]
    assert "2 of 2 values differ" in values.value_differs(wide, [1.125, 2.25], np.asarray([1.0, 2.0]), {}, "", other)


def test_answers_to_several_questions_of_a_case_are_no_numbers():
    sentence = values.value_differs(EXERCISES["affine"], [True, False], [True, True], {}, "[a > 0, b > 0]")
    assert sentence == "The last line asks 2 questions: the answer to number 2 is False, not True."


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("step_by_hand()", "return [[-2.55, 1.8], [0.85, -1.3]], [1.9, -1.05], None", "`loss` is `None`. Which line"),
        ("step_by_hand()", "return [[-2.55, 1.8], [0.85, -1.3]], None, 4.19", "`b2` is `None`. Which line"),
        ("mean_and_error(results)", "return results.mean(), None", "Value 2 of 2: It is `None`. Which line"),
        ("glorot_scale(n_in, n_out)", "n_in + n_out", "It returns nothing (`None`)."),
        ("diagnoses()", "return dict.fromkeys('ABCD')", "`diagnoses()['A']` is `None`."),
        ("merge_layers(W1, b1, W2, b2)", "return W1 @ W2, None", "Value 2 of 2: It is `None`. Which line"),
    ],
)
def test_a_part_that_is_none_is_told_as_that_part(name, source, words):
    message = judged(f"def {name}:\n    {source}", name.split("(")[0]).message
    assert words in message, message


def test_shapes_of_params_are_no_parameters_after_a_step():
    source = "def init_weights(sizes, kind, rng): return dl.MultiLayerNet(sizes[:-1] + [7]).params"
    assert '"W2" has the shape (3, 7), but (3, 4)' in judged(source, "init_weights").message


def test_each_part_that_differs_is_shown_in_digits_that_differ():
    got, wanted = (np.array([1e-8]), np.array([1.0])), (np.array([1e-6]), np.array([2.0]))
    shown = explain.shown(got, wanted, EXERCISES["adadelta_step"])
    assert shown == {"got": "[1.e-08], [1.]", "wanted": "[1.e-06], [2.]"}
    assert explain.shown((1.0, 2.0), (1.0, 3.0), EXERCISES["affine"]) == {"got": "(1, 2)", "wanted": "(1, 3)"}


def test_a_factor_that_counts_rows_and_columns_alike_is_not_said_to_be_the_rows():
    sentence = values.value_differs(EXERCISES["affine"], 8.0, np.asarray(2.0), {"W": np.ones((4, 4))})
    assert "4 is the number of rows and of columns: a sum or a mean, and over what?" in sentence


def test_an_axis_that_is_not_there_is_not_said_to_be_that_of_a_row():
    message = judged("def affine(x, W, b):\n    return (x @ W + b) / b.sum(axis=1)").message
    assert message.endswith("It has a single axis. If that is one row: `axis=-1` is the last axis of any array.")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def affine(x, W): return x @ W", "Your function takes (x, W), but it is called with (x, W, b)"),
        ("def affine(): return 0", "it is called with (x, W, b)"),
        (
            "np = 3\ndef affine(x, W, b): return np.dot(x, W) + b",
            "`np` is no longer numpy: it is 3. Run `import numpy as np`",
        ),
        ("dl = None\ndef affine(x, W, b): return dl.relu(x @ W)", "Run `import dlscratch as dl` again"),
        ("class affine:\n    def __init__(self, *a): pass", "It returns"),
    ],
)
def test_a_call_that_cannot_work_is_described(source, words):
    assert words in judged(source).message


def test_classes_are_described_too():
    result = judged("class ReLU:\n    def forward(self, a):\n        return np.maximum(a, 0)", "ReLU")
    assert result.message == "The class has no method `backward`: look at its name and its indentation."
    result = judged("class ReLU(dl.ReLU):\n    def backward(self, dout):\n        return dout * self.zz", "ReLU")
    assert "AttributeError in `return dout * self.zz`" in result.message


def test_dicts_and_pairs_are_described_part_by_part():
    two = "def two_three_four():\n    p = dict(dl.TwoLayerNet(2, 3, 4).params)\n    {}\n    return p"
    assert 'has no "b2"' in judged(two.format("del p['b2']"), "two_three_four").message
    assert 'has "c"' in judged(two.format("p['c'] = 0"), "two_three_four").message
    assert '"b1" has the shape (9,), but (3,)' in judged(two.format("p['b1'] = np.zeros(9)"), "two_three_four").message
    merge = "def merge_layers(W1, b1, W2, b2):\n    W, b = W1 @ W2, b1 @ W2 + b2\n    return {}"
    assert "wrong order" in judged(merge.format("b, W"), "merge_layers").message
    assert "1 value, but 2" in judged(merge.format("[W]"), "merge_layers").message
    assert "with commas" in judged(merge.format("2.0"), "merge_layers").message


def test_check_never_raises_and_never_prints(capfd):
    class Hostile:
        __name__ = "relu"

        def __call__(self, a):
            return Hostile()

        def __array__(self, *args, **kwargs):
            raise RuntimeError("no")

        def __eq__(self, other):
            raise RuntimeError("no")

        def __repr__(self):
            raise RuntimeError("no")

    def relu(a):
        print("noise")
        sys.stderr.write("noise")
        warnings.warn("noise", stacklevel=1)
        return np.sqrt(-1 - np.abs(a))

    def shadow(a):
        return ...

    for answer in (Hostile(), relu, 3, None, ..., "relu", np.maximum, lambda a: a, shadow, len, int, Hostile, np):
        result = check(answer)
        assert repr(result) == "0" and result.message and "<div" in result._repr_html_()
    for name in (3, [], "nothing", "relu "):
        assert repr(check(relu, name)) == "0"
    assert check("relu").message == "`check` takes the function itself, without quotes: `check(relu)`."
    assert "run the cell with its `def` again" in check(np.zeros(3)).message
    assert "no exercise called `shadow`" in check(shadow).message
    assert repr(hint(3)) and repr(solution(None)) and repr(hint("nothing"))
    assert capfd.readouterr() == ("", "")


def test_a_variable_names_a_function_without_a_name():
    relu = lambda a: np.maximum(a, 0)  # noqa: E731
    assert check(relu, "relu").passed
    globals()["relu"] = relu
    try:
        assert check(relu).passed
    finally:
        del globals()["relu"]
    assert "say which exercise" in check(lambda a: a).message


def test_the_key_stands_though_the_package_was_changed(monkeypatch):
    monkeypatch.setattr(dl, "relu", np.abs)
    assert not check(dl.relu, "relu").passed
    assert check(lambda a: np.maximum(a, 0), "relu").passed
    assert "np.maximum" in solution("relu").plain


def test_a_solution_answers_the_exercise_itself():
    made = solution("init_network").plain
    assert "One way to write it:\ndef init_network(input_size, hidden_size, output_size):\n    rng =" in made
    assert made.index("params = {}") < made.index("In the package:") < made.index("_initial_params")
    assert "In the package:" not in solution("count_parameters").plain
    assert "return dout * (self.z > 0)" in solution("ReLU").plain.split("In the package:")[0]


def test_a_blank_that_is_left_counts_before_any_fault_and_an_index_is_none():
    lines = ["x = x.astype(float)", "grad = np.zeros_like(x)", "for index in np.ndindex(x.shape):", "    ..."]
    half = "\n    ".join(["def numerical_gradient(f, x):", *lines, "return grad"])
    assert judged(half, "numerical_gradient").message.startswith("A `...` is still there")
    dots = "def affine(x, W, b):\n    return (x @ W + b)[..., ::-1]"
    assert judged(dots).attempted


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("numerical_gradient", "def numerical_gradient(f, x):\n    return np.zeros(x.shape)", "Every slope is 0"),
        ("sigmoid", "def sigmoid(a):\n    return 1 // (1 + np.exp(-a))", "`//` divides and cuts the fraction off"),
        ("sigmoid", "def sigmoid(a):\n    return 1 / (1 + np.exp(-np.clip(a, -10, 10)))", "Nearly right, but at [0]"),
        ("weighted_sum", "def weighted_sum(x, w, b):\n    return int(x @ w + b)", "is the fraction cut off"),
        ("weight_shapes", "def weight_shapes(sizes):\n    return ['(3, 50)', '(50, 6)']", "a list of texts, but a"),
        ("identity", "def identity(a):\n    return str(a)", "a text that looks like a number"),
        ("count_parameters", "def count_parameters(sizes):\n    return 79511", "never uses `sizes`"),
        ("dead_share", "def dead_share(a):\n    return 0.5", "never uses `a`"),
        ("dead_share", "def dead_share(a):\n    return 0.5 + 0 * a.sum()", "The value differs."),
    ],
)
def test_sentences_say_what_is_so(name, source, words):
    result = judged(source, name)
    assert words in result.message and not result.passed, result.message


def test_data_of_an_earlier_cell_is_named():
    cells = "w, j = np.ones((2, 2)), 3\n"
    result = judged(cells + "def affine(x, W, b):\n    return x @ w + b", "affine")
    assert result.message.startswith("`w` is the notebook's variable here, the same for every call.")
    units = "def affine(x, W, b):\n    return [x @ W[:, j] * b[j] for j in range(2)]"
    assert "earlier cell" not in judged(cells + units).message, "its j is its own"
    result = judged(cells + "def affine(x, W, b):\n    return x @ w @ np.ones((7, 8))", "affine")
    assert result.message.startswith("`w` is the notebook's variable here")


def test_what_numpy_has_is_told_where_it_is_called():
    message = judged("def affine(x, W, b):\n    return np.zeros(shape) + zeros(2)", "affine").message
    assert message.endswith("name 'shape' is not defined.")


def test_a_tuple_of_one_is_shown_with_its_comma():
    assert judged("def identity(a):\n    return a,", "identity").got == "(3,)"
    assert judged("def identity(a):\n    return np.array(0.1 + 0.2)", "identity").got == "0.3"
    assert judged("def affine(x, W, b):\n    return [x @ W + b]").got == "[[ 7.5 -2.5]]"
    assert judged("def affine(x, W, b):\n    return [x @ W[:, j] for j in range(2)]").got == "[7, -2]"


def test_two_values_that_look_alike_show_the_row_that_differs():
    got, wanted = np.zeros((5, 3)), np.zeros((5, 3))
    got[2, 1] = 1
    shown = explain.shown(got, wanted, EXERCISES["affine"])
    assert shown == {"got": "[2]: [0. 1. 0.]", "wanted": "[2]: [0. 0. 0.]"}


def test_a_name_near_an_exercise_is_the_one_proposed():
    assert 'check(my_identity, "identity")' in check(lambda a: a, "my_identity").message
    assert 'check(gradient_decent, "gradient_descent")' in check(lambda a: a, "gradient_decent").message


def test_blanks_that_are_left_are_seen_behind_a_line_that_is_right():
    lines = ["rng = np.random.default_rng(0)", "p = {'W1': 0.01 * rng.standard_normal((i, h)), 'b1': np.zeros(h)}"]
    half = "\n    ".join(["def init_network(i, h, o):", *lines, "p['W2'] = p['b2'] = ...", "return p"])
    assert judged(half, "init_network").message.startswith("A `...` is still there")


def test_a_printing_answer_that_is_right_is_right():
    def relu(a):
        print("debugging", a)
        return np.maximum(a, 0)

    assert check(relu).passed


def test_a_picture_drawn_by_an_answer_is_not_shown():
    import matplotlib.pyplot as plt

    plt.close("all")
    kept = plt.figure()

    def relu(a):
        plt.plot(a)
        return np.maximum(a, 0)

    assert check(relu).passed and plt.get_fignums() == [kept.number]
    plt.close(kept)


def test_learners_settings_of_numpy_do_not_matter():
    def relu(a):
        return np.where(a > 0, a, 0 * np.log(np.abs(a)))

    with np.errstate(all="raise"):
        assert check(relu).message == check(relu).message


def test_digits_are_shown_until_the_difference_is_seen():
    result = judged("def affine(x, W, b): return x @ W + b + 1e-3 * np.arange(b.size)")
    assert result.got != result.wanted and "wanted" in result._repr_html_() and result.call in EXERCISES["affine"].cases


def test_hints_come_one_at_a_time(monkeypatch):
    monkeypatch.setattr(hints, "_steps_shown", {})
    first, second, third, fourth = (hint("step").plain for _ in range(4))
    assert [text.count("\n") for text in (first, second, third, fourth)] == [1, 2, 2, 2]
    assert "again" in first and "again" not in third and second.startswith(first.splitlines()[0])


# after a cell that was no Python


def test_an_answer_that_is_no_python_is_not_judged_by_the_older_one():
    """In a kernel, where a cell with a SyntaxError leaves the function of the cell before it."""
    from nbclient import NotebookClient

    right = "def relu(a):\n    return np.maximum(a, 0)"
    cells = [
        "import numpy as np\nfrom dlscratch.exercises import check",
        right,
        "check(relu)",
        right + ")",
        "check(relu)",
        "check(relu)",
    ]
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(nb, allow_errors=True).execute()
    said = [nb.cells[i].outputs[0].data["text/html"] for i in (2, 4, 5)]
    assert "Right: relu" in said[0] and "Right: relu" in said[2]
    assert "Not judged: relu" in said[1] and "SyntaxError" in said[1]
    assert [nb.cells[i].outputs[0].data["text/plain"] for i in (2, 4, 5)] == ["1", "0", "1"]


@pytest.mark.parametrize(("error", "words"), [(IndentationError(), "an IndentationError"), (SyntaxError(), "a Syntax")])
def test_the_error_that_kept_an_answer_back_has_its_name(error, words, monkeypatch):
    cell = types.SimpleNamespace(error_before_exec=error)
    monkeypatch.setattr(checking, "get_ipython", lambda: types.SimpleNamespace(last_execution_result=cell))
    assert f"stopped with {words}" in check(dl.relu).message and not check(dl.relu).passed


CLASS = """
class {name}:
    def __init__(self, W=None, b=None):
        self.W, self.b = W, b
    def forward(self, x, y=None):
        self.x, self.y = x, y
        return x * y if self.W is None else x @ self.W + self.b
    def backward(self, dout):
        {backward}
"""


@pytest.mark.parametrize(
    ("name", "backward", "words"),
    [
        ("Multiply", "return dout", "One value comes back, but 2 are wanted, with commas between them."),
        ("Affine", "self.dW, self.db = self.x.T @ dout, dout.sum(axis=0)", "`dx`: It is `None`. Is there a `return`"),
        ("Affine", "self.dW, self.db = self.x.T @ dout, dout.max(axis=0); return dout @ self.W.T", "`layer.db`: "),
        ("Affine", "dW, db = self.x.T @ dout, dout.sum(axis=0); return dout @ self.W.T", "Write `self.dW = ...`"),
    ],
)
def test_a_layer_that_is_nearly_right_hears_what_is_missing(name, backward, words):
    namespace = {"__name__": "learner"}
    exec(CLASS.format(name=name, backward=backward), namespace)
    assert words in check(namespace[name]).message


AFFINE = CLASS.format(name="Affine", backward="self.dW, self.db = {}; return dout @ {}.T")


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("Affine", AFFINE.format("x.T @ dout, dout.sum(axis=0)", "self.W"), "`x` is the notebook's variable here, the"),
        ("Affine", AFFINE.format("x.T @ dout, dout.sum(axis=0)", "self.W"), "Is `self.x` meant?"),
        ("Affine", AFFINE.format("self.x.T @ dout, dout.sum(axis=0)", "W"), "Is `self.W` meant?"),
        ("Multiply", CLASS.format(name="Multiply", backward="return dout * y, dout * x"), "Is `self.y` meant?"),
        (
            "Add",
            "class Add:\n    def forward(self, x, y): return x + y\n    def backward(self, dout): return x, y",
            "What `forward` sees, `backward` knows only if `self` keeps it.",
        ),
        (
            "two_layer_gradient",
            "def two_layer_gradient(params, x, t):\n    z1 = dl.sigmoid(x @ params['W1'] + params['b1'])\n"
            "    return {'W1': z1 * W2, 'b1': 0, 'W2': 0, 'b2': 0}",
            'Is `params["W2"]` meant?',
        ),
        (
            "two_layer_gradient",
            "def two_layer_gradient(params, x, t):\n    return {'W1': dW1, 'b1': dW1, 'W2': dW1, 'b2': dW1}",
            "`dW1` is the notebook's variable here",
        ),
        (  # one row stands in the notebook: it looks like a division left out
            "SoftmaxWithLoss",
            "class SoftmaxWithLoss:\n    def forward(self, a, t):\n        self.y, self.t = dl.softmax(a), t\n"
            "        return dl.cross_entropy_error(self.y, t)\n"
            "    def backward(self):\n        return (self.y - self.t) / len(row)",
            "`row` is the notebook's variable here",
        ),
    ],
)
def test_a_variable_of_the_notebook_in_place_of_what_is_handed_in_is_seen(name, source, words):
    around = {
        "x": np.ones((2, 2)),
        "y": 7.0,
        "W": np.ones((2, 2)),
        "W2": np.ones((2, 2)),
        "dW1": np.ones((2, 3)),
        "row": np.ones((1, 2)),
    }
    assert words in judged(source, name, **around).message
    fresh = judged(source, name, W=np.ones((2, 2))).message  # after a restart the other names are not there
    assert words in fresh or "the notebook's" in words and "NameError" in fresh, fresh


def test_cases_show_small_numbers_where_an_answer_is_wrong_now_and_then():
    soft = "def random_targets(N, K, rng):\n    return dl.softmax(rng.normal(size=(N, K)))"
    assert "..." not in judged(soft, "random_targets").got
    longest = "max(norm(grads[key]), norm(m[key]), 0.1)"
    floor = (
        "def gradient_check(net, x, t, grads):\n    m, norm = net.numerical_gradient(x, t), np.linalg.norm\n"
        f"    return {{key: norm(grads[key] - m[key]) / {longest} for key in grads}}"
    )
    assert "0.03, 0.04" in judged(floor, "gradient_check").call
    sigmoids = TWO_LAYERS.format(slope="z1 * (1 - z1)", axis=0).replace("dl.softmax", "dl.sigmoid")
    quarter = TWO_LAYERS.format(slope="0.25", axis=0)
    assert "rng" not in judged(sigmoids, "two_layer_gradient").call + judged(quarter, "two_layer_gradient").call


def test_a_constant_of_the_learners_own_is_no_slip():
    around = {"half": 0.5, "eps": 1e-7, "x": np.ones((2, 2))}
    source = CLASS.format(name="Multiply", backward="return half * dout, half * dout")
    assert "notebook" not in judged(source, "Multiply", **around).message
    by_hand = "def slopes_by_hand():\n    return {'W2': x, 'b2': x[0], 'W1': x, 'b1': x[0]}"
    assert "notebook" not in judged(by_hand, "slopes_by_hand", **around).message


def test_an_axis_that_a_case_asks_for_is_not_blamed_on_a_line_of_the_answer():
    result = judged("def random_targets(N, K, rng):\n    return rng.integers(K)", "random_targets")
    assert "too few axes" in result.message and "axis=-1" not in result.message


def test_a_power_is_written_with_two_stars():
    def mean_squared_error(y, t):
        return ((y - t) ^ 2).sum() / 2

    assert check(mean_squared_error).message.endswith("A power is written `**`.")


def test_a_sum_over_one_row_is_not_called_right_numbers():
    def mean_squared_error(y, t):
        return 0.5 * ((y - t) ** 2).sum(axis=1)

    assert "numbers are right" not in check(mean_squared_error).message


BEND = """
class {name}:
    {shared}
    def forward(self, a):
        {forward}
        return self.z
    def backward({arguments}):
        {backward}
"""


def bend(
    name="ReLU",
    shared="kept = []",
    forward="self.z = np.maximum(a, 0)",
    arguments="self, dout",
    backward="return dout * (self.z > 0)",
):
    return judged(BEND.format(**locals()), name)


def test_what_a_layer_keeps_is_its_own_and_is_still_there_after_a_way_back():
    assert bend().passed
    assert not bend(forward="ReLU.z = np.maximum(a, 0)").passed
    assert not bend(
        forward="self.z = np.maximum(a, 0); self.kept.append(self.z)", backward="return dout * (self.kept.pop() > 0)"
    ).passed
    assert not bend(backward="dout[self.z <= 0] = 0; return dout").passed
    sigmoid = {"name": "Sigmoid", "forward": "self.z = dl.sigmoid(a)"}
    assert bend(**sigmoid, backward="return dout * self.z * (1 - self.z)").passed
    assert not bend(**sigmoid, backward="dout *= self.z * (1 - self.z); return dout").passed
    affine = CLASS.format(
        name="Affine", backward="self.dW{0}= self.x.T @ dout; self.db = dout.sum(axis=0); return dout @ self.W.T"
    )
    assert judged(affine.format(" "), "Affine").passed
    added = affine.replace("self.W, self.b = W, b", "self.W, self.b, self.dW = W, b, 0")
    assert not judged(added.format(" +"), "Affine").passed
    start = "class SoftmaxWithLoss(dl.SoftmaxWithLoss):\n    def backward(self):\n        {}\n"
    assert judged(start.format("return (self.y - self.t) / len(self.t)"), "SoftmaxWithLoss").passed
    assert not judged(start.format("self.y -= self.t; return self.y / len(self.t)"), "SoftmaxWithLoss").passed
    node = "class Multiply:\n    def forward(self, x, y):\n        {0}.x, {0}.y = x, y\n        return x * y\n"
    node += "    def backward(self, dout):\n        return dout * self.y, dout * self.x"
    assert judged(node.format("self"), "Multiply").passed
    assert "the second overwrites" in judged(node.format("Multiply"), "Multiply").message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"backward": "return dout * (self.Z > 0)"}, "no attribute 'Z'. Is `self.z` meant?"),
        ({"backward": "return dout * (self.out > 0)"}, "What `self` keeps is: z."),
        ({"forward": "z = np.maximum(a, 0)"}, "Write `self.z = ...`"),
        ({"arguments": "dout"}, "Your method `backward` takes (dout), but it is called with (self, dout)"),
        ({"forward": "self.z = a / 2 // 1", "backward": "return ..."}, "Your code is still missing"),
    ],
)
def test_a_layer_hears_what_its_own_code_lacks(change, words):
    assert words in bend(**change).message, bend(**change).message


LAYER = "self.dW, self.db = self.x.T @ dout, {}; return dout @ self.W.T"
TWO_LAYERS = """
def two_layer_gradient(params, x, t):
    z1 = dl.sigmoid(x @ params["W1"] + params["b1"])
    da2 = (dl.softmax(z1 @ params["W2"] + params["b2"]) - t) / len(x)
    da1 = da2 @ params["W2"].T * {slope}
    return {{"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis={axis})}}
"""


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("ReLU", "def ReLU(a):\n    return a", "A class is wanted, and this is a function"),
        ("softmax", "def softmax(a):\n    return np.exp(a) / np.exp(a).sum(axis=1)", "`axis=-1` is the last axis"),
        ("network_loss", "def network_loss(params, x, t):\n    return t.argmax(axis=1)", "Labels need no `argmax`"),
        (
            "softmax",
            "def softmax(a):\n    if a.ndim == 1: return np.exp(a) / np.exp(a).sum()\n    return dl.softmax(a)",
            "There is a `nan`",
        ),
        (
            "softmax",
            "def softmax(a):\n    if a.ndim == 1: a -= a.max()\n    return dl.softmax(a)",
            "`a` is not what it was",
        ),
        ("softmax", "def softmax(a):\n    return np.squeeze(dl.softmax(a))", "The shape is (3,), but (1, 3) is wanted"),
        (
            "cross_entropy_error",
            "def cross_entropy_error(y, t):\n    if t.ndim == 1: t = np.eye(t.max() + 1)[t]\n"
            "    return -np.sum(t * np.log(y)) / len(y)",
            "do not fit",
        ),
        (
            "cross_entropy_error",
            "def cross_entropy_error(y, t):\n    if t.max() > 1: t = np.eye(y.shape[1])[t]\n"
            "    return -np.sum(t * np.log(y)) / len(y)",
            "do not fit",
        ),
        (
            "cross_entropy_error",
            "def cross_entropy_error(y, t):\n    y += 1e-7\n    return dl.cross_entropy_error(y, t)",
            "`y` is not what it was",
        ),
        (
            "cross_entropy_from_scores",
            "def cross_entropy_from_scores(a, t):\n    a = a - a.max(axis=1, keepdims=True)\n"
            "    right = a[np.arange(len(a)), t]\n"
            "    return np.mean(np.log(np.exp(a).sum(axis=1) + 1e-7) - right)",
            "differs",
        ),
        (
            "binary_cross_entropy",
            "def binary_cross_entropy(y, t):\n    y = np.clip(y, 0.05, 0.95)\n    return dl.binary_cross_entropy(y, t)",
            "differs",
        ),
        ("output_slope", "def output_slope(y, t):\n    return 1.0005 * (y - t) / len(y)", "Close, but not close"),
        (
            "one_hot",
            "def one_hot(labels, k):\n    return [['1' if i == j else '0' for j in range(k)] for i in labels]",
            "a list of texts, but an array",
        ),
        (
            "Add",
            CLASS.format(name="Add", backward="return (dout, dout), dout").replace("x * y", "x + y"),
            "Value 1 of 2 is a tuple of values, but a number is wanted",
        ),
        (
            "mean_and_error",
            "def mean_and_error(results):\n    return results.mean(), results.std(ddof=1) / np.sqrt(results.shape)",
            "Value 2 of 2 is an array, but a number is wanted",
        ),
        (
            "Add",
            CLASS.format(name="Add", backward="return dout, dout, dout").replace("x * y", "x + y"),
            "3 values come back, but 2 are wanted",
        ),
        (
            "Add",
            CLASS.format(name="Add", backward="return (dout, dout),").replace("x * y", "x + y"),
            "The last comma makes a tuple of one value out of it: leave that comma out.",
        ),
        (
            "Affine",
            "class Affine:\n    def __init__(self, W, b):\n        self.W, self.b, self.db = W, b, 0\n"
            "    def forward(self, x):\n        self.x = x\n        return x @ self.W + self.b\n"
            "    def backward(self, dout):\n        self.dW = self.x.T @ dout\n"
            "        self.db = self.db + dout.sum(axis=0)\n        return dout @ self.W.T",
            "`layer.db`: It is 2 times what it should be, and `backward` ran 2 times",
        ),
        (
            "SoftmaxWithLoss",
            "class SoftmaxWithLoss:\n    def forward(self, a, t):\n        self.a, self.t = a, t\n"
            "        return dl.SoftmaxWithLoss().forward(a, t)\n    def backward(self):\n"
            "        loss = lambda a: dl.SoftmaxWithLoss().forward(a, self.t)\n"
            "        return dl.numerical_gradient(loss, self.a.copy(), 1e-3)",
            "a nudge is too coarse to measure it",
        ),
        (
            "two_layer_gradient",
            "def two_layer_gradient(params, x, t):\n"
            "    net = dl.TwoLayerNet(*params['W1'].shape, t.shape[1])\n    net.params.update(params)\n"
            "    return net.numerical_gradient(x, t, 1e-3)",
            "as measured slopes are",
        ),
        (
            "random_targets",
            "def random_targets(N, K, rng):\n    return np.eye(K + 1)[rng.integers(K, size=N)]",
            "`t.shape`: it is (6, 4), but (6, 3) is wanted",
        ),
        (
            "random_targets",
            "def random_targets(N, K, rng):\n    rng = np.random.default_rng(42)\n"
            "    return np.eye(K)[rng.integers(K, size=N)]",
            "has no say",
        ),
        (
            "random_targets",
            "def random_targets(N, K, rng):\n    return np.eye(K)[rng.integers(K)]",
            "has too few axes: which shape is asked for?",
        ),
        ("random_targets", "def random_targets(N, K, rng):\n    return np.full((N, K), 1 / K)", "the same share"),
        (
            "ReLU",
            "class ReLU:\n    def forward(self, a):\n        self.z = np.maximum(a, 0)\n        return self.z\n"
            "    def backward(self, dout):\n        return np.where(self.z < 0, dout, 0)",
            "Nothing comes back.",
        ),
        (
            "ReLU",
            "class ReLU:\n    def forward(self, a):\n        self.z = np.maximum(a, 0)\n        return self.z\n"
            "    def backward(self, dout):\n        self.z[self.z > 0] = 1\n        return dout * self.z",
            "`z` is not what it was before the call",
        ),
        (
            "Multiply",
            "class Multiply:\n    def forward(self, x, y):\n        self.x, self.y = x, y\n        return x * y\n"
            "    def backward(self, dout):\n        return dout * (self.y, self.x)",
            "A list, a tuple or a text stands there",
        ),
        (
            "Add",
            "class Add:\n    def forward(self, x, y):\n        return x + y\n"
            "    def backward(self, dout):\n        return [dout]",
            "1 value comes back, but 2 are wanted",
        ),
        (
            "random_targets",
            "def random_targets(N, K, rng):\n    return dl.softmax(100 * rng.normal(size=(N, K)))",
            "`np.unique(t).tolist()`: It returns",
        ),
        (
            "gradient_check",
            "def gradient_check(net, x, t, grads):\n    m = net.numerical_gradient(x, t)\n"
            "    return {key: np.mean(np.abs(grads[key] - m[key]) / np.abs(m[key])) for key in grads}",
            '"b" is 0.6, but 0.375 is wanted',
        ),
        ("Affine", CLASS.format(name="Affine", backward=LAYER.format("dout[0]")), "of the first sample alone"),
        (
            "SoftmaxWithLoss",
            "class SoftmaxWithLoss:\n    def forward(self, a, t):\n        self.y, self.t = dl.softmax(a), t\n"
            "        return dl.cross_entropy_error(self.y, t)\n"
            "    def backward(self):\n        return self.y - self.t / len(self.t)",
            "Only t is divided",
        ),
        (
            "SoftmaxWithLoss",
            "class SoftmaxWithLoss:\n    def forward(self, a, t):\n        self.y, self.t = dl.softmax(a), t\n"
            "        return dl.cross_entropy_error(self.y, t)\n"
            "    def backward(self):\n        self.y -= self.t\n        return self.y / len(self.t)",
            "`layer.backward()` is right once, and then no more",
        ),
        (
            "Sigmoid",
            "class Sigmoid:\n    def forward(self, a):\n        self.z = dl.sigmoid(a)\n        return self.z\n"
            "    def backward(self, dout):\n        dout *= self.z * (1 - self.z)\n        return dout",
            "`dout` is not what it was before the call",
        ),
        (
            "two_layer_gradient",
            TWO_LAYERS.format(slope="z1 * (1 - z1)", axis=0).replace('"W1": x.T @ da1', '"W1": x @ da1'),
            "The shapes do not fit",
        ),
        ("two_layer_gradient", TWO_LAYERS.format(slope="(1 - z1)", axis=0), "it holds `z1` as well"),
        ("two_layer_gradient", TWO_LAYERS.format(slope="z1", axis=0), "it holds 1 - `z1` as well"),
        ("two_layer_gradient", TWO_LAYERS.format(slope="z1 * (1 - z1)", axis=1), "All is right but b2"),
    ],
)
def test_answers_that_once_passed_or_heard_something_untrue(name, source, words):
    result = judged(source, name)
    assert words in result.message and not result.passed, result.message


def test_a_value_that_is_right_is_not_shown_beside_itself():
    slope = "def output_slope(y, t):\n    y -= t\n    y /= len(y)\n    return y"
    result = judged(slope, "output_slope")
    assert "`y` is not what it was" in result.message and not result.got and not result.wanted


NETWORK = """
class TwoLayerNet(dl.TwoLayerNet):
    def predict(self, x):
        return {predict}
    def gradient(self, x, t):
        {gradient}
"""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "A network is a dict"),
        ({"predict": "dl.softmax(dl.sigmoid(x @ self.params['W1']) @ self.params['W2'])"}, "biases are missing|differ"),
        (
            {"predict": "dl.softmax(dl.sigmoid(x @ self.params['W1'] - self.params['b1']))"},
            "Does all of that go through W2",
        ),
        ({"predict": "super().predict(x) * 0.5"}, "1/2 of what it should be"),
        ({"predict": "np.log(super().predict(x))"}, "Each row should sum to 1, but row"),
        (
            {"gradient": "self.params['b2'] = self.params['b2'] - 0.1; return super().gradient(x, t)"},
            "moves the parameters",
        ),
    ],
)
def test_a_network_is_judged_with_biases_and_after_its_gradient(change, words):
    lines = {"predict": "super().predict(x)", "gradient": "return super().gradient(x, t)"} | change
    result = judged(NETWORK.format(**lines), "TwoLayerNet")
    assert re.search(words, result.message) and result.passed == (not change), result.message


OWN = """
class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size):
        {init}
    def predict(self, x):
        W1, b1, W2, b2 = (self.params[key] for key in ("W1", "b1", "W2", "b2"))
        return {predict}
    def loss(self, x, t):
        return {loss}
    def accuracy(self, x, t):
        return {accuracy}
    def gradient(self, x, t):
        {gradient}
"""
OWN_PARTS = {
    "init": "self.params = mine.init_network(input_size, hidden_size, output_size)",
    "predict": "mine.softmax(mine.sigmoid(x @ W1 + b1) @ W2 + b2)",
    "loss": "mine.cross_entropy_error(self.predict(x), t)",
    "accuracy": "mine.accuracy(self.predict(x), t)",
    "gradient": "return mine.two_layer_gradient(self.params, x, t)",
}
NUDGED = """g = {{}}
        for key, p in self.params.items():
            g[key] = np.zeros_like(p)
            for i in np.ndindex(p.shape):
                kept = p[i]
                p[i] = kept + {h}
                up = self.loss(x, t)
                p[i] = kept - {h}
                g[key][i] = (up - self.loss(x, t)) / (2 * {h})
                p[i] = kept
        return g"""


@pytest.mark.parametrize(
    ("part", "code", "words"),
    [
        ("init", "self.params = mine.init_network(output_size, hidden_size, input_size)", '"W1" has the shape (2, 3)'),
        ("init", "self.params = mine.init_network(784, 50, 10)", '"W1" has the shape (784, 50), but (4, 3) is wanted'),
        ("init", "params = mine.init_network(input_size, hidden_size, output_size)", "Write `self.params = ...`"),
        ("init", "self.params = dl.TwoLayerNet(input_size, hidden_size, output_size, 0.0).params", "start equal"),
        ("init", "self.params = dl.TwoLayerNet(input_size, hidden_size, output_size, 1.0).params", "far from 0"),
        ("gradient", NUDGED.format(h="1e-4"), "the slopes are off"),
        ("gradient", NUDGED.format(h="1e-6"), "the slopes are off"),
        ("predict", "mine.softmax((x @ W1 + b1) @ W2 + b2)", "no bend between the layers"),
        ("predict", "mine.softmax(mine.relu(x @ W1 + b1) @ W2 + b2)", "bends in another way"),
        ("loss", "mine.cross_entropy_error(t, self.predict(x))", "have changed places"),
        ("loss", "mine.cross_entropy_error(predict(x), t)", "Is `self.predict` meant?"),
        ("gradient", "return mine.two_layer_gradient(params, x, t)", "Is `self.params` meant?"),
        ("accuracy", "mine.accuracy(x, t)", "compares the images x"),
    ],
)
def test_a_network_of_the_learners_own_hears_of_each_method_by_itself(part, code, words):
    result = judged(OWN.format(**OWN_PARTS | {part: code}), "TwoLayerNet", mine=mine)
    assert words in result.message and not result.passed, result.message


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("sample_batch(x, t, n, rng)", "r = rng.choice(len(x), n); return x[r], t[r[::-1]]", "in the same order"),
        ("sample_batch(x, t, n, rng)", "r = rng.permutation(n); return x[r], t[r]", "how many rows should the numbers"),
        ("accuracy(y, t)", "return np.mean(y.argmax(axis=1) is t)", "no answer ever counts"),
        (
            "accuracy(y, t)",
            "return np.mean(y.argmax(axis=1) == (t if t.ndim == 1 else t[:, 1]))",
            "with three the label",
        ),
        ("sgd_step(p, g, rate)", "for k in p: p[k] -= rate * g[k] / len(p)", "half as long"),
        ("sgd_step(p, g, rate)", "return {k: p[k] - rate * g[k] for k in p}", "no step has arrived"),
        ("step_by_hand()", "return [[-2.11, 1.96], [0.97, -1.06]], [1.98, -1.01], 4.19", "the step of 0.01"),
        ("step_by_hand()", "return [[-2.55, 1.8], [0.85, -1.3]], [1.9, -1.05], 4.91", "4.91 is the loss after"),
        (
            "diagnose_runs()",
            "return dict(A='too few images', B='equal weights', C='rate too small')",
            "Run A: with few",
        ),
        ("diagnose_runs()", "return dict(A='overfitting', B='', C='')", "'overfitting', which is none of the words"),
        ("diagnose_runs()", "return dict(a='', b='', c='')", "no such key"),
        ("sample_batch(x, t, n, rng)", "rows = rng.choice(len(x), n); return x[rows], rows", "in place of the targets"),
        ("sample_batch(x, t, n, rng)", "rows = rng.choice(len(x), n); return x[rows], x[rows][:, 0]", "do not belong"),
        ("sample_batch(x, t, n, rng)", "rows = np.random.choice(len(x), n); return x[rows], t[rows]", "from elsewhere"),
        ("sample_batch(x, t, n, rng)", "rows = rng.choice(x.size, n); return x[rows], t[rows]", "out of bounds"),
        ("sgd_step(p, g, rate)", "for k in p: g[k] *= rate; p[k] -= g[k]", "`grads` is not what"),
        (
            "most_confused(c)",
            "e = np.eye(len(c)); return divmod((c * (1 - e) + e).argmax(), len(c))",
            "a place of the diagonal",
        ),
        ("report_steps(n, m, b)", "return [int(k * m / b) for k in range(n) if int(k * m / b) < n]", "3"),
    ],
)
def test_answers_of_lesson_06_that_once_passed_or_heard_something_untrue(name, body, words):
    result = judged(f"def {name}:\n    {body}", name.split("(")[0])
    assert words in result.message and not result.passed, result.message
    assert "relative error" not in result.message


GRADIENT = """
def numerical_gradient(f, x):
    grad = np.zeros{zeros}
    for index in np.ndindex(x.shape):
        up, down = x.astype(float), x.astype(float)
        up[index] += {h}
        down[index] -= {h}
        {grad} (f(up) - f(down)) / (2 * {h})
    return grad
"""
SLOPES = (
    "left, right = (f(x) - f(x - 1e-5)) / 1e-5, (f(x + 1e-5) - f(x)) / 1e-5\n"
    "    if x.dtype == np.float32: return 'float32'\n    "
)


def by_sixths(f, x):
    """Return the gradient, as a learner's own function may measure it: by another h."""
    steps = [3e-6 * row.reshape(x.shape) for row in np.eye(x.size)]
    return np.reshape([(f(x + step) - f(x - step)) / 6e-6 for step in steps], x.shape)


def numerical_diff(f, x):
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def cross_entropy_error(y, t):
    return -np.mean(np.log(y[np.arange(len(y)), t]))


ELSEWHERE = {f.__name__: f for f in (by_sixths, numerical_diff, cross_entropy_error)}  # written in another cell
TWO_LAYERS_MADE = (
    "rng, b, p = np.random.default_rng(0), np.zeros(max(h, o)), {{}}\n"
    "    p['W1'], p['b1'] = 0.01 * rng.normal(size=(i, h)), np.zeros(h)\n"
    "    p['W2'], p['b2'] = 0.01 * rng.normal(size=(h, o)), {b2}\n    "
)
DESCENT = "x = {start}; path = [{first}]\n    for _ in range(n): {step}; path.append({then})\n    return np.array(path)"


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("identity(a)", "return a,", "a comma behind it"),
        ("identity(a)", "return {a}", "a set, but a number"),
        ("f_slope(x)", "return 0.02 * x + 0,1", "A comma makes a tuple"),
        ("f_slope(x)", "x *= 0.02; x += 0.1; return x", "`x` is not what it was"),
        ("forward_diff(f, x, h)", "before = f(x); x += h; return (f(x) - before) / h", "`x` is not what it was"),
        ("numerical_diff(f, x)", "h = 1e-5 * x; return (f(x + h) - f(x - h)) / (2 * h)", "`nan`"),
        (
            "numerical_diff(f, x)",
            "return (f(x + 1e-5) - f(x)) / 1e-5",
            "1e-05 to the right of x alone gives these numbers: five",
        ),
        ("numerical_diff(f, x)", "return (f(x + 1e-5) - f(x + 1e-5)) / 2e-5", "at the same place twice"),
        ("partial_x0(f, x0, x1)", "return dl.numerical_diff(f(x0, x1), x0)", "A function is wanted there"),
        ("partial_x0(f, x0, x1)", "return x0(x1)", "Is a `*` missing"),
        ("f_slope(x)", "return dl.numerical_diff(lambda v: 0.01 * v**2 + 0.1 * v, x)", "it is measured"),
        (
            "f_slope(x)",
            "p = lambda v: v**2 / 100 + v / 10; return (p(x + 1e-4) - p(x - 1e-4)) / 2e-4",
            "Close, but not",
        ),
        ("forward_diff(f, x, h)", "return abs(f(x + h) - f(x)) / h", "where f falls"),
        ("forward_diff(f, x, h)", "return (f(x + h) - f(x)) * h", "the rise times the run"),
        ("numerical_diff(f, x)", "h = 1e-12; return (f(x + h) - f(x - h)) / (2 * h)", "Make h larger"),
        ("forward_diff(f, x, h)", "return (f(x + h) - f(x)) ** h", "A complex number comes out"),
        (
            "diagnose_descent(l)",
            "return 'fine' if l[-1] < 0.8 * l[0] else 'too small' if l[-1] < l[0] else 'too large'",
            "but 'fine'",
        ),
        (
            "diagnose_descent(l)",
            "return 'fine' if l[-1] < 0.9 * l[0] else 'too small' if l[-1] < 0.99 * l[0] else 'too large'",
            "but 'too small'",
        ),
        (
            "diagnose_slope(f, x)",
            SLOPES + "return 'corner' if round(left, 2) != round(right, 2) else 'nothing'",
            "rounded apart",
        ),
        ("diagnose_slope(f, x)", SLOPES + "return 'corner' if abs(left - right) > 0.1 else 'nothing'", "0.014 or 0.06"),
        ("f_slope(x)", "return dl.numerical_diff(lambda v: v * (v + 10) / 100, x)", "Close, but not"),
        ("numerical_gradient(f, x)", "return abs(dl.numerical_gradient(f, x))", "take no size"),
        ("numerical_diff(f, x)", "return (f(x + 1e-7) - f(x)) / 1e-7", "Close, but not"),
        ("slope_by_hand()", "return 33, 11, 11", "keep what stands behind the point"),
        ("diagnose_slope(f, x)", SLOPES + "return 'corner' if x == 0 else 'nothing'", "corners at 0 and at no other"),
        ("diagnose_slope(f, x)", SLOPES + "return 'corner' if left != right else 'nothing'", "hardly ever equal"),
        (
            "diagnose_slope(f, x)",
            SLOPES + "return 'corner' if abs(right - (left + right) / 2) > 0.01 else 'nothing'",
            "which is half as far",
        ),
        (
            "diagnose_descent(losses)",
            "top, last = max(losses), losses[-1]\n"
            "    return 'fine' if last < 0.9 * top else 'too small' if last < top else 'too large'",
            "with the largest loss",
        ),
        (
            "gradient_descent(f, x0, rate, n)",  # with a gradient of its own, whose last digits are others
            DESCENT.format(start="x0 * 1.0", first="x.copy()", step="x = x + rate * by_sixths(f, x)", then="x.copy()"),
            "You climb",
        ),
        ("walk_downhill(slope, x, rate, n)", "for _ in range(n): x = -rate * slope(x)\n    return x", "the step alone"),
        (
            "gradient_descent(f, x0, rate, n)",
            DESCENT.format(start="x0", first="x", step="x -= rate * dl.numerical_gradient(f, x)", then="x"),
            "they are one array",
        ),
        (
            "gradient_descent(f, x0, rate, n)",
            DESCENT.format(
                start="x0 * 1.0", first="x.copy()", step="x -= rate * dl.numerical_gradient(f, x)", then="x"
            ),
            "Behind the start all places are the last",
        ),
        ("f_slope(x)", "return abs(0.02 * x + 0.1)", "at -10 the curve falls"),
        ("f_slope(x)", "return np.maximum(0.02 * x + 0.1, 0)", "you say flat"),
        (
            "diagnose_descent(l)",
            "return 'fine' if l[-1] <= 0.9 * l[0] else 'too small' if l[-1] < l[0] else 'too large'",
            "nine tenths are left there",
        ),
        (
            "diagnose_descent(l)",
            "return 'fine' if (l[0] - l[-1]) / l[0] > 0.09 else 'too small' if l[-1] < l[0] else 'too large'",
            "though more than nine tenths are left",
        ),
        (  # not that the nine tenths are those of another loss: they are not
            "diagnose_descent(l)",
            "return 'too small' if l[-1] < l[0] else 'fine' if l[-1] < 0.9 * l[0] else 'too large'",
            "which of the two questions decides",
        ),
        ("diagnose_slope(f, x)", SLOPES + "return 'corner' if abs(left - right) > 0.013 else 'nothing'", "by 0.011"),
        (
            "diagnose_slope(f, x)",
            SLOPES + "return 'corner' if abs(left - right) > 0.01 * abs(right) else 'nothing'",
            "a share of a slope",
        ),
        (
            "diagnose_slope(f, x)",
            SLOPES.replace("1e-5", "1e-4") + "return 'corner' if abs(left - right) > 0.01 else 'nothing'",
            "60 x² at 1",
        ),
        ("neuron(x, w, b)", "return np.clip(x @ w + b, 0, 6)", "has no ceiling"),
        ("neuron(x, w, b)", "return np.clip(x @ w + b, 0, 50)", "The value differs"),
        ("init_network(i, h, o)", TWO_LAYERS_MADE.format(b2="b[:o]") + "p['b1'] = b[:h]; return p", "of one array"),
        ("init_network(i, h, o)", TWO_LAYERS_MADE.format(b2="p['b1'][:o]") + "return p", '"b2" has the shape (2,)'),
        ("init_network(i, h, o)", TWO_LAYERS_MADE.format(b2="np.zeros(o, int)") + "return p", "holds no fractions"),
        (
            "init_network(i, h, o)",
            TWO_LAYERS_MADE.format(b2="np.zeros(o)") + "p['W2'] = p['W2'][:, :1] * np.ones((1, o)); return p",
            "all its columns are one",
        ),
        (
            "init_network(i, h, o)",
            TWO_LAYERS_MADE.format(b2="np.zeros(o)") + "p['W2'] = np.tile(p['W2'][0], (h, 1)); return p",
            "all its rows are one",
        ),
        (
            "init_network(i, h, o)",
            TWO_LAYERS_MADE.format(b2="np.zeros(o)")
            + "p['W2'] = 0.01 * np.random.default_rng(0).normal(size=(h, o)); return p",
            "a second generator begin anew",
        ),
        ("step(a)", "return (a > 1e-7) * 1.0", "a little right of 0"),
        ("sigmoid(a)", "return 1 / (1 + np.exp(-np.clip(a, -15, 15)))", "gives 3.059e-07, where 0 is wanted"),
        ("relu(a)", "return np.clip(a, 0, 100)", "has no ceiling"),
        ("relu(a)", "return np.where(a > 0.01, a, 0)", "where does ReLU begin"),
        # not "is the bent array the one that you return": there is none
        ("relu(a)", "return a if np.any(a > 0) else 0", "one question is asked of the whole array"),
        ("relu(a)", "return a if np.any(a > 0) else a * 0", "one question is asked of the whole array"),
        ("open_units_by_hand()", "return np.array([1, 0])", "Your slopes have no rows"),
        (
            "is_linear(f)",
            "for x in (1.0, -2.0): return bool(np.isclose(f(x + 3), f(x) + f(3.0)) and np.isclose(f(3 * x), 3 * f(x)))",
            "does a `return True` come too early",
        ),
        (
            "binary_cross_entropy(y, t)",
            "y = np.clip(y, 1e-3, 1 - 1e-3); return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))",
            "costs as much as 0.001",
        ),
        ("cross_entropy_error(y, t)", "return dl.cross_entropy_error(np.clip(y, 0.01, 1), t)", "costs as much as 0.01"),
        ("one_output_loss(y, t)", "return dl.binary_cross_entropy(np.clip(y, 0.05, 0.95), t)", "The value differs"),
        # not one of its other causes alone
        ("softmax(a)", "y = np.zeros(a.shape, int); y[...] = dl.softmax(a); return y", "do integers cut"),
        ("output_slope(y, t)", "d = np.zeros_like(t); d[...] = (y - t) / len(y); return d", "do integers cut"),
        # errors
        ("mean_squared_error(y, t)", "return np.sum((y - t) ** 2, axis=2) / 2", "the axes 0 and 1"),
        ("partial_x0(f, x0, x1)", "return dl.numerical_diff(x0, lambda x: f(x, x1))", "The function comes first"),
        ("weight_gradient(x, t, W)", "return numerical_diff(W, lambda V: V.sum())", "The function comes first"),
        ("weight_gradient(x, t, W)", "return dl.numerical_diff(lambda V: dl.relu(dl.relu), W)", "its brackets missing"),
        ("forward_diff(f, x, h)", "return f(x + h) - f / h", "its brackets missing"),
        (
            "network_loss(params, x, t)",
            "return dl.cross_entropy_error(t, dl.softmax(x))",
            "Have outputs and targets changed places?",
        ),
        (
            "network_loss(params, x, t)",
            "y = dl.softmax(x); return cross_entropy_error(t, y.argmax(axis=1))",
            "Have outputs and targets changed places?",
        ),
        ("weighted_sum(x, w, b)", "return x(0) * w(0) + x(1) * w(1) + b", "is an element meant"),
        ("neuron(x, w, b)", "return (x @ w + b)(dl.relu)", "Is a `*` missing"),
        ("neuron(x, w, b)", "a = x @ w + b; return a(dl.relu)", "the function to come first"),
        (
            "gradient_descent(f, x, rate, n)",
            "path = [x]; path.extend(x); return np.array(path)",
            "are arrays and single numbers mixed",
        ),
        ("f_slope(x)", "a = np.array([0, 0]); a += 0.1; return a", "An array of integers cannot take a fraction"),
        ("identity(a)", "return np.array([1, 2, 3])", "never uses `a`"),
        ("identity(a)", "return a()", "leave out its brackets `()`"),
        ("count_numbers(x)", "return x.size()", "leave out its brackets `()`"),
        ("count_numbers(x)", "return x.shape(0) * x.shape(1)", "square brackets: `x.shape[0]`"),
        ("count_numbers(x)", "return x.flatten()", "this has shape (6,)."),
        ("count_numbers(x)", "return x == x", "Is a sum or a mean missing?"),
        ("weighted_rows(x, w)", "return [row @ w for row in w]", "go through the numbers of one row?"),
        ("weighted_rows(x, w)", "return 3 * (x @ w)", "5 of 5 values differ"),
        ("weighted_rows(x, w)", "return x @ w[0]", "No array stands beside `@`, but a single number"),
        ("count_numbers(x)", "return 2 * x.shape", "4 values come back, but one is wanted."),
        ("neuron(x, w, b)", "return dl.relu(dl.relu)", "are its brackets missing?"),
        ("neuron(x, w, b)", "return x + w * b", "this has shape (2,)."),
        ("neuron(x, w, b)", "return np.bool_(x @ w + b)", "`True` or `False` comes out where a number is wanted."),
        ("weighted_sum(x, w, b)", "a = x @ w; return a + b if a > 0 else 0", "It is exactly 0"),
        ("init_network(i, h, o)", "return {'b1': np.zero(h)}", "Is `zeros` meant?"),
        ("init_network(i, h, o)", "return {'W1': np.zeros([i], [h])}", "brackets of its own"),
        ("affine(x, W, b)", "y = np.zeros(2); y[0] = x @ W; return y", "One place takes one number"),
        ("forward(params, x)", "return dl.relu(params)", "one of its arrays is meant"),
        ("forward(params, x)", "return dl.relu @ params['W1']", "or a function that is not called"),
        ("two_layers(x, W1, b1, W2, b2)", "return 0.5 * (dl.relu(x @ W1 + b1) @ b2 + 1)", "never uses `W2`"),
        ("neuron(x, w, b)", "return dl.relu[x @ w + b]", "with round brackets"),
        (
            "init_network(i, h, o)",
            "p = dl.TwoLayerNet(i, h, o).params; p['b1'] = 'b1'; return p",
            "an array is wanted.",
        ),
        ("forward(params, x)", "return x @ params[np.ones(2)]", "A key of a dict stands in quotes"),
        ("weighted_sum(x, w, b)", "return x @ w + 0.5", "never uses `b`"),
        ("weighted_sum(x, w, b)", "return 1.3", "never uses `x`, `w` and `b`"),
        ("weighted_sum(x, w, b)", "return np.dot(x, w, b)", "stands behind its brackets"),
        ("affine(x, W, b)", "return x @ W, b", "2 values come back, with commas between them, but one array"),
        ("count_parameters(sizes)", "return 10 ** 400 + sizes[0]", "a number far too large to be right"),
        (
            "init_network(i, h, o)",
            "p = dl.TwoLayerNet(i, h, o).params; p['b1'] = None; return p",
            "a part of it `None`",
        ),
        ("init_network(i, h, o)", "return {'W1': np.zeros(i, h)}", "brackets of its own: `np.zeros((2, 3))`"),
        (
            "init_network(i, h, o)",
            "p = dl.TwoLayerNet(i, h, o).params; p['b1'] = p['W1'][0]; return p",
            "should be 0 here",
        ),
        ("forward(params, x)", "return x @ params.W1", "in square brackets: `['W1']`"),
        ("forward(params, x)", "W1, *rest = params; return x @ W1", "going through a dict gives its keys"),
        ("forward(params, x)", "return x @ params['w1']", "letter by letter"),
        ("forward(params, x)", "p = params; return (x @ p['W1'] + p['b1'])[:1] * 2", "The value differs"),
        ("weight_shapes(s)", "return [((s[0], s[1]), s[1]), ((s[1], s[2]), s[2])]", "its parts are not of the kind"),
        ("weighted_rows(x, w)", "return x.sum(axis=1)", "without the weights"),
        ("weighted_sum(x, w, b)", "return [x @ w + b]", "take it out of its brackets"),
        ("affine(x, W, b)", "return dl.relu(x @ W + b)", "comes out as 0: it is bent already"),
        ("affine(x, W, b)", "return np.squeeze(np.atleast_2d(x) @ W + b)", "single row comes back as"),
        ("affine(x, W, b)", "return np.array([row @ W + b for row in x])", "go through the numbers of one row?"),
        ("single_layer(x, W, b)", "return dl.sigmoid(np.dot(x.T, W) + b)", "shapes do not fit"),
        ("single_layer(x, W, b)", "return dl.sigmoid(np.dot(W.T, x.T) + b)", "shapes do not fit"),
        ("count_parameters(s)", "n = 0\n    while s[1:]: n += (s.pop(0) + 1) * s[0]\n    return n", "`sizes` is not"),
        ("init_network(i, h, o)", "p = dl.TwoLayerNet(i, h, o).params; p['B1'] = p.pop('b1'); return p", 'no "b1"'),
        ("init_network(i, h, o)", "return tuple(dl.TwoLayerNet(i, h, o).params.values())", "A dict is wanted"),
        (
            "init_network(i, h, o)",
            "p = dl.TwoLayerNet(i, h, o).params; p['W2'] *= 10; return p",
            '"spread of W2" is 0.1, but 0.01',
        ),
        ("weight_shapes(sizes)", "return [(sizes[-2], sizes[-1])]", "It returns 1 value, but 2 are wanted"),
        ("relu(a)", "return np.clip(a, 0, 6)", "differ"),
        ("relu(a)", "np.maximum(a, 0); return a", "is the bent array the one that you return"),
        ("relu(a)", "return np.array(map(lambda v: max(v, 0), a))", "a map in an array, but an array is wanted"),
        ("step(a)", "return (a > 0).astype(str)", "an array of texts, but an array is wanted"),
        ("leaky_relu(a, alpha=0.01)", "return np.where(a > 0, a, alpha * a)", "keep the first line as it was"),
        ("dead_share(a)", "return np.sum((a <= 0).all(axis=0)) // a.shape[1]", "`//` divides"),
        ("step(a)", "return (a > np.mean(a)) * 1.0", "moves with the other elements"),
        (
            "is_linear(f)",
            "return np.isclose(f(-3.0), f(2.0) + f(-5.0)) or np.isclose(f(-2.0), -f(2.0))",
            "Do both tests have to hold",
        ),
        ("merge_layers(W1, b1, W2, b2)", "return W1 @ W2, b1 + b2 @ W2", "Of the two biases"),
        ("d_sigmoid_of_a(a)", "return dl.sigmoid(a) * (1 - a)", "the numbers of z (1 - a)"),
        ("is_linear(f)", "return np.array([np.isclose(f(-3.0), f(2.0) + f(-5.0))] * 2)", "`.all()` makes one of many"),
        ("is_linear(f)", "return 'True'", "It returns a text, but True or False is wanted."),
        ("d_relu(a)", "return 1.0", "is the largest taken, or is the number a fixed one?"),
        ("d_relu(a)", "return (a > 1).astype(float)", "Where is the corner"),
        ("sigmoid(a)", "return dl.sigmoid(-a)", "have the two sides changed"),
        ("merge_layers(W1, b1, W2, b2)", "return W1 @ W2.T, b1 @ W2.T + b2", "Is the `.T` needed"),
        ("step(a)", "return (a > -0.01) * 1.0", "1 of 4 values differ"),
        (
            "is_linear(f)",
            "return np.isclose(f(-7.0), f(-2.0) + f(-5.0)) and np.isclose(f(-6.0), 3 * f(-2.0))",
            "on either side of 0",
        ),
        ("merge_layers(W1, b1, W2, b2)", "return W2 @ W1, W2 @ b1 + b2", "as if samples were columns"),
        (
            "weighted_rows(x, w)",
            "return x @ w[::-1]",
            "2 of 2 values differ",
        ),
        (
            "weighted_rows(x, w)",
            "return np.sum(x + w, axis=1)",
            "5 of 5 values differ",
        ),
        ("weighted_rows(x, w)", "return w @ X.T", "Is `x` meant? Capital and small letters differ."),
        (
            "weighted_rows(x, w)",
            "return x[: len(w), 0] * w",
            "does what is added up run along the other",
        ),
        ("identity(a)", "return np.sort(a)", "A single number has no axis."),
        ("first_layer(x, hidden_size)", "return x.sum() + np.arange(x)", "`max` and `arange` want one number"),
    ],
)
def test_answers_of_lessons_00_to_04_that_once_passed_or_heard_something_untrue(name, body, words):
    result = judged(f"def {name}:\n    {body}", name.split("(")[0], **ELSEWHERE)
    assert words in result.message and not result.passed, result.message


def test_a_value_for_a_function_is_told_where_the_learners_own_library_calls_it():
    library = {"__name__": "my_dlscratch"}
    exec("def numerical_diff(f, x):\n    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5", library)
    mine = types.SimpleNamespace(**library)
    result = judged(
        "def partial_x0(f, x0, x1):\n    return mine.numerical_diff(f(x0, x1), x0)", "partial_x0", mine=mine
    )
    assert "A function is wanted there" in result.message, result.message


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"zeros": "_like(x)"}, "fractions are cut off"),
        ({"h": "(1e-5 * x[index])"}, "`nan`"),
        ({"grad": "grad +="}, "lack its index"),
        ({"zeros": "(x.shape)"}, "you nudge another array"),
    ],
)
def test_a_measured_gradient_has_fractions_a_slope_at_0_and_nudges_what_it_is_given(wrong, words):
    result = judged(
        GRADIENT.format(**{"zeros": "(x.shape)", "h": "1e-5", "grad": "grad[index] ="} | wrong), "numerical_gradient"
    )
    assert words in result.message and not result.passed, result.message


IN_PLACE = """
def numerical_gradient(f, x):
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] += {h}
        above = f(x)
        x[index] -= 2 * {h}
        {grad} (above - f(x)) / (2 * {h})
        x[index] {back}
    return grad
"""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, ""),
        ({"back": "+= 1e-5"}, "as by sums that are rounded"),
        # not "`x += h` moves every element" alone
        ({"grad": "grad +="}, "or does `grad[index]` lack its index"),
        # not "off by the same amount": by chance
        ({"h": "1e-3"}, "the curve bends"),
        ({"h": "1e-2"}, "the curve bends"),
    ],
)
def test_a_gradient_that_nudges_in_place_puts_back_what_was_there_to_the_last_digit(wrong, words):
    result = judged(
        IN_PLACE.format(**{"h": "1e-5", "grad": "grad[index] =", "back": "= kept"} | wrong), "numerical_gradient"
    )
    assert result.passed == (not words) and words in result.message, result.message


def test_a_function_of_another_name_is_led_to_the_exercise_inside_it():
    def my_relu(a):
        return np.maximum(a, 0)

    assert '`check(my_relu, "relu")`' in check(my_relu).message


def test_hints_take_whole_numbers_and_stay_usable():
    for steps in (1.5, "2", 0, -1):
        assert "steps is" in hint("f_slope", steps).plain
    assert hint("f_slope", 1).plain.startswith("Hint 1 of 3") and "Hint 3" in hint("f_slope", 7).plain


# questions of their own


def test_where_cases_are_questions_of_their_own_each_mistake_is_told_by_itself():
    """Two rows are wrong, as no misconception has them together: the first is told, and when it is mended the other."""

    def choose_loss(task):
        return wrong.get(task, KEYS["choose_loss"](task))

    wrong = {"tags": ("softmax and cross-entropy", np.log(5)), "rain": ("identity and squared error", 0.5)}
    said = {m.name: m.sentence for m in EXERCISES["choose_loss"].misconceptions}
    assert check(choose_loss).message == said["rain-as-number"]
    del wrong["rain"]
    result = check(choose_loss)
    assert result.message == said["tags-share-one"]
    assert (result.got, result.wanted) == (
        "('softmax and cross-entropy', 1.609)",
        "",  # a word that the learner chooses is not given away
    )


# what a call leaves behind


STEP = """
def momentum_step(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * v[key] - learning_rate * grads[key]
        params[key] += v[key]
        {last}
"""


def test_where_the_memory_alone_is_wrong_the_memory_is_shown():
    result = judged(STEP.format(last="v[key] = v[key] * 3"), "momentum_step")
    assert (result.got, result.wanted) == ("[-0.6], [0.8]", "[-0.2], [0.8]")
    result = judged(STEP.format(last="v[key] = v[key] * (3 if momentum == 0.5 else 1)"), "momentum_step")
    assert result.message == "The value is right, but what the call leaves in `v` is not."
    assert result.call.splitlines()[-1] == "v"
    assert (result.got, result.wanted) == ("{'W1': [-0.6]}", "{'W1': [-0.2]}")


def test_a_part_that_was_to_change_and_did_not_is_told_as_such():
    source = "def adagrad_step(params, grads, h, learning_rate):\n    for key in params: params[key] -= learning_rate"
    assert judged(source, "adagrad_step").message.startswith("`h['W1']`: It is as it was before.")


def test_slopes_that_a_step_writes_into_are_seen():
    result = judged(STEP.format(last="grads[key] *= 0"), "momentum_step")
    assert result.message == (
        "The value is right here, but `grads` is not what it was before the call. Which line writes into it?"
    )


OWN_OPTIMIZER = """
class OwnOptimizer:
    {memory}
    def __init__(self):
        {begin}
    def update({arguments}):
        for key in params:
            v = self.v{of_key}
            v *= 0.8
            v -= 0.04 * grads[key]
            params[key] += v
"""
SHARED = "make a new one inside `__init__`"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"memory": "v = {}", "begin": "pass"}, SHARED),
        ({"begin": "self.v = 0.0", "of_key": " = self.v + 0 * params[key]"}, "took the velocity of another"),
        ({"arguments": "params, grads"}, "The first argument of a method is `self`."),
    ],
)
def test_an_optimizer_of_ones_own_hears_whose_memory_is_whose(changes, words):
    lines = {
        "memory": "",
        "begin": "self.v = {}",
        "arguments": "self, params, grads",
        "of_key": ".setdefault(key, np.zeros_like(params[key]))",
    }
    result = judged(OWN_OPTIMIZER.format(**lines | changes), "OwnOptimizer")
    assert result.passed == (not words) and words in result.message, result.message


def test_a_step_that_jumps_to_the_lowest_place_is_no_optimizer():
    source = "class OwnOptimizer:\n    def update(self, params, grads):\n        for key in params: params[key] *= 0"
    assert "The sign of a slope says which way" in judged(source, "OwnOptimizer").message
