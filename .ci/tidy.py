"""Put the notebooks into canonical form: run on a fresh kernel, and stripped of what differs from run to run.

    python .ci/tidy.py                       run and rewrite every notebook
    python .ci/tidy.py notebooks/06_*.ipynb  only these
    python .ci/tidy.py --check               change nothing; fail where a notebook is not in canonical form

Canonical: metadata by allow-list, ids that stay, execution counts 1 to n, no widget state, no warnings, and the setup
cell and badge as they are written from the address in pyproject.toml (setup_cell.py).
"""

import argparse
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from setup_cell import repository, setup_source

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("nbgrader", "tags")  # what a cell may say of itself
WIDGET = "application/vnd.jupyter.widget-view+json"  # needs a kernel: the picture beside it stays


def badge(path):
    """Return the Colab badge of a notebook, or nothing while there is no address on GitHub."""
    match = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", repository())
    if not match:
        return ""
    colab = f"https://colab.research.google.com/github/{match[1]}/blob/main/notebooks/{path.name}"
    return f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab})"


def canonical(notebook, path):
    """Return the notebook in canonical form, without running it."""
    cells, ids = [], set()
    for cell in _with_badge(notebook.cells, badge(path)):
        source = setup_source() if "setup" in cell.metadata.get("tags", []) else cell.source.rstrip()
        clean = {
            "cell_type": cell.cell_type,
            "id": _stable_id(cell, ids),
            "metadata": {key: cell.metadata[key] for key in CELL_METADATA if cell.metadata.get(key)},
            "source": source,
        }
        if cell.cell_type == "code":
            clean |= {"execution_count": cell.execution_count, "outputs": _outputs(cell.outputs)}
        cells.append(clean)
    return nbformat.from_dict({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


def _with_badge(cells, badge):
    """Return the cells with the badge below the first, or without one while there is no address."""
    cells = [cell for cell in cells if "badge" not in cell.metadata.get("tags", [])]
    if badge:
        cells.insert(1, nbformat.v4.new_markdown_cell(badge, id="badge", metadata={"tags": ["badge"]}))
    return cells


def _stable_id(cell, ids):
    """Return the id the cell has, or one from its first source: a later edit does not change it."""
    name = cell.get("id", "")
    if not re.fullmatch(r"[a-z0-9-]{4,40}", name) or name in ids:
        name = hashlib.sha256(f"{len(ids)}{cell.source}".encode()).hexdigest()[:8]
    ids.add(name)
    return name


def _outputs(outputs):
    """Return outputs with streams joined, and without what only a live kernel or this run knows."""
    clean = []
    for output in outputs:
        if output.output_type == "stream":
            if clean and clean[-1]["output_type"] == "stream" and clean[-1]["name"] == output.name:
                clean[-1]["text"] += output.text
            else:
                clean.append({"output_type": "stream", "name": output.name, "text": output.text})
        elif output.output_type == "error":
            clean.append(
                {
                    "output_type": "error",
                    "ename": output.ename,
                    "evalue": output.evalue,
                    "traceback": [f"{output.ename}: {output.evalue}"],
                }
            )
        else:
            data = {kind: value for kind, value in output.data.items() if kind != WIDGET}
            clean.append({"output_type": output.output_type, "data": data, "metadata": {}})
            if output.output_type == "execute_result":
                clean[-1]["execution_count"] = output.execution_count
    return clean


def run(notebook, path):
    """Run the notebook on a fresh kernel, with an empty folder for what a learner would keep."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
        environment["DLSCRATCH_PROGRESS_FOLDER"] = empty
        client = NotebookClient(
            notebook,
            timeout=300,
            kernel_name="python3",
            store_widget_state=False,
            resources={"metadata": {"path": path.parent}},
        )
        client.execute(env=environment)
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = number
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
            if output.output_type == "stream" and output.name == "stderr":
                raise SystemExit(f"{path.name}: cell {number} wrote to stderr: {output.text}")
    return notebook


def text(notebook):
    return nbformat.writes(notebook) + "\n"


def faults(path):
    """Return what keeps a stored notebook from being canonical, as sentences."""
    notebook = nbformat.read(path, as_version=4)
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    if counts != list(range(1, len(counts) + 1)):
        yield "its cells were not run in order, or not all: run tidy"
    if text(canonical(notebook, path)) != path.read_text(encoding="utf-8"):
        yield "it is not in canonical form: run tidy"
    stderr = [output for cell in notebook.cells for output in cell.get("outputs", []) if output.get("name") == "stderr"]
    if stderr:
        yield f"a cell wrote to stderr: {stderr[0].text}"
    if not any("setup" in cell.metadata.get("tags", []) for cell in notebook.cells):
        yield 'it has no cell tagged "setup"'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of notebooks/ if none is given")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where tidy would")
    args = parser.parse_args()
    paths = [path.resolve() for path in args.notebooks] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    wrong = [f"{path.name}: {fault}" for path in paths if args.check for fault in faults(path)]
    for path in [] if args.check else paths:
        notebook = run(canonical(nbformat.read(path, as_version=4), path), path)
        path.write_text(text(canonical(notebook, path)), encoding="utf-8", newline="\n")
        sys.stdout.write(f"tidied {path.name}\n")
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
