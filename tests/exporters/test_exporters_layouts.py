"""The Word layouts on the shipped study: every number and every quote is there, read back by other code."""

from __future__ import annotations

import dataclasses
import datetime
import io
import math
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import docx
import pandas as pd
import pytest

from interview_coder.codebook_file import load_codebook
from interview_coder.coding import Decision, Source, Verdict
from interview_coder.errors import UsageError
from interview_coder.exporters import LAYOUTS, codebook_layout, coded_transcript, coreq, excerpts, thesis_zh
from interview_coder.exporters.rendering import Wishes
from interview_coder.exporters.report import report
from interview_coder.exporters.word import to_docx
from interview_coder.study import CodedStudy, code_study
from interview_coder.summary import counts as counts_of
from interview_coder.summary import tables as summary_tables
from tests.exporters.reading import outline, styled, tables, words
from tests.factories import make_coding, make_interview, make_study, make_transcript

ROOT = Path(__file__).parents[2]
DATE = datetime.date(2024, 11, 23)
RENDERERS = {
    "excerpts": excerpts.render,
    "codebook": codebook_layout.render,
    "transcript": coded_transcript.render,
    "thesis-zh": thesis_zh.render,
    "coreq": coreq.render,
}
Frames = dict[str, pd.DataFrame]
Shown = dict[str, list[list[str]]]
PER_CENT = {"share", "case_share", "row_share", "column_share", "q1", "median", "q3", "first"}


@pytest.fixture(scope="module")
def shipped() -> CodedStudy:
    book = load_codebook(ROOT / "codebooks/local-government.yaml")
    return code_study([ROOT / "transcripts"], book, with_material=True)


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def shipped_report(shipped: CodedStudy, language: str) -> bytes:
    return to_docx(report(shipped, Wishes(language, DATE)), date=DATE)[0]


@pytest.fixture(scope="module")
def shown(shipped_report: bytes) -> Shown:
    return tables(shipped_report)


@pytest.fixture(scope="module")
def counted(shipped: CodedStudy, language: str) -> Frames:
    return summary_tables(shipped, by="region", language=language)


def laid_out(study: CodedStudy, layout: str, language: str = "en", *, quotes: int = 5, rules: bool = False) -> bytes:
    return RENDERERS[layout](study, Wishes(language, DATE, quotes=quotes, rules=rules)).data


def test_layouts_are_all_tried_here() -> None:
    known = {layout for suffix, layout in LAYOUTS if suffix == ".docx"}
    assert known == {"report", "review", *RENDERERS}


CAPTIONS = {
    "counts": ("Coded passages by who stands behind them", "参考点的确认情况"),
    "by": ("Codes by region", "编码与地区交叉表"),
    "associations": ("Differences by region", "按地区的差异检验"),
    "cooccurrence": ("Codes in the same passage", "同一语段中的编码共现"),
    "positions": (
        "Where in the interviews codes stand, from 0% (beginning) to 100% (end)",
        "编码在访谈中的位置（0%为开始，100%为结束）",
    ),
    "saturation": ("New codes by interview, in the order read", "各访谈新增编码（按读入次序）"),
}


SHOWN_ELSEWHERE = {
    "counts": ["depth", "words", "share"],
    "by": ["accepted", "disputed", "by_rule", "by_model"],  # all are suggested by rules
}


@pytest.mark.parametrize("name", CAPTIONS)
def test_layouts_report_holds_every_number(counted: Frames, shown: Shown, language: str, name: str) -> None:
    """Each number of a table of the summary stands in the table of the report, as often as it occurs."""
    rows = counted[name].drop(columns=SHOWN_ELSEWHERE.get(name, []))
    if name == "associations":
        rows = rows[rows["test"] != ""]
    cells = Counter(cell for row in shown[CAPTIONS[name][language == "zh"]] for cell in row)
    assert not _numbers(rows, language) - cells


