"""The rule language: parse a rule into a tree of words and operators.

What researchers know from literature databases: `word`, `"a phrase"`, `fund*`, `=Exact`, `AND`, `OR`, `NOT`,
`NEAR/n`, `BEFORE/n`, parentheses, `QUESTION(...)`, `TURN(...)`,
`BESIDE(...)`; `$name` stands for a codebook's word list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from lark import Lark, Token
    from lark.exceptions import UnexpectedInput

MAX_LENGTH = 4000
MAX_DISTANCE = 100


class Where(StrEnum):
    """What a context operator looks at instead of the passage."""

    QUESTION = "QUESTION"
    TURN = "TURN"
    BESIDE = "BESIDE"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase; a `*` at the end of a word stands for any ending; `exact` minds form and case."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Either:
    """True where one of the parts is."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """True where every one of the parts is, and none of `without`."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """True where the two meet with at most `distance` words between; in this order if `ordered`."""

    left: Node
    right: Node
    distance: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Context:
    """True where `part` holds in the question before the passage, in its turn, or in a passage next to it there."""

    where: Where
    part: Node


Node = Term | Either | Both | Near | Context


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
    from lark.exceptions import UnexpectedInput, VisitError

    if len(rule) > MAX_LENGTH:
        raise QueryError(rule, 0, f"the rule is longer than {MAX_LENGTH} characters", "Split it into several rules")
    try:
        tree = _parser().parse(rule)
    except UnexpectedInput as error:
        raise _explained(rule, error) from error
    try:
        return _builder(rule, lists or {}).transform(tree)  # type: ignore[no-any-return]
    except VisitError as error:
        raise error.orig_exc from error


def terms(node: Node) -> Iterator[Term]:
    """Yield the words and phrases of a rule, left to right."""
    if isinstance(node, Term):
        yield node
    else:
        for part in parts_of(node):
            yield from terms(part)


def parts_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below one."""
    match node:
        case Term():
            return ()
        case Either(parts):
            return parts
        case Both(parts, without):
            return parts + without
        case Near(left, right):
            return left, right
        case Context(_, part):
            return (part,)


_GRAMMAR = r"""
?start: either
?either: both (OR both)*
?both: near (also | without)*
also: AND near
without: AND? NOT near
?near: atom (NEAR atom)*
?atom: WORD -> word
     | EXACT -> exact
     | PHRASE -> phrase
     | EXACT_PHRASE -> exact_phrase
     | LIST -> list
     | CONTEXT _OPEN either _CLOSE -> context
     | _OPEN either _CLOSE

CONTEXT.3: /(QUESTION|TURN|BESIDE)(?=\s*\()/
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
%import common.WS
%ignore WS
"""


@cache
def _parser() -> Lark:
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", lexer="basic", maybe_placeholders=False)


def _builder(rule: str, lists: Mapping[str, Node]) -> Any:
    from lark import Transformer, v_args

    @v_args(inline=True)
    class Builder(Transformer[Any, Node]):
        """Turns lark's tree into ours, checking what the grammar cannot."""

        def word(self, token: Token) -> Node:
            return _term(rule, token, str(token), exact=False)

        def exact(self, token: Token) -> Node:
            return _term(rule, token, str(token)[1:], exact=True)

        def phrase(self, token: Token) -> Node:
            return _term(rule, token, str(token)[1:-1], exact=False)

        def exact_phrase(self, token: Token) -> Node:
            return _term(rule, token, str(token)[2:-1], exact=True)

        def list(self, token: Token) -> Node:
            if (found := lists.get(str(token)[1:])) is None:
                known = ", ".join(f"${name}" for name in lists) or "none"
                raise _error(rule, token, f"no word list is called {token}", f"Known under `lists:` are {known}")
            return found

        def context(self, where: Token, part: Node) -> Node:
            if any(isinstance(node, Context) for node in _walk(part)):
                raise _error(rule, where, f"{where}(...) holds another QUESTION, TURN or BESIDE", "Use one of them at a time")
            return Context(Where(str(where)), part)

        def near(self, left: Node, *rest: Any) -> Node:
            for operator, right in zip(rest[::2], rest[1::2], strict=True):
                left = _near(rule, operator, left, right)
            return left

        def also(self, _and: Token, part: Node) -> tuple[bool, Node]:
            return True, part

        def without(self, *tokens: Any) -> tuple[bool, Node]:
            return False, tokens[-1]

        def both(self, first: Node, *more: tuple[bool, Node]) -> Node:
            parts = (first, *(node for wanted, node in more if wanted))
            without = tuple(node for wanted, node in more if not wanted)
            return Both(parts, without)

        def either(self, first: Node, *more: Any) -> Node:
            return Either((first, *more[1::2]))

    return Builder()


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for part in parts_of(node):
        yield from _walk(part)


