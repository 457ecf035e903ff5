"""Trace: what holds where agrees with the matcher, and nothing that holds is said to be missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.matching import Matcher
from interview_coder.passages import split_passages
from interview_coder.query_parser import parse
from interview_coder.trace import Trace, found, lacks, nearest, trace_rule
from interview_coder.transcript import Role
from tests.conversations import conversation, monologue
from tests.test_matching import LEAVES, TEXTS, reference_holds, rules_of, talk


def traces(rule: str, text: str) -> list[Trace]:
    """Trace a rule in each sentence of a monologue."""
    transcript = monologue(text)
    passages = split_passages(transcript)
    reading = Matcher([parse(rule)]).read(transcript, passages)
    return [trace_rule(reading, at, 0, parse(rule)) for at in range(len(passages))]


@pytest.mark.parametrize(
    ("rule", "text", "held", "lacking"),
    [
        ("money", "Money.", 1, 0),
        ("money", "Gold.", 0, 1),
        ("money AND late AND never", "Money is late.", 2, 1),
        ("money NOT late", "Money is late.", 1, 1),
        ("money NOT late", "Money.", 1, 0),
        ("gold OR money AND late", "Money.", 1, 1),
        ("money NEAR/1 late", "Money is so late.", 2, 1),
        ("money NEAR/1 late", "Money.", 1, 1),
        ("money NEAR/1 late", "Gold.", 0, 2),
        ("TURN(money AND late)", "Money. Gold.", 1, 1),
        ("QUESTION(money)", "Money.", 0, 1),
    ],
)
def test_trace_counts_what_is_there_and_what_is_lacking(rule: str, text: str, held: int, lacking: int) -> None:
    first = traces(rule, text)[0]
    assert (first.held, first.lacking, first.holds) == (held, lacking, not lacking)


@pytest.mark.parametrize(
    ("rule", "text", "words", "between"),
    [
        ("money NEAR/1 late", "Late, late money.", ["Late", "late", "money"], 0),
        ("money NEAR/1 late", "Money is so late.", ["Money", "late"], 2),
        ("money BEFORE/1 late", "Late money is so late.", ["money", "late"], 2),
        ("money BEFORE/1 late", "Late money.", [], None),
        ("经费 NEAR/1 不足", "经费一直不足。", ["经费", "不足"], 2),
        ("money NEAR/9 late", "Money.", [], None),
    ],
)
def test_trace_measures_how_far_apart_the_sides_of_a_near_stand(
    rule: str, text: str, words: list[str], between: int | None
) -> None:
    (only,) = traces(rule, text)
    assert ([text[start:end] for start, end in only.spans], only.between) == (words, between)


def test_trace_shows_the_question_that_comes_nearest() -> None:
    transcript = conversation("Interviewer: Is money late?", "Interviewer: And gold?", "Dean: Never.")
    rule = parse("QUESTION/2(money AND short) AND never")
    passages = split_passages(transcript)
    trace = trace_rule(Matcher([rule]).read(transcript, passages), 2, 0, rule)
    (asked,) = trace.parts[0].parts
    assert transcript.quote(*asked.place) == "Is money late?"
    assert [transcript.quote(*span) for span in found(trace)] == ["money", "Never"]


@pytest.mark.parametrize(
    ("rules", "first"),
    [
        (["gold", "money AND never"], 1),
        (["gold", "silver"], None),
        (["money AND gold AND silver", "money AND gold", "late AND never"], 1),
        (["money AND late AND never", "money AND gold"], 0),
        (["money AND gold", "money AND is AND late AND never AND nobody"], 1),
        (["money AND late AND gold AND silver", "money AND gold"], 1),
        (["late AND gold", "money AND gold"], 0),
        ([], None),
    ],
)
def test_trace_nearest_has_the_largest_share_of_its_parts(rules: list[str], first: int | None) -> None:
    assert nearest([traces(rule, "Money is late.")[0] for rule in rules]) == first


@pytest.mark.parametrize("kind", ["en", "zh", "mixed"])
@settings(max_examples=80)
@given(data=st.data())
def test_trace_agrees_with_the_matcher_and_lacks_nothing_that_is_there(kind: str, data: st.DataObject) -> None:
    """Each turn is a passage, so that the matcher's slow reference can be asked about any place a trace looked at."""
    said = TEXTS[kind].map(lambda words: "".join(map("".join, words)).strip())
    turns = data.draw(st.lists(st.tuples(st.sampled_from(Role), said.map("{} ".format)), min_size=1, max_size=4))
    rule = parse(data.draw(rules_of(LEAVES[kind])))
    transcript = talk(turns)
    passages = split_passages(transcript, "turn")
    reading = Matcher([rule]).read(transcript, passages)
    held = {place for place, _ in reading.matches()}
    for at in range(len(passages)):
        trace = trace_rule(reading, at, 0, rule)
        assert (trace.holds, not trace.lacking, trace.share == 1, not list(lacks(trace))) == (at in held,) * 4
        assert not trace.holds or found(trace) == reading.evidence(at, 0)
        for lack in lacks(trace):
            turn = next(n for n, turn in enumerate(transcript.turns) if turn.start <= lack.trace.place[0] < turn.end)
            assert reference_holds(lack.trace.node, turn, turns) == lack.unwanted == lack.trace.holds
