from __future__ import annotations

from collections.abc import Sequence

import pytest

from interview_coder.crosstab import Association, Caution, associations, counts_by, holm
from interview_coder.errors import UsageError
from interview_coder.study import CodedStudy
from tests.factories import make_coding, make_study, make_transcript
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


def asked(have: Sequence[int], of: Sequence[int]) -> CodedStudy:
    """Make interviews of some groups, `of` each in all, of which `have` each have the code."""
    transcripts, codings = [], []
    for group, (some, size) in enumerate(zip(have, of, strict=True)):
        ids = [f"G{group}-{number}" for number in range(size)]
        transcripts += [make_transcript(id, attributes={"group": f"{group}"}) for id in ids]
        codings += [make_coding("money", id) for id in ids[:some]]
    return make_study(*codings, codes=["money"], transcripts=transcripts)


def association_of(have: Sequence[int], of: Sequence[int]) -> Association:
    (found,) = associations(asked(have, of), "group")
    return found


def test_crosstab_fisher_as_published() -> None:
    """The lady tasting tea, Fisher 1935, The Design of Experiments, ch. 2: 3 of 4 and 1 of 4; two-sided 34/70."""
    found = association_of([3, 1], [4, 4])

    assert (found.test, found.statistic, found.df, found.caution) == ("fisher", None, None, None)
    assert found.p == pytest.approx(34 / 70)
    assert found.effect == pytest.approx(0.5)
    assert found.smallest_expected == 2


def test_crosstab_phi_is_negative_where_the_first_value_has_less() -> None:
    assert association_of([1, 3], [4, 4]).effect == pytest.approx(-0.5)


def test_crosstab_exact_test_of_three_values() -> None:
    """Worked by hand after Freeman & Halton 1951: of 15 ways to place 2 codes, 3 have both in one group of 2."""
    found = association_of([2, 0, 0], [2, 2, 2])

    assert (found.test, found.df, found.caution) == ("fisher", None, None)
    assert found.p == pytest.approx(3 / 15)
    assert found.effect == pytest.approx(1.0)


def test_crosstab_chi_square_as_published() -> None:
    """Agresti 2007, Categorical Data Analysis, p. 39, as R's ?chisq.test has it: X2 = 30.07, df 2, p 2.954e-07."""
    found = association_of([762, 327, 468], [1246, 566, 945])

    assert (found.test, found.df, found.transcripts, found.of, found.caution) == ("chi-square", 2, 1557, 2757, None)
    assert found.statistic == pytest.approx(30.07, abs=0.005)
    assert found.p == pytest.approx(2.954e-07, rel=1e-3)
    assert found.effect == pytest.approx((30.07 / 2757) ** 0.5, abs=1e-4)


def test_crosstab_warns_of_chi_square_where_there_are_too_many_tables_for_an_exact_test() -> None:
    found = association_of([1, 20, 0, 30, 5], [2, 40, 40, 60, 60])

    assert (found.test, found.caution) == ("chi-square", Caution.SMALL_EXPECTED)


@pytest.mark.parametrize(
    ("have", "of", "caution"),
    [
        ([3], [4], Caution.ONE_VALUE),
        ([0, 0], [4, 4], Caution.ALL_OR_NONE),
        ([4, 4], [4, 4], Caution.ALL_OR_NONE),
    ],
)
def test_crosstab_tests_nothing_where_there_is_nothing_to_test(
    have: list[int], of: list[int], caution: Caution
) -> None:
    found = association_of(have, of)

    assert found == Association("money", sum(have), sum(of), caution=caution)


def test_crosstab_tests_no_interviews_without_a_value() -> None:
    study = asked([3, 1], [4, 4])
    more = make_study(*study.codings, codes=["money"], transcripts=[*study.transcripts, make_transcript("X")])

    assert associations(more, "group") == associations(study, "group")


def test_crosstab_corrects_for_the_number_of_tests() -> None:
    """Holm 1979: 0.005 x 4, 0.01 x 3, 0.03 x 2, then no less for 0.04 (the example of Wikipedia's article)."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.6, 0.7]) == [1.0, 1.0]


def test_crosstab_shares_of_rows_columns_and_cases() -> None:
    """Worked by hand: money in 3 of 4 passages of G0 and in 1 of 3 of G1; rules in 2 of 4 and in 2 of 3."""
    places = [("money", "A", 0), ("money", "A", 1), ("money", "B", 2), ("rules", "B", 2), ("rules", "B", 3)]
    places += [("money", "C", 0), ("rules", "C", 1), ("rules", "C", 2)]
    groups = {"A": "0", "B": "0", "C": "1", "D": "1"}
    study = make_study(
        *(make_coding(code, id, 100 * at) for code, id, at in places),
        transcripts=[make_transcript(id, attributes={"group": group}) for id, group in groups.items()],
    )

    rows = counts_by(study, "group")[["code", "value", "passages", "case_share", "row_share", "column_share"]]
    assert [*rows.itertuples(index=False, name=None)] == [
        ("money", "0", 3, 1.0, 3 / 4, 3 / 4),
        ("money", "1", 1, 0.5, 1 / 4, 1 / 3),
        ("rules", "0", 2, 0.5, 2 / 4, 2 / 4),
        ("rules", "1", 2, 0.5, 2 / 4, 2 / 3),
    ]