def _term(rule: str, token: Token, text: str, *, exact: bool) -> Term:
    pieces = text.split()
    if not any(character.isalnum() for character in text):
        raise _error(rule, token, f"{token} holds no word to look for", "Write a word, or remove it")
    if any("*" in piece[:-1] or piece == "*" for piece in pieces):
        raise _error(rule, token, "a * can stand only at the end of a word", "Write fund*, not *fund or f*d")
    if exact and "*" in text:
        raise _error(rule, token, "= asks for the very form, * for any ending", "Use one of the two")
    if wrong := next((character for character in text if character in _FULL_WIDTH), None):
        at = str(token).index(wrong)
        raise QueryError(rule, (token.start_pos or 0) + at, f"full-width {wrong}", f"Use {_FULL_WIDTH[wrong]} instead")
    return Term(" ".join(pieces), exact=exact)


_FULL_WIDTH = {"（": "(", "）": ")", "“": '"', "”": '"', "＊": "*", "＝": "="}


def _near(rule: str, operator: Token, left: Node, right: Node) -> Near:
    name, distance = str(operator).split("/")
    if int(distance) > MAX_DISTANCE:
        raise _error(rule, operator, f"{operator} reaches too far", f"{MAX_DISTANCE} words is the most")
    for node in (left, right):
        if any(isinstance(part, Both | Context) for part in _walk(node)):
            fix = "Only words, phrases, OR, NEAR and BEFORE can stand next to it; move the rest outside"
            raise _error(rule, operator, f"{operator} cannot measure from AND, NOT, QUESTION, TURN or BESIDE", fix)
    return Near(left, right, int(distance), ordered=name == "BEFORE")


def _error(rule: str, token: Token, what: str, fix: str) -> QueryError:
    return QueryError(rule, token.start_pos or 0, what, fix)


def _explained(rule: str, error: UnexpectedInput) -> QueryError:
    """Say in words what lark met."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    if isinstance(error, UnexpectedCharacters):
        return _unexpected_character(rule, error.pos_in_stream or 0)
    token = error.token if isinstance(error, UnexpectedToken) else None
    if token is None or token.type == "$END":
        return _unexpected_end(rule)
    at = token.start_pos or 0
    if token.type == "_CLOSE":
        opened = rule[:at].count("(") > rule[:at].count(")")
        what = "nothing stands before this parenthesis" if opened else "this parenthesis was never opened"
        return QueryError(rule, at, what, "Add the missing word or remove it" if opened else "Remove it or add a (")
    if token.type in ("OR", "AND", "NOT", "NEAR"):
        return QueryError(rule, at, f"a word is missing before {token}", "Put a word or phrase on both sides")
    if token.upper() in ("AND", "OR", "NOT", "NEAR", "BEFORE"):
        fix = "Write operators in capitals, NEAR and BEFORE with their distance: NEAR/5"
        return QueryError(rule, at, f"{token} is no operator", fix)
    fix = "Put AND, OR or NEAR/5 between them, or quote a phrase: \"not enough\""
    return QueryError(rule, at, f"two words stand side by side before {token}", fix)


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
