"""The settings of a folder: how its files are to be read, said once in its reading.yaml."""

from __future__ import annotations

import difflib
import fnmatch
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from interview_coder.attributes import Type
from interview_coder.errors import CodebookError, Problem, TranscriptError, reworded
from interview_coder.readers.decoding import ASK_ENCODING, decode
from interview_coder.readers.settings import DEFAULTS, Settings, Tracked
from interview_coder.readers.source import load_source
from interview_coder.yaml_document import List, Scalar, Table, Tree, parse_yaml

FILE_NAME = "reading.yaml"


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """The settings of a folder: `general` ones, and more for files whose names match a pattern, in order."""

    general: Settings = DEFAULTS
    files: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def of(self, name: str) -> Settings:
        """Return the settings of a file by its name; what a later pattern says counts over an earlier one."""
        settings = self.general
        for pattern, chosen in self.files:
            if fnmatch.fnmatch(name.casefold(), pattern.casefold()):
                settings = settings.with_(**chosen)
        return settings


def load_settings(folder: Path | str) -> FolderSettings:
    """Read a folder's reading.yaml; without one, nothing is set. TranscriptError lists every mistake in it."""
    path = Path(folder) / FILE_NAME
    if not os.path.lexists(path):
        return FolderSettings()
    source = load_source(path)
    try:
        tree, problems = parse_yaml(decode(source).text, source.file)
    except (CodebookError, TranscriptError) as error:
        raise TranscriptError(reworded(each, ASK_ENCODING, "Save it as UTF-8") for each in error.problems) from error
    if not isinstance(tree, Table):
        raise source.error("expected `key: value` lines", f"Known are {', '.join(_KINDS)} and files", line=1)
    reading = _Reading(source.file, problems)
    settings = reading.folder(tree)
    if problems:
        raise TranscriptError(problems)
    return settings


class _Reading:
    """Turns the tree into settings; every mistake lands in `problems`."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file, self._problems = file, problems

    def folder(self, table: Table) -> FolderSettings:
        """Return the settings of the whole file."""
        general = Table(tuple(entry for entry in table.entries if entry[0].text != "files"), table.line, table.column)
        files = next((value for key, value in table.entries if key.text == "files"), None)
        patterns = self._table(files, "files") if files is not None else ()
        return FolderSettings(
            Settings(**dict(self._settings(general))),
            tuple((key.text, dict(self._settings(self._as_table(value, key.text)))) for key, value in patterns),
        )

    def _settings(self, table: Table) -> Iterator[tuple[str, Any]]:
        for key, value in table.entries:
            kind = _KINDS.get(key.text)
            if kind is None:
                close = difflib.get_close_matches(key.text, _KINDS, n=1)
                fix = f"Did you mean {close[0]}" if close else f"Known here are {', '.join(_KINDS)} and files"
                self._note(key, f"unknown key {key.text}", fix)
            elif key.text == "attributes":
                types = {name.text: self._type(cell, name.text) for name, cell in self._table(value, key.text)}
                yield key.text, MappingProxyType(types)
            elif kind == "table":
                texts = {name.text: self._text(cell, name.text) for name, cell in self._table(value, key.text)}
                yield key.text, MappingProxyType(texts)
            elif kind == "list":
                yield key.text, tuple(self._text(item, key.text) for item in self._items(value, key.text))
            elif key.text == "tracked":
                yield key.text, self._tracked(value)
            else:
                yield key.text, self._text(value, key.text)

    def _tracked(self, value: Tree) -> Tracked:
        written = self._text(value, "tracked")
        if written in list(Tracked):
            return Tracked(written)
        self._note(value, "tracked cannot be that", f"Write {' or '.join(Tracked)}")
        return Tracked.ACCEPT

    def _type(self, value: Tree, name: str) -> Type:
        written = self._text(value, name)
        if written in list(Type):
            return Type(written)
        self._note(value, f"{name} cannot be that", f"Write {', '.join(Type)}")
        return Type.CATEGORY

    def _text(self, value: Tree, key: str) -> str:
        if isinstance(value, Scalar):
            return value.text
        self._note(value, f"expected text for {key}", "Write it on one line")
        return ""

    def _items(self, value: Tree, key: str) -> Sequence[Tree]:
        if isinstance(value, Table):
            self._note(value, f"expected a list for {key}", "Write [one, two]")
        return value.items if isinstance(value, List) else [value] if isinstance(value, Scalar) else []

    def _table(self, value: Tree, key: str) -> tuple[tuple[Scalar, Tree], ...]:
        return self._as_table(value, key).entries

    def _as_table(self, value: Tree, key: str) -> Table:
        if isinstance(value, Table):
            return value
        self._note(value, f"expected keys under {key}", "Write `key: value` lines, indented")
        return Table((), value.line, value.column)

    def _note(self, place: Tree, what: str, fix: str) -> None:
        self._problems.append(Problem(self._file, what, fix, place.line, place.column))


_KINDS = {
    "encoding": "text",
    "language": "text",
    "interviewers": "list",
    "speakers": "list",
    "columns": "table",
    "tracked": "text",
    "attributes": "table",
}
