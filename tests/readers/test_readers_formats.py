"""The same interview gives the same turns and the same words, whatever format it is saved in."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from interview_coder.language import HAN_BREAK
from interview_coder.readers import READERS, read_transcript
from tests.readers.writing import WRITERS, write

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted(
    path
    for path in (ROOT / "transcripts").rglob("*")
    if path.suffix in READERS and path.stem not in ("README", "participants")
)


@cache
def conversation(path: Path) -> tuple[tuple[str, str], ...]:
    """Read a shipped interview; white space inside a turn is one space, none beside Chinese, as all can hold."""
    transcript = read_transcript(path)
    return tuple((turn.speaker, _spaced(transcript.quote(turn.start, turn.end))) for turn in transcript.turns)


def _spaced(words: str) -> str:
    return " ".join(HAN_BREAK.sub("", words).split())


def test_formats_are_all_written() -> None:
    alike = {".docm": ".docx", ".tsv": ".csv", ".htm": ".html", ".jsonl": ".json"}
    assert {alike.get(suffix, suffix) for suffix in READERS} == set(WRITERS)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_formats_give_the_same_turns(path: Path, suffix: str, tmp_path: Path) -> None:
    turns = conversation(path)
    transcript = read_transcript(write(tmp_path, suffix, turns))
    assert [(turn.speaker, transcript.quote(turn.start, turn.end)) for turn in transcript.turns] == list(turns)
