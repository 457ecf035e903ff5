"""Explanation: what a code's rules do in a study, which words they cover there, and what decided about a passage."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from operator import or_

from interview_coder.codebook import Code, Codebook, LocalText, Rule
from interview_coder.coverage import NOWHERE, Coverage
from interview_coder.errors import UsageError
from interview_coder.in_words import RuleWords
from interview_coder.language import fold_case
from interview_coder.lexicon import Hits, Lexicon, Ranges, Span, segments
from interview_coder.material import Material, look_up_place
from interview_coder.passages import Passage, Unit
from interview_coder.query import Both, Node, Term, parts_of, walk
from interview_coder.query_parser import parse
from interview_coder.reasons import Reason, Step, holding, reason, with_sub_codes
from interview_coder.transcript import Transcript, Turn

_RULE_ID = re.compile(r"(?P<code>.+)\.(?P<key>rules|unless)\[\d+\]")


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be explained: a code or, where `rule` is given, one of its rules.

    `codebook` holds nothing but the code and those below it. A rule that stands in no codebook has a code made for it
    alone, and `like` are the ids that its text resembles.
    """

    codebook: Codebook
    code: Code
    rule: Rule | None = None
    in_codebook: bool = True
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleUse:
    """The passages that a rule (or an `unless`) holds in, by number.

    Of a rule, `alone` are those in which no other rule of its code holds, and `refused` those that an `unless` takes
    away; of an `unless`, `refused` are those that it takes away, and `alone` those of them that no other takes away.
    """

    rule: Rule
    passages: frozenset[int]
    alone: frozenset[int]
    refused: frozenset[int]


@dataclass(frozen=True, slots=True)
class CodeUse:
    """What a code's rules do in some passages, known by number.

    `given` get the code or one below it; `refused` would, but for an `unless`. `below` are its sub-codes with the
    passages that get each; `rules` are the code's own, and then every `unless`.
    """

    given: frozenset[int]
    refused: frozenset[int]
    below: tuple[tuple[Code, frozenset[int]], ...]
    rules: tuple[RuleUse, ...]


@dataclass(frozen=True, slots=True)
class Veto:
    """Hits of a Chinese term that were refused, as they cut the same words: `行政|策略`, so often, first in `turn`."""

    term: str
    words: str
    count: int
    transcript: str
    turn: int


