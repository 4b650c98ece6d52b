"""Put the notebooks into canonical form: run on a fresh kernel, and stripped of what differs from run to run.

    python .ci/tidy.py                       run and rewrite every notebook
    python .ci/tidy.py notebooks/06_*.ipynb  only these
    python .ci/tidy.py --derive              write what is derived, run nothing
    python .ci/tidy.py --check               change nothing; fail where a notebook is not in canonical form

Canonical: metadata by allow-list, ids that stay, execution counts 1 to n, no widget state, no warnings, and what is
derived as the lesson's data say it. An editor marks nothing: a derived cell is known by what is in it.

    setup cell        tagged "setup": from the address in pyproject.toml; the Colab badge too
    headings          "## Part (12 min)": its minutes by the model in minutes.py, and above one of them where to stop
    title cell        the first: "# NN Title", the minutes of its row "Time" from the headings, navigation
    check cell        has a line check(name) and nothing else; its grading metadata
    stub cell         the code cell that defines the name, between the check cell before and its own; or it is put in
    "Stuck?"          the sentence in a text of that exercise, to the end of its line; or it is put below the text
    navigation        the last cell: the lesson before, the lesson after, the glossary
    list of lessons   in lesson 00, a line each: the words after the colon stay

In README.md the rows of the lessons, in docs/teaching.md the parts and minutes of each: their other words stay.
"""

import argparse
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from derived import ROOT, derive
from nbclient import NotebookClient
from pages import derived_pages

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
CELL_METADATA = ("nbgrader", "tags")  # what a cell may say of itself
WIDGET = "application/vnd.jupyter.widget-view+json"  # needs a kernel: the picture beside it stays


def canonical(notebook, path):
    """Return the notebook in canonical form, without running it."""
    cells, ids = [], set()
    for cell in derive(notebook.cells, path):
        clean = {
            "cell_type": cell.cell_type,
            "id": _stable_id(cell, ids),
            "metadata": {key: cell.metadata[key] for key in CELL_METADATA if cell.metadata.get(key)},
            "source": cell.source.rstrip(),
        }
        if cell.cell_type == "code":
            clean |= {"execution_count": cell.execution_count, "outputs": _outputs(cell.outputs)}
        cells.append(clean)
    return nbformat.from_dict({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


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


def faults_of_pages():
    """Return what is wrong in the README and the guide, as sentences."""
    for path, wanted in derived_pages().items():
        stored = path.read_text(encoding="utf-8")
        if stored != wanted:
            lines = set(wanted.splitlines()) ^ set(stored.splitlines())
            yield f"{path.name}: it differs from the lessons, run tidy: {' '.join(sorted(lines))}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of notebooks/ if none is given")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where tidy would")
    parser.add_argument("--derive", action="store_true", help="write what is derived, run nothing")
    args = parser.parse_args()
    paths = [path.resolve() for path in args.notebooks] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    wrong = [f"{path.name}: {fault}" for path in paths if args.check for fault in faults(path)]
    wrong += faults_of_pages() if args.check else []
    for path in [] if args.check else paths:
        notebook = canonical(nbformat.read(path, as_version=4), path)
        notebook = notebook if args.derive else run(notebook, path)
        path.write_text(text(canonical(notebook, path)), encoding="utf-8", newline="\n")
        sys.stdout.write(f"tidied {path.name}\n")
    for path, page in derived_pages().items():
        if not args.check:
            path.write_text(page, encoding="utf-8", newline="\n")
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
