"""A document as a Word file, built with python-docx."""

from __future__ import annotations

import datetime

import docx

from interview_coder.exporters.document import Document
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.word_body import BodyWriter
from interview_coder.exporters.word_package import packed
from interview_coder.exporters.word_styles import define_styles
from interview_coder.exporters.word_template import clear_template, set_page, set_properties


def as_wished(document: Document, wishes: Wishes) -> Rendered:
    """Write a document as a Word file, with the looks of a template where one is wished for."""
    data, replaced = to_docx(document, date=wishes.date)
    note = f"characters that Word cannot hold, written as \ufffd: {replaced:,}"
    return Rendered(data, (note,) if replaced else ())


def to_docx(document: Document, *, date: datetime.date) -> tuple[bytes, int]:
    """Return a .docx, the same for the same document and date, and how many characters became U+FFFD."""
    word = docx.Document()
    writer = BodyWriter(document)
    clear_template(word)
    define_styles(word, document.language)
    set_page(word)
    set_properties(word, title=writer.clean(document.title), date=date)
    writer.write(word)
    return packed(word, date=date), writer.replaced
