"""Salvage: what can still be read of a damaged study's database, row by row, with what a backup holds of the rest."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from interview_coder.anchoring import anchor
from interview_coder.migrations import migrate

# In the order in which rows refer to each other. The rest of the tables are made again by `code` and `learn`.
_TABLES = ("runs", "transcripts", "versions", "batches", "decisions", "memos", "undone", "settings")
_PAGE = 4096
#: A header that says the file is so many times longer is rotten too.
_MOST = 100
#: Where a page cannot be read, so many row ids behind it are tried.
_REACH = 20_000

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Salvage:
    """How many rows of each table were saved, how many of them only a backup held, and how many texts are lost."""

    rows: Mapping[str, int]
    from_backup: int
    lost_texts: int


@contextmanager
def salvaged(file: Path, backup: Path | None) -> Iterator[tuple[sqlite3.Connection, Salvage]]:
    """Yield a sound database, in memory, with all that can be read of a damaged one and of its newest sound backup.

    A backup that says otherwise than the damaged file is of another state and left alone. A text that is lost becomes
    an empty version, so that the decisions on it stay; their words find their place when `code` reads the file again.
    """
    damaged = {table: _readable(file, table) for table in _TABLES}
    kept = {table: _readable(backup, table) for table in _TABLES} if backup else {}
    if _disagree(damaged, kept):
        kept = {}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        lost = _fill(connection, damaged, kept)
        rows = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _TABLES}
        only = sum(len(kept[table].keys() - damaged[table].keys()) for table in kept)
        yield connection, Salvage(rows, only, lost)


def _readable(file: Path, table: str) -> dict[object, Row]:
    """Return the rows of a table that can be read and are not rotten, by their key."""
    found: dict[object, Row] = {}
    with _padded(file) as copy, closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
        for row in _rows(connection, table):
            values = {name: row[name] for name in row.keys()}  # noqa: SIM118 (a Row's iterator yields values)
            if _is_sound(table, values):
                found[row[0]] = values
    return found


@contextmanager
def _padded(file: Path) -> Iterator[Path]:
    """Yield a copy of a database, as long as its header says: SQLite reads nothing of one that is cut short."""
    data = file.read_bytes()
    if not data.startswith(b"SQLite format 3\0"):
        # A header that was overwritten is like any other study's; where the whole file is, nothing is found in it.
        data = _HEADER + data[len(_HEADER) :]
    there = -(-len(data) // _PAGE)
    pages = max(min(int.from_bytes(data[28:32], "big"), _MOST * there), there)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        copy.write_bytes(data.ljust(pages * _PAGE, b"\0"))
        yield copy


# The first 24 bytes of every study's database: pages of 4,096 bytes, no write-ahead log.
_HEADER = b"SQLite format 3\0" + bytes([16, 0, 1, 1, 0, 64, 32, 32])


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """Yield rows from the first on and from the last back; what lies between is tried one by one."""
    first = last = None
    for order in ("", "DESC"):
        at = None
        with suppress(sqlite3.DatabaseError):
            for row in connection.execute(f"SELECT * FROM {table} NOT INDEXED ORDER BY 1 {order}"):
                at = row[0]
                if not order:
                    first = at
                elif at == first:
                    return
                else:
                    last = at
                yield row
            return
        if not order and isinstance(at, int):
            first = at
    begin = first if isinstance(first, int) else 0
    end = last if isinstance(last, int) else begin + _REACH
    for key in range(begin + 1, min(end, begin + _REACH)) if (first, last) != (None, None) else ():
        with suppress(sqlite3.DatabaseError):
            yield from connection.execute(f"SELECT * FROM {table} NOT INDEXED WHERE rowid = ?", [key])


def _is_sound(table: str, row: Row) -> bool:
    """Tell whether a row holds what it was written with, as far as it tells itself."""
    if any(
        isinstance(value, str) and "\ufffd" in value for name, value in row.items() if name not in ("text", "quote")
    ):
        return False
    if table == "versions":
        return hashlib.sha256(str(row["text"]).encode(errors="replace")).hexdigest() == row["text_sha256"]
    return True


def _disagree(damaged: Mapping[str, Mapping[object, Row]], kept: Mapping[str, Mapping[object, Row]]) -> bool:
    """Tell whether a backup has another decision where the damaged file has one: it is of another state."""
    return any(
        damaged[table][key].get("id") != kept[table][key].get("id")
        for table in ("transcripts", "decisions", "memos")
        for key in (damaged[table].keys() & kept[table].keys() if kept else ())
    )


def _fill(
    connection: sqlite3.Connection,
    damaged: Mapping[str, Mapping[object, Row]],
    kept: Mapping[str, Mapping[object, Row]],
) -> int:
    """Insert rows, a backup's first, as it was verified; return how many texts are lost."""
    merged = {table: {**damaged[table], **kept.get(table, {})} for table in _TABLES}
    lost = _fill_gaps(merged)
    for entry in (*merged["decisions"].values(), *merged["memos"].values()):
        _put_back(entry, str(merged["versions"][entry["version"]]["text"]))
    for table in _TABLES:
        for row in merged[table].values():
            # What no longer keeps the rules of its table is no row of it.
            with suppress(sqlite3.IntegrityError, sqlite3.InterfaceError):
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])
    return lost


def _put_back(entry: Row, text: str) -> None:
    """Give an entry whose place holds other words the place of its own, where that is certain."""
    start, stop, quote = entry["start"], entry["stop"], str(entry["quote"])
    if not text or not isinstance(start, int) or not isinstance(stop, int) or text[start:stop] == quote:
        return
    found = anchor(quote, str(entry["before"]), str(entry["after"]), start, text)
    if found.start is not None:
        entry["start"], entry["stop"] = found.start, found.end


def _fill_gaps(merged: Mapping[str, dict[object, Row]]) -> int:
    """Put an empty version, a name and a batch where decisions refer to one that is lost."""
    lost = 0
    for entry in (*merged["decisions"].values(), *merged["memos"].values()):
        transcript, version, batch = entry["transcript"], entry["version"], entry["batch"]
        lost += version not in merged["versions"]
        merged["versions"].setdefault(version, _empty_version(version, transcript))
        merged["batches"].setdefault(batch, {"number": batch, "coder": "", "at": entry["at"], "what": "recovered"})
    texts = {version["transcript"] for version in merged["versions"].values() if version["text"]}
    for transcript in {version["transcript"] for version in merged["versions"].values()} - texts:
        # Newer than what is lost, so that no decision seems to stand in a text that is not there.
        key = max(map(_number, merged["versions"])) + 1
        merged["versions"][key] = {**_empty_version(key, transcript), "number": 0}
    for version in merged["versions"].values():
        name = re.sub(r"\.[^.]*$", "", str(version["file"]).rpartition("/")[2]) or f"lost-{version['transcript']}"
        merged["transcripts"].setdefault(version["transcript"], {"key": version["transcript"], "id": name})
    return lost


def _empty_version(key: object, transcript: object) -> Row:
    texts = dict.fromkeys(("file", "sha256", "encoding", "language", "text"), "")
    lists = {"attributes": "{}", "notes": "[]", "times": "[]", "turns": "[]"}
    whole = {"key": key, "transcript": transcript, "number": -_number(key), "size": 0, "mtime_ns": 0}
    return {**whole, **texts, **lists, "text_sha256": hashlib.sha256(b"").hexdigest()}


def _number(key: object) -> int:
    return key if isinstance(key, int) else 0
