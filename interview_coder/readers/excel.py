"""Excel (.xlsx): the values of its sheets as text, nothing computed and nothing fetched."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from dataclasses import dataclass
from typing import Any

from interview_coder.readers.csv_rows import Row
from interview_coder.readers.flow import ink
from interview_coder.readers.package import local_name, open_package
from interview_coder.readers.source import Source

_SAVE_ANEW = "Open it in Excel or LibreOffice and save it anew as .xlsx"
_BESIDE = re.compile(r"xl/(comments\d*|comments/comment\d+|drawings/drawing\d+)\.xml")
MAX_CELLS = 1_000_000
MAX_ROWS = 1_048_576  # what Excel allows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and the rows that say anything, without empty columns at their end.

    No row is shorter than the first one.
    """

    name: str
    rows: tuple[Row, ...]


def excel_sheets(source: Source) -> tuple[Sheet, ...]:
    """Return the sheets that hold anything, hidden ones last; TranscriptError where no visible one does."""
    open_package(source).refuse_document_types()
    from openpyxl import load_workbook

    with source.foreign("the workbook cannot be read", _SAVE_ANEW), warnings.catch_warnings():
        # openpyxl warns of styles and dates that it does not like, and quotes cells.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
        sheets = [(each.sheet_state != "visible", Sheet(each.title, _rows(source, each))) for each in book.worksheets]
    filled = sorted(((hidden, sheet) for hidden, sheet in sheets if sheet.rows), key=lambda each: each[0])
    if not filled or filled[0][0]:
        raise source.error("the workbook is empty", "Put the table in it, or leave the file out")
    return tuple(sheet for _, sheet in filled)


def characters_beside(source: Source) -> int:
    """Count the characters of a workbook's comments and text boxes, which belong to no cell."""
    package = open_package(source)
    parts = (package.xml(name) for name in package.names if _BESIDE.fullmatch(name))
    return sum(ink(each.text or "") for part in parts for each in part.iter() if local_name(each) == "t")


def _rows(source: Source, sheet: Any) -> tuple[Row, ...]:
    # A sheet may claim to reach to the last cell there can be, and would be filled up to it.
    sheet.reset_dimensions()
    rows: list[Row] = []
    cells = width = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells += len(values)
        if cells > MAX_CELLS or number > MAX_ROWS:
            raise source.error(f"a sheet of more than {MAX_CELLS:,} cells or {MAX_ROWS:,} rows", "Split it")
        texts = [_text(value) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            width = width or len(texts)
            rows.append(Row(number, [*texts, *[""] * (width - len(texts))]))
    return tuple(rows)


def _text(value: Any) -> str:
    """Write a value as its cell shows it: a whole number has no decimals, a day no midnight."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return "" if value is None else str(value).strip()
