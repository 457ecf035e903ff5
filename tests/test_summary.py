from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from hypothesis import given, settings

from interview_coder.codebook import LocalText
from interview_coder.coding import Coding, Source, Verdict
from interview_coder.crosstab import counts_by
from interview_coder.study import CodedStudy
from interview_coder.summary import (
    counts,
    exceptions,
    participants,
    shares,
    speakers,
    status_of,
    tables,
    uncoded,
)
from tests.factories import make_codebook, make_coding, make_study, make_transcript, studies, with_parents


def two_interviews() -> CodedStudy:
    """16 words by respondents, 7 of them coded with money: once in P01 by two sub-codes, once in P02 by the theme."""
    return make_study(
        make_coding("money.late", "P01", 0, "The grant came late."),  # 4 words
        make_coding("money.short", "P01", 0, "The grant came late."),
        make_coding("money", "P02", 0, "没有钱。"),  # 3 characters
        make_coding("rules", "P02", 5, "规定很多。", status=Verdict.REJECTED),
        codes=["money", "money.late", "money.short", "rules"],
        transcripts=[
            make_transcript("P01", words=10, asked=5, passages=3, attributes={"role": "dean", "age": "54"}),
            make_transcript("P02", words=6, language="zh", passages=2, attributes={"age": "9", "region": ""}),
        ],
    )


def rows_of(study: CodedStudy) -> dict[Hashable, dict[Hashable, Any]]:
    return counts(study).to_dict("index")


def test_summary_counts_a_passage_once_for_the_codes_above() -> None:
    rows = counts(two_interviews())

    assert rows.index.name == "code"
    columns = ["name", "depth", "passages", "transcripts", "words", "share"]
    assert [*rows[columns].itertuples(name=None)] == [
        ("money", "money", 0, 2, 2, 7, 7 / 16),
        ("money.late", "late", 1, 1, 1, 4, 4 / 16),
        ("money.short", "short", 1, 1, 1, 4, 4 / 16),
        ("rules", "rules", 0, 0, 0, 0, 0.0),
    ]


def test_summary_counts_the_same_words_in_two_places_twice() -> None:
    study = make_study(
        make_coding("money", start=0, quote="No money."), make_coding("money", start=20, quote="No money.")
    )

    row = rows_of(study)["money"]
    assert (row["passages"], row["transcripts"], row["words"]) == (2, 1, 4)


def test_summary_share_is_of_respondents_words_whatever_interviewers_say() -> None:
    study = make_study(
        make_coding("money", "P01", 0, "Was there no money?", speaker="Interviewer"),  # 4 words
        make_coding("money", "P01", 30, "None.", speaker="Respondent"),  # 1 word
        transcripts=[make_transcript("P01", words=10, asked=40)],
    )

    row = rows_of(study)["money"]
    assert (row["passages"], row["words"], row["share"]) == (2, 5, 0.1)


def test_summary_share_is_never_more_than_all() -> None:
    """`late.Nothing` is one word in the turn, but a word in each of two sentences."""
    study = make_study(
        make_coding("money", "P01", 0, "late."),
        make_coding("money", "P01", 5, "Nothing"),
        transcripts=[make_transcript("P01", words=1)],
    )

    assert rows_of(study)["money"]["share"] == 1.0


def test_summary_names_codes_in_the_language_asked_for() -> None:
    names = {"money": LocalText({"en": "Not enough money", "zh": "财政支持不足"})}
    study = make_study(codes=make_codebook("money", "money.late", names=names))

    assert counts(study, language="zh")["name"].to_list() == ["财政支持不足", "late"]
    assert counts(study)["name"].to_list() == ["Not enough money", "late"]


def test_summary_of_nothing_is_zeros_of_the_same_types() -> None:
    nothing = make_study(codes=["money"], transcripts=[make_transcript("P01", words=0)])

    assert [*counts(nothing).itertuples(name=None)] == [("money", "money", *([0] * 7), 1, 0, 0, 0.0)]
    assert counts(nothing).dtypes[1:].to_list() == counts(two_interviews()).dtypes[1:].to_list()


def test_summary_describes_participants() -> None:
    rows = participants(two_interviews())

    assert rows.to_dict("records") == [
        {"id": "P01", "role": "dean", "age": "54", "region": "", "language": "en"}
        | {"words": 15, "respondent_words": 10, "turns": 2, "passages": 3, "coded": 1},
        {"id": "P02", "role": "", "age": "9", "region": "", "language": "zh"}
        | {"words": 6, "respondent_words": 6, "turns": 1, "passages": 2, "coded": 1},
    ]
    assert [*rows.columns][:5] == ["id", "role", "age", "region", "language"]


