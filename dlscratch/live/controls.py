"""Sliders, menus and toggles as plain descriptions; each makes its widget, from the subset of ipywidgets 7.7 and 8."""

import math
from dataclasses import dataclass
from decimal import Decimal

import ipywidgets as widgets

from ..arrays import shown

LOG_STEPS = (1, 1.5, 2, 3, 5, 7)  # the stops of a log slider in each power of ten


@dataclass(frozen=True)
class Control:
    """One setting of a demo: its starting value, how to make its widget, and which values to try it with.

    `rebuilds` names what a move of it makes anew, such as "the network". `when` maps another setting to the values with
    which this one has an effect; with others it is grey. An action is a button that calls the model.
    """

    value: object
    kind: type
    traits: dict
    examples: tuple
    label: str | None = None
    rebuilds: str | None = None
    is_action: bool = False
    when: dict | None = None

    def named(self, name):
        """Return the words that stand beside the control."""
        return self.label or name.replace("_", " ")

    def check(self, name, value):
        """Return a value to start with, or raise ValueError that names the setting, the value and the remedy."""
        if self.kind in (widgets.FloatSlider, widgets.IntSlider, widgets.BoundedFloatText, widgets.SelectionSlider):
            return self._within_reach(name, _as_number(name, value, whole=isinstance(self.value, int)))
        if not isinstance(value, (str, int, float)) or value not in self.examples:
            options = ", ".join(map(repr, self.examples))
            raise ValueError(f"{name} is {shown(value)}, but it must be one of {options}.")
        return value

    def _within_reach(self, name, value):
        """Return a number that this demo can show, or raise ValueError: far outside its range nothing is to be seen."""
        low, high = self.examples[0], self.examples[-1]
        times = 10 if isinstance(self.value, int) else 1000  # sizes cost memory
        far = times * max(abs(low), abs(high))
        if abs(value) > far or isinstance(self.value, int) and value < 0 <= low:
            low = 0 if low >= 0 else -far
            raise ValueError(
                f"{name} is {_plain(value)}, too far for this demo: use a number from {low:,g} to {far:,g}."
            )
        if self.kind is widgets.SelectionSlider and 0 < abs(value) < low / times:
            raise ValueError(f"{name} is {_plain(value)}, too small for this demo: use at least {low / times:g}.")
        return value

    def widget(self, name, value):
        """Return the widget, standing at `value`; a slider reaches as far as the value it starts with."""
        traits = dict(self.traits)
        if self.kind is widgets.SelectionSlider:
            traits["options"] = _stops({*self.examples, value})
        elif "min" in traits:
            traits["min"], traits["max"] = min(traits["min"], value), max(traits["max"], value)
        if not self.is_action:
            traits["value"] = value
        if self.kind is widgets.SelectionSlider:
            traits["readout"] = False  # what is typed into its own has no effect: see `field`
        return self.kind(description=self.named(name), **traits)

    def field(self, name, value):
        """Return the box beside a slider of stops, into which any number can be typed; None for other controls."""
        if self.kind is not widgets.SelectionSlider:
            return None
        kind = widgets.IntText if isinstance(self.value, int) else widgets.FloatText
        return kind(value, description=f"{self.named(name)}, as a number", continuous_update=False)

    def has_effect(self, settings):
        """Say whether a move of it changes anything, with the other settings as they are."""
        return all(settings[name] in values for name, values in (self.when or {}).items())

    def put(self, widget, value):
        """Move the widget to `value`; where it does not reach so far, its range or its stops grow.

        They never shrink: a browser that holds a value beyond them would send back the nearest one that is left.
        """
        if self.kind is widgets.SelectionSlider:
            stops = [stop for _, stop in widget.options]
            if value not in stops:
                widget.options = _stops({*stops, value})
        elif "min" in self.traits:
            widget.min, widget.max = min(widget.min, value), max(widget.max, value)
        widget.value = value

    def read(self, value):
        """Return a widget's value as a setting, without the dust of binary fractions: 0.3, not 0.30000000000000004."""
        return float(f"{value:.10g}") if isinstance(value, float) else value


def slider(value, low, high, step=None, *, label=None, rebuilds=None, when=None):
    """Return a slider from low to high: of whole numbers where `value` is one.

    `when={"optimizer": ["Adam"]}` makes it grey unless that setting has one of these values.

    >>> slider(3, 1, 9).examples
    (1, 5, 9)
    """
    whole = isinstance(value, int)
    step = step or (1 if whole else (high - low) / 100)
    middle = low + round((high - low) / 2 / step) * step
    traits = {"min": low, "max": high, "step": step}
    if not whole:
        traits["readout_format"] = f".{max(0, -Decimal(f'{step:.6g}').as_tuple().exponent)}f"
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    return Control(value, kind, traits, (low, middle, high), label, rebuilds, when=when)


def log_slider(value, low, high, *, label=None, rebuilds=None):
    """Return a slider whose stops are 1, 1.5, 2, 3, 5 and 7 times the powers of ten from low to high.

    Whole numbers where `value` is one.

    >>> log_slider(0.1, 0.1, 1).examples
    (0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0)
    >>> log_slider(10, 1, 10).examples
    (1, 2, 3, 5, 7, 10)
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    stops = {float(f"{step}e{power}") for power in powers for step in LOG_STEPS} | {low, high, value}
    if isinstance(value, int):
        stops = {int(stop) for stop in stops if stop == int(stop)}
    stops = tuple(sorted(stop for stop in stops if low <= stop <= high))
    return Control(value, widgets.SelectionSlider, {}, stops, label, rebuilds)


def number(value, low, high, step, *, label=None, rebuilds=None):
    """Return a small box with a number from low to high, where there are too many for sliders.

    >>> number(0.1, -3, 3, 0.1).examples
    (-3, 0.1, 3)
    """
    traits = {"min": low, "max": high, "step": step}
    return Control(float(value), widgets.BoundedFloatText, traits, (low, value, high), label, rebuilds)


def menu(value, options, *, label=None, rebuilds=None):
    """Return a menu of `options`: a list, or a dict from the words shown to the values.

    >>> menu("relu", ["relu", "tanh"]).examples
    ('relu', 'tanh')
    """
    pairs = list(options.items()) if isinstance(options, dict) else [(str(option), option) for option in options]
    examples = tuple(option for _, option in pairs)
    return Control(value, widgets.Dropdown, {"options": pairs}, examples, label, rebuilds)


def toggle(value, *, label=None, rebuilds=None):
    """Return a box to tick.

    >>> toggle(True).examples
    (False, True)
    """
    return Control(value, widgets.Checkbox, {"indent": False}, (False, True), label, rebuilds)


def button(label=None):
    """Return a button that calls the method of the model that it is named after.

    >>> button("Next").is_action
    True
    """
    return Control(None, widgets.Button, {}, (), label, None, is_action=True)


def _as_number(name, value, whole):
    try:
        number = float(value)
        fits = math.isfinite(number) and (not whole or number == int(number)) and not isinstance(value, (bool, str))
    except (TypeError, ValueError, OverflowError):
        fits = False
    if not fits:
        raise ValueError(f"{name} is {shown(value)}, but it must be a {'whole' if whole else 'finite'} number.")
    return int(number) if whole else number


def _plain(value):
    """Return a number as it is typed, or by its power of ten where it has many digits."""
    return repr(value) if len(repr(value)) <= 8 else f"{value:g}"


def _stops(values):
    return [(f"{value:,}" if isinstance(value, int) else f"{value:g}", value) for value in sorted(values)]
