"""Excel (.xlsx): the values of its sheets as text, nothing computed and nothing fetched."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from typing import Any

from interview_coder.readers.csv_rows import Row
from interview_coder.readers.package import open_package
from interview_coder.readers.source import Source

MAX_CELLS = 5_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and the rows that say anything, without empty columns at their end."""

    name: str
    rows: tuple[Row, ...]


def excel_sheets(source: Source) -> tuple[Sheet, ...]:
    """Return the visible sheets that hold anything, in order; TranscriptError where there is none."""
    open_package(source)
    from openpyxl import load_workbook

    with source.foreign("the workbook cannot be read", "Open it in Excel or LibreOffice and save it anew as .xlsx"):
        book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = [Sheet(sheet.title, tuple(_rows(source, sheet))) for sheet in visible]
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise source.error("the workbook is empty", "Put the table in it, or leave the file out")
    return filled


def _rows(source: Source, sheet: Any) -> list[Row]:
    rows: list[Row] = []
    cells = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [_text(value) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        cells += len(texts)
        if cells > MAX_CELLS:
            raise source.error(f"a sheet of more than {MAX_CELLS:,} cells", "Split it")
        if texts:
            rows.append(Row(number, texts))
    return rows


def _text(value: Any) -> str:
    """Write a value as its cell shows it: a whole number has no decimals, a day no midnight."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return "" if value is None else str(value).strip()
