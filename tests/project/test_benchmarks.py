"""The benchmarks run, and compare the same work. How fast anything is, no test says."""

import numpy as np
import pytest

import dlscratch as dl
from benchmarks import data, gradients, growth, measured_training, memory, peers, textbook, timing, training, without
from benchmarks.__main__ import blas
from dlscratch import datasets


def images(n=200):
    (x, t), (x_test, t_test) = dl.load_mnist()
    return x[:n], t[:n], x_test[:50], t_test[:50]


@pytest.mark.parametrize("topic", [training, gradients, data, growth, pytest.param(memory, marks=pytest.mark.slow)])
def test_each_topic_runs_without_the_peers_and_says_so(topic, monkeypatch):
    for module in (training, gradients):
        monkeypatch.setattr(module, "installed", lambda name: False)
    lines = [str(row) for row in topic.rows(quick=True)]
    assert all(line.startswith("| ") and line.count("|") == 6 for line in lines)
    assert any("not installed" in line for line in lines) == (topic in (training, gradients))
    assert not any("kept" in line or "missed" in line for line in lines)  # one run is no measurement


def test_an_unknown_processor_is_named():
    def found(architecture):
        return [{"internal_api": "openblas", "version": "0.3.31", "architecture": architecture}]

    assert "OPENBLAS_CORETYPE=SkylakeX" in blas(found("Haswell"), "flags: avx2 avx512f")
    assert blas(found("Haswell"), "flags: avx2") == "OpenBLAS 0.3.31 with its code for Haswell."
    assert blas(found("SkylakeX"), "flags: avx2 avx512f") == "OpenBLAS 0.3.31 with its code for SkylakeX."
    assert blas([{"internal_api": "mkl"}], "flags: avx512f") == ""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("peer", peers.PEERS)
def test_each_peer_trains(peer):
    pytest.importorskip(peer)
    peers.PEERS[peer](images())(1)


@pytest.mark.filterwarnings("ignore")
def test_the_course_to_an_accuracy():
    pytest.importorskip("torch")
    *_, last = training.adam(images(), 1)
    assert "dlscratch" in str(last) and "PyTorch" in str(last)


def test_the_textbook_computes_the_same():
    x, t, _, _ = images(5)
    net, book, one_hot = dl.TwoLayerNet(784, 6, 10), textbook.TwoLayerNet(784, 6, 10), np.eye(10)[t]
    assert net.loss(x, t) == pytest.approx(book.loss(x, one_hot), abs=1e-5)  # the book adds 1e-7 before the logarithm
    assert net.accuracy(x, t) == book.accuracy(x, one_hot)
    derived, measured = book.gradient(x, one_hot), book.numerical_gradient(x, one_hot)
    for key, slope in net.gradient(x, t).items():
        assert dl.relative_error(derived[key], slope) < 1e-12
        assert dl.relative_error(measured[key], slope) < 1e-5


def test_the_vector_of_sampled_parameters_is_the_network_s():
    x, t, _, _ = images(3)
    book = textbook.TwoLayerNet(784, 50, 10)
    vector = np.concatenate([book.params[key].ravel() for key in gradients.SAMPLE])
    before, loss = book.loss(x, np.eye(10)[t]), gradients.loss_of_vector(book, x, np.eye(10)[t])
    assert loss(vector) == before
    assert loss(vector + np.arange(len(vector))) != before


def test_training_by_measured_gradients_follows_the_derived_ones():
    lines = list(measured_training.train(steps=4, every=2, batch_size=3))
    assert [line[0] for line in lines] == [0, 2, 4]
    for _, measured, derived, measured_accuracy, derived_accuracy, _ in lines:
        assert measured == pytest.approx(derived, abs=1e-8)
        assert measured_accuracy == derived_accuracy
    assert lines[0][1] != lines[2][1]


def test_the_stored_curve_is_what_training_gives(monkeypatch):
    path = datasets.mnist_folder() / "measured_training.csv"
    stored = np.loadtxt(path, delimiter=",", skiprows=4)
    assert stored[:, 0].tolist() == list(range(0, 10_001, 100))
    assert abs(stored[:, 1] - stored[:, 2]).max() < 0.001 and abs(stored[:, 3] - stored[:, 4]).max() < 0.001
    assert 0.93 < stored[-1, 3] < 0.96
    monkeypatch.setattr(dl.MultiLayerNet, "numerical_gradient", dl.MultiLayerNet.gradient)  # derived, to be fast
    again = list(measured_training.train(steps=200))
    np.testing.assert_allclose(np.array(again)[:, 1:5], stored[:3, 1:5], atol=0.0006)


def test_cases_run_in_turn_after_one_unseen_round():
    calls = []
    seconds = timing.interleaved({name: lambda name=name: calls.append(name) for name in "ab"}, runs=2)
    assert calls == list("ababab")
    assert {name: len(times) for name, times in seconds.items()} == {"a": 2, "b": 2}


def test_a_row_says_how_many_times_and_whether_the_bar_is_kept():
    fast, slow = np.full(5, 0.002), np.full(5, 0.004)

    def row(ours, peer, **bar):
        return str(timing.Row("x", ours, "y", peer, **bar))

    assert "2.00 × as fast (2.00-2.00) | at least 1.5 ×, kept" in row(fast, slow, at_least=1.5)
    assert "2.00 × as fast (2.00-2.00) | at least 3 ×, **missed**" in row(fast, slow, at_least=3)
    assert "2.00 × its time (2.00-2.00) | at most 1.5 ×, **missed**" in row(slow, fast, at_most=1.5)
    assert "0.50 × its time (0.50-0.50) | at most 1.5 ×, kept" in row(fast, slow, at_most=1.5)
    assert row(slow, fast) == "| x | 4 ms (4-4) | y: 2 ms (2-2) | 2.00 × its time (2.00-2.00) |  |"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        ([2.0, 3.0, 1.0], "2 s (1-3)"),
        ([0.5], "500 ms (500-500)"),
        ([2e-6, 4e-6], "3 µs (2-4)"),
    ],
)
def test_seconds_in_words(seconds, text):
    assert timing.as_text(np.array(seconds)) == text


@pytest.mark.parametrize("name", [*without.STAYED, *without.WENT])
def test_with_a_trick_and_without_it_the_work_is_the_same(name):
    (change, _), pair = {**without.STAYED, **without.WENT}[name], dl.blobs(90)

    def numbers():
        net = dl.TwoLayerNet(2, 5, 3)
        history = dl.train(net, pair, pair, dl.Adam(), epochs=2, batch_size=30)
        return history, [param.tolist() for param in net.params.values()], net.numerical_gradient(*pair)

    with change():
        history, params, slopes = numbers()
    expected = numbers()
    assert (history, params) == expected[:2]
    assert max(dl.relative_error(slopes[key], expected[2][key]) for key in slopes) < 1e-6


def test_a_run_without_a_trick_is_timed_beside_one_with_it():
    for case in (without.book, without.train, without.adam, without.slopes):
        ratios = without.compare(case(images()), without.STAYED["no slope in the inputs"][0], 1)
        assert ratios.shape == (1, 2) and (ratios > 0).all()
