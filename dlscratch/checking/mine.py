"""`mine`: the learner's own library as a module; and `keep`, by which a right answer enters it."""

import ast
import sys
from difflib import get_close_matches

from IPython import get_ipython
from IPython.display import display

from ..learner import files, library
from ..learner.library import FILE, Trouble
from ..learner.sources import CannotComeAlong, parsed, source_of
from ..learner.timelimit import Stop
from ..learner.words import counted, listed
from ..lessons import package
from ..lessons.course import EXERCISES, LESSONS
from . import page, record

_LESSON = {exercise.name: number for number, lesson in LESSONS.items() for exercise in lesson.EXERCISES}
_said = set()  # the names of which this session has said that they are the package's
_waiting = {}  # right answers that did not come into the file: (role, source) by name


class Mine:
    """The learner's own functions, from my_dlscratch.py; for what is not written there, the package's.

    >>> float(mine.relu(-1.0))
    0.0
    """

    package = package.mine  # what stands in

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        own, trouble = library.load()
        if name in own:
            return own[name]
        if not hasattr(self.package, name):
            longer = [other for other in dir(self) if other.startswith(name)][:2]
            near = longer or get_close_matches(name, dir(self), n=1, cutoff=0.8)
            meant = f"Is {' or '.join(f'mine.{other}' for other in near)} meant? " if near else ""
            raise AttributeError(f"there is no {name} in {FILE}, and none in the package. {meant}{trouble}".strip())
        caller = sys._getframe(1)
        if caller.f_locals is caller.f_globals and caller.f_globals.get("__name__") == "__main__":
            _say_whose(name, trouble)  # in a cell; of calls inside a function, its check and its demo say it
        return getattr(self.package, name)

    def __dir__(self):
        return sorted({*library.load()[0], *vars(self.package), "written", "take", "download", "upload"})

    def __repr__(self):
        return f"<your library: {library.path()}>"

    def written(self):
        """Return what stands in the library: of which lesson, in how many attempts, and what you changed."""
        try:
            there = library.read()
        except Trouble as trouble:
            return _note("Your library", str(trouble))
        entries, _ = record.read()
        rows = [(name, _state(name, there[name], entries.get(name)), False) for name in EXERCISES if name in there]
        title, where = f"Your library: {_count(there)}", f"It is the file `{library.path()}`."
        plain = "\n".join([title, *(f"{name}: {state}" for name, state, _ in rows), where])
        return page.Page(plain, page.card("note", title, page.table(rows), page.text(where)))

    def take(self, name):
        """Put the answer that was right last into the library, though what stands there was changed by you."""
        name = name if isinstance(name, str) else getattr(name, "__name__", "")
        if name not in _waiting:
            return _note("Nothing to take", f"No right answer waits for its place: `check({name or 'relu'})` first.")
        try:
            library.enter(name, *_waiting[name], replace=True)
        except Trouble as trouble:
            return _note(f"Not taken: {name}", f"{trouble}")
        del _waiting[name]
        return _note(f"Taken: {name}", f"`mine.{name}` is now the answer of this notebook.")

    def download(self):
        """Save my_dlscratch.py from Colab, which forgets files, to your own computer."""
        if not (colab := _colab()):
            return _note("Not needed here", f"Your library is the file `{library.path()}`, and it stays there.")
        if not library.path().exists():
            return _note("Nothing to download", f"There is no {FILE} yet: a right answer makes it.")
        colab.download(str(library.path()))
        return None

    def upload(self):
        """Take up a my_dlscratch.py from your own computer; one that is here already is kept beside it."""
        if not (colab := _colab()):
            return _note("Not needed here", f"Put the file into the folder `{files.folder_in_words(library.path())}`.")
        here = library.path().read_bytes() if library.path().exists() else b""
        given = colab.upload()  # it writes the file under a name of its own choice, too
        if not given:
            return _note("Nothing came", "No file was chosen.")
        raw = list(given.values())[-1]
        aside = _kept_aside(here) if here and here != raw else ""
        files.write(library.path(), raw)
        kept = f" What was here before is kept as {aside}." if aside else ""
        own, trouble = library.load()
        return _note("Your library is here", (trouble or f"It holds {counted(len(own), 'definition')}.") + kept)


mine = Mine()


def keep(name, answer):
    """Put a right answer into the learner's library, and return what is to be said of it. Nothing is raised.

    What comes from elsewhere than a cell, such as `dl.relu`, is no answer of the learner's.
    """
    shell = get_ipython()
    if shell is None or _is_ours(answer):
        return ""
    try:
        source = source_of(name, answer, shell, EXERCISES, mine)
        role = f"lesson {_LESSON[name]}"
        _waiting[name] = role, source
        note = library.enter(name, role, source)
        del _waiting[name]
    except (CannotComeAlong, Trouble) as trouble:
        return f"Not in your library: {trouble}"
    except (KeyboardInterrupt, Stop):
        raise
    except BaseException as error:
        return f"Not in your library: {type(error).__name__}."
    own, trouble = library.load()
    more = f"But {trouble}" if trouble else _stand_ins(source, own)
    return " ".join(filter(None, [f"Now in your library: `mine.{name}`.", more, note]))


def _is_ours(answer):
    """Return whether an answer is the package's, or comes out of the library."""
    module = getattr(answer, "__module__", None)
    return isinstance(module, str) and module.partition(".")[0] in ("dlscratch", library.NAME)


def _stand_ins(source, own):
    """Return which functions of `mine` an answer calls that are still the package's, as a sentence."""
    calls = {
        node.attr
        for _, text in source.definitions
        for node in ast.walk(parsed(text))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in source.itself
    }
    missing = [f"`{call}`" for call in sorted(calls - set(own))]
    return f"It calls {listed(missing)} of the package, until you have written your own." if missing else ""


def _say_whose(name, trouble):
    if name in _said or get_ipython() is None:
        return
    _said.add(name)
    lesson = f" (lesson {_LESSON[name]})" if name in _LESSON else ""
    because = trouble or f"yours is not in {FILE}{lesson}."
    display(_note(f"mine.{name} is the package's own", because[0].upper() + because[1:]))


def _note(title, sentence):
    return page.Page(f"{title}: {sentence}", page.card("note", title, page.text(sentence)))


def _count(there):
    return f"{len([name for name in EXERCISES if name in there])} of {len(EXERCISES)} functions and classes"


def _state(name, definition, entry):
    attempts = f", {counted(entry['attempts'], 'attempt')}" if entry else ""
    changed = "" if definition.ours else ", changed by you" if definition.role else ", written there by you"
    return f"lesson {_LESSON[name]}{attempts}{changed}"


def growth():
    """Return how far the library has grown, as a sentence for the progress."""
    try:
        there = library.read()
    except Trouble as trouble:
        return str(trouble)
    return f"{_count(there)} stand in `{FILE}`: `mine.written()` lists them." if there else ""


def _colab():
    """Return what Colab has for files, or None elsewhere."""
    if "google.colab" not in sys.modules:
        return None
    from google.colab import files as colab

    return colab


def _kept_aside(raw):
    number = 1
    while True:
        aside = library.path().with_name(f"{library.NAME}-before-{number}.py")
        try:
            files.create(aside, raw)
            return aside.name
        except FileExistsError:
            number += 1
