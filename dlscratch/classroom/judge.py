"""Judge an answer that ran elsewhere: by the checker's own rules, on values that came back as plain data.

What the other process says is believed as far as values go, and no further: which values are wanted, and what the data
of a case was, is computed here.
"""

import ast
import builtins
import linecache

import numpy as np

import dlscratch

from ..checking.compare import fault_of
from ..checking.explain import blanks, explain
from ..checking.result import Result
from ..checking.running import Outcome, run, wanted_of
from ..learner.timelimit import TimeLimitExceeded
from .cells import UNREADABLE
from .child import ANSWER, REFUSED
from .fresh import fresh
from .plain import unpacked

ENDS = {
    "time": "It did not finish in time: is there a loop without an end?",
    "size": "What it returns is far too large.",
    "signal 9": "It asked for more memory than there is, or ended its own process.",
    "signal 11": "It broke Python itself (a crash).",
}

MODULES = {"numpy": np, "dlscratch": dlscratch}  # whose names may be meant by one that they have not


def judged(exercise, candidate, lines, end, seeds, seconds):
    """Return (Result, the misconception's name or "") of an answer: its process said `lines`, and how it ended.

    It is right where it gives what the key gives, on each case and for each seed.
    """
    name, text = exercise.name, candidate.own.text
    if candidate.own.is_blank:
        some = 0 < blanks(candidate.own.node) < blanks(ast.parse(exercise.stub))
        sentence = "A `...` is still there: every one of them wants your code." if some else "No code was written yet."
        return Result(f"Not attempted: {name}", False, False, sentence), ""
    first, *said = lines or [{}]
    if not first.get("defined"):
        return _undefined(name, first.get("problem"), end), ""
    said = [line for line in said if "begins" not in line]
    answer = stand_in(candidate.program, name)
    for seed, exercise in [(seed, fresh(exercise, seed)) for seed in seeds]:
        wanted = wanted_of(exercise, seed)
        own, said = said[: len(cases_of(exercise))], said[len(cases_of(exercise)) :]
        outcomes = _outcomes(exercise, own, wanted, seed, candidate.program, answer, end, seconds)
        if any(_asks_the_package(outcome) for outcome in outcomes):
            sentence = "It calls the package's own, which is the very thing that is asked for: write it out."
            return Result(f"Refused: {name}", True, False, sentence, call=_first_line(text)), ""
        fault = fault_of(exercise, outcomes, wanted, seed)
        if fault is not None:
            return _explained(exercise, answer, seed, outcomes, wanted, fault)
    return Result(f"Right: {name}", True, True, exercise.insight), ""


def cases_of(exercise):
    """Return the cases to run with an answer elsewhere; of a function without arguments, its call is all there is."""
    return [f"{exercise.name}()"] if _takes_nothing(exercise) else exercise.cases


def _takes_nothing(exercise):
    definition = ast.parse(exercise.stub).body[-1]
    return isinstance(definition, ast.FunctionDef) and ast.unparse(definition.args) == ""


def _outcomes(exercise, said, wanted, seed, program, answer, end, seconds):
    """Return the Outcomes of the cases. What a function without arguments gave is put into its cases here."""
    if _takes_nothing(exercise):
        given = outcome_of(said[0], wanted[0], program) if said else _cut_off(wanted[0], end, seconds)
        if given.error is not None:
            return [given]
        return [run(case, exercise.name, lambda: given.value, seed) for case in exercise.cases]
    outcomes = [outcome_of(*pair, program, answer) for pair in zip(said, wanted, strict=False)]
    return outcomes + [_cut_off(one, end, seconds) for one in wanted[len(outcomes) :][:1]]


def _undefined(name, problem, end):
    if end in ENDS:
        sentence = f"The cell that defines it does not come to its end. {ENDS[end]}"
    elif isinstance(problem, dict) and REFUSED in str(problem.get("words")):
        sentence = "It is the package's own, which is the very thing that is asked for: write it out."
        return Result(f"Refused: {name}", True, False, sentence)
    elif isinstance(problem, dict):
        sentence = f"The cell that defines it stops with {problem.get('kind')}: {problem.get('words')}."
    else:
        sentence = "The process that ran it ended before it was defined."
    return Result(f"Not yet: {name}", True, False, sentence)


