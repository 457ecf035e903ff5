"""Learning: a learner fitted on a study's decisions, with scores from transcripts that it had not seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interview_coder.agreement import Interval, bootstrap
from interview_coder.calibration import Aim, expected_calibration_error, threshold
from interview_coder.codebook import Codebook
from interview_coder.coders import CodeAgreement, agreement, people_of
from interview_coder.coding import Decision, Source, Suggestion, Verdict
from interview_coder.encoder import Encoder, load_encoder
from interview_coder.errors import EnvironmentFailure, UsageError
from interview_coder.evaluation import Scores, f1, score
from interview_coder.fitted import Fitted, encoder_of, name_of, pack, unpack, versions
from interview_coder.judge import UNKNOWN
from interview_coder.learner import CodeLearner, held_out_probabilities
from interview_coder.passages import split_passages
from interview_coder.reviewed import Reviewed, reviewed
from interview_coder.stopping import Standing, standing
from interview_coder.store import Model, Store
from interview_coder.study import CodedStudy
from interview_coder.tagger import Tagger
from interview_coder.transcript import Role
from interview_coder.verdicts import rulings_by_code

#: The setting that names the study's encoder.
ENCODER = "encoder"
_ACCEPTED = Verdict.ACCEPTED
_STAYS = "what it suggested before stays, nothing new is suggested by it"
#: What becomes of the suggestions of a model that cannot be used, and what to do.
LEARN_AGAIN = f"{_STAYS}. Run `interview-coder learn` again"


@dataclass(frozen=True, slots=True)
class CodeReport:
    """What was learned of one code, if it is spoken of; its `threshold` is infinite where nothing is suggested.

    The scores are of passages of transcripts that the learner had not seen, nor its thresholds; `coders` is how far
    people agree on the code where there are two, `standing` what is likely still unread.
    """

    code: str
    accepted: int
    is_spoken: bool
    threshold: float
    rules: Scores
    learner: Scores
    both: Scores
    calibration_error: Interval
    coders: CodeAgreement | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A fitted learner and what it is worth; `data` are its bytes to keep.

    There is a report on each code that was ever accepted.
    """

    fitted: Fitted
    data: bytes
    transcripts: int
    passages: int
    reports: tuple[CodeReport, ...]

    @property
    def needed(self) -> dict[str, tuple[int, int]]:
        """How many accepted and how many refused passages each of the silent codes lacks."""
        learner = self.fitted.learner
        lacking = zip(map(str, learner.classes_), learner.needed_.T.tolist(), strict=True)
        return {code: (accepted, refused) for code, (accepted, refused) in lacking if accepted or refused}

    @property
    def spoken(self) -> tuple[CodeReport, ...]:
        """The codes that the learner speaks of."""
        return tuple(report for report in self.reports if report.is_spoken)


def learn(study: CodedStudy, *, aim: Aim | None = None, encoder: Encoder | None = None, seed: int = 0) -> Learned:
    """Fit a learner on the decisions of a study, which must hold its material.

    Raises UsageError where nobody decided anything.
    """
    known, aim = reviewed(study), aim or Aim()
    rows = known.taught
    if not len(rows):
        raise UsageError("nobody has decided anything here yet. Start with `interview-coder review`")
    learner = CodeLearner(study.codebook, codes=known.codes, encoder=encoder, random_state=seed)
    everything = learner.look(known.passages)
    seen, labels = everything.part(rows), known.labels[rows]
    learner.fit(seen, labels)
    held_out = held_out_probabilities(learner, seen, labels)
    checked = HeldOut(
        held_out,
        labels,
        seen.given,
        np.array([passage.transcript.id for passage in seen.passages]),
        learner.spoken_,
        aim,
    )
    limits = thresholds(checked)
    fitted = Fitted(learner, dict(zip(known.codes, limits, strict=True)), str(aim))
    data = pack(fitted)
    agreed, stands = _agreed(study), standings(learner, known, held_out, learner.predict_proba(everything))
    reports = (
        replace(report, coders=agreed.get(report.code), standing=stands.get(report.code))
        for report in checked.reports(known.codes, limits)
    )
    return Learned(replace(fitted, name=name_of(data)), data, len(set(checked.groups)), len(rows), tuple(reports))