def test_summary_describes_participants_whose_attributes_are_called_like_columns() -> None:
    rows = participants(make_study(transcripts=[make_transcript(words=7, attributes={"words": "many", "id": "x"})]))

    assert [*rows.columns][:4] == ["id", "words (attribute)", "id (attribute)", "language"]
    assert rows[["id", "words", "words (attribute)"]].to_dict("records") == [
        {"id": "P01", "words": 7, "words (attribute)": "many"}
    ]


def test_summary_describes_participants_without_the_interviewers_passages() -> None:
    study = make_study(
        make_coding("money", start=0, speaker="Interviewer"),
        make_coding("money", start=50),
        transcripts=[make_transcript(asked=5)],
    )

    assert participants(study)["coded"].to_list() == [1]


def test_summary_describes_no_participants() -> None:
    rows = participants(make_study())

    assert [*rows.columns] == ["id", "language", "words", "respondent_words", "turns", "passages", "coded"]
    assert len(rows) == 0


def test_summary_status_tells_suggested_from_decided() -> None:
    rows = status_of(two_interviews())

    assert rows.loc["rule"].to_dict() == {"suggested": 3, "accepted": 0, "rejected": 1, "disputed": 0}
    assert status_of(make_study()).loc["rule"].to_dict() == {
        **dict.fromkeys(["suggested", "accepted", "rejected", "disputed"], 0)
    }


def test_summary_lists_what_is_not_coded() -> None:
    study = make_study(
        make_coding("money.late", "P01"),
        make_coding("rules", "P02", status=Verdict.REJECTED),
        make_coding("gone.late", "P01", 50),
        make_coding("money.gone", "P01", 99),
        codes=["money", "money.late", "money.short", "rules"],
        transcripts=[make_transcript("P01"), make_transcript("P02"), make_transcript("P03")],
    )

    assert [*uncoded(study).itertuples(index=False, name=None)] == [
        ("transcript", "P02"),
        ("transcript", "P03"),
        ("theme", "rules"),
        ("unknown code", "gone.late"),
    ]
    assert counts(study)["passages"].to_dict() == {"money": 2, "money.late": 1, "money.short": 0, "rules": 0}


def test_summary_lists_nothing_where_all_is_coded() -> None:
    rows = uncoded(make_study(make_coding("money")))

    assert [*rows.columns] == ["kind", "id"]
    assert len(rows) == 0


def counted(study: CodedStudy, code: str) -> set[tuple[str, int, int]]:
    """Count as one would by hand: the passages with a coding, not rejected, of the code or of one below it."""

    def counts_for(coding: Coding) -> bool:
        return code in with_parents(coding.code) and coding.status is not Verdict.REJECTED

    return {(coding.transcript, coding.start, coding.end) for coding in study.codings if counts_for(coding)}


@given(studies())
def test_summary_counts_what_one_would_by_hand(study: CodedStudy) -> None:
    words = {(coding.transcript, coding.start, coding.end): coding.words for coding in study.codings}

    rows = rows_of(study)
    for code in study.codebook.codes:
        passages = counted(study, code.id)
        row = rows[code.id]
        assert row["passages"] == len(passages)
        assert row["transcripts"] == len({transcript for transcript, _, _ in passages})
        assert row["words"] == sum(words[passage] for passage in passages)
        assert 0 <= row["share"] <= 1


@given(studies())
def test_summary_of_a_theme_lies_between_its_largest_sub_code_and_the_sum(study: CodedStudy) -> None:
    rows = rows_of(study)
    own = {code.id: 0 for code in study.codebook.codes}
    for coding in study.codings:
        own[coding.code] += coding.status is not Verdict.REJECTED

    for code in study.codebook.codes:
        below = [rows[other.id] for other in study.codebook.codes if other.parent == code.id]
        for column in ("passages", "transcripts", "words", "share"):
            assert rows[code.id][column] >= max((row[column] for row in below), default=0)
        assert rows[code.id]["passages"] <= own[code.id] + sum(row["passages"] for row in below)


@given(studies())
@settings(max_examples=25)
def test_summary_counts_by_any_attribute_add_up_to_the_counts(study: CodedStudy) -> None:
    whole = counts(study)
    known = {name for transcript in study.transcripts for name in transcript.attributes}

    for attribute in ["language", "transcript", *known]:
        rows = counts_by(study, attribute)
        sums = rows.groupby("code", sort=False)[["passages", "transcripts", "of"]].sum()
        if study.transcripts:
            assert sums["passages"].to_dict() == whole["passages"].to_dict()
            assert sums["transcripts"].to_dict() == whole["transcripts"].to_dict()
            assert set(sums["of"]) == {len(study.transcripts)}
        assert (rows["transcripts"] <= rows["of"]).all()


@given(studies())
def test_summary_describes_no_more_passages_than_are_coded(study: CodedStudy) -> None:
    coded = {passage for code in study.codebook.themes for passage in counted(study, code.id)}
    rows = participants(study)

    assert rows["id"].to_list() == [transcript.id for transcript in study.transcripts]
    for transcript, number in zip(rows["id"], rows["coded"], strict=True):
        assert number <= sum(passage[0] == transcript for passage in coded)
    assert status_of(study).to_numpy().sum() == len(study.codings)


