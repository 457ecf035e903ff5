"""`codebook explain`: what a code or a rule means, what it hits, and why a passage got a code or did not."""

from __future__ import annotations

import glob
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.codebook.explain_view import show_account, show_code, show_rule
from interview_coder.cli.options import (
    as_json,
    chosen_codebook,
    codebook_option,
    decoding_options,
    exit_code,
    labels_language,
    study_material,
)
from interview_coder.cli.study_view import show_problem
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from interview_coder.codebook import Codebook
    from interview_coder.errors import Problem
    from interview_coder.passages import Passage


@click.command("explain")
@click.argument("target", metavar="CODE|RULE")
@click.option("--on", metavar="FILE|TEXT", help="Try it on this [default: transcripts/, if it is here].")
@click.option("--question", default="", metavar="TEXT", help="The question that TEXT answers.")
@codebook_option
@decoding_options
@labels_language
@click.option("--verbose", is_flag=True, help="Show every rule in words, and every word found.")
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    target: str,
    on: str | None,
    question: str,
    codebook: str | None,
    language: str,
    verbose: bool,
    as_json: bool,
    **decoding: Any,
) -> None:
    """Say in words what a rule does, what it hits, and why a passage got a code or did not.

    CODE|RULE is an id (money, money.rules[0], money.unless[1]) or a rule in quotes. FILE|TEXT is a transcript, a
    folder, a passage of the study (P07:12, as in `code --json`) or a text typed in.

    \b
        interview-coder codebook explain financial_support
        interview-coder codebook explain 'financial_support.rules[0]' --on 'There is never enough money.'
        interview-coder codebook explain '经费 NEAR/8 (不足 OR 不够)' --language zh
    """
    from interview_coder.coverage import cover
    from interview_coder.explanation import look_up

    book = chosen_codebook(codebook)
    goal = look_up(book, target)
    subject = _subject(book, on, question, decoding)
    coverage = cover(goal.codebook, subject.passages)
    if as_json:
        from interview_coder.cli.codebook.explain_json import as_data

        click.echo(json.dumps(as_data(goal, coverage, subject.passage, language), ensure_ascii=False, indent=1))
    elif subject.passage is not None:
        show_account(goal, coverage, subject.passage, language)
    elif goal.rule:
        show_rule(goal, goal.rule, coverage, language, verbose=verbose)
    else:
        show_code(goal, coverage, language, verbose=verbose)
    for problem in subject.problems:
        show_problem(problem)
    ctx.exit(exit_code(read=len(subject.passages), problems=subject.problems))


# What looks like a place in a study, and would say nothing as a text.
_REFERENCE = re.compile(r"\(?[\w.-]{1,60}[:,：，]?\s{0,2}(?:[:：]|¶)\s?¶?\d+\)?")


@dataclass(frozen=True, slots=True)
class _Subject:
    """Passages to try rules on; the number of the one that is asked about, None where it is all of them."""

    passages: tuple[Passage, ...]
    passage: int | None = None
    problems: tuple[Problem, ...] = ()


def _subject(codebook: Codebook, on: str | None, question: str, decoding: dict[str, Any]) -> _Subject:
    """Read what --on names: a path that exists wins, then a passage of the study, else it is a text."""
    from interview_coder.codebook import Example
    from interview_coder.examples import as_passage
    from interview_coder.explanation import named_passage
    from interview_coder.readers import READERS

    if question and (on is None or os.path.exists(on)):
        raise UsageError("--question goes with a text typed in after --on")
    if on is None or os.path.exists(on) or glob.glob(on):
        material = study_material(codebook, on=(on,) if on else (), **decoding)
        return _Subject(material.passages(codebook.unit), problems=material.problems)
    if ":" in on:
        material = study_material(codebook, on=(), **decoding)
        if named := named_passage(material, codebook.unit, on):
            return _Subject(*named)
    if _REFERENCE.fullmatch(on) or not on.strip():
        raise UsageError(
            f"--on {on}: no such passage. Write TRANSCRIPT:PASSAGE, for example P07:12, or a whole sentence"
        )
    if Path(on).suffix.lower() in READERS and len(on.split()) == 1:
        raise UsageError(f"{on}: no such file. Check the path")
    return _Subject((as_passage(Example(on, question)),), 0)
