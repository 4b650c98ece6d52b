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
    """Yield the module each file of a package belongs to, the file's path, and its syntax tree."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        yield parts[0], path, ast.parse(path.read_text(encoding="utf-8"))


def imported_modules(tree, path, folder):
    """Yield the modules of the package that a file imports; "__init__" stands for the package itself."""
    depth = len(path.relative_to(folder).parts)  # 1 for dlscratch/a.py, 2 for dlscratch/demos/a.py
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                if parts[0] == folder.name:
                    yield parts[1] if len(parts) > 1 else "__init__"
        elif isinstance(node, ast.ImportFrom):
            parts = (node.module or "").split(".") if node.module else []
            if node.level == 0:
                if not parts or parts[0] != folder.name:
                    continue
                parts = parts[1:]
            elif node.level != depth:  # an import from inside the same subpackage
                continue
            names = [parts[0]] if parts else [alias.name for alias in node.names]
            for name in names:
                known = (folder / name).is_dir() or (folder / f"{name}.py").exists()
                yield name if known else "__init__"


def imports_against_the_order(folder, order):
    """Return a sentence for each import from a module's right, and for each module that has no place."""
    faults, engine_end = [], order.index("training")
    for module, path, tree in sources(folder):
        if module == "__init__":
            faults += [f"{path.name} imports {name}" for name in imported_modules(tree, path, folder)
                       if name in order[engine_end + 1:]]
            continue
        if module not in order:
            faults.append(f"{module} has no place in the order")
            continue
        place = order.index(module)
        for name in imported_modules(tree, path, folder):
            target = engine_end if name == "__init__" else order.index(name) if name in order else len(order)
            if target > place or (target == place and name == "__init__"):
                faults.append(f"{path.relative_to(folder).as_posix()} imports {name}")
    return faults


def test_every_module_stands_in_the_order_once():
    modules = {module for module, _, _ in sources(PACKAGE)} - {"__init__"}
    assert sorted(import_order()) == sorted(modules)


def test_a_module_imports_only_from_its_left():
    assert imports_against_the_order(PACKAGE, import_order()) == []


RIGHT = {
    "__init__.py": "from .functions import relu\nfrom .training import train\n",
    "functions.py": "import numpy as np\n",
    "layers.py": "from .functions import relu\nfrom . import functions\nimport dlscratch.functions\n",
    "training.py": "def train():\n    from .layers import ReLU\n",
    "svg/__init__.py": "from .marks import dot\nfrom ..functions import relu\n",
    "svg/marks.py": "from . import scales\n",
    "svg/scales.py": "",
    "demos/__init__.py": "import dlscratch as dl\nfrom dlscratch import relu\nfrom .. import svg\n",
    "demos/depth.py": "from . import show\nfrom ..svg.marks import dot\n",
}
ORDER = ["functions", "layers", "training", "svg", "demos"]


def made_up_tree(folder, changes):
    root = folder / "dlscratch"
    for name, text in {**RIGHT, **changes}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("functions.py", "from .layers import ReLU", "functions.py imports layers"),
        ("functions.py", "from . import layers", "functions.py imports layers"),
        ("functions.py", "import dlscratch.layers", "functions.py imports layers"),
        ("functions.py", "from dlscratch.layers import ReLU", "functions.py imports layers"),
        ("functions.py", "from dlscratch import layers", "functions.py imports layers"),
        ("functions.py", "import dlscratch", "functions.py imports __init__"),
        ("functions.py", "from dlscratch import relu", "functions.py imports __init__"),
        ("training.py", "import dlscratch as dl", "training.py imports __init__"),
        ("layers.py", "def f():\n    if True:\n        from .svg import dot", "layers.py imports svg"),
        ("svg/marks.py", "from ..demos import show", "svg/marks.py imports demos"),
        ("svg/marks.py", "from .. import demos", "svg/marks.py imports demos"),
        ("__init__.py", "from .svg import dot", "__init__.py imports svg"),
        ("utils.py", "", "utils has no place in the order"),
    ],
)
def test_an_import_against_the_order_turns_that_test_red(name, text, fault, tmp_path):
    assert imports_against_the_order(made_up_tree(tmp_path, {}), ORDER) == []
    assert imports_against_the_order(made_up_tree(tmp_path, {name: text}), ORDER) == [fault]


def top_level_imports(tree):
    """Yield the names of what a file loads when it is imported."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


def test_the_engine_needs_numpy_and_nothing_else():
    for module, path, tree in sources(PACKAGE):
        if module in ENGINE:
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
    ["print('x')", "import pickle", "from pickle import load", "sys.path.append('x')", "np.random.seed(0)",
     "x = np.random.randn(3)", "from .functions import *"],
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
                binary = any(isinstance(arg, ast.Constant) and arg.value in ("rb", "wb") for arg in node.args)
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
