import itertools
import os
import signal
import sys
import threading
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from random_networks import random_case, random_net

import dlscratch as dl
from dlscratch import records
from dlscratch.steps import Steps
from dlscratch.training import as_batch_size


def small(**settings):
    """Return data, and a network that can learn them in a moment."""
    return dl.blobs(90, noise=0.2), dl.MultiLayerNet([2, 8, 3], **settings)


def params_of(net):
    return {key: param.copy() for key, param in net.params.items()}


def same(params, others):
    return all((params[key] == others[key]).all() for key in params)


def test_minibatches_hold_every_row_once_in_a_new_order():
    rng = np.random.default_rng(0)
    first, second = (list(dl.minibatches(103, 10, rng)) for _ in range(2))
    assert [len(rows) for rows in first] == [10] * 10 + [3]
    for batches in (first, second):
        assert sorted(np.concatenate(batches).tolist()) == list(range(103))
    assert np.concatenate(first).tolist() != np.concatenate(second).tolist()
    assert np.concatenate(first).tolist() != list(range(103))


def test_batches_of_all_rows_or_of_one():
    assert [len(rows) for rows in dl.minibatches(5, 5, np.random.default_rng(0))] == [5]
    assert [len(rows) for rows in dl.minibatches(3, 1, np.random.default_rng(0))] == [1, 1, 1]


@pytest.mark.parametrize("size", [0, -1, 2.5, "10", None])
def test_batch_sizes_that_are_none_are_named(size):
    with pytest.raises(ValueError, match=f"batch_size is {size!r}, but it must be a whole number of at least 1"):
        as_batch_size(size, 10)
    with pytest.raises(ValueError, match="batch_size is 11, but there are 10 rows of training data: use at most 10"):
        list(dl.minibatches(10, 11, np.random.default_rng(0)))


def test_training_step_by_step():
    """The loop of `train` is the loop that lesson 06 spells out."""
    (x, t), net = small()
    mine, rate = params_of(net), 0.3
    history = dl.train(net, (x, t), None, dl.SGD(rate), epochs=2, batch_size=40, seed=5)
    spelled_out, rng, losses = dl.MultiLayerNet([2, 8, 3]), np.random.default_rng(5), []
    assert same(spelled_out.params, mine)
    for _ in range(2):
        losses.append([])
        for rows in dl.minibatches(90, 40, rng):
            losses[-1].append(spelled_out.loss(x[rows], t[rows]))
            grads = spelled_out.gradient(x[rows], t[rows])
            for key in grads:
                spelled_out.params[key] -= rate * grads[key]
    assert same(net.params, spelled_out.params)
    assert [record.loss for record in history[1:]] == pytest.approx([np.mean(epoch) for epoch in losses], rel=1e-12)
    assert [record.iteration for record in history] == [0, 3, 6]


def test_records():
    (x, t), net = small()
    start = dl.MultiLayerNet([2, 8, 3])
    history = dl.train(net, (x, t), dl.blobs(30, seed=1), dl.SGD(0.3), epochs=4, batch_size=30)
    assert [record.epoch for record in history] == [0, 1, 2, 3, 4]
    assert history[0] == dl.Epoch(0, 0, start.loss(x, t), start.accuracy(x, t), start.accuracy(*dl.blobs(30, seed=1)))
    assert history[-1].train_accuracy == net.accuracy(x, t)
    assert history[-1].test_accuracy == net.accuracy(*dl.blobs(30, seed=1))
    assert history[-1].loss < history[0].loss
    assert str(history[0]).startswith("epoch  0  iteration      0  loss ")
    assert "train accuracy " in str(history[0]) and "test accuracy " in str(history[0])


def test_without_test_data_and_without_accuracy():
    (x, t), net = small()
    record = dl.train(net, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=30)[-1]
    assert record.test_accuracy is None and record.train_accuracy is not None
    assert "test accuracy" not in str(record)
    numbers = dl.MultiLayerNet([2, 8, 1], output="identity")
    record = dl.train(numbers, dl.plane(90), dl.plane(30, seed=1), dl.SGD(0.1), epochs=20, batch_size=30)[-1]
    assert (record.train_accuracy, record.test_accuracy) == (None, None)
    assert record.loss < 0.05
    assert "accuracy" not in str(record)


def test_yes_or_no():
    x, t = dl.xor(200, noise=0)
    net = dl.MultiLayerNet([2, 16, 1], activation="tanh", output="sigmoid", weight_init_std="xavier")
    assert dl.train(net, (x, t), None, dl.Adam(0.03), epochs=60, batch_size=20)[-1].train_accuracy > 0.95


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(dtype):
    runs = []
    for seed in (1, 1, 2):
        (x, t), net = small(dtype=dtype)
        history = dl.train(net, (x, t), (x, t), dl.Adam(0.01), epochs=2, batch_size=20, seed=seed)
        runs.append((b"".join(param.tobytes() for param in net.params.values()), history))
    assert runs[0] == runs[1]
    assert runs[0][0] != runs[2][0]


def test_training_needs_no_global_random_numbers():
    (x, t), net = small()
    state = np.random.get_state()[1].copy()
    dl.train(net, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=30)
    assert (np.random.get_state()[1] == state).all()


def test_labels_and_one_hot_train_alike():
    (x, t), net = small()
    _, other = small()
    history = dl.train(net, (x, t), (x, t), dl.SGD(0.3), epochs=2, batch_size=30)
    assert history == dl.train(other, (x, np.eye(3)[t]), (x, np.eye(3)[t]), dl.SGD(0.3), epochs=2, batch_size=30)
    assert same(net.params, other.params)


