"""`learn`: a learner fitted on the decisions, its honest scores, and what it suggests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_coder.cli import learn_view
from interview_coder.cli.options import as_json, coded_study, study_options
from interview_coder.cli.screen import stderr
from interview_coder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interview_coder.coding import Suggestion
    from interview_coder.encoder import Encoder
    from interview_coder.learning import Learned
    from interview_coder.store import Store
    from interview_coder.study import CodedStudy


@click.command("learn")
@study_options
@click.option(
    "--aim", default="f1", show_default=True, help="What to suggest for: f1, precision=0.9 or recall=0.95, per code."
)
@click.option(
    "--encoder",
    metavar="PATH_OR_NAME",
    help="A sentence encoder on this machine; kept for this study. 'none' goes back to words alone.",
)
@click.option("--download-encoder", is_flag=True, help="Fetch the encoder named from the network, once.")
@click.option(
    "--auto-accept",
    metavar="P",
    type=click.FloatRange(0.5, 1.0),
    help="Accept suggestions of at least this probability in the model's name; `undo` takes them back.",
)
@as_json
def command(
    *,
    aim: str,
    encoder: str | None,
    download_encoder: bool,
    auto_accept: float | None,
    as_json: bool,
    **study_choice: Any,
) -> None:
    """Fit a learner on the study's decisions, print how good it is, add its suggestions.

    The scores are of interviews that it had not seen. PATH is a transcript, a folder or a pattern [default:
    transcripts]; `code` uses the learner on new transcripts from then on, and fits it again when the codebook changed.

    What is learned from: where a coder decided on passages one after another down the text, those passed over count as
    read and without a code, up to the last decision in an interview. Where they were shown out of order (`review
    --order uncertain`), only those decided on count. A code needs ten passages that carry it and ten that do not.
    """
    from interview_coder.calibration import parse_aim
    from interview_coder.learning import keep, learn, undecided
    from interview_coder.store import find_study, open_store

    wanted = parse_aim(aim)
    study = coded_study(with_material=True, **study_choice)
    folder = find_study(Path())
    if folder is None:
        raise UsageError("no study here. Go to its folder: the one with codebooks/ and transcripts/")
    name = _encoder_name(folder, encoder)
    with stderr().status("Learning"):
        learned = learn(study, aim=wanted, encoder=_encoder(name, download=download_encoder))
    with open_store(folder) as store:
        found = undecided(keep(store, learned, study, encoder=name), study.decisions)
        accepted = _accept(store, learned, study, found, auto_accept) if auto_accept else 0
    if as_json:
        click.echo(json.dumps(learn_view.plain(learned, len(found), accepted), ensure_ascii=False, indent=1))
    else:
        learn_view.show(learned, study, len(found), accepted=accepted)


def _encoder_name(folder: Path, chosen: str | None) -> str:
    """Return the encoder chosen, else the study's, "" for none."""
    from interview_coder.learning import ENCODER
    from interview_coder.store import read_store

    if chosen is not None:
        return "" if chosen == "none" else chosen
    with read_store(folder) as store:
        return (store.setting(ENCODER) or "") if store else ""


def _encoder(name: str, *, download: bool) -> Encoder | None:
    from interview_coder.encoder import load_encoder

    return load_encoder(name, download=download) if name else None


def _accept(store: Store, learned: Learned, study: CodedStudy, found: Sequence[Suggestion], least: float) -> int:
    """Accept what is likely enough in the model's name, as one batch; return how many passages that were."""
    from interview_coder.cli.study_folder import utc_now
    from interview_coder.learning import accepted_by_model

    decisions = accepted_by_model(found, least)
    if not decisions:
        return 0
    what = f"accepted by the model from {least:g} on, not by a person"
    store.decide(decisions, coder=learned.fitted.name, at=utc_now(), codebook=study.codebook.sha256, what=what)
    return len(decisions)
