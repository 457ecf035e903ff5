"""Learning from a study on disk: what is kept, what is stale, what counts as decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from interview_coder.calibration import parse_aim
from interview_coder.codebook import Codebook
from interview_coder.coding import Coding, Decision, Source, Suggestion, Verdict
from interview_coder.fitted import Fitted, pack, versions
from interview_coder.learner import CodeLearner
from interview_coder.learning import HeldOut, accepted_by_model, kept_learner, thresholds, undecided
from interview_coder.store import Model, open_store
from interview_coder.verdicts import settle
from tests.factories import make_interview
from tests.taught import codebook, interviews, labels

PASSAGES = make_interview("A", "No money.", "Late money.", "没有钱。")
ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED


def suggestion(row: int, score: float = 0.9) -> Suggestion:
    return Suggestion(PASSAGES[row], "money", Source.MODEL, "model 01234567", score, ())


def decision(row: int, verdict: Verdict, coder: str = "Ann") -> Decision:
    it = PASSAGES[row]
    return Decision("A", it.start, it.end, it.text, "money", verdict, coder)


def test_learning_leaves_alone_what_somebody_decided() -> None:
    found = {"A": [suggestion(0), suggestion(1), suggestion(2)]}
    left = undecided(found, [decision(0, ACCEPTED), decision(2, REJECTED)])
    assert [each.passage.text for each in left] == ["Late money."]


def test_learning_accepts_from_the_probability_asked_for() -> None:
    accepted = accepted_by_model([suggestion(0, 0.95), suggestion(1, 0.949)], 0.95)
    assert [(each.quote, each.verdict) for each in accepted] == [("No money.", ACCEPTED)]


@pytest.mark.parametrize("coders", [("model 01234567", "Ann"), ("Ann", "model 01234567")])
def test_learning_a_person_outranks_the_model(coders: tuple[str, str]) -> None:
    """The model accepted, Ann rejected: that is no dispute, whoever was first."""
    said = {"Ann": REJECTED, "model 01234567": ACCEPTED}
    (coding,) = settle(PASSAGES, [suggestion(0)], [decision(0, said[coder], coder) for coder in coders])
    assert (coding.status, coding.coder) == (REJECTED, "Ann")


@pytest.mark.parametrize(("coder", "alone"), [("model 01234567", True), ("Ann", False), ("", False)])
def test_learning_tells_what_no_person_accepted(coder: str, alone: bool) -> None:
    (coding,) = settle(PASSAGES, [suggestion(2)], [decision(2, ACCEPTED, coder)])
    assert coding.is_accepted_by_model is alone
    assert not Coding.of(suggestion(0)).is_accepted_by_model


def kept(book: Codebook) -> bytes:
    passages = interviews("zh", count=2)
    return pack(Fitted(CodeLearner(book, enough=4).fit(passages, labels(passages)), {"money": 0.5}, "f1"))


@pytest.mark.parametrize(
    ("sha256", "made_with", "why_not"),
    [
        ("c" * 64, versions(), ""),
        ("d" * 64, versions(), "the codebook changed since `learn`"),
        ("c" * 64, "scikit-learn 0.1", "the model was fitted with scikit-learn 0.1"),
    ],
)
def test_learning_uses_a_kept_learner_only_where_it_fits(
    tmp_path: Path, sha256: str, made_with: str, why_not: str
) -> None:
    book = codebook()
    with open_store(tmp_path) as store:
        assert kept_learner(store, book) == (None, "")
        store.keep_model(Model(sha256, made_with, kept(book)))
        learner, reason = kept_learner(store, book)
    assert (learner is None) is bool(why_not)
    assert reason.startswith(why_not)


def held_out(rules: np.ndarray, *, aim: str = "f1") -> HeldOut:
    """Four transcripts of 50 passages, two codes; the learner knows each code by its probability, about right."""
    chance = np.random.default_rng(7)
    labels = (chance.random((200, 2)) < 0.3).astype(int)
    probabilities = np.clip(0.2 + 0.5 * labels + chance.normal(scale=0.15, size=labels.shape), 0, 1)
    groups = np.repeat(["A", "B", "C", "丁"], 50)
    return HeldOut(probabilities, labels, rules & (labels == 1), groups, np.array([0, 1]), parse_aim(aim))


def test_learning_suggests_what_is_likely_where_rules_find_nothing() -> None:
    limits = thresholds(held_out(np.zeros((200, 2), bool)))
    assert ((limits > 0.35) & (limits < 0.55)).all()


def test_learning_suggests_nothing_where_the_rules_find_all() -> None:
    rules = np.ones((200, 2), bool)
    assert np.isinf(thresholds(held_out(rules))).all()
    assert np.isinf(held_out(rules).chosen(np.arange(200))).all()


def test_learning_suggests_nothing_that_would_not_help_in_a_transcript_not_seen() -> None:
    """What is likely is right in the first transcript and wrong in the second; counted together it looks a gain."""
    labels = np.zeros((100, 1), int)
    labels[:20] = labels[50:70] = 1
    rules = np.zeros((100, 1), bool)
    rules[:10] = rules[50:60] = True
    probabilities = np.full((100, 1), 0.1)
    probabilities[10:20] = probabilities[70:75] = 0.9
    found = HeldOut(probabilities, labels, rules, np.repeat(["A", "B"], 50), np.array([0]), parse_aim("f1"))
    assert found.chosen(np.arange(100)) == pytest.approx(0.9)
    assert np.isinf(thresholds(found)).all()


def test_learning_reaches_a_precision_whatever_the_rules_find() -> None:
    found = held_out(np.zeros((200, 2), bool), aim="precision=0.95")
    for code, limit in enumerate(thresholds(found)):
        said = found.probabilities[:, code] >= limit
        assert found.labels[said, code].mean() >= 0.95


def test_learning_looks_only_at_codes_that_are_spoken_of() -> None:
    found = replace(held_out(np.zeros((200, 2), bool)), spoken=np.array([1]))
    assert np.isinf(thresholds(found)).tolist() == [True, False]
    assert not found.found(with_rules=False)[:, 0].any()
