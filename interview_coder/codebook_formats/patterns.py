"""Patterns of dictionaries (words, phrases, * for any ending) as rules, and the rules that are no more than such."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from interview_coder.codebook_formats.cells import LISTS, TEXTS
from interview_coder.codebook_formats.table import walk
from interview_coder.codebook_schema import CodebookFields, CodeFields
from interview_coder.errors import UsageError
from interview_coder.query import Either, Node, Term
from interview_coder.query_parser import QueryError, parse
from interview_coder.readers.notes import counted


def as_rule(pattern: str) -> str | None:
    """Return a rule that finds what a pattern does; None where there is none (`*x`, `wom?n`, an emoticon)."""
    words = " ".join(pattern.split())
    if "?" in words:
        return None
    return next((rule for rule in (words, f'"{words}"') if _parsed(rule) == Term(words)), None)


def rules_of(place: str, patterns: Iterable[str], notes: list[str]) -> list[str]:
    """Return patterns as rules; add a note for each that no rule can say."""
    rules = []
    for pattern in dict.fromkeys(patterns):
        rule = as_rule(pattern)
        if rule is None:
            notes.append(f"{place}: no rule can say {pattern}; write out the words that are meant")
        else:
            rules.append(rule)
    return rules


def _parsed(rule: str, lists: Mapping[str, Node] | None = None) -> Node | None:
    try:
        return parse(rule, lists)
    except QueryError:
        return None


def plain_words(fields: CodebookFields) -> tuple[dict[str, list[str]], list[str]]:
    """Return the words and phrases of every code in use by its full id, and notes on all that is no such thing.

    Raises UsageError where there are none.
    """
    lists: dict[str, Node] = {}
    for name, entries in fields.lists.items():
        lists[name] = Either(tuple(node for entry in entries if (node := _parsed(entry, lists))))
    words: dict[str, list[str]] = {}
    notes: list[str] = []
    for id, _, code in walk(_in_use(fields.codes)):
        words[id] = []
        for at, rule in enumerate(code.rules):
            found = _terms(_parsed(rule, lists))
            if found is None:
                notes.append(f"{id}.rules[{at}]: more than words and phrases: {rule}")
            words[id] += [word for word in found or () if word not in words[id]]
    if not any(words.values()):
        raise UsageError("no rule is just words or phrases: a dictionary would be empty. Export to .csv or .qdc")
    return words, [*notes, *_left_out(fields)]


def _in_use(codes: Mapping[str, CodeFields]) -> dict[str, CodeFields]:
    return {
        id: code.model_copy(update={"codes": _in_use(code.codes)}) for id, code in codes.items() if not code.retired
    }


def _terms(node: Node | None) -> list[str] | None:
    """Return the words that a rule looks for where any of them will do; None where it says more."""
    match node:
        case Term(text, exact=False):
            return [text]
        case Either(parts):
            found = [_terms(part) for part in parts]
            return None if None in found else [word for words in found for word in words or ()]
    return None


def _left_out(fields: CodebookFields) -> Iterator[str]:
    """Say what a codebook holds beside rules."""
    codes = [code for _, _, code in walk(fields.codes)]
    one = {"addressed_by": "measure", "unless": "exception", "formerly": "former id", "retired": "retired code"}
    numbers = {name: sum(bool(getattr(code, name)) for code in codes) for name in TEXTS}
    numbers |= {name: sum(len(getattr(code, name)) for code in codes) for name in LISTS if name != "rules"}
    parts = [counted(number, one.get(name, name.removesuffix("s"))) for name, number in numbers.items() if number]
    if parts:
        yield f"left out: {', '.join(parts)}"
