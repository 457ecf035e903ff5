"""Readers: one module per file format, each turning a file into a Transcript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from interview_coder.errors import Problem, TranscriptError
from interview_coder.language import detect_language
from interview_coder.readers.decoding import EMPTY, unstorable
from interview_coder.readers.html import read_html
from interview_coder.readers.json_speech import read_json
from interview_coder.readers.layout import NO_ATTRIBUTES, Prose, Reader, Speech
from interview_coder.readers.opendocument import read_opendocument
from interview_coder.readers.pdf import read_pdf
from interview_coder.readers.plain import read_markdown, read_plain
from interview_coder.readers.prose import script_of_prose
from interview_coder.readers.rich_text import read_rich_text
from interview_coder.readers.script import Script, speaker_notes, time_notes, turns_of
from interview_coder.readers.settings import Settings
from interview_coder.readers.settings_file import load_settings
from interview_coder.readers.source import Source, load_source
from interview_coder.readers.speakers import Declared
from interview_coder.readers.speech import script_of_speech
from interview_coder.readers.subrip import read_subrip
from interview_coder.readers.tables import read_csv, read_excel
from interview_coder.readers.webvtt import read_webvtt
from interview_coder.readers.word import read_word
from interview_coder.transcript import Transcript, Turn

if TYPE_CHECKING:
    from interview_coder.participants import Participants

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": read_plain,
        ".md": read_markdown,
        ".docx": read_word,
        ".docm": read_word,
        ".odt": read_opendocument,
        ".rtf": read_rich_text,
        ".csv": read_csv,
        ".tsv": read_csv,
        ".xlsx": read_excel,
        ".json": read_json,
        ".jsonl": read_json,
        ".pdf": read_pdf,
        ".html": read_html,
        ".htm": read_html,
        ".vtt": read_webvtt,
        ".srt": read_subrip,
    }
)
#: So much of a text tells its language.
ENOUGH = 20_000

_LANGUAGES = {
    **dict.fromkeys(("en", "eng", "english", "英文", "英语"), "en"),
    **dict.fromkeys(("zh", "chi", "zho", "cn", "chinese", "mandarin", "中文", "汉语", "普通话"), "zh"),
}


def read_transcript(
    path: Path | str,
    *,
    encoding: str | None = None,
    language: str | None = None,
    interviewers: Sequence[str] = (),
    speakers: Sequence[str] = (),
    attributes: Mapping[str, str] | None = None,
) -> Transcript:
    """Read one transcript file; the suffix tells the format.

    `interviewers` and `speakers` declare labels; where no interviewers are given, the usual ones in English
    and Chinese are known. What is not given is taken from reading.yaml beside the file. Attributes come from
    participants.csv beside it, then the front matter, then `attributes`, later ones winning. Raises
    TranscriptError, and nothing else, where the file, its reading.yaml or its participants.csv can't be read.
    """
    # participants.py uses this package's decoder.
    from interview_coder.participants import load_participants

    _reader_for(path)
    folder = Path(path).parent
    asked = {
        "encoding": encoding,
        "language": language,
        "interviewers": tuple(interviewers),
        "speakers": tuple(speakers),
    }
    settings = load_settings(folder).of(PurePath(path).name).with_(**asked)
    return read_with(path, load_participants(folder), settings, attributes or {})


def read_with(
    path: Path | str,
    participants: Participants,
    settings: Settings,
    attributes: Mapping[str, str] = NO_ATTRIBUTES,
) -> Transcript:
    """Read one transcript file whose participants table and settings have been read already."""
    _reader_for(path)
    source = load_source(path, encoding=settings.encoding or None)
    return transcript_of(replace(source, settings=settings), participants, attributes)


def transcript_of(
    source: Source, participants: Participants, attributes: Mapping[str, str] = NO_ATTRIBUTES
) -> Transcript:
    """Make the transcript of a file that has been loaded; its name tells the format."""
    path, settings = PurePath(source.file), source.settings
    declared = Declared.of(settings.interviewers, settings.speakers)
    if not source.data:
        raise source.error(*EMPTY)
    layout = _reader_for(path)(source)
    script = _script(layout, declared)
    turns = turns_of(script, declared)
    _refuse_useless(source, script.text, turns)
    given = participants.attributes_of(path.stem, path.name)
    merged = {**given, **layout.attributes, **attributes}
    chosen, unknown = _language(settings.language or merged.get("language", ""))
    return Transcript(
        id=path.stem,
        file=source.file,
        text=script.text,
        turns=turns,
        language=chosen or detect_language(script.text[:ENOUGH]),
        sha256=source.sha256,
        encoding=layout.encoding,
        attributes=MappingProxyType(merged),
        times=script.times,
        notes=(*layout.notes, *script.notes, *speaker_notes(script.text, turns), *time_notes(script.times), *unknown),
    )


def _refuse_useless(source: Source, text: str, turns: Sequence[Turn]) -> None:
    """Refuse a file without a spoken word, and what an escape of its format smuggled past the decoder."""
    if not turns:
        raise source.error("nobody says a word in this file: it holds only labels or a head", "Export it again")
    if found := unstorable(text):
        position, what = found
        number = sum(turn.start <= position for turn in turns)
        raise source.error(f"{what} in turn {number}", "Delete it in the program the file comes from, and save it anew")


def _script(layout: Prose | Speech, declared: Declared) -> Script:
    if isinstance(layout, Prose):
        return script_of_prose(layout, declared)
    return script_of_speech(layout, declared)


def _language(asked: str) -> tuple[str, list[str]]:
    """Return "en" or "zh" for the name of a language ("" where it says nothing), and a note."""
    name = asked.strip().casefold()
    known = _LANGUAGES.get(name) or _LANGUAGES.get(name.replace("_", "-").split("-")[0], "")
    if known or not name:
        return known, []
    return "", [f"language {asked!r} is not known; told from the script instead. Write en or zh"]


_ADVICE = {
    ".doc": "Open it in Word or LibreOffice and save it as .docx",
    ".wps": "Open it in WPS Office and save it as .docx",
    ".pages": "Open it in Pages and export it to Word (.docx)",
    ".gdoc": "Open it in the browser and download it as .docx",
}


def unsupported(path: PurePath | str) -> Problem | None:
    """Return the problem with a file whose suffix has no reader, or None where it has one."""
    suffix = PurePath(path).suffix.lower()
    if suffix in READERS:
        return None
    what = f"{suffix} files cannot be read as transcripts" if suffix else "a file name without a suffix"
    readable = f"These can be read: {', '.join(READERS)}"
    return Problem(PurePath(path).as_posix(), what, _ADVICE.get(suffix, readable))


def _reader_for(path: PurePath | str) -> Reader:
    if problem := unsupported(path):
        raise TranscriptError([problem])
    return READERS[PurePath(path).suffix.lower()]
