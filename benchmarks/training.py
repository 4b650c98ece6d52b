"""How long training takes, against the products that it cannot do without, other libraries and the textbook."""

from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

import dlscratch as dl

from . import peers, textbook
from .peers import BATCH, RATE
from .timing import RUNS, Note, Row, installed, interleaved, timed

EPOCHS = 17  # 10,200 steps: the book's program takes 10,000
# A bar is for `train` as it comes, which finds work for a second core; below it the same on one core. PyTorch takes as
# many cores as it likes, all others one.
BOOKS_RUN = [
    ("all cores", "products", {"at_most": 1.35}),
    ("one core", "products", {}),
    ("all cores", "torch", {"at_least": 2}),
    ("all cores", "jax", {"at_least": 1}),
    ("one core", "jax", {}),
    ("all cores", "textbook", {"at_least": 2}),
    ("one core", "textbook", {}),
    ("one core", "sklearn", {}),
    ("one core", "autograd", {}),
]
NAMES = {"products": "gathering and products alone", "textbook": "textbook"}


def rows(quick):
    (x, t), (x_test, t_test) = dl.load_mnist()
    data = (x[:500], t[:500], x_test[:200], t_test[:200]) if quick else (x, t, x_test, t_test)
    epochs, runs = (1, 1) if quick else (EPOCHS, RUNS)
    with threadpool_limits(limits=1, user_api="blas"):
        yield from books_run(data, epochs, runs)
        yield from books_program(data, epochs, runs)
    yield from threads(data, epochs, runs)
    yield from adam(data, 1 if quick else 8)


def books_run(data, epochs, runs):
    """The run of the book's chapter 5 in float32, both accuracies each epoch."""
    found = {peer: make(data) for peer, make in peers.PEERS.items() if installed(peer)}
    alone = {"products": products(data), "textbook": peers.textbook_trainer(data)}
    # Those that are compared run close to each other: the machine is not the same a minute later.
    cases = {"one core": on_one_core(trainer(data))} | alone | {"all cores": trainer(data)} | found
    seconds = side_by_side(cases, epochs, runs)
    for cores, peer, bar in BOOKS_RUN:
        what = f"train 784-50-10, batch {BATCH}, SGD, {epochs} epochs, {cores}"
        name = peers.PEERS[peer].__doc__.split(":")[0] if peer in peers.PEERS else NAMES[peer]
        if peer not in seconds:
            yield Note(what, f"{name} is not installed")
        else:
            name += "" if peer == "torch" else ", one thread"
            yield Row(what, seconds[cores], name, seconds[peer], **bar)


def on_one_core(train):
    def held(epochs):
        with peers.one_core():
            train(epochs)

    return held


def side_by_side(trainers, epochs, runs):
    """Time whole trainings in turn, each after an epoch unseen."""
    first = {name: partial(train, 1) for name, train in trainers.items()}
    return interleaved({name: partial(train, epochs) for name, train in trainers.items()}, runs, first)


def products(data):
    """What no program can leave out: to gather each batch, its five products, and those of the accuracies."""
    x, _, x_test, _ = data
    rng = np.random.default_rng(0)
    W1, W2, z, dy = (
        rng.standard_normal(shape).astype(np.float32) for shape in ((784, 50), (50, 10), (1000, 50), (BATCH, 10))
    )

    def evaluate():
        for images in (x, x_test):
            for start in range(0, len(images), len(z)):  # faster than all at once
                part = images[start : start + len(z)]
                part @ W1, z[: len(part)] @ W2

    def work(epochs):
        evaluate()  # as `train` does before the first step
        for _ in range(epochs):
            order = rng.permutation(len(x))
            for start in range(0, len(x), BATCH):
                part = x.take(order[start : start + BATCH], axis=0)
                part @ W1, z[:BATCH] @ W2, z[:BATCH].T @ dy, dy @ W2.T, part.T @ z[:BATCH]
            evaluate()

    return work


def trainer(data, dtype=np.float32):
    x, t, x_test, t_test = data

    def train(epochs):
        net = dl.TwoLayerNet(784, 50, 10, dtype=dtype)
        dl.train(net, (x, t), (x_test, t_test), dl.SGD(RATE), epochs=epochs, batch_size=BATCH)

    return train


def books_program(data, epochs, runs):
    """The program of that chapter line by line: a loop of its own, a loss each step, both accuracies each epoch.

    The textbook's is at its fastest on one BLAS thread; the package's finds work for the other cores in the accuracies.
    """
    as_written = program(dl.TwoLayerNet, data)
    in_float32 = program(partial(dl.TwoLayerNet, dtype=np.float32), data)
    cases = {
        "as written, one core": (on_one_core(as_written), {}),
        "as written, all cores": (as_written, {"at_least": 1.3}),
        "with dtype=np.float32, all cores": (in_float32, {"at_least": 1.8}),
        "with dtype=np.float32, one core": (on_one_core(in_float32), {}),
        "by dl.train, all cores": (trainer(data), {"at_least": 3.5}),
    }
    trainers = {"textbook": program(textbook.TwoLayerNet, data)} | {name: run for name, (run, _) in cases.items()}
    seconds = side_by_side(trainers, epochs, runs)
    for name, (_, bar) in cases.items():
        what = f"the book's program, {epochs} epochs, {name}"
        yield Row(what, seconds[name], "textbook, one thread", seconds["textbook"], **bar)


