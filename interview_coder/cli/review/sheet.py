"""`review --from FILE`: what a reviewer decided in Word or in a table, shown, and kept when agreed to."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from interview_coder.cli.options import coded_study
from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_folder import agreed, utc_now
from interview_coder.cli.study_view import counted
from interview_coder.errors import UsageError
from interview_coder.review_answers import Answer, Kind
from interview_coder.review_sheet import ReviewSheet, read_review
from interview_coder.store import find_study, open_store
from interview_coder.study import CodedStudy

if TYPE_CHECKING:
    from rich.console import Console

#: What may hold comments.
COMMENTED = (".docx", ".docm")
#: So many characters of a quote or a memo are shown.
SHOWN = 60
_SAYS = {
    Kind.ACCEPTED: "the code stays",
    Kind.REJECTED: "answered no, or the comment deleted",
    Kind.RECODED: "another code in its place",
    Kind.ADDED: "words the reviewer coded",
    Kind.NOTED: "a memo only",
    Kind.UNTOUCHED: "left as it was: stays open",
    Kind.UNCLEAR: "nothing is kept of it",
}


def review_from(file: str, *, codebook: str | None, coder: str, untouched: str, yes: bool) -> int:
    """Show what a reviewed file says, ask, and keep it in the study as one batch; return the exit code.

    0 where all was understood and kept, 1 where something needs a look.
    """
    study = _study(codebook)
    sheet = read_review(file, study, coder=coder, accept_untouched=untouched == "accept")
    show_sheet(sheet)
    if not sheet.decisions and not sheet.memos:
        stdout().print("Nothing new to keep.")
    elif agreed(f"Keep {visible(_what(sheet))}?", yes=yes):
        stdout().print(_keep(sheet, study, what=f"review --from {Path(file).name}"))
    return 1 if sheet.numbers[Kind.UNCLEAR] else 0


def _study(codebook: str | None) -> CodedStudy:
    """Read the study's transcripts, which are all in the database or in transcripts/."""
    return coded_study(
        paths=(),
        codebook=codebook,
        unit=None,
        encoding=None,
        transcript_language=None,
        include_interviewer=False,
        with_material=True,
    )


def show_sheet(sheet: ReviewSheet) -> None:
    """Print how many remarks came to what, and those that are worth a look."""
    from rich.table import Table

    stdout().print(f"Understood of {visible(sheet.file)}", style="bold")
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    for kind, number in sheet.numbers.items():
        table.add_row(f"  {kind.value}", f"{number:,}", _SAYS[kind] if number else "")
    stdout().print(table)
    for kind in (Kind.RECODED, Kind.ADDED, Kind.NOTED, Kind.UNCLEAR):
        answers = [answer for answer in sheet.answers if answer.kind is kind]
        if answers:
            stdout().print(kind.value.capitalize(), style="bold")
        for answer in answers:
            print_indented(visible(_line(answer)), 2)
    if sheet.repeated:
        stdout().print(f"{counted(sheet.repeated, 'decision or memo')} of these the study has already.")


def _line(answer: Answer) -> str:
    """Say in a line what is worth a look about an answer."""
    if answer.why:
        return f"{answer.where}: {answer.why}"
    codes = [decision.code for decision in answer.decisions if decision.code != answer.code]
    said = [*(f"“{_short(memo.text)}”" for memo in answer.memos)]
    return f"{answer.where}: {' '.join(filter(None, [answer.code, *(f'→ {code}' for code in codes), *said]))}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _what(sheet: ReviewSheet) -> str:
    """Say whose decisions and memos they are, and how many."""
    coders = dict.fromkeys([*(each.coder for each in sheet.decisions), *(each.coder for each in sheet.memos)])
    numbers = [(len(sheet.decisions), "decision"), (len(sheet.memos), "memo")]
    return f"{' and '.join(counted(*each) for each in numbers if each[0])} of {', '.join(coders)}"


def take_comments(study: CodedStudy, console: Console) -> None:
    """Keep the comments in a study's Word transcripts: those that name a code as codings, others as memos."""
    files = [each.file for each in study.material if PurePath(each.file).suffix.lower() in COMMENTED]
    sheets = [read_review(file, study) for file in files]
    found = ReviewSheet("", tuple(answer for sheet in sheets for answer in sheet.answers))
    for answer in found.answers:
        if answer.kind is Kind.UNCLEAR:
            console.print(visible(f"comment not understood: {_line(answer)}"), soft_wrap=True)
    if found.decisions or found.memos:
        console.print(f"From comments: {_keep(found, study, what='comments in transcripts')}", soft_wrap=True)


def _keep(sheet: ReviewSheet, study: CodedStudy, *, what: str) -> str:
    folder = find_study(Path())
    if folder is None:
        raise UsageError("no study here to keep them in. Go to the folder with codebooks/ or transcripts/")
    with open_store(folder) as store:
        store.keep_transcripts(study.material)
        batch = store.decide(
            sheet.decisions, coder="", at=utc_now(), codebook=study.codebook.sha256, memos=sheet.memos, what=what
        )
    if not batch:
        return "The study has all of it already."
    return f"Kept {visible(_what(sheet))}. `undo --batch {batch}` takes it back."
