"""The layout `coreq`: the checklist for reports of interview studies, filled in as far as the data go.

Tong, Sainsbury & Craig 2007, doi 10.1093/intqhc/mzm042. What no data can answer is left to the author.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from interview_coder.codebook import Code
from interview_coder.exporters.coreq_items import ITEMS, Item
from interview_coder.exporters.document import (
    Block,
    Cell,
    Document,
    Style,
    Table,
    head,
    number_cell,
    number_head,
    plain,
)
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report_counts import count_codes
from interview_coder.exporters.report_findings import drawn, exception_sentences, last_new, reached
from interview_coder.exporters.report_method import coders_of, software_sentence, standing_sentence
from interview_coder.exporters.report_tables import common_attributes
from interview_coder.exporters.word import as_wished
from interview_coder.saturation import base_and_run, held_out, saturation
from interview_coder.study import CodedStudy
from interview_coder.summary import participants
from interview_coder.transcript import clock


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the checklist as a Word file."""
    labels = Labels(wishes.language)
    title = labels("coreq_title")
    blocks = tuple(_blocks(study, labels, title, wishes.quotes))
    return as_wished(Document(title, wishes.language, labels("table"), blocks), wishes)


def _blocks(study: CodedStudy, labels: Labels, title: str, quotes: int) -> Iterator[Block]:
    answers = {number: tuple(answer(study, labels, quotes)) for number, answer in _ANSWERS.items()}
    answered = [number for number, told in answers.items() if told]
    yield plain(Style.TITLE, title)
    yield plain(Style.BODY, labels("coreq_note", answered=str(len(answered)), all=str(len(ITEMS))))
    heads = (labels("coreq_item"), labels("coreq_answer"))
    rows = (_row(item, answers.get(item.number, ()), labels) for item in ITEMS)
    yield Table(labels("coreq_title"), (*number_head(labels("number")), *head(*heads)), tuple(rows), (6, 38, 56))


def _row(item: Item, answer: tuple[str, ...], labels: Labels) -> tuple[Cell, ...]:
    name, question = item.in_language(labels.language)
    told = (plain(Style.TABLE_TEXT, text) for text in (answer or (labels("coreq_open"),)))
    return (
        number_cell(str(item.number)),
        Cell((plain(Style.TABLE_HEAD, name), plain(Style.TABLE_TEXT, question))),
        Cell(tuple(told)),
    )


def _sample_size(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    people = {transcript.attributes.get("participant") or transcript.id: transcript for transcript in study.transcripts}
    words = sum(transcript.respondent_words for transcript in study.transcripts)
    yield labels(
        "coreq_sample",
        participants=labels.number(len(people)),
        interviews=labels.count("interview", len(study.transcripts)),
        words=labels.count("word", words),
    )


def _sample(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    """Tell how often each value of an attribute occurs, where values repeat."""
    rows = participants(study)
    for name in common_attributes(rows):
        values = Counter(str(value) for value in rows[name])
        if len(values) <= len(rows) // 2:
            told = (labels.aside(value or labels("no_value"), labels.number(n)) for value, n in values.items())
            yield labels("attribute", name=labels.heading(name), value=labels.listing(told))


def _recording(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    timed = sum(bool(transcript.times) for transcript in study.material)
    if timed:
        yield labels("coreq_recording", part=labels.part(timed, len(study.transcripts)))


def _duration(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    lengths = sorted(transcript.times[-1].seconds for transcript in study.material if transcript.times)
    if lengths:
        part = labels.part(len(lengths), len(study.transcripts))
        yield labels("coreq_duration", part=part, shortest=clock(lengths[0]), longest=clock(lengths[-1]))


def _saturation(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    rows = saturation(study)
    yield last_new(study, labels, rows)
    yield reached(base_and_run([int(new) for new in rows["new"]])[0], labels)
    if draw := held_out(study):
        yield drawn(study, labels, draw)


def _coders(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    yield labels("coreq_coders", number=labels.number(len(coders_of(study))))
    yield standing_sentence(study, labels)


def _tree(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    book = study.codebook
    yield labels(
        "coreq_tree", themes=labels.count("theme", len(book.themes)), codes=labels.count("code", len(book.codes))
    )
    for theme in book.themes:
        below = [_name(code, labels) for code in book.codes if code.theme == theme.id and code is not theme]
        yield labels.aside(_name(theme, labels), labels.series(below)) if below else _name(theme, labels)


def _software(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    yield software_sentence(labels)


def _quotations(study: CodedStudy, labels: Labels, quotes: int) -> Iterator[str]:
    if quotes and study.codings:
        yield labels("coreq_quotes", quotes=labels.number(quotes))


def _consistency(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    if study.codings:
        yield labels("coreq_consistency")


def _themes(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    counts = count_codes(study)
    for theme in study.codebook.themes:
        yield labels(
            "coreq_theme",
            name=_name(theme, labels),
            passages=labels.count("passage", counts[theme.id].passages),
            part=labels.part(counts[theme.id].transcripts, len(study.transcripts)),
        )


def _exceptions(study: CodedStudy, labels: Labels, _: int) -> Iterator[str]:
    yield from exception_sentences(study, labels)


def _name(code: Code, labels: Labels) -> str:
    return code.name.in_language(labels.language)


_ANSWERS: Mapping[int, Callable[[CodedStudy, Labels, int], Iterator[str]]] = {
    12: _sample_size,
    16: _sample,
    19: _recording,
    21: _duration,
    22: _saturation,
    24: _coders,
    25: _tree,
    27: _software,
    29: _quotations,
    30: _consistency,
    31: _themes,
    32: _exceptions,
}
