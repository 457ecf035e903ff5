"""`codebook retire`: take a code out of use."""

from __future__ import annotations

from functools import partial

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import RETIRED, retire_code, unretire_code
from interview_coder.errors import UsageError


@click.command("retire")
@click.argument("code")
@click.option("--reason", help=f"Why, for whoever reads the codebook [default: {RETIRED}]")
@click.option("--undo", is_flag=True, help="Take it back into use.")
@edit_options
def command(code: str, reason: str | None, undo: bool, codebook: str | None, dry_run: bool) -> None:
    """Take a code, with all below it, out of use: it tags nothing any more, and its decisions keep it."""
    if undo and reason:
        raise UsageError("--undo takes no --reason")
    change = partial(unretire_code, id=code) if undo else partial(retire_code, id=code, reason=reason or RETIRED)
    carry_out(
        codebook,
        change,
        dry_run=dry_run,
        done=f"{code} is {'in use again' if undo else 'retired; its decisions keep it'}",
    )
