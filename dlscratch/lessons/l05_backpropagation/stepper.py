"""Backpropagation, a step at a time: numbers flow forward through a graph, slopes flow back."""

from dataclasses import dataclass

from ... import svg

VALUE = "value"  # the kind of a node that holds a number


@dataclass(frozen=True)
class Step:
    """One press of Next: the labels it writes, the edge it draws strongly, what it says, and tables beside it.

    `forward` and `backward` are dicts from edges (start, end) to the words that appear on them.
    """

    forward: dict
    backward: dict
    current: tuple | None
    sentence: str
    tables: tuple = ()


class Stepper:
    """A graph and how far we have stepped through it. `steps_of(**values)` gives its steps from its inputs."""

    def __init__(self, steps_of, start, **values):
        self.steps_of, self.step = steps_of, start
        self.values = {}
        self.set(**values)

    def set(self, **changed):
        self.values |= changed
        self.steps = self.steps_of(**self.values)

    def next(self):
        self.step = min(self.step + 1, len(self.steps) - 1)

    def back(self):
        self.step = max(self.step - 1, 0)

    @property
    def seen(self):
        """The step that is shown, with the labels of all steps before it."""
        forward, backward = {}, {}
        for step in self.steps[: self.step + 1]:
            forward, backward = forward | step.forward, backward | step.backward
        now = self.steps[self.step]
        return Step(forward, backward, now.current, now.sentence, now.tables)

    def summary(self):
        return f"Step {self.step} of {len(self.steps) - 1}. {self.seen.sentence}"


def draw(nodes, edges, model, *, title, width=700, height=300):
    """Return the graph with the labels of the steps so far."""
    seen = model.seen
    edges = [svg.Edge(*edge, seen.forward.get(edge, ""), seen.backward.get(edge, "")) for edge in edges]
    return svg.graph(nodes, edges, title=title, desc=model.summary(), current=seen.current, width=width, height=height)
