"""The learner as scikit-learn knows estimators, on interviews in both languages."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from interview_coder.judge import UNKNOWN
from interview_coder.learner import CodeLearner, Seen, held_out_probabilities
from tests.taught import codebook, interviews, labels


def fitted(language: str = "en", **settings: object) -> CodeLearner:
    passages = interviews(language)
    return CodeLearner(codebook(), enough=4, **settings).fit(passages, labels(passages))  # type: ignore[arg-type]


def test_learner_can_be_cloned_and_keeps_its_parameters() -> None:
    learner = CodeLearner(codebook(), enough=4, question=0.3, model="svm", random_state=7)
    twin = clone(learner)
    assert twin is not learner
    assert {name: value for name, value in twin.get_params().items() if name != "codebook"} == {
        name: value for name, value in learner.get_params().items() if name != "codebook"
    }
    assert clone(learner).set_params(enough=2).enough == 2
    assert twin.codebook is learner.codebook


def test_learner_parameters_are_not_touched_by_fitting() -> None:
    learner = CodeLearner(codebook(), enough=4)
    before = learner.get_params()
    learner.fit(interviews("en"), labels(interviews("en")))
    assert learner.get_params() == before


def test_learner_that_is_not_fitted_says_so() -> None:
    with pytest.raises(NotFittedError):
        CodeLearner(codebook()).predict_proba(interviews("en"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_learner_gives_a_probability_for_every_code_and_passage(language: str) -> None:
    found = fitted(language).predict_proba(interviews(language))
    assert found.shape == (32, 2)
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("model", ["logistic", "svm", "bayes"])
def test_learner_finds_what_the_rules_have_no_words_for(language: str, model: str) -> None:
    """`We paid for … out of our own pockets.` has no rule; the last interview was not learned from."""
    passages = interviews(language, count=5)
    known, new = passages[:32], passages[32:]
    learner = CodeLearner(codebook(), enough=4, model=model).fit(known, labels(known))
    assert learner.predict(new)[:, 0].tolist() == labels(new)[:, 0].tolist()


def test_learner_is_silent_on_a_code_with_too_few_decisions_and_says_how_many_more() -> None:
    learner = fitted()
    assert learner.classes_.tolist() == ["money", "visits"]
    assert learner.needed_.tolist() == [[0, 4], [0, 0]]
    assert not learner.predict_proba(interviews("en"))[:, 1].any()


def test_learner_needs_passages_without_the_code_too() -> None:
    passages = interviews("en")
    learner = CodeLearner(codebook(), enough=4).fit(passages, np.ones((len(passages), 2), int))
    assert learner.needed_.tolist() == [[0, 0], [4, 4]]
    assert not learner.predict_proba(passages).any()


def test_learner_says_the_same_with_the_same_seed() -> None:
    one, other = (fitted(random_state=3).predict_proba(interviews("en")) for _ in range(2))
    assert np.array_equal(one, other)


def test_learner_does_not_learn_from_what_nobody_judged() -> None:
    """Labels that are unknown may be anything: here the last interview's are, in two ways."""
    passages = interviews("en")
    unknown = labels(passages)
    unknown[24:] = UNKNOWN
    learner = CodeLearner(codebook(), enough=4).fit(passages, unknown)
    assert learner.needed_.tolist() == [[0, 4], [0, 0]]
    assert len(learner.lessons_) == 12


def test_learner_of_one_transcript_is_fitted_on_parts_of_it() -> None:
    passages = interviews("en", count=1)
    learner = CodeLearner(codebook(), enough=2).fit(passages, labels(passages))
    assert learner.predict_proba(passages).shape == (8, 2)


def test_learner_can_be_fitted_without_a_codebook() -> None:
    passages = interviews("zh")
    learner = CodeLearner(enough=4).fit(passages, labels(passages)[:, 0])
    assert learner.classes_.tolist() == ["0"]
    assert learner.predict(passages)[:, 0].tolist() == labels(passages)[:, 0].tolist()


def test_learner_takes_what_it_has_looked_at_in_the_place_of_passages() -> None:
    learner, passages = fitted(), interviews("en")
    seen = learner.look(passages)
    assert isinstance(seen, Seen)
    assert np.array_equal(learner.predict_proba(seen), learner.predict_proba(passages))


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (np.zeros((3, 2)), "32 passages, but labels of shape"),
        (np.full((32, 2), 2), "labels are 1, 0, or -1"),
        (np.zeros((32, 5)), "5 columns for 2 codes"),
    ],
)
def test_learner_refuses_labels_that_do_not_fit(given: np.ndarray, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        CodeLearner(codebook()).fit(interviews("en"), given)


def test_learner_has_nothing_to_say_of_no_passages() -> None:
    assert fitted().predict_proba(()).shape == (0, 2)


def test_learner_held_out_has_seen_nothing_of_the_transcript() -> None:
    """Every interview but one says that paying is no problem: held out, that one is judged as the others were."""
    passages = interviews("en")
    told = labels(passages)
    told[24:, 0] = 1 - told[24:, 0]
    found = held_out_probabilities(CodeLearner(codebook(), enough=4), passages, told, folds=4)
    assert ((found[24:, 0] >= 0.5) == (labels(passages)[24:, 0] == 1)).all()
