from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings

from interview_coder.codebook import Codebook, Rule
from interview_coder.coded_passages import STANDINGS, Standing, coded_passages, could_be_found, only, standing_of
from interview_coder.coding import Source, Verdict
from interview_coder.cooccurrence import cooccurrence
from interview_coder.crosstab import counts_by
from interview_coder.exporters.codings_json import to_json
from interview_coder.matrices import case_matrix, cases
from interview_coder.query_parser import parse
from interview_coder.saturation import saturation
from interview_coder.study import CodedStudy
from interview_coder.summary import counts
from tests import recount
from tests.factories import CODES, make_codebook, make_coding, make_study, make_transcript, studies


def interchange(study: CodedStudy) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json(study))
    return data


@pytest.mark.parametrize(
    ("source", "status", "standing"),
    [
        (Source.RULE, Verdict.SUGGESTED, "by_rule"),
        (Source.MODEL, Verdict.SUGGESTED, "by_model"),
        (Source.RULE, Verdict.ACCEPTED, "accepted"),
        (Source.CODER, Verdict.SUGGESTED, "accepted"),
        (Source.CODER, Verdict.DISPUTED, "disputed"),
        (Source.MODEL, Verdict.DISPUTED, "disputed"),
        (Source.CODER, Verdict.REJECTED, None),
    ],
)
def test_coded_passages_tell_who_stands_behind_a_coding(source: Source, status: Verdict, standing: str | None) -> None:
    assert standing_of(make_coding("money", source=source, status=status)) == standing


def test_coded_passages_have_the_strongest_standing_of_their_sub_codes() -> None:
    study = make_study(
        make_coding("money.late", status=Verdict.SUGGESTED),
        make_coding("money.short", status=Verdict.ACCEPTED),
        make_coding("money.never", status=Verdict.DISPUTED),
    )

    standings = dict(zip(coded_passages(study)["code"], coded_passages(study)["standing"], strict=True))
    assert standings == {
        "money": "accepted",
        "money.late": "by_rule",
        "money.short": "accepted",
        "money.never": "disputed",
    }


def test_coded_passages_are_not_changed_by_who_uses_them() -> None:
    study = make_study(make_coding("money"))
    passages = coded_passages(study)
    passages["more"] = 1

    assert "more" not in coded_passages(study)


def test_coded_passages_of_one_standing_alone() -> None:
    study = make_study(
        make_coding("money", start=0, status=Verdict.ACCEPTED),
        make_coding("money", start=50),
        make_coding("money", start=99, status=Verdict.REJECTED),
    )

    assert [coding.start for coding in only(study, {Standing.ACCEPTED}).codings] == [0]
    assert [coding.start for coding in only(study, {Standing.BY_RULE, Standing.ACCEPTED}).codings] == [0, 50]


def with_rules(**rules: str) -> Codebook:
    """Make a codebook with a rule for some of its codes."""
    book = make_codebook("money", "money.late", "rules", "people")
    codes = tuple(
        dataclasses.replace(code, rules=(Rule(f"{code.id}.rules[0]", rules[key], parse(rules[key], {}), 1),))
        if (key := code.id.replace(".", "_")) in rules
        else code
        for code in book.codes
    )
    return dataclasses.replace(book, codes=codes)


def test_coded_passages_could_be_found_where_a_rule_speaks_the_language() -> None:
    """`money` has a Chinese rule in its sub-code, `rules` none in Chinese, and nobody wrote one for `people`."""
    book = with_rules(money="fund", money_late="经费", rules="rule")
    transcripts = [make_transcript("P01"), make_transcript("P02", language="zh"), make_transcript("P03", language="zh")]

    places = could_be_found(make_study(codes=book, transcripts=transcripts))
    assert {code: sorted(ids) for code, ids in places.items()} == {
        "money": ["P01", "P02", "P03"],
        "money.late": ["P02", "P03"],
        "rules": ["P01"],
        "people": ["P01", "P02", "P03"],
    }


def test_coded_passages_could_be_found_where_a_coder_found_them() -> None:
    study = make_study(
        make_coding("rules", "P02", source=Source.CODER),
        codes=with_rules(rules="rule"),
        transcripts=[make_transcript("P01"), make_transcript("P02", language="zh")],
    )

    assert could_be_found(study)["rules"] == {"P01", "P02"}
    assert [*counts(study).loc["rules", ["transcripts", "of"]]] == [1, 2]


@given(studies())
@settings(max_examples=50)
def test_coded_passages_counted_again_from_the_interchange_alone(study: CodedStudy) -> None:
    data = interchange(study)
    ours = counts(study)[["passages", *STANDINGS, "transcripts", "words"]].to_dict("index")

    again = recount.counts(data)
    nothing = dict.fromkeys(ours["money"], 0)
    assert ours == {code: again.get(code, nothing) for code in CODES}
    assert (ours["money"]["passages"]) == sum(ours["money"][standing] for standing in STANDINGS)


@given(studies())
@settings(max_examples=25)
def test_coded_passages_by_case_and_attribute_counted_again(study: CodedStudy) -> None:
    data = interchange(study)
    rows = cases(study)
    found = {(row["transcript"], row["code"]): row["passages"] for row in rows.to_dict("records")}
    assert {pair: count for pair, count in found.items() if count} == recount.cases(data)
    matrix = case_matrix(study, "present")
    assert {pair for pair, count in found.items() if count} == {
        (id, code) for id in matrix.index for code in matrix.columns if matrix.loc[id, code]
    }

    by_value = {(row["code"], row["value"]): row["passages"] for row in counts_by(study, "language").to_dict("records")}
    assert sum(by_value.values()) == sum(found.values())
    assert [*saturation(study)["new"]] == [*recount.new_codes(data)]


@given(studies())
@settings(max_examples=25)
def test_coded_passages_that_stand_together_counted_again(study: CodedStudy) -> None:
    data = interchange(study)
    for within in (0, 1, 3):
        rows = cooccurrence(study, within).to_dict("records")
        again = recount.together(data, within)
        assert {(row["code"], row["other"]): (row["together"], row["jaccard"]) for row in rows} == {
            (one, two): numbers for (one, two), numbers in again.items() if CODES.index(one) < CODES.index(two)
        }
    assert cooccurrence(study, 0).equals(cooccurrence(study))
