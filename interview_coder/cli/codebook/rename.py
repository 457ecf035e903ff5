"""`codebook rename`: give a code another id."""

from __future__ import annotations

from functools import partial

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import rename_code


@click.command("rename")
@click.argument("code")
@click.argument("new")
@edit_options
def command(code: str, new: str, codebook: str | None, dry_run: bool) -> None:
    """Give a code another id; decisions made under the old one stay with it (`formerly`).

    What people see is its `name`: change that with `codebook edit`.
    """
    change = partial(rename_code, id=code, name=new)
    carry_out(
        codebook, change, dry_run=dry_run, done=f"The id of {code} ends with {new} now, and its decisions stay with it"
    )