def _agreed(study: CodedStudy) -> dict[str, CodeAgreement]:
    """Return how far people agree, by code; nothing where there are not two."""
    people = people_of(study.decisions)
    return {each.code: each for each in agreement(study, people).by_code} if len(people) > 1 else {}


def standings(
    learner: CodeLearner, known: Reviewed, held_out: np.ndarray, probabilities: np.ndarray
) -> dict[str, Standing]:
    """Return what is found of each code that is spoken of, and what is likely in the passages not read.

    `held_out` are the probabilities of the passages taught, by learners that had not seen their transcripts;
    `probabilities` are those of all passages, by the learner itself.
    """
    seen = np.zeros(known.labels.shape)
    seen[known.taught] = held_out
    found = {}
    for column in learner.spoken_.tolist():
        labels = known.labels[:, column]
        read = labels != UNKNOWN
        found[known.codes[column]] = standing(labels[read] == 1, seen[read, column], probabilities[~read, column])
    return found


def suggestions(fitted: Fitted, study: CodedStudy) -> dict[str, tuple[Suggestion, ...]]:
    """Return what a learner adds to what the rules suggest, by the ids of the transcripts of a study's material."""
    tagger = Tagger(study.codebook)
    found: dict[str, tuple[Suggestion, ...]] = {}
    for transcript in study.material:
        passages = [each for each in split_passages(transcript, study.unit) if each.turn.role is Role.RESPONDENT]
        found[transcript.id] = tuple(fitted.suggest(passages, tagger.tag(passages)))
    below = [each for each in study.decisions if each.verdict is _ACCEPTED and "." in each.code]
    return {id: tuple(each for each in own if not _is_told_below(each, below)) for id, own in found.items()}


def _is_told_below(suggestion: Suggestion, accepted: Sequence[Decision]) -> bool:
    """Tell whether somebody accepted a sub-code of what is suggested."""
    return any(_is_about(each, suggestion) for each in accepted if each.code.startswith(f"{suggestion.code}."))


def _is_about(decision: Decision, suggestion: Suggestion) -> bool:
    passage = suggestion.passage
    if decision.transcript != passage.transcript.id or decision.start is None or decision.end is None:
        return False
    return decision.start < passage.end and passage.start < decision.end


def undecided(found: Mapping[str, Sequence[Suggestion]], decisions: Iterable[Decision]) -> tuple[Suggestion, ...]:
    """Return the suggestions that nobody has decided about."""
    rulings = {id: rulings_by_code(own) for id, own in _by_transcript(decisions).items()}
    return tuple(
        each
        for id, own in found.items()
        for each in own
        if not (ruling := rulings.get(id, {}).get(each.code))
        or not ruling.about((each.passage.start, each.passage.end))
    )


