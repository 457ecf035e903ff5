"""Meanings: which rules ask for the same, however they are written, and in which language they ask."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from interview_coder.language import fold, fold_case, has_han
from interview_coder.query import Both, Context, Either, Near, Node, Term, parts_of

_HAN_PADDING = re.compile(r"[\s*]+")
_LATIN = re.compile("[a-z]")


class Meanings:
    """The meanings of some queries, numbered; what they share (a word list) is looked at once.

    A query is known by its identity, so all of them must live as long as this does.
    """

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._known: dict[Hashable, int] = {}
        self._languages: dict[int, frozenset[str]] = {}

    def number(self, node: Node) -> int:
        """Return a number that is the same for queries that differ only in the order of parts, in case or in script."""
        if (number := self._numbers.get(id(node))) is None:
            number = self._known.setdefault(self._key(node), len(self._known))
            self._numbers[id(node)] = number
        return number

    def _key(self, node: Node) -> Hashable:
        match node:
            case Term():
                return _written_one_way(node)
            case Either(parts):
                return Either, frozenset(map(self.number, parts))
            case Both(parts, without):
                return Both, frozenset(map(self.number, parts)), frozenset(map(self.number, without))
            case Near(left, right, distance, ordered):
                sides = self.number(left), self.number(right)
                return Near, distance, ordered, sides if ordered else frozenset(sides)
            case Context(where, part, reach):
                return where, reach, self.number(part)

    def repeated(self, nodes: Iterable[Node]) -> list[Node]:
        """Return the nodes that mean what one before them does."""
        nodes = list(nodes)
        first = {self.number(node): node for node in reversed(nodes)}
        return [node for node in nodes if first[self.number(node)] is not node]

    def languages(self, node: Node) -> frozenset[str]:
        """Return the languages of a query's words, "en" and "zh"; capitals (GDP) are at home in both."""
        if (known := self._languages.get(id(node))) is None:
            known = frozenset().union(*map(self.languages, parts_of(node)))
            if isinstance(node, Term):
                known = frozenset({"zh"} if has_han(node.text) else {"en"} if _LATIN.search(node.text) else ())
            self._languages[id(node)] = known
        return known


def _written_one_way(term: Term) -> Hashable:
    """Return what two terms have in common that are found in the same places."""
    if term.exact:
        return term.text, True
    text = fold_case(fold(term.text))
    return _HAN_PADDING.sub("", text) if has_han(text) else text


def alternatives(query: Node) -> Iterator[Term]:
    """Yield the terms of which each alone makes a query hold."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Either):
        for part in query.parts:
            yield from alternatives(part)


def operators_once(queries: Iterable[Node], seen: set[int] | None = None) -> Iterator[Node]:
    """Yield all that is no word in some queries, once where they share it; `seen` are the ids of nodes to pass over."""
    seen = set() if seen is None else seen
    waiting = list(queries)[::-1]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Term) and id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += reversed(parts_of(node))
