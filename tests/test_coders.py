"""What two coders made of the same passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import pytest

from interview_coder.coders import agree, agreements, coders_of, people_of
from interview_coder.coding import Decision, Verdict
from interview_coder.study import CodedStudy
from tests.factories import make_interview, make_study

PASSAGES = (
    *make_interview("A", "No money.", "Fine.", "Late money.", "Good."),
    *make_interview("B", "没有钱。", "很好。", language="zh"),
    *make_interview("C", "Only Ann read this."),
)


def said(coder: str, *rows: int, verdict: Verdict = Verdict.ACCEPTED) -> list[Decision]:
    chosen = [PASSAGES[row] for row in rows]
    return [Decision(it.transcript.id, it.start, it.end, it.text, "money", verdict, coder) for it in chosen]


def test_coders_agreement_by_hand() -> None:
    """Six passages that both read; Ann 0, 2, 4, Bo 0, 4: percent 5/6, Holsti 2 · 2 / 5.

    Kappa: expected 1/2 · 1/3 + 1/2 · 2/3 = 1/2, so (5/6 - 1/2) / (1/2) = 2/3.
    """
    found = agree(PASSAGES, {"Ann": said("Ann", 0, 2, 4, 6), "Bo": said("Bo", 0, 4)}, ["money", "visits"])
    assert (found.coders, found.transcripts, found.passages) == (("Ann", "Bo"), ("A", "B"), 6)
    (money,) = found.by_code
    assert (money.code, money.coded) == ("money", (3, 2))
    assert money.percent.value == pytest.approx(5 / 6)
    assert money.holsti.value == pytest.approx(4 / 5)
    assert money.kappa.value == pytest.approx(2 / 3)
    ((passage, code, gave, did_not),) = [
        (each.passage.text, each.code, each.gave, each.did_not) for each in found.disagreements
    ]
    assert (passage, code, gave, did_not) == ("Late money.", "money", ("Ann",), ("Bo",))


def test_coders_differ_on_a_code_below_and_not_again_on_those_above() -> None:
    late = [replace(each, code="money.late") for each in said("Bo", 0, 2)]
    found = agree(PASSAGES, {"Ann": said("Ann", 0, 1), "Bo": late}, ["money", "money.late"])
    assert [(each.passage.text, each.code, each.gave) for each in found.disagreements] == [
        ("No money.", "money.late", ("Bo",)),
        ("Fine.", "money", ("Ann",)),
        ("Late money.", "money.late", ("Bo",)),
    ]


def test_coders_rejections_say_that_a_passage_was_read_and_carries_nothing() -> None:
    found = agree(PASSAGES, {"Ann": said("Ann", 0), "Bo": said("Bo", 0, 2, verdict=Verdict.REJECTED)}, ["money"])
    assert found.by_code[0].coded == (1, 0)
    assert found.transcripts == ("A",)


def test_coders_that_read_nothing_in_common() -> None:
    found = agree(PASSAGES, {"Ann": said("Ann", 0), "Bo": said("Bo", 4)}, ["money"])
    assert (found.transcripts, found.passages, found.by_code, found.disagreements) == ((), 0, (), ())


def test_coders_are_those_who_decided() -> None:
    assert coders_of([*said("Bo", 0), *said("Ann", 0, 1)]) == ("Ann", "Bo")


def test_coders_adjudications_are_no_coders_own() -> None:
    settled = [replace(each, adjudicates=True) for each in said("Bo", 2)]
    found = agree(PASSAGES, {"Ann": said("Ann", 0, 2), "Bo": [*said("Bo", 0), *settled]}, ["money"])
    assert found.by_code[0].coded == (2, 1)


def test_coders_people_are_those_who_signed() -> None:
    assert people_of([*said("Bo", 0), *said("", 0), *said("model 01234567", 0), *said("Ann", 1)]) == ("Ann", "Bo")


def study(decisions: Iterable[Decision]) -> CodedStudy:
    material = tuple(PASSAGES[row].transcript for row in (0, 4, 6))
    return replace(make_study(codes=["money", "visits"]), decisions=tuple(decisions), material=material)


def test_coders_of_a_study_are_compared_together() -> None:
    """A model's decisions and those that nobody signed are nobody's."""
    decisions = {"Ann": said("Ann", 0, 2), "Bo": said("Bo", 0), "Cy": said("Cy", 1, 6)}
    everything = [*chain(*decisions.values()), *said("", 3), *said("model 01234567", 3)]
    assert agreements(study(everything)) == (agree(PASSAGES[:4], decisions, ["money", "visits"]),)


def test_coders_of_a_study_without_a_transcript_in_common_are_compared_two_by_two() -> None:
    """Ann read A and B, Bo A, Cy B; Di read C alone."""
    decisions = [*said("Ann", 0, 4), *said("Bo", 1), *said("Cy", 5), *said("Di", 6)]
    found = [(each.coders, each.transcripts) for each in agreements(study(decisions))]
    assert found == [(("Ann", "Bo"), ("A",)), (("Ann", "Cy"), ("B",))]


@pytest.mark.parametrize("decisions", [[], said("Ann", 0), [*said("Ann", 0), *said("Bo", 4)]])
def test_coders_of_a_study_that_cannot_be_compared(decisions: list[Decision]) -> None:
    assert agreements(study(decisions)) == ()
