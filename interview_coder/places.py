"""Where the parts of rules hold in one transcript: in which of its passages, or of its turns.

What holds where is a set of places, kept as the bits of an integer; where words stand is kept as columns. Each step is
linear in the number of hits (sorting apart), so no rule can run away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import NamedTuple

import numpy as np

from interview_coder.lexicon import Hits, Span
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where

# From the question or the whole turn, so many ranges of a word are evidence: a long turn's words are not listed again
# for each of its passages.
MAX_FAR = 20

# The place of a passage that a context operator does not look at.
NOWHERE = -1


class Compiled(NamedTuple):
    """The nodes of some rules, numbered, each after its parts.

    `parts` are the parts of each node by number; `terms` maps a node that is a term to the term's number in the
    lexicon; `choices` maps a part of an OR to the ORs it is a part of; `composed` are the parts that are no terms.
    """

    nodes: list[Node]
    parts: list[tuple[int, ...]]
    terms: dict[int, int]
    choices: dict[int, list[int]]
    composed: list[list[int]]


def members(bits: int) -> list[int]:
    """Return the numbers of the bits that are set, from the lowest."""
    return np.flatnonzero(_flags(bits, bits.bit_length())).tolist() if bits else []


def _bits(numbers: np.ndarray, size: int) -> int:
    """Return the set of some numbers below `size` as the bits of an integer."""
    flags = np.zeros(size, bool)
    flags[numbers] = True
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _flags(bits: int, size: int) -> np.ndarray:
    """Return a set of bits as a column of truth values, with a last one that is false, for NOWHERE."""
    packed = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), np.uint8)
    return np.unpackbits(packed, bitorder="little", count=size + 1).astype(bool)


class _Found(NamedTuple):
    """Where a term, an OR or a NEAR stands: ranges by beginning, then end, and the place each lies in."""

    starts: np.ndarray
    ends: np.ndarray
    places: np.ndarray

    def spans(self) -> list[Span]:
        """Return the ranges as pairs."""
        return list(zip(self.starts.tolist(), self.ends.tolist(), strict=True))

    @classmethod
    def sorted(cls, starts: np.ndarray, ends: np.ndarray, places: np.ndarray) -> _Found:
        order = np.lexsort((ends, starts))
        return cls(starts[order], ends[order], places[order])


_NONE = np.zeros(0, np.int64)
_NOT_FOUND = _Found(_NONE, _NONE, _NONE)


def _shortest(found: _Found) -> _Found:
    """Keep for each beginning and for each end the shortest range, so that NEARs within NEARs stay linear."""
    starts, ends, _ = found
    first = np.ones(len(starts), bool)
    first[1:] = starts[1:] != starts[:-1]
    by_end = np.lexsort((-starts, ends))
    last = np.ones(len(starts), bool)
    last[by_end[1:]] = ends[by_end[1:]] != ends[by_end[:-1]]
    kept = first | last
    distinct = np.ones(len(starts), bool)
    distinct[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    return _Found(*(column[kept & distinct] for column in found))


def _words_in(rules: Compiled, hits: Hits) -> dict[int, list[int]]:
    """Return for each OR its words that are in a text: most words of a codebook are not, and need no looking at."""
    words: dict[int, list[int]] = {}
    for node, term in rules.terms.items():
        if term in hits.ranges:
            for choice in rules.choices.get(node, ()):
                words.setdefault(choice, []).append(node)
    return words


class Places:
    """The passages, or the turns, of a transcript with the hits that lie wholly inside each.

    What holds where is a set of places, kept as the bits of an integer. Passages know their `turns`; `looks_at` gives
    for a context operator columns with a place for each passage.
    """

    def __init__(
        self,
        rules: Compiled,
        hits: Hits,
        ranges: Sequence[Span],
        turns: Places | None = None,
        looks_at: Callable[[Where, int], Sequence[np.ndarray]] = lambda where, reach: [],
    ) -> None:
        self._rules, self._hits, self._turns, self._looks_at = rules, hits, turns, looks_at
        self._starts = np.array([start for start, _ in ranges], np.int64)
        self._ends = np.array([end for _, end in ranges], np.int64)
        self._known: dict[int, _Found] = {}
        self._true: dict[int, int] = {}
        self._far: dict[tuple[int, int], list[Span]] = {}
        self._words_in: dict[int, list[int]] = turns._words_in if turns else _words_in(rules, hits)

    @property
    def _size(self) -> int:
        return len(self._starts)

    def found(self, node: int) -> _Found:
        """Return where a term, an OR or a NEAR stands, in all places."""
        if (known := self._known.get(node)) is None:
            parts = self._rules.parts[node]
            match self._rules.nodes[node]:
                case Term():
                    known = self._term(node)
                case Near() as near:
                    known = _shortest(self._joined(near, *map(self.found, parts)))
                case _:
                    found = [_NOT_FOUND, *(self.found(part) for part in self._alive(node))]
                    known = _Found.sorted(*(np.concatenate(column) for column in zip(*found, strict=True)))
            self._known[node] = known
        return known

    def _alive(self, node: int) -> list[int]:
        """Return the parts of an OR that may hold somewhere: the words that are in the text, and what is no word."""
        return [*self._words_in.get(node, ()), *self._rules.composed[node]]

    def _term(self, node: int) -> _Found:
        ranges = self._hits.ranges.get(self._rules.terms[node])
        if ranges is None or not self._size:
            return _NOT_FOUND
        places = np.searchsorted(self._starts, ranges.starts, "right") - 1
        inside = (places >= 0) & (ranges.ends <= self._ends[places])
        return _Found(ranges.starts[inside], ranges.ends[inside], places[inside])

    def _joined(self, near: Near, left: _Found, right: _Found) -> _Found:
        """Join each range of either side with its nearest partner in the same place, if that is near enough."""
        one, other = self._pairs(near, left, right)
        starts = np.minimum(left.starts[one], right.starts[other])
        ends = np.maximum(left.ends[one], right.ends[other])
        return _Found.sorted(starts, ends, left.places[one])

    def _pairs(self, near: Near, left: _Found, right: _Found) -> tuple[np.ndarray, np.ndarray]:
        """Return which range of the left side goes with which of the right, as two columns of their numbers."""
        one, other = self._next(left, right, near.distance)
        if near.ordered:
            return one, other
        back, front = self._next(right, left, near.distance)
        return np.concatenate([one, front]), np.concatenate([other, back])

    def _next(self, left: _Found, right: _Found, distance: int) -> tuple[np.ndarray, np.ndarray]:
        """Pair ranges that stand in this order: each left one with the next right one, and the other way round."""
        if not len(left.starts) or not len(right.starts):
            return _NONE, _NONE
        following = np.searchsorted(right.starts, left.ends)
        followed = following < len(right.starts)
        by_end = np.argsort(left.ends, kind="stable")
        before = np.searchsorted(left.ends[by_end], right.starts, "right") - 1
        preceded = before >= 0
        one = np.concatenate([np.flatnonzero(followed), by_end[before[preceded]]])
        other = np.concatenate([following[followed], np.flatnonzero(preceded)])
        words = self._hits.words_before
        between = words[right.starts[other]] - words[left.ends[one]]
        near = (left.places[one] == right.places[other]) & (between <= distance)
        return one[near], other[near]

    def true(self, node: int) -> int:
        """Return the places where a node holds, as bits."""
        if (known := self._true.get(node)) is None:
            known = self._true[node] = self._evaluate(node)
        return known

    def _evaluate(self, node: int) -> int:
        parts = self._rules.parts[node]
        match self._rules.nodes[node]:
            case Term():
                places = self.found(node).places
                return _bits(places, self._size) if len(places) else 0
            case Either():
                return reduce(or_, map(self.true, self._alive(node)), 0)
            case Both(wanted):
                held = self.true(parts[0])
                for part in parts[1 : len(wanted)]:
                    # What holds nowhere already needs no more looking up.
                    held = held and held & self.true(part)
                return held & ~reduce(or_, map(self.true, parts[len(wanted) :]), 0) if held else 0
            case Near() as near:
                if not self.true(parts[0]) & self.true(parts[1]):
                    return 0
                left, right = map(self.found, parts)
                return _bits(left.places[self._pairs(near, left, right)[0]], self._size)
            case Context(where, _, reach):
                seen = self._seen_from(where)
                held = seen.true(parts[0])
                flags = _flags(held, seen._size) if held else None
                columns = [flags[column] for column in self._looks_at(where, reach)] if flags is not None else []
                return _bits(np.flatnonzero(np.logical_or.reduce(columns)), self._size) if columns else 0

    def holds(self, node: int, place: int) -> bool:
        """Tell whether a node holds in a place."""
        return bool(self.true(node) >> place & 1)

    def parts(self, node: int) -> tuple[int, ...]:
        """Return the numbers of a node's parts."""
        return self._rules.parts[node]

    def range_of(self, place: int) -> Span:
        """Return the range of the text that a place is."""
        return int(self._starts[place]), int(self._ends[place])

    def looks(self, where: Where, reach: int, place: int) -> tuple[Places, list[int]]:
        """Return the places that a context operator means for a passage, and whose numbers they are."""
        return self._seen_from(where), self._looked_at(where, reach, place)

    def nearest(self, node: int, place: int) -> tuple[Span, Span, int] | None:
        """Return what comes nearest to a NEAR in a place, however far apart: both ranges and the words between.

        None where its sides do not stand there side by side, or only in the other order.
        """
        near = self._rules.nodes[node]
        assert isinstance(near, Near)
        left, right = (self._here(part, place) for part in self.parts(node))
        one, other = self._pairs(replace(near, distance=len(self._hits.words_before)), left, right)
        if not len(one):
            return None
        words = self._hits.words_before
        between = words[np.maximum(left.starts[one], right.starts[other])]
        between = between - words[np.minimum(left.ends[one], right.ends[other])]
        at = int(np.argmin(between))
        return left.spans()[one[at]], right.spans()[other[at]], int(between[at])

    def _seen_from(self, where: Where) -> Places:
        """Return where a context operator looks: among the passages themselves, or among the turns."""
        return self if where is Where.BESIDE or self._turns is None else self._turns

    def _here(self, node: int, place: int) -> _Found:
        """Return where a term, an OR or a NEAR stands in one place."""
        found = self.found(node)
        first, last = np.searchsorted(found.places, [place, place + 1])
        return _Found(*(column[first:last] for column in found))

    def spans(self, node: int, place: int) -> list[Span]:
        """Return the ranges of a term, an OR or a NEAR in one place, by beginning, then end."""
        return self._here(node, place).spans()

    def evidence(self, node: int, place: int, most: int | None = None) -> Iterator[Span]:
        """Yield the ranges of the words that make a node true in a place, at most so many of each word or NEAR."""
        parts = self._rules.parts[node]
        match self._rules.nodes[node]:
            case Term():
                yield from self.spans(node, place)[:most]
            case Near():
                yield from self._words(node, place, self.spans(node, place)[:most])
            case Both(wanted):
                for part in parts[: len(wanted)]:
                    yield from self.evidence(part, place, most)
            case Either():
                for part in filter(lambda part: self.holds(part, place), self._alive(node)):
                    yield from self.evidence(part, place, most)
            case Context(where, _, reach):
                seen = self._seen_from(where)
                for other in self._looked_at(where, reach, place):
                    if seen.holds(parts[0], other):
                        yield from seen.far_evidence(parts[0], other)

    def far_evidence(self, node: int, place: int) -> list[Span]:
        """Return the evidence in a place that many passages may look at: collected once, and not all of it."""
        if (known := self._far.get((node, place))) is None:
            known = self._far[node, place] = list(self.evidence(node, place, MAX_FAR))
        return known

    def _looked_at(self, where: Where, reach: int, place: int) -> list[int]:
        """Return the places that a context operator means for a passage."""
        places = (int(column[place]) for column in self._looks_at(where, reach))
        return [other for other in places if other != NOWHERE]

    def _words(self, node: int, place: int, ranges: Iterable[Span]) -> Iterator[Span]:
        """Yield the words that some ranges of a NEAR are made of."""
        wanted = {node: set(ranges)}
        while wanted:
            # Parts have smaller numbers than what they are parts of: from the highest down, each is opened once.
            node = max(wanted)
            spans = wanted.pop(node)
            match self._rules.nodes[node]:
                case Term():
                    yield from spans
                case Near():
                    made = self._made(node, place)
                    for at, part in enumerate(self._rules.parts[node]):
                        wanted.setdefault(part, set()).update(made[span][at] for span in spans)
                case _:
                    for part in self._alive(node):
                        if here := spans.intersection(self.spans(part, place)):
                            wanted.setdefault(part, set()).update(here)

    def _made(self, node: int, place: int) -> dict[Span, tuple[Span, Span]]:
        """Return for each range of a NEAR in one place the ranges of its left and right side that make it."""
        near = self._rules.nodes[node]
        left, right = (self._here(part, place) for part in self._rules.parts[node])
        assert isinstance(near, Near)
        one, other = (column.tolist() for column in self._pairs(near, left, right))
        lefts, rights = left.spans(), right.spans()
        sides = [(lefts[a], rights[b]) for a, b in zip(one, other, strict=True)]
        return {(min(a[0], b[0]), max(a[1], b[1])): (a, b) for a, b in sides}
