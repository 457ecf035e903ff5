"""Codebook, Code, Rule: what a YAML codebook says, checked whole before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from interview_coder.passages import Unit
from interview_coder.query import Node


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text in one or several languages; the key "" holds what was written without a language."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Return the text in a language, else the one without language, else English, else any."""
        choices = (language, "", "en", *self.texts)
        return next((self.texts[choice] for choice in choices if choice in self.texts), "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line under `rules` or `unless`: its id (`code.rules[0]`), its text, its parsed query, its line."""

    id: str
    text: str
    query: Node
    line: int


@dataclass(frozen=True, slots=True)
class Code:
    """One code; `id` is the dotted path from its theme (`financial_support.late`), `line` its place in the file."""

    id: str
    name: LocalText
    line: int
    color: str = ""
    definition: LocalText = LocalText()
    include: LocalText = LocalText()
    exclude: LocalText = LocalText()
    memo: LocalText = LocalText()
    rules: tuple[Rule, ...] = ()
    unless: tuple[Rule, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    addressed_by: tuple[LocalText, ...] = ()

    @property
    def parent(self) -> str | None:
        """The id of the code this one is a kind of, or None for a theme."""
        return self.id.rpartition(".")[0] or None

    @property
    def theme(self) -> str:
        """The id of the top-level code this one belongs to."""
        return self.id.partition(".")[0]

    @property
    def depth(self) -> int:
        """0 for a theme, 1 for its sub-codes, and so on."""
        return self.id.count(".")


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in the order of the file, parents before their sub-codes; `sha256` is of the file's bytes.

    `lists` holds what `$name` means in a rule.
    """

    file: str
    sha256: str
    title: LocalText
    codes: tuple[Code, ...]
    languages: tuple[str, ...] = ()
    unit: Unit = Unit.SENTENCE
    interviewers: tuple[str, ...] = ()
    lists: Mapping[str, Node] = field(default_factory=dict)

    @property
    def themes(self) -> tuple[Code, ...]:
        """The top-level codes."""
        return tuple(code for code in self.codes if code.parent is None)

    def code(self, id: str) -> Code:
        """Return the code with an id; KeyError if there is none."""
        for code in self.codes:
            if code.id == id:
                return code
        raise KeyError(id)

    def lineage(self, code: Code) -> Iterator[Code]:
        """Yield a code, its parent, its parent's parent, and so on."""
        yield code
        if code.parent is not None:
            yield from self.lineage(self.code(code.parent))
