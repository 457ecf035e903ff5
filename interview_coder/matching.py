"""Which passages a set of rules hits, and with which words.

A transcript's terms are found once; every rule is then a few operations on sets of passage numbers, and only where a
rule holds are its words collected. Each step takes time linear in the number of hits, so no rule can run away.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from interview_coder.lexicon import Hits, Lexicon, Span
from interview_coder.passages import Passage
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where, parts_of
from interview_coder.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Match:
    """A rule (by its place in the list) holds in a passage; `evidence` are the matched ranges, disjoint, in order."""

    passage: Passage
    rule: int
    evidence: tuple[Span, ...]


class Matcher:
    """Rules compiled for many transcripts: parts that rules share are looked up and evaluated once."""

    def __init__(self, rules: Sequence[Node]) -> None:
        self._numbers: dict[Node, int] = {}
        self.rules = [self._intern(rule) for rule in rules]
        self.nodes = list(self._numbers)
        self.parts = [[self._numbers[part] for part in parts_of(node)] for node in self.nodes]
        terms = [node for node in self.nodes if isinstance(node, Term)]
        self._lexicon = Lexicon(terms)
        self.terms = {self._numbers[term]: place for place, term in enumerate(terms)}

    def _intern(self, node: Node) -> int:
        for part in parts_of(node):
            self._intern(part)
        return self._numbers.setdefault(node, len(self._numbers))

    def find(self, transcript: Transcript) -> Hits:
        """Find the rules' terms in a transcript, wherever they stand."""
        return self._lexicon.find(transcript.text, transcript.language)

    def match(self, transcript: Transcript, passages: Sequence[Passage]) -> Iterator[Match]:
        """Yield the matches in some passages of one transcript, by passage, then by rule."""
        places = _passage_places(self, transcript, passages)
        found = ((place, rule) for rule, node in enumerate(self.rules) for place in places.true(node))
        for place, rule in sorted(found):
            yield Match(passages[place], rule, _joined(places.evidence(self.rules[rule], place)))


def _passage_places(matcher: Matcher, transcript: Transcript, passages: Sequence[Passage]) -> _Places:
    hits = matcher.find(transcript)
    turns = _Places(matcher, hits, [(turn.start, turn.end) for turn in transcript.turns])

    @cache
    def looks_at(where: Where) -> list[list[int]]:
        return _LOOKS[where](passages)

    return _Places(matcher, hits, [(passage.start, passage.end) for passage in passages], turns, looks_at)


def _same_turn(passages: Sequence[Passage]) -> list[list[int]]:
    return [[passage.turn.number - 1] for passage in passages]


def _question_before(passages: Sequence[Passage]) -> list[list[int]]:
    questions = [passage.transcript.question_before(passage.turn) for passage in passages]
    return [[question.number - 1] if question else [] for question in questions]


def _beside(passages: Sequence[Passage]) -> list[list[int]]:
    """Return for each passage the ones just before and after it, if they belong to the same turn."""
    beside: list[list[int]] = [[] for _ in passages]
    for at, (one, next_one) in enumerate(pairwise(passages)):
        if one.turn is next_one.turn:
            beside[at].append(at + 1)
            beside[at + 1].append(at)
    return beside


# Where a context operator looks, for each passage: places among the turns, for BESIDE among the passages.
_LOOKS: dict[Where, Callable[[Sequence[Passage]], list[list[int]]]] = {
    Where.TURN: _same_turn,
    Where.QUESTION: _question_before,
    Where.BESIDE: _beside,
}


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort ranges and join those that overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


