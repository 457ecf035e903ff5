"""What is doubtful in a codebook, found by trying it on a study."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from interview_coder.codebook import Code, Rule
from interview_coder.codebook_lint import related
from interview_coder.coverage import Coverage
from interview_coder.errors import Problem
from interview_coder.findings import Finding, Kind, about_code, about_rule, about_rules, in_file_order, lines_of
from interview_coder.meanings import Meanings

# Fewer passages prove nothing.
MIN_TOGETHER = 3
MIN_OVERLAP = 5
OVERLAP = 0.5
BROAD = 1 / 3


def study_findings(coverage: Coverage) -> tuple[Finding, ...]:
    """Return what is doubtful in a codebook according to what its rules hit, in file order."""
    rules = [rule for code in coverage.codebook.codes for rule in code.rules]
    if not coverage.passages or not rules:
        return ()
    if not any(coverage.hits[rule.id] for rule in rules):
        what = f"no rule hits anything in {len(coverage.passages):,} passages"
        problem = Problem(coverage.codebook.file, what, "Name the transcripts it was made for with --on")
        return (Finding(Kind.NO_HITS, problem),)
    checks = (_dead_rules, _idle_unless, _broad_rules, _together, _overlaps)
    return in_file_order(finding for check in checks for finding in check(coverage))


class _Scope:
    """The passages in which a rule can hold: those in a language it has words of."""

    def __init__(self, coverage: Coverage) -> None:
        self._meanings = Meanings()
        self._passages = Counter(passage.transcript.language for passage in coverage.passages)

    def size(self, rule: Rule) -> int:
        """Return how many passages are in the languages of a rule, all where it has none."""
        languages = self._meanings.languages(rule.query)
        return sum(count for language, count in self._passages.items() if language in languages or not languages)


def _dead_rules(coverage: Coverage) -> Iterator[Finding]:
    scope = _Scope(coverage)
    for code in coverage.codebook.codes:
        dead = [rule for rule in code.rules if not coverage.hits[rule.id] and scope.size(rule)]
        if dead:
            what = f"{len(dead)} of {len(code.rules)} rules of {code.id} without a hit: {lines_of(dead)}"
            fix = "`codebook explain` shows what they lack; keep those that an example or another study needs"
            yield about_rules(Kind.DEAD_RULE, coverage.codebook, dead, what, fix)


def _idle_unless(coverage: Coverage) -> Iterator[Finding]:
    """Yield what stands under `unless` and never meets a passage that a rule of its code, or of one below, hits."""
    scope = _Scope(coverage)
    met: dict[str, frozenset[int]] = defaultdict(frozenset)
    for code in coverage.codebook.codes:
        for rule in code.unless:
            met[rule.id] |= coverage.hits[rule.id] & coverage.matched(code)
    for code in coverage.codebook.codes:
        own = code.own_unless
        idle = [rule for rule in own if not met[rule.id] and scope.size(rule)]
        if idle:
            what = f"{len(idle)} of {len(own)} `unless` of {code.id} without effect: {lines_of(idle)}"
            fix = "Keep them if they guard against what may still come; else delete them"
            yield about_rules(Kind.IDLE_UNLESS, coverage.codebook, idle, what, fix)


def _broad_rules(coverage: Coverage) -> Iterator[Finding]:
    scope = _Scope(coverage)
    for code in coverage.codebook.codes:
        for rule in code.rules:
            hits, size = len(coverage.hits[rule.id]), scope.size(rule)
            if hits > BROAD * size and hits >= MIN_OVERLAP:
                what = f"this rule hits {hits:,} of {size:,} passages"
                yield about_rule(
                    Kind.BROAD_RULE, coverage.codebook, rule, what, "Tie it to a second word with AND or NEAR"
                )


def _together(coverage: Coverage) -> Iterator[Finding]:
    """Yield the rules of a code that hit the very same passages."""
    for code in coverage.codebook.codes:
        groups: dict[frozenset[int], list[Rule]] = defaultdict(list)
        for rule in code.rules:
            groups[coverage.hits[rule.id]].append(rule)
        for passages, rules in groups.items():
            if len(passages) >= MIN_TOGETHER and len(rules) > 1:
                what = f"the rules in {lines_of(rules)} always hit together, in {len(passages)} passages"
                fix = "Keep the one that says best what is meant"
                yield about_rules(Kind.TOGETHER, coverage.codebook, rules, what, fix)


def _overlaps(coverage: Coverage) -> Iterator[Finding]:
    """Yield pairs of codes that share at least half of their passages (Jaccard)."""
    given = {code.id: coverage.given(code) for code in coverage.codebook.codes}
    for one, other in _meeting(coverage.codebook.codes, given):
        both = len(given[one.id] & given[other.id])
        either = len(given[one.id] | given[other.id])
        if both >= MIN_OVERLAP and both >= OVERLAP * either and not related(one.id, other.id):
            what = f"{one.id} and {other.id} share {both} of their {either} passages"
            fix = "Say in `exclude` of each what tells them apart, and write it as `unless`; or merge them"
            yield about_code(Kind.OVERLAP, coverage.codebook, other, what, fix)


def _meeting(codes: Sequence[Code], given: dict[str, frozenset[int]]) -> list[tuple[Code, Code]]:
    """Return the pairs of codes that any passage gets both of, in file order."""
    by_passage: dict[int, list[int]] = defaultdict(list)
    for number, code in enumerate(codes):
        for passage in given[code.id]:
            by_passage[passage].append(number)
    pairs = {pair for numbers in by_passage.values() for pair in combinations(numbers, 2)}
    return [(codes[one], codes[other]) for one, other in sorted(pairs)]
