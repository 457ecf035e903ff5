"""Parse the rule language: what researchers know from literature databases.

`word`, `"a phrase"`, `fund*`, `=Exact`, `AND`, `OR`, `NOT`, `NEAR/n`, `BEFORE/n`, parentheses, `QUESTION(...)`,
`TURN(...)`, `BESIDE(...)`; `$name` stands for one of the codebook's word lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from interview_coder.errors import UsageError
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where, parts_of

if TYPE_CHECKING:
    from lark import Lark, Token, Tree
    from lark.exceptions import UnexpectedInput

MAX_LENGTH = 4000
MAX_DISTANCE = 100
MAX_QUESTIONS = 9
MAX_PARENTHESES = 25
MAX_PHRASE = 50
# A rule with its word lists written out: how many operators lie within each other, and words and operators in all.
MAX_DEPTH = 60
MAX_SIZE = 50_000

_WORD = r"""(?!(?:AND|OR|NOT|(?:NEAR|BEFORE)\/\d+)(?![^\s()"]))[^\s()"=$][^\s()"]*"""
_PHRASE = '"[^"]*"'
_ALTERNATIVE = re.compile(rf"({_PHRASE}|{_WORD})(?:\s+OR\s+|\s*\Z)")
_ALTERNATIVES = re.compile(rf"\s*(?:{_PHRASE}|{_WORD})(?:\s+OR\s+(?:{_PHRASE}|{_WORD}))*\s*")

# A GROUP could be spelled out with the other rules, but long codebooks hold little but words with OR between them, and
# those take a third of the time as one token.
_GRAMMAR = r"""
?start: either | words
words: WORD WORD+
?either: both (OR both)*
?both: near (also | without)*
also: AND near
without: AND? NOT near
?near: atom (NEAR atom)*
?atom: WORD -> word
     | EXACT -> exact
     | PHRASE -> phrase
     | EXACT_PHRASE -> exact
     | LIST -> list
     | CONTEXT (_OPEN either _CLOSE | group) -> context
     | _OPEN either _CLOSE
     | group
group: GROUP

GROUP.4: /\((?:ALTERNATIVES)\)/
CONTEXT.3: /(QUESTION(\/\d+)?|TURN|BESIDE)(?=\s*\()/
NEAR.3: /(NEAR|BEFORE)\/\d+(?![^\s()"])/
LIST.2: /\$[^\s()"]+/
EXACT_PHRASE.2: /="[^"]*"/
EXACT.2: /=[^\s()"]+/
PHRASE.2: /"[^"]*"/
WORD: /[^\s()"=$][^\s()"]*/
_OPEN: "("
_CLOSE: ")"
OR.2: /OR(?![^\s()"])/
AND.2: /AND(?![^\s()"])/
NOT.2: /NOT(?![^\s()"])/
%ignore /\s+/
""".replace("ALTERNATIVES", _ALTERNATIVES.pattern)


class QueryError(UsageError):
    """A rule that does not parse; `position` is the 0-based place in `rule` where it goes wrong."""

    def __init__(self, rule: str, position: int, what: str, fix: str) -> None:
        self.rule, self.position, self.what, self.fix = rule, min(position, len(rule)), what, fix
        super().__init__(f"{what}. {fix}.\n{self.caret()}")

    def caret(self) -> str:
        """Show the rule's line with a caret under the place (Chinese characters are two columns wide)."""
        start = self.rule.rfind("\n", 0, self.position) + 1
        line = self.rule[start:].split("\n", 1)[0]
        width = sum(2 if ord(character) > 0x2E7F else 1 for character in self.rule[start : self.position])
        return f"  {line}\n  {' ' * width}^"


def parse(rule: str, lists: Mapping[str, Node] | None = None) -> Node:
    """Parse one rule; `lists` gives the meaning of `$name`. Raises QueryError with the place of the first mistake."""
    return Parser(lists or {}).parse(rule)


class Parser:
    """Parses many rules that share word lists: each list is measured once. Lists may be added, not changed."""

    def __init__(self, lists: Mapping[str, Node]) -> None:
        self._lists = lists
        self._extents: dict[int, _Extent] = {}

    def parse(self, rule: str) -> Node:
        """Parse one rule; raises QueryError with the place of the first mistake."""
        from lark.exceptions import UnexpectedInput

        if len(rule) > MAX_LENGTH:
            raise QueryError(rule, 0, f"the rule is longer than {MAX_LENGTH} characters", "Split it into several rules")
        _check_characters(rule)
        if plain := _alternatives(rule):
            return plain
        try:
            tree = _parser().parse(rule)
        except UnexpectedInput as error:
            raise _explained(rule, error) from error
        return _Builder(rule, self._lists, self._extents).node(tree)


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", lexer="basic", maybe_placeholders=False)


def _alternatives(rule: str) -> Node | None:
    """Read a rule that is one word or phrase, or several with OR between them, without the detour over a tree."""
    return _Builder(rule, {}, {}).alternatives(rule, 0) if _ALTERNATIVES.fullmatch(rule) else None


def _flaw(text: str, *, exact: bool = False) -> tuple[str, str] | None:
    """Say what is wrong with a word or phrase, and what to do about it; None if it can be looked for."""
    if not any(map(str.isalnum, text)):
        return "{} holds no word to look for", "Write a word, or remove it"
    if "*" in text and any("*" in piece[:-1] or piece == "*" for piece in text.split()):
        return "a * can stand only at the end of a word", "Write fund*, not *fund or f*d"
    if exact and "*" in text:
        return "= asks for the very form, * for any ending", "Use one of the two"
    if "?" in text and re.search(r"\w\?\w", text):
        return "a ? stands for no letter", "Write the words out: woman OR women"
    if len(text) > MAX_PHRASE and len(re.findall(r"\w+", text)) > MAX_PHRASE:
        return f"a phrase of more than {MAX_PHRASE} words", "Shorten it"
    return None


# What looks like an operator where only words stand ("not enough" and "near me" are phrases).
_OPERATOR = re.compile(
    r"(?i:and|or|xor)|(?i:near|before)/.*|[A-Za-z]+/\d+|(?:NEAR|NAER|NEER|BEFORE|BEFOR)\d*|QUESTION(/.*)?|TURN|BESIDE"
    r"|[Ａ-Ｚ]{2,}\S*"
)
_OPERATOR_FIX = "Write AND, OR, NEAR/5, BEFORE/5 or QUESTION(...), or quote the words as a phrase"
_FULL_WIDTH = {"（": "(", "）": ")", "“": '"', "”": '"', "＊": "*", "＝": "="}
_REFUSED = re.compile(f"[{''.join(_FULL_WIDTH)}\ud800-\udfff]")
# A quote to its end, or a parenthesis outside of quotes.
_MARKS = re.compile('"[^"]*"?|[()]')


def _check_characters(rule: str) -> None:
    """Refuse full-width marks, halves of characters, and parentheses deeper than a reader (or a stack) can follow."""
    if wrong := _REFUSED.search(rule):
        if wrong.group() in _FULL_WIDTH:
            raise QueryError(
                rule, wrong.start(), f"full-width {wrong.group()}", f"Use {_FULL_WIDTH[wrong.group()]} instead"
            )
        raise QueryError(rule, wrong.start(), "half a character (lone surrogate)", "Type it anew")
    depth = 0
    for mark in _MARKS.finditer(rule) if rule.count("(") > MAX_PARENTHESES else ():
        depth += (mark.group() == "(") - (mark.group() == ")")
        if depth > MAX_PARENTHESES:
            what = f"more than {MAX_PARENTHESES} parentheses within each other"
            raise QueryError(rule, mark.start(), what, "Split it into several rules")


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far a node reaches: its levels, its nodes, and of which kinds they are."""

    depth: int
    size: int
    kinds: frozenset[type[Node]]


_TERM = _Extent(1, 1, frozenset({Term}))


def _measured(node: Node, known: dict[int, _Extent]) -> _Extent:
    """Measure a node; `known` keeps what was measured before, under the ids of nodes that are still there."""
    if isinstance(node, Term):
        return _TERM
    if (extent := known.get(id(node))) is None:
        below = [_measured(part, known) for part in parts_of(node)]
        extent = known[id(node)] = _Extent(
            1 + max(part.depth for part in below),
            1 + sum(part.size for part in below),
            frozenset({type(node)}).union(*(part.kinds for part in below)),
        )
    return extent


class _Builder:
    """Turns lark's tree of one rule into ours, checking what the grammar cannot."""

    def __init__(self, rule: str, lists: Mapping[str, Node], list_extents: dict[int, _Extent]) -> None:
        self._rule, self._lists, self._list_extents = rule, lists, list_extents
        self._extents: dict[int, _Extent] = {}

    def node(self, tree: Tree[Token]) -> Node:
        """Build the node of a subtree, by the name of its grammar rule."""
        return self._limited(getattr(self, f"_{tree.data}")(tree.children))

    def _limited(self, node: Node) -> Node:
        extent = self._extent(node)
        if extent.depth > MAX_DEPTH:
            what = f"more than {MAX_DEPTH} operators within each other, word lists included"
            raise QueryError(self._rule, 0, what, "Split it into several rules")
        if extent.size > MAX_SIZE:
            what = f"more than {MAX_SIZE:,} words and operators, word lists included"
            raise QueryError(self._rule, 0, what, "Shorten the lists, or use each once")
        return node

    def _extent(self, node: Node) -> _Extent:
        return _measured(node, self._extents)

    def _word(self, children: list[Any]) -> Node:
        return self._term(children[0], str(children[0]))

    def _words(self, children: list[Any]) -> Node:
        """Take a rule that is nothing but words for a phrase."""
        if operator := next(filter(_OPERATOR.fullmatch, children), None):
            raise self._error(operator, f"{operator} is no operator", _OPERATOR_FIX)
        return self._term(children[0], " ".join(map(str, children)))

    def _phrase(self, children: list[Any]) -> Node:
        return self._term(children[0], str(children[0])[1:-1])

    def _exact(self, children: list[Any]) -> Node:
        return self._term(children[0], str(children[0])[1:].strip('"'), exact=True)

    def _term(self, token: Token, text: str, *, exact: bool = False) -> Term:
        if flaw := _flaw(text, exact=exact):
            what, fix = flaw
            raise self._error(token, what.replace("{}", token), fix)
        return Term(" ".join(text.split()), exact=exact)

    def _group(self, children: list[Any]) -> Node:
        (token,) = children
        return self.alternatives(token[1:-1], token.start_pos + 1)

    def alternatives(self, text: str, start: int) -> Node:
        """Read words and quoted phrases with OR between them, which stand from `start` on in the rule."""
        terms = []
        for found in _ALTERNATIVE.finditer(text):
            term = found[1].strip('"')
            if flaw := _flaw(term):
                what, fix = flaw
                raise QueryError(self._rule, start + found.start(), what.replace("{}", found[1]), fix)
            terms.append(Term(" ".join(term.split())))
        return Either(tuple(terms)) if len(terms) > 1 else terms[0]

    def _list(self, children: list[Any]) -> Node:
        (token,) = children
        if (found := self._lists.get(str(token)[1:])) is None:
            known = ", ".join(f"${name}" for name in self._lists) or "none"
            raise self._error(token, f"no word list is called {token}", f"Known under `lists:` are {known}")
        self._extents[id(found)] = _measured(found, self._list_extents)
        return found

    def _context(self, children: list[Any]) -> Node:
        where, part = children[0], self.node(children[1])
        if Context in self._extent(part).kinds:
            what = f"{where}(...) holds another QUESTION, TURN or BESIDE"
            raise self._error(where, what, "Use one of them at a time")
        name, _, reach = str(where).partition("/")
        if reach and not 1 <= int(reach) <= MAX_QUESTIONS:
            raise self._error(where, f"{where} cannot be", f"QUESTION/1 to QUESTION/{MAX_QUESTIONS} can")
        return Context(Where(name), part, int(reach or 1))

    def _near(self, children: list[Any]) -> Node:
        left = self.node(children[0])
        for operator, right in zip(children[1::2], children[2::2], strict=True):
            left = self._limited(self._pair(operator, left, self.node(right)))
        return left

    def _pair(self, operator: Token, left: Node, right: Node) -> Near:
        name, distance = str(operator).split("/")
        if int(distance) > MAX_DISTANCE:
            raise self._error(operator, f"{operator} reaches too far", f"{MAX_DISTANCE} words is the most")
        if {Both, Context} & (self._extent(left).kinds | self._extent(right).kinds):
            what = f"{operator} cannot measure from AND, NOT, QUESTION, TURN or BESIDE"
            fix = "Only words, phrases, OR, NEAR and BEFORE can stand next to it; move the rest outside"
            raise self._error(operator, what, fix)
        return Near(left, right, int(distance), ordered=name == "BEFORE")

    def _both(self, children: list[Any]) -> Node:
        first, *more = children
        wanted = [tree.children[-1] for tree in more if tree.data == "also"]
        unwanted = [tree.children[-1] for tree in more if tree.data == "without"]
        return Both((self.node(first), *map(self.node, wanted)), tuple(map(self.node, unwanted)))

    def _either(self, children: list[Any]) -> Node:
        return Either(tuple(map(self.node, children[::2])))

    def _error(self, token: Token, what: str, fix: str) -> QueryError:
        return QueryError(self._rule, token.start_pos or 0, what, fix)


def _explained(rule: str, error: UnexpectedInput) -> QueryError:
    """Say in words what lark met."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    if isinstance(error, UnexpectedCharacters):
        return _unexpected_character(rule, error.pos_in_stream)  # type: ignore[arg-type]  # lark sets it to a number
    if isinstance(error, UnexpectedToken) and error.token.type != "$END":
        return _unexpected_token(rule, error.token)
    return _unexpected_end(rule)


def _unexpected_token(rule: str, token: Token) -> QueryError:
    at = token.start_pos or 0
    if token.type == "_CLOSE":
        opened = rule[:at].count("(") > rule[:at].count(")")
        what = "nothing stands before this parenthesis" if opened else "this parenthesis was never opened"
        return QueryError(rule, at, what, "Add the missing word or remove it" if opened else "Remove it or add a (")
    if token.type in ("OR", "AND", "NOT", "NEAR"):
        fix = "Put one word or a quoted phrase on both sides"
        return QueryError(rule, at, f"{token} does not stand between two words or phrases", fix)
    if _OPERATOR.fullmatch(token):
        return QueryError(rule, at, f"{token} is no operator", _OPERATOR_FIX)
    if token.startswith("(") and (name := re.search(r"(?i)\b(question(?:/\S*)?|turn|beside)\s*$", rule[:at])):
        fix = "Write QUESTION(...), QUESTION/2(...), TURN(...) or BESIDE(...), in capitals"
        return QueryError(rule, name.start(), f"{name[1]} is no operator", fix)
    fix = 'Put AND, OR or NEAR/5 between them, or quote a phrase: "not enough"'
    shown = "(" if token.startswith("(") else token
    return QueryError(rule, at, f"two words stand side by side before {shown}", fix)


def _unexpected_end(rule: str) -> QueryError:
    if not rule.strip():
        return QueryError(rule, 0, "the rule is empty", "Write a word to look for, or remove the line")
    if rule.count("(") > rule.count(")"):
        return QueryError(rule, len(rule), "a parenthesis is not closed", "Add )")
    return QueryError(rule, len(rule), "the rule ends where a word was expected", "Add a word or remove the operator")


def _unexpected_character(rule: str, at: int) -> QueryError:
    if rule[at] == '"' or rule[at : at + 2] == '="':
        return QueryError(rule, at, "this quote is not closed", 'Add "')
    return QueryError(rule, at, f"{rule[at]} does not belong here", "Remove it")
