"""Anchoring: where some words of a transcript stand after it was changed; never on other words (law 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from interview_coder.language import HAN

#: So many characters before and after a quote are kept with it.
CONTEXT = 32
#: A quote of so many characters that stands in a text once is taken for itself whatever stands around it.
UNMISTAKABLE = 64
# So much of the context must be the same, and so many more characters of it than at any other place. One side is
# enough for words that are hardly said twice in a row; of "No. No." the one that was deleted may be either.
_LEAST, _LEAST_OF_SHORT, _LEAD = 0.5, 0.75, 8
_SHORT = 16
_UNSEEN = re.compile(r"[\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_GONE, _TIE, _STRANGE = (
    "its words do not stand there",
    "its words stand there more than once",
    "its words stand there between others",
)


class State(StrEnum):
    """What became of a place in a text."""

    EXACT = "exact"
    MOVED = "moved"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a quote stands now; without `start` and `end`, but with the reason, where that is not certain."""

    state: State
    start: int | None = None
    end: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place where a quote stands, and how many characters around it are those that stood around it before."""

    start: int
    end: int
    agreement: int


def context_of(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a range, by which it is found again."""
    return text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]


def anchor(quote: str, before: str, after: str, start: int | None, text: str) -> Anchored:
    """Find a quote in a text by its words, those around it and its old place.

    Its old place is trusted where it holds the quote; a short quote, or one said twice in a row, must stand between the
    old words, too. Elsewhere at least half of these must be there, or the quote be long and stand there once. Where
    nothing is known of them, the quote must stand in the text once. A tie or a low score is orphaned, never guessed.
    """
    if not quote.strip():
        return Anchored(State.ORPHANED, why=_GONE)
    is_repeated = len(quote) < _SHORT or quote in before or quote in after
    least = (_LEAST_OF_SHORT if is_repeated else _LEAST) * len(_ink(before + after))
    if start is not None and text.startswith(quote, start):
        end = start + len(quote)
        is_whole = not before + after or _is_whole(quote, before, after, start, text)
        if is_whole and (not is_repeated or _agreement(before, after, start, end, text) >= least):
            return Anchored(State.EXACT, start, end)
    found = sorted(_candidates(quote, before, after, text), key=lambda candidate: -candidate.agreement)
    if why := _doubt(found, least=least, length=len(quote)):
        return Anchored(State.ORPHANED, why=why)
    state = State.EXACT if found[0].start == start else State.MOVED
    return Anchored(state, found[0].start, found[0].end)


def _doubt(found: list[_Candidate], *, least: float, length: int) -> str:
    """Return why the first of some candidates, the best first, may be the wrong one; "" if it is certain."""
    if not found:
        return _GONE
    best, *others = found
    if others and (not least or best.agreement < others[0].agreement + _LEAD):
        return _TIE
    if best.agreement < least and (others or length < UNMISTAKABLE):
        return _STRANGE
    return ""


def whole_places(quote: str, text: str) -> tuple[int, ...]:
    """Return where a quote begins in a text, wherever no longer word is cut by it."""
    return tuple(each.start for each in _candidates(quote, "", "", text)) if quote.strip() else ()


def _candidates(quote: str, before: str, after: str, text: str) -> Iterator[_Candidate]:
    """Yield where a quote stands, but not as a part of longer words: a `no` is not found in `nobody`."""
    at = text.find(quote)
    while at >= 0:
        if _is_whole(quote, before, after, at, text):
            end = at + len(quote)
            yield _Candidate(at, end, _agreement(before, after, at, end, text))
        at = text.find(quote, at + 1)


def _agreement(before: str, after: str, start: int, end: int, text: str) -> int:
    """Count the characters next to a place, on either side, that are those of the context."""
    left, right = text[max(start - len(before) - CONTEXT, 0) : start], text[end : end + len(after) + CONTEXT]
    return _shared(_ink(before)[::-1], _ink(left)[::-1]) + _shared(_ink(after), _ink(right))


def _ink(text: str) -> str:
    """Return what can be seen: other programs break lines elsewhere and drop marks of order."""
    return _UNSEEN.sub("", text)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _is_whole(quote: str, before: str, after: str, at: int, text: str) -> bool:
    """Tell whether no word is cut where a quote begins and ends, unless it was cut there from the first."""
    end = at + len(quote)
    first = _cuts_a_word(text, at) and not _cuts_a_word(before + quote, len(before))
    last = _cuts_a_word(text, end) and not _cuts_a_word(quote + after, len(quote))
    return not first and not last


def _cuts_a_word(text: str, at: int) -> bool:
    """Tell whether a position lies within a word or within a character made of several; Chinese has no words so."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isalnum() and right.isalnum():
        return not HAN.search(left + right)
    return left == "\u200d" or _clings(right)


def _clings(character: str) -> bool:
    """Tell whether a character belongs to the one before it: an accent, a skin tone, the second half of a flag."""
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U0001f1e6" <= character <= "\U0001f1ff"
    )
