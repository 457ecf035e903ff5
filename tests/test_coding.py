"""Suggestions and codings."""

from __future__ import annotations

from interview_coder.coding import Coding, Source, Suggestion, Verdict
from interview_coder.passages import split_passages
from interview_coder.transcript import TimeMark
from tests.conversations import conversation

TALK = conversation(
    "Interviewer: Is there money?", "Dean: No. There is no money 😀.", times=(TimeMark(0, 0.0), TimeMark(34, 12.5))
)
PASSAGE = split_passages(TALK)[2]
IN_QUESTION = (22, 27)
IN_PASSAGE = (PASSAGE.start + 12, PASSAGE.start + 17)
SUGGESTION = Suggestion(PASSAGE, "money", Source.RULE, "money.rules[0]", 1.0, (IN_QUESTION, IN_PASSAGE))


def test_coding_of_a_suggestion_stands_on_its_own() -> None:
    assert Coding.of(SUGGESTION) == Coding(
        transcript="p07",
        start=39,
        end=59,
        quote="There is no money 😀.",
        speaker="Dean",
        turn=2,
        passage=3,
        code="money",
        source=Source.RULE,
        rule="money.rules[0]",
        score=1.0,
        evidence=((22, 27), (51, 56)),
        status=Verdict.SUGGESTED,
        words=5,
        seconds=12.5,
        context=("money",),
        question="Is there money?",
    )


def test_coding_evidence_in_quote_leaves_out_the_question() -> None:
    coding = Coding.of(SUGGESTION)
    assert [coding.quote[start:end] for start, end in coding.evidence_in_quote] == ["money"]
    assert TALK.quote(*coding.evidence[0]) == "money"


def test_coding_quote_is_the_text_at_its_range() -> None:
    coding = Coding.of(SUGGESTION)
    assert TALK.text[coding.start : coding.end] == coding.quote
