from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import quotes
from interview_coder.coding import Verdict
from interview_coder.quotes import best_quotes, interviewers
from interview_coder.study import CodedStudy, Speaker
from interview_coder.transcript import Role
from tests.factories import CODES, make_coding, make_study, make_transcript, studies

LATE = "The grant for the workshop came a whole year late."
LATE_TOO = "The grant for the workshop came one whole year late."
EMPTY = "Students stood in front of an empty classroom until autumn."
OFFICE = "Nobody can say which office decides about apprentices."
LATE_ZH = "实训设备的专项经费一直没有落实到学校。"
LATE_TOO_ZH = "实训设备的专项经费至今没有落实到学校。"
RULES_ZH = "政策文件很多，但是没有实施细则可以操作。"


def texts(study: CodedStudy, count: int, code: str = "money", *, per_transcript: int | None = None) -> list[str]:
    return [coding.quote for coding in best_quotes(study, code, count, per_transcript=per_transcript)]


def test_quotes_of_nothing_are_none() -> None:
    rejected = make_coding("money", quote=LATE, status=Verdict.REJECTED)

    assert texts(make_study(codes=["money"]), 3) == []
    assert texts(make_study(rejected), 3) == []
    assert texts(make_study(make_coding("money", quote=LATE)), 0) == []


def test_quotes_of_an_unknown_code_are_refused() -> None:
    with pytest.raises(KeyError, match="rules"):
        best_quotes(make_study(codes=["money"]), "rules", 1)


def test_quotes_of_a_theme_are_its_sub_codes_too_but_not_its_namesakes() -> None:
    study = make_study(
        make_coding("money.late", "P01", 0, LATE),
        make_coding("money.short", "P01", 0, LATE),
        make_coding("money.late.never", "P01", 90, EMPTY),
        make_coding("moneybox", "P01", 200, OFFICE),
    )

    assert texts(study, 9) == [LATE, EMPTY]
    assert texts(study, 9, "money.short") == [LATE]


def test_quotes_with_the_same_words_are_shown_once() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE),
        make_coding("money", "P02", 0, "the grant for the  workshop came a whole year late!"),
        make_coding("money", "P03", 0, RULES_ZH),
        make_coding("money", "P03", 99, "政策文件很多，但是沒有實施細則可以操作"),
    )

    assert sorted(texts(study, 9)) == [LATE, RULES_ZH]


def test_quotes_with_the_same_words_are_shown_where_one_was_accepted() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE),
        make_coding("money", "P02", 0, LATE, status=Verdict.ACCEPTED),
    )

    assert [coding.transcript for coding in best_quotes(study, "money", 9)] == ["P02"]


@pytest.mark.parametrize(("short", "long"), [("No.", OFFICE), ("No money.", OFFICE), ("没有。", LATE_ZH)])
def test_quotes_that_say_nothing_stand_in_only_where_there_is_no_other(short: str, long: str) -> None:
    answer = make_coding("money", "P01", 0, short, status=Verdict.ACCEPTED)

    assert texts(make_study(answer, make_coding("money", "P01", 20, long)), 2) == [long]
    assert texts(make_study(answer), 2) == [short]


def test_quotes_that_coders_dispute_come_last() -> None:
    study = make_study(
        make_coding("money", "P01", 0, OFFICE, status=Verdict.DISPUTED),
        make_coding("money", "P02", 0, OFFICE),
        make_coding("money", "P03", 0, LATE, status=Verdict.DISPUTED),
        make_coding("money", "P04", 0, EMPTY),
    )

    assert {coding.transcript for coding in best_quotes(study, "money", 2)} == {"P02", "P04"}
    assert texts(study, 3)[-1] == LATE


def test_quotes_that_cannot_be_cut_short_enough_come_only_where_there_is_no_other() -> None:
    two_sentences = f"{LATE} {EMPTY}"
    long = make_coding("money", "P01", 0, "Nobody decides, " * 12 + "nobody at all.", evidence=["Nobody", "decides"])
    study = make_study(long, make_coding("money", "P02", 0, two_sentences))

    assert [coding.quote for coding in best_quotes(study, "money", 2, max_words=12)] == [two_sentences]
    assert [coding.transcript for coding in best_quotes(make_study(long), "money", 2, max_words=12)] == ["P01"]


def test_quotes_accepted_by_a_coder_come_first() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE, evidence=["grant", "late"]),
        make_coding("money", "P01", 90, LATE_TOO, evidence=["grant", "late"]),
        make_coding("money", "P01", 200, OFFICE, status=Verdict.ACCEPTED),
    )

    assert texts(study, 1) == [OFFICE]
    assert texts(study, 2) == [OFFICE, LATE]


@pytest.mark.parametrize(
    ("first", "echo", "other"),
    [(LATE, LATE_TOO, OFFICE), (LATE_ZH, LATE_TOO_ZH, RULES_ZH)],
)
def test_quotes_differ_from_each_other(first: str, echo: str, other: str) -> None:
    study = make_study(
        make_coding("money", "P01", 0, first),
        make_coding("money", "P02", 0, echo),
        make_coding("money", "P03", 0, other),
    )

    assert texts(study, 3) == [first, other, echo]


