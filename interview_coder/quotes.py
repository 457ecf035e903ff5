"""Quotes: the passages that stand best for a code and differ from each other, and where each is to be found."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from interview_coder.codebook import is_within
from interview_coder.coding import Coding, Verdict
from interview_coder.excerpts import excerpt
from interview_coder.language import HAN, fold, fold_case
from interview_coder.study import CodedStudy
from interview_coder.transcript import Role

if TYPE_CHECKING:
    import numpy.typing as npt

    # What scipy's sparse matrices are: the library brings no types.
    Vectors = Any
    Numbers = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

# What best_quotes says in words: quotes compared per language, lengths in words, weights of the formula.
POOL = 2000
TELLING, SHORT, LONG = 3, 8, 60
TYPICALITY = 0.7
RELEVANCE = 0.5
SAME_TRANSCRIPT = 0.1

_RANKS = {Verdict.ACCEPTED: 0, Verdict.SUGGESTED: 1, Verdict.DISPUTED: 2}

_HAN_RUN = re.compile(f"{HAN.pattern}+")
_WORD = re.compile(r"\w+")
_TERM = re.compile(r"[^\W_]{2,}")


def best_quotes(
    study: CodedStudy, code: str, count: int, *, per_transcript: int | None = None, max_words: int | None = None
) -> tuple[Coding, ...]:
    """Choose up to `count` quotes of a code and its sub-codes, the best first; KeyError if there is no such code.

    Only respondents are quoted, identical words once, rejected codings never, and quotes of less than 3 words
    (6 Chinese characters) only where the code has no longer ones. `per_transcript` (1 or more) limits the quotes from
    one transcript; with `max_words` those come into question alone that an `excerpt` of so many words can be made of,
    if there are any. Accepted codings come before suggested ones, and disputed ones last. Among equals the next quote
    is the one with the largest

        0.5 * relevance - 0.5 * (largest cosine with a quote already chosen) - 0.1 * (quotes chosen from its transcript)
        relevance = length * (0.7 * typicality + 0.3 * evidence)

    ties falling to what is read first: maximal marginal relevance (Carbonell & Goldstein 1998,
    doi 10.1145/290941.291025) over tf-idf vectors of English words and Chinese character bigrams. Length is 1 for 8 to
    60 words (16 to 120 Chinese characters) and less for shorter and longer quotes. Typicality is the rank, 0..1, of the
    quote's cosine with the mean of the code's quotes in transcripts of the same language. Evidence is (n + 1) / (n + 2)
    for n matched ranges. The last place goes to a language not quoted yet.

    Compared are, in each language, the 2,000 quotes (or `count`, if that is more) with the best length and evidence,
    every transcript's best before any one's second best.
    """
    study.codebook.code(code)
    candidates = _pool(_fitting(_candidates(study, code), max_words), max(POOL, count))
    if not candidates:
        return ()
    selection = _Selection(candidates, count, per_transcript)
    return tuple(candidates[number].coding for number in selection.choose())


def interviewers(study: CodedStudy) -> frozenset[tuple[str, str]]:
    """Return the interviewers as pairs of transcript id and speaker."""
    roles = {
        role: {
            (transcript.id, speaker.name)
            for transcript in study.transcripts
            for speaker in transcript.speakers
            if speaker.role is role
        }
        for role in Role
    }
    return frozenset(roles[Role.INTERVIEWER] - roles[Role.RESPONDENT])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A coding that may be quoted; `fit` and `evidence` lie in 0..1, `number` is its place in reading order."""

    coding: Coding
    number: int
    language: str
    telling: bool
    fit: float
    evidence: float

    @property
    def rank(self) -> int:
        """How good its standing is: the lowest is quoted first."""
        return _RANKS[self.coding.status]


def _candidates(study: CodedStudy, code: str) -> list[_Candidate]:
    """Return one candidate for each distinct wording."""
    asking = interviewers(study)
    alike: dict[str, list[tuple[int, Coding]]] = {}
    for number, coding in enumerate(study.codings):
        below = is_within(coding.code, code)
        if below and coding.status is not Verdict.REJECTED and (coding.transcript, coding.speaker) not in asking:
            alike.setdefault(_wording(coding.quote), []).append((number, coding))
    languages = {transcript.id: transcript.language for transcript in study.transcripts}
    candidates = [_candidate(codings, languages) for codings in alike.values()]
    telling = [candidate for candidate in candidates if candidate.telling]
    return telling or candidates


def _fitting(candidates: list[_Candidate], max_words: int | None) -> list[_Candidate]:
    """Keep those of which an excerpt is short enough, if there are any."""
    if max_words is None:
        return candidates
    return [each for each in candidates if excerpt(each.coding, max_words=max_words).words <= max_words] or candidates


def _wording(quote: str) -> str:
    """Return what identical quotes have in common: their words, whatever the case, the stops and the spaces."""
    return " ".join(_WORD.findall(fold_case(fold(quote)))) or quote


