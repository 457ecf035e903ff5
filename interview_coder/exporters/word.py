"""A document as a Word file, built with python-docx."""

from __future__ import annotations

import datetime

import docx
from docx.document import Document as WordDocument

from interview_coder.exporters.document import Document
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.word_body import BodyWriter
from interview_coder.exporters.word_package import packed
from interview_coder.exporters.word_styles import define_styles
from interview_coder.exporters.word_template import clear_template, set_page, set_properties
from interview_coder.exporters.word_user_template import open_template
from interview_coder.readers.source import Source


def as_wished(document: Document, wishes: Wishes, *notes: str) -> Rendered:
    """Write a document as a Word file, with the looks of a template where one is wished for."""
    data, replaced = to_docx(document, date=wishes.date, template=wishes.template)
    unwritten = (f"characters that Word cannot hold, written as \ufffd: {replaced:,}",) if replaced else ()
    return Rendered(data, (*notes, *unwritten))


def to_docx(document: Document, *, date: datetime.date, template: Source | None = None) -> tuple[bytes, int]:
    """Return a .docx, the same for the same document, date and template, and how many characters became U+FFFD.

    Raises TranscriptError for a template that is no Word document.
    """
    word = open_template(template) if template else _blank(document.language)
    writer = BodyWriter(document, word)
    set_properties(word, title=writer.clean(document.title), date=date)
    writer.write()
    return packed(word, date=date), writer.replaced


def _blank(language: str) -> WordDocument:
    word = docx.Document()
    clear_template(word)
    define_styles(word, language)
    set_page(word)
    return word
