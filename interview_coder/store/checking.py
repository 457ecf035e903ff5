"""What contradicts itself in a store though SQLite finds it sound: texts against their hashes, places against texts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from interview_coder.errors import StudyError
from interview_coder.store.transcripts import load_transcript, text_hash


@dataclass(frozen=True, slots=True)
class Contradictions:
    """How many texts are not those that were kept, and how many places hold other words than their quote.

    `lost` are texts that an earlier repair could not save: `code` reads them again.
    """

    texts: int
    decisions: int
    memos: int
    suggestions: int
    lost: int

    def __bool__(self) -> bool:
        """Whether anything but a text known to be lost contradicts itself."""
        return bool(self.texts or self.decisions or self.memos or self.suggestions)


def contradictions(connection: sqlite3.Connection) -> Contradictions:
    """Compare every text with its hash, and every place with the text it was made on, one text at a time."""
    texts = decisions = memos = suggestions = 0
    for key, transcript, text, expected in connection.execute(
        "SELECT key, transcript, text, text_sha256 FROM versions WHERE text <> '' ORDER BY key"
    ).fetchall():
        texts += text_hash(text) != expected
        decisions += _misplaced(connection, "decisions", key, text)
        memos += _misplaced(connection, "memos", key, text)
        query = "SELECT count(*) FROM suggestions JOIN taggings USING (transcript, source)"
        where = "transcript = ? AND taggings.version = ? AND stop > ?"
        suggestions += connection.execute(f"{query} WHERE {where}", [transcript, key, len(text)]).fetchone()[0]
    lost = connection.execute("SELECT count(*) FROM newest WHERE text = ''").fetchone()[0]
    for (id,) in connection.execute("SELECT id FROM newest WHERE text <> ''").fetchall():
        try:
            load_transcript(connection, id)
        except (StudyError, ValueError, TypeError):
            texts += texts == 0
    return Contradictions(texts, decisions, memos, suggestions, lost)


def _misplaced(connection: sqlite3.Connection, table: str, version: int, text: str) -> int:
    rows = connection.execute(f"SELECT start, stop, quote FROM {table} WHERE version = ?", [version])
    return sum(text[start:stop] != quote for start, stop, quote in rows)
