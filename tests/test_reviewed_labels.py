"""What decisions teach about each passage and code, where few of them tell that a transcript was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.coding import Decision, Verdict
from interview_coder.judge import UNKNOWN
from interview_coder.reviewed import reviewed
from interview_coder.study import CodedStudy
from interview_coder.verdicts import settle
from tests.factories import make_codebook, make_interview

ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
PASSAGES = make_interview("A", "One.", "Two.", "三。", "Four.")
OTHERS = make_interview("B", "Five.", "Six.")
BOOK = make_codebook("money", "money.late", "people")


@pytest.fixture(autouse=True)
def _two_decisions_are_a_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_coder.reviewed._WAY_DOWN", 1)


def decided(first: int, last: int, code: str = "money", verdict: Verdict = ACCEPTED, *, coder: str = "Ann") -> Decision:
    start, end = PASSAGES[first].start, PASSAGES[last].end
    return Decision("A", start, end, PASSAGES[0].transcript.quote(start, end), code, verdict, coder)


def study(*decisions: Decision, to_the_end: bool = False) -> CodedStudy:
    return replace(
        CodedStudy(BOOK, BOOK.unit, (), settle(PASSAGES, (), decisions)),
        decisions=decisions,
        material=(PASSAGES[0].transcript, OTHERS[0].transcript),
        read_to_the_end=frozenset("A" if to_the_end else ""),
    )


def known(found: CodedStudy, code: str = "money") -> list[int]:
    return [int(label) for label in reviewed(found).labels[:, BOOK.codes.index(BOOK.code(code))]]


def test_reviewed_is_read_up_to_the_last_decision() -> None:
    assert known(study(decided(1, 1))) == [0, 1, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]
    assert known(study(decided(2, 2, verdict=REJECTED))) == [0, 0, 0, UNKNOWN, UNKNOWN, UNKNOWN]


def test_reviewed_is_read_up_to_the_end_of_the_last_decision() -> None:
    assert known(study(decided(0, 2)), "people") == [0, 0, 0, UNKNOWN, UNKNOWN, UNKNOWN]


def test_reviewed_is_read_whole_where_a_finished_coding_was_brought_in() -> None:
    assert known(study(decided(1, 1), to_the_end=True)) == [0, 1, 0, 0, UNKNOWN, UNKNOWN]


def test_reviewed_knows_nothing_from_a_model() -> None:
    assert known(study(decided(1, 1, coder="model 01234567"))) == [UNKNOWN] * 6


@pytest.mark.parametrize(
    ("code", "verdict", "labels"),
    [
        ("money.late", ACCEPTED, {"money": 1, "money.late": 1, "people": 0}),
        ("money", ACCEPTED, {"money": 1, "money.late": 0, "people": 0}),
        ("money", REJECTED, {"money": 0, "money.late": 0, "people": 0}),
        ("money.late", REJECTED, {"money": 0, "money.late": 0, "people": 0}),
    ],
)
def test_reviewed_counts_a_sub_code_for_those_above(code: str, verdict: Verdict, labels: dict[str, int]) -> None:
    found = study(decided(0, 0, code, verdict))
    assert {id: known(found, id)[0] for id in labels} == labels


def test_reviewed_does_not_know_what_coders_dispute() -> None:
    found = study(decided(0, 0), decided(0, 0, verdict=REJECTED, coder="王"), to_the_end=True)
    assert known(found)[:4] == [UNKNOWN, 0, 0, 0]
    assert known(found, "people")[:4] == [0, 0, 0, 0]
