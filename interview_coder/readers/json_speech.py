"""JSON as speech recognition writes it: Whisper, and the services that tell speakers apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from interview_coder.language import has_han
from interview_coder.readers.decoding import decode
from interview_coder.readers.layout import Speech, Utterance
from interview_coder.readers.notes import counted
from interview_coder.readers.source import Source
from interview_coder.readers.stamps import clock_seconds

MAX_DEPTH = 12

_WORDS = ("text", "transcript", "utterance", "sentence", "content", "onebest", "word", "display", "value")
_NESTED = ("alternatives", "nBest", "nbest", "elements")
_SPEAKER = ("speaker", "speaker_label", "speaker_name", "speakerName", "speaker_id", "speakerId", "name", "role")
_START = ("start", "start_time", "startTime", "begin", "begin_time", "bg", "from", "offset", "timestamp", "time")
# Whole numbers under these names, and beside these for the words, are milliseconds.
_MILLISECONDS = frozenset(("bg", "begin_time", "from"))

Entry = Mapping[str, Any]


def read_json(source: Source) -> Speech:
    """Read the list of utterances in a JSON file, wherever it lies in it; JSON Lines are read too.

    An utterance is an object with words (`text`, `transcript`, `onebest`, ...), perhaps a speaker and a time. Of
    several lists the one that names speakers is taken, then the one with the longest. TranscriptError where there is
    none.
    """
    decoded = decode(source)
    lists = [found for found in _lists(_parsed(source, decoded.text), 0) if any(map(_words_of, found))]
    if not lists:
        fix = "Export it with speakers and times, or as text or subtitles"
        raise source.error("there is no list of utterances in this file", fix)
    chosen = max(lists, key=lambda entries: (_names_speakers(entries), _average_length(entries)))
    unit = 1000 if _in_milliseconds(chosen) else 1
    utterances = [_utterance(entry, unit) for entry in chosen if _words_of(entry)]
    silent = len(chosen) - len(utterances)
    notes = (f"left out: {counted(silent, 'utterance')} without words",) if silent else ()
    if _single_words(chosen):
        utterances = list(_joined(utterances))
    return Speech(tuple(utterances), decoded.encoding, notes=(*decoded.notes, *notes))


def _parsed(source: Source, text: str) -> Any:
    with source.foreign("this is no JSON that can be read", "Export the transcript again"):
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            lines = [line for line in text.split("\n") if line.strip()]
            if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
                return [json.loads(line) for line in lines]
            what = "this is not valid JSON"
            raise source.error(what, "Export it again", line=error.lineno, column=error.colno) from error


def _lists(data: Any, depth: int) -> Iterator[Sequence[Entry]]:
    """Yield every list of objects; an object with words ends the search below it."""
    if depth > MAX_DEPTH:
        return
    if isinstance(data, list) and data and all(isinstance(entry, dict) for entry in data):
        yield data
    if isinstance(data, dict):
        data = [value for key, value in data.items() if key not in ("alternatives", "nBest", "elements")]
    for value in data if isinstance(data, list) else ():
        if isinstance(value, list | dict):
            yield from _lists(value, depth + 1)


def _words_of(entry: Entry) -> str:
    """Return the words of an utterance, "" where it is none."""
    for key in _WORDS:
        if isinstance(value := entry.get(key), str):
            return value.strip()
    for key in _NESTED:
        inner = entry.get(key)
        if isinstance(inner, list) and inner and all(isinstance(part, dict) for part in inner):
            parts = inner if key == "elements" else inner[:1]
            return "".join(str(part.get("value", "")) for part in parts).strip() or _words_of(inner[0])
    return ""


def _speaker_of(entry: Entry) -> str | None:
    """Return who speaks, as a label: names as they are, numbers and letters as `Speaker 0`, `Speaker B`."""
    value = next((entry[key] for key in _SPEAKER if entry.get(key) not in (None, "")), None)
    if isinstance(value, Mapping):
        return _speaker_of({"name": value.get("name", value.get("id"))})
    if value is None or not isinstance(value, str | int):
        return None
    written = str(value).strip()
    numbered = written.isdigit() or (len(written) == 1 and written.isascii() and written not in "QIR")
    return f"Speaker {written}" if numbered else written


def _names_speakers(entries: Sequence[Entry]) -> bool:
    return any(_speaker_of(entry) for entry in entries if _words_of(entry))


def _average_length(entries: Sequence[Entry]) -> float:
    words = [len(words) for entry in entries if (words := _words_of(entry))]
    return sum(words) / len(words)


def _single_words(entries: Sequence[Entry]) -> bool:
    """Tell whether the entries are words and not sentences."""
    found = [words for entry in entries if (words := _words_of(entry))]
    return all(len(words) <= 4 if has_han(words) else " " not in words for words in found) and len(found) > 1


def _start_of(entry: Entry) -> tuple[str, Any]:
    return next(((key, entry[key]) for key in _START if entry.get(key) is not None), ("", None))


def _in_milliseconds(entries: Sequence[Entry]) -> bool:
    """Tell whether times are milliseconds: by their name, or as whole numbers that would be hours apart."""
    starts = [_start_of(entry) for entry in entries]
    numbers = [float(value) for _, value in starts if _WHOLE.fullmatch(str(value))]
    if not numbers or len(numbers) < len(entries) / 2:
        return False
    return any(key in _MILLISECONDS for key, _ in starts) or max(numbers) / len(entries) > _LONGEST


_WHOLE = re.compile(r"\d{1,15}")
# Seconds that an utterance takes on average at most.
_LONGEST = 300
_LATEST = 1e12


def _utterance(entry: Entry, unit: int) -> Utterance:
    _, start = _start_of(entry)
    time = clock_seconds(start) if isinstance(start, str) else start
    # NaN and numbers of hundreds of digits are JSON, too, but no times.
    seconds = time / unit if isinstance(time, int | float) and 0 <= time < _LATEST else None
    return Utterance(_words_of(entry), _speaker_of(entry), seconds)


def _joined(utterances: Sequence[Utterance]) -> Iterator[Utterance]:
    """Put single words together: spaces between them, but not before punctuation and not in Chinese."""
    for speaker, group in groupby(utterances, key=lambda utterance: utterance.speaker):
        parts = list(group)
        text = parts[0].words
        for part in parts[1:]:
            tight = has_han(part.words) or not part.words[:1].isalnum()
            text += part.words if tight else f" {part.words}"
        yield Utterance(text, speaker, parts[0].seconds)
