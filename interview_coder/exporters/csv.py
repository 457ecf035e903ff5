"""A table of a study as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.study_tables import Value, study_table
from interview_coder.formulas import guarded
from interview_coder.readers.csv_rows import MAX_CELL
from interview_coder.study import CodedStudy

# By a byte-order mark Excel knows UTF-8.
_ENCODING = "utf-8-sig"
_BOM = "\ufeff".encode()
# What the first columns of the tables are called, which no other program's tables begin with, all quoted.
_FIRST = ("transcript", "code", "kind", "number", "base", "unit", "id", "source", "about", "coders")


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the table that `layout` names; in English its header has the columns' keys, for programs.

    Texts that a spreadsheet would run get an apostrophe before them, unless they are wished for `raw`.
    """
    table = study_table(study, wishes)
    header = [column.head if wishes.language == "zh" else column.key for column in table.columns]
    shown = _exact if wishes.raw else _safe
    return Rendered(_written([shown(cell) for cell in row] for row in (header, *table.rows)))


def is_own(data: bytes) -> bool:
    """Tell whether a table came from here and no spreadsheet has saved it since: none quotes every cell."""
    if not data.startswith(_BOM):
        return False
    before = csv.field_size_limit(MAX_CELL)
    try:
        rows = list(csv.reader(io.StringIO(data.decode(_ENCODING), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return False
    finally:
        csv.field_size_limit(before)
    return bool(rows) and rows[0][0] in _first_heads() and _written(rows) == data


def _first_heads() -> set[str]:
    return {*_FIRST, *map(Labels("zh").column, _FIRST)}


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows)
    return stream.getvalue().encode(_ENCODING, "replace")


def _exact(value: Value) -> str:
    return "" if value is None else str(value)


def _safe(value: Value) -> str:
    return guarded(value) if isinstance(value, str) else _exact(value)
