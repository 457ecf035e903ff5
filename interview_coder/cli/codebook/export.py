"""`codebook export`: the codebook in the format of another program."""

from __future__ import annotations

import click

from interview_coder.cli.options import codebook_option, codebook_path, labels_language, today
from interview_coder.cli.screen import stdout, visible


@click.command("export")
@click.argument("file")
@codebook_option
@labels_language
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.pass_context
def command(ctx: click.Context, /, *, file: str, codebook: str | None, language: str, force: bool) -> None:
    """Write the codebook to FILE; its suffix says as what.

    \b
        .csv .xlsx   a table, a row a code
        .docx        the appendix of a thesis, in one language
        .qdc         REFI-QDA, for NVivo, ATLAS.ti, MAXQDA, QualCoder
        .yaml .dic   a dictionary for quanteda, for LIWC

    Ends with 1, and says what was left out, where the format cannot hold all of it.
    """
    from interview_coder.codebook_file import load_codebook_fields
    from interview_coder.codebook_formats import write_codebook_as

    path = codebook_path(codebook)
    fields = load_codebook_fields(path)
    written = write_codebook_as(fields, file, language=language, date=today(), replace=force, inputs=[path])
    stdout().print(f"wrote {visible(written.file)} from {visible(path.as_posix())}")
    for note in written.notes:
        stdout().print(f"  {visible(note)}")
    ctx.exit(1 if written.notes else 0)
