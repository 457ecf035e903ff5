"""The tables of a study as an Excel workbook, a sheet each: every text is text, never a formula or a link."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.study_tables import Column, Kind, StudyTable, Value, study_tables
from interview_coder.exporters.workbook import MAX_CELL, MAX_ROWS, cell_text, workbook_bytes
from interview_coder.study import CodedStudy

# A WriteOnlyWorksheet, of which the stubs know only half.
Sheet = Any

#: Widths of columns in letters, told from so many rows.
NARROW, WIDE, LOOKED_AT, MOST_OF_HEAD = 6, 60, 200, 14
LINE = 15  # points
#: So many cut cells are named, the others counted.
NAMED = 20


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write all tables; what Excel would not take whole is cut, and named."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    losses = _Losses()
    for table in study_tables(study, wishes):
        _write(book.create_sheet(table.title), table, losses)
    return Rendered(workbook_bytes(book, date=wishes.date), tuple(losses.notes()), incomplete=bool(losses.cut))


class _Losses:
    """What could not be written as it is."""

    def __init__(self) -> None:
        self.cut: list[str] = []
        self.replaced = 0

    def notes(self) -> Iterator[str]:
        if self.replaced:
            yield f"characters that Excel cannot hold, written as \ufffd: {self.replaced:,}"
        yield from self.cut[:NAMED]
        if len(self.cut) > NAMED:
            yield f"and {len(self.cut) - NAMED:,} more"


def _write(sheet: Sheet, table: StudyTable, losses: _Losses) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2" if table.key == "about" else "B2"
    widths = list(_widths(table))
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.row_dimensions[1].height = LINE * max(map(_lines, table.columns, widths))
    cells = _Cells(sheet, table, losses)
    sheet.append(cells.header())
    for row in table.rows[: MAX_ROWS - 1]:
        sheet.append(cells.row(row))
    if (rest := len(table.rows) - MAX_ROWS + 1) > 0:
        losses.cut.append(f"{table.title}: {rest:,} rows left out, as Excel takes no more; .csv would hold all")
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{min(len(table.rows) + 1, MAX_ROWS)}"


def _widths(table: StudyTable) -> Iterator[int]:
    """Yield a width for each column: its longest line among the first rows; heads may wrap between words."""
    for at, column in enumerate(table.columns):
        lines = [line for row in table.rows[:LOOKED_AT] for line in _shown(row[at]).split("\n")]
        heads = [min(_letters(word), MOST_OF_HEAD) for word in column.head.split()]
        yield min(max([NARROW, *map(_letters, lines), *heads]) + 3, WIDE)


def _lines(column: Column, width: int) -> int:
    """Return how many lines a head may need; words that do not fit leave room behind them."""
    return math.ceil(1.2 * _letters(column.head) / width)


def _shown(value: Value) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value or "")


def _letters(line: str) -> int:
    """Count letters, a Chinese character as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line[:WIDE])


class _Cells:
    """Makes the cells of one sheet."""

    def __init__(self, sheet: Sheet, table: StudyTable, losses: _Losses) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        self._sheet, self._table, self._losses = sheet, table, losses
        self._bold, self._grey = Font(bold=True), PatternFill("solid", fgColor="FFE7E6E6")
        self._wrapped = Alignment(vertical="top", wrap_text=True)
        self._rows = 0

    def header(self) -> Sequence[Any]:
        """Return the heads of the columns."""
        cells = list(self.row([column.head for column in self._table.columns]))
        for cell in cells:
            cell.font, cell.fill = self._bold, self._grey
        return cells

    def row(self, values: Iterable[Value]) -> list[Any]:
        """Return the cells of a row; an empty one is None."""
        self._rows += 1
        return [None if value in (None, "") else self._cell(at, value) for at, value in enumerate(values)]

    def _cell(self, at: int, value: Value) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if not isinstance(value, str):
            cell = WriteOnlyCell(self._sheet, value)
            if isinstance(value, float):
                cell.number_format = "0.0%" if self._table.columns[at].kind is Kind.SHARE else "0.000"
        else:
            # Set apart from the value, which would be taken for a formula where it begins with =.
            cell = WriteOnlyCell(self._sheet, self._fitted(at, value))
            cell.data_type = "s"
        cell.alignment = self._wrapped
        return cell

    def _fitted(self, at: int, text: str) -> str:
        from openpyxl.utils import get_column_letter

        fitted = cell_text(text)
        self._losses.replaced += fitted.replaced
        if fitted.cut:
            place = f"{self._table.title}, cell {get_column_letter(at + 1)}{self._rows}"
            self._losses.cut.append(f"{place}: cut at {MAX_CELL:,} characters, as Excel takes no more; .csv holds all")
        return fitted.text
