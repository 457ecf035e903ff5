from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interview_coder.codebook import LocalText
from interview_coder.exporters.document import Document, Paragraph, Span, Style, Table, cell, head, number_cell, plain
from interview_coder.exporters.markdown import escaped, is_own, render, to_markdown
from interview_coder.exporters.rendering import Wishes
from tests.factories import make_coding, make_study, make_transcript

DATE = datetime.date(2026, 11, 23)


def written(*blocks: Paragraph | Table) -> str:
    return to_markdown(Document("A study", "en", "Table", blocks))


def test_markdown_writes_paragraphs_by_style() -> None:
    text = written(
        plain(Style.TITLE, "Money"),
        plain(Style.HEADING_1, "Counts"),
        plain(Style.BULLET, "left out"),
        Paragraph(Style.QUOTE, (Span("No "), Span("money", Style.EVIDENCE), Span(", never", Style.EVIDENCE))),
    )
    assert text == "# Money\n\n## Counts\n\n- left out\n\n> No **money**<b>, never</b>\n"


def test_markdown_writes_tables() -> None:
    table = Table("By code", (*head("Code"), number_cell("No.")), ((cell("a|b\nc"), number_cell("1")),), (1, 1))
    assert written(table) == "**Table 1** By code\n\n| Code | No. |\n| --- | ---: |\n| a\\|b<br>c | 1 |\n"


MARKUP = [
    *("# no", "- no", "+ no", "1. no", "2) no", "> no", "***", "===", "    code", "~~x~~", "![x](y)", "[x](y)", "<b>"),
    *(
        "&amp;",
        "`x`",
        "http://x.example",
        "www.x.example",
        "a@b.example",
        "| a | b |",
        "x\n---",
        "$x$",
        "\\*",
        "| a\n|---|",
    ),
]


@pytest.mark.parametrize("text", MARKUP)
def test_markdown_texts_are_no_markup(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(written(plain(Style.BODY, text)))
    shown = html.replace("<br />\n", "\n").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert shown == f"<p>{text.strip()}</p>\n"


@given(st.text(st.sampled_from("\\`*_{}[]<>#|~^$@&!=-+:.1 a钱"), min_size=1))
def test_markdown_escapes_any_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parseInline("a" + escaped(text) + "a")
    (inline,) = tokens
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == f"a{text}a"


def test_markdown_reports_a_study() -> None:
    coding = make_coding("money", quote="No *money* \x07here.", evidence=["money"])
    study = make_study(coding, transcripts=[make_transcript(attributes={"region": "<script>"})])
    named = dataclasses.replace(study.codebook.codes[0], name=LocalText({"": "_Money_ | <script>"}))
    study = dataclasses.replace(study, codebook=dataclasses.replace(study.codebook, codes=(named,)))
    rendered = render(study, Wishes("en", DATE))
    text = rendered.data.decode()
    assert "> No \\***money**\\* \ufffdhere. (P01,\u00a0¶1)  money.rules\\[0\\]\n" in text
    assert "<script>" not in text.replace("\\<", "")
    assert rendered.notes[0].startswith("control characters, written as \ufffd: ")
    assert is_own(rendered.data)
    assert not is_own(rendered.data.replace(b"money", b"honey"))
