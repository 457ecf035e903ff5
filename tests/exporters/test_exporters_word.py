from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from interview_coder.exporters.document import (
    Block,
    Contents,
    Document,
    PageBreak,
    Paragraph,
    Span,
    Style,
    Table,
    cell,
    head,
    number_cell,
    plain,
)
from interview_coder.exporters.word import to_docx
from tests.exporters.reading import body, outline, part, styled

DATE = datetime.date(2024, 2, 29)


def docx(*blocks: Block, title: str = "T", language: str = "en") -> bytes:
    label = {"en": "Table", "zh": "表"}[language]
    return to_docx(Document(title, language, label, blocks), date=DATE)[0]


def table(*texts: str) -> Table:
    return Table("Words", head("Word", "Letters"), tuple((cell(t), number_cell(str(len(t)))) for t in texts), (3, 1))


def test_word_writes_styles_and_text() -> None:
    data = docx(
        plain(Style.TITLE, "Money"),
        plain(Style.HEADING_1, "One"),
        Paragraph(Style.QUOTE, (Span("There is "), Span("no money", Style.EVIDENCE), Span(" (P01)", Style.SOURCE))),
        table("ab", "c"),
    )
    assert outline(data) == [
        ("Title", "Money"),
        ("Heading 1", "One"),
        ("Quote", "There is no money (P01)"),
        ("Caption", "Table 1  Words"),
        ("row", "Word | Letters"),
        ("row", "ab | 2"),
        ("row", "c | 1"),
    ]
    assert styled(data, "Evidence") == ["no money"]
    assert styled(data, "Source") == [" (P01)"]


INJECTIONS = [
    "</w:t></w:r><w:r><w:t>",
    "<script>alert(1)</script> & &amp; ]]> <!-- -->",
    "\"quotes\" 'single' =1+1",
    "{name} %s {0} \\N{DASH}",
    "a  b   c",
    " leading and trailing ",
    "学徒“补贴”……那个——办法",
    "שלום \u202eabc",
    "\U0001f600 \u2028 \x85",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_word_text_is_data(text: str) -> None:
    data = docx(plain(Style.BODY, text), plain(Style.HEADING_1, text), Contents(text), table(text), title=text)
    texts = [found for _, found in outline(data)]
    assert texts == [text, text, text, text, "Table 1  Words", "Word | Letters", f"{text} | {len(text)}"]
    assert open_docx(io.BytesIO(data)).core_properties.title == text


@given(
    st.text(st.characters(exclude_characters="\r\n\t", exclude_categories=("Cs", "Cc")) | st.sampled_from("<>&'\"]"))
)
def test_word_gives_back_any_text(text: str) -> None:
    text = text.replace("\ufffe", "").replace("\uffff", "")
    assert outline(docx(plain(Style.BODY, text))) == [("Body Text", text)]


@given(st.text())
def test_word_is_always_xml(text: str) -> None:
    data = docx(plain(Style.HEADING_1, text), Contents(text), table(text), title=text)
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        part(data, name)


def test_word_replaces_what_xml_cannot_hold_and_counts_it() -> None:
    text = "a\x00b\x1bc\ufffe\ud800d"
    data, replaced = to_docx(Document("T", "en", "Table", (plain(Style.BODY, text),)), date=DATE)
    assert outline(data) == [("Body Text", "a\ufffdb\ufffdc\ufffd\ufffdd")]
    assert replaced == 4


def test_word_writes_breaks_and_tabs() -> None:
    assert outline(docx(plain(Style.QUOTE, "one\ntwo\r\nthree\tfour"))) == [("Quote", "one\ntwo\nthree\tfour")]


def test_word_keeps_spaces_at_the_ends() -> None:
    (text,) = body(docx(plain(Style.BODY, " a "))).iter(qn("w:t"))
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_word_is_the_same_bytes_for_the_same_document() -> None:
    blocks = (plain(Style.HEADING_1, "One"), Contents("Contents"), PageBreak(), table("a"))
    assert docx(*blocks) == docx(*blocks)


def test_word_holds_only_the_date_given() -> None:
    data = docx(plain(Style.BODY, "x"))
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert {entry.date_time for entry in entries} == {(2024, 2, 29, 0, 0, 0)}
    properties = open_docx(io.BytesIO(data)).core_properties
    midnight = datetime.datetime(2024, 2, 29, tzinfo=datetime.UTC)
    assert (properties.created, properties.modified) == (midnight, midnight)
    assert (properties.author, properties.last_modified_by) == ("", "")


@pytest.mark.parametrize(("year", "packed"), [(1970, 1980), (2024, 2024), (2200, 2107)])
def test_word_takes_years_that_zip_files_cannot_hold(year: int, packed: int) -> None:
    data, _ = to_docx(Document("T", "en", "Table", ()), date=datetime.date(year, 1, 1))
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].date_time[0] == packed


