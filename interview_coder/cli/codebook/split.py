"""`codebook split`: move a part of a code to a new sub-code."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import split_code


@click.command("split")
@click.argument("code")
@click.argument("new")
@click.option("--rule", "rules", multiple=True, type=click.IntRange(0), metavar="N", help="Move this rule (repeat).")
@click.option("--example", "examples", multiple=True, type=click.IntRange(0), metavar="N", help="Move this example.")
@click.option(
    "--counterexample", "counterexamples", multiple=True, type=click.IntRange(0), metavar="N", help="Or this one."
)
@click.option("--name", default="", help="What people see.")
@edit_options
def command(code: str, new: str, codebook: str | None, dry_run: bool, **chosen: Any) -> None:
    """Move some rules and examples of CODE to a new sub-code NEW; decisions stay with CODE.

    Numbers count from 0, as in the ids of rules: --rule 2 is CODE.rules[2].
    """
    change = partial(split_code, id=code, new=new, **chosen)
    carry_out(
        codebook, change, dry_run=dry_run, done=f"{code}.{new} is a code of its own now; decisions stay with {code}"
    )
