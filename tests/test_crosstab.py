from __future__ import annotations

import pytest

from interview_coder.crosstab import counts_by
from interview_coder.errors import UsageError
from tests.factories import make_study, make_transcript
from tests.test_summary import two_interviews


def test_crosstab_counts_by_of_nothing_is_zeros_of_the_same_types() -> None:
    nothing = make_study(codes=["money"], transcripts=[make_transcript("P01", words=0)])

    for rows in (counts_by(nothing, "language"), counts_by(make_study(), "language")):
        assert rows.dtypes[2:].to_list() == ["int64"] * 7 + ["float64"] * 3
    assert counts_by(nothing, "language")[["passages", "transcripts", "of"]].to_numpy().tolist() == [[0, 0, 1]]


def test_crosstab_counts_by_attribute() -> None:
    rows = counts_by(two_interviews(), "role")

    columns = ["code", "value", "passages", "transcripts", "of"]
    assert [*rows[columns].itertuples(index=False, name=None)] == [
        ("money", "dean", 1, 1, 1),
        ("money", "(none)", 1, 1, 1),
        ("money.late", "dean", 1, 1, 1),
        ("money.late", "(none)", 0, 0, 1),
        ("money.short", "dean", 1, 1, 1),
        ("money.short", "(none)", 0, 0, 1),
        ("rules", "dean", 0, 0, 1),
        ("rules", "(none)", 0, 0, 1),
    ]


@pytest.mark.parametrize(
    ("attribute", "values"),
    [
        ("age", ["9", "54"]),
        ("region", ["(none)"]),
        ("language", ["en", "zh"]),
        ("transcript", ["P01", "P02"]),
    ],
)
def test_crosstab_counts_by_sorts_values_as_a_reader_would(attribute: str, values: list[str]) -> None:
    rows = counts_by(two_interviews(), attribute)

    assert rows["value"].unique().tolist() == values


def test_crosstab_counts_by_takes_an_own_attribute_before_the_built_in_one() -> None:
    study = make_study(codes=["money"], transcripts=[make_transcript(attributes={"language": "Sichuanese"})])

    assert counts_by(study, "language")["value"].to_list() == ["Sichuanese"]


def test_crosstab_counts_by_sorts_numbers_too_long_to_be_numbers() -> None:
    ids = ["P10", "P9", "9" * 5000]
    study = make_study(codes=["money"], transcripts=[make_transcript(id) for id in ids])

    assert counts_by(study, "transcript")["value"].to_list() == ["9" * 5000, "P9", "P10"]


def test_crosstab_counts_by_an_unknown_attribute_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as error:
        counts_by(two_interviews(), "Roles")

    assert str(error.value) == (
        "no attribute is called Roles. Did you mean role? Known are role, age, region, language, transcript"
    )


def test_crosstab_counts_by_guesses_nothing_far_away() -> None:
    with pytest.raises(UsageError, match=r"^no attribute is called 职务\. Known are language, transcript$"):
        counts_by(make_study(), "职务")
