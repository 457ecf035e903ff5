"""The rows of a comma-separated file, each with its line, read so that a slip is named and not swallowed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interview_coder.readers.source import Source

# Python refuses longer cells unless told; an answer may be an hour of speech.
MAX_CELL = 10_000_000


class Row(NamedTuple):
    """The cells of a row as typed, and the line (or the row of a sheet) it begins in."""

    line: int
    cells: Sequence[str]


def csv_rows(source: Source, text: str) -> Iterator[Row]:
    """Yield the rows that say anything; cells are parted by what parts the first line: `,` `;` `|` or tab.

    Raises TranscriptError at a quotation mark that is not closed, which would swallow the rows after it.
    """
    delimiter = max(",;\t|", key=_outside_quotes(text.split("\n", 1)[0]).count)
    before = csv.field_size_limit(MAX_CELL)
    try:
        yield from _rows(source, csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(before)


def _rows(source: Source, reader: Iterator[list[str]]) -> Iterator[Row]:
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            what = "a quotation mark that is not closed, or stands inside a cell"
            raise source.error(what, 'Close it, or write it twice: ""', line=line) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Row(line, cells)
        line = reader.line_num + 1  # type: ignore[attr-defined]  # typeshed has no name for a csv reader


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
