"""A rule in words: sentences in English or Chinese that say what it looks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coder.language import has_han
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where, parts_of, walk
from interview_coder.wording import Wording

# What is made of more levels, or of more conditions, is told as an outline.
MAX_LEVELS = 2
MAX_CONDITIONS = 3

_OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Outline:
    """A sentence, or a heading with outlines below it."""

    line: str
    below: tuple[Outline, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[tuple[int, str]]:
        """Yield its lines, each with how deep it stands."""
        yield depth, self.line
        for part in self.below:
            yield from part.lines(depth + 1)


def in_words(node: Node, language: str, lists: Mapping[str, Node] | None = None) -> str:
    """Say in "en" or "zh" what a rule looks for: a sentence, or lines indented by two spaces a level.

    `lists` are the codebook's: a word list of a rule parsed with them is called by its name.
    """
    outline = RuleWords(language, lists).outline(node)
    return "\n".join(f"{'  ' * depth}{line}" for depth, line in outline.lines())


def written(node: Node) -> str:
    """Write a rule in the rule language, its word lists written out."""
    return RuleWords("en").written(node)


class RuleWords:
    """What to call the rules of a codebook, and their parts, in one language."""

    def __init__(self, language: str, lists: Mapping[str, Node] | None = None) -> None:
        self.wording = Wording(language)
        # A rule holds the very node of a list, not one like it.
        self._names = {id(node): f"${name}" for name, node in (lists or {}).items()}

    def name(self, node: Node) -> str | None:
        """Return the name of a word list (`$money`), None for any other node."""
        return self._names.get(id(node))

    def written(self, node: Node) -> str:
        """Return a node as it is written in a rule."""
        if name := self.name(node):
            return name
        match node:
            case Term(text, exact):
                quotes = '"' if " " in text or text in _OPERATORS else ""
                return f"{'=' if exact else ''}{quotes}{text}{quotes}"
            case Either(parts):
                return " OR ".join(map(self.part_written, parts))
            case Both(parts, without):
                wanted = " AND ".join(map(self.part_written, parts))
                return "".join([wanted, *(f" NOT {self.part_written(part)}" for part in without)])
            case Near(left, right, distance, ordered):
                operator = f"{'BEFORE' if ordered else 'NEAR'}/{distance}"
                return f"{self.part_written(left)} {operator} {self.part_written(right)}"
            case Context(where, part, reach):
                return f"{where}{f'/{reach}' if reach > 1 else ''}({self.written(part)})"

    def part_written(self, node: Node) -> str:
        """Return a node as it is written among others, in parentheses where they are needed."""
        written = self.written(node)
        return written if self.name(node) or isinstance(node, Term | Context) else f"({written})"

    def outline(self, node: Node) -> Outline:
        """Say what a rule looks for."""
        return self._outline(node, self.wording("passage"))

    def _outline(self, node: Node, place: str) -> Outline:
        if self._is_short(node):
            return Outline(self.wording.sentence(self._clause(node, place)))
        match node:
            case Context(_, part):
                return self._outline(part, self._place(node))
            case Either((part,)):
                return self._outline(part, place)
            case Both(parts, without):
                none = Outline(self.wording("none of"), tuple(self._outline(part, place) for part in without))
                wanted = tuple(self._outline(part, place) for part in parts)
                return Outline(self.wording("all of"), (*wanted, none) if without else wanted)
            case Near():
                return self._outline_near(node)
            case _:
                terms = [part for part in parts_of(node) if isinstance(part, Term)]
                others = [part for part in parts_of(node) if not isinstance(part, Term)]
                below = [Either(tuple(terms)), *others] if terms else others
                return Outline(self.wording("one of"), tuple(self._outline(part, place) for part in below))

    def _outline_near(self, near: Near) -> Outline:
        below = tuple(
            self._outline_near(side) if isinstance(side, Near) and self._levels(side) > 1 else Outline(self.noun(side))
            for side in parts_of(near)
        )
        key = "BEFORE these" if near.ordered else "NEAR these"
        return Outline(self.wording(key, distance=self.distance(near, near.distance)), below)

    def _is_short(self, node: Node) -> bool:
        widths = (
            sum(not isinstance(part, Term) or isinstance(each, Both) for part in parts_of(each))
            for each in self._walk(node)
        )
        return self._levels(node) <= MAX_LEVELS and max(widths, default=0) <= MAX_CONDITIONS

    def _walk(self, node: Node) -> Iterator[Node]:
        """Yield a node and all below it, but neither word lists nor what they are made of."""
        if not self._is_called_by_name(node):
            yield node
            for part in parts_of(node):
                yield from self._walk(part)

    def _levels(self, node: Node) -> int:
        if self._is_called_by_name(node) or isinstance(node, Term):
            return 0
        below = max(map(self._levels, parts_of(node)))
        match node:
            case Context():
                return below
            case Either((_,)):
                return below
            case Either() if self._is_noun(node):
                return below + (below > 0)
            case Either():
                # "this or that, and the other" could be taken two ways.
                return below + 2
            case _:
                return below + 1

    def _is_called_by_name(self, node: Node) -> bool:
        return self.name(node) is not None and len(parts_of(node)) > 1

    def _is_noun(self, node: Node) -> bool:
        """Tell whether a node is something that stands in a text, and not a condition."""
        return not any(isinstance(each, Both | Context) for each in walk(node))

    def _clause(self, node: Node, place: str) -> str:
        """Say a condition; `place` is where it is looked for."""
        say = self.wording
        if self._is_noun(node):
            return say("has", place=place, what=self.noun(node))
        if self._is_called_by_name(node):
            return say("conditions of", n=str(len(parts_of(node))), name=self.name(node) or "")
        match node:
            case Context(_, part):
                return self._clause(part, self._place(node))
            case Both():
                return self._both(node, place)
            case _:
                return say.joined("either", [self._clause(part, place) for part in parts_of(node)])

    def _both(self, node: Both, place: str) -> str:
        say = self.wording
        things = [self.noun(part) for part in node.parts if self._is_noun(part)]
        clauses = [self._clause(part, place) for part in node.parts if not self._is_noun(part)]
        if things:
            here = say.joined("together", things)
            clauses.append(say("has all" if things[1:] else "has", place=place, what=here))
        clause = say.joined("and", clauses)
        if missing := [self.noun(part) for part in node.without if self._is_noun(part)]:
            key = "but not" if things else "but has not"
            clause = say(key, clause=clause, place=place, what=say.any_of(missing))
        for part in node.without:
            if not self._is_noun(part):
                clause = say("except", clause=clause, exception=self._clause(part, place))
        return clause

    def _place(self, context: Context) -> str:
        if context.where is Where.QUESTION and context.reach > 1:
            return self.wording("QUESTIONS", n=str(context.reach))
        return self.wording(context.where)

    def noun(self, node: Node) -> str:
        """Say what stands in a text: words, a choice of them, or two with so many words between."""
        if self._is_called_by_name(node):
            key = "words of" if all(isinstance(part, Term) for part in parts_of(node)) else "entries of"
            return self.wording(key, n=str(len(parts_of(node))), name=self.name(node) or "")
        match node:
            case Near():
                return self._near(node)
            case Either(parts):
                return self.wording.any_of(list(self._kinds(parts)))
            case _:
                return self.wording.any_of(list(self._kinds([node])))

    def _kinds(self, parts: Sequence[Node]) -> Iterator[str]:
        """Yield what parts of an OR are: terms of a kind together, everything else by itself."""
        terms = [part for part in parts if isinstance(part, Term)]
        for kind in dict.fromkeys(map(_kind, terms)):
            yield self.wording(kind, items=self.wording.choice([_item(term) for term in terms if _kind(term) == kind]))
        yield from (self.noun(part) for part in parts if not isinstance(part, Term))

    def _near(self, near: Near) -> str:
        key = "BEFORE" if near.ordered else "NEAR"
        left, right = self.noun(near.left), self.noun(near.right)
        if not near.distance:
            return self.wording(f"{key}/0", left=left, right=right)
        return self.wording(key, left=left, right=right, distance=self.distance(near, near.distance))

    def distance(self, near: Near, number: int) -> str:
        """Say how many words, or Chinese characters, may stand or do stand between the sides of a NEAR."""
        chinese = {has_han(term.text) for term in walk(near) if isinstance(term, Term)}
        key = "word or character" if len(chinese) == 2 else "character" if chinese == {True} else "word"
        return self.wording.count(key, number)


def _kind(term: Term) -> str:
    if term.exact:
        return "exact"
    if has_han(term.text):
        return "characters"
    if " " in term.text:
        return "phrase"
    return "beginning" if term.text.endswith("*") else "word"


def _item(term: Term) -> str:
    kind = _kind(term)
    text = term.text.rstrip("*") if kind in ("beginning", "characters") else term.text
    return text if kind in ("word", "beginning") else f"“{text}”"