class _Places:
    """The passages, or the turns, of a transcript with the hits that lie wholly inside each.

    Passages know their `turns`; `looks_at` says for each passage which places a context
    operator means.
    """

    def __init__(
        self,
        matcher: Matcher,
        hits: Hits,
        ranges: Sequence[Span],
        turns: _Places | None = None,
        looks_at: Callable[[Where], Sequence[Sequence[int]]] = lambda where: [],
    ) -> None:
        self._matcher, self._hits, self._turns, self._looks_at = matcher, hits, turns, looks_at
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]
        self._terms: dict[int, dict[int, list[Span]]] = {}
        self._true: dict[int, set[int]] = {}

    def spans_of_term(self, node: int) -> dict[int, list[Span]]:
        """Return place -> the term's ranges there."""
        if (known := self._terms.get(node)) is None:
            known = self._terms[node] = {}
            for span in self._hits.spans.get(self._matcher.terms[node], ()):
                place = bisect.bisect_right(self._starts, span[0]) - 1
                if place >= 0 and span[1] <= self._ends[place]:
                    known.setdefault(place, []).append(span)
        return known

    def spans(self, node: int, place: int) -> list[Span]:
        """Return the ranges of a term, an OR or a NEAR in one place, by beginning, then end."""
        parts = self._matcher.parts[node]
        match self._matcher.nodes[node]:
            case Term():
                return self.spans_of_term(node).get(place, [])
            case Near() as near:
                return sorted({(min(a[0], b[0]), max(a[1], b[1])) for a, b in self.pairs(near, parts, place)})
            case _:
                return sorted({span for part in parts if place in self.true(part) for span in self.spans(part, place)})

    def pairs(self, near: Near, parts: Sequence[int], place: int) -> Iterator[tuple[Span, Span]]:
        """Yield for each range of either side its nearest partner, if that is near enough."""
        left, right = (self.spans(part, place) for part in parts)
        yield from self._next(left, right, near.distance)
        if not near.ordered:
            yield from ((a, b) for b, a in self._next(right, left, near.distance))

    def _next(self, left: list[Span], right: list[Span], distance: int) -> Iterator[tuple[Span, Span]]:
        """Pair ranges that stand in this order: each left one with the next right one, and the other way round."""
        starts = [start for start, _ in right]
        for a in left:
            at = bisect.bisect_left(starts, a[1])
            if at < len(right) and self._hits.words_between(a[1], right[at][0]) <= distance:
                yield a, right[at]
        by_end = sorted(left, key=lambda span: span[1])
        ends = [end for _, end in by_end]
        for b in right:
            at = bisect.bisect_right(ends, b[0]) - 1
            if at >= 0 and self._hits.words_between(ends[at], b[0]) <= distance:
                yield by_end[at], b

    def true(self, node: int) -> set[int]:
        """Return the places where a node holds."""
        if (known := self._true.get(node)) is None:
            known = self._true[node] = self._evaluate(node)
        return known

    def _evaluate(self, node: int) -> set[int]:
        parts = self._matcher.parts[node]
        match self._matcher.nodes[node]:
            case Term():
                return set(self.spans_of_term(node))
            case Either():
                return set().union(*map(self.true, parts))
            case Both(wanted):
                found = set.intersection(*map(self.true, parts[: len(wanted)]))
                return found.difference(*map(self.true, parts[len(wanted) :])) if found else found
            case Near() as near:
                both = self.true(parts[0]) & self.true(parts[1])
                return {place for place in both if any(True for _ in self.pairs(near, parts, place))}
            case Context(where):
                seen = self._seen_from(where)
                held = seen.true(parts[0])
                return {place for place, others in enumerate(self._looks_at(where)) if not held.isdisjoint(others)}

    def _seen_from(self, where: Where) -> _Places:
        """Return where a context operator looks: among the passages themselves, or among the turns."""
        return self if where is Where.BESIDE or self._turns is None else self._turns

    def evidence(self, node: int, place: int) -> Iterator[Span]:
        """Yield the ranges that make a node true in a place."""
        parts = self._matcher.parts[node]
        match self._matcher.nodes[node]:
            case Near() as near:
                for pair in self.pairs(near, parts, place):
                    yield from pair
            case Both(wanted):
                for part in parts[: len(wanted)]:
                    yield from self.evidence(part, place)
            case Either():
                for part in parts:
                    if place in self.true(part):
                        yield from self.evidence(part, place)
            case Context(where):
                seen = self._seen_from(where)
                for other in seen.true(parts[0]).intersection(self._looks_at(where)[place]):
                    yield from seen.evidence(parts[0], other)
            case _:
                yield from self.spans(node, place)
