"""HTML: transcripts saved from a browser, a note-taking program or a word processor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from interview_coder.readers.decoding import decode
from interview_coder.readers.flow import Flow, ink
from interview_coder.readers.layout import Prose
from interview_coder.readers.notes import left_out_notes
from interview_coder.readers.paragraphs import Paragraph, prose_of
from interview_coder.readers.source import Source
from interview_coder.readers.table_rows import table_paragraphs
from interview_coder.readers.vocabulary import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure",
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary ul",
)
_SET_OFF = words("b strong i em cite dfn")
_STYLED = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)|font-style\s*:\s*italic", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOT_SHOWN = words("head script style template noscript datalist select option")


def read_html(source: Source) -> Prose:
    """Read a page: its blocks are paragraphs, its tables rows; nothing it links to is opened.

    The encoding is the one asked for, else that of the byte-order mark, else what the page declares, else guessed.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    decoded = decode(_with_declared_encoding(source))
    declaration = _XML_DECLARATION.match(decoded.text)
    text = decoded.text[declaration.end() :] if declaration else decoded.text
    with source.foreign("the page cannot be read as HTML", "Save it anew from the browser"):
        parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        try:
            root = document_fromstring(text, parser=parser)
        except etree.ParserError as error:
            raise source.error("the page holds no text", "Is it loaded by a script? Save the text itself") from error
    # The parser passes over what lies deeper than it will go, or is too large; older ones only say so in words.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise source.error(
            "the page is nested too deep, or something in it is too large, to be read whole",
            "Copy the text into a new document",
        )
    reading = _Reading()
    prose = prose_of(reading.paragraphs(root), decoded.encoding)
    if not prose.text:
        raise source.error("the page holds no text", "Is it loaded by a script? Save the text itself")
    unknown = ink("".join(root.itertext())) - reading.flow.read - reading.inside
    return replace(prose, notes=(*decoded.notes, *left_out_notes(reading.number, reading.characters, unknown)))


def _with_declared_encoding(source: Source) -> Source:
    declared = _DECLARED.search(source.data[:4096])
    if source.encoding or not declared or source.data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return source
    name = declared[1].decode("ascii").lower()
    # What calls itself GB2312 may hold characters of its larger sisters.
    return replace(source, encoding="gb18030" if name in ("gb2312", "gbk") else name)


class _Reading:
    """Walks a page; afterwards `number` and `characters` tell what was left out, by kind."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.number: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.inside = 0

    def paragraphs(
        self, element: HtmlElement, *, set_off: bool = False, preserved: bool = False
    ) -> Iterator[Paragraph]:
        """Yield the paragraphs of an element and what follows its children, in document order."""
        set_off |= element.tag in _SET_OFF or bool(_STYLED.search(element.get("style", "")))
        preserved |= element.tag in ("pre", "textarea")
        is_block = element.tag in _BLOCKS
        if is_block:
            yield self.flow.end()
        self.flow.words(element.text or "", set_off=set_off, preserved=preserved)
        for child in element:
            yield from self._child(child, set_off=set_off, preserved=preserved)
            self.flow.words(child.tail or "", set_off=set_off, preserved=preserved)
        if is_block:
            yield self.flow.end()

    def _child(self, child: HtmlElement, *, set_off: bool, preserved: bool) -> Iterator[Paragraph]:
        if child.tag in _NOT_SHOWN or child.get("hidden") is not None or _HIDDEN.search(child.get("style", "")):
            self._leave_out("hidden passage", child)
        elif child.tag == "del":
            self._leave_out("deletion", child)
        elif child.tag == "br":
            self.flow.mark("\n")
        elif child.tag == "table":
            yield self.flow.end()
            yield from table_paragraphs(self._rows(child))
        else:
            yield from self.paragraphs(child, set_off=set_off, preserved=preserved)

    def _rows(self, table: HtmlElement) -> Iterator[list[tuple[str, ...]]]:
        """Yield the rows, each cell as its paragraphs; a caption comes as a row of its own."""
        for child in table:
            if child.tag in ("tbody", "thead", "tfoot"):
                yield from self._rows(child)
            elif child.tag == "tr":
                yield [self._cell(cell) for cell in child if cell.tag in ("td", "th")]
            else:
                yield [self._cell(child)]

    def _cell(self, cell: HtmlElement) -> tuple[str, ...]:
        parts = [*self.paragraphs(cell), self.flow.end()]
        return tuple(part.text for part in parts if part.text)

    def _leave_out(self, kind: str, element: HtmlElement) -> None:
        """Count what is not read; the title of the page, but no scripts and styles, is worth a word."""
        self.inside += ink("".join(element.itertext()))
        title = element.findtext("title")
        characters = ink("".join(element.itertext()) if title is None else title)
        if characters and element.tag not in ("script", "style"):
            self.number[kind if title is None else "page title"] += 1
            self.characters[kind if title is None else "page title"] += characters
