from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.formulas import bare, guarded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-- yes", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1"])
def test_formulas_are_kept_from_running(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "no money", "'quoted'", "1 + 1", "– a dash", "没有钱"])
def test_formulas_leave_other_text_alone(text: str) -> None:
    assert guarded(text) == bare(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r＝＋ a钱"), max_size=6))
def test_formulas_take_away_what_they_added(text: str) -> None:
    assert bare(guarded(text)) == text
