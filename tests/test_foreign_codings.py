"""Codings as other programs write them, in a study's own terms."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Decision, Verdict
from interview_coder.foreign_codings import in_own_terms
from interview_coder.transcript import Transcript
from tests.conversations import conversation

BOOK = parse_codebook(
    "codes: {home: {name: {en: Home visits, zh: 上门服务}, codes: {late: {name: Too late}}},"
    " ward: {name: The ward, codes: {late: {name: Too late}, rest: {name: No rest}}}}"
)
TALK = conversation("Interviewer: No.", "Ann: I said “no”. It's  late – no.", "Ann: Yes. No. Yes.", id="A1")
ZH = conversation("访谈者: 没有。", "王: 没有。饭菜\n送到家。", id="B1")


def coded(quote: str, code: str = "home", of: str = "A1", coder: str = "") -> Decision:
    return Decision(of, None, None, quote, code, Verdict.ACCEPTED, coder)


def understood(*decisions: Decision, texts: tuple[Transcript, ...] = (TALK, ZH)) -> list[Decision]:
    return list(in_own_terms(decisions, BOOK, texts))


def starts(*decisions: Decision, text: Transcript = TALK) -> list[int | None]:
    return [each.start for each in understood(*decisions, texts=(text,))]


@pytest.mark.parametrize("name", ["A1", "A1.txt", "transcripts/A1.txt", "C:\\Study\\a1.TXT", "a1"])
def test_foreign_codings_call_a_transcript_by_its_file(name: str) -> None:
    assert understood(coded("Yes.", of=name))[0].transcript == "A1"


def test_foreign_codings_leave_a_transcript_that_is_not_there() -> None:
    assert understood(coded("Yes.", of="A9.txt"))[0].transcript == "A9.txt"


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("ward.rest", ["ward.rest"]),
        ("No rest", ["ward.rest"]),
        ("上门服务", ["home"]),
        ("The ward\\Too late", ["ward.late"]),
        ("Nodes\\\\The Ward\\\\Too late", ["ward.late"]),
        ("Home visits > Too late", ["home.late"]),
        ("ward/rest", ["ward.rest"]),
        ("Theme 2 > No rest", ["ward.rest"]),
        ("Home visits; No rest", ["home", "ward.rest"]),
        ("Too late", ["Too late"]),
        ("Home visits; Garden", ["Home visits; Garden"]),
    ],
)
def test_foreign_codings_name_codes(written: str, codes: list[str]) -> None:
    assert [each.code for each in understood(coded("Yes.", written))] == codes


@pytest.mark.parametrize(
    ("quote", "spelt"),
    [
        ('I said "no".', "I said “no”."),
        ("It’s late - no.", "It's  late – no."),
        ("“Yes. No. Yes.”", "Yes. No. Yes."),
        ("...It's\nlate…", "It's  late"),
        ("Its late", "Its late"),
    ],
)
def test_foreign_codings_are_spelt_as_the_text_is(quote: str, spelt: str) -> None:
    assert understood(coded(quote))[0].quote == spelt


def test_foreign_codings_are_spelt_as_chinese_text_is() -> None:
    assert understood(coded("「饭菜 送到家。」", of="B1"))[0].quote == "饭菜\n送到家。"


def test_foreign_codings_are_where_respondents_say_their_words() -> None:
    assert starts(coded("没有。"), text=ZH) == [None]
    found = understood(coded("没有。", of="B1"))[0]
    assert found.start == ZH.turns[1].start
    assert ZH.quote(found.start or 0, found.end or 0) == "没有。"


def test_foreign_codings_are_everywhere_if_there_are_as_many() -> None:
    turn = TALK.turns[2].start
    assert starts(coded("Yes."), coded("Yes.")) == [turn, turn + 9]
    assert starts(coded("Yes.")) == [None]
    assert starts(coded("Yes.", coder="Ann"), coded("Yes.", coder="Ben")) == [None, None]


WORDS = ["one.", "two.", "three.", "No.", "four.", "five.", "six.", "No.", "seven.", "No."]
LONG = conversation("Ann: " + " ".join(WORDS), id="A1")


def place(number: int) -> int:
    return 5 + sum(len(word) + 1 for word in WORDS[:number])


def test_foreign_codings_are_between_their_neighbours_in_a_file_that_goes_along_the_text() -> None:
    rows = [coded(word) for word in ("one.", "three.", "four.", "six.", "No.", "seven.")]
    assert starts(*rows, text=LONG)[4] == place(7)
    # Two places are left, and so they are for either of two.
    assert starts(coded("two."), coded("No."), *rows[3:], text=LONG)[1] is None
    # Sorted otherwise, or too few to tell, a file says nothing about places.
    assert starts(*reversed(rows), text=LONG)[1] is None
    assert starts(*rows[2:], text=LONG)[2] is None


def test_foreign_codings_go_along_the_text_code_by_code() -> None:
    """As programs write them that sort by code: what is unclear for one may be clear for another."""
    rows = [coded(word) for word in ("one.", "two.", "four.", "six.", "No.", "seven.")]
    others = [coded(word, "ward") for word in ("one.", "No.")]
    assert starts(*rows, *others, text=LONG)[4:] == [place(7), place(8), 5, None]


def test_foreign_codings_whose_file_counts_otherwise_are_found_by_their_words() -> None:
    """A line end counted twice moves all places; the words tell where they are."""
    rows = [replace(coded(word), start=place(at) + 7, end=place(at) + 12) for at, word in enumerate(WORDS)]
    assert starts(*rows, text=LONG) == [place(at) for at in range(len(WORDS))]


def test_foreign_codings_keep_their_place_and_what_stands_around_them() -> None:
    placed = Decision("A1", place(9), place(9) + 3, "No.", "home", Verdict.ACCEPTED)
    around = Decision("A1", None, None, "No.", "home", Verdict.ACCEPTED, before="three. ")
    assert understood(placed, around, texts=(LONG,)) == [placed, around]


@given(
    said=st.lists(st.sampled_from(["No.", "Yes.", "Well.", "没有。", "One.", "Two.", "Three.", "Four."]), max_size=14),
    chosen=st.sets(st.integers(0, 13)),
    seed=st.integers(0, 5),
)
def test_foreign_codings_are_never_where_nobody_coded(said: list[str], chosen: set[int], seed: int) -> None:
    """Whoever copies out some passages in the order of the text gets these back or nothing; in any order, these."""
    text = conversation("Ann: " + " ".join(said), id="A1")
    spans = [5 + sum(len(word) + 1 for word in said[:number]) for number in range(len(said))]
    rows = [number for number in range(len(said)) if number in chosen]
    found = starts(*(coded(said[number]) for number in rows), text=text)
    assert all(start in (None, spans[number]) for start, number in zip(found, rows, strict=True))
    distinct = {said[number]: sum(said[other] == said[number] for other in rows) for number in rows}
    random.Random(seed).shuffle(rows)
    shuffled = starts(*(coded(said[number]) for number in rows), text=text)
    if all(distinct[word] in (0, said.count(word)) for word in distinct):
        assert sorted(start for start in shuffled if start is not None) == sorted(spans[number] for number in rows)
