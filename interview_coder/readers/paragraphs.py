"""Paragraphs of a document with styles, and the running text they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from interview_coder.readers.decoding import with_line_feeds
from interview_coder.readers.layout import NO_ATTRIBUTES, Prose


class Paragraph(NamedTuple):
    """A paragraph (or a row of a table); `set_off` tells whether all of it is bold or italic."""

    text: str
    set_off: bool = False


BETWEEN = "\n\n"


def prose_of(
    paragraphs: Iterable[Paragraph],
    encoding: str,
    *,
    attributes: Mapping[str, str] = NO_ATTRIBUTES,
    notes: Sequence[str] = (),
) -> Prose:
    """Join paragraphs by blank lines, without the empty ones; those set off keep their place in the text."""
    texts: list[str] = []
    set_off: list[tuple[int, int]] = []
    length = 0
    for paragraph in paragraphs:
        text = with_line_feeds(paragraph.text)
        if not text.strip():
            continue
        if paragraph.set_off:
            set_off.append((length, length + len(text)))
        texts.append(text)
        length += len(text) + len(BETWEEN)
    return Prose(BETWEEN.join(texts), encoding, 0, attributes, tuple(notes), tuple(set_off))
