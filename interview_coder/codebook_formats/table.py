"""A codebook as a table, a row a code, whatever file the table is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interview_coder.codebook_formats.cells import (
    KEYS,
    Cells,
    Key,
    cells_of,
    is_setting,
    settings_cells,
    settings_of,
    values_of,
)
from interview_coder.codebook_formats.drafts import Draft, Imported, assembled
from interview_coder.codebook_formats.headers import ID, PARENT, did_you_mean, header, is_called_code, recognised
from interview_coder.codebook_formats.outline import LEVELS, Placed, Record, as_names, outlined
from interview_coder.codebook_schema import CodebookFields, CodeFields
from interview_coder.errors import CodebookError, Problem

Row = tuple[int, Sequence[str]]

_HEADER_WITHIN = 10
_MAIN = (*KEYS[:6], "rules")
_SAYS_WHICH = ("name", "id", "theme", "subcode")


def to_rows(fields: CodebookFields, language: str) -> list[list[str]]:
    """Return a header and a row a code, then rows about the codebook as a whole and its word lists.

    A text in several languages has a column for each; `language` is the one of the header.
    """
    filled = [_row_of(id, parent, code) for id, parent, code in walk(fields.codes)]
    filled += [{**cells, ID: id} for id, cells in settings_cells(fields)]
    columns = _columns({key for row in filled for key in row})
    return [[header(key, language) for key in columns], *([row.get(key, "") for key in columns] for row in filled)]


def walk(codes: Mapping[str, CodeFields], parent: str = "") -> Iterator[tuple[str, str, CodeFields]]:
    """Yield every code with its full id and that of the code above it."""
    for id, code in codes.items():
        whole = f"{parent}.{id}" if parent else id
        yield whole, parent, code
        yield from walk(code.codes, whole)


def _row_of(id: str, parent: str, code: CodeFields) -> dict[Key, str]:
    named = code.model_copy(update={"name": code.name or {"": id.rpartition(".")[2]}})
    return {**cells_of(named), ID: id, PARENT: parent}


def _columns(used: set[Key]) -> list[Key]:
    """Return the columns a table needs: the main ones always, others where they are used."""
    columns = [ID]
    for name in KEYS:
        languages = sorted(key.language for key in used if key.name == name)
        columns += [Key(name, language) for language in languages or ([""] if name in _MAIN else [])]
        columns += [PARENT] if name == "counterexamples" else []
    return columns


def read_rows(file: str, rows: Sequence[Row]) -> Imported:
    """Read a table whose header is known; CodebookError for every row that cannot be placed.

    A column that is not known goes to the memo under its header, with a note. A row without a name continues the one
    above it, as cells that were merged do.
    """
    at, columns = _header(file, rows)
    names = [name.strip() for name in rows[at][1]]
    records, problems = _records(file, columns, rows[at + 1 :])
    settings = {record[ID]: record.cells for record in records if is_setting(record[ID])}
    codes = [record for record in records if not is_setting(record[ID])]
    problems += [problem for problem in [_twice(file, codes)] if problem]
    if problems:
        raise CodebookError(problems)
    placed = outlined(file, _continued(_with_names(codes)))
    drafts = [_draft(each, names) for each in placed]
    return assembled(file, drafts, settings=settings_of(settings), notes=_header_notes(names, columns, codes))


def recognised_columns(cells: Sequence[str]) -> dict[int, Key]:
    """Return what the columns below a header hold, by their number; the first of two that hold the same counts.

    Beside a column of names, one called code (编码, 代码) holds ids.
    """
    found: dict[int, Key] = {}
    for at, cell in enumerate(cells):
        key = recognised(cell) if cell.strip() else None
        if key and key not in found.values():
            found[at] = key
    names = [at for at, cell in enumerate(cells) if recognised(cell) == Key("name")]
    codes = [at for at in names if is_called_code(cells[at])]
    if len(names) == 2 and len(codes) == 1 and ID not in found.values():
        return {**found, **dict.fromkeys(names, Key("name")), codes[0]: ID}
    return found


def names_codes(columns: Mapping[int, Key]) -> bool:
    """Tell whether one of the columns says which code a row is about."""
    return any(key.name in _SAYS_WHICH for key in columns.values())


def _header(file: str, rows: Sequence[Row]) -> tuple[int, dict[int, Key]]:
    """Return the place of the header row and what its columns hold; a title may stand above it."""
    candidates = [recognised_columns(cells) for _, cells in rows[:_HEADER_WITHIN]]
    at = max(range(len(candidates)), key=lambda at: len(candidates[at]), default=None)
    if at is None or not names_codes(candidates[at]):
        first = [cell for _, cells in rows[:1] for cell in cells if cell.strip()]
        advice = next((f"{cell}: {meant}" for cell in first if (meant := did_you_mean(cell))), "")
        fix = (
            advice or "Call one column name (or code, theme, 编码, 主题), others definition, include, exclude, examples"
        )
        raise CodebookError([Problem(file, "no column names the codes", fix)])
    return at, candidates[at]


def _records(file: str, columns: Mapping[int, Key], rows: Sequence[Row]) -> tuple[list[Record], list[Problem]]:
    """Return the rows that say anything; a column that is not known has its number as key."""
    records, problems = [], []
    for number, cells in rows:
        filled = {columns.get(at, Key("other", str(at))): cell for at, cell in enumerate(cells) if cell.strip()}
        if filled:
            records.append(Record(number, filled))
    if records and not _which(records[0]):
        problems.append(Problem(file, f"row {records[0].row}: no name and no id", "Say which code the row is about"))
    return records, problems


def _which(record: Record) -> dict[Key, str]:
    """Return the cells that say which code a row is about."""
    return {key: cell for key, cell in record.cells.items() if key.name in (*_SAYS_WHICH, "parent")}


def _twice(file: str, records: Sequence[Record]) -> Problem | None:
    first: dict[str, int] = {}
    for record in records:
        if record[ID] and first.setdefault(record[ID], record.row) != record.row:
            what = f"row {record.row}: the id {record[ID]} stands in row {first[record[ID]]} already"
            return Problem(file, what, "Give every code its own id, or leave the cell empty")
    return None


def _with_names(records: Sequence[Record]) -> list[Record]:
    """Take themes (or sub-codes) for names where the table has no column of names, and ids where a cell is empty."""
    levels = {key.name for record in records for key in record.cells}
    named = list(records) if "name" in levels else as_names(records, "theme" if "theme" in levels else "subcode")
    return [
        replace(record, cells={**record.cells, Key("name"): record[ID].rpartition(".")[2]})
        if record[ID] and not any(map(record.names, LEVELS))
        else record
        for record in named
    ]


def _continued(records: Sequence[Record]) -> list[Record]:
    """Join a row without a name, or with the same one, to the row above it."""
    whole: list[Record] = []
    for record in records:
        if whole and _which(record) in ({}, _which(whole[-1])):
            cells = dict(whole[-1].cells)
            for key, cell in record.cells.items():
                if cells.setdefault(key, cell) != cell:
                    cells[key] += f"\n{cell}"
            whole[-1] = replace(whole[-1], cells=cells)
        else:
            whole.append(record)
    return whole


def _draft(placed: Placed, names: Sequence[str]) -> Draft:
    cells: Cells = {key: cell.strip() for key, cell in placed.record.cells.items()}
    values = values_of({key: cell for key, cell in cells.items() if key.name in KEYS})
    others = [
        f"{_title(key, names)}: {cell}" for key, cell in cells.items() if key.name in ("other", "theme", "subcode")
    ]
    if others:
        memo: dict[str, Any] = values.get("memo", {})
        values["memo"] = {**memo, "": "\n".join(filter(None, [memo.get("", ""), *others]))}
    return Draft(f"row {placed.record.row}", values, placed.id, placed.parent)


def _title(key: Key, names: Sequence[str]) -> str:
    if key.name != "other":
        return key.name
    at = int(key.language)
    return (names[at] if at < len(names) else "") or f"column {at + 1}"


def _header_notes(names: Sequence[str], columns: Mapping[int, Key], records: Sequence[Record]) -> Iterator[str]:
    """Say of each column that is not known where it went, and what it may be meant as."""
    used = {key for record in records for key in record.cells if key.name == "other"}
    for key in sorted(used, key=lambda key: int(key.language)):
        title = _title(key, names)
        twin, meant = recognised(title), did_you_mean(title)
        why = f" is one more for {twin.name}" if twin else f" is not known ({meant})" if meant else " is not known"
        yield f"{title if title.startswith('column ') else f'column {title}'}{why}: kept in the memo"
