"""Questions, programs to order and the progress button: their data, and their controls pressed."""

import itertools
import json
import sys
import types

import pytest

from dlscratch.checking.ordering import shuffled
from dlscratch.checking.progress import report
from dlscratch.checking.questions import shuffled as shuffled_choices
from dlscratch.exercises import guess, order, progress
from dlscratch.lessons.course import LESSONS, ORDERINGS, QUESTIONS


@pytest.fixture(autouse=True)
def empty_record(tmp_path, monkeypatch):
    monkeypatch.setenv("DLSCRATCH_PROGRESS_FOLDER", str(tmp_path))


# questions

SHUFFLED = [[2, 0, 1], [0, 2, 1], [1, 2, 0], [1, 0, 2]]


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question(question):
    assert question.kind in ("recall", "predict", "quiz") and 2 <= len(question.choices) <= 5
    assert sum(choice.right for choice in question.choices) == 1
    for choice in question.choices:
        assert len(choice.text) <= 75 and len(choice.sentence.split()) <= 40, "a choice fits a line"
        assert choice.sentence.count("`") % 2 == choice.text.count("`") % 2 == 0
    assert len({choice.text for choice in question.choices}) == len(question.choices)
    for letter, place in zip("abcde", shuffled_choices(question), strict=False):
        choice = question.choices[place]
        result = guess(question.id, letter)
        assert result.passed == choice.right and result.points == choice.right
        assert result.message.startswith(choice.sentence) and "<div" in result._repr_html_()
    plain = guess(question.id).plain
    assert all(choice.text in plain and choice.sentence not in plain for choice in question.choices)


def test_no_letter_and_no_length_gives_the_right_answer_away():
    """Over the course, the most frequent letter and the longest choice are right at most two times in five."""
    right = [next(choice for choice in question.choices if choice.right) for question in QUESTIONS.values()]
    letters = [
        [question.choices[place] for place in shuffled_choices(question)].index(choice)
        for question, choice in zip(QUESTIONS.values(), right, strict=True)
    ]
    assert max(map(letters.count, range(3))) <= 0.4 * len(right)
    longest = [
        all(len(choice.text) > len(other.text) for other in question.choices if other is not choice)
        for question, choice in zip(QUESTIONS.values(), right, strict=True)
    ]
    assert sum(longest) <= 0.4 * len(right)


def test_choices_are_shuffled_by_the_id_the_same_for_everyone_and_as_shown():
    assert [shuffled_choices(QUESTIONS[id]) for id in ("00.1", "02.1", "02.4", "06.4")] == SHUFFLED
    assert len({tuple(shuffled_choices(question)) for question in QUESTIONS.values()}) == 6, "all orders occur"
    for question in QUESTIONS.values():
        lines = guess(question.id).plain.splitlines()[1:-1]
        assert lines == [
            f"  {letter}  {question.choices[place].text}"
            for letter, place in zip("abc", shuffled_choices(question), strict=True)
        ]


def test_the_record_holds_the_first_and_the_last_choice_by_their_places_in_the_lesson(tmp_path):
    question = QUESTIONS["02.1"]
    shown = shuffled_choices(question)
    for letter in "bac":
        guess("02.1", letter)
    entry = json.loads((tmp_path / "dlscratch-progress.json").read_text(encoding="utf-8"))["exercises"]["02.1"]
    assert entry == {"result": "right", "attempts": 3, "first": shown[1], "last": shown[2]}


def test_the_record_holds_the_last_order_by_the_lines_of_the_lesson(tmp_path):
    shown = shuffled(ORDERINGS["01.12"])
    order("01.12", range(len(shown)))
    order("01.12", range(len(shown))[::-1])
    entry = json.loads((tmp_path / "dlscratch-progress.json").read_text(encoding="utf-8"))["exercises"]["01.12"]
    assert entry == {"result": "not yet", "attempts": 2, "last": shown[::-1]}


