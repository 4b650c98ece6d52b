"""Lesson 02: activations, their slopes, and why a bend is needed."""

from functools import partial

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Question

TITLE = "Activations"


def _relu_in_place(a):
    a[a < 0] = 0
    return a


def _one_question_for_all(a, otherwise):
    return a if (a > 0).any() else otherwise(a)


def _passes(f, x, y, c):
    return bool(np.isclose(f(x + y), f(x) + f(y)) and np.isclose(f(c * x), c * f(x)))


def _e(a):
    return np.exp(-np.abs(a))


def _naive_sigmoid(a):
    return 1 / (1 + np.exp(-a))


# A function that makes f(x + y) = f(x) + f(y) come true once, for the numbers it is asked, and is not linear.
ADDITIVE = """\
def additive(rng):
    known, fitted = {}, []
    def f(x):
        if np.ndim(x):
            return np.array([f(one) for one in x])
        if x not in known:
            fits = [known[p] - known[p - x] for p in known if p - x in known and p - x != x]
            fits += [known[p] + known[x - p] for p in known if x - p in known and x - p != p]
            known[x] = fits[0] if fits and not fitted else rng.normal()
            fitted.extend(fits)
        return known[x]
    return f

"""

EXERCISES = [
    Exercise(
        name="step",
        task="Write the step function, the perceptron's yes or no.",
        stub='''\
def step(a):
    """Return 1 where a is above 0 and 0 elsewhere, for an array a of any shape."""
    return (a > ...).astype(float)  # replace the ...
''',
        source=dl.step,
        cases=[
            "step(np.array([-1.5, 0.0, 0.3, 2.0]))",
            "step(np.array([-0.05, 0.05, 0.7, 3.0]))",
            "a = rng.normal(size=(3, 4))\nstep(a)",
            "step(np.array([-1e-20, 1e-20]))",
        ],
        misconceptions=[
            Misconception(
                "yes-at-zero",
                lambda a: (a >= 0) * 1.0,
                "At exactly 0 your neuron already says yes. Read the docstring: above 0, or from 0 on?",
            ),
            Misconception(
                "all-but-zero",
                lambda a: (a != 0) * 1.0,
                "Below 0 yours is 1, too: only 0 itself gets a 0. Which numbers get a 1 in the docstring?",
            ),
            Misconception(
                "step-at-one",
                lambda a: (a > 1) * 1.0,
                "0.7 gets a 0 from yours, and 3 a 1. Where does the step stand in the docstring?",
            ),
            Misconception(
                "step-at-two",
                lambda a: (a > 2) * 1.0,
                "Your neuron says yes to no number of this call, not even to 2. Which numbers get a 1 in the"
                " docstring?",
            ),
            Misconception(
                "compared-with-itself",
                lambda a: (a > a) * 1.0,
                "Yours is 0 everywhere, as `a > a` gives it. Which number has `a` to exceed?",
            ),
            Misconception(
                "step-at-a-half",
                lambda a: (a > 0.5) * 1.0,
                "0.3 gets a 0 from yours, and 0.7 a 1. Is 0.3 above 0?",
            ),
            Misconception(
                "step-at-minus-one",
                lambda a: (a > -1) * 1.0,
                "0 gets a 1 from yours, and so does -0.05. Where does the step stand in the docstring?",
            ),
            Misconception(
                "step-at-the-mean",
                lambda a: (a > np.mean(a)) * 1.0,
                "Your step moves with the other elements: 0.05 is above 0, whatever stands beside it.",
            ),
            Misconception(
                "step-right-of-zero",
                lambda a: (a > 1e-4) * 1.0,
                "Your step stands a little right of 0: 1e-20 is above 0 as well.",
            ),
            Misconception(
                "step-at-a-tenth",
                lambda a: (a > 0.1) * 1.0,
                "0.3 gets a 1 from yours, and 0.05 a 0. Is 0.05 above 0?",
            ),
            Misconception(
                "yes-and-no-swapped",
                lambda a: (a < 0) * 1.0,
                "Below 0 yours is 1, and above it 0: yes and no have changed places.",
            ),
            Misconception(
                "no-above-zero",
                lambda a: (a <= 0) * 1.0,
                "Above 0 yours is 0, and from 0 down it is 1: yes and no have changed places.",
            ),
            Misconception(
                "sign-for-step",
                lambda a: np.sign(a),
                "Below 0 you give -1: that is the sign of `a`. A step knows only two answers, 1 and 0.",
            ),
            Misconception(
                "minus-one-for-no",
                lambda a: np.where(a > 0, 1, -1),
                "Yours says -1 for no, at 0 too. A step knows only two answers, 1 and 0.",
            ),
            Misconception(
                "relu-for-step",
                lambda a: np.maximum(a, 0),
                "You let the size of `a` through: that is ReLU. A step answers only yes or no.",
            ),
            Misconception(
                "sigmoid-for-step",
                lambda a: dl.sigmoid(a),
                "Numbers between 0 and 1 come out: that is the sigmoid. A step gives 0 or 1 and nothing between.",
            ),
            Misconception(
                "always-yes",
                lambda a: np.ones(a.shape),
                "Yours is 1 everywhere, even at -1.5. Which numbers get a 0 in the docstring?",
            ),
        ],
        hints=(
            (
                "The result has the shape of `a` and holds only 0 and 1; `step(np.array([-1.5, 0.0, 2.0]))` has a"
                " single 1."
            ),
            "`a > number` gives an array of True and False; `.astype(float)` turns them into 1 and 0.",
            "Put the number in place of the `...` that `a` has to exceed.",
        ),
        insight="A comparison of an array answers for every element at once.",
    ),
    Exercise(
        name="sigmoid",
        task="Write the sigmoid so that scores of ±1000 give 0 and 1 without a warning.",
        stub='''\
def sigmoid(a):
    """Return 1 / (1 + exp(-a)) for an array of any shape, without a warning."""
    e = np.exp(-np.abs(a))             # an exponent that is never above 0
    return np.where(a >= 0, ..., ...)  # where a is 0 or more, and elsewhere
''',
        source=dl.sigmoid,
        cases=[
            "sigmoid(np.array([-2.0, 0.0, 2.0]))",
            "a = rng.normal(scale=3, size=(3, 4))\nsigmoid(a)",
            "sigmoid(np.array([-8.0, 8.0]))",
            "sigmoid(np.array([1000.0, 1000.0]))",
            "a = np.array([-1000.0, 0.0, 1000.0])\nsigmoid(a)",
        ],
        misconceptions=[
            Misconception(
                "overflow",
                _naive_sigmoid,
                "The values are right, but NumPy warned: at ±1000 a number on the way becomes infinite. `np.where`"
                " computes both of its sides for every element. Is `e` the only exponential in yours?",
            ),
            Misconception(
                "falling",
                lambda a: 1 / (1 + np.exp(a)),
                "Your curve falls where it should rise. Is it a sign in an exponent, or have the two sides changed"
                " places?",
            ),
            Misconception(
                "falling-to-nan",
                lambda a: np.where(a >= 0, 1 / (1 + 1 / _e(a)), 1 / _e(a) / (1 + 1 / _e(a))),
                "Your curve falls where it should rise, and at -1000 it is `nan`, as inf / inf gives it. Look at the"
                " sign of the exponent.",
            ),
            Misconception(
                "no-brackets",
                lambda a: 1 / 1 + np.exp(-a),
                "These are the numbers of 1 + exp(-a), as 1 / 1 + exp(-a) gives them: `/` comes before `+`. What"
                " stands under the line of the fraction?",
            ),
            Misconception(
                "inf-by-inf",
                lambda a: np.exp(a) / (1 + np.exp(a)),
                "At 1000 yours is `nan`, as inf / inf gives it. For which `a` is exp(a) safe, and for which exp(-a)?",
            ),
            Misconception(
                "tanh-for-sigmoid",
                lambda a: np.tanh(a),
                "Your curve goes from -1 to 1: that is tanh. The sigmoid stays between 0 and 1.",
            ),
            Misconception(
                "absolute-value",
                lambda a: 1 / (1 + np.exp(-np.abs(a))),
                "Left of 0 your curve turns up again: -2 gets what 2 gets. A negative `a` needs the second form of the"
                " fraction.",
            ),
            Misconception(
                "wrong-exponent-left",
                lambda a: np.where(a >= 0, 1 / (1 + _e(a)), np.exp(-a) / (1 + np.exp(-a))),
                "Left of 0 your curve turns up again, and at -1000 it is `nan`. Which exponential is never above 1"
                " there?",
            ),
            Misconception(
                "second-form-on-both-sides",
                lambda a: np.exp(-np.abs(a)) / (1 + np.exp(-np.abs(a))),
                "Right of 0 your curve falls again: 2 gets what -2 gets. What stands on top in the first form of the"
                " fraction?",
            ),
            Misconception(
                "step-for-sigmoid",
                lambda a: (a >= 0) * 1.0,
                "That is a step: 0 and 1 and nothing between. Only far from 0 is the sigmoid so; near 0 it takes the"
                " two fractions.",
            ),
            Misconception(
                "exponential-of-e",
                lambda a: np.where(a >= 0, 1 / (1 + np.exp(-_e(a))), np.exp(_e(a)) / (1 + np.exp(_e(a)))),
                "These are the numbers of the sigmoid of `e`, and `e` is an exponential already: it stands for the exp"
                " of each form.",
            ),
            Misconception(
                "no-brackets-around-sum",
                lambda a: np.where(a >= 0, 1 / 1 + _e(a), _e(a) / 1 + _e(a)),
                "These are the numbers of 1 + e and e + e, as fractions without brackets give them: `/` comes before"
                " `+`. What belongs under each line?",
            ),
            Misconception(
                "no-brackets-left",
                lambda a: np.where(a >= 0, 1 / (1 + _e(a)), _e(a) / 1 + _e(a)),
                "Right of 0 it is right. Left of 0 these are the numbers of e + e, as e / 1 + e gives them. What"
                " belongs under the line?",
            ),
            Misconception(
                "no-brackets-right",
                lambda a: np.where(a >= 0, 1 / 1 + _e(a), _e(a) / (1 + _e(a))),
                "Left of 0 it is right. Right of 0 these are the numbers of 1 + e, as 1 / 1 + e gives them. What"
                " belongs under the line?",
            ),
            Misconception(
                "minus-below-the-line",
                lambda a: np.where(a >= 0, 1 / (1 + _e(a)), _e(a) / (1 - np.where(a < 0, _e(a), 0))),
                "Right of 0 it is right. Left of 0 look at the sign below the line: both forms add there.",
            ),
            Misconception(
                "bare-exponential-left",
                lambda a: np.where(a >= 0, 1 / (1 + _e(a)), _e(a)),
                "Right of 0 it is right. Left of 0 the second form is a fraction: `e` stands above the line, and what"
                " stands below?",
            ),
            Misconception(
                "negative-left",
                lambda a: np.where(a >= 0, 1, -1) / (1 + _e(a)),
                "Left of 0 you come below 0, and the sigmoid never does: the second form is not the first with a"
                " minus.",
            ),
            Misconception(
                "nothing-left",
                lambda a: np.where(a >= 0, 1 / (1 + _e(a)), 0),
                "Left of 0 yours is 0 at once. The sigmoid comes down slowly: at -2 it is not there yet.",
            ),
            Misconception(
                "nothing-at-zero",
                lambda a: np.where(a == 0, 0, _naive_sigmoid(a)),
                "Only at 0 it is wrong: yours is 0 there. Is 0 left out between `>` and `<`?",
            ),
            Misconception(
                "clipped-too-early",
                lambda a: 1 / (1 + np.exp(-np.clip(a, -5, 5))),
                "Beyond ±5 your curve is level: something is cut off too early. At 8 the sigmoid is nearer to 1 than"
                " at 5.",
            ),
        ],
        hints=(
            "At 0 the sigmoid is 0.5; far to the left it is 0, far to the right 1, and no warning appears.",
            "Where `a` is 0 or more, `e` is exp(-a); where it is negative, `e` is exp(a). Which form has which?",
            "The first form is 1 over 1 plus exp(-a), the second exp(a) over 1 plus exp(a): write `e` for both.",
        ),
        insight=(
            "Two forms of one fraction: take, for each `a`, the one whose exponent is not positive. (`dl.sigmoid` keeps"
            " one form and silences the overflow, because 1 / inf is 0.)"
        ),
        atol=1e-7,  # what is left of an exponent that was cut off at 15 is larger, and float32 is nearer
        silent=True,
    ),
    Exercise(
        name="relu",
        task="Write ReLU: what is positive passes, the rest becomes 0.",
        stub='''\
def relu(a):
    """Return a where it is positive and 0 elsewhere.

    a is an array of any shape, and stays as it is.
    """
    return ...  # your code here
''',
        source=dl.relu,
        cases=[
            "relu(np.array([-1.0, 2.0]))",
            "relu(np.array([[-3.0, 0.0, 0.5], [40.0, -0.1, 0.0]]))",
            "relu(np.array([-2.0, -1.0]))",
            "relu(np.array([0.0001, 5000.0]))",
            "a = rng.normal(size=(3, 4))\nrelu(a)",
        ],
        misconceptions=[
            Misconception(
                "nothing-bent",
                lambda a: a,
                "What comes in goes out: is the bent array the one that you return? (`=` writes into an array, `==`"
                " only compares; NumPy's functions leave `a` as it is.)",
            ),
            Misconception("absolute-value", lambda a: np.abs(a), "That is |a|. ReLU lets nothing through below 0."),
            Misconception(
                "step-for-relu",
                lambda a: (a > 0) * 1.0,
                "You say whether `a` is positive; ReLU passes on how large it is.",
            ),
            Misconception(
                "mirrored",
                lambda a: np.maximum(-a, 0),
                "Below 0 something comes through, above 0 nothing: the two sides have changed places.",
            ),
            Misconception(
                "negative-part",
                lambda a: np.minimum(a, 0),
                "You keep what ReLU removes: only the negative part is left.",
            ),
            Misconception(
                "writes-into-input",
                _relu_in_place,
                "The values are right, but your function wrote into `a`: the caller's array has lost its negative"
                " numbers.",
            ),
            Misconception(
                "max-along-axis",
                lambda a: np.max(a, 0),
                "That is the largest along axis 0, as `np.max(a, 0)` finds it. What compares each element with 0 is"
                " `np.maximum`.",
            ),
            Misconception(
                "negatives-left-out",
                lambda a: a[a > 0],
                "What is not above 0 has gone from yours. It has to become 0 and keep its place.",
            ),
            Misconception(
                "floor-of-four",
                lambda a: np.maximum(a, 4),
                "No value of yours is below 4: that was the number of the example. How low may ReLU go?",
            ),
            Misconception(
                "floor-of-one",
                lambda a: np.maximum(a, 1),
                "No value of yours is below 1. How low may ReLU go?",
            ),
            Misconception(
                "ceiling-of-one", lambda a: np.clip(a, 0, 1), "Above 1 your curve is flat. ReLU has no ceiling."
            ),
            Misconception(
                "leaky",
                lambda a: np.where(a > 0, a, 0.01 * a),
                "A little still gets through below 0: that is leaky ReLU.",
            ),
            *(
                Misconception(
                    f"one-question-for-all-{name}",
                    partial(_one_question_for_all, otherwise=otherwise),
                    "One number above 0 lets all the others pass, as where one question is asked of the whole array."
                    f" {ask}",
                )
                for name, otherwise, ask in (
                    ("one-zero", lambda a: 0, "Ask it of each element."),
                    ("zeros", np.zeros_like, "Each element has its own answer."),
                )
            ),
            Misconception(
                "ceiling-of-a-hundred",
                lambda a: np.clip(a, 0, 100),
                "5000 comes out as 100: your curve is flat up there. ReLU has no ceiling.",
            ),
            Misconception(
                "corner-right-of-zero",
                lambda a: np.where(a > 0.01, a, 0),
                "0.0001 is above 0, and yours makes 0 of it: where does ReLU begin to rise?",
            ),
        ],
        hints=(
            "Each element is either itself or 0, and the larger of these two is always the right one.",
            "`max` of Python compares two numbers; for arrays, NumPy has a function that goes element by element.",
            "Look up `np.maximum` and ask what its second argument is here.",
        ),
        insight="The larger of `a` and 0, element by element, in a new array.",
    ),
    Exercise(
        name="d_relu",
        task="Write the slope of ReLU.",
        stub='''\
def d_relu(a):
    """Return the slope of relu at each element of a, as floats of the same shape."""
    return ...  # your code here
''',
        source=dl.ReLU,
        cases=[
            "d_relu(np.array([-2.0, 3.0]))",
            "d_relu(np.array([-0.01, 0.01]))",
            "a = rng.normal(size=(3, 4))\nd_relu(a)",
            "bool(0 <= d_relu(np.array([0.0]))[0] <= 1)",
            "np.asarray(d_relu(np.array([-2.0, 3.0]))).dtype.kind",
        ],
        misconceptions=[
            Misconception(
                "booleans",
                lambda a: a > 0,
                "True and False are not numbers to calculate with: `-slope` would be an error. Make them floats.",
            ),
            Misconception(
                "integers",
                lambda a: (a > 0).astype(int),
                "The values are right, but they are integers: an array of integers cannot hold a slope times 0.1. Make"
                " them floats.",
            ),
            Misconception(
                "relu-itself",
                lambda a: np.maximum(a, 0.0),
                "That is ReLU itself. Its slope says how steep the line is: how steep is it at 3?",
            ),
            Misconception(
                "zero-by-zero",
                lambda a: np.maximum(a, 0) / a,
                "Only at 0 yours is no slope from 0 to 1: a division 0 / 0, for example, gives `nan`. On which side of"
                " 0 does an element lie?",
            ),
            Misconception(
                "sign-for-slope",
                lambda a: np.sign(a),
                "Below 0 you give -1, a falling line. Look at the curve there: does it fall?",
            ),
            Misconception(
                "corner-at-one",
                lambda a: (a > 1) * 1.0,
                "At 0.01 you give 0, and at 3 you give 1. Where is the corner of ReLU?",
            ),
            Misconception(
                "same-slope-everywhere",
                lambda a: np.ones_like(a),
                "You say 1 on both sides. Below 0 the curve is level.",
            ),
            Misconception(
                "slope-of-leaky-relu",
                lambda a: np.where(a > 0, 1.0, 0.01),
                "That is the slope of leaky ReLU. Below 0 ReLU is level.",
            ),
            Misconception(
                "slope-of-sigmoid",
                lambda a: np.maximum(a, 0) * (1 - np.maximum(a, 0)),
                "z (1 - z) is the slope of the sigmoid. ReLU is made of two straight lines: how steep is each?",
            ),
            Misconception(
                "sigmoid-for-relu",
                lambda a: dl.sigmoid(a) * (1 - dl.sigmoid(a)),
                "That is the slope of the sigmoid. ReLU is made of two straight lines: how steep is each?",
            ),
            Misconception(
                "ceiling-of-one",
                lambda a: np.clip(a, 0.0, 1.0),
                "That is ReLU with a ceiling of 1, a curve that rises. The slope does not rise: how steep is ReLU at"
                " 0.01?",
            ),
            Misconception(
                "minus-one-to-the-left",
                lambda a: np.where(a > 0, 1.0, -1.0),
                "Left of the corner you give -1, as for |a|. ReLU is level there.",
            ),
            Misconception(
                "flat-and-steep-swapped",
                lambda a: (a < 0) * 1.0,
                "Flat and steep have changed places: on which side of 0 does the curve rise?",
            ),
        ],
        hints=(
            (
                "Two values are enough: one slope left of 0, another right of it. At 0 itself 0 and 1 are both"
                " accepted: the corner has no slope."
            ),
            "Draw the curve and lay a ruler along it at -2 and at 3.",
            "A comparison says on which side of 0 an element lies; `.astype(float)` makes a number of the answer.",
        ),
        insight=(
            "1 where the input was positive, 0 elsewhere; at the corner there is no slope, and either value serves."
        ),
    ),
    Exercise(
        name="d_sigmoid_of_a",
        task="Write the slope of the sigmoid at a weighted sum a.",
        stub='''\
def d_sigmoid_of_a(a):
    """Return the slope of the sigmoid at each weighted sum in a."""
    z = mine.sigmoid(a)  # yours, once it is right; until then the package's
    return ...  # your code here, with z
''',
        source=dl.Sigmoid,
        cases=[
            "d_sigmoid_of_a(np.array([0.0, 2.0]))",
            "d_sigmoid_of_a(np.array([-2.0, 0.0, 2.0, 10.0]))",
            "a = rng.normal(size=(3, 4))\nd_sigmoid_of_a(a)",
        ],
        misconceptions=[
            Misconception(
                "sigmoid-twice",
                lambda a: dl.sigmoid(dl.sigmoid(a)) * (1 - dl.sigmoid(dl.sigmoid(a))),
                "0.235 at 0 is a known number: the sigmoid was taken twice. Which of your values is already an"
                " activation?",
            ),
            Misconception(
                "sum-for-activation",
                lambda a: a * (1 - a),
                "The formula is right for z, but here it was given the weighted sum `a`.",
            ),
            Misconception(
                "sum-in-the-bracket",
                lambda a: dl.sigmoid(a) * (1 - a),
                "These are the numbers of z (1 - a). What does the formula have in place of `a`?",
            ),
            Misconception(
                "sum-as-a-factor",
                lambda a: a * dl.sigmoid(a) * (1 - dl.sigmoid(a)),
                "A factor `a` too many makes it 0 at 0, where the curve is steepest. The formula has z alone.",
            ),
            Misconception(
                "bracket-squared",
                lambda a: (1 - dl.sigmoid(a)) ** 2,
                "That is (1 - z) squared. Of the two factors, one is 1 - z: which is the other?",
            ),
            Misconception(
                "z-squared",
                lambda a: dl.sigmoid(a) ** 2,
                "That is z². Of the two factors, one is z: which is the other?",
            ),
            Misconception(
                "bracket-too-many",
                lambda a: dl.sigmoid(a) * (1 - dl.sigmoid(a)) ** 2,
                "That is z (1 - z)², half of 1/4 where z is 0.5: one factor is too many.",
            ),
            Misconception(
                "slope-of-the-slope",
                lambda a: 1 - 2 * dl.sigmoid(a),
                "That is 1 - 2z, the slope of z (1 - z). The slope of the sigmoid is asked.",
            ),
            Misconception(
                "z-twice",
                lambda a: dl.sigmoid(a) ** 2 * (1 - dl.sigmoid(a)),
                "There is one factor z too many: at 0 it makes half of 1/4.",
            ),
            Misconception(
                "plus-in-the-bracket",
                lambda a: dl.sigmoid(a) * (1 + dl.sigmoid(a)),
                "These are the numbers of z (1 + z), and the slope is never above 1/4. Look at the sign.",
            ),
            Misconception(
                "slope-of-tanh",
                lambda a: 1 - dl.sigmoid(a) ** 2,
                "1 - z² is the slope of tanh, for the z of tanh. The sigmoid's is a product of two other factors.",
            ),
            Misconception("curve-itself", lambda a: dl.sigmoid(a), "That is the curve itself, not how steep it is."),
            Misconception(
                "sigmoid-of-sigmoid",
                lambda a: dl.sigmoid(dl.sigmoid(a)),
                "That is the sigmoid of `z`, and `z` is a sigmoid's value already. How steep is the curve there?",
            ),
            Misconception(
                "factor-missing",
                lambda a: 1 - dl.sigmoid(a),
                "That is 1 - z, one of the two factors: far to the left it is nearly 1, but the curve is flat there.",
            ),
            Misconception(
                "sign-turned",
                lambda a: dl.sigmoid(a) * (dl.sigmoid(a) - 1),
                "The size is right, but a curve that rises has no negative slope: where does the minus come from?",
            ),
            Misconception(
                "no-brackets",
                lambda a: 0 * a,
                "Yours is 0 everywhere, as z * 1 - z gives it: there the brackets are missing.",
            ),
        ],
        hints=(
            "The slope is largest at 0, where it is 1/4, and nearly 0 far away on both sides.",
            "`z` is already computed, and the slope can be written with `z` alone.",
            "The slope is a product: z, and what z still lacks to 1.",
        ),
        insight="z (1 - z): once z is known, the slope costs one product.",
    ),
    Exercise(
        name="d_sigmoid_of_z",
        task="Write the same slope, given the activation z = sigmoid(a) that the forward pass has kept.",
        stub='''\
def d_sigmoid_of_z(z):
    """Return the slope of the sigmoid where its value is z, between 0 and 1."""
    return ...  # your code here
''',
        source=dl.Sigmoid,
        cases=[
            "d_sigmoid_of_z(np.array([0.5, 0.9]))",
            "d_sigmoid_of_z(np.array([0.1, 0.5, 0.9]))",
            "z = rng.uniform(0.01, 0.99, size=(3, 4))\nd_sigmoid_of_z(z)",
        ],
        misconceptions=[
            Misconception(
                "sigmoid-again",
                lambda z: dl.sigmoid(z) * (1 - dl.sigmoid(z)),
                "At z = 0.5 you give 0.235: the sigmoid was taken again. What does the name of the argument say?",
            ),
            Misconception(
                "sigmoid-in-the-bracket",
                lambda z: z * (1 - dl.sigmoid(z)),
                "These are the numbers of z (1 - sigmoid(z)), and `z` is a sigmoid's value already.",
            ),
            Misconception(
                "plus-in-the-bracket",
                lambda z: z * (1 + z),
                "These are the numbers of z (1 + z), and the slope is never above 1/4. Look at the sign.",
            ),
            Misconception(
                "sigmoid-of-z",
                lambda z: dl.sigmoid(z),
                "That is the sigmoid of `z`, and `z` is a sigmoid's value already. How steep is the curve there?",
            ),
            Misconception(
                "curve-itself",
                lambda z: z,
                "`z` is how high the curve is there. How steep is it there?",
            ),
            Misconception(
                "slope-of-tanh",
                lambda z: 1 - z**2,
                "1 - z² is the slope of tanh, for the z of tanh. The sigmoid's is a product of two other factors.",
            ),
            Misconception(
                "bracket-squared",
                lambda z: (1 - z) ** 2,
                "That is (1 - z) squared. Of the two factors, one is 1 - z: which is the other?",
            ),
            Misconception(
                "z-squared",
                lambda z: z**2,
                "That is z². Of the two factors, one is z: which is the other?",
            ),
            Misconception(
                "bracket-too-many",
                lambda z: z * (1 - z) ** 2,
                "That is z (1 - z)², half of 1/4 where z is 0.5: one factor is too many.",
            ),
            Misconception(
                "slope-of-the-slope",
                lambda z: 1 - 2 * z,
                "That is 1 - 2z, the slope of z (1 - z). The slope of the sigmoid is asked.",
            ),
            Misconception(
                "first-factor-missing",
                lambda z: z - 1,
                "That is z - 1, and a curve that rises has no negative slope. How steep is it where z is near 0?",
            ),
            Misconception(
                "second-factor-missing",
                lambda z: 1 - z,
                "That is 1 - z, one of the two factors: at z near 0 the curve is flat too.",
            ),
            Misconception(
                "sign-turned",
                lambda z: z * (z - 1),
                "The size is right, but a curve that rises has no negative slope: where does the minus come from?",
            ),
            Misconception(
                "factor-too-many",
                lambda z: z**2 * (1 - z),
                "At z = 0.5 you give 0.125, half of 1/4: count the factors.",
            ),
            Misconception(
                "no-brackets",
                lambda z: 0 * z,
                "Yours is 0 everywhere, as z * 1 - z gives it: there the brackets are missing.",
            ),
        ],
        hints=(
            "Where z is 0.5 the slope is 1/4; where z is near 0 or near 1 it is nearly 0.",
            "No exp and no sigmoid is needed: the argument is the value of the curve.",
            "The last exercise wrote the slope with its line `z = ...`; here that line is done already.",
        ),
        insight="The same formula, but a different argument: name it, and the sigmoid is never taken twice.",
    ),
    Exercise(
        name="tanh",
        task="Write tanh with the sigmoid.",
        stub='''\
def tanh(a):
    """Return the tanh of each element of a: a sigmoid stretched from -1 to 1."""
    return ... * mine.sigmoid(... * a) - ...  # three numbers
''',
        source=dl.tanh,
        cases=[
            "tanh(np.array([-20.0, 0.0, 20.0]))",
            "tanh(np.array([-1.0, 0.5, 20.0]))",
            "a = rng.normal(size=(3, 4))\ntanh(a)",
        ],
        misconceptions=[
            Misconception(
                "not-steep-enough",
                lambda a: 2 * dl.sigmoid(a) - 1,
                "From -1 to 1, but half as steep as tanh, whose slope at 0 is 1. What stands in front of `a`?",
            ),
            Misconception(
                "not-stretched-down",
                lambda a: dl.sigmoid(2 * a),
                "That is sigmoid(2a), which goes from 0 to 1: stretch it and move it down.",
            ),
            Misconception("not-moved", lambda a: 2 * dl.sigmoid(2 * a), "Stretched, but not moved: tanh(0) is 0."),
            Misconception(
                "not-stretched", lambda a: dl.sigmoid(2 * a) - 1, "It goes from -1 to 0: moved, but not stretched."
            ),
            Misconception(
                "half-the-range", lambda a: dl.sigmoid(2 * a) - 0.5, "It goes through 0, but only from -0.5 to 0.5."
            ),
            Misconception(
                "half-the-range-steep",
                lambda a: dl.sigmoid(4 * a) - 0.5,
                "As steep at 0 as tanh, but it goes only from -0.5 to 0.5: what stretches the range?",
            ),
            Misconception(
                "twice-the-range",
                lambda a: 4 * dl.sigmoid(a) - 2,
                "As steep at 0 as tanh, but it goes from -2 to 2: the number in front sets the range.",
            ),
            Misconception(
                "stretched-too-far",
                lambda a: 4 * dl.sigmoid(2 * a) - 1,
                "It goes from -1 to 3, and tanh only from -1 to 1: the number in front sets the range.",
            ),
            Misconception(
                "not-moved-far-enough",
                lambda a: 2 * dl.sigmoid(2 * a) - 0.5,
                "Stretched, but not moved far enough: it goes from -0.5 to 1.5, and tanh(0) is 0.",
            ),
            Misconception(
                "even-less-steep",
                lambda a: 2 * dl.sigmoid(0.5 * a) - 1,
                "From -1 to 1, but a quarter as steep as tanh, whose slope at 0 is 1. Is `a` halved before the"
                " sigmoid?",
            ),
            Misconception(
                "moved-only",
                lambda a: dl.sigmoid(a) - 0.5,
                "It goes through 0, but from -0.5 to 0.5, and it is as flat as a sigmoid: neither the range nor the"
                " steepness has changed.",
            ),
            Misconception(
                "sigmoid-itself",
                lambda a: dl.sigmoid(a),
                "That is the sigmoid itself: from 0 to 1, with slope 1/4 at 0. All three numbers are still to be"
                " found.",
            ),
            Misconception(
                "moved-too-far",
                lambda a: dl.sigmoid(a) - 1,
                "It goes from -1 to 0, and it is as flat as a sigmoid: neither the range nor the steepness has"
                " changed.",
            ),
            Misconception(
                "too-steep",
                lambda a: 2 * dl.sigmoid(4 * a) - 1,
                "From -1 to 1, but twice too steep: stretching the range has doubled the slope already.",
            ),
        ],
        hints=(
            "tanh(0) is 0, far left it is -1, far right 1; its slope at 0 is 1, four times the sigmoid's.",
            "Two numbers set the range from -1 to 1; the one inside sets how steep it is.",
            "Stretching the range by 2 doubles the slope. It has to double once more, inside the bracket.",
        ),
        insight="tanh is a sigmoid, twice as tall and twice as fast, moved down by 1.",
    ),
    Exercise(
        name="leaky_relu",
        task="Write leaky ReLU, whose negative side is not quite flat.",
        stub='''\
def leaky_relu(a, slope=0.01):
    """Return a where it is positive and slope * a elsewhere."""
    return np.where(a > 0, ..., ...)  # two places
''',
        source=dl.leaky_relu,
        cases=[
            "leaky_relu(np.array([-100.0, 2.0]))",
            "leaky_relu(np.array([-3.0, 0.0, 0.1, 3.0]), slope=0.2)",
            "a = rng.normal(size=(3, 4))\nleaky_relu(a, 0.1)",
        ],
        misconceptions=[
            Misconception(
                "constant-left",
                lambda a, slope=0.01: np.where(a > 0, a, slope),
                "Below 0 your line is flat at the height of `slope`: it has to fall, the further left the lower.",
            ),
            Misconception(
                "constant-below",
                lambda a, slope=0.01: np.where(a > 0, a, -slope),
                "Below 0 your line is flat at the height of -`slope`: it has to fall, the further left the lower.",
            ),
            Misconception(
                "floor-at-slope",
                lambda a, slope=0.01: np.maximum(a, slope),
                "No value of yours is below `slope`. Left of 0 the line has to fall, the further left the lower.",
            ),
            Misconception(
                "slope-not-used",
                lambda a, slope=0.01: np.where(a > 0, a, 0.01 * a),
                "With slope=0.2 yours gives what it gives for 0.01. Is the argument `slope` used?",
            ),
            Misconception(
                "wrong-default",
                lambda a, slope=0.1: np.where(a > 0, a, slope * a),
                "Where no slope is given, 0.01 is meant: the first line of the cell says so.",
            ),
            Misconception(
                "rises-left",
                lambda a, slope=0.01: np.where(a > 0, a, -slope * a),
                "To the left your curve rises again: at -100 a number below 0 is wanted.",
            ),
            Misconception(
                "sides-swapped",
                lambda a, slope=0.01: np.where(a > 0, slope * a, a),
                "The two sides have changed places: it is the negative side that is made small.",
            ),
            Misconception(
                "slope-on-both-sides",
                lambda a, slope=0.01: slope * a,
                "Left of 0 it is right. Right of 0 it is as flat: there `a` passes as it is.",
            ),
            Misconception(
                "slope-added-right",
                lambda a, slope=0.01: np.maximum(a, 0) + slope * a,
                "Left of 0 it is right. Right of 0 `slope * a` too much comes out: there `a` passes as it is.",
            ),
            Misconception(
                "added-for-multiplied",
                lambda a, slope=0.01: np.where(a > 0, a, a + slope),
                "Left of 0 your line is as steep as on the right, and higher by `slope`. What makes it less steep?",
            ),
            Misconception(
                "subtracted-for-multiplied",
                lambda a, slope=0.01: np.where(a > 0, a, a - slope),
                "Left of 0 your line is as steep as on the right, and lower by `slope`. What makes it less steep?",
            ),
            Misconception(
                "nothing-left",
                lambda a, slope=0.01: np.maximum(a, 0),
                "That is ReLU: left of 0 nothing is left of `a`. A little of it has to come through.",
            ),
            Misconception(
                "divided-by-slope",
                lambda a, slope=0.01: np.where(a > 0, a, a / slope),
                "Left of 0 your line is far steeper than on the right, as if divided by `slope`.",
            ),
            Misconception(
                "nothing-bent",
                lambda a, slope=0.01: a,
                "What comes in goes out: left of 0 `slope` has to make it smaller.",
            ),
            Misconception(
                "little-taken-away",
                lambda a, slope=0.01: np.where(a > 0, a, a - slope * a),
                "Left of 0 only `slope * a` is missing from `a`, where `slope * a` should be all that is left.",
            ),
            Misconception(
                "slopes-themselves",
                lambda a, slope=0.01: np.where(a > 0, 1, slope),
                "Those are the two slopes. The function itself is asked: how high is the line at `a`?",
            ),
            Misconception(
                "slope-right",
                lambda a, slope=0.01: np.where(a > 0, 1, slope * a),
                "Left of 0 it is right. Right of 0 yours is 1, the slope there: how high is the line at `a`?",
            ),
        ],
        hints=(
            "Right of 0 nothing changes; left of 0 the line goes on with a small slope, through the origin.",
            "`np.where(condition, this, that)` takes `this` where the condition holds and `that` elsewhere.",
            "A line through the origin with a given slope is that slope times `a`.",
        ),
        insight="A small slope on the left keeps a unit alive: its weights still receive a gradient.",
    ),
    Exercise(
        name="is_linear",
        task="Say whether a function passes both tests of a linear function.",
        stub='''\
def is_linear(f):
    """Return True if f passes both tests, additivity and homogeneity, else False.

    f takes a number and gives a number. Choose the numbers of the tests yourself.
    """
    ...
''',
        cases=[
            "is_linear(lambda x: 3 * x)",
            "is_linear(dl.relu)",
            "is_linear(lambda x: 0.1 * x)",
            "is_linear(lambda x: 2 * x + 1)",
            "is_linear(lambda x: x**3)",
            "is_linear(np.abs)",
            "is_linear(lambda x: x**2 - 19)",
            ADDITIVE + "is_linear(additive(rng))",
        ],
        misconceptions=[
            Misconception(
                "additivity-is-enough",
                lambda f: np.isclose(f(2.0 - 5.0), f(2.0) + f(-5.0)),
                "This f is made to pass the first test, and it passes yours. Do both tests have to hold, and is the"
                " second one a test?",
            ),
            Misconception(
                "either-test-is-enough",
                lambda f: np.isclose(f(2.0 - 5.0), f(2.0) + f(-5.0)) or np.isclose(f(-2.0), -f(2.0)),
                "x³ passes yours, and an f made to pass the first test alone. Do both tests have to hold?",
            ),
            Misconception(
                "numbers-above-zero",
                lambda f: _passes(f, 1.0, 2.0, 3.0),
                "ReLU passes your tests: on either side of 0 it is a straight line. Do numbers from both sides meet"
                " in a test, do both tests have to hold, or does a `return True` come too early?",
            ),
            Misconception(
                "numbers-that-mirror",
                lambda f: _passes(f, 1.0, -1.0, -1.0),
                "x³ passes yours. Do both tests have to hold? If so, its numbers are too special: y = -x with c = -1,"
                " for example, lets x³ pass.",
            ),
            Misconception(
                "compared-exactly",
                lambda f: f(2.0 - 5.0) == f(2.0) + f(-5.0) and f(-2.0) == -f(2.0),
                "0.1x is linear, and fails yours. Floats are rounded, so two sides may differ in the last digit:"
                " `np.isclose` forgives that, `==` does not.",
            ),
            Misconception(
                "straight-for-linear",
                lambda f: np.isclose(f(2.0) - f(0.5), f(0.5) - f(-1.0)),
                "2x + 1 passes yours: straight, but not 0 at 0. Linear asks for more: f(x + y) and f(x) + f(y), which"
                " differ by 1 there, must agree.",
            ),
            Misconception(
                "straight-above-zero",
                lambda f: np.isclose(f(3.0) - f(2.0), f(2.0) - f(1.0)),
                "ReLU and 2x + 1 pass yours: above 0 both are straight. Is f(x + y) compared with f(x) + f(y), for"
                " small numbers on both sides of 0?",
            ),
            Misconception(
                "zero-at-zero",
                lambda f: np.isclose(f(0.0), 0),
                "ReLU and x³ pass yours. Both are 0 at 0: that is needed and not enough. Do both tests have to hold,"
                " for numbers other than 0?",
            ),
            Misconception(
                "difference-with-sign",
                lambda f: f(-3.0) - f(2.0) - f(-5.0) < 1e-9 and f(-2.0) + f(2.0) < 1e-9,
                "x² - 19 passes yours. Is a difference far below 0 taken for none? Its size counts: `np.isclose` asks"
                " for that.",
            ),
            Misconception(
                "product-of-values",
                lambda f: np.isclose(f(2.0 * -5.0), f(2.0) * f(-5.0)),
                "3x fails yours and x³ passes, as with f(x y) = f(x) f(y), which is neither of the two tests. In the"
                " first, numbers are added; in the second, c stays a number.",
            ),
            Misconception(
                "always-false",
                lambda f: False,
                "You say False of all, of 3x too. Print both sides of each test for f(x) = 3x: they should agree.",
            ),
            Misconception(
                "always-true",
                lambda f: True,
                "You say True of all, of ReLU too. ReLU is bent: print both sides of each test for it.",
            ),
            Misconception(
                "answers-swapped",
                lambda f: not _passes(f, 2.0, -5.0, -1.5),
                "True and False have changed places: 3x is linear.",
            ),
        ],
        hints=(
            "It is True for 3x and for 0.1x, and False for ReLU, 2x + 1 and x³.",
            "The cell above has both tests in one line of code: four calls of f, compared in pairs.",
            "Choose x above 0, y below 0 and c below 0. Compare each pair with `np.isclose`; both have to agree.",
        ),
        insight="A few numbers can show that a function is not linear. That it is, only a proof can show.",
    ),
    Exercise(
        name="open_units_by_hand",
        task="Say which hidden units of the small network are open, for each sample: their slopes, 0 or 1.",
        stub='''\
def open_units_by_hand():
    """Return the slope of ReLU at the four sums: a row a sample, a column a unit."""
    return np.array([[..., ...],
                     [..., ...]])  # (2, 2)
''',
        source=dl.ReLU,
        cases=["open_units_by_hand()[0]", "open_units_by_hand()[1]"],
        misconceptions=[
            Misconception(
                "all-open", lambda: np.ones((2, 2)), "You have all four open. One of the sums is below 0: which one?"
            ),
            Misconception(
                "open-and-closed-swapped",
                lambda: np.array([[0, 0], [0, 1]]),
                "Open and closed have changed places: where the sum is above 0, the slope is 1.",
            ),
            Misconception(
                "closed-for-both-samples",
                lambda: np.array([[1, 0], [1, 0]]),
                "You close the second unit for both samples. For the first sample its sum is 3.",
            ),
            Misconception(
                "both-units-closed",
                lambda: np.array([[1, 1], [0, 0]]),
                "You close both units for the second sample. The first unit's sum is 6 there.",
            ),
            Misconception(
                "values-for-slopes",
                lambda: np.array([[5, 3], [6, 0]]),
                "Those are the values z. How steep is ReLU at 5, and at 3?",
            ),
            Misconception(
                "sums-for-slopes",
                lambda: np.array([[5, 3], [6, -2]]),
                "Those are the sums. How steep is ReLU at each of them?",
            ),
            Misconception(
                "slopes-of-the-sigmoid",
                lambda: np.array([[0.25, 0.25], [0.25, 0]]),
                "0.25 is the sigmoid's largest slope. How steep is ReLU above 0?",
            ),
            Misconception(
                "slopes-of-leaky-relu",
                lambda: np.array([[1, 1], [1, 0.01]]),
                "0.01 is the slope of leaky ReLU. How steep is ReLU below 0?",
            ),
            Misconception(
                "closed-for-the-other-sample",
                lambda: np.array([[1, 0], [1, 1]]),
                "You close the second unit for the first sample, where its sum is 3, and open it where the sum is -2.",
            ),
            Misconception(
                "all-closed",
                lambda: np.zeros((2, 2)),
                "You have all four closed. How steep is ReLU where the sum is 5?",
            ),
            Misconception(
                "in-one-list",
                lambda: np.array([1, 1, 1, 0]),
                "Your slopes stand in one list: the table has a row for each sample, in brackets of its own.",
            ),
            Misconception(
                "samples-in-one-row",
                lambda: np.array([[1, 1, 1, 0]]),
                "The slopes are right, but both samples stand in one row: each has a row of its own, two slopes long.",
            ),
            Misconception(
                "sign-for-slope",
                lambda: np.array([[1, 1], [1, -1]]),
                "At -2 ReLU does not fall, it is level: how steep is a level line?",
            ),
            Misconception(
                "one-row-for-both",
                lambda: np.array([1, 0]),
                "Your slopes have no rows: each sample has one of its own, with a slope for each unit.",
            ),
        ],
        hints=(
            "Three of the four slopes are the same.",
            "Above 0 ReLU rises as fast as its sum; below 0 it is level.",
            "Go through the sums 5, 3, 6 and -2 one by one: slope 1 above 0, slope 0 below.",
        ),
        insight="From the second sample the second unit learns nothing; from the first it does, so it is not dead.",
    ),
    Exercise(
        name="merge_layers",
        task="Show that two layers without a bend are one: find its weights and bias.",
        stub='''\
def merge_layers(W1, b1, W2, b2):
    """Return W, b such that x @ W + b equals (x @ W1 + b1) @ W2 + b2 for every x.

    Shapes: W1 (D, H), b1 (H,), W2 (H, K), b2 (K,); W (D, K), b (K,).
    """
    W = ...  # (D, K)
    b = ...  # (K,)
    return W, b
''',
        source=dl.Affine.forward,
        cases=[
            "merge_layers(np.array([[2.0]]), np.array([1.0]), np.array([[3.0]]), np.array([5.0]))",
            (
                "W1, b1 = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])\n"
                "W2, b2 = np.array([[1.0, 0.0], [3.0, 2.0]]), np.array([0.0, 1.0])\n"
                "merge_layers(W1, b1, W2, b2)"
            ),
            (
                "W1, b1, W2, b2 = rng.normal(size=(3, 3)), rng.normal(size=3),"
                " rng.normal(size=(3, 3)), rng.normal(size=3)\nmerge_layers(W1, b1, W2, b2)"
            ),
            (
                "W1, b1, W2, b2 = rng.normal(size=(2, 3)), rng.normal(size=3),"
                " rng.normal(size=(3, 4)), rng.normal(size=4)\nmerge_layers(W1, b1, W2, b2)"
            ),
        ],
        misconceptions=[
            Misconception(
                "wrong-order",
                lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
                "`W2 @ W1` puts the second layer first. Rows of x meet `W1` before `W2`: read the formula from the"
                " left.",
            ),
            Misconception(
                "biases-added",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
                "The first bias also passes through the second layer: multiply out the bracket of the docstring.",
            ),
            Misconception(
                "second-bias-lost",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2),
                "The second bias is lost: put x = 0 into both sides and compare.",
            ),
            Misconception(
                "first-bias-lost",
                lambda W1, b1, W2, b2: (W1 @ W2, b2),
                "The first bias is lost: put x = 0 into both sides and compare.",
            ),
            Misconception(
                "second-bias-passes",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2 @ W2),
                "The weights are right. Of the two biases, which one passes through `W2`? Multiply out the bracket.",
            ),
            Misconception(
                "second-bias-from-the-right",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 + W2 @ b2),
                "The weights are right. Of the two biases, which one passes through `W2`, and from which side?",
            ),
            Misconception(
                "both-biases-pass",
                lambda W1, b1, W2, b2: (W1 @ W2, (b1 + b2) @ W2),
                "The weights are right. `b2` is added after `W2`: only what stands in the bracket of the docstring"
                " passes through it.",
            ),
            Misconception(
                "biases-multiplied",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 * b2),
                "The weights are right. No two biases are multiplied: multiply out the bracket, `b1` meets `W2`.",
            ),
            Misconception(
                "bias-among-weights",
                lambda W1, b1, W2, b2: (W1 @ W2 + b1 @ W2, b2),
                "`b1` is among your weights, and never meets x: it belongs to the bias. W holds only what stands"
                " beside x.",
            ),
            Misconception(
                "weights-added",
                lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
                "You add the weights. Three times 2x is 6x, not 5x: multiply out the bracket of the docstring.",
            ),
            Misconception(
                "only-weights-added",
                lambda W1, b1, W2, b2: (W1 + W2, b1 @ W2 + b2),
                "The bias is right, and the weights are added. Three times 2x is 6x, not 5x: multiply out the bracket.",
            ),
            Misconception(
                "bias-through-first-weights",
                lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b1 + b2),
                "The weights are right. `b1` is added after `W1`: which weights does it still pass through?",
            ),
            Misconception(
                "bias-row-through-first-weights",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W1 + b2),
                "The weights are right. In the bias you have `b1 @ W1`, but `b1` is added behind `W1`: which weights"
                " are still to come?",
            ),
            Misconception(
                "second-weights-transposed",
                lambda W1, b1, W2, b2: (W1 @ W2.T, b1 @ W2.T + b2),
                "`W2` has H rows and K columns, as `W1 @ W2` wants it. Is the `.T` needed?",
            ),
            Misconception(
                "elementwise-bias",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 * W2 + b2),
                "The weights are right. In the bias `*` multiplies element by element and adds nothing up: that is"
                " `@`.",
            ),
            Misconception(
                "bias-through-both",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W1 @ W2 + b2),
                "The weights are right. `b1` is added behind `W1` and never meets it: multiply out the bracket.",
            ),
            Misconception(
                "second-bias-sign",
                lambda W1, b1, W2, b2: (W1 @ W2, b1 @ W2 - b2),
                "The weights are right. `b2` is subtracted in yours: put x = 0 into both sides and compare.",
            ),
            Misconception(
                "columns-for-rows",
                lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2),
                "Both products are turned round, as if samples were columns. Here they are rows, and meet `W1` first,"
                " from the left.",
            ),
            Misconception(
                "bias-from-the-right",
                lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
                "The bias is a row: it meets `W2` from the left, as the rows of x do.",
            ),
            Misconception(
                "elementwise-weights",
                lambda W1, b1, W2, b2: (W1 * W2, b1 @ W2 + b2),
                "The bias is right. `W1 * W2` multiplies element by element: two layers of weights meet by `@`.",
            ),
            Misconception(
                "elementwise-product",
                lambda W1, b1, W2, b2: (W1 * W2, b1 * W2 + b2),
                "`*` multiplies element by element. A product of matrices also adds up: that is `@`.",
            ),
        ],
        hints=(
            "For one number a layer: 3 (2x + 1) + 5 is 6x + 8. The same happens with matrices.",
            "Multiply out (x @ W1 + b1) @ W2 + b2 and collect what stands with x and what stands alone.",
            "x @ (W1 @ W2) is (x @ W1) @ W2. What is left of the bracket is the new bias.",
        ),
        insight="However many layers: without a bend between them they are one weighted sum.",
    ),
    Exercise(
        name="dead_share",
        task="Find the share of dead units: those that are silent for every sample.",
        stub='''\
def dead_share(a):
    """Return the share, from 0 to 1, of ReLU units that no sample wakes.

    a (N, H) holds the weighted sums: one row a sample, one column a unit.
    A unit is dead if all its sums are 0 or below.
    """
    return ...  # your code here
''',
        source=dl.relu,
        cases=[
            "dead_share(np.array([[-5.0, -3.0], [6.0, -2.0]]))",
            "dead_share(np.array([[-1.0, -1.0, -2.0, -4.0], [-3.0, 0.0, -1.0, -2.0], [3.0, -2.0, 4.0, 1.0]]))",
            "dead_share(np.array([[1.0, 2.0], [3.0, -4.0]]))",
            "dead_share(np.array([[0.0, 2.0], [0.0, 1.0]]))",
            "a = rng.normal(size=(3, 40)) - 0.5\ndead_share(a)",
            "a = rng.normal(size=(20, 5)) - 9.0\ndead_share(a)",
        ],
        misconceptions=[
            Misconception(
                "silent-moments",
                lambda a: np.mean(a <= 0),
                "That is the share of silent moments. A unit is dead only if it is silent for every row: ask each"
                " column that question.",
            ),
            Misconception(
                "wrong-axis",
                lambda a: np.mean((a <= 0).all(axis=1)),
                "That is the share of samples that wake nobody: it looks along the rows. A unit is a column.",
            ),
            Misconception(
                "silent-samples-over-units",
                lambda a: np.sum((a <= 0).all(axis=1)) / a.shape[1],
                "The samples that wake nobody are counted, and divided by the units. A unit is a column: which way"
                " does yours look, or loop?",
            ),
            Misconception(
                "silent-once",
                lambda a: np.mean((a <= 0).any(axis=0)),
                "Silent once is not dead: all of its rows have to be at or below 0, not some.",
            ),
            Misconception(
                "count-for-share",
                lambda a: np.sum((a <= 0).all(axis=0)),
                "That is their number; a share is a part of all units, from 0 to 1.",
            ),
            Misconception("living-share", lambda a: np.mean((a > 0).any(axis=0)), "That is the share of the living."),
            Misconception(
                "zero-not-counted",
                lambda a: np.mean((a < 0).all(axis=0)),
                "A sum of exactly 0 also comes out as 0: read the docstring again, it says 0 or below.",
            ),
            Misconception(
                "total-of-samples",
                lambda a: np.mean(a.sum(axis=0) <= 0),
                "You look at a unit's total, or mean, over the samples. One sum above 0 wakes it, whatever the others"
                " are.",
            ),
            Misconception(
                "first-sample-only",
                lambda a: np.mean(a[0] <= 0),
                "You ask the first sample alone. A unit is dead if no sample wakes it: go down its whole column.",
            ),
            Misconception(
                "last-sample-only",
                lambda a: np.mean(a[-1] <= 0),
                "These are the numbers of the last sample alone. A unit is dead if no sample wakes it: ask its whole"
                " column.",
            ),
            Misconception(
                "percentage",
                lambda a: 100 * np.mean((a <= 0).all(axis=0)),
                "That is a percentage; a share is a part of all units, from 0 to 1.",
            ),
            Misconception(
                "divided-by-samples",
                lambda a: np.sum((a <= 0).all(axis=0)) / len(a),
                "You count the right units and divide by the samples: `len(a)` counts rows, and units are columns.",
            ),
            Misconception(
                "divided-by-all-sums",
                lambda a: np.sum((a <= 0).all(axis=0)) / a.size,
                "You count the right units and divide by all the sums: `a.size` is samples times units.",
            ),
            Misconception(
                "divided-by-the-living",
                lambda a: np.sum((a <= 0).all(axis=0)) / np.sum((a > 0).any(axis=0)),
                "That is the dead divided by the living. A share is a part of all units.",
            ),
            Misconception(
                "every-unit-counted",
                lambda a: 1.0,
                "All units count as dead in yours, whatever their sums. (`len` counts True and False alike.)",
            ),
            Misconception(
                "exactly-zero",
                lambda a: np.mean((a == 0).all(axis=0)),
                "Only sums of exactly 0 count in yours. ReLU makes a 0 of every sum below 0, too.",
            ),
            Misconception(
                "comparison-turned",
                lambda a: np.mean((a >= 0).all(axis=0)),
                "You count the units that no sample puts below 0: look at the direction of the comparison.",
            ),
            Misconception(
                "awake-for-every-sample",
                lambda a: np.mean((a > 0).all(axis=0)),
                "That is the share of units that every sample wakes: look at the direction of the comparison.",
            ),
            Misconception(
                "silent-for-most",
                lambda a: np.mean(np.mean(a <= 0, axis=0) > 0.5),
                "Silent for most samples is not dead: a single sum above 0 wakes a unit.",
            ),
            Misconception(
                "divided-by-shape",
                lambda a: np.sum((a <= 0).all(axis=0)) / np.array(a.shape),
                "You count the right units, but `a.shape` is two numbers, samples and units. Which of them is it?",
            ),
            Misconception(
                "all-before-comparing",
                lambda a: np.mean(a.all(axis=0) <= 0),
                "You count the units with a sum of exactly 0, as `a.all(axis=0) <= 0` does. First compare with 0, then"
                " ask for all.",
            ),
            Misconception(
                "silent-samples-counted",
                lambda a: np.mean(np.sum(a <= 0, axis=0)),
                "That is in how many samples a unit is silent, on average. A unit is dead if it is silent in all of"
                " them.",
            ),
            Misconception(
                "one-answer-for-all",
                lambda a: (a <= 0).all(),
                "Yours is 0 unless every unit is dead: one answer for the whole table, or a fraction cut off. Ask each"
                " column, then take the mean.",
            ),
        ],
        hints=(
            "With 4 units of which one never comes above 0, the answer is 0.25, however many rows there are.",
            "First ask each column one question, with `.all(axis=...)`; then take the mean of the answers.",
            "`(a <= 0)` is a table of True and False; `.all(axis=0)` goes down each column; a mean counts True as 1.",
        ),
        insight="A unit that is silent for every sample has slope 0 for every sample: its weights stop learning.",
    ),
    Exercise(
        name="neuron_slope",
        task="Hunt: repair the slope of a sigmoid neuron.",
        stub='''\
def neuron_slope(x, w, b):
    """Return the slope of sigmoid(x * w + b) in w, for arrays of one shape."""
    def d_sigmoid(a):
        return mine.sigmoid(a) * (1 - mine.sigmoid(a))

    a = x * w + b
    z = mine.sigmoid(a)
    return x * d_sigmoid(z)
''',
        symptom=(
            "It runs and it even trains, but at x = 1, w = 0, b = 0 the measured slope is 0.25, and this says 0.235."
        ),
        source=dl.Sigmoid,
        cases=[
            "neuron_slope(np.array([1.0]), np.array([0.0]), np.array([0.0]))",
            "neuron_slope(np.array([2.0, -1.0]), np.array([0.5, 3.0]), np.array([0.1, -0.4]))",
            "x, w, b = rng.normal(size=(3, 5))\nneuron_slope(x, w, b)",
        ],
        misconceptions=[
            Misconception(
                "input-factor-missing",
                lambda x, w, b: dl.sigmoid(x * w + b) * (1 - dl.sigmoid(x * w + b)),
                "That is the slope in `a`. The weight reaches `a` through a product with x: which factor does that"
                " add?",
            ),
            Misconception(
                "slope-in-input",
                lambda x, w, b: w * dl.sigmoid(x * w + b) * (1 - dl.sigmoid(x * w + b)),
                "That is the slope in x. How much does `a` change when w changes by 1?",
            ),
            Misconception(
                "sum-for-activation",
                lambda x, w, b: x * (x * w + b) * (1 - (x * w + b)),
                "z (1 - z) wants the activation; here it was given the weighted sum.",
            ),
            Misconception(
                "bias-lost",
                lambda x, w, b: x * dl.sigmoid(x * w) * (1 - dl.sigmoid(x * w)),
                "This is right only where b is 0: the slope is taken at x w, and the weighted sum is more than that.",
            ),
            Misconception(
                "one-sum-for-all",
                lambda x, w, b: x * dl.sigmoid(x @ w + b) * (1 - dl.sigmoid(x @ w + b)),
                "Yours adds up all of x w, as `x @ w` does. Here each element has a weighted sum of its own.",
            ),
            Misconception(
                "slope-at-zero-everywhere",
                lambda x, w, b: 0.25 * x,
                "0.25 is the sigmoid's slope where the weighted sum is 0, as in the symptom. Elsewhere it is smaller.",
            ),
            Misconception(
                "sum-in-the-bracket",
                lambda x, w, b: x * dl.sigmoid(x * w + b) * (1 - (x * w + b)),
                "These are the numbers of x z (1 - a): what does z (1 - z) have in place of `a`?",
            ),
            Misconception(
                "activation-for-input",
                lambda x, w, b: dl.sigmoid(x * w + b) ** 2 * (1 - dl.sigmoid(x * w + b)),
                "The slope in `a` is right, but its factor is z. The weight reaches `a` through a product: with what?",
            ),
            Misconception(
                "sum-for-input",
                lambda x, w, b: x * w * dl.sigmoid(x * w + b) * (1 - dl.sigmoid(x * w + b)),
                "The slope in `a` is right, but one factor is too many: how much does `a` change when w changes by 1?",
            ),
            Misconception(
                "input-twice",
                lambda x, w, b: x * x * dl.sigmoid(x * w + b) * (1 - dl.sigmoid(x * w + b)),
                "The slope in `a` is right, but there is one factor x too many: how much does `a` change when w"
                " changes by 1?",
            ),
            Misconception(
                "first-factor-missing",
                lambda x, w, b: x * (1 - dl.sigmoid(x * w + b)),
                "These are the numbers of x (1 - z). z (1 - z) has one factor more.",
            ),
            Misconception(
                "bracket-squared",
                lambda x, w, b: x * (1 - dl.sigmoid(x * w + b)) ** 2,
                "These are the numbers of x (1 - z)². Of the two factors z and 1 - z, which one is missing?",
            ),
            Misconception(
                "curve-for-slope",
                lambda x, w, b: x * dl.sigmoid(x * w + b),
                "The sigmoid itself is not its slope: one factor is missing.",
            ),
        ],
        hints=(
            "Measure it: `dl.numerical_diff(lambda w: dl.sigmoid(1.0 * w), 0.0)` gives 0.25.",
            "`d_sigmoid` says in its first line what it wants to be given. What is it given in the last line?",
            "Give `d_sigmoid` the weighted sum, or write the slope with z and take no sigmoid at all.",
        ),
        insight="A slope formula belongs to its argument: of `a`, or of `z`. Say which in the name.",
    ),
]

