"""A template of the user's own: what a document takes over from it, and what not."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from interview_coder.errors import TranscriptError
from interview_coder.exporters.document import Document, Paragraph, Span, Style, Table, cell, head, plain
from interview_coder.exporters.word import to_docx
from interview_coder.readers.source import Source
from tests.exporters.reading import body, outline, part

DATE = datetime.date(2024, 2, 29)
BLOCKS = (
    plain(Style.HEADING_1, "Findings"),
    plain(Style.BODY, "There is no money."),
    plain(Style.BULLET, "One."),
    Paragraph(Style.QUOTE, (Span("none", Style.EVIDENCE),)),
    Table("Words", head("Word"), ((cell("money"),),), (1,)),
)


def school(change: Callable[[WordDocument], None] = lambda _: None) -> Source:
    """A template with a header, a margin of its own, 黑体 headings under a Chinese id, text and a comment."""
    word = docx.Document()
    for style in [style for style in word.styles if style.name in {"Body Text", "List Bullet", "Quote", "Caption"}]:
        style.delete()
    heading = word.styles["Heading 1"]
    heading.element.set(qn("w:styleId"), "1")
    heading.font.size = Pt(31)
    word.sections[0].left_margin = Twips(2268)
    word.sections[0].header.paragraphs[0].text = "Sichuan University"
    word.add_paragraph("Type your text here")
    word.add_comment(word.paragraphs[0].runs, "see me", author="Wang Wei")
    change(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return Source("school.docx", buffer.getvalue())


def restyled(template: Source) -> bytes:
    return to_docx(Document("T", "en", "Table", BLOCKS), date=DATE, template=template)[0]


def test_template_keeps_its_styles_page_and_header() -> None:
    data = restyled(school())
    word = docx.Document(io.BytesIO(data))
    assert word.styles["Heading 1"].font.size == Pt(31)
    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.name == "Heading 1"
    assert [section.left_margin for section in word.sections] == [Twips(2268)]
    assert word.sections[0].header.paragraphs[0].text == "Sichuan University"


def test_template_loses_its_text_and_who_wrote_it() -> None:
    data = restyled(school())
    assert outline(data) == [
        ("Heading 1", "Findings"),
        ("Body Text", "There is no money."),
        ("List Bullet", "One."),
        ("Quote", "none"),
        ("Caption", "Table 1  Words"),
        ("row", "Word"),
        ("row", "money"),
    ]
    assert b"Wang Wei" not in b"".join(_parts(data).values())
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_template_gets_the_styles_it_lacks_in_its_own_fonts() -> None:
    data = restyled(school())
    styles = {style.get(qn("w:styleId")): style for style in part(data, "word/styles.xml").iter(qn("w:style"))}
    used = {mark.get(qn("w:val")) for mark in body(data).iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    assert used <= set(styles)
    assert not list(styles["TableText"].iter(qn("w:rFonts")))
    assert not list(styles["BodyText"].iter(qn("w:rPr")))
    (indent,) = styles["TableText"].iter(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "0"


def test_template_bullets_stand_in_its_numbering() -> None:
    data = restyled(school())
    (use,) = part(data, "word/styles.xml").iterfind(
        f"{qn('w:style')}[@{qn('w:styleId')}='ListBullet']//{qn('w:numId')}"
    )
    numbering = part(data, "word/numbering.xml")
    assert use.get(qn("w:val")) in {each.get(qn("w:numId")) for each in numbering.iter(qn("w:num"))}
    kinds = [child.tag for child in numbering]
    assert kinds == sorted(kinds, key=lambda tag: tag == qn("w:num"))


def test_template_tables_are_as_wide_as_its_lines() -> None:
    """A letter's page of 12240 less margins of 4 cm and 1800."""
    (grid,) = body(restyled(school())).iter(qn("w:gridCol"))
    assert grid.get(qn("w:w")) == str(12240 - 2268 - 1800)


def test_template_gives_the_same_bytes() -> None:
    assert restyled(school()) == restyled(school())


@pytest.mark.parametrize("data", [b"", b"no zip", docx.__file__.encode(), b"PK\x03\x04 half"])
def test_template_that_is_none_is_named(data: bytes) -> None:
    with pytest.raises(TranscriptError, match="school"):
        restyled(Source("school.docx", data))


def test_template_with_a_style_of_another_kind_is_named() -> None:
    def spoil(word: WordDocument) -> None:
        word.styles.add_style("Evidence", WD_STYLE_TYPE.PARAGRAPH)

    with pytest.raises(TranscriptError, match="something else: Evidence"):
        restyled(school(spoil))
