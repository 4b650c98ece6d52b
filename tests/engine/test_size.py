"""The engine is read in lesson 05: no long function, no long module, and no module uses what is private to another."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

import dlscratch as dl

ENGINE = re.findall(r"\w+", dl.__doc__[dl.__doc__.index("arrays ->") : dl.__doc__.index("-> svg")])
WORDLESS = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def source_of(module):
    return (Path(dl.__file__).parent / f"{module}.py").read_text(encoding="utf-8")


def lines_of_code(source):
    """Return the numbers of the lines that hold more than docstrings, comments and blanks."""
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in WORDLESS:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node):
            lines.difference_update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return lines


def long_functions(source, most=25):
    code = lines_of_code(source)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [node.name for node in functions if len(code & set(range(node.lineno, node.end_lineno + 1))) > most]


def private_names_of_others(source):
    """Return the names with one leading underscore that are used here and defined nowhere in this module."""
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    own |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return sorted(name for name in used - own if re.match("_[^_]", name))


@pytest.mark.parametrize("module", ENGINE)
def test_a_module_of_the_engine_can_be_held_in_the_head(module):
    source = source_of(module)
    assert len(lines_of_code(source)) <= 150
    assert long_functions(source) == []
    assert private_names_of_others(source) == []


def test_that_test_sees_what_it_looks_for():
    long = "def f():\n" + '    """Say.\n\n    More."""\n    # why\n\n' + "    x = 1\n" * 25
    assert len(lines_of_code(long)) == 26 and long_functions(long) == ["f"]
    assert long_functions(long.replace("    x = 1\n", "", 1)) == []
    assert private_names_of_others("from .a import _b\nnet._c()\nself.x = np.__version__") == ["_b", "_c"]
    assert private_names_of_others("def _c(): pass\nnet._c()") == []
