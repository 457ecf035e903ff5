"""What the commands about a study as a whole have in common: its folder, its coders, warnings, a question."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import now, study_material
from interview_coder.cli.screen import stderr, stdout, visible
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.store import find_study, read_store
from interview_coder.study_file import FILE_NAME
from interview_coder.sync_folders import copy_warnings, place_warnings

if TYPE_CHECKING:
    from interview_coder.backups import Backup
    from interview_coder.codebook import Codebook

#: The setting that names a second folder for backups.
SECOND_FOLDER = "backup_folder"
#: As many decisions undone at once are worth a backup before.
MANY = 20

coder_option = click.option(
    "--coder",
    metavar="NAME",
    default="",
    envvar="INTERVIEW_CODER_NAME",
    help="Who you are [default: as in `review`].",
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


def agreed(question: str, *, yes: bool) -> bool:
    """Ask before something is changed, unless `yes` was said already; a no is an answer too, and is told."""
    is_agreed = yes or click.confirm(question, err=True)
    if not is_agreed:
        stdout().print("Nothing was changed.")
    return is_agreed


def study_folder() -> Path:
    """Return the folder of the study here; raises UsageError where there is none."""
    folder = find_study(Path())
    if folder is None:
        raise UsageError(
            "no study here: no study.db, codebooks/ or transcripts/. Go to its folder, or make one: `init`"
        )
    return folder


def kept_study_folder() -> Path:
    """Return the folder of the study here, which has been worked on."""
    folder = study_folder()
    if not (folder / FILE_NAME).is_file():
        raise UsageError(f"{folder}: nothing is kept here yet. Run `interview-coder code` first")
    return folder


def warnings_about(folder: Path) -> tuple[str, ...]:
    """Return what endangers a study where it is."""
    return (*place_warnings(folder), *copy_warnings(folder / FILE_NAME))


def show_warnings(warnings: tuple[str, ...]) -> None:
    """Print warnings to stderr."""
    for warning in warnings:
        stderr().print(f"warning: {visible(warning)}", soft_wrap=True, style="yellow")


def utc_now() -> str:
    """Return the time as the store writes it down."""
    return now().astimezone(datetime.UTC).isoformat(timespec="seconds")


def local_time(at: str) -> str:
    """Write a time of the store for people: `2026-11-23 14:02`, where they are."""
    try:
        return f"{datetime.datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return visible(at)


def keep_the_transcripts(folder: Path, ids: set[str], codebook: Codebook | None) -> None:
    """Read the transcripts here and keep them, where some that decisions are about were never kept."""
    from interview_coder.store import open_store

    with read_store(folder) as store:
        kept = {transcript.id for transcript in store.transcripts()} if store else set()
    if ids <= kept or codebook is None:
        return
    material = study_material(codebook, on=(), encoding=None, transcript_language=None)
    with open_store(folder) as opened:
        opened.keep_transcripts(material.transcripts)


def who(folder: Path, coder: str) -> str:
    """Return the coder named, else the one that the study keeps since the first review, else nobody."""
    with read_store(folder) as store:
        return coder or (store.setting("coder") if store else None) or ""


def safe_copy(folder: Path) -> None:
    """Back a study up before what is hard to take back; raises StudyError where it is damaged."""
    from interview_coder.backups import back_up

    file = folder / FILE_NAME
    if file.is_file() and file.stat().st_size:
        copy_elsewhere(folder, back_up(folder, at=now()))


def copy_elsewhere(folder: Path, backup: Backup) -> bool:
    """Copy a backup to the second folder that the study names; where that fails, say so and go on."""
    from interview_coder.backups import second_copy

    with read_store(folder) as store:
        elsewhere = store.setting(SECOND_FOLDER) if store else None
    if not elsewhere:
        return True
    try:
        second_copy(folder, backup, Path(elsewhere))
    except EnvironmentFailure as error:
        show_warnings((f"no second copy of the backup: {error}",))
        return False
    return True
