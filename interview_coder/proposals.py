"""Proposals: the codes a reviewer is asked about in a file, and the record by which that finds its way back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_coder.anchoring import anchor, context_of
from interview_coder.coding import Coding, Verdict
from interview_coder.readers.package import Package, attribute, legal, local_name
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "urn:interview-coder:review:1"
_TEXTS = ("quote", "before", "after", "said")


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a transcript and what stands around them; `start` and `end` are code points of its text.

    `sha256` is of the version of the transcript they were taken from; where it is empty, nobody counted and only the
    words are known.
    """

    transcript: str
    sha256: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""

    def within(self, transcript: Transcript) -> tuple[int, int] | str:
        """Return where the words stand in a transcript, perhaps another version, or why that is not certain."""
        text = transcript.text
        before, after = map(legal, context_of(text, self.start, self.end))
        around = before.endswith(self.before) and after.startswith(self.after)
        if self.sha256 == transcript.sha256 and around and _ink(text[self.start : self.end]) == _ink(self.quote):
            return self.start, self.end
        found = anchor(self.quote, self.before, self.after, self.start if self.sha256 else None, text)
        return found.why if found.start is None or found.end is None else (found.start, found.end)


def _ink(text: str) -> str:
    """Return what no program changes that keeps the words: all but white space and what XML cannot hold."""
    return "".join(legal(text).split())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code for some words that a reviewer is asked about; `key` names it in the file.

    `said` is what the file said about it, `where` a place for people: `P07 ¶12`.
    """

    key: str
    words: Words
    code: str
    where: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a turn says, under the key of its bookmark; the words themselves are not written down again."""

    key: str
    words: Words
    where: str


@dataclass(frozen=True, slots=True)
class Record:
    """All that a file has to remember: the codebook's hash, the proposals and the turns in it."""

    codebook: str
    proposals: tuple[Proposal, ...]
    turns: tuple[Stretch, ...] = ()


def words_of(transcript: Transcript, start: int, end: int) -> Words:
    """Take some words out of a transcript, with U+FFFD for what no XML can hold."""
    texts = map(legal, (transcript.quote(start, end), *context_of(transcript.text, start, end)))
    return Words(transcript.id, transcript.sha256, start, end, *texts)


def place(transcript: Transcript, turn: int) -> str:
    """Write where a turn stands, for people: `P07 ¶12`."""
    return f"{transcript.id} ¶{turn}"


def proposed(study: CodedStudy) -> Iterator[tuple[Proposal, Coding]]:
    """Yield a proposal for each coding that is not rejected, in the order of the study; it needs its material."""
    transcripts = {transcript.id: transcript for transcript in study.material}
    standing = (coding for coding in study.codings if coding.status is not Verdict.REJECTED)
    for number, coding in enumerate(standing, start=1):
        transcript = transcripts[coding.transcript]
        words = words_of(transcript, coding.start, coding.end)
        yield Proposal(f"ic{number}", words, coding.code, place(transcript, coding.turn)), coding


def record_xml(record: Record) -> bytes:
    """Write a record as XML, for a part of the file that no program shows."""
    from lxml import etree

    root = etree.Element(f"{{{_NAMESPACE}}}review", {"codebook": record.codebook}, nsmap={None: _NAMESPACE})
    for proposal in record.proposals:
        element = _element(root, "proposal", proposal.key, proposal.where, proposal.words)
        element.attrib["code"] = proposal.code
        _add_text(element, "said", proposal.said)
    for turn in record.turns:
        _element(root, "turn", turn.key, turn.where, turn.words)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _element(root: _Element, name: str, key: str, where: str, words: Words) -> _Element:
    from lxml import etree

    places = {"start": str(words.start), "end": str(words.end)}
    given = {"key": key, "where": where, "transcript": words.transcript, "sha256": words.sha256, **places}
    element = etree.SubElement(root, f"{{{_NAMESPACE}}}{name}", given)
    for text in ("quote", "before", "after"):
        _add_text(element, text, getattr(words, text))
    return element


def _add_text(element: _Element, name: str, text: str) -> None:
    from lxml import etree

    if text:
        etree.SubElement(element, f"{{{_NAMESPACE}}}{name}").text = text


def find_record(package: Package) -> Record | None:
    """Return the record in a file, None where there is none; TranscriptError where it is damaged."""
    for name in package.names:
        if name.startswith("customXml/") and name.endswith(".xml"):
            root = package.xml(name)
            if root.tag == f"{{{_NAMESPACE}}}review":
                with package.source.foreign("the record of what was exported is damaged", "Export it again"):
                    return _record(root)
    return None


def _record(root: _Element) -> Record:
    proposals = tuple(
        Proposal(each.attrib["key"], _words(each), each.attrib["code"], each.attrib["where"], _texts(each)["said"])
        for each in root
        if local_name(each) == "proposal"
    )
    turns = tuple(
        Stretch(each.attrib["key"], _words(each), each.attrib["where"]) for each in root if local_name(each) == "turn"
    )
    return Record(attribute(root, "codebook") or "", proposals, turns)


def _words(element: _Element) -> Words:
    given, texts = element.attrib, _texts(element)
    start, end = int(given["start"]), int(given["end"])
    return Words(given["transcript"], given["sha256"], start, end, texts["quote"], texts["before"], texts["after"])


def _texts(element: _Element) -> dict[str, str]:
    return dict.fromkeys(_TEXTS, "") | {local_name(child): child.text or "" for child in element}
