"""A query's hits in their context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.concordance import Concordance, Line
from interview_coder.passages import Unit
from interview_coder.query_parser import parse
from interview_coder.transcript import Role, TimeMark
from tests.conversations import conversation

TALK = conversation(
    "Interviewer: Is the money enough?",
    "Dean: No. The money is not enough, and money comes late.",
    "院长: 经费不够。",
    times=(TimeMark(0, 0.0), TimeMark(34, 61.0)),
)


def lines(query: str, unit: str = "sentence", context: int = 12) -> list[str]:
    """Show each hit between « » with its context."""
    found = Concordance(parse(query), unit, context=context).lines(TALK)
    return [f"{line.left}«{line.hit}»{line.right}" for line in found]


def test_concordance_shows_a_word_each_time_it_stands_whoever_speaks() -> None:
    assert lines("money") == [
        "Is the «money» enough?",
        "No. The «money» is not enou",
        "enough, and «money» comes late.",
    ]


def test_concordance_context_ends_with_the_turn() -> None:
    assert lines("经费 OR late", context=100) == [
        "No. The money is not enough, and money comes «late».",
        "«经费»不够。",
    ]


def test_concordance_context_may_be_none() -> None:
    assert lines("经费", context=0) == ["«经费»"]


def test_concordance_of_words_gives_each_a_line() -> None:
    assert lines('enough OR ("not enough" OR late)', context=0) == ["«enough»", "«not enough»", "«late»"]


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("late AND money NOT gold", "money is not enough, and money comes late"),
        ("late NEAR/6 money", "money is not enough, and money comes late"),
        ("late NEAR/5 money", "money comes late"),
        ("(the NEAR/0 money) NEAR/5 comes", "The money is not enough, and money comes"),
    ],
)
def test_concordance_of_operators_goes_from_the_first_word_to_the_last(query: str, hit: str) -> None:
    assert lines(query, context=0) == [f"«{hit}»"]


def test_concordance_leaves_evidence_outside_the_passage_out() -> None:
    assert lines("QUESTION(money) AND late", context=5) == ["omes «late»."]


def test_concordance_shows_the_passage_where_all_evidence_is_elsewhere() -> None:
    assert lines("QUESTION(money)", context=0) == [
        "«No.»",
        "«The money is not enough, and money comes late.»",
        "«经费不够。»",
    ]


def test_concordance_finds_only_within_the_unit() -> None:
    assert lines("no AND money") == []
    assert len(lines("no AND money", "turn")) == 1
    assert len(lines("no AND money", Unit.PARAGRAPH)) == 1


def test_concordance_line_knows_its_place() -> None:
    (line,) = Concordance(parse("not NEAR/2 late OR not BEFORE/3 comes"), context=4).lines(TALK)
    assert line == Line(
        transcript="p07",
        file="p07.txt",
        speaker="Dean",
        role=Role.RESPONDENT,
        turn=2,
        passage=3,
        seconds=61.0,
        start=57,
        end=84,
        left=" is ",
        hit="not enough, and money comes",
        right=" lat",
        evidence=((0, 3), (22, 27)),
    )


@given(
    st.sampled_from(["money", "经费 OR enough", "money AND late", "TURN(money)"]),
    st.integers(0, 30),
    st.sampled_from(Unit),
)
def test_concordance_lines_stand_in_the_text(query: str, context: int, unit: Unit) -> None:
    for line in Concordance(parse(query), unit, context=context).lines(TALK):
        turn = TALK.turns[line.turn - 1]
        assert TALK.text[line.start : line.end] == line.hit != ""
        assert TALK.text[max(turn.start, line.start - context) : line.start] == line.left
        assert TALK.text[line.end : min(turn.end, line.end + context)] == line.right
        assert all(0 <= start < end <= len(line.hit) for start, end in line.evidence)
