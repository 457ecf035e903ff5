"""Store: all that a study keeps, read and written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.coding import Coding, Decision, Memo, Source, Suggestion
from interview_coder.errors import EnvironmentFailure
from interview_coder.store import checking as _checking
from interview_coder.store import decisions as _decisions
from interview_coder.store import suggestions as _suggestions
from interview_coder.store import transcripts as _transcripts
from interview_coder.store.checking import Contradictions
from interview_coder.store.values import Batch, Kept, KeptTranscript, Listing, Model, Run, State
from interview_coder.study_file import explained
from interview_coder.transcript import Transcript
from interview_coder.version import __version__

if TYPE_CHECKING:
    import pandas as pd

# The columns of a Run, in its order.
_RUN = "codebook_file, sha256, codebook_text, unit, version, at"
# The setting that names the codebook of the last run, whether it was another version of it or not.
_CODEBOOK = "codebook"


class Store:
    """A study's database, open; get one from `open_store` or `read_store`."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file
        self._identity = _identity(file)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make all that is written within one transaction; on disk when it ends, absent when it fails."""
        if self._connection.in_transaction:
            yield
            return
        with explained(self._file):
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                # Looked at while nobody else can write: what goes to a file that was moved, or that another took the
                # place of, would be lost.
                if _identity(self._file) != self._identity:
                    what = "it was moved, deleted or replaced while it was open. Open the study again"
                    raise EnvironmentFailure(f"{self._file}: {what}")
                yield

    def last_run(self, codebook_file: str, *, unlike: str = "") -> Run | None:
        """Return the last run with a codebook, or the last whose bytes have another hash; None if there was none."""
        query = f"SELECT {_RUN} FROM runs WHERE codebook_file = ? AND sha256 <> ? ORDER BY id DESC LIMIT 1"
        row = self._connection.execute(query, [codebook_file, unlike]).fetchone()
        return Run(*row) if row else None

    def codebook_file(self) -> str | None:
        """Return the codebook file of the last run of all, None if there was none."""
        row = self._connection.execute("SELECT codebook_file FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        return self.setting(_CODEBOOK) or (str(row[0]) if row else None)

    def keep_run(self, run: Run) -> None:
        """Keep a run, unless the last one with the same codebook file used the very same bytes."""
        with self.writing():
            self.keep_setting(_CODEBOOK, run.codebook_file)
            last = self.last_run(run.codebook_file)
            if last is None or last.sha256 != run.sha256:
                self._connection.execute(f"INSERT INTO runs ({_RUN}) VALUES (?, ?, ?, ?, ?, ?)", astuple(run))

    def keep_transcripts(self, transcripts: Iterable[Transcript]) -> tuple[Kept, ...]:
        """Keep transcripts, each that changed as a new version beside the old ones."""
        with self.writing():
            kept = tuple(
                _transcripts.keep_transcript(self._connection, self._file.parent, each) for each in transcripts
            )
            if any(each.state is not State.SAME for each in kept):
                self._forget_listing()
        return kept

    def transcripts(self) -> tuple[KeptTranscript, ...]:
        """Return what is kept of transcripts, without their text, in order of the ids."""
        return _transcripts.kept_transcripts(self._connection)

    def transcript(self, id: str) -> Transcript:
        """Return a transcript's newest version.

        Raises UsageError where the study keeps none of this id, StudyError where its text is damaged.
        """
        return _transcripts.load_transcript(self._connection, id)

    def keep_suggestions(
        self,
        id: str,
        suggestions: Iterable[Suggestion | Coding],
        *,
        codebook: str,
        unit: str,
        source: Source = Source.RULE,
        version: str = __version__,
    ) -> None:
        """Put suggestions for a kept transcript in the place of those that the same source made before.

        `codebook` is the hash of its bytes, `version` that of the tool.
        """
        codings = [each if isinstance(each, Coding) else Coding.of(each) for each in suggestions]
        made_from = [codebook, unit, version]
        with self.writing():
            is_new = _suggestions.keep_suggestions(self._connection, id, codings, source=source, made_from=made_from)
            if is_new and source is Source.RULE:
                self._forget_listing()

    def suggestions(self, transcript: str | Transcript, *, unit: str | None = None) -> tuple[Suggestion, ...]:
        """Return what is suggested for a transcript's newest version, in reading order, rules before models.

        Take the transcript itself where it was opened already; with `unit`, only what was made in passages of that.
        """
        opened = self.transcript(transcript) if isinstance(transcript, str) else transcript
        return _suggestions.load_suggestions(self._connection, opened, unit=unit)

    def suggestion_columns(self, *, unit: str) -> pd.DataFrame:
        """Return a row for every suggestion for the newest texts in passages of a unit, in the order kept.

        Columns: `transcript`, `code`, `source` (categories), `start`, `end`, `turn`, `passage`, `words` (int64).
        """
        return _suggestions.suggestion_columns(self._connection, unit=unit)

    def speakers_by_turn(self) -> dict[str, list[str]]:
        """Return for each transcript who speaks in its turns, from the first on."""
        return _suggestions.speakers_by_turn(self._connection)

    def decide(
        self,
        decisions: Iterable[Decision],
        *,
        coder: str,
        at: str,
        codebook: str = "",
        memos: Iterable[Memo] = (),
        what: str = "",
        to_the_end: bool = False,
    ) -> int:
        """Append decisions and memos as one batch, on disk when this returns; return its number.

        `to_the_end` says that whoever made them had read their transcripts to the end.

        A decision that is signed, dated or has an id keeps those, so that one merged twice is kept once. What a
        coder's latest about the same words and code says already is not written again: 0 where nothing was new. Raises
        UsageError for a transcript that is not kept or a decision without a place, EnvironmentFailure where the text
        was changed meanwhile.
        """
        with self.writing():
            keeping = _decisions.Keeping(self._connection, coder=coder, at=at, what=what, to_the_end=to_the_end)
            for decision in decisions:
                of = decision.codebook or codebook
                keeping.decide(replace(decision, coder=decision.coder or coder, at=decision.at or at, codebook=of))
            for memo in memos:
                keeping.note(replace(memo, coder=memo.coder or coder, at=memo.at or at))
        return keeping.batch

    def decisions(
        self, transcript: str | None = None, *, coder: str | None = None, undone: bool = False
    ) -> tuple[Decision, ...]:
        """Return decisions in the order made, with the undone ones if asked for.

        Their places are those in the newest text; `start` and `end` are None where it does not hold their words with
        certainty.
        """
        return _decisions.load_decisions(self._connection, transcript=transcript, coder=coder, undone=undone)

    def note(self, memos: Iterable[Memo], *, coder: str, at: str, what: str = "") -> int:
        """Append memos as one batch, as `decide` does."""
        return self.decide((), coder=coder, at=at, memos=memos, what=what)

    def memos(
        self, transcript: str | None = None, *, coder: str | None = None, undone: bool = False
    ) -> tuple[Memo, ...]:
        """Return memos in the order made, placed as decisions are."""
        return _decisions.load_memos(self._connection, transcript=transcript, coder=coder, undone=undone)

    def undo(self, batch: int, *, coder: str, at: str) -> int:
        """Take a batch back; return how many decisions and memos that were, 0 if it was undone before."""
        with self.writing():
            return _decisions.undo(self._connection, batch, coder=coder, at=at)

    def hashes_read_to_the_end(self) -> frozenset[str]:
        """Return the hashes of the files of the transcripts that some coder read to the end, as they were then."""
        return _decisions.hashes_read_to_the_end(self._connection)

    def batches(self) -> tuple[Batch, ...]:
        """Return all batches in the order made, the undone ones too."""
        return _decisions.load_batches(self._connection)

    def contradictions(self) -> Contradictions:
        """Return what contradicts itself in the store: texts, and places that do not hold their words."""
        return _checking.contradictions(self._connection)

    def setting(self, name: str) -> str | None:
        """Return a setting of the study, None where it was never set."""
        row = self._connection.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting of the study."""
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", [name, value])

    def model(self) -> Model | None:
        """Return the model kept last."""
        row = self._connection.execute("SELECT codebook, versions, data FROM models").fetchone()
        return Model(*row) if row else None

    def keep_model(self, model: Model) -> None:
        """Keep a model in the place of the one before."""
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO models VALUES (1, ?, ?, ?)", astuple(model))

    def listing(self) -> Listing | None:
        """Return what the last run of `code` found, None where something changed since."""
        row = self._connection.execute("SELECT asked, fingerprint, found FROM listings").fetchone()
        return Listing(*row) if row else None

    def keep_listing(self, listing: Listing) -> None:
        """Keep what a run of `code` found, after its transcripts and suggestions."""
        with self.writing():
            if self.listing() != listing:
                self._connection.execute("INSERT OR REPLACE INTO listings VALUES (1, ?, ?, ?)", astuple(listing))

    def _forget_listing(self) -> None:
        self._connection.execute("DELETE FROM listings")


def _identity(file: Path) -> tuple[int, int] | None:
    """Return what tells a file from any other, None where there is none."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino
