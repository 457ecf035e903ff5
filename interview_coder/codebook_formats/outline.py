"""Which row of a table lies below which: by a column of parents, by themes, ids, numbers or indentation."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.codebook_formats.cells import Cells, Key
from interview_coder.codebook_formats.headers import ID, NUMBER, PARENT, THEME
from interview_coder.errors import CodebookError, Problem
from interview_coder.yaml_text import display_width

#: Columns in which a code's name can stand, from the top of the hierarchy down.
LEVELS = ("theme", "name", "subcode")

_NAME = Key("name")
_DOTTED = re.compile(r"\d+(?:\.\d+)*\.?")
_NUMBERED = re.compile(r"\s*(\d+(?:\.\d+)*)[.、)）]?\s+(?=\S)")
_LEAD = re.compile(r"\s*(?:[-–—·•└├│─]+\s*)*")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table that says anything: its number as the file counts, its cells as written."""

    row: int
    cells: Cells

    def __getitem__(self, key: Key) -> str:
        """Return a cell without the white space around it, "" where there is none."""
        return self.cells.get(key, "").strip()

    def names(self, level: str = "name") -> list[str]:
        """Return what a code is called at a level (theme, name, subcode), in every language."""
        return [cell.strip() for key, cell in self.cells.items() if key.name == level]


@dataclass(frozen=True, slots=True)
class Placed:
    """A record, its own id ("" where it has none), and the number of the record it lies below."""

    record: Record
    id: str = ""
    parent: int | None = None


def outlined(file: str, records: Sequence[Record]) -> list[Placed]:
    """Place the rows of a table; CodebookError where a parent is unknown, stands twice, or lies below itself."""
    levels = [level for level in LEVELS if any(record.names(level) for record in records)]
    if any(record[PARENT] for record in records):
        return _by_reference(file, records, PARENT)
    if len(levels) > 1:
        themes = {_folded(record[THEME]) for record in records if record[THEME]}
        if not record_names(records).isdisjoint(themes):
            placed = _by_reference(file, records, THEME)
            return [replace(each, record=_without(each.record, THEME.name)) for each in placed]
        return _by_level(records, levels)
    ids = [record[ID] for record in records]
    if any(ids):
        return _named_by_id(records, _parents(ids))
    return _by_looks(records)


def record_names(records: Iterable[Record]) -> set[str]:
    """Return the names of all codes, folded."""
    return {_folded(name) for record in records for name in record.names()}


def as_names(records: Sequence[Record], level: str) -> list[Record]:
    """Return records whose codes stand in a column of this level as if it were the one of names."""
    return [
        replace(record, cells={Key("name", key.language) if key.name == level else key: cell for key, cell in cells})
        for record in records
        for cells in (record.cells.items(),)
    ]


def _by_reference(file: str, records: Sequence[Record], column: Key) -> list[Placed]:
    """Find parents by the id or, where only one code has it, the name that a cell gives."""
    by_id = {record[ID]: at for at, record in enumerate(records) if record[ID]}
    by_name: dict[str, list[int]] = {}
    for at, record in enumerate(records):
        for name in dict.fromkeys(map(_folded, record.names())):
            by_name.setdefault(name, []).append(at)
    parents: list[int | None] = []
    problems = []
    for record in records:
        wanted = record[column]
        found = [by_id[wanted]] if wanted in by_id else by_name.get(_folded(wanted), []) if wanted else []
        if wanted and len(found) != 1:
            problems.append(_unknown(file, record, wanted, len(found), [*by_id, *(r[_NAME] for r in records)]))
        parents.append(found[0] if len(found) == 1 else None)
    problems += [
        Problem(file, f"row {records[at].row}: {_called(records[at])} lies below itself", "Correct its parent")
        for at in range(len(records))
        if _lies_below_itself(parents, at)
    ]
    if problems:
        raise CodebookError(problems)
    return _named_by_id(records, parents)


