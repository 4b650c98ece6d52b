"""The cockpit on a network of the learner's own: blank, half written, wrong, right."""

import numpy as np
import pytest
from test_demos import steps

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.shared.trainer import BEGIN_STEPS


class Blank:
    def __init__(self, input_size, hidden_size, output_size):
        self.params = dl.TwoLayerNet(input_size, hidden_size, output_size).params

    def predict(self, x):
        return ...

    def loss(self, x, t):
        return ...

    def accuracy(self, x, t):
        return ...

    def gradient(self, x, t):
        return ...


class HalfWritten(Blank):
    def predict(self, x):
        z1 = dl.sigmoid(x @ self.params["W1"] + self.params["b1"])
        return dl.softmax(z1 @ self.params["W2"] + self.params["b2"])

    def loss(self, x, t):
        return dl.cross_entropy_error(self.predict(x), t)


class WrongGradient(HalfWritten):
    def accuracy(self, x, t):
        return np.mean(self.predict(x).argmax(axis=1) == t.argmax(axis=1))

    def gradient(self, x, t):
        return {"W1": np.zeros(3)}


class Right(WrongGradient):
    def gradient(self, x, t):
        z1 = dl.sigmoid(x @ self.params["W1"] + self.params["b1"])
        da2 = (self.predict(x) - t) / len(x)
        da1 = da2 @ self.params["W2"].T * z1 * (1 - z1)
        return {"W1": x.T @ da1, "b1": da1.sum(axis=0), "W2": z1.T @ da2, "b2": da2.sum(axis=0)}


@pytest.mark.parametrize("net", [Blank, HalfWritten])
def test_a_blank_gives_way_to_the_package_and_says_so(net):
    demo = demos.cockpit(net=net)
    assert f"Your {net.__name__} is not written yet" in demo.picture.desc
    demo.step()
    assert not demo.message and demo.model.step == BEGIN_STEPS + 1


def test_a_wrong_gradient_is_told_in_words_and_the_network_stays():
    demo = demos.cockpit(net=WrongGradient)
    demo.step()
    assert "b1, W2, b2" in demo.message
    assert demo.model.step == 0 and np.isfinite(demo.model.net.params["W1"]).all()


def test_ones_own_network_trains_as_the_package_does():
    own, package = demos.cockpit(net=Right, hidden_size=10), demos.cockpit(net=dl.TwoLayerNet, hidden_size=10)
    for demo in (own, package):
        for _ in range(20):
            demo.step()
    assert "This is your Right." in own.picture.desc
    assert "This is TwoLayerNet of the package." in package.picture.desc
    for key, param in package.model.net.params.items():
        assert own.model.net.params[key] == pytest.approx(param, abs=1e-5)


class CannotBeMade:
    def __init__(self, input_size, hidden_size, output_size):
        raise KeyError("W7")


def test_a_network_that_cannot_be_made_says_why_again_on_step_and_play():
    demo = demos.cockpit(net=CannotBeMade)
    assert "KeyError: 'W7'" in demo.message
    demo.step()
    assert "KeyError: 'W7'" in demo.message
    demo.tick()
    assert "KeyError: 'W7'" in demo.message


def test_epochs_count_the_samples_that_were_seen():
    demo = demos.cockpit(batch_size=100)
    demo.reset()
    demo.step()
    demo.set(batch_size=60_000)
    assert demo.model.epochs == pytest.approx(100 / 60_000)
    demo.step()
    assert demo.model.epochs >= 0.99


def test_images_may_change_while_it_trains():
    demo = demos.cockpit(images=300, batch_size=1000)
    assert demo.model.batch_size == 300 and len(demo.model.train[0]) == len(demo.model.train[1]) == 300
    assert "Each batch holds all 300 images." in demo.picture.desc
    demo.set(images=3000)
    demo.step()
    assert "Each batch holds" not in demo.picture.desc
    assert demo.message == "" and demo.model.batch_size == 1000, "the batch that was asked for comes back"
    demo.set(images=1000, batch_size=100)
    before = demo.model.epochs
    demo.set(images=60_000)
    assert demo.model.epochs == pytest.approx(before, abs=1e-4)
    assert demo.model.watch.last_move.startswith("images was set to 60000")
    with pytest.raises(ValueError, match="images is 50, but it must be one of 60000, 10000"):
        demo.set(images=50)
    demo.set(batch_size=70_000)
    assert "batch_size is 70000, but there are 60000 rows" in demo.message


def test_only_the_images_that_are_there_are_learned_from():
    demo = demos.cockpit(images=300)
    (x, t), _ = dl.load_mnist(one_hot_label=True)
    rows = demo.model._next_rows()
    assert rows.max() < 300
    assert np.array_equal(demo.model.train[0][:], x[:300]) and np.array_equal(demo.model.train[1], t[:300])


def test_all_cockpits_share_one_copy_of_the_images():
    few, all_of_them = demos.cockpit(images=300).model, demos.cockpit().model
    assert np.shares_memory(few.train[0].images, all_of_them.train[0].images)


def test_with_300_images_the_curves_part_and_with_60_000_they_meet_again():
    demo = demos.cockpit(net=dl.TwoLayerNet, images=300, learning_rate=0.5)
    assert "of 300 training and" in demo.picture.desc
    steps(demo.model, 400)
    _, train, test = demo.model.measured[-1]
    assert train > 0.99 and 0.7 < test < 0.85
    demo.set(images=60_000)
    steps(demo.model, 600)
    _, train, test = demo.model.measured[-1]
    assert abs(train - test) < 0.05 and test > 0.85
    demo.step()
    assert "of 1,000 training and" in demo.picture.desc


def test_a_network_that_shows_no_hidden_units_leaves_no_empty_axes():
    assert "nothing to look at here" in demos.cockpit(net=Right).picture.svg()
    assert "nothing to look at here" in demos.cockpit(hidden_layers=0).picture.svg()
    assert "nothing to look at here" not in demos.cockpit().picture.svg()


def test_an_accuracy_that_counts_is_told():
    class Counting(Right):
        def accuracy(self, x, t):
            return len(x) * super().accuracy(x, t)

    demo = demos.cockpit(net=Counting)
    assert "but a share lies between 0 and 1: divide by the number of rows" in demo.message


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            {"net": dl.TwoLayerNet(784, 5, 10)},
            "give the function or class itself, without brackets, as in net=TwoLayerNet",
        ),
        (
            {"net": lambda: None},
            r"net takes \(\), but the cockpit calls it with \(input_size, hidden_size, output_size\)",
        ),
        ({"gradient": lambda x, t: None}, r"gradient takes \(x, t\), but the cockpit calls it with \(params, x, t\)"),
    ],
)
def test_what_cannot_be_called_is_refused_at_once(given, words):
    with pytest.raises(ValueError, match=words):
        demos.cockpit(**given)


def test_a_collapse_under_a_gradient_of_ones_own_names_it_too():
    def uphill(params, x, t):
        net = dl.MultiLayerNet([784, 50, 10], "sigmoid")
        net.params = params
        return {key: -grad for key, grad in net.gradient(x, t).items()}

    demo = demos.cockpit(gradient=uphill, learning_rate=0.5)
    for _ in range(300):
        demo.step()
        if demo.message:
            break
    assert "Collapsed" in demo.message and "compare it with dl.gradient_check" in demo.message
