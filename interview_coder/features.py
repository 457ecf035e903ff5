"""Features: what the learner sees of a passage, in blocks that weigh apart: its words and those around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from interview_coder.language import HAN, fold, has_han, lemma, pipeline
from interview_coder.passages import Passage
from interview_coder.transcript import Role, Turn

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

# So many words before and after a passage, in its own turn, are its neighbours.
_REACH = 25
# A question may be a speech; what is asked stands at its end.
_ASKED = 60


@cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
    from spacy.lang.zh.stop_words import STOP_WORDS as CHINESE

    return frozenset(ENGLISH | CHINESE)


def tells(word: str) -> bool:
    """Tell whether a word may say what a passage is about, for a reader: "the" and a lone 的 do not."""
    return len(word) > 1 and word not in _stop_words()


class Word(NamedTuple):
    """A word under the key by which its inflections meet, and its range of the transcript's text."""

    key: str
    start: int
    end: int


#: How much each block weighs beside the passage's own words; measured on labelled interviews, English and Chinese.
WEIGHTS: Mapping[str, float] = {
    "words": 1.0,
    "pairs": 0.5,
    "characters": 0.5,
    "before": 0.15,
    "after": 0.15,
    "turn": 0.25,
    "question": 0.5,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a passage and of what it is understood by."""

    words: tuple[Word, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    turn: tuple[Word, ...]
    question: tuple[Word, ...]

    def blocks(self) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
        """Yield each block's name and its terms with the ranges they stand in."""
        yield "words", list(self.words)
        yield "pairs", [(f"{a.key} {b.key}", a.start, b.end) for a, b in zip(self.words, self.words[1:], strict=False)]
        yield "characters", list(_characters(self.words))
        yield "before", list(self.before)
        yield "after", list(self.after)
        yield "turn", list(self.turn)
        yield "question", list(self.question)


def surroundings(passage: Passage) -> Surroundings:
    """Return the words of a passage, its neighbours, its turn and the question before it."""
    turn = _words_of(passage, passage.turn)
    first = bisect_left(turn, passage.start, key=lambda word: word.start)
    last = bisect_left(turn, passage.end, key=lambda word: word.start)
    asked = _question(passage)
    return Surroundings(
        words=turn[first:last],
        before=turn[max(first - _REACH, 0) : first],
        after=turn[last : last + _REACH],
        turn=turn[:first] + turn[last:],
        question=_words_of(passage, asked)[-_ASKED:] if asked else (),
    )


def _question(passage: Passage) -> Turn | None:
    earlier = reversed(passage.transcript.turns[: passage.turn.number - 1])
    return next((turn for turn in earlier if turn.role is Role.INTERVIEWER), None)


def _words_of(passage: Passage, turn: Turn) -> tuple[Word, ...]:
    transcript = passage.transcript
    found = _words(transcript.quote(turn.start, turn.end), transcript.language)
    return tuple(Word(key, turn.start + start, turn.start + end) for key, start, end in found)


@lru_cache(maxsize=20_000)
def _words(text: str, language: str) -> tuple[Word, ...]:
    """Cut a text into the words that hold a letter or a digit."""
    return tuple(
        Word(token.text if has_han(token.text) else lemma(token.text), token.idx, token.idx + len(token.text))
        for token in pipeline(language)(fold(text))
        if any(character.isalnum() for character in token.text)
    )


def _characters(words: Sequence[Word]) -> Iterator[tuple[str, int, int]]:
    """Yield single Chinese characters and pairs: the segmenter cuts one and the same expression in several ways."""
    singles = [
        (character, word.start + at)
        for word in words
        if has_han(word.key)
        for at, character in enumerate(word.key)
        if HAN.match(character)
    ]
    for at, (character, start) in enumerate(singles):
        yield character, start, start + 1
        if at + 1 < len(singles) and singles[at + 1][1] == start + 1:
            yield character + singles[at + 1][0], start, start + 2


class TextFeatures:
    """Weighted tf-idf of the blocks, each of length one before it is weighted; a passage is a row."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self.vectorizers: dict[str, TfidfVectorizer] = {}

    def fit(self, around: Sequence[Surroundings]) -> TextFeatures:
        """Take up the terms of some passages."""
        texts = _terms(around)
        for name, weight in self.weights.items():
            if weight and any(texts[name]):
                self.vectorizers[name] = vectorizer().fit(texts[name])
        return self

    def transform(self, around: Sequence[Surroundings]) -> csr_matrix:
        """Return a row for each passage."""
        return self._weighted(self.blocks(around), len(around))

    def blocks(self, around: Sequence[Surroundings]) -> list[csr_matrix]:
        """Return a matrix for each block, its rows of length one, not weighted yet."""
        texts = _terms(around)
        return [each.transform(texts[name]) for name, each in self.vectorizers.items()]

    def as_of(self, rows: np.ndarray, blocks: Sequence[csr_matrix]) -> csr_matrix:
        """Return the rows that `transform` would have made, had only some of them been there to fit on.

        Rows are of length one, so that other idf weights only turn them: no text is counted again.
        """
        from sklearn.preprocessing import normalize

        turned = []
        for each, block in zip(self.vectorizers.values(), blocks, strict=True):
            carrying = np.bincount(block[rows].indices, minlength=block.shape[1])
            idf = np.where(carrying, np.log((1 + len(rows)) / (1 + carrying)) + 1, 0)
            turned.append(normalize(block.multiply(idf / each.idf_).tocsr()))
        return self._weighted(turned, blocks[0].shape[0] if blocks else 0)

    def _weighted(self, blocks: Sequence[csr_matrix], rows: int) -> csr_matrix:
        from scipy.sparse import csr_matrix, hstack

        parts = [block * self.weights[name] for name, block in zip(self.vectorizers, blocks, strict=True)]
        return hstack(parts, format="csr") if parts else csr_matrix((rows, 0))

    @property
    def offsets(self) -> Iterator[tuple[str, int]]:
        """Yield each block with the number of its first column."""
        at = 0
        for name, each in self.vectorizers.items():
            yield name, at
            at += len(each.vocabulary_)


def vectorizer(**settings: object) -> TfidfVectorizer:
    """Return the tf-idf of one block, whose terms are given as lists."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True, **settings)


def _as_it_is(terms: list[str]) -> list[str]:
    return terms


def _terms(around: Sequence[Surroundings]) -> dict[str, list[list[str]]]:
    texts: dict[str, list[list[str]]] = {name: [] for name in WEIGHTS}
    for each in around:
        for name, terms in each.blocks():
            texts[name].append([term for term, _, _ in terms])
    return texts
