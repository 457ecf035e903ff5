"""The suggestions as an Excel sheet for a reviewer, a row each, with columns to decide in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from interview_coder.bilingual import LANGUAGES
from interview_coder.coding import Coding
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.review_notes import ReviewNotes
from interview_coder.exporters.workbook import MAX_ROWS, cell_text, workbook_bytes
from interview_coder.proposals import Proposal, proposed
from interview_coder.review_table import COLUMNS
from interview_coder.study import CodedStudy
from interview_coder.transcript import Role, Transcript

# A worksheet of openpyxl, whose stubs know only half of it.
Sheet = Any

_WIDTHS = {
    **{"transcript": 10, "place": 10, "speaker": 13, "question": 30, "passage": 54, "code": 24, "status": 18},
    **{"why": 44, "decision": 11, "other": 26, "memo": 30},
}
_ANSWERS = ("decision", "other", "memo")
# What only leads back is hidden.
_HIDDEN = ("status", "id", "start", "end", "sha256")
# Excel takes no more for a tip, nor higher rows.
_TIP, _HIGHEST = 255, 409
_LINE, _SPARE = 15, 1.15  # in points; words do not fill a line to its end


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write a row for each coding that is not rejected; `review_sheet` reads the answers back."""
    import openpyxl

    labels = Labels(wishes.language)
    notes = ReviewNotes(study, labels)
    book = openpyxl.Workbook()
    sheet, codes = book.worksheets[0], book.create_sheet(labels("review_codes"))
    sheet.title = labels("review_sheet")
    asked = list(proposed(study))
    transcripts = {transcript.id: transcript for transcript in study.material}
    rows = [_row(each, coding, transcripts[coding.transcript], notes) for each, coding in asked[: MAX_ROWS - 1]]
    losses = list(_fill(sheet, [_head(labels), *rows]))
    losses += _fill(codes, _code_rows(study, labels, notes))
    _set_looks(sheet, len(rows))
    _set_heights(sheet, rows)
    _set_code_looks(codes)
    _offer(sheet, len(rows), labels, codes)
    return Rendered(workbook_bytes(book, date=wishes.date), tuple(losses), incomplete=bool(losses))


def _head(labels: Labels) -> list[str]:
    at = LANGUAGES.index(labels.language)
    return [heads[at] for heads in COLUMNS.values()]


def _row(proposal: Proposal, coding: Coding, transcript: Transcript, notes: ReviewNotes) -> list[str]:
    """Return the cells of a proposal in the order of the columns."""
    cells = {
        "transcript": coding.transcript,
        "place": proposal.where,
        "speaker": coding.speaker,
        "question": coding.question or _asked(transcript, coding.turn),
        "passage": coding.quote,
        "code": notes.code(coding.code),
        "status": notes.status(coding),
        "why": "\n".join(notes.why(coding)),
        "memo": "",
        "id": coding.code,
        "start": str(coding.start),
        "end": str(coding.end),
        "sha256": transcript.sha256,
    }
    return [cells.get(key, "") for key in COLUMNS]


def _asked(transcript: Transcript, turn: int) -> str:
    """Return what the interviewer said last before a turn."""
    earlier = (each for each in reversed(transcript.turns[: turn - 1]) if each.role is Role.INTERVIEWER)
    asked = next(earlier, None)
    return transcript.quote(asked.start, asked.end) if asked else ""


def _code_rows(study: CodedStudy, labels: Labels, notes: ReviewNotes) -> list[list[str]]:
    rows = [[notes.code(code.id), code.definition.in_language(labels.language)] for code in study.codebook.codes]
    return [[labels("code_and_id"), labels("definition_column")], *rows]


def _fill(sheet: Sheet, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write texts, none of which becomes a formula; yield what does not fit."""
    from openpyxl.styles import Alignment

    wrapped = Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.alignment = wrapped
            if text:
                fitted = cell_text(text)
                cell.value, cell.data_type = fitted.text, "s"
                if fitted.cut:
                    yield f"cell {cell.coordinate}: cut, as Excel takes no more"


def _set_looks(sheet: Sheet, rows: int) -> None:
    """Set widths, a head that stays, filters; what only leads back is hidden, what to fill in is shaded."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, key in enumerate(COLUMNS, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width, column.hidden = _WIDTHS.get(key, 10), key in _HIDDEN
        head = sheet.cell(1, at)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="FFFFE699" if key in _ANSWERS else "FFE7E6E6")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{rows + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _set_heights(sheet: Sheet, rows: Sequence[Sequence[str]]) -> None:
    """Make every row as high as its longest cell, which not every program does by itself."""
    shown = [(at, _WIDTHS[key]) for at, key in enumerate(COLUMNS) if key not in _HIDDEN]
    for number, row in enumerate(rows, start=2):
        lines = (sum(int(_SPARE * _letters(line)) // width + 1 for line in row[at].split("\n")) for at, width in shown)
        sheet.row_dimensions[number].height = min(_LINE * max(lines), _HIGHEST)


def _letters(line: str) -> int:
    """Count letters, a Chinese character as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def _set_code_looks(sheet: Sheet) -> None:
    from openpyxl.styles import Font

    for letter, width in (("A", 50), ("B", 90)):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _offer(sheet: Sheet, rows: int, labels: Labels, codes: Sheet) -> None:
    """Offer accept and reject, and the codes, in lists to choose from; other words may be written all the same."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    verdicts = f'"{labels("review_accept_word")},{labels("review_reject_word")}"'
    all_codes = f"'{codes.title}'!$A$2:$A${max(codes.max_row, 2)}"
    for key, choices in (("decision", verdicts), ("other", all_codes)):
        letter = get_column_letter(list(COLUMNS).index(key) + 1)
        offer = DataValidation(type="list", formula1=choices, allow_blank=True, showErrorMessage=False)
        offer.promptTitle, offer.prompt = labels("review_sheet"), labels(f"review_{key}_tip")[:_TIP]
        offer.showInputMessage = True
        offer.add(f"{letter}2:{letter}{max(rows + 1, 2)}")
        sheet.add_data_validation(offer)