@dataclass(frozen=True, slots=True)
class TermUse:
    """What a term, or a word list, of a rule covers in some transcripts.

    `written` is how it stands in the rule, `forms` are the word forms found with their numbers, the most frequent
    first, `silent` the terms that stand nowhere, and `vetoed` what would be there but for the veto.
    """

    written: str
    forms: tuple[tuple[str, int], ...]
    silent: tuple[str, ...]
    vetoed: tuple[Veto, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What decided about a passage: the rules that hold or, if none does, the nearest, and every `unless` that holds.

    `others` are the rules that do not hold.
    """

    reason: Reason
    rules: tuple[Step, ...]
    unless: tuple[Step, ...]
    others: tuple[Rule, ...]


def look_up(codebook: Codebook, name: str) -> Target:
    """Find the code or the rule that an id means, or else take it for a rule; UsageError where it can be neither."""
    if id := _RULE_ID.fullmatch(name):
        return _rule(codebook, name, id["code"], id["key"])
    current = codebook.current(name)
    for retired in codebook.retired:
        if retired.id == current:
            raise UsageError(f"{name} is retired: it has no rules that count. {retired.retired}".rstrip())
    if current:
        code = codebook.code(current)
        return Target(_alone(codebook, code), code)
    rule = Rule("query.rules[0]", name, parse(name, codebook.lists), 1)
    code = Code("query", LocalText({"": name}), 1, rules=(rule,))
    like = difflib.get_close_matches(name, [code.id for code in codebook.codes])
    return Target(replace(codebook, codes=(code,)), code, rule, in_codebook=False, like=tuple(like))


def _rule(codebook: Codebook, name: str, id: str, key: str) -> Target:
    current = codebook.current(id)
    codes = [code for code in codebook.codes if code.id == current]
    for code in codes:
        for rule in (*code.rules, *code.unless):
            if rule.id == name.replace(id, code.id, 1):
                return Target(_alone(codebook, code), code, rule)
    known = [rule.id for code in codes for rule in (code.rules if key == "rules" else code.unless)]
    raise UsageError(f"there is no {name}. " + (f"The codebook has {', '.join(known)}" if known else "Check the code"))


def _alone(codebook: Codebook, code: Code) -> Codebook:
    return replace(codebook, codes=with_sub_codes(codebook.codes, code))


def named_passage(material: Material, unit: Unit, name: str) -> tuple[tuple[Passage, ...], int] | None:
    """Find the passage that `transcript:number` means, among those of its transcript; None if it names no transcript.

    UsageError where the transcript has no such passage, or an interviewer says it.
    """
    passages, at = look_up_place(material.passages(unit), name)
    if not passages:
        return None
    if at is not None:
        return passages, at
    transcript, _, number = name.rpartition(":")
    what = f"{transcript} has no passage {number} by a respondent (its unit is the {unit})"
    raise UsageError(f"{what}. `find --json` and `code --json` give the numbers")


def code_use(coverage: Coverage, code: Code) -> CodeUse:
    """Return what the rules of a code do in the passages of a coverage."""
    family = with_sub_codes(coverage.codebook.codes, code)
    given = NOWHERE.union(*(coverage.given(each) for each in family))
    refused = NOWHERE.union(*(coverage.refused(each) for each in family)) - given
    below = tuple((each, coverage.given(each)) for each in family if each is not code)
    return CodeUse(given, refused, below, rule_uses(coverage, code))


def rule_uses(coverage: Coverage, code: Code) -> tuple[RuleUse, ...]:
    """Return what each rule of a code and each `unless` hits, in the order of the codebook."""
    rules = [
        RuleUse(
            rule,
            coverage.hits[rule.id],
            coverage.hits[rule.id] - _elsewhere(coverage, code.rules, rule),
            coverage.hits[rule.id] & coverage.refused(code),
        )
        for rule in code.rules
    ]
    return (*rules, *(_unless_use(coverage, code, rule) for rule in code.unless))


def _unless_use(coverage: Coverage, code: Code, unless: Rule) -> RuleUse:
    hits = coverage.hits[unless.id]
    refused = hits & coverage.matched(code)
    return RuleUse(unless, hits, refused - _elsewhere(coverage, code.unless, unless), refused)


def _elsewhere(coverage: Coverage, rules: Sequence[Rule], rule: Rule) -> frozenset[int]:
    return NOWHERE.union(*(coverage.hits[other.id] for other in rules if other.id != rule.id))


def transcripts_of(coverage: Coverage, passages: Iterable[int]) -> tuple[Transcript, ...]:
    """Return the transcripts that some passages of a coverage, given by number, are from, each once."""
    transcripts = (coverage.passages[at].transcript for at in sorted(passages))
    return tuple({transcript.id: transcript for transcript in transcripts}.values())


def account(target: Target, coverage: Coverage, passage: int) -> Account:
    """Find out what decided whether a passage, known by its number in the coverage, gets a code.

    Where a single rule is to be explained, it is the only one told of.
    """
    decided = reason(coverage, target.code, passage)
    if target.rule:
        return Account(decided, (Step(target.rule, coverage.trace(target.rule, passage)),), (), ())
    family = coverage.codebook.codes
    rules = {step.rule.id: step for each in family for step in holding(coverage, each.rules, passage)}
    unless = {step.rule.id: step for each in family for step in holding(coverage, each.unless, passage)}
    if decided.rule:
        # First the rule that decided, or came nearest.
        rules = {decided.rule.rule.id: decided.rule} | rules
    others = tuple(rule for each in family for rule in each.rules if rule.id not in rules)
    return Account(decided, tuple(rules.values()), tuple(unless.values()), others)


def term_uses(
    query: Node, transcripts: Sequence[Transcript], lists: Mapping[str, Node] | None = None
) -> tuple[TermUse, ...]:
    """Return which words each term and each word list of a rule covers in what is said, in the order of the rule.

    `lists` are the codebook's. What stands under NOT is left out: the rule does not look for it.
    """
    rules = RuleWords("en", lists)
    pieces = {rules.written(piece): piece for piece in _pieces(query, rules)}
    terms = list(dict.fromkeys(term for piece in pieces.values() for term in _terms(piece)))
    heard = _Heard(terms, transcripts)
    return tuple(heard.use(written, _terms(piece)) for written, piece in pieces.items())


def _pieces(query: Node, rules: RuleWords) -> Iterator[Node]:
    """Yield the terms and the word lists that a rule looks for."""
    if isinstance(query, Term) or rules.name(query):
        yield query
        return
    for part in query.parts if isinstance(query, Both) else parts_of(query):
        yield from _pieces(part, rules)


def _terms(piece: Node) -> list[Term]:
    return [node for node in walk(piece) if isinstance(node, Term)]


class _Heard:
    """The forms of some terms in what is said in some transcripts, and the hits that were refused."""

    def __init__(self, terms: Sequence[Term], transcripts: Sequence[Transcript]) -> None:
        self._terms = {term: number for number, term in enumerate(terms)}
        self._forms: list[Counter[str]] = [Counter() for _ in terms]
        self._cut: list[dict[str, list[tuple[Transcript, Turn]]]] = [{} for _ in terms]
        lexicon = Lexicon(terms)
        for transcript in transcripts:
            self._listen(transcript, lexicon.find(transcript.text, transcript.language))

    def _listen(self, transcript: Transcript, hits: Hits) -> None:
        for number, ranges in hits.ranges.items():
            self._forms[number].update(_form(transcript.quote(*span)) for span, _ in _said(transcript, ranges))
        cuts = segments(transcript.text, transcript.language) if hits.vetoed else []
        for number, ranges in hits.vetoed.items():
            for span, turn in _said(transcript, ranges):
                words = _words_across(transcript, cuts, span)
                self._cut[number].setdefault(words, []).append((transcript, turn))

    def use(self, written: str, terms: Sequence[Term]) -> TermUse:
        """Return what some terms cover together."""
        numbers = [self._terms[term] for term in dict.fromkeys(terms)]
        # Terms may cover the same places (fund, fund*): a form counts as often as the term that has it most.
        forms = reduce(or_, (self._forms[number] for number in numbers))
        silent = tuple(term.text for term in dict.fromkeys(terms) if not self._forms[self._terms[term]])
        vetoed = (self._vetoes(term) for term in dict.fromkeys(terms))
        return TermUse(written, tuple(forms.most_common()), silent, tuple(chain.from_iterable(vetoed)))

    def _vetoes(self, term: Term) -> Iterator[Veto]:
        for words, places in sorted(self._cut[self._terms[term]].items(), key=lambda item: -len(item[1])):
            transcript, turn = places[0]
            yield Veto(term.text, words, len(places), transcript.id, turn.number)


def _form(words: str) -> str:
    return fold_case(" ".join(words.split()))


def _said(transcript: Transcript, ranges: Ranges) -> Iterator[tuple[Span, Turn]]:
    """Yield the ranges that lie in a turn, not in a speaker's label, with the turn."""
    for start, end in ranges.spans():
        at = bisect_right(transcript.turns, start, key=lambda turn: turn.start) - 1
        if at >= 0 and end <= transcript.turns[at].end:
            yield (start, end), transcript.turns[at]


def _words_across(transcript: Transcript, cuts: Sequence[Span], span: Span) -> str:
    """Return the words that a range lies across: `行政|策略`."""
    first = bisect_right(cuts, span[0], key=lambda cut: cut[1])
    last = bisect_right(cuts, span[1] - 1, key=lambda cut: cut[0])
    return "|".join(_form(transcript.quote(*cut)) for cut in cuts[first:last])
