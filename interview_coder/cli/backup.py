"""`backup`: a verified copy of the study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import as_json, now
from interview_coder.cli.screen import stdout, visible
from interview_coder.cli.study_folder import (
    SECOND_FOLDER,
    copy_elsewhere,
    kept_study_folder,
    show_warnings,
    warnings_about,
)

if TYPE_CHECKING:
    from interview_coder.backups import Backup


@click.command("backup")
@click.argument("file", required=False)
@click.option("--list", "is_list", is_flag=True, help="List the backups, the newest last.")
@click.option("--also", metavar="FOLDER", help="Copy every backup to this folder too, from now on; '' ends that.")
@as_json
@click.pass_context
def command(ctx: click.Context, /, *, file: str | None, is_list: bool, also: str | None, as_json: bool) -> None:
    """Copy the study's database to FILE, or to backups/ beside it, and verify the copy.

    In backups/ the newest ten stay, and the newest of each of the last fourteen days. Commands that are hard to take
    back make one themselves. A damaged study is never copied: `doctor` helps.
    """
    from interview_coder.backups import back_up, backups, copy_study

    folder = kept_study_folder()
    if is_list:
        _show_list(backups(folder), as_json)
        return
    if also is not None:
        _keep_second_folder(folder, also)
    if file is not None:
        target = _target(file)
        copy_study(folder, target)
        stdout().print(f"wrote {visible(file)}: verified, {_size(target)}", soft_wrap=True)
        return
    backup = back_up(folder, at=now())
    is_done = copy_elsewhere(folder, backup)
    stdout().print(f"wrote backups/{backup.file.name}: verified, {_size(backup.file)}", soft_wrap=True)
    show_warnings(warnings_about(folder))
    ctx.exit(0 if is_done else 1)


def _target(file: str) -> Path:
    from interview_coder.errors import UsageError
    from interview_coder.files import writable_target

    target = writable_target(file, [kept_study_folder() / "study.db"])
    # Not made for it: a disk that is not plugged in would get its backup on this one.
    if not target.parent.is_dir():
        raise UsageError(f"{file}: there is no folder {target.parent}. Make it first")
    if target.exists():
        raise UsageError(f"{file}: there is such a file already. Give another name")
    return target


def _keep_second_folder(folder: Path, also: str) -> None:
    from interview_coder.errors import UsageError
    from interview_coder.store import open_store

    if also and not Path(also).is_dir():
        raise UsageError(f"{also}: there is no such folder. Make it first")
    with open_store(folder) as store:
        store.keep_setting(SECOND_FOLDER, str(Path(also).resolve()) if also else "")


def _show_list(kept: tuple[Backup, ...], as_json: bool) -> None:
    if as_json:
        plain = [
            {
                "file": str(each.file),
                "number": each.number,
                "at": each.at.isoformat(),
                "bytes": each.file.stat().st_size,
            }
            for each in kept
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    for backup in kept:
        at = f"{backup.at.astimezone():%Y-%m-%d %H:%M}"
        stdout().print(
            f"{backup.number:>6}  {at}  {_size(backup.file):>8}  {visible(backup.file.name)}", soft_wrap=True
        )
    if not kept:
        stdout().print("No backups yet.")


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{-(-size // 1000):,} kB"
