"""How a problem is written for the user."""

from __future__ import annotations

import pytest

from interview_coder.errors import Problem


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("a.yaml", "the id is empty", "Write one", 2, 3), "a.yaml:2:3: the id is empty. Write one."),
        (Problem("a.yaml", "no codes", "Is it the right file?"), "a.yaml: no codes. Is it the right file?"),
        (Problem("a.yaml", "no codes", line=1), "a.yaml:1: no codes."),
    ],
)
def test_errors_problem_is_written_as_sentences(problem: Problem, line: str) -> None:
    assert str(problem) == line
