"""`evaluate`: the codings scored against a gold file, and the review replayed to see what its order saves."""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli import evaluate_view
from interview_coder.cli.options import as_json, coded_study, study_options
from interview_coder.cli.screen import note, stderr
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    from interview_coder.passages import Passage
    from interview_coder.study import CodedStudy


@click.command("evaluate")
@study_options
@click.option("--gold", metavar="FILE", help="Codings to compare with: .json or .csv [default: what coders accepted].")
@click.option("--simulate", is_flag=True, help="Replay the review in the tool's order and at random.")
@click.option("--seed", default=0, show_default=True, help="For what is drawn at random.")
@click.option("--list", "most", default=3, show_default=True, type=click.IntRange(0), help="Quotes shown per group.")
@as_json
def command(*, gold: str | None, simulate: bool, seed: int, most: int, as_json: bool, **study_choice: Any) -> None:
    """Score the codings against a gold file by passage, and list false hits and misses by rule and by word.

    Only transcripts that the gold file names are compared. Rejected and disputed codings do not count. With --simulate,
    a coder is played who answers as the gold does.
    """
    from interview_coder.evaluation import evaluate
    from interview_coder.simulation import simulate as replay

    study = coded_study(with_material=True, **study_choice)
    passages, codes, truth = _gold(study, gold)
    if simulate:
        with stderr().status("Replaying"):
            replayed = replay(study.codebook, passages, truth, codes, seed=seed)
        plain, show = evaluate_view.plain_simulation(replayed), partial(evaluate_view.show_simulation, replayed)
    else:
        found = evaluate(passages, truth, study.codings, codes)
        plain, show = evaluate_view.plain(found), partial(evaluate_view.show, found, most)
    if as_json:
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        show()


def _gold(study: CodedStudy, file: str | None) -> tuple[list[Passage], tuple[str, ...], np.ndarray]:
    """Return the passages of the transcripts that gold is for, the codes it uses, and which carry which."""
    from interview_coder.coding import is_person
    from interview_coder.codings_file import anchored, load_codings
    from interview_coder.evaluation import marks_of_decisions
    from interview_coder.material import Material
    from interview_coder.reviewed import respondents_passages

    if file:
        placed = anchored(load_codings(file).decisions, study.codebook, Material(study.material), unit=study.unit)
        orphaned = Counter((each.decision.transcript, each.why) for each in placed.orphaned)
        homeless = Counter(decision.code for decision in placed.homeless)
        for (transcript, why), number in orphaned.items():
            note(f"{transcript}: {number} left out, {why}")
        for code, number in homeless.items():
            note(f"{code}: {number} left out, the codebook has no such code")
        decisions = [each.decision for each in placed.placed]
    else:
        decisions = [each for each in study.decisions if is_person(each.coder)]
    if not decisions:
        raise UsageError("no gold: nothing was decided here. Name a file of codings with --gold FILE")
    named = {decision.transcript for decision in decisions}
    passages = [each for each in respondents_passages(study) if each.transcript.id in named]
    codes = _used(study, {decision.code for decision in decisions})
    return passages, codes, marks_of_decisions(passages, decisions, codes)


def _used(study: CodedStudy, used: set[str]) -> tuple[str, ...]:
    """Return the codes that gold uses, and those above them, in the order of the codebook."""
    from interview_coder.codebook import is_within

    return tuple(code.id for code in study.codebook.codes if any(is_within(id, code.id) for id in used))
