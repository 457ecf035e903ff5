"""Reasons: why a passage gets a code, or does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_coder.codebook import Code, Rule
from interview_coder.coverage import Coverage
from interview_coder.in_words import RuleWords
from interview_coder.lexicon import Span
from interview_coder.matching import joined
from interview_coder.passages import Passage
from interview_coder.query import Context, Either, Near, Node, Term, parts_of
from interview_coder.trace import Lack, Trace, found, lacks, nearest
from interview_coder.wording import Wording


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
    return tuple(each for each in codes if f"{each.id}.".startswith(f"{code.id}."))


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
        (giver,) = (each for each in family if rule in each.rules)
        step = Step(rule, coverage.trace(rule, passage))
        return Reason(of, code, Cause.GIVEN, step, _nearest(coverage, giver.unless, passage))
    for each in family:
        if passage in coverage.refused(each):
            (first, *_), (veto, *_) = (_holding(coverage, rules, passage) for rules in (each.rules, each.unless))
            return Reason(of, code, Cause.REFUSED, first, veto)
    rules = {rule.id: (rule, each) for each in family for rule in each.rules}
    near = _nearest(coverage, [rule for rule, _ in rules.values()], passage)
    if near is None:
        return Reason(of, code, Cause.NOTHING)
    vetoes = _holding(coverage, rules[near.rule.id][1].unless, passage)
    return Reason(of, code, Cause.NEARLY, near, next(vetoes, None))


def _holding(coverage: Coverage, rules: Iterable[Rule], passage: int) -> Iterator[Step]:
    for rule in rules:
        if passage in coverage.hits[rule.id]:
            yield Step(rule, coverage.trace(rule, passage))


def _nearest(coverage: Coverage, rules: Sequence[Rule], passage: int) -> Step | None:
    traces = [coverage.trace(rule, passage) for rule in rules]
    at = nearest(traces)
    return None if at is None else Step(rules[at], traces[at])


def why(reason: Reason, language: str, lists: Mapping[str, Node] | None = None) -> str:
    """Say in "en" or "zh" why a passage gets a code or does not, as a clause; `lists` are the codebook's."""
    return _Teller(reason.passage.transcript.text, RuleWords(language, lists)).why(reason)


def what_to_do(reason: Reason, language: str) -> str:
    """Say what could make the codebook and its example agree."""
    rule, unless = (step.rule.id if step else "" for step in (reason.rule, reason.unless))
    return Wording(language)(f"do {reason.cause}", rule=rule, unless=unless)


class _Teller:
    """Says what rules found in a text, and what they lack."""

    def __init__(self, text: str, rules: RuleWords) -> None:
        self._text, self._rules, self._say = text, rules, rules.wording

    def why(self, reason: Reason) -> str:
        if reason.rule is None:
            return self._say("nothing" if reason.code.rules else "no rules")
        rule, words = reason.rule.rule.id, self._words(found(reason.rule.trace))
        veto, taken = "", ""
        if reason.unless:
            veto, taken = reason.unless.rule.id, self._words(found(reason.unless.trace))
        match reason.cause:
            case Cause.REFUSED:
                return self._say("refused", rule=rule, words=words, unless=veto, taken=taken)
            case Cause.GIVEN:
                said = [self._say("given", rule=rule, words=words)]
                lacking = self._lacks(reason.unless.trace) if reason.unless else ""
                more = self._say("nearly refused", unless=veto, words=taken, lacks=lacking)
            case _:
                said = [self._say("nearly", rule=rule, words=words, lacks=self._lacks(reason.rule.trace))]
                more = self._say("would refuse", unless=veto, taken=taken)
        return self._say.joined("but", [*said, more] if veto else said)

    def _words(self, spans: Iterable[Span]) -> str:
        return self._say.quoted([" ".join(self._text[start:end].split()) for start, end in spans])

    def _lacks(self, trace: Trace) -> str:
        return self._say.joined("but", [self.lack(each) for each in lacks(trace)])

    def lack(self, lack: Lack) -> str:
        """Say what keeps a rule from holding."""
        if lack.unwanted:
            said = self._say("unwanted", words=self._words(lack.trace.spans))
        else:
            said = self._missing(lack.trace)
        return self._say(f"in {lack.where}", what=said) if lack.where else said

    def _missing(self, trace: Trace) -> str:
        match trace.node:
            case Context(where):
                if not trace.parts:
                    return self._say(f"no {where}")
                return self._say(f"in {where}", what=self._missing(trace.parts[0]))
            case Near() as near:
                return self._near(near, trace)
            case node:
                return self._none(node)

    def _none(self, node: Node) -> str:
        """Say that nothing of what is looked for is there."""
        name = self._rules.name(node)
        if name and len(parts_of(node)) > 1:
            return self._say("none of list", n=str(len(parts_of(node))), name=name)
        if isinstance(node, Either) and len(node.parts) > 1:
            return self._say("none", items=self._say.choice([self._called(part) for part in node.parts]))
        return self._say("no", items=self._called(node))

    def _called(self, node: Node) -> str:
        """Return a node as it is written in a rule, a term in quotation marks."""
        written = self._rules.written(node)
        return self._say.quoted([written.replace('"', "")]) if isinstance(node, Term) else written

    def _near(self, near: Near, trace: Trace) -> str:
        left, right = trace.parts
        distance = self._rules.distance(near, near.distance)
        if left.holds and right.holds:
            return self._apart(near, trace, distance)
        if not left.holds and not right.holds:
            return self._say("neither", left=self._called(left.node), right=self._called(right.node))
        there, missing = (left, right) if left.holds else (right, left)
        key = "none within" if near.distance else "none beside"
        return self._say(key, no=self._missing(missing), distance=distance, words=self._words(there.spans))

    def _apart(self, near: Near, trace: Trace, most: str) -> str:
        """Say how far apart the sides of a NEAR stand, or that they do not stand as it wants them."""
        if trace.between is not None:
            one, other = trace.spans[0], trace.spans[-1]
            between = self._rules.distance(near, trace.between)
            left, right = self._words([one]), self._words([other])
            return self._say("too far", left=left, right=right, between=between, distance=most)
        left, right = (self._words(part.spans) for part in trace.parts)
        return self._say("wrong order" if near.ordered else "same words", left=left, right=right)
