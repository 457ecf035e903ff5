"""REFI-QDA codebooks (.qdc), which NVivo, ATLAS.ti, MAXQDA, QualCoder and others read and write; projects' too (.qdpx).

The format has a name, a colour and a description for each code. All else goes into the description, under headings.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.codebook import LocalText
from interview_coder.codebook_formats.cells import Key, cells_of, settings_cells, settings_of, values_of
from interview_coder.codebook_formats.description import packed, unpacked
from interview_coder.codebook_formats.drafts import Draft, Imported, assembled, made_id
from interview_coder.codebook_formats.rendering import Rendered, Wishes
from interview_coder.codebook_schema import CodebookFields, CodeFields
from interview_coder.readers.notes import counted
from interview_coder.readers.package import ILLEGAL_IN_XML, local_name, open_package, parse_xml
from interview_coder.readers.source import Source

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_ORIGIN = "interview-coder"
_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:interview-coder:codebook")
_NAME, _ID = Key("name"), Key("id")
_SETTINGS = ("title", "languages", "unit", "interviewers")


def write(fields: CodebookFields, wishes: Wishes) -> Rendered:
    """Write a codebook that is valid by the standard's schema; the same codebook gives the same bytes."""
    from lxml import etree

    root = etree.Element(f"{{{_NAMESPACE}}}CodeBook", nsmap={None: _NAMESPACE}, origin=_ORIGIN)
    _write_codes(_below(root, "Codes"), fields.codes, "", wishes.language)
    name = LocalText(fields.title).in_language(wishes.language) or "codebook"
    about = _below(_below(root, "Sets"), "Set", guid=_guid("$"), name=name)
    settings = {_setting(id, key): text for id, cells in settings_cells(fields) for key, text in cells.items()}
    _below(about, "Description").text = _clean(packed(settings))
    _schema().assertValid(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Rendered(data)


def _write_codes(parent: _Element, codes: Mapping[str, CodeFields], above: str, language: str) -> None:
    for id, code in codes.items():
        whole = f"{above}.{id}" if above else id
        name = LocalText(code.name).in_language(language) or id
        codable = not code.codes or bool(code.rules or code.examples)
        color = {"color": code.color} if code.color else {}
        attributes = {"guid": _guid(whole), "name": name, "isCodable": str(codable).lower(), **color}
        element = _below(parent, "Code", **attributes)
        if description := packed(_described(id, code, name)):
            _below(element, "Description").text = _clean(description)
        _write_codes(element, code.codes, whole, language)


def _described(id: str, code: CodeFields, name: str) -> dict[Key, str]:
    """Return what the description must hold: an id and names only where the name shown does not tell them."""
    cells = cells_of(code)
    shown = code.name in ({}, {"": name})
    parts = {key: text for key, text in cells.items() if key.name != "color" and not (shown and key.name == "name")}
    return parts if made_id(name) == id else {**parts, _ID: id}


def _setting(id: str, key: Key) -> Key:
    return Key(id if id.startswith("$") else id[:-1], key.language)


def _below(parent: _Element, tag: str, /, **attributes: str) -> _Element:
    from lxml import etree

    clean = {key: _clean(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_NAMESPACE}}}{tag}", clean)


def _clean(text: str) -> str:
    return ILLEGAL_IN_XML.sub("\ufffd", text)


def _guid(id: str) -> str:
    return str(uuid.uuid5(_GUIDS, id))


@cache
def _schema() -> XMLSchema:
    from lxml import etree

    return etree.XMLSchema(etree.parse(Path(__file__).with_name("Codebook.xsd")))


def read(source: Source) -> Imported:
    """Read a codebook, or that of a project; what other programs write beside the standard is let pass."""
    root = _root(source)
    books = [root, *_children(root, "CodeBook")] if local_name(root) == "Project" else [root]
    codes = [code for book in books for holder in _children(book, "Codes") for code in _children(holder, "Code")]
    if local_name(root) not in ("CodeBook", "Project") or not codes:
        raise source.error("no REFI-QDA codebook with codes stands in it", "Export the codebook anew")
    drafts = list(_drafts(codes))
    sets = [each for book in books for holder in _children(book, "Sets") for each in _children(holder, "Set")]
    settings, others = _read_sets(sets)
    notes = [] if root.get("origin") == _ORIGIN else list(_notes(codes, others))
    return assembled(source.file, drafts, settings=settings_of(settings), notes=notes)


def _root(source: Source) -> _Element:
    if not source.data.startswith(b"PK"):
        return parse_xml(source, source.data)
    package = open_package(source)
    names = [name for name in package.names if name.lower().endswith(".qde") and "/" not in name]
    if len(names) != 1:
        raise source.error("no single project (.qde) stands in the archive", "Export the project anew as REFI-QDA")
    return package.xml(names[0])


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element if local_name(child) == name)


def _drafts(codes: list[_Element]) -> Iterator[Draft]:
    """Yield codes before their sub-codes."""
    waiting: list[tuple[_Element, int | None]] = [(code, None) for code in reversed(codes)]
    number = 0
    while waiting:
        element, parent = waiting.pop()
        yield _draft(element, parent)
        waiting += [(code, number) for code in reversed(list(_children(element, "Code")))]
        number += 1


def _draft(element: _Element, parent: int | None) -> Draft:
    name = str(element.get("name") or "").strip()
    text = next((each.text or "" for each in _children(element, "Description")), "")
    parts = unpacked(text.replace("\r\n", "\n").replace("\r", "\n"))
    names = {key.language: part for key, part in parts.items() if key.name == "name"}
    values: dict[str, Any] = values_of({key: part for key, part in parts.items() if key.name not in ("name", "id")})
    # Who renamed a code in another program means the new name.
    values["name"] = names if name in names.values() else {"": name}
    values["color"] = str(element.get("color") or "")
    return Draft(f"code {name}", values, parts.get(_ID, ""), parent)


def _read_sets(sets: list[_Element]) -> tuple[dict[str, dict[Key, str]], list[str]]:
    """Return what a set written here says about the codebook as a whole, and the names of other sets."""
    settings: dict[str, dict[Key, str]] = {}
    others = []
    for each in sets:
        parts = unpacked("\n".join(text.text or "" for text in _children(each, "Description")))
        own = {key: part for key, part in parts.items() if key.name in _SETTINGS or key.name.startswith("$")}
        for key, part in own.items():
            if key.name == "title":
                settings.setdefault("title:", {})[Key("name", key.language)] = part
            else:
                settings[key.name if key.name.startswith("$") else f"{key.name}:"] = {Key("rules"): part}
        if not own and any(local_name(member) == "MemberCode" for member in each):
            others.append(str(each.get("name") or ""))
    return settings, others


def _notes(codes: list[_Element], sets: list[str]) -> Iterator[str]:
    every = [each for code in codes for each in code.iter() if local_name(each) == "Code"]
    if groups := sum(str(each.get("isCodable")).lower() in ("false", "0") for each in every):
        yield f"{counted(groups, 'code')} not meant for coding with (isCodable): taken over as any other"
    if memos := sum(local_name(each) == "NoteRef" for code in codes for each in code.iter()):
        yield f"left out: {counted(memos, 'memo')} linked to codes"
    if sets:
        yield f"left out: {counted(len(sets), 'set')} of codes ({', '.join(sets)})"
