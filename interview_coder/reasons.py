"""Reasons: why a passage gets a code, or does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_coder.codebook import Code, Rule, is_within
from interview_coder.coverage import Coverage
from interview_coder.lexicon import Span
from interview_coder.matching import joined
from interview_coder.passages import Passage
from interview_coder.trace import Trace, found, nearest


class Cause(StrEnum):
    """What decided whether a passage gets a code."""

    GIVEN = "given"
    REFUSED = "refused"
    NEARLY = "nearly"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Step:
    """A rule, or an `unless`, and how it fares in the passage."""

    rule: Rule
    trace: Trace


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a passage gets a code, itself or by a sub-code, or does not.

    `rule` is the one that gives it, that would if no `unless` held, or that comes nearest. `unless` is the one that
    takes it away (or would, if the nearest rule held); where the code is given, the one that comes nearest to that.
    """

    passage: Passage
    code: Code
    cause: Cause
    rule: Step | None = None
    unless: Step | None = None

    @property
    def given(self) -> bool:
        """Whether the passage gets the code."""
        return self.cause is Cause.GIVEN

    @property
    def words(self) -> tuple[Span, ...]:
        """The ranges of the transcript's text that decided, for the code and against it."""
        steps = (self.rule, self.unless if self.cause is Cause.REFUSED else None)
        return joined(span for step in steps if step for span in found(step.trace))


def with_sub_codes(codes: Iterable[Code], code: Code) -> tuple[Code, ...]:
    """Return a code and, of some codes, those below it: what is tagged with one of them counts for it."""
    return tuple(each for each in codes if is_within(each.id, code.id))


def given_by(coverage: Coverage, code: Code, passage: int) -> Rule | None:
    """Return the rule that gives a passage a code or one below it, None if the passage does not get it."""
    family = with_sub_codes(coverage.codebook.codes, code)
    rules = (rule for each in family if passage in coverage.given(each) for rule in each.rules)
    return next((rule for rule in rules if passage in coverage.hits[rule.id]), None)


def reason(coverage: Coverage, code: Code, passage: int) -> Reason:
    """Find out why a passage, known by its number in the coverage, gets a code or does not."""
    family = with_sub_codes(coverage.codebook.codes, code)
    of = coverage.passages[passage]
    if rule := given_by(coverage, code, passage):
        step = Step(rule, coverage.trace(rule, passage))
        return Reason(of, code, Cause.GIVEN, step, _nearest(coverage, _home(coverage, rule).unless, passage))
    for each in family:
        if passage in coverage.refused(each):
            first, veto = (next(holding(coverage, rules, passage)) for rules in (each.rules, each.unless))
            return Reason(of, code, Cause.REFUSED, first, veto)
    near = _nearest(coverage, [rule for each in family for rule in each.rules], passage)
    if near is None:
        return Reason(of, code, Cause.NOTHING)
    vetoes = holding(coverage, _home(coverage, near.rule).unless, passage)
    return Reason(of, code, Cause.NEARLY, near, next(vetoes, None))


def _home(coverage: Coverage, rule: Rule) -> Code:
    """Return the code that a rule belongs to."""
    return coverage.codebook.code(rule.id.rpartition(".")[0])


def holding(coverage: Coverage, rules: Iterable[Rule], passage: int) -> Iterator[Step]:
    """Yield those of some rules that hold in a passage, in order."""
    for rule in rules:
        if passage in coverage.hits[rule.id]:
            yield Step(rule, coverage.trace(rule, passage))


def _nearest(coverage: Coverage, rules: Sequence[Rule], passage: int) -> Step | None:
    traces = [coverage.trace(rule, passage) for rule in rules]
    at = nearest(traces)
    return None if at is None else Step(rules[at], traces[at])
