"""The setup cell where the course is not installed: it installs from what it finds, or says what to do."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")  # and symbolic links: not on Windows

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / ".ci"))
import setup_cell  # noqa: E402

SEEN = '\nprint("from", dl.__file__, plots.__name__)'
REMEDY = "dlscratch could not be installed. Put its wheel beside this notebook"
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
NOWHERE |= {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}


def test_the_setup_cell_is_short_and_its_imports_come_last():
    lines = setup_cell.setup_source().splitlines()
    assert len(lines) <= 19 and lines[-1].startswith("from dlscratch.exercises import check")


class Python:
    """An environment with every library of this one, and without the course."""

    def __init__(self, folder):
        venv.create(folder, with_pip=True)
        self.python = folder / "bin" / "python"
        self.site = Path(self.run("-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
        for library in Path(sysconfig.get_path("purelib")).iterdir():
            own = self.site / library.name
            if "dlscratch" not in library.name and library.suffix != ".pth" and not own.exists():
                own.symlink_to(library)

    def run(self, *arguments, cwd=None, before=None, **settings):
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | settings
        command = [self.python, *arguments]
        return subprocess.run(command, cwd=cwd, env=env, preexec_fn=before, capture_output=True, text=True)

    def packages(self):
        found = self.run("-m", "pip", "freeze", "--all").stdout.splitlines()
        return {line for line in found if not line.startswith("dlscratch")}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return Python(tmp_path_factory.mktemp("bare") / "environment")


@pytest.fixture
def setup(bare, tmp_path):
    """Return a function that runs the setup cell as a notebook in a folder would; the course is gone afterwards."""

    def run(folder, before=None, **settings):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "setup.ipy").write_text(setup_cell.setup_source() + SEEN, encoding="utf-8")
        home = {"IPYTHONDIR": str(tmp_path / "ipython"), "MPLBACKEND": "agg"}
        return bare.run(
            "-W",
            "ignore",
            "-m",
            "IPython",
            "--colors=NoColor",
            "setup.ipy",
            cwd=folder,
            before=before,
            **home,
            **settings,
        )

    yield run
    bare.run("-m", "pip", "uninstall", "-q", "-y", "dlscratch")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return a copy of what pip reads of the repository, in a folder whose name has a space."""
    folder = tmp_path_factory.mktemp("a checkout")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    for name in ("dlscratch", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def wheel(bare, checkout, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    made = bare.run("-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(checkout))
    assert made.returncode == 0, made.stderr
    return next(folder.glob("*.whl"))


def assert_installed(done, bare):
    """The course came, and nothing was said."""
    assert done.returncode == 0, done.stdout + done.stderr
    (installed,) = done.stdout.splitlines()
    assert str(bare.site) in installed and done.stderr == ""


def assert_told(done):
    """Nothing came; the last that is read is one sentence with the remedy."""
    assert done.returncode and REMEDY in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_it_installs_the_checkout_around_the_notebook_and_upgrades_nothing(setup, bare, checkout):
    before = bare.packages()
    assert_installed(setup(checkout / "notebooks" / "mine"), bare)
    assert bare.packages() == before


@pytest.mark.slow
def test_where_the_course_is_there_it_installs_and_says_nothing(setup, bare, wheel, tmp_path):
    bare.run("-m", "pip", "install", "-q", str(wheel))
    done = setup(tmp_path / "notebook", **NOWHERE)
    assert done.returncode == 0 and done.stdout.startswith("from ") and done.stderr == ""


@pytest.mark.slow
def test_it_installs_the_wheel_beside_the_notebook_even_without_a_network(setup, bare, wheel, tmp_path):
    (tmp_path / "notebook").mkdir()
    shutil.copy(wheel, tmp_path / "notebook")
    before = bare.packages()
    assert_installed(setup(tmp_path / "notebook", **NOWHERE), bare)
    assert bare.packages() == before


@pytest.mark.slow
def test_it_installs_from_the_address(setup, bare, checkout, tmp_path, monkeypatch):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    repository = shutil.copytree(checkout, tmp_path / "repository")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *command], cwd=repository, check=True)
    monkeypatch.setattr(setup_cell, "repository", lambda: repository.as_uri())
    assert_installed(setup(tmp_path / "notebook"), bare)


@pytest.mark.slow
def test_where_nothing_is_found_a_sentence_says_what_to_do(setup, tmp_path):
    assert_told(setup(tmp_path / "notebook"))


@pytest.mark.slow
def test_without_a_network_a_sentence_says_what_to_do(setup, checkout, tmp_path, monkeypatch):
    assert_told(setup(checkout / "notebooks", **NOWHERE))
    monkeypatch.setattr(setup_cell, "repository", lambda: "https://127.0.0.1:9/dlscratch")
    assert_told(setup(tmp_path / "notebook", **NOWHERE))


@pytest.mark.slow
def test_a_python_that_is_too_old_is_told_in_a_sentence(setup, checkout, tmp_path):
    """It is played by a course that asks for a newer one."""
    newer = shutil.copytree(checkout, tmp_path / "newer")
    text = (newer / "pyproject.toml").read_text(encoding="utf-8")
    (newer / "pyproject.toml").write_text(text.replace('">=3.11"', '">=3.99"'), encoding="utf-8")
    done = setup(newer / "notebooks")
    assert_told(done)
    assert "requires a different Python" in done.stdout + done.stderr


@pytest.mark.slow
def test_a_full_disk_is_told_in_a_sentence(setup, wheel, tmp_path):
    """It is played by a limit on how large a file may be: MNIST does not fit."""
    (tmp_path / "notebook").mkdir()
    shutil.copy(wheel, tmp_path / "notebook")
    done = setup(tmp_path / "notebook", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20)))
    assert_told(done)
    assert "OSError" in done.stdout + done.stderr
