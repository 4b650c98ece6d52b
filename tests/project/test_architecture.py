"""The shape of the package: who may import whom, what importing costs, and what no module does."""

import ast
import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import dlscratch as dl

PACKAGE = Path(dl.__file__).parent


def import_order():
    """Return the modules in the order that the first page of the package promises: a -> b -> c."""
    lines = [line.strip() for line in dl.__doc__.splitlines() if "->" in line]
    return re.findall(r"\w+", " ".join(lines))


ENGINE = import_order()[: import_order().index("training") + 1]


def sources(folder):
    """Yield each module of a package, ("lessons", "shared", "trainer"), with its path and its syntax tree.

    A subpackage has the name of its folder, the package itself none: ().
    """
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        yield parts[:-1] if parts[-1] == "__init__" else parts, path, ast.parse(path.read_text(encoding="utf-8"))


def imports_of(folder):
    """Return a dict from each module of a package to the modules of the package that it imports, anywhere in it."""
    trees = {module: (tree, path.name == "__init__.py") for module, path, tree in sources(folder)}

    def targets(module, tree, is_package):
        home = module if is_package else module[:-1]
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name.split(".") for alias in node.names]
                yield from (tuple(parts[1:]) for parts in names if parts[0] == folder.name)
            elif isinstance(node, ast.ImportFrom):
                parts = tuple((node.module or "").split(".")) if node.module else ()
                if not node.level and parts[:1] != (folder.name,):
                    continue
                base = home[: len(home) + 1 - node.level] + parts if node.level else parts[1:]
                yield from ((*base, alias.name) if (*base, alias.name) in trees else base for alias in node.names)

    return {module: sorted(set(targets(module, *tree)) - {module}) for module, tree in trees.items()}


def dotted(module):
    return ".".join(module) or "the package"


def imports_against_the_order(folder, order):
    """Return a sentence for each import from a room's right, from one lesson into another, and for each strange room.

    The package itself, which the rooms right of the engine import as a learner does, counts as the engine's end.
    """
    faults, engine_end = [], order.index("training")
    place = {(): engine_end} | {(room,): i for i, room in enumerate(order)}
    for module, imported in imports_of(folder).items():
        if module[:1] not in place:
            faults.append(f"{dotted(module)} has no place in the order")
            continue
        for target in imported:
            own, other = place[module[:1]], place.get(target[:1], len(order))
            if other > own or target == () and own <= engine_end:
                faults.append(f"{dotted(module)} imports {dotted(target)}")
            elif _lesson(target) and _lesson(target) != _lesson(module) and len(module) > 2:
                faults.append(f"{dotted(module)} imports {dotted(target)}, of another lesson")
    return faults


def _lesson(module):
    """Return the folder of the lesson that a module belongs to, or None."""
    return module[1] if module[:1] == ("lessons",) and re.match(r"l\d\d_", "".join(module[1:2])) else None


def circle(graph):
    """Return modules that import each other in a circle, from one of them back to it, or [] where there is none."""
    done = set()

    def visit(module, way):
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        found = next(filter(None, (visit(target, [*way, module]) for target in graph.get(module, ()))), [])
        done.add(module)
        return found

    return [dotted(module) for module in next(filter(None, (visit(module, []) for module in graph)), [])]


def test_every_room_stands_in_the_order_once():
    rooms = {module[0] for module, _, _ in sources(PACKAGE) if module}
    assert sorted(import_order()) == sorted(rooms)


def test_a_module_imports_only_from_its_left():
    assert imports_against_the_order(PACKAGE, import_order()) == []


def test_no_modules_import_each_other_in_a_circle():
    assert circle(imports_of(PACKAGE)) == []


def test_no_room_but_the_lessons_holds_a_lesson():
    """The biggest folder of one kind holds at most 15 % of the package's lines."""
    lines = {}
    for module, path, _ in sources(PACKAGE):
        folder = module[:2] if _lesson(module) else module[:1] if path.parent != PACKAGE else ("engine",)
        lines[folder] = lines.get(folder, 0) + len(path.read_text(encoding="utf-8").splitlines())
    biggest = max(lines, key=lines.get)
    assert lines[biggest] <= 0.15 * sum(lines.values()), (biggest, lines)