def test_quotes_differ_from_each_one_chosen_before() -> None:
    """The second shares a word with the first two chosen, the fourth with none."""
    decides = "Nobody can tell you within a year which office decides."
    quotes_in_order = [LATE, LATE_TOO, decides, EMPTY]
    study = make_study(*(make_coding("money", f"P{at}", 0, quote) for at, quote in enumerate(quotes_in_order)))

    assert texts(study, 4) == [LATE, decides, EMPTY, LATE_TOO]


def test_quotes_do_not_resemble_each_other_for_little_words() -> None:
    quotes_in_order = [
        "There is no money for us in the district.",
        "There is no one for us in the ministry.",
        "Workshops stand empty every spring while apprentices wait.",
    ]
    study = make_study(*(make_coding("money", f"P{at}", 0, quote) for at, quote in enumerate(quotes_in_order)))

    assert texts(study, 3) == quotes_in_order


def test_quotes_come_from_different_transcripts() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE),
        make_coding("money", "P01", 90, OFFICE),
        make_coding("money", "P02", 0, EMPTY),
    )

    assert texts(study, 2) == [LATE, EMPTY]


def test_quotes_from_one_transcript_can_be_limited() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE),
        make_coding("money", "P01", 90, OFFICE),
        make_coding("money", "P01", 200, EMPTY),
        make_coding("money", "P02", 0, LATE_TOO),
    )

    assert texts(study, 9, per_transcript=1) == [LATE, LATE_TOO]
    assert len(texts(study, 9, per_transcript=2)) == 3


def test_quotes_stand_for_what_most_of_the_code_says() -> None:
    """The first shares no word with the others; the third shares most."""
    study = make_study(
        make_coding("money", "P01", 0, "Lunch was served behind two closed green doors."),
        make_coding("money", "P02", 0, "Training grants arrive when autumn has already begun."),
        make_coding("money", "P03", 0, "Training grants arrive late and workshops stand empty."),
        make_coding("money", "P04", 0, "Without equipment these workshops stand empty every spring."),
    )

    assert texts(study, 1) == ["Training grants arrive late and workshops stand empty."]


def test_quotes_with_more_evidence_come_first() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE, evidence=["grant"]),
        make_coding("money", "P02", 0, OFFICE, evidence=["Nobody", "office"]),
    )

    assert texts(study, 1) == [OFFICE]


def test_quotes_have_the_evidence_of_all_their_codings() -> None:
    study = make_study(
        make_coding("money.late", "P01", 0, LATE, evidence=["late"]),
        make_coding("money.late", "P02", 0, OFFICE, evidence=["office"]),
        make_coding("money.short", "P02", 0, OFFICE, evidence=["decides"]),
    )

    assert texts(study, 1) == [OFFICE]


def test_quotes_have_the_evidence_of_the_same_words_once() -> None:
    study = make_study(
        make_coding("money", "P01", 0, OFFICE, evidence=["office"]),
        make_coding("money", "P02", 0, LATE, evidence=["grant"]),
        make_coding("money", "P02", 90, LATE, evidence=["grant"]),
    )

    assert texts(study, 1) == [OFFICE]


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("The grant came late.", OFFICE),
        (" ".join([*(["alpha", "beta", "gamma", "delta"] * 20), "late."]), OFFICE),
        ("经费很紧张没有。", LATE_ZH),
        ("经费" * 70, LATE_ZH),
    ],
    ids=["4 words", "81 words", "7 characters", "140 characters"],
)
def test_quotes_are_neither_very_short_nor_very_long(worse: str, better: str) -> None:
    study = make_study(make_coding("money", "P01", 0, worse), make_coding("money", "P02", 0, better))

    assert texts(study, 1) == [better]


def test_quotes_of_a_sensible_length_tie_in_reading_order() -> None:
    """120 characters, 16 characters and 8 words: all within the limits, none like another."""
    quotes_in_order = ["张王李赵" * 30, "经费一直没有落实到我们学校实训室", OFFICE]
    study = make_study(*(make_coding("money", f"P{at}", 0, quote) for at, quote in enumerate(quotes_in_order)))

    assert texts(study, 3) == quotes_in_order


def test_quotes_keep_the_last_place_for_the_other_language() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE, evidence=["grant", "late"]),
        make_coding("money", "P01", 90, OFFICE, evidence=["Nobody", "office"]),
        make_coding("money", "P03", 0, EMPTY, evidence=["empty", "autumn"]),
        make_coding("money", "P02", 0, "经费紧张得很。"),
        transcripts=[make_transcript("P01"), make_transcript("P02", language="zh"), make_transcript("P03")],
    )

    assert texts(study, 1) == [LATE]
    assert texts(study, 2) == [LATE, "经费紧张得很。"]
    assert texts(study, 3) == [LATE, EMPTY, "经费紧张得很。"]


