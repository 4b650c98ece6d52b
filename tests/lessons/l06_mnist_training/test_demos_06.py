"""Gradient noise, broken runs, the confusion matrix, the drawn digit: first what they compute, then their controls."""

import re

import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos, svg
from dlscratch.lessons.course import KEYS
from dlscratch.lessons.l06_mnist_training.broken_runs import BrokenRuns, _equal, _run
from dlscratch.lessons.l06_mnist_training.confusion import Predictions
from dlscratch.lessons.l06_mnist_training.draw_digit import EXAMPLE
from dlscratch.lessons.l06_mnist_training.gradient_noise import BATCHES, GradientNoise
from dlscratch.lessons.l06_mnist_training.handwriting import ink, prepare, strokes
from dlscratch.lessons.shared.images import shared_mnist
from dlscratch.svg.picture import Raster
from dlscratch.svg.png import indexes_of

DIGITS = {
    0: "M140 50L110 65L90 100L85 145L95 190L120 225L150 228L180 200L192 150L185 95L165 60L140 50",
    1: "M120 80L150 50L150 90L148 140L147 190L146 230",
    2: "M95 90L105 62L140 50L175 62L182 95L165 130L130 170L95 222L130 220L190 222",
    3: EXAMPLE,
    4: "M160 50L130 95L95 150L140 150L200 148M165 100L163 150L160 235",
    5: "M185 55L115 55L110 125L140 115L175 130L190 165L180 205L145 228L100 218",
    6: "M170 50L130 85L105 135L98 185L115 220L150 230L180 210L182 175L155 155L120 165L102 190",
    7: "M90 60L190 60L170 110L145 165L125 230",
    8: "M175 75L145 50L112 65L110 100L145 130L180 165L185 205L150 230L112 212L108 172L140 135L172 105L175 75",
    9: "M180 85L150 55L115 65L100 100L120 130L155 125L180 85L180 140L170 190L155 235",
}


@pytest.fixture(scope="module")
def net(mnist):
    """A network that has seen each training image once or twice: about 95 of 100 answers are right."""
    net = dl.MultiLayerNet([784, 50, 10], dtype=np.float32)
    dl.train(net, mnist[0], None, dl.Adam(learning_rate=0.003), epochs=2)
    return net


# ---- gradient noise


@pytest.fixture(scope="module")
def data(mnist):
    (x, t), _ = mnist
    return x[:6000], t[:6000]


def flat(grads):
    return np.concatenate([np.ravel(grad) for grad in grads.values()])


def test_the_step_of_all_images_is_their_gradient_and_arrows_keep_length_and_angle(data):
    start = dl.TwoLayerNet(784, 20, 10)
    model = GradientNoise(start, data, batch_size=50)
    full = flat(start.gradient(*data))
    assert dl.relative_error(model.full, full) < 1e-9
    rows = np.random.default_rng([0, 0]).choice(6000, 50, replace=False)  # the first batch
    step = flat(start.gradient(data[0][rows], data[1][rows]))
    length = np.hypot(model.along[0], model.across[0])
    assert length == pytest.approx(np.linalg.norm(step) / np.linalg.norm(full))
    assert model.along[0] / length == pytest.approx(step @ full / np.linalg.norm(step) / np.linalg.norm(full))
    assert len(model.along) == len(model.across) == BATCHES


def test_noise_falls_with_the_root_of_the_batch_size_and_all_images_have_none(data):
    model = GradientNoise(dl.TwoLayerNet(784, 20, 10), data, batch_size=10)
    noise = {}
    for batch_size in (10, 40, 160, 6000):
        model.set(batch_size=batch_size)
        noise[batch_size] = model.noise
    assert 1.7 < noise[10] / noise[40] < 2.3
    assert 1.7 < noise[40] / noise[160] < 2.3
    assert noise[6000] < 1e-9
    assert model.seen == noise


def test_the_given_network_is_not_trained_but_a_copy_is(data):
    start = dl.TwoLayerNet(784, 20, 10)
    before = {key: param.copy() for key, param in start.params.items()}
    model = GradientNoise(start, data, batch_size=50)
    model.set(batch_size=100)
    model.tick(0)
    assert model.step == 1 and not np.array_equal(model.net.params["W1"], before["W1"])
    assert all(np.array_equal(start.params[key], before[key]) for key in before)
    assert list(model.seen) == [100]  # what was seen at step 0 no longer counts


