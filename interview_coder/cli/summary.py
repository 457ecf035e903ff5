"""`summary`: counts by theme and attribute, and the quotes that stand for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli import study_view
from interview_coder.cli.options import as_json, coded_study, exit_code, labels_language, study_options

if TYPE_CHECKING:
    from interview_coder.codebook import Code
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
    *,
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
    study = coded_study(**study_choice)
    chosen = study_view.chosen_codes(study.codebook, codes)
    if as_json:
        click.echo(json.dumps(_tables(study, chosen, by, quotes, language), ensure_ascii=False, indent=1))
    elif study.transcripts:
        study_view.show_heading(study, language)
        study_view.show_counts(study, chosen, language)
        if by:
            study_view.show_counts_by(study, chosen, by, language)
        study_view.show_quotes(study, chosen, language, quotes)
    study_view.show_notes(study)
    study_view.show_problems(study)
    ctx.exit(exit_code(read=len(study.transcripts), problems=study.problems))


def _tables(study: CodedStudy, codes: Sequence[Code], by: str | None, count: int, language: str) -> dict[str, Any]:
    """Return what the tables show, as plain values."""
    from interview_coder.crosstab import counts_by
    from interview_coder.quotes import best_quotes, source_label
    from interview_coder.summary import counts

    ids = [code.id for code in codes]
    tables = {"counts": counts(study, language=language).loc[ids].reset_index().to_dict("records")}
    if by:
        rows = counts_by(study, by)
        tables["by"] = rows[rows["code"].isin(ids)].to_dict("records")
    if count:
        tables["quotes"] = [
            {
                "code": id,
                "quote": coding.quote,
                "source": source_label(coding, language=language),
                "rule": coding.rule,
            }
            for id in (code.id for code in codes if code.parent not in ids)
            for coding in best_quotes(study, id, count)
        ]
    return tables