def test_summary_splits_passages_by_who_stands_behind_them() -> None:
    study = make_study(
        make_coding("money.late", start=0, status=Verdict.ACCEPTED),
        make_coding("money.short", start=0),
        make_coding("money", start=50),
        make_coding("money", start=90, source=Source.MODEL),
        make_coding("money", start=120, status=Verdict.DISPUTED),
        make_coding("money", start=150, status=Verdict.REJECTED),
    )

    rows = counts(study)[["passages", "accepted", "disputed", "by_rule", "by_model"]]
    assert [*rows.loc["money"]] == [4, 1, 1, 1, 1]
    assert [*rows.loc["money.short"]] == [1, 0, 0, 1, 0]


def test_summary_counts_people_over_transcripts() -> None:
    """A focus group of two, one of whom was interviewed again; what the interviewer says makes no participant."""
    study = make_study(
        make_coding("money", "P01", 0, speaker="Ann"),
        make_coding("money", "P01", 50, speaker="Bo"),
        make_coding("money", "P01", 90, speaker="Interviewer"),
        make_coding("money", "P02", 0),
        make_coding("money", "P03", 0),
        transcripts=[
            make_transcript("P01", asked=5),
            make_transcript("P02", attributes={"participant": "Cy"}),
            make_transcript("P03", attributes={"participant": "Cy"}),
        ],
    )

    assert [*counts(study).loc["money", ["transcripts", "participants"]]] == [3, 3]


def test_summary_shares_words_out_in_each_language() -> None:
    """Worked by hand: 4 of 10 English words, 3 of 6 Chinese characters; mixed they would be 7 of 16."""
    rows = shares(two_interviews()).query("code == 'money'")

    assert [*rows.itertuples(index=False, name=None)] == [
        ("money", "en", 4, 10, 0.4, True),
        ("money", "zh", 3, 6, 0.5, True),
    ]


def test_summary_counts_by_speaker() -> None:
    study = make_study(
        make_coding("money.late", "P02", 0, "No money yet."),
        make_coding("money", "P01", 0, "Was there money?", speaker="Interviewer"),
        make_coding("money", "P01", 30, "None.", speaker="Respondent"),
        codes=["money", "money.late"],
        transcripts=[make_transcript("P01", words=10, asked=30), make_transcript("P02", words=6)],
    )

    columns = ["code", "transcript", "speaker", "role", "passages", "by_rule", "words", "said", "share"]
    assert [*speakers(study)[columns].itertuples(index=False, name=None)] == [
        ("money", "P01", "Interviewer", "interviewer", 1, 1, 3, 30, 0.1),
        ("money", "P01", "Respondent", "respondent", 1, 1, 1, 10, 0.1),
        ("money", "P02", "Respondent", "respondent", 1, 1, 3, 6, 0.5),
        ("money.late", "P02", "Respondent", "respondent", 1, 1, 3, 6, 0.5),
    ]
    assert len(speakers(make_study(codes=["money"]))) == 0


def test_summary_lists_negative_and_minor_cases() -> None:
    """`money` is a major theme, as half of the interviews have it, `rules` is not; `late` is one interview's alone."""
    codes = {"P1": ["money.late"], "P2": ["money", "rules"], "P3": [], "P4": ["money"], "P5": [], "P6": []}
    study = make_study(
        *(make_coding(code, id) for id, found in codes.items() for code in found),
        codes=["money", "money.late", "rules"],
        transcripts=[make_transcript(id) for id in codes],
    )

    assert [*exceptions(study).itertuples(index=False, name=None)] == [
        ("without", "money", "P3"),
        ("without", "money", "P5"),
        ("without", "money", "P6"),
        ("alone", "money.late", "P1"),
        ("alone", "rules", "P2"),
    ]


def test_summary_makes_every_table() -> None:
    found = tables(two_interviews(), by="role", within="turn", seed=3, language="zh")

    assert [*found] == [
        *["counts", "shares", "exceptions", "by", "associations", "cases", "speakers", "cooccurrence", "positions"],
        *["saturation", "saturation_rule", "held_out", "measures", "participants", "status", "agreement"],
    ]
    assert [*found["associations"]["caution"]] == ["one_value"] * 4
    assert [*found["saturation_rule"]["interviews"]] == [None] * 4
    assert len(found["held_out"]) == 0
    assert {"by", "associations"}.isdisjoint(tables(two_interviews()))


@given(studies())
@settings(max_examples=10)
def test_summary_makes_tables_of_any_study(study: CodedStudy) -> None:
    found = tables(study, by="transcript", within=2)

    assert all(
        set(rows["code"]) <= {code.id for code in study.codebook.codes} for rows in found.values() if "code" in rows
    )
