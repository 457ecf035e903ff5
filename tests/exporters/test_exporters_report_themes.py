from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.exporters.document import Style
from interview_coder.exporters.report_themes import marked


def shown(quote: str, *ranges: tuple[int, int]) -> str:
    """Write evidence in [brackets]."""
    spans = marked(quote, ranges)
    return "".join(f"[{span.text}]" if span.style is Style.EVIDENCE else span.text for span in spans)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], "no money here"),
        ([(3, 8)], "no [money] here"),
        ([(0, 2), (3, 8)], "[no] [money] here"),
        ([(3, 8), (0, 2)], "[no] [money] here"),
        ([(0, 8), (3, 5)], "[no money] here"),
        ([(0, 5), (3, 8)], "[no mo][ney] here"),
        ([(0, 13)], "[no money here]"),
        ([(3, 8), (3, 8)], "no [money] here"),
    ],
)
def test_marked_shows_evidence_once(ranges: list[tuple[int, int]], expected: str) -> None:
    assert shown("no money here", *ranges) == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("It came\nlate.", "It came late."),
        ("It came  \n  late.", "It came late."),
        ("补贴\n没有", "补贴没有"),
        ("补贴，\n没有", "补贴，没有"),
        ("补贴\nABC", "补贴ABC"),
        ("One.\n\nTwo.", "One.\nTwo."),
        ("One.\n \n\n Two.", "One.\nTwo."),
        ("two  spaces", "two  spaces"),
    ],
)
def test_marked_joins_lines(quote: str, expected: str) -> None:
    assert shown(quote) == expected


def test_marked_joins_lines_beside_evidence() -> None:
    assert shown("没有\n补贴\nA\nB", (3, 5), (6, 7)) == "没有[补贴][A] B"


@given(
    st.text("ab 补，\n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))),
)
def test_marked_loses_no_word(quote: str, ranges: list[tuple[int, int]]) -> None:
    ranges = [(min(start, len(quote)), min(end, len(quote))) for start, end in ranges]
    text = "".join(span.text for span in marked(quote, ranges))
    assert "".join(text.split()) == "".join(quote.split())
    evidence = {at for start, end in ranges for at in range(start, end)}
    marked_letters = "".join(span.text for span in marked(quote, ranges) if span.style is Style.EVIDENCE)
    assert "".join(marked_letters.split()) == "".join("".join(quote[at] for at in sorted(evidence)).split())
