"""Word files read back for tests, by other code than wrote them."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

Outline = list[tuple[str, str]]


def outline(data: bytes) -> Outline:
    """List every paragraph with its style's name, table rows as `a | b`; the parts of a cell stand with ` / `."""
    document = Document(io.BytesIO(data))
    names = {style.style_id: style.name or "" for style in document.styles}
    found: Outline = []
    for element in document.element.body.iter(qn("w:p"), qn("w:tr")):
        if element.tag == qn("w:tr"):
            cells = element.findall(qn("w:tc"))
            found.append(("row", " | ".join(" / ".join(map(text_of, cell.findall(qn("w:p")))) for cell in cells)))
        elif element.find(f".//{qn('w:br')}[@{qn('w:type')}='page']") is not None:
            found.append(("page break", ""))
        elif element.getparent().tag != qn("w:tc"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            found.append(("" if style is None else names[style.get(qn("w:val"))], text_of(element)))
    return found


def text_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph as Word shows them."""
    pieces = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    shown = paragraph.iter(qn("w:t"), *pieces)
    return "".join(pieces.get(str(element.tag), element.text or "") for element in shown)


def styled(data: bytes, style: str) -> list[str]:
    """List the words that carry a character style."""
    runs = body(data).iter(qn("w:r"))
    return [
        text_of(run)
        for run in runs
        if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}[@{qn('w:val')}='{style}']") is not None
    ]


def body(data: bytes) -> etree._Element:
    """Parse the document's text."""
    return part(data, "word/document.xml")


def part(data: bytes, name: str) -> etree._Element:
    """Parse one part of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def tables(data: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of every table by the words of its caption; tables called `(continued)` apart."""
    found: dict[str, list[list[str]]] = {}
    caption = ""
    for style, text in outline(data):
        if style == "Caption":
            caption = text.partition("  ")[2]
        elif style == "row":
            found.setdefault(caption, []).append(text.split(" | "))
    return found


def words(data: bytes, *, without: str = "") -> str:
    """Return all words of the text, a paragraph a line, those of one character style left out."""
    root = body(data)
    for run in list(root.iter(qn("w:r"))):
        if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}[@{qn('w:val')}='{without}']") is not None:
            parent = run.getparent()
            assert parent is not None
            parent.remove(run)
    return "\n".join(map(text_of, root.iter(qn("w:p"))))
