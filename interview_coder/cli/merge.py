"""`merge`: another coder's decisions and memos."""

from __future__ import annotations

import json
from pathlib import Path

import click

from interview_coder.cli.incoming_view import plain_incoming, show_incoming
from interview_coder.cli.options import as_json, codebook_if_any, codebook_option
from interview_coder.cli.screen import stdout
from interview_coder.cli.study_folder import (
    coder_option,
    keep_the_transcripts,
    safe_copy,
    show_warnings,
    study_folder,
    utc_now,
    warnings_about,
    who,
)
from interview_coder.errors import UsageError
from interview_coder.study_file import FILE_NAME


@click.command("merge")
@click.argument("other", metavar="OTHER.db")
@coder_option
@codebook_option
@as_json
@click.pass_context
def command(ctx: click.Context, /, *, other: str, coder: str, codebook: str | None, as_json: bool) -> None:
    """Bring the decisions and memos of another study, OTHER.db, into this one; each keeps its coder and its time.

    All comes in or nothing, after a backup, and one `undo` takes it back. What was merged before is not merged again.
    Decisions are placed by their words: what has no certain place here is listed and left out.
    """
    from interview_coder.merging import merge
    from interview_coder.store import open_store, read_database

    folder = study_folder()
    file = _other(folder, other)
    coder, book = who(folder, coder), codebook_if_any(codebook)
    with read_database(file) as theirs:
        if theirs is None:
            raise UsageError(f"{other}: this study holds nothing yet")
        keep_the_transcripts(folder, {transcript.id for transcript in theirs.transcripts()}, book)
        safe_copy(folder)
        with open_store(folder) as store:
            incoming = merge(store, theirs, codebook=book, coder=coder, at=utc_now(), what=f"merge {file.name}")
    if as_json:
        click.echo(json.dumps(plain_incoming(incoming), ensure_ascii=False, indent=1))
    else:
        show_incoming(incoming)
        stdout().print(f"kept as batch {incoming.batch}" if incoming.batch else "nothing new")
    show_warnings(warnings_about(folder))
    ctx.exit(1 if incoming.is_doubtful else 0)


def _other(folder: Path, other: str) -> Path:
    from interview_coder.backups import verify

    file = Path(other) / FILE_NAME if Path(other).is_dir() else Path(other)
    if file.exists() and (folder / FILE_NAME).exists() and file.samefile(folder / FILE_NAME):
        raise UsageError(f"{other}: this is the study's own database. Name the other one")
    verify(file)
    return file
