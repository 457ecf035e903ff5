"""Learning: a learner fitted on a study's decisions, with scores from transcripts that it had not seen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interview_coder.agreement import Interval, bootstrap
from interview_coder.calibration import Aim, expected_calibration_error, threshold
from interview_coder.codebook import Codebook
from interview_coder.coding import Decision, Source, Suggestion, Verdict
from interview_coder.encoder import Encoder, load_encoder
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.evaluation import Scores, score
from interview_coder.fitted import Fitted, encoder_of, name_of, pack, unpack, versions
from interview_coder.learner import UNKNOWN, CodeLearner, held_out_probabilities
from interview_coder.passages import split_passages
from interview_coder.reviewed import reviewed
from interview_coder.store import Model, Store
from interview_coder.study import CodedStudy
from interview_coder.tagger import Tagger
from interview_coder.transcript import Role

#: The setting that names the study's encoder.
ENCODER = "encoder"
_ACCEPTED = Verdict.ACCEPTED
# Whatever the scores say: what is likelier wrong than right is no help to whoever reads it.
_LIKELIER = 0.5


@dataclass(frozen=True, slots=True)
class CodeReport:
    """What was learned of one code; `needed` accepted passages are lacking where it is not spoken of.

    The scores are of passages of transcripts that the learner had not seen, nor its thresholds.
    """

    code: str
    accepted: int
    needed: int
    threshold: float
    rules: Scores
    learner: Scores
    both: Scores
    calibration_error: Interval


@dataclass(frozen=True, slots=True)
class Learned:
    """A fitted learner and what it is worth; `data` are its bytes to keep."""

    fitted: Fitted
    data: bytes
    transcripts: int
    passages: int
    reports: tuple[CodeReport, ...]

    @property
    def spoken(self) -> tuple[CodeReport, ...]:
        """The codes that the learner speaks of."""
        return tuple(report for report in self.reports if not report.needed)


def learn(study: CodedStudy, *, aim: Aim | None = None, encoder: Encoder | None = None, seed: int = 0) -> Learned:
    """Fit a learner on the decisions of a study, which must hold its material.

    Raises UsageError where nobody decided anything.
    """
    known, aim = reviewed(study), aim or Aim()
    rows = known.taught
    if not len(rows):
        raise UsageError("nobody has decided anything here yet. Start with `interview-coder review`")
    passages, labels = [known.passages[row] for row in rows], known.labels[rows]
    learner = CodeLearner(study.codebook, codes=known.codes, encoder=encoder, random_state=seed)
    seen = learner.look(passages)
    learner.fit(seen, labels)
    checked = _Checked(
        held_out_probabilities(learner, seen, labels),
        labels,
        seen.ruled[:, :, 0] > 0,
        np.array([passage.transcript.id for passage in passages]),
        learner.spoken_,
        aim,
    )
    everywhere = np.ones(len(rows), bool)
    thresholds = checked.thresholds(everywhere, with_rules=True)
    fitted = Fitted(learner, dict(zip(known.codes, thresholds, strict=True)), str(aim))
    data = pack(fitted)
    return Learned(
        replace(fitted, name=name_of(data)),
        data,
        len(set(checked.groups)),
        len(rows),
        tuple(checked.reports(known.codes, learner.needed_, thresholds)),
    )


def suggestions(fitted: Fitted, study: CodedStudy) -> dict[str, tuple[Suggestion, ...]]:
    """Return what a learner adds to what the rules suggest, by the ids of the transcripts of a study's material."""
    tagger = Tagger(study.codebook)
    found: dict[str, tuple[Suggestion, ...]] = {}
    for transcript in study.material:
        passages = [each for each in split_passages(transcript, study.unit) if each.turn.role is Role.RESPONDENT]
        found[transcript.id] = tuple(fitted.suggest(passages, tagger.tag(passages)))
    return found


def keep(store: Store, learned: Learned, study: CodedStudy, *, encoder: str) -> dict[str, tuple[Suggestion, ...]]:
    """Keep a learner and what it suggests in the study, as one whole, and return the suggestions."""
    found = suggestions(learned.fitted, study)
    sha256 = study.codebook.sha256
    with store.writing():
        store.keep_transcripts(study.material)
        store.keep_model(Model(sha256, versions(), learned.data))
        store.keep_setting(ENCODER, encoder)
        for id, proposed in found.items():
            store.keep_suggestions(id, proposed, codebook=sha256, unit=study.unit, source=Source.MODEL)
    return found


