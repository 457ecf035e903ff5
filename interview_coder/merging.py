"""Merging: decisions and memos made elsewhere come into a study, from another coder's study or from a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from interview_coder.anchoring import Anchored, anchor
from interview_coder.codebook import Codebook
from interview_coder.coding import Decision, Memo
from interview_coder.codings_file import Orphan
from interview_coder.store import Store

Entry = TypeVar("Entry", Decision, Memo)
#: What has no certain place, and why.
Misplaced = tuple[Entry, str]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What comes in, sorted out; each decision and memo is counted once.

    `new` is in its place in this study's text; `here` was here before; to `superseded` its coder said otherwise later,
    here; `orphaned` has no certain place here; `homeless` has a code that the codebook does not know. `batch` is 0
    until it is kept.
    """

    new: tuple[Decision, ...] = ()
    here: tuple[Decision, ...] = ()
    superseded: tuple[Decision, ...] = ()
    orphaned: tuple[Orphan, ...] = ()
    homeless: tuple[Decision, ...] = ()
    new_memos: tuple[Memo, ...] = ()
    memos_here: int = 0
    memos_orphaned: int = 0
    batch: int = 0

    @property
    def number(self) -> int:
        """How many decisions came in all."""
        return sum(map(len, (self.new, self.here, self.superseded, self.orphaned, self.homeless)))

    @property
    def is_doubtful(self) -> bool:
        """Whether something was left out."""
        return bool(self.orphaned or self.homeless or self.memos_orphaned)


def merge(store: Store, other: Store, *, codebook: Codebook | None, coder: str, at: str, what: str) -> Incoming:
    """Bring another study's decisions and memos into a study, as one batch and in one transaction.

    Transcripts are the same that have the same bytes, else the same id. What was merged before is not merged again; but
    if that merge was undone here, it is. `codebook` tells which codes are known; None takes all.
    """
    ids = _same_transcripts(store, other)
    finished = {batch.number for batch in other.batches() if batch.to_the_end}
    return bring_in(
        store,
        _renamed(other.decisions(), ids),
        memos=_renamed(other.memos(), ids),
        codebook=codebook,
        coder=coder,
        at=at,
        what=what,
        to_the_end=all(decision.batch in finished for decision in other.decisions()),
    )


def bring_in(
    store: Store,
    decisions: Iterable[Decision],
    *,
    memos: Iterable[Memo] = (),
    codebook: Codebook | None,
    coder: str,
    at: str,
    what: str,
    to_the_end: bool = False,
) -> Incoming:
    """Sort out decisions and memos and keep what is new, in one transaction; what is unsigned is `coder`'s.

    `to_the_end` says that whoever decided had read the transcripts to the end.
    """
    shown = codebook.sha256 if codebook else ""
    with store.writing():
        incoming = sort_out(store, decisions, memos=memos, codebook=codebook, coder=coder, at=at)
        batch = store.decide(
            incoming.new,
            memos=incoming.new_memos,
            coder=coder,
            at=at,
            codebook=shown,
            what=what,
            to_the_end=to_the_end,
        )
    return replace(incoming, batch=batch)


def sort_out(
    store: Store,
    decisions: Iterable[Decision],
    *,
    memos: Iterable[Memo] = (),
    codebook: Codebook | None,
    coder: str,
    at: str,
) -> Incoming:
    """Tell what of some decisions and memos is new to a study, and where it stands there; nothing is written."""
    undone = {batch.number: batch.what != "" for batch in store.batches() if batch.is_undone}
    known, homeless = _by_code(decisions, codebook)
    placed, orphaned = _placed(store, _signed(known, coder, at))
    new, here, superseded = _compared(placed, _standing(store.decisions(undone=True), undone=undone))
    placed_memos, orphaned_memos = _placed(store, _signed(memos, coder, at))
    notes, notes_here, older = _compared(placed_memos, _standing(store.memos(undone=True), undone=undone))
    return Incoming(
        new=new,
        here=here,
        superseded=superseded,
        orphaned=tuple(Orphan(decision, why) for decision, why in orphaned),
        homeless=homeless,
        new_memos=notes,
        memos_here=len(notes_here) + len(older),
        memos_orphaned=len(orphaned_memos),
    )


def _same_transcripts(store: Store, other: Store) -> dict[str, str]:
    """Return what each transcript of another study is called in this one, where the bytes tell."""
    ours = store.transcripts()
    hashes = Counter(transcript.sha256 for transcript in ours)
    by_hash = {transcript.sha256: transcript.id for transcript in ours if hashes[transcript.sha256] == 1}
    ids = {transcript.id for transcript in ours}
    return {each.id: by_hash.get(each.sha256, each.id) for each in other.transcripts() if each.id not in ids}


