"""Evaluation: codings scored against gold, passage by passage, and the passages where they differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from interview_coder.agreement import Interval, binary_kappa, bootstrap
from interview_coder.codebook import is_within
from interview_coder.coding import Coding, Decision, Verdict
from interview_coder.features import surroundings, tells
from interview_coder.passages import Passage

Range = tuple[int, int]
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Scores:
    """How codings of one code compare with gold over some passages, with 95 % intervals."""

    gold: int
    found: int
    both: int
    precision: Interval
    recall: Interval
    f1: Interval
    kappa: Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage that carries a code in one of the two only: a false hit (`found`), or a miss.

    `rule` is what gave it the code; `words` are those of its evidence.
    """

    passage: Passage
    code: str
    found: bool
    rule: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by code, those of all codes together, and the differences in reading order.

    `elsewhere` is how often codes were found that were not compared, nor any above them. A code that differs as one
    below it does is not listed beside that one.
    """

    passages: int
    transcripts: int
    by_code: Mapping[str, Scores]
    overall: Scores
    differences: tuple[Difference, ...]
    elsewhere: Mapping[str, int]

    @property
    def mean_f1(self) -> float:
        """The mean of the codes' F1."""
        values = [scores.f1.value for scores in self.by_code.values()]
        return sum(values) / len(values) if values else math.nan


def marks(passages: Sequence[Passage], spans: Iterable[tuple[str, int, int, str]], codes: Sequence[str]) -> np.ndarray:
    """Return which passages carry which codes: those covered by at least half by ranges of the code or one below it.

    `spans` are (transcript, start, end, code). A range that covers half of no passage counts for the one that it covers
    most of.
    """
    carried = np.zeros((len(passages), len(codes)), bool)
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        rows.setdefault(passage.transcript.id, []).append(row)
    covered = np.zeros((len(passages), len(codes)), int)
    for transcript, start, end, code in dict.fromkeys(spans):
        columns = [column for column, id in enumerate(codes) if is_within(code, id)]
        touched = [row for row in rows.get(transcript, ()) if passages[row].start < end and start < passages[row].end]
        shares = {row: _share(passages[row], start, end) for row in touched}
        for row in touched:
            covered[row, columns] += min(end, passages[row].end) - max(start, passages[row].start)
        if shares and max(shares.values()) < _HALF:
            carried[max(shares, key=shares.__getitem__), columns] = True
    sizes = np.array([passage.end - passage.start for passage in passages]).reshape(-1, 1)
    return carried | ((covered > 0) & (2 * covered >= sizes))


def _share(passage: Passage, start: int, end: int) -> float:
    """Return which share of a passage a range covers."""
    return (min(end, passage.end) - max(start, passage.start)) / (passage.end - passage.start)


def marks_of_codings(passages: Sequence[Passage], codings: Iterable[Coding], codes: Sequence[str]) -> np.ndarray:
    """Return which passages carry which codes by codings that nobody rejected or disputes."""
    spans = ((each.transcript, each.start, each.end, each.code) for each in filter(_stands, codings))
    return marks(passages, spans, codes)


def _stands(coding: Coding) -> bool:
    return coding.status in (Verdict.SUGGESTED, Verdict.ACCEPTED)


def marks_of_decisions(passages: Sequence[Passage], decisions: Iterable[Decision], codes: Sequence[str]) -> np.ndarray:
    """Return which passages carry which codes by what was accepted; decisions without a place are passed over."""
    spans = (
        (each.transcript, each.start, each.end, each.code)
        for each in decisions
        if each.verdict is Verdict.ACCEPTED and each.start is not None and each.end is not None
    )
    return marks(passages, spans, codes)


def evaluate(
    passages: Sequence[Passage],
    gold: np.ndarray,
    codings: Sequence[Coding],
    codes: Sequence[str],
) -> Evaluation:
    """Compare codings with gold: (passages, codes), true where the passage carries the code."""
    found = marks_of_codings(passages, codings, codes)
    groups = [passage.transcript.id for passage in passages]
    by_code = {code: score(gold[:, at], found[:, at], groups) for at, code in enumerate(codes)}
    overall = score(gold.reshape(-1), found.reshape(-1), np.repeat(groups, len(codes)).tolist())
    differences = tuple(_differences(passages, gold, found, codings, codes))
    named = set(groups)
    others = (each.code for each in codings if each.transcript in named and _stands(each))
    elsewhere = Counter(code for code in others if not any(is_within(code, known) for known in codes))
    return Evaluation(len(passages), len(named), by_code, overall, differences, elsewhere)


