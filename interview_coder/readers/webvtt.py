"""WebVTT (.vtt), as meeting and subtitling software writes it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from interview_coder.readers.cues import Cue, Line, cue_notes, cues_of
from interview_coder.readers.decoding import decode
from interview_coder.readers.layout import Speech, Utterance
from interview_coder.readers.notes import counted
from interview_coder.readers.source import Source

_BLOCK = re.compile(r"(NOTE)(?:\s.*)?|(STYLE|REGION)\s*")
_NAMED_CUE = re.compile(r"\d+\s+\"([^\"\n]+)\"(?:\s+\(\d+\))?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>|</v>")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|v)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>|<\d[\d:.]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


def read_webvtt(source: Source) -> Speech:
    """Read cues: voice tags name the speakers, other tags are stripped, entities decoded.

    Raises TranscriptError where there is no cue.
    """
    decoded = decode(source)
    lines, notes = _spoken([Line(number, text) for number, text in enumerate(decoded.text.split("\n"), start=1)])
    cues = cues_of(lines, _is_identifier)
    utterances = tuple(utterance for cue in cues for utterance in _utterances(cue))
    if not utterances or all(cue.seconds is None for cue in cues):
        raise source.error("there is no cue with a time in this file", "Is it a WebVTT file?")
    return Speech(utterances, decoded.encoding, notes=(*decoded.notes, *notes, *cue_notes(cues)))


def _spoken(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Leave out the header and the NOTE, STYLE and REGION blocks, and say so."""
    notes = []
    start = 0
    if lines[0].text.startswith("WEBVTT"):
        start = next((i for i, line in enumerate(lines) if not line.text.strip() or "-->" in line.text), len(lines))
    else:
        notes.append("the line WEBVTT is missing at the top")
    kept: list[Line] = []
    comments = 0
    skipping = False
    opens = True
    for line in lines[start:]:
        block = _BLOCK.fullmatch(line.text) if opens else None
        comments += bool(block and block[1])
        opens = not line.text.strip()
        skipping = bool(block) or (skipping and not opens)
        if not skipping:
            kept.append(line)
    if comments:
        notes.append(f"left out: {counted(comments, 'NOTE block')}")
    return kept, notes


def _is_identifier(lines: Sequence[Line], index: int) -> bool:
    """Take the line above a time line for the cue's name where it begins a block."""
    return bool(lines[index].text.strip()) and (index == 0 or not lines[index - 1].text.strip())


def _utterances(cue: Cue) -> Iterator[Utterance]:
    """Cut a cue at its voice tags; the time goes to the first piece. Webex has the speaker above the time line."""
    parts = _VOICE.split(cue.words)
    seconds = cue.seconds
    named = _NAMED_CUE.fullmatch(cue.identifier)
    for voice, words in zip([named and named[1], *parts[1::2]], parts[::2], strict=True):
        if said := _plain(words):
            yield Utterance(said, _plain(voice) if voice else None, seconds)
            seconds = None


def _plain(words: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _TAG.sub("", words)).strip()
