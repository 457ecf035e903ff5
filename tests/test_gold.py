"""Gold: what examples and decisions say of a code, against what its rules do."""

from __future__ import annotations

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Verdict
from interview_coder.gold import gold_of, verdicts_on
from tests.factories import make_interview

BOOK = parse_codebook("""\
codes:
  money:
    rules: [money]
    unless: [on time]
    examples: [There is no cash., {text: "No.", question: "And cash?"}]
    counterexamples: [Money is no matter.]
    codes: {late: {rules: [late], examples: [It came in May.]}}
  people:
    examples: [Nobody comes.]
""")
STUDY = make_interview(
    "P01", "There is no cash.", "No.", "The money is on time.", "It is late.", "We like cash.", "Nobody comes.", "Fine."
)
ACCEPTED, REJECTED = Verdict.ACCEPTED, Verdict.REJECTED


def test_gold_puts_examples_and_decisions_together() -> None:
    verdicts = {(3, "money.late"): ACCEPTED, (4, "money"): ACCEPTED, (6, "people"): ACCEPTED, (2, "money"): REJECTED}
    verdicts |= {(2, "people"): ACCEPTED, (4, "people"): ACCEPTED}
    gold = gold_of(BOOK.code("money"), BOOK, STUDY, verdicts)
    said = [passage.text for passage in gold.passages]
    named = {name: {said[at] for at in getattr(gold, name)} for name in ("wanted", "unwanted", "elsewhere")}
    assert named == {
        "wanted": {"There is no cash.", "No.", "It came in May.", "It is late.", "We like cash."},
        "unwanted": {"The money is on time.", "Money is no matter."},
        "elsewhere": {"Nobody comes.", "Fine."},
    }
    assert {said[at] for at in gold.given} == {"It is late.", "Money is no matter."}
    assert {said[at] for at in gold.refused} == {"The money is on time."}


def test_gold_takes_an_example_with_the_words_of_a_passage_for_that_passage() -> None:
    """ "No." after a question of its own stays an example: the study has another "No."."""
    gold = gold_of(BOOK.code("money"), BOOK, STUDY, {})
    assert 0 in gold.wanted
    assert 1 not in gold.wanted
    assert [passage.text for passage in gold.passages[len(STUDY) :]] == [
        "No.",
        "It came in May.",
        "Money is no matter.",
    ]


def test_gold_finds_an_example_across_a_line_break() -> None:
    book = parse_codebook("codes: {钱: {examples: [经费一直不够，很难。]}}")
    study = make_interview("P02", "经费一直不够，\n很难。", language="zh")
    assert gold_of(book.code("钱"), book, study, {}).wanted == {0}


def test_gold_counts_each_passage_once() -> None:
    verdicts = {(0, "money"): ACCEPTED, (4, "money"): ACCEPTED, (2, "money"): REJECTED, (5, "people"): ACCEPTED}
    basis = gold_of(BOOK.code("money"), BOOK, STUDY, verdicts).basis
    assert (basis.examples, basis.accepted, basis.counterexamples, basis.rejected) == (3, 1, 1, 1)
    assert (basis.elsewhere, basis.background, basis.missed, basis.mistaken) == (1, 3, 4, 1)


def test_gold_holds_a_code_above_neither_for_nor_against_a_sub_code() -> None:
    gold = gold_of(BOOK.code("money.late"), BOOK, STUDY, {(4, "money"): ACCEPTED, (6, "money"): REJECTED})
    assert 4 not in gold.wanted | gold.unwanted | gold.elsewhere
    assert 6 in gold.unwanted


def test_gold_leaves_out_what_coders_dispute() -> None:
    decided = [(STUDY[0], "money", ACCEPTED), (STUDY[1], "money", ACCEPTED), (STUDY[1], "money", REJECTED)]
    assert verdicts_on(STUDY, decided) == {(0, "money"): ACCEPTED}