def test_word_contents_link_to_the_headings() -> None:
    data = docx(
        Contents("Contents"),
        plain(Style.HEADING_1, "One"),
        plain(Style.HEADING_2, "Two"),
        plain(Style.HEADING_3, "Three"),
    )
    assert outline(data)[:4] == [("TOC Heading", "Contents"), ("toc 1", "One"), ("toc 2", "Two"), ("Heading 1", "One")]
    links = [link.get(qn("w:anchor")) for link in body(data).iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body(data).iter(qn("w:bookmarkStart"))]
    assert links == marks[:2]
    assert len(set(marks)) == 3
    assert instructions(data) == ['TOC \\o "1-2" \\h']


def test_word_fields_are_closed() -> None:
    kinds = [
        mark.get(qn("w:fldCharType"))
        for mark in body(docx(Contents("C"), plain(Style.HEADING_1, "One"), table("a"))).iter(qn("w:fldChar"))
    ]
    assert kinds == ["begin", "separate", "end"] * 2


def instructions(data: bytes) -> list[str]:
    return [(element.text or "").strip() for element in body(data).iter(qn("w:instrText"))]


def test_word_numbers_captions_by_field() -> None:
    data = docx(table("a"), table("b"), language="zh")
    assert [text for style, text in outline(data) if style == "Caption"] == ["表 1  Words", "表 2  Words"]
    assert instructions(data) == ["SEQ 表 \\* ARABIC"] * 2


def test_word_table_repeats_its_head_and_keeps_rows_whole() -> None:
    rows = list(body(docx(table("a", "b"))).iter(qn("w:tr")))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_word_keeps_short_tables_on_one_page() -> None:
    def kept(data: bytes) -> list[bool]:
        return [row.find(f".//{qn('w:keepNext')}") is not None for row in body(data).iter(qn("w:tr"))]

    assert kept(docx(table("a", "b", "c"))) == [False, True, True, False]  # the head is kept by its style
    assert not any(kept(docx(table(*"abcdefghijklmnopqrst"))))


