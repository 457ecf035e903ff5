"""Records of a table in plain text, columns parted by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from interview_coder.readers.source import Source


def csv_records(source: Source, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a table, empty ones too, each with the line it begins in.

    Raises TranscriptError at a quotation mark that is not closed: all that follows would be one cell.
    """
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            what = "a quotation mark that is not closed, or stands inside a cell"
            raise source.error(what, 'Close it, or write it twice: ""', line=line) from error
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1
