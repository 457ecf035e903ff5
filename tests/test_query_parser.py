"""The rule language: what a rule means, and what is said about one that means nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.errors import UsageError
from interview_coder.query import Both, Context, Either, Near, Node, Term, Where
from interview_coder.query_parser import MAX_DEPTH, MAX_LENGTH, MAX_SIZE, Parser, QueryError, parse

A, B, C, D = map(Term, "abcd")


def near(left: Node, right: Node, distance: int = 5) -> Near:
    return Near(left, right, distance, ordered=False)


def before(left: Node, right: Node, distance: int = 5) -> Near:
    return Near(left, right, distance, ordered=True)


MEANINGS: list[tuple[str, Node]] = [
    ("fund", Term("fund")),
    ("  fund\n", Term("fund")),
    ("fund*", Term("fund*")),
    ("经费", Term("经费")),
    ("don’t", Term("don’t")),
    ("U.S.", Term("U.S.")),
    ('"not enough"', Term("not enough")),
    ('"  not \n enough "', Term("not enough")),
    ('"fund* a school"', Term("fund* a school")),
    ('"a AND b"', Term("a AND b")),
    ("=Fund", Term("Fund", exact=True)),
    ('="No Child"', Term("No Child", exact=True)),
    # nothing but words is a phrase
    ("not enough", Term("not enough")),
    ("near me", Term("near me")),
    ("not near enough", Term("not near enough")),
    ("fund* schools", Term("fund* schools")),
    # operators
    ("a AND b", Both((A, B))),
    ("a AND b AND c", Both((A, B, C))),
    ("a OR b OR c", Either((A, B, C))),
    ("a NOT b", Both((A,), (B,))),
    ("a AND NOT b", Both((A,), (B,))),
    ("a AND b NOT c NOT d", Both((A, B), (C, D))),
    ("a NOT b AND c", Both((A, C), (B,))),
    ("a NEAR/0 b", near(A, B, 0)),
    ("a NEAR/100 b", near(A, B, 100)),
    ("a BEFORE/5 b", before(A, B)),
    ("a NEAR/1 b BEFORE/2 c", before(near(A, B, 1), C, 2)),
    ("a NEAR/1 (b NEAR/2 c)", near(A, near(B, C, 2), 1)),
    # NEAR binds before AND, AND before OR
    ("a AND b NEAR/5 c", Both((A, near(B, C)))),
    ("a NEAR/5 b AND c", Both((near(A, B), C))),
    ("a OR b AND c", Either((A, Both((B, C))))),
    ("a AND b OR c", Either((Both((A, B)), C))),
    ("a OR b NEAR/5 c", Either((A, near(B, C)))),
    ("a NOT b OR c", Either((Both((A,), (B,)), C))),
    ("(a OR b) AND c", Both((Either((A, B)), C))),
    ("(a OR b) NEAR/5 (c OR d)", near(Either((A, B)), Either((C, D)))),
    ("((a))", A),
    # the question, the turn, the passages beside
    ("QUESTION(a) AND b", Both((Context(Where.QUESTION, A), B))),
    ("QUESTION/3(a)", Context(Where.QUESTION, A, 3)),
    ("TURN (a OR b)", Context(Where.TURN, Either((A, B)))),
    ("BESIDE(a NOT b)", Context(Where.BESIDE, Both((A,), (B,)))),
    ("a NOT QUESTION(b)", Both((A,), (Context(Where.QUESTION, B),))),
    # operators are operators only in capitals, as words of their own
    ("ANDy OR ORd", Either((Term("ANDy"), Term("ORd")))),
    ("near OR turn", Either((Term("near"), Term("turn")))),
    ("question AND turns", Both((Term("question"), Term("turns")))),
    # spaces of every kind, also where an input method puts them
    ("a\u00a0AND\u3000b", Both((A, B))),
    ("a  AND\t\nb", Both((A, B))),
    ("经费　OR　预算", Either((Term("经费"), Term("预算")))),
]


@pytest.mark.parametrize(("rule", "meaning"), MEANINGS)
def test_query_parser_reads(rule: str, meaning: Node) -> None:
    assert parse(rule) == meaning


LISTS: Mapping[str, Node] = {"cash": Either((A, B)), "both": Both((A, B)), "经费": C, "asked": Context(Where.TURN, A)}


@pytest.mark.parametrize(
    ("rule", "meaning"),
    [
        ("$cash NEAR/5 c", near(Either((A, B)), C)),
        ("$cash OR $经费", Either((Either((A, B)), C))),
        ("$both AND c", Both((Both((A, B)), C))),
    ],
)
def test_query_parser_puts_lists_in(rule: str, meaning: Node) -> None:
    assert parse(rule, LISTS) == meaning


NO_WORD = "holds no word to look for. Write a word, or remove it."
SIDES = "does not stand between two words or phrases. Put one word or a quoted phrase on both sides."
NO_OPERATOR = "is no operator. Write AND, OR, NEAR/5, BEFORE/5 or QUESTION(...), or quote the words as a phrase."
CAPITALS = "is no operator. Write QUESTION(...), QUESTION/2(...), TURN(...) or BESIDE(...), in capitals."
JOIN = 'Put AND, OR or NEAR/5 between them, or quote a phrase: "not enough".'
MEASURE = (
    "cannot measure from AND, NOT, QUESTION, TURN or BESIDE."
    " Only words, phrases, OR, NEAR and BEFORE can stand next to it; move the rest outside."
)
STAR = "a * can stand only at the end of a word. Write fund*, not *fund or f*d."
AGAIN = "holds another QUESTION, TURN or BESIDE. Use one of them at a time."

# Each rule with a caret below, as it is shown.
MISTAKES = [
    ("", "^", "the rule is empty. Write a word to look for, or remove the line."),
    (" ", "^", "the rule is empty. Write a word to look for, or remove the line."),
    ("a AND", "     ^", "the rule ends where a word was expected. Add a word or remove the operator."),
    ("a NEAR/5", "        ^", "the rule ends where a word was expected. Add a word or remove the operator."),
    ("(a OR b", "       ^", "a parenthesis is not closed. Add )."),
    ("a OR b)", "      ^", "this parenthesis was never opened. Remove it or add a (."),
    ("a AND ()", "       ^", "nothing stands before this parenthesis. Add the missing word or remove it."),
    ("a OR OR b", "     ^", f"OR {SIDES}"),
    ("NOT a", "^", f"NOT {SIDES}"),
    ("a OR NOT b", "     ^", f"NOT {SIDES}"),
    ("a NEAR/5 NEAR/6 b", "         ^", f"NEAR/6 {SIDES}"),
    ("a and b", "  ^", f"and {NO_OPERATOR}"),
    ("a Or b", "  ^", f"Or {NO_OPERATOR}"),
    ("a NEAR b", "  ^", f"NEAR {NO_OPERATOR}"),
    ("a near/5 b", "  ^", f"near/5 {NO_OPERATOR}"),
    ("a NEAR/x b", "  ^", f"NEAR/x {NO_OPERATOR}"),
    ("a BEFORE b", "  ^", f"BEFORE {NO_OPERATOR}"),
    ('"a b" near/5 c', "      ^", f"near/5 {NO_OPERATOR}"),
    ("QUESTION a", "^", f"QUESTION {NO_OPERATOR}"),
    ("QUESTION/2 a", "^", f"QUESTION/2 {NO_OPERATOR}"),
    ("question(a) AND b", "^", f"question {CAPITALS}"),
    ("b AND Turn (a)", "      ^", f"Turn {CAPITALS}"),
    ("QUESTION/x(a)", "^", f"QUESTION/x {CAPITALS}"),
    ("b AND QUESTION/0(a)", "      ^", "QUESTION/0 cannot be. QUESTION/1 to QUESTION/9 can."),
    ("b AND QUESTION/10(a)", "      ^", "QUESTION/10 cannot be. QUESTION/1 to QUESTION/9 can."),
    ("a b OR c", "    ^", f"OR {SIDES}"),
    ('a "b c"', "  ^", f'two words stand side by side before "b c". {JOIN}'),
    ("a (b)", "  ^", f"two words stand side by side before (. {JOIN}"),
    ("a (b OR c)", "  ^", f"two words stand side by side before (. {JOIN}"),
    ("question (b OR c)", "^", f"question {CAPITALS}"),
    ("b AND (a OR  *fund OR c)", "             ^", STAR),
    ('b AND ( a OR "&" )', "             ^", f'"&" {NO_WORD}'),
    ("a AND NEAR/101 b", "      ^", f"NEAR/101 {SIDES}"),
    ("a NEAR/101 b", "  ^", "NEAR/101 reaches too far. 100 words is the most."),
    ("(a AND b) NEAR/5 c", "          ^", f"NEAR/5 {MEASURE}"),
    ("a BEFORE/5 (b NOT c)", "  ^", f"BEFORE/5 {MEASURE}"),
    ("QUESTION(a) NEAR/5 b", "            ^", f"NEAR/5 {MEASURE}"),
    ("c NEAR/5 $both", "  ^", f"NEAR/5 {MEASURE}"),
    ("QUESTION(TURN(a))", "^", f"QUESTION(...) {AGAIN}"),
    ("b OR TURN(c OR $asked)", "     ^", f"TURN(...) {AGAIN}"),
    ("a OR $cahs", "     ^", "no word list is called $cahs. Known under `lists:` are $cash, $both, $经费, $asked."),
    ('a OR "b', "     ^", 'this quote is not closed. Add ".'),
    ('a OR ="b', "     ^", 'this quote is not closed. Add ".'),
    ("a OR =", "     ^", "= does not belong here. Remove it."),
    ("a OR $", "     ^", "$ does not belong here. Remove it."),
    ('a OR ""', "     ^", f'"" {NO_WORD}'),
    ("a OR &", "     ^", f"& {NO_WORD}"),
    ("*", "^", f"* {NO_WORD}"),
    ("a OR *fund", "     ^", STAR),
    ("f*d", "^", STAR),
    ('"fund * now"', "^", STAR),
    ("fund**", "^", STAR),
    ("=fund*", "^", "= asks for the very form, * for any ending. Use one of the two."),
    ("wom?n", "^", "a ? stands for no letter. Write the words out: woman OR women."),
    ("经费 AND （不足", "         ^", "full-width （. Use ( instead."),
    ("经费 AND ＝不足", "         ^", "full-width ＝. Use = instead."),
    ("“not enough”", "^", 'full-width “. Use " instead.'),
    ("a OR \ud83d", "     ^", "half a character (lone surrogate). Type it anew."),
    ("fund＊", "    ^", "full-width ＊. Use * instead."),
    ("经费 AND OR", "         ^", f"OR {SIDES}"),
    ("𠮷😀 AND OR", "         ^", f"OR {SIDES}"),
    ('"经费', "^", 'this quote is not closed. Add ".'),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "caret", "message"), MISTAKES)
def test_query_parser_shows_a_mistake_with_a_caret(rule: str, caret: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(rule, LISTS)
    assert str(caught.value) == f"{message}\n  {rule}\n  {caret}"


def test_query_parser_shows_only_the_line_of_the_mistake() -> None:
    with pytest.raises(QueryError) as caught:
        parse("fund AND\n经费 AND\nOR x")
    assert caught.value.caret() == "  OR x\n  ^"


def test_query_parser_error_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        parse("a AND")


TOO_MUCH = [
    (" OR ".join(["fund"] * 600), f"the rule is longer than {MAX_LENGTH} characters"),
    ("(" * 26 + "a" + ")" * 26, "more than 25 parentheses within each other"),
    ("(a AND " * 500, "more than 25 parentheses within each other"),
    ("a NEAR/1 " * 400 + "a", f"more than {MAX_DEPTH} operators within each other, word lists included"),
    ("(" + "a NEAR/1 (" * 20 + "b NEAR/2 " * 50 + "a" + ")" * 21, f"more than {MAX_DEPTH} operators within each other"),
    ('"' + "a " * 51 + '"', "a phrase of more than 50 words"),
    ("a-" * 51 + "a", "a phrase of more than 50 words"),
    ("a NEAR/" + "9" * 3900 + " b", "reaches too far"),
]


@pytest.mark.parametrize(("rule", "what"), TOO_MUCH, ids=lambda part: part[:12])
def test_query_parser_refuses_what_could_run_away(rule: str, what: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(rule)
    assert what in caught.value.what


@pytest.mark.parametrize(
    "rule",
    [
        " OR ".join(f"w{number}" for number in range(480)),
        " AND ".join(f"w{number}" for number in range(400)),
        "a" + " NOT b" * 600,
        "(" * 25 + "a" + ")" * 25,
        "(a OR b AND " * 20 + "c" + ")" * 20,
        "(QUESTION(a) AND b OR c NEAR/1 d) OR " * 100 + "a",
        '"' + "a " * 50 + '"',
        '"' + "(" * 100 + 'a"',
    ],
    ids=lambda rule: rule[:12],
)
def test_query_parser_reads_long_and_deep_rules(rule: str) -> None:
    assert len(rule) <= MAX_LENGTH
    parse(rule)


WORDS = st.sampled_from(["a", "fund*", "=Fund", "经费", '"not enough"'])
RULES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        "({} {} {})".format, inner, st.sampled_from(["AND", "OR", "NOT", "NEAR/5", "BEFORE/2"]), inner
    ),
    max_leaves=12,
)
TOKENS = [
    "a",
    "AND",
    "OR",
    "NOT",
    "NEAR/5",
    "near/5",
    "(",
    ")",
    '"',
    "=",
    "*",
    "$x",
    "QUESTION",
    "（",
    "经费",
    " ",
    "\n",
]


def mistake(rule: str) -> QueryError | None:
    try:
        parse(rule)
    except QueryError as error:
        return error
    return None


@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join) | st.text(max_size=20))
def test_query_parser_reads_or_points_into_the_rule(rule: str) -> None:
    if error := mistake(rule):
        line, caret = error.caret().split("\n")
        assert 0 <= error.position <= len(rule)
        assert line[2:] in rule
        assert caret.endswith("^")


def meaning(rule: str) -> Node | None:
    return None if mistake(rule) else parse(rule)


NO_PARENTHESES = [token for token in TOKENS if token not in "()"]


@given(
    st.lists(st.sampled_from([*NO_PARENTHESES, " OR ", "OR", '"not enough"', "fund*", "a?b"]), max_size=7).map("".join)
)
def test_query_parser_reads_alternatives_as_the_grammar_does(rule: str) -> None:
    """Alternatives alone, or alone in parentheses, take a short cut; `OR (zz)` bars it."""
    group, spelled_out = meaning(f"({rule})"), meaning(f"{rule} OR (zz)")
    if isinstance(group, Either):
        assert spelled_out == Either((*group.parts, Term("zz")))
    else:
        assert spelled_out == (group and Either((group, Term("zz"))))
    outside = meaning(rule)
    assert outside == group or (group is None and isinstance(outside, Term) and " " in outside.text)


def test_query_parser_lists_that_rules_share_stay_limited() -> None:
    parser = Parser({"many": Either((A,) * (MAX_SIZE // 2))})
    for _ in range(2):
        parser.parse("$many NEAR/5 b")
        with pytest.raises(QueryError, match="word lists included"):
            parser.parse("$many NEAR/5 $many")


@given(RULES)
def test_query_parser_parentheses_around_a_rule_change_nothing(rule: str) -> None:
    if not mistake(rule):  # NEAR beside AND
        assert parse(f"(({rule}))") == parse(rule)


@pytest.mark.parametrize(
    "rule", ["rely NAER/3 on", "rely NEAR3 on", "rely BEFOR/3 on", "rely AND/3 on", "设备 ＮＥＡＲ/8 旧"]
)
def test_query_parser_does_not_take_a_misspelt_operator_for_a_word(rule: str) -> None:
    with pytest.raises(QueryError, match="is no operator"):
        parse(rule)
