"""What Excel takes: texts that fit into a cell, and a file that is the same for the same content."""

from __future__ import annotations

import datetime
import re
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from interview_coder.exporters.word_package import packed
from interview_coder.exporters.word_template import APPLICATION
from interview_coder.readers.package import ILLEGAL_IN_XML

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_CELL = 32_767  # in UTF-16 units
MAX_ROWS = 1_048_576

# `_x000D_` stands for a character in a workbook; text that looks so is written with its first `_` so.
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_APPLICATION_PART = "docProps/app.xml"


@dataclass(frozen=True, slots=True)
class CellText:
    """A text as a cell takes it: whether it had to be cut, and how many characters Excel cannot hold."""

    text: str
    cut: bool
    replaced: int


def cell_text(text: str) -> CellText:
    """Fit a text into a cell."""
    legal, replaced = ILLEGAL_IN_XML.subn("\ufffd", text)
    whole = _LIKE_AN_ESCAPE.sub("_x005F_", legal)
    short = whole
    if len(whole) > MAX_CELL // 2:
        short = whole.encode("utf-16-le")[: 2 * MAX_CELL].decode("utf-16-le", "ignore")
    return CellText(short, short != whole, replaced)


def workbook_bytes(book: Workbook, *, date: datetime.date) -> bytes:
    """Return the file of a workbook, with this date and no user's name."""
    book.properties.creator = ""
    book.properties.created = book.properties.modified = datetime.datetime.combine(date, datetime.time())
    return packed(_Book(book), date=date)


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook that is saved without the time of saving, which `Workbook.save` would put in."""

    book: Workbook

    def save(self, stream: IO[bytes], /) -> None:
        from openpyxl.writer.excel import ExcelWriter

        ExcelWriter(self.book, _Archive(stream, "w")).save()


class _Archive(zipfile.ZipFile):
    """Says who wrote the file, by which `word_package.is_own` knows it: openpyxl would say Excel did."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        own = APPLICATION if zinfo_or_arcname == _APPLICATION_PART else data
        super().writestr(zinfo_or_arcname, own, compress_type, compresslevel)
