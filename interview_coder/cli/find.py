"""`find`: the rule language as a search, each hit in its context."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.concordance_view import show_lines
from interview_coder.cli.options import (
    UNITS,
    as_json,
    codebook_if_any,
    coded_study,
    exit_code,
    labels_language,
    paths_or_default,
    reading_options,
)
from interview_coder.cli.screen import progress
from interview_coder.cli.study_view import show_problem
from interview_coder.concordance import Concordance
from interview_coder.corpus import find_transcripts, read_corpus
from interview_coder.errors import Problem, TranscriptError, UsageError
from interview_coder.query_parser import parse
from interview_coder.transcript import Role

if TYPE_CHECKING:
    from interview_coder.concordance import Line
    from interview_coder.query import Node


@click.command("find")
@click.argument("query", required=False)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@reading_options
@click.option("--unit", type=UNITS, help="What a hit must lie within [default: sentence].")
@click.option("--respondents", is_flag=True, help="Leave the interviewers' turns out.")
@click.option("--id", "id", metavar="ID", help="Find the coding of a quote by its id instead, and all about it.")
@labels_language
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    query: str | None,
    paths: tuple[str, ...],
    codebook: str | None,
    unit: str | None,
    respondents: bool,
    id: str | None,
    language: str,
    as_json: bool,
    **reading: Any,
) -> None:
    """Search transcripts with the rule language and show each hit in its context.

    PATH is a transcript or its id, a folder or a pattern [default: transcripts].

    \b
        interview-coder find '(fund* OR money) NEAR/6 (lack* OR "not enough")' transcripts
        interview-coder find '经费 NEAR/8 (不足 OR 不够)' transcripts
        interview-coder find --id P07:12:financial_support transcripts
    """
    if id is not None:
        paths = paths if query is None else (query, *paths)
        ctx.exit(_find_coding(id, language, as_json=as_json, paths=paths, codebook=codebook, unit=unit, **reading))
    if query is None:
        raise UsageError("what shall be found? Write a QUERY, or the ID of a coding after --id")
    node, interviewers = _parsed(query, codebook)
    lines, read, problems = _search(
        Concordance(node, unit or "sentence"), paths_or_default(paths), interviewers, reading
    )
    if respondents:
        lines = [line for line in lines if line.role is Role.RESPONDENT]
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
    elif read:
        show_lines(lines)
    for problem in problems:
        show_problem(problem)
    ctx.exit(exit_code(read=read, problems=problems))


def _find_coding(id: str, language: str, *, as_json: bool, **study_choice: Any) -> int:
    """Show the codings with an id, and return the exit code."""
    from interview_coder.cli.resolved_view import resolved_data, show_resolved
    from interview_coder.coding_lookup import resolve

    study = coded_study(**study_choice, include_interviewer=False, with_material=True)
    found = resolve(study, id) if study.transcripts else ()
    if as_json:
        click.echo(json.dumps([resolved_data(study, each, language) for each in found], ensure_ascii=False, indent=1))
    else:
        for each in found:
            show_resolved(study, each, language)
    for problem in study.problems:
        show_problem(problem)
    return exit_code(read=len(study.transcripts), problems=study.problems)


def _parsed(query: str, codebook: str | None) -> tuple[Node, tuple[str, ...]]:
    """Parse the query with the word lists and interviewer labels of the codebook named, or the study's."""
    book = codebook_if_any(codebook)
    return parse(query, book.lists if book else {}), book.interviewers if book else ()


def _search(
    concordance: Concordance, paths: tuple[str, ...], interviewers: tuple[str, ...], reading: Mapping[str, Any]
) -> tuple[list[Line], int, list[Problem]]:
    """Return the hits, how many transcripts were read, and what could not be."""
    lines: list[Line] = []
    problems: list[Problem] = []
    read = 0
    with progress("Searching") as on_progress:
        corpus = find_transcripts(paths)
        for item in read_corpus(
            corpus,
            encoding=reading["encoding"],
            language=reading["transcript_language"],
            interviewers=interviewers,
            on_progress=on_progress,
        ):
            if isinstance(item, TranscriptError):
                problems += item.problems
            else:
                read += 1
                lines += concordance.lines(item)
    return lines, read, problems
