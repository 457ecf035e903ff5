"""The text of a Word document's body: insertions accepted, deletions dropped, everything counted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from interview_coder.readers.package import attribute, local_name
from interview_coder.readers.paragraphs import Paragraph
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

    Tracked changes are accepted, or shown as `[-old-]{+new+}`.
    """

    def __init__(self, tracked: Tracked = Tracked.ACCEPT) -> None:
        self._shows_changes = tracked is Tracked.SHOW
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
                yield from table_paragraphs(self._table(child))
            elif name in _LEFT_OUT:
                self._leave_out(_LEFT_OUT[name], child)
            elif name not in _NO_TEXT:
                yield from self.paragraphs(child)
        yield from self._unjoined()

    def _paragraph(self, paragraph: _Element) -> Iterator[Paragraph]:
        self._plain = self._plain if self._joined else 0
        text = self._joined + "".join(self._inline(paragraph))
        # A deleted paragraph mark joins the paragraph to the next one.
        self._joined = text if _marked(paragraph, "pPr", "rPr", "del") else ""
        if not self._joined and text.strip():
            yield Paragraph(text, not self._plain)

    def _unjoined(self) -> Iterator[Paragraph]:
        """Yield what waits for a next paragraph where there is none."""
        text, self._joined = self._joined, ""
        if text.strip():
            yield Paragraph(text, not self._plain)

    def _inline(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            name = local_name(child)
            if name in ("t", "delText") and str(child.tag).rpartition("}")[0] in _WORD:
                yield self._words(child.text or "")
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "sym":
                yield self._symbol(child)
            elif name in ("del", "moveFrom") and self._shows_changes:
                yield self._deleted(child)
            elif name in _LEFT_OUT:
                self._leave_out(_LEFT_OUT[name], child)
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
            if _marked(row, "trPr", "del"):
                self._leave_out("deletion", row)
            else:
                yield [tuple(part.text for part in self.paragraphs(cell)) for cell in children(row, "tc")]


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
