"""The layout `excerpts`: under each code every excerpt with its source, question, memos and standing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.codebook import Code
from interview_coder.coded_passages import standing_of
from interview_coder.coding import Coding
from interview_coder.exporters.document import (
    Block,
    Cell,
    Contents,
    Document,
    Paragraph,
    Span,
    Style,
    Table,
    head,
    number_cell,
    number_head,
    plain,
)
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report_method import legend, standing_sentence
from interview_coder.exporters.report_themes import marked, source_of, standing_words
from interview_coder.exporters.word import as_wished
from interview_coder.study import CodedStudy

_HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3)


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the excerpts as a Word file."""
    labels = Labels(wishes.language, wishes.sources)
    title = labels("excerpts_title")
    blocks = (*_front(study, labels, title), *_excerpts(study, labels))
    return as_wished(Document(title, wishes.language, labels("table"), blocks), wishes)


def _front(study: CodedStudy, labels: Labels, title: str) -> Iterator[Block]:
    yield plain(Style.TITLE, title)
    if name := study.codebook.title.in_language(labels.language):
        yield plain(Style.SUBTITLE, name)
    yield plain(Style.BODY, labels.sentences([standing_sentence(study, labels), labels("excerpts_order")]))
    yield Paragraph(Style.BODY, tuple(legend(labels)))
    yield Contents(labels("contents"))


def _excerpts(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    by_code: dict[str, list[Coding]] = {}
    for coding in study.codings:
        if standing_of(coding) is not None:
            by_code.setdefault(coding.code, []).append(coding)
    for code in study.codebook.codes:
        yield from _code(code, by_code.get(code.id, []), labels)


def _code(code: Code, codings: Sequence[Coding], labels: Labels) -> Iterator[Block]:
    name = code.name.in_language(labels.language)
    yield plain(_HEADINGS[min(code.depth, len(_HEADINGS) - 1)], name)
    if definition := code.definition.in_language(labels.language):
        yield Paragraph(Style.BODY, (Span(definition),), with_next=True)
    if not codings:
        yield plain(Style.BODY, labels("excerpts_none"))
        return
    yield Table(
        labels("excerpts_caption", code=name, excerpts=labels.count("excerpt", len(codings))),
        (*number_head(labels("number")), *head(labels("excerpt"), labels("standing_column"))),
        tuple(_row(number, coding, labels) for number, coding in enumerate(codings, start=1)),
        (7, 68, 25),
    )


def _row(number: int, coding: Coding, labels: Labels) -> tuple[Cell, ...]:
    standing = standing_words(coding, labels) or labels(f"by_{standing_of(coding)}")
    why = (coding.rule, *coding.reasons)
    return (
        number_cell(labels.number(number)),
        Cell(tuple(_quote(coding, labels))),
        Cell((plain(Style.TABLE_TEXT, standing), *(_small(text) for text in why if text), _small(coding.id))),
    )


def _quote(coding: Coding, labels: Labels) -> Iterator[Paragraph]:
    if coding.question:
        yield _small(labels("asked_line", question=coding.question))
    speaker = Span(labels("says", speaker=coding.speaker), Style.STRONG) if coding.speaker else Span("")
    quote = marked(coding.quote, coding.evidence_in_quote)
    yield Paragraph(Style.TABLE_TEXT, (speaker, *quote, source_of(coding, labels)))
    for memo in coding.memos:
        yield Paragraph(Style.TABLE_TEXT, (Span(labels("memo"), Style.STRONG), Span(memo)))


def _small(text: str) -> Paragraph:
    return Paragraph(Style.TABLE_TEXT, (Span(text, Style.RULE),))
