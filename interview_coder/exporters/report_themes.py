"""A section for each theme: what it means, where it was found, and the words it was found in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from interview_coder.codebook import Code
from interview_coder.coding import Coding, Source, Verdict
from interview_coder.excerpts import excerpt
from interview_coder.exporters.document import Block, Paragraph, Span, Style, plain
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_counts import Counts, count_values, counts_table, values_table
from interview_coder.quotes import best_quotes
from interview_coder.study import CodedStudy

_LINE_BREAK = re.compile(r"[^\S\n]*\n\s*")


def theme_blocks(
    study: CodedStudy, labels: Labels, counts: Counts, *, by: str | None, quotes: int, max_words: int | None = None
) -> Iterator[Block]:
    """Yield the chapter on themes, with so many quotes each, of at most so many words where they can be cut."""
    values = count_values(study, by) if by else {}
    yield plain(Style.HEADING_1, labels("themes"))
    if quotes:
        yield plain(Style.BODY, labels("choice"))
    for theme in study.codebook.themes:
        yield plain(Style.HEADING_2, theme.name.in_language(labels.language))
        yield from _definition(theme, labels)
        if not counts[theme.id].passages:
            yield plain(Style.BODY, labels("theme_empty"))
            continue
        yield from _numbers(study, labels, counts, theme)
        if by:
            yield values_table(labels, theme, by, values[theme.id])
        chosen = best_quotes(study, theme.id, quotes, max_words=max_words) if quotes else ()
        yield from _excerpts(chosen, labels, passages=counts[theme.id].passages, max_words=max_words)


def _definition(theme: Code, labels: Labels) -> Iterator[Block]:
    if text := theme.definition.in_language(labels.language):
        yield Paragraph(Style.BODY, (Span(labels("definition"), Style.STRONG), Span(text)))


def _numbers(study: CodedStudy, labels: Labels, counts: Counts, theme: Code) -> Iterator[Block]:
    count = counts[theme.id]
    yield plain(
        Style.BODY,
        labels(
            "theme_counts",
            passages=labels.count("passage", count.passages),
            part=labels.number(count.transcripts),
            whole=labels.count("interview", len(study.transcripts)),
            share=labels.share(count.share, 1),
        ),
    )
    below = [code for code in study.codebook.codes if code.theme == theme.id and code is not theme]
    if below:
        caption = labels("sub_codes_caption", code=theme.name.in_language(labels.language))
        yield counts_table(study, labels, counts, caption, below)


def _excerpts(chosen: Sequence[Coding], labels: Labels, *, passages: int, max_words: int | None) -> Iterator[Block]:
    if not chosen:
        return
    yield plain(Style.HEADING_3, labels("excerpts"))
    yield plain(Style.BODY, labels("excerpts_shown", shown=labels.number(len(chosen)), all=labels.number(passages)))
    for coding in chosen:
        shown = excerpt(coding, max_words=max_words)
        quote = marked(shown.text, shown.evidence)
        reason = (why_of(coding, labels), *asked_before(coding.question, labels))
        yield Paragraph(Style.QUOTE, (*quote, source_of(coding, labels), Span("  "), *reason))


def source_of(coding: Coding, labels: Labels) -> Span:
    """Return where a quote stands, to follow it; its spaces are no places to break a line."""
    label = labels.source(coding).replace(" ", "\u00a0")
    return Span(f" {label}", Style.SOURCE)


def why_of(coding: Coding, labels: Labels) -> Span:
    """Return by which rule or model a quote is coded, and what coders made of it."""
    standing = standing_words(coding, labels)
    why = labels.aside(coding.rule, standing) if coding.rule and standing else coding.rule or standing
    return Span(why, Style.RULE)


def asked_before(question: str, labels: Labels) -> Iterator[Span]:
    """Yield what was asked, if that counted."""
    if question:
        yield Span(labels("asked", question=question), Style.RULE)


def standing_words(coding: Coding, labels: Labels) -> str:
    """Say what coders made of a coding: nothing where it is only suggested."""
    if coding.status is Verdict.DISPUTED:
        return labels.by(labels("disputed"), coding.coder)
    if coding.status is Verdict.ACCEPTED or coding.source is Source.CODER:
        return labels.by(labels("accepted"), coding.coder)
    return ""


def marked(quote: str, ranges: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Yield a quote with the words at these ranges marked as evidence; ranges may overlap."""
    at = 0
    for start, end in sorted(ranges):
        if end <= at:
            continue
        if start > at:
            yield Span(flowing(quote, at, start))
        yield Span(flowing(quote, max(at, start), end), Style.EVIDENCE)
        at = end
    if at < len(quote):
        yield Span(flowing(quote, at, len(quote)))


def flowing(text: str, start: int, end: int) -> str:
    """Return a part of a text with its lines joined, by a space except beside Chinese; empty lines stay breaks."""
    return _LINE_BREAK.sub(lambda gap: _joint(text, start + gap.start(), start + gap.end()), text[start:end])


def _joint(text: str, start: int, end: int) -> str:
    if text.count("\n", start, end) > 1:
        return "\n"
    neighbours = text[max(start - 1, 0) : start] + text[end : end + 1]
    return "" if any(unicodedata.east_asian_width(neighbour) in "WF" for neighbour in neighbours) else " "
