"""Lesson 04: slopes by measurement, and the way downhill."""

from functools import partial

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Question
from ..shared.by_hand import PARAMS, T, X

TITLE = "Numerical differentiation"


def _central(f, x, h, divisor):
    return (f(x + h) - f(x - h)) / divisor


def _one_sided(f, x, h):
    return (f(x + h) - f(x)) / h


def _gradient(f, x, nudge=1e-4, divisor=2e-4, restore=True, grad=None):
    """Return the book's gradient with one thing wrong: it nudges x in place, whatever x can hold."""
    grad = np.zeros_like(x) if grad is None else grad
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + nudge
        above = f(x)
        x[index] = kept - nudge
        grad[index] = (above - f(x)) / divisor
        if restore:
            x[index] = kept
    return grad


def _of_floats(f, x, **wrong):
    return _gradient(f, x if x.dtype.kind == "f" else x.astype(float), **wrong)


def _put_back_by_sums(f, x, h=1e-5):
    x = x if x.dtype.kind == "f" else x.astype(float)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += h
        above = f(x)
        x[index] -= 2 * h
        grad[index] = (above - f(x)) / (2 * h)
        x[index] += h
    return grad


def _forward(f, x, h):
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept, here = x[index], f(x)
        x[index] = kept + h
        grad[index] = (f(x) - here) / h
        x[index] = kept
    return grad


def _through_a_copy(f, x):
    """Nudge `x.reshape(-1)`, which is x itself only where the elements lie in a row."""
    x = np.asarray(x, dtype=float)
    return _of_floats(f, x) if x.flags.c_contiguous else np.zeros(x.shape)


def _rows_at_once(f, x, keep):
    """Nudge a whole row; `keep(row)` is what goes back into it: a view has moved along."""
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for i in range(len(x)):
        kept = keep(x[i])
        x[i] = kept + 1e-5
        above = f(x)
        x[i] = kept - 1e-5
        grad[i] = (above - f(x)) / 2e-5
        x[i] = kept
    return grad


def _first_alone(f, x):
    grad = np.zeros(x.shape)
    grad.flat[0] = _of_floats(f, x).flat[0]
    return grad


def _row_by_row(f, x):
    x = x.astype(float)
    grad = np.zeros_like(x)
    for i in range(len(x)):
        nudge = np.zeros_like(x)
        nudge[i] = 1e-5
        grad[i] = (f(x + nudge) - f(x - nudge)) / 2e-5
    return grad


def _all_at_once(f, x):
    return np.full(x.shape, (f(x + 1e-5) - f(x - 1e-5)) / 2e-5)


def _all_in_place(f, x):
    x = np.asarray(x, dtype=float)
    kept = x.copy()
    x += 1e-5
    above = f(x)
    x -= 2e-5
    grad = np.full(x.shape, (above - f(x)) / 2e-5)
    x[...] = kept
    return grad


def _nudge_for_element(f, x):
    x = np.asarray(x, dtype=float)
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = 1e-5
        above = f(x)
        x[index] = -1e-5
        grad[index] = (above - f(x)) / 2e-5
        x[index] = kept
    return grad


def _descent(f, init_x, learning_rate, step_num, sign=-1, slope=dl.numerical_gradient):
    x = np.array(init_x, dtype=float)
    path = [x.copy()]
    for _ in range(step_num):
        x = x + sign * learning_rate * slope(f, x)
        path.append(x.copy())
    return np.array(path)


def _same_array_again(f, init_x, learning_rate, step_num):
    return np.array([_descent(f, init_x, learning_rate, step_num)[-1]] * (step_num + 1))


def _copies_the_start_alone(f, init_x, learning_rate, step_num):
    path = _same_array_again(f, init_x, learning_rate, step_num)
    path[0] = init_x
    return path


def _same_array_that_is_the_start(f, init_x, learning_rate, step_num):
    init_x[...] = _descent(f, init_x, learning_rate, step_num)[-1]
    return np.array([init_x] * (step_num + 1))


def _moves_the_start(f, init_x, learning_rate, step_num):
    path = _descent(f, init_x, learning_rate, step_num)
    init_x[...] = path[-1]
    return path


def _moves_the_start_and_stops_early(f, init_x, learning_rate, step_num):
    return _moves_the_start(f, init_x, learning_rate, step_num)[:-1]


def _steps_for_places(f, init_x, learning_rate, step_num):
    path = _descent(f, init_x, learning_rate, step_num)
    return np.concatenate([path[:1], path[:-1] - path[1:]])


def _slope_of_the_start(f, init_x, learning_rate, step_num):
    step = learning_rate * dl.numerical_gradient(f, np.array(init_x, dtype=float))
    return np.array([init_x - i * step for i in range(step_num + 1)])


def _steps_of_the_height(f, init_x, learning_rate, step_num):
    path = [np.array(init_x, dtype=float)]
    for _ in range(step_num):
        path.append(path[-1] - learning_rate * f(path[-1]))
    return np.array(path)


def _step_for_place(slope, x, learning_rate, step_num):
    for _ in range(step_num):
        x = -learning_rate * slope(x)
    return x


def _weights(i, h, o):
    return i * h + h * o


def _losses_by_hand(weight="W2", at=(0, 0), bend=dl.relu, samples=2, mean=4):
    """Return the loss of the network by hand with one weight 1 larger, and 1 smaller."""
    losses = []
    for nudge in (1, -1):
        params = {key: param.copy() for key, param in PARAMS.items()}
        params[weight][at] += nudge
        z = bend(X @ params["W1"] + params["b1"])
        errors = (z @ params["W2"] + params["b2"] - T)[:samples]
        losses.append(float((errors**2).sum() / mean))
    return tuple(losses)


def _by_hand(slope=lambda above, below: (above - below) / 2, **wrong):
    """Return a wrong `slope_by_hand`: another slope of the two losses, or losses that go wrong."""

    def slope_by_hand():
        above, below = _losses_by_hand(**wrong)
        return above, below, slope(above, below)

    return slope_by_hand


def _says(losses, too_large=lambda losses: not losses[-1] < losses[0], share=0.9, fine_last=False):
    """Return a diagnosis; `fine_last` decides where nan falls through to, of which every comparison is False."""
    if too_large(losses):
        return "too large"
    if fine_last:
        return "too small" if losses[-1] >= share * losses[0] else "fine"
    return "fine" if losses[-1] < share * losses[0] else "too small"


def _swapped_names(losses):
    return {"too large": "too small", "too small": "too large", "fine": "fine"}[_says(losses)]


def _is_corner(f, x, h=1e-5, left=lambda f, x, h: (f(x) - f(x - h)) / h):
    return abs((f(x + h) - f(x)) / h - left(f, x, h)) > 0.01


def _spoilt_by(f, x, is_corner=_is_corner, is_coarse=lambda x: x.dtype == np.float32):
    if is_coarse(x):
        return "float32"
    return "corner" if is_corner(f, x) else "nothing"


def _corner_first(f, x):
    return "corner" if _is_corner(f, x) else _spoilt_by(f, x)


def _where_left_and_right(found):
    """Return a wrong test for a corner, which looks at the two slopes in the way of `found`."""
    return lambda f, x, h=1e-5: found((f(x) - f(x - h)) / h, (f(x + h) - f(x)) / h)


_differ = _where_left_and_right(lambda left, right: left != right)


def _true_gradient(x, t, W):
    return dl.numerical_gradient(lambda V: dl.cross_entropy_error(dl.softmax(x @ V), t), W.copy())


def _gradient_of_the_data(x, t, W):
    return dl.numerical_gradient(lambda V: dl.cross_entropy_error(dl.softmax(V @ W), t), x.copy())


