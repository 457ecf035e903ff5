"""Excel (.xlsx): the values of its sheets as text, nothing computed and nothing fetched."""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Callable
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
    hidden: bool = False


def excel_sheets(source: Source) -> tuple[Sheet, ...]:
    """Return the sheets that hold anything, hidden ones last; TranscriptError where no visible one does."""
    sheets = sorted(read_sheets(source), key=lambda sheet: sheet.hidden)
    if not sheets or sheets[0].hidden:
        raise source.error("the workbook is empty", "Put the table in it, or leave the file out")
    return tuple(sheets)


def read_sheets(source: Source, shown: Callable[[Any], str] | None = None) -> list[Sheet]:
    """Return the sheets that hold anything, in the workbook's order; `shown` writes a cell, else its value is written.

    Raises TranscriptError for a damaged workbook, a document type, too many cells.
    """
    open_package(source).refuse_document_types()
    from openpyxl import load_workbook

    with source.foreign("the workbook cannot be read", _SAVE_ANEW), warnings.catch_warnings():
        # openpyxl warns of styles and dates that it does not like, and quotes cells.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
        sheets = [
            Sheet(each.title, _rows(source, each, shown), each.sheet_state != "visible") for each in book.worksheets
        ]
    return [sheet for sheet in sheets if sheet.rows]


def characters_beside(source: Source) -> int:
    """Count the characters of a workbook's comments and text boxes, which belong to no cell."""
    package = open_package(source)
    parts = (package.xml(name) for name in package.names if _BESIDE.fullmatch(name))
    return sum(ink(each.text or "") for part in parts for each in part.iter() if local_name(each) == "t")


def _rows(source: Source, sheet: Any, shown: Callable[[Any], str] | None) -> tuple[Row, ...]:
    # A sheet may claim to reach to the last cell there can be, and would be filled up to it.
    sheet.reset_dimensions()
    rows: list[Row] = []
    cells = width = 0
    for number, values in enumerate(sheet.iter_rows(values_only=shown is None), start=1):
        cells += len(values)
        if cells > MAX_CELLS or number > MAX_ROWS:
            raise source.error(f"a sheet of more than {MAX_CELLS:,} cells or {MAX_ROWS:,} rows", "Split it")
        texts = list(map(shown or _text, values))
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
