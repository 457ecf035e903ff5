"""The themes on a page, with quotes that lead to their place in the interview; and what each code means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interview_coder.codebook import Code, Rule
from interview_coder.coding import Coding
from interview_coder.excerpts import excerpt
from interview_coder.exporters.html_codes import chip, coding_style
from interview_coder.exporters.html_tags import Html, joined, tag
from interview_coder.exporters.html_transcripts import Reading, emphasised, why
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_counts import Counts
from interview_coder.quotes import best_quotes
from interview_coder.study import CodedStudy

Quotes = Mapping[str, Sequence[Coding]]


def chosen_quotes(study: CodedStudy, count: int, *, max_words: int | None = None) -> Quotes:
    """Return the best quotes of every theme."""
    themes = study.codebook.themes
    return {theme.id: best_quotes(study, theme.id, count, max_words=max_words) if count else () for theme in themes}


def quote_ids(quotes: Quotes) -> dict[Coding, str]:
    """Return the id under which each quote stands on the page."""
    chosen = dict.fromkeys(coding for codings in quotes.values() for coding in codings)
    return {coding: f"q{number}" for number, coding in enumerate(chosen, start=1)}


def themes(study: CodedStudy, quotes: Quotes, counts: Counts, reading: Reading) -> Iterator[Html]:
    """Yield a section for every theme: what it means, its numbers and quotes, then its sub-codes."""
    for theme in study.codebook.themes:
        family = [code for code in study.codebook.codes if code.theme == theme.id]
        yield tag(
            "section",
            _code(theme, counts, len(study.transcripts), reading),
            _quotes(quotes[theme.id], counts[theme.id].passages, reading),
            joined(_code(code, counts, len(study.transcripts), reading) for code in family if code is not theme),
        )


def _code(code: Code, counts: Counts, interviews: int, reading: Reading) -> Html:
    labels, mark, count = reading.labels, reading.marks[code.id], counts[code.id]
    numbers = labels(
        "theme_counts",
        passages=labels.count("passage", count.passages),
        part=labels.number(count.transcripts),
        whole=labels.count("interview", interviews),
        share=labels.share(count.share, 1),
    )
    return tag(
        "div",
        tag("h4" if code.parent else "h3", chip(mark), " ", mark.name, id=mark.anchor),
        tag("p", numbers if count.passages else labels("theme_empty"), " ", tag("small", code.id)),
        joined(_meaning(code, labels)),
        _rules((*code.rules, *code.own_unless), labels),
        class_="code",
    )


def _meaning(code: Code, labels: Labels) -> Iterator[Html]:
    texts = {"definition_column": code.definition, "include": code.include, "exclude": code.exclude}
    entries = [(labels(head), [text.in_language(labels.language)]) for head, text in texts.items() if text]
    if code.addressed_by:
        measures = [measure.in_language(labels.language) for measure in code.addressed_by]
        entries.append((labels("measures_column"), measures))
    if entries:
        yield tag(
            "dl", joined(joined([tag("dt", head), *(tag("dd", text) for text in texts)]) for head, texts in entries)
        )


def _rules(rules: Sequence[Rule], labels: Labels) -> Html:
    if not rules:
        return Html()
    rows = (tag("li", tag("small", rule.id), " ", tag("code", rule.text)) for rule in rules)
    return tag("details", tag("summary", labels.count("rule", len(rules))), tag("ul", joined(rows), class_="rules"))


def _quotes(codings: Sequence[Coding], passages: int, reading: Reading) -> Html:
    if not codings:
        return Html()
    labels = reading.labels
    shown = labels("page_quoted", shown=labels.number(len(codings)), all=labels.number(passages))
    heading = tag("h4", labels("excerpts"))
    return joined([heading, tag("p", shown, class_="n"), *(_quote(coding, reading) for coding in codings)])


def _quote(coding: Coding, reading: Reading) -> Html:
    labels, mark = reading.labels, reading.marks[coding.code]
    shown = excerpt(coding, max_words=reading.max_words)
    where = tag(
        "a",
        labels.source(coding),
        href=f"#{reading.anchor(coding.transcript, coding.start)}",
        title=labels("page_in_place"),
    )
    facets = (facet.style(coding.transcript) for facet in reading.facets)
    words = tuple(dict.fromkeys([coding.quote[start:end] for start, end in coding.evidence_in_quote]))
    return tag(
        "blockquote",
        tag("p", joined(emphasised(shown.text, 0, len(shown.text), shown.evidence)), class_="x"),
        tag(
            "p",
            where,
            " ",
            chip(mark),
            " ",
            mark.name,
            " · ",
            why(coding, (*words, *coding.context), labels),
            class_="n",
        ),
        id=reading.quoted[coding],
        class_=" ".join(["iv", coding_style(coding, mark), *facets]),
    )
