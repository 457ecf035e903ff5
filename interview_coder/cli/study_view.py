"""How a coded study looks in a terminal: heading, counts, quotes, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interview_coder.cli.screen import highlighted, print_indented, stderr, stdout, visible
from interview_coder.codebook import is_within
from interview_coder.coding import Verdict
from interview_coder.errors import Problem, UsageError
from interview_coder.transcript import Role

if TYPE_CHECKING:
    from rich.table import Table

    from interview_coder.codebook import Code, Codebook
    from interview_coder.coding import Coding
    from interview_coder.study import CodedStudy

BAR_WIDTH = 12


def chosen_codes(codebook: Codebook, ids: Sequence[str]) -> tuple[Code, ...]:
    """Return the codes with some ids and their sub-codes, in codebook order; all codes where none are named."""
    known = [code.id for code in codebook.codes]
    if missing := [id for id in ids if id not in known]:
        raise UsageError(f"no code is called {', '.join(missing)}. The codebook has {', '.join(known)}")
    wanted = tuple(ids) or tuple(known)
    return tuple(code for code in codebook.codes if any(is_within(code.id, id) for id in wanted))


def show_heading(study: CodedStudy, language: str) -> None:
    """Print what was coded with what, and how far to trust it."""
    from interview_coder.summary import participants

    book = study.codebook
    passages, coded = participants(study)[["passages", "coded"]].sum()
    words = sum(transcript.respondent_words for transcript in study.transcripts)
    rules = sum(len(code.rules) for code in book.codes)
    stdout().print(visible(book.title.in_language(language) or book.file), style="bold")
    stdout().print(
        f"{counted(len(study.transcripts), 'transcript')}, {counted(words, 'word')} by respondents in "
        f"{counted(int(passages), study.unit)}; {counted(len(book.codes), 'code')}, {counted(rules, 'rule')} "
        f"in {visible(book.file)}"
    )
    stdout().print(f"{standing(study)}; {coded} of {passages} {study.unit}s coded", style="italic")


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def standing(study: CodedStudy) -> str:
    """Say how many codings there are and who stands behind them."""
    status = Counter(coding.status for coding in study.codings)
    suggested = f"{counted(len(study.codings), 'coding')}, suggested by rules"
    if set(status) <= {Verdict.SUGGESTED}:
        return f"{suggested}, not reviewed"
    return f"{suggested}, {status[Verdict.ACCEPTED]:,} accepted, {status[Verdict.REJECTED]:,} rejected"


def show_counts(study: CodedStudy, codes: Sequence[Code], language: str) -> None:
    """Print passages, transcripts and share of respondents' words for some codes."""
    from interview_coder.summary import counts

    table = table_of("Theme", "Passages", "Transcripts", "Share", "")
    rows = counts(study, language=language)
    shares = {str(code): float(share) for code, share in rows["share"].items()}
    for code in codes:
        passages, transcripts = rows.loc[code.id, ["passages", "transcripts"]]
        share = shares[code.id]
        cells = f"{passages:,}", f"{transcripts} of {len(study.transcripts)}", f"{share:.1%}"
        table.add_row(_indented(code, language), *cells, bar(share, max(shares.values())))
    stdout().print(table)
    note = "Share: of all words by respondents (a Chinese character counts as one). A theme includes its sub-codes."
    stdout().print(note, style="dim")
    stdout().print()


def _indented(code: Code, language: str) -> str:
    return "  " * code.depth + visible(code.name.in_language(language))


def bar(share: float, largest: float) -> str:
    """Draw a share as blocks; the largest is full, and what is not nothing is seen."""
    return "█" * max(round(BAR_WIDTH * share / largest), 1) if share else ""


