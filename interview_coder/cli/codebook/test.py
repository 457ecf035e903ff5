"""`codebook test`: every example gets its code, and no counterexample does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from interview_coder.cli.codebook.test_view import as_data, show_outcomes
from interview_coder.cli.options import as_json, codebook_option, codebook_path, labels_language
from interview_coder.cli.study_view import chosen_codes


@click.command("test")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@codebook_option
@click.option("--code", "codes", metavar="CODE", multiple=True, help="Only this code and its sub-codes; repeatable.")
@labels_language
@as_json
@click.option("--verbose", is_flag=True, help="Show the examples that pass, too.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    files: tuple[str, ...],
    codebook: str | None,
    codes: tuple[str, ...],
    language: str,
    as_json: bool,
    verbose: bool,
) -> None:
    """See whether every example gets its code and no counterexample does.

    FILE is a codebook [default: --codebook, or the only one in codebooks/]. Ends with 1 if any fails.
    """
    from interview_coder.codebook_file import load_codebook
    from interview_coder.examples import try_examples

    failed = 0
    data: list[dict[str, Any]] = []
    for path in [*map(Path, files)] or [codebook_path(codebook)]:
        book = load_codebook(path)
        chosen = chosen_codes(book, codes)
        outcomes = try_examples(book, codes=[code.id for code in chosen])
        failed += sum(not outcome.passed for outcome in outcomes)
        if as_json:
            data += as_data(book, outcomes, language)
        else:
            show_outcomes(book, chosen, outcomes, language, verbose=verbose)
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    ctx.exit(1 if failed else 0)
