"""What is doubtful in a codebook, found without any transcript."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from interview_coder.codebook import Code, Codebook, Rule, is_within
from interview_coder.findings import Finding, Kind, about_code, about_rule, in_file_order, listed
from interview_coder.meanings import Meanings, alternatives, operators_once
from interview_coder.rule_lint import node_findings, rule_findings
from interview_coder.text_lint import text_findings, undefined

_Check = Callable[[Codebook, Meanings], Iterator[Finding]]

LANGUAGE_NAMES = {"en": "English", "zh": "Chinese"}


def codebook_findings(codebook: Codebook, *, whole: bool = True) -> tuple[Finding, ...]:
    """Return what is doubtful in a codebook, in file order.

    Where a part of it could not be read (not `whole`), nothing is said about what is missing.
    """
    meanings = Meanings()
    found = [finding for check in _CHECKS for finding in check(codebook, meanings)] + [*text_findings(codebook)]
    if whole:
        found += [*_unused_lists(codebook), *_languages(codebook, meanings), *undefined(codebook)]
    return in_file_order(found)


def related(one: str, other: str) -> bool:
    """Tell whether one of two codes lies below the other, or both are the same."""
    return is_within(one, other) or is_within(other, one)


def _single_rules(codebook: Codebook, meanings: Meanings) -> Iterator[Finding]:
    entries = [entry for entries in codebook.list_entries.values() for entry in entries]
    # What a list is made of is looked at entry by entry, and not again in the rules that use it.
    seen = set(map(id, codebook.lists.values()))
    for rule in (*entries, *(rule for code in codebook.codes for rule in (*code.rules, *code.own_unless))):
        yield from rule_findings(codebook, rule)
        for node in operators_once([rule.query], seen):
            yield from node_findings(codebook, rule, node, meanings)


def _same_rules(codebook: Codebook, meanings: Meanings) -> Iterator[Finding]:
    first: dict[int, Rule] = {}
    for code in codebook.codes:
        for rule in code.rules:
            twin = first.setdefault(meanings.number(rule.query), rule)
            if twin is not rule:
                what, fix = f"the same rule stands in line {twin.line}", "Delete one"
                if twin.code != code.id:
                    what += f", under {twin.code}"
                    fix = "Keep it where the definition fits, or add what tells the two codes apart"
                yield about_rule(Kind.SAME_RULE, codebook, rule, what, fix)


def _same_unless(codebook: Codebook, meanings: Meanings) -> Iterator[Finding]:
    for code in codebook.codes:
        first: dict[int, Rule] = {}
        for rule in code.unless:
            twin = first.setdefault(meanings.number(rule.query), rule)
            if twin is not rule and rule.code == code.id:
                what = f"the same `unless` stands in line {twin.line} and holds here too"
                yield about_rule(Kind.SAME_RULE, codebook, rule, what, "Delete this one")
        for rule in code.rules:
            if refused := first.get(meanings.number(rule.query)):
                what = f"the `unless` in line {refused.line} takes away all that this rule gives"
                yield about_rule(Kind.IMPOSSIBLE, codebook, rule, what, "Delete one of the two")


def _shared_terms(codebook: Codebook, meanings: Meanings) -> Iterator[Finding]:
    """Yield the words that alone give two codes, once for each pair; a code is compared with the first that has one."""
    homes: dict[int, list[Code]] = defaultdict(list)
    shared: dict[tuple[str, str], tuple[Rule, list[str]]] = {}
    times = Counter(meanings.number(rule.query) for code in codebook.codes for rule in code.rules)
    for code in codebook.codes:
        # A whole rule that stands twice is told as such.
        for rule in (rule for rule in code.rules if times[meanings.number(rule.query)] == 1):
            for term in alternatives(rule.query):
                known = homes[meanings.number(term)]
                if known and known[-1] is code:
                    continue
                if other := next((home for home in known if not related(home.id, code.id)), None):
                    shared.setdefault((other.id, code.id), (rule, []))[1].append(term.text)
                known.append(code)
    for (other_id, id), (rule, terms) in shared.items():
        verb = "alone gives" if len(terms) == 1 else "each alone give"
        what = f"{listed(terms)} {verb} both {other_id} and {id}"
        fix = "Keep each in one code, or tie it to a second word with AND or NEAR"
        yield about_rule(Kind.SHARED_TERM, codebook, rule, what, fix)


def _repeated_entries(codebook: Codebook, meanings: Meanings) -> Iterator[Finding]:
    for name, entries in codebook.list_entries.items():
        again = set(map(id, meanings.repeated(entry.query for entry in entries)))
        if twice := [entry for entry in entries if id(entry.query) in again]:
            what = f"${name} holds more than once: {listed([entry.text for entry in twice])}"
            yield about_rule(Kind.REPEATED, codebook, twice[0], what, "Delete the second of each")


def _unused_lists(codebook: Codebook) -> Iterator[Finding]:
    codes = (*codebook.codes, *codebook.retired)
    used = {id(node) for node in operators_once(rule.query for code in codes for rule in (*code.rules, *code.unless))}
    for name, query in codebook.lists.items():
        if id(query) not in used:
            what = f"no rule uses the list ${name}"
            yield about_rule(Kind.UNUSED_LIST, codebook, codebook.list_entries[name][0], what, "Use it, or delete it")


def _languages(codebook: Codebook, meanings: Meanings) -> Iterator[Finding]:
    """Yield the themes that cannot be found in one of the codebook's languages; one without rules is for people."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for code in codebook.codes:
        for rule in code.rules:
            if not spoken[code.theme].issuperset(codebook.languages):
                spoken[code.theme] |= meanings.languages(rule.query)
    for theme in codebook.themes:
        missing = [language for language in codebook.languages if language not in spoken[theme.id]]
        if missing and spoken[theme.id]:
            names = " or ".join(LANGUAGE_NAMES[language] for language in missing)
            fix = "Write one, or take the language out of `languages:`"
            yield about_code(Kind.NO_RULE, codebook, theme, f"{theme.id} has no rule in {names}", fix)


_CHECKS: tuple[_Check, ...] = (_single_rules, _same_rules, _same_unless, _shared_terms, _repeated_entries)
