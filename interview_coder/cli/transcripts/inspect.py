"""`transcripts inspect`: what was understood of a file, what was left out, and how to have it read otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from interview_coder.cli.options import LANGUAGES, as_json, exit_code, paths_or_default
from interview_coder.cli.screen import stdout
from interview_coder.cli.study_view import show_problem
from interview_coder.errors import Problem, TranscriptError, UsageError
from interview_coder.transcript import Transcript


@click.command("inspect")
@click.argument("paths", metavar="[FILE]...", nargs=-1)
@click.option("--interviewer", "interviewers", metavar="LABEL", multiple=True, help="A label of whoever asks.")
@click.option("--speaker", "speakers", metavar="LABEL", multiple=True, help="A label that names a speaker.")
@click.option("--columns", metavar="KIND=NAME", multiple=True, help="Which column holds what: text=Said, speaker=Who.")
@click.option("--tracked", type=click.Choice(["accept", "show"]), help="What becomes of tracked changes.")
@click.option("--encoding", metavar="NAME", help="Read text files in this encoding, for example gb18030.")
@click.option("--transcript-language", "language", type=LANGUAGES, help="The language [default: found by script].")
@click.option("--turns", default=4, show_default=True, type=click.IntRange(0), help="Turns shown of each file.")
@as_json
@click.pass_context
def command(
    ctx: click.Context, /, *, paths: tuple[str, ...], columns: tuple[str, ...], turns: int, as_json: bool, **asked: Any
) -> None:
    """Show what was understood of transcripts: encoding, language, speakers and their roles, times, first turns.

    FILE is a transcript or its id, a folder or a pattern [default: transcripts]. What the options say here for a try
    can be written for the whole folder in its reading.yaml.
    """
    from interview_coder.cli.transcripts.inspect_view import as_data, show_transcript

    read: list[Transcript] = []
    problems: list[Problem] = []
    for item in _inspected(paths_or_default(paths), {**asked, "columns": _columns(columns)}):
        if isinstance(item, TranscriptError):
            problems += item.problems
        else:
            read.append(item)
            if not as_json:
                show_transcript(item, turns)
    if as_json:
        stdout().out(json.dumps([as_data(transcript) for transcript in read], ensure_ascii=False, indent=1))
    for problem in problems:
        show_problem(problem)
    ctx.exit(exit_code(read=len(read), problems=problems))


def _inspected(paths: tuple[str, ...], asked: dict[str, Any]) -> Iterator[Transcript | TranscriptError]:
    """Read files one by one, as their folder and the options say."""
    from interview_coder.corpus import find_transcripts
    from interview_coder.participants import load_participants
    from interview_coder.readers import read_with
    from interview_coder.readers.settings import Tracked
    from interview_coder.readers.settings_file import load_settings

    corpus = find_transcripts(paths)
    yield from (TranscriptError([problem]) for problem in corpus.problems)
    tracked = Tracked(asked["tracked"]) if asked["tracked"] else None
    for path in corpus.paths:
        try:
            settings = load_settings(path.parent).of(path.name).with_(**{**asked, "tracked": tracked})
            yield read_with(path, load_participants(path.parent), settings)
        except TranscriptError as error:
            yield error


def _columns(named: tuple[str, ...]) -> dict[str, str]:
    pairs = [part.strip() for each in named for part in each.split(",")]
    if wrong := next((pair for pair in pairs if "=" not in pair), None):
        raise UsageError(f"--columns {wrong}: write KIND=NAME, for example --columns text=Said,speaker=Who")
    return {kind.strip(): name.strip() for kind, _, name in (pair.partition("=") for pair in pairs)}
