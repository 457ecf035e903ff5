"""The text of a Word document's body: tracked changes accepted, undone or shown, everything counted."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from interview_coder.readers.package import attribute, local_name
from interview_coder.readers.paragraphs import Mark, Paragraph
from interview_coder.readers.settings import Tracked
from interview_coder.readers.table_rows import table_paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = frozenset(
    {
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "{http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LEFT_OUT = {
    "del": "deletion",
    "moveFrom": "deletion",
    "txbxContent": "text box",
    "rt": "phonetic guide",
    "altChunk": "embedded document",
    "oMath": "formula",
}
# This is left out instead where a document is read as it was before tracked changes.
_ADDED = {"ins": "insertion", "moveTo": "insertion"}
_ORIGINAL = {name: kind for name, kind in _LEFT_OUT.items() if kind != "deletion"} | _ADDED
# Half a surrogate pair stands for a mark while a paragraph is read: XML cannot hold one.
_MARK = "\ud800"
_CODE = re.compile(r"[0-9A-Fa-f]{1,5}")
# Private use is what symbol fonts have: a glyph that no character says.
_NO_CHARACTER = ("Cc", "Cn", "Co", "Cs")
_NO_TEXT = frozenset({"pPr", "rPr", "tblPr", "trPr", "sectPr", "sdtPr", "instrText", "delInstrText", "Fallback"})


def characters_in(element: _Element) -> int:
    """Count the characters of every text element, deleted ones and formulas too, but each only once.

    (Word stores a text box twice, the second time as a fallback for old programs.)
    """
    name = local_name(element)
    if name == "Fallback":
        return 0
    own = len(element.text or "") if name in ("t", "delText") else 0
    return own + sum(map(characters_in, element))


class BodyText:
    """Reads a document body; afterwards `number` and `characters` tell what was left out, by kind.

    Tracked changes are accepted, or shown as `[-old-]{+new+}`, or undone where the `original` is asked for. Elements
    named in `marks` become marks of their paragraphs, by their name, `id` and `name`: `bookmarkStart 3 here`.
    """

    def __init__(
        self, tracked: Tracked = Tracked.ACCEPT, *, original: bool = False, marks: Collection[str] = ()
    ) -> None:
        self._shows_changes = tracked is Tracked.SHOW
        self._left_out = _ORIGINAL if original else _LEFT_OUT
        self._change = "ins" if original else "del"
        self._mark_names = frozenset(marks)
        self._marks: list[str] = []
        self._cells: list[Paragraph] = []
        self.number: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.read = 0
        self._joined = ""
        self._run_set_off = False
        self._plain = 0

    def paragraphs(self, parent: _Element) -> Iterator[Paragraph]:
        """Yield paragraphs and table rows in document order, without the empty ones."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._unjoined()
                yield from self._rows(child)
            elif name in self._mark_names:
                self._joined += self._mark(name, child)
            elif name in self._left_out:
                self._leave_out(self._left_out[name], child)
            elif name not in _NO_TEXT:
                yield from self.paragraphs(child)
        yield from self._unjoined()

    def _paragraph(self, paragraph: _Element) -> Iterator[Paragraph]:
        self._plain = self._plain if self._joined else 0
        self._joined += "".join(self._inline(paragraph))
        # A deleted paragraph mark joins the paragraph to the next one.
        if not _marked(paragraph, "pPr", "rPr", self._change):
            yield from self._unjoined()

    def _unjoined(self) -> Iterator[Paragraph]:
        """Yield what has been read as a paragraph; the marks of one that is empty wait for the next."""
        pieces = self._joined.split(_MARK)
        text = "".join(pieces)
        self._joined = "" if text.strip() else _MARK * (len(pieces) - 1)
        if not self._joined and text.strip():
            positions = [*itertools.accumulate(map(len, pieces))][:-1]
            names, self._marks = self._marks[: len(positions)], self._marks[len(positions) :]
            yield Paragraph(text, not self._plain, tuple(map(Mark, positions, names)))

    def _mark(self, name: str, element: _Element) -> str:
        self._marks.append(" ".join([name, attribute(element, "id") or "", attribute(element, "name") or ""]).rstrip())
        return _MARK

    def _inline(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            name = local_name(child)
            if name in self._mark_names:
                yield self._mark(name, child)
            else:
                yield from self._piece(child, name)

    def _piece(self, child: _Element, name: str) -> Iterator[str]:
        if name in ("t", "delText") and str(child.tag).rpartition("}")[0] in _WORD:
            yield self._words(child.text or "")
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "sym":
            yield self._symbol(child)
        elif name in ("del", "moveFrom") and self._shows_changes:
            yield self._deleted(child)
        elif name in self._left_out:
            self._leave_out(self._left_out[name], child)
        elif name == "r" and _hidden(child):
            self._leave_out("hidden passage", child)
        elif name in ("ins", "moveTo"):
            yield self._inserted(child)
        elif name not in _NO_TEXT:
            self._run_set_off = _set_off(child) if name == "r" else self._run_set_off
            yield from self._inline(child)

    def _words(self, text: str) -> str:
        """Return the words of a text element; Word shows a line end inside one as a space."""
        self.read += len(text)
        self._plain += 0 if self._run_set_off else len(text.strip())
        return text.replace("\r", " ").replace("\n", " ")

    def _inserted(self, element: _Element) -> str:
        text = "".join(self._inline(element))
        self.number["insertion"] += 1
        self.characters["insertion"] += len(text)
        return f"{{+{text}+}}" if self._shows_changes else text

    def _deleted(self, element: _Element) -> str:
        text = "".join(self._inline(element))
        self.number["deletion"] += 1
        self.characters["deletion"] += len(text)
        return f"[-{text}-]"

    def _symbol(self, element: _Element) -> str:
        code = attribute(element, "char") or ""
        character = chr(int(code, 16)) if _CODE.fullmatch(code) else "\0"
        if unicodedata.category(character) in _NO_CHARACTER:
            self.number["symbol"] += 1
            return ""
        return character

    def _leave_out(self, kind: str, element: _Element) -> None:
        self.number[kind] += 1
        self.characters[kind] += characters_in(element)

    def _table(self, table: _Element) -> Iterator[list[tuple[str, ...]]]:
        """Yield the rows that are not deleted, each cell as its paragraphs."""
        for row in children(table, "tr"):
            if _marked(row, "trPr", self._change):
                self._leave_out("insertion" if self._change == "ins" else "deletion", row)
            else:
                yield [tuple(self._cell(cell)) for cell in children(row, "tc")]

    def _cell(self, cell: _Element) -> Iterator[str]:
        for part in self.paragraphs(cell):
            self._cells.append(part)
            yield part.text

    def _rows(self, table: _Element) -> Iterator[Paragraph]:
        """Yield the rows of a table; a mark goes with the words of its cell where those can be told from others."""
        if not self._mark_names:
            yield from table_paragraphs(self._table(table))
            return
        outer, self._cells = self._cells, []
        paragraphs = list(table_paragraphs(self._table(table)))
        cells, self._cells = self._cells, outer
        marks: dict[int, list[Mark]] = {}
        for at, mark in _placed(paragraphs, cells):
            marks.setdefault(at, []).append(mark)
        yield from (each._replace(marks=tuple(marks.get(at, ()))) for at, each in enumerate(paragraphs))


def _placed(paragraphs: Sequence[Paragraph], cells: Sequence[Paragraph]) -> Iterator[tuple[int, Mark]]:
    """Yield the marks of a table's cells with the number of the paragraph their row became.

    Equal cells are told apart by their order, which holds if the table's words stand in it as often as there are cells.
    """
    for words, alike in itertools.groupby(sorted(cells, key=lambda cell: cell.text), key=lambda cell: cell.text):
        own = list(alike)
        places = [(at, found) for at, each in enumerate(paragraphs) for found in _occurrences(each.text, words)]
        for cell, (at, found) in zip(own, places if len(places) == len(own) else [], strict=False):
            yield from ((at, Mark(found + position, name)) for position, name in cell.marks)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def children(parent: _Element, wanted: str) -> Iterator[_Element]:
    """Yield rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        name = local_name(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
            yield from children(child, wanted)


def _marked(element: _Element, *path: str) -> bool:
    """Tell whether an element has a property at a path of names below it."""
    found: list[_Element] = [element]
    for name in path:
        found = [child for parent in found for child in parent if local_name(child) == name]
    return bool(found)


def _hidden(run: _Element) -> bool:
    return "vanish" in _switched_on(run)


def _set_off(run: _Element) -> bool:
    return not {"b", "i"}.isdisjoint(_switched_on(run))


def _switched_on(run: _Element) -> set[str]:
    """Return the names of a run's own properties that are on."""
    return {
        local_name(each)
        for properties in run
        if local_name(properties) == "rPr"
        for each in properties
        if attribute(each, "val") not in ("0", "false", "off")
    }