def score(gold: np.ndarray, found: np.ndarray, groups: Sequence[str]) -> Scores:
    """Score one code; the intervals are drawn by transcript."""
    gold, found = gold.astype(bool), found.astype(bool)
    measure = partial(bootstrap, groups=groups, draws=400)
    return Scores(
        int(gold.sum()),
        int(found.sum()),
        int((gold & found).sum()),
        measure(lambda rows: precision(gold[rows], found[rows])),
        measure(lambda rows: precision(found[rows], gold[rows])),
        measure(lambda rows: f1(gold[rows], found[rows])),
        measure(lambda rows: binary_kappa(gold[rows], found[rows])),
    )


def precision(gold: np.ndarray, found: np.ndarray) -> float:
    """Return which share of what was found is gold, NaN where nothing was; exchanged, this is recall."""
    total = int(found.sum())
    return int((gold & found).sum()) / total if total else math.nan


def f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Return the harmonic mean of precision and recall, NaN where there is neither gold nor a find."""
    total = int(gold.sum()) + int(found.sum())
    return 2 * int((gold & found).sum()) / total if total else math.nan


def _differences(
    passages: Sequence[Passage], gold: np.ndarray, found: np.ndarray, codings: Sequence[Coding], codes: Sequence[str]
) -> Iterator[Difference]:
    by_place: dict[str, list[Coding]] = {}
    for coding in filter(_stands, codings):
        by_place.setdefault(coding.transcript, []).append(coding)
    differ = _lowest(gold & ~found, codes) | _lowest(found & ~gold, codes)
    for row, column in np.argwhere(differ):
        passage, code = passages[row], codes[column]
        if gold[row, column]:
            yield Difference(passage, code, found=False)
            continue
        for coding in by_place.get(passage.transcript.id, ()):
            if is_within(coding.code, code) and coding.start < passage.end and passage.start < coding.end:
                words = dict.fromkeys(passage.transcript.quote(*span).casefold() for span in coding.evidence)
                yield Difference(passage, code, found=True, rule=coding.rule or "coder", words=tuple(words))
                break


def _lowest(marked: np.ndarray, codes: Sequence[str]) -> np.ndarray:
    """Leave out the mark of a code where one below it has the same: that says it all."""
    left = marked.copy()
    for column, code in enumerate(codes):
        below = [at for at, other in enumerate(codes) if other != code and is_within(other, code)]
        left[:, column] &= ~marked[:, below].any(axis=1)
    return left


def by_rule(evaluation: Evaluation) -> Mapping[str, tuple[Difference, ...]]:
    """Return the false hits by the rule that made them, the worst rule first."""
    return _grouped((each.rule, each) for each in evaluation.differences if each.found)


def by_code(evaluation: Evaluation) -> Mapping[str, tuple[Difference, ...]]:
    """Return the misses by their code, the one missed most first."""
    return _grouped((each.code, each) for each in evaluation.differences if not each.found)


def by_word(evaluation: Evaluation, *, found: bool, most: int = 10) -> Mapping[str, tuple[Difference, ...]]:
    """Return false hits by the words that made them, or misses by words they hold oftener than other passages do.

    A word of a miss must stand in two misses of a code.
    """
    pairs: list[tuple[str, Difference]] = []
    for each in evaluation.differences:
        if each.found == found:
            words = each.words if found else {word.key for word in surroundings(each.passage).words if tells(word.key)}
            pairs += [(word, each) for word in sorted(words)]
    grouped = {word: each for word, each in _grouped(pairs).items() if found or len(each) > 1}
    return dict(list(grouped.items())[:most])


def _grouped(pairs: Iterable[tuple[str, Difference]]) -> dict[str, tuple[Difference, ...]]:
    groups: dict[str, list[Difference]] = {}
    for key, each in pairs:
        groups.setdefault(key, []).append(each)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return {key: tuple(each) for key, each in ordered}
