from __future__ import annotations

import csv
import datetime
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook, load_workbook

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Verdict
from interview_coder.errors import CodingsError, UsageError
from interview_coder.exporters import export
from interview_coder.review_answers import Kind
from interview_coder.review_sheet import ReviewSheet, read_review
from interview_coder.study import CodedStudy, code_study
from tests.reviewing import Reviewer

CODEBOOK = """\
codes:
  money:
    name: {en: Too little money, zh: 钱不够}
    rules: [money, 钱]
    codes:
      late: {name: {en: Late money, zh: 钱来得晚}, rules: [December]}
  people: {name: {en: People, zh: 人}, rules: [nobody]}
  rules_unclear: {name: Unclear rules, rules: []}
"""
A1 = """\
Interviewer: Is there money?

Dean: No money. =SUM(A1) it comes in December.
The \u200fworkshop\u200e is empty.

Dean: Nobody knows why.
"""
B1 = "访谈者：经费怎么样？\n\n受访者：钱一直不够。别的都好。\n"
DATE = datetime.date(2026, 11, 23)


@pytest.fixture
def study(tmp_path: Path) -> CodedStudy:
    """A1: money at `No money.` (ic1), money.late at the next sentence (ic2), people (ic3); B1: money (ic4)."""
    for name, text in (("A1", A1), ("B1", B1)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return code_study([tmp_path], parse_codebook(CODEBOOK, str(tmp_path / "book.yaml")), with_material=True)


@pytest.fixture
def reviewer(study: CodedStudy, tmp_path: Path) -> Reviewer:
    target = tmp_path / "out" / "review.docx"
    target.parent.mkdir()
    export(study, target, layout="review", date=DATE)
    return Reviewer(target.read_bytes())


def read(reviewer: Reviewer, study: CodedStudy, tmp_path: Path, **wishes: object) -> ReviewSheet:
    target = tmp_path / "out" / "back.docx"
    target.write_bytes(reviewer.saved())
    return read_review(target, study, **wishes)  # type: ignore[arg-type]


def told(sheet: ReviewSheet) -> list[tuple[str, str, str, str]]:
    return [(each.verdict.value, each.code, each.quote, each.coder) for each in sheet.decisions]


def test_review_sheet_of_a_file_left_as_it_was_says_nothing(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    sheet = read(reviewer, study, tmp_path)
    assert [answer.kind for answer in sheet.answers] == [Kind.UNTOUCHED] * 4
    assert (sheet.decisions, sheet.memos) == ((), ())


@pytest.mark.parametrize("word", ["ok", "Yes.", "同意", "OK!", "accept", "对"])
def test_review_sheet_reads_a_reply_that_accepts(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path, word: str
) -> None:
    reviewer.reply("ic1", word)
    assert told(read(reviewer, study, tmp_path)) == [("accepted", "money", "No money.", "Dr. Wang")]


@pytest.mark.parametrize("word", ["no", "NO.", "不同意", "x", "reject", "不对"])
def test_review_sheet_reads_a_reply_that_rejects(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path, word: str
) -> None:
    reviewer.reply("ic4", word)
    assert told(read(reviewer, study, tmp_path)) == [("rejected", "money", "钱一直不够。", "Dr. Wang")]


def test_review_sheet_takes_the_last_verdict_of_a_thread(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.reply("ic1", "ok")
    reviewer.reply("ic1", "no, that was the other one")
    sheet = read(reviewer, study, tmp_path)
    assert told(sheet) == [("rejected", "money", "No money.", "Dr. Wang")]
    assert [memo.text for memo in sheet.memos] == ["that was the other one"]


def test_review_sheet_keeps_other_replies_as_memos(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.reply("ic1", "No money is what he says elsewhere too")
    sheet = read(reviewer, study, tmp_path)
    assert sheet.decisions == ()
    assert [(memo.quote, memo.text, memo.coder) for memo in sheet.memos] == [
        ("No money.", "No money is what he says elsewhere too", "Dr. Wang")
    ]
    assert sheet.answers[0].kind is Kind.NOTED


def test_review_sheet_takes_a_resolved_comment_for_accepted(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    reviewer.reply("ic2", resolved=True)
    assert told(read(reviewer, study, tmp_path)) == [
        ("accepted", "money.late", "=SUM(A1) it comes in December.", "Dr. Wang")
    ]


def test_review_sheet_takes_a_deleted_comment_for_rejected(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    reviewer.delete("ic3")
    assert told(read(reviewer, study, tmp_path)) == [("rejected", "people", "Nobody knows why.", "Dr. Wang")]


def test_review_sheet_takes_deleted_words_for_no_verdict(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.delete_words("ic3")
    sheet = read(reviewer, study, tmp_path)
    assert sheet.decisions == ()
    assert [answer.why for answer in sheet.answers if answer.why] == [
        "its comment is gone, and so are the words it stood at"
    ]


def test_review_sheet_does_not_take_all_comments_gone_for_rejecting_all(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    for key in ("ic1", "ic2", "ic3", "ic4"):
        reviewer.delete(key)
    with pytest.raises(CodingsError, match="none of its comments is left"):
        read(reviewer, study, tmp_path)


@pytest.mark.parametrize(
    "line", ["people", "People", "人", "People (people)", "人（people）", "code: people", "-> people", "PEOPLE."]
)
def test_review_sheet_reads_another_code_in_the_first_line(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path, line: str
) -> None:
    reviewer.write("ic1", line)
    assert told(read(reviewer, study, tmp_path)) == [
        ("rejected", "money", "No money.", "Dr. Wang"),
        ("accepted", "people", "No money.", "Dr. Wang"),
    ]


def test_review_sheet_reads_a_code_below_a_verdict(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.reply("ic1", "ok", "people; money.late")
    assert told(read(reviewer, study, tmp_path)) == [
        ("accepted", "money", "No money.", "Dr. Wang"),
        ("accepted", "people", "No money.", "Dr. Wang"),
        ("accepted", "money.late", "No money.", "Dr. Wang"),
    ]


def test_review_sheet_asks_back_where_a_code_is_misspelt(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.write("ic1", "peopel")
    reviewer.write("ic2", "something else")
    sheet = read(reviewer, study, tmp_path)
    assert sheet.decisions == ()
    assert [(answer.where, answer.why) for answer in sheet.answers if answer.why] == [
        ("A1 ¶2", "no code is called so. Did you mean people?"),
        ("A1 ¶2", "no code is called so. Write the id or the name of one"),
    ]


def test_review_sheet_reads_added_comments(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.add("empty", "Unclear rules", "see the decree of 2019")
    reviewer.add("别的", "问问他")
    sheet = read(reviewer, study, tmp_path)
    assert told(sheet) == [("accepted", "rules_unclear", "empty", "Dr. Wang")]
    assert [(memo.quote, memo.text) for memo in sheet.memos] == [
        ("empty", "see the decree of 2019"),
        ("别的", "问问他"),
    ]
    decision = sheet.decisions[0]
    assert decision.start is not None
    assert study.material[0].quote(decision.start, decision.end or 0) == "empty"


def test_review_sheet_reads_a_bare_verdict_beside_one_code(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    """LibreOffice loses which comment a reply answers."""
    reviewer.add("knows", "no")
    assert told(read(reviewer, study, tmp_path)) == [("rejected", "people", "Nobody knows why.", "Dr. Wang")]


def test_review_sheet_asks_back_at_a_verdict_on_no_code(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.add("empty", "ok")
    reviewer.add("How to review", "money")
    sheet = read(reviewer, study, tmp_path)
    assert sheet.decisions == ()
    assert [(answer.where, answer.why.split(".")[0]) for answer in sheet.answers if answer.why] == [
        ("Dr. Wang", "it stands at no words of a transcript"),
        ("A1 ¶2", "a verdict, but on which code? Write that after it: `no, CODE`"),
    ]


def test_review_sheet_never_moves_a_code_when_the_text_is_edited(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    reviewer.add("empty", "people")
    reviewer.add("why", "money")
    reviewer.reply("ic1", "ok")
    reviewer.replace("Nobody", "Somebody in the office")
    reviewer.strike("=SUM(A1) it comes in ", "the dean says it comes in ")
    sheet = read(reviewer, study, tmp_path)
    assert told(sheet) == [
        ("accepted", "money", "No money.", "Dr. Wang"),
        ("accepted", "people", "empty", "Dr. Wang"),
    ]
    assert sheet.answers[-1].why == "its words stand there between others"


def test_review_sheet_lists_a_comment_on_words_that_are_not_the_transcripts(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    reviewer.replace("knows why", "knows the answer")
    reviewer.add("the answer", "money")
    sheet = read(reviewer, study, tmp_path)
    assert sheet.decisions == ()
    assert sheet.answers[-1].why == "its words do not stand there"


def test_review_sheet_follows_a_changed_transcript(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.reply("ic3", "ok")
    reviewer.reply("ic1", "ok")
    (tmp_path / "A1.txt").write_text(A1.replace("Is there", "Well, is there").replace("No money", "Nothing"))
    changed = code_study([tmp_path / "A1.txt"], study.codebook, with_material=True)
    sheet = read(reviewer, changed, tmp_path)
    (decision,) = sheet.decisions
    assert (decision.quote, decision.start) == ("Nobody knows why.", changed.material[0].text.index("Nobody"))
    assert {answer.why for answer in sheet.answers if answer.why} == {
        "its words do not stand there",
        "there is no transcript B1",
    }


def test_review_sheet_signs_with_the_coder_asked_for(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.reply("ic1", "ok")
    reviewer.delete("ic3")
    assert {each.coder for each in read(reviewer, study, tmp_path, coder="Li").decisions} == {"Li"}


def test_review_sheet_asks_who_decided_where_nobody_signed(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    reviewer.name = ""
    reviewer.delete("ic3")
    with pytest.raises(UsageError, match="--coder"):
        read(reviewer, study, tmp_path)


def test_review_sheet_accepts_what_is_untouched_on_request(
    study: CodedStudy, reviewer: Reviewer, tmp_path: Path
) -> None:
    reviewer.reply("ic1", "no")
    reviewer.delete("ic2")
    sheet = read(reviewer, study, tmp_path, accept_untouched=True)
    assert [each.verdict for each in sheet.decisions] == [
        Verdict.REJECTED,
        Verdict.REJECTED,
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
    ]


def test_review_sheet_leaves_out_what_the_study_has(study: CodedStudy, reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.reply("ic1", "ok, as he says")
    first = read(reviewer, study, tmp_path)
    second = read(reviewer, replace(study, decisions=first.decisions, memos=first.memos), tmp_path)
    assert (second.decisions, second.memos, second.repeated) == ((), (), 2)


def test_review_sheet_refuses_a_file_that_is_no_review(study: CodedStudy, tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "letter.docx"))
    with pytest.raises(CodingsError, match="nothing in this file tells"):
        read_review(tmp_path / "letter.docx", study)
    with pytest.raises(UsageError, match="docx"):
        read_review(tmp_path / "letter.pdf", study)


@pytest.fixture
def table(study: CodedStudy, tmp_path: Path) -> Workbook:
    target = tmp_path / "out" / "review.xlsx"
    target.parent.mkdir()
    export(study, target, layout="review", date=DATE)
    return load_workbook(target)


def fill(table: Workbook, row: int, **cells: str) -> None:
    sheet = table.worksheets[0]
    heads = {str(cell.value): at for at, cell in enumerate(sheet[1], start=1)}
    for name, text in cells.items():
        sheet.cell(row, heads[name.replace("_", " ")], text)


def read_table(table: Workbook, study: CodedStudy, tmp_path: Path, **wishes: object) -> ReviewSheet:
    table.properties.lastModifiedBy = "Dr. Wang"
    table.save(tmp_path / "out" / "back.xlsx")
    return read_review(tmp_path / "out" / "back.xlsx", study, **wishes)  # type: ignore[arg-type]


def test_review_sheet_reads_decisions_in_a_table(study: CodedStudy, table: Workbook, tmp_path: Path) -> None:
    fill(table, 2, decision="accept", memo="money; as the dean says")
    fill(table, 3, decision="reject")
    fill(table, 4, other_code="money")
    fill(table, 5, decision="接受", other_code="People (people)")
    sheet = read_table(table, study, tmp_path)
    assert told(sheet) == [
        ("accepted", "money", "No money.", "Dr. Wang"),
        ("rejected", "money.late", "=SUM(A1) it comes in December.", "Dr. Wang"),
        ("rejected", "people", "Nobody knows why.", "Dr. Wang"),
        ("accepted", "money", "Nobody knows why.", "Dr. Wang"),
        ("accepted", "money", "钱一直不够。", "Dr. Wang"),
        ("accepted", "people", "钱一直不够。", "Dr. Wang"),
    ]
    assert [memo.text for memo in sheet.memos] == ["money; as the dean says"]


def test_review_sheet_reads_a_table_in_any_order_with_rows_missing_and_added(
    study: CodedStudy, table: Workbook, tmp_path: Path
) -> None:
    fill(table, 4, decision="no")
    table.worksheets[0].delete_rows(2, 2)
    table.worksheets[0].append(["B1", "", "", "", "别的都好。", "People"])
    sheet = read_table(table, study, tmp_path)
    assert told(sheet) == [
        ("rejected", "people", "Nobody knows why.", "Dr. Wang"),
        ("accepted", "people", "别的都好。", "Dr. Wang"),
    ]


def test_review_sheet_names_rows_that_cannot_be_understood(study: CodedStudy, table: Workbook, tmp_path: Path) -> None:
    fill(table, 2, decision="perhaps")
    fill(table, 3, other_code="peopel")
    fill(table, 4, decision="accept", passage="Nobody knew.")
    sheet = read_table(table, study, tmp_path)
    assert sheet.decisions == ()
    assert [(answer.where, answer.why) for answer in sheet.answers if answer.why] == [
        ("row 2, A1 ¶2", "'perhaps' is no decision. Write accept or reject"),
        ("row 3, A1 ¶2", "no code is called so. Did you mean people?"),
        ("row 4, A1 ¶3", "its words do not stand there"),
    ]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "gbk"), ("\t", "utf-16")])
def test_review_sheet_reads_a_table_saved_as_csv(
    study: CodedStudy, table: Workbook, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    fill(table, 5, decision="reject")
    target = tmp_path / "out" / "back.csv"
    with target.open("w", encoding=encoding, errors="replace", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(table.worksheets[0].values)
    sheet = read_review(target, study, coder="Li")
    assert told(sheet) == [("rejected", "money", "钱一直不够。", "Li")]


def test_review_sheet_refuses_a_table_of_something_else(study: CodedStudy, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("transcript,code\nA1,money\n")
    with pytest.raises(CodingsError, match="no table of a review"):
        read_review(tmp_path / "other.csv", study)
