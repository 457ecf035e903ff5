"""`codebook add`: add a code."""

from __future__ import annotations

from functools import partial

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import add_code


@click.command("add")
@click.argument("code")
@click.option("--under", metavar="CODE", help="The code it is a kind of; the same as writing UNDER.CODE.")
@click.option("--name", help="What people see.")
@click.option("--definition", help="What it means.")
@click.option("--include", help="What belongs to it.")
@click.option("--exclude", help="What does not.")
@click.option("--color", metavar="#RRGGBB", help="Its colour in reports.")
@edit_options
def command(code: str, under: str | None, codebook: str | None, dry_run: bool, **fields: str | None) -> None:
    """Add a code, as the last of its kind.

    \b
        interview-coder codebook add childcare --name "Childcare and work"
        interview-coder codebook add 财政.拨付 --name 拨付迟缓
    """
    id = f"{under}.{code}" if under else code
    order = ("name", "color", "definition", "include", "exclude")
    given = {key: text for key in order if (text := fields[key])}
    carry_out(codebook, partial(add_code, id=id, fields=given), dry_run=dry_run, done=f"Added the code {id}")
