"""Small demos for the browser tests; each tick leaves a mark in a file, so that a test can count them."""

from pathlib import Path

from dlscratch import live, svg

TICKS = Path("ticks.txt")


class Counter:
    def __init__(self, pace):
        self.pace, self.step = pace, 0

    def set(self, **changed):
        vars(self).update(changed)

    def tick(self, seconds):
        with open(TICKS, "a", encoding="utf-8") as file:
            file.write(".")
        self.step += self.pace


def _picture(model):
    return svg.chart(svg.points([0], [model.step % 100], "count"), title="Counter", desc=f"The count is {model.step}.")


def counter(**settings):
    return live.Demo(_picture, {"pace": live.slider(1, 0, 10)}, settings, model=Counter, call="counter")