QUESTIONS = [
    Question(
        id="02.1",
        kind="recall",
        text="What does a layer compute from a batch x whose rows are samples?",
        choices=[
            Choice(
                "`x @ W + b`, then a bend",
                "Weighted sums for all rows at once, and the bend element by element.",
                right=True,
            ),
            Choice("`W @ x + b`, then a bend", "Samples are rows: they meet `W` from the left."),
            Choice("`x * W + b`, then a bend", "`*` multiplies element by element; a weighted sum also adds up."),
        ],
    ),
    Question(
        id="02.2",
        kind="recall",
        text="x has shape (5, 3) and W has shape (3, 4). What is the shape of `x @ W`?",
        choices=[
            Choice("(5, 4)", "The inner 3 is summed over; rows stay samples, columns are units.", right=True),
            Choice("(3, 3)", "The two numbers that meet in the middle vanish; the outer two stay."),
            Choice("(4, 5)", "Rows stay rows: the 5 samples come first."),
        ],
        shows="(np.ones((5, 3)) @ np.ones((3, 4))).shape",
    ),
    Question(
        id="02.3",
        kind="quiz",
        text="How many parameters has a layer with 3 inputs and 4 units?",
        choices=[
            Choice("12", "Those are the weights alone; each unit has one number more."),
            Choice("16", "12 weights and 4 biases.", right=True),
            Choice("7", "Every input has a weight for every unit: multiply, where you add."),
        ],
        shows="(3 + 1) * 4",
    ),
    Question(
        id="02.4",
        kind="predict",
        text="Which of these curves becomes flat on both sides?",
        choices=[
            Choice(
                "sigmoid", "Far from 0 it is nearly 0 or nearly 1, and its slope nearly 0: it saturates.", right=True
            ),
            Choice("ReLU", "Flat on the left only; on the right it rises for ever."),
            Choice("leaky ReLU", "It is nowhere flat: that is its purpose."),
        ],
    ),
    Question(
        id="02.5",
        kind="predict",
        text="Eight layers without a bend: what can the stack draw?",
        choices=[
            Choice("a curve with seven corners", "A corner needs a bend, and there is none."),
            Choice("a straight line", "Straight after straight is straight: eight layers are one.", right=True),
            Choice("any curve, given enough units", "Width does not help either: sums of straight lines are straight."),
        ],
    ),
    Question(
        id="02.6",
        kind="predict",
        text="Weights ten times as large: where do the sigmoid activations z go?",
        choices=[
            Choice(
                "towards 0 and 1",
                "Large sums lie where the curve is flat: z saturates, and its slope vanishes.",
                right=True,
            ),
            Choice("towards 0.5", "That happens when the weights are small: sums near 0 give 0.5."),
            Choice("above 1", "A sigmoid never leaves 0 to 1."),
        ],
        shows="dl.sigmoid(np.array([-0.5, 0.5]) * 10)",
    ),
    Question(
        id="02.7",
        kind="predict",
        text="A very negative bias has silenced a ReLU unit for every sample. Will training wake it?",
        choices=[
            Choice(
                "yes, the gradient pushes the bias up",
                "Its slope is 0 for every sample, so its gradient is 0: nothing pushes.",
            ),
            Choice("yes, with a larger learning rate", "Any rate times a gradient of 0 is a step of 0."),
            Choice("no", "Slope 0 for every sample: its weights and its bias stay where they are.", right=True),
        ],
        shows="dl.numerical_diff(dl.relu, np.array([-9.0, -7.0]))",
    ),
    Question(
        id="02.8",
        kind="quiz",
        text="Why can a network of step functions not learn by descent?",
        choices=[
            Choice(
                "its outputs are only 0 and 1", "Outputs of 0 and 1 are no obstacle by themselves: think of the slope."
            ),
            Choice(
                "its slope is 0 wherever it has one",
                "A small change of a weight changes nothing, so the gradient shows no way.",
                right=True,
            ),
            Choice("it is not linear", "No activation should be linear: a bend is needed."),
        ],
        shows="dl.numerical_diff(dl.step, np.array([-2.0, 3.0]))",
    ),
    Question(
        id="02.9",
        kind="quiz",
        text="A function f is linear if f(x + y) = f(x) + f(y) and f(c x) = c f(x). Which one fails?",
        choices=[
            Choice("identity", "It passes both tests."),
            Choice("`3 * x`", "3 (x + y) is 3x + 3y, and 3 c x is c 3x: it passes."),
            Choice("ReLU", "relu(-1) + relu(1) is 1, but relu(-1 + 1) is 0.", right=True),
        ],
        shows="dl.relu(-1.0) + dl.relu(1.0) - dl.relu(-1.0 + 1.0)",
    ),
    Question(
        id="02.10",
        kind="quiz",
        text="What is the largest slope a sigmoid can have?",
        choices=[
            Choice("1", "That is the slope of tanh at 0, and of ReLU."),
            Choice(
                "0.25",
                "z (1 - z) is largest at z = 0.5, that is at a = 0, and there it is a quarter.",
                right=True,
            ),
            Choice("0.5", "0.5 is its value at 0; the slope there is 0.5 times 0.5."),
        ],
        shows="dl.numerical_diff(dl.sigmoid, 0.0)",
    ),
    Question(
        id="02.11",
        kind="recall",
        text="From lesson 00: x is [[1, 2], [3, 4]] and w is [10, 1]. What is `x @ w`?",
        choices=[
            Choice("[13, 24]", "That goes down the columns of x. `@` takes each row: 10 times 1 plus 1 times 2."),
            Choice("[[10, 2], [30, 4]]", "That is `x * w`. `@` also adds up each row: one number is left of it."),
            Choice("[12, 34]", "Each row of x meets w: 10 times 1 plus 1 times 2, and so on.", right=True),
        ],
        shows="np.array([[1, 2], [3, 4]]) @ np.array([10, 1])",
    ),
]

ORDERINGS = []
