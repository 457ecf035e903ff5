"""What a reviewer is told about a coding: its code, where it stands and why, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from interview_coder.codebook import Codebook
from interview_coder.coding import Coding, Source, Verdict
from interview_coder.exporters.labels import Labels
from interview_coder.in_words import RuleWords
from interview_coder.proposals import Proposal, proposed
from interview_coder.readers.package import legal
from interview_coder.study import CodedStudy

#: So much of a rule in words is shown: a margin has no room for more.
LONGEST = 300
_STATUS = {Source.RULE: "review_rule", Source.MODEL: "review_model", Source.CODER: "review_coder"}


class ReviewNotes:
    """Writes what is said about the codings of one study, in the language of some labels."""

    def __init__(self, study: CodedStudy, labels: Labels) -> None:
        self._codebook, self._labels = study.codebook, labels
        self._transcripts = {transcript.id: transcript for transcript in study.material}
        self._in_words = cache(_RuleTeller(study.codebook, labels.language).tell)

    def code(self, id: str) -> str:
        """Write a code as its name and id: `Too little money (money)`; only its id where the codebook has no such."""
        known = (*self._codebook.codes, *self._codebook.retired)
        name = next((code.name.in_language(self._labels.language) for code in known if code.id == id), "")
        return self._labels.aside(name, id) if name and name != id else id

    def lines(self, coding: Coding) -> Iterator[str]:
        """Yield the code, who stands behind it, why, and what was noted."""
        yield self.code(coding.code)
        yield self.status(coding)
        yield from self.why(coding)
        yield from coding.memos

    def status(self, coding: Coding) -> str:
        """Say who proposed a coding, and who decided what."""
        says = [self._labels(_STATUS[coding.source], rule=coding.rule, coder=coding.coder)]
        if coding.status is Verdict.DISPUTED or (coding.status is Verdict.ACCEPTED and coding.source != Source.CODER):
            says.append(self._labels(f"review_{coding.status}", coder=coding.coder))
        return self._labels.series(says)

    def why(self, coding: Coding) -> Iterator[str]:
        """Yield the words that matched, the rule in words, and what else speaks for the coding."""
        transcript = self._transcripts[coding.transcript]
        if words := dict.fromkeys(" ".join(transcript.quote(*span).split()) for span in coding.evidence):
            yield self._labels("review_words", words=self._labels.listing(map(self._labels.quoted, words)))
        if coding.source is Source.RULE and (told := self._in_words(coding.rule)):
            yield self._labels("review_why", words=told)
        yield from coding.reasons


class _RuleTeller:
    """Says the rules of a codebook in words, each in one line."""

    def __init__(self, codebook: Codebook, language: str) -> None:
        self._rules = {rule.id: rule for code in codebook.codes for rule in code.rules}
        self._words = RuleWords(language, codebook.lists)

    def tell(self, id: str) -> str:
        """Say what a rule looks for; "" for one that the codebook does not have."""
        if id not in self._rules:
            return ""
        told = " ".join(line for _, line in self._words.outline(self._rules[id].query).lines())
        return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def told_proposals(study: CodedStudy, notes: ReviewNotes) -> tuple[tuple[Proposal, Coding], ...]:
    """Return the proposals of a study with what is said about them."""
    return tuple(
        (replace(proposal, said=legal("\n".join(notes.lines(coding)))), coding) for proposal, coding in proposed(study)
    )
