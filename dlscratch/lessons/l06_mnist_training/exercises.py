"""Lesson 06: mini-batches, the training loop, accuracy, and a network of the learner's own on MNIST."""

import numpy as np

from ..package import dl
from ..schema import Choice, Exercise, Misconception, Ordering, Question
from ..shared import by_hand

TITLE = "Training on MNIST"


def _sample(x, t, batch_size, rng):
    rows = rng.choice(len(x), batch_size)
    return x[rows], t[rows]


def _labels(t):
    return t if np.ndim(t) == 1 else np.argmax(t, axis=1)


def _own_net(hidden=dl.sigmoid, output=dl.softmax, divide=True, sign=1, total=False, share=True, skip_bend=False):
    """Return a two-layer class with one thing wrong."""

    class Net:
        def __init__(self, input_size, hidden_size, output_size):
            self.params = dl.TwoLayerNet(input_size, hidden_size, output_size).params

        def hidden(self, x):
            return hidden(x @ self.params["W1"] + self.params["b1"])

        def predict(self, x):
            return output(self.hidden(x) @ self.params["W2"] + self.params["b2"])

        def loss(self, x, t):
            return dl.cross_entropy_error(self.predict(x), t) * (len(x) if total else 1)

        def accuracy(self, x, t):
            right = np.sum(self.predict(x).argmax(axis=1) == t.argmax(axis=1))
            return right / len(x) if share else right

        def gradient(self, x, t):
            z1 = self.hidden(x)
            da2 = sign * (self.predict(x) - t) / (len(x) if divide else 1)
            da1 = da2 @ self.params["W2"].T * (1 if skip_bend else z1 * (1 - z1))
            return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}

    return Net


def _with(**methods):
    """Return the two-layer class with other methods."""
    return type("Net", (_own_net(),), methods)


def _start(params):
    """Return an __init__ that makes the parameters of a right one anew, by `params(key, param)`."""

    def start(self, *sizes):
        right = dl.TwoLayerNet(*sizes).params
        self.params = {key: params(key, param) for key, param in right.items()}

    return start


class _Kept(_own_net()):
    """The two-layer class whose predict goes on with the parameters of the start."""

    def __init__(self, *sizes):
        super().__init__(*sizes)
        self.kept = self.params

    def predict(self, x):
        now, self.params = self.params, self.kept
        y = super().predict(x)
        self.params = now
        return y


def _moving_gradient(self, x, t):
    grads = _own_net().gradient(self, x, t)
    self.params = {key: param - grads[key] for key, param in self.params.items()}
    return grads


def _measured_gradient(self, x, t):
    net = dl.TwoLayerNet(*self.params["W1"].shape, len(self.params["b2"]))
    net.params.update(self.params)
    return net.numerical_gradient(x, t)


def _outputs(b1=1, b2=1, hidden=dl.sigmoid, first=True, second=True, after=0):
    """Return a predict with one thing wrong."""

    def predict(self, x):
        p = self.params
        z1 = hidden(x @ p["W1"] + b1 * p["b1"]) + after * p["b1"] if first else x
        return dl.softmax(z1 @ p["W2"] + b2 * p["b2"] if second else z1)

    return predict


def _runs(
    every=4,
    first=0,
    test_of_train=False,
    last_only=False,
    climb=False,
    rate=1,
    loss_of_test=False,
    noted=lambda a: a,
    keys=("W1", "b1", "W2", "b2"),
    before=False,
):
    """Return a training function with one thing wrong; `noted` makes another of the two lists of accuracies."""

    def run_training(x_train, t_train, x_test, t_test):
        network, losses, accuracies = dl.TwoLayerNet(4, 2, 2, weight_init_std=1.0), [], []
        test = (x_train, t_train) if test_of_train else (x_test, t_test)
        for i in range(12):
            both = network.accuracy(x_train, t_train), network.accuracy(*test)
            grads = network.gradient(x_train, t_train)
            for key in keys:
                network.params[key] += (1 if climb else -rate) * grads[key]
            losses.append(network.loss(x_test, t_test) if loss_of_test else network.loss(x_train, t_train))
            if i % every == first:
                accuracies.append(both if before else (network.accuracy(x_train, t_train), network.accuracy(*test)))
        train, test = noted([list(values) for values in zip(*accuracies, strict=True)])
        return (losses[-1] if last_only else losses), train, test

    return run_training


def _one_step(*data):
    losses, *both = _runs(every=12)(*data)
    return losses[:1], *both


def _lists_turned(*data):
    losses, *both = _runs()(*data)
    return *both, losses


def _off(counts):
    return counts * (1 - np.eye(len(counts), dtype=int))


def _largest(table):
    return np.unravel_index(table.argmax(), table.shape)


def _sums_of_mistakes(counts):
    return _off(counts).sum(axis=1).argmax(), _off(counts).sum(axis=0).argmax()


def _rounded_reports(iters_num, train_size, batch_size):
    steps = max(train_size / batch_size, 1)
    return [int(k * steps) for k in range(iters_num) if int(k * steps) < iters_num]


def _sgd(step):
    """Return an update that does step(param, grad, learning_rate) in place."""

    def sgd_step(params, grads, learning_rate):
        for key in params:
            params[key][...] = step(params[key], grads[key], learning_rate)

    return sgd_step


def _rebound(params, grads, learning_rate):
    for key in params:
        param = params[key]
        param = param - learning_rate * grads[key]


def _grads_moved(params, grads, learning_rate):
    for key in params:
        grads[key] -= learning_rate * params[key]


def _steps_alone(params, grads, learning_rate):
    for key in params:
        params[key] = -learning_rate * grads[key]


def _replaced(params, grads, learning_rate):
    for key in params:
        params[key] = params[key] - learning_rate * grads[key]


def _first_only(params, grads, learning_rate):
    params["W1"] -= learning_rate * grads["W1"]


def _divided_by_arrays(params, grads, learning_rate):
    for key in params:
        params[key] -= learning_rate * grads[key] / len(params)


def _last_only(params, grads, learning_rate):
    key = list(params)[-1]
    params[key] -= learning_rate * grads[key]


def _by_hand(rate=0.05, moved=("W1", "b1", "W2", "b2"), loss=lambda before, after: after):
    """Return a step of the small network: W2, b2, and a loss made of those before and after the step."""

    def step_by_hand():
        net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
        net.params.update({key: param.copy() for key, param in by_hand.PARAMS.items()})
        before, grads = net.loss(by_hand.X, by_hand.T), net.gradient(by_hand.X, by_hand.T)
        for key in moved:
            net.params[key] = by_hand.PARAMS[key] - rate * grads[key]
        return net.params["W2"], net.params["b2"], loss(before, net.loss(by_hand.X, by_hand.T))

    return step_by_hand


def _both_steps():
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    net.params.update({key: param.copy() for key, param in by_hand.PARAMS.items()})
    for rate in (0.01, 0.05):
        grads = net.gradient(by_hand.X, by_hand.T)
        for key in net.params:
            net.params[key] -= rate * grads[key]
    return net.params["W2"], net.params["b2"], net.loss(by_hand.X, by_hand.T)


def _step_with_its_sign():
    W2, b2, loss = _lengths_of_the_step()
    return -W2, -b2, loss


def _slopes_by_hand():
    W2, b2, loss = _lengths_of_the_step()
    return W2 / 0.05, b2 / 0.05, loss


def _transposed_by_hand():
    W2, b2, loss = _lengths_of_the_step()
    return by_hand.PARAMS["W2"] - W2.T, by_hand.PARAMS["b2"] - b2, loss


def _lengths_of_the_step():
    W2, b2, loss = _by_hand()()
    return by_hand.PARAMS["W2"] - W2, by_hand.PARAMS["b2"] - b2, loss


def _first_layer_by_hand():
    net = dl.MultiLayerNet([2, 2, 2], "relu", "identity")
    net.params.update({key: param.copy() for key, param in by_hand.PARAMS.items()})
    grads = net.gradient(by_hand.X, by_hand.T)
    W1, b1 = (by_hand.PARAMS[key] - 0.05 * grads[key] for key in ("W1", "b1"))
    return W1, b1, _by_hand()()[2]


def _uphill_and_a_lower_loss():
    return *_by_hand(rate=-0.05)()[:2], _by_hand()()[2]


def _from_the_end(apart):
    start = len(apart)
    while start > 0 and apart[start - 1]:
        start -= 1
    return start


def _parted(is_apart=lambda train, test, gap: train - test > gap, answer=_from_the_end):
    """Return a function that looks for the place where curves part, with one thing wrong."""

    def parted_at(train_accs, test_accs, gap=0.1):
        apart = [is_apart(train, test, gap) for train, test in zip(train_accs, test_accs, strict=True)]
        return answer(apart)

    return parted_at


def _reset_by_falsy(apart):
    """Return the start of the stretch, where a start of 0 is taken for none."""
    start = 0
    for i, is_apart in enumerate(apart):
        if not is_apart:
            start = 0
        elif not start:
            start = i
    return start if apart[-1] else len(apart)


BROKEN = {"A": "shuffled labels", "B": "rate too small", "C": "equal weights"}  # what demos.broken_runs does


def _diagnosis(**wrong):
    """Return a diagnosis of the three runs that errs in these."""
    return lambda: BROKEN | wrong


