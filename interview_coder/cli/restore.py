"""`restore`: a backup in the place of the study's database."""

from __future__ import annotations

from pathlib import Path

import click

from interview_coder.cli.options import now
from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import agreed, study_folder, yes_option
from interview_coder.cli.study_view import counted


@click.command("restore")
@click.argument("file")
@yes_option
def command(file: str, yes: bool) -> None:
    """Put the backup FILE, or the one with this number, in the place of the study's database.

    The backup is checked first, and what it replaces is kept in backups/, so that a restore can be taken back.
    """
    from interview_coder.backups import restore, verify

    folder = study_folder()
    backup = _named(folder, file)
    held = verify(backup)
    decisions, transcripts = (held.get(table, 0) for table in ("decisions", "transcripts"))
    what = f"{counted(transcripts, 'transcript')}, {counted(decisions, 'decision')} in its log"
    stdout().print(f"{visible(str(backup))}: sound, {what}", soft_wrap=True)
    if not agreed("Put it in the place of the study's database?", yes=yes):
        return
    kept = restore(folder, backup, at=now())
    stdout().print("restored" + (f"; what was there is kept as {visible(str(kept))}" if kept else ""), soft_wrap=True)


def _named(folder: Path, file: str) -> Path:
    """Return the backup with a number, else the file of this name, here or in backups/."""
    from interview_coder.backups import FOLDER, backups

    found = next((each.file for each in backups(folder) if file == str(each.number)), None)
    in_backups = folder / FOLDER / file
    return found or (in_backups if in_backups.is_file() and not Path(file).is_file() else Path(file))
