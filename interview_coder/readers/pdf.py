"""PDF with a text layer: paragraphs put together again from the lines of its pages."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from interview_coder.readers.layout import Prose
from interview_coder.readers.notes import counted
from interview_coder.readers.paragraphs import prose_of
from interview_coder.readers.pdf_page import Line, read_page
from interview_coder.readers.pdf_paragraphs import Column, paragraphs_of
from interview_coder.readers.source import Source

MAX_PAGES = 3000
MAX_CHARACTERS = 200_000  # on one page
MAX_UNPACKED = 128 * 2**20  # of one stream
_STEP = 2**14

_STREAM = re.compile(rb"stream\r?\n")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|第)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of|von|共)\s*\d{1,4})?\s*页?", re.I
)
_ANEW = "Open it in a PDF program and save it anew, or export the transcript in another format"


def read_pdf(source: Source) -> Prose:
    """Read a PDF: wrapped lines are joined, words divided at a line's end put together, columns read one by one.

    Raises TranscriptError for a password, a damaged file, and where no page has a text layer.
    """
    read = list(map(read_page, _textpages(source)))
    pages = [page.columns for page in read]
    empty = [str(number) for number, columns in enumerate(pages, start=1) if not any(columns)]
    if len(empty) == len(pages):
        fix = "It needs text recognition (OCR) first: scanned pages are pictures"
        raise source.error("this PDF has no text layer", fix)
    margins = _running_lines(pages)
    columns = [Column(_body(column, margins)) for column in chain.from_iterable(pages)]
    reading = paragraphs_of([column for column in columns if column.lines])
    notes = [*_notes(pages, margins, empty), *reading.notes]
    if unknown := sum(page.unknown for page in read):
        notes.append(f"left out: {counted(unknown, 'character')} that the PDF has only as pictures of a font")
    return prose_of(reading.paragraphs, "pdf", notes=notes)


def _textpages(source: Source) -> Iterator[Any]:
    import pypdfium2

    with source.foreign("this PDF cannot be read", _ANEW):
        if b"%PDF-" not in source.data[:1024]:
            raise source.error("this is no PDF", "Give the file its right suffix")
        _refuse_bombs(source)
        try:
            document = pypdfium2.PdfDocument(source.data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise source.error("the file is protected by a password", "Save a copy without one") from error
            raise
        if len(document) > MAX_PAGES:
            raise source.error(f"more than {MAX_PAGES:,} pages", "Split it")
        for number in range(len(document)):
            textpage = document[number].get_textpage()
            if textpage.count_chars() > MAX_CHARACTERS:
                raise source.error(f"more than {MAX_CHARACTERS:,} characters on page {number + 1}", _ANEW)
            yield textpage


def _refuse_bombs(source: Source) -> None:
    """Measure what packed streams unpack to, as pdfium ends the whole program where memory runs out."""
    for found in _STREAM.finditer(source.data):
        size = texts = 0
        for part in _unpacked(source.data, found.end()):
            size += len(part)
            texts += part.count(b"Tj") + part.count(b"TJ")
            if size > MAX_UNPACKED or texts > MAX_CHARACTERS:
                raise source.error("the PDF swells beyond reason when unpacked", _ANEW)


def _unpacked(data: bytes, start: int) -> Iterator[bytes]:
    """Yield what is packed from a place on, in parts; nothing where it is not packed with zlib."""
    unpacking = zlib.decompressobj()
    for at in range(start, len(data), _STEP):
        try:
            yield unpacking.decompress(data[at : at + _STEP])
        except zlib.error:
            return
        if unpacking.eof:
            return


def _edges(page: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the two highest and the two lowest lines of a page."""
    lines = sorted(chain.from_iterable(page), key=lambda line: -line.top)
    return [*lines[:2], *lines[max(len(lines) - 2, 2) :]]


def _running_lines(pages: Sequence[Sequence[Sequence[Line]]]) -> set[Line]:
    """Return the lines at the edges of pages that are page numbers, or come again on most pages."""
    edges = [_edges(page) for page in pages]
    seen = Counter(_numberless(line.text) for page in edges for line in page)
    often = max(3, len(pages) / 2)
    return {
        line
        for page in edges
        for line in page
        if _PAGE_NUMBER.fullmatch(line.text.strip()) or seen[_numberless(line.text)] >= often
    }


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _body(column: Sequence[Line], margins: set[Line]) -> tuple[Line, ...]:
    return tuple(line for line in column if line not in margins)


def _notes(pages: Sequence[Sequence[Sequence[Line]]], margins: set[Line], empty: Sequence[str]) -> Iterator[str]:
    if margins:
        dropped = [len(line.text) for column in chain.from_iterable(pages) for line in column if line in margins]
        yield f"left out: {counted(len(dropped), 'page header or footer')} ({counted(sum(dropped), 'character')})"
    if empty:
        yield f"no text on page {', '.join(empty[:20])}: pictures need text recognition (OCR)"
    columned = sum(len(page) > 1 for page in pages)
    if columned:
        yield f"{counted(columned, 'page')} read as columns: check the order of the text"