def test_data_are_never_changed_and_integers_are_floats(read_only):
    net, other = random_net([3, 4, 2]), random_net([3, 4, 2])
    x, t = read_only([[1, 2, 3], [4, 5, 6], [-1, 0, 1], [2, 2, 2]]), read_only([0, 1, 0, 1])
    history = dl.train(net, (x, t), (x, t), dl.SGD(0.1), epochs=2, batch_size=2)
    assert history == dl.train(other, (x.tolist(), t.tolist()), (x, t), dl.SGD(0.1), epochs=2, batch_size=2)


def test_it_prints_nothing_unless_asked(capsys):
    (x, t), net = small()
    history = dl.train(net, (x, t), None, dl.SGD(0.3), epochs=2, batch_size=30)
    assert capsys.readouterr() == ("", "")
    seen = []
    dl.train(net, (x, t), None, dl.SGD(0.3), epochs=2, batch_size=30, on_epoch=seen.append)
    assert [record.epoch for record in seen] == [0, 1, 2]
    assert seen[0].train_accuracy == history[-1].train_accuracy
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tqdm looks for a notebook
        dl.train(net, (x, t), None, dl.SGD(0.3), epochs=2, batch_size=40, progress=True)
    assert "6/6" in capsys.readouterr().err


@pytest.mark.parametrize("optimizer", [dl.SGD, dl.Momentum, dl.AdaGrad, dl.Adam])
def test_every_optimizer_trains(optimizer):
    (x, t), net = small()
    history = dl.train(net, (x, t), None, optimizer(0.05), epochs=15, batch_size=30)
    assert history[-1].loss < history[0].loss / 2


class OwnNet:
    """A network of a learner's own: one layer, with a number that is no array among its parameters."""

    def __init__(self):
        self.params = {"W1": np.zeros((2, 3)), "b1": 0.0}

    def predict(self, x):
        return dl.softmax(x @ self.params["W1"] + self.params["b1"])

    def loss(self, x, t):
        assert t.dtype.kind == "i"
        return float(-np.log(self.predict(x)[np.arange(len(t)), t]).mean())

    def gradient(self, x, t):
        return {"W1": x.T @ (self.predict(x) - np.eye(3)[t]) / len(t), "b1": 0.0}

    def accuracy(self, x, t):
        return float(np.mean(self.predict(x).argmax(axis=1) == t))


class OwnSGD:
    """An optimizer of a learner's own, which names no learning rate and knows the network."""

    def __init__(self, params, rate=0.5):
        self.params, self.rate = params, rate

    def update(self, params, grads):
        assert params is self.params
        for key in params:
            params[key] = params[key] - self.rate * grads[key]


def test_a_network_and_an_optimizer_of_ones_own():
    net = OwnNet()
    history = dl.train(net, dl.blobs(90), None, OwnSGD(net.params), epochs=5, batch_size=30)
    assert history[-1].loss < history[0].loss / 2


class Frozen(dl.TwoLayerNet):
    def gradient(self, x, t):
        return {key: np.zeros_like(param) for key, param in self.params.items()}


class Doubled(dl.TwoLayerNet):
    def loss_and_gradient(self, x, t):
        loss, grads = super().loss_and_gradient(x, t)
        return loss, {key: 2 * grad for key, grad in grads.items()}


def test_a_subclass_trains_by_what_it_wrote():
    x, t = dl.spiral(30)
    frozen, net = Frozen(2, 5, 3), dl.TwoLayerNet(2, 5, 3)
    dl.train(frozen, (x, t), None, dl.SGD(1.0), epochs=2, batch_size=10)
    assert all((frozen.params[key] == net.params[key]).all() for key in net.params)
    doubled = Doubled(2, 5, 3)
    dl.train(net, (x, t), None, dl.SGD(0.5), epochs=2, batch_size=10)
    dl.train(doubled, (x, t), None, dl.SGD(0.25), epochs=2, batch_size=10)
    assert all(np.allclose(doubled.params[key], net.params[key]) for key in net.params)


class GradientAlone(dl.MultiLayerNet):
    def gradient(self, x, t):
        return super().gradient(x, t)


class LossAlone(dl.MultiLayerNet):
    def loss(self, x, t):
        return super().loss(x, t)


