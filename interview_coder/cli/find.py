"""`find`: the rule language as a search, each hit in its context."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from interview_coder.cli.options import LANGUAGES, UNITS, as_json, chosen_codebook, paths_or_default
from interview_coder.errors import Problem, TranscriptError

if TYPE_CHECKING:
    from interview_coder.concordance import Line
    from interview_coder.query import Node


@click.command("find")
@click.argument("query")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--codebook", metavar="FILE", help="Take $lists and interviewer labels from this codebook.")
@click.option("--unit", type=UNITS, default="sentence", show_default=True, help="What a hit must lie within.")
@click.option("--encoding", metavar="NAME", help="Read text files in this encoding, for example gb18030.")
@click.option("--transcript-language", type=LANGUAGES, help="The transcripts' language [default: found by script].")
@click.option("--respondents", is_flag=True, help="Leave the interviewers' turns out.")
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    query: str,
    paths: tuple[str, ...],
    codebook: str | None,
    unit: str,
    encoding: str | None,
    transcript_language: str | None,
    respondents: bool,
    as_json: bool,
) -> None:
    r"""Search transcripts with the rule language and show each hit in its context.

    \b
        interview-coder find '(fund* OR money) NEAR/6 (lack* OR "not enough")' transcripts
        interview-coder find '经费 NEAR/8 (不足 OR 不够)' transcripts
    """
    from interview_coder.cli.concordance_view import show_lines
    from interview_coder.cli.study_view import show_problem

    node, interviewers = _parsed(query, codebook)
    lines, problems = _search(node, unit, paths_or_default(paths), encoding, transcript_language, interviewers)
    if respondents:
        lines = [line for line in lines if line.role == "respondent"]
    if as_json:
        click.echo(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
    else:
        show_lines(lines)
    for problem in problems:
        show_problem(problem)
    ctx.exit(1 if problems else 0)


def _parsed(query: str, codebook: str | None) -> tuple[Node, tuple[str, ...]]:
    from interview_coder.query_parser import parse

    if codebook is None and "$" not in query:
        return parse(query), ()
    book = chosen_codebook(codebook)
    return parse(query, book.lists), book.interviewers


def _search(
    node: Node,
    unit: str,
    paths: tuple[str, ...],
    encoding: str | None,
    language: str | None,
    interviewers: tuple[str, ...],
) -> tuple[list[Line], list[Problem]]:
    from interview_coder.cli.screen import progress
    from interview_coder.concordance import Concordance
    from interview_coder.corpus import find_transcripts, read_corpus

    concordance = Concordance(node, unit)
    lines: list[Line] = []
    problems: list[Problem] = []
    with progress("Searching") as on_progress:
        for item in read_corpus(
            find_transcripts(paths),
            encoding=encoding,
            language=language,
            interviewers=interviewers,
            on_progress=on_progress,
        ):
            if isinstance(item, TranscriptError):
                problems += item.problems
            else:
                lines += concordance.lines(item)
    return lines, problems
