"""A coded study with the coders' decisions: from the store where nothing changed, else as it was read and tagged."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from interview_coder.anchoring import anchor
from interview_coder.codebook import Codebook
from interview_coder.coding import Coding, Decision, Memo, Source
from interview_coder.corpus import Corpus, find_transcripts, unmatched_participants
from interview_coder.errors import Problem
from interview_coder.participants import FILE_NAMES
from interview_coder.passages import Unit, split_passages
from interview_coder.readers.settings_file import FILE_NAME as SETTINGS_NAME
from interview_coder.store import Listing, Model, Store
from interview_coder.study import CodedStudy, CodedTranscript, Speaker
from interview_coder.transcript import Role, Transcript
from interview_coder.verdicts import latest_decisions, latest_memos, settle
from interview_coder.version import __version__

Entry = TypeVar("Entry", Decision, Memo)
Item = TypeVar("Item", Coding, Decision, Memo)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a coded study is made of: the files and how to read them, the codebook's hash, the unit and the version.

    `files` tells the state they are in: paths, sizes and times of change, of the tables beside the transcripts too.
    Two that are equal give the same study.
    """

    how: str
    files: str


def asked(
    paths: Sequence[str | Path],
    codebook: Codebook,
    *,
    unit: Unit | None = None,
    encoding: str | None = None,
    language: str | None = None,
    interviewers: bool = False,
) -> Asked:
    """Describe a coded study that has not been made yet; look at the files before they are read, not after."""
    corpus = find_transcripts(paths)
    words = [codebook.sha256, unit or codebook.unit, encoding, language, interviewers, __version__]
    return Asked(_digest(words), _digest([*map(_state, _files(corpus)), *_remarks(corpus)]))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _files(corpus: Corpus) -> Iterator[Path]:
    """Yield the files that a study is read from, and the tables that may stand beside them."""
    yield from corpus.paths
    for folder in dict.fromkeys(path.parent for path in corpus.paths):
        yield from (folder / name for name in (*FILE_NAMES, SETTINGS_NAME))


def _state(file: Path) -> list[Any]:
    with suppress(OSError):
        found = os.stat(file)
        return [os.fspath(file), found.st_size, found.st_mtime_ns]
    return [os.fspath(file)]


def _remarks(corpus: Corpus) -> Iterator[str]:
    yield from map(str, corpus.problems)
    yield from corpus.notes
    yield from map(str, unmatched_participants(corpus))


def kept_study(
    store: Store, codebook: Codebook, unit: Unit, wanted: Asked, *, with_material: bool = False
) -> CodedStudy | None:
    """Return the study that the last run of `code` kept, with the decisions of today; None where it was another one."""
    study = listed_study(store, codebook, unit, wanted)
    return study and with_kept_codings(store, study, with_material=with_material)


def listed_study(store: Store, codebook: Codebook, unit: Unit, wanted: Asked) -> CodedStudy | None:
    """Return the study that the last run of `code` kept, without its codings; None where it was another one."""
    listing = store.listing()
    if listing is None or (listing.asked, listing.fingerprint) != (wanted.how, wanted.files):
        return None
    return _listed(listing, codebook, unit)


def with_kept_codings(store: Store, study: CodedStudy, *, with_material: bool = False) -> CodedStudy:
    """Return a listed study with its codings, decisions and memos."""

    def read() -> Iterator[tuple[Transcript, Iterator[Coding]]]:
        for kept in study.transcripts:
            transcript = replace(store.transcript(kept.id), file=kept.file)
            yield transcript, map(Coding.of, store.suggestions(transcript, unit=study.unit))

    return _settled(store, study, read(), with_material=with_material)


def settled_study(store: Store, study: CodedStudy, *, with_material: bool = False) -> CodedStudy:
    """Return a study just read, its `material` with it, with the models' suggestions and the coders' decisions."""
    proposed = _by_transcript(study.codings)
    shas = {kept.id: kept.sha256 for kept in store.transcripts()} if store.model() else {}

    def read() -> Iterator[tuple[Transcript, Iterable[Coding]]]:
        for transcript in study.material:
            own = proposed.get(transcript.id, ())
            is_kept = shas.get(transcript.id) == transcript.sha256
            modelled = _by_models(store, transcript, study.unit) if is_kept and not study.is_learned else ()
            yield transcript, (*own, *modelled)

    return _settled(store, study, read(), with_material=with_material)


def _by_models(store: Store, transcript: Transcript, unit: Unit) -> Iterator[Coding]:
    for suggestion in store.suggestions(transcript.id, unit=unit):
        if suggestion.source is Source.MODEL and suggestion.passage.transcript.text == transcript.text:
            yield Coding.of(suggestion)


