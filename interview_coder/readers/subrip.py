"""SubRip (.srt): numbered cues, labels in the words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_coder.readers.cues import Line, cue_notes, cues_of
from interview_coder.readers.decoding import decode
from interview_coder.readers.layout import Speech, Utterance
from interview_coder.readers.source import Source

_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\an?\d{1,2}\}", re.IGNORECASE)


def read_subrip(source: Source) -> Speech:
    """Read cues; a blank line inside one does not end it. TranscriptError where there is no cue."""
    decoded = decode(source)
    lines = [Line(number, text) for number, text in enumerate(decoded.text.split("\n"), start=1)]
    cues = cues_of(lines, _is_number)
    utterances = tuple(
        Utterance(words, None, cue.seconds) for cue in cues if (words := _TAG.sub("", cue.words).strip())
    )
    if not utterances or all(cue.seconds is None for cue in cues):
        raise source.error("there is no cue with a time in this file", "Is it a SubRip file?")
    return Speech(utterances, decoded.encoding, notes=(*decoded.notes, *cue_notes(cues)))


def _is_number(lines: Sequence[Line], index: int) -> bool:
    return lines[index].text.strip().isdecimal()