@pytest.mark.parametrize("own", [GradientAlone, LossAlone])
@pytest.mark.parametrize("output", ["softmax", "sigmoid", "identity"])
@pytest.mark.parametrize("activation", ["identity", "sigmoid", "tanh", "relu", "leaky_relu"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_steps_of_training_are_those_of_the_public_gradient(activation, output, own, dtype):
    """Loss and gradient in one pass, or each by its own name where one of them is the learner's: the same steps."""
    settings = {"activation": activation, "output": output, "weight_decay": 0.1, "dtype": dtype}
    _, x, t = random_case([3, 5, 4, 2], output)
    nets = dl.MultiLayerNet([3, 5, 4, 2], **settings), own([3, 5, 4, 2], **settings)
    histories = [dl.train(net, (x, t), None, dl.SGD(0.1), epochs=2, batch_size=2) for net in nets]
    assert same(nets[0].params, nets[1].params) and not same(nets[0].params, dl.MultiLayerNet([3, 5, 4, 2]).params)
    losses = [[record.loss for record in history] for history in histories]
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_steps_give_what_the_public_method_gives_to_the_bit(dtype):
    x, t = dl.spiral(25)
    x = x.astype(np.float32)
    net = dl.MultiLayerNet([2, 5, 4, 3], "tanh", weight_decay=0.1, dtype=dtype)
    steps, rng = Steps(net, x, t, batch_size=8), np.random.default_rng(0)
    for size in (8, 8, 3):
        rows = rng.permutation(len(x))[:size]
        loss, grads = steps(rows)
        wanted, wanted_grads = net.loss_and_gradient(x[rows], t[rows])
        assert loss == wanted and same(grads, wanted_grads)
        dl.SGD(0.5).update(net.params, grads)


@pytest.mark.parametrize("kind", [np.ma.array, np.longdouble, np.float16])
def test_steps_are_of_the_array_that_an_optimizer_put_there_whatever_its_kind(kind):
    """The network makes a plain array of floats of it; the one it had before may be gone, and its id another's."""

    class Replaces:
        def update(self, params, grads):
            params["W1"] = kind(params["W1"] - 0.5 * grads["W1"])
            for key in params.keys() - {"W1"}:
                params[key] -= 0.5 * grads[key]

    nets = dl.MultiLayerNet([2, 20, 3]), GradientAlone([2, 20, 3])  # the second one's layers are made for each step
    for net in nets:
        dl.train(net, dl.spiral(), None, Replaces(), epochs=3, batch_size=30)
    assert same(nets[0].params, nets[1].params)


class Replacing:
    """An optimizer that puts new arrays in the place of the old ones."""

    def update(self, params, grads):
        for key in params:
            params[key] = params[key] - 0.5 * grads[key]


def test_arrays_that_are_put_in_place_of_others_are_used_at_the_next_step():
    replaced, changed = dl.MultiLayerNet([2, 5, 3]), dl.MultiLayerNet([2, 5, 3])
    for net, optimizer in ((replaced, Replacing()), (changed, dl.SGD(0.5))):
        dl.train(net, dl.spiral(30), None, optimizer, epochs=2, batch_size=10)
    assert same(replaced.params, changed.params) and not same(changed.params, dl.MultiLayerNet([2, 5, 3]).params)


def test_an_optimizer_of_ones_own_that_leaps_is_undone_too():
    net = OwnNet()
    optimizer = OwnSGD(net.params, rate=np.inf)
    with pytest.warns(UserWarning, match="training stopped in epoch 1: the loss became nan after"):
        dl.train(net, dl.blobs(90), None, optimizer, epochs=5, batch_size=30)
    assert not net.params["W1"].any()
    assert optimizer.params is net.params


class LateMomentum:
    """Momentum as a learner may write it: the velocity comes into being at the first step."""

    def __init__(self, learning_rate):
        self.learning_rate = learning_rate

    def update(self, params, grads):
        if not hasattr(self, "v"):
            self.v = {key: 0.0 for key in params}
        for key in params:
            self.v[key] = 0.9 * self.v[key] - self.learning_rate * grads[key]
            params[key] += self.v[key]


def test_what_an_optimizer_began_to_remember_is_forgotten_too():
    net, optimizer = dl.MultiLayerNet([2, 8, 1], output="identity"), LateMomentum(1e200)
    with pytest.warns(UserWarning, match="training stopped in epoch 1"):
        dl.train(net, dl.plane(90), None, optimizer, epochs=1, batch_size=10)
    optimizer.learning_rate = 0.01
    history = dl.train(net, dl.plane(90), None, optimizer, epochs=20, batch_size=10)
    assert history[-1].loss < history[0].loss / 2


def assert_usable(net, history, x, t):
    """A network and its history are as good as before: finite, and able to learn."""
    assert all(np.isfinite(param).all() for param in net.params.values())
    assert np.isfinite(net.loss(x, t))
    assert all(np.isfinite(record.loss) for record in history)
    assert all(np.isfinite(grad).all() for grad in net.gradient(x, t).values())


@pytest.mark.parametrize("optimizer", [dl.SGD, dl.Momentum, dl.AdaGrad, dl.Adam])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_learning_rate_of_1e9_warns_and_loses_nothing(optimizer, dtype):
    (x, t), net = small(dtype=dtype)
    with pytest.warns(UserWarning, match=r"learning rate 1e\+09.*[Tt]ry a smaller learning rate") as caught:
        history = dl.train(net, (x, t), (x, t), optimizer(1e9), epochs=3, batch_size=10)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert history[0].epoch == 0
    assert_usable(net, history, x, t)


@pytest.mark.parametrize("batch_size", [10, 30, 90])
@pytest.mark.parametrize("optimizer", [dl.SGD, dl.Momentum, dl.Adam])
def test_numbers_that_run_away_are_undone_with_what_the_optimizer_remembers(optimizer, batch_size):
    x, t = dl.plane(90)
    net, descent = dl.MultiLayerNet([2, 8, 8, 1], output="identity", dtype=np.float32), optimizer(1e9)
    with pytest.warns(UserWarning, match="training stopped in epoch .*The network is back where the epoch began"):
        history = dl.train(net, (x, t), None, descent, epochs=50, batch_size=batch_size)
    assert len(history) < 51
    assert_usable(net, history, x, t)
    for memory in vars(descent).values():
        assert all(np.isfinite(array).all() for array in (memory.values() if isinstance(memory, dict) else [memory]))


def test_a_stop_in_the_first_epoch_puts_everything_back():
    x, t = dl.plane(90)
    net = dl.MultiLayerNet([2, 8, 1], output="identity")
    before, optimizer = params_of(net), dl.Adam(1e200)
    with pytest.warns(UserWarning, match="training stopped in epoch 1: the loss became (inf|nan) after"):
        history = dl.train(net, (x, t), None, optimizer, epochs=5, batch_size=10)
    assert same(net.params, before)
    assert (optimizer.t, optimizer.m, optimizer.v) == (0, {}, {})
    assert len(history) == 1
    optimizer.learning_rate = 0.01
    history = dl.train(net, (x, t), None, optimizer, epochs=20, batch_size=10)
    assert history[-1].loss < history[0].loss / 2


def test_the_last_step_of_all_is_looked_at():
    """One step that goes too far, and no step after it whose loss would tell."""
    x, t = dl.plane(90)
    net = dl.MultiLayerNet([2, 8, 1], output="identity")
    before = params_of(net)
    with pytest.warns(UserWarning, match="training stopped in epoch 1: the loss became inf after 1 of its steps"):
        dl.train(net, (x, t), None, dl.SGD(1e200), epochs=1, batch_size=90)
    assert same(net.params, before)


def test_no_warning_where_all_is_well():
    (x, t), net = small()
    dl.train(net, (x, t), (x, t), dl.SGD(0.3), epochs=3, batch_size=30)  # warnings are errors here


def test_a_finished_training_that_rose_says_so():
    x, t = dl.plane(90)
    net = dl.MultiLayerNet([2, 8, 1], output="identity")
    with pytest.warns(UserWarning, match="the loss rose from 3.9 to 29.8 in epoch 1 at learning rate 1.5: the"):
        history = dl.train(net, (x, t), None, dl.SGD(1.5), epochs=2, batch_size=30)
    assert len(history) == 3
    assert_usable(net, history, x, t)


@pytest.mark.parametrize("loss", [1.9, 2.1])
def test_a_loss_that_doubles_has_risen(loss):
    net, rose = dl.MultiLayerNet([2, 3, 3]), loss > 2
    net.loss, net.accuracy = lambda x, t: 1.0, lambda x, t: 0.5
    net.loss_and_gradient = lambda x, t: (loss, {key: 0 * param for key, param in net.params.items()})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        dl.train(net, dl.spiral(30), None, dl.SGD(0.1), epochs=1, batch_size=30)
    assert [str(warning.message).startswith("the loss rose from 1 to 2.1") for warning in caught] == [True] * rose


@pytest.mark.parametrize("at", [0, 2])
def test_an_interrupt_between_epochs_gives_back_what_there_is(at):
    def interrupt(record):
        if record.epoch == at:
            raise KeyboardInterrupt

    (x, t), net = small()
    with pytest.warns(UserWarning, match=f"interrupted after {at} whole epochs: the network keeps what it has learned"):
        history = dl.train(net, (x, t), None, dl.SGD(0.3), epochs=5, batch_size=30, on_epoch=interrupt)
    assert [record.epoch for record in history] == list(range(at + 1))
    assert_usable(net, history, x, t)
    assert len(dl.train(net, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=30)) == 2


def test_an_interrupt_in_mid_epoch_keeps_the_steps_taken():
    class Interrupting(dl.SGD):
        steps = 0

        def update(self, params, grads):
            self.steps += 1
            if self.steps == 5:
                raise KeyboardInterrupt
            super().update(params, grads)

    (x, t), net = small()
    with pytest.warns(UserWarning, match="interrupted after 1 whole epoch:"):
        history = dl.train(net, (x, t), None, Interrupting(0.3), epochs=5, batch_size=30)
    assert [record.epoch for record in history] == [0, 1]
    other = dl.MultiLayerNet([2, 8, 3])
    dl.train(other, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=30)
    assert not same(net.params, other.params)
    assert_usable(net, history, x, t)


MOMENTS = 32


def train_interrupted(at, net, optimizer, data):
    """Train with a stop signal at the line number `at` of the engine; return the history (None if none came) and lines.

    The signal is a real one, and it comes between two lines of the package, wherever that is.
    """
    lines, engine = 0, str(Path(dl.__file__).parent)

    def each_line(frame, event, arg):
        nonlocal lines
        if not frame.f_code.co_filename.startswith(engine):
            return None
        lines += event == "line"
        if event == "line" and lines == at:
            sys.settrace(None)
            signal.raise_signal(signal.SIGINT)
        return each_line

    history = None
    sys.settrace(each_line)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            history = dl.train(net, data, data, optimizer, epochs=3, batch_size=30)
    except KeyboardInterrupt:  # before there was anything to keep
        pass
    finally:
        sys.settrace(None)
    return history, lines


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_stop_signal_at_any_moment_leaves_net_optimizer_and_history_consistent(moment):
    (x, t), whole = small()
    undisturbed, lines = train_interrupted(0, whole, dl.Momentum(0.1), (x, t))
    assert len(undisturbed) == 4 and lines > 10 * MOMENTS
    net, optimizer = dl.MultiLayerNet([2, 8, 3]), dl.Momentum(0.1)
    at = 1 + moment * (lines // MOMENTS)
    history, reached = train_interrupted(at, net, optimizer, (x, t))
    if history is None:  # before the first step there is nothing to give back
        assert same(net.params, dl.MultiLayerNet([2, 8, 3]).params)
        history = []
    assert reached == at and history == undisturbed[: len(history)]
    assert all(np.isfinite(param).all() and param.shape == whole.params[key].shape for key, param in net.params.items())
    after = dl.train(net, (x, t), None, optimizer, epochs=3, batch_size=30)  # both go on as if nothing had been
    assert after[-1].loss < undisturbed[0].loss


def test_an_interrupt_before_the_first_record():
    (x, t), net = small()

    def interrupted(x, t):
        raise KeyboardInterrupt

    net.loss = interrupted
    with pytest.warns(UserWarning, match="interrupted after 0 whole epochs"):
        assert dl.train(net, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=30) == []


def ahead_of_its_records(monkeypatch, *, cores=2):
    """Let the accuracies of a few rows be computed on another core, slowly, and return the threads that did it."""
    names, forward = [], dl.Affine.forward

    def slow_elsewhere(self, x):
        if self.W.shape[1] == 3:  # once a forward pass
            names.append(threading.current_thread().name)
        if threading.current_thread() is not threading.main_thread():
            time.sleep(0.01)  # many steps of these networks
        return forward(self, x)

    monkeypatch.setattr(records, "MANY_ROWS", 50)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    monkeypatch.setattr(dl.Affine, "forward", slow_elsewhere)
    return names


def elsewhere(names):
    return [name for name in names if name != threading.main_thread().name]


def test_accuracies_computed_beside_the_next_epoch_are_those_of_their_own_epoch(monkeypatch):
    (x, t), test_data = dl.blobs(90, noise=0.2), dl.blobs(30, noise=0.2, seed=1)

    def history_of(**settings):
        net = dl.MultiLayerNet([2, 8, 3])
        return dl.train(net, (x, t), test_data, dl.SGD(0.3), epochs=6, batch_size=30, **settings), net

    names = ahead_of_its_records(monkeypatch)
    (watched, watched_net), seen = history_of(on_epoch=lambda record: None), elsewhere(names)
    (unwatched, net) = history_of()
    assert seen == [] and len(elsewhere(names)) == 2 * 5  # two data; not the first record, nor the last
    assert unwatched == watched and same(net.params, watched_net.params)
    assert len({record.train_accuracy for record in watched}) > 3  # or a mix-up would not show


def test_test_data_that_do_not_fit_are_told_before_the_first_step(monkeypatch):
    ahead_of_its_records(monkeypatch)
    (x, t), net = small()
    before = params_of(net)
    with pytest.raises(ValueError, match=r"x has shape \(90, 1\), but the network has 2 inputs"):
        dl.train(net, (x, t), (x[:, :1], t), dl.SGD(0.3), epochs=3, batch_size=30)
    assert same(net.params, before)


def test_on_one_core_nothing_runs_beside(monkeypatch):
    names, ((x, t), net) = ahead_of_its_records(monkeypatch, cores=1), small()
    dl.train(net, (x, t), None, dl.SGD(0.3), epochs=3, batch_size=30)
    assert elsewhere(names) == []


def test_few_rows_run_in_turn(monkeypatch):
    names, ((x, t), net) = ahead_of_its_records(monkeypatch), small()
    monkeypatch.setattr(records, "MANY_ROWS", 90)
    dl.train(net, (x, t), None, dl.SGD(0.3), epochs=3, batch_size=30)
    assert elsewhere(names) == []


def test_outside_the_main_thread_nothing_runs_beside(monkeypatch):
    """The main thread may be at work on the other cores."""
    names, ((x, t), net) = ahead_of_its_records(monkeypatch), small()
    slider = threading.Thread(target=lambda: dl.train(net, (x, t), None, dl.SGD(0.3), epochs=3, batch_size=30))
    slider.start()
    slider.join(timeout=60)
    assert set(names) == {slider.name}


def test_an_accuracy_of_the_learners_own_is_asked_in_the_learners_thread(monkeypatch):
    class Own(dl.MultiLayerNet):
        asked = []

        def accuracy(self, x, t):
            self.asked.append(threading.current_thread())
            return super().accuracy(x, t)

    ahead_of_its_records(monkeypatch)
    dl.train(Own([2, 8, 3]), dl.blobs(90), None, dl.SGD(0.3), epochs=3, batch_size=30)
    assert Own.asked == [threading.main_thread()] * 4


@pytest.mark.parametrize("end", ["interrupt", "nan"])
def test_training_that_ends_early_waits_for_the_accuracies(end, monkeypatch):
    class Ending(dl.SGD):
        def update(self, params, grads):
            self.steps = getattr(self, "steps", 0) + 1
            if self.steps == 8:  # in the third epoch, while the accuracies of the second are on their way
                if end == "interrupt":
                    raise KeyboardInterrupt
                grads["b2"][:] = np.nan
            super().update(params, grads)

    ahead_of_its_records(monkeypatch)
    (x, t), net = small()
    with pytest.warns(UserWarning, match="interrupted after 2 whole|training stopped in epoch 3"):
        history = dl.train(net, (x, t), (x, t), Ending(0.3), epochs=5, batch_size=30)
    other = dl.MultiLayerNet([2, 8, 3])
    assert history == dl.train(other, (x, t), (x, t), dl.SGD(0.3), epochs=2, batch_size=30)


def test_who_stops_twice_gets_the_history_before_the_record_that_is_missing():
    (x, t), net = small()
    computed = net.accuracy

    def endless_later(x, t):
        if not same(net.params, before):
            raise KeyboardInterrupt
        return computed(x, t)

    before, net.accuracy = params_of(net), endless_later
    with pytest.warns(UserWarning, match="interrupted after 0 whole epochs"):
        history = dl.train(net, (x, t), None, dl.SGD(0.3), epochs=3, batch_size=30)
    assert [record.epoch for record in history] == [0] and history[0].train_accuracy is not None
    assert not same(net.params, before)


def test_a_stop_while_a_record_begins_leaves_whole_records(monkeypatch):
    def struck_later(function, begun=[]):  # noqa: B006
        begun.append(function)
        if len(begun) == 2:
            raise KeyboardInterrupt
        return function

    (x, t), net = small()
    monkeypatch.setattr(records, "MANY_ROWS", 50)
    monkeypatch.setattr(records, "beside", struck_later)
    with pytest.warns(UserWarning, match="interrupted after 1 whole epoch:"):
        history = dl.train(net, (x, t), (x, t), dl.SGD(0.3), epochs=5, batch_size=30)
    _, other = small()
    assert history == dl.train(other, (x, t), (x, t), dl.SGD(0.3), epochs=1, batch_size=30)


def test_a_stop_behind_a_record_does_not_write_it_twice():
    class Struck(list):
        def __setitem__(self, *args):
            super().__setitem__(*args)
            raise KeyboardInterrupt

    (x, t), net = small()
    kept = records.Records(net, [(x, t), None], None, epochs=2)
    kept.history = Struck()
    with pytest.raises(KeyboardInterrupt):
        kept.add(0, 1.0)
    assert [record.epoch for record in kept.whole()] == [0]


def test_a_mistake_in_the_hook_shows_before_the_first_step():
    (x, t), net = small()
    before = params_of(net)
    with pytest.raises(ZeroDivisionError):
        dl.train(net, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=30, on_epoch=lambda record: 1 / 0)
    assert same(net.params, before)


X, T = np.zeros((6, 3)), np.zeros(6, int)
NAN = np.where(np.arange(18).reshape(6, 3) == 10, np.nan, 0)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"train_data": (X[:, :2], T)}, r"x has shape \(6, 2\), but the network has 3 inputs"),
        ({"train_data": (X, T + 7)}, "t holds the label 7, but with 2 classes"),
        ({"train_data": (X, T[:5])}, "train_data: t has 5 rows, but x has 6: give one target for each row"),
        ({"train_data": (X[:0], T[:0])}, r"train_data: x has shape \(0, 3\), but it needs at least one row"),
        ({"train_data": (X[0], T[:3])}, r"train_data: x has shape \(3,\), but it needs at least one row and one row a"),
        ({"train_data": (NAN, T)}, "x holds nan in row 3, column 1: remove or repair that row"),
        ({"train_data": ([["a"] * 3] * 6, T)}, "x must hold numbers"),
        ({"train_data": (X, ["a"] * 6)}, "t must hold numbers"),
        ({"train_data": (X, [[0], [0, 1]] * 3)}, "t has rows of different lengths"),
        ({"train_data": X}, r"train_data must be a pair \(x, t\)"),
        ({"train_data": None}, r"train_data must be a pair \(x, t\)"),
        ({"test_data": (X[:, :2], T)}, r"x has shape \(6, 2\), but the network has 3 inputs"),
        ({"test_data": (X, T + 7)}, "t holds the label 7"),
        ({"test_data": (X, T[:5])}, "test_data: t has 5 rows, but x has 6"),
        ({"test_data": X}, r"test_data must be a pair \(x, t\)"),
        ({"batch_size": 100}, "batch_size is 100, but there are 6 rows of training data: use at most 6"),
        ({"batch_size": 0}, "batch_size is 0, but it must be a whole number of at least 1"),
        ({"epochs": 0}, "epochs is 0, but it must be a whole number of at least 1"),
        ({"epochs": 1.5}, "epochs is 1.5, but it must be a whole number"),
    ],
)
def test_what_cannot_be_trained_is_named_and_nothing_is_lost(settings, sentence):
    net = random_net([3, 4, 2])
    before = params_of(net)
    everything = {"train_data": (X, T), "test_data": None, "epochs": 1, "batch_size": 2, **settings}
    with pytest.raises((ValueError, TypeError), match=sentence):
        dl.train(net, optimizer=dl.SGD(0.1), **everything)
    assert same(net.params, before)


