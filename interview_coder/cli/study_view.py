"""How a coded study looks in a terminal: heading, counts, quotes, and what was left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interview_coder.cli.screen import highlighted, stderr, stdout, visible
from interview_coder.errors import Problem, UsageError
from interview_coder.transcript import Role

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from interview_coder.coding import Coding
    from interview_coder.study import CodedStudy

BAR_WIDTH = 12


def narrowed(study: CodedStudy, codes: Sequence[str]) -> CodedStudy:
    """Return the study with only some codes, their sub-codes and codings; all of it where none are named."""
    known = {code.id for code in study.codebook.codes}
    if missing := [code for code in codes if code not in known]:
        raise UsageError(f"no code is called {', '.join(missing)}. The codebook has {', '.join(sorted(known))}")
    if not codes:
        return study
    wanted = {id for id in known if any(id == code or id.startswith(f"{code}.") for code in codes)}
    kept = tuple(code for code in study.codebook.codes if code.id in wanted)
    return dataclasses.replace(
        study,
        codebook=dataclasses.replace(study.codebook, codes=kept),
        codings=tuple(coding for coding in study.codings if coding.code in wanted),
    )


def show_heading(study: CodedStudy, language: str) -> None:
    """Print what was coded with what, and how far to trust it."""
    book = study.codebook
    passages = sum(transcript.respondent_passages for transcript in study.transcripts)
    words = sum(transcript.respondent_words for transcript in study.transcripts)
    rules = sum(len(code.rules) for code in book.codes)
    stdout().print(visible(book.title.in_language(language) or book.file), style="bold")
    stdout().print(
        f"{len(study.transcripts)} transcripts, {words:,} words by respondents in {passages:,} {study.unit}s; "
        f"{len(book.codes)} codes, {rules} rules in {visible(book.file)}"
    )
    stdout().print(standing(study), style="italic")


def standing(study: CodedStudy) -> str:
    """Say who made the codings: so far nobody but the rules."""
    return f"{len(study.codings):,} codings, suggested by rules, not reviewed"


def show_counts(study: CodedStudy, language: str) -> None:
    """Print passages, transcripts and share of respondents' words for every code."""
    from interview_coder.summary import counts

    table = _table("Theme", "Passages", "Transcripts", "Share", "")
    rows = counts(study)
    shares = [float(share) for share in rows["share"]]
    for code, row, share in zip(study.codebook.codes, rows.itertuples(), shares, strict=True):
        name = "  " * code.depth + visible(code.name.in_language(language))
        transcripts = f"{row.transcripts} of {len(study.transcripts)}"
        table.add_row(name, f"{row.passages:,}", transcripts, f"{share:.1%}", bar(share, max(shares)))
    stdout().print(table)


def bar(share: float, largest: float) -> str:
    """Draw a share as blocks; the largest is full."""
    return "█" * round(BAR_WIDTH * share / largest) if largest else ""


def show_counts_by(study: CodedStudy, attribute: str, language: str) -> None:
    """Print for every code and value of an attribute: passages, and transcripts with the code of those there are."""
    from interview_coder.summary import counts_by

    rows = counts_by(study, attribute)
    values = list(dict.fromkeys(rows["value"]))
    cells = {(row.code, row.value): f"{row.passages} ({row.transcripts}/{row.of})" for row in rows.itertuples()}
    table = _table("Theme", *(visible(str(value)) for value in values))
    for code in study.codebook.codes:
        name = "  " * code.depth + visible(code.name.in_language(language))
        table.add_row(name, *(cells[code.id, value] for value in values))
    stdout().print(f"By {visible(attribute)}: passages (transcripts with the theme / transcripts)", style="bold")
    stdout().print(table)


def _table(*headings: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(headings[0], overflow="fold", ratio=1)
    for heading in headings[1:]:
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    return table


def show_quotes(study: CodedStudy, language: str, count: int) -> None:
    """Print the quotes that stand best for each theme, their evidence marked, with source and rule."""
    from interview_coder.quotes import best_quotes, source_label

    for theme in study.codebook.themes if count else ():
        quotes = best_quotes(study, theme.id, count)
        if not quotes:
            continue
        stdout().print(visible(theme.name.in_language(language)), style="bold")
        for coding in quotes:
            _show_quote(coding, source_label(coding, language=language))


def _show_quote(coding: Coding, source: str) -> None:
    _print_indented(highlighted(coding.quote, coding.evidence_in_quote), 2)
    why = [f"{visible(source)} {visible(coding.speaker)}", coding.rule]
    if coding.context:
        why.append("around it: " + ", ".join(map(visible, coding.context)))
    _print_indented(" · ".join(why), 4, style="dim")
    stdout().print()


def _print_indented(text: Text | str, indent: int, *, style: str = "") -> None:
    from rich.padding import Padding

    stdout().print(Padding(text, (0, 0, 0, indent), expand=False), style=style)


def show_left_out(study: CodedStudy) -> None:
    """Print what was not coded and why, and what the readers want looked at."""
    stdout().print("Left out, and worth a look", style="bold")
    for line in left_out(study):
        _print_indented(visible(line), 2)


def left_out(study: CodedStudy) -> Iterator[str]:
    """Yield a line for each thing the counts above do not hold."""
    coded = {(coding.transcript, coding.passage) for coding in study.codings}
    passages = sum(transcript.respondent_passages for transcript in study.transcripts)
    yield f"{passages - len(coded):,} of {passages:,} respondents' {study.unit}s carry no code"
    yield from _interviewers(study)
    hits = {coding.transcript for coding in study.codings}
    if silent := [transcript.id for transcript in study.transcripts if transcript.id not in hits]:
        yield f"no code at all in {', '.join(silent)}"
    for transcript in study.transcripts:
        yield from (f"{transcript.id}: {note}" for note in transcript.notes)
    yield from study.notes


def _interviewers(study: CodedStudy) -> Iterator[str]:
    asking = [
        (transcript, speaker)
        for transcript in study.transcripts
        for speaker in transcript.speakers
        if speaker.role is Role.INTERVIEWER
    ]
    names = dict.fromkeys(speaker.name for _, speaker in asking)
    turns = sum(speaker.turns for _, speaker in asking)
    if asking:
        yield f"{turns:,} interviewer turns, read as context only; taken as interviewer: {', '.join(names)}"


def show_problems(study: CodedStudy) -> None:
    """Print to stderr the files that could not be read."""
    for problem in study.problems:
        show_problem(problem)


def show_problem(problem: Problem) -> None:
    """Print one problem to stderr, as one line."""
    stderr().print(f"error: {visible(str(problem))}", soft_wrap=True)
