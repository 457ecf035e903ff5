"""Counts as tables: of codes, with bars of their shares, and of one theme by an attribute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder import crosstab, summary
from interview_coder.codebook import Code
from interview_coder.exporters.document import (
    TABLE_LEVELS,
    Block,
    Cell,
    Paragraph,
    Span,
    Style,
    Table,
    cell,
    head,
    number_cell,
    number_head,
    plain,
)
from interview_coder.exporters.labels import Labels
from interview_coder.study import CodedStudy

BAR_LENGTH = 12

_BLOCKS = ("", *"▏▎▍▌▋▊▉█")


@dataclass(frozen=True, slots=True)
class Count:
    """What carries a code; `share` of all words by respondents."""

    passages: int
    transcripts: int
    words: int
    share: float


@dataclass(frozen=True, slots=True)
class ValueCount:
    """What carries a code among the interviews, `of` in all, that have one value of an attribute."""

    value: str
    passages: int
    transcripts: int
    of: int


Counts = Mapping[str, Count]


def count_codes(study: CodedStudy) -> Counts:
    """Count by code id."""
    rows = summary.counts(study)[["passages", "transcripts", "words", "share"]]
    return {str(row[0]): Count(*row[1:]) for row in rows.itertuples(name=None)}


def count_values(study: CodedStudy, attribute: str) -> Mapping[str, Sequence[ValueCount]]:
    """Count by code id and value of an attribute."""
    rows = crosstab.counts_by(study, attribute)[["code", "value", "passages", "transcripts", "of"]]
    found: dict[str, list[ValueCount]] = {}
    for code, *values in rows.itertuples(name=None, index=False):
        found.setdefault(str(code), []).append(ValueCount(*values))
    return found


def counts_blocks(study: CodedStudy, labels: Labels, counts: Counts) -> Iterator[Block]:
    """Yield what each code was found in."""
    yield plain(Style.HEADING_1, labels("counts"))
    yield counts_table(study, labels, counts, labels("counts_caption"), study.codebook.codes)
    words = sum(transcript.respondent_words for transcript in study.transcripts)
    yield plain(Style.NOTE, labels("counts_note", words=labels.count("word", words)))


def counts_table(study: CodedStudy, labels: Labels, counts: Counts, caption: str, codes: Sequence[Code]) -> Table:
    """Return the counts of some codes, indented from the topmost; the longest bar is the largest share among them."""
    largest = max((counts[code.id].share for code in codes), default=0.0)
    top = min((code.depth for code in codes), default=0)
    heads = number_head(*(labels(key) for key in ("passages", "interviews", "words", "share")))
    rows = (
        (
            cell(code.name.in_language(labels.language), level_style(code.depth - top)),
            *_numbers(labels, counts[code.id], len(study.transcripts)),
            bar(counts[code.id].share, largest),
        )
        for code in codes
    )
    return Table(caption, (*head(labels("code")), *heads, *head("")), tuple(rows), (30, 11, 13, 9, 9, 28))


def _numbers(labels: Labels, count: Count, interviews: int) -> Iterator[Cell]:
    yield number_cell(labels.number(count.passages))
    yield number_cell(labels.part(count.transcripts, interviews))
    yield number_cell(labels.number(count.words))
    yield number_cell(labels.share(count.share, 1))


def level_style(depth: int) -> Style:
    """Return the style that indents a code of this depth."""
    return TABLE_LEVELS[min(depth, len(TABLE_LEVELS) - 1)]


def bar(share: float, largest: float) -> Cell:
    """Draw a share as blocks, to an eighth of one; the largest is full, and what is not zero shows."""
    eighths = max(round(8 * BAR_LENGTH * share / largest), 1) if share else 0
    blocks = _BLOCKS[8] * (eighths // 8) + _BLOCKS[eighths % 8]
    return Cell((Paragraph(Style.TABLE_TEXT, (Span(blocks, Style.BAR),)),))


def values_table(labels: Labels, theme: Code, attribute: str, counts: Sequence[ValueCount]) -> Table:
    """Return a theme's counts by an attribute."""
    rows = (
        (
            cell(labels("no_value") if count.value == crosstab.NONE else count.value),
            number_cell(labels.number(count.passages)),
            number_cell(labels.part(count.transcripts, count.of)),
        )
        for count in counts
    )
    name = theme.name.in_language(labels.language)
    return Table(
        labels("by_caption", code=name, attribute=labels.name(attribute)),
        (*head(labels.heading(attribute)), *number_head(labels("passages"), labels("interviews"))),
        tuple(rows),
        (50, 25, 25),
    )
