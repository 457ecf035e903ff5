"""`code`: read, tag, show counts and quotes."""

from __future__ import annotations

import sys
from typing import Any

import click

from interview_coder.cli.options import as_json, coded_study, exit_code, labels_language, study_options


@click.command("code")
@study_options
@click.option("--quotes", default=2, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
@labels_language
@as_json
@click.option("--dry-run", is_flag=True, help="Keep nothing (so far the only way it runs).")
@click.pass_context
def command(
    ctx: click.Context, /, quotes: int, language: str, as_json: bool, dry_run: bool, **study_choice: Any
) -> None:
    """Read transcripts, tag them with the codebook's themes, show counts and quotes.

    PATH is a transcript, a folder or a pattern such as 'interviews/*.docx' [default: transcripts].
    """
    study = coded_study(**study_choice)
    if as_json:
        from interview_coder.exporters.codings_json import json_parts

        sys.stdout.writelines(json_parts(study))
    else:
        from interview_coder.cli.study_view import show_counts, show_heading, show_left_out, show_quotes

        show_heading(study, language)
        show_counts(study, language)
        show_quotes(study, language, quotes)
        show_left_out(study)
    from interview_coder.cli.study_view import show_problems

    show_problems(study)
    ctx.exit(exit_code(study))
