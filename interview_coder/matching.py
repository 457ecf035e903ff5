"""Which passages a set of rules hits, and with which words.

A transcript's terms are found once; every rule is then a few operations on sets of passage numbers, and only where a
rule is chosen are its words collected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from interview_coder.lexicon import Hits, Lexicon, Span
from interview_coder.passages import Passage
from interview_coder.places import NOWHERE, Compiled, Places, members
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where, parts_of
from interview_coder.transcript import Role, Transcript


class Matcher:
    """Rules compiled for many transcripts: parts that rules share are looked up and evaluated once."""

    def __init__(self, rules: Sequence[Node]) -> None:
        self._nodes: list[Node] = []
        self._parts: list[tuple[int, ...]] = []
        self._numbers: dict[tuple[object, tuple[int, ...]], int] = {}
        seen: dict[int, int] = {}
        self.rules = [self._intern(rule, seen) for rule in rules]
        self.compiled = _compiled(self._nodes, self._parts)
        self._lexicon = Lexicon([node for node in self._nodes if isinstance(node, Term)])

    def _intern(self, node: Node, seen: dict[int, int]) -> int:
        """Give a node a number after its parts; equal nodes share one. `seen` spares walking twice what rules share."""
        if (number := seen.get(id(node))) is None:
            parts = tuple(self._intern(part, seen) for part in parts_of(node))
            number = self._numbers.setdefault((_operator(node), parts), len(self._nodes))
            if number == len(self._nodes):
                self._nodes.append(node)
                self._parts.append(parts)
            seen[id(node)] = number
        return number

    def find(self, transcript: Transcript) -> Hits:
        """Find the rules' terms in a transcript, wherever they stand."""
        return self._lexicon.find(transcript.text, transcript.language)

    def read(self, transcript: Transcript, passages: Sequence[Passage]) -> Reading:
        """Match the rules against some passages of one transcript."""
        return Reading(self, _passage_places(self, transcript, passages))


class Reading:
    """What a matcher's rules hit in some passages of one transcript; passages and rules are known by their number.

    `rules` are the numbers of the rules' nodes in `places`.
    """

    def __init__(self, matcher: Matcher, places: Places) -> None:
        self.rules, self.places = matcher.rules, places

    def matches(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each passage that a rule holds in, in order, with all rules that do."""
        held: dict[int, list[int]] = {}
        for rule, node in enumerate(self.rules):
            for passage in members(self.places.true(node)):
                held.setdefault(passage, []).append(rule)
        yield from sorted(held.items())

    def evidence(self, passage: int, rule: int) -> tuple[Span, ...]:
        """Return the ranges that make a rule hold in a passage: disjoint, in order, not all in the passage itself."""
        return joined(self.places.evidence(self.rules[rule], passage))


def _compiled(nodes: list[Node], parts: list[tuple[int, ...]]) -> Compiled:
    numbers = [number for number, node in enumerate(nodes) if isinstance(node, Term)]
    terms = {number: place for place, number in enumerate(numbers)}
    choices: dict[int, list[int]] = {}
    for number, node in enumerate(nodes):
        for part in parts[number] if isinstance(node, Either) else ():
            choices.setdefault(part, []).append(number)
    return Compiled(nodes, parts, terms, choices, [[part for part in each if part not in terms] for each in parts])


def _operator(node: Node) -> object:
    """Return what tells a node from others with the same parts."""
    match node:
        case Term():
            return node
        case Both(parts):
            return Both, len(parts)
        case Near(_, _, distance, ordered):
            return Near, distance, ordered
        case Context(where, _, reach):
            return Context, where, reach
        case Either():
            return Either


def _passage_places(matcher: Matcher, transcript: Transcript, passages: Sequence[Passage]) -> Places:
    hits = matcher.find(transcript)
    turns = Places(matcher.compiled, hits, [(turn.start, turn.end) for turn in transcript.turns])

    @cache
    def looks_at(where: Where, reach: int) -> list[np.ndarray]:
        return [np.array(column, np.intp) for column in _LOOKS[where](passages, reach)]

    return Places(matcher.compiled, hits, [(passage.start, passage.end) for passage in passages], turns, looks_at)


def _same_turn(passages: Sequence[Passage], _reach: int) -> list[list[int]]:
    return [[passage.turn.number - 1 for passage in passages]]


def _questions_before(passages: Sequence[Passage], reach: int) -> list[list[int]]:
    """Return the interviewer's turns before each passage's own, the nearest first, from one sweep over the turns."""
    before: list[list[int]] = []
    last = [NOWHERE] * reach
    for at, turn in enumerate(passages[0].transcript.turns if passages else ()):
        before.append(last)
        if turn.role is Role.INTERVIEWER:
            last = [at, *last[:-1]]
    return [[before[passage.turn.number - 1][back] for passage in passages] for back in range(reach)]


def _beside(passages: Sequence[Passage], _reach: int) -> list[list[int]]:
    """Return the passages just before, and those just after, that belong to the same turn."""
    before, after = [NOWHERE] * len(passages), [NOWHERE] * len(passages)
    for at, (one, next_one) in enumerate(pairwise(passages)):
        if one.turn is next_one.turn and one.number + 1 == next_one.number:
            after[at], before[at + 1] = at + 1, at
    return [before, after]


# Where a context operator looks: columns with a place for each passage, among the turns, for BESIDE among the passages.
_LOOKS: dict[Where, Callable[[Sequence[Passage], int], list[list[int]]]] = {
    Where.TURN: _same_turn,
    Where.QUESTION: _questions_before,
    Where.BESIDE: _beside,
}


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort ranges and join those that overlap."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)
