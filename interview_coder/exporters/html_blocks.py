"""The blocks of a document as HTML; the looks are in the page's style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from interview_coder.exporters.document import Block, Cell, Paragraph, Span, Style, Table
from interview_coder.exporters.html_tags import Html, joined, tag

_ELEMENTS = {
    Style.HEADING_1: "h2",
    Style.HEADING_2: "h3",
    Style.HEADING_3: "h4",
    Style.BULLET: "li",
    Style.QUOTE: "blockquote",
}
_SPANS = {Style.EVIDENCE: "b", Style.STRONG: "strong", Style.RULE: "small", Style.SOURCE: "cite"}
_NUMBERS = (Style.TABLE_NUMBER, Style.TABLE_NUMBER_HEAD)


def blocks_html(blocks: Iterable[Block]) -> Iterator[Html]:
    """Yield paragraphs and tables; a page has no contents and page breaks of this kind."""
    shown = (block for block in blocks if isinstance(block, Paragraph | Table))
    for bullets, group in groupby(shown, key=lambda block: getattr(block, "style", None) is Style.BULLET):
        elements = joined(_table(block) if isinstance(block, Table) else _paragraph(block) for block in group)
        yield tag("ul", elements) if bullets else elements


def _paragraph(paragraph: Paragraph) -> Html:
    return tag(
        _ELEMENTS.get(paragraph.style, "p"),
        joined(map(_span, paragraph.spans)),
        class_="n" if paragraph.style is Style.NOTE else None,
    )


def _span(span: Span) -> str:
    return tag(_SPANS[span.style], span.text) if span.style in _SPANS else span.text


def _table(table: Table) -> Html:
    heads = (_cell("th" if _text(cell) else "td", cell, scope="col" if _text(cell) else None) for cell in table.head)
    rows = (tag("tr", joined(_cell("td", cell) for cell in row)) for row in table.rows)
    return scrolling(
        table.caption,
        tag("caption", table.caption),
        tag("thead", tag("tr", joined(heads))),
        tag("tbody", joined(rows)),
    )


def scrolling(caption: str, *content: str, class_: str | None = None) -> Html:
    """Return a table in a box of its own, which one can move by keyboard where the page is too narrow for it."""
    box = tag("table", *content, class_=class_)
    return tag("div", box, class_="scroll", tabindex=0, role="region", aria_label=caption)


def _text(cell: Cell) -> str:
    return "".join(paragraph.text for paragraph in cell.paragraphs)


def _cell(name: str, cell: Cell, *, scope: str | None = None) -> Html:
    numbers = cell.paragraphs[0].style in _NUMBERS
    lines = (joined(map(_span, paragraph.spans)) for paragraph in cell.paragraphs)
    return tag(name, joined(lines, tag("br")), class_="num" if numbers else None, scope=scope)
