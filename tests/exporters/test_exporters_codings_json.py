from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given

from interview_coder.codebook import LocalText
from interview_coder.coding import Decision, Verdict
from interview_coder.exporters.codings_json import is_own, json_parts, loses_nothing, to_json
from interview_coder.study import CodedStudy
from interview_coder.version import __version__
from tests.factories import make_coding, make_study, make_transcript, studies

DISPUTED = Verdict.DISPUTED
EXPECTED = """\
{"codebook": {"title": "A study", "sha256": "cccc"},
 "interview_coder": "VERSION",
 "transcripts": [
  {"id": "P01", "file": "transcripts/P01.txt", "sha256": "0000", "language": "zh", "attributes": {"region": "四川"}, \
"words": 110, "turns": 2, "respondent_passages": 10}],
 "codings": [
  {"transcript": "P01", "start": 7, "end": 11, "quote": "没有钱。", "speaker": "Respondent", "turn": 2, "passage": 3, \
"code": "money", "source": "rule", "rule": "money.rules[0]", "score": 1.0, "evidence": [[9, 10]], \
"status": "suggested", "seconds": 2.5},
  {"transcript": "P01", "start": 20, "end": 23, "quote": "\\"a\\"", "speaker": "Respondent", "turn": 1, "passage": 1, \
"code": "money", "source": "rule", "rule": "money.rules[0]", "score": 1.0, "evidence": [], \
"status": "accepted", "seconds": null, "coder": "Ann"},
  {"transcript": "P01", "start": 30, "end": 31, "quote": "a", "speaker": "Respondent", "turn": 1, "passage": 1, \
"code": "money", "source": "rule", "rule": "money.rules[0]", "score": 1.0, "evidence": [], \
"status": "suggested", "seconds": null, "disputed": true, "coder": "Ann, 王"}],
 "decisions": [
  {"transcript": "P01", "start": 20, "end": 23, "quote": "\\"a\\"", "before": "b", "after": " ", "code": "money", \
"status": "accepted", "coder": "Ann", "at": "2026-11-24T00:00:00+00:00", "adjudicates": false, "id": "1f"}]}
"""
AT, LATER = "2026-11-24T00:00:00+00:00", "2026-11-25T00:00:00+00:00"
DECISION = Decision("P01", 20, 23, '"a"', "money", Verdict.ACCEPTED, "Ann", AT, "b", " ", id="1f")


def study() -> CodedStudy:
    found = make_study(
        make_coding("money", start=7, quote="没有钱。", evidence=["钱"], turn=2, passage=3, seconds=2.5),
        make_coding("money", start=20, quote='"a"', status=Verdict.ACCEPTED, coder="Ann"),
        make_coding("money", start=30, quote="a", status=Verdict.DISPUTED, coder="Ann, 王"),
        transcripts=[make_transcript(language="zh", asked=10, attributes={"region": "四川"})],
    )
    return replace(found, decisions=(DECISION,))


def test_codings_json_is_the_interchange() -> None:
    expected = EXPECTED.replace("VERSION", __version__).replace("cccc", "c" * 64).replace("0000", "0" * 64)
    assert to_json(study()) == expected


def test_codings_json_of_nothing() -> None:
    data = json.loads(to_json(make_study(codes=["money"])))
    assert (data["transcripts"], data["codings"]) == ([], [])


@given(studies())
def test_codings_json_holds_every_coding(study: CodedStudy) -> None:
    data = json.loads(to_json(study))
    assert [(each["transcript"], each["start"], each["code"], each["status"]) for each in data["codings"]] == [
        (coding.transcript, coding.start, coding.code, "suggested" if coding.status is DISPUTED else coding.status)
        for coding in study.codings
    ]
    assert [each["attributes"] for each in data["transcripts"]] == [dict(each.attributes) for each in study.transcripts]


def test_codings_json_keeps_text_exact() -> None:
    quote = 'He said "no"\\ \n\t\x00\u2028 \ud83d \U0001f600 </script>'
    text = to_json(make_study(make_coding("money", quote=quote)))
    assert json.loads(text)["codings"][0]["quote"] == quote
    assert "\U0001f600" in text
    text.encode()  # half a surrogate pair is escaped: the file is UTF-8


def test_codings_json_title_in_any_language() -> None:
    found = make_study(codes=["money"])
    book = found.codebook.__class__("f", "s", LocalText({"zh": "经费"}), found.codebook.codes)
    assert json.loads(to_json(make_study(codes=book)))["codebook"]["title"] == "经费"


def test_codings_json_comes_in_lines() -> None:
    assert len(to_json(study()).splitlines()) == 3 + 1 + 1 + 3 + 1 + 1
    assert "".join(json_parts(study())) == to_json(study())


def test_codings_json_is_fast() -> None:
    """60,000 codings take less than a second on two slow cores; ten times that is allowed here."""
    many = make_study(*[make_coding("money", start=number, evidence=["money"]) for number in range(60_000)])
    start = time.perf_counter()
    text = to_json(many)
    assert time.perf_counter() - start < 10
    assert text.count("\n") > 60_000


def exported(*decisions: Decision) -> bytes:
    return to_json(replace(make_study(make_coding("money")), decisions=decisions)).encode()


def test_codings_json_knows_its_own() -> None:
    assert [is_own(data) for data in (exported(), exported(DECISION), b"{}", b"")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("old", "new", "nothing_lost"),
    [
        (DECISION, DECISION, True),
        (DECISION, replace(DECISION, code="finance", start=40, end=43), True),
        (DECISION, replace(DECISION, verdict=Verdict.REJECTED, at=LATER, id="2f"), True),
        (DECISION, replace(DECISION, verdict=Verdict.REJECTED, id="2f"), False),
        (DECISION, replace(DECISION, coder="王", id="2f"), False),
        (DECISION, replace(DECISION, quote="b", start=1, id="2f"), False),
        (replace(DECISION, id="", coder="", at=""), DECISION, True),
        (replace(DECISION, id="", coder="", at=""), replace(DECISION, verdict=Verdict.REJECTED), False),
    ],
)
def test_codings_json_takes_the_place_of_what_it_holds(old: Decision, new: Decision, nothing_lost: bool) -> None:
    assert loses_nothing(exported(new), exported(old)) is nothing_lost


def test_codings_json_does_not_take_the_place_of_what_was_changed_by_hand() -> None:
    by_hand = exported(DECISION).replace(b'"status": "suggested"', b'"status": "rejected"')
    assert not loses_nothing(exported(DECISION), by_hand)
    assert not loses_nothing(exported(), exported(DECISION))
    assert not loses_nothing(exported(), exported(DECISION)[:-9])
    assert loses_nothing(exported(DECISION), to_json(make_study(make_coding("money"))).encode())
