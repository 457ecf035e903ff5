"""What the study keeps of a run of `code`: the version of the codebook, so that the next run can tell what changed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.cli.codebook.diff_view import in_short
from interview_coder.cli.options import now
from interview_coder.cli.screen import stderr, visible
from interview_coder.codebook import Codebook
from interview_coder.codebook_diff import compare, effect
from interview_coder.codebook_file import parse_codebook
from interview_coder.errors import CodebookError, EnvironmentFailure, StudyError, TranscriptError
from interview_coder.readers.decoding import decode
from interview_coder.readers.source import load_source
from interview_coder.store import Run, find_study, name_in_study, open_store, read_store
from interview_coder.version import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from interview_coder.material import Material
    from interview_coder.study import CodedStudy


def keep_run(study: CodedStudy, read: Callable[[], Material], console: Console) -> None:
    """Keep the codebook's version, and say what changed since the last run; `read` reads the transcripts again.

    Raises StudyError or EnvironmentFailure where the run cannot be kept.
    """
    folder = find_study(Path())
    if folder is None:
        what = "Not kept: no study here, which is a folder with codebooks/ or transcripts/."
        stderr().print(what, style="dim", soft_wrap=True)
        return
    try:
        last = last_run(folder, study.codebook)
        if last is None or last.sha256 != study.codebook.sha256:
            if last:
                console.print(visible(_changes(last, study, read)))
            _keep(folder, study)
    except (StudyError, EnvironmentFailure) as error:
        raise type(error)(f"this run was not kept: {error}") from error


def last_run(folder: Path, codebook: Codebook, *, unlike: str = "") -> Run | None:
    """Return a study's last run with a codebook's file, or the last that used another version than one with a hash."""
    with read_store(folder) as store:
        return store.last_run(name_in_study(folder, Path(codebook.file)), unlike=unlike) if store else None


def codebook_of(run: Run) -> Codebook:
    """Return the codebook as a run used it; its `file` says so."""
    day = datetime.datetime.fromisoformat(run.at).astimezone()
    return parse_codebook(run.codebook_text, f"{run.codebook_file} of {day:%Y-%m-%d %H:%M}", run.sha256)


def _changes(last: Run, study: CodedStudy, read: Callable[[], Material]) -> str:
    try:
        old = codebook_of(last)
    except CodebookError:
        return "The codebook changed since the last run; how, cannot be told: its old version is not read any more."
    changes = compare(old, study.codebook)
    if not changes:
        return "The codebook changed since the last run, but not in what it says."
    unit = None if study.unit is study.codebook.unit else study.unit
    found = effect(old, study.codebook, read(), unit=unit) if changes.reach_passages else None
    what = in_short(changes, found)
    return f"The codebook changed since the last run: {what}. `interview-coder codebook diff` shows it."


def _keep(folder: Path, study: CodedStudy) -> None:
    """Keep the codebook that a run used, not what its file has become meanwhile."""
    book = study.codebook
    try:
        source = load_source(book.file)
        text = decode(source).text
    except TranscriptError:
        return
    if source.sha256 == book.sha256:
        at = now().astimezone(datetime.UTC).isoformat(timespec="seconds")
        with open_store(folder) as store:
            store.keep_run(Run(name_in_study(folder, Path(book.file)), book.sha256, text, study.unit, __version__, at))
