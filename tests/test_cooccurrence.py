from __future__ import annotations

import pandas as pd
import pytest

from interview_coder.cooccurrence import Within, cooccurrence
from interview_coder.study import CodedStudy
from tests.factories import make_coding, make_study


def five_passages() -> CodedStudy:
    """P01: money in 1, 2 and 5, rules in 2 and 4, late (a kind of money) in 5. P02: rules in 6. Turns hold two each."""
    places = [("money", "P01", 1), ("money", "P01", 2), ("rules", "P01", 2), ("rules", "P01", 4)]
    places += [("money.late", "P01", 5), ("rules", "P02", 6)]
    return make_study(
        *(
            make_coding(code, transcript, 100 * passage, passage=passage, turn=(passage + 1) // 2)
            for code, transcript, passage in places
        ),
        codes=["money", "money.late", "rules"],
    )


def pairs(within: Within) -> dict[tuple[str, str], tuple[int, int, int, int, float]]:
    columns = ["together", "code_total", "other_total", "transcripts", "jaccard"]
    rows = cooccurrence(five_passages(), within).set_index(["code", "other"])[columns]
    return {key: tuple(row) for key, row in zip(rows.index, rows.itertuples(index=False), strict=True)}


def test_cooccurrence_in_one_passage() -> None:
    """Worked by hand: of passages 1, 2, 4, 5 of P01 and 6 of P02 only 2 carries both."""
    assert pairs("passage") == {("money", "rules"): (1, 3, 3, 1, 1 / 5)}


def test_cooccurrence_in_one_turn() -> None:
    """Worked by hand: turn 1 carries both, turn 2 rules, turn 3 money, and turn 3 of P02 rules."""
    assert pairs("turn") == {("money", "rules"): (1, 2, 3, 1, 1 / 4)}


def test_cooccurrence_within_some_passages() -> None:
    """Worked by hand, n = 1: 1 is beside 2, 2 carries both, 4 is beside 5. 6 stands in another interview."""
    assert pairs(1) == {
        ("money", "rules"): (4, 3, 3, 1, 4 / 5),
        ("money.late", "rules"): (2, 1, 3, 1, 2 / 4),
    }


def test_cooccurrence_of_nothing_is_an_empty_table_of_the_same_types() -> None:
    nothing = cooccurrence(make_study(codes=["money"]))

    assert len(nothing) == 0
    pd.testing.assert_series_equal(nothing.dtypes, cooccurrence(five_passages()).dtypes)


@pytest.mark.parametrize("within", ["passage", "turn", 2])
def test_cooccurrence_leaves_out_codes_that_the_codebook_does_not_know(within: Within) -> None:
    study = make_study(make_coding("money"), make_coding("gone"), codes=["money"])

    assert len(cooccurrence(study, within)) == 0


def test_cooccurrence_ends_where_the_interview_does() -> None:
    study = make_study(make_coding("money", "P01", passage=9), make_coding("rules", "P02", passage=1))

    assert len(cooccurrence(study, 5)) == 0