RIGHT = {
    "__init__.py": "from .functions import relu\nfrom .training import train\n",
    "functions.py": "import numpy as np\n",
    "layers.py": "from .functions import relu\nfrom . import functions\nimport dlscratch.functions\n",
    "training.py": "def train():\n    from .layers import ReLU\n",
    "svg/__init__.py": "from .marks import dot\nfrom ..functions import relu\n",
    "svg/marks.py": "from . import scales\n",
    "svg/scales.py": "",
    "lessons/__init__.py": "",
    "lessons/course.py": "from .l01_sums import exercises\n",
    "lessons/shared/__init__.py": "",
    "lessons/shared/trainer.py": "import dlscratch as dl\nfrom dlscratch import relu\nfrom ... import svg\n",
    "lessons/l01_sums/__init__.py": "",
    "lessons/l01_sums/exercises.py": "import dlscratch as dl\n",
    "lessons/l01_sums/depth.py": "from . import exercises\nfrom ..shared.trainer import Trainer\n",
    "lessons/l02_bends/__init__.py": "",
    "lessons/l02_bends/bend.py": "from ...svg.marks import dot\nfrom ..shared import trainer\n",
    "demos.py": "from .lessons.l01_sums.depth import depth\nfrom .lessons.l02_bends.bend import bend\n",
}
ORDER = ["functions", "layers", "training", "svg", "lessons", "demos"]


def made_up_tree(folder, changes):
    root = folder / "dlscratch"
    for name, text in {**RIGHT, **changes}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("functions.py", "from .layers import ReLU", "functions imports layers"),
        ("functions.py", "from . import layers", "functions imports layers"),
        ("functions.py", "import dlscratch.layers", "functions imports layers"),
        ("functions.py", "from dlscratch.layers import ReLU", "functions imports layers"),
        ("functions.py", "from dlscratch import layers", "functions imports layers"),
        ("functions.py", "import dlscratch", "functions imports the package"),
        ("functions.py", "from dlscratch import relu", "functions imports the package"),
        ("training.py", "import dlscratch as dl", "training imports the package"),
        ("layers.py", "def f():\n    if True:\n        from .svg import dot", "layers imports svg"),
        ("svg/marks.py", "from ..demos import show", "svg.marks imports demos"),
        ("svg/marks.py", "from .. import demos", "svg.marks imports demos"),
        ("svg/marks.py", "from ..lessons.shared import trainer", "svg.marks imports lessons.shared.trainer"),
        ("__init__.py", "from .svg import dot", "the package imports svg"),
        ("utils.py", "", "utils has no place in the order"),
        (
            "lessons/l02_bends/bend.py",
            "from ..l01_sums.depth import depth",
            "lessons.l02_bends.bend imports lessons.l01_sums.depth, of another lesson",
        ),
        (
            "lessons/l02_bends/bend.py",
            "from ..l01_sums import exercises",
            "lessons.l02_bends.bend imports lessons.l01_sums.exercises, of another lesson",
        ),
        (
            "lessons/shared/trainer.py",
            "def f():\n    from ..l01_sums.depth import depth",
            "lessons.shared.trainer imports lessons.l01_sums.depth, of another lesson",
        ),
        (
            "lessons/shared/trainer.py",
            "import dlscratch.lessons.l01_sums.depth",
            "lessons.shared.trainer imports lessons.l01_sums.depth, of another lesson",
        ),
    ],
)
def test_an_import_against_the_order_turns_that_test_red(name, text, fault, tmp_path):
    assert imports_against_the_order(made_up_tree(tmp_path, {}), ORDER) == []
    assert imports_against_the_order(made_up_tree(tmp_path, {name: text}), ORDER) == [fault]


