"""A document as a value: blocks of styled text, before any file format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """A named style, under the name Word shows; all of a document's looks hang on these."""

    BODY = "Body Text"
    BULLET = "List Bullet"
    CAPTION = "Caption"
    CONTENTS = "TOC Heading"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    FIGURE = "Figure"
    FOOTER = "footer"
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    NOTE = "Table Note"
    QUOTE = "Quote"
    SUBTITLE = "Subtitle"
    TABLE_HEAD = "Table Head"
    TABLE_NUMBER = "Table Number"
    TABLE_NUMBER_HEAD = "Table Number Head"
    TABLE_TEXT = "Table Text"
    TABLE_TEXT_2 = "Table Text 2"
    TABLE_TEXT_3 = "Table Text 3"
    TITLE = "Title"
    # for characters
    BAR = "Bar"
    CODED = "Coded Passage"
    EVIDENCE = "Evidence"
    MARK = "Passage Mark"
    RULE = "Rule"
    SOURCE = "Source"
    STRONG = "Strong"


TABLE_LEVELS = (Style.TABLE_TEXT, Style.TABLE_TEXT_2, Style.TABLE_TEXT_3)


@dataclass(frozen=True, slots=True)
class Span:
    """Words with one character style, or with their paragraph's own look."""

    text: str
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; it stays on the page of what follows where it is kept `with_next`."""

    style: Style
    spans: tuple[Span, ...]
    with_next: bool = False

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its paragraphs, at least one."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are the columns' shares of the page's width in any unit.

    One without a caption has no number either. Rows stay whole where pages end, unless they may be `cut`.
    """

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A captioned picture (PNG); `alt` says what it shows to those who cannot see it."""

    caption: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, made from the headings."""

    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Paragraph | Table | Picture | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks in order; `language` is that of the labels, which are the words before a table's or a figure's number."""

    title: str
    language: str
    table_label: str
    blocks: tuple[Block, ...]
    figure_label: str = ""


def plain(style: Style, text: str) -> Paragraph:
    """Return a paragraph of one look."""
    return Paragraph(style, (Span(text),))


def cell(text: str, style: Style = Style.TABLE_TEXT) -> Cell:
    """Return a cell of one paragraph."""
    return Cell((plain(style, text),))


def number_cell(text: str) -> Cell:
    """Return a cell with a number."""
    return cell(text, Style.TABLE_NUMBER)


def number_head(*texts: str) -> tuple[Cell, ...]:
    """Return the heads of columns of numbers."""
    return tuple(cell(text, Style.TABLE_NUMBER_HEAD) for text in texts)


def head(*texts: str) -> tuple[Cell, ...]:
    """Return a table's first row."""
    return tuple(cell(text, Style.TABLE_HEAD) for text in texts)
