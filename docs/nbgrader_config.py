# For nbgrader 0.9.6. Copy this file into the empty folder of your course, and name the course.

import re

from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import NbGraderPreprocessor

c = get_config()  # noqa: F821  nbgrader brings it
c.CourseDirectory.course_id = "networks"

# The longest cell, the loop of lesson 06, takes 22 s on a fair machine. Without this line nbgrader stops it at 30 s.
c.ExecutePreprocessor.timeout = 300


class PlainLinks(NbGraderPreprocessor):
    """Links lead to other lessons and to the glossary, which `release/` has not: there they become their text."""

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"(?<!!)\[([^\]\[]+)\]\((?!https?:|mailto:|#|data:)[^)]+\)", r"\1", cell.source)
        return cell, resources


c.GenerateAssignment.preprocessors = [PlainLinks, *GenerateAssignment.preprocessors.default()]

# In feedback no slider runs: a demo is shown by the picture that it started with, a question by its text.
c.NbConvertBase.display_data_priority = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "text/latex",
    "image/png",
    "image/jpeg",
    "text/plain",
]
