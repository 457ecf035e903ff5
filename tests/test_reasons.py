"""Reasons: what decided about a passage, and that it is what the tagger does."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook_file import parse_codebook
from interview_coder.coverage import cover
from interview_coder.passages import split_passages
from interview_coder.reasons import Cause, given_by, reason, with_sub_codes
from interview_coder.tagger import Tagger
from interview_coder.transcript import Role
from tests.conversations import monologue
from tests.test_matching import LEAVES, TEXTS, rules_of, talk

BOOK = parse_codebook("""\
codes:
  a:
    rules: [gold, ring AND gold]
    unless: [dust]
    codes:
      b: {rules: [silver], unless: [plate]}
      c: {rules: [silver AND ring]}
  d: {rules: [silver AND ring]}
""")


@pytest.mark.parametrize(
    ("text", "cause", "rule", "unless"),
    [
        ("Gold ring.", Cause.GIVEN, "a.rules[0]", None),
        ("Gold dust.", Cause.REFUSED, "a.rules[0]", "a.unless[0]"),
        ("Silver.", Cause.GIVEN, "a.b.rules[0]", None),
        # refused for one sub-code, given for another
        ("Silver plate ring.", Cause.GIVEN, "a.c.rules[0]", None),
        ("Silver plate.", Cause.REFUSED, "a.b.rules[0]", "a.b.unless[0]"),
        ("Ring of dust.", Cause.NEARLY, "a.rules[1]", "a.unless[0]"),
        ("Tin.", Cause.NOTHING, None, None),
    ],
)
def test_reasons_name_what_decided(text: str, cause: Cause, rule: str | None, unless: str | None) -> None:
    coverage = cover(BOOK, split_passages(monologue(text)))
    found = reason(coverage, BOOK.codes[0], 0)
    steps = [step.rule.id if step else None for step in (found.rule, found.unless)]
    assert (found.cause, *steps) == (cause, rule, unless)
    giver = given_by(coverage, BOOK.codes[0], 0)
    assert (giver.id if giver else None) == (rule if cause is Cause.GIVEN else None)


def test_reasons_count_a_code_with_all_below_it() -> None:
    assert [code.id for code in with_sub_codes(BOOK.codes, BOOK.codes[0])] == ["a", "a.b", "a.c"]


@pytest.mark.parametrize("kind", ["en", "zh", "mixed"])
@settings(max_examples=50)
@given(data=st.data())
def test_reasons_agree_with_the_tagger(kind: str, data: st.DataObject) -> None:
    rules = rules_of(LEAVES[kind])
    first, second, third, unless = (data.draw(rules) for _ in range(4))
    below = {"b": {"rules": [third]}}
    book = parse_codebook(json.dumps({"codes": {"a": {"rules": [first, second], "unless": [unless], "codes": below}}}))
    said = TEXTS[kind].map(lambda words: "".join(map("".join, words)).strip())
    transcript = talk(data.draw(st.lists(st.tuples(st.sampled_from(Role), said.map("{} ".format)), max_size=4)))
    passages = [passage for passage in split_passages(transcript) if passage.turn.role is Role.RESPONDENT]
    tagged = {(suggestion.passage.number, suggestion.code) for suggestion in Tagger(book).tag(passages)}
    coverage = cover(book, passages)
    for at, passage in enumerate(passages):
        family, own = (reason(coverage, code, at) for code in book.codes)
        assert own.given == ((passage.number, "a.b") in tagged)
        assert family.given == bool({(passage.number, "a"), (passage.number, "a.b")} & tagged)
        assert family.given == (given_by(coverage, book.codes[0], at) is not None)
        if family.rule:
            assert family.rule.trace.holds == (family.cause in (Cause.GIVEN, Cause.REFUSED))
