"""Drafts: codes as the file of another program has them, and how a codebook is made of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interview_coder.codebook import LocalText
from interview_coder.codebook_file import MAX_ID, MAX_NAME, NOT_IN_ID, NOT_IN_NAME
from interview_coder.codebook_schema import CodebookFields
from interview_coder.errors import CodebookError, Problem
from interview_coder.passages import Unit
from interview_coder.query import Either, Node
from interview_coder.query_parser import QueryError, parse
from interview_coder.readers.notes import counted

MAX_LEVELS = 20

# What a codebook file cannot hold: control characters, line ends other than LF, halves of characters.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_COLOR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_LONGEST_MADE_ID = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """One code: its `place` in the file in words, what it says as values for CodeFields.

    `id` is the last part of its id, "" where one is to be made from its name; `parent` the number of another draft.
    """

    place: str
    values: Mapping[str, Any]
    id: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A codebook read from another format, and what could not be taken over or needs a look."""

    fields: CodebookFields
    notes: tuple[str, ...] = ()


def assembled(
    file: str, drafts: Sequence[Draft], *, settings: Mapping[str, Any] | None = None, notes: Iterable[str] = ()
) -> Imported:
    """Make a codebook of drafts; CodebookError where there are none, or they lie too deep.

    What a codebook cannot hold as it is (rules that do not parse, colours that are none) goes to the memo, with a note.
    """
    if not drafts:
        raise CodebookError([Problem(file, "no codes stand here", "Is it the right file?")])
    maker = _Maker(drafts, settings or {})
    if deep := next((draft for draft in drafts if maker.level(draft) > MAX_LEVELS), None):
        raise CodebookError([Problem(file, f"{deep.place}: codes lie more than {MAX_LEVELS} deep", "Flatten them")])
    data = {**maker.settings, "codes": maker.codes()}
    return Imported(CodebookFields.model_validate(data), (*notes, *maker.notes))


def made_id(name: str) -> str:
    """Make an id from a name of any script: letters, digits, - and _, in small letters."""
    words = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFKC", name).lower()).strip("_-")
    return words[:_LONGEST_MADE_ID].rstrip("_-") or "code"