def program(network, data):
    """Return the book's program for a class of networks, as a function of the number of epochs."""
    x, t, x_test, t_test = data
    one_hot = np.eye(10, dtype=np.float32)
    data = x, one_hot[t], x_test, one_hot[t_test]
    return lambda epochs: run_program(network(784, 50, 10), *data, epochs)


def run_program(net, x_train, t_train, x_test, t_test, epochs, learning_rate=RATE, batch_size=BATCH):
    rng = np.random.default_rng(0)
    train_loss_list, train_acc_list, test_acc_list = [], [], []
    iter_per_epoch = len(x_train) // batch_size
    for i in range(epochs * iter_per_epoch):
        batch_mask = rng.choice(len(x_train), batch_size)
        x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]
        grad = net.gradient(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            net.params[key] -= learning_rate * grad[key]
        train_loss_list.append(net.loss(x_batch, t_batch))
        if i % iter_per_epoch == 0:
            train_acc_list.append(net.accuracy(x_train, t_train))
            test_acc_list.append(net.accuracy(x_test, t_test))


def threads(data, epochs, runs):
    """What a user pays who never thought of BLAS threads."""
    train = trainer(data)

    def on_one_thread(epochs):
        with threadpool_limits(limits=1, user_api="blas"):
            train(epochs)

    seconds = side_by_side({"as it comes": train, "one": on_one_thread}, epochs, runs)
    yield Row(
        f"train, BLAS threads as they come, {epochs} epochs",
        seconds["as it comes"],
        "the same, one thread",
        seconds["one"],
        at_most=1.1,
    )
    programs = {"textbook": program(textbook.TwoLayerNet, data), "ours": program(dl.TwoLayerNet, data)}
    seconds = side_by_side(programs, 1, runs)
    yield Row(
        "the book's program, 1 epoch, as written, BLAS threads as they come",
        seconds["ours"],
        "textbook",
        seconds["textbook"],
    )


def adam(data, epochs):
    """784-256-128-10, ReLU, Adam, batch 128: an epoch of steps, and the seconds to 97 and 98 % of the test images."""
    x, t, x_test, t_test = data
    net, optimizer = dl.MultiLayerNet([784, 256, 128, 10], dtype=np.float32), dl.Adam(learning_rate=0.001)
    rng = np.random.default_rng(0)

    def epoch():
        for rows in dl.minibatches(len(x), 128, rng):
            loss, grads = net.loss_and_gradient(x[rows], t[rows])
            optimizer.update(net.params, grads)

    what = "784-256-128-10, ReLU, Adam, batch 128"
    ours = Course("dlscratch", epoch, lambda: net.accuracy(x_test, t_test))
    if not installed("torch"):
        yield Note(what, "PyTorch is not installed")
        return
    torch = torch_course(data)
    for _ in range(epochs):
        ours.run()
        torch.run()
    yield Row(f"{what}, an epoch", np.array(ours.seconds), "PyTorch", np.array(torch.seconds), at_most=0.75)
    yield Note(f"{what}, test accuracy", f"{ours}; {torch}")


class Course:
    """Epochs of training, each timed; the test accuracy after each, not timed."""

    def __init__(self, name, epoch, accuracy):
        self.name, self.epoch, self.accuracy = name, epoch, accuracy
        self.seconds, self.accuracies = [], []

    def run(self):
        self.seconds.append(timed(self.epoch))
        self.accuracies.append(self.accuracy())

    def __str__(self):
        reached = [f"{self.name} {100 * max(self.accuracies):.2f} % at best"]
        for goal in (0.97, 0.98):
            epochs = np.flatnonzero(np.array(self.accuracies) >= goal)
            if len(epochs):
                reached.append(f"{goal:.0%} after {sum(self.seconds[: epochs[0] + 1]):.1f} s")
        return ", ".join(reached)


def torch_course(data):
    import torch

    x, t, x_test, t_test = (torch.from_numpy(array) for array in data)
    torch.manual_seed(0)
    sizes = [784, 256, 128, 10]
    layers = [torch.nn.Linear(*pair) for pair in zip(sizes[:-1], sizes[1:], strict=True)]
    net = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])
    training = net, torch.optim.Adam(net.parameters(), lr=0.001), torch.nn.CrossEntropyLoss(), x, t, 128

    def accuracy():
        with torch.no_grad():
            return (net(x_test).argmax(1) == t_test).float().mean().item()

    start = {key: value.clone() for key, value in net.state_dict().items()}
    peers.set_better_thread_count(*training)
    net.load_state_dict(start)
    return Course("PyTorch", lambda: peers.torch_epoch(*training), accuracy)
