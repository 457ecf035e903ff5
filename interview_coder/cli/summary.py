"""`summary`: counts by theme and attribute, the tables behind them, and the quotes that stand for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli import study_view, tables_view
from interview_coder.cli.counts_view import show_counts
from interview_coder.cli.options import (
    as_json,
    chosen_sources,
    coded_study,
    exit_code,
    labels_language,
    max_words_option,
    source_pattern_option,
    study_options,
)
from interview_coder.cli.screen import stdout
from interview_coder.cli.study_view import Shown
from interview_coder.cli.tables_view import Asked

if TYPE_CHECKING:
    import pandas as pd

    from interview_coder.cooccurrence import Within
    from interview_coder.study import CodedStudy

# What belongs to a table in JSON.
_TABLES = {
    "cases": ("cases",),
    "speakers": ("speakers",),
    "cooccurrence": ("cooccurrence",),
    "positions": ("positions",),
    "saturation": ("saturation", "saturation_rule", "held_out"),
    "measures": ("measures",),
}
_ONLY = {"accepted": "accepted", "disputed": "disputed", "rules": "by_rule", "model": "by_model"}


def _within(ctx: click.Context, param: click.Parameter, value: str) -> str | int:
    if value in ("passage", "turn"):
        return value
    if value.isdecimal() and int(value) <= 100:
        return int(value)
    raise click.BadParameter(f"{value!r} is neither passage nor turn nor a number up to 100", ctx, param)


@click.command("summary")
@study_options
@click.option("--by", metavar="ATTRIBUTE", help="Compare by an attribute of the participants, for example region.")
@click.option("--table", type=click.Choice([*_TABLES]), help="Show this table instead of the counts.")
@click.option("--only", type=click.Choice([*_ONLY]), multiple=True, help="Count only what these say; repeatable.")
@click.option("--code", "codes", metavar="CODE", multiple=True, help="Only this code and its sub-codes; repeatable.")
@click.option(
    "--within",
    callback=_within,
    metavar="passage|turn|N",
    default="passage",
    show_default=True,
    help="Codes co-occur in one passage, in one turn, or within N passages.",
)
@click.option("--order", metavar="ATTRIBUTE", help="Order interviews by this for saturation, for example date.")
@click.option("--seed", default=0, show_default=True, help="Of the third held out at random for saturation.")
@click.option("--quotes", default=0, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
@max_words_option
@click.option("--context", is_flag=True, help="Show the question and the sentences around each quote.")
@source_pattern_option
@labels_language
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    by: str | None,
    table: str | None,
    only: tuple[str, ...],
    codes: tuple[str, ...],
    within: Within,
    order: str | None,
    seed: int,
    quotes: int,
    max_words: int | None,
    context: bool,
    source_pattern: str | None,
    language: str,
    as_json: bool,
    **study_choice: Any,
) -> None:
    """Count coded passages by theme, interview and any attribute of the participants; --json has every table.

    PATH is a transcript or its id, a folder or a pattern [default: transcripts].
    """
    study = coded_study(**study_choice, with_material=context or as_json)
    if only:
        study = _only(study, only)
    _check_attributes(study, by, order)
    asked = Asked(study, study_view.chosen_codes(study.codebook, codes), language, within, order, seed)
    shown = Shown(quotes, max_words=max_words, pattern=chosen_sources(source_pattern, study), in_context=context)
    if as_json:
        names = _TABLES[table] if table else None
        click.echo(json.dumps(_tables(asked, shown, by, names), ensure_ascii=False, indent=1))
    elif study.transcripts:
        study_view.show_heading(study, language)
        if only:
            stdout().print(asked.say("only", whom=asked.say.listing([asked.say(f"only {name}") for name in only])))
        tables_view.SHOW[table](asked) if table else _show_counts(asked, by)
        study_view.show_quotes(study, asked.codes, language, shown)
    study_view.show_notes(study)
    study_view.show_problems(study)
    ctx.exit(exit_code(read=len(study.transcripts), problems=study.problems))


def _check_attributes(study: CodedStudy, *names: str | None) -> None:
    """Raise UsageError for what no participant has, before anything is printed."""
    from interview_coder.crosstab import attribute_values

    for name in filter(None, names) if study.transcripts else ():
        attribute_values(study, name)


def _only(study: CodedStudy, names: Sequence[str]) -> CodedStudy:
    from interview_coder.coded_passages import Standing, only

    return only(study, {Standing(_ONLY[name]) for name in names})


def _show_counts(asked: Asked, by: str | None) -> None:
    """Print what fits on a screen, and where to find the rest."""
    show_counts(asked.study, asked.codes, asked.language)
    if by:
        tables_view.show_counts_by(asked, by)
    tables_view.show_exceptions(asked)
    stdout().print(asked.say("more tables", names="|".join(_TABLES)), style="dim")
    stdout().print()


def _tables(asked: Asked, shown: Shown, by: str | None, names: Sequence[str] | None) -> dict[str, Any]:
    """Return the tables, all or those named, as plain values; `code` narrows those that have a row a code."""
    from interview_coder.quotes import best_quotes
    from interview_coder.summary import tables

    study = asked.study
    found = tables(study, by=by, within=asked.within, order=asked.order, seed=asked.seed, language=asked.language)
    data = {name: _records(rows, asked.ids) for name, rows in found.items() if names is None or name in names}
    if shown.count:
        data["quotes"] = [
            study_view.quote_data(study, coding, code.id, asked.language, shown)
            for code in asked.topmost
            for coding in best_quotes(study, code.id, shown.count, max_words=shown.max_words)
        ]
    return data


def _records(rows: pd.DataFrame, ids: Sequence[str]) -> list[dict[str, Any]]:
    kept = rows[rows["code"].isin([*ids, ""])] if "code" in rows else rows
    plain = kept.astype(object)
    return [
        {str(name): value for name, value in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]
