"""Rich Text Format (.rtf): a walk over its groups and control words, as no part of the text may get lost."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from interview_coder.readers.layout import Prose
from interview_coder.readers.notes import left_out_notes
from interview_coder.readers.paragraphs import Paragraph, prose_of
from interview_coder.readers.rich_text_codes import CHARACTERS, CODE_PAGES, DROPPED, LEFT_OUT, PARAGRAPH_ENDS
from interview_coder.readers.source import Source
from interview_coder.readers.table_rows import table_paragraphs

_TOKEN = re.compile(
    r"(?P<unicode>(?:\\u-?\d{1,6}[ ]?\?){2,})"  # what Chinese is written in: many at once, for speed
    r"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,12})?[ ]?"
    r"|(?P<bytes>(?:\\'[0-9a-fA-F]{2})+)"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|[\r\n\0]+"
    r"|(?P<text>[^\\{}\r\n\0]+)"
    r"|\\",
    re.DOTALL,
)
_NUMBER = re.compile(r"-?\d+")
MAX_GROUPS = 10_000


def read_rich_text(source: Source) -> Prose:
    """Read an .rtf document: paragraphs are separated by a blank line, line breaks kept.

    Raises TranscriptError where the file is no RTF, or holds half a character.
    """
    if not source.data.lstrip().startswith(b"{\\rtf"):
        raise source.error("this is no rich text: it does not begin with {\\rtf", "Give the file its right suffix")
    reading = _Reading(source)
    prose = prose_of(reading.paragraphs(), "rtf")
    if not prose.text:
        raise source.error("the document holds no text", "Is the text in pictures or text boxes?")
    notes = list(left_out_notes(reading.number, reading.characters, 0))
    if reading.unclosed:
        notes.append("the file ends in the middle: is it truncated?")
    return replace(prose, notes=tuple(notes))


@dataclass(slots=True)
class _Group:
    """What holds until the group ends: `left_out` is the kind of what is not read ("" nothing worth a word)."""

    left_out: str | None = None
    codec: str = ""
    fallback: int = 1
    set_off: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False


class _Reading:
    """Reads the tokens; afterwards `number` and `characters` tell what was left out, by kind."""

    def __init__(self, source: Source) -> None:
        self.number: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self._source = source
        self._groups = [_Group()]
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font: int | None = None
        self._star = False
        self._skip = 0
        self._bytes = bytearray()
        self._words: list[str] = []
        self._plain = False
        self._last_kind = ""
        self._cells: list[tuple[str, ...]] = []
        self._cell: list[str] = []
        self._rows: list[list[tuple[str, ...]]] = []
        self._in_table = False

    @property
    def unclosed(self) -> bool:
        """Tell whether a group was never closed."""
        return len(self._groups) > 1

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield paragraphs and table rows in document order."""
        data = self._source.data.decode("latin-1")
        at = 0
        while found := _TOKEN.match(data, at):
            at = found.end()
            if found["word"] == "bin":
                at += max(int(found["number"] or 0), 0)
            elif found["unicode"] and self._group.fallback == 1:
                self._unicode(found["unicode"])
            elif found["unicode"]:
                # Taken apart again, as another number of characters stands in for each one.
                at = found.start() + found["unicode"].index("?")
                self._word("u", int(found["unicode"][2 : at - found.start()]))
            elif found["word"] in PARAGRAPH_ENDS and self._group.left_out is None:
                yield from self._paragraph_end(found["word"])
            else:
                self._token(found)
        yield from self._paragraph_end("par")
        yield from self._table()

    def _unicode(self, written: str) -> None:
        """Take characters in Unicode with one stand-in each."""
        self._skip, self._star = 0, False
        self._write("".join(chr(int(number) % 0x10000) for number in _NUMBER.findall(written)))

    def _token(self, found: re.Match[str]) -> None:
        if found["brace"]:
            self._brace(found["brace"])
        elif found["word"]:
            self._word(found["word"], int(found["number"]) if found["number"] else None)
        elif found["bytes"]:
            written = bytes.fromhex(found["bytes"].replace("\\'", ""))
            self._bytes += written[self._skipped(len(written)) :]
        elif found["symbol"]:
            self._symbol(found["symbol"])
        elif found["text"]:
            text = found["text"][self._skipped(len(found["text"])) :]
            self._bytes += text.encode("latin-1")

    def _skipped(self, most: int) -> int:
        """Return how many characters stand in for a Unicode one that was read already."""
        skipped = min(self._skip, most)
        self._skip -= skipped
        return skipped

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip, self._star = 0, False
        if brace == "}":
            if len(self._groups) > 1:
                self._groups.pop()
            return
        if len(self._groups) > MAX_GROUPS:
            raise self._source.error("groups nested too deep", "Open it in its own program and save it anew")
        self._groups.append(replace(self._group))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._star = True
        elif symbol in "\r\n":
            self._write("\n")
        elif not self._skipped(1):
            self._write({"~": "\xa0", "_": "-", "-": ""}.get(symbol, symbol if symbol in "\\{}" else ""))

    def _word(self, word: str, number: int | None) -> None:
        group = self._group
        if word in LEFT_OUT:
            self._leave_out(LEFT_OUT[word])
        elif word == "ud":
            group.left_out = None
        elif word in DROPPED or (self._star and word not in _WORDS):
            self._leave_out("")
        elif word in CHARACTERS:
            self._write(CHARACTERS[word] if not self._skipped(1) else "")
        elif word == "u" and number is not None:
            self._flush()
            self._skip = group.fallback
            self._write(chr(number % 0x10000))
        elif word in _WORDS:
            self._flush()
            _WORDS[word](self, number)
        self._star = False

    def _leave_out(self, kind: str) -> None:
        """Read nothing more of this group; a text box may lie in a group that is dropped without a word."""
        self._flush()
        if not self._group.left_out:
            self._group.left_out = kind
            self.number.update([kind] if kind else [])

    def _flush(self) -> None:
        """Decode the bytes met so far, in the code page of their font."""
        if self._bytes:
            text = bytes(self._bytes).decode(self._group.codec or self._codec, "replace")
            self._bytes.clear()
            self._take(text)

    def _write(self, text: str) -> None:
        self._flush()
        self._take(text)

    def _take(self, text: str) -> None:
        group = self._group
        kind = group.left_out
        if kind is None and (group.deleted or group.hidden):
            kind = "deletion" if group.deleted else "hidden passage"
            self.number[kind] += self._last_kind != kind
        self._last_kind = kind or ("insertion" if group.inserted else "")
        if kind is not None:
            self.characters[kind] += len(text) if kind else 0
            return
        if group.inserted:
            self.characters["insertion"] += len(text)
        self._plain |= bool(text.strip()) and not group.set_off
        self._words.append(text)

    def _paragraph_end(self, word: str) -> Iterator[Paragraph]:
        self._flush()
        joined = self._joined()
        plain, self._words, self._plain = self._plain, [], False
        if self._in_table or word in ("cell", "nestcell", "row", "nestrow"):
            self._table_part(word, joined)
        else:
            yield from self._table()
            yield Paragraph(joined, not plain)

    def _joined(self) -> str:
        """Return the words so far, halves of one character put together."""
        text = "".join(self._words)
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError as error:
            what = "half a character (lone surrogate)"
            raise self._source.error(what, "Open it in its own program and save it anew") from error

    def _table_part(self, word: str, text: str) -> None:
        if text.strip():
            self._cell.append(text)
        if word in ("cell", "nestcell"):
            self._cells.append(tuple(self._cell))
            self._cell = []
        elif word in ("row", "nestrow"):
            self._rows.append(self._cells)
            self._cells = []

    def _table(self) -> Iterator[Paragraph]:
        """Yield the rows of the table that has ended."""
        rest = [*self._cells, tuple(self._cell)] if self._cell else self._cells
        rows = [*self._rows, rest] if rest else self._rows
        self._rows, self._cells, self._cell = [], [], []
        yield from table_paragraphs(rows)

    # What a control word switches; each is given its number.

    def code_page(self, number: int | None) -> None:
        """Set the code page of the document."""
        self._codec = _codec(f"cp{number}", self._codec)

    def font(self, number: int | None) -> None:
        """Take a font: in the font table to define it, elsewhere its code page."""
        self._font = number
        self._group.codec = self._fonts.get(number or 0, "")

    def charset(self, number: int | None) -> None:
        """Say which code page the font being defined has."""
        self._fonts[self._font or 0] = CODE_PAGES.get(number or 0, "")

    def fallback(self, number: int | None) -> None:
        """Say how many characters stand in for one in Unicode."""
        self._group.fallback = 1 if number is None else max(number, 0)

    def set_off(self, number: int | None) -> None:
        """Switch bold or italics."""
        self._group.set_off = number != 0

    def hidden(self, number: int | None) -> None:
        """Switch hidden text."""
        self._group.hidden = number != 0

    def deleted(self, number: int | None) -> None:
        """Switch tracked deletion."""
        self._group.deleted = number != 0

    def inserted(self, number: int | None) -> None:
        """Switch tracked insertion."""
        self._group.inserted = number != 0
        self.number["insertion"] += number != 0 and self._last_kind != "insertion"

    def plain(self, _number: int | None) -> None:
        """Go back to plain characters."""
        group = self._group
        group.set_off = group.hidden = group.deleted = group.inserted = False

    def in_table(self, _number: int | None) -> None:
        """Begin a paragraph within a table."""
        self._in_table = True

    def paragraph(self, _number: int | None) -> None:
        """Begin a paragraph outside any table."""
        self._in_table = False


_WORDS: dict[str, Callable[[_Reading, int | None], None]] = {
    "ansicpg": _Reading.code_page,
    "f": _Reading.font,
    "fcharset": _Reading.charset,
    "uc": _Reading.fallback,
    "b": _Reading.set_off,
    "i": _Reading.set_off,
    "v": _Reading.hidden,
    "deleted": _Reading.deleted,
    "revised": _Reading.inserted,
    "plain": _Reading.plain,
    "intbl": _Reading.in_table,
    "itap": lambda reading, number: reading.in_table(number) if number else reading.paragraph(number),
    "pard": _Reading.paragraph,
}


def _codec(name: str, otherwise: str) -> str:
    try:
        return codecs.lookup("gb18030" if name == "cp936" else name).name
    except LookupError:
        return otherwise
