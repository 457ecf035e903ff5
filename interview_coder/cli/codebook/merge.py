"""`codebook merge`: make one code of two."""

from __future__ import annotations

from functools import partial

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import merge_codes


@click.command("merge")
@click.argument("code")
@click.argument("into")
@click.option(
    "--with-unless/--without-unless",
    "unless",
    default=None,
    help="Whether the code's `unless` goes along, and takes passages away from the other's rules too.",
)
@edit_options
def command(code: str, into: str, unless: bool | None, codebook: str | None, dry_run: bool) -> None:
    """Make one code of two: INTO gets the rules, examples, measures, sub-codes and decisions of CODE.

    The definition of CODE and its other texts go into the memo of INTO.
    """
    change = partial(merge_codes, id=code, into=into, unless=unless)
    carry_out(codebook, change, dry_run=dry_run, done=f"{code} is part of {into} now, with its decisions")
