"""Candidates: the obvious rule comes first, and each does what is said of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.candidates import Candidate, Kind, propose
from interview_coder.codebook import Codebook
from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Verdict
from interview_coder.gold import Gold, Verdicts, gold_of
from interview_coder.passages import Passage
from interview_coder.query_parser import parse
from interview_coder.tagger import Tagger
from tests.factories import make_interview


def candidates(
    text: str, study: Sequence[Passage], verdicts: Verdicts | None = None, code: str = "c"
) -> list[Candidate]:
    book = parse_codebook(text)
    return list(propose(book, book.code(code), gold_of(book.code(code), book, study, verdicts or {})))


def accepted(*numbers: int) -> Verdicts:
    return {(number, "c"): Verdict.ACCEPTED for number in numbers}


EMPTY = "codes: {c: {}}"
FILLER = ("We start at eight.", "The canteen is good.", "My students like it.", "I have been here for years.")
FILLER_ZH = ("我们八点上课。", "食堂很好。", "学生都喜欢。", "我在这里好多年了。")


def test_candidates_find_the_word_that_tells() -> None:
    study = make_interview("P1", "The subsidy went elsewhere.", "A subsidy is a dream.", "Who gets a subsidy?", *FILLER)
    best = candidates(EMPTY, study, accepted(0, 1, 2))[0]
    assert (best.text, len(best.gain), best.cost, best.unknown) == ("subsidy", 3, (), ())


def test_candidates_find_the_chinese_word_that_tells() -> None:
    study = make_interview("P1", "补贴一直没到。", "听说有补贴。", "补贴给了别人。", *FILLER_ZH, language="zh")
    best = candidates(EMPTY, study, accepted(0, 1, 2))[0]
    assert (best.text, len(best.gain), best.cost, best.unknown) == ("补贴", 3, (), ())


def test_candidates_find_two_words_that_tell_only_together() -> None:
    wanted = ("The money never came.", "Money for tools never arrives.", "They never pay the money.")
    either = (
        "The money came.",
        "We never eat.",
        "Money is fine.",
        "They never sleep.",
        "He has money.",
        "I never smoke.",
    )
    best = candidates(EMPTY, make_interview("P1", *wanted, *either, *FILLER), accepted(0, 1, 2))[0]
    assert (best.text, len(best.gain)) == ("money NEAR/3 never", 3)


def test_candidates_find_two_chinese_words_that_tell_only_together() -> None:
    wanted = ("经费一直不足。", "今年经费还是不足。", "不足的是经费。")
    either = ("经费到了。", "人手不足。", "经费很多。", "设备不足。", "经费按时来。", "时间不足。")
    best = candidates(EMPTY, make_interview("P1", *wanted, *either, *FILLER_ZH, language="zh"), accepted(0, 1, 2))[0]
    assert best.text in ("经费 NEAR/4 不足", "不足 NEAR/4 经费")


def test_candidates_take_the_beginning_that_forms_share() -> None:
    study = make_interview("P1", "Funding is a riddle.", "No fund for us.", "It is underfed, the funding.", *FILLER)
    assert candidates(EMPTY, study, accepted(0, 1, 2))[0].text == "fund*"


def test_candidates_look_at_the_question() -> None:
    study = make_interview(
        *(
            "P1",
            "? And the subsidies?",
            "Never.",
            "? What of the subsidies?",
            "Not this year, never.",
            "? Any subsidies?",
        ),
        *("Never, no.", "? Do you smoke?", "Never.", "? Do you drink?", "Never.", "? And the subsidies?", "They came."),
        *("? More on subsidies?", "All fine.", *FILLER),
    )
    assert candidates(EMPTY, study, accepted(0, 1, 2))[0].text == "QUESTION(subsidy) AND never"


def test_candidates_prefer_the_words_of_the_definition() -> None:
    study = make_interview("P1", "Zebra money.", "Zebra money.", *FILLER)
    assert candidates("codes: {c: {definition: Too little money}}", study, accepted(0, 1))[0].text == "money"
    assert candidates("codes: {c: {definition: A zebra}}", study, accepted(0, 1))[0].text == "zebra"


def test_candidates_group_what_meets_the_same_word() -> None:
    said = [f"{what} {sign} was." for what in ("The money", "The grant") for sign in ("never", "hardly")]
    apart = [f"{word} it is." for word in ("Money", "Grant", "Never", "Hardly") for _ in range(4)]
    best = candidates(EMPTY, make_interview("P1", *said, *said, *apart, *FILLER), accepted(*range(8)))[0]
    assert (best.text, len(best.gain), len(best.unknown)) == ("(grant OR money) NEAR/3 (hardly OR never)", 8, 0)


def test_candidates_learn_from_examples_alone() -> None:
    best = candidates(
        "codes: {c: {examples: [No subsidy came., The subsidy is a dream.]}}", make_interview("P1", *FILLER)
    )
    assert [candidate.text for candidate in best] == ["subsidy"]


def test_candidates_need_no_study() -> None:
    text = "codes: {c: {examples: [A subsidy., Subsidy now.]}, d: {examples: [A bus., Now, Bus now.]}}"
    assert [candidate.text for candidate in candidates(text, ())] == ["subsidy"]


def test_candidates_do_not_propose_what_a_rule_has_caught_or_an_unless_takes_away() -> None:
    study = make_interview("P1", "A subsidy.", "The subsidy.", "My grant.", "A grant.", *FILLER)
    caught = "codes: {c: {rules: [subsidy], unless: [grant]}}"
    assert candidates(caught, study, accepted(0, 1, 2, 3)) == []


def test_candidates_keep_from_the_code_what_it_should_not_have() -> None:
    study = make_interview("P1", "Money for the zoo.", "The zoo has money.", "Money never came.", "No money.", *FILLER)
    verdicts = {(0, "c"): Verdict.REJECTED, (1, "c"): Verdict.REJECTED, **accepted(2, 3)}
    found = candidates("codes: {c: {rules: [money]}}", study, verdicts)
    assert [(each.kind, each.text, len(each.gain), each.cost) for each in found] == [(Kind.UNLESS, "zoo", 2, ())]


def test_candidates_take_no_passage_away_that_belongs_to_the_code() -> None:
    said = ("A zoo, money.", "Money, a zoo.", "Zoo money.", "Zoo: never money.", *["Money never came."] * 5)
    verdicts = {**{(number, "c"): Verdict.REJECTED for number in range(3)}, **accepted(*range(3, 9))}
    assert candidates("codes: {c: {rules: [money]}}", make_interview("P1", *said), verdicts) == []


def test_candidates_count_the_passages_of_other_codes_as_wrong() -> None:
    study = make_interview("P1", "A subsidy.", "Subsidy for all.", "Who has a subsidy?", "The subsidy office.", *FILLER)
    best = candidates("codes: {c: {}, d: {}}", study, {**accepted(0, 1, 2), (3, "d"): Verdict.ACCEPTED})[0]
    assert (best.text, len(best.gain), [passage.text for passage in best.cost]) == (
        "subsidy",
        3,
        ["The subsidy office."],
    )


def test_candidates_pass_over_what_one_interview_alone_says() -> None:
    wanted = ("Laozhang and the subsidy.", "Laozhang asks.", "Laozhang waits for the subsidy.")
    study = [
        *make_interview("P1", *wanted, *FILLER),
        *make_interview("P2", "A subsidy!", "Subsidy!", "Subsidy!", *FILLER),
    ]
    found = candidates(EMPTY, study, accepted(0, 1, 2, 7, 8, 9))
    assert [candidate.text for candidate in found] == ["subsidy"]


WORDS = ("money", "funds", "funding", "never", "经费", "不足", "补贴")
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
VERDICTS = st.sampled_from([Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.REJECTED])


@st.composite
def studies(draw: st.DrawFn) -> tuple[dict[str, Any], list[Passage], Verdicts]:
    """Draw a code with a sub-code, a second code, a study of two interviews, and decisions on some of it."""
    lines = st.lists(sentences, max_size=2)
    code = {key: draw(lines) for key in ("examples", "counterexamples")}
    code |= {key: draw(st.lists(st.sampled_from(WORDS), max_size=1)) for key in ("rules", "unless")}
    sub = {"rules": draw(st.lists(st.sampled_from(WORDS), max_size=1)), "examples": draw(lines)}
    book = {"codes": {"c": {**code, "codes": {"s": sub}}, "d": {"examples": draw(lines)}}}
    turns = st.lists(st.tuples(st.sampled_from(["", "", "? "]), sentences).map("".join), min_size=3, max_size=12)
    study = [passage for id in ("P1", "P2") for passage in make_interview(id, *draw(turns))]
    keys = st.tuples(st.integers(0, max(len(study) - 1, 0)), st.sampled_from(["c", "c.s", "d"]))
    return book, study, draw(st.dictionaries(keys, VERDICTS, min_size=3)) if study else {}


@settings(max_examples=40)
@given(studies())
def test_candidates_do_in_the_codebook_what_is_said_of_them(
    drawn: tuple[dict[str, Any], list[Passage], Verdicts],
) -> None:
    book, study, verdicts = drawn
    codebook = parse_codebook(json.dumps(book))
    gold = gold_of(codebook.code("c"), codebook, study, verdicts)
    before = tagged(codebook, gold)
    found = propose(codebook, codebook.code("c"), gold)
    assert found == propose(codebook, codebook.code("c"), gold)
    for candidate in found:
        assert parse(candidate.text) == candidate.query
        changed = json.loads(json.dumps(book))
        changed["codes"]["c"][candidate.kind] += [candidate.text]
        after = tagged(parse_codebook(json.dumps(changed)), gold)
        moved = after - before if candidate.kind is Kind.RULE else before - after
        right, wrong = gold.wanted, gold.unwanted | gold.elsewhere
        if candidate.kind is Kind.UNLESS:
            right, wrong = gold.unwanted, gold.wanted
        assert numbers(gold, candidate.gain) == moved & right
        assert numbers(gold, candidate.cost) == moved & wrong
        assert numbers(gold, candidate.unknown) == moved - right - wrong
        assert candidate.gain


def tagged(codebook: Codebook, gold: Gold) -> set[int]:
    """Return the numbers of the passages that get c or its sub-code."""
    given = [suggestion.passage for suggestion in Tagger(codebook).tag(gold.passages) if suggestion.code != "d"]
    return numbers(gold, given)


def numbers(gold: Gold, passages: Sequence[Passage]) -> set[int]:
    known = {(id(passage.transcript), passage.start): at for at, passage in enumerate(gold.passages)}
    return {known[id(passage.transcript), passage.start] for passage in passages}
