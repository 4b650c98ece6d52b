"""A notebook's code cells as statements: which lines define an answer, and what these need. Nothing is run."""

import ast
import symtable
from dataclasses import dataclass, field

from IPython.core.inputtransformer2 import TransformerManager

from ..checking.explain import blanks
from ..learner.sources import first_line, names_used, plain

LONGEST_CELL = 100_000  # letters; the longest of the course has 2,000
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what a parser says of odd text


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement at the top of a cell: its text, the names that it binds, those that it uses; `cell` counts from 1."""

    cell: int
    node: ast.stmt
    text: str
    binds: frozenset
    uses: frozenset

    @property
    def is_blank(self):
        """Whether a `...` in it waits for an answer."""
        return isinstance(self.node, DEFINITIONS) and blanks(self.node) > 0


DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign)


@dataclass
class Code:
    """What the code cells of a notebook say: statements in their order, and the cells that are no Python."""

    statements: list = field(default_factory=list)
    unreadable: list = field(default_factory=list)  # (cell, why)

    def binding(self, name):
        """Return the statements that bind a name; blank ones only where there are no others."""
        found = [statement for statement in self.statements if name in statement.binds]
        return [statement for statement in found if not statement.is_blank] or found

    def calls(self, function):
        """Yield (cell, call) of each call of a function by its name, anywhere in a cell's own lines."""
        for statement in self.statements:
            if isinstance(statement.node, (ast.FunctionDef, ast.ClassDef)):
                continue
            for node in ast.walk(statement.node):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                    yield statement.cell, node


def code_of(cells):
    """Return the Code of (number, source) of code cells."""
    code = Code()
    for number, source in cells:
        try:
            code.statements += _statements(number, source)
        except UNREADABLE as error:
            line = f" (line {error.lineno})" if isinstance(error, SyntaxError) and error.lineno else ""
            code.unreadable.append((number, f"{getattr(error, 'msg', '') or type(error).__name__}{line}"))
    return code


def _statements(number, source):
    if len(source) > LONGEST_CELL:
        raise ValueError("too long")
    text = plain(TransformerManager(), source)
    if not text.strip() and source.strip():
        text = source  # what cannot be transformed says where when it is parsed
    lines, found = text.split("\n"), []
    for node in ast.parse(text).body:
        own = "\n".join(lines[first_line(node) - 1 : node.end_lineno])
        if not _stands_alone(own):  # several on one line
            own = ast.get_source_segment(text, node)
        found.append(Statement(number, node, own, frozenset(_bound(node)), frozenset(_used(own))))
    return found


def _stands_alone(text):
    try:
        return len(ast.parse(text).body) == 1
    except UNREADABLE:
        return False


def _bound(node):
    """Return the names that a statement binds in its module, those inside its blocks too."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    names = set()
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        names.add(node.id)
    if isinstance(node, ast.alias):
        names.add((node.asname or node.name).partition(".")[0])
    if isinstance(node, ast.Lambda):
        return names
    return names.union(*map(_bound, ast.iter_child_nodes(node)))


def _used(text):
    try:
        table = symtable.symtable(text, "<cell>", "exec")
    except UNREADABLE:
        return set()
    return names_used(text) | {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}


# an answer and what it needs


@dataclass(frozen=True)
class Candidate:
    """Lines that may be somebody's answer to an exercise: `program` defines it, with all it needs, under its name."""

    name: str
    own: Statement
    program: str


def candidates(code, name, aliases=()):
    """Return the Candidates for an exercise in a notebook, the last first; a blank one only where all are.

    `aliases` are other names for it, by which `check(mine, "relu")` asks.
    """
    found = [(own, statement) for own in (name, *aliases) for statement in code.binding(own)]
    found.sort(key=lambda pair: code.statements.index(pair[1]), reverse=True)
    written = [pair for pair in found if not pair[1].is_blank]
    return [Candidate(name, statement, _program(code, name, own, statement)) for own, statement in written or found]


def _program(code, name, own, answer):
    chosen, seen, waiting = {answer}, {own}, set(answer.uses)
    while waiting:
        used = waiting.pop()
        if used in seen:
            continue
        seen.add(used)
        for statement in code.binding(used):
            chosen.add(statement)
            waiting |= statement.uses
    stars = {statement for statement in code.statements if "*" in statement.binds}
    lines = [statement.text for statement in code.statements if statement in chosen | stars]
    return "\n".join([*lines, f"{name} = {own}"] if own != name else lines)


def is_same(one, other):
    """Return whether two texts of Python say the same, but for comments, docstrings and annotations."""
    try:
        return _essence(one) == _essence(other)
    except UNREADABLE:
        return False


def _essence(text):
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(node.body) > 1:
                del node.body[0]
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
    return ast.dump(tree)
