"""A document's blocks as Word's elements, below python-docx's API: through it, table rows take quadratic time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.table import CT_Tbl
from docx.shared import Twips

from interview_coder.exporters.document import (
    Block,
    Cell,
    Contents,
    Document,
    PageBreak,
    Paragraph,
    Span,
    Style,
    Table,
)
from interview_coder.language import has_han
from interview_coder.readers.package import ILLEGAL_IN_XML

# An element of one of python-docx's classes; what their types say of children and lxml's types do not agree.
Element = Any

TEXT_WIDTH = 9070  # in twentieths of a point: A4 less margins of 2.5 cm
TABLE_STYLE = "Three Line Table"

_LEVELS = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.HEADING_3: 3}
_CONTENTS_STYLES = (Style.CONTENTS_1, Style.CONTENTS_2)
_SHORT_TABLE = 15


class BodyWriter:
    """Writes the blocks of one document; `replaced` counts the characters that XML cannot hold."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = [block for block in document.blocks if isinstance(block, Paragraph) and block.style in _LEVELS]
        self._headings_written = 0
        self._tables_written = 0
        self.replaced = 0

    def write(self, word: WordDocument) -> None:
        """Append the blocks to a Word document of one section."""
        (section,) = word.sections
        end: Element = section._sectPr
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
                yield self._caption(block)
                yield self._table(block)
            case Contents():
                yield from self._contents(block)
            case PageBreak():
                yield parse_xml(f'<w:p {nsdecls("w")}><w:r><w:br w:type="page"/></w:r></w:p>')

    def _paragraph(self, paragraph: Paragraph) -> Element:
        return _p(paragraph.style, self._runs(paragraph))

    def _runs(self, paragraph: Paragraph) -> Iterator[Element]:
        return map(self._run, paragraph.spans)

    def _run(self, span: Span) -> Element:
        look = [_element("w:rStyle", val=style_id(span.style))] if span.style else []
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
        return _p(heading.style, [start, *self._runs(heading), _element("w:bookmarkEnd", id=str(number))])

    def _contents(self, contents: Contents) -> Iterator[Element]:
        """Write the field already filled, as Word shows it; page numbers come when Word updates it."""
        lines = [
            _p(_CONTENTS_STYLES[_LEVELS[heading.style] - 1], [self._link(number, heading)])
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
        block[-1].extend([_p(Style.CONTENTS, [self._run(Span(contents.title))]), *lines])
        yield block

    def _link(self, number: int, heading: Paragraph) -> Element:
        return _element("w:hyperlink", *self._runs(heading), anchor=_bookmark(number), history="1")

    def _caption(self, table: Table) -> Element:
        """Write a caption whose number is a field, so that Word can list the tables."""
        self._tables_written += 1
        label = self._document.table_label
        number = field(f"SEQ {label} \\* ARABIC", str(self._tables_written))
        return _p(Style.CAPTION, [self._run(Span(f"{label} ")), *number, self._run(Span(f"  {table.caption}"))])

    def _table(self, table: Table) -> Element:
        widths = [round(TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]
        element: Element = CT_Tbl.new_tbl(0, len(widths), Twips(TEXT_WIDTH))
        element.tblStyle_val = style_id(TABLE_STYLE)
        element.tblPr.autofit = False
        for column, width in zip(element.tblGrid.gridCol_lst, widths, strict=True):
            column.w = Twips(width)
        frame = _frame(widths)
        head = self._row(table.head, frame)
        # It stands again on top of each page.
        head.get_or_add_trPr().append(_element("w:tblHeader"))
        element.append(head)
        # A short table stays on one page: its rows but the last are kept with the next.
        kept = len(table.rows) - 1 if len(table.rows) <= _SHORT_TABLE else 0
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


def style_id(style: str) -> str:
    """Return the id a style has in the file: its name without spaces."""
    return style.replace(" ", "")


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


def _p(style: Style, content: Iterable[Element]) -> Element:
    return _element("w:p", _element("w:pPr", _element("w:pStyle", val=style_id(style))), *content)


def _frame(widths: Iterable[int]) -> Element:
    """Return a row of empty cells that no page break cuts."""
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr></w:tc>' for width in widths)
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")


def _element(tag: str, *children: Element, **attributes: str) -> Element:
    """Return an element of the class python-docx has for it."""
    element: Element = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    element.extend(children)
    return element


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"
