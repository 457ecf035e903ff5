"""Corpus: which files the user means, and reading them one after another."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import Problem, TranscriptError
from interview_coder.participants import FILE_NAME, FILE_NAMES, Participants, load_participants
from interview_coder.readers import READERS, read_with, unsupported
from interview_coder.readers.settings import Settings
from interview_coder.readers.settings_file import FILE_NAME as SETTINGS_NAME
from interview_coder.readers.settings_file import FolderSettings, load_settings
from interview_coder.transcript import Transcript

#: Called after each file with its path, its number and the number of files.
Progress = Callable[[str, int, int], None]

# In a folder these would have been meant as transcripts; a picture or a codebook would not.
_DOCUMENTS = frozenset((".doc", ".xls", ".pages", ".wps", ".text"))


@dataclass(frozen=True, slots=True)
class Corpus:
    """The transcript files found, in order; what could not be used; what was passed over."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def find_transcripts(paths: Sequence[Path | str]) -> Corpus:
    """Resolve files, folders (their files in order of name, not their folders) and glob patterns (`**` for any depth).

    Each file counts once. In folders, participants.csv, hidden files and Word's `~$` locks are no
    transcripts; README files and files of other kinds are noted, documents without a reader are problems.
    """
    search = _Search()
    for path in paths:
        search.add(path)
    return Corpus(tuple(search.found.values()), tuple(search.problems), tuple(search.notes))


def read_corpus(
    corpus: Corpus,
    *,
    encoding: str | None = None,
    language: str | None = None,
    interviewers: Sequence[str] = (),
    on_progress: Progress | None = None,
) -> Iterator[Transcript | TranscriptError]:
    """Read transcripts one at a time; what cannot be read is yielded as its error, in its place.

    The problems of the corpus come first. An error also stands for a
    second file of the same id (stem), for the same content under another name, and for a broken
    participants.csv or reading.yaml, once (its transcripts are read without it).
    """
    folders, seen = _Folders(), _Seen()
    yield from (TranscriptError([problem]) for problem in corpus.problems)
    for number, path in enumerate(corpus.paths, start=1):
        yield from folders.load(path.parent)
        own = folders.settings(path)
        settings = own.with_(encoding=encoding, language=language, interviewers=own.interviewers or tuple(interviewers))
        yield _read_one(path, folders.participants(path), settings, seen)
        if on_progress:
            on_progress(path.as_posix(), number, len(corpus.paths))


def _read_one(path: Path, participants: Participants, settings: Settings, seen: _Seen) -> Transcript | TranscriptError:
    try:
        seen.check_id(path)
        transcript = read_with(path, participants, settings)
        seen.check_content(transcript)
    except TranscriptError as error:
        return error
    return transcript


def unmatched_participants(corpus: Corpus) -> tuple[Problem, ...]:
    """List the rows of each participants.csv that no transcript in its folder is for, and values of a wrong type."""
    folders = dict.fromkeys(path.parent for path in corpus.paths)
    problems: list[Problem] = []
    for folder in folders:
        try:
            participants, settings = load_participants(folder), load_settings(folder)
        except TranscriptError:
            continue  # reported when the transcripts were read
        else:
            names = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in READERS)
            problems += (*participants.unmatched(names), *participants.slips(settings.general.attributes))
    return tuple(problems)


class _Folders:
    """What the folders met so far say of their transcripts: participants and settings, each read once."""

    def __init__(self) -> None:
        self._participants: dict[Path, Participants] = {}
        self._settings: dict[Path, FolderSettings] = {}

    def load(self, folder: Path) -> Iterator[TranscriptError]:
        """Read a folder's tables at first sight; yield the error where one is broken, and go on without it."""
        if folder in self._participants:
            return
        self._participants[folder], self._settings[folder] = Participants(FILE_NAME), FolderSettings()
        try:
            self._participants[folder] = load_participants(folder)
        except TranscriptError as error:
            yield error
        try:
            self._settings[folder] = load_settings(folder)
        except TranscriptError as error:
            yield error

    def participants(self, path: Path) -> Participants:
        """Return the participants of a file's folder."""
        return self._participants[path.parent]

    def settings(self, path: Path) -> Settings:
        """Return how to read a file."""
        return self._settings[path.parent].of(path.name)


class _Seen:
    """The ids and contents met so far in one corpus."""

    def __init__(self) -> None:
        self._ids: dict[str, Path] = {}
        self._contents: dict[str, str] = {}

    def check_id(self, path: Path) -> None:
        first = self._ids.setdefault(_folded(path.stem), path)
        if first != path:
            what = f"the same id as {first.as_posix()}"
            raise TranscriptError([Problem(path.as_posix(), what, "Rename one: the name before the suffix is the id")])

    def check_content(self, transcript: Transcript) -> None:
        first = self._contents.setdefault(transcript.sha256, transcript.file)
        if first != transcript.file:
            raise TranscriptError([Problem(transcript.file, f"already read as {first}", "Remove one of the two")])


class _Search:
    """Collects files, each once, while paths are resolved."""

    def __init__(self) -> None:
        self.found: dict[str, Path] = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def add(self, path: Path | str) -> None:
        """Resolve one argument of the user."""
        if not os.path.exists(path) and glob.has_magic(os.fspath(path)):
            self._add_pattern(os.fspath(path))
        elif os.path.isdir(path):
            self._add_folder(Path(path))
        else:
            self._add_file(Path(path))

    def _add_pattern(self, pattern: str) -> None:
        matches = sorted(glob.glob(pattern, recursive=True))
        if not matches:
            self.problems.append(Problem(pattern, "no file matches this pattern", "Check the path"))
        for match in matches:
            if os.path.isfile(match):
                self._add_from_folder(Path(match))

    def _add_file(self, path: Path) -> None:
        problem = unsupported(path)
        if not os.path.lexists(path):
            problem = Problem(path.as_posix(), "no such file", "Check the path")
        if problem:
            self.problems.append(problem)
        else:
            self.found.setdefault(os.path.abspath(path), path)

    def _add_folder(self, folder: Path) -> None:
        before = len(self.found), len(self.problems)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            self.problems.append(Problem(str(folder), "this folder cannot be opened", "Check its permissions"))
            return
        for entry in entries:
            if os.path.isdir(entry.path):
                self._note_folder(folder / entry.name)
            else:
                self._add_from_folder(folder / entry.name)
        if before == (len(self.found), len(self.problems)):
            fix = f"Put files of these kinds there: {', '.join(READERS)}"
            self.problems.append(Problem(folder.as_posix(), "no transcripts in this folder", fix))

    def _note_folder(self, folder: Path) -> None:
        """Say that a folder in a folder is another matter: perhaps other interviews, perhaps another study."""
        if not folder.name.startswith("."):
            self.notes.append(f"{folder.as_posix()}/ is passed over: name it too, if its transcripts belong here")

    def _add_from_folder(self, path: Path) -> None:
        name = path.name
        if name.startswith((".", "~$")) or name.casefold() in (*FILE_NAMES, SETTINGS_NAME):
            return
        if name.upper().startswith("README"):
            self.notes.append(f"{path.as_posix()} is passed over: a README is no transcript")
        elif path.suffix.lower() in READERS or path.suffix.lower() in _DOCUMENTS:
            self._add_file(path)
        else:
            self.notes.append(f"{path.as_posix()} is passed over: no transcript format")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
