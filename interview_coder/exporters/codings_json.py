"""The JSON interchange: `code --json` and `export codings.json`, one transcript or coding a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Any

from interview_coder.coding import Coding, Verdict
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.study import CodedStudy, CodedTranscript
from interview_coder.version import __version__

# Half a surrogate pair, which no UTF-8 file can hold, and what would drive a terminal.
_ESCAPED = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# One encoder for all lines: json.dumps would build one a call, which takes longer than the encoding.
_encode = JSONEncoder(ensure_ascii=False).encode


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write all codings; the file holds all there is, whatever is wished for."""
    return Rendered(to_json(study).encode())


def to_json(study: CodedStudy) -> str:
    """Write a study's transcripts and codings as JSON, the same text for the same study."""
    return "".join(json_parts(study))


def json_parts(study: CodedStudy) -> Iterator[str]:
    """Yield the JSON line by line, for output that need not be in memory as a whole."""
    codebook = {"title": str(study.codebook.title), "sha256": study.codebook.sha256}
    yield f'{{"codebook": {_line(codebook)},\n "interview_coder": {_line(__version__)},\n "transcripts": ['
    yield from _lines(map(_transcript, study.transcripts))
    yield '],\n "codings": ['
    yield from _lines(map(_coding, study.codings))
    yield "]}\n"


def is_own(data: bytes) -> bool:
    """Tell whether a file came from here and holds no coder's decisions, which must not be written over."""
    verdicts = (Verdict.ACCEPTED, Verdict.REJECTED)
    decided = any(f'"status": "{verdict}", "seconds": '.encode() in data for verdict in verdicts)
    return data.startswith(b'{"codebook": ') and not decided


def _lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    separator = "\n  "
    for item in items:
        yield separator + _line(item)
        separator = ",\n  "


def _line(value: object) -> str:
    """Encode one value; characters better not written out stay exact as escapes."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", _encode(value))


def _transcript(transcript: CodedTranscript) -> dict[str, Any]:
    return {
        "id": transcript.id,
        "file": transcript.file,
        "sha256": transcript.sha256,
        "language": transcript.language,
        "attributes": dict(transcript.attributes),
        "words": transcript.words,
        "turns": transcript.turns,
        "respondent_passages": transcript.respondent_passages,
    }


def _coding(coding: Coding) -> dict[str, Any]:
    return {
        "transcript": coding.transcript,
        "start": coding.start,
        "end": coding.end,
        "quote": coding.quote,
        "speaker": coding.speaker,
        "turn": coding.turn,
        "passage": coding.passage,
        "code": coding.code,
        "source": coding.source,
        "rule": coding.rule,
        "score": coding.score,
        "evidence": coding.evidence,
        "status": coding.status,
        "seconds": coding.seconds,
    }
