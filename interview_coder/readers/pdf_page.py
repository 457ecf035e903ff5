"""A page of a PDF as lines: a PDF knows glyphs and where they stand, not words, lines or columns."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from interview_coder.language import HAN

# All in ems, the height of the line's own type.
CELL_GAP = 1.8
NUMBER_GAP = 0.5
GUTTER = 0.8
# What parts words, by how many of the two characters are Chinese: these have room around them of their own, and
# typesetters put some more between Chinese and a number.
_WIDE = (0.17, 0.4, 0.6)

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
# A page is set in columns where each holds so much of it, and so many of its lines keep clear of the gutter.
_COLUMN_SHARE = 0.3
_CLEAR_SHARE = 0.7
_BOTH_SHARE = 0.4
_BOLD = 600
# What pdfium makes of a hyphen that divides a word.
_DIVIDING = "\x02"
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class Glyph(NamedTuple):
    """A character and its box on the page, in points from the lower left corner; `middle` is a height."""

    character: str
    left: float
    bottom: float
    right: float
    top: float
    number: int
    middle: float


class Segment(NamedTuple):
    """Words of a line without a gap as between cells."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """A line of a column; `em` is the size of its type, `set_off` tells whether it begins bold or italic.

    `number` is a number that stands apart before the words, as in a numbered margin, and not among the segments.
    """

    segments: tuple[Segment, ...]
    bottom: float
    top: float
    em: float
    set_off: bool
    number: int | None = None

    @property
    def text(self) -> str:
        """The words of the line, cells parted by tabs, without a number before them."""
        return "\t".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.segments[-1].right


class Page(NamedTuple):
    """The columns of a page in reading order, each as its lines from the top.

    `unknown` counts the glyphs of which the file does not tell what character they are.
    """

    columns: list[list[Line]]
    unknown: int


def read_page(textpage: Any) -> Page:
    """Read a page, given as its text in pypdfium2."""
    text = _characters(textpage)
    glyphs = list(_glyphs(text, _boxes(textpage, len(text))))
    columns = [_rows(part) for part in _parts(glyphs)]
    printed = len("".join(text.split()))
    return Page([[_line(textpage, row) for row in rows] for rows in columns], printed - len(glyphs))


def _glyphs(text: str, boxes: Sequence[Sequence[float]]) -> Iterator[Glyph]:
    """Yield what is printed: no white space, of which pdfium adds some of its own."""
    for number, (character, (left, top, right, bottom)) in enumerate(zip(text, boxes, strict=True)):
        if character.isprintable() and character != " ":
            written = _LIGATURES.get(character, character)
            yield Glyph(written, left, bottom, right, top, number, (bottom + top) / 2)


def _characters(textpage: Any) -> str:
    """Return the characters of a page by their numbers; one in two halves is followed by a space."""
    from pypdfium2 import raw

    count = textpage.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    whole = raw.FPDFText_GetText(textpage, 0, count, units) == count + 1
    # pdfium writes U+FFFE for a hyphen that divides a word, and for what has no code.
    codes = [
        code if whole and code != 0xFFFE else raw.FPDFText_GetUnicode(textpage, number)
        for number, code in enumerate(units[:count])
    ]
    text = "".join(map(chr, codes)).replace(_DIVIDING, "-")
    return _HALVES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16") + " ", text)


def _boxes(textpage: Any, count: int) -> list[list[float]]:
    """Return left, top, right and bottom of each character, written side by side in one array, which is quickest."""
    from pypdfium2 import raw

    boxes = (raw.FS_RECTF * (count + 1))()
    first, size, handle = boxes[0], ctypes.sizeof(raw.FS_RECTF), textpage.raw
    get_box, place = raw.FPDFText_GetLooseCharBox, ctypes.byref
    for number in range(count):
        get_box(handle, number, place(first, number * size))
    values: list[list[float]] = np.frombuffer(boxes, dtype=np.float32).reshape(-1, 4)[:count].tolist()
    return values


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Gather glyphs whose middles lie within each other's height; rows from the top, glyphs from the left."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (-each.middle, each.left)):
        if rows and rows[-1][0].bottom < glyph.middle < rows[-1][0].top:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda each: (each.left, each.number)) for row in rows]


def _parts(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Cut a page into columns: what spans them (a heading) stays between what is above and below it."""
    gutter = _gutter(glyphs)
    if gutter is None:
        return [list(glyphs)]
    parts: list[list[Glyph]] = []
    sides: tuple[list[Glyph], list[Glyph]] = ([], [])
    for row in _rows(glyphs):
        if any(glyph.left < gutter < glyph.right for glyph in row) or not _clear(row, gutter):
            parts += [side for side in sides if side] + [row]
            sides = ([], [])
        else:
            for glyph in row:
                sides[glyph.left > gutter].append(glyph)
    return parts + [side for side in sides if side]


