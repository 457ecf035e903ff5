"""Names of speakers: when two labels mean one speaker, and how far a label looks like a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from interview_coder.language import HAN
from interview_coder.readers.vocabulary import (
    INTERVIEWERS,
    NUMBERED_QUESTIONS,
    PARTNERS,
    RESPONDENTS,
    STARTS,
    names_a_thing,
    words,
)

MAX_WORDS = 6
MAX_HAN = 15

_BRACKETS = re.compile(r"\s*[(\[【（〔].{0,60}?[)\]】）〕]")
_NUMBER = re.compile(r"[\s#_.\-№]*(?:\bno\.?\s*)?\d+$")
_DEGREE = re.compile(r",\s*(?:Ph\.?\s?D|Ed\.?D|M\.?D|M\.?Ed|M\.?[AS]c?|B\.?[AS]c?|MBA|RN|LCSW|Esq|[JS]r)\b\.?", re.I)
_SURNAME_FIRST = re.compile(r"([^\W\d_a-z][\w'’-]*(?:[ -][^\W\d_a-z][\w'’-]*)?),\s(?=[^\W\d_a-z])(.*)")
_DOTTED = re.compile(
    r"\b(?:Mrs?|Ms|Mx|Drs?|Prof|med|phil|nat|rer|habil|Rev|Hon|St|Sr|Jr|No|Capt|Col|Gen|Eng|Ing|Assoc|Asst|\w)\.", re.I
)
_SENTENCE = re.compile(r"[.!?;,。！？；，、…\"“”|=\\]")
_PARTICLES = words(
    "of the de la le von van der den da di del al bin ibn and for in at & y e",
    "dr. dr prof. prof mr mr. mrs mrs. ms ms. herr frau hr. fr. úr úrnő asszony néni bácsi",
)


@lru_cache(maxsize=8192)
def key(name: str) -> str:
    """Return the form in which equal names are equal: full-width, case and spaces folded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """Return the key of a name without its brackets: `Li (dean)` is `li`."""
    return key(_BRACKETS.sub("", name)) or key(name)


@lru_cache(maxsize=8192)
def stem(name: str) -> str:
    """Return the key of a name without brackets and last number: `受访者1（院长）` is `受访者`."""
    return _NUMBER.sub("", bare(name)) or bare(name)


@lru_cache(maxsize=8192)
def forms(name: str) -> frozenset[str]:
    """Return every key a declared name may meet: as written, without brackets or number, the brackets."""
    return frozenset({key(name), bare(name), stem(name), *map(key, in_brackets(name))})


def in_brackets(name: str) -> tuple[str, ...]:
    """Return what stands in a label's brackets: the role in `Li (interviewer)`."""
    return tuple(found[1:-1] for found in map(str.strip, _BRACKETS.findall(name)))


def without_number(name: str) -> str:
    """Return a label as written but for its brackets and last number."""
    return _NUMBER.sub("", _BRACKETS.sub("", name)) or name


def surname_last(name: str) -> str:
    """Return `Dan Smith (HR)` for `Smith, Dan (HR)`, as meeting software writes it; other names as they are."""
    return _SURNAME_FIRST.sub(r"\2 \1", name)


def short_forms(name: str) -> frozenset[str]:
    """Return the keys of labels for a full name: its first and last part, the initials, what stands in brackets.

    A Chinese surname is the first character.
    """
    outside = _DEGREE.sub("", _BRACKETS.sub("", name))
    parts = [part for part in outside.split() if not _DOTTED.fullmatch(part)] or [outside]
    initials = "".join(part[0] for part in parts)
    chosen = (outside, parts[0], parts[-1], initials, *in_brackets(name), *([outside[0]] if HAN.match(outside) else []))
    return frozenset(map(key, chosen))


def counts_questions(name: str, stems: Collection[str]) -> bool:
    """Tell whether a label's number counts questions, given all stems of the file: `Q1`, `答2`, `F1` beside `A1`."""
    return stem(name) in NUMBERED_QUESTIONS or (stem(name) == "f" and "a" in stems)


def asks_by_default(name: str) -> bool:
    """Tell whether a label is an interviewer's where nobody declared any: `Q`, `Interviewer Li`, `Li (moderator)`."""
    if stem(name) in INTERVIEWERS or _starts_as(name, "interviewer"):
        return True
    return any(len(role) > 2 and role in INTERVIEWERS for role in map(stem, in_brackets(name)))


def answers_by_default(name: str) -> bool:
    """Tell whether a label is one of those that respondents usually carry."""
    return stem(name) in RESPONDENTS or _starts_as(name, "respondent")


def _starts_as(name: str, role: str) -> bool:
    found = STARTS.match(stem(name))
    return bool(found and found[role]) and occurrences_needed(name) is not None


def partners(name: str) -> frozenset[str] | None:
    """Return the stems of which one must stand beside a label that is an ordinary word, else None."""
    return PARTNERS.get(stem(name))


@lru_cache(maxsize=8192)
def occurrences_needed(name: str) -> int | None:
    """Return how often a label must stand in a file to count as a speaker; None is never.

    2 for what is written like a name, 3 for what might be (`vice dean`), None for parts of sentences.
    """
    outside = _BRACKETS.sub("", name)
    parts = outside.split()
    han = len(HAN.findall(outside))
    if not any(c.isalpha() for c in outside) or len(parts) > MAX_WORDS or han > MAX_HAN:
        return None
    if _SENTENCE.search(_DOTTED.sub("", _DEGREE.sub("", outside))) or names_a_thing(stem(name)):
        return None
    if han:
        return 2 if han <= 8 else 3
    return 2 if all(part in _PARTICLES or not part[0].islower() for part in parts) else 3


def looks_like_name(name: str) -> bool:
    """Tell whether a label is written as names are."""
    return occurrences_needed(name) == 2
