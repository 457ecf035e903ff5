"""Comments and bookmarks put into a finished Word file, all at once: python-docx would search all others for each."""

from __future__ import annotations

import datetime
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from interview_coder.exporters.word_package import packed
from interview_coder.readers.package import attribute, legal, open_package
from interview_coder.readers.source import Source
from interview_coder.readers.word import main_part

# An element of lxml or of one of python-docx's classes.
Element = Any

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument"
_RECORD, _RECORD_PROPERTIES = "customXml/itemReview.xml", "customXml/itemPropsReview.xml"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
    'ds:itemID="{6B0C4F5E-6F0B-4E0D-9D53-1C0DE0000001}"><ds:schemaRefs/></ds:datastoreItem>'
)
_SMALL = '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_BOLD = '<w:rPr><w:b/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands in the margin: its first line is bold; `initials` are the author's, for a program to know it by."""

    author: str
    initials: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmark over some runs of a document's last paragraphs, with a comment on them if it has a margin.

    `first` and `last` are (paragraph, run), counted from 0 over those last paragraphs and in each.
    """

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    margin: Margin | None = None


def with_comments(
    data: bytes, anchors: Sequence[Anchor], *, paragraphs: int, record: bytes, date: datetime.date
) -> bytes:
    """Put anchors over the last so many paragraphs of a .docx, and a record that no program shows into the file."""
    package = open_package(Source("", data))
    main = main_part(package)
    folder, name = posixpath.split(main)
    parts = {each: package.part(each) for each in package.names}
    root = parse_xml(parts[main])
    _put(anchors, [list(each.findall(qn("w:r"))) for each in root[0][-1 - paragraphs : -1]])
    parts[main] = _bytes(root)
    comments = posixpath.join(folder, "comments.xml")
    parts |= {comments: _comments(anchors, date), _RECORD: record, _RECORD_PROPERTIES: _PROPERTIES.encode()}
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    parts[relations] = _related(parts[relations], comments=f"/{comments}", customXml=f"/{_RECORD}")
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    parts["customXml/_rels/itemReview.xml.rels"] = _related(empty, customXmlProps=f"/{_RECORD_PROPERTIES}")
    parts["[Content_Types].xml"] = _typed(parts["[Content_Types].xml"], comments)
    return packed(_Parts(parts), date=date)


def _put(anchors: Sequence[Anchor], runs: Sequence[Sequence[Element]]) -> None:
    """Put the marks around the runs; where several begin or end, the first anchor is the outermost."""
    for number, anchor in enumerate(anchors):
        first = runs[anchor.first[0]][anchor.first[1]]
        for mark in _begin(number, anchor):
            first.addprevious(mark)
    for number, anchor in enumerate(anchors):
        last = runs[anchor.last[0]][anchor.last[1]]
        for mark in reversed(list(_end(number, anchor))):
            last.addnext(mark)


def _begin(number: int, anchor: Anchor) -> Iterator[Element]:
    yield _mark("bookmarkStart", number, name=f"_{anchor.name}")
    if anchor.margin:
        yield _mark("commentRangeStart", number)


def _end(number: int, anchor: Anchor) -> Iterator[Element]:
    if anchor.margin:
        yield _mark("commentRangeEnd", number)
        run = etree.Element(qn("w:r"))
        run.append(_mark("commentReference", number))
        yield run
    yield _mark("bookmarkEnd", number)


def _mark(tag: str, number: int, **attributes: str) -> Element:
    given = {"id": str(number), **attributes}
    return etree.Element(qn(f"w:{tag}"), {qn(f"w:{name}"): value for name, value in given.items()})


def _comments(anchors: Sequence[Anchor], date: datetime.date) -> bytes:
    written = (_comment(number, each.margin, date) for number, each in enumerate(anchors) if each.margin)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:comments {nsdecls('w')}>{''.join(written)}</w:comments>".encode()


def _comment(number: int, margin: Margin, date: datetime.date) -> str:
    who = f"w:author={quoteattr(legal(margin.author))} w:initials={quoteattr(margin.initials)}"
    lines = "".join(_line(text, first=at == 0) for at, text in enumerate(margin.lines))
    return f'<w:comment w:id="{number}" {who} w:date="{date.isoformat()}T00:00:00Z">{lines}</w:comment>'


def _line(text: str, *, first: bool) -> str:
    reference = "<w:r><w:annotationRef/></w:r>" if first else ""
    words = f'<w:t xml:space="preserve">{escape(legal(text))}</w:t>'
    return f"<w:p>{reference}<w:r>{_BOLD if first else _SMALL}{words}</w:r></w:p>"


def _related(xml: bytes, **targets: str) -> bytes:
    """Add relations by kind; what a template had of these kinds is dropped."""
    root = etree.fromstring(xml)
    for each in list(root):
        if (attribute(each, "Type") or "").rpartition("/")[2] in targets:
            root.remove(each)
    for kind, target in targets.items():
        name = f"{{{root.nsmap[None]}}}Relationship"
        etree.SubElement(root, name, {"Id": f"review-{kind}", "Type": f"{_RELATIONS}/{kind}", "Target": target})
    return _bytes(root)


def _typed(xml: bytes, comments: str) -> bytes:
    root = etree.fromstring(xml)
    kinds = {
        comments: f"{_TYPES}.wordprocessingml.comments+xml",
        _RECORD: "application/xml",
        _RECORD_PROPERTIES: f"{_TYPES}.customXmlProperties+xml",
    }
    for part, kind in kinds.items():
        name = f"{{{root.nsmap[None]}}}Override"
        etree.SubElement(root, name, {"PartName": f"/{part}", "ContentType": kind})
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a package, to be saved as any document is."""

    parts: dict[str, bytes]

    def save(self, path_or_stream: IO[bytes], /) -> None:
        with zipfile.ZipFile(path_or_stream, "w") as package:
            for name, data in self.parts.items():
                package.writestr(name, data)
