"""What is doubtful in one rule: marks and habits that the rule language takes for text, parts that cannot work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from interview_coder.codebook import Codebook, Rule
from interview_coder.findings import Finding, Kind, about_rule, shortened
from interview_coder.language import HAN
from interview_coder.meanings import Meanings
from interview_coder.query import Both, Either, Near, Node, Term

_QUOTED = re.compile('"[^"]*"')
_WIDE_BETWEEN = "，、；｜／＋＆"
_WIDE = "：。！？－～《》「」『』【】"
_PART = r'[^\s()"]'
_HAN = HAN.pattern
# Every pattern begins at the beginning of a word or at a mark: the time stays linear.
_BEGIN = rf"(?<!{_PART})"
_REGEX = "Rules are no regular expressions: "


@dataclass(frozen=True, slots=True)
class _Habit:
    """A pattern, what to say of it ({all} is what it found, {one} its group) and what to do instead."""

    kind: Kind
    pattern: re.Pattern[str]
    what: str
    fix: str


_OUTSIDE_QUOTES = tuple(
    _Habit(kind, re.compile(pattern), what, fix)
    for kind, pattern, what, fix in (
        (
            Kind.WIDE_MARK,
            rf"{_BEGIN}{_PART}*?(?P<one>[{_WIDE_BETWEEN}]){_PART}*",
            "full-width {one} is looked for as written in {all}",
            'Write OR, or begin another list entry; quote it if it is meant: "{all}"',
        ),
        (
            Kind.WIDE_MARK,
            rf"{_BEGIN}{_PART}*?(?P<one>[{_WIDE}]){_PART}*",
            "full-width {one} is looked for as written in {all}",
            'Delete it or write the plain mark; quote it if it is meant: "{all}"',
        ),
        (
            Kind.WIDE_MARK,
            rf"{_BEGIN}(?P<one>[‘'])(?P<in>{_PART}+(?: {_PART}+){{0,9}}?)[’'](?!{_PART})",
            "{one} does not quote: it is taken for a part of the word in {all}",
            'Use double quotes: "{in}"',
        ),
        (
            Kind.SPACE,
            rf"{_BEGIN}{_PART}*{_HAN}\s+{_HAN}{_PART}*",
            "{all} is looked for as one word, without the space",
            "Write AND, OR or NEAR/5 between, or leave the space out",
        ),
        (
            Kind.SYNTAX,
            r"\\(?P<one>[a-zA-Z])",
            "{all} is looked for as written",
            _REGEX + "whole words are found anyway",
        ),
        (Kind.SYNTAX, rf"{_BEGIN}{_PART}*?\|{_PART}*", "| is looked for as written in {all}", "Write OR"),
        (Kind.SYNTAX, r"\.\+|\{\d", "{all} is looked for as written", _REGEX + "write NEAR/5 for words between"),
        (Kind.SYNTAX, r"\[[^\]\s]*\]", "{all} is looked for as written", _REGEX + "write the words out, with OR"),
        (Kind.SYNTAX, rf"{_BEGIN}\^|\$(?!{_PART})", "{all} is looked for as written", _REGEX + "leave it out"),
        (
            Kind.SYNTAX,
            r"\S+\s+-\s\S*",
            "- is looked for as written in {all}",
            "If it begins an entry, indent it as those above; if it is meant, quote the phrase",
        ),
        (
            Kind.SYNTAX,
            r"(?<!\S)(?:W|N|PRE|ADJ)\d+(?!\S)",
            "{all} is no operator here, but a word of a phrase",
            "Write NEAR/5, or BEFORE/5 for this order",
        ),
    )
)
_ANYWHERE = tuple(
    _Habit(kind, re.compile(pattern), what, fix)
    for kind, pattern, what, fix in (
        (
            Kind.STAR,
            rf"{_BEGIN}{_PART}*{_HAN}\*",
            "the * of {all} does nothing: Chinese is found wherever its characters stand",
            "Leave the * out",
        ),
        (
            Kind.PREFIX,
            rf"{_BEGIN}[^\W\d_]{{1,2}}(?<!{_HAN})\*",
            "{all} finds every word that begins so",
            "Write more of the word, or its forms with OR between them",
        ),
    )
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_LOOK_ALIKE = re.compile(r"(?i)\b(?=\w*[a-z])\w*?([\u0370-\u03ff\u0400-\u04ff])\w*")
_GROUPING = re.compile(rf"[()]|{_BEGIN}(?:AND|OR|NOT)(?!{_PART})")


def rule_findings(codebook: Codebook, rule: Rule) -> Iterator[Finding]:
    """Yield what is doubtful in the text of a rule, an `unless` or an entry of a list."""
    outside = _QUOTED.sub('""', rule.text)
    for text, habits in ((outside, _OUTSIDE_QUOTES), (rule.text, _ANYWHERE)):
        for habit in habits:
            if found := habit.pattern.search(text):
                words = {name: shortened(text) for name, text in {"all": found.group(), **found.groupdict()}.items()}
                yield about_rule(habit.kind, codebook, rule, habit.what.format(**words), habit.fix.format(**words))
    yield from _letters(codebook, rule)
    if operator := _beside_or(outside):
        what = f"{operator} binds before OR here: it holds for one alternative only"
        fix = f"Put parentheses around what belongs together: (a OR b) {operator} c, or a OR (b {operator} c)"
        yield about_rule(Kind.PRECEDENCE, codebook, rule, what, fix)


def _letters(codebook: Codebook, rule: Rule) -> Iterator[Finding]:
    """Yield the letters that cannot be seen, or look like others: such a word is never found."""
    if rule.text.isascii():
        return
    if hidden := _INVISIBLE.search(rule.text):
        what = f"an invisible character ({_named(hidden.group())}) stands in this rule"
        yield about_rule(Kind.INVISIBLE, codebook, rule, what, "Type the word anew")
    if mixed := _LOOK_ALIKE.search(rule.text):
        what = f"{mixed.group()} has a {_named(mixed.group(1))} among Latin letters"
        yield about_rule(Kind.LOOK_ALIKE, codebook, rule, what, "Type the word anew in one alphabet")


def _named(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _beside_or(text: str) -> str:
    """Return the AND or NOT that stands between the same parentheses as an OR, "" where none does."""
    groups: list[set[str]] = [set()]
    for mark in _GROUPING.findall(text) if "OR" in text else ():
        if mark == "(":
            groups.append(set())
        elif mark == ")":
            groups.pop()
        else:
            groups[-1].add(mark)
            if "OR" in groups[-1] and (others := groups[-1] - {"OR"}):
                return min(others)
    return ""


def node_findings(codebook: Codebook, rule: Rule, node: Node, meanings: Meanings) -> Iterator[Finding]:
    """Yield what is doubtful in one part of a rule, whatever stands around it."""
    match node:
        case Near(left, right) if {meanings.languages(left), meanings.languages(right)} == {_EN, _ZH}:
            what = "one side of NEAR or BEFORE is English, the other Chinese: one passage must hold both"
            yield about_rule(Kind.LANGUAGES, codebook, rule, what, "Write a rule for each language")
        case Both(wanted, without) if set(map(meanings.number, wanted)) & set(map(meanings.number, without)):
            what = "this rule asks for something and refuses the same: it never holds"
            yield about_rule(Kind.IMPOSSIBLE, codebook, rule, what, "Leave out one of the two")
        case Either(parts) if twice := meanings.repeated(parts):
            what = f"{_in_words(twice[0])} stands twice between the same ORs"
            yield about_rule(Kind.REPEATED, codebook, rule, what, "Delete one")


def _in_words(node: Node) -> str:
    return node.text if isinstance(node, Term) else "the same"


_EN, _ZH = frozenset({"en"}), frozenset({"zh"})