def test_gradient_noise_refuses_more_images_than_there_are():
    demo = demos.gradient_noise(batch_size=100)
    demo.set(batch_size=10_000)
    assert "batch_size is 10000, but there are 6000 rows" in demo.message and "your code" not in demo.message
    assert demo.settings["batch_size"] == demo.model.batch_size == 100


def test_gradient_noise_answers_its_controls():
    demo = demos.gradient_noise(dl.TwoLayerNet(784, 5, 10))
    first = demo.picture.svg()
    assert demos.gradient_noise(dl.TwoLayerNet(784, 5, 10)).picture.svg() == first
    demo.press("again")
    assert demo.picture.svg() != first
    demo.step()
    assert "Step 1," in demo.picture.desc
    demo.reset()
    assert demo.picture.svg() == first


def test_gradient_noise_says_so_where_there_is_no_direction():
    net = dl.MultiLayerNet([784, 5, 10], weight_init_std=0)
    net.params["W1"] = np.full((784, 5), np.inf)
    demo = demos.gradient_noise(net)
    assert "the gradient is 0 or not finite, and so has no direction: press Reset" in demo.message


# ---- broken runs


@pytest.mark.parametrize("seed", [0, 4, 9])
def test_each_broken_run_has_the_signs_of_its_fault_whatever_the_seed(seed):
    runs = BrokenRuns(seed).runs
    ends = {name: (run[-1].train_accuracy, run[-1].test_accuracy) for name, run in runs.items()}
    gained = {name: run[-1].train_accuracy - run[40].train_accuracy for name, run in runs.items()}
    train, test = ends["nothing broken"]
    assert train > 0.98 and 0.7 < test < 0.85
    train, test = ends["run A"]  # shuffled labels
    assert train > 0.9 and test < 0.2
    train, test = ends["run B"]  # a rate too small
    assert 0.35 < train < 0.8 and test > 0.3 and gained["run B"] > 0.05
    train, test = ends["run C"]  # equal weights
    assert 0.25 < train < 0.45 and abs(train - test) < 0.15 and abs(gained["run C"]) < 0.1


def test_the_faults_are_what_the_key_says():
    wrong = {"A": "shuffled labels", "B": "rate too small", "C": "equal weights"}
    assert KEYS["diagnose_runs"]() == wrong
    labels, shuffle = shared_mnist()[0][1][:300], np.random.default_rng(0).permutation
    shuffled = np.random.default_rng(0).permutation(labels)
    assert (shuffled.sum(axis=0) == labels.sum(axis=0)).all() and (shuffled != labels).any()
    runs = BrokenRuns(0).runs
    assert _run(0, learning_rate=0.002)[-1] == runs["run B"][-1]
    assert _run(0, start=_equal)[-1] == runs["run C"][-1]
    assert _run(0, labels=shuffle)[-1] == runs["run A"][-1]


def test_each_chart_calls_its_curves_by_their_names(monkeypatch):
    drawn, line = [], svg.line
    monkeypatch.setattr(svg, "line", lambda x, y, name: drawn.append((name, list(y))) or line(x, y, name))
    demo = demos.broken_runs()
    wanted = [
        (name, [getattr(record, field) for record in run])
        for run in demo.model.runs.values()
        for name, field in (("training", "train_accuracy"), ("test", "test_accuracy"))
    ]
    assert drawn == wanted
    titles = [chart.title for row in demo.picture.rows for chart in row]
    assert titles == ["Nothing broken", "Run A", "Run B", "Run C"]
    assert demo.picture.desc == demo.model.summary()


# ---- confusion matrix


class Says:
    """A network that gives the answers it was told."""

    def __init__(self, y):
        self.y = np.asarray(y, float)

    def predict(self, x):
        return self.y


def test_each_image_is_behind_its_cell_and_the_surest_comes_first():
    y = [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7]]
    answers = Predictions(Says(y), np.zeros((4, 9)), [0, 0, 0, 1])
    assert answers.counts.tolist() == [[1, 2], [0, 1]]
    assert answers.behind(0, 1).tolist() == [2, 1]
    assert answers.behind(1, 0).tolist() == []
    assert answers.worst == (0, 1)
    assert answers.images.shape == (4, 3, 3)
    assert answers.summary(0, 1).startswith("2 of 4 answers are right. Of the 3 images of a 0, 2 were read as 1")
    one_hot = Predictions(Says(y), np.zeros((4, 9)), dl.one_hot([0, 0, 0, 1], 2))
    assert one_hot.true.tolist() == [0, 0, 0, 1]


