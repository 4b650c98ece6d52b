"""Nothing that somebody wrote becomes HTML: not a name, a value, a message or a setting, wherever it is shown."""

import inspect
import re

import ipywidgets as widgets
import numpy as np
import pytest

import dlscratch as dl
from dlscratch import demos, live, svg
from dlscratch.checking import record
from dlscratch.checking.progress import report
from dlscratch.exercises import check, guess, hint, order, solution
from dlscratch.lessons.course import EXERCISES

NASTY = '<script>alert("1")</script>'
TAG = re.compile("<script", re.IGNORECASE)


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path / NASTY.replace("/", "")))
    (tmp_path / NASTY.replace("/", "")).mkdir()
    return record.path()


def html_in(shown):
    """Return all HTML of a page, a widget or a demo, its children included."""
    if isinstance(shown, widgets.HTML):
        return shown.value
    if isinstance(shown, live.Demo):
        return shown._repr_mimebundle_()["text/html"] + "".join(map(html_in, shown.children))
    if isinstance(shown, widgets.Box):
        return "".join(map(html_in, shown.children))
    return shown._repr_html_() if hasattr(shown, "_repr_html_") else ""


def assert_escaped(shown, seen=True):
    """Check that the nasty text is there, where it should be seen, and that it is text."""
    html = html_in(shown)
    assert not TAG.search(html), html[max(TAG.search(html).start() - 300, 0) :][:600]
    assert not seen or "&lt;script&gt;" in html, html[-600:]


# what the checker shows


class Named:
    """A value and a function that says of itself what a page must not believe."""

    __name__ = NASTY

    def __call__(self, *arguments):
        return self

    def __repr__(self):
        return NASTY


def raises(*arguments):
    raise ValueError(NASTY)


@pytest.mark.parametrize("answer", [lambda *a: NASTY, lambda *a: [NASTY], lambda *a: {NASTY: 1}, Named(), raises])
@pytest.mark.parametrize("name", ["relu", "init_network", "merge_layers"])
def test_a_result_escapes_what_came_out(answer, name):
    result = check(answer, name)
    assert result.attempted and not result.passed
    assert_escaped(result, seen=NASTY in result.message + result.got)


def test_what_such_a_value_looks_like_is_seen_at_all():
    assert_escaped(check(lambda a: NASTY, "relu"))
    assert_escaped(check(raises, "relu"))


@pytest.mark.parametrize("call", [check, hint, solution])
def test_an_exercise_that_is_none_is_named_as_text(call):
    assert_escaped(call(NASTY))
    assert_escaped(call(Named()), seen=call is not check)  # what has no Python name is called "this function"


def test_a_line_of_the_learners_is_text(tmp_path):
    path = tmp_path / "cell.py"
    path.write_text(f"def relu(a):\n    return exp('{NASTY}')\n", encoding="utf-8")
    namespace = {"__name__": "cell"}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), namespace)
    assert_escaped(check(namespace["relu"]))


def test_questions_and_programs_escape_what_they_are_asked_for():
    for shown in (guess(NASTY), guess("02.1", NASTY), order(NASTY)):
        assert_escaped(shown)
    assert_escaped(order("02.9", [NASTY]), seen=False)


def test_the_record_is_text_wherever_it_lies(own_record):
    assert "&lt;script&gt;" in report("00") and not TAG.search(report("00"))
    assert "&lt;script&gt;" in report(NASTY) and not TAG.search(report(NASTY))
    own_record.write_text("{", encoding="utf-8")
    assert_escaped(check(dl.relu), seen=False)


@pytest.mark.parametrize("name", EXERCISES)
def test_hints_and_solutions_hold_no_tag_of_their_own(name):
    for shown in (hint(name, steps=3), solution(name)):
        words = re.sub(r"</?(?:div|b|span|code|pre)\b[^<>]*>", "", html_in(shown))
        assert "<" not in words and ">" not in words, words


# what a demo shows


def blank(*arguments):
    return ...


def text(*arguments):
    return NASTY


GIVEN = [(blank, True), (text, False), (raises, True)]
TAKING = [
    (name, parameter.name)
    for name in vars(demos)
    if name not in ("lessons", "confusion", "draw_digit") and name[0] != "_"
    for parameter in inspect.signature(getattr(demos, name)).parameters.values()
    if parameter.kind is not parameter.VAR_KEYWORD
]


@pytest.mark.parametrize(("name", "parameter"), TAKING)
def test_a_demo_escapes_the_name_and_the_message_of_what_it_is_given(name, parameter):
    for function, seen in GIVEN:
        named = type(function)(function.__code__, function.__globals__, NASTY)
        demo = getattr(demos, name)(**{parameter: named})
        demo.reset() if demo.model is not None else None
        assert_escaped(demo, seen=seen and NASTY in demo.message + demo.picture.desc)


def test_such_a_name_and_such_a_message_are_seen_at_all():
    named = type(blank)(blank.__code__, blank.__globals__, NASTY)
    assert NASTY in demos.activation(named).picture.desc
    assert NASTY in demos.activation(raises).message
    assert_escaped(demos.activation(named)), assert_escaped(demos.activation(raises))


@pytest.mark.parametrize("line", [NASTY, f"demos.activation(a={NASTY!r})", f"demos.activation(function={NASTY!r})"])
def test_a_settings_line_is_answered_in_text(line):
    demo = demos.activation()
    demo._line.value = line
    assert demo.message and not TAG.search(html_in(demo))


class Net:
    """A network whose answers are no probabilities, and which says so in a tag."""

    def predict(self, x):
        raise ValueError(NASTY)

    def __repr__(self):
        return NASTY


def test_a_network_s_message_is_text():
    demo = demos.draw_digit(Net())
    assert NASTY in demo.message
    assert_escaped(demo)


def test_every_word_of_a_picture_is_text():
    names = [NASTY, "b"]
    words = {"title": NASTY, "desc": NASTY}
    x = np.arange(2.0)
    marks = [svg.line(x, x, NASTY), svg.points(x, x, NASTY), svg.note(0.5, 0.5, NASTY)]
    pictures = [
        svg.chart(*marks, **words, x_label=NASTY, y_label=NASTY),
        svg.chart(svg.bars(x, names), **words),
        svg.heat_map(np.eye(2), row_names=names, column_names=names, row_label=NASTY, column_label=NASTY, **words),
        svg.image_grid(np.ones((2, 2, 2)), captions=names, **words),
        svg.network([np.ones((2, 2))], names_in=names, names_out=names, layer_names=names, **words),
        svg.graph({"a": svg.Node(NASTY, 0, 0), "b": svg.Node("b", 1, 0)}, [svg.Edge("a", "b", NASTY, NASTY)], **words),
    ]
    for picture in [*pictures, svg.beside(*pictures[:2], **words), svg.below(*pictures[:2], **words)]:
        assert "&lt;script&gt;" in picture.svg() and not TAG.search(picture.svg())
        assert not TAG.search(picture._repr_html_())
