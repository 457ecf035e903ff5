"""`import`: a coder's decisions from a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from interview_coder.cli.incoming_view import plain_incoming, show_incoming
from interview_coder.cli.options import as_json, chosen_codebook, codebook_option
from interview_coder.cli.screen import note, stdout
from interview_coder.cli.study_folder import (
    MANY,
    agreed,
    coder_option,
    keep_the_transcripts,
    safe_copy,
    show_warnings,
    study_folder,
    utc_now,
    warnings_about,
    who,
    yes_option,
)
from interview_coder.cli.study_view import counted
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from interview_coder.codebook import Codebook
    from interview_coder.codings_file import CodingsFile
    from interview_coder.merging import Incoming


@click.command("import")
@click.argument("file")
@coder_option
@codebook_option
@click.option("--partial", is_flag=True, help="The coder has not coded all of these transcripts to the end.")
@yes_option
@as_json
@click.pass_context
def command(
    ctx: click.Context, /, *, file: str, coder: str, codebook: str | None, partial: bool, yes: bool, as_json: bool
) -> None:
    """Bring in a coder's decisions from FILE: codings JSON, CSV or Excel, a reviewed Word or Excel file, Word comments.

    A table has the columns transcript,start,end,code or transcript,quote,code, and if you like status and coder.
    Columns as MAXQDA or Taguette name them, names of files and of codes will do; --coder signs what has no coder.

    What was understood is shown first. All comes in as one batch, which one `undo` takes back; what has no certain
    place, or a code that the codebook does not know, is listed and left out. Who coded a transcript is taken to have
    read it to the end, unless the file has rejections or open suggestions, too, or you say --partial.

    A file that `export --layout review` wrote, or a Word transcript with comments, is read as `review --from` reads it.
    """
    if _is_reviewed(file):
        ctx.exit(_take_over(ctx, file, coder=coder, codebook=codebook, yes=yes, as_json=as_json))
    folder = study_folder()
    coder, book = who(folder, coder), chosen_codebook(codebook)
    codings = _read(file)
    if not coder and not all(decision.coder for decision in codings.decisions):
        raise UsageError(f"{file}: some decisions have no coder. Say who decided: --coder NAME")
    for passed_over in codings.notes:
        note(passed_over)
    codings = replace(codings, is_finished=codings.is_finished and not partial)
    found = _brought_in(folder, codings, book, coder=coder, yes=yes, is_shown=not as_json)
    if found is None:
        return
    if as_json:
        click.echo(json.dumps(plain_incoming(found), ensure_ascii=False, indent=1))
    else:
        stdout().print(f"kept as batch {found.batch}" if found.batch else "nothing new")
    show_warnings(warnings_about(folder))
    ctx.exit(1 if found.is_doubtful else 0)


def _brought_in(
    folder: Path, codings: CodingsFile, book: Codebook, *, coder: str, yes: bool, is_shown: bool
) -> Incoming | None:
    """Keep the decisions of a file, after showing them and asking; None where the answer is no."""
    from interview_coder.foreign_codings import in_own_terms
    from interview_coder.merging import bring_in, sort_out
    from interview_coder.store import open_store

    keep_the_transcripts(folder, {decision.transcript for decision in codings.decisions}, book)
    with open_store(folder) as store:
        transcripts = (store.transcript(kept.id) for kept in store.transcripts())
        decisions = in_own_terms(codings.decisions, book, transcripts)
        found = sort_out(store, decisions, codebook=book, coder=coder, at=utc_now())
        if codings.is_finished and found.new:
            note(_TO_THE_END.format(counted(len({decision.transcript for decision in found.new}), "transcript")))
        if is_shown:
            show_incoming(found)
        if not found.new:
            return found
        if not agreed("Keep these?", yes=yes):
            return None
        if len(found.new) >= MANY:
            safe_copy(folder)
        what = f"import {Path(codings.file).name}"
        return bring_in(
            store, decisions, codebook=book, coder=coder, at=utc_now(), what=what, to_the_end=codings.is_finished
        )


def _take_over(ctx: click.Context, file: str, *, coder: str, codebook: str | None, yes: bool, as_json: bool) -> int:
    from interview_coder.cli.review.sheet import review_from

    if as_json:
        raise UsageError(f"{file}: no JSON of what is read from such a file. Leave out --json")
    # Comments are their authors': a name from the environment does not sign them.
    named = ctx.get_parameter_source("coder") is ParameterSource.COMMANDLINE
    return review_from(file, codebook=codebook, coder=coder if named else "", untouched="", yes=yes)


def _is_reviewed(file: str) -> bool:
    """Tell whether a file is one that `review --from` reads."""
    from interview_coder.readers.source import load_source
    from interview_coder.review_table import is_review

    suffix = Path(file).suffix.lower()
    return suffix in _COMMENTED or (suffix == ".xlsx" and is_review(load_source(file)))


def _read(file: str) -> CodingsFile:
    from interview_coder.codings_file import load_codings

    if Path(file).suffix.lower() not in _CODINGS:
        known = ", ".join((*_CODINGS, *_COMMENTED))
        raise UsageError(f"{file}: no decisions are read from this kind of file. Use one of {known}")
    return load_codings(file)


_TO_THE_END = "{} taken as coded to the end: for `learn`, what has no code there is without it (if not: --partial)"
_CODINGS = (".json", ".csv", ".xlsx")
_COMMENTED = (".docx", ".docm")
