"""The command of .ci/new_lesson.py, in a copy of the tree that is thrown away: a skeleton is green but for one test."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_written import unwritten

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / ".ci"))
import new_lesson  # noqa: E402

NUMBER = f"{len(list((ROOT / 'notebooks').glob('*.ipynb'))):02d}"
COPIED = ["dlscratch", "notebooks", "tests", "data", "docs", ".ci", "README.md", "conftest.py", "pyproject.toml"]
UNREAD = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.png", "*.npz")


def run(root, *command):
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    result = subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    return result.returncode, result.stdout + result.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the tree with a lesson more."""
    root = tmp_path_factory.mktemp("course")
    for name in COPIED:
        source = ROOT / name
        shutil.copytree(source, root / name, ignore=UNREAD) if source.is_dir() else shutil.copy(source, root / name)
    status, said = run(root, ".ci/new_lesson.py", NUMBER, "speed", "Speed")
    assert status == 0, said
    return root


@pytest.mark.slow
def test_its_tests_are_green_but_for_what_says_write_me(copy):
    own = [
        f"notebooks/{NUMBER}_speed.ipynb",
        f"dlscratch/lessons/l{NUMBER}_speed",
        f"tests/lessons/l{NUMBER}_speed",
        *(f"tests/lessons/test_{name}.py" for name in ("notebooks", "exercises", "demos")),
        *(f"tests/project/test_{name}.py" for name in ("docs", "derived", "written")),
        "tests/checking/test_questions.py",
    ]
    # What names the lesson, and what looks at all lessons at once.
    of_it = f"{NUMBER}_ or _{NUMBER} or {NUMBER}. or write_me or tied or unique or places or recalls or asked or gap"
    of_it += " or readme or guide"
    status, said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", of_it, *own)
    red = re.findall(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    assert red == ["tests/project/test_written.py::test_nothing_says_write_me"], said
    passed = re.search(r"1 failed, (\d+) passed", said)
    assert passed and int(passed[1]) > 60, said


@pytest.mark.slow
def test_it_is_linked_and_in_the_readme(copy):
    before = next((copy / "notebooks").glob(f"{int(NUMBER) - 1:02d}_*.ipynb"))
    assert before.read_text(encoding="utf-8").count(f"[{NUMBER} Speed]({NUMBER}_speed.ipynb) →") == 2
    assert f"| {NUMBER} | [Speed](notebooks/{NUMBER}_speed.ipynb) |" in (copy / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_each_file_to_write_is_named_by_the_red_test(copy):
    named = {line.partition(":")[0] for line in unwritten(copy)}
    lesson, tests = f"dlscratch/lessons/l{NUMBER}_speed", f"tests/lessons/l{NUMBER}_speed"
    assert named == {
        *(f"{lesson}/{name}.py" for name in ("exercises", "answers", f"write_me_{NUMBER}")),
        *(f"{tests}/{name}_{NUMBER}.py" for name in ("right_answers", "test_demos")),
        *(f"notebooks/{name}.ipynb" for name in (f"{NUMBER}_speed", "00_start_here")),
        *("dlscratch/demos.py", "docs/teaching.md", "README.md"),
    }


@pytest.mark.parametrize(
    "words, said",
    [
        (("55", "speed", "Speed"), f"The next lesson is {NUMBER}, not 55."),
        ((NUMBER, "More Speed", "Speed"), "A name is small letters"),
        ((NUMBER, "speed", "Speed", "--demo", "my-demo"), "not 'my-demo'"),
        ((NUMBER, "speed", "[Speed]"), "A title stands in a table"),
    ],
)
def test_what_cannot_be_a_lesson_is_told_in_words_and_writes_nothing(words, said, monkeypatch):
    monkeypatch.setattr(new_lesson, "write_lesson", lambda *words: pytest.fail("it would have been written"))
    monkeypatch.setattr(sys, "argv", ["new_lesson.py", *words])
    with pytest.raises(SystemExit, match=re.escape(said)):
        new_lesson.main()
