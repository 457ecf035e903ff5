"""The JSON interchange: `code --json` and `export codings.json`, one transcript or coding a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from json import JSONEncoder
from typing import Any

from interview_coder.coding import Coding, Decision, Verdict
from interview_coder.codings_file import read_codings
from interview_coder.errors import CodingsError
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.readers.source import Source
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
    yield f'{{"codebook": {json_line(codebook)},\n "interview_coder": {json_line(__version__)},\n "transcripts": ['
    yield from json_lines(map(_transcript, study.transcripts))
    yield '],\n "codings": ['
    yield from json_lines(map(_coding, study.codings))
    yield '],\n "decisions": ['
    yield from json_lines(map(_decision, study.decisions))
    yield "]}\n"


def is_own(data: bytes) -> bool:
    """Tell whether a file came from here."""
    return data.startswith(b'{"codebook": ')


def loses_nothing(data: bytes, found: bytes) -> bool:
    """Tell whether all that coders decided in a file found is in the data too, or was decided anew since."""
    if not any(f'"status": "{verdict}"'.encode() in found for verdict in (Verdict.ACCEPTED, Verdict.REJECTED)):
        return True
    try:
        old, new = (read_codings(Source("codings.json", each)).decisions for each in (found, data))
    except CodingsError:
        return False
    ids = {decision.id for decision in new}
    later: dict[tuple[str, str, str], list[Decision]] = {}
    for decision in new:
        later.setdefault(_about(decision), []).append(decision)
    return all(
        (decision.id and decision.id in ids)
        or any(_stands_for(other, decision) for other in later.get(_about(decision), ()))
        for decision in old
    )


def _about(decision: Decision) -> tuple[str, str, str]:
    return decision.transcript, decision.code, decision.quote


def _stands_for(decision: Decision, old: Decision) -> bool:
    """Tell whether a decision about the same words and code says the same, or is the same coder's later one."""
    if old.coder and old.coder != decision.coder:
        return False
    return decision.verdict is old.verdict or "" < old.at < decision.at


def json_lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a list's items, each on its own line."""
    separator = "\n  "
    for item in items:
        yield separator + json_line(item)
        separator = ",\n  "


def json_line(value: object) -> str:
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
        "status": Verdict.SUGGESTED if coding.status is Verdict.DISPUTED else coding.status,
        "seconds": coding.seconds,
        **({"disputed": True} if coding.status is Verdict.DISPUTED else {}),
        **({"coder": coding.coder} if coding.coder else {}),
        **({"reasons": coding.reasons} if coding.reasons else {}),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "transcript": decision.transcript,
        "start": decision.start,
        "end": decision.end,
        "quote": decision.quote,
        "before": decision.before,
        "after": decision.after,
        "code": decision.code,
        "status": decision.verdict,
        "coder": decision.coder,
        "at": decision.at,
        "adjudicates": decision.adjudicates,
        "id": decision.id,
    }
