"""`code`: read, tag, show counts and quotes."""

from __future__ import annotations

import sys
from typing import Any

import click

from interview_coder.cli import study_view
from interview_coder.cli.options import as_json, coded_study, exit_code, labels_language, study_options


@click.command("code")
@study_options
@click.option("--quotes", default=2, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
@labels_language
@as_json
@click.option("--dry-run", is_flag=True, help="Keep nothing (so far the only way it runs).")
@click.pass_context
def command(
    ctx: click.Context, /, *, quotes: int, language: str, as_json: bool, dry_run: bool, **study_choice: Any
) -> None:
    """Read transcripts, tag them with the codebook's themes, show counts and quotes.

    PATH is a transcript, a folder or a pattern such as 'interviews/*.docx' [default: transcripts].
    """
    study = coded_study(**study_choice)
    if as_json:
        from interview_coder.exporters.codings_json import json_parts

        sys.stdout.writelines(json_parts(study))
    elif study.transcripts:
        codes = study.codebook.codes
        study_view.show_heading(study, language)
        study_view.show_counts(study, codes, language)
        study_view.show_quotes(study, codes, language, quotes)
        study_view.show_left_out(study)
    study_view.show_problems(study)
    ctx.exit(exit_code(read=len(study.transcripts), problems=study.problems))
