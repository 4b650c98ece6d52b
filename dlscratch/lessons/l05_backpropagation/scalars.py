"""Graphs of single numbers: their nodes run forward, then back, and say in words what they do."""

import numpy as np

from ... import svg
from .stepper import Step

number = svg.number


class Fork:
    """A number that goes two ways: the slopes that come back from both add up."""

    def forward(self, x):
        return x, x

    def backward(self, *douts):
        return (sum(douts),)


def scalar_steps(nodes, program, names, make, **values):
    """Return the steps through a graph of single numbers.

    `program` lists (node, inputs, outputs) in the order of running, inputs and outputs as edges of the graph. `names`
    are the nodes that start with `values`; `make` gives a node's operation from its label.
    """
    first = {edge: values[edge[0].replace(" ", "_")] for _, inputs, _ in program for edge in inputs if edge[0] in names}
    flow, steps, made = dict(first), [], {}
    steps.append(Step(_words(first), {}, None, "The inputs are known. Next computes the first node."))
    for node, inputs, outputs in program:
        made[node] = make[nodes[node].label]()
        results = made[node].forward(*(flow[edge] for edge in inputs))
        new = dict(zip(outputs, results if isinstance(results, tuple) else (results,), strict=True))
        flow |= new
        steps.append(Step(_words(new), {}, outputs[0], _forward_words(nodes[node].label, inputs, outputs, flow)))
    last = program[-1][2][0]
    slopes = {last: 1.0}
    total = "Back from the end: the slope of the total in itself is 1."
    steps.append(Step({}, _words(slopes), last, f"Forward gave {number(flow[last])}. {total}"))
    for node, inputs, outputs in reversed(program):
        got = made[node].backward(*(slopes[edge] for edge in outputs))
        new = dict(zip(inputs, _one_each(inputs, got), strict=True))
        slopes |= new
        words = _backward_words(nodes[node].label, inputs, outputs, flow, slopes)
        steps.append(Step({}, _words(new), outputs[0], words))
    return steps


def _one_each(inputs, slopes):
    """Return what `backward` gave, after looking that it is one slope an input."""
    if not isinstance(slopes, (tuple, list, np.ndarray)) or len(slopes) != len(inputs):
        raise ValueError(f"backward returned {slopes!r}, but it must return {len(inputs)} slopes, one for each input.")
    return slopes


def _words(flow):
    return {edge: number(float(value)) for edge, value in flow.items()}


def _forward_words(label, inputs, outputs, flow):
    numbers = [number(flow[edge]) for edge in inputs]
    if label == "fork":
        return f"Forward: {inputs[0][0]} goes two ways, {numbers[0]} to each."
    return f"Forward: {numbers[0]} {label} {numbers[1]} = {number(flow[outputs[0]])}."


def _backward_words(label, inputs, outputs, flow, slopes):
    dout = [number(slopes[edge]) for edge in outputs]
    got = [number(slopes[edge]) for edge in inputs]
    if label == "fork":
        return f"Back at the fork the slopes add: {dout[0]} + {dout[1]} = {got[0]}, the slope in the {inputs[0][0]}."
    if label == "+":
        return f"Back through +: both inputs get the slope {dout[0]} as it is: {got[0]} and {got[1]}."
    both = []
    for edge, other in zip(inputs, reversed(inputs), strict=True):
        product = number(slopes[outputs[0]] * flow[other])
        but = "" if number(slopes[edge]) == product else f", but the node gave {number(slopes[edge])}"
        both.append(f"{dout[0]} × {number(flow[other])} = {product}{but}")
    return f"Back through ×: each gets the slope times the other input: {' and '.join(both)}."


def edges_of(program):
    """Return the edges of a program, each once."""
    return list(dict.fromkeys(edge for _, inputs, outputs in program for edge in (*inputs, *outputs)))
