"""The interviews on a page: every turn with its codes, and why each passage carries them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from interview_coder.coded_passages import Standing, standing_of
from interview_coder.coding import Coding
from interview_coder.exporters.html_codes import Facet, Marks, carried, coding_style
from interview_coder.exporters.html_tags import Html, joined, tag
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.report_themes import flowing
from interview_coder.study import CodedStudy, CodedTranscript
from interview_coder.transcript import Role, Transcript, Turn, clock

#: A passage's place on the page: the interview's number and where it starts in its text.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What all interviews on a page have in common.

    `quoted` are the ids of the quotes that stand elsewhere on it. Where reasons are `brief`, a rule's words are told by
    their looks alone. Quotes of more than `max_words` are cut.
    """

    labels: Labels
    marks: Marks
    facets: Sequence[Facet]
    numbers: Mapping[str, int]
    quoted: Mapping[Coding, str]
    brief: bool
    max_words: int | None = None

    def anchor(self, transcript: str, start: int) -> str:
        """Return the id of what stands at a position of a transcript."""
        return f"p{self.numbers[transcript]}-{start}"


def interviews(study: CodedStudy, reading: Reading) -> Iterator[Html]:
    """Yield each interview, with its text where the study holds it."""
    texts = {transcript.id: transcript for transcript in study.material}
    counted = [coding for coding in study.codings if standing_of(coding)]
    codings = {id: list(group) for id, group in groupby(counted, key=lambda coding: coding.transcript)}
    for transcript in study.transcripts:
        yield _interview(transcript, texts.get(transcript.id), codings.get(transcript.id, []), reading)


def _interview(
    transcript: CodedTranscript, text: Transcript | None, codings: Sequence[Coding], reading: Reading
) -> Html:
    labels, number, found = reading.labels, reading.numbers[transcript.id], carried(codings, reading.marks)
    facts = [
        labels("attribute", name=labels.heading(name), value=value) for name, value in transcript.attributes.items()
    ]
    return tag(
        "article",
        tag("h3", transcript.id),
        tag("p", labels.series([*facts, labels.count("word", transcript.respondent_words)]), class_="n"),
        _body(text, codings, reading),
        tag("p", tag("a", labels("page_top"), href="#overview"), class_="n"),
        id=f"i{number}",
        class_=" ".join(["iv", *(facet.style(transcript.id) for facet in reading.facets), found]),
    )


def _body(transcript: Transcript | None, codings: Sequence[Coding], reading: Reading) -> Html:
    if transcript is None:
        return tag("p", reading.labels("page_no_text"))
    return tag("div", joined(_turns(transcript, codings, reading)), lang=transcript.language)


def _turns(transcript: Transcript, codings: Sequence[Coding], reading: Reading) -> Iterator[Html]:
    rest = sorted(codings, key=lambda coding: coding.start)
    for turn in transcript.turns:
        here = [coding for coding in rest if coding.start < turn.end and turn.start < coding.end]
        rest = [coding for coding in rest if coding.end > turn.end]
        yield _turn(transcript, turn, here, reading)


def _turn(transcript: Transcript, turn: Turn, codings: Sequence[Coding], reading: Reading) -> Html:
    seconds = transcript.seconds_at(turn.start)
    where = f"¶{turn.number}" if seconds is None else f"¶{turn.number} {clock(seconds)}"
    return tag(
        "div",
        tag("p", tag("b", turn.speaker), " ", where, class_="s"),
        tag("p", joined(_pieces(transcript, turn, codings, reading)), class_="x"),
        class_=" ".join(["t q" if turn.role is Role.INTERVIEWER else "t", carried(codings, reading.marks)]),
    )


def _pieces(transcript: Transcript, turn: Turn, codings: Sequence[Coding], reading: Reading) -> Iterator[str]:
    """Yield a turn's text cut wherever a coding begins or ends, each piece with the codings that it belongs to."""
    edges = {turn.start, turn.end}
    for coding in codings:
        edges |= {max(coding.start, turn.start), min(coding.end, turn.end)}
    for start, end in pairwise(sorted(edges)):
        over = [coding for coding in codings if coding.start <= start and end <= coding.end]
        yield _piece(transcript, start, end, over, reading) if over else flowing(transcript.text, start, end)


def _piece(transcript: Transcript, start: int, end: int, codings: Sequence[Coding], reading: Reading) -> Html:
    """Return some coded words: a mark within a mark for every code, then the codes that end here, then why.

    There may be 100,000 of these on a page, so elements without classes stand for what they are: `u` for the passage,
    `a` for its codes, `small` for the reasons and `i` for each.
    """
    evidence = [span for coding in codings for span in coding.evidence]
    marked = joined(emphasised(transcript.text, start, end, evidence))
    for coding in reversed(codings):
        marked = tag("mark", marked, class_=coding_style(coding, reading.marks[coding.code]))
    ends = joined(_ending(coding, reading) for coding in codings if coding.end <= end)
    language = reading.labels.language
    reasons = tag(
        "small",
        joined(_reason(transcript, coding, reading) for coding in codings),
        lang=None if language == transcript.language else language,
    )
    return tag("u", marked, ends, reasons, id=reading.anchor(transcript.id, start))


def emphasised(text: str, start: int, end: int, evidence: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield the words of a range, those among them that are evidence in bold; ranges of evidence may overlap."""
    at = start
    for first, last in sorted(evidence):
        begins, stops = max(first, at), min(last, end)
        if begins < stops:
            yield flowing(text, at, begins)
            yield tag("b", flowing(text, begins, stops))
            at = stops
    yield flowing(text, at, end)


def _ending(coding: Coding, reading: Reading) -> Html:
    """Return the number of a code after its passage; it leads to the quote where there is one, else to the code."""
    mark = reading.marks[coding.code]
    target = reading.quoted.get(coding) or mark.anchor
    return tag("a", mark.number, class_=coding_style(coding, mark), href=f"#{target}")


def _reason(transcript: Transcript, coding: Coding, reading: Reading) -> Html:
    """Return the name of a code and why it is here."""
    mark = reading.marks[coding.code]
    shown = () if reading.brief else coding.evidence
    words = dict.fromkeys(transcript.quote(*span) for span in shown)
    said = why(coding, tuple(words), reading.labels)
    return tag("i", tag("b", mark.title), " ", said, class_=coding_style(coding, mark))


def why(coding: Coding, words: Sequence[str], labels: Labels) -> str:
    """Say who put a code to a passage, by what, and what coders noted."""
    standing = standing_of(coding) or Standing.BY_RULE
    said = labels(f"why_{standing}")
    who = labels.aside(said, coding.coder) if coding.coder else said
    by = coding.rule.removeprefix(f"{coding.code}.")
    found = labels("page_words", words=labels.listing(map(labels.quoted, words))) if words else ""
    notes = [*coding.reasons, *(labels("page_memo", memo=memo) for memo in coding.memos)]
    return labels.series([" ".join(filter(None, [who, by])) + found, *notes])