def _unknown(file: str, record: Record, wanted: str, found: int, known: Sequence[str]) -> Problem:
    place = f"row {record.row}, parent"
    if found:
        return Problem(file, f"{place}: {found} codes are called {wanted}", "Give the id of the one that is meant")
    close = difflib.get_close_matches(wanted, known, n=1)
    fix = f"Did you mean {close[0]}" if close else "Give the id or the name of a code in this table"
    return Problem(file, f"{place}: no code is called {wanted}", fix)


def _lies_below_itself(parents: Sequence[int | None], at: int) -> bool:
    above = parents[at]
    for _ in parents:
        if above is None or above == at:
            break
        above = parents[above]
    return above == at


def _by_level(records: Sequence[Record], levels: Sequence[str]) -> list[Placed]:
    """Place codes below the theme in the same row, or in the last row that named one; themes without a row get one."""
    placed: list[Placed] = []
    homes: dict[tuple[str, ...], int] = {}
    path: tuple[str, ...] = ()
    for record in records:
        named = {level: (record.names(level) or [""])[0] for level in levels}
        last = max(at for at, level in enumerate(levels) if named[level])
        for at, level in enumerate(levels[: last + 1]):
            if not named[level]:
                continue
            above = homes.get(path := path[:at])
            path = (*path, _folded(named[level]))
            own = record if at == last else Record(record.row, {Key(level): named[level]})
            if at == last or path not in homes:
                named_here = _without(own, *(other for other in LEVELS if other != level))
                placed.append(Placed(as_names([named_here], level)[0], own[ID], above))
                homes.setdefault(path, len(placed) - 1)
    return placed


def _named_by_id(records: Sequence[Record], parents: Sequence[int | None]) -> list[Placed]:
    """Cut from each id the one of the code above it: what is left is its own."""
    return [
        Placed(record, record[ID] if parent is None else record[ID].removeprefix(f"{records[parent][ID]}."), parent)
        for record, parent in zip(records, parents, strict=True)
    ]


def _parents(ids: Sequence[str]) -> list[int | None]:
    """Return for each of dotted ids or numbers which is the nearest above it (`1` above `1.1`)."""
    places = {id: at for at, id in reversed(list(enumerate(ids)))}
    return [next((places[head] for head in _heads(id) if head in places), None) for id in ids]


def _heads(id: str) -> Iterator[str]:
    while "." in id:
        id = id.rpartition(".")[0]
        yield id


def _by_looks(records: Sequence[Record]) -> list[Placed]:
    """Go by numbers, in a column or before the names, else by how far the names are indented."""
    numbers = [record[NUMBER].rstrip(".") for record in records]
    if any(numbers):
        ids = [""] * len(numbers) if all(map(_DOTTED.fullmatch, numbers)) else numbers
        return list(map(Placed, records, ids, _parents(numbers)))
    found = [number for record in records if (number := _NUMBERED.match(record.cells.get(_NAME, "")))]
    numbers = [number[1] for number in found]
    if len(numbers) == len(records) and any("." in number for number in numbers):
        bare = [_renamed(record, number.string[number.end() :]) for record, number in zip(records, found, strict=True)]
        return list(map(Placed, bare, [""] * len(bare), _parents(numbers)))
    return _by_indent(records)


def _renamed(record: Record, name: str) -> Record:
    return replace(record, cells={**record.cells, _NAME: name})


def _without(record: Record, *names: str) -> Record:
    return replace(record, cells={key: cell for key, cell in record.cells.items() if key.name not in names})


def _by_indent(records: Sequence[Record]) -> list[Placed]:
    placed: list[Placed] = []
    open_codes: list[tuple[int, int]] = []
    for at, record in enumerate(records):
        name = record.cells.get(_NAME, "")
        lead = _LEAD.match(name)
        indent = display_width(lead[0]) if lead and lead[0] != name else 0
        open_codes = [(width, above) for width, above in open_codes if width < indent]
        parent = open_codes[-1][1] if open_codes else None
        open_codes.append((indent, at))
        placed.append(Placed(_renamed(record, name[len(lead[0]) :]) if indent and lead else record, "", parent))
    return placed


def _called(record: Record) -> str:
    return record[_NAME] or record[ID]


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
