"""Findings: what is doubtful in a codebook though it can be read, each with its place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_coder.codebook import Code, Codebook, Example, Rule
from interview_coder.errors import Problem


class Kind(StrEnum):
    """What a finding is about, in the order in which kinds are shown."""

    WIDE_MARK = "full-width-mark"
    SYNTAX = "other-syntax"
    SPACE = "space-in-chinese"
    INVISIBLE = "invisible-character"
    LOOK_ALIKE = "look-alike"
    STAR = "idle-star"
    PREFIX = "short-prefix"
    PRECEDENCE = "and-or-mixed"
    IMPOSSIBLE = "impossible-rule"
    LANGUAGES = "two-languages"
    SAME_RULE = "same-rule"
    SHARED_TERM = "shared-term"
    REPEATED = "repeated-entry"
    UNUSED_LIST = "unused-list"
    NO_RULE = "no-rule-in-language"
    NO_DEFINITION = "no-definition"
    BRACKET = "unclosed-bracket"
    EXAMPLE = "example-and-counterexample"
    SAME_EXAMPLE = "same-example"
    LONG_EXAMPLE = "long-example"
    NO_HITS = "no-hits"
    DEAD_RULE = "dead-rule"
    IDLE_UNLESS = "idle-unless"
    BROAD_RULE = "broad-rule"
    TOGETHER = "rules-together"
    OVERLAP = "overlapping-codes"


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt; `code` is the code it is about and `rules` the rules, by id, where it is about any."""

    kind: Kind
    problem: Problem
    code: str = ""
    rules: tuple[str, ...] = ()


def in_file_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by their place."""
    return tuple(sorted(findings, key=lambda finding: (finding.problem.line or 0, finding.problem.column or 0)))


def about_rule(kind: Kind, codebook: Codebook, rule: Rule, what: str, fix: str) -> Finding:
    """Return a finding at the place of a rule, an `unless` or an entry of a list."""
    return about_rules(kind, codebook, [rule], what, fix)


def about_rules(kind: Kind, codebook: Codebook, rules: Sequence[Rule], what: str, fix: str) -> Finding:
    """Return a finding at the place of the first of some rules."""
    problem = Problem(codebook.file, what, fix, rules[0].line, rules[0].column)
    return Finding(kind, problem, rules[0].code, tuple(rule.id for rule in rules))


def about_code(kind: Kind, codebook: Codebook, code: Code, what: str, fix: str) -> Finding:
    """Return a finding at the place of a code."""
    return Finding(kind, Problem(codebook.file, what, fix, code.line, code.column), code.id)


def lines_of(parts: Sequence[Rule | Example]) -> str:
    """Name the lines that some rules or examples stand in: `line 3`, `lines 3, 4 and 7`."""
    *before, last = dict.fromkeys(str(part.line) for part in parts)
    return f"lines {', '.join(before)} and {last}" if before else f"line {last}"


def shortened(text: str, length: int = 40) -> str:
    """Return a text in one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def listed(words: Sequence[str], most: int = 8) -> str:
    """Return some words with commas between, and how many are left out."""
    rest = f" and {len(words) - most:,} more" if len(words) > most else ""
    return ", ".join(words[:most]) + rest
