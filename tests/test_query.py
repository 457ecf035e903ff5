"""A rule as a tree."""

from __future__ import annotations

from interview_coder.query import Both, Context, Either, Near, Term, Where, parts_of, walk

A, B, C, D = map(Term, "abcd")


def test_query_parts_of_are_the_nodes_just_below() -> None:
    assert parts_of(A) == ()
    assert parts_of(Either((A, B))) == (A, B)
    assert parts_of(Both((A, B), (C,))) == (A, B, C)
    assert parts_of(Near(A, B, 5, ordered=True)) == (A, B)
    assert parts_of(Context(Where.TURN, A)) == (A,)


def test_query_walk_goes_down_from_left_to_right() -> None:
    near = Near(A, B, 5, ordered=False)
    question = Context(Where.QUESTION, C)
    rule = Both((near, question), (D,))
    assert list(walk(rule)) == [rule, near, A, B, question, C, D]


def test_query_nodes_are_equal_by_what_they_say() -> None:
    assert {Term("a"), Term("a"), Term("a", exact=True)} == {Term("a"), Term("a", exact=True)}
    assert Near(A, B, 5, ordered=False) != Near(A, B, 5, ordered=True)