def test_images_that_are_not_square_are_refused():
    with pytest.raises(ValueError, match=r"x has shape \(2, 8\), but the gallery shows square images"):
        Predictions(Says([[1, 0], [1, 0]]), np.zeros((2, 8)), [0, 1])


def test_confusion_answers_its_controls(net, mnist):
    x, t = mnist[1]
    demo = demos.confusion(net, x[:2000], t[:2000])
    texts = re.findall(r">([^<]+)</text>", demo.picture.svg())
    counts = dl.confusion_matrix(net.predict(x[:2000]), t[:2000])
    for count in counts.ravel():
        assert f"{count}" in texts
    true, answer = demo.settings["true"], demo.settings["answer"]
    assert true != answer and counts[true, answer] == (counts - np.diag(np.diag(counts))).max()
    demo.set(true=0, answer=0)
    assert f"{counts[0, 0]} were recognised" in demo.picture.desc
    for control in ("true", "answer"):
        assert (
            len({demos.confusion(net, x, t, **{control: digit}).picture.svg(prefix="p") for digit in range(10)}) == 10
        )


def test_the_digits_behind_a_cell_are_drawn(net, mnist):
    (x, t), cell = (part[:2000] for part in mnist[1]), (9, 4)
    answers = Predictions(net, x, t)
    demo = demos.confusion(net, x, t, true=cell[0], answer=cell[1])
    _, gallery = (part for part in demo.picture.parts if isinstance(part, Raster))
    rows = answers.behind(*cell)
    assert len(rows) > 1
    for i, row in enumerate(rows[:4]):  # 28 pixels each, and 3 between them
        image, _ = indexes_of(answers.images[row], "ink", (0, 1))
        assert (gallery.indexes[:28, 31 * i : 31 * i + 28] == image).all()


def test_an_empty_cell_says_so():
    demo = demos.confusion(Says([[0.9, 0.1], [0.2, 0.8]]), np.zeros((2, 4)), [0, 1], true=0, answer=1)
    assert "No image." in demo.picture.svg() and demo.message == ""


def test_only_the_live_matrix_answers_clicks():
    demo = demos.confusion(Says([[0.9, 0.1], [0.2, 0.8]]), np.zeros((2, 4)), [0, 1])
    assert demo.picture.svg().count("onclick=") == 1
    assert "onclick" not in demo.picture.svg(still=True)


# ---- draw a digit


def test_ink_has_the_width_of_the_pen_and_round_ends():
    line = ink("M40 140L240 140")
    assert line.sum(axis=0)[70] * 2 == pytest.approx(22, abs=1)  # across the line, in units of the pad
    assert np.flatnonzero(line.max(axis=0) > 0.5)[[0, -1]].tolist() == [20 - 5, 120 + 4]
    dot = ink("M140 140L140 140")
    assert dot.sum() * 4 == pytest.approx(np.pi * 11**2, rel=0.1)
    assert np.array_equal(ink("M40 140"), ink("M40 140L40 140"))
    assert ink("").sum() == 0
    assert ink("M0 0L280 280M9000 9000L9001 9000").max() == 1  # what leaves the pad leaves no ink


@pytest.mark.parametrize("drawing", ["M10", "L10 10", "M10 10 ", "m10 10", "M1.5 2", 7, None, "M1 1" * 9000, "<svg>"])
def test_what_is_no_drawing_is_refused_in_a_sentence(drawing):
    with pytest.raises(ValueError, match='it must be the path of a pen, such as "M40 60L80 60"'):
        strokes(drawing)


def test_mnist_images_put_anywhere_on_the_pad_come_back(mnist):
    """Each test image, four times as large and shifted, must come back almost as MNIST's makers left it."""
    x, _ = mnist[1]
    rng, errors = np.random.default_rng(0), []
    for image in x[:200].reshape(-1, 28, 28):
        paper = np.zeros((140, 140))
        top, left = rng.integers(0, 140 - 112, 2)
        paper[top : top + 112, left : left + 112] = np.kron(image, np.ones((4, 4)))
        errors.append(np.abs(prepare(paper).image - image).mean())
    assert np.median(errors) < 0.02  # the mean of an image is 0.13
    assert np.mean(errors) < 0.05


