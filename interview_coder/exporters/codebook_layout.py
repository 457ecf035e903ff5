"""The layout `codebook`: the codebook as the appendix of a paper, with an example of each code."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.codebook import Code
from interview_coder.exporters.document import (
    Block,
    Cell,
    Document,
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
from interview_coder.exporters.report_tables import example, named_cell
from interview_coder.exporters.report_themes import flowing, source_of
from interview_coder.exporters.word import as_wished
from interview_coder.in_words import in_words
from interview_coder.language import has_han
from interview_coder.quotes import best_quotes
from interview_coder.study import CodedStudy

TRIED = 10  # quotes looked through for one in the language wanted


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the codebook as a Word file, its rules in words where they are wished for."""
    labels = Labels(wishes.language, wishes.sources)
    title = study.codebook.title.in_language(wishes.language) or labels("codebook_title")
    blocks = (
        plain(Style.TITLE, title),
        plain(Style.HEADING_1, labels("codebook")),
        codebook_table(study, labels),
        *(_rules(study, labels) if wishes.rules else ()),
    )
    return as_wished(Document(title, wishes.language, labels("table"), blocks), wishes)


def codebook_table(study: CodedStudy, labels: Labels) -> Table:
    """Return a row a code: level, definition, what to include and exclude, a typical example."""
    heads = map(labels, ("definition_column", "include", "exclude", "example"))
    first = (*head(labels("code")), *number_head(labels("level")))
    rows = tuple(_row(study, code, labels) for code in study.codebook.codes)
    return Table(labels("codebook_caption"), (*first, *head(*heads)), rows, (20, 6, 22, 14, 15, 23))


def _row(study: CodedStudy, code: Code, labels: Labels) -> tuple[Cell, ...]:
    texts = (text.in_language(labels.language) for text in (code.definition, code.include, code.exclude))
    level = number_cell(labels.number(code.depth + 1))
    return named_cell(code, labels), level, *map(cell, texts), Cell((_example(study, code, labels),))


def _example(study: CodedStudy, code: Code, labels: Labels) -> Paragraph:
    """Return a typical quote of a code with its source, in the labels' language, else the codebook's own example."""
    for coding in best_quotes(study, code.id, TRIED):
        if has_han(coding.quote) == (labels.language == "zh"):
            quote = flowing(coding.quote, 0, len(coding.quote))
            return Paragraph(Style.TABLE_TEXT, (Span(quote), source_of(coding, labels)))
    return plain(Style.TABLE_TEXT, example(code, labels.language))


def _rules(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    """Yield a row a rule: its id, and in words what it looks for."""
    book = study.codebook
    rules = {rule.id: rule for code in book.codes for rule in (*code.rules, *code.own_unless)}
    yield plain(Style.HEADING_1, labels("rules_appendix"))
    rows = tuple(
        (
            Cell((Paragraph(Style.TABLE_TEXT, (Span(rule.id, Style.RULE),)),)),
            cell(in_words(rule.query, labels.language, book.lists)),
        )
        for rule in rules.values()
    )
    yield Table(labels("rules_caption"), head(labels("rule"), labels("rule_words")), rows, (30, 70), cut=True)
