"""What `code` says of a run that it keeps: what changed since the last one, and what became of the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.cli.codebook.diff_view import in_short
from interview_coder.cli.options import Outcome, now
from interview_coder.cli.screen import stderr, visible
from interview_coder.cli.study_view import counted
from interview_coder.codebook_diff import compare, effect
from interview_coder.errors import CodebookError, EnvironmentFailure, StudyError
from interview_coder.runs import Gone, Reanchored, codebook_of, gone, keep_run, last_run
from interview_coder.store import Run, find_study

if TYPE_CHECKING:
    from rich.console import Console

    from interview_coder.material import Material
    from interview_coder.study import CodedStudy


@dataclass(frozen=True, slots=True)
class Keeping:
    """What there is to say of a run that was kept, or why it was not."""

    lines: tuple[str, ...] = ()
    failure: StudyError | EnvironmentFailure | None = None


def keep_outcome(outcome: Outcome, read: Callable[[], Material]) -> Keeping:
    """Keep a run, and tell what changed since the last one; `read` reads the transcripts again."""
    folder = find_study(Path())
    if folder is None:
        what = "Not kept: no study here, which is a folder with codebooks/ or transcripts/."
        stderr().print(what, style="dim", soft_wrap=True)
        return Keeping()
    try:
        return Keeping(tuple(_kept(folder, outcome, read)))
    except (StudyError, EnvironmentFailure) as error:
        return Keeping(failure=type(error)(f"this run was not kept: {error}"))


def show_keeping(keeping: Keeping, console: Console) -> None:
    """Print what there is to say; raises StudyError or EnvironmentFailure where the run was not kept."""
    for line in keeping.lines:
        console.print(visible(line))
    if keeping.failure:
        raise keeping.failure


def _kept(folder: Path, outcome: Outcome, read: Callable[[], Material]) -> Iterator[str]:
    last = last_run(folder, outcome.study.codebook)
    if last and last.sha256 != outcome.study.codebook.sha256:
        yield _changes(last, outcome.study, read)
    if outcome.fresh:
        for changed in keep_run(folder, outcome.fresh, outcome.asked, at=now(), model=outcome.model):
            yield from _what_became(changed)
    yield from map(_kept_all_the_same, gone(folder, outcome.study))


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


def _what_became(changed: Reanchored) -> Iterator[str]:
    """Yield lines about a transcript that changed; those about orphans name the place and the code, never the words."""
    states = {
        "where they were": changed.exact,
        "moved with their words": changed.moved,
        "orphaned, as their words are gone or not certain": len(changed.orphaned),
    }
    found = ", ".join(f"{count:,} {state}" for state, count in states.items() if count)
    yield f"{changed.transcript} changed since the last run. Decisions and memos on it: {found or 'none'}."
    for orphan in changed.orphaned:
        place = f"{changed.transcript}, ¶{orphan.turn}" if orphan.turn else changed.transcript
        yield f"  orphaned: {place}, {orphan.code or 'memo'}" + (f" ({orphan.coder})" if orphan.coder else "")


def _kept_all_the_same(gone: Gone) -> str:
    kept = f"its text and {counted(gone.decisions, 'decision')}" if gone.decisions else "its text"
    return f"{gone.transcript}: the file {gone.file} is not there any more. The study keeps {kept}."
