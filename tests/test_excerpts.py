from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.coding import Coding
from interview_coder.excerpts import Surroundings, excerpt, surroundings
from interview_coder.language import count_words
from tests.factories import QUOTES, make_coding, make_interview

LONG = "We asked twice. The grant came late. The workshop stood empty for a year. Then it rained."
LONG_ZH = "我们问过两次。经费一直没有落实。实训室空了一年。后来就下雨了。"


def shown(quote: str, max_words: int | None, *evidence: str) -> str:
    """Shorten a quote, and put «» around what is left of its evidence."""
    short = excerpt(make_coding("money", start=7, quote=quote, evidence=evidence), max_words=max_words)
    text = short.text
    for start, end in reversed(short.evidence):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("quote", "max_words", "evidence", "expected"),
    [
        (LONG, None, ["late"], LONG.replace("late", "«late»")),
        (LONG, 17, ["late"], LONG.replace("late", "«late»")),
        (LONG, 11, ["late"], "… The grant came «late». The workshop stood empty for a year. …"),
        (LONG, 10, ["late"], "We asked twice. The grant came «late». …"),
        (LONG, 4, ["late"], "… The grant came «late». …"),
        (LONG, 1, ["empty"], "… The workshop stood «empty» for a year. …"),
        (LONG, 10, ["rained"], "… The workshop stood empty for a year. Then it «rained»."),
        (LONG, 8, ["asked", "grant", "late"], "We «asked» twice. The «grant» came «late». …"),
        (LONG, 7, [], "We asked twice. The grant came late. …"),
        (LONG_ZH, 15, ["落实"], "……经费一直没有«落实»。实训室空了一年。……"),
        (LONG_ZH, 9, ["下雨"], "……后来就«下雨»了。"),
    ],
)
def test_excerpts_are_cut_between_sentences(
    quote: str, max_words: int | None, evidence: Sequence[str], expected: str
) -> None:
    assert shown(quote, max_words, *evidence) == expected


@given(st.lists(st.sampled_from(QUOTES), min_size=1, unique=True), st.integers(1, 60))
def test_excerpts_are_words_of_the_passage_with_marks_where_they_were_cut(quotes: list[str], max_words: int) -> None:
    quote = " ".join(quotes)
    short = excerpt(make_coding("money", quote=quote), max_words=max_words)

    words = short.text.strip("… ")
    assert words in quote
    assert short.words == count_words(words)
    assert short.text.startswith("…") == (not quote.startswith(words))
    assert short.text.endswith("…") == (not quote.endswith(words))


def coding_in(said: Sequence[str], quote: str) -> Coding:
    turn = next(number for number, line in enumerate(said, start=1) if quote in line)
    return make_coding("money", "P01", "\n".join(said).index(quote), quote, turn=turn)


def test_excerpts_stand_between_the_question_and_their_neighbours() -> None:
    said = ["? How are you?", "Fine.", "? Is there  money?", "First. No, none. It is late. Last."]
    transcript = make_interview("P01", *said)[0].transcript

    around = surroundings(coding_in(said, "No, none."), transcript)
    assert around == Surroundings(question="? Is there money?", before="First.", after="It is late.")
    wider = surroundings(coding_in(said, "It is late."), transcript, sentences=2)
    assert (wider.before, wider.after) == ("First. No, none.", "Last.")
    none = surroundings(coding_in(said, "It is late."), transcript, sentences=0)
    assert (none.before, none.after) == ("", "")


def test_excerpts_have_no_surroundings_at_the_ends() -> None:
    transcript = make_interview("P01", "经费没有。", "? 还有呢？")[0].transcript

    assert surroundings(coding_in(["经费没有。"], "经费没有。"), transcript) == Surroundings("", "", "")
