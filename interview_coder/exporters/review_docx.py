"""The coded transcripts as a Word document for a reviewer: every suggestion a comment on its words."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from interview_coder.coding import Coding
from interview_coder.errors import UsageError
from interview_coder.exporters.document import Block, Document, Paragraph, Span, Style, Table, cell, head, plain
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report_tables import named_cell
from interview_coder.exporters.review_notes import ReviewNotes, told_proposals
from interview_coder.exporters.word import as_wished
from interview_coder.exporters.word_comments import Anchor, Margin, with_comments
from interview_coder.matching import joined
from interview_coder.proposals import Proposal, Record, Stretch, Words, place, record_xml
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript, Turn

AUTHOR = "interview-coder"


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the transcripts with a comment for each coding that is not rejected.

    A reviewer edits, deletes and adds comments in Word; `review_sheet` reads them back by the record in the file.
    """
    labels = Labels(wishes.language)
    asked = told_proposals(study, ReviewNotes(study, labels))
    pages = _Pages(study, asked, labels)
    front = list(_front(study, labels))
    title = labels("review_title", title=study.codebook.title.in_language(wishes.language) or labels("untitled"))
    blocks = (plain(Style.TITLE, title), *front, *pages.paragraphs)
    rendered = as_wished(Document(title, wishes.language, labels("table"), blocks), wishes)
    turns, anchors = zip(*pages.turns(), strict=True) if study.material else ((), ())
    record = record_xml(Record(study.codebook.sha256, tuple(proposal for proposal, _ in asked), turns))
    data = with_comments(
        rendered.data,
        [*anchors, *pages.comments()],
        paragraphs=len(pages.paragraphs),
        record=record,
        date=wishes.date,
    )
    return Rendered(data, (*rendered.notes, *_left_out(study, len(asked), labels)))


def _left_out(study: CodedStudy, shown: int, labels: Labels) -> Iterator[str]:
    if rejected := len(study.codings) - shown:
        yield labels("review_left_out", codings=labels.count("coding", rejected))


def _front(study: CodedStudy, labels: Labels) -> Iterator[Block]:
    yield plain(Style.HEADING_1, labels("review_how"))
    for key in ("leave", "accept", "recode", "add"):
        yield plain(Style.BULLET, labels(f"review_{key}"))
    yield plain(Style.HEADING_1, labels("review_codes"))
    yield Table(
        labels("review_codes_caption"),
        head(labels("code_and_id"), labels("definition_column")),
        tuple(
            (named_cell(code, labels), cell(code.definition.in_language(labels.language)))
            for code in study.codebook.codes
        ),
        (35, 65),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a transcript's text: its range, and which run of which paragraph it became."""

    start: int
    end: int
    place: tuple[int, int]


class _Pages:
    """The transcripts as paragraphs, a turn each, cut into runs where a comment or a matched word begins or ends."""

    def __init__(self, study: CodedStudy, asked: Sequence[tuple[Proposal, Coding]], labels: Labels) -> None:
        self._labels, self._asked = labels, asked
        self._transcripts = study.material
        self._pieces: dict[str, list[_Piece]] = {}
        self.paragraphs: list[Paragraph] = []
        for transcript in study.material:
            own = [coding for _, coding in asked if coding.transcript == transcript.id]
            self._add(transcript, own)

    def _add(self, transcript: Transcript, codings: Sequence[Coding]) -> None:
        evidence = [*chain.from_iterable(coding.evidence for coding in codings)]
        cuts = sorted({*chain.from_iterable(evidence), *(at for each in codings for at in (each.start, each.end))})
        matched = joined(evidence)
        pieces = self._pieces.setdefault(transcript.id, [])
        told = self._labels.series(
            f"{self._labels.name(name)}: {value}" for name, value in transcript.attributes.items()
        )
        self.paragraphs.append(plain(Style.HEADING_1, transcript.id))
        self.paragraphs += [plain(Style.NOTE, told)] if told else []
        for turn in transcript.turns:
            spans = [Span(f"¶{turn.number} {turn.speaker}".rstrip() + "  ", Style.SOURCE)]
            for start, end in _cut(turn, cuts):
                pieces.append(_Piece(start, end, (len(self.paragraphs), len(spans))))
                style = Style.EVIDENCE if _is_in(matched, start) else None
                spans.append(Span(transcript.quote(start, end), style))
            self.paragraphs.append(Paragraph(Style.BODY, tuple(spans)))

    def turns(self) -> Iterator[tuple[Stretch, Anchor]]:
        """Yield what each turn says, and the bookmark on it."""
        number = 0
        for transcript in self._transcripts:
            for turn in transcript.turns:
                number += 1
                key = f"turn{number}"
                words = Words(transcript.id, transcript.sha256, turn.start, turn.end, "")
                yield (
                    Stretch(key, words, place(transcript, turn.number)),
                    Anchor(key, *self._places(transcript.id, turn.start, turn.end)),
                )

    def comments(self) -> Iterator[Anchor]:
        """Yield the comment for each proposal."""
        for proposal, coding in self._asked:
            margin = Margin(coding.coder or AUTHOR, proposal.key, tuple(proposal.said.split("\n")))
            yield Anchor(proposal.key, *self._places(coding.transcript, coding.start, coding.end), margin)

    def _places(self, id: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and the last run of a range."""
        pieces = self._pieces[id]
        first = bisect.bisect_right(pieces, start, key=lambda piece: piece.end)
        last = bisect.bisect_left(pieces, end, key=lambda piece: piece.start) - 1
        if first > last:
            raise UsageError(f"{id}: a coding lies outside all turns and cannot be shown. Look at it with `doctor`")
        return pieces[first].place, pieces[last].place


def _cut(turn: Turn, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut a turn at some positions, given in order."""
    first, last = bisect.bisect_right(cuts, turn.start), bisect.bisect_left(cuts, turn.end)
    return pairwise((turn.start, *cuts[first:last], turn.end))


def _is_in(spans: Sequence[tuple[int, int]], position: int) -> bool:
    at = bisect.bisect_right(spans, position, key=lambda span: span[0]) - 1
    return at >= 0 and position < spans[at][1]
