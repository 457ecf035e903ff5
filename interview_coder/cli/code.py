"""`code`: read, tag, show counts and quotes."""

from __future__ import annotations

import sys
from pathlib import Path
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
    from interview_coder.cli.runs import Keeping
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
    transcript changed since the last run, what that did is said in short. The model of `learn` adds its suggestions;
    where the codebook changed, it is fitted again first.
    """
    if comments_as and not dry_run:
        _take_comments(quiet=as_json, **study_choice)
    outcome = coding_outcome(refits=True, **study_choice)
    study = outcome.study
    # Before anything is printed: who reads it may have seen enough after ten lines.
    keeping = _keep(outcome, **study_choice) if study.transcripts and not dry_run else None
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
    if keeping:
        _tell(keeping, quiet=as_json)
    ctx.exit(exit_code(read=len(study.transcripts), problems=study.problems))


def _take_comments(*, quiet: bool, **study_choice: Any) -> None:
    """Keep what comments say before anything is counted."""
    from interview_coder.cli.review.sheet import take_comments
    from interview_coder.cli.screen import stderr, stdout

    take_comments(coding_outcome(with_material=True, **study_choice).study, stderr() if quiet else stdout())


def _keep(
    outcome: Outcome, *, paths: tuple[str, ...], encoding: str | None, transcript_language: str | None, **_: Any
) -> Keeping:
    from interview_coder.cli.runs import keep_outcome

    def read() -> Material:
        on = paths_or_default(paths)
        return study_material(outcome.study.codebook, on=on, encoding=encoding, transcript_language=transcript_language)

    return keep_outcome(outcome, read)


def _tell(keeping: Keeping, *, quiet: bool) -> None:
    """Print what changed since the last run, on stderr where stdout is for JSON, and what endangers the study."""
    from interview_coder.cli.runs import show_keeping
    from interview_coder.cli.screen import stderr, stdout
    from interview_coder.cli.study_folder import show_warnings, warnings_about
    from interview_coder.store import find_study

    show_keeping(keeping, stderr() if quiet else stdout())
    if folder := find_study(Path()):
        show_warnings(warnings_about(folder))
