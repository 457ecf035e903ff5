"""`export`: a coded study as a file."""

from __future__ import annotations

import datetime
from typing import Any

import click

from interview_coder.cli.options import (
    chosen_sources,
    coded_study,
    exit_code,
    labels_language,
    max_words_option,
    source_pattern_option,
    study_options,
    today,
)
from interview_coder.errors import TranscriptError


@click.command("export")
@click.argument("file")
@study_options
@click.option("--layout", metavar="NAME", help="What FILE holds, as listed above [default: the first one].")
@click.option("--template", metavar="FILE", help="A Word file whose styles, page and headers the Word layouts take.")
@click.option("--by", metavar="ATTRIBUTE", help="Compare by this attribute [default: region, where there is one].")
@click.option("--raw", is_flag=True, help="Write a CSV as it is, even what a spreadsheet would run as a formula.")
@click.option("--rules", is_flag=True, help="Add what the rules look for, in words, to the codebook layout.")
@click.option("--quotes", default=5, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
@max_words_option
@source_pattern_option
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The date on the report, as 2026-11-23 [default: SOURCE_DATE_EPOCH, else today].",
)
@labels_language
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    file: str,
    layout: str | None,
    template: str | None,
    by: str | None,
    quotes: int,
    max_words: int | None,
    source_pattern: str | None,
    raw: bool,
    rules: bool,
    date: datetime.datetime | None,
    language: str,
    **study_choice: Any,
) -> None:
    """Write FILE from the transcripts; its suffix tells the format.

    PATH is a transcript or its id, a folder or a pattern [default: transcripts]. An earlier export is replaced; any
    other file is left alone. The layouts are:

    \b
    .docx  report      the whole study as a Word report
    .docx  excerpts    under each code all excerpts with source, memos, status
    .docx  codebook    the codebook as an appendix
    .docx  transcript  the transcripts with their codes beside the text
    .docx  thesis-zh   the tables and quotes of a Chinese thesis
    .docx  coreq       the COREQ checklist, filled in as far as the data go
    .docx  review      every suggestion as a comment, to review in Word
    .html  report      one page to look at: charts, themes, quotes, and every
                       interview with its codes and why
    .md    report      the whole study as text
    .xlsx  tables      every table, a sheet each
    .xlsx  review      every suggestion in a row, to review in Excel
    .csv   codings     all codings; or another table: counts, by, matrix, about,
                       cooccurrence, saturation, measures, participants, codebook,
                       decisions, shares, exceptions, associations, cases,
                       speakers, positions, saturation_rule, held_out, status,
                       agreement
    .json  codings     all codings, for other programs; or a table, as .csv
    .svg   counts      a chart; or another: cases, cooccurrence, saturation,
                       lines; .png and .pdf as well
    """
    from interview_coder.cli.screen import stdout, visible
    from interview_coder.cli.study_view import show_problems, standing
    from interview_coder.exporters import export

    day = date.date() if date else today()
    study = coded_study(**study_choice, with_material=True)
    if not study.transcripts:
        raise TranscriptError(study.problems)
    exported = export(
        study,
        file,
        layout=layout,
        template=template,
        language=language,
        date=day,
        by=by,
        quotes=quotes,
        raw=raw,
        rules=rules,
        max_words=max_words,
        sources=chosen_sources(source_pattern, study),
    )
    stdout().print(f"wrote {visible(exported.file)}: {len(study.transcripts)} transcripts, {standing(study)}")
    for note in exported.notes:
        stdout().print(f"  {visible(note)}")
    show_problems(study)
    ctx.exit(max(int(exported.incomplete), exit_code(read=len(study.transcripts), problems=study.problems)))