def show_counts_by(study: CodedStudy, codes: Sequence[Code], attribute: str, language: str) -> None:
    """Print for some codes and each value of an attribute: passages, and transcripts with the code of how many."""
    from interview_coder.crosstab import counts_by

    rows = counts_by(study, attribute)
    values = list(dict.fromkeys(rows["value"]))
    cells = {(row.code, row.value): f"{row.passages} ({row.transcripts}/{row.of})" for row in rows.itertuples()}
    table = table_of("Theme", *(visible(str(value)) for value in values))
    for code in codes:
        table.add_row(_indented(code, language), *(cells[code.id, value] for value in values))
    stdout().print(f"By {visible(attribute)}: passages (transcripts with the theme / transcripts)", style="bold")
    stdout().print(table)


def table_of(*headings: str) -> Table:
    """Return an empty table: a first column that wraps, numbers, and without a heading what is drawn."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(headings[0], overflow="fold", ratio=1)
    for heading in headings[1:]:
        table.add_column(heading, justify="right" if heading else "left", no_wrap=True)
    return table


def show_quotes(study: CodedStudy, codes: Sequence[Code], language: str, count: int) -> None:
    """Print the most typical quotes of the topmost of some codes, their evidence marked, with source and rule."""
    from interview_coder.quotes import best_quotes, source_label

    chosen = {code.id for code in codes}
    for code in (code for code in codes if code.parent not in chosen) if count else ():
        quotes = best_quotes(study, code.id, count)
        if not quotes:
            continue
        stdout().print(visible(code.name.in_language(language)), style="bold")
        for coding in quotes:
            _show_quote(coding, source_label(coding, language=language))


def _show_quote(coding: Coding, source: str) -> None:
    print_indented(highlighted(coding.quote, coding.evidence_in_quote), 2)
    why = [f"{visible(source)} {visible(coding.speaker)}", coding.rule]
    if coding.question:
        print_indented(f"asked: {visible(coding.question)}", 4, style="dim")
    if coding.context and not coding.question:
        why.append("around it: " + ", ".join(map(visible, coding.context)))
    print_indented(" · ".join(why), 4, style="dim")
    stdout().print()


def show_left_out(study: CodedStudy) -> None:
    """Print what was not coded and why, and what the readers want looked at."""
    stdout().print("Left out, and worth a look", style="bold")
    for line in left_out(study):
        print_indented(visible(line), 2)


def left_out(study: CodedStudy) -> Iterator[str]:
    """Yield a line for each thing the counts above do not hold."""
    from interview_coder.summary import participants, uncoded

    passages, coded = participants(study)[["passages", "coded"]].sum()
    yield f"{passages - coded:,} of {passages:,} respondents' {study.unit}s carry no code"
    yield from _interviewers(study)
    missing = uncoded(study)
    for kind, ids in missing.groupby("kind", sort=False)["id"]:
        yield f"{kind} without any coding: {', '.join(ids)}"
    for transcript in study.transcripts:
        yield from (f"{transcript.id}: {note}" for note in transcript.notes)
    yield from study.notes


def _interviewers(study: CodedStudy) -> Iterator[str]:
    asking = [
        speaker
        for transcript in study.transcripts
        for speaker in transcript.speakers
        if speaker.role is Role.INTERVIEWER
    ]
    names = dict.fromkeys(speaker.name for speaker in asking)
    if asking:
        turns = counted(sum(speaker.turns for speaker in asking), "interviewer turn")
        coded = any(coding.speaker in names for coding in study.codings)
        use = "coded too, as asked for" if coded else "read as context only"
        yield f"{turns}, {use}; taken as interviewer: {', '.join(names)}"


def show_problems(study: CodedStudy) -> None:
    """Print to stderr the files that could not be read."""
    for problem in study.problems:
        show_problem(problem)


def show_problem(problem: Problem) -> None:
    """Print one problem to stderr, as one line."""
    stderr().print(f"error: {visible(str(problem))}", soft_wrap=True)


def show_notes(study: CodedStudy) -> None:
    """Print to stderr what the readers want looked at, where the listing itself has no place for it."""
    for transcript in study.transcripts:
        for note in transcript.notes:
            stderr().print(visible(f"note: {transcript.id}: {note}"), soft_wrap=True)
    for note in study.notes:
        stderr().print(visible(f"note: {note}"), soft_wrap=True)
