"""`status`: where the study stands."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.options import as_json, codebook_if_any, codebook_option
from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import (
    local_time,
    show_warnings,
    study_folder,
    warnings_about,
)
from interview_coder.cli.study_view import counted, table_of
from interview_coder.study_file import FILE_NAME

if TYPE_CHECKING:
    from interview_coder.backups import Backup
    from interview_coder.standing import Standing


@click.command("status")
@codebook_option
@as_json
@click.pass_context
def command(ctx: click.Context, /, *, codebook: str | None, as_json: bool) -> None:
    """Show where the study is and how far it is: transcripts, suggestions, decisions of each coder, backups."""
    from interview_coder.backups import backups
    from interview_coder.standing import standing
    from interview_coder.store import read_store

    folder = study_folder()
    with read_store(folder) as store:
        found = standing(store, codebook_if_any(codebook)) if store else None
    kept, warnings = backups(folder), warnings_about(folder)
    if as_json:
        click.echo(json.dumps(_plain(folder, found, kept, warnings), ensure_ascii=False, indent=1))
    else:
        stdout().print(f"Study: {visible(str(folder))}", style="bold", soft_wrap=True)
        if found:
            _show(found)
        else:
            stdout().print("Nothing is kept yet. `interview-coder code` reads and tags the transcripts.")
        _show_backups(kept, is_needed=found is not None and bool(found.coders))
        show_warnings(warnings)
    ctx.exit(1 if warnings else 0)


def _plain(folder: Path, found: Standing | None, kept: tuple[Backup, ...], warnings: tuple[str, ...]) -> dict[str, Any]:
    last = {"file": str(kept[-1].file), "at": kept[-1].at.isoformat()} if kept else None
    numbers = asdict(found) if found else {}
    where = {"study": str(folder), "database": str(folder / FILE_NAME)}
    return {**where, **numbers, "backups": len(kept), "last_backup": last, "warnings": warnings}


def _show(found: Standing) -> None:
    said = ", ".join(f"{number:,} by {_SOURCES[source]}" for source, number in found.suggestions.items())
    stdout().print(f"{counted(found.transcripts, 'transcript')}; suggestions: {said or 'none'}")
    decided = f"{found.accepted:,} accepted, {found.rejected:,} rejected, {found.disputed:,} disputed"
    stdout().print(f"Passages: {decided}, {found.undecided:,} undecided; {counted(found.memos, 'memo')}")
    if found.coders:
        table = table_of("Coder", "Accepted", "Rejected", "Last decision")
        for coder in found.coders:
            name = visible(coder.coder) or "(unsigned)"
            table.add_row(name, f"{coder.accepted:,}", f"{coder.rejected:,}", local_time(coder.last))
        stdout().print(table)
    if found.orphaned:
        what = f"{counted(found.orphaned, 'decision')} without a certain place in the text of today"
        stdout().print(f"{what}; kept, and listed by `log`", soft_wrap=True)
    if found.homeless:
        what = f"{counted(found.homeless, 'decision')} with a code that the codebook does not know"
        stdout().print(f"{what}; kept, and listed by `log`", soft_wrap=True)


_SOURCES = {"rule": "rules", "model": "a model"}


def _show_backups(kept: tuple[Backup, ...], *, is_needed: bool) -> None:
    if kept:
        last = f"{kept[-1].at.astimezone():%Y-%m-%d %H:%M}"
        stdout().print(f"Last backup: {last}, backups/{visible(kept[-1].file.name)} ({len(kept)} kept)", soft_wrap=True)
    elif is_needed:
        stdout().print("No backup yet. `interview-coder backup` makes one.")