@pytest.mark.parametrize(("first", "second"), [("en", "zh"), ("zh", "en")])
def test_quotes_in_two_languages_tie_in_reading_order(first: str, second: str) -> None:
    quote = {"en": OFFICE, "zh": LATE_ZH}
    study = make_study(
        make_coding("money", "P01", 0, quote[first]),
        make_coding("money", "P02", 0, quote[second]),
        transcripts=[make_transcript("P01", language=first), make_transcript("P02", language=second)],
    )

    assert texts(study, 2) == [quote[first], quote[second]]


def test_quotes_are_typical_within_their_language() -> None:
    """Three English quotes alike and one Chinese: it is no outlier, and evidence decides."""
    study = make_study(
        make_coding("money", "P01", 0, LATE),
        make_coding("money", "P01", 90, LATE_TOO),
        make_coding("money", "P01", 190, "The grant for the workshop came too late."),
        make_coding("money", "P02", 0, LATE_ZH, evidence=["专项", "经费", "没有", "落实"]),
        transcripts=[make_transcript("P01"), make_transcript("P02", language="zh")],
    )

    assert texts(study, 2)[1] == LATE_ZH


def test_quotes_are_never_the_interviewers_words() -> None:
    study = make_study(
        make_coding("money", "P01", 0, LATE, speaker="Interviewer"),
        make_coding("money", "P01", 90, OFFICE),
        transcripts=[make_transcript("P01", asked=20)],
    )

    assert texts(study, 2) == [OFFICE]


def test_quotes_take_a_name_with_both_roles_for_a_respondent() -> None:
    both = [Speaker("Li", role, 1, 5) for role in Role]
    transcript = dataclasses.replace(make_transcript(asked=5), speakers=(*make_transcript(asked=5).speakers, *both))

    assert interviewers(make_study(transcripts=[transcript])) == {("P01", "Interviewer")}


def test_quotes_without_a_word_that_means_something_fall_in_reading_order() -> None:
    study = make_study(
        make_coding("money", "P01", 0, "It is what it is and that is that."),
        make_coding("money", "P01", 90, "That is as it is and it is so."),
    )

    assert texts(study, 2) == ["It is what it is and that is that.", "That is as it is and it is so."]


def test_quotes_compared_are_every_transcripts_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "POOL", 3)
    study = make_study(
        make_coding("money", "P01", 0, LATE, evidence=["grant", "late"]),
        make_coding("money", "P01", 90, LATE_TOO, evidence=["grant", "late"]),
        make_coding("money", "P01", 190, EMPTY, evidence=["empty"]),
        make_coding("money", "P02", 0, "The grant came late."),
        make_coding("money", "P02", 90, OFFICE),
        make_coding("money", "P03", 0, LATE_ZH),
        transcripts=[make_transcript("P01"), make_transcript("P02"), make_transcript("P03", language="zh")],
    )

    assert set(texts(study, 3)) == {LATE, OFFICE, LATE_ZH}
    assert set(texts(study, 4)) == {LATE, OFFICE, LATE_ZH, LATE_TOO}
    assert len(texts(study, 9)) == 6


def test_quotes_compared_are_of_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "POOL", 2)
    study = make_study(
        make_coding("money", "P01", 0, LATE),
        make_coding("money", "P02", 0, OFFICE),
        make_coding("money", "P03", 0, LATE_ZH),
        transcripts=[make_transcript("P01"), make_transcript("P02"), make_transcript("P03", language="zh")],
    )

    assert texts(study, 2) == [LATE, LATE_ZH]


@given(studies(), st.sampled_from(CODES), st.integers(0, 8), st.none() | st.integers(1, 2))
def test_quotes_are_distinct_codings_of_respondents(
    study: CodedStudy, code: str, count: int, per_transcript: int | None
) -> None:
    chosen = best_quotes(study, code, count, per_transcript=per_transcript)

    assert len(chosen) <= count
    assert set(chosen) <= set(study.codings)
    assert len({coding.quote for coding in chosen}) == len(chosen)
    assert all(coding.status is not Verdict.REJECTED for coding in chosen)
    assert all(f"{coding.code}.".startswith(f"{code}.") for coding in chosen)
    assert {coding.speaker for coding in chosen} <= {"Respondent"}
    for transcript in study.transcripts:
        assert sum(coding.transcript == transcript.id for coding in chosen) <= (per_transcript or count)
    assert chosen == best_quotes(study, code, count, per_transcript=per_transcript)


@given(studies(), st.integers(1, 8))
def test_quotes_are_as_many_as_asked_for_where_there_are_enough(study: CodedStudy, count: int) -> None:
    everything = best_quotes(study, "money", 99)
    chosen = best_quotes(study, "money", count)

    assert len(chosen) == min(count, len(everything))
    statuses = [coding.status for coding in chosen]
    assert statuses == sorted(statuses, key=[Verdict.ACCEPTED, Verdict.SUGGESTED, Verdict.DISPUTED].index)
    languages = {transcript.id: transcript.language for transcript in study.transcripts}
    if len(set(statuses)) == 1 and count > 1:
        same = [coding for coding in everything if coding.status is statuses[0]]
        assert {languages[one.transcript] for one in chosen} == {languages[one.transcript] for one in same}
