"""Suggestions in the store, and what they were made from (law 4)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from interview_coder.coding import Coding, Source, Suggestion
from interview_coder.errors import StudyError
from interview_coder.passages import Passage
from interview_coder.transcript import Transcript

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

# The columns that are numbers, or become numbers.
_NUMBERS = ["start", "end", "turn", "passage", "words", "transcript", "source", "code"]
_CHUNK = 50_000
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


def suggestion_columns(connection: sqlite3.Connection, *, unit: str) -> pd.DataFrame:
    """Return a row for every suggestion for the newest texts in passages of a unit, in the order kept.

    Columns: `transcript`, `code`, `source` (categories), `start`, `end`, `turn`, `passage`, `words` (int64).
    """
    import pandas as pd

    codes: dict[str, int] = {}
    frame = pd.DataFrame(_numbers(connection, codes), columns=_NUMBERS)
    query = """
        SELECT transcript, taggings.source = 'model', newest.id FROM taggings JOIN newest USING (transcript)
        WHERE taggings.version = newest.key AND taggings.unit = ?
    """
    ids = {(key, is_model): id for key, is_model, id in connection.execute(query, [unit])}
    if not ids:
        frame, ids = frame[:0], {(0, 0): ""}
    kept = frame[pd.MultiIndex.from_frame(frame[["transcript", "source"]]).isin(list(ids))]
    named = kept["transcript"].map({key: id for (key, _), id in ids.items()})
    sources = pd.Index([str(Source.RULE), str(Source.MODEL)])
    return kept.assign(
        transcript=pd.Categorical(named),
        code=pd.Categorical.from_codes(kept["code"].to_numpy(), pd.Index(list(codes), dtype=str)),
        source=pd.Categorical.from_codes(kept["source"].to_numpy(), sources),
    )


def _numbers(connection: sqlite3.Connection, codes: dict[str, int]) -> npt.NDArray[np.int64]:
    """Return a row of numbers for every suggestion, and number the codes."""
    import numpy as np

    query = "SELECT start, stop, turn, passage, words, transcript, source = 'model', code FROM suggestions ORDER BY key"
    cursor = connection.execute(query)
    parts = [np.empty((0, len(_NUMBERS)), dtype="int64")]
    while rows := cursor.fetchmany(_CHUNK):
        parts.append(np.array([(*row[:-1], codes.setdefault(row[-1], len(codes))) for row in rows], dtype="int64"))
    return np.concatenate(parts)


def speakers_by_turn(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return for each transcript who speaks in its turns."""
    rows = connection.execute("SELECT id, turns FROM newest")
    return {id: [turn[1] for turn in json.loads(turns)] for id, turns in rows}


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