def _renamed(entries: Iterable[Entry], ids: Mapping[str, str]) -> Iterator[Entry]:
    return (replace(entry, transcript=ids.get(entry.transcript, entry.transcript)) for entry in entries)


def _signed(entries: Iterable[Entry], coder: str, at: str) -> Iterator[Entry]:
    return (replace(entry, coder=entry.coder or coder, at=entry.at or at) for entry in entries)


def _by_code(
    decisions: Iterable[Decision], codebook: Codebook | None
) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Part decisions whose code the codebook knows, by its present or a former id, from the others."""
    every = tuple(decisions)
    unknown = {code for code in {decision.code for decision in every} if codebook and codebook.current(code) is None}
    known = tuple(decision for decision in every if decision.code not in unknown)
    return known, tuple(decision for decision in every if decision.code in unknown)


def _placed(store: Store, entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Misplaced[Entry], ...]]:
    """Put entries in their place in the study's text, by their words and those around them."""
    ids = {transcript.id for transcript in store.transcripts()}

    @cache
    def text(id: str) -> str:
        return store.transcript(id).text

    placed: list[Entry] = []
    misplaced: list[Misplaced[Entry]] = []
    for entry in entries:
        if entry.transcript not in ids:
            misplaced.append((entry, f"there is no transcript {entry.transcript}"))
            continue
        found = _place(entry, text(entry.transcript))
        if found.start is None or found.end is None:
            misplaced.append((entry, found.why))
            continue
        quote = text(entry.transcript)[found.start : found.end]
        placed.append(replace(entry, start=found.start, end=found.end, quote=quote))
    return tuple(placed), tuple(misplaced)


def _place(entry: Decision | Memo, text: str) -> Anchored:
    """Return where an entry's words stand: as they are, else without the spaces around them; none means its range."""
    start, quote = entry.start, entry.quote
    if not quote and start is not None and entry.end is not None and entry.end <= len(text):
        quote = text[start : entry.end]
    found = anchor(quote, entry.before, entry.after, start, text)
    if found.start is not None or quote == quote.strip():
        return found
    indent = len(quote) - len(quote.lstrip())
    return anchor(quote.strip(), entry.before, entry.after, None if start is None else start + indent, text)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is kept already: the ids, those of what may come again, and each coder's latest about the same words."""

    ids: frozenset[str]
    undone_ids: frozenset[str]
    latest: dict[Hashable, Decision | Memo]


def _standing(every: Iterable[Decision | Memo], *, undone: Mapping[int, bool]) -> _Standing:
    """Look through what is kept; `undone` holds the undone batches, and whether each may come again.

    What came from elsewhere and was undone may; what a coder undid who had made it here may not.
    """
    kept = tuple(every)
    again = frozenset(entry.id for entry in kept if undone.get(entry.batch))
    latest: dict[Hashable, Decision | Memo] = {_about(entry): entry for entry in kept if entry.batch not in undone}
    return _Standing(frozenset(entry.id for entry in kept) - again, again, latest)


def _compared(
    entries: Iterable[Entry], standing: _Standing
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[Entry, ...]]:
    """Part entries into those that are new, those that are here, and those to which their coder said otherwise later.

    The later of two studies counts whichever is merged into the other.
    """
    new: list[Entry] = []
    here: list[Entry] = []
    superseded: list[Entry] = []
    latest = dict(standing.latest)
    last_words = {_about(entry): entry for entry in entries}
    for entry in entries:
        ours, theirs = standing.latest.get(_about(entry)), last_words[_about(entry)]
        said_last = latest.get(_about(entry))
        if entry.id in standing.ids or (said_last and _said(said_last) == _said(entry)):
            here.append(entry)
        elif ours and (ours.at, ours.id) >= (theirs.at, theirs.id):
            superseded.append(entry)
        else:
            # One that was undone here comes again as another.
            new.append(replace(entry, id="") if entry.id in standing.undone_ids else entry)
            latest[_about(entry)] = entry
    return tuple(new), tuple(here), tuple(superseded)


def _about(entry: Decision | Memo) -> Hashable:
    code = entry.code if isinstance(entry, Decision) else ""
    return entry.transcript, entry.coder, code, entry.start, entry.end


def _said(entry: Decision | Memo) -> object:
    return (entry.verdict, entry.adjudicates) if isinstance(entry, Decision) else entry.text
