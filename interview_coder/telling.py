"""Telling: what rules found in a passage and what they lack, in English or Chinese words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview_coder.in_words import RuleWords
from interview_coder.lexicon import Span
from interview_coder.passages import Passage
from interview_coder.query import Both, Context, Either, Near, Node, Term, parts_of
from interview_coder.reasons import Cause, Reason
from interview_coder.trace import Lack, Trace, best, found, lacks
from interview_coder.wording import Wording

# So much of a question is quoted.
QUOTED = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of a rule in a passage: whether it is as the rule wants it, what is there or missing, and its parts."""

    holds: bool
    says: str
    below: tuple[Finding, ...] = ()


def findings(passage: Passage, trace: Trace, language: str, lists: Mapping[str, Node] | None = None) -> Finding:
    """Say in "en" or "zh" how a rule fares in a passage, part by part; `lists` are the codebook's."""
    return _Teller(passage.transcript.text, RuleWords(language, lists)).finding(trace)


def lacking(passage: Passage, trace: Trace, language: str, lists: Mapping[str, Node] | None = None) -> str:
    """Say in "en" or "zh" what keeps a rule from holding in a passage; `lists` are the codebook's."""
    return _Teller(passage.transcript.text, RuleWords(language, lists)).lacking(trace)


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
                lacking = self.lacking(reason.unless.trace) if reason.unless else ""
                more = self._say("nearly refused", unless=veto, words=taken, lacks=lacking)
            case _:
                said = [self._say("nearly", rule=rule, words=words, lacks=self.lacking(reason.rule.trace))]
                more = self._say("would refuse", unless=veto, taken=taken)
        return self._say.joined("but", [*said, more] if veto else said)

    def _words(self, spans: Iterable[Span]) -> str:
        return self._say.quoted([" ".join(self._text[start:end].split()) for start, end in spans])

    def lacking(self, trace: Trace) -> str:
        """Say what keeps a rule from holding."""
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
        written = self._rules.part_written(node)
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

    def finding(self, trace: Trace) -> Finding:
        """Say how a part of a rule fares, and its parts."""
        match trace.node:
            case Both(wanted):
                below = [*map(self.finding, trace.parts[: len(wanted)])]
                below += map(self._without, trace.parts[len(wanted) :])
                return Finding(trace.holds, self._rules.written(trace.node), tuple(below))
            case Near() as near:
                return self._near_finding(near, trace)
            case Context() as context:
                return self._context_finding(context, trace)
            case Either():
                return Finding(trace.holds, self._found_or_not(trace), tuple(self._telling_parts(trace)))
            case _:
                return Finding(trace.holds, self._found_or_not(trace))

    def _found_or_not(self, trace: Trace) -> str:
        if not trace.holds:
            return self._none(trace.node)
        return self._say("found", what=self._short(trace.node), words=self._words(trace.spans))

    def _short(self, node: Node) -> str:
        if isinstance(node, Either) and not self._rules.name(node):
            return self._say.choice([self._called(part) for part in node.parts])
        return self._called(node)

    def _telling_parts(self, trace: Trace) -> Iterator[Finding]:
        """Tell the parts of an OR that hold, or else the nearest, where they are more than a choice of words."""
        parts = [part for part in trace.parts if part.holds] or [best(trace.parts)]
        yield from (self.finding(part) for part in parts if part.held and not _is_choice(part.node))

    def _without(self, trace: Trace) -> Finding:
        if trace.holds:
            return Finding(holds=False, says=self.lack(Lack(trace, unwanted=True)))
        return Finding(holds=True, says=self._say("absent", what=self._short(trace.node)))

    def _near_finding(self, near: Near, trace: Trace) -> Finding:
        distance = self._rules.distance(near, near.distance)
        if trace.holds and trace.between is not None:
            between = self._rules.distance(near, trace.between)
            said = self._say("near enough", words=self._words(trace.spans), between=between, distance=distance)
            return Finding(holds=True, says=said)
        if all(part.holds for part in trace.parts):
            return Finding(holds=False, says=self._apart(near, trace, distance))
        return Finding(trace.holds, self._rules.written(near), tuple(map(self.finding, trace.parts)))

    def _context_finding(self, context: Context, trace: Trace) -> Finding:
        if not trace.parts:
            return Finding(holds=False, says=self._say(f"no {context.where}"))
        (part,) = trace.parts
        text = " ".join(self._text[slice(*part.place)].split())
        quoted = self._say.quoted([text if len(text) <= QUOTED else f"{text[:QUOTED]}…"])
        return Finding(trace.holds, self._say(f"looked in {context.where}", text=quoted), (self.finding(part),))


def _is_choice(node: Node) -> bool:
    return isinstance(node, Term) or (isinstance(node, Either) and all(map(_is_choice, node.parts)))
