"""Keyness: which words and phrases stand in some passages more often than in others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from interview_coder.language import HAN, fold, has_han, lemma, pipeline

# How many passages the prior of `log_odds` is worth.
PRIOR = 10
# A phrase has at most four words or six Chinese characters, is met twice, and keeps together.
PHRASE_WORDS, PHRASE_CHARACTERS, PHRASE_COUNT, COLLOCATION = 4, 6, 2, 0.3
# Words share a beginning of four letters at least; the shorter has two more at most, the longer five.
STEM, SHORTER, LONGER = 4, 2, 5

_NEGATIONS = frozenset(
    {"no", "not", "never", "nobody", "none", "nothing", "nor", "neither", "nowhere", "without", "cannot", "hardly"}
)
_HAN_NEGATIONS = ("不", "没", "无", "未")
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def log_odds(inside: int, size: int, outside: int, others: int) -> float:
    """Return the z-score of how much likelier a term is in one group of passages than in the others.

    It stands in `inside` of the `size` passages of the group and in `outside` of the `others`. This is the log-odds
    ratio with an informative Dirichlet prior over its standard deviation (Monroe, Colaresi & Quinn 2008, "Fightin'
    Words", doi 10.1093/pan/mpn018), for passages instead of words: the prior is worth 10 passages, of which the term
    stands in as many as its share of all passages makes. 0.0 where it stands in all or none.
    """
    prior = PRIOR * (inside + outside) / max(size + others, 1)
    if not 0 < prior < PRIOR:
        return 0.0
    here = math.log((inside + prior) / (size - inside + PRIOR - prior))
    elsewhere = math.log((outside + prior) / (others - outside + PRIOR - prior))
    return (here - elsewhere) / math.sqrt(1 / (inside + prior) + 1 / (outside + prior))


def collocation(together: int, alone: Sequence[int], total: int) -> float:
    """Return how firmly words keep together: 1 where none stands without the others, 0 where only chance joins them.

    `together` and `alone` count the phrase and each of its words among `total` words. This is the normalised pointwise
    mutual information (Bouma 2009), for more than two words by the total correlation (Van de Cruys 2011).
    """
    seen = math.log(together / total)
    expected = sum(math.log(count / total) for count in alone)
    return (seen - expected) / (-seen * (len(alone) - 1)) if seen else 1.0


def words(text: str, language: str) -> list[str]:
    """Return a text's words as a rule would name them, and "" for what else stands between: stops, numbers, spaces."""
    tokens = (token.text.lower() for token in pipeline(language).make_doc(fold(text)))
    return [token if has_han(token) else _named(token) if _WORD.fullmatch(token) else "" for token in tokens]


@cache
def _named(form: str) -> str:
    """Return a word's lemma, or the form itself where a rule with the lemma would not find it."""
    key = lemma(form)
    return key if lemma(key) == key else form


def phrases(passages: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the phrases of passages given as `words`: they recur, keep together, and no function word is at an end."""
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, ...]] = Counter()
    for passage in passages:
        alone.update(filter(None, passage))
        together.update(_runs(passage))
    total = alone.total()
    return frozenset(
        _phrase(run)
        for run, count in together.items()
        if count >= PHRASE_COUNT
        and all(map(_bears_meaning, (run[0], run[-1])))
        and collocation(count, [alone[word] for word in run], total) >= COLLOCATION
    )


def terms(passage: Sequence[str], fixed: frozenset[str]) -> Iterator[str]:
    """Yield the words of a passage given as `words`, then those of its runs of words that are among some phrases."""
    yield from filter(None, passage)
    yield from (phrase for phrase in map(_phrase, _runs(passage)) if phrase in fixed)


def _runs(passage: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for first in range(len(passage)):
        for length in range(2, PHRASE_WORDS + 1):
            run = tuple(passage[first : first + length])
            if len(run) < length or "" in run or len({has_han(word) for word in run}) > 1:
                break
            if not has_han(run[0]) or len(_phrase(run)) <= PHRASE_CHARACTERS:
                yield run


def _phrase(run: Sequence[str]) -> str:
    return ("" if has_han(run[0]) else " ").join(run)


def beginnings(vocabulary: Iterable[str]) -> list[str]:
    """Return what several English words begin with, as a rule names it: `fund*`."""
    known = sorted(word for word in vocabulary if not has_han(word) and " " not in word)
    found: dict[str, None] = {}
    for at, word in enumerate(known):
        for other in known[at + 1 :]:
            if not other.startswith(word[:STEM]):
                break
            shared = _shared(word, other)
            if shared >= max(STEM, min(len(word), len(other)) - SHORTER, max(len(word), len(other)) - LONGER):
                found[f"{word[:shared]}*"] = None
    return list(found)


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def has_content(term: str) -> bool:
    """Tell whether a term means something by itself: no function words alone, no single Chinese character."""
    if has_han(term):
        return len(HAN.findall(term)) > 1 and term not in _function_words()
    return not _function_words().issuperset(term.split())


def denies(term: str) -> bool:
    """Tell whether a term says that something is not there, as many codes are about: `never`, `not enough`, `不够`."""
    return term.startswith(_HAN_NEGATIONS) or not _NEGATIONS.isdisjoint(term.split())


def _bears_meaning(word: str) -> bool:
    """Tell whether a phrase can begin or end with a word: `the money` is only money."""
    return word not in _function_words() or denies(word)


@cache
def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
    from spacy.lang.zh.stop_words import STOP_WORDS as CHINESE

    return frozenset(CHINESE).union(ENGLISH, map(_named, ENGLISH))
