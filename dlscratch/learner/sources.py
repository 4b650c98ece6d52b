"""The lines of an answer, out of the cells that ran, and all that they need from the notebook.

`inspect.getsource` knows no class of a notebook. So the cells are read again, the newest first, until one is found
whose definition compiles to what was judged.
"""

import ast
import builtins
import inspect
import symtable
import sys
from dataclasses import dataclass, field
from types import CodeType, ModuleType

LARGEST_CONSTANT = 200  # letters


@dataclass
class Source:
    """What an answer needs to stand alone.

    `definitions`: (name, text) in their order, what is used before what uses it; the answer is the last.
    `imports`: lines. `answers`: the text of each function by another exercise's name that is called.
    `itself`: the names that the notebook gives to the library.
    """

    definitions: list = field(default_factory=list)
    imports: set = field(default_factory=set)
    answers: dict = field(default_factory=dict)
    itself: set = field(default_factory=set)


class CannotComeAlong(Exception):
    """An answer that cannot stand alone; its message is a sentence that says why."""


def source_of(name, answer, shell, exercises, library):
    """Return the Source of an answer to the exercise `name`.

    `shell` is IPython's, `exercises` the names of all exercises; `library` is what a notebook calls `mine`.
    Raises CannotComeAlong where its lines are in no cell, or where they use what no file can hold.
    """
    return _Search(shell, exercises, library).source(name, answer)


def plain(shell, cell):
    """Return a cell as plain Python, "" where it is none; `shell` is IPython's, or its TransformerManager."""
    while cell.lstrip().startswith("%%"):  # a cell magic hides what stands below its line
        cell = cell.lstrip().partition("\n")[2]
    try:
        return shell.transform_cell(cell)
    except SyntaxError:
        return ""


class _Search:
    def __init__(self, shell, exercises, library):
        self.shell, self.namespace, self.exercises, self.library = shell, shell.user_ns, exercises, library
        self.found, self.stuck, self.seen = Source(), [], set()

    def source(self, name, answer):
        own = name if self.namespace.get(name) is answer else getattr(answer, "__name__", "")
        text = self._statement(own, answer) if self.namespace.get(own) is answer else None
        if text is None:
            raise CannotComeAlong("its lines are in no cell of this notebook. Write them in a cell, under a name.")
        self.seen.add(own)
        self._collect(own, text)
        if own != name:
            self.found.definitions.append((name, f"{name} = {own}"))
        if self.stuck:
            listed = ", ".join(f"`{used}`" for used in self.stuck)
            raise CannotComeAlong(
                f"it uses {listed} of this notebook, which no file can hold. Give it as an argument, or make it inside."
            )
        return self.found

    def _collect(self, name, text):
        """Add a definition, below all that it uses."""
        for used in sorted(names_used(text) - {name}):
            if used not in self.namespace:
                self.stuck += [] if hasattr(builtins, used) else [used]
            elif used not in self.seen and self.namespace[used] is not getattr(builtins, used, None):
                self.seen.add(used)
                self._need(used, self.namespace[used])
        self.found.definitions.append((name, text))

    def _need(self, name, value):
        if value is self.library:
            self.found.itself.add(name)
        elif name == "get_ipython":
            self.stuck.append("a line magic (%)")
        elif line := import_line(name, value):
            self.found.imports.add(line)
        elif _is_constant(value):
            self.found.definitions.append((name, f"{name} = {value!r}"))
        elif not callable(value) or (text := self._statement(name, value)) is None:
            self.stuck.append(name)
        elif name in self.exercises:
            self.found.answers[name] = text
        else:
            self._collect(name, text)

    def _statement(self, name, value):
        """Return the text of the newest statement that makes `name` what it is; of the newest at all, if none does."""
        newest = None
        for raw in reversed(self.shell.history_manager.input_hist_raw):
            cell = plain(self.shell, raw) if name in raw else ""
            for node in reversed(parsed(cell).body):
                if name in bound(node):
                    text = text_of(node, cell.split("\n"))
                    if _makes(text, name, value):
                        return text
                    newest = newest or text
        return newest


def parsed(cell):
    """Return the syntax tree of a cell, an empty one where it is no Python."""
    try:
        return ast.parse(cell)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def bound(node):
    """Return the names that a statement defines or assigns."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def first_line(node):
    """Return the number of the line where a statement begins, its decorators included."""
    return min(part.lineno for part in [node, *getattr(node, "decorator_list", [])])


def text_of(node, lines):
    """Return the lines of a statement, with a comment behind the last; of an assignment, the statement alone."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return ast.get_source_segment("\n".join(lines), node)
    return "\n".join(lines[first_line(node) - 1 : node.end_lineno]).rstrip()


def names_used(text):
    """Return the names that a statement takes from its module, those of Python among them.

    >>> sorted(names_used("def relu(a, low=ZERO):\\n    return np.maximum(a, low)"))
    ['ZERO', 'np']
    """
    module = symtable.symtable(text, "<cell>", "exec")
    used = {symbol.get_name() for symbol in module.get_symbols() if symbol.is_referenced() and not symbol.is_assigned()}
    tables = module.get_children()
    while tables:
        table = tables.pop()
        tables += table.get_children()
        used |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced()}
    return used


def import_line(name, value):
    """Return the line that imports a module, or a function or class of one, under a name, or "" if none can.

    >>> import math
    >>> import_line("m", math), import_line("exp", math.exp)
    ('import math as m', 'from math import exp')
    """
    if isinstance(value, ModuleType):
        return f"import {value.__name__}" + (f" as {name}" if name != value.__name__ else "")
    own = getattr(value, "__name__", None)
    module = getattr(value, "__module__", None) or ("numpy" if type(value).__module__ == "numpy" else "")
    if module in ("", "__main__", "builtins") or not isinstance(own, str) or not callable(value):
        return ""
    if getattr(sys.modules.get(module), own, None) is not value:
        return ""
    return f"from {module} import {own}" + (f" as {name}" if name != own else "")


def _is_constant(value):
    if isinstance(value, tuple):
        return all(map(_is_constant, value)) and len(repr(value)) <= LARGEST_CONSTANT
    if type(value) not in (int, float, complex, bool, str, type(None)) or len(repr(value)) > LARGEST_CONSTANT:
        return False
    return ast.literal_eval(repr(value)) == value if not isinstance(value, float) else value - value == 0


def _makes(text, name, value):
    """Return whether a statement compiles to the function or class that `value` is; True where nobody can tell."""
    wanted = _codes_of(value)
    made = {code.co_name: code for code in _inside(compile(text, "<cell>", "exec", dont_inherit=True))}
    return all(any(_alike(code, other) for other in _within(made.get(name) or made.get("<lambda>"))) for code in wanted)


def _codes_of(value):
    if isinstance(value, type):
        return [part.__code__ for part in vars(value).values() if inspect.isfunction(part)]
    function = inspect.unwrap(value) if callable(value) else value
    return [function.__code__] if inspect.isfunction(function) else []


def _within(code):
    return [code, *_inside(code)] if code else []


def _inside(code):
    return [part for part in code.co_consts if isinstance(part, CodeType)]


def _alike(one, other):
    """Return whether two pieces of code do the same, wherever they stand."""
    if (one.co_code, one.co_names, one.co_varnames) != (other.co_code, other.co_names, other.co_varnames):
        return False
    pairs = zip(one.co_consts, other.co_consts, strict=False)
    return len(one.co_consts) == len(other.co_consts) and all(
        _alike(a, b)
        if isinstance(a, CodeType) and isinstance(b, CodeType)
        else type(a) is type(b) and repr(a) == repr(b)
        for a, b in pairs
    )
