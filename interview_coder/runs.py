"""Runs of `code`: what the study keeps of one, what it had before, and what became of the decisions."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_coder.anchoring import State
from interview_coder.codebook import Codebook
from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Decision, Memo
from interview_coder.errors import TranscriptError
from interview_coder.kept_study import Asked, keep_study
from interview_coder.readers.decoding import decode
from interview_coder.readers.source import load_source
from interview_coder.store import Model, Run, Store, name_in_study, open_store, read_store
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript
from interview_coder.verdicts import latest_decisions, latest_memos
from interview_coder.version import __version__


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision or memo that lost its words: the turn they stood in (None if lost before), its code, "" for a memo."""

    turn: int | None
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class Reanchored:
    """What became of the decisions and memos on a transcript that changed."""

    transcript: str
    exact: int
    moved: int
    orphaned: tuple[Orphan, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A transcript that the study keeps though its file is gone, and how many decisions there are on it."""

    transcript: str
    file: str
    decisions: int


def last_run(folder: Path, codebook: Codebook, *, unlike: str = "") -> Run | None:
    """Return a study's last run with a codebook's file, or the last that used another version than one with a hash."""
    with read_store(folder) as store:
        return store.last_run(name_in_study(folder, Path(codebook.file)), unlike=unlike) if store else None


def codebook_used_last(folder: Path) -> Path | None:
    """Return the codebook file that a study's last run used; None where there was no run, or the file is gone."""
    with read_store(folder) as store:
        name = store.codebook_file() if store else None
    return folder / name if name and (folder / name).is_file() else None


def codebook_of(run: Run) -> Codebook:
    """Return the codebook as a run used it; its `file` says so."""
    day = datetime.datetime.fromisoformat(run.at).astimezone()
    return parse_codebook(run.codebook_text, f"{run.codebook_file} of {day:%Y-%m-%d %H:%M}", run.sha256)


def keep_run(
    folder: Path, study: CodedStudy, wanted: Asked, *, at: datetime.datetime, model: Model | None = None
) -> tuple[Reanchored, ...]:
    """Keep a run: the codebook, the transcripts (`material`), what was suggested and a new `model`, all or nothing.

    Return what became of the decisions on transcripts that changed. Raises StudyError or EnvironmentFailure.
    """
    run = _run(folder, study, at)
    with open_store(folder) as store, store.writing():
        if run:
            store.keep_run(run)
        before = {transcript.id: _Before(store, transcript.id) for transcript in _changed(store, study.material)}
        keep_study(store, study, wanted, model=model)
        return tuple(known.compared(store) for known in before.values())


def _run(folder: Path, study: CodedStudy, at: datetime.datetime) -> Run | None:
    """Return the codebook that a run used, None where its file has become another meanwhile."""
    book = study.codebook
    try:
        source = load_source(book.file)
        text = decode(source).text
    except TranscriptError:
        return None
    if source.sha256 != book.sha256:
        return None
    day = at.astimezone(datetime.UTC).isoformat(timespec="seconds")
    return Run(name_in_study(folder, Path(book.file)), book.sha256, text, study.unit, __version__, day)


def _changed(store: Store, material: Iterable[Transcript]) -> Iterator[Transcript]:
    known = {kept.id: kept.sha256 for kept in store.transcripts()}
    for transcript in material:
        if transcript.id not in known:
            continue
        if known[transcript.id] != transcript.sha256 or store.transcript(transcript.id).text != transcript.text:
            yield transcript


class _Before:
    """The decisions and memos on a transcript before its text changed."""

    def __init__(self, store: Store, id: str) -> None:
        self._transcript = store.transcript(id)
        self._entries = _entries(store, id)

    def compared(self, store: Store) -> Reanchored:
        now = {(type(entry), entry.number): entry.start for entry in _entries(store, self._transcript.id)}
        found = [(entry, _state(entry.start, now.get((type(entry), entry.number)))) for entry in self._entries]
        counts = Counter(state for _, state in found)
        lost = tuple(self._orphan(entry) for entry, state in found if state is State.ORPHANED)
        return Reanchored(self._transcript.id, counts[State.EXACT], counts[State.MOVED], lost)

    def _orphan(self, entry: Decision | Memo) -> Orphan:
        start = entry.start
        turns = () if start is None else self._transcript.turns
        turn = next((turn.number for turn in turns if start is not None and start < turn.end), None)
        return Orphan(turn, entry.code if isinstance(entry, Decision) else "", entry.coder)


def _entries(store: Store, id: str) -> list[Decision | Memo]:
    return [*latest_decisions(store.decisions(id)), *latest_memos(store.memos(id))]


def _state(before: int | None, now: int | None) -> State:
    if now is None:
        return State.ORPHANED
    return State.EXACT if before == now else State.MOVED


def gone(folder: Path, study: CodedStudy) -> tuple[Gone, ...]:
    """List the transcripts that the study keeps, but whose files are neither among those read nor where they were."""
    read = {transcript.id for transcript in study.transcripts}
    with read_store(folder) as store:
        missing = [kept for kept in store.transcripts() if kept.id not in read] if store else []
        return tuple(
            Gone(kept.id, kept.file, len(latest_decisions(store.decisions(kept.id))))
            for kept in missing
            if store and not (folder / kept.file).exists()
        )
