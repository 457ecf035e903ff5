"""Word: .docx and .docm, by an own walk through the XML, as tracked changes need it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from interview_coder.readers.layout import Prose
from interview_coder.readers.notes import left_out_notes
from interview_coder.readers.package import OLE, Package, attribute, local_name, open_package
from interview_coder.readers.paragraphs import prose_of
from interview_coder.readers.settings import Tracked
from interview_coder.readers.source import Source
from interview_coder.readers.word_text import BodyText, characters_in

_OTHER_PARTS = {
    "comments": ("comment", "comment"),
    "footnotes": ("footnote", "footnote"),
    "endnotes": ("endnote", "endnote"),
    "header": ("hdr", "page header"),
    "footer": ("ftr", "page footer"),
}


def read_word(source: Source) -> Prose:
    """Read a Word document: paragraphs are separated by a blank line, line breaks kept.

    Raises TranscriptError for a password, an old .doc, a damaged file, an archive bomb.
    """
    if source.data.startswith(OLE):
        what = "this is an old Word file, or one protected by a password"
        raise source.error(what, "Open it in Word, remove the password and save it as .docx")
    package = open_package(source)
    main = main_part(package)
    root = package.xml(main)
    tracked = source.settings.tracked
    body = BodyText(tracked)
    prose = prose_of(body.paragraphs(root), "docx")
    if not prose.text:
        raise source.error("the document holds no text", "Is the text in pictures or text boxes?")
    number, characters = body.number, body.characters
    for kind, size in _other_texts(package, main):
        number[kind] += 1
        characters[kind] += size
    unknown = (
        characters_in(root)
        - body.read
        - sum(body.characters[kind] for kind in _INSIDE if kind != "deletion" or tracked is Tracked.ACCEPT)
    )
    hint = (_COMMENTS,) if number["comment"] else ()
    return replace(prose, notes=(*left_out_notes(number, characters, unknown, tracked), *hint))


_COMMENTS = "`code --comments-as codes` keeps the comments as codings and memos"
_INSIDE = ("deletion", "hidden passage", "text box", "phonetic guide", "formula")


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document's body; TranscriptError where there is none."""
    names = package.names
    for kind, target in parts_related(package, ""):
        if kind == "officeDocument" and target in names:
            return target
    raise package.source.error("there is no Word document inside", "Save it as .docx in Word or LibreOffice")


def parts_related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the target part of each relation of a part ("" is the package)."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in package.names:
        return
    for relation in package.xml(listing):
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or ""))
        if attribute(relation, "TargetMode") != "External":
            yield kind, target.lstrip("/")


def _other_texts(package: Package, main: str) -> Iterator[tuple[str, int]]:
    """Yield kind and size of each comment, note, header and footer that says anything."""
    for relation, part in parts_related(package, main):
        if relation not in _OTHER_PARTS or part not in package.names:
            continue
        name, kind = _OTHER_PARTS[relation]
        root = package.xml(part)
        for element in root.iter() if name not in ("hdr", "ftr") else (root,):
            if local_name(element) == name and (size := characters_in(element)):
                yield kind, size
