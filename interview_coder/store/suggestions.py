"""Suggestions in the store, and what they were made from (law 4)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from interview_coder.coding import Coding, Source, Suggestion
from interview_coder.errors import StudyError
from interview_coder.passages import Passage
from interview_coder.transcript import Transcript

_COLUMNS = "start, stop, turn, passage, words, code, source, rule, score, evidence, reasons"


def keep_suggestions(
    connection: sqlite3.Connection, id: str, codings: Iterable[Coding], *, source: Source, made_from: list[str]
) -> bool:
    """Put suggestions in the place of those that a source made for a transcript; tell whether that changed anything.

    `made_from` are the codebook's hash, the unit and the version of the tool.
    """
    key, version = connection.execute("SELECT transcript, key FROM newest WHERE id = ?", [id]).fetchone()
    rows = [_row(coding) for coding in codings]
    tagging = (version, *made_from)
    if rows == _rows(connection, key, source) and tagging == _tagging(connection, key, source):
        return False
    connection.execute("DELETE FROM suggestions WHERE transcript = ? AND source = ?", [key, source])
    marks = ", ".join("?" * 12)
    connection.executemany(
        f"INSERT INTO suggestions (transcript, {_COLUMNS}) VALUES ({marks})", ((key, *row) for row in rows)
    )
    connection.execute("INSERT OR REPLACE INTO taggings VALUES (?, ?, ?, ?, ?, ?)", [key, source, *tagging])
    return True


def load_suggestions(
    connection: sqlite3.Connection, transcript: Transcript, *, unit: str | None
) -> tuple[Suggestion, ...]:
    """Return what was suggested for a transcript's newest version, in reading order, rules before models."""
    query = f"""
        SELECT {_COLUMNS} FROM suggestions JOIN newest USING (transcript) JOIN taggings USING (transcript, source)
        WHERE newest.id = ? AND taggings.version = newest.key AND taggings.unit = coalesce(?, taggings.unit)
        ORDER BY start, stop, source = 'model', suggestions.key
    """
    rows = connection.execute(query, [transcript.id, unit])
    return tuple(_suggestion(transcript, row) for row in rows)


def _rows(connection: sqlite3.Connection, key: int, source: Source) -> list[tuple[Any, ...]]:
    query = f"SELECT {_COLUMNS} FROM suggestions WHERE transcript = ? AND source = ? ORDER BY key"
    return connection.execute(query, [key, source]).fetchall()


def _tagging(connection: sqlite3.Connection, key: int, source: Source) -> tuple[Any, ...] | None:
    query = "SELECT version, codebook, unit, tool FROM taggings WHERE transcript = ? AND source = ?"
    row: tuple[Any, ...] | None = connection.execute(query, [key, source]).fetchone()
    return row


def _row(coding: Coding) -> tuple[Any, ...]:
    return (
        coding.start,
        coding.end,
        coding.turn,
        coding.passage,
        coding.words,
        coding.code,
        coding.source.value,
        coding.rule,
        coding.score,
        " ".join(str(edge) for span in coding.evidence for edge in span),
        json.dumps(coding.reasons, ensure_ascii=False) if coding.reasons else "",
    )


def _suggestion(transcript: Transcript, row: tuple[Any, ...]) -> Suggestion:
    start, stop, turn_number, number, _, code, source, rule, score, evidence, reasons = row
    turn = transcript.turns[turn_number - 1]
    if not turn.start <= start < stop <= turn.end:
        raise StudyError(f"a suggestion kept for {transcript.id} lies outside its turn. Run interview-coder code again")
    edges = list(map(int, evidence.split()))
    spans = tuple(zip(edges[::2], edges[1::2], strict=True))
    passage = Passage(transcript, turn, number, start, stop)
    said = tuple(json.loads(reasons)) if reasons else ()
    return Suggestion(passage, code, Source(source), rule, score, spans, reasons=said)
