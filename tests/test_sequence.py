from __future__ import annotations

import dataclasses

import pytest

from interview_coder.sequence import code_lines, positions
from interview_coder.study import CodedStudy
from tests.factories import make_coding, make_study, make_transcript


def ten_turns() -> CodedStudy:
    """P01, of 10 turns: money in turns 1, 2 and 9, rules in 4. P02, of 5: rules in 1, and money in 5."""
    places = [("money", "P01", 1), ("money.late", "P01", 2), ("money", "P01", 9), ("rules", "P01", 4)]
    places += [("rules", "P02", 1), ("money", "P02", 5)]
    return make_study(
        *(make_coding(code, id, 100 * turn, turn=turn, passage=turn) for code, id, turn in places),
        codes=["money", "money.late", "rules", "people"],
        transcripts=[
            dataclasses.replace(make_transcript("P01"), turns=10),
            dataclasses.replace(make_transcript("P02"), turns=5),
        ],
    )


def test_sequence_lines_stand_where_the_turns_do() -> None:
    lines = code_lines(ten_turns())

    assert [*zip(lines["transcript"], lines["code"], lines["position"].round(9), strict=True)] == [
        ("P01", "money", 0.05),
        ("P01", "money", 0.15),
        ("P01", "money.late", 0.15),
        ("P01", "money", 0.85),
        ("P01", "rules", 0.35),
        ("P02", "rules", 0.1),
        ("P02", "money", 0.9),
    ]
    assert set(lines["standing"]) == {"by_rule"}


def test_sequence_describes_where_codes_lie() -> None:
    """Worked by hand: money at .05, .15, .85 and .9; it comes up first in P01, second in P02."""
    rows = positions(ten_turns()).set_index("code")

    assert [*rows.index] == ["money", "money.late", "rules"]
    money = rows.loc["money", ["passages", "transcripts", "q1", "median", "q3", "first", "order"]]
    assert [*money] == pytest.approx([4, 2, 0.125, 0.5, 0.8625, (0.05 + 0.9) / 2, 1.5])
    assert [*rows.loc["rules", ["first", "order"]]] == pytest.approx([(0.35 + 0.1) / 2, 1.5])
    assert rows.loc["money.late", "order"] == 1


def test_sequence_of_nothing_is_empty() -> None:
    nothing = positions(make_study(codes=["money"], transcripts=[make_transcript()]))

    assert [*nothing.columns] == [*positions(ten_turns()).columns]
    assert len(nothing) == 0
