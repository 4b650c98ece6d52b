"""What to say about a wrong answer that no listed misconception explains: where it differs, and how."""

import ast
import re

from ..learner.words import shortened
from .compare import changed, same, side_effects
from .errors import error_in_words
from .source import from_outside, learner_line, left_out, parsed
from .values import names_in, value_differs


def diagnose(exercise, answer, outcomes, keys, case):
    """Return one sentence about the case that differs first, given what came out of all and what was wanted."""
    got, wanted = outcomes[case], keys[case]
    none_used = "NoneType" in str(got.error) and not learner_line(got.error, answer)  # by the line of the case
    if got.error is not None and not none_used:
        return f"{error_in_words(exercise, answer, got.error)} {from_outside(answer)}".strip()
    if got.error is not None or got.value is None and wanted.value is not None:
        return _nothing_returned(answer, got)
    if not same(got.value, wanted.value, exercise.rtol, exercise.atol):
        if sentence := _second_call(exercise, got, wanted):
            return sentence
        others = [(o.value, k.value, k.made) for o, k in zip(outcomes, keys, strict=False) if o is not got]
        sentence = value_differs(exercise, got.value, wanted.value, wanted.made, got.case, others)
        guessed = re.search("by hand|by chance|a mean|fraction off", sentence)
        used = f"{left_out(exercise, answer)} {from_outside(answer)}".strip()
        return used if used and guessed else f"{sentence} {used}".strip()
    if names := side_effects(got, wanted, exercise):
        return _change_in_place(names[0], got, wanted)
    return (
        f"The value is right, but NumPy warned: {shortened(got.warnings[0])}. Look at the largest number your code"
        " makes on this call."
    )


def _second_call(exercise, got, wanted):
    """Return the sentence for a call that does not give again what it gave, where a case ends by calling twice."""
    names = names_in(got.case, 2)
    if names[0] != names[1] or not isinstance(got.value, tuple) or len(got.value) != 2:
        return None
    for name in side_effects(got, wanted, exercise):
        return f"`{name}` is not what it was before the call. Which line writes into it?"
    right = [same(got.value[i], wanted.value[i], exercise.rtol, exercise.atol) for i in (0, 1)]
    if right == [True, False]:
        return (
            f"{names[0]} is right once, and then no more: the first call has changed what `self` keeps. Which line"
            " writes into it?"
        )
    return None


def _nothing_returned(answer, got):
    if part := _part_of_what_came(got):
        return f"`{part}` is `None`. Which line of yours gives it a value?"
    if got.printed.strip():
        return "It prints its answer but returns nothing: `print` shows a value, `return` hands it on."
    if got.error is not None and any(isinstance(node, ast.Return) and node.value for node in ast.walk(parsed(answer))):
        return "`None` comes back where a value is wanted: is a part of it `None`, or is `return` not reached?"
    return "It returns nothing (`None`). Is there a `return`, and is it reached?"


def _part_of_what_came(got):
    """Return the last line of a case that asks for one part of what came back, `loss` or `made["W1"]`, or ""."""
    if got.error is not None:
        return ""
    *lines, last = ast.parse(got.case).body
    targets = [target for line in lines if isinstance(line, ast.Assign) for target in line.targets]
    parts = {name.id for target in targets if isinstance(target, ast.Tuple) for name in target.elts}
    asked = last.value
    one = isinstance(asked, ast.Subscript) or isinstance(asked, ast.Name) and asked.id in parts
    return ast.unparse(asked) if one else ""


def _change_in_place(name, got, wanted):
    if changed(got, name) and changed(wanted, name):
        return f"The value is right, but what the call leaves in `{name}` is not."
    if changed(got, name):
        return f"The value is right here, but `{name}` is not what it was before the call. Which line writes into it?"
    return (
        f"`{name}` is the same as before the call, but it has to change in place: write into the array that is there."
    )