@pytest.mark.parametrize(
    ("name", "text", "modules"),
    [
        ("svg/scales.py", "from .marks import dot", "svg.marks -> svg.scales -> svg.marks"),
        ("svg/scales.py", "def f():\n    from . import marks", "svg.marks -> svg.scales -> svg.marks"),
        ("svg/scales.py", "from dlscratch.svg import marks", "svg.marks -> svg.scales -> svg.marks"),
        (
            "lessons/l01_sums/exercises.py",
            "from .depth import depth",
            "lessons.l01_sums.depth -> lessons.l01_sums.exercises -> lessons.l01_sums.depth",
        ),
    ],
)
def test_a_circle_inside_a_room_turns_that_test_red(name, text, modules, tmp_path):
    assert circle(imports_of(made_up_tree(tmp_path, {}))) == []
    found = circle(imports_of(made_up_tree(tmp_path, {name: text})))
    assert set(found) == set(modules.split(" -> ")) and found[0] == found[-1]


def top_level_imports(tree):
    """Yield the names of what a file loads when it is imported."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def test_the_engine_needs_numpy_and_nothing_else():
    for module, path, tree in sources(PACKAGE):
        if len(module) == 1 and module[0] in ENGINE:
            assert set(top_level_imports(tree)) <= {"numpy"} | sys.stdlib_module_names, path.name


def loaded_by(statement):
    program = f"import sys; {statement}; print(' '.join(sys.modules))"
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split()


def test_importing_the_package_loads_only_numpy():
    loaded = loaded_by("import dlscratch")
    heavy = {"matplotlib", "ipywidgets", "IPython", "tqdm", "threadpoolctl", "traitlets", "scipy", "PIL"}
    assert not heavy & set(loaded)
    inside = {name.split(".")[1] for name in loaded if name.startswith("dlscratch.")}
    assert inside == set(ENGINE)
    assert "matplotlib" in loaded_by("import dlscratch.plots")  # the question is one that can be answered with yes


def faults_in(tree):
    """Yield what no file of the package may do."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            yield "print"
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            if name == "sys.path" or re.fullmatch(r"(np|numpy)\.random\.(?!default_rng|Generator)\w+", name):
                yield name
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            yield from names & {"pickle", "shelve", "marshal", "*"}


def test_no_prints_no_pickle_no_path_no_global_seed():
    for _, path, tree in sources(PACKAGE):
        assert list(faults_in(tree)) == [], path


@pytest.mark.parametrize(
    "text",
    [
        "print('x')",
        "import pickle",
        "from pickle import load",
        "sys.path.append('x')",
        "np.random.seed(0)",
        "x = np.random.randn(3)",
        "from .functions import *",
    ],
)
def test_that_test_sees_each_of_them(text):
    assert list(faults_in(ast.parse(text)))


def test_generators_made_from_a_seed_are_fine():
    assert not list(faults_in(ast.parse("rng = np.random.default_rng(0)\nrng.normal()\nsys.modules\npprint(1)")))


PUBLIC = [name for name, thing in vars(dl).items() if not name.startswith("_") and not inspect.ismodule(thing)]


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_says_what_it_is_and_shows_it(name):
    thing = getattr(dl, name)
    first = inspect.getdoc(thing).splitlines()[0]
    assert len(first) > 20 and first[0].isupper(), first
    (example,) = doctest.DocTestFinder(recurse=False).find(thing, name, globs={**vars(dl), "np": np})
    assert example.examples, f"{name} has no example"
    assert doctest.DocTestRunner().run(example).failed == 0


def test_text_files_are_read_and_written_as_utf_8():
    """In text mode, `open`, `read_text` and `write_text` always say which encoding."""
    for _, path, tree in sources(PACKAGE):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                binary = any(isinstance(arg, ast.Constant) and arg.value in ("rb", "wb", "xb") for arg in node.args)
                if name in ("read_text", "write_text") or name == "open" and not binary:
                    assert any(word.arg == "encoding" for word in node.keywords), f"{path}:{node.lineno}"


def test_whatever_is_random_starts_from_seed_0():
    seeded = {}
    for name in PUBLIC:
        parameters = inspect.signature(getattr(dl, name)).parameters
        if "seed" in parameters:
            seeded[name] = parameters["seed"].default
    assert {"TwoLayerNet", "MultiLayerNet", "train", "spiral", "directional_check"} <= set(seeded)
    assert set(seeded.values()) == {0}