def test_a_hundred_rows_a_batch_unless_told_otherwise():
    (x, t), net = dl.blobs(250), dl.MultiLayerNet([2, 8, 3])
    assert dl.train(net, (x, t), None, dl.SGD(0.3), epochs=1)[-1].iteration == 3
    again = dl.MultiLayerNet([2, 8, 3])
    dl.train(again, (x, t), None, dl.SGD(0.3), epochs=1, batch_size=100, seed=0)
    assert same(net.params, again.params)


def test_confusion_matrix():
    y = np.eye(3)[[0, 1, 1, 2, 0]]
    t = [0, 1, 2, 2, 0]
    expected = [[2, 0, 0], [0, 1, 0], [0, 1, 1]]
    assert dl.confusion_matrix(y, t).tolist() == expected
    assert dl.confusion_matrix(y, np.eye(3)[t]).tolist() == expected
    assert dl.confusion_matrix(y.astype(int).tolist(), t).sum() == 5


@pytest.mark.parametrize(
    ("y", "t", "sentence"),
    [
        (np.eye(3), [0, 1], "t has 2 rows, but there are 3"),
        (np.eye(3), [0, 1, 3], "t holds the label 3"),
        ([0, 1, 2], [0, 1, 2], r"the outputs have shape \(3,\)"),
    ],
)
def test_a_confusion_matrix_names_what_does_not_fit(y, t, sentence):
    with pytest.raises(ValueError, match=sentence):
        dl.confusion_matrix(y, t)


