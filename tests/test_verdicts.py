"""Where codings stand after coders decided, disagreed, widened, undid."""

from __future__ import annotations

from interview_coder.coding import Coding, Decision, Source, Suggestion, Verdict
from interview_coder.passages import split_passages
from interview_coder.verdicts import settle
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
