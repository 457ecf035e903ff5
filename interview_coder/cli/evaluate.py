"""`evaluate`: the codings scored against a gold file, and the review replayed to see what its order saves."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli import evaluate_view
from interview_coder.cli.options import as_json, coded_study, study_options
from interview_coder.cli.screen import note, stderr
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    from interview_coder.coding import Decision
    from interview_coder.passages import Passage
    from interview_coder.study import CodedStudy


@click.command("evaluate")
@study_options
@click.option(
    "--gold", metavar="FILE", help="Codings to compare with: .json, .csv, .xlsx [default: what coders accepted]."
)
@click.option("--simulate", is_flag=True, help="Replay the review in the tool's order and at random.")
@click.option("--seed", default=0, show_default=True, help="For what is drawn at random.")
@click.option("--list", "most", default=3, show_default=True, type=click.IntRange(0), help="Quotes shown per group.")
@as_json
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    gold: str | None,
    simulate: bool,
    seed: int,
    most: int,
    as_json: bool,
    **study_choice: Any,
) -> None:
    """Score the codings against a gold file by passage, and list false hits and misses by rule and by word.

    A passage (--unit) has a code where a coding covers half of it or more; a shorter one counts where most of it is.
    Only transcripts that the gold file names are compared; there, what has no coding has no code. Rejected and disputed
    codings do not count. With --simulate, a coder is played who answers as the gold does.
    """
    from interview_coder.evaluation import evaluate
    from interview_coder.simulation import simulate as replay

    study = coded_study(with_material=True, **study_choice)
    known = _gold(study, gold)
    if simulate:
        with stderr().status("Replaying"):
            replayed = replay(study.codebook, known.passages, known.truth, known.codes, seed=seed)
        plain, show = evaluate_view.plain_simulation(replayed), partial(evaluate_view.show_simulation, replayed)
    else:
        found = evaluate(known.passages, known.truth, study.codings, known.codes)
        plain, show = evaluate_view.plain(found, study.unit), partial(evaluate_view.show, found, study.unit, most)
    if as_json:
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        show()
    ctx.exit(1 if known.lost else 0)


@dataclass(frozen=True, slots=True)
class _Gold:
    """The passages of the transcripts that gold is for, the codes it uses, and which carry which.

    `lost` of its codings have no place or no code here.
    """

    passages: list[Passage]
    codes: tuple[str, ...]
    truth: np.ndarray
    lost: int = 0


def _gold(study: CodedStudy, file: str | None) -> _Gold:
    from interview_coder.coding import is_person
    from interview_coder.evaluation import marks_of_decisions
    from interview_coder.reviewed import respondents_passages

    decisions, lost, named = [each for each in study.decisions if is_person(each.coder)], 0, set[str]()
    if file:
        decisions, lost, named = _from_file(study, file)
    if not decisions:
        raise UsageError("no gold: nothing was decided here. Name a file of codings with --gold FILE")
    named |= {decision.transcript for decision in decisions}
    passages = [each for each in respondents_passages(study) if each.transcript.id in named]
    codes = _used(study, {decision.code for decision in decisions})
    return _Gold(passages, codes, marks_of_decisions(passages, decisions, codes), lost)


def _from_file(study: CodedStudy, file: str) -> tuple[list[Decision], int, set[str]]:
    """Return the decisions of a gold file in their place, how many are left out, and what it says was coded whole."""
    from interview_coder.codings_file import anchored, load_codings
    from interview_coder.foreign_codings import in_own_terms
    from interview_coder.material import Material

    found = load_codings(file)
    decisions = in_own_terms(found.decisions, study.codebook, study.material)
    placed = anchored(decisions, study.codebook, Material(study.material), unit=study.unit)
    lost = len(placed.orphaned) + len(placed.homeless)
    reasons = Counter((each.decision.transcript, each.why) for each in placed.orphaned)
    reasons.update((decision.code, "the codebook has no such code") for decision in placed.homeless)
    coders = {each.coder for each in decisions}
    for said in found.notes:
        note(said)
    if len(coders) > 1:
        note(f"gold by {', '.join(sorted(coders))}: a passage has the codes that any of them gave it")
    for (where, why), number in reasons.items():
        note(f"{where}: {number} left out, {why}")
    if lost and placed.placed:
        note(f"{lost:,} of {len(decisions):,} codings of the gold left out: there, a find counts as false")
    return [each.decision for each in placed.placed], lost, set(found.transcripts if found.is_finished else ())


def _used(study: CodedStudy, used: set[str]) -> tuple[str, ...]:
    """Return the codes that gold uses, and those above them, in the order of the codebook."""
    from interview_coder.codebook import is_within

    return tuple(code.id for code in study.codebook.codes if any(is_within(id, code.id) for id in used))