def test_a_single_output_has_no_confusion_matrix():
    with pytest.raises(ValueError, match=r"y has shape \(3, 1\), a single output: give it as two classes"):
        dl.confusion_matrix([[0.9], [0.1], [0.2]], [1, 0, 0])


@pytest.mark.parametrize("optimizer", [0.1, dl.SGD, None])
def test_what_is_no_optimizer_is_named(optimizer):
    with pytest.raises(TypeError, match="optimizer is .*, but it must have an update"):
        dl.train(dl.MultiLayerNet([2, 3]), dl.blobs(300), None, optimizer, epochs=1)


def test_a_batch_size_is_refused_where_it_is_given():
    with pytest.raises(ValueError, match="batch_size is 0"):
        dl.minibatches(10, 0, np.random.default_rng(0))


def test_an_accuracy_of_the_learners_own_gets_labels_from_both_data():
    class Counting(dl.TwoLayerNet):
        def accuracy(self, x, t):
            return float(np.mean(self.predict(x).argmax(axis=1) == t))

    data = dl.blobs(300)
    history = dl.train(Counting(2, 5, 3), data, data, dl.SGD(0.1), epochs=2)
    package = dl.train(dl.TwoLayerNet(2, 5, 3), data, data, dl.SGD(0.1), epochs=2)
    assert [record[2:] for record in history] == [record[2:] for record in package]


class Book:
    """The book's network of chapter 5: its layers hold the arrays of `params`."""

    def __init__(self):
        self.params = dl.TwoLayerNet(2, 5, 3, weight_init_std=1.0).params
        self.first, self.bend = dl.Affine(self.params["W1"], self.params["b1"]), dl.Sigmoid()
        self.second, self.last = dl.Affine(self.params["W2"], self.params["b2"]), dl.SoftmaxWithLoss()

    def predict(self, x):
        return self.second.forward(self.bend.forward(self.first.forward(x)))

    def loss(self, x, t):
        return self.last.forward(self.predict(x), t)

    def accuracy(self, x, t):
        return float(np.mean(self.predict(x).argmax(axis=1) == t))

    def gradient(self, x, t):
        self.loss(x, t)
        self.first.backward(self.bend.backward(self.second.backward(self.last.backward())))
        return {"W1": self.first.dW, "b1": self.first.db, "W2": self.second.dW, "b2": self.second.db}


class Ruin:
    def update(self, params, grads):
        for param in params.values():
            param[...] = np.nan


def test_a_network_whose_layers_hold_the_arrays_is_put_back_too():
    (x, t), net = dl.blobs(300), Book()
    before, loss = {key: param.copy() for key, param in net.params.items()}, net.loss(x, t)
    with pytest.warns(UserWarning, match="The network is back where the epoch began"):
        dl.train(net, (x, t), None, Ruin(), epochs=1)
    assert same(net.params, before) and net.loss(x, t) == loss
    assert net.first.W is net.params["W1"]
    history = dl.train(net, (x, t), None, dl.SGD(0.5), epochs=5)
    assert history[-1].loss < history[0].loss == pytest.approx(loss)


