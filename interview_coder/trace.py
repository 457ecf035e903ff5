"""Trace: how each part of a rule fares in one passage, what it found there and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coder.lexicon import Span
from interview_coder.matching import Reading, joined
from interview_coder.places import Places
from interview_coder.query import Both, Context, Either, Near, Node, Where, parts_of


@dataclass(frozen=True, slots=True)
class Trace:
    """A part of a rule in one place: the passage, or what a context operator looks at.

    `spans` are the ranges of the transcript's text that make it hold; of a NEAR that does not, the two that come
    nearest, with `between` words between them (None where they never stand side by side in its order). `parts` follow
    the order of the node's parts; of a context operator, the one place that comes nearest is traced, none where there
    is nothing to look at. `held` counts the words found, `lacking` the least that would have to change for it to hold.
    """

    node: Node
    place: Span
    holds: bool
    held: int
    lacking: int
    spans: tuple[Span, ...] = ()
    parts: tuple[Trace, ...] = ()
    between: int | None = None

    @property
    def share(self) -> float:
        """The share of what it asks for that is there: 1 where it holds, 0 where nothing of it is found."""
        return self.held / (self.held + self.lacking)


@dataclass(frozen=True, slots=True)
class Lack:
    """What keeps a rule from holding: a part that does not hold or, if `unwanted`, one under NOT that does.

    `where` is the context operator in which it was looked for, None for the passage itself.
    """

    trace: Trace
    where: Where | None = None
    unwanted: bool = False


def trace_rule(reading: Reading, passage: int, rule: int, query: Node) -> Trace:
    """Trace a rule of a reading, given by its number and its query, in a passage given by its number."""
    return _trace(query, reading.rules[rule], reading.places, passage)


def nearest(traces: Sequence[Trace]) -> int | None:
    """Return which of some traces comes nearest to holding, None where nothing of any is found.

    That is the one with the largest share of its parts held; among equals that which lacks the least, then the first.
    """
    chosen = max(range(len(traces)), key=lambda at: _nearness(traces[at]), default=None)
    return chosen if chosen is not None and traces[chosen].held else None


def best(traces: Sequence[Trace]) -> Trace:
    """Return the one of some traces that comes nearest to holding, the first of those that hold."""
    return max(traces, key=_nearness)


def lacks(trace: Trace, where: Where | None = None) -> Iterator[Lack]:
    """Yield the fewest things that would have to change for a trace to hold; nothing where it does."""
    if trace.holds:
        return
    match trace.node:
        case Both(wanted):
            for part in trace.parts[: len(wanted)]:
                yield from lacks(part, where)
            yield from (Lack(part, where, unwanted=True) for part in trace.parts[len(wanted) :] if part.holds)
        case Either() if (near := best(trace.parts)).held:
            yield from lacks(near, where)
        case Near() if halves := [part for part in trace.parts if part.held and not part.holds]:
            for part in halves:
                yield from lacks(part, where)
        case Context(looks) if trace.parts and trace.parts[0].held:
            yield from lacks(trace.parts[0], looks)
        case _:
            yield Lack(trace, where)


def found(trace: Trace) -> tuple[Span, ...]:
    """Return the ranges of the text that speak for a rule, whether it holds or not."""
    return joined(_found(trace))


def _found(trace: Trace) -> Iterator[Span]:
    if trace.spans:
        yield from trace.spans
        return
    match trace.node:
        case Either(parts) if parts:
            yield from _found(best(trace.parts))
        case Both(parts):
            for part in trace.parts[: len(parts)]:
                yield from _found(part)
        case _:
            for part in trace.parts:
                yield from _found(part)


def _nearness(trace: Trace) -> tuple[float, int]:
    return trace.share, -trace.lacking


def _trace(query: Node, number: int, places: Places, place: int) -> Trace:
    if isinstance(query, Context):
        parts = _looked_at(query, places.parts(number)[0], places, place)
    else:
        below = zip(parts_of(query), places.parts(number), strict=True)
        parts = tuple(_trace(part, at, places, place) for part, at in below)
    holds = places.holds(number, place)
    spans = joined(places.evidence(number, place)) if holds else ()
    between = None
    if isinstance(query, Near) and all(part.holds for part in parts) and (near := places.nearest(number, place)):
        *sides, between = near
        spans = spans or joined(sides)
    held, lacking = _standing(query, parts, holds=holds)
    return Trace(query, places.range_of(place), holds, held, lacking, spans, parts, between)


def _looked_at(query: Context, part: int, places: Places, place: int) -> tuple[Trace, ...]:
    seen, others = places.looks(query.where, query.reach, place)
    traces = [_trace(query.part, part, seen, other) for other in others]
    return (best(traces),) if traces else ()


def _standing(query: Node, parts: Sequence[Trace], *, holds: bool) -> tuple[int, int]:
    """Return how much of a node is found and how much is lacking."""
    match query:
        case Both(wanted):
            unwanted = sum(part.holds for part in parts[len(wanted) :])
            held, lacking = _sums(parts[: len(wanted)])
            return held, lacking + unwanted
        case Near():
            held, lacking = _sums(parts)
            return held, 0 if holds else max(lacking, 1)
        case _ if parts:
            near = best(parts)
            return near.held, near.lacking
        case _:
            return int(holds), int(not holds)


def _sums(parts: Sequence[Trace]) -> tuple[int, int]:
    return sum(part.held for part in parts), sum(part.lacking for part in parts)
