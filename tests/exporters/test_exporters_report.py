from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Verdict
from interview_coder.errors import Problem, UsageError
from interview_coder.exporters.document import Style, Table
from interview_coder.exporters.labels import Labels
from interview_coder.exporters.rendering import Wishes
from interview_coder.exporters.report import report
from interview_coder.exporters.report_method import software_sentence
from interview_coder.exporters.word import to_docx
from interview_coder.study import CodedStudy
from interview_coder.version import __version__
from tests.exporters.reading import outline, styled
from tests.factories import make_coding, make_study, make_transcript

DATE = datetime.date(2024, 11, 23)

CODEBOOK = """\
title: {en: Money and rules, zh: 经费与政策}
codes:
  money:
    name: {en: Too little money, zh: 经费不足}
    definition: {en: There is not enough., zh: 钱不够。}
    include: {en: Funds, zh: 资金}
    exclude: {en: Wages, zh: 工资}
    rules: [money, 经费 OR 钱]
    unless: ['"enough money"']
    examples: [No money., 没有钱。]
    addressed_by: [{en: A fund, zh: 设立专项资金}, {en: Yearly reports, zh: 每年公开}]
    codes:
      late:
        name: {en: Late money, zh: 到位不及时}
        rules: [late]
  rules:
    name: {en: Vague rules, zh: 政策笼统}
    rules: [vague]
"""


def study() -> CodedStudy:
    """Two interviews, one in Chinese; one passage with a theme and its sub-code; nothing coded with `rules`."""
    found = make_study(
        make_coding("money", "P01", 0, "The money\ncame late.", evidence=["money"], turn=2),
        make_coding("money.late", "P01", 0, "The money\ncame late.", evidence=["late"], turn=2),
        make_coding("money", "P02", 0, "没有钱，\n也没有经费。", evidence=["钱", "经费"], turn=4, seconds=802.4),
        codes=parse_codebook(CODEBOOK, "codebooks/money.yaml", "0123456789abcdef" * 4),
        transcripts=[
            make_transcript("P01", words=80, asked=20, passages=6, attributes={"role": "Dean", "region": "Sichuan"}),
            make_transcript("P02", words=120, passages=4, language="zh", attributes={"role": "院长", "seat": "2nd"}),
        ],
    )
    p01, p02 = found.transcripts
    noted = dataclasses.replace(p02, encoding="gb18030", notes=("left out: 1 comment",))
    problem = Problem("/home/someone/P03.pdf", "no reader for .pdf", "Save it as .txt")
    return dataclasses.replace(found, transcripts=(p01, noted), problems=(problem,))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_report_outline(language: str) -> None:
    """What the report of `study` holds is written in report-en.txt and report-zh.txt, beside this file."""
    expected = Path(__file__).with_name(f"report-{language}.txt").read_text("utf-8")
    lines = _lines(study(), language=language, quotes=2)
    software = software_sentence(Labels(language))
    assert lines == expected.replace("SOFTWARE", software).replace("VERSION", __version__).splitlines()


def _lines(study: CodedStudy, *, language: str = "en", by: str | None = None, quotes: int = 5) -> list[str]:
    """Write the report as `style: text` lines, a no-break space shown as ~."""
    document = report(study, Wishes(language, DATE, by=by, quotes=quotes))
    data, _ = to_docx(document, date=DATE)
    return [f"{style}: {text}".replace("\u00a0", "~").rstrip() for style, text in outline(data)]


def test_report_shows_the_evidence_of_all_codes_in_the_appendix() -> None:
    data, _ = to_docx(report(study(), Wishes("en", DATE, quotes=0)), date=DATE)
    assert styled(data, "Evidence") == ["like this", "money", "late", "钱", "经费"]


def test_report_indents_sub_codes_from_the_topmost_shown() -> None:
    document = report(study(), Wishes("en", DATE))
    tables = {block.caption: block for block in document.blocks if isinstance(block, Table)}
    assert _styles(tables["Coded passages by code"]) == [Style.TABLE_TEXT, Style.TABLE_TEXT_2, Style.TABLE_TEXT]
    assert _styles(tables["Codebook"]) == [Style.TABLE_TEXT, Style.TABLE_TEXT_2, Style.TABLE_TEXT]
    assert _styles(tables["Sub-codes of “Too little money”"]) == [Style.TABLE_TEXT]


