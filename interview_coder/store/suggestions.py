"""Suggestions in the store, and what they were made from (law 4)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from interview_coder.coding import Source, Suggestion
from interview_coder.errors import StudyError
from interview_coder.language import count_words
from interview_coder.passages import Passage
from interview_coder.transcript import Transcript

_COLUMNS = "start, stop, turn, passage, words, code, source, rule, score, evidence, reasons"


def keep_suggestions(
    connection: sqlite3.Connection, id: str, suggestions: Iterable[Suggestion], *, source: Source, made_from: list[str]
) -> bool:
    """Put suggestions in the place of those that a source made for a transcript; tell whether that changed anything.

    `made_from` are the codebook's hash, the unit and the version of the tool.
    """
    key, version = connection.execute("SELECT transcript, key FROM newest WHERE id = ?", [id]).fetchone()
    rows = [_row(suggestion) for suggestion in suggestions]
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


def load_suggestions(connection: sqlite3.Connection, transcript: Transcript) -> tuple[Suggestion, ...]:
    """Return what was suggested for a transcript's newest version, in reading order, rules before models."""
    query = f"""
        SELECT {_COLUMNS} FROM suggestions JOIN newest USING (transcript) JOIN taggings USING (transcript, source)
        WHERE newest.id = ? AND taggings.version = newest.key ORDER BY source = 'model', suggestions.key
    """
    found = [_suggestion(transcript, row) for row in connection.execute(query, [transcript.id])]
    return tuple(sorted(found, key=lambda suggestion: (suggestion.passage.start, suggestion.passage.end)))


def _rows(connection: sqlite3.Connection, key: int, source: Source) -> list[tuple[Any, ...]]:
    query = f"SELECT {_COLUMNS} FROM suggestions WHERE transcript = ? AND source = ? ORDER BY key"
    return connection.execute(query, [key, source]).fetchall()


def _tagging(connection: sqlite3.Connection, key: int, source: Source) -> tuple[Any, ...] | None:
    query = "SELECT version, codebook, unit, tool FROM taggings WHERE transcript = ? AND source = ?"
    row: tuple[Any, ...] | None = connection.execute(query, [key, source]).fetchone()
    return row


def _row(suggestion: Suggestion) -> tuple[Any, ...]:
    passage = suggestion.passage
    return (
        passage.start,
        passage.end,
        passage.turn.number,
        passage.number,
        count_words(passage.text),
        suggestion.code,
        suggestion.source.value,
        suggestion.rule,
        suggestion.score,
        json.dumps(suggestion.evidence, separators=(",", ":")),
        json.dumps(suggestion.reasons, ensure_ascii=False),
    )


def _suggestion(transcript: Transcript, row: tuple[Any, ...]) -> Suggestion:
    start, stop, turn_number, number, _, code, source, rule, score, evidence, reasons = row
    turn = transcript.turns[turn_number - 1]
    if not turn.start <= start < stop <= turn.end:
        raise StudyError(f"a suggestion kept for {transcript.id} lies outside its turn. Run interview-coder code again")
    spans = tuple((first, last) for first, last in json.loads(evidence))
    passage = Passage(transcript, turn, number, start, stop)
    return Suggestion(passage, code, Source(source), rule, score, spans, reasons=tuple(json.loads(reasons)))
