"""Lesson 07: momentum, a rate for each weight, schedules, and an optimizer of one's own."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Question

TITLE = "Optimizers"


def _one(call, slopes="2.0, 2.0", keep="v", start="1.0"):
    """Return a case: one weight, one slope after the other; its memory stands before it."""
    memory = "\n".join(f'{name} = {{"W1": np.zeros(1)}}' for name in keep)
    begin = f'params = {{"W1": np.array([{start}])}}\n{memory}\n'
    end = "".join(f'{name}["W1"], ' for name in keep) + 'params["W1"]'
    if "," not in slopes:
        return f'{begin}grads = {{"W1": np.array([{slopes}])}}\n{call.replace(" t,", " 1,")}\n{end}'
    each = f"t, slope in enumerate([{slopes}], start=1)" if " t," in call else f"slope in [{slopes}]"
    return f'{begin}for {each}:\n    grads = {{"W1": np.array([slope])}}\n    {call}\n{end}'


def _many(call, keep="v", steps=3):
    """Return a case: two parameters of different shapes, slopes by chance."""
    memory = "\n".join(f'{name} = {{"W1": np.zeros((2, 3)), "b1": np.zeros(3)}}' for name in keep)
    return (
        f'params = {{"W1": np.ones((2, 3)), "b1": np.zeros(3)}}\n{memory}\nfor t in range(1, {steps + 1}):\n'
        f'    grads = {{"W1": rng.normal(size=(2, 3)), "b1": rng.normal(size=3)}}\n    {call}\nparams'
    )


def _in_place(call, keep="v"):
    """Return a case that asks whether the array that is there has moved."""
    memory = "\n".join(f'{name} = {{"W1": np.zeros(1)}}' for name in keep)
    return (
        f'params, grads = {{"W1": np.array([1.0])}}, {{"W1": np.array([2.0])}}\n{memory}\nkept = params["W1"]\n{call}\n'
        '"moved in place" if kept[0] < 1 else "moved in a new array"'
    )


def _curve(**wrong):
    """Return an answer to match_curves that errs in one curve."""
    return lambda: {"A": "AdaGrad", "B": "SGD", "C": "Adam", "D": "Momentum"} | wrong


def _velocity(new, place=lambda p, v, old, slope, rate, beta: p + v, keep=True):
    """Return a momentum step whose velocity is new(v, slope, rate, beta), with one thing wrong."""

    def momentum_step(params, grads, v, learning_rate, momentum):
        for key in params:
            old, slope = v[key], grads[key]
            fresh = new(old, slope, learning_rate, momentum)
            v[key] = fresh if keep else old
            params[key][...] = place(params[key], fresh, old, slope, learning_rate, momentum)

    return momentum_step


def _momentum(v, slope, rate, beta):
    return beta * v - rate * slope


def _first_only(params, grads, v, learning_rate, momentum):
    v["W1"] = momentum * v["W1"] - learning_rate * grads["W1"]
    params["W1"] += v["W1"]


def _after_the_loop(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * v[key] - learning_rate * grads[key]
    params[key] += v[key]


def _share_of_the_parameter(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * params[key] - learning_rate * grads[key]
        params[key] += v[key]


def _becomes_velocity(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * v[key] - learning_rate * grads[key]
        params[key] = v[key]


def _new_arrays(params, grads, v, learning_rate, momentum):
    for key in params:
        v[key] = momentum * v[key] - learning_rate * grads[key]
        params[key] = params[key] + v[key]


def _mean_of(m, g, beta):
    return beta * m + (1 - beta) * g


def _handed_out(beta, t):
    return 1 - beta**t


def _adam(mean=_mean_of, square=np.square, one=_handed_out, two=_handed_out, sign=1, small=1e-8):
    """Return a step of Adam with one thing wrong."""

    def adam_step(params, grads, m, v, t, learning_rate, beta1, beta2):
        for key in params:
            m[key] = mean(m[key], grads[key], beta1)
            v[key] = mean(v[key], square(grads[key]), beta2)
            m_right, v_right = m[key] / one(beta1, t), v[key] / two(beta2, t)
            params[key] -= sign * learning_rate * m_right / (np.sqrt(v_right) + small)

    return adam_step


def _corrected_by(share, **more):
    """Return a step of Adam that divides both means by share(beta, t)."""
    return _adam(one=share, two=share, **more)


def _in_new_arrays(step):
    """Return a right step that is taken in new arrays."""

    def in_new_arrays(params, grads, *others):
        params.update({key: param.copy() for key, param in params.items()})
        step(params, grads, *others)

    return in_new_arrays


def _adam_inside_the_root(params, grads, m, v, t, learning_rate, beta1, beta2):
    for key in params:
        m[key] = _mean_of(m[key], grads[key], beta1)
        v[key] = _mean_of(v[key], grads[key] ** 2, beta2)
        params[key] -= learning_rate * m[key] / (1 - beta1**t) / np.sqrt(v[key] / (1 - beta2**t) + 1e-8)


def _uncorrected(beta, t):
    return 1


def _adam_with_one_beta(params, grads, m, v, t, learning_rate, beta1, beta2):
    _adam(two=lambda _, t: 1 - beta1**t)(params, grads, m, v, t, learning_rate, beta1, beta2)


def _adam_with_exchanged_betas(params, grads, m, v, t, learning_rate, beta1, beta2):
    one, two = (lambda _, t: 1 - beta2**t), (lambda _, t: 1 - beta1**t)
    _adam(one=one, two=two)(params, grads, m, v, t, learning_rate, beta1, beta2)


def _adam_without_brackets(params, grads, m, v, t, learning_rate, beta1, beta2):
    for key in params:
        m[key] = _mean_of(m[key], grads[key], beta1)
        v[key] = _mean_of(v[key], grads[key] ** 2, beta2)
        params[key] -= learning_rate * (m[key] - beta1**t) / (np.sqrt(v[key] - beta2**t) + 1e-8)


def _adam_squares_the_share(params, grads, m, v, t, learning_rate, beta1, beta2):
    for key in params:
        m[key] = _mean_of(m[key], grads[key], beta1)
        v[key] = beta2 * v[key] + ((1 - beta2) * grads[key]) ** 2
        m_right, v_right = m[key] / (1 - beta1**t), v[key] / (1 - beta2**t)
        params[key] -= learning_rate * m_right / (np.sqrt(v_right) + 1e-8)


def _adam_keeps_the_corrected(params, grads, m, v, t, learning_rate, beta1, beta2):
    for key in params:
        m[key] = (beta1 * m[key] + (1 - beta1) * grads[key]) / (1 - beta1**t)
        v[key] = (beta2 * v[key] + (1 - beta2) * grads[key] ** 2) / (1 - beta2**t)
        params[key] -= learning_rate * m[key] / (np.sqrt(v[key]) + 1e-8)


def _own(step, rate=0.02):
    """Return an optimizer class whose velocity is step(v, slope), by key, with one thing wrong."""

    class OwnOptimizer:
        def __init__(self):
            self.v = {}

        def update(self, params, grads):
            for key in grads:
                self.v[key] = step(self.v.get(key, 0.0), grads[key], rate)
                params[key] += self.v[key]

    return OwnOptimizer


class _OwnNewArrays(_own(lambda v, g, rate: 0.85 * v - rate * g)):
    def update(self, params, grads):
        copies = dict(params)
        for key in grads:
            copies[key] = copies[key].copy()
        super().update(copies, grads)
        params.update(copies)


class _OwnReturns:
    def update(self, params, grads):
        return {key: params[key] - 0.02 * grads[key] for key in grads}


class _OwnJumps:
    def update(self, params, grads):
        for key in grads:
            params[key][...] = 0.0


class _OwnShared:
    taken = 0  # it only grows, so that no two walks of the class are alike

    def update(self, params, grads):
        _OwnShared.taken += 1
        for key in grads:
            params[key] -= 0.02 * (1 + 0.001 * _OwnShared.taken) * grads[key]


class _OwnUnsafe(_own(lambda v, g, rate: 0.85 * v - rate * g)):
    def update(self, params, grads):
        super().update(params, {key: grad * grad / grad for key, grad in grads.items()})


class _OwnClassMemory(_own(lambda v, g, rate: 0.85 * v - rate * g)):
    memory = None

    def __init__(self):
        _OwnClassMemory.memory = {}

    @property
    def v(self):
        return _OwnClassMemory.memory


class _OwnCounts(_own(lambda v, g, rate: 0.85 * v - rate * g)):
    """It takes a correction by t, which counts the parameters."""

    def __init__(self):
        super().__init__()
        self.t = 0

    def update(self, params, grads):
        for key in grads:
            self.t += 1
            share = 1 - 0.5**self.t
            super().update({key: params[key]}, {key: grads[key] * share})


class _OneVelocity:
    """One velocity for all parameters: the hunt as it is found."""

    def __init__(self, learning_rate=0.02, momentum=0.85):
        self.learning_rate, self.momentum, self.v = learning_rate, momentum, 0.0

    def update(self, params, grads):
        for key in params:
            self.v = self.momentum * self.v - self.learning_rate * grads[key]
            params[key] += self.v


class _ForgetsAtEachUpdate(_OneVelocity):
    def update(self, params, grads):
        for key in params:
            params[key] -= self.learning_rate * grads[key]


class _ByShape(_OneVelocity):
    def update(self, params, grads):
        v = self.v = self.v or {}
        for key in params:
            shape = params[key].shape
            v[shape] = self.momentum * v.get(shape, 0.0) - self.learning_rate * grads[key]
            params[key] += v[shape]


class _StopsAtZero(_OneVelocity):
    def update(self, params, grads):
        v = self.v = self.v or {}
        for key in params:
            v[key] = self.momentum * v.get(key, 0.0) - self.learning_rate * grads[key]
            params[key] += np.where(grads[key] == 0, 0.0, v[key])


class _SkipsTheResting(_OneVelocity):
    def update(self, params, grads):
        super().update({key: params[key] for key in params if grads[key].any()}, grads)


class _OldVelocity(_OneVelocity):
    def update(self, params, grads):
        v = self.v = self.v or {}
        for key in params:
            old = v.get(key, 0.0 * params[key])
            v[key] = self.momentum * old - self.learning_rate * grads[key]
            params[key] += old


def _mean(step, start=lambda values: 0.0):
    """Return the means of values, where each follows by step(mean, value, beta)."""

    def running_mean(values, beta):
        mean, means = start(values), []
        for value in values:
            mean = step(mean, value, beta)
            means.append(mean)
        return means

    return running_mean


def _scaled(divide, keep=lambda h, g, decay: h + g**2, old=False):
    """Return a step that divides the slope by divide(h), the old h or the new, with one thing wrong."""

    def step(params, grads, h, learning_rate, decay=0.9):
        for key in params:
            before, h[key] = h[key], keep(h[key], grads[key], decay)
            params[key] -= learning_rate * grads[key] / divide(before if old else h[key])

    return step


def _root(h):
    return np.sqrt(h) + 1e-7


def _divides_by_the_slope(params, grads, h, learning_rate):
    for key in params:
        h[key] = h[key] + grads[key] ** 2
        params[key] -= learning_rate * grads[key] / _root(grads[key] ** 2)


def _fading(h, g, decay):
    return decay * h + (1 - decay) * g**2


def _adagrad(*args, **more):
    step = _scaled(*args, **more)
    return lambda params, grads, h, learning_rate: step(params, grads, h, learning_rate)


def _kept(old, square, decay):
    return decay * old + (1 - decay) * square


def _adadelta(length, keep=_kept, late=False, of_the_slope=False, keep_s=True):
    """Return a step of length(s, h, slope), with one thing wrong."""

    def adadelta_step(params, grads, h, s, decay):
        for key in params:
            g = grads[key]
            h[key] = keep(h[key], g**2, decay)
            step = length(s[key], h[key], g)
            if keep_s:
                s[key] = keep(s[key], (g if of_the_slope else step) ** 2, decay)
            if late:
                step = length(s[key], h[key], g)
            params[key] -= step

    return adadelta_step


def _of_the_paper(s, h, g):
    return np.sqrt(s + 1e-6) / np.sqrt(h + 1e-6) * g


STEPS = """\
def steps(optimizer, params, slope, count=1):
    for _ in range(count):
        optimizer.update(params, {key: slope(param) for key, param in params.items()})
    return params