def _candidate(codings: Sequence[tuple[int, Coding]], languages: dict[str, str]) -> _Candidate:
    """Take the first coding of the best standing of those with the same words, with the evidence of them all."""
    number, coding = min(codings, key=lambda each: _RANKS[each[1].status])
    ranges = {(start - one.start, end - one.start) for _, one in codings for start, end in one.evidence}
    # Two Chinese characters weigh as much as one English word.
    length = coding.words - len(HAN.findall(coding.quote)) / 2
    return _Candidate(
        coding=coding,
        number=number,
        language=languages[coding.transcript],
        telling=length >= TELLING,
        fit=min((length / SHORT) ** 2, 1.0, LONG / max(length, 1)),
        evidence=(len(ranges) + 1) / (len(ranges) + 2),
    )


def _pool(candidates: Sequence[_Candidate], size: int) -> list[_Candidate]:
    """Keep the most promising of each language: every transcript's best before any one's second best.

    What is kept stands in reading order again.
    """
    ranks: dict[int, int] = {}
    seen: Counter[str] = Counter()
    for candidate in sorted(candidates, key=lambda each: (each.rank, -each.fit * each.evidence)):
        ranks[candidate.number] = seen[candidate.coding.transcript]
        seen[candidate.coding.transcript] += 1
    promising = sorted(candidates, key=lambda each: (each.rank, ranks[each.number]))
    languages = {candidate.language for candidate in candidates}
    kept = [[each for each in promising if each.language == language][:size] for language in languages]
    return sorted(itertools.chain.from_iterable(kept), key=lambda candidate: candidate.number)


class _Selection:
    """The quotes chosen so far, and what each of the others would add to them."""

    def __init__(self, candidates: Sequence[_Candidate], count: int, per_transcript: int | None) -> None:
        self._count = count
        self._per_transcript = per_transcript
        self._rank = np.array([candidate.rank for candidate in candidates])
        self._languages = np.array([candidate.language for candidate in candidates])
        self._transcripts = np.array([candidate.coding.transcript for candidate in candidates])
        self._vectors = _vectors([candidate.coding.quote for candidate in candidates])
        self._vectors_by_term = self._vectors.T.tocsr()
        self._relevance = _relevance(candidates, self._vectors, self._languages)
        self._nearest = np.zeros(len(candidates))
        self._from_transcript = np.zeros(len(candidates))
        self._open = np.ones(len(candidates), dtype=bool)
        self._chosen: list[int] = []

    def choose(self) -> list[int]:
        """Return the numbers of the chosen candidates, those of the best standing first."""
        for rank in sorted(set(self._rank)):
            among = self._rank == rank
            while len(self._chosen) < self._count and (self._open & among).any():
                self._take(self._best(self._open & among))
        return self._chosen

    def _best(self, among: Mask) -> int:
        value = RELEVANCE * self._relevance - (1 - RELEVANCE) * self._nearest
        value -= SAME_TRANSCRIPT * self._from_transcript
        # Rounded, so that equal quotes tie on every machine; argmax takes the first of them.
        return int(np.argmax(np.where(self._due(among), value.round(9), -np.inf)))

    def _due(self, among: Mask) -> Mask:
        """Keep the places that are left for languages not quoted yet, where there are no more places than those."""
        missing = set(self._languages[among]) - set(self._languages[self._chosen])
        if not missing or len(missing) < self._count - len(self._chosen):
            return among
        return among & np.isin(self._languages, list(missing))

    def _take(self, number: int) -> None:
        self._chosen.append(number)
        self._open[number] = False
        cosines = self._vectors[number] @ self._vectors_by_term
        self._nearest[cosines.indices] = np.maximum(self._nearest[cosines.indices], cosines.data)
        same = self._transcripts == self._transcripts[number]
        self._from_transcript[same] += 1
        if self._from_transcript[number] == self._per_transcript:
            self._open[same] = False


def _relevance(candidates: Sequence[_Candidate], vectors: Vectors, languages: npt.NDArray[np.str_]) -> Numbers:
    """Return for each candidate how well it stands for all, 0..1."""
    typicality = np.zeros(len(candidates))
    for language in set(languages):
        block = vectors[languages == language]
        cosine = (block @ np.asarray(block.mean(axis=0)).ravel()).round(9)
        less, upto = (np.sort(cosine).searchsorted(cosine, side=side) for side in ("left", "right"))
        typicality[languages == language] = (less + upto) / (2 * len(cosine))
    fit = np.array([candidate.fit for candidate in candidates])
    evidence = np.array([candidate.evidence for candidate in candidates])
    return fit * (TYPICALITY * typicality + (1 - TYPICALITY) * evidence)


def _vectors(quotes: Sequence[str]) -> Vectors:
    """Return tf-idf vectors of length 1, one row a quote; a quote without any term has a row of zeros."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    terms = [_terms(quote) for quote in quotes]
    # Nothing but "it is what it is": to the vectorizer an error, here quotes that are all alike.
    documents = terms if any(terms) else [[""]] * len(quotes)
    return TfidfVectorizer(analyzer=_as_they_are).fit_transform(documents)


def _as_they_are(terms: list[str]) -> list[str]:
    return terms


def _terms(quote: str) -> list[str]:
    """Return the English words that mean something and the Chinese character bigrams."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    text = fold_case(fold(quote))
    words = [word for word in _TERM.findall(_HAN_RUN.sub(" ", text)) if word not in ENGLISH_STOP_WORDS]
    runs = _HAN_RUN.findall(text)
    return words + [run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))]
