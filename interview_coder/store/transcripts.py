"""Transcripts in the store: every version's text, written once and never changed (law 1)."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from interview_coder.errors import EnvironmentFailure, StudyError, UsageError
from interview_coder.store.folder import name_in_study
from interview_coder.store.values import Kept, KeptTranscript, State
from interview_coder.transcript import Role, TimeMark, Transcript, Turn

# What may change while the text stays: in the order of the columns below.
_FACTS = "file, size, mtime_ns, encoding, language, attributes, notes, times, turns"


def keep_transcript(connection: sqlite3.Connection, study: Path, transcript: Transcript) -> Kept:
    """Keep a transcript: as a new version where its text or its bytes changed."""
    if any(0xD800 <= ord(character) < 0xE000 for character in transcript.file):
        raise EnvironmentFailure(f"{transcript.file!a}: the name holds bytes that are no text. Rename the file")
    facts = _facts(study, transcript)
    text_sha256 = text_hash(transcript.text)
    query = f"SELECT transcript, key, number, sha256, text_sha256, {_FACTS} FROM newest WHERE id = ?"
    row = connection.execute(query, [transcript.id]).fetchone()
    if row is None:
        cursor = connection.execute("INSERT INTO transcripts (id) VALUES (?)", [transcript.id])
        row = (cursor.lastrowid, None, 0, "", "")
    transcript_key, key, number, *hashes = row[:5]
    if hashes != [transcript.sha256, text_sha256]:
        marks = ", ".join("?" * 14)
        connection.execute(
            f"INSERT INTO versions (transcript, number, sha256, text_sha256, text, {_FACTS}) VALUES ({marks})",
            [transcript_key, number + 1, transcript.sha256, text_sha256, transcript.text, *facts],
        )
        return Kept(transcript.id, State.CHANGED if number else State.NEW, number + 1)
    if tuple(row[5:]) != facts:
        assignments = ", ".join(f"{name} = ?" for name in _FACTS.split(", "))
        connection.execute(f"UPDATE versions SET {assignments} WHERE key = ?", [*facts, key])
    return Kept(transcript.id, State.SAME, number)


def _facts(study: Path, transcript: Transcript) -> tuple[Any, ...]:
    size = mtime_ns = 0
    with suppress(OSError):
        found = os.stat(transcript.file)
        size, mtime_ns = found.st_size, found.st_mtime_ns
    turns = [[turn.number, turn.speaker, turn.role, turn.start, turn.end] for turn in transcript.turns]
    return (
        name_in_study(study, Path(transcript.file)),
        size,
        mtime_ns,
        transcript.encoding,
        transcript.language,
        _json(dict(transcript.attributes)),
        _json(transcript.notes),
        _json([[mark.position, mark.seconds] for mark in transcript.times]),
        _json(turns),
    )


def kept_transcripts(connection: sqlite3.Connection) -> tuple[KeptTranscript, ...]:
    """Return what is kept, in order of the ids."""
    columns = "id, number, file, size, mtime_ns, sha256, encoding, language, attributes"
    rows = connection.execute(f"SELECT {columns} FROM newest ORDER BY id")
    parsed = ([*row[:-1], MappingProxyType(json.loads(row[-1]))] for row in rows)
    return tuple(KeptTranscript(*values) for values in parsed)


def load_transcript(connection: sqlite3.Connection, id: str) -> Transcript:
    """Return the newest version of a transcript, its text and its turns' places verified."""
    columns = "file, text, turns, language, sha256, encoding, attributes, times, notes, text_sha256, key"
    row = connection.execute(f"SELECT {columns} FROM newest WHERE id = ?", [id]).fetchone()
    if row is None:
        raise UsageError(f"the study keeps no transcript {id}. Read it first: interview-coder code")
    file, text, turns, language, sha256, encoding, attributes, times, notes, text_sha256, key = row
    transcript = Transcript(
        id=id,
        file=file,
        text=text,
        turns=tuple(Turn(number, name, Role(role), *span) for number, name, role, *span in json.loads(turns)),
        language=language,
        sha256=sha256,
        encoding=encoding,
        attributes=MappingProxyType(json.loads(attributes)),
        times=tuple(TimeMark(*mark) for mark in json.loads(times)),
        notes=tuple(json.loads(notes)),
    )
    is_whole = text_hash(text) == text_sha256 and _in_order(transcript.turns, len(text))
    if not is_whole or any(text[start:end] != quote for start, end, quote in _quotes(connection, key)):
        raise StudyError(f"the text kept of {id} is damaged. Restore a backup, or run interview-coder doctor")
    return transcript


def _quotes(connection: sqlite3.Connection, version: int) -> Iterator[tuple[int, int, str]]:
    """Yield the places and words of what was decided and noted on a version (law 2)."""
    for table in ("decisions", "memos"):
        yield from connection.execute(f"SELECT start, stop, quote FROM {table} WHERE version = ?", [version])


def _in_order(turns: Sequence[Turn], length: int) -> bool:
    edges = [0, *(edge for turn in turns for edge in (turn.start, turn.end)), length]
    return edges == sorted(edges)


def text_hash(text: str) -> str:
    """Return the hash by which a text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