def kept_learner(store: Store, codebook: Codebook) -> tuple[Fitted | None, str]:
    """Return the learner that a study keeps, and why not where it cannot be used as it is."""
    if (model := store.model()) is None:
        return None, ""
    if model.codebook != codebook.sha256:
        return None, "the codebook changed since `learn`: run it again for the model's suggestions"
    if model.versions != versions():
        return None, f"the model was fitted with {model.versions}: run `learn` again for its suggestions"
    name = encoder_of(model.data)
    try:
        encoder = load_encoder(name) if name else None
    except (EnvironmentFailure, UsageError):
        return None, f"the encoder {name} is not on this machine: the model's suggestions are left out"
    return unpack(model.data, codebook, encoder=encoder), ""


def accepted_by_model(found: Mapping[str, Sequence[Suggestion]], least: float) -> tuple[Decision, ...]:
    """Return decisions that accept every suggestion of at least a probability."""
    return tuple(
        Decision(each.passage.transcript.id, each.passage.start, each.passage.end, each.passage.text, each.code, _ACCEPTED)
        for proposed in found.values()
        for each in proposed
        if each.score >= least
    )


@dataclass(frozen=True, slots=True)
class _Checked:
    """What the learner said of transcripts it had not seen, beside what is known of them: (passages, codes)."""

    probabilities: np.ndarray
    labels: np.ndarray
    rules: np.ndarray
    groups: np.ndarray
    spoken: np.ndarray
    aim: Aim

    def thresholds(self, rows: np.ndarray, *, with_rules: bool) -> np.ndarray:
        """Choose the thresholds on some passages: for f1 one for all codes, as few decisions would not tell them apart.

        What is likelier wrong than right is suggested only where a recall is aimed at.
        """
        chosen = np.full(self.labels.shape[1], math.inf)
        rules = self.rules if with_rules else np.zeros_like(self.rules)
        together = self.aim.what == "f1"
        for columns in [self.spoken] if together else self.spoken.reshape(-1, 1):
            known = (self.labels[:, columns] != UNKNOWN) & rows.reshape(-1, 1)
            picked = (each[:, columns][known] for each in (self.probabilities, self.labels, rules))
            probabilities, truth, given = picked
            best = threshold(probabilities, truth, self.aim, given=given) if len(truth) else math.inf
            chosen[columns] = best if self.aim.what == "recall" else max(best, _LIKELIER)
        return chosen

    def reports(self, codes: Sequence[str], needed: np.ndarray, thresholds: np.ndarray) -> Iterator[CodeReport]:
        """Report on each code that was ever accepted; what a transcript is told by was chosen without it."""
        alone, added = (self._found(with_rules=with_rules) for with_rules in (False, True))
        for column in np.flatnonzero((self.labels == 1).any(axis=0)):
            known = np.flatnonzero(self.labels[:, column] != UNKNOWN)
            truth, groups = self.labels[known, column], self.groups[known]
            compared = (self.rules, alone, self.rules | added)
            rules, learner, both = (score(truth, each[known, column], groups.tolist()) for each in compared)
            error = _calibration_error(self.probabilities[known, column], truth, groups)
            accepted, lacking = int((truth == 1).sum()), int(needed[column])
            limit = float(thresholds[column])
            yield CodeReport(codes[column], accepted, lacking, limit, rules, learner, both, error)

    def _found(self, *, with_rules: bool) -> np.ndarray:
        found = np.zeros(self.labels.shape, bool)
        for group in sorted(set(self.groups.tolist())):
            own = self.groups == group
            others = ~own if not own.all() else own
            found[own] = self.probabilities[own] >= self.thresholds(others, with_rules=with_rules)
        return found


def _calibration_error(probabilities: np.ndarray, truth: np.ndarray, groups: np.ndarray) -> Interval:
    def measure(rows: np.ndarray) -> float:
        return expected_calibration_error(probabilities[rows], truth[rows])

    return bootstrap(measure, groups.tolist(), draws=200)
