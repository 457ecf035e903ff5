"""A small coded study in a store, and sittings on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from interview_coder.codebook_file import load_codebook
from interview_coder.material import read_material
from interview_coder.passages import split_passages
from interview_coder.review import Filters, Order
from interview_coder.sitting import Coder, Sitting
from interview_coder.store import Run, Store, open_store
from interview_coder.tagger import Tagger
from tests.cli.conftest import A1, B1, CODEBOOK, PARTICIPANTS

AT = "2026-01-01T00:00:00+00:00"


def make_coded_study(folder: Path, **more: str) -> Path:
    """Write the small study of both languages, with more transcripts if given, and keep what is suggested."""
    files = {"A1": A1, "B1": B1, **more}
    named = {f"transcripts/{id}.txt": text for id, text in files.items()}
    for name, text in {"codebooks/money.yaml": CODEBOOK, "transcripts/participants.csv": PARTICIPANTS, **named}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    keep_coded(folder)
    return folder


def keep_coded(folder: Path) -> None:
    """Keep the transcripts of a study and what its codebook suggests."""
    (file,) = (folder / "codebooks").glob("*.yaml")
    book = load_codebook(file)
    transcripts = read_material([folder / "transcripts"], interviewers=book.interviewers).transcripts
    tagger = Tagger(book)
    with open_store(folder) as store:
        store.keep_transcripts(transcripts)
        for transcript in transcripts:
            found = list(tagger.tag(split_passages(transcript, book.unit)))
            store.keep_suggestions(transcript.id, found, codebook=book.sha256, unit=book.unit)
        store.keep_run(Run(f"codebooks/{file.name}", book.sha256, file.read_text("utf-8"), book.unit, "0.1.0", AT))


def make_sitting(
    store: Store,
    folder: Path,
    name: str = "ann",
    *,
    blind: bool = False,
    adjudicates: bool = False,
    filters: Filters | None = None,
    order: Order = Order.TEXT,
    **settings: Any,
) -> Sitting:
    """Sit down as a coder before a store."""
    book = load_codebook(next((folder / "codebooks").glob("*.yaml")))
    coder = Coder(name, blind=blind, adjudicates=adjudicates)
    return Sitting(
        store, book, coder, unit=book.unit, filters=filters or Filters(), order=order, now=lambda: AT, **settings
    )


@contextmanager
def sitting_in(folder: Path, name: str = "ann", **settings: Any) -> Iterator[Sitting]:
    """Open a study and sit down before it, with no patience where another program holds it."""
    with open_store(folder, patience=0.05) as store:
        yield make_sitting(store, folder, name, **settings)