def test_an_error_of_numpys_own_is_not_taken_for_a_loss_too_large():
    class Failing(Book):
        def gradient(self, x, t):
            raise FloatingPointError("underflow encountered in exp")

    with pytest.raises(FloatingPointError, match="underflow"):
        dl.train(Failing(), dl.blobs(300), None, dl.SGD(0.1), epochs=1)


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_row_that_is_not_finite_is_no_answer(wrong):
    for row in ([0.5, wrong], [wrong, 0.5]):
        with pytest.raises(ValueError, match=f"y holds {wrong} in row 1, column [01]: mend the network that gives it"):
            dl.confusion_matrix([[0.9, 0.1], row], [0, 1])


def test_a_seed_of_text_is_named_before_anything_is_trained():
    with pytest.raises(ValueError, match="seed is 'seven', but it must be a whole number"):
        dl.train(dl.MultiLayerNet([2, 3]), dl.blobs(), None, dl.SGD(0.1), epochs=1, seed="seven")


class Learners:
    """A network of the learner's: two inputs, two classes, one matrix."""

    def __init__(self, **own):
        self.net = dl.MultiLayerNet([2, 2])
        self.params = self.net.params
        for name in ("loss", "gradient", "accuracy"):
            setattr(self, name, getattr(self.net, name))
        vars(self).update(own)


def without(name):
    net = Learners()
    delattr(net, name)
    return net


@pytest.mark.parametrize(
    ("net", "said"),
    [
        (Learners(loss=lambda x, t: None), "the loss is None, but it must be one number: what does loss"),
        (Learners(loss=lambda x, t: "small"), "the loss is 'small', but it must be one number"),
        (Learners(loss=lambda x, t: np.zeros(3)), r"the loss is array\(.*\), but it must be one number"),
        (Learners(gradient=lambda x, t: None), "the gradient is None, but it must be a dict .* for each of W1, b1"),
        (Learners(gradient=lambda x, t: [1, 2]), r"the gradient is \[1, 2\], but it must be a dict"),
        (Learners(gradient=lambda x, t: {"W1": None}), r'grads\["W1"\] must hold numbers, but it is None'),
        (Learners(loss_and_gradient=lambda x, t: None), "loss_and_gradient gave None, but it must return two things"),
        (without("accuracy"), r"Learners has no accuracy\(x, t\), which train calls: write one, or output = "),
        (without("gradient"), r"Learners has no gradient\(x, t\), which train calls: write one"),
        (without("loss"), r"Learners has no loss\(x, t\)"),
        (without("params"), "net is .*, but it needs params, a dict of arrays"),
        (None, "net is None, but it needs params"),
    ],
)
def test_a_network_that_gives_no_step_is_named(net, said):
    with pytest.raises(TypeError, match=said):
        dl.train(net, (np.zeros((4, 2)), [0, 1, 0, 1]), None, dl.SGD(0.1), epochs=1, batch_size=2)


