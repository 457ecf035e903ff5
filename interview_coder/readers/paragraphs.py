"""Paragraphs of a document with styles, and the running text they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from interview_coder.readers.decoding import with_line_feeds
from interview_coder.readers.layout import NO_ATTRIBUTES, Prose


class Mark(NamedTuple):
    """A place in a text and what is there: `commentRangeStart 3`."""

    position: int
    name: str


class Paragraph(NamedTuple):
    """A paragraph (or a row of a table); `set_off` tells whether all of it is bold or italic.

    `marks` are places in it that the document has a name for.
    """

    text: str
    set_off: bool = False
    marks: tuple[Mark, ...] = ()


BETWEEN = "\n\n"


def prose_of(
    paragraphs: Iterable[Paragraph],
    encoding: str,
    *,
    attributes: Mapping[str, str] = NO_ATTRIBUTES,
    notes: Sequence[str] = (),
) -> Prose:
    """Join paragraphs by blank lines, without the empty ones; marks and what is set off keep their places."""
    texts: list[str] = []
    set_off: list[tuple[int, int]] = []
    marks: list[Mark] = []
    length = 0
    for paragraph in paragraphs:
        text = with_line_feeds(paragraph.text)
        if not text.strip():
            continue
        if paragraph.set_off:
            set_off.append((length, length + len(text)))
        marks += (Mark(length + position, name) for position, name in paragraph.marks)
        texts.append(text)
        length += len(text) + len(BETWEEN)
    return Prose(BETWEEN.join(texts), encoding, 0, attributes, tuple(notes), tuple(set_off), tuple(marks))
