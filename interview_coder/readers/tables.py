"""Tables (.csv, .tsv, .xlsx): one row a turn, or one row a question with its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from interview_coder.readers.columns import Column, Columns, find_columns
from interview_coder.readers.csv_rows import Row, csv_rows
from interview_coder.readers.decoding import decode
from interview_coder.readers.excel import excel_sheets
from interview_coder.readers.layout import Prose, Speech, Utterance
from interview_coder.readers.notes import counted
from interview_coder.readers.paragraphs import prose_of
from interview_coder.readers.source import Source
from interview_coder.readers.stamps import clock_seconds
from interview_coder.readers.table_rows import row_text, table_paragraphs

ASKING = "Interviewer"
ANSWERING = "Respondent"


def read_csv(source: Source) -> Prose | Speech:
    """Read a comma-separated table; TranscriptError names the row where cells and headings do not fit."""
    decoded = decode(source)
    return _read(source, list(csv_rows(source, decoded.text)), decoded.encoding, decoded.notes)


def read_excel(source: Source) -> Prose | Speech:
    """Read the first sheet that holds anything; the others are noted."""
    sheets = excel_sheets(source)
    others = [sheet.name for sheet in sheets[1:]]
    notes = (f"left out: {counted(len(others), 'other sheet')} ({', '.join(others)})",) if others else ()
    return _read(source, list(sheets[0].rows), "xlsx", notes)


def _read(source: Source, rows: Sequence[Row], encoding: str, notes: Sequence[str]) -> Prose | Speech:
    header = rows[0].cells
    columns = find_columns(source, header, source.settings.columns)
    if not columns.has_words:
        return _without_header(source, rows, encoding, notes)
    utterances = tuple(chain.from_iterable(_utterances(source, columns, len(header), row) for row in rows[1:]))
    if not utterances:
        raise source.error("the table has no words below its first row", "Is the column of words another one?")
    left_out = (f"left out: columns {', '.join(columns.others)}",) if columns.others else ()
    return Speech(utterances, encoding, notes=(*notes, *left_out))


def _utterances(source: Source, columns: Columns, width: int, row: Row) -> Iterator[Utterance]:
    """Yield what a row says: one turn, or a question and its answer."""
    if any(cell.strip() for cell in row.cells[width:]):
        what = f"{len(row.cells)} cells where the first row names {width}"
        raise source.error(what, "Put cells that hold the separator in quotes", line=row.line)

    def cell(column: Column) -> str:
        at = columns.places.get(column, len(row.cells))
        return row.cells[at].strip() if at < len(row.cells) else ""

    who = cell(Column.SPEAKER)
    seconds = clock_seconds(cell(Column.TIME))
    if Column.TEXT in columns.places:
        if said := cell(Column.TEXT):
            # Without a column of speakers, the words may begin with labels.
            yield Utterance(said, who if Column.SPEAKER in columns.places and who else None, seconds)
        return
    if asked := cell(Column.QUESTION):
        yield Utterance(asked, ASKING, seconds)
    if answered := cell(Column.ANSWER):
        yield Utterance(answered, who or ANSWERING, None if asked else seconds)


def _without_header(source: Source, rows: Sequence[Row], encoding: str, notes: Sequence[str]) -> Prose:
    """Read a table whose first row is a turn already (`speaker | words`)."""
    cells = [[tuple(cell.split("\n\n")) if cell.strip() else () for cell in row.cells] for row in rows]
    turns = sum(row_text(row)[0] and len(list(filter(None, row))) > 1 for row in cells)
    names = {row.cells[0] for row in rows}
    if turns < len(rows) / 2 or len(names) > 2 * len(rows) / 3:
        listed = ", ".join(cell.strip() for cell in rows[0].cells if cell.strip())
        fix = f"Name it with --columns text=NAME; the first row has {listed[:200]}"
        raise source.error("no column of the table is known to hold the words", fix, line=rows[0].line)
    return prose_of(table_paragraphs(cells), encoding, notes=notes)
