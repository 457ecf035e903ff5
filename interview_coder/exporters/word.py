"""A document as a Word file."""

from __future__ import annotations

import datetime

from interview_coder.exporters.document import Document
from interview_coder.exporters.word_package import packed
from interview_coder.exporters.word_xml import BodyWriter


def to_docx(document: Document, *, date: datetime.date) -> tuple[bytes, int]:
    """Return a .docx, the same for the same document and date, and how many characters became U+FFFD."""
    writer = BodyWriter(document)
    title = writer.text(document.title)
    data = packed(writer.blocks(), title=title, language=document.language, date=date)
    return data, writer.replaced
