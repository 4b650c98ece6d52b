import copy

import numpy as np
import pytest

import dlscratch as dl

SEEDS = [0, 1, 2]
BENDS = {
    "identity": dl.Identity,
    "sigmoid": dl.Sigmoid,
    "tanh": dl.Tanh,
    "relu": dl.ReLU,
    "leaky_relu": lambda: dl.LeakyReLU(slope=0.3),
}
OUTPUTS = {"softmax": dl.SoftmaxWithLoss, "sigmoid": dl.SigmoidWithLoss, "identity": dl.IdentityWithLoss}


def away_from_0(rng, *shape):
    """Return random numbers none of which lies within a nudge of 0, where ReLU has no slope to measure."""
    a = rng.normal(size=shape)
    return a + np.where(a > 0, 0.01, -0.01)


def errors_of_bend(layer, seed):
    """Return the relative error of dx, where the loss is the sum of the outputs times a random dout."""
    rng = np.random.default_rng(seed)
    a, dout = away_from_0(rng, 4, 3), rng.normal(size=(4, 3))
    layer.forward(a)
    derived = layer.backward(dout)
    return {"dx": dl.relative_error(derived, dl.numerical_gradient(lambda a: (layer.forward(a) * dout).sum(), a))}


def errors_of_affine(layer, seed):
    """Return the relative errors of dx, dW and db of an Affine layer with 3 inputs and 2 units."""
    rng = np.random.default_rng(seed)
    x, dout = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    layer.W, layer.b = rng.normal(size=(3, 2)), rng.normal(size=2)
    layer.forward(x)
    derived = {"dx": layer.backward(dout), "dW": layer.dW, "db": layer.db}
    moved = {"dx": x, "dW": layer.W, "db": layer.b}

    def loss(_):
        return (layer.forward(x) * dout).sum()

    return {key: dl.relative_error(derived[key], dl.numerical_gradient(loss, moved[key])) for key in derived}


def errors_of_output(layer, seed):
    """Return the relative error of the slope of the loss in the scores."""
    rng = np.random.default_rng(seed)
    a, t = rng.normal(size=(4, 3)), np.eye(3)[rng.integers(0, 3, 4)]
    layer.forward(a, t)
    derived = layer.backward()
    return {"da": dl.relative_error(derived, dl.numerical_gradient(lambda a: layer.forward(a, t), a))}


LAYERS = {
    "affine": (lambda: dl.Affine(None, None), errors_of_affine),
    **{name: (make, errors_of_bend) for name, make in BENDS.items()},
    **{f"{name} with loss": (make, errors_of_output) for name, make in OUTPUTS.items()},
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", LAYERS)
def test_backward_equals_the_measured_slope(name, seed):
    make, errors_of = LAYERS[name]
    errors = errors_of(make(), seed)
    assert max(errors.values()) < 1e-6, errors


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", LAYERS)
def test_that_test_sees_a_slope_wrong_by_a_thousandth(name, seed):
    make, errors_of = LAYERS[name]
    layer = make()
    right = layer.backward
    layer.backward = lambda *args: 1.001 * right(*args)
    errors = errors_of(layer, seed)
    assert errors["da" if "loss" in name else "dx"] > 5e-4


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("which", ["dW", "db"])
def test_that_test_sees_a_parameter_slope_wrong_by_a_thousandth(which, seed):
    class Wrong(dl.Affine):
        def backward(self, dout):
            dx = super().backward(dout)
            setattr(self, which, 1.001 * getattr(self, which))
            return dx

    errors = errors_of_affine(Wrong(None, None), seed)
    assert errors.pop(which) > 5e-4
    assert max(errors.values()) < 1e-6


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "identity"])
def test_bends_are_the_functions_of_the_same_name(name):
    a = np.linspace(-3, 3, 7).reshape(1, 7)
    np.testing.assert_array_equal(BENDS[name]().forward(a), getattr(dl, name)(a))
    np.testing.assert_array_equal(dl.LeakyReLU().forward(a), dl.leaky_relu(a))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("node", [dl.Add(), dl.Multiply()], ids=["add", "multiply"])
