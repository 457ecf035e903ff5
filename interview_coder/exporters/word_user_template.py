"""A Word file of the user's own, whose styles, page, headers and footers a document takes over."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart

from interview_coder.exporters.document import Style
from interview_coder.exporters.word_body import Element
from interview_coder.exporters.word_styles import add_styles, found_style, misused_styles, set_bullet
from interview_coder.exporters.word_template import APPLICATION, bullets
from interview_coder.readers.package import open_package
from interview_coder.readers.source import Source

_SAVE_IT = "Open it in Word and save it as .docx"

# What a document's looks hang on. Comments, names of reviewers and pictures of the old text go with the text.
_KEPT = frozenset((RT.STYLES, RT.SETTINGS, RT.NUMBERING, RT.THEME, RT.FONT_TABLE))
_PAGE_PARTS = frozenset((RT.HEADER, RT.FOOTER))
_PACKAGE_KEPT = frozenset((RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES))


def open_template(source: Source) -> Document:
    """Open a Word file without its text, with all our styles; TranscriptError where it is no Word document."""
    open_package(source).refuse_document_types()
    with source.foreign("the template is no Word document that can be read", _SAVE_IT):
        word = docx.Document(io.BytesIO(source.data))
        _drop_text(word)
        _drop_parts(word)
    if misused := misused_styles(word):
        what = f"styles that must be for something else: {', '.join(misused)}"
        raise source.error(what, "Rename them in the template")
    with source.foreign("the styles of the template are damaged", _SAVE_IT):
        if Style.BULLET in add_styles(word):
            _add_bullet(word)
    return word


def _drop_text(word: Document) -> None:
    """Leave the last section's settings alone."""
    body: Element = word.element.body
    end = body.get_or_add_sectPr()
    body[:] = [end]


def _drop_parts(word: Document) -> None:
    """Drop what belongs to the text, and where the template itself came from: a path that may name its user."""
    part, package = word.part, word.part.package
    assert package is not None
    shown = set(_links_in(word.element.body))
    for key in [key for key, link in part.rels.items() if not _stays(key, link.reltype, shown)]:
        del part.rels[key]
    _drop_all(package.rels, _PACKAGE_KEPT)
    settings: Element = word.settings.element
    notes = (qn("w:footnotePr"), qn("w:endnotePr"))
    settings[:] = [child for child in settings if child.tag not in notes and not any(_links_in(child))]
    _drop_all(part.part_related_by(RT.SETTINGS).rels, frozenset())
    own = Part(PackURI("/docProps/app.xml"), CT.OFC_EXTENDED_PROPERTIES, APPLICATION, package)
    package.relate_to(own, RT.EXTENDED_PROPERTIES)


def _links_in(element: Element) -> Iterator[str]:
    for each in element.iter():
        yield from (value for name, value in each.attrib.items() if name == qn("r:id"))


def _stays(key: str, kind: str, shown: set[str]) -> bool:
    return kind in _KEPT or (kind in _PAGE_PARTS and key in shown)


def _drop_all(relations: Relationships, kept: frozenset[str]) -> None:
    for key in [key for key, link in relations.items() if link.reltype not in kept]:
        del relations[key]


def _add_bullet(word: Document) -> None:
    """Give list items a bullet in the template's own numbering."""
    numbering = _numbering(word)
    forms, uses = numbering.findall(qn("w:abstractNum")), numbering.findall(qn("w:num"))
    form = _next_number(forms, qn("w:abstractNumId"))
    number = _next_number(uses, qn("w:numId"))
    bullet, use = parse_xml(bullets(form, number))
    # Word wants all forms before all uses.
    numbering.insert(len(forms) and numbering.index(forms[-1]) + 1, bullet)
    (uses[-1] if uses else bullet).addnext(use)
    set_bullet(found_style(word.styles, Style.BULLET), number)


def _next_number(elements: list[Element], name: str) -> int:
    return max((int(element.get(name)) for element in elements), default=0) + 1


def _numbering(word: Document) -> Element:
    part, package = word.part, word.part.package
    assert package is not None
    if not any(link.reltype == RT.NUMBERING for link in part.rels.values()):
        empty = bullets(0, 1)
        element: Element = parse_xml(empty)
        element[:] = []
        own = NumberingPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, element, package)
        part.relate_to(own, RT.NUMBERING)
    return part.numbering_part.element
