"""A document's blocks as WordprocessingML, written as text: table rows through python-docx take quadratic time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

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

TEXT_WIDTH = 9070  # in twentieths of a point: A4 less margins of 2.5 cm

_LEVELS = {Style.HEADING_1: 1, Style.HEADING_2: 2, Style.HEADING_3: 3}
_CONTENTS_STYLES = (Style.CONTENTS_1, Style.CONTENTS_2)
_SHORT_TABLE = 15

# What XML 1.0 cannot hold, halves of surrogate pairs included.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("(\r\n|[\r\n\t])")


class BodyWriter:
    """Writes the blocks of one document; `replaced` counts the characters that XML cannot hold."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = [block for block in document.blocks if isinstance(block, Paragraph) and block.style in _LEVELS]
        self._headings_written = 0
        self._tables_written = 0
        self.replaced = 0

    def blocks(self) -> Iterator[str]:
        """Yield the XML of the blocks, in pieces."""
        for block in self._document.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(style=style) if style in _LEVELS:
                yield self._heading(block)
            case Paragraph():
                yield self._paragraph(block)
            case Table():
                yield from self._table(block)
            case Contents():
                yield self._contents(block)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def text(self, text: str) -> str:
        """Escape a text; U+FFFD stands in for what XML cannot hold."""
        clean, replaced = _ILLEGAL.subn("\ufffd", text)
        self.replaced += replaced
        return escape(clean)

    def _paragraph(self, paragraph: Paragraph, *, keep_with_next: bool = False) -> str:
        return _p(paragraph.style, self._runs(paragraph), keep_with_next=keep_with_next)

    def _runs(self, paragraph: Paragraph) -> str:
        return "".join(map(self._run, paragraph.spans))

    def _run(self, span: Span) -> str:
        style = f'<w:rStyle w:val="{style_id(span.style)}"/>' if span.style else ""
        # Without the hint, quotation marks and dashes in Chinese text and the blocks of bars come from the Latin font.
        chinese = span.style is Style.BAR or has_han(span.text)
        hint = '<w:rFonts w:hint="eastAsia"/>' if chinese else ""
        look = f"<w:rPr>{style}{hint}</w:rPr>" if style or hint else ""
        return f"<w:r>{look}{''.join(map(self._piece, _BREAKS.split(span.text)))}</w:r>"

    def _piece(self, piece: str) -> str:
        if piece == "\t":
            return "<w:tab/>"
        if piece in ("\n", "\r", "\r\n"):
            return "<w:br/>"
        return f'<w:t xml:space="preserve">{self.text(piece)}</w:t>' if piece else ""

    def _heading(self, heading: Paragraph) -> str:
        """Write a heading in the bookmark that the table of contents links to."""
        self._headings_written += 1
        number = self._headings_written
        start = f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
        return _p(heading.style, f'{start}{self._runs(heading)}<w:bookmarkEnd w:id="{number}"/>')

    def _contents(self, contents: Contents) -> str:
        """Write the field already filled, as Word shows it; page numbers come when Word updates it."""
        listed = [
            (number, heading)
            for number, heading in enumerate(self._headings, start=1)
            if _LEVELS[heading.style] <= len(_CONTENTS_STYLES)
        ]
        if not listed:
            return ""
        links = [self._link(number, heading) for number, heading in listed]
        links[0] = _field_start(f'TOC \\o "1-{len(_CONTENTS_STYLES)}" \\h') + links[0]
        links[-1] += _field_mark("end")
        styles = [_CONTENTS_STYLES[_LEVELS[heading.style] - 1] for _, heading in listed]
        lines = "".join(map(_p, styles, links))
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        title = _p(Style.CONTENTS, self._run(Span(contents.title)))
        return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{lines}</w:sdtContent></w:sdt>"

    def _link(self, number: int, heading: Paragraph) -> str:
        return f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">{self._runs(heading)}</w:hyperlink>'

    def _table(self, table: Table) -> Iterator[str]:
        yield self._caption(table)
        widths = [round(TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="ThreeLineTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        frames = [f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' for width in widths]
        yield self._row(table.head, frames, repeated=True)
        # A short table stays on one page: its rows but the last are kept with the next.
        kept = len(table.rows) - 1 if len(table.rows) <= _SHORT_TABLE else 0
        for number, row in enumerate(table.rows):
            yield self._row(row, frames, keep_with_next=number < kept)
        yield "</w:tbl>"

    def _row(
        self, row: tuple[Cell, ...], frames: list[str], *, repeated: bool = False, keep_with_next: bool = False
    ) -> str:
        """Write a row that no page break cuts; a repeated one stands again on top of each page."""
        head = "<w:tblHeader/>" if repeated else ""
        parts = [f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"]
        for frame, cell in zip(frames, row, strict=True):
            parts.append(frame)
            parts += [self._paragraph(paragraph, keep_with_next=keep_with_next) for paragraph in cell.paragraphs]
            parts.append("</w:tc>")
        return "".join([*parts, "</w:tr>"])

    def _caption(self, table: Table) -> str:
        """Write a caption whose number is a field, so that Word can list the tables."""
        self._tables_written += 1
        label = self._document.table_label
        number = self._run(Span(str(self._tables_written)))
        field = _field_start(f"SEQ {label} \\* ARABIC") + number + _field_mark("end")
        return _p(Style.CAPTION, self._run(Span(f"{label} ")) + field + self._run(Span(f"  {table.caption}")))


def style_id(style: Style) -> str:
    """Return the id a style has in the file: its name without spaces."""
    return style.replace(" ", "")


def _p(style: Style, content: str, *, keep_with_next: bool = False) -> str:
    keep = "<w:keepNext/>" if keep_with_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{keep}</w:pPr>{content}</w:p>'


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"


def _field_start(instruction: str) -> str:
    """Open a field; what follows is its result, until the mark "end"."""
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return _field_mark("begin") + code + _field_mark("separate")


def _field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def page_number() -> str:
    """Return the field of the page's number, for a footer."""
    return _field_start("PAGE") + "<w:r><w:t>1</w:t></w:r>" + _field_mark("end")
