"""The layout `transcript`: the transcripts, each from a new page, with the codes of every passage beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from interview_coder.coded_passages import standing_of
from interview_coder.coding import Coding
from interview_coder.errors import UsageError
from interview_coder.exporters.document import (
    Block,
    Cell,
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
from interview_coder.exporters.report_method import standing_sentence
from interview_coder.exporters.report_themes import flowing, standing_words
from interview_coder.exporters.word import as_wished
from interview_coder.language import has_han
from interview_coder.passages import Passage, split_passages
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript, Turn

# Letters of a row before a new one begins, so that codes stand near their words; a Chinese character is two.
ROW_LETTERS = 600


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the coded transcripts as a Word file; UsageError where the study was coded without their text."""
    if not study.material and study.transcripts:
        raise UsageError("the transcripts' text is not at hand. Code the study with_material")
    labels = Labels(wishes.language)
    title = labels("transcript_title")
    told = labels.sentences([standing_sentence(study, labels), labels("transcript_legend")])
    blocks = (plain(Style.TITLE, title), plain(Style.BODY, told), *_pages(study, labels))
    return as_wished(Document(title, wishes.language, labels("table"), blocks), wishes)


def _pages(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    names = study.codebook.names(labels.language)
    by_transcript: dict[str, list[Coding]] = {}
    for coding in study.codings:
        if standing_of(coding) is not None:
            by_transcript.setdefault(coding.transcript, []).append(coding)
    for number, transcript in enumerate(study.material):
        if number:
            yield PageBreak()
        page = Page(transcript, by_transcript.get(transcript.id, []), labels, names)
        yield from page.blocks(split_passages(transcript, study.unit))


class Page:
    """One transcript with its codings, being laid out."""

    def __init__(
        self, transcript: Transcript, codings: Sequence[Coding], labels: Labels, names: dict[str, str]
    ) -> None:
        self._transcript = transcript
        self._codings = codings
        self._labels = labels
        self._names = names

    def blocks(self, passages: Sequence[Passage]) -> Iterator[Block]:
        """Yield the heading, who was asked, and the table of turns."""
        labels, transcript = self._labels, self._transcript
        yield plain(Style.HEADING_1, transcript.id)
        told = (labels("attribute", name=labels.heading(name), value=v) for name, v in transcript.attributes.items())
        if attributes := labels.series(told):
            yield plain(Style.BODY, attributes)
        yield Table(
            "",
            (*number_head(labels("turn_column")), *head(labels("said_column"), labels("code"))),
            tuple(self._row(turn, start, end) for turn, start, end in _rows(transcript, passages)),
            (6, 63, 31),
            cut=True,
        )

    def _row(self, turn: Turn, start: int, end: int) -> tuple[Cell, ...]:
        first = start == turn.start
        here = [coding for coding in self._codings if start <= coding.start < end]
        speaker = [Span(self._labels("says", speaker=turn.speaker), Style.STRONG)] if first and turn.speaker else []
        sides = tuple(self._side(here))
        return (
            number_cell(str(turn.number) if first else ""),
            Cell((Paragraph(Style.TABLE_TEXT, (*speaker, *self._words(start, end))),)),
            Cell(sides) if sides else cell(""),
        )

    def _words(self, start: int, end: int) -> Iterator[Span]:
        """Yield a stretch of text, coded words and evidence marked, each coded passage with its number in front."""
        reaching = [coding for coding in self._codings if coding.start < end and start < coding.end]
        evidence = [span for coding in self._codings for span in coding.evidence if span[0] < end and start < span[1]]
        numbers = {coding.start: coding.passage for coding in reversed(reaching)}
        coded = [(coding.start, coding.end) for coding in reaching]
        edges = {start, end, *(edge for span in (*coded, *evidence) for edge in span if start < edge < end)}
        for left, right in pairwise(sorted(edges)):
            if left in numbers:
                yield Span(f"{numbers[left]} ", Style.MARK)
            look = Style.EVIDENCE if _within(left, evidence) else Style.CODED if _within(left, coded) else None
            yield Span(flowing(self._transcript.text, left, right), look)

    def _side(self, codings: Sequence[Coding]) -> Iterator[Paragraph]:
        """Yield the codes that begin in a row, the number of their passage before the first of them."""
        before = None
        for coding in codings:
            name = self._names.get(coding.code, coding.code)
            standing = standing_words(coding, self._labels) or self._labels(f"beside_{standing_of(coding)}")
            number = Span(f"{coding.passage} " if coding.start != before else "", Style.MARK)
            yield Paragraph(Style.TABLE_TEXT, (number, Span(name), Span(f"  {standing}", Style.RULE)))
            for memo in coding.memos:
                yield Paragraph(Style.TABLE_TEXT, (Span(self._labels("memo"), Style.STRONG), Span(memo)))
            before = coding.start


def _rows(transcript: Transcript, passages: Sequence[Passage]) -> Iterator[tuple[Turn, int, int]]:
    """Yield stretches of text for rows: each turn, long ones cut before a passage."""
    starts: dict[int, list[int]] = {}
    for passage in passages:
        starts.setdefault(passage.turn.number, []).append(passage.start)
    for turn in transcript.turns:
        at = turn.start
        for start in starts.get(turn.number, [])[1:]:
            if _letters(transcript.quote(at, start)) >= ROW_LETTERS:
                yield turn, at, start
                at = start
        yield turn, at, turn.end


def _letters(text: str) -> int:
    return len(text) * 2 if has_han(text) else len(text)


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
