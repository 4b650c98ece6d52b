"""Any action in any order, on every demo, with functions of a learner that do what they should not.

50 actions a demo here, with a fixed seed; more by the environment: DLSCRATCH_MANY=1000. After each action:

- nothing was raised out of the demo, so the kernel lives;
- the message and the sentence are sentences: one line, no traceback, no nan or None, no number of twenty digits;
- the controls show what the settings are, and the model has them;
- there is a picture, and its text can be made;
- the settings line is the call that starts the demo there, unless it was spoilt by hand and stays to be mended.
"""

import functools
import inspect
import os
import re
import sys
import time

import numpy as np
import pytest
from test_demos import DEMOS, start, two_layer_gradient  # noqa: F401  (start is a fixture)

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.course import KEYS
from dlscratch.lessons.l02_activations.dead_units import share_of_dead_columns
from dlscratch.lessons.l04_numerical_differentiation.curves import forward_difference
from dlscratch.lessons.l06_mnist_training.cockpit import Cockpit
from dlscratch.lessons.l08_initialisation.twenty_seeds import initial_params
from dlscratch.lessons.shared.playground import Playground
from dlscratch.live import settings as settings_line
from dlscratch.live.clock import PLAYING
from dlscratch.svg.picture import Picture

ACTIONS = int(os.environ.get("DLSCRATCH_MANY", 50))
RIGHT = {
    "f": dl.relu,
    "slope": lambda a: (np.asarray(a) > 0) * 1.0,
    "dead_share": share_of_dead_columns,
    "softmax": dl.softmax,
    "binary_cross_entropy": dl.binary_cross_entropy,
    "mean_squared_error": dl.mean_squared_error,
    "cross_entropy_error": dl.cross_entropy_error,
    "gradient_descent": dl.gradient_descent,
    "numerical_diff": dl.numerical_diff,
    "numerical_gradient": dl.numerical_gradient,
    "forward_diff": forward_difference,
    "gradient": two_layer_gradient,
    "add": dl.Add,
    "multiply": dl.Multiply,
    "optimizer": KEYS["momentum_step"],
    "cosine_rate": KEYS["cosine_rate"],
    "init_weights": initial_params,
}


class Mood:
    """What the learner's functions do at the moment; it changes on the way."""

    now = "right"


def raises(right, *args):
    raise RuntimeError("a mistake of mine")


def ends(right, *args):
    sys.exit("bye")


def interrupts(right, *args):
    raise KeyboardInterrupt


def leaves(right, *args):
    raise GeneratorExit


def loops(right, *args):
    while True:
        pass


def changes_what_it_gets(right, *args):
    for arg in args:
        for array in arg.values() if isinstance(arg, dict) else [arg]:
            if isinstance(array, np.ndarray) and array.flags.writeable and array.dtype.kind == "f":
                array *= -3
    return right(*args)


def like(change):
    """Return a mood that gives the right answer, changed: an array, a number, or a dict of arrays."""

    def changed(right, *args):
        answer = right(*args)
        if isinstance(answer, dict):
            return {key: change(np.asarray(value, float)) for key, value in answer.items()}
        if isinstance(answer, (int, float, np.ndarray, np.number)):
            return change(np.asarray(answer, float))
        return answer

    return changed


MOODS = {
    "right": lambda right, *args: right(*args),
    "raises": raises,
    "ends": ends,
    "interrupts": interrupts,
    "leaves": leaves,
    "loops": loops,
    "changes": changes_what_it_gets,
    "nothing": lambda right, *args: None,
    "dots": lambda right, *args: ...,
    "text": lambda right, *args: "seven",
    "list": lambda right, *args: [1, "2", None],
    "nan": like(lambda answer: answer * np.nan),
    "infinite": like(lambda answer: answer * 0 - np.inf),
    "huge": like(lambda answer: answer * 0 + 1e300),
    "shape": like(lambda answer: np.stack([answer, answer])),
    "empty": like(lambda answer: answer.reshape(-1)[:0]),
    "complex": like(lambda answer: answer * 1j),
    "object": like(lambda answer: answer.astype(object)),
    "integers": like(lambda answer: np.nan_to_num(answer).astype(int)),
}
SAY_NAN = {"demos.softmax_bars", "demos.large_scores"}  # their lesson is about it
SELDOM = {"loops"}  # each costs the time limit


def moody(right):
    """Return a function, or a class, of a learner's that is in a mood."""
    if isinstance(right, type):
        own = {name: moody_method(name, method) for name, method in vars(right).items() if name in METHODS}
        return type("Moody", (right,), own)

    @functools.wraps(right)  # some demos look at the names of the arguments
    def moody_function(*args, **named):
        return MOODS[Mood.now](functools.partial(right, **named) if named else right, *args)

    return moody_function


METHODS = ("forward", "backward", "predict", "loss", "accuracy", "gradient")


def moody_method(name, method):
    def own(self, *args):
        return MOODS[Mood.now](lambda *args: method(self, *args), *args)

    return own


class MoodyNet:
    """A network of the learner's, in a mood."""

    def __init__(self, input_size, hidden_size, output_size):
        net = dl.TwoLayerNet(input_size, hidden_size, output_size)
        self.params = net.params
        for name in METHODS[2:]:
            setattr(self, name, moody(getattr(net, name)))


def open_demo(name, start, rng):  # noqa: F811
    """Return a demo with functions in a mood, or None where it refuses them at once, in a sentence."""
    wanted = inspect.signature(getattr(demos, name)).parameters
    given = {key: moody(RIGHT[key]) for key in wanted if key in RIGHT and rng.random() < 0.9}
    if name == "cockpit" and rng.random() < 0.5:
        given["net"] = MoodyNet
    Mood.now = rng.choice(["right", "right", "nan", "ends", "interrupts", "nothing"])
    try:
        return getattr(demos, name)(**given) if given else start(name)
    except (ValueError, TypeError) as error:
        assert is_sentence(str(error))
        return None


