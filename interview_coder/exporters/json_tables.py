"""A table of a study as JSON: a record a row, under the columns' keys."""

from __future__ import annotations

from interview_coder.exporters.codings_json import json_line, json_lines
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.study_tables import study_table
from interview_coder.study import CodedStudy
from interview_coder.version import __version__


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the table that `layout` names."""
    table = study_table(study, wishes)
    keys = [column.key for column in table.columns]
    head = {
        "codebook": {"title": str(study.codebook.title), "sha256": study.codebook.sha256},
        "interview_coder": __version__,
        "table": table.key,
        "columns": [{"key": column.key, "name": column.head} for column in table.columns],
    }
    parts = [f"{json_line(key)}: {json_line(value)},\n " for key, value in head.items()]
    rows = json_lines(dict(zip(keys, row, strict=True)) for row in table.rows)
    return Rendered("".join(["{", *parts, '"rows": [', *rows, "]}\n"]).encode())
