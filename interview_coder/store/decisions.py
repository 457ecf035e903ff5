"""Decisions and memos in the store: appended, never rewritten; each batch can be undone (law 5)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from interview_coder.anchoring import anchor, context_of
from interview_coder.coding import Decision, Memo, Verdict
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.store.values import Batch

Entry = TypeVar("Entry", Decision, Memo)
Columns = dict[str, Any]

_STANDING = "batch NOT IN (SELECT batch FROM undone)"


class Keeping:
    """Decisions and memos that are being kept as one batch, which is made with the first that is new."""

    def __init__(
        self, connection: sqlite3.Connection, *, coder: str, at: str, what: str, to_the_end: bool = False
    ) -> None:
        self._connection = connection
        self._signature = (coder, at, what, int(to_the_end))
        self.batch = 0
        self._newest = cache(self._look_up)

    def decide(self, decision: Decision) -> None:
        """Append a decision, unless it is kept, or its coder's latest about the same words and code says the same."""
        about = {**self._place(decision), "code": decision.code}
        said = {"verdict": decision.verdict.value, "adjudicates": int(decision.adjudicates)}
        self._append("decisions", decision, about, said, {"codebook": decision.codebook})

    def note(self, memo: Memo) -> None:
        """Append a memo, unless it is kept, or its coder's latest on the same words says the same."""
        # A terminal may hand over half a surrogate pair, which UTF-8 cannot hold.
        text = memo.text.encode("utf-8", "replace").decode()
        self._append("memos", memo, self._place(memo), {"text": text}, {})

    def _place(self, entry: Decision | Memo) -> Columns:
        """Return where an entry stands and who signed it; its words must be those that stand there."""
        newest, start, end = self._newest(entry.transcript), entry.start, entry.end
        if start is None or end is None:
            raise UsageError(f"{entry.transcript}: a decision without a place. Look for its words first")
        if not 0 <= start < end <= len(newest.text) or entry.quote not in ("", newest.text[start:end]):
            what = "was changed meanwhile: other words stand at this place. Open it again"
            raise EnvironmentFailure(f"{entry.transcript} {what}")
        return {"transcript": newest.transcript, "start": start, "stop": end, "coder": entry.coder}

    def _append(self, table: str, entry: Decision | Memo, about: Columns, said: Columns, beside: Columns) -> None:
        earlier = self._earlier(table, about, said)
        newest, start, end = self._newest(entry.transcript), about["start"], about["stop"]
        # In an earlier version of the text, other words stood at this place.
        here = (values for _, version, stands, *values in earlier if stands and version == newest.version)
        standing = next(here, None)
        if standing == [*said.values()] or self._is_kept(table, entry.id):
            return
        before, after = context_of(newest.text, start, end)
        quote = newest.text[start:end]
        # The same wherever the entry is merged to, and another one each time its coder comes back to the same words.
        parts = [entry.transcript, start, quote, entry.coder, entry.at, about.get("code"), said]
        id = entry.id or _digest([*parts, earlier[0][0] if earlier else ""])
        words = {"quote": quote, "before": before, "after": after, "at": entry.at, "id": id}
        row = {**about, **said, **beside, **words, "version": newest.version, "batch": self._batch()}
        marks = ", ".join("?" * len(row))
        self._connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])

    def _earlier(self, table: str, about: Columns, said: Columns) -> list[Sequence[Any]]:
        """Return what a coder said about the same, the latest first: id, version, whether it stands, and what."""
        where = " AND ".join(f"{name} = ?" for name in about)
        query = f"SELECT id, version, {_STANDING}, {', '.join(said)} FROM {table} WHERE {where} ORDER BY number DESC"
        return self._connection.execute(query, [*about.values()]).fetchall()

    def _batch(self) -> int:
        if not self.batch:
            insert = "INSERT INTO batches (coder, at, what, to_the_end) VALUES (?, ?, ?, ?)"
            self.batch = self._connection.execute(insert, self._signature).lastrowid or 0
        return self.batch

    def _is_kept(self, table: str, id: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", [id]).fetchone() is not None

    def _look_up(self, id: str) -> _Newest:
        query = "SELECT transcript, key, text FROM newest WHERE id = ?"
        row = self._connection.execute(query, [id]).fetchone()
        if row is None:
            raise UsageError(f"the study keeps no transcript {id}. Read it first: interview-coder code")
        return _Newest(*row)


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest version of a transcript, by the store's own keys."""

    transcript: int
    version: int
    text: str


def _digest(parts: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def load_decisions(
    connection: sqlite3.Connection, *, transcript: str | None, coder: str | None, undone: bool
) -> tuple[Decision, ...]:
    """Return decisions in the order made, each in its place in the newest text, without one where that is unsure."""
    rows = _load(
        connection,
        "decisions",
        "code, verdict, adjudicates, codebook",
        transcript=transcript,
        coder=coder,
        undone=undone,
    )
    place = _placing(connection)
    return tuple(
        place(
            Decision(**placed, code=code, verdict=Verdict(verdict), adjudicates=bool(adjudicates), codebook=codebook),
            version,
        )
        for placed, version, (code, verdict, adjudicates, codebook) in rows
    )


def load_memos(
    connection: sqlite3.Connection, *, transcript: str | None, coder: str | None, undone: bool
) -> tuple[Memo, ...]:
    """Return memos in the order made, placed as decisions are."""
    rows = _load(connection, "memos", "text", transcript=transcript, coder=coder, undone=undone)
    place = _placing(connection)
    return tuple(place(Memo(**placed, text=text), version) for placed, version, (text,) in rows)


def _load(
    connection: sqlite3.Connection, table: str, columns: str, *, transcript: str | None, coder: str | None, undone: bool
) -> Iterator[tuple[dict[str, Any], int, Sequence[Any]]]:
    """Yield what an entry has in common with others, the version it was made on, and the rest."""
    conditions = {"transcripts.id = ?": transcript, "coder = ?": coder}
    chosen = {condition: value for condition, value in conditions.items() if value is not None}
    where = " AND ".join([*chosen, "TRUE" if undone else _STANDING])
    names = ("transcript", "number", "batch", "id", "start", "end", "quote", "before", "after", "coder", "at")
    query = f"""
        SELECT transcripts.id, number, batch, {table}.id, start, stop, quote, before, after, coder, at,
        version, {columns} FROM {table} JOIN transcripts ON transcripts.key = {table}.transcript
        WHERE {where} ORDER BY number
    """
    for row in connection.execute(query, list(chosen.values())):
        yield dict(zip(names, row, strict=False)), row[len(names)], row[len(names) + 1 :]


def _placing(connection: sqlite3.Connection) -> Callable[[Entry, int], Entry]:
    """Return what puts an entry made on an earlier version in its place in the newest one."""

    @cache
    def newest(id: str) -> int:
        return int(connection.execute("SELECT key FROM newest WHERE id = ?", [id]).fetchone()[0])

    @cache
    def text(id: str) -> str:
        return str(connection.execute("SELECT text FROM newest WHERE id = ?", [id]).fetchone()[0])

    def place(entry: Entry, version: int) -> Entry:
        if version == newest(entry.transcript):
            return entry
        found = anchor(entry.quote, entry.before, entry.after, entry.start, text(entry.transcript))
        return replace(entry, start=found.start, end=found.end)

    return place


def undo(connection: sqlite3.Connection, batch: int, *, coder: str, at: str) -> int:
    """Take a batch back; return how many decisions and memos that were, 0 if it was undone before."""
    if connection.execute("SELECT 1 FROM batches WHERE number = ?", [batch]).fetchone() is None:
        raise UsageError(f"there is no batch {batch}. `interview-coder log` lists them")
    done = connection.execute("INSERT OR IGNORE INTO undone VALUES (?, ?, ?)", [batch, coder, at])
    query = "SELECT (SELECT count(*) FROM decisions WHERE batch = ?) + (SELECT count(*) FROM memos WHERE batch = ?)"
    return int(connection.execute(query, [batch, batch]).fetchone()[0]) if done.rowcount else 0


def load_batches(connection: sqlite3.Connection) -> tuple[Batch, ...]:
    """Return all batches in the order made, the undone ones too."""
    query = """
        SELECT number, batches.coder, batches.at, what,
        (SELECT count(*) FROM decisions WHERE batch = batches.number),
        (SELECT count(*) FROM memos WHERE batch = batches.number),
        coalesce(undone.coder, ''), coalesce(undone.at, ''), to_the_end
        FROM batches LEFT JOIN undone ON undone.batch = batches.number ORDER BY number
    """
    return tuple(replace(Batch(*row), to_the_end=bool(end)) for *row, end in connection.execute(query))


def hashes_read_to_the_end(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the hashes of those versions of transcripts that somebody read to the end, by batches that stand."""
    query = f"""
        SELECT DISTINCT versions.sha256 FROM decisions JOIN versions ON versions.key = decisions.version
        JOIN batches ON batches.number = decisions.batch WHERE to_the_end AND {_STANDING}
    """
    return frozenset(sha256 for (sha256,) in connection.execute(query))
