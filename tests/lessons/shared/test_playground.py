import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.shared.playground import DATA, REACH, Playground, _picture

SETTINGS = dict(
    data="xor",
    points=100,
    noise=0.1,
    seed=0,
    hidden_size=4,
    hidden_layers=1,
    activation="tanh",
    learning_rate=0.5,
    batch_size=20,
)


@pytest.mark.parametrize("data", DATA)
def test_it_learns_each_set_and_says_so(data):
    model = Playground(**{**SETTINGS, "data": data, "hidden_size": 20, "optimizer": "Adam", "learning_rate": 0.03})
    before = model.measured[0][1]
    for _ in range(600):
        model.tick(0)
    model.measure()
    assert model.step == 600
    assert model.measured[-1][1] > max(before, 0.8)
    assert f"After 600 steps on the {data}" in model.summary()


def test_the_maps_are_what_the_network_gives_at_each_place():
    model = Playground(**SETTINGS)
    inputs, hidden, outputs = model.seen(5)
    assert inputs[0, 4].tolist() == [REACH, -REACH]
    assert hidden[1, 3] == pytest.approx(model.net.activations([inputs[1, 3]])[0][0])
    assert outputs[1, 3] == pytest.approx(model.net.predict([inputs[1, 3]])[0])


def test_accuracy_is_measured_on_points_it_has_not_seen():
    model = Playground(**SETTINGS)
    x, t = dl.xor(500, 0.1, seed=1000)
    assert model.measured[0][2] == model.net.accuracy(x, t)


def test_a_batch_is_never_larger_than_the_set():
    model = Playground(**{**SETTINGS, "batch_size": 1000})
    model.tick(0)
    assert model.batch_size == 100
    model.set(batch_size=500)
    model.tick(0)
    assert model.batch_size == 100


def test_the_picture_follows_the_training():
    model = Playground(**SETTINGS)
    first = _picture(model).svg()
    assert first == _picture(Playground(**SETTINGS)).svg()
    for _ in range(50):
        model.tick(0)
    assert _picture(model).svg() != first


@pytest.mark.parametrize("name", ["data", "points", "noise", "seed", "hidden_size", "hidden_layers", "activation"])
def test_a_control_that_rebuilds_does(name):
    demo = demos.playground()
    demo.step()
    value = demo.controls[name].examples[-1]
    demo.set(**{name: value})
    assert demo.settings[name] == value
    assert demo.model.step == 0 and not demo.message
    assert np.isfinite(demo.model.net.loss(*demo.model.train))
