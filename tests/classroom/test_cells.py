"""Which lines make an answer: found by reading, whatever stands in a notebook."""

import pytest

from dlscratch.classroom.cells import candidates, code_of, is_same


def programs(name, *cells, aliases=()):
    return [one.program for one in candidates(code_of(list(enumerate(cells, start=1))), name, aliases)]


def test_an_answer_comes_with_what_it_needs_and_nothing_else():
    cells = [
        "import numpy as np\nimport os",
        "low, high = 0, 1\nnet = train()",
        "def clip(a):\n    return np.clip(a, low, 9)",
    ]
    cells += ["print(relu(3))", "@keep\ndef relu(a):\n    return clip(a)", "def keep(f): return f"]
    (program,) = programs("relu", *cells)
    assert program.splitlines()[0] == "import numpy as np" or "import numpy as np" in program
    assert "low, high" in program and "@keep\ndef relu" in program and "def keep" in program
    assert "train" not in program and "print" not in program


def test_a_blank_copy_hides_no_answer():
    cells = [
        "def relu(a):\n    return low(a)",
        "def low(a):\n    return a",
        "def low(a):\n    return ...",
        "def relu(a):\n    ...",
    ]
    (program,) = programs("relu", *cells)
    assert "..." not in program and "return a" in program
    assert len(programs("relu", cells[3])) == 1, "a blank alone is one"


def test_of_several_the_last_comes_first_and_none_sees_the_others():
    first, second = programs("relu", "def relu(a):\n    return 1", "relu = lambda a: 2")
    assert "2" in first and "return 1" not in first and "return 1" in second and "lambda" not in second


def test_another_name_counts_where_it_is_given():
    (program,) = programs("relu", "def mine_is_better(a):\n    return a", aliases=["mine_is_better"])
    assert program.endswith("relu = mine_is_better")
    assert programs("relu", "def mine_is_better(a):\n    return a") == []


@pytest.mark.parametrize(
    "cell",
    [
        "%%time\ndef relu(a):\n    return a",
        "!ls\n%matplotlib inline\ndef relu(a):\n    return a",
        "x = 1; relu = abs; y = 2",
    ],
)
def test_magics_and_lines_of_several_statements(cell):
    (program,) = programs("relu", cell)
    assert "get_ipython" not in program and "y = 2" not in program


ODD = [
    "(" * 5000, "-" * 90_000 + "1", "a" + ".a" * 40_000, "lambda:" * 10_000 + "1", "a" + "+a" * 45_000, "\0", "\ud800",
    "if 1: pass\n" + "elif 1: pass\n" * 6000, "x" * 200_000, "def f(:", "%%writefile x\n{", "return 3",
    "a = b = " * 9999 + "1",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_stops_nothing(text):
    code = code_of([(1, text), (2, "def relu(a):\n    return a")])
    assert len(candidates(code, "relu")) == 1


def test_a_solution_is_known_again():
    key = 'def relu(a):\n    """Bend."""\n    return np.maximum(a, 0)  # so'
    assert is_same("def relu(a: float) -> float:\n\n    return np.maximum(a,0)", key)
    assert not is_same("def relu(a):\n    return np.maximum(0, a)", key) and not is_same("(", key)