def test_each_lesson_recalls_the_one_before_it():
    for number, lesson in LESSONS.items():
        kinds = [question.kind for question in lesson.QUESTIONS]
        assert kinds.count("recall") == (0 if number == "00" else 3) and kinds.count("quiz") >= 3
        assert all(part.id.startswith(f"{number}.") for part in [*lesson.QUESTIONS, *lesson.ORDERINGS])
        numbers = sorted(int(part.id[3:]) for part in [*lesson.QUESTIONS, *lesson.ORDERINGS])
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_guess_is_locked():
    box = guess("02.4")
    rows, answer = box.children[1:-1], box.children[-1]
    question = QUESTIONS["02.4"]
    right = [question.choices[place].right for place in shuffled_choices(question)].index(True)
    wrong = (right + 1) % 3
    assert answer.value == "" and not rows[wrong].children[0].disabled
    rows[wrong].children[0].click()
    assert all(row.children[0].disabled for row in rows)
    assert f"Not {'abc'[wrong]}" in answer.value and "(your guess)" in rows[wrong].children[1].value
    assert f"The right answer is {'abc'[right]}" in answer.value and "✓ right" in rows[right].children[1].value


def test_a_guess_that_is_none_waits():
    for id, choice in (("02.1", "z"), ("02.99", "a"), ("02.99", None), (None, None), (["x"], "a"), ("02.1", 3)):
        result = guess(id, choice)
        assert not result.attempted and result.message


# programs to order


@pytest.mark.parametrize("ordering", ORDERINGS.values(), ids=ORDERINGS)
def test_a_program_to_order(ordering):
    shown, count = shuffled(ordering), len(ordering.lines)
    assert shown == shuffled(ordering) and not order(ordering.id, range(count)).passed
    right = [shown.index(line) for line in range(count)]
    assert order(ordering.id, right).passed
    for i, j, sentence in ordering.before:
        assert len(sentence.split()) <= 40
        lines = list(range(count))
        lines.insert(i, lines.pop(j))  # line j runs before line i
        result = order(ordering.id, [shown.index(line) for line in lines])
        assert not result.passed and result.message in [s for *_, s in ordering.before], lines
    told = {order(ordering.id, list(places)).message for places in itertools.permutations(range(count))}
    assert {sentence for *_, sentence in ordering.before} <= told


def test_lines_join_the_program_as_they_are_pressed():
    box, ordering = order("01.12"), ORDERINGS["01.12"]
    *rows, program, back, answer = box.children[1:]
    right = [shuffled(ordering).index(line) for line in range(len(rows))]
    for number in right[::-1]:
        rows[number].children[0].click()
    assert "Not yet" in answer.value
    for _ in rows:
        back.click()
    assert back.disabled and answer.value == "" and not any(row.children[0].disabled for row in rows)
    for number in right:
        rows[number].children[0].click()
    assert "Right" in answer.value and all(row.children[0].disabled for row in rows)
    assert all(line in box.plain for line in ordering.lines)


def test_positions_that_are_none_wait():
    for id, positions in (("01.12", [0]), ("01.12", [0, 0, 1, 2, 3]), ("01.12", "abc"), ("01.12", 5), ("99.9", None)):
        result = order(id, positions)
        assert not result.attempted and result.message


# progress and the stored form


def test_progress_is_shown_after_a_button_only(monkeypatch):
    box = progress("02")
    button, answer = box.children
    assert "02" not in box.plain and answer.value == ""
    button.click()
    assert "0 of" in answer.value and "relu" in answer.value and "dlscratch-progress.json" in answer.value
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("colab"))
    button.click()
    assert "Colab forgets files: download" in answer.value
    progress().children[0].click()
    assert "no lesson" in report("99")


def test_a_box_is_stored_as_text(monkeypatch):
    for box in (guess("02.1"), order("01.12"), progress()):
        if hasattr(box, "_ipython_display_"):  # ipywidgets 7
            shown = []
            monkeypatch.setattr("IPython.display.display", lambda bundle, raw, shown=shown: shown.append(bundle))
            box._ipython_display_()
        else:
            shown = [box._repr_mimebundle_()]
        assert shown[0]["text/plain"] == box.plain and "application/vnd.jupyter.widget-view+json" in shown[0]