def _settled(
    store: Store, study: CodedStudy, read: Iterable[tuple[Transcript, Iterable[Coding]]], *, with_material: bool
) -> CodedStudy:
    """Put together what was suggested for transcripts and what coders made of it."""
    reviewed, hashes = _Reviewed(store, study.codebook), store.hashes_read_to_the_end()
    codings: list[Coding] = []
    decisions: list[Decision] = []
    memos: list[Memo] = []
    material: list[Transcript] = []
    finished: set[str] = set()
    for transcript, proposed in read:
        decided, noted = reviewed.decisions_on(transcript), reviewed.memos_on(transcript)
        own = tuple(reviewed.with_codes_of_today(proposed))
        passages = split_passages(transcript, study.unit) if _has_others(decided, own) else ()
        codings += settle(passages, own, decided, noted)
        decisions += latest_decisions(decided)
        memos += latest_memos(noted)
        material += [transcript] if with_material else []
        finished |= {transcript.id} if transcript.sha256 in hashes else set()
    return replace(
        study,
        codings=tuple(codings),
        decisions=tuple(decisions),
        memos=tuple(memos),
        material=tuple(material),
        read_to_the_end=frozenset(finished),
    )


def _has_others(decisions: Iterable[Decision], proposed: Iterable[Coding]) -> bool:
    """Tell whether coders decided about words that nothing was suggested for: then the passages are needed."""
    known = {(coding.code, coding.start, coding.end) for coding in proposed} if decisions else ()
    return any((decision.code, decision.start, decision.end) not in known for decision in decisions)


class _Reviewed:
    """What coders decided and noted, by transcript, with the ids that codes have now."""

    def __init__(self, store: Store, codebook: Codebook) -> None:
        self._current = cache(lambda code: codebook.current(code) or code)
        self._codes = {code.id for code in codebook.codes}
        self._decisions = _by_transcript(store.decisions())
        self._memos = _by_transcript(store.memos())

    def decisions_on(self, transcript: Transcript) -> tuple[Decision, ...]:
        """Return the decisions on a transcript, each in its place there."""
        own = self._decisions.get(transcript.id, ())
        return tuple(replace(_placed(each, transcript.text), code=self._current(each.code)) for each in own)

    def memos_on(self, transcript: Transcript) -> tuple[Memo, ...]:
        """Return the memos on a transcript, each in its place there."""
        return tuple(_placed(memo, transcript.text) for memo in self._memos.get(transcript.id, ()))

    def with_codes_of_today(self, proposed: Iterable[Coding]) -> Iterator[Coding]:
        """Yield what was proposed; a model does not know of codes that were renamed or retired since."""
        for coding in proposed:
            code = self._current(coding.code) if coding.source is Source.MODEL else coding.code
            if coding.source is not Source.MODEL or code in self._codes:
                yield coding if code == coding.code else replace(coding, code=code)


def _placed(entry: Entry, text: str) -> Entry:
    """Return an entry in its place in a text, which need not be the one that the store keeps."""
    found = anchor(entry.quote, entry.before, entry.after, entry.start, text)
    return replace(entry, start=found.start, end=found.end)


def _by_transcript(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.transcript, []).append(item)
    return found


def keep_study(store: Store, study: CodedStudy, wanted: Asked, *, model: Model | None = None) -> None:
    """Keep what a run of `code` read, its `material`, and what was suggested, with the `model` if it is new: as one."""
    suggested = _by_transcript(study.codings)
    with store.writing():
        if model:
            store.keep_model(model)
        store.keep_transcripts(study.material)
        for transcript in study.material:
            proposed = suggested.get(transcript.id, ())
            for source in (Source.RULE, Source.MODEL):
                own = [coding for coding in proposed if coding.source is source]
                if source is Source.RULE or study.is_learned:
                    sha256 = study.codebook.sha256
                    store.keep_suggestions(transcript.id, own, codebook=sha256, unit=study.unit, source=source)
        found = {
            "transcripts": [_plain(transcript) for transcript in study.transcripts],
            "problems": [asdict(problem) for problem in study.problems],
            "notes": study.notes,
        }
        store.keep_listing(Listing(wanted.how, wanted.files, json.dumps(found, ensure_ascii=False)))


def _plain(transcript: CodedTranscript) -> dict[str, Any]:
    return {**asdict(replace(transcript, attributes={})), "attributes": dict(transcript.attributes)}


def _listed(listing: Listing, codebook: Codebook, unit: Unit) -> CodedStudy:
    found = json.loads(listing.found)
    transcripts = tuple(_transcript(**fields) for fields in found["transcripts"])
    problems = tuple(Problem(**fields) for fields in found["problems"])
    return CodedStudy(codebook, unit, transcripts, (), problems, tuple(found["notes"]))


def _transcript(*, speakers: list[dict[str, Any]], notes: list[str], **fields: Any) -> CodedTranscript:
    said = tuple(Speaker(**{**speaker, "role": Role(speaker["role"])}) for speaker in speakers)
    return CodedTranscript(**fields, speakers=said, notes=tuple(notes))
