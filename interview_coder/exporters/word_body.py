"""A document's blocks as Word's elements, below python-docx's API: through it, table rows take quadratic time."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.table import CT_Tbl
from docx.section import Section
from docx.shared import Length, Twips

from interview_coder.exporters.document import (
    Block,
    Cell,
    Contents,
    Document,
    PageBreak,
    Paragraph,
    Picture,
    Span,
    Style,
    Table,
)
from interview_coder.language import has_han
from interview_coder.readers.package import ILLEGAL_IN_XML

# An element of one of python-docx's classes; what their types say of children and lxml's types do not agree.
Element = Any

A4 = (11906, 16838)  # in twentieths of a point
TABLE_STYLE = "Three Line Table"

_LEVELS = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.HEADING_3: 3}
_CONTENTS_STYLES = (Style.CONTENTS_1, Style.CONTENTS_2)
_SHORT_TABLE = 15, 1200  # rows, and characters in all of them


class BodyWriter:
    """Writes the blocks of one document into a Word document of one section that has all styles.

    `replaced` counts the characters that XML cannot hold.
    """

    def __init__(self, document: Document, word: WordDocument) -> None:
        (self._section,) = word.sections
        self._part = word.part
        self._width = _text_width(self._section)
        self._ids = style_ids(word)
        self._document = document
        self._headings = [block for block in document.blocks if isinstance(block, Paragraph) and block.style in _LEVELS]
        self._headings_written = 0
        self._tables_written = 0
        self._pictures_written = 0
        self.replaced = 0

    def write(self) -> None:
        """Append the blocks."""
        end: Element = self._section._sectPr
        for block in self._document.blocks:
            for element in self._block(block):
                end.addprevious(element)

    def clean(self, text: str) -> str:
        """Put U+FFFD in place of what XML cannot hold."""
        clean, replaced = ILLEGAL_IN_XML.subn("\ufffd", text)
        self.replaced += replaced
        return clean

    def _block(self, block: Block) -> Iterator[Element]:
        match block:
            case Paragraph(style=style) if style in _LEVELS:
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Table():
                if block.caption:
                    self._tables_written += 1
                    label = self._document.table_label
                    yield self._caption(label, self._tables_written, block.caption)
                yield self._table(block)
            case Picture():
                self._pictures_written += 1
                yield self._picture(block)
                caption = self._caption(self._document.figure_label, self._pictures_written, block.caption)
                # It stands below, and needs nothing of what follows.
                caption.get_or_add_pPr().get_or_add_keepNext().val = False
                yield caption
            case Contents():
                yield from self._contents(block)
            case PageBreak():
                yield parse_xml(f'<w:p {nsdecls("w")}><w:r><w:br w:type="page"/></w:r></w:p>')

    def _paragraph(self, paragraph: Paragraph) -> Element:
        element = self._p(paragraph.style, self._runs(paragraph))
        if paragraph.with_next:
            element.pPr.get_or_add_keepNext()
        return element

    def _p(self, style: Style, content: Iterable[Element]) -> Element:
        return _element("w:p", _element("w:pPr", _element("w:pStyle", val=self._ids[style])), *content)

    def _runs(self, paragraph: Paragraph) -> Iterator[Element]:
        return map(self._run, paragraph.spans)

    def _run(self, span: Span) -> Element:
        look = [_element("w:rStyle", val=self._ids[span.style])] if span.style else []
        # Without the hint, quotation marks and dashes in Chinese text and the blocks of bars come from the Latin font.
        if span.style is Style.BAR or has_han(span.text):
            look.append(_element("w:rFonts", hint="eastAsia"))
        run = _element("w:r", *([_element("w:rPr", *look)] if look else []))
        run.text = self.clean(span.text.replace("\r\n", "\n"))
        return run

    def _heading(self, heading: Paragraph) -> Element:
        """Write a heading in the bookmark that the table of contents links to."""
        self._headings_written += 1
        number = self._headings_written
        start = _element("w:bookmarkStart", id=str(number), name=_bookmark(number))
        return self._p(heading.style, [start, *self._runs(heading), _element("w:bookmarkEnd", id=str(number))])

    def _contents(self, contents: Contents) -> Iterator[Element]:
        """Write the field already filled, as Word shows it; page numbers come when Word updates it."""
        lines = [
            self._p(_CONTENTS_STYLES[_LEVELS[heading.style] - 1], [self._link(number, heading)])
            for number, heading in enumerate(self._headings, start=1)
            if _LEVELS[heading.style] <= len(_CONTENTS_STYLES)
        ]
        if not lines:
            return
        *start, end = field(f'TOC \\o "1-{len(_CONTENTS_STYLES)}" \\h')
        lines[0][1:1] = start
        lines[-1].append(end)
        block = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        block[-1].extend([self._p(Style.CONTENTS, [self._run(Span(contents.title))]), *lines])
        yield block

    def _link(self, number: int, heading: Paragraph) -> Element:
        return _element("w:hyperlink", *self._runs(heading), anchor=_bookmark(number), history="1")

    def _caption(self, label: str, number: int, text: str) -> Element:
        """Write a caption whose number is a field, so that Word can list the tables and the figures."""
        numbered = field(f"SEQ {label} \\* ARABIC", str(number))
        return self._p(Style.CAPTION, [self._run(Span(f"{label} ")), *numbered, self._run(Span(f"  {text}"))])

    def _picture(self, picture: Picture) -> Element:
        """Write a picture in its own size, or as wide as the text where it is wider."""
        _, image = self._part.get_or_add_image(io.BytesIO(picture.data))
        width = min(image.width, Twips(self._width))
        inline: Element = self._part.new_pic_inline(io.BytesIO(picture.data), width=width)
        inline.docPr.id = self._pictures_written
        inline.docPr.set("descr", self.clean(picture.alt))
        return self._p(Style.FIGURE, [_element("w:r", _element("w:drawing", inline))])

    def _table(self, table: Table) -> Element:
        widths = [round(self._width * width / sum(table.widths)) for width in table.widths]
        element: Element = CT_Tbl.new_tbl(0, len(widths), Twips(self._width))
        element.tblStyle_val = self._ids[TABLE_STYLE]
        element.tblPr.autofit = False
        for column, width in zip(element.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Twips(width)
        head = self._row(table.head, _frame(widths, whole=True))
        # It stands again on top of each page.
        head.get_or_add_trPr().append(_element("w:tblHeader"))
        element.append(head)
        # A short table stays on one page: its rows but the last are kept with the next.
        kept = len(table.rows) - 1 if _is_short(table) else 0
        frame = _frame(widths, whole=not table.cut)
        element.extend(self._row(row, frame, keep_with_next=at < kept) for at, row in enumerate(table.rows))
        return element

    def _row(self, row: tuple[Cell, ...], frame: Element, *, keep_with_next: bool = False) -> Element:
        element = deepcopy(frame)
        for place, cell in zip(element.tc_lst, row, strict=True):
            place.extend(map(self._paragraph, cell.paragraphs))
        if keep_with_next:
            for paragraph in element.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()
        return element


def _is_short(table: Table) -> bool:
    rows, characters = _SHORT_TABLE
    if table.cut or len(table.rows) > rows:
        return False
    return sum(len(each.text) for row in table.rows for cell in row for each in cell.paragraphs) <= characters


def style_ids(word: WordDocument) -> dict[str, str]:
    """Return the ids under which a document knows our styles; Word itself does not mind their names' case."""
    known = {(style.name or "").casefold(): style.style_id for style in word.styles}
    return {name: known[name.casefold()] for name in (*Style, TABLE_STYLE)}


def _text_width(section: Section) -> int:
    """Return how wide lines are, in twentieths of a point."""
    page: Length = section.page_width or Twips(A4[0])
    margins = (section.left_margin, section.right_margin, section.gutter)
    return int(page.twips) - sum(int(margin.twips) for margin in margins if margin)


def field(instruction: str, result: str = "") -> list[Element]:
    """Return the runs of a field: its start, its result if there is one, its end."""
    code = _element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    shown = _element("w:r")
    shown.text = result
    return [_mark("begin"), _element("w:r", code), _mark("separate"), *([shown] if result else []), _mark("end")]


def _mark(kind: str) -> Element:
    return _element("w:r", _element("w:fldChar", fldCharType=kind))


def _frame(widths: Iterable[int], *, whole: bool) -> Element:
    """Return a row of empty cells; no page break cuts it where it is to stay whole."""
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr></w:tc>' for width in widths)
    split = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return parse_xml(f"<w:tr {nsdecls('w')}>{split}{cells}</w:tr>")


def _element(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element of the class python-docx has for it."""
    element: Element = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    element.extend(children)
    return element


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"
