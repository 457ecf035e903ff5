"""`code`: read, tag, show counts and quotes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli import study_view
from interview_coder.cli.counts_view import show_counts
from interview_coder.cli.options import (
    as_json,
    coding_outcome,
    exit_code,
    labels_language,
    paths_or_default,
    study_material,
    study_options,
)

if TYPE_CHECKING:
    from interview_coder.cli.options import Outcome
    from interview_coder.material import Material


@click.command("code")
@study_options
@click.option("--quotes", default=2, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
@labels_language
@as_json
@click.option(
    "--comments-as", type=click.Choice(["codes"]), help="Keep comments in Word transcripts as codings and memos."
)
@click.option("--dry-run", is_flag=True, help="Keep nothing in the study.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    quotes: int,
    language: str,
    as_json: bool,
    comments_as: str | None,
    dry_run: bool,
    **study_choice: Any,
) -> None:
    """Read transcripts, tag them with the codebook's themes, show counts and quotes.

    PATH is a transcript, a folder or a pattern such as 'interviews/*.docx' [default: transcripts]. The transcripts,
    what the rules suggest and the codebook's version are kept in the study's study.db. When the codebook or a
    transcript changed since the last run, what that did is said in short.
    """
    if comments_as and not dry_run:
        _take_comments(quiet=as_json, **study_choice)
    outcome = coding_outcome(**study_choice)
    study = outcome.study
    if as_json:
        from interview_coder.exporters.codings_json import json_parts

        sys.stdout.writelines(json_parts(study))
    elif study.transcripts:
        codes = study.codebook.codes
        study_view.show_heading(study, language)
        show_counts(study, codes, language)
        study_view.show_quotes(study, codes, language, study_view.Shown(quotes))
        study_view.show_left_out(study, language)
    study_view.show_problems(study)
    if study.transcripts and not dry_run:
        _keep(outcome, quiet=as_json, **study_choice)
    ctx.exit(exit_code(read=len(study.transcripts), problems=study.problems))


def _take_comments(*, quiet: bool, **study_choice: Any) -> None:
    """Keep what comments say before anything is counted."""
    from interview_coder.cli.review.sheet import take_comments
    from interview_coder.cli.screen import stderr, stdout

    take_comments(coding_outcome(with_material=True, **study_choice).study, stderr() if quiet else stdout())


def _keep(
    outcome: Outcome,
    *,
    quiet: bool,
    paths: tuple[str, ...],
    encoding: str | None,
    transcript_language: str | None,
    **_: Any,
) -> None:
    """Keep the run in the study; what changed since the last one goes to stderr where stdout is for JSON."""
    from interview_coder.cli.runs import keep_outcome
    from interview_coder.cli.screen import stderr, stdout

    def read() -> Material:
        on = paths_or_default(paths)
        return study_material(outcome.study.codebook, on=on, encoding=encoding, transcript_language=transcript_language)

    keep_outcome(outcome, read, stderr() if quiet else stdout())
