"""The comments of a Word document: who wrote what, in answer to what, on which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_coder.readers.package import Package, attribute, local_name
from interview_coder.readers.paragraphs import prose_of
from interview_coder.readers.word import main_part, parts_related
from interview_coder.readers.word_text import BodyText

if TYPE_CHECKING:
    from lxml.etree import _Element

    from interview_coder.readers.layout import Prose
    from interview_coder.readers.settings import Tracked

MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "bookmarkStart", "bookmarkEnd")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a document; `id` is what the document calls it now, `at` the time as the program wrote it.

    `lines` are its paragraphs without the empty ones. `parent` is the id of the comment it answers, "" where it answers
    none.
    """

    id: str
    author: str
    initials: str
    at: str
    lines: tuple[str, ...]
    resolved: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Commented:
    """A document's text with its comments; `ranges` tells by id which words a comment stands at.

    `bookmarks` tells it by name. What has no place in the text, or no longer any, is in neither.
    """

    text: str
    comments: tuple[Comment, ...]
    ranges: Mapping[str, tuple[int, int]]
    bookmarks: Mapping[str, tuple[int, int]]


def read_commented(package: Package, tracked: Tracked, *, original: bool = False) -> Commented:
    """Read a document's text and comments; `original` reads the text as it was before tracked changes.

    Raises TranscriptError where the document is damaged.
    """
    main = main_part(package)
    body = BodyText(tracked, original=original, marks=MARKS)
    prose = prose_of(body.paragraphs(package.xml(main)), "docx")
    ranges, bookmarks = _ranges(prose)
    return Commented(prose.text, tuple(_comments(package, main)), ranges, bookmarks)


def _ranges(prose: Prose) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    comments: dict[str, tuple[int, int]] = {}
    bookmarks: dict[str, tuple[int, int]] = {}
    begun: dict[str, tuple[str, int]] = {}
    for position, mark in prose.marks:
        kind, id, *name = mark.split(" ", 2)
        if kind.endswith("Start"):
            begun[f"{kind[:-5]} {id}"] = (" ".join(name) or id, position)
        elif kind.endswith("End") and (of := begun.get(f"{kind[:-3]} {id}")):
            (bookmarks if kind == "bookmarkEnd" else comments)[of[0]] = (of[1], position)
        elif kind == "commentReference":
            # A comment without a range stands at one place.
            comments.setdefault(id, (position, position))
    return comments, bookmarks


def _comments(package: Package, main: str) -> Iterator[Comment]:
    threads = {attribute(each, "paraId"): each for each in _elements(package, main, "commentsExtended", "commentEx")}
    found = list(_elements(package, main, "comments", "comment"))
    owners = {id: attribute(comment, "id") or "" for comment in found for id in _paragraph_ids(comment)}
    for comment in found:
        thread = next((threads[id] for id in reversed(_paragraph_ids(comment)) if id in threads), None)
        yield Comment(
            id=attribute(comment, "id") or "",
            author=(attribute(comment, "author") or "").strip(),
            initials=attribute(comment, "initials") or "",
            at=attribute(comment, "date") or "",
            lines=tuple(_lines(comment)),
            resolved=thread is not None and attribute(thread, "done") in ("1", "true", "on"),
            parent="" if thread is None else owners.get(attribute(thread, "paraIdParent") or "", ""),
        )


def _elements(package: Package, main: str, relation: str, name: str) -> Iterator[_Element]:
    for kind, part in parts_related(package, main):
        if kind == relation and part in package.names:
            yield from (each for each in package.xml(part) if local_name(each) == name)


def _paragraph_ids(comment: _Element) -> list[str]:
    ids = (attribute(each, "paraId") for each in comment.iter() if local_name(each) == "p")
    return [id for id in ids if id]


def _lines(comment: _Element) -> Iterator[str]:
    for paragraph in BodyText().paragraphs(comment):
        yield from (line.strip() for line in paragraph.text.split("\n") if line.strip())
