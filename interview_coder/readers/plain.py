"""Plain text and Markdown: the transcript is the file's text as it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from interview_coder.readers.decoding import decode
from interview_coder.readers.front_matter import front_matter
from interview_coder.readers.layout import Prose
from interview_coder.readers.source import Source


def read_plain(source: Source) -> Prose:
    """Read .txt and .md: the decoded text, and attributes from its front matter."""
    decoded = decode(source)
    attributes, body = front_matter(source, decoded.text)
    if not decoded.text[body:].strip():
        raise source.error("nothing follows the front matter", "Put the transcript below it")
    return Prose(decoded.text, decoded.encoding, body, attributes, decoded.notes)


_EMPHASISED = re.compile(
    r"^[^\S\n]*(\*{1,3}|_{1,3})(?=\S)(?:[^\n*_]++|\n(?!\n))++(?<=\S)\1[^\S\n]*(?=\n\n|\n?\Z)", re.MULTILINE
)


def read_markdown(source: Source) -> Prose:
    """Read .md: as plain text, with the paragraphs that are emphasised from end to end."""
    prose = read_plain(source)
    spans = tuple(found.span() for found in _EMPHASISED.finditer(prose.text, prose.body))
    return replace(prose, set_off=spans)
