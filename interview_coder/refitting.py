"""Refitting: a learner that the codebook or the libraries have outgrown, fitted again on the study's decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from interview_coder.calibration import parse_aim
from interview_coder.coding import Coding, is_person
from interview_coder.encoder import Encoder, load_encoder
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.fitted import aim_of, encoder_of
from interview_coder.kept_study import settled_study
from interview_coder.learning import Learned, learn, suggestions
from interview_coder.store import Store
from interview_coder.study import CodedStudy
from interview_coder.transcript import Transcript


def refit(store: Store, fresh: CodedStudy, folder: Path) -> tuple[Learned, CodedStudy]:
    """Fit the learner that a study keeps again, for its aim and with its encoder; return it, and `fresh` with its word.

    `fresh` is the study as it was read and tagged by rules alone, with its material. Decisions about other transcripts
    teach as well, as long as their files are there. Raises UsageError with the reason where it cannot be fitted.
    """
    aim, encoder = _as_it_was(store)
    known = settled_study(store, replace(fresh, material=tuple(_decided(store, fresh, folder))), with_material=True)
    if not any(each.start is not None and is_person(each.coder) for each in known.decisions):
        raise UsageError("nothing is left here of what somebody decided about")
    learned = learn(known, aim=parse_aim(aim), encoder=encoder)
    if not learned.spoken:
        raise UsageError("too little is decided about the codes of today")
    added = suggestions(learned.fitted, replace(fresh, decisions=known.decisions))
    codings = (*fresh.codings, *map(Coding.of, chain.from_iterable(added.values())))
    return learned, replace(fresh, codings=codings, is_learned=True)


def _as_it_was(store: Store) -> tuple[str, Encoder | None]:
    """Return the aim and the encoder that the kept learner was fitted with."""
    model = store.model()
    try:
        aim, name = (aim_of(model.data), encoder_of(model.data)) if model else ("f1", "")
    except ValueError as error:
        raise UsageError("it is damaged") from error
    try:
        return aim, load_encoder(name) if name else None
    except (EnvironmentFailure, UsageError) as error:
        raise UsageError("its encoder is not on this machine") from error


def _decided(store: Store, fresh: CodedStudy, folder: Path) -> Iterator[Transcript]:
    """Yield the transcripts that people decided in: those just read, then others whose files are still there."""
    decided = {each.transcript for each in store.decisions() if is_person(each.coder)}
    yield from (transcript for transcript in fresh.material if transcript.id in decided)
    for kept in store.transcripts():
        is_read = any(transcript.id == kept.id for transcript in fresh.material)
        if kept.id in decided and not is_read and (folder / kept.file).exists():
            yield store.transcript(kept.id)