def test_the_nodes_of_a_graph_equal_the_measured_slopes(node, seed):
    x, y, dout = np.random.default_rng(seed).normal(size=3)
    node.forward(x, y)
    dx, dy = node.backward(dout)
    assert dx == pytest.approx(dl.numerical_diff(lambda x: type(node)().forward(x, y) * dout, x), rel=1e-6)
    assert dy == pytest.approx(dl.numerical_diff(lambda y: type(node)().forward(x, y) * dout, y), rel=1e-6)


@pytest.mark.parametrize("node", [dl.Add(), dl.Multiply()])
def test_the_nodes_of_a_graph_by_measurement(node):
    slopes = dl.numerical_gradient(lambda v: 3 * node.forward(*v), np.array([2.0, 5.0]))
    node.forward(2.0, 5.0)
    assert node.backward(3) == pytest.approx(tuple(slopes), rel=1e-8)


def test_affine_by_hand():
    layer = dl.Affine(W=np.array([[1.0, 2.0], [3.0, 4.0]]), b=np.array([10.0, 20.0]))
    assert layer.forward([[1, 0], [0, 2]]).tolist() == [[11, 22], [16, 28]]
    assert layer.backward([[1, 0], [0, 1]]).tolist() == [[1, 3], [2, 4]]
    assert layer.dW.tolist() == [[1, 0], [0, 2]]
    assert layer.db.tolist() == [1, 1]


def test_affine_of_one_sample_without_its_row():
    layer = dl.Affine(W=np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), b=np.zeros(3))
    assert layer.forward(np.array([1.0, 2.0])).tolist() == [9, 12, 15]
    assert layer.backward(np.array([1.0, 0.0, -1.0])).tolist() == [-2, -2]
    assert layer.dW.tolist() == [[1, 0, -1], [2, 0, -2]]
    assert layer.db.tolist() == [1, 0, -1]


def test_affine_saves_the_work_nobody_asked_for():
    layer = dl.Affine(np.ones((2, 2)), np.zeros(2))
    layer.forward(np.ones((1, 2)))
    assert layer.backward(np.ones((1, 2)), need_dx=False) is None
    assert layer.dW.tolist() == [[1, 1], [1, 1]]


@pytest.mark.parametrize("name", BENDS)
def test_a_batch_equals_its_rows_both_ways(name):
    rng = np.random.default_rng(0)
    a, dout = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
    layer = BENDS[name]()
    z, dx = layer.forward(a), layer.backward(dout)
    for row in range(5):
        np.testing.assert_array_equal(layer.forward(a[row : row + 1])[0], z[row])
        np.testing.assert_array_equal(layer.backward(dout[row : row + 1])[0], dx[row])


def test_slope_at_the_corner_of_relu():
    layer = dl.ReLU()
    layer.forward(np.array([-0.0, 0.0, 1e-300]))
    assert layer.backward(np.ones(3)).tolist() == [0, 0, 1]
    layer = dl.LeakyReLU(slope=0.5)
    layer.forward(np.array([0.0, 1e-300]))
    assert layer.backward(np.ones(2)).tolist() == [0.5, 1]


@pytest.mark.parametrize("name", BENDS)
def test_bends_leave_their_inputs(name, read_only):
    layer = BENDS[name]()
    layer.forward(read_only([[-1.0, 2.0]]))
    layer.backward(read_only([[1.0, 1.0]]))


def test_affine_leaves_its_inputs(read_only):
    layer = dl.Affine(read_only(np.ones((2, 2))), read_only(np.ones(2)))
    layer.forward(read_only([[-1.0, 2.0]]))
    layer.backward(read_only([[1.0, 1.0]]))


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_leave_their_inputs(name, read_only):
    layer = OUTPUTS[name]()
    layer.forward(read_only([[-1.0, 2.0]]), read_only([[1.0, 0.0]]))
    layer.backward()


@pytest.mark.parametrize("name", BENDS)
def test_integers_and_lists_are_floats(name):
    layer = BENDS[name]()
    z = layer.forward(np.array([[-2, 3]]))
    dx = layer.backward(np.array([[1, 1]]))
    np.testing.assert_array_equal(z, layer.forward(np.array([[-2.0, 3.0]])))
    np.testing.assert_array_equal(dx, layer.backward(np.array([[1.0, 1.0]])))
    np.testing.assert_array_equal(z, layer.forward([[-2, 3]]))


