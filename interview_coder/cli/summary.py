"""`summary`: counts by theme and attribute, and the quotes that stand for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.options import as_json, coded_study, exit_code, labels_language, study_options

if TYPE_CHECKING:
    from interview_coder.study import CodedStudy


@click.command("summary")
@study_options
@click.option("--by", metavar="ATTRIBUTE", help="Count by an attribute of the participants, for example region.")
@click.option("--code", "codes", metavar="CODE", multiple=True, help="Only this code and its sub-codes; repeatable.")
@click.option("--quotes", default=0, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
@labels_language
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    by: str | None,
    codes: tuple[str, ...],
    quotes: int,
    language: str,
    as_json: bool,
    **study_choice: Any,
) -> None:
    """Count coded passages by theme and by any attribute of the participants.

    PATH is a transcript, a folder or a pattern [default: transcripts].
    """
    from interview_coder.cli import study_view

    study = study_view.narrowed(coded_study(**study_choice), codes)
    if as_json:
        click.echo(json.dumps(_tables(study, by, quotes, language), ensure_ascii=False, indent=1))
    else:
        study_view.show_heading(study, language)
        study_view.show_counts(study, language)
        if by:
            study_view.show_counts_by(study, by, language)
        study_view.show_quotes(study, language, quotes)
    study_view.show_problems(study)
    ctx.exit(exit_code(study))


def _tables(study: CodedStudy, by: str | None, count: int, language: str) -> dict[str, Any]:
    """Return what the tables show, as plain values."""
    from interview_coder.quotes import best_quotes, source_label
    from interview_coder.summary import counts, counts_by

    tables = {"counts": counts(study).reset_index().to_dict("records")}
    if by:
        tables["by"] = counts_by(study, by).to_dict("records")
    if count:
        tables["quotes"] = [
            {
                "code": theme.id,
                "quote": coding.quote,
                "source": source_label(coding, language=language),
                "rule": coding.rule,
            }
            for theme in study.codebook.themes
            for coding in best_quotes(study, theme.id, count)
        ]
    return tables
