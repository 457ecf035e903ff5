"""Package: a zip archive of XML parts (Word, OpenDocument), opened without trusting it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_coder.readers.source import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

#: How old Office files begin, and new ones inside a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_TOTAL = 300 * 2**20
MAX_ENTRIES = 5_000
MAX_RATIO = 200
RATIO_APPLIES_FROM = 2**20
MAX_TAGS = 4_000_000  # in one part: about half a gigabyte as a tree

#: What XML 1.0 cannot hold, halves of surrogate pairs included.
ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_SAVE_ANEW = "Open the file in its own program and save it anew"
_DOCUMENT_TYPE = "a document type declaration, which no such file needs"


@dataclass(frozen=True, slots=True)
class Package:
    """An archive whose declared sizes were checked; parts are read by name, in memory."""

    source: Source
    archive: zipfile.ZipFile

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self.archive.namelist())

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; zipfile reads no more of them than the archive declares."""
        with self.source.foreign("the archive is damaged", _SAVE_ANEW):
            return self.archive.read(name)

    def xml(self, name: str) -> _Element:
        """Parse a part as XML, without entities, network or a document type."""
        return parse_xml(self.source, self.part(name))

    def refuse_document_types(self) -> None:
        """Raise TranscriptError where a part declares a document type, for a library that would read it."""
        for name in self.names:
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in self.part(name):
                raise self.source.error(_DOCUMENT_TYPE, _SAVE_ANEW)


def open_package(source: Source) -> Package:
    """Open a file as a zip archive; TranscriptError where it is none, damaged, or a bomb."""
    if source.data.startswith(OLE):
        what = "this is an old Office file, or one protected by a password"
        raise source.error(what, "Open it in its own program, remove the password and save it in the new format")
    with source.foreign("the file is damaged, or not of the kind its suffix says", _SAVE_ANEW):
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        entries = archive.infolist()
    twice = [name for name, count in Counter(entry.filename for entry in entries).items() if count > 1]
    if twice:
        raise source.error("the archive holds two parts of one name", _SAVE_ANEW)
    if any(entry.flag_bits & 1 for entry in entries):
        raise source.error("the file is protected by a password", "Remove the password and save it again")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise source.error("the archive is too large to be a transcript", _SAVE_ANEW)
    if any(map(_swells, entries)):
        raise source.error("the archive swells beyond reason when unpacked", _SAVE_ANEW)
    return Package(source, archive)


def parse_xml(source: Source, data: bytes) -> _Element:
    """Parse XML; TranscriptError where it is damaged or declares a document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in data:
        raise source.error(_DOCUMENT_TYPE, _SAVE_ANEW)
    if data.count(b"<") > MAX_TAGS:
        raise source.error("the document is too large to be a transcript", _SAVE_ANEW)
    with source.foreign("the XML inside is damaged", _SAVE_ANEW):
        root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise source.error(_DOCUMENT_TYPE, _SAVE_ANEW)
    return root


def legal(text: str) -> str:
    """Put U+FFFD in place of what XML cannot hold."""
    return ILLEGAL_IN_XML.sub("\ufffd", text)


def local_name(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: _Element, name: str) -> str | None:
    """Return an attribute by its local name, whichever namespace it is in."""
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(RATIO_APPLIES_FROM, MAX_RATIO * entry.compress_size)
