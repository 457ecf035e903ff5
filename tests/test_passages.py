"""Passages tile their turn (law 3)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.passages import Unit, split_passages
from tests.conversations import conversation, monologue

TALK = conversation(
    "Interviewer: Is there money?", "Dean:  There is none. \n \n我们没有钱。真的！\n", "Interviewer: ", "Dean: \n\n"
)


@pytest.mark.parametrize(
    ("unit", "cut"),
    [
        (Unit.SENTENCE, [(1, "Is there money?"), (2, "There is none."), (2, "我们没有钱。"), (2, "真的！")]),
        (Unit.PARAGRAPH, [(1, "Is there money?"), (2, "There is none."), (2, "我们没有钱。真的！")]),
        (Unit.TURN, [(1, "Is there money?"), (2, "There is none. \n \n我们没有钱。真的！")]),
    ],
)
def test_passages_are_cut_in_every_unit(unit: Unit, cut: list[tuple[int, str]]) -> None:
    passages = split_passages(TALK, unit)
    assert [(passage.turn.number, passage.text) for passage in passages] == cut
    assert [passage.number for passage in passages] == list(range(1, len(cut) + 1))


def test_passages_unit_may_be_given_by_name() -> None:
    assert [passage.text for passage in split_passages(TALK, "turn")] == [
        passage.text for passage in split_passages(TALK, Unit.TURN)
    ]


def test_passages_of_an_unknown_unit_are_an_error() -> None:
    with pytest.raises(ValueError, match="word"):
        split_passages(TALK, "word")


def test_passages_line_separators_do_not_cut_paragraphs() -> None:
    (passage,) = split_passages(monologue("one\u2028\u2028two\x0b\x0cthree\nfour"), Unit.PARAGRAPH)
    assert passage.text == "one\u2028\u2028two\x0b\x0cthree\nfour"


SPOKEN = st.lists(
    st.sampled_from(
        ["No. ", "钱！", "Dr. ", "……", "“没有。”", "\n", "\n\n", " ", "\t", "3.5亿元", "e.g. ", "\u3000", "\u2028"]
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=15,
).map("".join)


@given(st.lists(st.tuples(st.sampled_from(["Interviewer", "Dean"]), SPOKEN), max_size=4), st.sampled_from(Unit))
def test_passages_tile_their_turns(turns: list[tuple[str, str]], unit: Unit) -> None:
    transcript = conversation(*(f"{speaker}: {said}" for speaker, said in turns))
    passages = split_passages(transcript, unit)
    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    for turn in transcript.turns:
        at = turn.start
        for passage in (each for each in passages if each.turn is turn):
            assert not transcript.text[at : passage.start].strip()
            assert passage.text == transcript.text[passage.start : passage.end] == passage.text.strip() != ""
            at = passage.end
        assert not transcript.text[at : turn.end].strip()
