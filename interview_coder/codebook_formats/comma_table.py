"""A codebook as a table in plain text (.csv), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io

from interview_coder.codebook_formats.drafts import Imported
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_formats.table import read_rows, to_rows
from interview_coder.codebook_schema import CodebookFields
from interview_coder.formulas import bare, guarded
from interview_coder.readers.csv_rows import csv_rows
from interview_coder.readers.decoding import decode
from interview_coder.readers.source import Source


def read(source: Source) -> Imported:
    """Read a table in plain text; what parts its columns, and its encoding, are told from the file."""
    records = csv_rows(source, decode(source).text)
    rows = [(row, [bare(cell) for cell in cells]) for row, (_, cells) in enumerate(records, start=1)]
    return read_rows(source.file, rows)


def write(fields: CodebookFields, wishes: Wishes) -> Rendered:
    """Write a table as UTF-8 with a byte-order mark, by which Excel knows it."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([guarded(cell) for cell in row] for row in to_rows(fields, wishes.language))
    return Rendered(stream.getvalue().encode("utf-8-sig"))
