"""`codebook move`: put a code elsewhere."""

from __future__ import annotations

from functools import partial

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import move_code
from interview_coder.errors import UsageError


@click.command("move")
@click.argument("code")
@click.argument("parent", required=False)
@click.option("--top", is_flag=True, help="Make it a theme.")
@edit_options
def command(code: str, parent: str | None, top: bool, codebook: str | None, dry_run: bool) -> None:
    """Put a code, with all below it, below another one, or on top; its decisions stay with it (`formerly`)."""
    if top == (parent is not None):
        raise UsageError("where to? Name the code to put it below, or say --top")
    change = partial(move_code, id=code, parent=parent)
    where = f"stands below {parent}" if parent else "is a theme"
    carry_out(codebook, change, dry_run=dry_run, done=f"{code} {where} now, and its decisions stay with it")
