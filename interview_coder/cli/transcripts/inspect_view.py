"""How an inspected transcript looks in a terminal, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from interview_coder.cli.screen import print_indented, stdout, visible
from interview_coder.cli.study_view import counted
from interview_coder.readers.settings_file import FILE_NAME
from interview_coder.study import speakers_of
from interview_coder.transcript import Role, Transcript, clock

_TABLES = (".csv", ".tsv", ".xlsx")
_LANGUAGES = {"en": "English", "zh": "Chinese"}


def show_transcript(transcript: Transcript, turns: int) -> None:
    """Print what was understood of one file."""
    words = sum(speaker.words for speaker in speakers_of(transcript))
    stdout().print(visible(transcript.file), style="bold")
    for heading, value in _facts(transcript, words):
        print_indented(f"{heading:<10} {value}", 2)
    _show_speakers(transcript, words)
    if turns:
        stdout().print("  First turns", style="bold")
    for turn in transcript.turns[:turns]:
        said = " ".join(transcript.quote(turn.start, turn.end).split())
        line = f"¶{turn.number} {turn.speaker or 'no name'}: {said}"
        stdout().print(f"    {visible(line)}", no_wrap=True, overflow="ellipsis")
    if transcript.notes:
        stdout().print("  Left out, and worth a look", style="bold")
    for note in transcript.notes:
        print_indented(visible(note), 4)
    stdout().print(f"  If this is wrong, write in {_reading_file(transcript)}", style="bold")
    for line in _remedies(transcript):
        print_indented(visible(line), 4)
    stdout().print()


def _facts(transcript: Transcript, words: int) -> Iterator[tuple[str, str]]:
    language = _LANGUAGES[transcript.language]
    yield "read as", f"{visible(transcript.encoding)}, {language}, {counted(words, 'word')}"
    if transcript.attributes:
        yield "attributes", visible(", ".join(f"{name}: {value}" for name, value in transcript.attributes.items()))
    if transcript.times:
        first, last = transcript.times[0].seconds, transcript.times[-1].seconds
        yield "times", f"{counted(len(transcript.times), 'mark')}, {clock(first)} to {clock(last)}"


def _show_speakers(transcript: Transcript, words: int) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("  Speaker", "Role"):
        table.add_column(heading)
    for heading in ("Turns", "Words", "Share"):
        table.add_column(heading, justify="right")
    for speaker in speakers_of(transcript):
        share = f"{speaker.words / max(words, 1):.0%}"
        name = f"  {visible(speaker.name) or 'no name'}"
        table.add_row(name, speaker.role, f"{speaker.turns:,}", f"{speaker.words:,}", share)
    stdout().print(table)


def _reading_file(transcript: Transcript) -> str:
    return visible((PurePath(transcript.file).parent / FILE_NAME).as_posix())


def _remedies(transcript: Transcript) -> Iterator[str]:
    """Yield the lines of a reading.yaml that could change what was understood of this file."""
    suffix = PurePath(transcript.file).suffix.lower()
    asking = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.role is Role.INTERVIEWER)
    others = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.role is Role.RESPONDENT)
    names = [name for name in (*asking, *others) if name]
    if names:
        file = PurePath(transcript.file).name
        yield f"files: {{{file}: {{interviewers: [{names[0]}]}}}}     # who asks there"
    yield "speakers: [LABEL]     # a label that was not taken for a speaker"
    if suffix in _TABLES:
        yield "columns: {text: NAME, speaker: NAME, time: NAME}"
    if suffix in (".docx", ".docm"):
        yield "tracked: show     # both versions of tracked changes, as [-old-]{+new+}"
    if transcript.encoding not in ("docx", "odt", "rtf", "pdf", "xlsx"):
        yield "encoding: gb18030     # where the letters above are wrong"
    yield f"language: {'en' if transcript.language == 'zh' else 'zh'}"


def as_data(transcript: Transcript) -> dict[str, Any]:
    """Return what was understood as plain data."""
    return {
        "id": transcript.id,
        "file": transcript.file,
        "sha256": transcript.sha256,
        "encoding": transcript.encoding,
        "language": transcript.language,
        "attributes": dict(transcript.attributes),
        "speakers": [asdict(speaker) for speaker in speakers_of(transcript)],
        "turns": [
            {"number": turn.number, "speaker": turn.speaker, "role": turn.role, "start": turn.start, "end": turn.end}
            for turn in transcript.turns
        ],
        "times": [asdict(mark) for mark in transcript.times],
        "notes": list(transcript.notes),
    }