"""
WAYS = """\
def ways():
    w = steps(OwnOptimizer(), {"W1": np.ones(2)}, lambda w: np.array([2.0, -2.0]))["W1"]
    return ["falls" if x < 1 else "rises" if x > 1 else "stays" if x == 1 else "is nan" for x in w]
ways()"""
IN_PLACE = """\
def moved():
    w = np.ones(2)
    steps(OwnOptimizer(), {"W1": w}, lambda w: np.array([2.0, -2.0]))
    return "in place" if w[0] < 1 else "in a new array"
moved()"""
TWO = """\
def two_walks():
    first, second = (steps(OwnOptimizer(), {"W1": np.ones(2)}, np.sign, 2)["W1"][0] for _ in range(2))
    return "two new ones walk alike" if first == second else "the second one walks differently"
two_walks()"""
RESTS = """\
b = steps(OwnOptimizer(), {"w": np.ones(3), "b": np.zeros(3)}, np.copy, 3)["b"]  # its slopes are 0
"b is nan" if np.isnan(b).any() else "b moves" if b.any() else "b rests\""""
SIDE_BY_SIDE = """\
def side_by_side():
    one, other, a, b = OwnOptimizer(), OwnOptimizer(), {"W1": np.ones(2)}, {"W1": np.ones(2)}
    for _ in range(3):
        steps(one, a, np.sign), steps(other, b, np.sign)
    return "each has its own memory" if np.allclose(a["W1"], b["W1"]) else "the two walk differently"
side_by_side()"""
BESIDE = """\
alone = steps(OwnOptimizer(), {"w": np.ones(3)}, np.copy, 3)["w"]
w = steps(OwnOptimizer(), {"b": np.zeros(3), "w": np.ones(3)}, np.copy, 3)["w"]
"w walks as it does alone" if np.allclose(w, alone) else "w walks differently where b is beside it\""""
RAVINE = """\
def loss():
    w = steps(OwnOptimizer(), {"W1": np.array([-2.0, 0.6])}, lambda w: np.array([1.0, 50.0]) * w, 100)["W1"]
    return (w[0] ** 2 + 50 * w[1] ** 2) / 2
"beats SGD" if loss() < 0.0006 else "no faster" if loss() < 11 else "left"  # at first 11; SGD at its best: 0.0007"""
STEP = 'params = {{"w": np.ones(2), "b": np.zeros(2)}}\noptimizer = {made}\nfor _ in range(3):\n'
STEP += '    optimizer.update(params, {{"w": np.array([1.0, -2.0]), "b": np.zeros(2)}})\n'