NET = "x = rng.normal(size=(6, 4))\nt = np.eye(3)[[0, 1, 2, 0, 1, 2]]\nnet = TwoLayerNet(4, 5, 3)\n"
NET += "net.params = dl.TwoLayerNet(4, 5, 3, weight_init_std=1.0).params\n"
NET += 'net.params["b1"] += np.linspace(-1, 1, 5)\nnet.params["b2"] += np.linspace(-1, 1, 3)\n'
UNITS = (  # what is derived follows the units of x; what is measured by a nudge of some size does not
    'small = net.gradient(x, t)["W1"]\nnet.params["W1"] = net.params["W1"] / 2**30\n'
    'large = net.gradient(x * 2**30, t)["W1"]\nbool(np.allclose(large / 2**30, small))'
)
SMALL = "x, t = np.array([[1.0, 0.25]]), np.array([[0, 1]])\nnet = TwoLayerNet(2, 2, 2)\n"
SMALL += 'net.params = {"W1": np.array([[1.0, 0.0], [1.0, -1.0]]), "b1": np.zeros(2),\n'
SMALL += '              "W2": np.array([[1.0, 2.0], [0.0, 3.0]]), "b2": np.zeros(2)}\n'
ROWS = "x, t = np.arange(24.0).reshape(12, 2), 10 * np.arange(12)[::-1]\n"
BATCHES = ROWS + "drawn = [sample_batch(x, t, 5, rng)[1].tolist() for _ in range(200)]\n"
SPIRAL = """\
chosen = spiral_settings()
rate, bend = chosen["learning_rate"], chosen["activation"]
net = dl.MultiLayerNet([2, 40, 3], bend, weight_init_std=chosen["weight_init_std"])
near_0 = net.params["W1"].std() < 0.2
most = {"tanh": 5, "sigmoid": 10}.get(bend, 2)
looks = {"straight": bend == "identity", "leaps": rate > most, "flat": bend == "sigmoid", "near 0": near_0}
history = dl.train(net, dl.spiral(), None, dl.SGD(rate), epochs=20, batch_size=30)
history[-1].train_accuracy >= 0.95 or next((name for name in looks if looks[name]), "short steps")"""

