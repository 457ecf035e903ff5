"""`export`: a coded study as a file."""

from __future__ import annotations

import datetime
from typing import Any

import click

from interview_coder.cli.options import coded_study, exit_code, labels_language, study_options, today
from interview_coder.errors import TranscriptError


@click.command("export")
@click.argument("file")
@study_options
@click.option("--layout", metavar="NAME", help="What FILE holds, as below [default: the first one].")
@click.option("--template", metavar="FILE", help="A Word file whose styles, page and headers the Word layouts take.")
@click.option("--by", metavar="ATTRIBUTE", help="Compare by this attribute [default: region, where there is one].")
@click.option("--quotes", default=5, show_default=True, type=click.IntRange(0), help="Quotes shown per theme.")
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
    date: datetime.datetime | None,
    language: str,
    **study_choice: Any,
) -> None:
    """Write FILE from the transcripts; its suffix tells the format.

    PATH is a transcript, a folder or a pattern [default: transcripts]. An earlier export is replaced; any other file
    is left alone. The layouts are:

    \b
    .docx  report    the whole study as a Word report
    .docx  review    the transcripts with every suggestion as a comment, to review in Word
    .json  codings   all codings, to read back or for other programs
    """
    from interview_coder.cli.screen import stdout, visible
    from interview_coder.cli.study_view import show_problems, standing
    from interview_coder.exporters import export

    day = date.date() if date else today()
    study = coded_study(**study_choice, with_material=True)
    if not study.transcripts:
        raise TranscriptError(study.problems)
    exported = export(study, file, layout=layout, template=template, language=language, date=day, by=by, quotes=quotes)
    stdout().print(f"wrote {visible(exported.file)}: {len(study.transcripts)} transcripts, {standing(study)}")
    for note in exported.notes:
        stdout().print(f"  {visible(note)}")
    show_problems(study)
    ctx.exit(exit_code(read=len(study.transcripts), problems=study.problems))
