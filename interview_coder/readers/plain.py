"""Plain text and Markdown: the transcript is the file's text as it stands."""

from __future__ import annotations

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