def _styles(table: Table) -> list[Style]:
    return [row[0].paragraphs[0].style for row in table.rows]


def test_report_says_who_decided() -> None:
    lines = _lines(
        make_study(
            make_coding("money", start=0, quote="No money at all.", status=Verdict.ACCEPTED),
            make_coding("money", start=100, quote="Plenty of it.", status=Verdict.REJECTED),
            make_coding("money", start=200, quote="Money came late.", status=Verdict.SUGGESTED),
        )
    )
    standing = (
        "Body Text: 3 codings: 1 accepted by a coder, 1 rejected by a coder, 1 suggested by rules, not reviewed. "
        "Rejected codings are neither counted nor quoted, disputed ones never counted as accepted."
    )
    assert standing in lines
    assert [line for line in lines if line.startswith("Quote: ")] == [
        "Quote: No money at all. (P01,~¶1)  money.rules[0] (accepted)",
        "Quote: Money came late. (P01,~¶1)  money.rules[0]",
    ]
    assert not [line for line in lines if "Plenty" in line]


def test_report_says_when_interviewers_are_coded() -> None:
    found = make_study(
        make_coding("money", quote="Is there money?", speaker="Interviewer"),
        transcripts=[make_transcript(asked=10)],
    )
    assert [line for line in _lines(found) if "interviewer" in line] == [
        "Body Text: The unit of coding is the sentence: what respondents say falls into 10 passages. "
        "Taken as interviewer: Interviewer (1). Codings on interviewer turns: 1."
    ]


def test_report_names_codes_the_codebook_lacks() -> None:
    found = make_study(make_coding("gone"), codes=["money"])
    assert "List Bullet: Not counted, as the codebook has no such code: gone." in _lines(found)


def test_report_counts_by_the_attribute_asked_for() -> None:
    found = make_study(
        make_coding("money", "P01"),
        transcripts=[
            make_transcript("P01", attributes={"region": "Sichuan", "role": "dean"}),
            make_transcript("P02", attributes={"region": "Jiangsu", "role": "dean"}),
        ],
    )
    assert "row: dean | 1 | 1 of 2" in _lines(found, by="role")
    assert not [line for line in _lines(found, by="role") if "by region" in line]


def test_report_refuses_an_unknown_attribute() -> None:
    with pytest.raises(UsageError, match="salary"):
        report(study(), Wishes("en", DATE, by="salary"))


def test_report_refuses_a_negative_number_of_quotes() -> None:
    with pytest.raises(UsageError, match="-1"):
        report(study(), Wishes("en", DATE, quotes=-1))


def test_report_without_quotes_speaks_of_none() -> None:
    lines = _lines(study(), quotes=0)
    assert not [line for line in lines if line.startswith(("Quote: ", "Heading 3: ")) or "chosen by" in line]
    assert "row: 2 | 没有钱，也没有经费。 (P02,~¶4,~00:13:22) | Too little money / money.rules[0]" in lines


def test_report_of_nothing_is_a_report() -> None:
    lines = _lines(make_study(codes=["money"]))
    assert "Body Text: 0 codings: suggested by rules, not reviewed." in lines
    assert "List Bullet: 0 of 0 passages by respondents without a code (–)." in lines


def test_report_cuts_many_attributes_into_tables() -> None:
    """20 attributes with a word of 10 letters each: 8 fit on a page beside the id."""
    attributes = {f"attribute{number:02}": "abcdefghij" for number in range(20)}
    lines = _lines(make_study(transcripts=[make_transcript(attributes=attributes)], codes=["money"]))
    captions = [line for line in lines if line.startswith("Caption: ") and "Participants" in line]
    assert captions == [
        "Caption: Table 1  Participants",
        "Caption: Table 2  Participants (continued)",
        "Caption: Table 3  Participants (continued)",
    ]
    assert sum(line.count("abcdefghij") for line in lines) == 20


def test_report_lists_rare_attributes_below_the_table() -> None:
    found = make_study(
        codes=["money"],
        transcripts=[
            make_transcript("P01", attributes={"role": "dean", "place": "office", "note": "hoarse, tired"}),
            *(make_transcript(id, attributes={"role": "dean"}) for id in ("P02", "P03")),
        ],
    )
    lines = _lines(found)
    assert "row: Interview | Role" in lines
    assert "Table Note: P01: Place: office; Note: hoarse, tired" in lines
