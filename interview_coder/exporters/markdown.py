"""The report of a study as Markdown; no text of an interview or a codebook acts as markup in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.exporters.document import Cell, Document, Paragraph, Span, Style, Table
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.report import report
from interview_coder.exporters.seal import is_own, sealed
from interview_coder.readers.package import ILLEGAL_IN_XML
from interview_coder.study import CodedStudy

__all__ = ["is_own", "render", "to_markdown"]

# CommonMark, and what GitHub and pandoc read besides: tables, mathematics, citations, addresses that become links.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~^$@&!=]|(?<=[A-Za-z]):(?=//)|(?i:(?<=www)\.)")
_LINE_START = re.compile(r"(?m)^[ \t]*(?:([-+:])|(\d{1,9})([.)]))")
_PREFIXES = {
    Style.TITLE: "# ",
    Style.HEADING_1: "## ",
    Style.HEADING_2: "### ",
    Style.HEADING_3: "#### ",
    Style.BULLET: "- ",
    Style.QUOTE: "> ",
}
_NUMBERS = (Style.TABLE_NUMBER, Style.TABLE_NUMBER_HEAD)
_STRONG = (Style.EVIDENCE, Style.STRONG)


def render(study: CodedStudy, wishes: Wishes) -> Rendered:
    """Write the report, without charts; characters that no text should hold are replaced, and counted."""
    text, replaced = ILLEGAL_IN_XML.subn("\ufffd", to_markdown(report(study, wishes)))
    notes = (f"control characters, written as \ufffd: {replaced:,}",) if replaced else ()
    return Rendered(sealed(text.encode()), notes)


def to_markdown(document: Document) -> str:
    """Return a document's paragraphs and tables as Markdown."""
    return "\n\n".join(_blocks(document)) + "\n"


def _blocks(document: Document) -> Iterator[str]:
    number = 0
    for block in document.blocks:
        if isinstance(block, Table):
            number += 1
            yield f"**{escaped(f'{document.table_label} {number}')}** {escaped(block.caption)}"
            yield _table(block)
        elif isinstance(block, Paragraph):
            yield _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    prefix = _PREFIXES.get(paragraph.style, "")
    text = _LINE_START.sub(_line_start, "".join(map(_span, paragraph.spans)))
    # A backslash at its end keeps a line apart from the next, which must stay in the quote or the list as well.
    further = {"> ": "> ", "- ": "  "}.get(prefix, "")
    return prefix + re.sub(r"\s*\n\s*", lambda _: " " if "#" in prefix else f"\\\n{further}", text.strip())


def _line_start(found: re.Match[str]) -> str:
    sign, number, stop = found.groups()
    return f"\\{sign}" if sign else f"{number}\\{stop}"


def _span(span: Span) -> str:
    text = escaped(span.text)
    if span.style not in _STRONG or not span.text.strip():
        return text
    # Beside other signs asterisks would not count as markup.
    return f"**{text}**" if span.text[0].isalnum() and span.text[-1].isalnum() else f"<b>{text}</b>"


def escaped(text: str) -> str:
    """Return text in which nothing is markup, but for what begins a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _table(table: Table) -> str:
    rule = ("---:" if _is_number(cell) else "---" for cell in table.head)
    rows = (f"| {' | '.join(map(_cell, row))} |" for row in table.rows)
    return "\n".join([f"| {' | '.join(map(_cell, table.head))} |", f"| {' | '.join(rule)} |", *rows])


def _is_number(cell: Cell) -> bool:
    return cell.paragraphs[0].style in _NUMBERS


def _cell(cell: Cell) -> str:
    """Return a cell in one line, as tables of Markdown want it."""
    lines = ("".join(map(_span, paragraph.spans)).strip() for paragraph in cell.paragraphs)
    return re.sub(r"\s*\n\s*", "<br>", "\n".join(lines))