@pytest.mark.parametrize("name", OUTPUTS)
def test_the_three_outputs_share_one_slope(name):
    rng = np.random.default_rng(0)
    a, t = rng.normal(size=(5, 3)), np.eye(3)[[0, 1, 2, 0, 1]]
    layer = OUTPUTS[name]()
    layer.forward(a, t)
    np.testing.assert_allclose(layer.backward(), (layer.y - t) / 5, rtol=1e-14)
    np.testing.assert_allclose(layer.backward(2.0), 2 * (layer.y - t) / 5, rtol=1e-14)


@pytest.mark.parametrize(
    ("name", "output", "loss"),
    [
        ("softmax", dl.softmax, dl.cross_entropy_error),
        ("sigmoid", dl.sigmoid, dl.binary_cross_entropy),
        ("identity", dl.identity, dl.mean_squared_error),
    ],
)
def test_each_output_is_its_function_and_its_loss(name, output, loss):
    rng = np.random.default_rng(0)
    a, t = rng.normal(size=(5, 3)), np.eye(3)[[0, 1, 2, 0, 1]]
    layer = OUTPUTS[name]()
    assert layer.forward(a, t) == pytest.approx(loss(output(a), t), rel=1e-12)
    np.testing.assert_allclose(layer.y, output(a), rtol=1e-12)


@pytest.mark.parametrize("name", OUTPUTS)
def test_labels_and_one_hot_agree(name):
    a, layer = np.array([[1, 2, 3], [4, 5, 7]]), OUTPUTS[name]()
    loss, slope = layer.forward(a, [0, 2]), layer.backward()
    assert layer.forward(a.tolist(), [[1, 0, 0], [0, 0, 1]]) == loss
    np.testing.assert_array_equal(layer.backward(), slope)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", OUTPUTS)
def test_scores_of_1000_give_a_finite_loss_and_slope(name, dtype):
    a = np.array([[1000, -1000, 0], [-1000, 1000, 1000]], dtype)
    layer = OUTPUTS[name]()
    for labels in ([0, 1], [1, 0], [2, 2]):
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            loss, slope = layer.forward(a, labels), layer.backward()
        assert np.isfinite(loss)
        assert np.isfinite(slope).all()
        assert slope.dtype == dtype


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_name_targets_that_do_not_fit(name):
    layer = OUTPUTS[name]()
    with pytest.raises(ValueError, match="t holds the label 3"):
        layer.forward(np.zeros((2, 3)), [0, 3])
    with pytest.raises(ValueError, match="t has 3 rows, but there are 2"):
        layer.forward(np.zeros((2, 3)), [0, 1, 2])
    with pytest.raises(ValueError, match="at least one"):
        layer.forward(np.zeros((0, 3)), [])


@pytest.mark.parametrize(
    "layer",
    [
        dl.Multiply(),
        dl.Affine(np.ones((2, 2)), np.zeros(2)),
        dl.Sigmoid(),
        dl.Tanh(),
        dl.ReLU(),
        dl.LeakyReLU(),
        dl.SoftmaxWithLoss(),
        dl.SigmoidWithLoss(),
        dl.IdentityWithLoss(),
    ],
    ids=lambda x: type(x).__name__,
)
def test_backward_before_forward_is_told_in_words(layer):
    with pytest.raises(AttributeError, match=f"{type(layer).__name__} has seen nothing yet: call its forward before"):
        layer.backward(np.ones((1, 2)))
    with pytest.raises(AttributeError, match="has no attribute 'colour'"):
        layer.colour  # noqa: B018
    assert not hasattr(copy.deepcopy(layer), "__setstate__")


def test_what_a_layer_does_not_keep_is_told_as_that():
    layer = dl.ReLU()
    layer.forward(np.ones((1, 2)))
    with pytest.raises(AttributeError, match="ReLU has no attribute 'a'"):
        layer.a  # noqa: B018
