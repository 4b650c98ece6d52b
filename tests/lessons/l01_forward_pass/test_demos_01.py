"""The demos of lesson 01: their numbers against the package and NumPy, their pictures against every control."""

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos
from dlscratch.lessons.l01_forward_pass.shapes import MISTAKES, ShapeTracer
from dlscratch.lessons.shared.yes_or_no import POINTS, YES
from dlscratch.svg.picture import Raster


def sentence(demo):
    assert demo.message == ""
    return demo.picture.desc.replace("−", "-").replace(",", "")


@pytest.mark.parametrize("point", [1, 5, 12])
@pytest.mark.parametrize("w1, w2, b", [(0.1, 0.2, 0.5), (-1.0, 2.0, -2.0), (0.0, 0.0, 0.0)])
def test_the_neuron_gives_what_a_layer_gives(w1, w2, b, point):
    a = dl.Affine(np.array([[w1], [w2]]), np.array([b])).forward(POINTS)[:, 0]
    told = sentence(demos.neuron(w1=w1, w2=w2, b=b, point=point))
    assert f"= {round(a[point - 1], 4):g} z = {round(dl.relu(a[point - 1]), 4):g}." in told
    assert f" {np.sum((dl.relu(a) > 0) == YES)} of 12 points" in told


def test_a_line_can_part_the_points_but_the_first_one_does_not():
    assert "12 of 12" in sentence(demos.neuron(w1=-1.0, w2=2.0, b=-2.0))
    assert "12 of 12" not in sentence(demos.neuron())
    assert "There is no line" in sentence(demos.neuron(w1=0.0, w2=0.0)) != sentence(demos.neuron(w1=0.0))


@pytest.mark.parametrize("w1, w2, b", [(1.0, 0.0, -2.0), (-1.0, 2.0, -2.0), (0.5, -0.5, 0.0)])
def test_the_plane_is_coloured_on_the_side_where_the_neuron_speaks_and_parted_by_its_line(w1, w2, b):
    demo = demos.neuron(w1=w1, w2=w2, b=b)
    (ground,) = (part for part in demo.picture.parts if isinstance(part, Raster))
    y, x = np.mgrid[5:-5:41j, -5:5:41j]  # the picture's first row lies above
    a = w1 * x + w2 * y + b
    clear = np.abs(a) > 0.2  # beside the line both colours are pale
    assert ((ground.indexes > 127) == (a > 0))[clear].all()
    assert "a = 0" in demo.picture.svg() and "(w1, w2)" in demo.picture.svg()


def test_twice_the_weights_and_bias_leave_the_line_where_it_is():
    once, twice = demos.neuron(w1=-0.5, w2=1.0, b=-1.0), demos.neuron(w1=-1.0, w2=2.0, b=-2.0)
    assert sentence(once).split()[-9:] == sentence(twice).split()[-9:] != []


@pytest.mark.parametrize("sizes", [[784, 100, 10], [5, 10, 20, 1], [3, 50, 4, 2, 6]])
def test_the_parameters_are_counted_in_a_network(sizes):
    net = dl.MultiLayerNet(sizes, output="identity")
    hidden = {f"hidden_{i}": size for i, size in enumerate(sizes[1:-1], start=1)}
    demo = demos.network_size(inputs=sizes[0], **hidden, outputs=sizes[-1])
    assert f"{'-'.join(map(str, sizes))} learns {sum(p.size for p in net.params.values())} numbers" in sentence(demo)
    y = net.predict(np.zeros((5, sizes[0])))
    assert sentence(demo).endswith(f"{y.shape}.".replace(",", ""))


def walk(**settings):
    """Return the tracer after Next has been pressed as often as it goes on."""
    tracer = ShapeTracer(**{"batch_size": 5, "hidden_size": 4, "mistake": "none"} | settings)
    for _ in range(9):
        tracer.next()
    return tracer


@pytest.mark.parametrize("batch_size", [1, 3, 6])
@pytest.mark.parametrize("hidden_size", [1, 4])
def test_the_right_program_has_the_shapes_of_a_network(batch_size, hidden_size):
    tracer = walk(batch_size=batch_size, hidden_size=hidden_size)
    z, y = dl.MultiLayerNet([3, hidden_size, 2]).activations(np.ones((batch_size, 3)))
    sizes = tracer.sizes
    assert [tuple(sizes[a] for a in line.result) for line in tracer.lines] == [z.shape] * 3 + [y.shape] * 3
    assert tracer.step == 5 and not tracer.by_luck


@pytest.mark.parametrize("mistake, step", [("order", 0), ("transposed", 0), ("bias", 1), ("width", 3)])
def test_a_mistake_stops_at_its_line_with_the_words_of_numpy(mistake, step):
    tracer = walk(mistake=mistake)
    assert tracer.step == step and tracer.line.error
    assert "do not fit. NumPy says: " in tracer.summary()


@pytest.mark.parametrize(
    "mistake, equal, step",
    [
        ("order", {"batch_size": 4}, 0),
        ("transposed", {"hidden_size": 3}, 0),
        ("bias", {"batch_size": 4}, 1),
        ("width", {"hidden_size": 3}, 3),
    ],
)
def test_equal_sizes_hide_a_mistake(mistake, equal, step):
    tracer = ShapeTracer(**{"batch_size": 5, "hidden_size": 4, "mistake": mistake} | equal)
    for _ in range(step):
        tracer.next()
    assert tracer.by_luck and not tracer.line.error
    assert "by luck" in tracer.summary()


def test_broadcasting_one_row_or_one_unit_is_luck_too():
    tracer = ShapeTracer(batch_size=1, hidden_size=4, mistake="bias")
    tracer.next()
    assert tracer.by_luck and "H is 4, N is 1, and NumPy stretches the 1" in tracer.summary()
    tracer = ShapeTracer(batch_size=5, hidden_size=1, mistake="bias")
    tracer.next()
    assert tracer.by_luck and "make (5, 5)" in tracer.summary()


def test_next_and_back_and_a_changed_mistake_keep_the_line():
    demo = demos.shapes()
    for name in ("next", "next", "back"):
        demo.press(name)
    assert demo.model.step == 1
    demo.set(mistake="bias")
    assert demo.model.step == 1 and "NumPy says" in demo.picture.desc
    demo.set(mistake="none")
    demo.press("next")
    assert "line 3 z1 = relu(a1)" in sentence(demo).lower()
    assert set(MISTAKES.values()) == set(demo.controls["mistake"].examples)
