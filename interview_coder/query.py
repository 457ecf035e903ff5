"""The rule language as values: a rule is a tree of words and operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


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
    """True where `part` holds in the question before the passage, in its turn, or in a passage next to it there.

    `reach` is the number of questions looked back to.
    """

    where: Where
    part: Node
    reach: int = 1


Node = Term | Either | Both | Near | Context


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes below it, left to right."""
    yield node
    for part in parts_of(node):
        yield from walk(part)


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
