"""A small mutation tool: one change at a time to a piece of Python, to see whether somebody notices.

`mutants(source)` yields the changed sources: an operator, a sign, a constant, an index, an axis, a function or the
order of two arguments.
"""

import ast
from itertools import islice

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
}
COMPARISONS = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
NAMES = {
    "maximum": "minimum",
    "minimum": "maximum",
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "min": "max",
    "argmax": "argmin",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "ones_like": "zeros_like",
    "exp": "log",
    "log": "exp",
    "sin": "cos",
    "all": "any",
    "any": "all",
    "abs": "negative",
    "logaddexp": "add",
}
REMOVED = {"copy", "T"}  # x.copy() and x.T become x


def mutants(source):
    """Yield (line number, source) for each single change to `source`.

    >>> [changed for _, changed in mutants("y = -x")]
    ['y = x']
    """
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and isinstance(node.body[0], ast.Expr)
    }
    for i, node in enumerate(ast.walk(tree)):
        if id(node) in docstrings:
            continue
        for change in _changes(node):
            changed = ast.parse(source)  # sooner than a copy of the tree
            change(next(islice(ast.walk(changed), i, None)))
            if change is _mark:
                changed = _Unwrap().visit(changed)
            yield getattr(node, "lineno", 0), ast.unparse(ast.fix_missing_locations(changed))


def _changes(node):
    """Return functions that each change such a node in one way."""
    if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPERATORS:
        return [_set("op", OPERATORS[type(node.op)]())]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        return [_set("ops", [other()]) for other in COMPARISONS[type(node.ops[0])]]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        return [_mark]
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return [_set("value", not node.value)]
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return [_set("value", value) for value in (node.value + 1, 1 - node.value) if value != node.value]
    return _changes_of_calls(node)


def _changes_of_calls(node):
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        return [_set("attr", NAMES[node.attr])]
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return [_mark]
    changes = []
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
            changes.append(_mark)
        if len(node.args) >= 2:
            changes.append(lambda call: call.args.__setitem__(slice(0, 2), call.args[1::-1]))
        if any(keyword.arg in ("axis", "keepdims") for keyword in node.keywords):
            changes.append(_drop_axis)
    return changes


def _set(attribute, value):
    return lambda node: setattr(node, attribute, value)


def _mark(node):
    node.unwrap = True


def _drop_axis(call):
    call.keywords = [keyword for keyword in call.keywords if keyword.arg not in ("axis", "keepdims")]


class _Unwrap(ast.NodeTransformer):
    """Puts in the place of a marked node what stands inside it: -x, x.T and x.copy() become x."""

    def generic_visit(self, node):
        super().generic_visit(node)
        if not hasattr(node, "unwrap"):
            return node
        inside = node.func.value if isinstance(node, ast.Call) else getattr(node, "operand", None)
        return inside if inside is not None else node.value