def _explained(exercise, answer, seed, outcomes, wanted, fault):
    if isinstance(error := outcomes[fault.case].error, Ended):
        return Result(f"Not yet: {exercise.name}", True, False, str(error), call=outcomes[fault.case].case), ""
    try:
        return explain(exercise, answer, seed, outcomes, wanted, fault)
    except Exception as error:  # values that nothing can be said of: the mark stands without it
        sentence = f"It gives something that cannot be compared ({type(error).__name__})."
        return Result(f"Not yet: {exercise.name}", True, False, sentence), ""


class Ended(Exception):
    """Stands for the error of a case that never came back; its message is the sentence for the learner."""


def _cut_off(wanted, end, seconds):
    if end == "time":
        return Outcome(case=wanted.case, error=TimeLimitExceeded(seconds, "the answer"))
    return Outcome(case=wanted.case, error=Ended(ENDS.get(end, "It ended Python before it gave an answer.")))


def outcome_of(said, wanted, program, answer=None):
    """Return the Outcome that a line of the other process tells of; `wanted` is the key's on the same case."""
    outcome = Outcome(case=wanted.case, printed=str(said.get("printed") or ""))
    outcome.warnings = [str(words) for words in said.get("warnings") or []]
    try:
        if said.get("error") is not None:
            outcome.error = raised(said["error"], program, answer)
        else:
            outcome.value = unpacked(said.get("value"))
        outcome.made, outcome.left = (
            {str(key): unpacked(value) for key, value in said[when].items()} for when in ("made", "left")
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        outcome.error = Ended(f"Its answer came back as no data ({error}).")
    return outcome


def _asks_the_package(outcome):
    return isinstance(outcome.error, PermissionError) and REFUSED in str(outcome.error)


def _first_line(text):
    return text.strip().splitlines()[0][:200] if text.strip() else ""


# an error, as if it had come up here


def raised(told, program, answer=None):
    """Return an error as it was told: of the same kind, with the same words, raised in the same line of the answer."""
    kind, words = str(told["kind"]), str(told["words"])
    known = getattr(builtins, kind, None) or getattr(np.exceptions, kind, None)
    if not (isinstance(known, type) and issubclass(known, BaseException)):
        base = TypeError if "Type" in kind else ValueError if "Value" in kind else Exception
        known = type(kind, (base,), {})
    try:
        error = known(words)
    except Exception:  # one that wants other arguments
        error = type(kind, (Exception,), {})(words)
    if isinstance(error, KeyError):
        error = type(kind, (KeyError,), {"__str__": lambda self: words})(words)
    if isinstance(error, (NameError, AttributeError, ImportError)) and told.get("name"):
        error.name = str(told["name"])
    if isinstance(error, AttributeError) and told.get("module") in MODULES:
        error.obj = MODULES[told["module"]]
    if isinstance(error, AttributeError) and isinstance(answer, type) and isinstance(told.get("kept"), list):
        error.obj = object.__new__(answer)
        vars(error.obj).update(dict.fromkeys(map(str, told["kept"])))
    line = told.get("line")
    if not isinstance(line, int) or not 0 < line <= program.count("\n") + 1:
        return error
    _remember(program)
    try:
        exec(compile("\n" * (line - 1) + "raise error", ANSWER, "exec"), {"__name__": ANSWER, "error": error})
    except BaseException as caught:
        return caught


def _remember(program):
    lines = program.splitlines(keepends=True)
    linecache.cache[ANSWER] = len(program), None, lines, ANSWER


def stand_in(program, name):
    """Return a function or class with the arguments and the text of the learner's, and none of their code run.

    Decorators, defaults, base classes and annotations are left out: making it runs nothing.
    """
    try:
        tree = ast.parse(program)
        definition = next(node for node in reversed(tree.body) if getattr(node, "name", None) == name)
        bare = _bare(definition)
        namespace = {"__name__": ANSWER}
        _remember(program)
        exec(compile(ast.fix_missing_locations(ast.Module([bare], [])), ANSWER, "exec"), namespace)
        return namespace[name]
    except (StopIteration, KeyError, TypeError, *UNREADABLE):
        return _nobody


def _nobody(*args, **kwargs):
    raise NotImplementedError


def _bare(node):
    node.decorator_list = []
    if isinstance(node, ast.ClassDef):
        node.bases, node.keywords = [], []
        node.body = [_bare(part) for part in node.body if isinstance(part, ast.FunctionDef)] or [ast.Pass()]
        return node
    node.returns = None
    arguments = node.args
    arguments.defaults = [ast.Constant(None) for _ in arguments.defaults]
    arguments.kw_defaults = [one and ast.Constant(None) for one in arguments.kw_defaults]
    for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]:
        if argument:
            argument.annotation = None
    return node