EXERCISES = [
    Exercise(
        name="f_slope",
        task="Write the slope of a parabola by the rules of calculus.",
        stub='''\
def f_slope(x):
    """Return the slope of 0.01 * x**2 + 0.1 * x, exactly; x may be an array."""
    return ...  # your code here
''',
        source=dl.numerical_diff,
        cases=["f_slope(5.0)", "x = np.array([-3.0, 0.0, 10.0])\nf_slope(x)", "f_slope(-10.0)"],
        misconceptions=[
            Misconception(
                "height-for-slope",
                lambda x: 0.01 * x**2 + 0.1 * x,
                "That is the height of the curve, f itself. How steep is it there?",
            ),
            Misconception(
                "no-constant-term",
                lambda x: 0.02 * x,
                "At 0 you say flat, but there the line 0.1 x still rises: a term is missing.",
            ),
            Misconception(
                "constant-times-x",
                lambda x: 0.02 * x + 0.1 * x,
                "The slope of 0.1 x is the same everywhere: it holds no x.",
            ),
            Misconception(
                "no-factor-two",
                lambda x: 0.01 * x + 0.1,
                "The slope of x squared grows twice as fast: which factor comes down from the exponent?",
            ),
            Misconception(
                "exponent-kept",
                lambda x: 0.02 * x**2 + 0.1,
                "There is still an x squared in these numbers: deriving lowers the exponent by one.",
            ),
            Misconception(
                "both-exponents-kept",
                lambda x: 0.02 * x**2 + 0.1 * x,
                "The factor 2 is there, but both powers of x have stayed: deriving lowers each exponent by one.",
            ),
            Misconception(
                "constant-turned",
                lambda x: 0.02 * x - 0.1,
                "At 0 you say downhill, but there the line 0.1 x rises: which sign has its slope?",
            ),
            Misconception(
                "ten-times-too-steep",
                lambda x: 0.2 * x + 0.1,
                "Right at 0, but with x it grows ten times too fast: how much is 2 times 0.01?",
            ),
            Misconception(
                "measured",
                lambda x: dl.numerical_diff(lambda v: 0.01 * v**2 + 0.1 * v, x),
                "Ten digits are right, for it is measured. The rules give all of them, without an h.",
            ),
            Misconception(
                "size-alone",
                lambda x: np.abs(0.02 * x + 0.1),
                "The size is right, but at -10 the curve falls: which sign has a slope there?",
            ),
            Misconception(
                "never-below-zero",
                lambda x: np.maximum(0.02 * x + 0.1, 0),
                "At -10 the curve falls, and you say flat: a slope may be negative.",
            ),
        ],
        hints=(
            "At 5 the slope is 0.2, at 10 it is 0.3: it is a straight line in x.",
            "Derive term by term: the slope of x squared is 2x, that of x is 1.",
            "Put the factors 0.01 and 0.1 in front of the two slopes, and add them.",
        ),
        insight="The rules give the slope exactly; measuring gives it for any f, without rules.",
        rtol=1e-12,  # closer than a measured slope comes
        atol=1e-14,
    ),
    Exercise(
        name="forward_diff",
        task="Measure a slope with one step to the right.",
        stub='''\
def forward_diff(f, x, h):
    """Return the slope of the secant of f from x to x + h."""
    return (f(...) - f(...)) / ...
''',
        source=dl.numerical_diff,
        cases=[
            "forward_diff(lambda x: x**2, 3.0, 1.0)",
            "forward_diff(lambda x: x**2, -3.0, 0.5)",
            "forward_diff(np.exp, 1.0, 0.5)",
            "x = np.array([0.0, 1.0])\nforward_diff(np.sin, x, 0.1)",
        ],
        misconceptions=[
            Misconception(
                "no-brackets",
                lambda f, x, h: f(x + h) - f(x) / h,
                "Only f(x) is divided by h: `/` comes before `-`. Brackets belong around the whole rise.",
            ),
            Misconception(
                "starts-at-zero",
                lambda f, x, h: (f(x + h) - f(h)) / h,
                "f(h) is f at a distance h from 0. The secant begins at x.",
            ),
            Misconception(
                "ends-at-h",
                lambda f, x, h: (f(h) - f(x)) / h,
                "f(h) is f at a distance h from 0. Which point lies h away from x?",
            ),
            Misconception(
                "h-outside-of-f",
                lambda f, x, h: (f(x) + h - f(x)) / h,
                "The slope is 1 for every f, as if h were added to f(x): which number should it be added to?",
            ),
            Misconception(
                "from-h-to-x",
                lambda f, x, h: (f(x) - f(h)) / h,
                "These are the numbers of f(x) - f(h). The secant begins at x: where does it end?",
            ),
            Misconception(
                "divided-by-x",
                lambda f, x, h: (f(x + h) - f(x)) / x,
                "The rise is divided by x here. From x to x + h, how long is the run?",
            ),
            Misconception(
                "sum-for-rise",
                lambda f, x, h: (f(x + h) + f(x)) / h,
                "This is the sum of f at the two ends, over h: a rise is a difference.",
            ),
            Misconception(
                "tangent",
                lambda f, x, h: dl.numerical_diff(f, x),
                "That is the tangent's slope, as with a tiny h of its own: the secant with the h that is handed in is"
                " wanted.",
            ),
            Misconception(
                "rise-for-slope",
                lambda f, x, h: f(x + h) - f(x),
                "That is how far f rises; the slope is rise over run.",
            ),
            Misconception(
                "multiplied-by-h",
                lambda f, x, h: (f(x + h) - f(x)) * h,
                "Right for a run of 1 alone: this is the rise times the run, and the slope is the rise over it.",
            ),
            Misconception(
                "size-alone",
                lambda f, x, h: abs(f(x + h) - f(x)) / h,
                "The size is right everywhere, but where f falls the slope is negative.",
            ),
            Misconception(
                "divided-by-two-h",
                lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
                "Half of each slope: x and x + h are h apart, not 2h.",
            ),
            Misconception(
                "backward",
                lambda f, x, h: (f(x) - f(x - h)) / h,
                "Your second point lies left of x: the docstring steps to the right.",
            ),
            Misconception(
                "sign-turned",
                lambda f, x, h: (f(x) - f(x + h)) / h,
                "The sign is turned: where f rises, the slope is positive.",
            ),
            Misconception(
                "central",
                lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
                "That is the central difference, which is better, but not what is asked here: start at x.",
            ),
        ],
        hints=(
            "From 3 to 4, x squared rises from 9 to 16: the slope of the secant is 7.",
            "Rise over run: the run is h.",
            "The rise is the difference of f at the two ends, the right one first.",
        ),
        insight="The secant's slope comes near the tangent's as h shrinks, until rounding takes over.",
    ),
    Exercise(
        name="numerical_diff",
        task="Measure a slope to eight digits.",
        stub='''\
def numerical_diff(f, x):
    """Return the slope of f at x, good to 1e-7 of its size; x may be an array."""
    h = ...
    return ...  # your code here
''',
        source=dl.numerical_diff,
        cases=[
            "numerical_diff(lambda x: x**3, 2.0)",
            "numerical_diff(np.exp, 1.0)",
            "numerical_diff(lambda x: x**3, 0.5)",
            "x = np.array([0.0, 0.5, 2.5])\nnumerical_diff(np.sin, x)",
        ],
        misconceptions=[
            *(
                Misconception(
                    f"{side}-side-only-{digits}-digits",
                    partial(_one_sided, h=way * h),
                    f"A step of {h:.0e} to the {side} of x alone gives these numbers: {digits} digits are right. For"
                    " eight, look at both sides.",
                )
                for h, digits in ((1e-3, "three"), (1e-4, "four"), (1e-5, "five"), (1e-6, "six"))
                for way, side in ((1, "right"), (-1, "left"))
            ),
            Misconception(
                "step-too-small",
                partial(_central, h=1e-50, divisor=2e-50),
                "So small an h moves nothing: x + h is x again, and the slope is 0. How many digits has a float64?",
            ),
            Misconception(
                "same-place-twice",
                lambda f, x: 0 * x,
                "The slope is 0 everywhere: do you take f at the same place twice?",
            ),
            Misconception(
                "twice-too-steep",
                partial(_central, h=1e-5, divisor=1e-5),
                "Twice too steep: is something to be divided by 2? From x - h to x + h the run is 2h.",
            ),
            Misconception(
                "sign-turned",
                partial(_central, h=1e-5, divisor=-2e-5),
                "The sign is turned: where f rises, the slope is positive. Which point comes first?",
            ),
            *(
                Misconception(
                    f"{slip}-h-{h:.0e}",
                    partial(_central, h=h, divisor=divisor),
                    f"This is {2 * h / divisor:.0e} times the slope, {sentence}",
                )
                for h in (1e-3, 1e-4, 1e-5, 1e-6)
                for slip, divisor, sentence in (
                    (
                        "no-brackets",
                        2 / h,
                        "as `/ 2 * h` gives it: divided by 2, then multiplied by h. What belongs into brackets?",
                    ),
                    ("rise-for-slope", 1.0, "as a rise that is not divided: the slope is rise over run."),
                    (
                        "divided-by-two",
                        2.0,
                        "as a rise that is divided by 2 alone: how far is it from x - h to x + h?",
                    ),
                )
            ),
            *(
                Misconception(f"{slip}-h-{h:.0e}", partial(wrong, h=h), f"{sentence} (As with h = {h:.0e}.)")
                for h in (1e-3, 1e-4, 1e-5, 1e-6)
                for slip, wrong, sentence in (
                    (
                        "no-outer-brackets",
                        lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
                        "Only f(x - h) is divided: `/` comes before `-`. Brackets belong around the whole rise.",
                    ),
                    (
                        "second-point-is-x",
                        lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
                        "Half of each slope, as from f at x + h and at x itself, over 2h. Where should the second lie?",
                    ),
                    (
                        "sum-for-rise",
                        lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
                        "This is the sum of f on both sides, over 2h: a rise is a difference.",
                    ),
                )
            ),
            *(
                Misconception(
                    f"h-of-{size}",
                    partial(_central, h=h, divisor=2 * h),
                    f"Between x - {h:g} and x + {h:g} the curve bends: bring the two points nearer to x.",
                )
                for h, size in (
                    (1e-3, "a-thousandth"),
                    (0.01, "a-hundredth"),
                    (0.1, "a-tenth"),
                    (0.5, "a-half"),
                    (1.0, "one"),
                )
            ),
            *(
                Misconception(
                    f"{side}-h-{h:.0e}",
                    measured,
                    f"At {first} and at x + {h:.0e} f gives nearly the same: rounding leaves few digits of the rise."
                    " Make h larger.",
                )
                for h in (1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15)
                for side, first, measured in (
                    ("rounded-away-both-sides", f"x - {h:.0e}", partial(_central, h=h, divisor=2 * h)),
                    ("rounded-away-right-side", "x", partial(_one_sided, h=h)),
                )
            ),
        ],
        hints=(
            "For x cubed at 2 the slope is 12, and yours should differ by less than a millionth.",
            "One step to the right errs by a multiple of h; steps to both sides cancel that error.",
            "Take f at x + h and at x - h, and an h near 1e-5: larger bends, smaller rounds.",
        ),
        insight="Both sides with h near 1e-5: some ten digits. One side with h near 1e-8: eight at best.",
        rtol=1e-7,
        atol=0.0,  # no slope of the cases is 0, and what is far too small is told apart
    ),
    Exercise(
        name="diagnose_slope",
        task="Say whether a measured slope can be trusted, and if not, why.",
        stub='''\
def diagnose_slope(f, x):
    """Say what spoils a slope of f measured at x, a NumPy number: "float32", "corner"
    or "nothing".

    A number of 32 bits is "float32", whatever f is. At a corner the slope to the left
    and the slope to the right of x, each measured with h = 1e-5, differ by more than
    0.01.
    """
    return ...  # your code here
''',
        cases=[
            "diagnose_slope(lambda x: x * x, np.float64(3))",
            "diagnose_slope(lambda x: x * x, np.float64(-3))",
            "diagnose_slope(lambda x: x * x, np.float32(3))",
            "diagnose_slope(abs, np.float64(0))",
            "diagnose_slope(dl.relu, np.float64(0))",
            "diagnose_slope(dl.relu, np.float64(2))",
            "diagnose_slope(lambda x: abs(x - 2), np.float64(2))",
            "diagnose_slope(lambda x: -abs(x - 1), np.float64(1))",
            "diagnose_slope(lambda x: 0.007 * abs(x), np.float64(0))",
            "diagnose_slope(lambda x: 0.004 * abs(x), np.float64(0))",
            "diagnose_slope(lambda x: 0.03 * abs(x), np.float64(0))",
            "diagnose_slope(lambda x: 0.0055 * abs(x), np.float64(0))",
            "diagnose_slope(lambda x: 0.0045 * abs(x), np.float64(0))",
            "diagnose_slope(lambda x: x * x, np.float64(0.0025))",
            "diagnose_slope(lambda x: x**3, np.float64(10))",
            "diagnose_slope(lambda x: 60 * x * x, np.float64(1))",
            "diagnose_slope(abs, np.float32(0))",
        ],
        misconceptions=[
            Misconception(
                "coarse-numbers-unseen",
                partial(_spoilt_by, is_coarse=lambda x: False),
                "Corners are found, numbers of 32 bits are not: `x.dtype` says of which type a number is.",
            ),
            Misconception(
                "no-corner",
                partial(_spoilt_by, is_corner=lambda f, x: False),
                "No corner is found: compare the slope on the left with the slope on the right, each a rise divided by"
                " h.",
            ),
            Misconception(
                "no-size",
                partial(_spoilt_by, is_corner=lambda f, x: (f(x + 1e-5) - 2 * f(x) + f(x - 1e-5)) / 1e-5 > 0.01),
                "Corners that point down are found, those that point up are not: the difference may be negative."
                " Take its size, then compare.",
            ),
            Misconception(
                "no-size-turned",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: left - right > 0.01)),
                "Corners that point up are found, those that point down are not: the difference may be negative."
                " Take its size, then compare.",
            ),
            Misconception(
                "no-margin",
                partial(_spoilt_by, is_corner=_differ),
                "You call a smooth slope a corner: two measured slopes are hardly ever equal. How far apart may they"
                " be?",
            ),
            Misconception(
                "no-margin-corner-first",
                lambda f, x: "corner" if _differ(f, x) else _spoilt_by(f, x),
                "Two measured slopes are hardly ever equal: how far apart may they be? And a number of 32 bits is"
                " told before you measure.",
            ),
            Misconception(
                "corner-and-nothing-swapped",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: not abs(left - right) > 0.01)),
                '"corner" and "nothing" have changed places.',
            ),
            Misconception(
                "corner-of-relu-alone",
                partial(_spoilt_by, is_corner=lambda f, x: abs(dl.numerical_diff(f, x) - 0.5) < 0.01),
                "Of these corners you find that of ReLU alone. -1 and 1 are far apart too: take the size of the"
                " difference, not of each slope.",
            ),
            Misconception(
                "sign-must-change",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: left * right < 0)),
                "Where the slope changes its sign you find corners, small ones too. At that of ReLU it goes from 0 to"
                " 1: how far apart are the two?",
            ),
            Misconception(
                "corner-at-zero",
                partial(_spoilt_by, is_corner=lambda f, x: x == 0),
                "You find corners at 0 and at no other place, small ones too: how far apart are the two slopes?",
            ),
            Misconception(
                "corner-only-at-zero",
                partial(_spoilt_by, is_corner=lambda f, x: _is_corner(f, x) and x == 0),
                "The corners at 0 are found, the others are not. Does x decide, or is h so small that x + h is x?",
            ),
            Misconception(
                "margin-of-a-tenth",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: abs(right - left) > 0.1)),
                "Slopes that differ by 0.014 or 0.06 are no corner in yours. From which difference on is it one?",
            ),
            Misconception(
                "margin-of-a-thousandth",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: abs(right - left) > 0.001)),
                "Slopes that differ by 0.008 are a corner in yours. From which difference on is it one?",
            ),
            Misconception(
                "margin-of-a-half-hundredth",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: abs(right - left) > 0.005)),
                "Slopes that differ by 0.008 are a corner in yours: is your limit 0.01, less, or a share of a slope?",
            ),
            Misconception(
                "rounded-then-compared",
                partial(
                    _spoilt_by,
                    is_corner=_where_left_and_right(lambda left, right: round(left, 2) != round(right, 2)),
                ),
                "A smooth slope of 0.005 is a corner in yours: two numbers that are close may be rounded apart. Look at"
                " their difference.",
            ),
            Misconception(
                "half-the-difference",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: abs(right - left) / 2 > 0.01)),
                "Slopes that differ by 0.014 are no corner in yours. Is your limit larger, or do you compare with the"
                " middle, which is half as far?",
            ),
            Misconception(
                "left-slope-turned",
                partial(_spoilt_by, is_corner=partial(_is_corner, left=lambda f, x, h: (f(x - h) - f(x)) / h)),
                "You call smooth slopes corners, and `abs` at 0 none. One slope is subtracted from the other, and the"
                " rise on the left is f(x) - f(x - h).",
            ),
            Misconception(
                "h-far-too-large",
                partial(_spoilt_by, is_corner=partial(_is_corner, h=0.01)),
                "You call smooth slopes corners. Is your h 1e-5? With a large one every curve bends in between.",
            ),
            Misconception(
                "h-of-a-thousandth",
                partial(_spoilt_by, is_corner=partial(_is_corner, h=0.001)),
                "You call x cubed at 10 a corner. Is your h 1e-5? With a larger one a steep curve bends too much.",
            ),
            Misconception(
                "h-of-a-ten-thousandth",
                partial(_spoilt_by, is_corner=partial(_is_corner, h=1e-4)),
                "You call 60 x² at 1 a corner. Is your h 1e-5? With a larger one a steep curve bends too much.",
            ),
            Misconception(
                "margin-a-little-wide",
                partial(_spoilt_by, is_corner=_where_left_and_right(lambda left, right: abs(right - left) > 0.013)),
                "Slopes that differ by 0.011 are no corner in yours. From which difference on is it one?",
            ),
            Misconception(
                "corner-first",
                _corner_first,
                "With 32 bits the two sides say nothing that can be trusted: ask for the type before you measure.",
            ),
        ],
        hints=(
            "For `abs` at 0 the slope on the left is -1, on the right 1: a corner. The central difference says 0.",
            "Two one-sided slopes and `x.dtype` are all that is needed.",
            "`x.dtype == np.float32` first; then the size of right minus left, against 0.01.",
        ),
        insight="A measured slope is a number whatever happens: whether it means anything is for you to ask.",
    ),
    Exercise(
        name="slope_by_hand",
        task="Measure one slope of the small network with a pencil.",
        stub='''\
def slope_by_hand():
    """Return the loss with W2[0, 0] at -1, the loss at -3, and the slope at -2."""
    above, below = ..., ...
    return above, below, ...
''',
        source=dl.numerical_gradient,
        cases=["slope_by_hand()", "above, below, slope = slope_by_hand()\nslope"],
        misconceptions=[
            Misconception(
                "one-side-only",
                _by_hand(lambda above, below: above - 7),
                "The losses are right, but 26.25 looks to one side, from -2 to -1. This curve bends: look to both.",
            ),
            Misconception(
                "left-side-only",
                _by_hand(lambda above, below: 7 - below),
                "The losses are right, but -4.25 looks to one side, from -3 to -2. This curve bends: look to both.",
            ),
            Misconception(
                "divided-by-one",
                _by_hand(lambda above, below: above - below),
                "Both losses are right. 22 is how far the loss rises from -3 to -1: how long is that run?",
            ),
            Misconception(
                "sign-turned",
                _by_hand(lambda above, below: (below - above) / 2),
                "The size is right and the sign is turned: with a larger weight the loss is larger, so it is uphill.",
            ),
            Misconception(
                "downhill-from-place",
                _by_hand(lambda above, below: 7 - above),
                "-26.25 is 7 - 33.25, one side alone: the slope is the loss on the right minus that on the left, over"
                " the run.",
            ),
            Misconception(
                "losses-swapped",
                lambda: (*_losses_by_hand()[::-1], 11.0),
                "The numbers are right, but the losses come in the wrong order: the one at -1 first.",
            ),
            Misconception(
                "losses-swapped-sign-turned",
                lambda: (*_losses_by_hand()[::-1], -11.0),
                "The losses have changed places, and so the sign is turned: the one at -1 comes first.",
            ),
            Misconception(
                "half-or-mean-forgotten",
                _by_hand(mean=2),
                "Everything is twice too large: the loss is half the sum of squares, and the mean over two samples.",
            ),
            Misconception(
                "half-and-mean-forgotten",
                _by_hand(mean=1),
                "Everything is four times too large: half the sum of squares, and the mean over two samples.",
            ),
            Misconception(
                "first-sample-alone",
                _by_hand(samples=1, mean=2),
                "That is the first sample alone: the loss is the mean over both.",
            ),
            Misconception(
                "second-sample-alone",
                lambda: (34.0, 10.0, 12.0),
                "That is the second sample alone: the loss is the mean over both.",
            ),
            Misconception(
                "first-output-alone",
                lambda: (28.25, 6.25, 11.0),
                "The slope is right, the losses lack the second output: its errors stay 4 and -2, but they count too.",
            ),
            Misconception(
                "place-for-below",
                lambda: (33.25, 7.0, 26.25),
                "7 is the loss at -2, the place itself: the second loss is asked for at -3.",
            ),
            Misconception(
                "minus-before-power",
                lambda: (31.25, -3.25, 17.25),
                "A mean of squares is never below 0, and 31.25 is too small: `-3**2` is -9 in Python, `(-3)**2` is 9.",
            ),
            Misconception(
                "minus-before-power-below",
                lambda: (33.25, -3.25, 18.25),
                "A mean of squares is never below 0: `-3**2` is -9 in Python, `(-3)**2` is 9.",
            ),
            Misconception(
                "unit-not-silent",
                _by_hand(bend=lambda a: a),
                "The second unit is silent for the second sample: its z is 0 there, not -2.",
            ),
            Misconception(
                "other-output",
                _by_hand(at=(0, 1)),
                "This is a nudge of W2[0, 1], which leads to the second output: W2[0, 0] leads to the first.",
            ),
            Misconception(
                "other-unit",
                _by_hand(at=(1, 0)),
                "This is a nudge of W2[1, 0], which comes from the second unit: W2[0, 0] comes from the first.",
            ),
            Misconception(
                "weight-of-first-layer",
                _by_hand(weight="W1"),
                "This is a nudge of W1[0, 0], a weight of the first layer: W2 leads to the outputs.",
            ),
        ],
        hints=(
            "The loss is 7 at -2; at -3 it is larger too, 11.25, for the valley lies between.",
            "W2[0, 0] reaches the first column of y alone: there it counts 5 for one sample and 6 for the other.",
            "At -1 the errors are 7, 4 and 8, -2: add their squares, divide by 4. Then the rise over the run of 2.",
        ),
        insight="Two losses, one subtraction, one division: that is a measured slope, for a pencil and for a computer.",
        rtol=1e-9,
    ),
    Exercise(
        name="partial_x0",
        task="Measure a partial derivative: one input moves, the other is held still.",
        stub='''\
def partial_x0(f, x0, x1):
    """Return the slope of f(x0, x1) in x0 alone, with x1 held still."""
    return mine.numerical_diff(..., x0)  # replace the ... by a function of one number
''',
        source=dl.numerical_diff,
        cases=[
            "partial_x0(lambda x0, x1: x0**2 + x1**2, 3.0, 4.0)",
            "partial_x0(lambda x0, x1: x0**3 * x1 + x1**3, 2.0, 5.0)",
            "partial_x0(lambda x0, x1: x0 * x1, 2.0, 5.0)",
        ],
        misconceptions=[
            Misconception(
                "both-move",
                lambda f, x0, x1: dl.numerical_diff(lambda v: f(v, v), x0),
                "Both inputs are the same number and move together: x1 has to stay where it is.",
            ),
            Misconception(
                "other-input-moves",
                lambda f, x0, x1: dl.numerical_diff(lambda v: f(x0, v), x1),
                "That is the slope in x1, with x0 held still. Which of the two should move?",
            ),
            Misconception(
                "wrong-place",
                lambda f, x0, x1: dl.numerical_diff(lambda v: f(x0, v), x0),
                "The number that moves stands in the place of x1. Which of the two should move?",
            ),
            Misconception(
                "inputs-swapped",
                lambda f, x0, x1: dl.numerical_diff(lambda v: f(x1, v), x0),
                "The inputs have changed places: `f` takes x0 first, then x1.",
            ),
            Misconception(
                "zero-for-other",
                lambda f, x0, x1: dl.numerical_diff(lambda v: f(v, 0.0), x0),
                "These are the slopes with 0 in place of x1: hold it at its own value.",
            ),
            Misconception(
                "nothing-moves",
                lambda f, x0, x1: dl.numerical_diff(lambda v: f(x0, x1) + 0 * v, x0),
                "The slope is 0 everywhere, as nothing moves: does your function use its argument?",
            ),
        ],
        hints=(
            "For x0 squared plus x1 squared at (3, 4) it is 6; the 4 does not matter there.",
            "A function of one number is needed, and `f` wants two: the second is fixed.",
            "`lambda v: ...` makes a function of v. Call f in it.",
        ),
        insight="Hold all inputs but one, and it is an ordinary slope.",
        rtol=1e-6,
    ),
    Exercise(
        name="numerical_gradient",
        task="Measure the slope in every element of an array of any shape.",
        stub='''\
def numerical_gradient(f, x):
    """Return the slope of f in each element of x; x may also hold integers.

    f takes x, or looks at it where it lies, and returns one number. Afterwards x is
    as it was.
    """
    h = 1e-5
    x = ...  # x itself where it holds floats; else a copy that can hold a nudge
    grad = np.zeros_like(x)
    for index in np.ndindex(x.shape):  # every place of an array of any shape
        kept = x[index]
        ...  # nudge, measure, nudge the other way, measure, put back
    return grad
''',
        source=dl.numerical_gradient,
        cases=[
            "x = np.array([3.0, 4.0])\nnumerical_gradient(lambda x: (x**2).sum(), x)",
            "x = np.array([1, 2])\nnumerical_gradient(lambda x: (x**2).sum(), x)",
            "x = np.array([3.0, -4.0])\nnumerical_gradient(lambda x: (x**2).sum(), x)",
            (
                "x = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 0.5]])\n"
                "numerical_gradient(lambda x: (x**3).sum() + x[0, 0] * x[1, 1], x)"
            ),
            "x = np.array([0.001, 5.0, 0.0])\nnumerical_gradient(lambda x: x[0] * x[1] + x[2], x)",
            "x = np.array([1, 3])\nnumerical_gradient(lambda x: (x**2).sum() / 4, x)",
            "x = np.arange(8.0).reshape(2, 2, 2).T\nnumerical_gradient(lambda x: (x**2).sum() + x[0, 1, 1], x)",
            "x = np.array([3.0, 4.0])\nnumerical_gradient(lambda _: (x**2).sum(), x)",
        ],
        misconceptions=[
            Misconception(
                "integers-cut-off-twice-too-steep",
                lambda f, x: _gradient(f, x),
                "Floats are right, but for the integers [1, 2] you give [5000 15000]: an array of integers cannot hold"
                " a nudge.",
            ),
            Misconception(
                "x-not-restored",
                lambda f, x: _of_floats(f, x, nudge=1e-5, divisor=2e-5, restore=False),
                "x does not come back as it was: an element that keeps its last nudge also spoils the slopes after it.",
            ),
            Misconception(
                "integers-cut-off",
                lambda f, x: _gradient(f, x, 1e-5, 2e-5),
                "Floats are right, but not the integers [1, 2]: what becomes of 1 + 0.00001 in an array of integers?",
            ),
            Misconception(
                "first-nudge-kept",
                lambda f, x: _gradient(f, x.astype(float), 1e-5, 2e-5, restore=False),
                "The first slope is right, the next is a little off: an element that keeps its last nudge spoils those"
                " after it.",
            ),
            Misconception(
                "no-brackets",
                lambda f, x: _of_floats(f, x, nudge=1e-5, divisor=2.0) * 1e-5,
                "Far too small: do you multiply by h? `/ 2 * h` divides by 2 and then multiplies. What belongs into"
                " brackets?",
            ),
            Misconception(
                "integers-cut-off-float-gradient",
                lambda f, x: _gradient(f, x, 1e-5, 2e-5, grad=np.zeros(x.shape)),
                "Floats are right, but for the integers [1, 2] you give [50000 150000]: an array of integers cannot"
                " hold a nudge.",
            ),
            *(
                Misconception(
                    f"integers-stay-in-a-copy-{name}",
                    wrong,
                    f"For the integers [1, 2] you give {given}: your copy holds integers too. Which numbers can hold"
                    " 1 + 0.00001?",
                )
                for name, given, wrong in (
                    ("as-it-is", "[49999 150000]", lambda f, x: _gradient(f, x.copy(), 1e-5, 2e-5)),
                    (
                        "float-gradient",
                        "[50000 150000]",
                        lambda f, x: _gradient(f, x.copy(), 1e-5, 2e-5, grad=np.zeros(x.shape)),
                    ),
                )
            ),
            Misconception(
                "works-on-a-copy",
                lambda f, x: _of_floats(f, x.astype(float)),
                "Right where f takes what you hand over, and 0 where f looks at x itself: you nudge another array."
                " Which arrays need a copy, and which do not?",
            ),
            Misconception(
                "through-a-copy",
                _through_a_copy,
                "An array that was transposed has only slopes of 0: `.reshape(-1)` and `.ravel()` copy it. `x[index]`"
                " is x itself.",
            ),
            Misconception(
                "rows-at-once",
                _row_by_row,
                "A whole row moves at once, and gets one number. Each element needs a nudge of its own.",
            ),
            Misconception(
                "rows-at-once-in-place",
                partial(_rows_at_once, keep=np.copy),
                "Each row has one number, the sum of its slopes, as when `x[i]` moves a whole row. Nudge one element.",
            ),
            Misconception(
                "views-of-rows",
                partial(_rows_at_once, keep=np.asarray),
                "`x[i]` of a matrix is a whole row. Besides, it is no copy: it moves with x. Nudge one element at a"
                " time, by its `index`.",
            ),
            Misconception(
                "all-at-once",
                _all_at_once,
                "Every place gets the same number, the sum of all slopes. Do all elements move together, or does"
                " `grad[index]` lack its index?",
            ),
            *(
                Misconception(
                    f"{way}-{digits}-digits",
                    partial(_forward, h=h),
                    f"These are the numbers of a {way} difference, to one side alone: {digits} digits are right. Look"
                    " to both sides.",
                )
                for way, h, digits in (
                    ("forward", 1e-4, "four"),
                    ("forward", 1e-5, "five"),
                    ("backward", -1e-5, "five"),
                )
            ),
            Misconception(
                "nothing-nudged",
                lambda f, x: np.zeros(x.shape),
                "Every slope is 0. Is x nudged before each call of f, is `x + h` another number than x, and is `grad`"
                " filled?",
            ),
            Misconception(
                "all-in-place",
                _all_in_place,
                "Every place gets the same number, the sum of all slopes. Does `x += h` move every element, or does"
                " `grad[index]` lack its index?",
            ),
            Misconception(
                "nudge-for-element",
                _nudge_for_element,
                "These are the slopes with 0 in the place of the element, as from h and -h. A nudge is added to what"
                " was there.",
            ),
            Misconception(
                "second-point-is-x",
                lambda f, x: _forward(f, x, 1e-5) / 2,
                "Half of each slope, as from f at x + h and at x itself, divided by 2h. Where should the second point"
                " lie?",
            ),
            Misconception(
                "size-alone",
                lambda f, x: np.abs(_of_floats(f, x)),
                "The size is right everywhere, but where f falls the slope is negative: take no size.",
            ),
            Misconception(
                "made-integers",
                lambda f, x: _gradient(f, x.astype(int), 1e-5, 2e-5),
                "Here x has become integers, which cannot hold a nudge: it is integers that become floats.",
            ),
            Misconception(
                "divided-by-two",
                lambda f, x: _of_floats(f, x, nudge=1e-5, divisor=2.0),
                "1e-05 times each slope: the rise to one side, or half that to both. How far is it from one nudge to"
                " the other?",
            ),
            Misconception(
                "returns-x",
                lambda f, x: x.astype(float),
                "What comes back are the numbers of x. Where do the slopes lie?",
            ),
            Misconception(
                "first-only", _first_alone, "Only the first element has its slope: does `return` stand inside the loop?"
            ),
            Misconception(
                "twice-too-steep",
                lambda f, x: _of_floats(f, x, divisor=1e-4),
                "Twice too steep: is something to be divided by 2? How far is it from one nudge to the other?",
            ),
            Misconception(
                "sign-turned",
                lambda f, x: _of_floats(f, x, divisor=-2e-4),
                "The sign is turned: the gradient points uphill.",
            ),
            Misconception(
                "put-back-by-sums",
                _put_back_by_sums,
                "The slopes are right, but x comes back a tiny bit changed, as by sums that are rounded. Does the"
                " number that was kept go back?",
            ),
            *(
                Misconception(
                    f"h-of-{size}",
                    partial(_of_floats, nudge=h, divisor=2 * h),
                    f"Between -{h:g} and +{h:g} beside an element the curve bends: make h smaller.",
                )
                for h, size in ((1e-3, "a-thousandth"), (0.01, "a-hundredth"), (0.1, "a-tenth"))
            ),
        ],
        hints=(
            "The sum of squares at [3, 4] has the gradient [6, 8], and x is [3, 4] afterwards.",
            (
                "Keep the element before you nudge it; that is what goes back. What happens to 1 + 0.00001 in an array"
                " of integers?"
            ),
            (
                "In the loop: set x[index] to kept + h, call f; set it to kept - h, call f; put kept back; fill"
                " grad[index]."
            ),
        ),
        insight="Nudge one in place, measure twice, put it back: two calls of f for every element.",
        rtol=1e-6,
        atol=1e-7,
    ),
    Exercise(
        name="gradient_descent",
        task="Walk downhill, and keep every place you have been.",
        stub='''\
def gradient_descent(f, init_x, learning_rate, step_num):
    """Return the path from init_x: step_num + 1 places, the start included.

    init_x stays as it is.
    """
    x = np.array(init_x, dtype=float)  # a copy
    path = [x.copy()]
    for _ in range(step_num):
        x = x - ...  # one step downhill, with mine.numerical_gradient
        path.append(x.copy())
    return np.array(path)
''',
        source=dl.gradient_descent,
        cases=[
            "init_x = np.array([3.0, -4.0])\ngradient_descent(lambda x: (x**2).sum(), init_x, 0.1, 1)",
            "init_x = np.array([3.0, -4.0])\ngradient_descent(lambda x: x[0]**2 + 3 * x[1]**2, init_x, 0.1, 5)",
            "init_x = np.array([3.0, -4.0])\ngradient_descent(lambda x: (x**2).sum(), init_x, 1.1, 3)",
            "init_x = np.zeros(2)\ngradient_descent(lambda x: (x**2).sum(), init_x, 0.1, 3)",
            ("init_x = rng.normal(size=3)\ngradient_descent(lambda x: (x**4).sum(), init_x, 0.01, 3)"),
        ],
        misconceptions=[
            Misconception(
                "climbs",
                lambda f, x, r, n: _descent(f, x, r, n, sign=+1),
                "You climb: the gradient points uphill. Look at the sign of the step.",
            ),
            Misconception(
                "same-array-again",
                _same_array_again,
                "All places are the last one: is one array put into the list again and again? It goes on moving.",
            ),
            Misconception(
                "start-is-same-array",
                _same_array_that_is_the_start,
                "All places are the last one, and `init_x` went there too: they are one array. Step on a copy, and put"
                " a copy into the path.",
            ),
            Misconception(
                "copies-start-only",
                _copies_the_start_alone,
                "Behind the start all places are the last one: is one array put into the list at every step? Put a copy"
                " of it there.",
            ),
            Misconception(
                "start-missing", lambda f, x, r, n: _descent(f, x, r, n)[1:], "The start is missing from the path."
            ),
            Misconception(
                "one-too-many",
                lambda f, x, r, n: _descent(f, x, r, n + 1),
                "One place too many: `step_num` steps and the start make step_num + 1 places.",
            ),
            Misconception(
                "last-missing",
                lambda f, x, r, n: _descent(f, x, r, n)[:-1],
                "The last place is missing: `step_num` steps and the start make step_num + 1 places.",
            ),
            Misconception(
                "moves-start-last-missing",
                _moves_the_start_and_stops_early,
                "The last place is missing, and `init_x` has walked along: step on a copy, then note where you are.",
            ),
            Misconception(
                "last-only",
                lambda f, x, r, n: _descent(f, x, r, n)[-1],
                "You hand back the last place; the whole path is asked for.",
            ),
            Misconception(
                "one-step-only",
                lambda f, x, r, n: _descent(f, x, r, 1),
                "You stop after one step: does `return` stand inside the loop?",
            ),
            Misconception(
                "moves-start", _moves_the_start, "The path is right, but `init_x` has walked along: work on a copy."
            ),
            Misconception(
                "rate-not-used",
                lambda f, x, r, n: _descent(f, x, 1.0, n),
                "Your steps have the length of the gradient, as with a learning rate of 1: use the argument.",
            ),
            Misconception(
                "divided-by-rate",
                lambda f, x, r, n: _descent(f, x, 1 / r, n),
                "Your steps are the gradient divided by the learning rate: a small rate should make small steps.",
            ),
            Misconception(
                "steps-for-places",
                _steps_for_places,
                "After the start your path holds the steps, not the places: where is x after each?",
            ),
            Misconception(
                "rate-always-a-tenth",
                lambda f, x, r, n: _descent(f, x, 0.1, n),
                "With learning rate 0.1 all is right, with another one nothing changes: use the argument.",
            ),
            Misconception(
                "slope-of-all-at-once",
                lambda f, x, r, n: _descent(f, x, r, n, slope=dl.numerical_diff),
                "All elements take one and the same step, by the sum of their slopes. Each needs its own:"
                " `mine.numerical_gradient`.",
            ),
            Misconception(
                "height-for-slope",
                _steps_of_the_height,
                "Each step is the height f(x) times the learning rate. How far to go is a matter of the slope there.",
            ),
            Misconception(
                "slope-of-the-start",
                _slope_of_the_start,
                "Every step of yours uses the slope of the start: measure it anew where you are.",
            ),
        ],
        hints=(
            "For x squared at 3 with learning rate 0.1 the next place is 2.4: the slope is 6, the step 0.6.",
            "One step is the learning rate times the gradient where you are now.",
            "`mine.numerical_gradient(f, x)` measures it at x; `-=` goes against it.",
        ),
        insight="x -= learning_rate * gradient, again and again: that is all of learning.",
    ),
    Exercise(
        name="diagnose_descent",
        task="Say from its losses alone whether a learning rate was too large, too small or fine.",
        stub='''\
def diagnose_descent(losses):
    """Say what the learning rate was: "fine", "too small" or "too large".

    Fine: of the first loss, less than nine tenths are left in the end. Too small: less
    than all of it. Too large: anything else, nan (not a number) too.
    """
    first, last = losses[0], losses[-1]
    if last < ...:
        return "fine"
    if last < ...:
        return "too small"
    return "too large"
''',
        cases=[
            "diagnose_descent([8.0, 4.0, 2.0, 1.0])",
            "diagnose_descent([8.0, 7.9, 7.8, 7.7])",
            "diagnose_descent([8.0, 9.0, 12.0, 20.0])",
            "diagnose_descent([8.0, 2.0, 5.0, 6.0])",
            "diagnose_descent([8.0, 12.0, 5.0, 4.0])",
            "diagnose_descent([8.0, 12.0, 9.0])",
            "diagnose_descent([10.0, 8.5])",
            "diagnose_descent([10.0, 9.3])",
            "diagnose_descent([10.0, 9.95])",
            "diagnose_descent([10.0, 9.05])",
            "diagnose_descent([10.0, 9.0])",
            "diagnose_descent([10.0, 8.95])",
            "diagnose_descent([8.0, 8.5])",
            "diagnose_descent([8.0, 4.0, 9.0])",
            "diagnose_descent([8.0, 3.0, 7.9])",
            "diagnose_descent([0.05, 0.04, 0.03, 0.02])",
            "diagnose_descent([8.0, 800.0, np.inf, np.nan])",
            "x = dl.gradient_descent(None, [4.0], 0.003, 6, gradient=lambda x: 2 * x)\ndiagnose_descent(x[:, 0] ** 2)",
            "x = dl.gradient_descent(None, [4.0], 1.0, 6, gradient=lambda x: 2 * x)\ndiagnose_descent(x[:, 0] ** 2)",
            "x = dl.gradient_descent(None, [4.0], 0.3, 6, gradient=lambda x: 2 * x)\ndiagnose_descent(x[:, 0] ** 2)",
        ],
        misconceptions=[
            *(
                Misconception(
                    f"nan-is-{name}",
                    partial(_says, too_large=lambda losses: losses[-1] >= losses[0], fine_last=name == "fine"),
                    f"A run that ends in nan is {name.replace('-', ' ')} in yours. Every comparison with nan is False,"
                    " `nan >= 8` too: where does it end up?",
                )
                for name in ("fine", "too-small")
            ),
            Misconception(
                "equal-losses",
                partial(_says, too_large=lambda losses: losses[-1] > losses[0] or np.isnan(losses[-1])),
                "A run that swings for ever has equal losses: not below the first is too large already.",
            ),
            *(
                Misconception(
                    f"equal-losses-and-nan-is-{name}",
                    partial(_says, too_large=lambda losses: losses[-1] > losses[0], fine_last=name == "fine"),
                    f"Losses that stay equal are not too large in yours, and nan is {name.replace('-', ' ')}: every"
                    " comparison with nan is False.",
                )
                for name in ("fine", "too-small")
            ),
            Misconception(
                "last-two",
                partial(_says, too_large=lambda losses: not losses[-1] < losses[-2]),
                "As if the last two were compared: a run may rise for a step and still end far below where it began.",
            ),
            Misconception(
                "any-rise",
                partial(_says, too_large=lambda losses: not (np.diff(losses) < 0).all()),
                "One step up is no failure: [8, 2, 5, 6] ends below where it began.",
            ),
            Misconception(
                "tenth-of-one",
                lambda losses: (
                    _says(losses) if not losses[-1] < losses[0] or losses[-1] < losses[0] - 0.1 else "too small"
                ),
                "From 0.05 to 0.02 is fine: what counts is the share of the first loss that is left.",
            ),
            Misconception(
                "nine-tenths-of-one",
                lambda losses: "fine" if losses[-1] < 0.9 else "too small" if losses[-1] < losses[0] else "too large",
                "Runs from 8 to 1 and to 6 are too small in yours, as if 0.9 were a loss: it is a share of the first.",
            ),
            Misconception(
                "difference-of-a-tenth",
                lambda losses: (
                    "fine" if losses[-1] < losses[0] - 0.1 else "too small" if losses[-1] < losses[0] else "too large"
                ),
                "From 8 to 7.7 is fine in yours, from 0.05 to 0.02 too small: what counts is which share of the first"
                " loss is left.",
            ),
            Misconception(
                "never-fine",
                partial(_says, share=0.0),
                "No run is fine in yours. A fine run ends below the first loss, too: which of the two questions"
                " decides, or of which loss are nine tenths taken?",
            ),
            Misconception(
                "tenth-left",
                partial(_says, share=0.1),
                "[8, 4, 2, 1] is too small in yours, as if only a tenth might be left. It is fine below nine tenths.",
            ),
            Misconception(
                "largest-for-first",
                lambda losses: _says([max(losses), losses[-1]]),
                "[8, 12, 9] is fine in yours, as if compared with the largest loss: the run began at `losses[0]`.",
            ),
            Misconception("names-swapped", _swapped_names, "The two names have changed places."),
            Misconception(
                "never-too-small",
                partial(_says, share=1.0),
                "From 8 to 7.7 in three steps: that is too small. More than nine tenths are left.",
            ),
            Misconception(
                "nine-tenths-are-fine",
                lambda losses: "fine" if losses[-1] <= 0.9 * losses[0] else _says(losses),
                "[10, 9] is fine in yours: nine tenths are left there. May it be as many, or are fewer asked for?",
            ),
            Misconception(
                "a-little-more-than-nine-tenths",
                partial(_says, share=1 / 1.1),
                "[10, 9.05] is fine in yours, though more than nine tenths are left. Which share of the first loss do"
                " you take?",
            ),
        ],
        hints=(
            "[8, 4, 2, 1] is fine, [8, 7.9, 7.8, 7.7] too small, [8, 9, 12, 20] too large.",
            "First and last loss are enough. What does `np.nan < 8` say, and what `np.nan >= 8`?",
            "Below nine tenths of the first is fine; below the first, too small. All the rest falls through.",
        ),
        insight="Rising, equal or nan: too large. Hardly falling: too small. The losses tell, whatever the network.",
    ),
    Exercise(
        name="count_evaluations",
        task="Count how often the loss is computed for one measured gradient.",
        stub='''\
def count_evaluations(input_size, hidden_size, output_size):
    """Return how many losses one measured gradient of a two-layer net costs."""
    return ...  # your code here
''',
        source=dl.numerical_gradient,
        cases=["count_evaluations(1, 1, 2)", "count_evaluations(2, 3, 4)", "count_evaluations(784, 50, 10)"],
        misconceptions=[
            Misconception(
                "one-side-only",
                lambda i, h, o: _weights(i, h, o) + h + o,
                "Once for each parameter is half of it: a central difference looks to both sides.",
            ),
            Misconception(
                "weights-one-side-only",
                _weights,
                "That is one loss for each weight. Other parameters are missing, and the second look that each needs.",
            ),
            Misconception(
                "no-biases",
                lambda i, h, o: 2 * _weights(i, h, o),
                "The biases are parameters too: they are nudged like the weights.",
            ),
            Misconception(
                "one-bias-a-layer",
                lambda i, h, o: 2 * (_weights(i, h, o) + 2),
                "That is one bias for each layer: every unit behind the inputs has a bias of its own.",
            ),
            Misconception(
                "hidden-biases-missing",
                lambda i, h, o: 2 * (_weights(i, h, o) + o),
                "As many as without the biases of the hidden units: each of them has one, too.",
            ),
            Misconception(
                "output-biases-missing",
                lambda i, h, o: 2 * (_weights(i, h, o) + h),
                "As many as without the biases of the outputs: each of them has one, too.",
            ),
            Misconception(
                "biases-once",
                lambda i, h, o: 2 * _weights(i, h, o) + h + o,
                "Two losses for each weight, and one for each bias: biases are nudged both ways, too.",
            ),
            Misconception(
                "inputs-have-biases",
                lambda i, h, o: 2 * (_weights(i, h, o) + i + h + o),
                "Too many by two for each input: an input is data, and has no bias.",
            ),
            Misconception(
                "loss-at-place-too",
                lambda i, h, o: 2 * (_weights(i, h, o) + h + o) + 1,
                "One too many: the loss at the place itself is not needed, only those beside it.",
            ),
            Misconception(
                "forward-difference",
                lambda i, h, o: _weights(i, h, o) + h + o + 1,
                "That is the cost of a forward difference; a central one looks to both sides of every parameter.",
            ),
            Misconception(
                "units-for-parameters",
                lambda i, h, o: 2 * (i + h + o),
                "That is twice the number of units; it is every weight and every bias that is nudged.",
            ),
        ],
        hints=(
            "1-1-2 has six parameters, and the answer is twelve.",
            "Which numbers are nudged, and how often is the loss computed for each?",
            "Count weights and biases of both layers as in lesson 01, and take each of them twice.",
        ),
        rtol=0.0,  # a count is right or wrong
        insight="Twice the parameters: nearly eighty thousand losses for one step of a small net.",
    ),
    Exercise(
        name="walk_downhill",
        task="Hunt: repair a descent whose loss grows.",
        stub='''\
def walk_downhill(slope, x, learning_rate, step_num):
    """Return where descent from x arrives; slope(x) is the slope of the loss."""
    for _ in range(step_num):
        x = x + learning_rate * slope(x)
    return x
''',
        symptom=(
            "From 4, with the slope 2x of x squared and learning rate 0.1, three steps should come nearer to 0. They"
            " arrive at 6.9."
        ),
        source=dl.gradient_descent,
        cases=[
            "walk_downhill(lambda x: 2 * x, 4.0, 0.1, 3)",
            "walk_downhill(lambda x: x + 5, 1.0, 0.5, 2)",
            "walk_downhill(lambda x: 4 * x**3 - 1, -1.0, 0.05, 4)",
            "walk_downhill(lambda x: 2 * (x - 1), 3.0, 0.9, 2)",
        ],
        misconceptions=[
            Misconception(
                "slope-of-the-start",
                lambda slope, x, r, n: x - n * r * slope(x),
                "The direction is right, but every step uses the slope of the start: ask again where you are.",
            ),
            Misconception(
                "one-step-only",
                lambda slope, x, r, n: x - r * slope(x),
                "The direction is right, but you take a single step.",
            ),
            Misconception(
                "rate-not-used",
                lambda slope, x, r, n: dl.gradient_descent(None, [x], 1.0, n, gradient=slope)[-1, 0],
                "The direction is right, but the learning rate is 1, whatever is handed in.",
            ),
            Misconception(
                "x-for-slope",
                lambda slope, x, r, n: x * (1 - r) ** n,
                "Each step is x itself times the learning rate. How steep it is there, `slope(x)` says.",
            ),
            Misconception(
                "step-for-place",
                _step_for_place,
                "Your new place is minus the step alone. From where does the step go?",
            ),
            Misconception(
                "equal-steps",
                lambda slope, x, r, n: x - n * r * np.sign(slope(x)),
                "Your steps have all the same length; they should be longer where the slope is steeper.",
            ),
        ],
        hints=(
            "One step from 4 with learning rate 0.1 arrives at 3.2.",
            "Where the slope is positive, f rises to the right. To which side is downhill?",
            "One sign decides between climbing and descending.",
        ),
        insight="The gradient points uphill; we step along its negative.",
    ),
    Exercise(
        name="weight_gradient",
        task="Hunt: repair a measured gradient that is 0 everywhere.",
        stub='''\
def weight_gradient(x, t, W):
    """Return the measured slope of the loss in each weight; W stays as it is."""
    def loss(_):
        y = mine.softmax(x @ W)
        return mine.cross_entropy_error(y, t)

    return mine.numerical_gradient(loss, W.copy())
''',
        symptom="Every slope is exactly 0, whatever the data: the network would never move.",
        source=dl.numerical_gradient,
        cases=[
            "x, W = np.eye(2), np.zeros((2, 2))\nweight_gradient(x, np.array([0, 1]), W)",
            ("x, W = rng.normal(size=(4, 3)), rng.normal(size=(3, 3))\nweight_gradient(x, np.array([0, 2, 1, 1]), W)"),
            ("x, W = rng.normal(size=(2, 4)), rng.normal(size=(4, 3))\nweight_gradient(x, np.array([0, 2]), W)"),
        ],
        misconceptions=[
            Misconception(
                "rows-added-up",
                lambda x, t, W: len(x) * _true_gradient(x, t, W),
                "No longer 0, but larger by the number of rows: the loss is a mean.",
            ),
            Misconception(
                "downhill",
                lambda x, t, W: -_true_gradient(x, t, W),
                "No longer 0, but downhill: the gradient points uphill.",
            ),
            Misconception(
                "gradient-of-the-data",
                _gradient_of_the_data,
                "These are the slopes in x, the data: each weight wants its slope, in the shape of W.",
            ),
            Misconception(
                "columns-added-up",
                lambda x, t, W: _true_gradient(x, t, W).sum(axis=0),
                "No longer 0, but added up: each weight needs a slope of its own.",
            ),
        ],
        hints=(
            "The gradient has the shape of W, and its rows sum to 0.",
            "Which array is nudged, and which array does the loss look at?",
            "Let `loss` use its argument, or nudge the array that it looks at and put it back.",
        ),
        insight="A function that ignores its argument has slope 0: nudge what the loss looks at.",
    ),
]

