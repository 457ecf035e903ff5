"""Participants: the attributes of each interview, from participants.csv or .xlsx beside the transcripts."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath
from types import MappingProxyType

from interview_coder.attributes import Type, slips
from interview_coder.errors import Problem, TranscriptError, reworded
from interview_coder.readers import READERS
from interview_coder.readers.csv_rows import Row, csv_rows
from interview_coder.readers.decoding import ASK_ENCODING, decode
from interview_coder.readers.excel import excel_sheets
from interview_coder.readers.settings_file import FILE_NAME as SETTINGS_NAME
from interview_coder.readers.source import Source, load_source

FILE_NAME = "participants.csv"
FILE_NAMES = (FILE_NAME, "participants.xlsx")

_KEY_COLUMNS = frozenset(("id", "file", "filename", "transcript", "编号", "文件", "文件名"))
#: So many characters of a value are shown.
SHOWN = 30
_FORMS = {
    Type.NUMBER: "Write it in digits",
    Type.DATE: "Write it as 2021-06-08",
    Type.CATEGORY: "",
}
_SAVE_IT = "Save the table as UTF-8"
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Participant:
    """One row: the ids or file names it is for, as written, and its other cells by column name."""

    line: int
    keys: tuple[str, ...]
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Participants:
    """The rows of one participants table; empty where a folder has none."""

    file: str
    rows: tuple[Participant, ...] = ()

    def attributes_of(self, stem: str, filename: str) -> Mapping[str, str]:
        """Return the attributes of a transcript, by its id or its file name; empty where it has no row."""
        wanted = {_folded(stem), _folded(filename)}
        found = (row.attributes for row in self.rows if not wanted.isdisjoint(map(_folded, row.keys)))
        return next(found, _NO_ATTRIBUTES)

    def slips(self, declared: Mapping[str, Type] = MappingProxyType({})) -> tuple[Problem, ...]:
        """List the values that are not of the type declared for their column, or of that of nearly all others there."""
        names = dict.fromkeys(name for row in self.rows for name in row.attributes)
        missing = (
            Problem(
                self.file, f"no column {name}, which {SETTINGS_NAME} says is a {declared[name]}", _like(name, names), 1
            )
            for name in declared
            if name not in names
        )
        return (*missing, *(problem for name in names for problem in self._slips(name, declared.get(name))))

    def _slips(self, name: str, declared: Type | None) -> Iterator[Problem]:
        rows = [row for row in self.rows if name in row.attributes]
        for at, type in slips([row.attributes[name] for row in rows], declared):
            what = f"{name} is no {type} in this row: {rows[at].attributes[name][:SHOWN]!r}"
            yield Problem(self.file, what, _FORMS[type], rows[at].line)

    def unmatched(self, filenames: Iterable[str]) -> tuple[Problem, ...]:
        """List the rows that are for none of these transcript files, with the nearest name."""
        stems = [PurePath(name).stem for name in filenames]
        known = set(map(_folded, stems))
        return tuple(
            Problem(self.file, f"no transcript for {row.keys[0]!r}", _nearest(row.keys[0], stems), row.line)
            for row in self.rows
            if known.isdisjoint(map(_folded, row.keys))
        )


def load_participants(folder: Path | str) -> Participants:
    """Read a folder's participants.csv (columns parted by `,` `;` or tab) or .xlsx; the first row names the columns.

    A column id or file (编号, 文件) says which transcript a row is for; empty cells say nothing.
    Raises TranscriptError with every mistake and its line.
    """
    found = [path for name in FILE_NAMES if os.path.lexists(path := Path(folder) / name)]
    if not found:
        return Participants((Path(folder) / FILE_NAME).as_posix())
    source = load_source(found[0])
    if len(found) > 1:
        raise source.error(f"there is a {FILE_NAMES[1]} as well", "Keep one of the two")
    records = list(_records(source))
    if not records:
        raise source.error("the table is empty", "Write a header row: id,role,region", line=1)
    header = [cell.strip() for cell in records[0].cells]
    problems = list(_header_problems(source, header)) or list(_row_problems(source, header, records[1:]))
    if not problems:
        rows = tuple(_participant(line, header, cells) for line, cells in records[1:])
        problems = list(_key_problems(source, rows))
    if problems:
        raise TranscriptError(problems)
    return Participants(source.file, rows)


def _records(source: Source) -> Iterator[Row]:
    """Yield the rows of the table."""
    if source.file.lower().endswith(".xlsx"):
        yield from excel_sheets(source)[0].rows
        return
    try:
        text = decode(source).text
    except TranscriptError as error:
        raise TranscriptError(reworded(problem, ASK_ENCODING, _SAVE_IT) for problem in error.problems) from error
    yield from csv_rows(source, text)


def _header_problems(source: Source, header: Sequence[str]) -> Iterator[Problem]:
    names = [_folded(name) for name in header if name]
    if _KEY_COLUMNS.isdisjoint(names):
        fix = "Name one column id (or file) in the first row; part columns by , ; or tab"
        yield Problem(source.file, "no column says which transcript a row is for", fix, 1)
    if len(set(names)) < len(names):
        yield Problem(source.file, "two columns of the same name", "Rename one", 1)


def _row_problems(source: Source, header: Sequence[str], records: Sequence[Row]) -> Iterator[Problem]:
    for line, cells in records:
        beyond = any(cell.strip() for cell in cells[len(header) :])
        if len(cells) < len(header) or beyond:
            what = f"{len(cells)} cells where the header names {len(header)}"
            yield Problem(source.file, what, "Is a comma missing, or a cell without quotes?", line)
        elif any(cell.strip() and not name for name, cell in zip(header, cells, strict=False)):
            yield Problem(source.file, "a cell under no column name", "Name the column", line)
        elif not any(cells[at].strip() for at, name in enumerate(header) if _folded(name) in _KEY_COLUMNS):
            yield Problem(source.file, "a row without an id", "Say which transcript it is for", line)


def _participant(line: int, header: Sequence[str], cells: Sequence[str]) -> Participant:
    named = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
    keys = tuple(cell for name, cell in named.items() if _folded(name) in _KEY_COLUMNS)
    attributes = {name: cell for name, cell in named.items() if _folded(name) not in _KEY_COLUMNS}
    return Participant(line, keys, MappingProxyType(attributes))


def _like(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else f"Correct {SETTINGS_NAME}"


def _key_problems(source: Source, rows: Sequence[Participant]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        for key in dict.fromkeys(map(_folded, row.keys)):
            if (line := first.setdefault(key, row.line)) != row.line:
                yield Problem(source.file, f"the same id as in line {line}", "Keep one row per transcript", row.line)


@lru_cache(maxsize=16_384)
def _folded(name: str) -> str:
    """Return the form in which an id or file name of any folder, format, case or composition is equal."""
    path = PurePosixPath(name.strip().replace("\\", "/"))
    name = path.stem if path.suffix.lower() in READERS else path.name
    return unicodedata.normalize("NFC", name).casefold()


def _nearest(name: str, stems: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, stems, n=1)
    return f"Perhaps {close[0]!r} is meant" if close else "Correct the id, or add the transcript"
