from __future__ import annotations

import dataclasses

from interview_coder.codebook import LocalText
from interview_coder.coding import Source, Verdict
from interview_coder.matrices import case_matrix, cases, measure_matrix, measures
from interview_coder.study import CodedStudy
from tests.factories import make_codebook, make_coding, make_study, make_transcript


def two_cases() -> CodedStudy:
    book = make_codebook("money", "money.late", "rules", names={"money": LocalText({"en": "Money", "zh": "钱"})})
    fund, rule = LocalText({"en": "A fund", "zh": "专项资金"}), LocalText({"": "One office"})
    codes = [dataclasses.replace(book.codes[0], addressed_by=(fund, rule)), book.codes[1]]
    codes.append(dataclasses.replace(book.codes[2], addressed_by=(rule,)))
    return make_study(
        make_coding("money.late", "P02", 0, "Late money.", status=Verdict.ACCEPTED),
        make_coding("money", "P02", 50, "No money.", source=Source.MODEL),
        codes=dataclasses.replace(book, codes=tuple(codes)),
        transcripts=[make_transcript("P01"), make_transcript("P02")],
    )


def test_matrices_count_every_case_and_code() -> None:
    rows = cases(two_cases())

    assert [*rows.columns] == [
        *["transcript", "code", "passages", "accepted", "disputed", "by_rule", "by_model", "words", "looked_for"]
    ]
    assert [*rows.itertuples(index=False, name=None)] == [
        ("P01", "money", 0, 0, 0, 0, 0, 0, True),
        ("P01", "money.late", 0, 0, 0, 0, 0, 0, True),
        ("P01", "rules", 0, 0, 0, 0, 0, 0, True),
        ("P02", "money", 2, 1, 0, 0, 1, 4, True),
        ("P02", "money.late", 1, 1, 0, 0, 0, 2, True),
        ("P02", "rules", 0, 0, 0, 0, 0, 0, True),
    ]


def test_matrices_have_a_row_a_case_and_a_column_a_code() -> None:
    assert case_matrix(two_cases()).to_dict("split") == {
        "index": ["P01", "P02"],
        "columns": ["money", "money.late", "rules"],
        "data": [[0, 0, 0], [2, 1, 0]],
    }
    assert case_matrix(two_cases(), "present").to_numpy().tolist() == [[0, 0, 0], [1, 1, 0]]
    assert case_matrix(two_cases(), "accepted").to_numpy().tolist() == [[0, 0, 0], [1, 1, 0]]


def test_matrices_of_no_cases_are_empty() -> None:
    assert case_matrix(make_study(codes=["money"])).shape == (0, 1)


def test_matrices_say_which_measure_answers_which_problem() -> None:
    rows = measures(two_cases(), language="zh")

    named = rows[["code", "name", "measure", "passages", "accepted", "transcripts"]]
    assert [*named.itertuples(index=False, name=None)] == [
        ("money", "钱", "专项资金", 2, 1, 1),
        ("money", "钱", "One office", 2, 1, 1),
        ("rules", "rules", "One office", 0, 0, 0),
    ]
    assert len(measures(make_study(codes=["money"]))) == 0


def test_matrices_have_a_row_a_problem_and_a_column_a_measure() -> None:
    assert measure_matrix(two_cases()).to_dict("split") == {
        "index": ["money", "rules"],
        "columns": ["A fund", "One office"],
        "data": [[1, 1], [0, 1]],
    }
    assert measure_matrix(make_study(codes=["money"])).shape == (0, 0)
