"""What is doubtful in one rule: marks and habits that the rule language takes for text, parts that cannot work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from interview_coder.codebook import Codebook, Rule
from interview_coder.findings import Finding, Kind, about_rule
from interview_coder.language import HAN_CLASS, has_han
from interview_coder.query import Both, Near, Node, Term, walk

_Doubt = tuple[Kind, str, str]

_QUOTED = re.compile('"[^"]*"')
_WIDE = "，、；：。！？－～｜／＋＆《》「」『』【】"
_WIDE_MARK = re.compile(rf'[^\s()"]*([{_WIDE}])[^\s()"]*')
_SINGLE_QUOTED = re.compile(r"(?<![^\s(])[‘'][^\s()\"]*(?:\s[^()\"]*?)?[’'](?![^\s)])")
_SPACED_HAN = re.compile(rf'[^\s()"]*[{HAN_CLASS}]\s+[{HAN_CLASS}][^\s()"]*')
_HAN_STAR = re.compile(rf'[^\s()"]*[{HAN_CLASS}]\*')
_SHORT_PREFIX = re.compile(rf'(?<![^\s()"])[^\W\d_{HAN_CLASS}]{{1,2}}\*')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_LOOK_ALIKE = re.compile(r"(?i)\b(?=\w*[a-z])\w*?([\u0370-\u03ff\u0400-\u04ff])\w*")
_NO_REGEX = "Rules are no regular expressions"
# What other tools and databases write, how it is called here, and what to write instead.
_SYNTAX = (
    (re.compile(r"\\[a-zA-Z]"), "A word is found as a whole without it, and fund* finds any ending"),
    (re.compile(r"\|"), "Write OR"),
    (re.compile(r"\.[+]|\{\d"), "Write NEAR/5 for words between, fund* for any ending"),
    (re.compile(r"\[[^\]]*\]"), "Write the words out, with OR between them"),
    (re.compile(r"(?<![^\s(])\^|\$(?![^\s)])"), "Delete it: a word is found wherever it stands"),
    (re.compile(r"(?<!\S)(?:W|N|PRE|ADJ)/?\d+(?!\S)"), "Write NEAR/5, or BEFORE/5 for this order"),
)


def doubts(codebook: Codebook, rule: Rule) -> Iterator[Finding]:
    """Yield what is doubtful in one rule, an `unless` or an entry of a list."""
    outside = _QUOTED.sub(lambda found: '"' * len(found.group()), rule.text)
    for check in _IN_TEXT:
        for kind, what, fix in check(outside):
            yield about_rule(kind, codebook, rule, what, fix)
    for check in _IN_WORDS:
        for kind, what, fix in check(rule.text):
            yield about_rule(kind, codebook, rule, what, fix)