EXERCISES = [
    Exercise(
        name="sample_batch",
        task="Draw a mini-batch: rows of x at random, and the targets of the same rows.",
        stub='''\
def sample_batch(x, t, batch_size, rng):
    """Return x_batch, t_batch: the same random rows of x (N, D) and t (N,)."""
    rows = ...  # batch_size row numbers from 0 to N - 1: rng.choice
    return x[rows], ...
''',
        source=dl.minibatches,
        cases=[
            ROWS + "x_batch, t_batch = sample_batch(x, t, 5, rng)\nx_batch.shape, t_batch.shape",
            ROWS + "x_batch, _ = sample_batch(x, t, 5, rng)\nall(row in x.tolist() for row in x_batch.tolist())",
            ROWS + "x_batch, t_batch = sample_batch(x, t, 5, rng)\nbool((t_batch == 110 - 5 * x_batch[:, 0]).all())",
            BATCHES + "all(targets == drawn[0] for targets in drawn)",
            BATCHES + "f'never drawn: {sorted(set(t.tolist()) - set(np.ravel(drawn).tolist()))}'",
            BATCHES + "max(len(set(targets)) for targets in drawn)",
            BATCHES
            + "all(set(np.diff(targets) % 120) in ({110}, {10}) for targets in drawn)  # the next row, or the last",
            BATCHES + "f'in every batch: {sorted(set(drawn[0]).intersection(*drawn))}'",
            (
                ROWS + "one, again = (sample_batch(x, t, 5, np.random.default_rng(3))[1].tolist() for _ in range(2))\n"
                "one == again"
            ),
        ],
        one_by_one=True,
        misconceptions=[
            Misconception(
                "rows-changed",
                lambda x, t, n, rng: (lambda rows: (x[rows] + [0, 0.5], t[rows]))(rng.choice(len(x), n)),
                "x_batch holds rows that x does not have. Take the rows as they stand.",
            ),
            Misconception(
                "targets-missing",
                lambda x, t, n, rng: x[rng.choice(len(x), n)],
                "Only the images come back. Their targets must come with them: two values, with a comma between.",
            ),
            Misconception(
                "drawn-twice",  # the first of those whose targets do not fit: it speaks for all that are not listed
                lambda x, t, n, rng: (x[rng.choice(len(x), n)], t[rng.choice(len(x), n)]),
                "These targets do not belong to these images. The same row numbers, in the same order, must serve"
                " x and t.",
            ),
            Misconception(
                "row-numbers-for-targets",
                lambda x, t, n, rng: (lambda rows: (x[rows], rows))(rng.choice(len(x), n)),
                "Row numbers came back in place of the targets. What does t hold at these rows?",
            ),
            Misconception(
                "first-rows-only",
                lambda x, t, n, rng: _sample(x[:n], t[:n], n, rng),
                "Only the first rows are ever drawn. From how many rows should the numbers come?",
            ),
            Misconception(
                "new-generator-each-time",  # and this one for all whose batches are the same
                lambda x, t, n, rng: _sample(x, t, n, np.random.default_rng(0)),
                "Each batch is the same, as where a new generator is made on each call. Draw from the `rng` you are"
                " given.",
            ),
            Misconception(
                "first-targets",
                lambda x, t, n, rng: (x[rng.choice(len(x), n)], t[:n]),
                "The targets are always the first of t, and not those of the images. Take both at the same row"
                " numbers.",
            ),
            Misconception(
                "first-rows",
                lambda x, t, n, rng: (x[:n], t[:n]),
                "Every batch holds the same first rows. From how many rows should chance choose?",
            ),
            Misconception(
                "neighbours",
                lambda x, t, n, rng: (lambda i: (x[i : i + n], t[i : i + n]))(rng.integers(len(x) - n + 1)),
                "The rows always follow one another: a batch holds neighbours. Draw every row number by chance.",
            ),
            Misconception(
                "first-row-always",
                lambda x, t, n, rng: (lambda rows: (x[rows], t[rows]))(np.r_[0, rng.choice(len(x), n - 1)]),
                "Row 0 is in every batch. Draw every row number by chance.",
            ),
            Misconception(
                "one-row-repeated",
                lambda x, t, n, rng: (lambda rows: (x[rows], t[rows]))(np.full(n, rng.choice(len(x)))),
                "Each batch holds one row, again and again. Draw every row number by chance.",
            ),
            Misconception(
                "own-generator",
                lambda x, t, n, rng: _sample(x, t, n, np.random.default_rng()),
                "Generators that start alike give different batches: chance comes from elsewhere. Draw from the `rng`"
                " you are given.",
            ),
            Misconception(
                "one-row",
                lambda x, t, n, rng: (lambda row: (x[row], t[row]))(rng.choice(n)),
                "One row came out, not a batch. `rng.choice` asks two things: out of how many rows, and how many.",
            ),
            Misconception(
                "last-row-missing",
                lambda x, t, n, rng: _sample(x[:-1], t[:-1], n, rng),
                "The last row is never drawn. Where do your row numbers end?",
            ),
            Misconception(
                "columns-for-rows",
                lambda x, t, n, rng: _sample(x[: x.shape[1]], t[: x.shape[1]], n, rng),
                "Only the first two rows are ever drawn, as many as x has columns. `x.shape[0]` is the number of rows.",
            ),
            Misconception(
                "first-row-missing",
                lambda x, t, n, rng: _sample(x[1:], t[1:], n, rng),
                "Row 0 is never drawn. Where do your row numbers begin?",
            ),
        ],
        hints=(
            "Call it twice: the rows differ. Look at x_batch and t_batch: they still belong together.",
            "Draw row numbers once, then use them for x and for t.",
            "`rng.choice(12, 5)` draws five numbers from 0 to 11. How many rows has x?",
        ),
        insight="One draw of row numbers serves images and labels alike.",
    ),
    Exercise(
        name="sgd_step",
        task="Write the update of one step of SGD.",
        stub='''\
def sgd_step(params, grads, learning_rate):
    """Move each array of params against its slope, in place. Returns nothing."""
    for key in params:
        params[key] -= learning_rate * ...
''',
        source=dl.SGD.update,
        cases=[
            (
                'params, grads = {"W1": np.array([1.0, 2.0])}, {"W1": np.array([4.0, -4.0])}\n'
                'sgd_step(params, grads, 0.1)\nparams["W1"]'
            ),
            (
                'params = {"W1": np.arange(6.0).reshape(2, 3), "b1": np.zeros(3)}\nkept = params["W1"]\n'
                'sgd_step(params, {"W1": np.eye(2, 3) - 0.5, "b1": np.arange(3.0)}, 0.3)\nkept, params["b1"]'
            ),
        ],
        misconceptions=[
            Misconception(
                "climbs",
                _sgd(lambda param, grad, rate: param + rate * grad),
                "You climb. The gradient points uphill, and the loss should fall.",
            ),
            Misconception(
                "rate-not-used",
                _sgd(lambda param, grad, rate: param - grad),
                "The steps are too long: the learning rate is not used.",
            ),
            Misconception(
                "rate-always-a-tenth",
                _sgd(lambda param, grad, rate: param - 0.1 * grad),
                "Your learning rate is always 0.1: use the one that is handed in.",
            ),
            Misconception(
                "rate-twice",
                _sgd(lambda param, grad, rate: param - rate * rate * grad),
                "The steps are too short: the learning rate is a factor twice.",
            ),
            Misconception(
                "divided-by-rate",
                _sgd(lambda param, grad, rate: param - grad / rate),
                "The steps are too long: the slope is divided by the learning rate.",
            ),
            Misconception(
                "divided-by-arrays",
                _divided_by_arrays,
                "With two arrays in params each step is half as long. Every array takes its whole step.",
            ),
            Misconception(
                "not-in-place",
                _rebound,
                "The arrays in params are as they were: no step has arrived there. Write into the arrays that are"
                " there.",
            ),
            Misconception(
                "new-arrays",
                _replaced,
                "The numbers are right, but they stand in new arrays. Who holds the old ones sees no step: in place.",
            ),
            Misconception(
                "first-only", _first_only, 'Only "W1" moves. Every parameter needs its step: does the loop reach all?'
            ),
            Misconception(
                "last-only",
                _last_only,
                "Only the last array moves. Does the line with the step stand inside the loop?",
            ),
            Misconception(
                "rate-times-all",
                _sgd(lambda param, grad, rate: rate * (param - grad)),
                "The parameter itself shrinks. The learning rate belongs to the slope alone.",
            ),
            Misconception(
                "equal-steps",
                _sgd(lambda param, grad, rate: param - rate * np.sign(grad)),
                "All steps are equally long. A steep slope should move its parameter further.",
            ),
            Misconception(
                "params-for-slopes",
                _sgd(lambda param, grad, rate: param - rate * param),
                "Your step is made of the parameter itself. It is made of the slope: `grads` holds that under the"
                " same key.",
            ),
            Misconception(
                "slopes-moved",
                _grads_moved,
                "The slopes move, and the parameters stand still: params and grads have changed places.",
            ),
            Misconception(
                "slopes-averaged",
                _sgd(lambda param, grad, rate: param - rate * np.mean(grad)),
                "You average the slopes of an array. Each number has its own slope, and takes its own step.",
            ),
            Misconception(
                "slopes-added-up",
                _sgd(lambda param, grad, rate: param - rate * np.sum(grad)),
                "The slopes of an array are added up. Each number has its own slope, and takes its own step.",
            ),
            Misconception(
                "one-way",
                _sgd(lambda param, grad, rate: param - rate * np.abs(grad)),
                "Every parameter falls. Where the slope is below 0, against it is up: keep the sign of the slope.",
            ),
            Misconception(
                "divided-by-slope",
                _sgd(lambda param, grad, rate: param - rate / grad),
                "You divide by the slope: the steepest parameter moves least. Multiply.",
            ),
            Misconception(
                "step-for-parameter",
                _steps_alone,
                "The step alone stands where the parameter was. A step starts from where the parameter is.",
            ),
        ],
        hints=(
            "A parameter of 1 with slope 4 and learning rate 0.1 becomes 0.6.",
            "How long is the step, and does `-=` already hold the sign?",
            "The step is the learning rate times the slope of the same key.",
        ),
        insight="Against the slope, a little: `W -= learning_rate * dW` is all of SGD.",
    ),
    Exercise(
        name="step_by_hand",
        task="Take one step with a pencil: the new weights of the small network, and its loss after them.",
        stub='''\
def step_by_hand():
    """Return W2 and b2 after one step with a rate of 0.05, and the loss after it."""
    W2 = np.array([[..., ...], [..., ...]])
    b2 = np.array([..., ...])
    loss = ...  # W1 and b1 move too; two decimals will do
    return W2, b2, loss
''',
        source=dl.SGD.update,
        cases=["W2, b2, loss = step_by_hand()\n" + value for value in ("W2", "b2", "loss")],
        rtol=1.2e-3,  # half a hundredth of the loss: two decimals are enough, one is not
        one_by_one=True,
        misconceptions=[
            Misconception(
                "b2-uphill",
                lambda: (_by_hand()()[0], _by_hand(rate=-0.05)()[1], _by_hand()()[2]),
                "W2 went downhill, and b2 uphill: its slopes are 2 and 1, so both numbers fall.",
            ),
            Misconception(
                "weights-only",
                _by_hand(moved=("W1", "W2")),
                "b2 stood still. Biases have slopes of their own, and take a step too.",
            ),
            Misconception(
                "climbs",
                _by_hand(rate=-0.05),
                "These weights went uphill: the slope of the first is 11, so a larger weight makes the loss grow.",
            ),
            Misconception(
                "climbs-though-the-loss-falls",
                _uphill_and_a_lower_loss,
                "The loss is right, but these weights went uphill, where it grows. The step goes against the slope.",
            ),
            Misconception(
                "rate-not-used",
                _by_hand(rate=1),
                "The whole slope is the step here. The learning rate says how much of it: 0.05.",
            ),
            Misconception(
                "rate-a-tenth",
                _by_hand(rate=0.1),
                "That is twice as far as asked, as with a rate of 0.1. Here the rate is 0.05.",
            ),
            Misconception(
                "point-slipped",
                _by_hand(rate=0.5),
                "Ten times too far here: a rate of 0.05 makes a step of 0.55 of a slope of 11, and one of 0.1 of 2.",
            ),
            Misconception(
                "loss-before-the-step",
                _by_hand(loss=lambda before, after: before),
                "The weights are right, and 7 is the loss before the step. Go forward once more with the new ones.",
            ),
            Misconception(
                "second-layer-only",
                _by_hand(moved=("W2", "b2")),
                "W2 and b2 are right. But the loss is that of a network whose W1 and b1 stood still: all four move.",
            ),
            Misconception(
                "b1-still",
                _by_hand(moved=("W1", "W2", "b2")),
                "W2 and b2 are right. But the loss is that of a network whose b1 stood still: all four move.",
            ),
            Misconception(
                "loss-doubled",
                _by_hand(loss=lambda before, after: 2 * after),
                "The weights are right, the loss is twice too large: half the squares, and the mean over two samples.",
            ),
            Misconception(
                "loss-halved",
                _by_hand(loss=lambda before, after: after / 2),
                "The weights are right, the loss is half of what it should be: the mean is over two samples, not four"
                " numbers.",
            ),
            Misconception(
                "loss-times-four",
                _by_hand(loss=lambda before, after: 4 * after),
                "The weights are right, the loss is four times too large: half the squares, and the mean over two"
                " samples.",
            ),
            Misconception(
                "printed-step",
                _by_hand(rate=0.01),
                "These are the numbers after the step of 0.01, printed above. Take one of 0.05, from the same start.",
            ),
            Misconception(
                "both-steps",
                _by_hand(rate=0.06),
                "That is a step of 0.06, as from where the step of 0.01 ended. Begin at the start: -2 in W2, 2 in b2.",
            ),
            Misconception(
                "both-steps-each-with-its-slopes",
                _both_steps,
                "The step began where the step of 0.01 had ended. Begin at the start: -2 in W2, 2 in b2.",
            ),
            Misconception(
                "loss-of-the-printed-step",
                _by_hand(loss=lambda before, after: _by_hand(rate=0.01)()[2]),
                "4.91 is the loss after the step of 0.01, printed above. Go forward with the weights after 0.05.",
            ),
            Misconception(
                "step-for-weights",
                _lengths_of_the_step,
                "That is how far each number goes. It starts from where it was: -2 goes to -2 - 0.55.",
            ),
            Misconception(
                "signed-step-for-weights",
                _step_with_its_sign,
                "That is the step alone. It starts from where each number was: -2 goes to -2 - 0.55, and 2 to 2 - 0.1.",
            ),
            Misconception(
                "first-layer",
                _first_layer_by_hand,
                "That is the first layer after the step. W2 and b2, the second one, are asked.",
            ),
            Misconception(
                "slopes-for-weights",
                _slopes_by_hand,
                "These are the slopes. A step is 0.05 of them, and starts from where each number was.",
            ),
            Misconception(
                "slopes-transposed",
                _transposed_by_hand,
                "Two numbers of W2 took the slope of the other: each has its slope at the same place of dW2.",
            ),
        ],
        hints=(
            "The first weight goes from -2 to -2.55; the loss from 7 to a little above 4.",
            "Each number of W2 has its slope at the same place of dW2. Which way does the step go, and how far?",
            "W2 - 0.05 * dW2, and so for all four; then `x @ W1 + b1`, ReLU, `@ W2 + b2`, and the loss of lesson 03.",
        ),
        insight="Every parameter moves at once, each against its own slope; only going forward again tells the loss.",
    ),
    Exercise(
        name="accuracy",
        task="Write the share of right answers, for labels and for one-hot targets.",
        stub='''\
def accuracy(y, t):
    """Return the share of right answers, 0 to 1.

    y (N, K); t labels (N,) or one-hot rows (N, K).
    """
    answers = ...  # (N,), the column of the largest output in each row
    labels = t if t.ndim == 1 else ...
    return ...
''',
        source=dl.MultiLayerNet.accuracy,
        cases=[
            "accuracy(np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]), np.array([0, 1, 1]))",
            "accuracy(np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]), np.array([[1, 0], [0, 1], [0, 1]]))",
            "accuracy(np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([1, 0]))",
            "accuracy(np.array([[0.1, 0.2, 0.7], [0.6, 0.3, 0.1]]), np.array([[0, 0, 1], [1, 0, 0]]))",
            "y, t = rng.random((50, 4)), rng.integers(0, 4, 50)\naccuracy(y, t)",
            ("y, t = rng.random((50, 4)), np.eye(4)[rng.integers(0, 4, 50)]\naccuracy(y, t)"),
            "accuracy(np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([1, 0]))",
        ],
        misconceptions=[
            Misconception(
                "count-for-share",
                lambda y, t: np.sum(y.argmax(axis=1) == _labels(t)),
                "You count the right answers. The share is asked, from 0 to 1.",
            ),
            Misconception(
                "percentage",
                lambda y, t: 100 * np.mean(y.argmax(axis=1) == _labels(t)),
                "That is percent. The share is asked, from 0 to 1.",
            ),
            Misconception(
                "one-answer-for-all",
                lambda y, t: bool(np.all(y.argmax(axis=1) == _labels(t))),
                "0 or 1 (False or True) comes out: were all answers right? The share of the right ones is asked.",
            ),
            Misconception(
                "output-for-its-place",
                lambda y, t: np.mean(y.max(axis=1) == _labels(t)),
                "The largest output itself, such as 0.9, is compared with a label. A label is a column number: in which"
                " column does it stand?",
            ),
            Misconception(
                "one-hot-only",
                lambda y, t: np.mean(y.argmax(axis=1) == t.argmax(axis=1)),
                "One-hot rows work, labels stop with an error: a label is already a column number.",
            ),
            Misconception(
                "labels-only",
                lambda y, t: np.mean(y.argmax(axis=1) == t) if t.ndim == 1 else 0.0,
                "Labels work, one-hot rows do not: find the column of the 1 in each row.",
            ),
            Misconception(
                "wrong-share",
                lambda y, t: np.mean(y.argmax(axis=1) != _labels(t)),
                "That is the share of wrong answers.",
            ),
            Misconception(
                "one-argmax",
                lambda y, t: np.mean(y.argmax() == _labels(t)),
                "The place of the largest output in the whole table is compared with every label. Each row has its"
                " own answer.",
            ),
            Misconception(
                "one-argmax-each",
                lambda y, t: np.mean(y.argmax() == (t if t.ndim == 1 else t.argmax())),
                "The largest of the whole table is looked up, in y and in t. Each row has its own answer and its own"
                " label.",
            ),
            Misconception(
                "every-output",
                lambda y, t: np.mean(np.round(y) == (np.eye(y.shape[1])[t] if t.ndim == 1 else t)),
                "You compare every output. One answer a row counts: its largest output.",
            ),
            Misconception(
                "divided-by-all",
                lambda y, t: np.sum(y.argmax(axis=1) == _labels(t)) / y.size,
                "Too small by the number of classes: divide by the rows, not by all the numbers.",
            ),
            Misconception(
                "smallest-output",
                lambda y, t: np.mean(y.argmin(axis=1) == _labels(t)),
                "You look for the smallest output of each row. The answer is where the largest stands.",
            ),
            Misconception(
                "one-for-every-target",
                lambda y, t: np.mean(y.argmax(axis=1) == (t if t.ndim == 1 else 1)),
                "Labels work. Of each one-hot row you get 1, the number that stands in it; its label is the column of"
                " that 1.",
            ),
            Misconception(
                "one-hot-always-right",
                lambda y, t: np.mean(y.argmax(axis=1) == t) if t.ndim == 1 else 1.0,
                "Labels work. For one-hot rows 1 comes out on every call: are the answers compared with t?",
            ),
            Misconception(
                "rounded",
                lambda y, t: round(np.mean(y.argmax(axis=1) == _labels(t))),
                "You round the share to 0 or 1. A share such as 0.6667 is asked.",
            ),
            Misconception(
                "always-three-rows",
                lambda y, t: np.sum(y.argmax(axis=1) == _labels(t)) / 3,
                "You always divide by 3. How many rows has y?",
            ),
            Misconception(
                "divided-by-classes",
                lambda y, t: np.sum(y.argmax(axis=1) == _labels(t)) / y.shape[1],
                "The count of right answers is divided by the number of classes. How many rows has y?",
            ),
            Misconception(
                "never-right",
                lambda y, t: 0.0,
                "0 comes out on every call: no answer ever counts as right. Which line compares, and how? `is` does not"
                " compare numbers, `==` does.",
            ),
            Misconception(
                "distance-of-classes",
                lambda y, t: np.mean(np.abs(y.argmax(axis=1) - _labels(t))),
                "You average how far the class numbers are apart. An answer is right or not: compare with `==`.",
            ),
            Misconception(
                "one-column-of-targets",
                lambda y, t: np.mean(y.argmax(axis=1) == (t if t.ndim == 1 else t[:, 1])),
                "You read one column of t. With two classes that works; with three the label is the column of the 1.",
            ),
            Misconception(
                "always-1",
                lambda y, t: 1.0,
                "1 comes out on every call, though not all answers are right. Are answers compared with labels?",
            ),
            Misconception(
                "any-right",
                lambda y, t: bool(np.any(y.argmax(axis=1) == _labels(t))),
                "1 (True) comes out as soon as any answer is right. The share of the right ones is asked.",
            ),
            Misconception(
                "first-row-only",
                lambda y, t: (y[0].argmax() == _labels(t)[0]) / len(y),
                "Only the first row counts. Does a `return` stand inside the loop?",
            ),
            Misconception(
                "every-pair",
                lambda y, t: np.mean(y.argmax(axis=1)[:, np.newaxis] == _labels(t)),
                "Every answer is compared with every label, as shapes (N, 1) and (N,) make it. Each answer has one"
                " label.",
            ),
            Misconception(
                "output-of-the-label",
                lambda y, t: np.mean(y[np.arange(len(y)), _labels(t)]),
                "That is the mean output at the label. An answer counts 1 where the largest output stands there, or"
                " else 0.",
            ),
        ],
        hints=(
            "Two of three right is 0.667, for labels and for one-hot rows.",
            "Turn both y and one-hot t into class numbers first, then compare.",
            (
                "`argmax(axis=1)` gives the column of the largest value in each row; `np.mean` of True and False is a"
                " share."
            ),
        ),
        insight="An answer is the column of the largest output; accuracy is the mean of right (1) and wrong (0).",
    ),
    Exercise(
        name="TwoLayerNet",
        task="Put your pieces together: a network that learns by your own code.",
        stub='''\
class TwoLayerNet:
    """Sigmoid units, softmax outputs: x (N, D), z1 (N, H), y and t (N, K)."""
    def __init__(self, input_size, hidden_size, output_size):
        self.params = mine.init_network(input_size, hidden_size, output_size)
    def predict(self, x):
        W1, b1, W2, b2 = (self.params[key] for key in ("W1", "b1", "W2", "b2"))
        return ...  # y: mine.sigmoid, mine.softmax
    def loss(self, x, t):
        return ...  # mine.cross_entropy_error of predict(x)
    def accuracy(self, x, t):
        return ...  # mine.accuracy of predict(x)
    def gradient(self, x, t):
        return ...  # mine.two_layer_gradient(params, x, t): a dict like params
''',
        source=dl.MultiLayerNet.loss_and_gradient,
        one_by_one=True,
        rtol=1e-5,
        atol=1e-8,
        cases=[
            "net = TwoLayerNet(4, 3, 2)\n{key: np.shape(param) for key, param in net.params.items()}",
            'W1 = TwoLayerNet(100, 30, 10).params["W1"]\nbool(np.std(W1) > 0), bool(np.max(np.abs(W1)) < 0.9)',
            "x = np.array([[3.0, -3.0], [-3.0, 3.0]])\nnet = TwoLayerNet(2, 2, 2)\nbefore = net.predict(x)\n"
            'net.params = {"W1": np.eye(2), "b1": np.ones(2), "W2": 3 * np.eye(2), "b2": np.ones(2)}\n'
            "bool(np.allclose(before, net.predict(x)))",
            *(SMALL + call for call in ("net.predict(x)", "net.loss(x, t)", "net.gradient(x, t)")),
            NET + "net.predict(x)",
            NET + "net.loss(x, t)",
            NET + "told = np.eye(3)[net.predict(x).argmax(axis=1)]\nnet.accuracy(x, t), net.accuracy(x, told)",
            NET + "net.gradient(x, t)",
            NET + "before = {key: np.array(param) for key, param in net.params.items()}\ngrads = net.gradient(x, t)\n"
            "all(np.array_equal(before[key], net.params[key]) for key in before)",
            NET + UNITS,
            NET + 'net.params["W2"] = np.zeros((5, 3))\nnet.predict(x)',
        ],
        misconceptions=[
            Misconception(
                "other-bend",
                _with(predict=_outputs(hidden=dl.relu)),
                "The hidden layer bends in another way: this network has sigmoid units.",
            ),
            Misconception(
                "no-bend",
                _with(predict=_outputs(hidden=lambda a: a)),
                "There is no bend between the layers: without one, two products are as good as one. The hidden units"
                " are sigmoids.",
            ),
            Misconception(
                "softmax-within",
                _with(predict=_outputs(hidden=dl.softmax)),
                "The hidden units pass a softmax: they share 1 among them. Softmax is for the outputs; each hidden"
                " unit is a sigmoid.",
            ),
            Misconception(
                "sigmoid-turned",
                _with(predict=_outputs(hidden=lambda a: dl.sigmoid(-a))),
                "The hidden units fall where they should rise: look at the signs in their sigmoid and before it.",
            ),
            Misconception(
                "first-layer-skipped",
                _with(predict=_outputs(first=False)),
                "x goes to W2 directly: what the hidden units give is not used.",
            ),
            Misconception(
                "all-weights-0",
                _with(__init__=_start(lambda key, param: 0 * param)),
                "All weights of W1 start equal. Units that start equal get equal slopes, and stay equal: draw them at"
                " random, as `mine.init_network` does.",
            ),
            Misconception(
                "kept-from-the-start",
                _Kept,
                "New `params` change nothing in `predict`: does it use what was kept at the start? `self.params`"
                " holds what counts.",
            ),
            Misconception(
                "start-too-wide",
                _with(__init__=_start(lambda key, param: param * 100)),
                "Your weights start far from 0, where a sigmoid of many inputs is flat. `mine.init_network` starts"
                " them close to 0.",
            ),
            Misconception(
                "targets-for-outputs",
                _with(loss=lambda self, x, t: dl.cross_entropy_error(t, self.predict(x))),
                "Outputs and targets have changed places in the loss: the logarithm is that of the outputs, which come"
                " first.",
            ),
            Misconception(
                "softmax-twice",
                _with(loss=lambda self, x, t: dl.cross_entropy_error(dl.softmax(self.predict(x)), t)),
                "`predict` gives probabilities already: they pass a second softmax on the way to the loss.",
            ),
            Misconception(
                "squares",
                _with(loss=lambda self, x, t: dl.mean_squared_error(self.predict(x), t)),
                "That is the mean squared error. The loss of this network is the cross-entropy.",
            ),
            Misconception(
                "loss-of-images",
                _with(loss=lambda self, x, t: -np.sum(t * np.log(np.abs(x[:, : t.shape[1]]))) / len(x)),
                "The loss takes the images x for outputs. It compares the targets with `self.predict(x)`.",
            ),
            Misconception(
                "no-softmax",
                _own_net(output=lambda a: a),
                "The outputs are scores: rows do not sum to 1. What turns scores into probabilities?",
            ),
            Misconception(
                "gradient-moves-parameters",
                _with(gradient=_moving_gradient),
                "`gradient` moves the parameters. It only tells the slopes; the step is taken by whoever trains.",
            ),
            Misconception(
                "no-biases",
                _with(predict=_outputs(b1=0, b2=0)),
                "The biases are missing on the way forward. They start at 0, and do not stay there.",
            ),
            Misconception(
                "not-divided-by-rows",
                _own_net(divide=False),
                "Your gradient is too large by the number of rows: the loss is a mean over the batch.",
            ),
            Misconception(
                "accuracy-of-itself",
                _with(accuracy=lambda self, x, t: self.accuracy(self.predict(x), t)),
                "`accuracy` goes forward from outputs, not images: does it call itself, `self.accuracy`? Your function"
                " is `mine.accuracy`.",
            ),
            Misconception("downhill", _own_net(sign=-1), "Your gradient points downhill. Start from y - t."),
            Misconception(
                "rows-added-up",
                _own_net(total=True),
                "Your loss grows with the batch: it should be the mean over the rows.",
            ),
            Misconception(
                "count-for-share",
                _own_net(share=False),
                "Your accuracy counts the right answers. The share is asked.",
            ),
            Misconception(
                "no-bend-on-the-way-back",
                _own_net(skip_bend=True),
                "The second layer's slopes are right, the first layer's are not: the way back passes the bend.",
            ),
            Misconception(
                "b1-missing",
                _with(predict=_outputs(b1=0)),
                "The hidden units have no bias: b1 is missing on the way forward.",
            ),
            Misconception(
                "b2-missing",
                _with(predict=_outputs(b2=0)),
                "The outputs have no bias: b2 is missing on the way forward.",
            ),
            Misconception(
                "b2-after-the-softmax",
                _with(predict=lambda self, x: _outputs(b2=0)(self, x) + self.params["b2"]),
                "b2 is added after the softmax. A bias is part of what goes into it.",
            ),
            Misconception(
                "b1-after-the-sigmoid",
                _with(predict=_outputs(b1=0, after=1)),
                "b1 is added after the sigmoid. A bias is part of what goes into it.",
            ),
            Misconception("b1-subtracted", _with(predict=_outputs(b1=-1)), "b1 is subtracted. A bias is added."),
            Misconception(
                "percentage",
                _with(accuracy=lambda self, x, t: 100 * _own_net().accuracy(self, x, t)),
                "Your accuracy is in percent. The share is asked, from 0 to 1.",
            ),
            Misconception(
                "share-of-wrong",
                _with(accuracy=lambda self, x, t: 1 - _own_net().accuracy(self, x, t)),
                "That is the share of wrong answers. The share of right ones is asked.",
            ),
            Misconception(
                "accuracy-of-images",
                _with(accuracy=lambda self, x, t: np.mean(x.argmax(axis=1) == t.argmax(axis=1))),
                "Your accuracy compares the images x with the targets. The outputs, `self.predict(x)`, are to be"
                " compared.",
            ),
            Misconception(
                "measured",
                _with(gradient=_measured_gradient),
                "With x in other units the slopes are off, as where they are measured by a nudge. Backpropagation needs"
                " no nudge.",
            ),
            Misconception(
                "second-layer-skipped",
                _with(predict=_outputs(second=False)),
                "These come out where the softmax takes what the hidden units give. Does all of that go through W2?",
            ),
            Misconception(
                "tanh",
                _with(predict=_outputs(hidden=np.tanh)),
                "The hidden units bend by tanh, from -1 to 1. This network has sigmoid units.",
            ),
            Misconception(
                "sigmoid-twice",
                _with(predict=_outputs(hidden=lambda a: dl.sigmoid(dl.sigmoid(a)))),
                "The hidden units pass two sigmoids, one after the other. One is asked.",
            ),
            Misconception(
                "outputs-for-images",
                _with(gradient=lambda self, x, t: _own_net().gradient(self, self.predict(x), t)),
                "`gradient` gets what `predict` gives. It goes forward by itself: give it the images, x.",
            ),
            Misconception(
                "images-and-targets-exchanged",
                _with(gradient=lambda self, x, t: _own_net().gradient(self, t, x)),
                "x and t have changed places on their way to the gradient: x comes first.",
            ),
            Misconception(
                "outputs-equal-targets",
                _with(accuracy=lambda self, x, t: 0.0),
                "No answer counts as right, even where all are. Outputs hardly ever equal targets: `mine.accuracy`"
                " compares places.",
            ),
        ],
        hints=(
            "Four methods: predict gives rows that sum to 1, loss one number, accuracy a share, gradient four arrays.",
            "Begin with predict. Loss and accuracy call it; the gradient walks the same way back.",
            "Backwards: da2 = (y - t) / N; dW2, db2; through W2; through the sigmoid, z1 (1 - z1); dW1, db1.",
        ),
        insight="A network is a dict of arrays and four short methods. You have written all of them.",
    ),
    Exercise(
        name="most_confused",
        task="Find the pair of digits that a network confuses most.",
        stub='''\
def most_confused(counts):
    """Return (truth, answer): where counts (K, K) has its largest mistake.

    Row: the true class; column: the answer of the network.
    """
    mistakes = counts.copy()
    np.fill_diagonal(mistakes, ...)
    return np.unravel_index(..., counts.shape)
''',
        cases=[
            "counts = np.array([[90, 1, 2], [8, 95, 4], [0, 6, 20]])\nnp.ravel(most_confused(counts)).tolist()",
            "counts = np.array([[5, 4], [1, 7]])\nnp.ravel(most_confused(counts)).tolist()",
            "counts = np.array([[90, 1, 2], [4, 95, 0], [8, 6, 20]])\nnp.ravel(most_confused(counts)).tolist()",
            ("counts = rng.permutation(100).reshape(10, 10)\nnp.ravel(most_confused(counts)).tolist()"),
            "counts = np.array([[5, 0], [1, 7]])\ntruth, answer = most_confused(counts)\nint(truth), int(answer)",
        ],
        misconceptions=[
            Misconception(
                "on-the-diagonal",
                lambda counts: (0, 0),
                "(0, 0) comes out on every call. It lies on the diagonal, where the right answers stand: is it the"
                " largest of the others that you look for?",
            ),
            Misconception(
                "diagonal-wins",
                lambda counts: np.unravel_index(counts.argmax(), counts.shape),
                "The diagonal holds the right answers, and they win. Take them out first.",
            ),
            Misconception(
                "only-the-diagonal",
                lambda counts: _largest(counts * np.eye(len(counts), dtype=int)),
                "That is the largest of the right answers. The mistakes stand beside the diagonal.",
            ),
            Misconception(
                "row-and-column-swapped",
                lambda counts: np.unravel_index((counts * (1 - np.eye(len(counts)))).argmax(), counts.shape)[::-1],
                "The right cell, read the wrong way round: a row is the truth, a column the answer.",
            ),
            Misconception(
                "smaller-first",
                lambda counts: np.sort(_largest(_off(counts))),
                "The smaller number always comes first. A row is the truth, a column the answer, in this order.",
            ),
            Misconception(
                "rarest",
                lambda counts: np.unravel_index((counts + 1000 * np.eye(len(counts))).argmin(), counts.shape),
                "That is the rarest mistake.",
            ),
            Misconception(
                "one-number",
                lambda counts: (counts * (1 - np.eye(len(counts)))).argmax(),
                "One number came back: the place counted row after row. It has a row and a column of its own.",
            ),
            Misconception(
                "count-for-place",
                lambda counts: np.unravel_index(int((counts * (1 - np.eye(len(counts)))).max()), counts.shape),
                "The largest count itself is unravelled, not the place where it stands.",
            ),
            Misconception(
                "two-columns",
                lambda counts: (counts * (1 - np.eye(len(counts)))).max(axis=0).argsort()[-2:],
                "Two columns are not a pair of truth and answer: find one cell, then its row and its column.",
            ),
            Misconception(
                "diagonal-of-1",
                lambda counts: _largest(_off(counts) + np.eye(len(counts))),
                "Where the largest mistake is 1, (0, 0) comes out, a place of the diagonal. Which number there can"
                " never win?",
            ),
            Misconception(
                "sums-of-mistakes",
                _sums_of_mistakes,
                "These are the row with most mistakes and the column with most, each by itself. One cell is asked.",
            ),
            Misconception(
                "shares-of-rows",
                lambda counts: _largest(_off(counts) / counts.sum(axis=1, keepdims=True)),
                "That cell is the largest share of its row. The largest count is asked.",
            ),
            Misconception(
                "shares-of-columns",
                lambda counts: _largest(_off(counts) / counts.sum(axis=0)),
                "That cell is the largest share of its column. The largest count is asked.",
            ),
            Misconception(
                "upper-half",
                lambda counts: _largest(np.triu(counts, 1)),
                "That is the largest mistake above the diagonal. Half of the mistakes stand below it.",
            ),
            Misconception(
                "lower-half",
                lambda counts: _largest(np.tril(counts, -1)),
                "That is the largest mistake below the diagonal. Half of the mistakes stand above it.",
            ),
            Misconception(
                "both-ways-added",
                lambda counts: _largest(_off(counts) + _off(counts).T),
                "That is the pair with most mistakes both ways round, added up. A 4 read as 9 is not a 9 read as 4.",
            ),
            Misconception(
                "ten-classes",
                lambda counts: np.unravel_index(_off(counts).argmax(), (10, 10)),
                "Row and column are those of a table of 10 x 10, whatever counts is: its own shape is `counts.shape`.",
            ),
        ],
        hints=(
            "In the first case the largest mistake is 8: truth 1, answer 0.",
            "Where do the right answers stand, and what number there can never be the largest?",
            "`argmax` of a table gives one number; `np.unravel_index` turns it into row and column.",
        ),
        insight="The diagonal is what went right; everything else is a question worth looking at.",
    ),
    Exercise(
        name="parted_at",
        task="Find the epoch from which two curves stay apart.",
        stub='''\
def parted_at(train_accs, test_accs, gap=0.1):
    """Return the epoch from which training stays more than gap above test, to the end.

    Both are lists of shares, one an epoch, the first is number 0.
    If they do not end apart: their length.
    """
    return ...
''',
        cases=[
            "parted_at([0.5, 0.75, 1.0, 1.0], [0.5, 0.5, 0.5, 0.5])",
            "parted_at([0.2, 0.9, 0.8, 0.9, 1.0], [0.2, 0.6, 0.75, 0.7, 0.7])",
            "parted_at([0.3, 0.9, 0.9], [0.3, 0.6, 0.85])",
            "parted_at([0.9, 0.9, 1.0], [0.5, 0.5, 0.5])",
            "parted_at([0.5, 0.2], [0.5, 0.6])",
            "parted_at([0.25, 0.75, 1.0], [0.25, 0.5, 0.5], gap=0.25)",
            "parted_at([0.5, 0.7, 1.0], [0.5, 0.5, 0.5], gap=0.3)",
            "parted_at(np.sort(rng.random(30)), 0.8 * np.sort(rng.random(30)))",
        ],
        misconceptions=[
            Misconception(
                "first-gap",
                _parted(answer=lambda apart: apart.index(True) if True in apart else len(apart)),
                "That is the first gap there is. The curves may meet again: they must stay apart to the end.",
            ),
            Misconception(
                "first-gap-or-0",
                _parted(answer=np.argmax),
                "That is the first gap, and 0 where there is none. A gap may close again: the curves must stay apart to"
                " the end.",
            ),
            Misconception(
                "widest-gap",
                lambda train_accs, test_accs, gap=0.1: np.argmax(np.array(train_accs) - np.array(test_accs)),
                "That is where the gap is widest. Asked is from which epoch on it stays above `gap`.",
            ),
            Misconception(
                "none-for-together",
                _parted(answer=lambda apart: next((i for i in range(len(apart)) if all(apart[i:])), None)),
                "Right where the curves end apart. Where they end together, the length of the lists is asked.",
            ),
            Misconception(
                "counts-from-1",
                _parted(answer=lambda apart: len(apart) - list(apart[::-1] + [False]).index(False) + 1),
                "One too many: the first epoch in the lists has the number 0.",
            ),
            Misconception(
                "last-epoch-together",
                _parted(answer=lambda apart: max((i for i, is_apart in enumerate(apart) if not is_apart), default=0)),
                "One too few: that is the last epoch at which they are still together.",
            ),
            Misconception(
                "how-many-apart",
                _parted(answer=lambda apart: list(apart[::-1] + [False]).index(False)),
                "That is for how many epochs they are apart at the end. Asked is the number of the first of these.",
            ),
            Misconception(
                "epochs-apart-counted",
                _parted(answer=sum),
                "That is how many epochs have a gap. Asked is the number of the one from which they stay apart.",
            ),
            Misconception(
                "either-way",
                _parted(is_apart=lambda train, test, gap: abs(train - test) > gap),
                "A test curve above the training curve is no sign of learning by heart: look at the sign of the gap.",
            ),
            Misconception(
                "last-epoch-not-looked-at",
                _parted(answer=lambda apart: _from_the_end([*apart[:-1], True])),
                "The last epoch counts as apart, whatever it holds. The curves may meet there.",
            ),
            Misconception(
                "gap-reached",
                _parted(is_apart=lambda train, test, gap: train - test >= gap),
                "A gap of exactly `gap` is not yet more than it.",
            ),
            Misconception(
                "always-a-tenth",
                _parted(is_apart=lambda train, test, gap: train - test > 0.1),
                "The `gap` that is handed in changes nothing: these are the answers for 0.1.",
            ),
            Misconception(
                "zero-for-none",
                _parted(answer=_reset_by_falsy),
                "Curves may be apart from the first epoch on, number 0. Does your code look at epoch 0, and is a"
                " start at 0 taken for none?",
            ),
            Misconception(
                "share-for-epoch",
                lambda train_accs, test_accs, gap=0.1: train_accs[-1] - test_accs[-1],
                "That is how far apart they are at the end. Asked is from which epoch on.",
            ),
            Misconception(
                "last-epoch-apart",
                _parted(
                    answer=lambda apart: max((i for i, is_apart in enumerate(apart) if is_apart), default=len(apart))
                ),
                "That is the last epoch with a gap. Asked is the first of those that last to the end.",
            ),
            Misconception(
                "minus-1-for-together",
                _parted(answer=lambda apart: next((i for i in range(len(apart)) if all(apart[i:])), -1)),
                "Right where the curves end apart. Where they end together, it is not -1: the length of the lists is"
                " asked.",
            ),
            Misconception(
                "0-for-together",
                _parted(answer=lambda apart: next((i for i in range(len(apart)) if all(apart[i:])), 0)),
                "Right where the curves end apart. Where they end together, it is not 0: the length of the lists is"
                " asked.",
            ),
            Misconception(
                "first-gap-or-none",
                _parted(answer=lambda apart: apart.index(True) if True in apart else None),
                "That is the first gap there is, even one that closes again; and where there is none, nothing comes"
                " out.",
            ),
            Misconception(
                "first-gap-or-error",
                _parted(answer=lambda apart: np.flatnonzero(apart)[0]),
                "That is the first gap there is. It may close again; and where there is none, your code stops with an"
                " error.",
            ),
            Misconception(
                "first-gap-or-value-error",
                _parted(answer=lambda apart: apart.index(True)),
                "That is the first gap there is, and an error where there is none. A gap may close again: they must"
                " stay apart.",
            ),
            Misconception(
                "one-too-few",
                _parted(answer=lambda apart: _from_the_end(apart) - 1),
                "One too few: that is the epoch before the one that is asked, everywhere.",
            ),
            Misconception(
                "test-above",
                _parted(is_apart=lambda train, test, gap: test - train > gap),
                "These are the answers for test above training. The gap is training minus test.",
            ),
            Misconception(
                "gap-not-used",
                _parted(is_apart=lambda train, test, gap: train > test),
                "Any lead of training counts for you: it has to be more than `gap`.",
            ),
            Misconception(
                "always-the-length",
                _parted(answer=len),
                "Their length comes out on every call. It is the answer only where the curves do not end apart.",
            ),
            Misconception(
                "always-0",
                _parted(answer=lambda apart: 0),
                "0 comes out on every call. Does a loop end at its first epoch? (`all` of an empty list is True.)",
            ),
            Misconception(
                "counts-from-1-where-apart",
                _parted(answer=lambda apart: min(len(apart), _from_the_end(apart) + 1)),
                "One too many where they part: the first epoch in the lists has the number 0.",
            ),
        ],
        hints=(
            "Training 0.5, 0.75, 1 and test 0.5, 0.5, 0.5 part at 1, the second epoch.",
            "Begin at the end: as long as the epoch before is apart as well, go back by one.",
            "`start = len(train_accs)`; a `while` that looks at `start - 1` and stops at 0 or where the gap is closed.",
        ),
        insight="Once the curves part for good, what more training teaches is true of the training images alone.",
    ),
    Exercise(
        name="diagnose_runs",
        task="Say of three broken runs what was broken, from their curves alone.",
        stub='''\
def diagnose_runs():
    """Return for each run what was broken, one of: "rate too small", "rate too large",
    "equal weights" (at the start), "shuffled labels", "too few images".
    """
    return {"A": ..., "B": ..., "C": ...}
''',
        one_by_one=True,
        cases=[f'diagnose_runs()["{run}"]' for run in BROKEN],
        misconceptions=[
            Misconception(
                "a-too-few-images",
                _diagnosis(A="too few images"),
                "Run A: with few images the test curve still rises far above a guess, as in the run that is not broken."
                " Here it stays near a guess.",
            ),
            Misconception(
                "a-rate-too-large",
                _diagnosis(A="rate too large"),
                "Run A: its training curve climbs to 100 %, so its steps find their way. What did it learn there?",
            ),
            Misconception(
                "a-rate-too-small",
                _diagnosis(A="rate too small"),
                "Run A: its training curve gets to the top, so its steps are long enough. What did it learn there?",
            ),
            Misconception(
                "a-equal-weights",
                _diagnosis(A="equal weights"),
                "Run A: units that start equal stay equal, and cannot learn 300 images by heart. These did.",
            ),
            Misconception(
                "b-rate-too-large",
                _diagnosis(B="rate too large"),
                "Run B: both curves climb evenly and still rise at the end. Nothing leaps.",
            ),
            Misconception(
                "b-equal-weights",
                _diagnosis(B="equal weights"),
                "Run B: units that all say the same level off early. Do these curves still rise at the end?",
            ),
            Misconception(
                "b-shuffled-labels",
                _diagnosis(B="shuffled labels"),
                "Run B: its test curve climbs too, far above a guess: what it learns is true of new images.",
            ),
            Misconception(
                "b-too-few-images",
                _diagnosis(B="too few images"),
                "Run B: it has as many images as the run that is not broken, and has not even learned these. How fast"
                " does each rise?",
            ),
            Misconception(
                "c-rate-too-small",
                _diagnosis(C="rate too small"),
                "Run C: a slow run would still rise at the end. These curves lie flat after a few epochs.",
            ),
            Misconception(
                "c-rate-too-large",
                _diagnosis(C="rate too large"),
                "Run C: too long steps leap, or end at a guess. This run lies still, well above a guess: it cannot do"
                " more.",
            ),
            Misconception(
                "c-shuffled-labels",
                _diagnosis(C="shuffled labels"),
                "Run C: its test curve lies well above a guess, so what it learned is true. And it learned nothing by"
                " heart.",
            ),
            Misconception(
                "c-too-few-images",
                _diagnosis(C="too few images"),
                "Run C: few images are learned by heart, training ends at the top. Here both curves stay low.",
            ),
            Misconception(
                "a-and-b-changed",
                _diagnosis(A=BROKEN["B"], B=BROKEN["A"]),
                "A and B have changed places. Which of them knows its training images and nothing else?",
            ),
            Misconception(
                "b-and-c-changed",
                _diagnosis(B=BROKEN["C"], C=BROKEN["B"]),
                "B and C have changed places. Which of them still rises at the end?",
            ),
            Misconception(
                "a-and-c-changed",
                _diagnosis(A=BROKEN["C"], C=BROKEN["A"]),
                "A and C have changed places. Which of them has units enough to learn its images by heart?",
            ),
        ],
        hints=(
            "Look where each training curve ends, and whether its test curve follows.",
            "Three questions of each run: does it still rise, does it learn its images, does it read new ones?",
            "By heart and no more; on its way; stuck low although nothing leaps: which cause does each of them?",
        ),
        insight="Two curves tell a slow run, a network that cannot do more, and labels that mean nothing apart.",
    ),
    Exercise(
        name="spiral_settings",
        task="Reach 95 % on the spiral within 200 steps: choose the settings.",
        stub='''\
def spiral_settings():
    """Return settings with which 2-40-3 learns the spiral in 20 epochs of 10 steps."""
    return {"learning_rate": ..., "activation": "sigmoid", "weight_init_std": 0.01}
''',
        cases=[SPIRAL, "sorted(spiral_settings())"],
        misconceptions=[
            Misconception(
                "hardly-moved",
                lambda: {"learning_rate": 1.0, "activation": "relu", "weight_init_std": 0.01},
                "It starts with weights at 0 or near it, which say nearly the same for every point: 200 steps do not"
                " grow them far enough.",
            ),
            Misconception(
                "no-bend",
                lambda: {"learning_rate": 1.0, "activation": "identity", "weight_init_std": 1.0},
                "Without a bend, forty units draw what three could: straight lines.",
            ),
            Misconception(
                "rate-too-small",
                lambda: {"learning_rate": 0.02, "activation": "relu", "weight_init_std": 1.0},
                "It is on its way, but 200 steps of this length are too short.",
            ),
            Misconception(
                "slow-bend",
                lambda: {"learning_rate": 1.0, "activation": "sigmoid", "weight_init_std": 1.0},
                "A sigmoid lets at most a quarter of a slope through: 200 steps are few for it. Which activation lets"
                " it through whole?",
            ),
            Misconception(
                "leapt",
                lambda: {"learning_rate": 5.0, "activation": "relu", "weight_init_std": 1.0},
                "Steps this long leap too far for this activation: try a smaller learning rate.",
            ),
        ],
        hints=(
            "Right settings end above 95 % of the training points.",
            "In `demos.playground()` try the activation, then the learning rate. Section 7 has the initial weights.",
            "ReLU, a spread near 1 / sqrt(inputs), and a learning rate ten times that of MNIST.",
        ),
        insight="The start and the bend decide whether the learning rate has anything to work with.",
    ),
    Exercise(
        name="report_steps",
        task="Hunt: repair the report of each epoch.",
        stub='''\
def report_steps(iters_num, train_size, batch_size):
    """Return the steps, below iters_num, at which an epoch of whole batches begins."""
    iter_per_epoch = max(train_size / batch_size, 1)
    return [i for i in range(iters_num) if i % iter_per_epoch == 0]
''',
        symptom="With batches of 100 it reports 17 times in 10,000 steps. With batches of 128, only 6 times.",
        cases=[
            "report_steps(2_000, 60_000, 100)",
            "len(report_steps(10_000, 60_000, 128))",
            "report_steps(1_000, 60_000, 128)",
            "report_steps(20, 25, 10)",
            "report_steps(3, 5, 10)",
        ],
        misconceptions=[
            Misconception(
                "epoch-rounded-up",
                lambda n, size, batch: [i for i in range(n) if i % round(size / batch + 0.49) == 0],
                "It reports at whole steps now, but late: an epoch of 2.5 batches has two whole ones.",
            ),
            Misconception(
                "reports-rounded",
                _rounded_reports,
                "The reports are 468.75 steps apart, rounded: 0, 468, 937. An epoch has 468 whole batches.",
            ),
            Misconception(
                "epochs-in-fractions",
                lambda n, size, batch: [i for i in range(n) if i % max(size / batch, 1) < 1],
                "Your epochs still end within a step, after 468.75 of them. Make their number of steps whole first.",
            ),
            Misconception(
                "counts-part-batch",
                lambda n, size, batch: list(range(0, n, max(round(size / batch), 1))),
                "60,000 images fill 468 batches of 128, and your epoch has 469: a part of a batch does not count.",
            ),
            Misconception(
                "every-batch-size",
                lambda n, size, batch: [i for i in range(n) if i % batch == 0],
                "The reports come every `batch_size` steps. How many batches make an epoch?",
            ),
            Misconception(
                "start-missing",
                lambda n, size, batch: list(range(0, n, max(size // batch, 1)))[1:],
                "Step 0 is missing: the report before anything is learned.",
            ),
            Misconception(
                "batch-larger-than-data",
                lambda n, size, batch: [i for i in range(n) if i % (size // batch) == 0],
                "Right, until a batch is larger than the data: then the steps of an epoch come out as 0.",
            ),
            Misconception(
                "steps-of-0",
                lambda n, size, batch: list(range(0, n, size // batch)),
                "Right, until a batch is larger than the data: then the range goes by steps of 0.",
            ),
            Misconception(
                "end-of-epoch",
                lambda n, size, batch: list(range(max(size // batch, 1) - 1, n, max(size // batch, 1))),
                "The last step of each epoch is reported. The first is asked: 0, 468, 936.",
            ),
            Misconception(
                "first-epoch",
                lambda n, size, batch: list(range(min(n, max(size // batch, 1)))),
                "Each step of the first epoch is reported, and none of the others. `%` gives what is left over, `//`"
                " how often it fits.",
            ),
            Misconception(
                "left-over-images",
                lambda n, size, batch: list(range(0, n, max(size % batch, 1))),
                "An epoch has as many steps here as images are left over, which `%` gives. `//` gives the whole"
                " batches.",
            ),
            Misconception(
                "always-468",
                lambda n, size, batch: list(range(0, n, 468)),
                "Your epoch has 468 steps on every call: that is right for 60,000 images in batches of 128 alone.",
            ),
            Misconception(
                "every-step",
                lambda n, size, batch: [i for i in range(n) if i % min(size // batch, 1) == 0],
                "Every step is reported, and an epoch of less than a batch stops with an error. `min` takes the smaller"
                " number, `max` the larger.",
            ),
            Misconception(
                "data-in-a-batch",
                lambda n, size, batch: list(range(0, n, max(batch // size, 1))),
                "An epoch has as many steps here as the data fits into a batch. How often does a batch fit into the"
                " data?",
            ),
        ],
        hints=(
            "60,000 images in batches of 128 make 468 whole batches: the reports come at 0, 468, 936, ...",
            "What kind of number is `60000 / 128`, and when is a whole `i` a multiple of it?",
            "Steps are whole: divide with `//`, and keep the 1 as the least.",
        ),
        insight="Count steps with whole numbers: `//`, not `/`.",
    ),
    Exercise(
        name="run_training",
        task="Hunt: repair a training program with eight faults, in as few checks as you can.",
        stub='''\
def run_training(x_train, t_train, x_test, t_test, iters_num=12, steps_per_epoch=4):
    """Return three lists: the loss of each step, and both accuracies of each epoch."""
    network, losses = dl.TwoLayerNet(4, 2, 2, weight_init_std=1.0), []
    learning_rate = 1.0
    accuracy = lambda x, t: np.mean(np.argmax(network.predict(x), aixs=1) == t)
    for i in range(iters_num):
        grad = network.gradient(x_train, t_train)
        for key in network.params:
            network.params[key] += learning_rate * grad[key]
        loss = network.loss(x_train, t_train)
        losses.append(loss)
        if i % step_per_epoch == 0:
            train_accs.append(accuracy(x_train, t_train))
            test_accs.append(accuracy(x_test, y_test))
    return loss, train_acc, test_accs
''',
        symptom=(
            "It stops with NameError: name `step_per_epoch` is not defined. Repair that, and the next fault shows. The"
            " last ones stop nothing."
        ),
        cases=[
            (
                "x, v = rng.normal(size=(40, 4)), rng.normal(size=(20, 4))\n"
                "losses, _, _ = run_training(x, (x[:, 0] > 0) * 1, v, (v[:, 0] < 0) * 1)\n"
                "f'losses: {np.size(losses)}, fallen: {np.diff(np.ravel(losses)).sum() < 0}'"
            ),
            (
                "x, v = rng.normal(size=(200, 4)), rng.normal(size=(80, 4))\n"
                "_, train_accs, test_accs = run_training(x, (x[:, 0] > 0) * 1, v, (v[:, 1] > 0) * 1)\n"
                "[float(share) for share in train_accs], [float(share) for share in test_accs]"
            ),
        ],
        misconceptions=[
            Misconception(
                "last-only-and-climbs",
                _runs(last_only=True, climb=True),
                "It runs, but one loss comes back, where a list is asked, and the network climbs: two faults are left.",
            ),
            Misconception("last-only", _runs(last_only=True), "One number is no curve: the list of losses is asked."),
            Misconception("test-of-train", _runs(test_of_train=True), "Both accuracies come from the training data."),
            Misconception(
                "train-of-test",
                _runs(noted=lambda both: [both[1], both[1]]),
                "Both accuracies come from the test data.",
            ),
            Misconception(
                "climbs",
                _runs(climb=True),
                "It runs, and it climbs: the loss rises. Which way does the gradient point?",
            ),
            Misconception(
                "one-array-moves",
                _runs(keys=["b2"]),
                "Only one array of the network moves. Does the update stand inside the loop through the keys?",
            ),
            Misconception(
                "rate-a-tenth",
                _runs(rate=0.1),
                "It learns, but more slowly than asked: the learning rate of this program is 1.0.",
            ),
            Misconception("every-step", _runs(every=1), "The accuracies are noted at every step, not once an epoch."),
            Misconception(
                "loss-of-test",
                _runs(loss_of_test=True),
                "The network learns, but the losses do not fall. Of which data are they, and is each taken anew?",
            ),
            Misconception(
                "lists-turned", _lists_turned, "The list of losses comes last: the docstring names it first."
            ),
            Misconception(
                "noted-at-the-end",
                _runs(first=3),
                "Each accuracy is noted at the end of an epoch. This program notes it at its first step.",
            ),
            Misconception(
                "noted-before-the-step",
                _runs(before=True),
                "Each accuracy is that before the step. This program takes the step first.",
            ),
            Misconception(
                "counts-for-shares",
                _runs(noted=lambda both: ([200 * share for share in both[0]], [80 * share for share in both[1]])),
                "These are counts of right answers. The share of them is asked: a mean, not a sum.",
            ),
            Misconception(
                "one-list-for-both",
                _runs(noted=lambda both: 2 * [[share for pair in zip(*both, strict=True) for share in pair]]),
                "Each list holds the accuracies of both. Do two names mean one list? `a = b = []` makes one: make two.",
            ),
            Misconception(
                "last-accuracies",
                _runs(noted=lambda both: [share[-1:] for share in both]),
                "Only the last accuracies are left. Does a list begin anew on each turn of the loop?",
            ),
            Misconception(
                "first-accuracies",
                _runs(every=12),
                "The accuracies are noted once in all. `steps_per_epoch` says how often.",
            ),
            Misconception(
                "one-step",
                _one_step,
                "Only one step is taken. Does a `return` stand inside the loop?",
            ),
        ],
        hints=(
            "Three lists come back: 12 losses that fall, and 3 accuracies each.",
            "Read the error of each run: which name does it not know, and where should that name have been made?",
            "Two faults stop nothing: look at the sign of the update, and at what is returned first.",
        ),
        insight="Names first, then values: a program that runs is not yet a program that is right.",
    ),
]

QUESTIONS = [
    Question(
        id="06.1",
        kind="recall",
        text="What does the backward pass of a layer need from its forward pass?",
        choices=[
            Choice("nothing", "Then it could not know where on its curve each unit stood."),
            Choice("what went in or came out, remembered", "That is why layers keep it.", right=True),
            Choice("the loss", "The loss itself is never used on the way back, only its slope."),
        ],
    ),
    Question(
        id="06.2",
        kind="recall",
        text="Softmax and cross-entropy together: what is the slope of the loss in the scores?",
        choices=[
            Choice("(y - t) / N", "The same for all three pairs of output and loss.", right=True),
            Choice("(t - y) / N", "That points downhill. The gradient points uphill."),
            Choice("y - t", "The loss is a mean over N rows, so each row's share is one Nth."),
        ],
    ),
    Question(
        id="06.3",
        kind="recall",
        text="It trains, the loss falls. Is the gradient right?",
        choices=[
            Choice("yes", "A wrong gradient often still points roughly downhill."),
            Choice("not proved: a gradient check says so", "Measure it and compare.", right=True),
            Choice("no", "It may be right. Falling does not prove it, and does not refute it."),
        ],
    ),
    Question(
        id="06.4",
        kind="predict",
        text="Ten kinds of digits, weights at random: how many of 100 test images will be right before training?",
        choices=[
            Choice("none", "A guess among ten is right now and then."),
            Choice("about 10", "It guesses, and one guess in ten is right.", right=True),
            Choice("about 50", "That would be the chance with two kinds, not with ten."),
        ],
    ),
    Question(
        id="06.5",
        kind="predict",
        text="Three ways to start: spread 0.01, Xavier, He. Which one reaches 80 % last?",
        choices=[
            Choice("0.01", "Its weights are far too small for 784 inputs: the signal has to grow first.", right=True),
            Choice("Xavier", "Xavier's weights let the signal through at nearly its strength."),
            Choice("He", "He's weights are made for ReLU: nothing has to grow first."),
        ],
    ),
    Question(
        id="06.6",
        kind="predict",
        text=(
            "In the cockpit you drag the learning rate from 0.1 to 5 and, a second later, back. What will the loss do?"
        ),
        choices=[
            Choice("leap and come back down", "Sigmoid units can. Here they are ReLUs: how many of them still live?"),
            Choice(
                "leap, then rest near log 10 for a long time",
                "The leap pushed the units below 0 for nearly every image. Hardly any slope is left to bring them"
                " back.",
                right=True,
            ),
            Choice("become NaN", "The loss is computed from the scores, so it stays a number, even a very large one."),
        ],
    ),
    Question(
        id="06.7",
        kind="predict",
        text="Four times as many images in a batch: how much shorter is the scatter of its gradients?",
        choices=[
            Choice("as long as before", "More images agree better on their mean."),
            Choice("half as long", "Noise falls with the square root of the batch size.", right=True),
            Choice("a quarter as long", "The mean of four is better than one, but not four times better."),
        ],
    ),
    Question(
        id="06.8",
        kind="predict",
        text="Accuracy on a mini-batch of 100 against accuracy on 2,000 test images: why is the first line noisier?",
        choices=[
            Choice("the network has seen those images", "That would lift the line, not shake it."),
            Choice("100 images measure coarsely", "One image more or less moves it by a whole percent.", right=True),
            Choice("the learning rate is too high", "Then both lines would shake: they show the same network."),
        ],
    ),
    Question(
        id="06.14",
        kind="predict",
        text="Training on 300 images in place of 60,000, until training is at 100 %: where does the test curve stand?",
        choices=[
            Choice("near 10 %", "That is a guess. 300 images still teach something that is true of new ones."),
            Choice("near 78 %", "The network knows its 300 by heart, and reads three of four new ones.", right=True),
            Choice("near 95 %", "That took 60,000 images. With 300 there are too few ways to write each digit."),
        ],
    ),
    Question(
        id="06.15",
        kind="predict",
        text="`rng.choice(5, 3)`: what can come out?",
        choices=[
            Choice("three numbers from 1 to 5", "NumPy counts from 0: rows 0 to 4 of five."),
            Choice("three different numbers from 0 to 4", "Each is drawn from all five: one may come twice."),
            Choice("three numbers from 0 to 4, one perhaps twice", "So row numbers are drawn.", right=True),
        ],
        shows="[np.random.default_rng(seed).choice(5, 3).tolist() for seed in range(3)]",
    ),
    Question(
        id="06.16",
        kind="predict",
        text="`y = np.array([[1, 7, 2], [9, 3, 4]])`: what is `y.argmax(axis=1)`?",
        choices=[
            Choice("[7, 9]", "That is `y.max(axis=1)`: the largest numbers. `argmax` says where they stand."),
            Choice("[1, 0]", "The column of the largest number in each row.", right=True),
            Choice("[1, 0, 1]", "That is `axis=0`: the row of the largest number in each column."),
        ],
        shows="np.array([[1, 7, 2], [9, 3, 4]]).argmax(axis=1)",
    ),
    Question(
        id="06.9",
        kind="quiz",
        text="60,000 images in batches of 100: how many iterations make an epoch?",
        choices=[
            Choice("100", "That is the number of images in a batch."),
            Choice("600", "600 batches of 100 use each image once.", right=True),
            Choice("60,000", "Only if a batch held one image."),
        ],
    ),
    Question(
        id="06.10",
        kind="quiz",
        text="The training curve still rises, the test curve has begun to fall. What is happening?",
        choices=[
            Choice(
                "the network learns by heart", "What helps on its examples no longer helps on new ones.", right=True
            ),
            Choice("the learning rate is too small", "Then both curves would rise slowly."),
            Choice("the units are dead", "Then neither curve would move."),
        ],
    ),
    Question(
        id="06.11",
        kind="quiz",
        text="Why is a test image never used for training?",
        choices=[
            Choice("it is harder", "Test images are as easy and as hard as the others."),
            Choice(
                "it tells how well the network reads digits it has never seen",
                "Once learned from, it can no longer tell that.",
                right=True,
            ),
            Choice("to save time", "10,000 more images would cost little."),
        ],
    ),
    Question(
        id="06.12",
        kind="quiz",
        text="Which of these is a hyperparameter?",
        choices=[
            Choice("W1", "W1 is a parameter: training changes it."),
            Choice("the learning rate", "You choose it; training does not change it.", right=True),
            Choice("the loss", "The loss is what comes out."),
        ],
    ),
]

ORDERINGS = [
    Ordering(
        id="06.13",
        text="Put one step of training in order; the loss is the one after the step.",
        setup=(
            "rng = np.random.default_rng(0)\nx, t = dl.blobs(60)\nnet = dl.MultiLayerNet([2, 4, 3])\n"
            "learning_rate, W1 = 0.5, net.params['W1'].copy()"
        ),
        lines=[
            "rows = rng.choice(len(x), 20)",
            "x_batch, t_batch = x[rows], t[rows]",
            "grads = net.gradient(x_batch, t_batch)",
            "for key in net.params: net.params[key] -= learning_rate * grads[key]",
            "loss = net.loss(x_batch, t_batch)",
        ],
        result="loss",
        before=[
            (0, 1, "The batch is taken before its rows are drawn."),
            (1, 2, "The gradient needs the batch first."),
            (1, 4, "The loss needs the batch first."),
            (2, 3, "The step comes before its gradient is known."),
            (3, 4, "The loss is noted before the step: here it shall be the one after it."),
        ],
    ),
]