def _by_transcript(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    own: dict[str, list[Decision]] = {}
    for each in decisions:
        own.setdefault(each.transcript, []).append(each)
    return own


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
    if why := why_stale(model, codebook):
        return None, f"{why}: {_STAYS} until `interview-coder code` fits it again"
    try:
        name = encoder_of(model.data)
        return unpack(model.data, codebook, encoder=load_encoder(name) if name else None), ""
    except (EnvironmentFailure, UsageError):
        return None, f"the encoder of the model is not on this machine: {LEARN_AGAIN}"
    except ValueError:
        return None, f"the model kept in the study is damaged: {LEARN_AGAIN}"


def why_stale(model: Model, codebook: Codebook) -> str:
    """Say what changed since a model was fitted that it depends on, "" where nothing did."""
    if model.codebook != codebook.sha256:
        return "the codebook changed since `learn`"
    if model.versions != versions():
        return f"the model was fitted with {model.versions}, here is {versions()}"
    return ""


def accepted_by_model(proposed: Iterable[Suggestion], least: float) -> tuple[Decision, ...]:
    """Return decisions that accept every suggestion of at least a probability."""
    likely = ((each.passage, each.code) for each in proposed if each.score >= least)
    return tuple(Decision(it.transcript.id, it.start, it.end, it.text, code, _ACCEPTED) for it, code in likely)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What learners said of transcripts they had not seen, beside what is known of them: (passages, codes).

    `rules` is what the rules give, `groups` is the transcript of each passage, `spoken` are the columns of the codes
    that the learner speaks of.
    """

    probabilities: np.ndarray
    labels: np.ndarray
    rules: np.ndarray
    groups: np.ndarray
    spoken: np.ndarray
    aim: Aim

    def chosen(self, rows: np.ndarray, *, with_rules: bool = True) -> np.ndarray:
        """Choose on some passages from which probability on each code is suggested; infinite for those not spoken of.

        For f1 a code's own threshold is drawn half-way to that of all together, as few decisions hardly tell them
        apart; where no threshold is better for all together than the rules alone, nothing is suggested.
        """

        def of(columns: np.ndarray) -> float:
            at = np.ix_(rows, columns)
            known = self.labels[at] != UNKNOWN
            given = self.rules[at][known] & with_rules
            return threshold(self.probabilities[at][known], self.labels[at][known], self.aim, given=given)

        limits = np.full(self.labels.shape[1], math.inf)
        limits[self.spoken] = [of(self.spoken[at : at + 1]) for at in range(len(self.spoken))]
        if self.aim.what != "f1" or not len(self.spoken):
            return limits
        together = of(self.spoken)
        own = np.where(np.isfinite(limits), limits, together)[self.spoken]
        limits[self.spoken] = (own + together) / 2
        return limits

    def found(self, *, with_rules: bool) -> np.ndarray:
        """Return what is suggested in each transcript by thresholds that were chosen without it."""
        found = np.zeros(self.labels.shape, bool)
        for group in sorted(set(self.groups.tolist())):
            own = self.groups == group
            others = np.flatnonzero(~own if not own.all() else own)
            found[own] = self.probabilities[own] >= self.chosen(others, with_rules=with_rules)
        return found

    def reports(self, codes: Sequence[str], limits: np.ndarray) -> Iterator[CodeReport]:
        """Report on each code that was ever accepted; what a transcript is told by was chosen without it."""
        alone, added = (self.found(with_rules=with_rules) for with_rules in (False, True))
        for column in np.flatnonzero((self.labels == 1).any(axis=0)).tolist():
            known = np.flatnonzero(self.labels[:, column] != UNKNOWN)
            truth, groups = self.labels[known, column], self.groups[known]
            compared = (self.rules, alone, self.rules | added)
            rules, learner, both = (score(truth, each[known, column], groups.tolist()) for each in compared)
            error = _calibration_error(self.probabilities[known, column], truth, groups)
            accepted, is_spoken, limit = int((truth == 1).sum()), column in self.spoken, float(limits[column])
            yield CodeReport(codes[column], accepted, is_spoken, limit, rules, learner, both, error)


def thresholds(held_out: HeldOut) -> np.ndarray:
    """Return from which probability on each code is suggested, infinite where it is not: (codes,).

    For f1 nothing is suggested unless that is better than the rules alone in transcripts that neither the learner nor
    the thresholds had seen.
    """
    limits = held_out.chosen(np.arange(len(held_out.labels)))
    known = held_out.labels != UNKNOWN
    known &= np.isin(np.arange(known.shape[1]), held_out.spoken)
    truth, rules = held_out.labels[known] == 1, held_out.rules[known]
    both = rules | held_out.found(with_rules=True)[known]
    is_better = np.nan_to_num(f1(truth, both)) > np.nan_to_num(f1(truth, rules))
    return limits if is_better or held_out.aim.what != "f1" else np.full_like(limits, math.inf)


def _calibration_error(probabilities: np.ndarray, truth: np.ndarray, groups: np.ndarray) -> Interval:
    def measure(rows: np.ndarray) -> float:
        return expected_calibration_error(probabilities[rows], truth[rows])

    return bootstrap(measure, groups.tolist(), draws=200)
