"""Where codings stand after coders decided, disagreed, widened, undid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.coding import Coding, Decision, Memo, Source, Suggestion, Verdict
from interview_coder.passages import split_passages
from interview_coder.verdicts import latest_decisions, latest_memos, settle
from tests.conversations import conversation

ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED
TALK = conversation(
    "Interviewer: Is there money?", "Dean: There is no money. It never comes. Nobody asks.", "院长: 没有钱。从来没有。"
)
PASSAGES = split_passages(TALK)


def span(words: str) -> tuple[int, int]:
    start = TALK.text.index(words)
    return start, start + len(words)


def suggested(words: str, code: str = "money", source: Source = Source.RULE) -> Suggestion:
    start, end = span(words)
    passage = next(passage for passage in PASSAGES if passage.start <= start < passage.end)
    return Suggestion(passage._replace(start=start, end=end), code, source, f"{code}.rules[0]", 1.0, ((start, end),))


def decided(
    words: str, verdict: Verdict, coder: str = "Ann", code: str = "money", *, adjudicates: bool = False
) -> Decision:
    return Decision("p07", *span(words), words, code, verdict, coder, adjudicates=adjudicates)


def settled(suggestions: list[Suggestion], *decisions: Decision) -> list[tuple[str, str, str, str]]:
    return [shown(coding) for coding in settle(PASSAGES, suggestions, decisions)]


def shown(coding: Coding) -> tuple[str, str, str, str]:
    assert TALK.text[coding.start : coding.end] == coding.quote
    return coding.quote, str(coding.source), str(coding.status), coding.coder


MONEY = suggested("There is no money.")
COMES = suggested("It never comes.")


def test_verdicts_without_decisions_everything_is_only_suggested() -> None:
    assert settled([MONEY, COMES]) == [
        ("There is no money.", "rule", "suggested", ""),
        ("It never comes.", "rule", "suggested", ""),
    ]


def test_verdicts_of_one_coder() -> None:
    assert settled([MONEY, COMES], decided("There is no money.", ACCEPTED), decided("It never comes.", REJECTED)) == [
        ("There is no money.", "rule", "accepted", "Ann"),
        ("It never comes.", "rule", "rejected", "Ann"),
    ]


def test_verdicts_a_coders_latest_counts() -> None:
    made = [decided("There is no money.", verdict) for verdict in (ACCEPTED, REJECTED, ACCEPTED)]
    assert [settled([MONEY], *made[:count])[0][2] for count in (1, 2, 3)] == ["accepted", "rejected", "accepted"]


def test_verdicts_of_coders_who_agree_name_both() -> None:
    both = [decided("There is no money.", ACCEPTED, coder) for coder in ("王", "Ann", "")]
    assert settled([MONEY], *both) == [("There is no money.", "rule", "accepted", "Ann, 王")]


def test_verdicts_of_coders_who_differ_are_disputed_until_one_adjudicates() -> None:
    differ = [decided("There is no money.", ACCEPTED, "Ann"), decided("There is no money.", REJECTED, "王")]
    assert settled([MONEY], *differ) == [("There is no money.", "rule", "disputed", "Ann, 王")]
    for verdict in (ACCEPTED, REJECTED):
        last = decided("There is no money.", verdict, "Boss", adjudicates=True)
        assert settled([MONEY], *differ, last) == [("There is no money.", "rule", str(verdict), "Boss")]
        later = decided("There is no money.", ACCEPTED, "王")
        assert settled([MONEY], *differ, last, later) == [("There is no money.", "rule", str(verdict), "Boss")]


def test_verdicts_are_about_one_code() -> None:
    people = suggested("There is no money.", code="people")
    assert settled([MONEY, people], decided("There is no money.", REJECTED)) == [
        ("There is no money.", "rule", "rejected", "Ann"),
        ("There is no money.", "rule", "suggested", ""),
    ]


def test_verdicts_of_passages_coded_by_hand() -> None:
    found = settle(
        PASSAGES, [MONEY], [decided("Nobody asks.", ACCEPTED, code="people"), decided("从来没有。", ACCEPTED)]
    )
    assert [shown(coding) for coding in found] == [
        ("There is no money.", "rule", "suggested", ""),
        ("Nobody asks.", "coder", "accepted", "Ann"),
        ("从来没有。", "coder", "accepted", "Ann"),
    ]
    assert [(coding.rule, coding.evidence, coding.speaker, coding.turn) for coding in found[1:]] == [
        ("", (), "Dean", 2),
        ("", (), "院长", 3),
    ]
    assert [coding.passage for coding in found] == [2, 4, 6]


def test_verdicts_a_coding_by_hand_that_was_taken_back_is_gone() -> None:
    made = decided("Nobody asks.", ACCEPTED), decided("Nobody asks.", REJECTED)
    assert settled([], *made) == []
    assert settled([], made[0], decided("Nobody asks.", REJECTED, "王")) == [
        ("Nobody asks.", "coder", "disputed", "Ann, 王")
    ]


@pytest.mark.parametrize("words", ["There is no money. It never comes.", "no money", "money. It never"])
def test_verdicts_a_widened_or_narrowed_passage_takes_the_suggestions_place(words: str) -> None:
    found = settle(PASSAGES, [MONEY], [decided(words, ACCEPTED)])
    assert [shown(coding) for coding in found] == [(words, "rule", "accepted", "Ann")]
    assert (found[0].rule, found[0].evidence) == (MONEY.rule, MONEY.evidence)
    assert found[0].words == len(words.split())


def test_verdicts_one_wide_passage_answers_every_suggestion_in_it() -> None:
    assert settled([MONEY, COMES], decided("There is no money. It never comes.", ACCEPTED)) == [
        ("There is no money. It never comes.", "rule", "accepted", "Ann")
    ]


def test_verdicts_of_coders_one_of_whom_widened() -> None:
    """Ann takes more words than Ben, who rejects: he stands against the suggestion, not against what he never saw."""
    wide, narrow = decided("no money. It never comes.", ACCEPTED), decided("There is no money.", REJECTED, "Ben")
    assert settled([MONEY], wide, narrow) == [
        ("There is no money.", "rule", "disputed", "Ann, Ben"),
        ("no money. It never comes.", "rule", "accepted", "Ann"),
    ]


def test_verdicts_a_passage_resized_again_stands_once() -> None:
    made = [
        decided(words, ACCEPTED) for words in ("There is no money.", "There is no money. It never comes.", "no money")
    ]
    for count, words in enumerate(("There is no money.", "There is no money. It never comes.", "no money"), start=1):
        assert settled([MONEY], *made[:count]) == [(words, "rule", "accepted", "Ann")]


def test_verdicts_another_coders_passage_is_not_resized() -> None:
    made = decided("There is no money.", ACCEPTED, "Ben"), decided("no money", ACCEPTED, "Ann")
    assert settled([MONEY], *made) == [
        ("There is no money.", "rule", "accepted", "Ann, Ben"),
        ("no money", "rule", "accepted", "Ann, Ben"),
    ]


def test_verdicts_a_rejection_holds_for_all_within_its_words() -> None:
    """The unit was turn, and is sentence now."""
    turn = decided("There is no money. It never comes. Nobody asks.", REJECTED)
    assert [status for *_, status, _ in settled([MONEY, COMES], turn)] == ["rejected", "rejected"]
    one_of_them = decided("It never comes.", ACCEPTED)
    assert [status for *_, status, _ in settled([MONEY, COMES], turn, one_of_them)] == ["rejected", "accepted"]
    assert [status for *_, status, _ in settled([MONEY, COMES], one_of_them, turn)] == ["rejected", "rejected"]


def test_verdicts_a_rejection_does_not_hold_for_more_words() -> None:
    """The unit was sentence, and is turn now: other words are proposed."""
    turn = suggested("There is no money. It never comes. Nobody asks.")
    assert settled([turn], decided("It never comes.", REJECTED))[0][2] == "suggested"


def test_verdicts_a_rejection_holds_whatever_rule_speaks_next() -> None:
    rejection = decided("There is no money.", REJECTED)
    for other in (replace(MONEY, rule="money.rules[9]"), replace(MONEY, source=Source.MODEL, rule="model 01234567")):
        assert [status for *_, status, _ in settled([other], rejection)] == ["rejected"]


def test_verdicts_a_decision_whose_suggestion_is_gone_still_stands() -> None:
    assert settled([], decided("There is no money.", ACCEPTED)) == [("There is no money.", "coder", "accepted", "Ann")]
    assert settled([], decided("There is no money.", REJECTED)) == []


def test_verdicts_of_a_model_stand_behind_those_of_a_rule() -> None:
    model = suggested("There is no money.", source=Source.MODEL)
    assert settled([MONEY, model]) == [("There is no money.", "rule", "suggested", "")]


def test_verdicts_pass_over_what_has_no_place() -> None:
    assert settled([MONEY], replace(decided("There is no money.", REJECTED), start=None, end=None))[0][2] == "suggested"


def memo(words: str, text: str, coder: str = "Ann") -> Memo:
    return Memo("p07", *span(words), words, text, coder)


def test_verdicts_carry_the_latest_memos_on_their_words() -> None:
    notes = [
        memo("no money", "first"),
        memo("money. It", "两句"),
        memo("no money", "second"),
        memo("It", "x"),
        memo("It", ""),
    ]
    found = settle(PASSAGES, [MONEY, COMES], [], notes)
    assert [coding.memos for coding in found] == [("second", "两句"), ("两句",)]


def test_verdicts_keep_what_has_no_place_among_the_latest() -> None:
    lost = [replace(decided("Nobody asks.", ACCEPTED), start=None, end=None, number=number) for number in (1, 2)]
    assert latest_decisions(lost) == tuple(lost)
    astray = [replace(memo("It", "x"), start=None, end=None, number=number) for number in (1, 2)]
    assert latest_memos(astray) == tuple(astray)


SPANS = [(passage.start, passage.end) for passage in PASSAGES[1:]]
DRAWN = st.tuples(
    st.one_of(
        st.sampled_from(SPANS),
        st.tuples(st.integers(0, 60), st.integers(61, len(TALK.text))),
    ),
    st.sampled_from([ACCEPTED, REJECTED]),
    st.sampled_from(["Ann", "Ben", "王"]),
    st.booleans(),
)


@given(st.lists(DRAWN, max_size=8))
def test_verdicts_lose_no_suggestion_and_invent_none(drawn: list[Any]) -> None:
    """Every suggestion is there, or an accepted passage that overlaps it; whoever accepted is named."""
    decisions = [
        Decision("p07", start, end, TALK.text[start:end], "money", verdict, coder, adjudicates=adjudicates)
        for (start, end), verdict, coder, adjudicates in drawn
    ]
    found = settle(PASSAGES, [MONEY, COMES], decisions)
    for suggestion in (MONEY, COMES):
        start, end = suggestion.passage.start, suggestion.passage.end
        assert any(coding.start < end and start < coding.end for coding in found)
    spans = [(coding.start, coding.end) for coding in found]
    assert spans == sorted(set(spans))
    for coding in found:
        assert TALK.text[coding.start : coding.end] == coding.quote
        assert (coding.status is Verdict.SUGGESTED) == (not coding.coder)
        if coding.status is ACCEPTED:
            assert any(each.verdict is ACCEPTED and each.coder in coding.coder for each in decisions)
    assert found == settle(PASSAGES, [COMES, MONEY], decisions)
