"""All coded excerpts, a table for each theme, and all rules: what a reader needs to check the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.coding import Coding, Verdict
from interview_coder.exporters.document import (
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
from interview_coder.exporters.report_themes import asked_before, marked, source_of, why_of
from interview_coder.study import CodedStudy

Passages = dict[tuple[str, int, int], list[Coding]]


def appendix_blocks(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield the appendices."""
    yield plain(Style.HEADING_1, labels("appendix"))
    yield from _excerpts(study, labels)
    rules = {rule.id: rule for code in study.codebook.codes for rule in (*code.rules, *code.unless)}
    if rules:
        yield plain(Style.HEADING_1, labels("rules_appendix"))
        rows = ((Cell((_small(rule.id),)), cell(rule.text)) for rule in rules.values())
        yield Table(labels("rules_caption"), head(labels("rule"), labels("rule_text")), tuple(rows), (32, 68))


def _excerpts(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield a table a theme; a passage stands once in it, with all the theme's codes it carries."""
    by_theme = _passages_by_theme(study)
    names = study.codebook.names(labels.language)
    for theme in study.codebook.themes:
        passages = by_theme.get(theme.id)
        if passages is None:
            continue
        yield plain(Style.HEADING_2, names[theme.id])
        yield Table(
            labels("appendix_caption", code=names[theme.id]),
            (*number_head(labels("number")), *head(labels("excerpt"), labels("code"))),
            tuple(_row(number, codings, labels, names) for number, codings in enumerate(passages.values(), start=1)),
            (7, 63, 30),
        )


def _passages_by_theme(study: CodedStudy) -> dict[str, Passages]:
    """Group what is not rejected by theme and passage, in reading order."""
    found: dict[str, Passages] = {}
    for coding in study.codings:
        if coding.status is not Verdict.REJECTED:
            place = coding.transcript, coding.start, coding.end
            found.setdefault(coding.code.partition(".")[0], {}).setdefault(place, []).append(coding)
    return found


def _row(number: int, codings: Sequence[Coding], labels: Labels, names: dict[str, str]) -> tuple[Cell, ...]:
    first = codings[0]
    evidence = [span for coding in codings for span in coding.evidence_in_quote]
    question = next((coding.question for coding in codings if coding.question), "")
    quote = (*marked(first.quote, evidence), source_of(first, labels), *asked_before(question, labels))
    return (
        number_cell(labels.number(number)),
        Cell((Paragraph(Style.TABLE_TEXT, quote),)),
        Cell(tuple(paragraph for coding in codings for paragraph in _code(coding, labels, names))),
    )


def _code(coding: Coding, labels: Labels, names: dict[str, str]) -> Iterator[Paragraph]:
    yield plain(Style.TABLE_TEXT, names.get(coding.code, coding.code))
    yield Paragraph(Style.TABLE_TEXT, (why_of(coding, labels),))


def _small(text: str) -> Paragraph:
    return Paragraph(Style.TABLE_TEXT, (Span(text, Style.RULE),))
