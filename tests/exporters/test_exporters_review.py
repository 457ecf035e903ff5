"""Review sheets as Word and Excel files, read back by other code than wrote them."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Source, Verdict
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.review_docx import render as word
from interview_coder.exporters.review_xlsx import render as excel
from interview_coder.passages import Unit
from interview_coder.review_sheet import read_review
from interview_coder.study import CodedStudy, code_study, coded_transcript
from interview_coder.transcript import Role, Transcript, Turn
from tests.exporters.reading import outline, styled
from tests.factories import make_coding

CODEBOOK = """\
title: {en: A study, zh: 一项研究}
codes:
  money:
    name: {en: Too little money, zh: 钱不够}
    definition: There is not enough.
    rules: [money AND no, 钱 NEAR/4 不]
  people: {name: {en: People, zh: 人}, rules: [nobody, shown]}
"""
TALK = """\
Interviewer: And the money?

Dean: There is no money, and nobody asks.
=SUM(A1) is shown too.
<b>\u200fYes\u200e</b> &amp; [laughs].

Dean: 钱一直不够。
"""


def wishes(language: str = "en") -> Wishes:
    return Wishes(language, datetime.date(2026, 11, 23))


@pytest.fixture
def study(tmp_path: Path) -> CodedStudy:
    (tmp_path / "P07.txt").write_text(TALK, encoding="utf-8")
    return code_study([tmp_path / "P07.txt"], parse_codebook(CODEBOOK, "book.yaml"), with_material=True)


def made(text: str, *spans: tuple[int, int], status: Verdict = Verdict.SUGGESTED, coder: str = "") -> CodedStudy:
    """Make a study of one turn with codings at these ranges."""
    turn = Turn(1, "Dean", Role.RESPONDENT, 0, len(text))
    transcript = Transcript("P01", "P01.txt", text, (turn,), "en", "0" * 64, "utf-8")
    codings = (
        make_coding("money", "P01", start, text[start:end], status=status, source=Source.CODER, coder=coder)
        for start, end in spans
    )
    book = parse_codebook(CODEBOOK, "book.yaml")
    return CodedStudy(book, Unit.SENTENCE, (coded_transcript(transcript, ()),), tuple(codings), material=(transcript,))


def ranges(rendered: Rendered) -> list[str]:
    """Return the words under each comment, in the order of the comments."""
    root = docx.Document(io.BytesIO(rendered.data)).element.body
    found: dict[str, str] = {}
    open_: set[str] = set()
    for element in root.iter():
        id = element.get(qn("w:id"), "")
        if element.tag == qn("w:commentRangeStart"):
            open_.add(id)
            found[id] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_.remove(id)
        elif element.tag in (qn("w:t"), qn("w:br"), qn("w:tab")):
            text = {qn("w:br"): "\n", qn("w:tab"): "\t"}.get(str(element.tag), element.text or "")
            found |= {each: found[each] + text for each in open_}
    return [found[id] for id in sorted(found, key=int)]


def test_review_in_word_shows_each_suggestion_as_a_comment(study: CodedStudy) -> None:
    rendered = word(study, wishes())
    comments = list(docx.Document(io.BytesIO(rendered.data)).comments)
    assert [(each.author, each.text.split("\n")) for each in comments] == [
        (
            "interview-coder",
            [
                "Too little money (money)",
                "suggested by rule money.rules[0]",
                "Matched: “no”, “money”",
                "Why: The passage has the word money (any inflection) together with the word no (any inflection).",
            ],
        ),
        (
            "interview-coder",
            [
                "People (people)",
                "suggested by rule people.rules[0]",
                "Matched: “nobody”",
                "Why: The passage has the word nobody (any inflection).",
            ],
        ),
        (
            "interview-coder",
            [
                "People (people)",
                "suggested by rule people.rules[1]",
                "Matched: “shown”",
                "Why: The passage has the word shown (any inflection).",
            ],
        ),
        (
            "interview-coder",
            [
                "Too little money (money)",
                "suggested by rule money.rules[1]",
                "Matched: “钱”, “不”",
                "Why: The passage has the characters “钱”, with at most 4 characters between it and the characters "
                "“不”, in either order.",
            ],
        ),
    ]


def test_review_in_word_has_the_transcript_turn_by_turn(study: CodedStudy) -> None:
    rendered = word(study, wishes("zh"))
    lines = outline(rendered.data)
    assert lines[0] == ("Title", "编码复核：一项研究")
    assert lines[-4:] == [
        ("Heading 1", "P07"),
        ("Body Text", "¶1 Interviewer  And the money?"),
        (
            "Body Text",
            "¶2 Dean  There is no money, and nobody asks.\n=SUM(A1) is shown too.\n"
            "<b>\u200fYes\u200e</b> &amp; [laughs].",
        ),
        ("Body Text", "¶3 Dean  钱一直不够。"),
    ]
    assert styled(rendered.data, "Evidence") == ["no", "money", "nobody", "shown", "钱", "不"]


def test_review_in_word_says_who_decided() -> None:
    def says(status: Verdict) -> list[str]:
        study = made("No money.", (0, 9), status=status, coder="Li")
        return [
            f"{each.author}: {each.text}" for each in docx.Document(io.BytesIO(word(study, wishes()).data)).comments
        ]

    assert says(Verdict.ACCEPTED) == ["Li: Too little money (money)\nfound by Li"]
    assert says(Verdict.DISPUTED) == ["Li: Too little money (money)\nfound by Li; disputed: Li"]
    assert says(Verdict.REJECTED) == []
    assert word(made("No money.", (0, 9), status=Verdict.REJECTED), wishes()).notes == (
        "not shown: 1 coding rejected already",
    )


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_review_in_word_puts_comments_on_their_very_words_and_reads_them_back(data: st.DataObject) -> None:
    """Whatever the text and however the ranges overlap; and a file left alone says nothing."""
    alphabet = st.sampled_from(
        ["a", "b ", "经", "\n", "\t", "\u200f", "\x0b", "\ufffe", "<", "&", "😀", "_x000D_", "=1"]
    )
    text = data.draw(st.lists(alphabet, min_size=3, max_size=20).map("".join))
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).filter(lambda b: b[0] < b[1])
    spans = sorted({(start, end) for start, end in data.draw(st.lists(bounds, min_size=1, max_size=5))})
    rendered = word(made(text, *spans), wishes())
    shown = text.replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")
    assert ranges(rendered) == [shown[start:end] for start, end in spans]


def test_review_in_word_is_the_same_for_the_same_study(study: CodedStudy) -> None:
    assert word(study, wishes()).data == word(study, wishes()).data


def test_review_in_word_finds_its_way_back_with_awkward_text(tmp_path: Path) -> None:
    text = "a\u200fb\t<&\ufffe\x0b 😀 end"
    study = made(text, (0, len(text)), (2, 5))
    (tmp_path / "review.docx").write_bytes(word(study, wishes()).data)
    sheet = read_review(tmp_path / "review.docx", study, coder="Li", accept_untouched=True)
    assert [each.quote for each in sheet.decisions] == [text, text[2:5]]


def sheet_of(rendered: Rendered) -> Worksheet:
    sheet = load_workbook(io.BytesIO(rendered.data)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_review_in_excel_has_a_row_for_each_suggestion(study: CodedStudy) -> None:
    rows = list(sheet_of(excel(study, wishes())).values)
    assert rows[0][:11] == (
        *("transcript", "place", "speaker", "question", "passage", "code", "status", "why", "decision", "other code"),
        "memo",
    )
    assert rows[1][:6] == (
        *("P07", "P07 ¶2", "Dean", "And the money?", "There is no money, and nobody asks."),
        "Too little money (money)",
    )
    assert [row[8:11] for row in rows[1:]] == [(None, None, None)] * 4


def test_review_in_excel_holds_no_formula(study: CodedStudy) -> None:
    cells = [cell for row in sheet_of(excel(study, wishes())).iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(str(cell.value).startswith("=SUM") for cell in cells)


def test_review_in_excel_offers_verdicts_and_codes(study: CodedStudy) -> None:
    book = load_workbook(io.BytesIO(excel(study, wishes("zh")).data))
    sheet, codes = book.worksheets
    assert {(str(each.sqref), each.formula1) for each in sheet.data_validations.dataValidation} == {
        ("I2:I5", '"接受,拒绝"'),
        ("J2:J5", "'编码一览'!$A$2:$A$3"),
    }
    assert [row[0] for row in codes.values] == ["编码及标识", "钱不够（money）", "人（people）"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:O5")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_review_in_excel_finds_its_way_back(study: CodedStudy, tmp_path: Path, language: str) -> None:
    (tmp_path / "review.xlsx").write_bytes(excel(study, wishes(language)).data)
    sheet = read_review(tmp_path / "review.xlsx", study, coder="Li", accept_untouched=True)
    assert [(each.start, each.end, each.code) for each in sheet.decisions] == [
        (each.start, each.end, each.code) for each in study.codings
    ]
