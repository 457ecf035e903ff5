"""The zip file around a Word document or a workbook: same content, same date, same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from typing import IO, Protocol

from interview_coder.exporters.word_template import APPLICATION


class Saves(Protocol):
    """A document of a library that writes zip files."""

    def save(self, path_or_stream: IO[bytes], /) -> None:
        """Write the document."""


def packed(document: Saves, *, date: datetime.date) -> bytes:
    """Return the saved file with its parts in the order of their names, all of one date."""
    saved, buffer = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts.namelist()):
            package.writestr(_entry(name, date), parts.read(name))
    return buffer.getvalue()


def _entry(name: str, date: datetime.date) -> zipfile.ZipInfo:
    """Describe a part, the same on every system; zip files know the years 1980 to 2107."""
    entry = zipfile.ZipInfo(name, (min(max(date.year, 1980), 2107), date.month, date.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry


def is_own(data: bytes) -> bool:
    """Tell whether a .docx came from here and no word processor has saved it since: each writes its own name there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read("docProps/app.xml") == APPLICATION
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError):
        return False
