from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.borders import Edge, Step, moved
from tests.factories import make_interview

SAID = "We have no money. It comes late, if at all. Nobody knows why."


def moves(said: str, span: tuple[int, int], edge: Edge, step: Step, *, on: bool) -> str:
    (passage,) = make_interview("P01", said)
    return passage.transcript.quote(*moved(passage.transcript, passage.turn, span, edge, step, on=on))


def test_borders_widen_and_narrow_by_sentences() -> None:
    middle = (18, 43)
    assert moves(SAID, middle, Edge.END, Step.SENTENCE, on=True) == "It comes late, if at all. Nobody knows why."
    assert moves(SAID, middle, Edge.START, Step.SENTENCE, on=False) == "We have no money. It comes late, if at all."
    assert moves(SAID, (0, 43), Edge.END, Step.SENTENCE, on=False) == "We have no money."
    assert moves(SAID, (0, 43), Edge.START, Step.SENTENCE, on=True) == "It comes late, if at all."


def test_borders_move_by_words_and_by_chinese_characters() -> None:
    assert moves(SAID, (0, 17), Edge.END, Step.WORD, on=False) == "We have no money"
    assert moves(SAID, (0, 16), Edge.START, Step.WORD, on=True) == "have no money"
    assert moves("经费一直不够。", (0, 6), Edge.END, Step.WORD, on=False) == "经费一直不"


def test_borders_stay_where_the_turn_ends_and_where_nothing_would_be_left() -> None:
    assert moves(SAID, (0, 61), Edge.END, Step.SENTENCE, on=True) == SAID
    assert moves(SAID, (0, 17), Edge.END, Step.SENTENCE, on=False) == "We have no money."


@given(
    st.text(st.sampled_from("ab钱。. 👩‍🔧é\u0301"), min_size=1, max_size=30),
    st.lists(st.tuples(st.sampled_from(Edge), st.sampled_from(Step), st.booleans()), max_size=12),
)
def test_borders_keep_some_words_within_the_turn(said: str, steps: list[tuple[Edge, Step, bool]]) -> None:
    (passage,) = make_interview("P01", f"x{said}")
    span = passage.start, passage.end
    for edge, step, on in steps:
        span = moved(passage.transcript, passage.turn, span, edge, step, on=on)
        assert passage.start <= span[0] < span[1] <= passage.end