class _Maker:
    """Mends drafts one by one; what it changes is in `notes`."""

    def __init__(self, drafts: Sequence[Draft], settings: Mapping[str, Any]) -> None:
        self._drafts = drafts
        self.notes: list[str] = []
        self._replaced = 0
        self._lists: dict[str, Node] = {}
        self._named: set[tuple[int | None, str, str]] = set()
        self.settings = self._settings(self._clean(settings))
        self._ids = self._unique_ids()
        self._known = {self._whole_id(at) for at in range(len(drafts))}

    def level(self, draft: Draft) -> int:
        """Return how many codes lie above one, as far as that matters."""
        level = 0
        while draft.parent is not None and level <= MAX_LEVELS:
            draft, level = self._drafts[draft.parent], level + 1
        return level

    def codes(self) -> dict[str, Any]:
        """Return the codes as nested plain data."""
        data = [self._code(draft, id) for draft, id in zip(self._drafts, self._ids, strict=True)]
        themes: dict[str, Any] = {}
        for draft, id, code in zip(self._drafts, self._ids, data, strict=True):
            siblings = themes if draft.parent is None else data[draft.parent].setdefault("codes", {})
            siblings[id] = code
        if self._replaced:
            what = counted(self._replaced, "control character")
            self.notes.append(f"{what}, which a codebook cannot hold, became \ufffd")
        return themes

    def _unique_ids(self) -> list[str]:
        """Give every code an id that no other below the same code has; ids in the file come before made ones."""
        ids = [""] * len(self._drafts)
        taken: dict[int | None, set[str]] = {}
        numbers: Counter[tuple[int | None, str]] = Counter()
        for at in sorted(range(len(ids)), key=lambda at: not self._drafts[at].id):
            draft = self._drafts[at]
            siblings = taken.setdefault(draft.parent, set())
            wanted = self._valid(draft) if draft.id else made_id(str(LocalText(draft.values.get("name", {}))))
            id = wanted
            while _folded(id) in siblings:
                numbers[draft.parent, wanted] += 1
                id = f"{wanted}_{numbers[draft.parent, wanted] + 1}"
            if draft.id and id != wanted:
                self.notes.append(f"{draft.place}: the id {wanted} is taken; {id} instead")
            siblings.add(_folded(id))
            ids[at] = id
        return ids

    def _whole_id(self, at: int | None) -> str:
        parts: list[str] = []
        while at is not None and len(parts) <= MAX_LEVELS:
            parts.append(self._ids[at])
            at = self._drafts[at].parent
        return ".".join(reversed(parts))

    def _valid(self, draft: Draft) -> str:
        if not NOT_IN_ID.search(draft.id) and len(draft.id) <= MAX_ID and not _CONTROL.search(draft.id):
            return draft.id
        id = made_id(draft.id)
        self.notes.append(f"{draft.place}: {draft.id} cannot be an id; {id} instead")
        return id

    def _code(self, draft: Draft, id: str) -> dict[str, Any]:
        values: dict[str, Any] = self._clean(draft.values)
        kept: list[str] = []
        values["name"] = self._names(draft, values.get("name", {}), id, kept)
        values["color"] = self._color(draft, values.get("color", ""), kept)
        for key in ("rules", "unless"):
            values[key] = self._rules(draft, key, values.get(key, []), kept)
        values["formerly"] = self._formerly(draft, values.get("formerly", []))
        for key in ("examples", "counterexamples"):
            values[key] = [each for each in values.get(key, []) if each["text"].strip()]
        if kept:
            memo = values.get("memo", {})
            values["memo"] = {**memo, "": "\n".join(filter(None, [memo.get("", ""), *kept]))}
        return values

    def _names(self, draft: Draft, names: Mapping[str, str], id: str, kept: list[str]) -> dict[str, str]:
        """Return the names as a codebook takes them; one that only repeats the id is left out."""
        found = {}
        for language, name in names.items():
            short = self._told_apart(draft, language, NOT_IN_NAME.sub("", name).strip())
            if len(short) > MAX_NAME:
                self.notes.append(
                    f"{draft.place}: the name is longer than {MAX_NAME} characters; all of it in the memo"
                )
                kept.append(short)
                short = short[:MAX_NAME].rstrip()
            if short:
                found[language] = short
        return {} if found == {"": id} else found

    def _told_apart(self, draft: Draft, language: str, name: str) -> str:
        """Return a name that no code beside this one has; programs allow two of one name."""
        number, own = 1, name
        while name and (key := (draft.parent, language, _folded(" ".join(own.split())))) in self._named:
            number += 1
            own = f"{name} ({number})"
        if not name:
            return name
        self._named.add(key)
        if own != name:
            self.notes.append(f"{draft.place}: the name {name} is taken; {own} instead")
        return own

    def _color(self, draft: Draft, color: str, kept: list[str]) -> str:
        found = _COLOR.fullmatch(color.strip())
        if found or not color.strip():
            digits = found[1] if found else ""
            return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits) if digits else ""
        self.notes.append(f"{draft.place}: {color} is no colour like #d95f02; kept in the memo")
        kept.append(f"color: {color}")
        return ""

    def _rules(self, draft: Draft, key: str, rules: Sequence[str], kept: list[str]) -> list[str]:
        good = []
        for rule in rules:
            try:
                parse(rule, self._lists)
            except QueryError as error:
                self.notes.append(f"{draft.place}: not readable under {key}, kept in the memo: {rule} ({error.what})")
                kept.append(f"{key}: {rule}")
            else:
                good.append(rule)
        return good

    def _formerly(self, draft: Draft, ids: Sequence[str]) -> list[str]:
        """Return former ids that no other code has or had: decisions made under them must have one home."""
        good = []
        for id in ids:
            if id in self._known:
                self.notes.append(f"{draft.place}: left out: formerly {id}, as a code is or was called so")
            else:
                self._known.add(id)
                good.append(id)
        return good

    def _settings(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Return the settings without languages and units that no codebook has."""
        found = dict(settings)
        languages = [language for language in found.get("languages", []) if language in ("en", "zh")]
        unit = found.get("unit", Unit.SENTENCE)
        if languages != found.get("languages", []) or unit not in list(Unit):
            self.notes.append("languages can be en and zh, the unit sentence, paragraph or turn; others were left out")
        lists = {name: self._good_words(name, words) for name, words in found.get("lists", {}).items()}
        unit = unit if unit in list(Unit) else Unit.SENTENCE
        return {**found, "languages": languages, "unit": unit, "lists": lists}

    def _good_words(self, name: str, words: Sequence[str]) -> list[str]:
        """Return the entries of a word list that parse, and keep for the rules what the list means."""
        nodes: dict[str, Node] = {}
        for word in words:
            try:
                nodes[word] = parse(word, self._lists)
            except QueryError as error:
                self.notes.append(f"list {name}: left out: {word} ({error.what})")
        if nodes:
            self._lists[name] = Either(tuple(nodes.values()))
        return [word for word in words if word in nodes]

    def _clean(self, value: Any) -> Any:
        """Return plain data without the characters that no codebook file can hold."""
        match value:
            case str():
                clean, replaced = _CONTROL.subn("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
                self._replaced += replaced
                return clean
            case Mapping():
                return {key: self._clean(item) for key, item in value.items()}
            case list() | tuple():
                return [self._clean(item) for item in value]
        return value


def _folded(id: str) -> str:
    return unicodedata.normalize("NFKC", id).casefold()
