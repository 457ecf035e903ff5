"""A codebook as a table in an Excel workbook (.xlsx): every cell is text, never a formula."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from interview_coder.codebook_formats.drafts import Imported
from interview_coder.codebook_formats.headers import recognised
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_formats.table import Row, names_codes, read_rows, recognised_columns, to_rows
from interview_coder.codebook_schema import CodebookFields
from interview_coder.exporters.workbook import MAX_CELL, cell_text, workbook_bytes
from interview_coder.readers.excel import read_sheets
from interview_coder.readers.source import Source

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# `_x000D_` stands for a character in a workbook.
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_WIDE = {"definition", "include", "exclude", "examples", "counterexamples", "rules", "unless", "memo", "addressed_by"}


def read(source: Source) -> Imported:
    """Read the first sheet whose header is known, values only."""
    sheets = [_padded(sheet.rows) for sheet in read_sheets(source, _text)]
    known = (rows for rows in sheets if any(names_codes(recognised_columns(cells)) for _, cells in rows[:10]))
    return read_rows(source.file, next(known, sheets[0] if sheets else []))


def _padded(rows: Sequence[Row]) -> list[Row]:
    """Make all rows as long as the longest."""
    width = max(len(cells) for _, cells in rows)
    return [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows]


def _text(cell: Any) -> str:
    """Return what a cell shows; an indent is part of it."""
    match cell.value:
        case None:
            return ""
        case str(text):
            indent = cell.alignment.indent if cell.has_style and cell.alignment else 0
            return " " * int(2 * indent) + _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        case bool(value):
            return str(value).upper()
        case float(value) if value.is_integer():
            return str(int(value))
        case datetime.datetime() as moment:
            return moment.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(cell.value)


def write(fields: CodebookFields, wishes: Wishes) -> Rendered:
    """Write a sheet with a frozen header; cells that Excel would not take whole are cut and named."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Codebook"
    notes = tuple(_fill(sheet, to_rows(fields, wishes.language)))
    return Rendered(workbook_bytes(book, date=wishes.date), notes)


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write the cells and set their looks; yield what had to be changed."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, column)
                cell.alignment, cell.font = Alignment(vertical="top", wrap_text=True), Font(bold=number == 1)
                yield from _set(cell, text)
    for column, title in enumerate(rows[0], start=1):
        wide = (key := recognised(title)) and key.name in _WIDE
        sheet.column_dimensions[get_column_letter(column)].width = 40 if wide else 18
    sheet.freeze_panes = "B2"


def _set(cell: Any, text: str) -> Iterator[str]:
    """Write a text that no formula comes of; yield what Excel cannot hold of it."""
    fitted = cell_text(text)
    cell.value, cell.data_type = fitted.text, "s"
    if fitted.cut:
        yield f"cell {cell.coordinate}: cut at {MAX_CELL:,} characters, as Excel takes no more; .csv would hold all"
    if fitted.replaced:
        yield f"cell {cell.coordinate}: characters that Excel cannot hold became \ufffd"
