"""What `check`, `guess` and `order` answer."""

from dataclasses import dataclass

from . import page


@dataclass(frozen=True)
class Result:
    """An answer judged: `attempted`, `passed`, `points` (1 or 0) and one sentence, `message`.

    `call`, `got` and `wanted` show where it differs: lines to paste, and the two values as text.
    `note` is about the record on disk, where there is something to say.
    The plain form is the points, which a grader reads; the page shows a card.
    """

    title: str
    attempted: bool
    passed: bool
    message: str
    call: str = ""
    got: str = ""
    wanted: str = ""
    note: str = ""

    @property
    def points(self):
        return int(self.passed)

    def __repr__(self):
        return str(self.points)

    def _repr_html_(self):
        state = "right" if self.passed else "not yet" if self.attempted else "waiting"
        return page.card(state, self.title, page.text(self.message), self._evidence(), page.text(self.note))

    def _evidence(self):
        if not self.call:
            return ""
        values = [f"{self.call}\n"]
        values += [f"# yours:  {_indented(self.got)}\n"] if self.got else []
        values += [f"# wanted: {_indented(self.wanted)}\n"] if self.wanted else []
        return page.code("".join(values))


def _indented(value):
    return value.replace("\n", "\n#         ")
