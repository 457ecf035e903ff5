"""CodeLearner: a scikit-learn estimator over reviewed passages.

It learns in two steps. First one linear model a code reads the words of a passage, of its neighbours, its turn and
the question (and, where there is an encoder, their meaning). Then a single small model for all codes weighs what it
said against what the rules say of the passage and the turn: it has few numbers to learn, so a few interviews will do,
and it gives probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC
from sklearn.utils.validation import check_is_fitted

from interview_coder.codebook import Codebook, Example, is_within
from interview_coder.encoder import Encoder
from interview_coder.examples import as_passage
from interview_coder.features import WEIGHTS, Surroundings, TextFeatures, surroundings
from interview_coder.judge import RULE_FEATURES, UNKNOWN, Judge, judged, rule_features
from interview_coder.passages import Passage

#: So many passages with a code, and so many without it, are needed before the learner speaks of it: from fewer
#: refusals it would take most passages for it.
ENOUGH = 10

_AROUND = ("before", "after", "turn")
# What an encoder reads beside the passage itself: so many words of the question and of what was said before.
_LEAD = 40


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage known to carry a code (its column in `classes_`), to liken others to; `where` says whence it is."""

    column: int
    text: str
    language: str
    where: str


class CodeLearner(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Learn from reviewed passages which codes they carry.

    `X` are passages in reading order, those of one transcript together; `y` has a column for each of `codes` (those of
    the codebook where it is None) with 1, 0 or UNKNOWN. `classes_` are the ids of the codes; `needed_` says for each
    how many accepted and how many refused passages it lacks before it is spoken of: (2, codes). `context` scales the
    weight of what stands around a passage, `question` that of the question before it, `characters` that of Chinese
    characters; `seeds` is the weight of what the codebook itself says beside a coder's decision (0 leaves it out),
    `rules` whether the rules' hits are looked at; `model` is logistic, svm or bayes.
    """

    def __init__(
        self,
        codebook: Codebook | None = None,
        *,
        codes: Sequence[str] | None = None,
        encoder: Encoder | None = None,
        context: float = 1.0,
        question: float = 1.0,
        characters: float = 1.0,
        seeds: float = 1.0,
        rules: bool = True,
        model: str = "logistic",
        C: float = 1.0,
        enough: int = ENOUGH,
        folds: int = 3,
        random_state: int = 0,
    ) -> None:
        self.codebook = codebook
        self.codes = codes
        self.encoder = encoder
        self.context = context
        self.question = question
        self.characters = characters
        self.seeds = seeds
        self.rules = rules
        self.model = model
        self.C = C
        self.enough = enough
        self.folds = folds
        self.random_state = random_state

    def __sklearn_clone__(self) -> CodeLearner:
        """Return one with the same parameters, not fitted; it shares codebook and encoder, which nothing changes."""
        return type(self)(**self.get_params(deep=False))

    def fit(self, X: Sequence[Passage] | Seen, y: Any, groups: Sequence[Any] | None = None) -> CodeLearner:
        """Learn; passages of one of `groups` (their transcripts where None) are never on both sides of a split."""
        seen = self.look(X)
        labels = _columns(y, len(seen.passages))
        self.classes_ = np.array(self._ids(labels.shape[1]), dtype=object)
        accepted, refused = ((labels == each).sum(axis=0) for each in (1, 0))
        self.needed_ = np.maximum(max(self.enough, 1) - np.stack([accepted, refused]), 0)
        self.spoken_ = np.flatnonzero(~self.needed_.any(axis=0))
        self.lessons_ = tuple(_lessons(seen.passages, labels, self.spoken_))
        self.readers_: tuple[Reader, ...] = ()
        if len(self.spoken_):
            self._learn(seen, labels[:, self.spoken_], _groups(seen.passages, groups))
        return self

    def predict_proba(self, X: Sequence[Passage] | Seen) -> np.ndarray:
        """Return the probability of each of `classes_` for each passage; 0 for those it does not speak of."""
        check_is_fitted(self, "classes_")
        seen = self.look(X)
        probabilities = np.zeros((len(seen.passages), len(self.classes_)))
        if self.readers_ and seen.passages:
            scores = [reader.scores(seen) for reader in self.readers_]
            probabilities[:, self.spoken_] = self.judge_.probabilities(self._judged(seen, scores))
        return probabilities

    def look(self, X: Sequence[Passage] | Seen) -> Seen:
        """Return passages as the learner sees them: for whoever fits more than once on the same, in the place of X."""
        if isinstance(X, Seen):
            return X
        seen = self._read_words(tuple(X))
        if self.codebook is None or not self.rules:
            return seen
        ids = [code.id for code in self.codebook.codes] if self.codes is None else self.codes
        return replace(seen, ruled=rule_features(self.codebook, seen.passages, ids))

    def predict(self, X: Sequence[Passage] | Seen) -> np.ndarray:
        """Return 1 where a code is likelier than not."""
        return (self.predict_proba(X) >= 0.5).astype(int)

    def _ids(self, columns: int) -> list[str]:
        ids = self.codes
        if ids is None:
            ids = [code.id for code in self.codebook.codes] if self.codebook else list(map(str, range(columns)))
        if len(ids) != columns:
            raise ValueError(f"y has {columns} columns for {len(ids)} codes")
        return list(ids)

    def _learn(self, seen: Seen, labels: np.ndarray, groups: np.ndarray) -> None:
        seeds, seeded = self._seeds()
        taught, said = (seen + seeds if seeds else seen), np.vstack([labels, seeded])
        weights = np.concatenate([np.ones(len(labels)), np.full(len(seeded), self.seeds)])
        text = TextFeatures(self._weights()).fit(taught.around)
        blocks = text.blocks(taught.around)

        def fit(rows: np.ndarray) -> Iterator[tuple[Reader, Any]]:
            """Fit the readers on some rows; each comes with the matrix that it reads."""
            matrices = [(text, text.as_of(rows, blocks)), (None, taught.vectors)]
            for sight, matrix in matrices if taught.vectors is not None else matrices[:1]:
                yield Reader.fit(sight, matrix[rows], said[rows], weights[rows], self), matrix

        everywhere = np.arange(len(said))
        readers = [reader for reader, _ in fit(everywhere)]
        held_out = [np.zeros(labels.shape) for _ in readers]
        for train, test in _splits(groups, self.folds):
            rows = np.concatenate([train, everywhere[len(labels) :]])
            for scores, (reader, matrix) in zip(held_out, fit(rows), strict=True):
                scores[test] = reader.of(matrix[test])
        self.readers_ = tuple(readers)
        self.judge_ = Judge.fit(self._judged(seen, held_out), labels)

    def _judged(self, seen: Seen, scores: Sequence[np.ndarray]) -> np.ndarray:
        ruled = None if seen.ruled is None else seen.ruled[:, self.spoken_]
        return judged(seen.passages, seen.around, scores, ruled)

    def _weights(self) -> dict[str, float]:
        scales = {"question": self.question, "characters": self.characters} | dict.fromkeys(_AROUND, self.context)
        return {name: weight * scales.get(name, 1.0) for name, weight in WEIGHTS.items()}

    def _seeds(self) -> tuple[Seen | None, np.ndarray]:
        """Return what the codebook says of the codes as passages with labels."""
        ids = [str(self.classes_[column]) for column in self.spoken_]
        found = list(_seeds_of(self.codebook, ids)) if self.codebook and self.seeds else []
        if not found:
            return None, np.zeros((0, len(ids)))
        passages = tuple(as_passage(seed) for seed, _ in found)
        return self._read_words(passages), np.array([labels for _, labels in found])

    def _read_words(self, passages: Sequence[Passage]) -> Seen:
        """Look at passages without the rules, which the first step has no use for."""
        vectors = encoded(self.encoder, passages) if self.encoder else None
        return Seen(tuple(passages), tuple(map(surroundings, passages)), None, vectors)


@dataclass(frozen=True, slots=True)
class Seen:
    """Passages as the learner sees them: words, what the rules say, and vectors where there is an encoder."""

    passages: tuple[Passage, ...]
    around: tuple[Surroundings, ...]
    ruled: np.ndarray | None
    vectors: np.ndarray | None

    @property
    def given(self) -> np.ndarray:
        """Which codes the rules give, (passages, codes); without columns where nobody looked at them."""
        if self.ruled is None:
            return np.zeros((len(self.passages), 0), bool)
        return np.asarray(self.ruled[:, :, RULE_FEATURES.index("given")] > 0)

    def part(self, rows: np.ndarray) -> Seen:
        """Return some of the passages."""
        return Seen(
            tuple(self.passages[row] for row in rows),
            tuple(self.around[row] for row in rows),
            None if self.ruled is None else self.ruled[rows],
            None if self.vectors is None else self.vectors[rows],
        )

    def __add__(self, other: Seen) -> Seen:
        together = self.vectors is not None and other.vectors is not None
        return Seen(
            self.passages + other.passages,
            self.around + other.around,
            None,
            np.concatenate([self.vectors, other.vectors]) if together else None,
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """A linear model a code over one sight of passages: their words, or (without `text`) their vectors."""

    text: TextFeatures | None
    coefficients: np.ndarray
    intercepts: np.ndarray

    @classmethod
    def fit(
        cls, text: TextFeatures | None, matrix: Any, labels: np.ndarray, weights: np.ndarray, learner: CodeLearner
    ) -> Reader:
        """Fit one model for each column of `labels` on the rows of a matrix whose label is known."""
        fit = _LINEAR[learner.model]
        fitted = []
        for column in labels.T:
            known = np.flatnonzero(column != UNKNOWN)
            fitted.append(fit(matrix[known], column[known], weights[known], learner))
        return cls(text, np.array([each for each, _ in fitted]), np.array([each for _, each in fitted]))

    def scores(self, seen: Seen) -> np.ndarray:
        """Return how much speaks for each code: (passages, codes)."""
        return self.of(self.text.transform(seen.around) if self.text else seen.vectors)

    def of(self, matrix: Any) -> np.ndarray:
        """Return how much speaks for each code in the rows of a matrix."""
        return np.asarray(matrix @ self.coefficients.T + self.intercepts)


Linear = tuple[np.ndarray, float]


def _logistic(matrix: Any, truth: np.ndarray, weights: np.ndarray, learner: CodeLearner) -> Linear:
    if len(set(truth)) < 2:
        return np.zeros(matrix.shape[1]), 0.0
    model = LogisticRegression(
        C=learner.C,
        solver="liblinear",
        dual=True,  # the same model in a twentieth of the time: there are more words than passages
        tol=1e-2,
        class_weight="balanced",
        random_state=learner.random_state,
    ).fit(matrix, truth, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _machine(matrix: Any, truth: np.ndarray, weights: np.ndarray, learner: CodeLearner) -> Linear:
    if len(set(truth)) < 2:
        return np.zeros(matrix.shape[1]), 0.0
    model = LinearSVC(C=learner.C, class_weight="balanced", random_state=learner.random_state)
    model.fit(matrix, truth, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _bayes(matrix: Any, truth: np.ndarray, weights: np.ndarray, learner: CodeLearner) -> Linear:
    if len(set(truth)) < 2:
        return np.zeros(matrix.shape[1]), 0.0
    model = ComplementNB(alpha=learner.C).fit(matrix, truth, sample_weight=weights)
    return model.feature_log_prob_[1] - model.feature_log_prob_[0], 0.0


_LINEAR: Mapping[str, Callable[[Any, np.ndarray, np.ndarray, CodeLearner], Linear]] = {
    "logistic": _logistic,
    "svm": _machine,
    "bayes": _bayes,
}


def held_out_probabilities(
    learner: CodeLearner, X: Sequence[Passage] | Seen, labels: np.ndarray, *, folds: int = 5
) -> np.ndarray:
    """Return for each passage what a learner says that has seen none of its transcript."""
    seen = learner.look(X)
    found = np.zeros(labels.shape)
    for train, test in _splits(_groups(seen.passages, None), folds):
        fitted = clone(learner).fit(seen.part(train), labels[train])
        found[test] = fitted.predict_proba(seen.part(test))
    return found


def encoded(encoder: Encoder, passages: Sequence[Passage]) -> np.ndarray:
    """Return a row for each passage: its own meaning, and that of it with what was asked and said before it."""
    own = encoder.encode([passage.text for passage in passages])
    return np.hstack([own, encoder.encode([_in_context(passage) for passage in passages])])


def _in_context(passage: Passage) -> str:
    around = surroundings(passage)
    quote = passage.transcript.quote
    leads = [words[-_LEAD:] for words in (around.question, around.before) if words]
    return " ".join([*(quote(words[0].start, words[-1].end) for words in leads), passage.text])


def _seeds_of(codebook: Codebook, ids: Sequence[str]) -> Iterator[tuple[Example, list[int]]]:
    """Yield what the codebook says of codes, with a label for each id."""
    for code in codebook.codes:
        wanted = [1 if is_within(code.id, id) else UNKNOWN if is_within(id, code.id) else 0 for id in ids]
        unwanted = [0 if is_within(id, code.id) else UNKNOWN for id in ids]
        said = [*code.definition.texts.values(), *code.include.texts.values()]
        if 1 in wanted:
            yield from ((seed, wanted) for seed in (*code.examples, *map(Example, said)))
        if 0 in unwanted:
            yield from (
                (seed, unwanted) for seed in (*code.counterexamples, *map(Example, code.exclude.texts.values()))
            )


def _lessons(passages: Sequence[Passage], labels: np.ndarray, columns: np.ndarray) -> Iterator[Lesson]:
    for column in columns:
        for row in np.flatnonzero(labels[:, column] == 1).tolist():
            passage = passages[row]
            yield Lesson(int(column), passage.text, passage.transcript.language, passage.transcript.id)


def _columns(y: Any, rows: int) -> np.ndarray:
    labels = np.asarray(y, dtype=int)
    labels = labels.reshape(len(labels), -1) if labels.ndim == 1 else labels
    if labels.ndim != 2 or len(labels) != rows:
        raise ValueError(f"{rows} passages, but labels of shape {labels.shape}")
    if not np.isin(labels, (0, 1, UNKNOWN)).all():
        raise ValueError("labels are 1, 0, or -1 where nobody knows")
    return labels


def _groups(passages: Sequence[Passage], groups: Sequence[Any] | None) -> np.ndarray:
    names = [passage.transcript.id for passage in passages] if groups is None else list(groups)
    return np.unique(names, return_inverse=True)[1]


def _splits(groups: np.ndarray, folds: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Split by transcript; a single one by thirds of it, in order."""
    if not groups.any():
        groups = np.arange(len(groups)) * 3 // max(len(groups), 1)
    folds = min(folds, len(set(groups.tolist())))
    yield from GroupKFold(n_splits=folds).split(groups, groups=groups)
