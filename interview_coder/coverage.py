"""Coverage: in which passages each rule of a codebook holds, whatever another rule or an `unless` says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from interview_coder.codebook import Code, Codebook, Rule, is_within
from interview_coder.lexicon import Span
from interview_coder.matching import Matcher, Reading
from interview_coder.passages import Passage
from interview_coder.trace import Trace, trace_rule

NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the rules of a codebook hit in some passages; a passage is known by its number in `passages`, from 0.

    `hits` has an entry for every rule and every `unless` by id, empty where it hit nothing.
    """

    codebook: Codebook
    passages: tuple[Passage, ...]
    hits: Mapping[str, frozenset[int]]
    _numbers: Mapping[str, int]
    _readings: tuple[Reading, ...]
    _firsts: tuple[int, ...]

    def matched(self, code: Code) -> frozenset[int]:
        """Return the passages in which any rule of a code holds."""
        return NOWHERE.union(*(self.hits[rule.id] for rule in code.rules))

    def refused(self, code: Code) -> frozenset[int]:
        """Return the passages among those that an `unless` of the code, or of one above it, takes away again."""
        return self.matched(code) & NOWHERE.union(*(self.hits[rule.id] for rule in code.unless))

    def given(self, code: Code) -> frozenset[int]:
        """Return the passages that get the code itself; those of its sub-codes are not among them."""
        return self.matched(code) - self.refused(code)

    def found(self, code: Code) -> frozenset[int]:
        """Return the passages that get the code or one of its sub-codes, as counts have them."""
        family = [other for other in self.codebook.codes if is_within(other.id, code.id)]
        return NOWHERE.union(*map(self.given, family))

    def transcripts(self, passages: frozenset[int]) -> int:
        """Return how many transcripts some passages are from."""
        return len({self.passages[passage].transcript.id for passage in passages})

    def evidence(self, rule: str, passage: int) -> tuple[Span, ...]:
        """Return the ranges of the transcript's text that make a rule (or an `unless`) hold in a passage."""
        reading, place = self._at(passage)
        return reading.evidence(place, self._numbers[rule])

    def trace(self, rule: Rule, passage: int) -> Trace:
        """Return how each part of a rule (or an `unless`) fares in a passage."""
        reading, place = self._at(passage)
        return trace_rule(reading, place, self._numbers[rule.id], rule.query)

    def _at(self, passage: int) -> tuple[Reading, int]:
        """Return the reading of a passage's transcript, and the passage's number there."""
        at = bisect_right(self._firsts, passage) - 1
        return self._readings[at], passage - self._firsts[at]


def cover(codebook: Codebook, passages: Sequence[Passage]) -> Coverage:
    """Try every rule and every `unless` on every passage; passages of one transcript must stand together."""
    rules = {rule.id: rule for code in codebook.codes for rule in (*code.rules, *code.unless)}
    ids = list(rules)
    matcher = Matcher([rule.query for rule in rules.values()])
    hits: dict[str, set[int]] = {id: set() for id in ids}
    readings: list[Reading] = []
    firsts: list[int] = []
    first = 0
    for _, group in groupby(passages, key=lambda passage: id(passage.transcript)):
        own = list(group)
        reading = matcher.read(own[0].transcript, own)
        for place, numbers in reading.matches():
            for number in numbers:
                hits[ids[number]].add(first + place)
        readings.append(reading)
        firsts.append(first)
        first += len(own)
    found = {id: frozenset(places) for id, places in hits.items()}
    places_of = {id: number for number, id in enumerate(ids)}
    return Coverage(codebook, tuple(passages), found, places_of, tuple(readings), tuple(firsts))