def _gutter(glyphs: Sequence[Glyph]) -> float | None:
    """Return the middle of the empty stripe between two columns, None where the page has but one."""
    if len(glyphs) < 200:
        return None
    lefts, rights = (np.array([glyph[at] for glyph in glyphs]) for at in (1, 3))
    first, last = lefts.min(), rights.max()
    stripes = np.linspace(first + 0.3 * (last - first), last - 0.3 * (last - first), 60)
    crossed = [int(np.sum((lefts < x) & (rights > x))) for x in stripes]
    gutter = float(stripes[int(np.argmin(crossed))])
    rows = _rows(glyphs)
    clear = [row for row in rows if _clear(row, gutter)]
    on_both_sides = sum(row[0].left < gutter < row[-1].right for row in clear)
    share = float(np.mean(rights <= gutter))
    if len(clear) < _CLEAR_SHARE * len(rows) or on_both_sides < _BOTH_SHARE * len(rows):
        return None
    return gutter if _COLUMN_SHARE < share < 1 - _COLUMN_SHARE else None


def _clear(row: Sequence[Glyph], gutter: float) -> bool:
    """Tell whether a row keeps clear of a gutter."""
    em = row[0].top - row[0].bottom
    before = max((glyph.right for glyph in row if glyph.left < gutter), default=-1e9)
    behind = min((glyph.left for glyph in row if glyph.left >= gutter), default=1e9)
    return before <= gutter and behind - before > GUTTER * em


def _line(textpage: Any, row: Sequence[Glyph]) -> Line:
    em = float(np.median([glyph.top - glyph.bottom for glyph in row]))
    digits = _digits_apart(row, em)
    number = int("".join(glyph.character for glyph in row[:digits])) if digits else None
    row = row[digits:]
    cells: list[list[Glyph]] = [[row[0]]]
    for before, glyph in pairwise(row):
        if glyph.left - before.right > CELL_GAP * em:
            cells.append([])
        cells[-1].append(glyph)
    segments = tuple(Segment(_words(cell, em), cell[0].left, cell[-1].right) for cell in cells)
    bottom, top = min(glyph.bottom for glyph in row), max(glyph.top for glyph in row)
    return Line(
        segments, bottom, top, em, all(_set_off(textpage, row[at].number) for at in (0, len(row) // 2, -1)), number
    )


def _digits_apart(row: Sequence[Glyph], em: float) -> int:
    """Return how many digits begin a row and stand apart from what follows, at most four."""
    digits = next((at for at, glyph in enumerate(row) if not glyph.character.isdecimal()), 0)
    return digits if 0 < digits <= 4 and row[digits].left - row[digits - 1].right > NUMBER_GAP * em else 0


def _words(cell: Sequence[Glyph], em: float) -> str:
    """Write the glyphs with a space where there is room for one; Chinese has its room in the glyphs."""
    text = cell[0].character
    for before, glyph in pairwise(cell):
        gap = glyph.left - before.right
        wide = _WIDE[bool(HAN.match(before.character)) + bool(HAN.match(glyph.character))]
        text += f" {glyph.character}" if gap > wide * em else glyph.character
    return text


def _set_off(textpage: Any, number: int) -> bool:
    """Tell whether a glyph is bold or italic, by its font's name and flags."""
    from pypdfium2 import raw

    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(textpage, number, name, 128, ctypes.byref(flags))
    words = name.value.lower()
    italic = bool(flags.value & 64) or b"italic" in words or b"oblique" in words
    return italic or b"bold" in words or raw.FPDFText_GetFontWeight(textpage, number) > _BOLD
