from __future__ import annotations

from dataclasses import replace

from interview_coder.coding import Decision, Source, Verdict
from interview_coder.review import (
    Filters,
    Interview,
    Item,
    Place,
    Scope,
    by_doubt,
    decision,
    extent,
    places,
    resized,
    seconds_left,
    voices,
)
from tests.factories import make_coding, make_interview

A = make_coding("money", start=10, quote="no money")
B = make_coding("money.late", start=10, quote="no money")
C = make_coding("people", start=30, quote="nobody", status=Verdict.ACCEPTED)
D = make_coding("people", start=50, quote="nobody", status=Verdict.DISPUTED, speaker="Dean")


def asked(filters: Filters) -> list[tuple[int, int]]:
    passages = make_interview("P01", "x" * 60)
    return [place[1:] for place in places(Interview(passages[0].transcript, passages, (A, B, C, D)), filters)]


def test_review_asks_once_about_each_passage_with_something_undecided() -> None:
    assert asked(Filters()) == [(10, 18)]
    assert asked(Filters(Scope.DISPUTED)) == [(50, 56)]
    assert asked(Filters(Scope.ALL)) == [(10, 18), (30, 36), (50, 56)]


def test_review_filters_by_code_with_those_below_it_and_by_speaker() -> None:
    assert asked(Filters(Scope.ALL, codes=("people",))) == [(30, 36), (50, 56)]
    assert asked(Filters(codes=("money",))) == [(10, 18)]
    assert asked(Filters(codes=("money.late",))) == [(10, 18)]
    assert asked(Filters(Scope.ALL, speakers=("Dean",))) == [(50, 56)]


def test_review_filters_transcripts_by_name_and_attribute() -> None:
    here = Filters(transcripts=("P01",), where=(("region", "Sichuan"),))
    assert here.take_transcript("P01", {"region": "Sichuan"})
    assert not here.take_transcript("P02", {"region": "Sichuan"})
    assert not here.take_transcript("P01", {"region": "Jiangsu"})
    assert not here.take_transcript("P01", {})


def test_review_item_holds_every_coding_of_its_words() -> None:
    passages = make_interview("P01", "There is no money here.", "? What next?", "Nobody knows.")
    interview = Interview(passages[0].transcript, passages, (A, B, C))
    item = interview.item(Place("P01", 9, 17))
    assert item.codings == (A, B)
    assert (item.passage.number, item.passage.text) == (1, "no money")


def test_review_question_is_the_interviewers_last_turn_before() -> None:
    first, second = make_interview("P01", "Hello.", "? And money?", "None.")
    assert Item(first, ()).question is None
    question = Item(second, ()).question
    assert question
    assert second.transcript.quote(question.start, question.end) == "? And money?"


def test_review_doubt_puts_unsure_models_first_then_rules_and_codes_with_few_decisions() -> None:
    sure = replace(make_coding("money", start=0), source=Source.MODEL, score=0.9)
    unsure = replace(make_coding("money", start=100), source=Source.MODEL, score=0.55)
    known = make_coding("people", start=200)
    new = make_coding("roads", start=300)
    doubts = by_doubt([known, new, sure, unsure, C])
    assert [place.start for place in sorted(doubts, key=lambda place: doubts[place])] == [100, 0, 300, 200]


def test_review_doubt_leaves_out_what_is_decided() -> None:
    assert by_doubt([C]) == {}


def test_review_decision_quotes_its_words() -> None:
    (passage,) = make_interview("P01", "There is no money here.")
    assert decision(passage.transcript, (9, 17), "money", Verdict.ACCEPTED) == Decision(
        "P01", 9, 17, "no money", "money", Verdict.ACCEPTED
    )


def test_review_resized_takes_back_what_lies_partly_outside() -> None:
    (passage,) = make_interview("P01", "There is no money here.")
    coding = make_coding("money", start=9, quote="no money", status=Verdict.ACCEPTED)
    said = [(each.start, each.end, str(each.verdict)) for each in resized(passage.transcript, coding, (12, 22))]
    assert said == [(9, 17, "rejected"), (12, 22, "accepted")]
    assert len(resized(passage.transcript, coding, (9, 22))) == 1
    assert len(resized(passage.transcript, replace(coding, status=Verdict.SUGGESTED), (12, 22))) == 1


def test_review_extent_tells_more_and_fewer_words_from_others() -> None:
    assert [str(extent(span, (10, 20))) for span in ((10, 20), (8, 20), (12, 18), (15, 25))] == [
        "same",
        "wider",
        "narrower",
        "shifted",
    ]


def test_review_voices_are_each_coders_latest() -> None:
    def said(coder: str, verdict: Verdict, start: int = 10, code: str = "money") -> Decision:
        return Decision("P01", start, start + 8, "no money", code, verdict, coder=coder)

    first, second = said("ann", Verdict.ACCEPTED), said("ann", Verdict.REJECTED)
    other = said("bo", Verdict.ACCEPTED)
    elsewhere = said("cy", Verdict.REJECTED, start=12)
    another = said("di", Verdict.ACCEPTED, code="people")
    assert voices([first, other, second, elsewhere, another], A) == (second, other)


def test_review_time_left_is_told_from_the_last_answers_and_pauses_do_not_count() -> None:
    assert seconds_left([3.0] * 4, 100) is None
    assert seconds_left([3.0] * 5, 100) == 300
    assert seconds_left([100_000.0] * 5, 10) == 1200