def test_word_table_is_a_three_line_table() -> None:
    data = docx(table("a"))
    assert {style.get(qn("w:val")) for style in body(data).iter(qn("w:tblStyle"))} == {"ThreeLineTable"}
    style = next(style for style in part(data, "word/styles.xml") if style.get(qn("w:styleId")) == "ThreeLineTable")
    sides = [side.tag for borders in style.iter(qn("w:tblBorders"), qn("w:tcBorders")) for side in borders]
    assert sides == [qn("w:top"), qn("w:bottom"), qn("w:bottom")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_word_styles_name_fonts_for_both_scripts(language: str) -> None:
    styles = part(docx(language=language), "word/styles.xml")
    fonts = list(styles.iter(qn("w:rFonts")))
    assert {font.get(qn("w:ascii")) for font in fonts} == {"Times New Roman"}
    assert {font.get(qn("w:eastAsia")) for font in fonts} == {"宋体", "黑体"}
    assert not [name for font in fonts for name in font.attrib if "Theme" in str(name)]
    (language_tag,) = styles.iter(qn("w:lang"))
    assert language_tag.get(qn("w:eastAsia")) == "zh-CN"


def test_word_every_style_used_is_defined() -> None:
    data = docx(*(plain(style, "x") for style in Style), Contents("C"), table("a"))
    defined = {style.get(qn("w:styleId")) for style in part(data, "word/styles.xml").iter(qn("w:style"))}
    used = {mark.get(qn("w:val")) for mark in body(data).iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    assert used - defined == set()
    assert len(used) > 20


def test_word_looks_hang_on_styles_alone() -> None:
    """A run may name its style and its script, a paragraph its style and its neighbour."""
    data = docx(
        Contents("目录"),
        plain(Style.HEADING_1, "标题"),
        Paragraph(Style.QUOTE, (Span("没有"), Span("money", Style.EVIDENCE))),
        Paragraph(Style.BODY, (Span("█", Style.BAR),)),
        table("a", "b"),
    )
    assert _children(data, "w:rPr") == {qn("w:rStyle"), qn("w:rFonts")}
    assert _children(data, "w:pPr") == {qn("w:pStyle"), qn("w:keepNext")}
    assert {tuple(fonts.attrib) for fonts in body(data).iter(qn("w:rFonts"))} == {(qn("w:hint"),)}


def test_word_takes_what_stands_among_chinese_from_the_chinese_font() -> None:
    spans = (Span("“没有”"), Span("“none”"), Span("█", Style.BAR))
    runs = body(docx(Paragraph(Style.BODY, spans))).iter(qn("w:r"))
    assert [run.find(f".//{qn('w:rFonts')}") is not None for run in runs] == [True, False, True]


def _children(data: bytes, tag: str) -> set[str]:
    return {str(child.tag) for element in body(data).iter(qn(tag)) for child in element}


def test_word_evidence_is_bold_and_shaded() -> None:
    styles = part(docx(), "word/styles.xml")
    (look,) = styles.findall(f"{qn('w:style')}[@{qn('w:styleId')}='Evidence']/{qn('w:rPr')}")
    assert {child.tag for child in look} >= {qn("w:b"), qn("w:shd")}


def test_word_page_is_a4_with_its_number_below() -> None:
    data = docx(plain(Style.BODY, "x"))
    (size,) = body(data).iter(qn("w:pgSz"))
    assert (size.get(qn("w:w")), size.get(qn("w:h"))) == ("11906", "16838")
    footer = part(data, "word/footer1.xml")
    assert [element.text for element in footer.iter(qn("w:instrText"))] == [" PAGE "]


def test_word_relationships_lead_to_parts() -> None:
    data = docx()
    names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    for source, folder in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")):
        targets = {folder + link.attrib["Target"] for link in part(data, source)}
        assert targets <= names
    types = {
        child.attrib["PartName"].lstrip("/")
        for child in part(data, "[Content_Types].xml")
        if "PartName" in child.attrib
    }
    assert types == {name for name in names if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_word_holds_nothing_of_the_template_it_is_built_on() -> None:
    data = docx(plain(Style.HEADING_1, "One"))
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    colored = part(data, "word/styles.xml").iterfind(f"{qn('w:style')}/{qn('w:rPr')}/{qn('w:color')}/../..")
    assert [style.get(qn("w:styleId")) for style in colored] == ["Source", "Rule", "Bar", "PassageMark"]


def test_word_cuts_a_title_too_long_for_a_property() -> None:
    data = docx(plain(Style.TITLE, "x" * 300), title="x" * 300)
    assert open_docx(io.BytesIO(data)).core_properties.title == "x" * 255
    assert outline(data) == [("Title", "x" * 300)]


def test_word_xml_is_plain() -> None:
    """No document type, no entity: nothing for a parser to fetch or to expand."""
    with zipfile.ZipFile(io.BytesIO(docx(plain(Style.BODY, "x")))) as package:
        for name in package.namelist():
            assert b"<!DOCTYPE" not in package.read(name)
            assert etree.fromstring(package.read(name)).getroottree().docinfo.encoding == "UTF-8"