def test_the_longer_side_fills_twenty_pixels_and_the_middle_is_the_centre_of_mass():
    for drawing in (*DIGITS.values(), "M20 20L60 260", "M20 20L260 60", "M140 140L140 140"):
        prepared = prepare(ink(drawing))
        assert max(prepared.scaled.shape) == 20
        assert prepared.image.sum() == pytest.approx(prepared.scaled.sum())
        weight, at = prepared.image, np.arange(28)
        middle = [(weight.sum(axis=1) @ at) / weight.sum(), (weight.sum(axis=0) @ at) / weight.sum()]
        assert middle == pytest.approx([14, 14], abs=0.5 + 1e-9)
        assert 0 <= weight.min() and weight.max() <= 1 + 1e-9
    assert prepare(np.zeros((140, 140))) is None


def test_a_drawing_may_be_small_and_anywhere():
    big = prepare(ink(DIGITS[3])).image
    moved = re.sub(r"(\d+) (\d+)", lambda m: f"{int(m[1]) - 40} {int(m[2]) + 20}", DIGITS[3])
    assert np.abs(prepare(ink(moved)).image - big).max() < 0.02


def test_drawn_digits_are_read(net):
    read = {digit: int(net.predict(prepare(ink(path)).image.reshape(1, -1)).argmax()) for digit, path in DIGITS.items()}
    assert sum(digit == answer for digit, answer in read.items()) >= 9, read


def test_draw_digit_answers_its_controls(net):
    demo = demos.draw_digit(net)
    assert demo.picture.desc.startswith("The network reads a 3 (")
    demo.set(drawing=DIGITS[7])
    assert demo.picture.desc.startswith("The network reads a 7 (")
    demo.set(drawing="")
    assert demo.picture.desc.startswith("Draw a digit on the pad")
    with pytest.raises(ValueError, match="drawing is 'three'"):
        demos.draw_digit(net, drawing="three")


def test_the_picture_shows_what_the_network_is_given_and_what_it_answers(net):
    demo = demos.draw_digit(net, drawing=DIGITS[7])
    prepared = prepare(ink(DIGITS[7])).image
    *_, seen = (part for part in demo.picture.parts if isinstance(part, Raster))
    assert (seen.indexes == indexes_of(prepared, "ink", (0, 1))[0]).all()
    for share in net.predict(prepared.reshape(1, -1))[0]:
        assert f">{100 * share:.0f}</text>" in demo.picture.svg()


def pad_of(demo):
    stage = next(child for child in demo.children if "dl-stage" in child._dom_classes)
    side = stage.children[0]
    return next(child for child in side.children if "dl-pad" in child._dom_classes)


def test_pad_and_settings_follow_each_other(net):
    demo = demos.draw_digit(net)
    pad = pad_of(demo)
    assert pad.drawing == EXAMPLE and 'data-example="1"' in pad.children[0].value
    before = pad.children[0].value
    pad.children[1].value = DIGITS[1]  # as the browser does while a line is drawn
    assert demo.settings["drawing"] == DIGITS[1] and "reads a 1" in demo.picture.desc
    assert pad.children[0].value == before  # the pad that is drawn on is left alone
    pad.clear.click()
    assert demo.settings["drawing"] == pad.drawing == ""
    emptied = pad.children[0].value
    assert emptied != before and 'd=""' in emptied and "data-example" not in emptied
    pad.children[1].value = "M10 10L20 20M30 30L40 40"
    pad.undo.click()
    assert demo.settings["drawing"] == pad.drawing == "M10 10L20 20"
    pad.clear.click()
    assert pad.children[0].value != emptied  # new text, or the browser would keep what was drawn
    pad.undo.click()
    assert demo.settings["drawing"] == ""


def test_a_network_that_gives_no_probabilities_is_told_so():
    demo = demos.draw_digit(Says([np.nan] * 10))
    assert "it must give one row of probabilities" in demo.message
    pad_of(demo).clear.click()
    assert demo.message == ""


def test_a_drawing_to_start_with_stands_on_the_pad_and_stays(net):
    pad = pad_of(demos.draw_digit(net, drawing=DIGITS[5]))
    assert pad.drawing == DIGITS[5] and f'd="{DIGITS[5]}"' in pad.children[0].value
    assert "data-example" not in pad.children[0].value  # only the example gives way to the first line


def test_two_pads_do_not_know_each_other(net):
    one, two = demos.draw_digit(net), demos.draw_digit(net)
    one.set(drawing=DIGITS[4])
    assert two.settings["drawing"] == pad_of(two).drawing == EXAMPLE