def test_a_loss_of_one_number_in_an_array_is_a_loss():
    x, t = dl.blobs(40, classes=2)
    net, plain = Learners(), dl.MultiLayerNet([2, 2])
    net.loss = lambda x, t: np.array([net.net.loss(x, t)])
    history = dl.train(net, (x, t), None, dl.SGD(0.1), epochs=2, batch_size=10)
    assert history == dl.train(plain, (x, t), None, dl.SGD(0.1), epochs=2, batch_size=10)


def test_a_network_of_numbers_needs_no_accuracy():
    net = without("accuracy")
    net.output = "identity"
    assert dl.train(net, dl.blobs(40, classes=2), None, dl.SGD(0.1), epochs=1, batch_size=9)[-1].train_accuracy is None


class Slotted:
    """An optimizer with slots and no dict; one of them is never filled."""

    __slots__ = ("rate", "learning_rate", "steps", "empty")

    def __init__(self, rate):
        self.rate, self.learning_rate, self.steps = rate, "as it comes", 0

    def update(self, params, grads):
        self.steps += 1
        for key in params:
            params[key] -= self.rate * grads[key]


class Guarded(Slotted):
    """One with slots and a dict, a lock and a generator, neither of which can be copied."""

    def __init__(self, rate):
        super().__init__(rate)
        self.lock, self.rates, self.seen = threading.Lock(), (rate for _ in itertools.count()), []

    def update(self, params, grads):
        with self.lock:
            self.rate = next(self.rates)
            self.seen.append(self.rate)
            self.late = True
            super().update(params, grads)


class Filled(Slotted):
    """One whose slot is filled by its first update."""

    def update(self, params, grads):
        self.empty = 7
        super().update(params, grads)


@dataclass(frozen=True)
class Sealed:
    rate: float
    seen: list = field(default_factory=list)

    def update(self, params, grads):
        self.seen.append(1)
        for key in params:
            params[key] -= self.rate * grads[key]

    steps = property(lambda self: len(self.seen))


class Shadowed(Slotted):
    """One with a property that cannot be set, over what its __dict__ holds under the same name."""

    def __init__(self, rate):
        super().__init__(rate)
        vars(self)["shadow"] = 1

    shadow = property(lambda self: 2)


@pytest.mark.parametrize("make", [Slotted, Guarded, Filled, Sealed, Shadowed])
def test_any_optimizer_of_the_learners_trains_and_is_put_back(make):
    x, t = dl.blobs(40, classes=2)
    net, plain = dl.MultiLayerNet([2, 2]), dl.MultiLayerNet([2, 2])
    history = dl.train(net, (x, t), None, make(0.1), epochs=2, batch_size=10)
    assert history == dl.train(plain, (x, t), None, dl.SGD(0.1), epochs=2, batch_size=10)
    optimizer = make(np.inf)
    with pytest.warns(UserWarning, match="training stopped in epoch 1: the loss became nan"):
        dl.train(net, (x, t), None, optimizer, epochs=2, batch_size=10)
    assert optimizer.steps == 0 and getattr(optimizer, "seen", []) == [] and not hasattr(optimizer, "late")
    assert not hasattr(optimizer, "empty")
    assert all((net.params[key] == plain.params[key]).all() for key in net.params)


class Holding:
    """An optimizer as a learner may know it from elsewhere: made with the arrays, and holding a method of its own."""

    def __init__(self, params, learning_rate):
        self.params, self.learning_rate, self.update = params, learning_rate, self.go_down

    def go_down(self, params, grads):
        for param, key in zip(self.params, params, strict=True):
            param -= self.learning_rate * grads[key]


def test_an_optimizer_that_holds_the_arrays_still_holds_them_when_it_is_put_back():
    net, (x, t) = dl.MultiLayerNet([2, 2]), dl.blobs(40, classes=2)
    optimizer, before = Holding(list(net.params.values()), np.inf), net.loss(x, t)
    with pytest.warns(UserWarning, match="training stopped in epoch 1"):
        dl.train(net, (x, t), None, optimizer, epochs=1, batch_size=10)
    optimizer.learning_rate = 0.1
    history = dl.train(net, (x, t), None, optimizer, epochs=2, batch_size=10)
    assert history[0].loss == before > history[-1].loss


class OtherLayers(dl.MultiLayerNet):
    """The package's network, but for one layer."""

    def layers(self):
        first, _, last = super().layers()
        return [first, dl.Tanh(), last]


def test_accuracies_of_many_rows_are_those_of_the_learners_own_layers():
    net, data = OtherLayers([2, 5, 3]), dl.spiral(records.MANY_ROWS + 1)
    history = dl.train(net, data, None, dl.SGD(0.5), epochs=2, batch_size=1000)
    assert history[-1].train_accuracy == net.accuracy(*data)
