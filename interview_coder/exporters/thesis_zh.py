"""The layout `thesis-zh`: the tables and passages that a Chinese graduate thesis wants, in Chinese.

From the words said to concepts and categories (原始语句, 概念, 范畴), main categories with sources and references,
agreement where there are two coders, saturation, quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.codebook import Code, is_within
from interview_coder.coding import Coding
from interview_coder.excerpts import excerpt
from interview_coder.exporters.agreement_tables import agreement_blocks
from interview_coder.exporters.codebook_layout import codebook_table
from interview_coder.exporters.document import (
    Block,
    Cell,
    Contents,
    Document,
    PageBreak,
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
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report_counts import Counts, count_codes
from interview_coder.exporters.report_findings import exceptions_blocks, saturation_blocks
from interview_coder.exporters.report_method import method_paragraphs
from interview_coder.exporters.report_tables import Column, common_attributes, wide_tables
from interview_coder.exporters.report_themes import flowing, source_of
from interview_coder.exporters.word import as_wished
from interview_coder.quotes import best_quotes
from interview_coder.study import CodedStudy
from interview_coder.summary import participants
from interview_coder.transcript import Transcript, clock

LANGUAGE = "zh"


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the chapter as a Word file, in Chinese whatever language is wished for."""
    labels = Labels(LANGUAGE, wishes.sources)
    title = study.codebook.title.in_language(LANGUAGE) or labels("untitled")
    counts = count_codes(study)
    blocks = (
        plain(Style.TITLE, title),
        Contents(labels("contents")),
        PageBreak(),
        *_participants(study, labels),
        plain(Style.HEADING_1, labels("method")),
        *method_paragraphs(study, labels),
        plain(Style.HEADING_1, labels("codebook")),
        codebook_table(study, labels),
        *_open_coding(study, labels, wishes),
        *_axial_coding(study, labels, counts),
        *agreement_blocks(study, labels),
        *saturation_blocks(study, labels, {}),
        *exceptions_blocks(study, labels),
        *_quotes(study, labels, wishes),
    )
    return as_wished(Document(title, LANGUAGE, labels("table"), blocks), wishes)


def _participants(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield who was interviewed, for how long where the recording's times are known, and how much they said."""
    rows = participants(study)
    columns = [Column(labels.heading(name), tuple(rows[name])) for name in common_attributes(rows)]
    lengths = {transcript.id: _length(transcript) for transcript in study.material}
    if any(lengths.values()):
        columns.append(Column(labels("length_column"), tuple(lengths.get(id, "") for id in rows["id"])))
    words = tuple(map(labels.number, rows["respondent_words"]))
    columns.append(Column(labels("respondent_words_column"), words, numbers=True))
    yield plain(Style.HEADING_1, labels("participants"))
    ids = Column(labels("interview"), tuple(rows["id"]))
    yield from wide_tables(ids, columns, labels("participants_caption"), labels)


def _length(transcript: Transcript) -> str:
    """Return the time of the last mark: the recording lasts at least that long."""
    return clock(transcript.times[-1].seconds) if transcript.times else ""


def _open_coding(study: CodedStudy, labels: Labels, wishes: Wishes) -> Iterator[Block]:
    """Yield for each code without sub-codes, a concept, the words said and the category it belongs to."""
    yield plain(Style.HEADING_1, labels("open_coding"))
    rows = tuple(row for code in _leaves(study) for row in _concept(study, labels, code, wishes))
    heads = head(labels("words_said"), labels("concept"), labels("category"))
    yield Table(labels("open_coding_caption"), heads, rows, (62, 19, 19))
    yield plain(Style.NOTE, labels("open_coding_note", count=labels.number(wishes.quotes)))


def _leaves(study: CodedStudy) -> Sequence[Code]:
    codes = study.codebook.codes
    return [code for code in codes if not any(is_within(other.id, code.id) and other is not code for other in codes)]


def _concept(study: CodedStudy, labels: Labels, code: Code, wishes: Wishes) -> Iterator[tuple[Cell, ...]]:
    category = study.codebook.code(code.parent or code.id).name.in_language(LANGUAGE)
    for coding in _best(study, code, wishes):
        quote = Cell((Paragraph(Style.TABLE_TEXT, _words(coding, labels, wishes)),))
        yield quote, cell(code.name.in_language(LANGUAGE)), cell(category)


def _best(study: CodedStudy, code: Code, wishes: Wishes) -> tuple[Coding, ...]:
    return best_quotes(study, code.id, wishes.quotes, max_words=wishes.max_words) if wishes.quotes else ()


def _words(coding: Coding, labels: Labels, wishes: Wishes) -> tuple[Span, ...]:
    """Return a quote and its source, as they stand in a thesis: without the marks of what a rule matched."""
    text = excerpt(coding, max_words=wishes.max_words).text
    return Span(flowing(text, 0, len(text))), source_of(coding, labels)


def _axial_coding(study: CodedStudy, labels: Labels, counts: Counts) -> Iterator[Block]:
    """Yield main categories and those below them, what they mean, in how many sources, and how often."""
    yield plain(Style.HEADING_1, labels("axial_coding"))
    heads = (labels("main_category"), labels("sub_category"), labels("meaning"))
    yield Table(
        labels("axial_coding_caption"),
        (*head(*heads), *number_head(labels("interviews"), labels("passages"))),
        tuple(_category(code, labels, counts) for code in study.codebook.codes),
        (22, 22, 34, 12, 10),
    )
    yield plain(Style.NOTE, labels("axial_coding_note"))


def _category(code: Code, labels: Labels, counts: Counts) -> tuple[Cell, ...]:
    name, count = code.name.in_language(LANGUAGE), counts[code.id]
    return (
        cell(name if code.parent is None else ""),
        cell("" if code.parent is None else name),
        cell(code.definition.in_language(LANGUAGE)),
        number_cell(labels.number(count.transcripts)),
        number_cell(labels.number(count.passages)),
    )


def _quotes(study: CodedStudy, labels: Labels, wishes: Wishes) -> Iterator[Block]:
    """Yield the most typical words under each main category."""
    if not wishes.quotes:
        return
    yield plain(Style.HEADING_1, labels("quotations"))
    for theme in study.codebook.themes:
        yield plain(Style.HEADING_2, theme.name.in_language(LANGUAGE))
        quotes = _best(study, theme, wishes)
        if not quotes:
            yield plain(Style.BODY, labels("theme_empty"))
        for coding in quotes:
            yield Paragraph(Style.QUOTE, _words(coding, labels, wishes))
