"""Tables (.csv, .tsv, .xlsx): one row a turn, or one row a question with its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from interview_coder.errors import Problem, TranscriptError
from interview_coder.readers.columns import Column, Columns, find_columns
from interview_coder.readers.csv_rows import Row, csv_rows
from interview_coder.readers.decoding import decode
from interview_coder.readers.excel import characters_beside, excel_sheets
from interview_coder.readers.flow import ink
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
    first, *others = excel_sheets(source)
    notes = []
    if others:
        characters = counted(sum(_ink(row.cells) for sheet in others for row in sheet.rows), "character")
        listed = ", ".join(sheet.name for sheet in others)
        notes.append(f"left out: {counted(len(others), 'other sheet')} ({listed}; {characters})")
    if beside := characters_beside(source):
        notes.append(f"left out: {counted(beside, 'character')} in comments and text boxes")
    return _read(source, first.rows, "xlsx", notes)


def _read(source: Source, rows: Sequence[Row], encoding: str, notes: Sequence[str]) -> Prose | Speech:
    if not rows:
        raise source.error("the table is empty", "Put the transcript in it, or leave the file out")
    header = rows[0].cells
    columns = find_columns(source, header, source.settings.columns)
    if not columns.has_words:
        return _without_header(source, rows, encoding, notes)
    if problems := list(_width_problems(source, rows)):
        raise TranscriptError(problems)
    said = [tuple(_utterances(columns, row)) for row in rows[1:]]
    if not any(said):
        raise source.error("the table has no words below its first row", "Is the column of words another one?")
    left_out = _left_out(columns, list(zip(rows[1:], map(bool, said), strict=True)))
    return Speech(tuple(chain.from_iterable(said)), encoding, notes=(*notes, *left_out))


def _width_problems(source: Source, rows: Sequence[Row]) -> Iterator[Problem]:
    """Name the rows that do not fit the first one: which cell is which cannot be told."""
    width = len(rows[0].cells)
    for row in rows:
        if len(row.cells) < width or any(cell.strip() for cell in row.cells[width:]):
            what = f"{counted(len(row.cells), 'cell')} where the first row has {width}"
            fix = "Name every column, and put cells that hold the separator in quotes"
            yield Problem(source.file, what, fix, row.line)


def _left_out(columns: Columns, said: Sequence[tuple[Row, bool]]) -> Iterator[str]:
    """Say what of the table is not in the transcript: columns, rows without words, times that are none."""
    rows, silent = [row for row, _ in said], [row for row, speaks in said if not speaks]
    read = sorted(columns.places.values())
    others = {at: name for at, name in columns.others.items() if name or any(row.cells[at].strip() for row in rows)}
    if others:
        characters = counted(sum(_ink(row.cells[at] for at in others) for row in rows), "character")
        yield f"left out: columns {', '.join(name or f'{at + 1}' for at, name in others.items())} ({characters})"
    if silent:
        characters = counted(sum(_ink(row.cells[at] for at in read) for row in silent), "character")
        yield f"left out: {counted(len(silent), 'row')} without words ({characters})"
    at = columns.places.get(Column.TIME)
    times = [row.cells[at] for row, speaks in said if speaks] if at is not None else []
    if wrong := [time for time in times if time.strip() and clock_seconds(time) is None]:
        yield f"left out: {counted(len(wrong), 'time')} that cannot be read ({counted(_ink(wrong), 'character')})"


def _ink(cells: Iterable[str]) -> int:
    return sum(map(ink, cells))


def _utterances(columns: Columns, row: Row) -> Iterator[Utterance]:
    """Yield what a row says: one turn, or a question and its answer."""

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
