"""`codebook suggest`: rules for what a code misses, with their quotes; the picked ones go into the codebook."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli.codebook import suggest_view
from interview_coder.cli.options import (
    as_json,
    chosen_codebook,
    codebook_option,
    exit_code,
    material_options,
    study_material,
)
from interview_coder.cli.screen import note, visible
from interview_coder.cli.study_view import chosen_codes, counted, show_problem

if TYPE_CHECKING:
    from interview_coder.candidates import Candidate
    from interview_coder.codebook import Codebook
    from interview_coder.gold import Verdicts
    from interview_coder.material import Material


@click.command("suggest")
@click.argument("code", metavar="CODE")
@codebook_option
@material_options
@click.option("--decisions", metavar="FILE", help="Learn from these accepted and rejected codings.")
@click.option("--number", default=10, show_default=True, type=click.IntRange(1), help="Rules proposed at most.")
@click.option("--pick", metavar="N,N", help="Add these to the codebook [default: on a terminal you are asked].")
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    code: str,
    codebook: str | None,
    decisions: str | None,
    number: int,
    pick: str | None,
    as_json: bool,
    **reading: Any,
) -> None:
    """Propose rules for passages that a code misses, and say what each would catch.

    They are made from the code's examples and counterexamples, from decisions, and from the words of the study. With
    few of them they are hints, to be read with their quotes and not to be taken whole.

    \b
        interview-coder codebook suggest financial_support
        interview-coder codebook suggest financial_support --pick 1,3
    """
    from interview_coder.candidates import propose
    from interview_coder.gold import gold_of

    book = chosen_codebook(codebook)
    chosen = chosen_codes(book, [code])[0]
    material = study_material(book, **reading)
    gold = gold_of(chosen, book, material.passages(book.unit), _verdicts(decisions, book, material))
    candidates = propose(book, chosen, gold, number=number)
    if as_json:
        click.echo(suggest_view.as_json(chosen, gold.basis, candidates))
    else:
        suggest_view.show(chosen, gold.basis, candidates)
    asking = not as_json and bool(candidates) and sys.stdin.isatty() and sys.stdout.isatty()
    numbers = _asked(len(candidates)) if pick is None and asking else _numbers(pick or "", len(candidates))
    if numbers:
        _add(codebook, code, [candidates[number - 1] for number in numbers])
    for problem in material.problems:
        show_problem(problem)
    ctx.exit(exit_code(read=len(material.transcripts), problems=material.problems))


def _asked(count: int) -> list[int]:
    """Ask which candidates to add, until there is an answer that makes sense."""
    question = "Add which? Their numbers, or Enter for none"
    picked: list[int] = click.prompt(
        question, default="", show_default=False, value_proc=lambda text: _numbers(text, count)
    )
    return picked


def _numbers(text: str, count: int) -> list[int]:
    """Return the numbers of candidates, each once."""
    parts = [part for part in re.split(r"[\s,，、]+", text) if part]
    if wrong := next((part for part in parts if not (part.isdecimal() and 1 <= int(part) <= count)), None):
        known = f"They go from 1 to {count}" if count else "There are none to pick from"
        raise click.UsageError(f"{visible(wrong)} is not the number of a proposed rule. {known}.")
    return list(dict.fromkeys(map(int, parts)))


def _verdicts(file: str | None, codebook: Codebook, material: Material) -> Verdicts:
    """Read what coders decided on the study's passages; what has no place or no code there is said."""
    from interview_coder.codings_file import anchored, load_codings
    from interview_coder.foreign_codings import in_own_terms
    from interview_coder.gold import verdicts_on

    if file is None:
        return {}
    found = load_codings(file)
    placed = anchored(in_own_terms(found.decisions, codebook, material.transcripts), codebook, material)
    for text in (*found.notes, *_lost(len(placed.orphaned), "not found in the transcripts with certainty")):
        note(text)
    for text in _lost(len(placed.homeless), "the codebook does not know their code"):
        note(text)
    decided = (
        (passage, each.decision.code, each.decision.verdict) for each in placed.placed for passage in each.passages
    )
    return verdicts_on(material.passages(codebook.unit), decided)


def _lost(number: int, why: str) -> list[str]:
    return [f"{counted(number, 'decision')} left out: {why}"] if number else []


def _add(codebook: str | None, code: str, picked: Sequence[Candidate]) -> None:
    """Write candidates into the codebook, and show the lines."""
    from interview_coder.candidates import Kind
    from interview_coder.cli.codebook.edit_view import carry_out
    from interview_coder.codebook_edit import add_rule

    def change(text: str, *, file: str) -> str:
        for candidate in picked:
            text = add_rule(text, code, candidate.text, unless=candidate.kind is Kind.UNLESS, file=file)
        return text

    carry_out(codebook, change, dry_run=False, done=f"Added to {code}")
