from __future__ import annotations

import dataclasses

import pytest

from interview_coder.codebook import Rule
from interview_coder.coding import Decision, Source, Verdict
from interview_coder.coding_lookup import resolve
from interview_coder.errors import UsageError
from interview_coder.query_parser import parse
from interview_coder.study import CodedStudy
from tests.factories import make_codebook, make_coding, make_study


def decided(code: str, start: int | None, end: int | None, quote: str = "", coder: str = "Li") -> Decision:
    return Decision("P07", start, end, quote, code, Verdict.REJECTED, coder=coder)


def one_passage() -> CodedStudy:
    """Passage 12 of P07, code points 100 to 109, carries money by a rule, and rules in words a coder chose."""
    book = make_codebook("money", "rules")
    rule = Rule("money.rules[0]", "money", parse("money", {}), 3)
    money = dataclasses.replace(book.codes[0], rules=(rule,), formerly=("cash",))
    study = make_study(
        make_coding("money", "P07", 100, "No money.", passage=12, status=Verdict.REJECTED),
        make_coding("rules", "P07", 103, "money", passage=12, source=Source.CODER),
        codes=dataclasses.replace(book, codes=(money, book.codes[1])),
    )
    decisions = [decided("cash", 100, 109), decided("money", 109, 120), decided("rules", None, None, "money")]
    return dataclasses.replace(study, decisions=tuple(decisions))


def test_coding_lookup_finds_rule_and_decisions() -> None:
    (found,) = resolve(one_passage(), "P07:12:money")

    assert (found.coding.quote, found.transcript.id) == ("No money.", "P07")
    assert found.rule is not None
    assert (found.rule.text, found.rule.line) == ("money", 3)
    assert [(decision.code, decision.start) for decision in found.decisions] == [("cash", 100)]


def test_coding_lookup_finds_what_a_coder_chose_by_its_range() -> None:
    (found,) = resolve(one_passage(), "P07:103-108:rules")

    assert found.rule is None
    assert [decision.quote for decision in found.decisions] == ["money"]


def test_coding_lookup_finds_all_of_a_passage() -> None:
    assert [found.coding.code for found in resolve(one_passage(), "P07:12")] == ["money"]


@pytest.mark.parametrize(
    ("id", "message"),
    [
        ("P07:13:money", "no coding is called P07:13:money. Near it are P07:12:money"),
        ("x", "no coding is called x. `summary --quotes 3` shows some"),
    ],
)
def test_coding_lookup_names_near_ids(id: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        resolve(one_passage(), id)

    assert str(error.value).startswith(message)
