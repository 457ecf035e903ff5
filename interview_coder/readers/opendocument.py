"""OpenDocument text (.odt): as LibreOffice and WPS write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from interview_coder.readers.flow import Flow, ink
from interview_coder.readers.layout import Prose
from interview_coder.readers.notes import left_out_notes
from interview_coder.readers.package import attribute, local_name, open_package
from interview_coder.readers.paragraphs import Paragraph, prose_of
from interview_coder.readers.source import Source
from interview_coder.readers.table_rows import table_paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element

# A few bytes may ask for millions of spaces.
MAX_SPACES = 1000

_LEFT_OUT = {
    "note": "footnote",
    "annotation": "comment",
    "text-box": "text box",
    "ruby-text": "phonetic guide",
    "object": "embedded object",
    "hidden-paragraph": "hidden passage",
    "table-of-content": "table of contents",
    "alphabetical-index": "index",
    "title": "picture title",
    "desc": "picture description",
}
_NO_TEXT = frozenset({"sequence-decls", "forms", "variable-decls", "user-field-decls"})


def read_opendocument(source: Source) -> Prose:
    """Read an .odt document: paragraphs are separated by a blank line, line breaks kept.

    Raises TranscriptError for a password, a damaged file, an archive bomb.
    """
    package = open_package(source)
    if "content.xml" not in package.names:
        raise source.error("there is no OpenDocument text inside", "Save it as .odt in LibreOffice")
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise source.error("the file is protected by a password", "Remove the password and save it again")
    content = package.xml("content.xml")
    body = next((each for each in content.iter() if local_name(each) == "text" and _is_body(each)), None)
    if body is None:
        raise source.error("this is no text document", "Save it as .odt or .docx in LibreOffice")
    styles = package.xml("styles.xml") if "styles.xml" in package.names else None
    reading = _Reading(_set_off_styles(content, styles))
    prose = prose_of(reading.paragraphs(body), "odt")
    if not prose.text:
        raise source.error("the document holds no text", "Is the text in pictures or text boxes?")
    for kind, element in _page_texts(styles):
        reading.leave_out(kind, element)
    unknown = ink("".join(body.itertext())) - reading.flow.read - reading.inside
    return replace(prose, notes=tuple(left_out_notes(reading.number, reading.characters, unknown)))


def _is_body(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "body"


def _page_texts(styles: _Element | None) -> Iterator[tuple[str, _Element]]:
    """Yield the page headers and footers that say anything."""
    for element in styles.iter() if styles is not None else ():
        if (name := local_name(element)) in ("header", "footer") and "".join(element.itertext()).strip():
            yield f"page {name}", element


def _set_off_styles(*parts: _Element | None) -> frozenset[str]:
    """Return the names of the styles that make their text bold or italic."""
    return frozenset(
        name
        for part in parts
        for style in (part.iter() if part is not None else ())
        if local_name(style) == "style" and (name := attribute(style, "name"))
        for properties in style
        if local_name(properties) == "text-properties"
        and (attribute(properties, "font-weight") == "bold" or attribute(properties, "font-style") == "italic")
    )


class _Reading:
    """Walks a document body; afterwards `number` and `characters` tell what was left out, by kind."""

    def __init__(self, set_off: frozenset[str]) -> None:
        self._set_off = set_off
        self.flow = Flow()
        self.number: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.inside = 0

    def paragraphs(self, parent: _Element) -> Iterator[Paragraph]:
        """Yield paragraphs and table rows in document order."""
        for child in parent:
            name = local_name(child)
            if name in ("p", "h"):
                self._inline(child, set_off=attribute(child, "style-name") in self._set_off)
                yield self.flow.end()
            elif name == "table":
                yield from table_paragraphs(self._table(child))
            elif name == "tracked-changes":
                self._changes(child)
            elif name in _LEFT_OUT:
                self._skip(_LEFT_OUT[name], child)
            elif name not in _NO_TEXT:
                yield from self.paragraphs(child)

    def _inline(self, element: _Element, *, set_off: bool) -> None:
        self.flow.words(element.text or "", set_off=set_off)
        for child in element:
            name = local_name(child)
            if name == "s":
                self.flow.mark(" " * _count(child))
            elif name in ("tab", "line-break"):
                self.flow.mark("\t" if name == "tab" else "\n")
            elif name in ("change-start", "change-end"):
                # What is inserted lies between the two.
                self.characters["insertion"] += self.flow.read * (1 if name == "change-end" else -1)
            elif name in _LEFT_OUT:
                self._skip(_LEFT_OUT[name], child)
            elif name not in _NO_TEXT:
                self._inline(child, set_off=set_off or attribute(child, "style-name") in self._set_off)
            self.flow.words(child.tail or "", set_off=set_off)

    def _table(self, table: _Element) -> Iterator[list[tuple[str, ...]]]:
        """Yield the rows, each cell as its paragraphs."""
        for row in _rows(table):
            cells = (cell for cell in row if local_name(cell) == "table-cell")
            yield [tuple(part.text for part in self.paragraphs(cell) if part.text) for cell in cells]

    def _changes(self, element: _Element) -> None:
        """Note tracked changes: inserted words stand in the text, deleted ones only here."""
        for change in element.iter():
            if local_name(change) == "insertion":
                self.number["insertion"] += 1
            elif local_name(change) == "deletion":
                self.number["deletion"] += 1
                self.characters["deletion"] += ink(_said(change))
        self.inside += ink("".join(element.itertext()))

    def _skip(self, kind: str, element: _Element) -> None:
        self.leave_out(kind, element)
        self.inside += ink("".join(element.itertext()))

    def leave_out(self, kind: str, element: _Element) -> None:
        """Count something that is not read."""
        self.number[kind] += 1
        self.characters[kind] += ink(_said(element))


def _said(element: _Element) -> str:
    """Return the text of an element's paragraphs, without who wrote it and when."""
    paragraphs = [each for each in element.iter() if local_name(each) in ("p", "h")]
    return "".join(text for each in paragraphs or [element] for text in each.itertext())


def _count(spaces: _Element) -> int:
    written = attribute(spaces, "c") or "1"
    return min(int(written), MAX_SPACES) if written.isascii() and written.isdigit() else 1


def _rows(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table, also those in groups of header rows."""
    for child in table:
        if local_name(child) == "table-row":
            yield child
        elif local_name(child) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(child)