QUESTIONS = [
    Question(
        id="04.1",
        kind="recall",
        text="Softmax and cross-entropy: what is the slope of the loss in the scores?",
        choices=[
            Choice("`(y - t) / N`", "Outputs minus targets, averaged over the rows.", right=True),
            Choice("`-t / y`", "That is the slope in y, one step before the scores are reached."),
            Choice("`t - y`", "The sign is turned, and the average over the rows is missing."),
        ],
    ),
    Question(
        id="04.2",
        kind="recall",
        text="What is the first loss of a network with 10 classes that knows nothing?",
        choices=[
            Choice("about 0.1", "That is the probability of each class; the loss is minus its logarithm."),
            Choice("about 2.3", "-log(1/10) = log 10.", right=True),
            Choice("about 10", "The loss grows with the logarithm of the number of classes."),
        ],
        shows="np.log(10.0)",
    ),
    Question(
        id="04.3",
        kind="quiz",
        text="Why is the largest score subtracted before exp?",
        choices=[
            Choice("so that the shares sum to 1", "The division by the sum does that."),
            Choice("so that exp cannot overflow", "The shares stay the same, and no exponent is above 0.", right=True),
            Choice("so that the largest share is 1", "It is exp of the largest that becomes 1, before the division."),
        ],
    ),
    Question(
        id="04.15",
        kind="recall",
        text="Lesson 02: the weighted sum of a ReLU unit is -2. A weight of it is nudged a little. Its output …",
        choices=[
            Choice("moves a little, too", "It would above 0. Below 0 the curve is flat."),
            Choice("stays 0", "Below 0 the slope is 0: a little more or less changes nothing.", right=True),
            Choice("becomes negative", "ReLU lets nothing below 0 through."),
        ],
    ),
    Question(
        id="04.4",
        kind="predict",
        text="The second point of a secant moves towards x. What does its slope do?",
        choices=[
            Choice("it goes to 0", "Rise and run both shrink; their quotient need not."),
            Choice("it approaches the tangent's", "That is what a derivative is.", right=True),
            Choice("it grows without end", "It would at a jump; here the curve is smooth."),
        ],
    ),
    Question(
        id="04.5",
        kind="predict",
        text="Central difference, float64: which h gives the smallest error for exp at 1?",
        choices=[
            Choice("0.1", "The curve bends between the points: an error near 0.2 percent."),
            Choice("0.00001", "Near 1e-5 bending and rounding are in balance.", right=True),
            Choice(
                "the smaller, the better",
                "Below 1e-5 rounding takes over: the two values share nearly all their digits.",
            ),
        ],
        shows="f'{abs(dl.numerical_diff(np.exp, 1.0, h=1e-5) - np.e):.0e}'",
    ),
    Question(
        id="04.6",
        kind="predict",
        text="The same with h = 1e-50. What does the measurement say?",
        choices=[
            Choice("the exact slope", "A float64 has about 16 digits: 1 + 1e-50 is 1 again."),
            Choice("0", "x + h and x - h are the same number, so f does not move.", right=True),
            Choice("a huge number", "The rise is exactly 0, and 0 over anything is 0."),
        ],
        shows="dl.numerical_diff(np.exp, 1.0, h=1e-50)",
    ),
    Question(
        id="04.7",
        kind="predict",
        text="An arrow is drawn along +gradient. Where does it point?",
        choices=[
            Choice("uphill, the steepest way", "Descent goes the other way, along minus the gradient.", right=True),
            Choice("downhill, the steepest way", "That is minus the gradient. Many notes confuse the two."),
            Choice(
                "to the minimum", "Neither direction knows where the minimum is: both see the slope where they stand."
            ),
        ],
    ),
    Question(
        id="04.8",
        kind="predict",
        text="Descent on x squared. Which learning rate arrives in a single step?",
        choices=[
            Choice("0.1", "Each step keeps 80 percent of the distance."),
            Choice("0.5", "x - 0.5 times 2x is exactly 0.", right=True),
            Choice("1.0", "x - 2x is -x: it jumps to and fro for ever."),
        ],
        shows="dl.gradient_descent(lambda x: (x**2).sum(), [4.0], 0.5, 1)[-1]",
    ),
    Question(
        id="04.9",
        kind="predict",
        text="And with learning rate 0.9?",
        choices=[
            Choice("it crawls down one side", "x becomes -0.8 x: it changes sides at every step."),
            Choice(
                "it swings to and fro, and arrives", "Each step lands on the other side, a fifth nearer.", right=True
            ),
            Choice("it swings further and further out", "That begins above 1.0."),
        ],
        shows="dl.gradient_descent(lambda x: (x**2).sum(), [4.0], 0.9, 4).ravel()",
    ),
    Question(
        id="04.10",
        kind="predict",
        text="And with learning rate 1.1?",
        choices=[
            Choice("it arrives faster", "Each step leaps over the valley and lands higher on the other side."),
            Choice("it stays where it is", "At 1.0 it would keep its distance; at 1.1 the distance grows."),
            Choice("it leaves for ever", "x becomes -1.2 x: the distance grows by a fifth at every step.", right=True),
        ],
        shows="dl.gradient_descent(lambda x: (x**2).sum(), [4.0], 1.1, 4).ravel()",
    ),
    Question(
        id="04.11",
        kind="predict",
        text=(
            "Measured one weight after the other, and if only multiplications took time: with twice as many hidden"
            " units, how long does a gradient take?"
        ),
        choices=[
            Choice("about as long", "Every weight is nudged, and there are twice as many."),
            Choice("about twice as long", "Twice the nudges; but each loss costs more, too."),
            Choice(
                "about four times as long",
                "Twice as many losses, each with twice as many products. A clock says less, nearer three times: every"
                " call costs something besides.",
                right=True,
            ),
        ],
    ),
    Question(
        id="04.12",
        kind="quiz",
        text="Forward or central difference: whose error falls faster as h shrinks?",
        choices=[
            Choice("forward", "Its error is proportional to h."),
            Choice(
                "central", "Its error is proportional to h squared: a tenth of h, a hundredth of the error.", right=True
            ),
            Choice("both the same", "Forward errs with h, central with h squared."),
        ],
    ),
    Question(
        id="04.13",
        kind="quiz",
        text="The gradient of `(x**2).sum()` at [1, 2], with h = 1e-4, comes out as [5000, 15000]. What was wrong?",
        choices=[
            Choice("h was too small", "h was ordinary: look at what the array can hold."),
            Choice(
                "the array held integers",
                "The nudge was cut off: 1 - h became 0, and a step of 1 was divided by 2h.",
                right=True,
            ),
            Choice("the sign of the step", "A sign changes no size."),
        ],
    ),
    Question(
        id="04.14",
        kind="quiz",
        text="What is a slow, measured gradient good for, once there is a fast one?",
        choices=[
            Choice("nothing", "It is the only judge that does not share the mistakes of the derivation."),
            Choice("to check the fast one", "It knows no rules, so it cannot repeat their mistakes.", right=True),
            Choice("to train more exactly", "The derived gradient is the more exact of the two."),
        ],
    ),
    Question(
        id="04.16",
        kind="predict",
        text="`a = np.array([5, 7])`, then `b = a`, then `b += 1`. What does a hold?",
        choices=[
            Choice("`[5 7]`", "`b = a` copies nothing: both are names of one array."),
            Choice("`[6 8]`", "`+=` writes into the array that is there, and a is its other name.", right=True),
            Choice("`[1 1]`", "`+= 1` adds 1; it does not put 1 in place of what was there."),
        ],
    ),
    Question(
        id="04.17",
        kind="quiz",
        text="Which of these lines is gradient descent?",
        choices=[
            Choice("`grads = net.gradient(x, t)`", "It finds the slope; nothing has moved yet."),
            Choice("`loss = net.loss(x, t)`", "It says how high one stands."),
            Choice("`params[key] -= learning_rate * grads[key]`", "The step, and its minus.", right=True),
        ],
    ),
    Question(
        id="04.18",
        kind="quiz",
        text="Accuracy is noted after steps 10, 20, 30, … and plotted over `range(0, n, 10)`. What does the plot say?",
        choices=[
            Choice("each value ten steps too early", "What was measured after step 10 stands at 0.", right=True),
            Choice("each value ten steps too late", "Look at the first: measured after step 10, and plotted at 0."),
            Choice("what was measured", "Compare the first step that was noted with the first of the range."),
        ],
    ),
]

ORDERINGS = []
