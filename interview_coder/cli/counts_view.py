"""How counts of codes look in a terminal: who stands behind them, in how many cases, with what share of the words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from interview_coder.cli.screen import stdout
from interview_coder.cli.study_view import bar, indented, table_of
from interview_coder.cli.study_words import Words

if TYPE_CHECKING:
    from interview_coder.codebook import Code
    from interview_coder.study import CodedStudy

    Row = Mapping[Hashable, Any]
    Column = tuple[str, Callable[[Row], str]]

# Cells from which on bars fit beside who stands behind the passages.
WIDE = 110

_STANDINGS = {"accepted": "Accepted", "by_rule": "By rule", "by_model": "By model", "disputed": "Disputed"}


def show_counts(study: CodedStudy, codes: Sequence[Code], language: str) -> None:
    """Print for some codes passages, by whom they are, cases, and the share of respondents' words."""
    say, rows = Words(language), _rows(study, codes)
    standings = [name for name in _STANDINGS if any(row[name] for row in rows)]
    # What the heading says of all of them need not be said of each.
    standings = [] if standings == ["by_rule"] else standings
    bars = stdout().width >= WIDE or not (standings or len(_languages(study)) > 1)
    columns = list(_columns(rows, say, standings=standings, bars=bars))
    table = table_of(say("Theme"), *(heading for heading, _ in columns), tight=not bars)
    for code, row in zip(codes, rows, strict=True):
        table.add_row(indented(code, language), *(cell(row) for _, cell in columns))
    stdout().print(table)
    _show_notes(study, rows, say)


def _languages(study: CodedStudy) -> list[str]:
    return list(dict.fromkeys(transcript.language for transcript in study.transcripts))


def _rows(study: CodedStudy, codes: Sequence[Code]) -> list[Row]:
    """Return the counts of each code, with its shares by language, None where it was not looked for."""
    from interview_coder.summary import counts, shares

    rows = counts(study).to_dict("index")
    by_code: dict[str, dict[str, float | None]] = {code.id: {} for code in study.codebook.codes}
    for share in shares(study).to_dict("records"):
        by_code[share["code"]][share["language"]] = share["share"] if share["looked_for"] else None
    return [{**rows[code.id], "shares": by_code[code.id]} for code in codes]


def _columns(rows: Sequence[Row], say: Words, *, standings: Sequence[str], bars: bool) -> Iterator[Column]:
    yield say("Passages"), partial(_number, "passages")
    if bars:
        largest = max((row["passages"] for row in rows), default=0)
        yield "", lambda row: bar(row["passages"], largest)
    for name in standings:
        yield say(_STANDINGS[name]), partial(_number, name)
    yield say("Transcripts"), lambda row: say.part(row["transcripts"], row["of"])
    if any(row["participants"] != row["transcripts"] for row in rows):
        yield say("Participants"), partial(_number, "participants")
    languages = list(rows[0]["shares"]) if rows else []
    for language in languages:
        heading = say("Share in", language=language) if len(languages) > 1 else say("Share")
        yield heading, partial(_share, language)


def _number(name: str, row: Row) -> str:
    return f"{row[name]:,}"


def _share(language: str, row: Row) -> str:
    share = row["shares"][language]
    return "–" if share is None else f"{share:.1%}"


def _show_notes(study: CodedStudy, rows: Sequence[Row], say: Words) -> None:
    languages = _languages(study)
    each = say("each language") if len(languages) > 1 else say("characters") if "zh" in languages else ""
    stdout().print(say("share note", each=each), style="dim")
    if any(row["of"] < len(study.transcripts) for row in rows):
        stdout().print(say("of note", all=len(study.transcripts)), style="dim")
    stdout().print()
