"""`codebook add-rule`: add a rule to a code."""

from __future__ import annotations

from functools import partial

import click

from interview_coder.cli.codebook.edit_view import carry_out, edit_options
from interview_coder.codebook_edit import add_rule


@click.command("add-rule")
@click.argument("code")
@click.argument("rule")
@click.option("--unless", is_flag=True, help="A match takes the code away instead.")
@edit_options
def command(code: str, rule: str, unless: bool, codebook: str | None, dry_run: bool) -> None:
    """Add a rule to a code, as the last.

    \b
        interview-coder codebook add-rule money '(fund* OR money) NEAR/6 lack*'
        interview-coder codebook add-rule money '经费充足' --unless
    """
    change = partial(add_rule, id=code, rule=rule, unless=unless)
    carry_out(codebook, change, dry_run=dry_run, done=f"Added to {code}.{'unless' if unless else 'rules'}")