EXTREMES = [0, -1, 1, 2.5, 1e-308, 1e308, -1e308, 10**30, -(10**30), 50, 2000, -2000, True, None, "text", [1], {}, 1j]
SPOILT = [
    "",
    "(",
    "demos",
    "demos.other(x=1)",
    "1/0",
    "demos.{0}(1)",
    "demos.{0}(x=" + "-" * 300 + "1)",
    "demos.{0}(**{{}})",
]


def act(demo, name, rng):
    """Do one thing at random, as the browser would, and return what it was, in words."""
    kinds = ["move", "line", "mood"] + ["button"] * any(c.is_action for c in demo.controls.values())
    kinds += ["step", "play", "count"] * hasattr(demo, "step_button") + ["reset"] * hasattr(demo, "reset_button")
    kind, settings = rng.choice(kinds), [key for key, control in demo.controls.items() if not control.is_action]
    if kind == "mood":
        moods = [mood for mood in MOODS if mood not in SELDOM or rng.random() < 0.05]
        Mood.now = str(rng.choice(moods))
        return f"mood {Mood.now}"
    if kind == "button":
        button = rng.choice([key for key, control in demo.controls.items() if control.is_action])
        demo.widgets[button].click()
        return f"press {button}"
    if kind in ("step", "reset"):
        getattr(demo, f"{kind}_button").click()
    elif kind in ("play", "count"):
        playing = {PLAYING: True} if kind == "play" else {}
        demo.clock.play.set_state({**playing, "value": demo.clock.play.value + 1})
    elif kind == "move" and settings:
        key = rng.choice(settings)
        examples = demo.controls[key].examples
        value = examples[rng.integers(len(examples))]
        if value in stops(demo.widgets[key]):
            demo.widgets[key].value = value
        return f"move {key} to {value!r}"
    elif settings:
        line = SPOILT[rng.integers(len(SPOILT))].format(name) if rng.random() < 0.2 else None
        if line is None:
            key, value = rng.choice(settings), EXTREMES[rng.integers(len(EXTREMES))]
            line = f"demos.{name}({key}={value!r})"
        demo._line.set_state({"value": line})
        return f"line {line[:80]}"
    return kind


def stops(widget):
    """Return what a widget can stand at, which a hand can reach."""
    options = getattr(widget, "options", None)
    return Everything() if options is None else [option[1] for option in options]


class Everything:
    def __contains__(self, value):
        return True


NAMED = re.compile(r"\b(is|gave|returned|became|holds) ['−-]?(nan|inf|None)\b")  # a value that is told as it came
NO_NUMBER = re.compile(r"\b(nan|inf|None)\b")


def is_sentence(words, says_nan=False):
    one_line = "\n" not in words and "Traceback" not in words and len(words) < 1500
    return one_line and words.rstrip()[-1] in ".?!" and (says_nan or not NO_NUMBER.search(NAMED.sub("", words)))


def check(demo, after):
    says_nan = demo._call in SAY_NAN
    if demo.message:
        assert is_sentence(demo.message, says_nan), f"{after}: {demo.message}"
    desc = demo.picture.desc
    assert is_sentence(desc, says_nan) and (says_nan or not NO_NUMBER.search(desc)), f"{after}: {desc}"
    assert says_nan or not re.search(r"[\d,]{20}", desc), f"{after}: {desc}"
    assert isinstance(demo.picture, Picture) and 'role="img"' in demo.picture.svg(), after
    for key, value in demo.settings.items():
        assert demo.controls[key].read(demo.widgets[key].value) == value, f"{after}: {key}"
        known = vars(demo.model).get(key) if demo.model is not None else None  # others keep a setting in another form
        held = isinstance(demo.model, Playground | Cockpit) and key == "batch_size"  # at the samples there are
        assert type(known) is not type(value) or known == value or held, f"{after}: {key}"
    if not demo.message and demo.settings:
        line = settings_line.read(demo._line.value, demo._call, demo._given)
        assert settings_line.check(demo.controls, line) == demo.settings, f"{after}: {demo._line.value}"


@pytest.fixture
def in_a_hurry(monkeypatch):
    """Let demos do less of what costs time, so that they can do more in all."""
    noise = "dlscratch.lessons.l06_mnist_training.gradient_noise"
    for name, value in {"IMAGES": 1000, "BATCHES": 5}.items():
        monkeypatch.setattr(f"{noise}.{name}", value)
    monkeypatch.setattr("dlscratch.live.demo.SECONDS", 0.5)
    monkeypatch.setattr("dlscratch.live.demo.TICK", 0.003)


# A stop may strike in a destructor, where Python reports it and goes on: the next one follows.
@pytest.mark.filterwarnings("ignore:Exception ignored in:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", DEMOS)
def test_whatever_is_done(name, start, in_a_hurry):  # noqa: F811
    rng, demo, slowest = np.random.default_rng(DEMOS.index(name)), None, (0.0, "")
    for count in range(ACTIONS):
        began = time.perf_counter()
        if demo is None or rng.random() < 0.05:
            demo, done = open_demo(name, start, rng), f"opened, mood {Mood.now}"
        else:
            done = act(demo, name, rng)
        slowest = max(slowest, (time.perf_counter() - began, f"{count} {done}"))
        if demo is not None:
            check(demo, done)
    if "DLSCRATCH_MANY" in os.environ:
        print(f"{name}: {ACTIONS} actions, the slowest took {slowest[0]:.2f} s: {slowest[1]}")