def _numbers(rows: pd.DataFrame, language: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for column in rows:
        for value in rows[column].tolist():
            if isinstance(value, float) and not math.isnan(value):
                found[f"{value:.1%}" if column in PER_CENT else f"{value:.3f}"] += 1
            elif isinstance(value, int) and not isinstance(value, bool):
                found[str(value) if language == "zh" else f"{value:,}"] += 1
    return found


def test_layouts_report_counts_words_and_shares(counted: Frames, shown: Shown, language: str) -> None:
    caption = {"en": "Coded passages by code", "zh": "编码统计表"}[language]
    cells = {row[0]: row[1:5] for row in shown[caption][1:]}
    for row in counted["counts"].itertuples():
        part = f"{row.transcripts}/11" if language == "zh" else f"{row.transcripts} of 11"
        number = str(row.words) if language == "zh" else f"{row.words:,}"
        assert cells[str(row.name)] == [str(row.passages), part, number, f"{row.share:.1%}"]


def test_layouts_report_matrix_is_that_of_the_cases(
    shipped: CodedStudy, counted: Frames, shown: Shown, language: str
) -> None:
    caption = {"en": "Coded passages by interview and code", "zh": "各访谈各编码的参考点数"}[language]
    heads, *rows = shown[caption]
    matrix = counted["cases"].pivot(index="code", columns="transcript", values="passages")
    codes = [code.id for code in shipped.codebook.codes]
    assert [list(map(int, row[1:])) for row in rows] == matrix.loc[codes, heads[1:]].to_numpy().tolist()


@pytest.mark.parametrize("layout", ["excerpts", "transcript"])
def test_layouts_hold_every_quote(shipped: CodedStudy, language: str, layout: str) -> None:
    text = words(laid_out(shipped, layout, language), without="PassageMark")
    _assert_quoted(shipped, text)


def test_layouts_report_holds_every_quote(shipped: CodedStudy, shipped_report: bytes) -> None:
    _assert_quoted(shipped, words(shipped_report))


def _assert_quoted(study: CodedStudy, text: str) -> None:
    """A quote of one line stands there character for character; where lines were joined, but for white space."""
    without_spaces = re.sub(r"\s", "", text)
    for coding in study.codings:
        whole = "\n" not in coding.quote
        assert (coding.quote in text) if whole else re.sub(r"\s", "", coding.quote) in without_spaces


def test_layouts_transcript_holds_every_word_said(shipped: CodedStudy) -> None:
    text = re.sub(r"\s", "", words(laid_out(shipped, "transcript"), without="PassageMark"))
    for transcript in shipped.material:
        for turn in transcript.turns:
            said = re.sub(r"\s", "", transcript.quote(turn.start, turn.end))
            assert said[:40] in text
            assert said[-40:] in text


@pytest.mark.parametrize("layout", RENDERERS)
def test_layouts_are_the_same_bytes_and_name_no_user(shipped: CodedStudy, layout: str) -> None:
    data = laid_out(shipped, layout, "zh")
    assert data == laid_out(shipped, layout, "zh")
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert str(ROOT).encode() not in b"".join(map(package.read, package.namelist()))


def decided() -> CodedStudy:
    """One passage accepted by Li, one disputed, one of a model, one rejected; a memo; decisions of two coders."""
    codings = (
        make_coding("money", start=0, quote="No money at all.", status=Verdict.ACCEPTED, coder="Li"),
        make_coding("money", start=100, quote="Money came late.", status=Verdict.DISPUTED, coder="Li, Wu"),
        make_coding("money", start=200, quote="It was not enough.", source=Source.MODEL),
        make_coding("money", start=300, quote="Plenty of it.", status=Verdict.REJECTED),
    )
    codings = (dataclasses.replace(codings[0], memos=("Ask again",), question="And money?"), *codings[1:])
    decisions = tuple(
        Decision("P01", 0, 16, "", "money", Verdict.ACCEPTED, coder=coder) for coder in ("Li", "Li", "Wu")
    )
    return dataclasses.replace(make_study(*codings), decisions=decisions)


def test_layouts_excerpts_say_who_decided_and_why() -> None:
    rows = [text for style, text in outline(laid_out(decided(), "excerpts")) if style == "row"]
    assert [row.replace("\u00a0", " ") for row in rows] == [
        "No. | Excerpt and source | Standing",
        "1 | Asked: “And money?” / Respondent: No money at all. (P01, ¶1) / Memo: Ask again | "
        "accepted by Li / money.rules[0] / P01:1:money",
        "2 | Respondent: Money came late. (P01, ¶1) | disputed by Li, Wu / money.rules[0] / P01:1:money",
        "3 | Respondent: It was not enough. (P01, ¶1) | only suggested, by a model / money.rules[0] / P01:1:money",
    ]


def test_layouts_report_names_coders_and_models() -> None:
    (line,) = [
        text
        for style, text in outline(to_docx(report(decided(), Wishes("en", DATE)), date=DATE)[0])
        if style == "Body Text" and "Coders and their decisions" in text
    ]
    assert "Coders and their decisions: Li (2), Wu (1). Models that suggested codings: money.rules[0]." in line


def test_layouts_transcript_marks_passages_and_evidence(shipped: CodedStudy) -> None:
    one = dataclasses.replace(
        shipped,
        material=shipped.material[:1],
        transcripts=shipped.transcripts[:1],
        codings=tuple(coding for coding in shipped.codings if coding.transcript == shipped.transcripts[0].id),
    )
    data = laid_out(one, "transcript")
    assert set(styled(data, "PassageMark")) >= {f"{coding.passage} " for coding in one.codings}
    coded = "".join(styled(data, "CodedPassage") + styled(data, "Evidence"))
    assert sum(len(text) for text in coded) > 0
    assert [text for style, text in outline(data) if style == "Heading 1"] == ["P01"]
    assert "page break" not in {style for style, _ in outline(data)}


def test_layouts_transcript_needs_the_text() -> None:
    with pytest.raises(UsageError, match="with_material"):
        laid_out(decided(), "transcript")


def test_layouts_codebook_adds_rules_in_words_on_request(shipped: CodedStudy) -> None:
    assert "What it looks for" not in words(laid_out(shipped, "codebook"))
    rows = tables(laid_out(shipped, "codebook", rules=True))["Rules of the codebook, exceptions (unless) included"]
    assert len(rows) - 1 == sum(len(code.rules) + len(code.own_unless) for code in shipped.codebook.codes)


def test_layouts_thesis_has_the_tables_of_a_thesis(shipped: CodedStudy) -> None:
    data = laid_out(shipped, "thesis-zh", "en")
    found = tables(data)
    assert list(found) == [
        "受访者基本信息表",
        "编码手册",
        "开放式编码：原始语句、概念与范畴",
        "主轴编码：主范畴与副范畴",
        "各访谈新增编码（按读入次序）",
    ]
    counts = counts_of(shipped, language="zh").set_index("name")
    for main, sub, _, sources, references in found["主轴编码：主范畴与副范畴"][1:]:
        row = counts.loc[main or sub]
        assert (int(sources), int(references)) == (row["transcripts"], row["passages"])
    assert any(
        style == "Quote" and re.search(r"（P\d+，\u00a0?第\u00a0?\d+\u00a0?段", text) for style, text in outline(data)
    )


def test_layouts_coreq_fills_what_data_can_and_leaves_the_rest_open(shipped: CodedStudy) -> None:
    rows = tables(laid_out(shipped, "coreq"))["COREQ checklist"][1:]
    assert [row[0] for row in rows] == [str(number) for number in range(1, 33)]
    answered = [int(row[0]) for row in rows if row[2] != "(open: for the author)"]
    assert answered == [12, 16, 19, 21, 22, 24, 25, 27, 29, 30, 31, 32]
    assert rows[11][2] == "11 participants in 11 interviews, 15,137 words by them."


@pytest.mark.parametrize("layout", RENDERERS)
def test_layouts_of_nothing_are_documents(layout: str) -> None:
    assert outline(laid_out(make_study(codes=["money"]), layout))


HOSTILE = "</w:t>{0}%s<script>&\"']]>\x1b[31m\n\t=cmd()"


@pytest.mark.parametrize("layout", [name for name in RENDERERS if name != "transcript"])
def test_layouts_take_any_text_anywhere(layout: str) -> None:
    coding = make_coding("money", quote=HOSTILE, evidence=["{0}"], speaker=HOSTILE)
    attributes: Mapping[str, str] = {HOSTILE: HOSTILE, "region": HOSTILE}
    coding = dataclasses.replace(coding, rule=HOSTILE, memos=(HOSTILE,), question=HOSTILE, coder=HOSTILE)
    found = make_study(coding, transcripts=[make_transcript(attributes=attributes)])
    assert outline(laid_out(found, layout, "zh"))


def test_layouts_thesis_tells_the_agreement_of_two_coders() -> None:
    """Of 4 passages both give 1 the code, neither 2, and they differ on 1: 3/4, 2 · 1/3, kappa (.75 - .5) / .5."""
    said = make_interview("P01", "No money.", "Late money.", "Fine.", "Good.")
    coded = {"Li": said[:2], "Wu": said[:1]}
    decisions = tuple(
        Decision("P01", each.start, each.end, each.text, "money", Verdict.ACCEPTED, coder)
        for coder, passages in coded.items()
        for each in passages
    )
    made = make_study(make_coding("money"))
    found = dataclasses.replace(made, decisions=decisions, material=(said[0].transcript,))
    row = ["2 / 1", "75.0%", "0.667", "0.500", "0.533"]
    shown = tables(laid_out(found, "thesis-zh"))["Li、Wu的编码一致性（1份访谈，4个语段）"]
    assert shown[1:] == [["money", *row], ["全部编码", *row]]


def test_layouts_thesis_says_nothing_of_agreement_where_one_coder_worked() -> None:
    decisions = (Decision("P01", 0, 1, "", "money", Verdict.ACCEPTED, coder="Li"),)
    found = dataclasses.replace(make_study(make_coding("money")), decisions=decisions)
    assert "编码一致性" not in [text for style, text in outline(laid_out(found, "thesis-zh")) if style == "Heading 1"]
