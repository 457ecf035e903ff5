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
    """One line under `rules` or `unless`, or an entry of a word list: its text, its parsed query, its place.

    Its id is where it stands: `code.rules[0]`, `lists.name[0]`.
    """

    id: str
    text: str
    query: Node
    line: int
    column: int = 1

    @property
    def code(self) -> str:
        """The id of the code it stands under, "" for an entry of a word list."""
        home = self.id.rpartition(".")[0]
        return "" if home == "lists" else home


@dataclass(frozen=True, slots=True)
class Example:
    """A passage written down with a code; `question` is the interviewer's before it, "" where it needs none."""

    text: str
    question: str = ""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Write it in one text, the question in parentheses before it."""
        return f"({self.question}) {self.text}" if self.question else self.text


@dataclass(frozen=True, slots=True)
class Code:
    """One code; `id` is the dotted path from its theme (`financial_support.late`), `line` its place in the file.

    `formerly` are ids it had before it was renamed, moved or merged; `retired` says why it is no longer used.
    """

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
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    addressed_by: tuple[LocalText, ...] = ()
    formerly: tuple[str, ...] = ()
    retired: LocalText = LocalText()
    column: int = 1

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

    @property
    def own_unless(self) -> tuple[Rule, ...]:
        """What stands under `unless` of the code itself, without what holds for it from above."""
        return tuple(rule for rule in self.unless if rule.code == self.id)


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in the order of the file, parents before their sub-codes; `sha256` is of the file's bytes.

    `lists` holds what `$name` means in a rule, `list_entries` what it was made of. `retired` are the codes no longer
    used, and all below them: they stand in the file so that decisions keep their code, but tag nothing and are not
    among `codes`.
    """

    file: str
    sha256: str
    title: LocalText
    codes: tuple[Code, ...]
    languages: tuple[str, ...] = ()
    unit: Unit = Unit.SENTENCE
    interviewers: tuple[str, ...] = ()
    lists: Mapping[str, Node] = field(default_factory=dict)
    retired: tuple[Code, ...] = ()
    list_entries: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

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

    def names(self, language: str) -> dict[str, str]:
        """Return what the codes are called, by their ids."""
        return {code.id: code.name.in_language(language) for code in self.codes}

    def current(self, id: str) -> str | None:
        """Return the id that a code goes by now, whatever it was called; None if the codebook never knew it.

        What is written under `formerly` holds for a code's sub-codes too: with `formerly: [money]`, `finance` is
        what `money` is now, and `finance.late` what `money.late` is.
        """
        known = {code.id for code in (*self.codes, *self.retired)}
        renamed = {old: code.id for code in (*self.codes, *self.retired) for old in code.formerly}
        home = None
        for _ in range(len(renamed) + 1):
            head = next((head for head in _upwards(id) if head in known or head in renamed), None)
            if id in known or head is None or head not in renamed:
                return id if id in known else home
            home = renamed[head]
            id = home + id[len(head) :]
        return home


def is_within(id: str, other: str) -> bool:
    """Tell whether the code with an id is another one or lies below it."""
    return f"{id}.".startswith(f"{other}.")


def _upwards(id: str) -> Iterator[str]:
    """Yield an id, that of its parent, and so on up to its theme."""
    while id:
        yield id
        id = id.rpartition(".")[0]