EXERCISES = [
    Exercise(
        name="stable_rate",
        task="Find the learning rate above which descent leaves a bowl.",
        stub='''\
def stable_rate(curvatures):
    """Return the largest stable learning rate of f = sum(curvatures * x**2) / 2.

    curvatures (D,), all above 0, one for each direction.
    """
    return ...  # your code here
''',
        cases=[
            "stable_rate(np.array([2.0, 8.0, 1.0]))",
            "stable_rate(np.array([4.0]))",
            "stable_rate(np.array([1.0, 50.0]))",
            "stable_rate(rng.uniform(0.5, 9, 5))",
        ],
        misconceptions=[
            Misconception(
                "flattest-direction",
                lambda c: 2 / np.min(c),
                "That is the limit of the flattest direction. Which direction leaves first?",
            ),
            Misconception(
                "lands-in-one-step",
                lambda c: 1 / np.max(c),
                "At this rate the steepest direction lands in one step. It may overshoot, and still arrive: how far?",
            ),
            Misconception(
                "mean-curvature",
                lambda c: 2 / np.mean(c),
                "That is the limit of the mean curvature. One direction that leaves is enough.",
            ),
            Misconception(
                "sum-of-curvatures",
                lambda c: 2 / np.sum(c),
                "That is the limit of all curvatures added up. Each direction has a limit of its own: which holds"
                " for all?",
            ),
            Misconception(
                "one-for-each",
                lambda c: 2 / np.asarray(c),
                "That is the limit of each direction. One rate serves them all: which of these limits holds?",
            ),
            Misconception(
                "upside-down",
                lambda c: np.max(c) / 2,
                "Upside down: the steeper the bowl, the smaller the steps it allows.",
            ),
            Misconception(
                "last-direction",
                lambda c: 2 / c[-1],
                "That is the limit of the last direction. The steepest may stand anywhere.",
            ),
            Misconception(
                "both-alike",
                lambda c: 2 / (np.min(c) + np.max(c)),
                "At this rate the flattest and the steepest shrink alike. It may be larger still: until when?",
            ),
            Misconception(
                "first-direction",
                lambda c: 2 / c[0],
                "That is the limit of the first direction. Another may be steeper.",
            ),
            Misconception(
                "flattest-lands",
                lambda c: 1 / np.min(c),
                "At this rate the flattest direction lands in one step. Which direction leaves first?",
            ),
            Misconception(
                "curvature-itself",
                lambda c: np.max(c),
                "That is the largest curvature, not a rate. The larger it is, the smaller the limit.",
            ),
            Misconception(
                "twice-the-curvature",
                lambda c: 2 * np.max(c),
                "This grows with the curvature. The steeper the bowl, the smaller its limit.",
            ),
        ],
        hints=(
            "With the curvature 4, x becomes x − rate · 4x: at 0.5 it lands on −x, and so on for ever.",
            "A step multiplies each direction by 1 − rate · curvature. From which rate on is that below −1?",
            "Find the limit of one direction, then ask which of the curvatures has the smallest.",
        ),
        insight="The steepest direction sets the limit, 2 / curvature; the flattest then has to wait.",
    ),
    Exercise(
        name="momentum_step",
        task="Write one step of Momentum.",
        stub='''\
def momentum_step(params, grads, v, learning_rate, momentum):
    """Move each array of params by its velocity, in place; v holds the velocities."""
    for key in params:
        v[key] = momentum * ... - learning_rate * ...
        params[key] += ...
''',
        source=dl.Momentum.update,
        cases=[
            _one("momentum_step(params, grads, v, 0.1, 0.75)", slopes="2.0"),
            _one("momentum_step(params, grads, v, 0.1, 0.75)"),
            _in_place("momentum_step(params, grads, v, 0.1, 0.5)"),
            _many("momentum_step(params, grads, v, 0.2, 0.9)"),
        ],
        misconceptions=[
            Misconception(
                "no-memory",
                _velocity(lambda v, slope, rate, beta: -rate * slope),
                "That is SGD: the second step is as long as the first. What is kept of the old velocity?",
            ),
            Misconception(
                "climbs",
                _velocity(lambda v, slope, rate, beta: beta * v + rate * slope),
                "You climb: v points uphill. A velocity gains a step against the slope.",
            ),
            Misconception(
                "minus-velocity",
                _velocity(_momentum, lambda p, v, *_: p - v),
                "The velocity points downhill already. Taken away from the parameter, it leads uphill.",
            ),
            Misconception(
                "velocity-not-kept",
                _velocity(_momentum, keep=False),
                "Each step is as the first: after the call, v is as it was. It should hold the new velocity.",
            ),
            Misconception(
                "old-velocity",
                _velocity(_momentum, lambda p, v, old, *_: p + old),
                "The parameter moves by the old velocity. First the velocity gains, then the parameter moves.",
            ),
            Misconception(
                "rate-outside",
                _velocity(
                    lambda v, slope, rate, beta: beta * v - slope, lambda p, v, old, slope, rate, beta: p + rate * v
                ),
                "The parameters are right: some libraries step so. Here the rate is inside: v is the step itself.",
            ),
            Misconception(
                "slopes-in-velocity",
                _velocity(
                    lambda v, slope, rate, beta: beta * v + slope, lambda p, v, old, slope, rate, beta: p - rate * v
                ),
                "The parameters are right: PyTorch steps so. Here v is the step itself, with the rate and the minus in"
                " it.",
            ),
            Misconception(
                "velocity-times-rate-twice",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p + rate * v),
                "The learning rate is in the velocity already, and here it counts twice.",
            ),
            Misconception(
                "share-of-slope",
                _velocity(lambda v, slope, rate, beta: beta * v - (1 - beta) * rate * slope),
                "Of the slope's step, only the share 1 − momentum comes in. It should come in whole.",
            ),
            Misconception(
                "keeps-everything",
                _velocity(lambda v, slope, rate, beta: v - rate * slope),
                "The whole velocity is kept: nothing ever slows down. Only the share `momentum` of it should stay.",
            ),
            Misconception(
                "slope-twice",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p + v - rate * slope),
                "The slope counts twice: the velocity has it already. The parameter should move by the velocity alone.",
            ),
            Misconception("first-only", _first_only, 'Only "W1" moves. Every parameter needs its step.'),
            Misconception(
                "moves-after-the-loop",
                _after_the_loop,
                "Only the last parameter moves: does the line that moves it stand inside the loop?",
            ),
            Misconception(
                "shares-swapped",
                _velocity(lambda v, slope, rate, beta: (1 - beta) * v - rate * slope),
                "The share 1 − momentum of the old velocity is kept. It should be `momentum` itself.",
            ),
            Misconception(
                "new-arrays",
                _new_arrays,
                "The numbers are right, but they stand in a new array. Who holds the old one sees no step: in place.",
            ),
            Misconception(
                "velocity-uphill",
                _velocity(lambda v, slope, rate, beta: beta * v + rate * slope, lambda p, v, *_: p - v),
                "The parameters are right, but v points uphill. Here v is the step itself: its minus belongs in it.",
            ),
            Misconception(
                "momentum-times-both",
                _velocity(lambda v, slope, rate, beta: beta * (v - rate * slope)),
                "The step against the slope is multiplied by `momentum` too. Only the old velocity should be.",
            ),
            Misconception(
                "factors-exchanged",
                _velocity(lambda v, slope, rate, beta: beta * slope - rate * v),
                "The slope is multiplied by `momentum`, the velocity by the rate: they have changed places.",
            ),
            Misconception(
                "share-of-the-parameter",
                _share_of_the_parameter,
                "v keeps a share of the parameter. It should keep a share of the old velocity.",
            ),
            Misconception(
                "slope-alone-moves",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p - rate * slope),
                "v is right, but the parameter moves by the slope alone. What moves it is the new velocity.",
            ),
            Misconception(
                "becomes-velocity",
                _becomes_velocity,
                "The parameter becomes its velocity. It should move by it, from where it was.",
            ),
            Misconception(
                "not-moved",
                _velocity(_momentum, lambda p, *_: p),
                "v is right, but the arrays of params are as they were. The step is to be written into them.",
            ),
        ],
        hints=(
            "Slope 2, rate 0.1, momentum 0.75: v is −0.2, then −0.35, and the weight goes from 1 to 0.8, then to 0.45.",
            "Two terms make the new velocity: a share of the old one, and the step that SGD would take.",
            "v becomes momentum · v − learning_rate · slope; the parameter moves by the new v.",
        ),
        insight="What points the same way at every step adds up; what changes sides cancels.",
    ),
    Exercise(
        name="match_curves",
        task="Say which optimizer drew which of the four curves.",
        stub='''\
def match_curves():
    """Return who drew which curve: "SGD", "Momentum", "AdaGrad" or "Adam"."""
    return {"A": ..., "B": ..., "C": ..., "D": ...}
''',
        cases=[
            *[f'match_curves()["{curve}"]' for curve in "ABCD"],
            '", ".join(sorted(match_curves().values()))  # each name once',
        ],
        one_by_one=True,
        misconceptions=[
            # each of these twelve tells by its own curve alone
            Misconception(
                "a-is-sgd",
                _curve(A="SGD"),
                "A bends: it loses less at each step than at the one before. On a log axis, what does a constant share"
                " lost look like?",
            ),
            Misconception(
                "a-is-momentum",
                _curve(A="Momentum"),
                "A does not wave. Momentum has a velocity: what does that do at the lowest place?",
            ),
            Misconception(
                "a-is-adam",
                _curve(A="Adam"),
                "A does not wave. Adam has a velocity: what does that do at the lowest place?",
            ),
            Misconception(
                "b-is-adagrad",
                _curve(B="AdaGrad"),
                "B is a straight line: at each step it loses the same share. Do AdaGrad's steps keep their share?",
            ),
            Misconception(
                "b-is-momentum",
                _curve(B="Momentum"),
                "B is a straight line. Momentum has a velocity: what does that do at the lowest place?",
            ),
            Misconception(
                "b-is-adam",
                _curve(B="Adam"),
                "B is a straight line. Adam has a velocity: what does that do at the lowest place?",
            ),
            Misconception(
                "c-is-sgd",
                _curve(C="SGD"),
                "C waves: it shoots past the lowest place. Can a step of SGD know those before it?",
            ),
            Misconception(
                "c-is-adagrad",
                _curve(C="AdaGrad"),
                "C waves: it shoots past the lowest place. AdaGrad remembers squares: can they carry a walk on?",
            ),
            Misconception(
                "c-is-momentum",
                _curve(C="Momentum"),
                "C waves, but slowly. Momentum feels how steep the ravine is across: would it swing slowly or fast?",
            ),
            Misconception(
                "d-is-sgd",
                _curve(D="SGD"),
                "D waves, and fast: it shoots past the lowest place. Can a step of SGD know those before it?",
            ),
            Misconception(
                "d-is-adagrad",
                _curve(D="AdaGrad"),
                "D waves, and fast. AdaGrad remembers squares: can they carry a walk past the lowest place?",
            ),
            Misconception(
                "d-is-adam",
                _curve(D="Adam"),
                "D waves fast. Adam has made both directions alike: would it swing slowly or fast?",
            ),
            Misconception(
                "smooth-pair-swapped",
                lambda: {"A": "SGD", "B": "AdaGrad", "C": "Adam", "D": "Momentum"},
                "The two that wave are right. Of the others, one loses the same share at every step, a straight line;"
                " the steps of the other shrink.",
            ),
            Misconception(
                "waving-pair-swapped",
                lambda: {"A": "AdaGrad", "B": "SGD", "C": "Momentum", "D": "Adam"},
                "The two smooth ones are right. Of those that wave, one swings across the ravine, fast; the other has"
                " made both directions alike, and swings slowly.",
            ),
            Misconception(
                "both-pairs-swapped",
                lambda: {"A": "SGD", "B": "AdaGrad", "C": "Momentum", "D": "Adam"},
                "Who waves and who does not is right, but both pairs are swapped. Which curve is a straight line?",
            ),
            Misconception(
                "wavers-for-smooth",
                lambda: {"A": "Adam", "B": "Momentum", "C": "AdaGrad", "D": "SGD"},
                "Two curves wave: they have a velocity, and shoot past the lowest place. Who has none?",
            ),
            Misconception(
                "ada-swapped",
                lambda: {"A": "Adam", "B": "SGD", "C": "AdaGrad", "D": "Momentum"},
                "B and D are right. Of A and C one waves, and only one of your two names has a velocity.",
            ),
            Misconception(
                "sgd-and-momentum-swapped",
                lambda: {"A": "AdaGrad", "B": "Momentum", "C": "Adam", "D": "SGD"},
                "A and C are right. Of B and D one waves: what makes a walk shoot past the lowest place?",
            ),
        ],
        hints=(
            "Two of them have a velocity. What does a velocity do at the lowest place?",
            "On a log axis a constant share lost at each step is a straight line. Whose steps shrink with time?",
            "Run `demos.race()` with the learning rate 0.02, and compare the shapes of the losses.",
        ),
        insight="Straight: the same share at every step. Bent: steps that shrink. Waves: a velocity.",
    ),
    Exercise(
        name="adam_step",
        task="Write one step of Adam, with the correction for its start.",
        stub='''\
def adam_step(params, grads, m, v, t, learning_rate, beta1, beta2):
    """One step of Adam, in place. t counts the steps from 1; m and v begin at 0."""
    for key in params:
        m[key] = ...  # keeps beta1 of itself, gains 1 - beta1 of the slope
        v[key] = ...  # the same with beta2, of the slope's square
        m_right = m[key] / ...
        v_right = v[key] / ...
        params[key] -= learning_rate * m_right / (np.sqrt(v_right) + 1e-8)
''',
        source=dl.Adam.update,
        cases=[
            _one("adam_step(params, grads, m, v, t, 0.1, 0.9, 0.999)", slopes="2.0", keep="mv"),
            _one("adam_step(params, grads, m, v, t, 0.1, 0.5, 0.75)", slopes="2.0, -1.0, 0.5", keep="mv"),
            _many("adam_step(params, grads, m, v, t, 0.1, 0.9, 0.999)", keep="mv"),
            _one("adam_step(params, grads, m, v, t, 0.1, 0.9, 0.999)", slopes="0.0", keep="mv"),
            _one("adam_step(params, grads, m, v, t, 0.1, 0.9, 0.999)", slopes="0.001", keep="mv"),
            _in_place("adam_step(params, grads, m, v, 1, 0.1, 0.9, 0.999)", keep="mv"),
        ],
        misconceptions=[
            Misconception(
                "no-correction",
                _corrected_by(_uncorrected),
                "The step uses m and v as they are. They began at 0 and are still too small: it needs corrected ones.",
            ),
            Misconception(
                "m-not-corrected",
                _adam(one=_uncorrected),
                "v is corrected, m is not: the first step is a tenth of what it should be. Both begin at 0.",
            ),
            Misconception(
                "v-not-corrected",
                _adam(two=_uncorrected),
                "m is corrected, v is not: the first step is some thirty times too long. Both begin at 0.",
            ),
            Misconception(
                "no-power",
                _corrected_by(lambda beta, t: 1 - beta),
                "Only the first step is right: the correction should fade as t grows.",
            ),
            Misconception(
                "counts-from-zero",
                _corrected_by(lambda beta, t: 1 - beta ** (t - 1)),
                "It is nan from the first step on: is a divisor 0? t is 1 at the first step, so 1 − beta1^t is not 0.",
            ),
            Misconception(
                "counts-one-ahead",
                _corrected_by(lambda beta, t: 1 - beta ** (t + 1)),
                "The correction is one step ahead: t is 1 at the first step already.",
            ),
            Misconception(
                "corrected-mean-kept",
                _adam_keeps_the_corrected,
                "m and v hold the corrected means, so the next step corrects them again. Only the step should see"
                " them.",
            ),
            Misconception(
                "shares-swapped",
                _adam(mean=lambda m, g, b: (1 - b) * m + b * g),
                "The shares are swapped: beta of the mean should be kept, and 1 − beta of the new one come in.",
            ),
            Misconception(
                "sum-for-mean",
                _adam(mean=lambda m, g, b: b * m + g),
                "The new slope comes in whole, so m is a sum. Only 1 − beta of it should come in.",
            ),
            Misconception(
                "not-squared",
                _adam(square=np.abs),
                "v holds the sizes of the slopes. It should hold their squares: the root is taken later.",
            ),
            Misconception(
                "climbs",
                _adam(sign=-1),
                "You climb. With a positive slope the weight should fall.",
            ),
            Misconception(
                "power-of-share",
                _corrected_by(lambda beta, t: (1 - beta) ** t),
                "Only the first step is right: the divisors are powers of 1 − beta. Which part should have the power?",
            ),
            Misconception(
                "times-t",
                _corrected_by(lambda beta, t: 1 - beta * t),
                "The first step is right, then comes nan: is a divisor below 0 from t = 2 on, as `1 - beta1 * t` is?",
            ),
            Misconception(
                "multiplied",
                _corrected_by(lambda beta, t: 1 / (1 - beta**t)),
                "m and v are too small at first, and here they become smaller still. Divide by the share.",
            ),
            Misconception(
                "one-beta",
                _adam_with_one_beta,
                "v is corrected with beta1. It was made with beta2, and began with another share.",
            ),
            Misconception(
                "divides-by-zero",
                _adam(small=0),
                "Where every slope was 0, this divides 0 by 0, and the weight is lost. The last line has a 1e-8 for"
                " that.",
            ),
            Misconception(
                "betas-exchanged",
                _adam_with_exchanged_betas,
                "The betas are exchanged in the correction: m was made with beta1, v with beta2.",
            ),
            Misconception(
                "divided-by-the-power",
                _corrected_by(lambda beta, t: beta**t),
                "m and v are divided by beta^t. That is the share still to come; divide by the share that has come in.",
            ),
            Misconception(
                "bracket-missing",
                _adam_without_brackets,
                "The numbers of `m / 1 - beta1**t`: a division comes before a minus. Which part belongs in brackets?",
            ),
            Misconception(
                "last-slope-alone",
                _adam(mean=lambda m, g, b: (1 - b) * g),
                "m and v forget the slopes before. Each should keep its share beta of itself.",
            ),
            Misconception(
                "slopes-for-squares",
                _adam(square=lambda g: g),
                "v is a mean of the slopes themselves. It should be that of their squares.",
            ),
            Misconception(
                "share-squared",
                _adam_squares_the_share,
                "In v the share 1 − beta2 is squared too. Only the slope should be.",
            ),
            Misconception(
                "new-arrays",
                _in_new_arrays(_adam()),
                "The numbers are right, but they stand in a new array. Who holds the old one sees no step: in place.",
            ),
            Misconception(
                "inside-the-root",
                _adam_inside_the_root,
                "The small number counts inside the root, where it is felt more: √0.00000001 is 0.0001. It belongs"
                " beside the root.",
            ),
        ],
        hints=(
            "Slope 2, rate 0.1: m is 0.2 and v 0.004. Corrected they are 2 and 4, and the step is 0.1 · 2 / 2.",
            "How much of the weights beta1^(t-1) … 1 has been given out after t steps? 1 − beta1^t: divide by that.",
            "m is beta1 · m + (1 − beta1) · slope, and `m_right` is m / (1 − beta1**t). v likewise.",
        ),
        insight="The mean of the slopes gives the direction, that of their squares the unit: each weight has its step.",
    ),
    Exercise(
        name="cosine_rate",
        task="Write the cosine schedule.",
        stub='''\
def cosine_rate(learning_rate, step, steps):
    """Return the rate at a step: learning_rate at 0, half of it midway, then 0."""
    return learning_rate * ...  # half a turn of np.cos, lifted and halved
''',
        cases=[
            "cosine_rate(0.1, 0, 4)",
            "cosine_rate(0.1, 2, 4)",
            "[round(float(cosine_rate(1.0, step, 4)), 4) for step in range(5)]",
            "cosine_rate(rng.random(), rng.integers(1, 50), 50)",
        ],
        misconceptions=[
            Misconception(
                "whole-turn",
                lambda rate, step, steps: rate * (1 + np.cos(2 * np.pi * step / steps)) / 2,
                "In the middle it is 0, and at the end it is back: the numbers of a whole turn. Half a turn is π.",
            ),
            Misconception(
                "not-lifted",
                lambda rate, step, steps: rate * np.cos(np.pi * step / steps),
                "In the second half the rate is below 0, and a step would climb. Lift the cosine by 1 first.",
            ),
            Misconception(
                "not-halved",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi * step / steps)),
                "It begins at twice the learning rate: 1 + cos goes from 2 to 0.",
            ),
            Misconception(
                "quarter-turn",
                lambda rate, step, steps: rate * np.cos(np.pi / 2 * step / steps),
                "Start and end are right, the middle is too high: the numbers of a quarter turn. Half a turn, lifted?",
            ),
            Misconception(
                "straight-line",
                lambda rate, step, steps: rate * (1 - step / steps),
                "Start, middle and end are right, but the way between is a straight line, not that of a cosine.",
            ),
            Misconception(
                "rises",
                lambda rate, step, steps: rate * (1 - np.cos(np.pi * step / steps)) / 2,
                "It begins at 0 and rises. It should fall: is a sign wrong, or the way counted from its end?",
            ),
            Misconception(
                "degrees",
                lambda rate, step, steps: rate * (1 + np.cos(180 * step / steps)) / 2,
                "`np.cos` counts in radians: half a turn is `np.pi`. These are the numbers of 180.",
            ),
            Misconception(
                "no-pi",
                lambda rate, step, steps: rate * (1 + np.cos(step / steps)) / 2,
                "The angle goes from 0 to 1 only, so the rate stays large. Half a turn is π.",
            ),
            Misconception(
                "half-a-turn-each-step",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi * step)) / 2,
                "It jumps between the whole rate and 0: half a turn at each step. All steps together should make one.",
            ),
            Misconception(
                "one-ahead",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi * (step + 1) / steps)) / 2,
                "It is one step ahead: at step 0 the angle is 0.",
            ),
            Misconception(
                "half-of-one-term",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi * step / steps) / 2),
                "It goes from 1.5 times the rate to half of it: only the cosine is halved. Halve the lifted one.",
            ),
            Misconception(
                "halved-not-lifted",
                lambda rate, step, steps: rate * np.cos(np.pi * step / steps) / 2,
                "It begins at half the rate and falls below 0: the cosine is halved, but not lifted.",
            ),
            Misconception(
                "quarter-turn-lifted",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi / 2 * step / steps)) / 2,
                "It ends at half the rate, not at 0: the numbers of a quarter turn.",
            ),
            Misconception(
                "one-step-short",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi * step / (steps - 1))) / 2,
                "It is 0 one step too early, and rises again at the end. The half turn takes all `steps`.",
            ),
            Misconception(
                "sine",
                lambda rate, step, steps: rate * (1 + np.sin(np.pi * step / steps)) / 2,
                "It begins at half the rate and is highest midway: the numbers of a sine.",
            ),
            Misconception(
                "cosine-of-pi",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi) * step / steps) / 2,
                "A straight line from half the rate to 0. What should stand inside the brackets of `np.cos`?",
            ),
            Misconception(
                "cut-off",
                lambda rate, step, steps: rate * (1 + np.cos(np.pi * (step // steps))) / 2,
                "It stays at the whole rate until the last step: is a fraction cut off, as `//` does?",
            ),
        ],
        hints=(
            "With the rate 1 and 4 steps: 1, 0.8536, 0.5, 0.1464, 0.",
            "cos goes from 1 to −1 in half a turn. Lifted by 1 and halved it goes from 1 to 0.",
            "The angle is np.pi · step / steps; what multiplies the rate is (1 + its cosine) / 2.",
        ),
        insight="Large steps first, to come near; small ones last, to settle.",
    ),
    Exercise(
        name="OwnOptimizer",
        task="Write an optimizer that beats SGD in the ravine.",
        stub='''\
class OwnOptimizer:
    """OwnOptimizer() has update(params, grads), and beats SGD in the ravine."""
    ...
''',
        source=dl.Momentum,
        cases=[STEPS + case for case in (WAYS, IN_PLACE, TWO, SIDE_BY_SIDE, RESTS, BESIDE, RAVINE)],
        one_by_one=True,
        misconceptions=[
            Misconception(
                "plain-descent",
                _own(lambda v, g, rate: -rate * g, rate=0.038),
                "It goes down, but no lower than SGD at its best. Does a step know those before it? If so, try"
                " other rates.",
            ),
            Misconception(
                "falls-always",
                _OwnJumps,
                "One slope is positive, the other negative, and both weights fall. The sign of a slope says which way.",
            ),
            Misconception(
                "shared-memory",
                _OwnShared,
                "Two new ones walk differently from one start. By chance? A memory in the class body, or as a default"
                " value, is shared by all: make a new one inside `__init__`.",
            ),
            Misconception(
                "leaves",
                _own(lambda v, g, rate: 0.5 * v - rate * g, rate=0.2),
                "It ends higher than it began, or nowhere. The steepest curvature is 50: which rates does that allow?",
            ),
            Misconception(
                "new-arrays",
                _OwnNewArrays,
                "The step stands in a new array. Who holds the old one sees no step: write in place.",
            ),
            Misconception(
                "not-moved",
                _OwnReturns,
                "The weights are as they were. `update` should write into params; what it returns is not used.",
            ),
            Misconception(
                "climbs",
                _own(lambda v, g, rate: rate * g),
                "It climbs: a positive slope should make the weight smaller.",
            ),
            Misconception(
                "one-velocity",
                _OneVelocity,
                "A parameter whose slopes are all 0 has moved. If it took the velocity of another: each needs its own.",
            ),
            Misconception(
                "divides-by-zero",
                _OwnUnsafe,
                "b is nan: all its slopes are 0, and somewhere 0 is divided by 0. What can stand beside the divisor?",
            ),
            Misconception(
                "memory-of-the-class",
                _OwnClassMemory,
                "Two that walk side by side disturb each other. Is the memory kept in the class? Keep it in `self`.",
            ),
            Misconception(
                "counts-parameters",
                _OwnCounts,
                "w walks differently where another parameter is beside it. Does something count parameters, where it"
                " should count steps?",
            ),
        ],
        hints=(
            "It needs `__init__(self)`, which makes an empty memory, and `update(self, params, grads)`.",
            "Your `momentum_step` can be inside: a velocity for each key, kept from step to step in `self`.",
            "`self.v.get(key, 0.0)` is the old velocity, or 0 at first. Curvatures of 1 and 50: try 0.02 with 0.85.",
        ),
        insight="An optimizer is a step with a memory, one for each parameter.",
    ),
    Exercise(
        name="Momentum",
        task="Repair Momentum: each parameter should follow its own slopes.",
        symptom="The slope of b is 0 at every step, and yet b moves.",
        stub='''\
class Momentum:
    """Momentum for params and grads, dicts of arrays."""
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.v = learning_rate, momentum, 0.0
    def update(self, params, grads):
        for key in params:
            self.v = self.momentum * self.v - self.learning_rate * grads[key]
            params[key] += self.v
''',
        source=dl.Momentum,
        cases=[
            STEP.format(made="Momentum(0.1, 0.5)") + "params",
            (
                'params, optimizer = {"b": np.zeros(1)}, Momentum(0.1, 0.5)\nfor slope in (1.0, 0.0):\n'
                '    optimizer.update(params, {"b": np.array([slope])})\nparams["b"]'
            ),
            (
                'params, optimizer = {"W1": np.ones((2, 3)), "b1": np.ones(3)}, Momentum(0.1, 0.9)\n'
                "for _ in range(3):\n"
                '    optimizer.update(params, {"W1": rng.normal(size=(2, 3)), "b1": rng.normal(size=3)})\nparams'
            ),
            (
                'params, optimizer = {"w": np.ones(2), "b": np.ones(2)}, Momentum(0.1, 0.9)\nfor _ in range(3):\n'
                '    optimizer.update(params, {key: rng.normal(size=2) for key in params})\nparams["b"]'
            ),
        ],
        misconceptions=[
            Misconception(
                "no-memory",
                _ForgetsAtEachUpdate,
                "b rests now, but nothing is remembered: this is SGD. The velocities must outlive an update.",
            ),
            Misconception(
                "velocity-by-shape",
                _ByShape,
                "Parameters of one shape still share a velocity. What tells them apart?",
            ),
            Misconception(
                "old-velocity",
                _OldVelocity,
                "Each has its own velocity, but moves by the old one. First v gains, then the parameter moves.",
            ),
            Misconception(
                "skips-what-rests",
                _SkipsTheResting,
                "Where a slope is 0, the parameter stops: its velocity should carry it on. And one is still shared.",
            ),
            Misconception(
                "stops-where-the-slope-is-0",
                _StopsAtZero,
                "Where a slope is 0, the parameter stops at once. Its own velocity should carry it on.",
            ),
        ],
        hints=(
            "Follow `self.v` through one update of two parameters: whose slope does it hold when b moves?",
            "One number cannot be the velocity of two arrays. How do params and grads keep theirs apart?",
            "Let `self.v` begin as an empty dict; `self.v.get(key, 0.0)` is the velocity of a key, 0 at first.",
        ),
        insight="What an optimizer remembers, it remembers for each parameter.",
    ),
    Exercise(
        name="running_mean",
        task="Repair the running mean.",
        symptom="With beta = 0.9 it should follow slowly. It jumps to every new value, and with 0.1 it is slow.",
        stub='''\
def running_mean(values, beta):
    """Return the mean after each value: it begins at 0, and keeps beta of itself."""
    mean, means = 0.0, []
    for value in values:
        mean = (1 - beta) * mean + beta * value
        means.append(mean)
    return means
''',
        source=dl.RMSProp.update,
        cases=[
            "running_mean([1.0, 1.0, 1.0], 0.75)",
            "running_mean([4.0, 0.0, 0.0], 0.5)",
            "running_mean(rng.normal(size=9).tolist(), 0.8)",
        ],
        misconceptions=[
            Misconception(
                "sum-for-mean",
                _mean(lambda mean, value, beta: beta * mean + value),
                "Now it grows far above the values: that is a sum. The two shares must make 1.",
            ),
            Misconception(
                "begins-at-the-first",
                _mean(lambda mean, value, beta: beta * mean + (1 - beta) * value, lambda values: values[0]),
                "The shares are right, but it begins at the first value. The docstring says 0.",
            ),
            Misconception(
                "nothing-new",
                _mean(lambda mean, value, beta: beta * mean + beta * value),
                "Old and new have the same share now. What is kept and what comes in must make 1.",
            ),
            Misconception(
                "last-only",
                lambda values, beta: _mean(_mean_of)(values, beta)[-1],
                "That is the last mean alone. One is wanted after each value.",
            ),
            Misconception(
                "one-behind",
                lambda values, beta: [0.0, *_mean(_mean_of)(values, beta)[:-1]],
                "Each mean comes one place too late: the first value should be in the first mean already.",
            ),
            Misconception(
                "both-the-rest",
                _mean(lambda mean, value, beta: (1 - beta) * (mean + value)),
                "Both shares are 1 − beta now. What is kept and what comes in must make 1.",
            ),
            Misconception(
                "start-corrected",
                lambda values, beta: [m / (1 - beta ** (i + 1)) for i, m in enumerate(_mean(_mean_of)(values, beta))],
                "These means are corrected for their start, as Adam's are. Here they are left as they come.",
            ),
        ],
        hints=(
            "Three values of 1 and beta 0.75 give 0.25, 0.4375, 0.578125.",
            "Which share belongs to the old mean, and which to the new value?",
            "beta is what is kept: swap the two shares.",
        ),
        insight="beta is kept, 1 − beta comes in: about 1 / (1 − beta) values count.",
    ),
    Exercise(
        name="nesterov_step",
        task="Write one step of Nesterov's momentum.",
        stub='''\
def nesterov_step(params, grads, v, learning_rate, momentum):
    """Momentum that looks ahead, in place: params holds the place ahead."""
    for key in params:
        v[key] = momentum * ... - learning_rate * ...  # as in momentum_step
        params[key] += ...  # momentum of the new velocity, and a step against the slope
''',
        source=dl.Nesterov.update,
        cases=[
            _one("nesterov_step(params, grads, v, 0.1, 0.5)", slopes="2.0"),
            _one("nesterov_step(params, grads, v, 0.1, 0.5)"),
            _many("nesterov_step(params, grads, v, 0.2, 0.9)"),
            _in_place("nesterov_step(params, grads, v, 0.1, 0.5)"),
        ],
        misconceptions=[
            Misconception(
                "plain-momentum",
                _velocity(_momentum),
                "These are the steps of Momentum itself. Here the parameter moves by momentum · v, and by a step of"
                " its own.",
            ),
            Misconception(
                "whole-velocity-ahead",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p + v - rate * slope),
                "Too far: the whole velocity is added, where only `momentum` of it should be.",
            ),
            Misconception(
                "no-step",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p + beta * v),
                "Only the velocity moves the parameter. The step against the slope is missing.",
            ),
            Misconception(
                "slope-added",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p + beta * v + rate * slope),
                "The step by the slope goes uphill. It should go against the slope.",
            ),
            Misconception(
                "velocity-and-share",
                _velocity(_momentum, lambda p, v, old, slope, rate, beta: p + v + beta * v),
                "The parameter moves by v and by momentum · v. Of these two only the second belongs here.",
            ),
            Misconception(
                "new-arrays",
                _in_new_arrays(_velocity(_momentum, lambda p, v, old, slope, rate, beta: p + beta * v - rate * slope)),
                "The numbers are right, but they stand in a new array. Who holds the old one sees no step: in place.",
            ),
        ],
        hints=(
            "Slope 2, rate 0.1, momentum 0.5: v is −0.2, and the weight goes from 1 to 1 − 0.1 − 0.2 = 0.7.",
            "The velocity is Momentum's. Only the second line differs.",
            "The parameter moves by momentum · v − learning_rate · slope, with the new v.",
        ),
        insight="The slope is taken where the velocity leads, so a swing is slowed before it happens.",
    ),
    Exercise(
        name="adagrad_step",
        task="Write one step of AdaGrad.",
        stub='''\
def adagrad_step(params, grads, h, learning_rate):
    """Steps that shrink where the slopes were large, in place; h sums their squares."""
    for key in params:
        h[key] = h[key] + ...
        params[key] -= learning_rate * grads[key] / ...  # the root + 1e-7
''',
        source=dl.AdaGrad.update,
        cases=[
            _one("adagrad_step(params, grads, h, 0.1)", slopes="2.0", keep="h"),
            _one("adagrad_step(params, grads, h, 0.1)", slopes="3.0, 4.0", keep="h"),
            _many("adagrad_step(params, grads, h, 0.1)", keep="h"),
            _one("adagrad_step(params, grads, h, 0.1)", slopes="0.0", keep="h"),
            _one("adagrad_step(params, grads, h, 0.1)", slopes="0.001", keep="h"),
            _in_place("adagrad_step(params, grads, h, 0.1)", keep="h"),
        ],
        misconceptions=[
            Misconception(
                "no-root",
                _adagrad(lambda h: h + 1e-7),
                "You divide by the sum of squares. Its root has the size of a slope.",
            ),
            Misconception(
                "not-squared",
                _adagrad(_root, lambda h, g, decay: h + np.abs(g)),
                "h sums the sizes of the slopes. It should sum their squares.",
            ),
            Misconception(
                "no-memory",
                _adagrad(_root, lambda h, g, decay: g**2),
                "h holds the last square alone, so that no step shrinks. It should be a sum.",
            ),
            Misconception(
                "fades",
                _adagrad(_root, _fading),
                "h forgets, as RMSProp's does. AdaGrad's h is a sum, and only grows.",
            ),
            Misconception(
                "step-by-the-old-h",
                _adagrad(_root, old=True),
                "The step divides by the old h, which is 0 at first. First h gains, then the step is taken.",
            ),
            Misconception(
                "slopes-summed",
                _adagrad(_root, lambda h, g, decay: h + g),
                "h sums the slopes themselves. It should sum their squares.",
            ),
            Misconception(
                "one-for-all-weights",
                _adagrad(_root, lambda h, g, decay: h + np.sum(g**2)),
                "One sum serves all the weights of an array. Each weight sums its own squares.",
            ),
            Misconception(
                "divides-by-zero",
                _adagrad(np.sqrt),
                "Where every slope was 0, this is 0 / 0: a small number is missing in what the slope is divided by.",
            ),
            Misconception(
                "last-slope-divides",
                _divides_by_the_slope,
                "h is right, but every step is as long as the rate: only the last slope divides it. The root of h"
                " should.",
            ),
            Misconception(
                "new-arrays",
                _in_new_arrays(_adagrad(_root)),
                "The numbers are right, but they stand in a new array. Who holds the old one sees no step: in place.",
            ),
            Misconception(
                "inside-the-root",
                _adagrad(lambda h: np.sqrt(h + 1e-7)),
                "The small number counts inside the root, where it is felt more: √0.0000001 is 0.0003. It belongs"
                " beside the root.",
            ),
        ],
        hints=(
            "Slopes 3 and 4, rate 0.1: h is 9, then 25; the steps are 0.1 · 3/3 and 0.1 · 4/5.",
            "Two lines: h gains the square of the slope; the step is divided by the root of h.",
            "The step is learning_rate · slope / (np.sqrt(h) + 1e-7).",
        ),
        insight="Each weight gets a rate of its own, and all of them only ever fall.",
    ),
    Exercise(
        name="rmsprop_step",
        task="Write one step of RMSProp.",
        stub='''\
def rmsprop_step(params, grads, h, learning_rate, decay):
    """AdaGrad that forgets, in place: h keeps decay of itself."""
    for key in params:
        h[key] = decay * h[key] + ...
        params[key] -= learning_rate * grads[key] / ...  # the root + 1e-7
''',
        source=dl.RMSProp.update,
        cases=[
            _one("rmsprop_step(params, grads, h, 0.1, 0.75)", slopes="2.0", keep="h"),
            _one("rmsprop_step(params, grads, h, 0.1, 0.5)", slopes="3.0, 4.0", keep="h"),
            _many("rmsprop_step(params, grads, h, 0.1, 0.9)", keep="h"),
            _one("rmsprop_step(params, grads, h, 0.1, 0.5)", slopes="0.0", keep="h"),
            _one("rmsprop_step(params, grads, h, 0.1, 0.75)", slopes="0.001", keep="h"),
            _in_place("rmsprop_step(params, grads, h, 0.1, 0.9)", keep="h"),
        ],
        misconceptions=[
            Misconception(
                "never-forgets",
                _scaled(_root),
                "h only grows, as AdaGrad's does. Of it `decay` should be kept, and 1 − decay of the new square come"
                " in.",
            ),
            Misconception(
                "shares-swapped",
                _scaled(_root, lambda h, g, decay: (1 - decay) * h + decay * g**2),
                "The shares are swapped: `decay` of h should be kept.",
            ),
            Misconception(
                "sum-for-mean",
                _scaled(_root, lambda h, g, decay: decay * h + g**2),
                "The new square comes in whole, so h is no mean. The two shares should make 1.",
            ),
            Misconception(
                "no-root",
                _scaled(lambda h: h + 1e-7, _fading),
                "You divide by the mean square. Its root has the size of a slope.",
            ),
            Misconception(
                "step-by-the-old-h",
                _scaled(_root, _fading, old=True),
                "The step divides by the old h, which is 0 at first. First h gains, then the step is taken.",
            ),
            Misconception(
                "slopes-for-squares",
                _scaled(_root, lambda h, g, decay: decay * h + (1 - decay) * g),
                "h is the mean of the slopes themselves. It should be that of their squares.",
            ),
            Misconception(
                "divides-by-zero",
                _scaled(np.sqrt, _fading),
                "Where every slope was 0, this is 0 / 0. What the slope is divided by should have the small number"
                " in it.",
            ),
            Misconception(
                "share-squared",
                _scaled(_root, lambda h, g, decay: decay * h + ((1 - decay) * g) ** 2),
                "The share 1 − decay is squared too. Only the slope should be.",
            ),
            Misconception(
                "one-for-all-weights",
                _scaled(_root, lambda h, g, decay: decay * h + (1 - decay) * np.mean(g**2)),
                "One mean serves all the weights of an array. Each weight has its own.",
            ),
            Misconception(
                "new-arrays",
                _in_new_arrays(_scaled(_root, _fading)),
                "The numbers are right, but they stand in a new array. Who holds the old one sees no step: in place.",
            ),
            Misconception(
                "inside-the-root",
                _scaled(lambda h: np.sqrt(h + 1e-7), _fading),
                "The small number counts inside the root, where it is felt more: √0.0000001 is 0.0003. It belongs"
                " beside the root.",
            ),
        ],
        hints=(
            "Slope 2, rate 0.1, decay 0.75: h is 1, and the step is 0.1 · 2 / 1.",
            "h is the running mean of the squares; the rest is AdaGrad's.",
            "h becomes decay · h + (1 − decay) · slope²; divide by np.sqrt(h) + 1e-7.",
        ),
        insight="Forgetting lets the steps grow again when the slopes become small.",
    ),
    Exercise(
        name="adadelta_step",
        task="Write one step of Adadelta, which has no learning rate.",
        stub='''\
def adadelta_step(params, grads, h, s, decay):
    """RMSProp without a rate, in place: h of the slopes' squares, s of the steps'."""
    for key in params:
        h[key] = decay * h[key] + ...
        step = ...  # root of (s + 1e-6), over root of (h + 1e-6), times the slope
        s[key] = ...
        params[key] -= step
''',
        source=dl.Adadelta.update,
        rtol=1e-5,
        atol=1e-9,
        cases=[
            _one("adadelta_step(params, grads, h, s, 0.75)", slopes="2.0", keep="hs", start="0.0"),
            _one("adadelta_step(params, grads, h, s, 0.5)", slopes="2.0, 2.0, 2.0", keep="hs", start="0.0"),
            _many("adadelta_step(params, grads, h, s, 0.9)", keep="hs", steps=9),
            _in_place("adadelta_step(params, grads, h, s, 0.75)", keep="hs"),
        ],
        misconceptions=[
            Misconception(
                "upside-down",
                _adadelta(lambda s, h, g: np.sqrt(h + 1e-6) / np.sqrt(s + 1e-6) * g),
                "Upside down: the root of the steps' squares stands above, that of the slopes' below.",
            ),
            Misconception(
                "no-root",
                _adadelta(lambda s, h, g: (s + 1e-6) / (h + 1e-6) * g),
                "These are the numbers without roots, above and below.",
            ),
            Misconception(
                "steps-not-remembered",
                _adadelta(lambda s, h, g: np.sqrt(1e-6) / np.sqrt(h + 1e-6) * g),
                "s is right, but the step does not use it, and never grows. s takes the place of the learning rate.",
            ),
            Misconception(
                "s-too-early",
                _adadelta(_of_the_paper, late=True),
                "The step uses the new s, which has this step in it already. Use the s of the steps before.",
            ),
            Misconception(
                "shares-swapped",
                _adadelta(_of_the_paper, lambda old, square, decay: (1 - decay) * old + decay * square),
                "The shares are swapped: `decay` of h and of s should be kept.",
            ),
            Misconception(
                "s-not-kept",
                _adadelta(_of_the_paper, keep_s=False),
                "s is as it was at first. It should remember the squares of the steps.",
            ),
            Misconception(
                "slopes-in-s",
                _adadelta(_of_the_paper, of_the_slope=True),
                "s holds the squares of the slopes. It should hold those of the steps.",
            ),
            Misconception(
                "no-slope",
                _adadelta(lambda s, h, g: np.sqrt(s + 1e-6) / np.sqrt(h + 1e-6)),
                "The step is one root over the other, without the slope: it has no direction.",
            ),
            Misconception(
                "beside-the-roots",
                _adadelta(lambda s, h, g: (np.sqrt(s) + 1e-6) / (np.sqrt(h) + 1e-6) * g),
                "The small number counts beside the roots. Inside them it is felt more: √0.000001 is 0.001.",
            ),
            Misconception(
                "new-arrays",
                _in_new_arrays(_adadelta(_of_the_paper)),
                "The numbers are right, but they stand in a new array. Who holds the old one sees no step: in place.",
            ),
        ],
        hints=(
            "Slope 2, decay 0.75: h is 1, and the first step is 0.001 · 2: it begins very small.",
            "h is the running mean of the slopes' squares, s that of the steps' squares, one step behind.",
            "Compute h, then the step with the old s, then the new s.",
        ),
        insight="Its own past steps take the place of the rate: it begins slowly, and finds its size.",
    ),
]

QUESTIONS = [
    Question(
        id="07.1",
        kind="recall",
        text="A step of SGD on one mini-batch: what does the loss of all images do?",
        choices=[
            Choice("falls at every step", "Of the mini-batch, perhaps. The other images had no say in this step."),
            Choice(
                "mostly falls", "A mini-batch points roughly downhill: now and then a step makes it worse.", right=True
            ),
            Choice("stays as it was", "The weights are shared by all images: every step changes every answer."),
        ],
    ),
    Question(
        id="07.2",
        kind="recall",
        text="A ReLU unit is silent for every image. What does a step of SGD do with its weights?",
        choices=[
            Choice("it makes them larger", "By which slope? Below 0 that of ReLU is 0."),
            Choice("it draws them anew", "Only a new start draws weights."),
            Choice("nothing", "Its slopes are 0, so its steps are 0: it stays silent.", right=True),
        ],
    ),
    Question(
        id="07.3",
        kind="recall",
        text="Three lessons back: on f(x) = x², from which learning rate on does descent leave?",
        choices=[
            Choice("above 1", "A step multiplies x by 1 − 2 · rate. Above 1 that is below −1.", right=True),
            Choice("above 0.5", "At 0.5 it lands in one step. Beyond, it swings, and still arrives."),
            Choice("above 2", "At 2 a step multiplies x by −3: it has long left."),
        ],
    ),
    Question(
        id="07.4",
        kind="predict",
        text="A ravine is 50 times as steep across as along. Which direction limits the learning rate?",
        choices=[
            Choice("along", "Along, a rate fifty times as large would still arrive."),
            Choice("across", "The steepest direction leaves first, and all others wait for it.", right=True),
            Choice("both alike", "Each direction has its own factor, 1 − rate · curvature: compare them."),
        ],
    ),
    Question(
        id="07.5",
        kind="predict",
        text="The slope is 1 at every step, the rate 0.1, and 0.9 of the velocity is kept. How long do steps become?",
        choices=[
            Choice("0.1", "That is the first step. The second keeps 0.09 of it, and adds 0.1."),
            Choice("0.9", "0.9 is kept and 0.1 comes in: at 0.9 that makes 0.91, and it still grows."),
            Choice("1.0", "At 1.0 it loses a tenth and gains a tenth: ten times the first step.", right=True),
        ],
        shows="sum(0.1 * 0.9**i for i in range(200))",
    ),
    Question(
        id="07.6",
        kind="predict",
        text="With momentum 0.9, how does the largest stable learning rate change?",
        choices=[
            Choice("almost twice as large", "2 (1 + 0.9) / curvature, in place of 2 / curvature.", right=True),
            Choice("a tenth of it", "The steps do become ten times as long, but only where the slopes agree."),
            Choice("it stays", "A swing changes sides at each step: the kept velocity works against it."),
        ],
    ),
    Question(
        id="07.7",
        kind="predict",
        text="Adam, learning rate 0.1, and the first slope is 1,000. How long is the first step?",
        choices=[
            Choice("100", "That is SGD's step: rate times slope."),
            Choice("0.1", "1,000 over the root of 1,000²: one. Each weight's first step is the rate.", right=True),
            Choice("0.0001", "The slope is divided by its size, which gives 1, not by its square."),
        ],
    ),
    Question(
        id="07.8",
        kind="predict",
        text="The ravine is turned, so that it runs across both weights. Whose walk stays exactly the same, turned?",
        choices=[
            Choice("Momentum's", "It adds up slopes as arrows: it does not know which weight is which.", right=True),
            Choice("Adam's", "It divides each weight's slope by that weight's size: turned, both sizes are alike."),
            Choice("RMSProp's", "A unit for each weight helps where the ravine runs along a weight."),
        ],
    ),
    Question(
        id="07.9",
        kind="predict",
        text="Slopes of mini-batches are noisy. At a constant rate, where does the loss end?",
        choices=[
            Choice("at its lowest", "Even there each noisy slope takes a step, as long as the rate says."),
            Choice("it trembles above its lowest", "The smaller the rate, the lower it trembles.", right=True),
            Choice("it rises again", "Noise alone keeps it up. It does not carry it away."),
        ],
    ),
    Question(
        id="07.10",
        kind="quiz",
        text="Curvatures 2 and 40, plain descent. Which is the largest stable learning rate?",
        choices=[
            Choice("1", "That is the limit of the flat direction, 2 / 2."),
            Choice("0.05", "2 / 40: the steep direction limits.", right=True),
            Choice("0.025", "At 1 / 40 the steep direction lands in one step. It may go further."),
        ],
    ),
    Question(
        id="07.11",
        kind="quiz",
        text="What does momentum do with the part of the slopes that changes sign at every step?",
        choices=[
            Choice("it cancels", "Plus and minus meet in the velocity; what agrees adds up.", right=True),
            Choice("it adds up", "What agrees adds up. This part does not agree."),
            Choice("it is squared", "Squares belong to AdaGrad and those after it."),
        ],
    ),
    Question(
        id="07.12",
        kind="quiz",
        text="Adam without its correction, beta1 = 0.9, beta2 = 0.999: the first step is …",
        choices=[
            Choice("three times too long", "0.1 / √0.001 is 3.2: v is missing more than m is.", right=True),
            Choice("ten times too short", "m is, but v is divided by, and it is a thousandth."),
            Choice("as it should be", "Both means begin at 0, by different shares."),
        ],
    ),
    Question(
        id="07.13",
        kind="quiz",
        text="A training loss trembles and no longer falls. What do you try first?",
        choices=[
            Choice("a larger learning rate", "It would tremble higher: each noisy step is longer."),
            Choice("a schedule that lowers the rate", "Smaller steps settle lower.", right=True),
            Choice("a larger network", "The steps of a larger one are as noisy."),
        ],
    ),
]

ORDERINGS = []
