"""Paragraphs of a PDF: which of its lines belong together, judged as a typesetter would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from interview_coder.language import HAN
from interview_coder.readers import names
from interview_coder.readers.labels import find_labels
from interview_coder.readers.notes import counted
from interview_coder.readers.paragraphs import Paragraph
from interview_coder.readers.pdf_page import Line
from interview_coder.readers.table_rows import row_text

_HYPHENS = ("-", "\u00ad", "\u2010")
# A line break so much wider than usual parts paragraphs.
WIDE = 1.35
# In ems: an indent, and what a line may lack of its measure without being short (a Chinese line ends before a mark).
INDENT = 0.9
MARGIN = 30  # points
SLACK = 0.6
SLACK_HAN = 2.2


@dataclass(frozen=True)  # no slots: what is cached needs a place
class Column:
    """The lines of one column of a page, from the top."""

    lines: tuple[Line, ...]

    @cached_property
    def left(self) -> float:
        """Where the column begins, in points."""
        return min(line.left for line in self.lines)

    @cached_property
    def right(self) -> float:
        """Where the column ends."""
        return max(line.right for line in self.lines)


@dataclass(slots=True)
class Reading:
    """The paragraphs, and what was done to the text on the way."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with what its neighbours tell: whether it must, or may, begin a paragraph."""

    line: Line
    begins: bool


def paragraphs_of(columns: Sequence[Column]) -> Reading:
    """Join the lines of a document into paragraphs."""
    numbered = _numbered(columns)
    if not numbered:
        columns = [replace(column, lines=tuple(map(_with_number, column.lines))) for column in columns]
    placed = _begun_by_labels(list(_placed(columns)))
    reading = Reading()
    vocabulary = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(each.line.text for each in placed)))
    divided = 0
    text, set_off = "", False
    for number, each in enumerate(placed):
        if each.begins or number == 0:
            reading.paragraphs.append(Paragraph(text, set_off))
            text, set_off = _opening(each.line), each.line.set_off
        else:
            text, joined = _joined(text, each.line.text, vocabulary)
            divided += joined
            set_off &= each.line.set_off
    reading.paragraphs.append(Paragraph(text, set_off))
    if numbered:
        margin = [str(line.number) for column in columns for line in column.lines if line.number is not None]
        characters = counted(sum(map(len, margin)), "character")
        reading.notes.append(f"left out: {counted(len(margin), 'number')} in the margin ({characters})")
    if divided:
        reading.notes.append(f"{counted(divided, 'word')} divided at a line's end put together")
    return reading


def _measure(column: Column, columns: Sequence[Column]) -> float:
    """Return how far to the right lines may go: as far as any does in a column that begins at about the same place."""
    return max(each.right for each in columns if abs(each.left - column.left) < MARGIN)


def _placed(columns: Sequence[Column]) -> Iterator[_Placed]:
    """Judge each line by the one above it, or by the last one of the column before."""
    last: Line | None = None
    right = 0.0
    for column in columns:
        first = column.lines[0]
        apart = last is None or _meant_to_end(last, first, right) or _indented(first, column)
        yield _Placed(first, first.number is not None or _is_turn(first) or apart)
        right = _measure(column, columns)
        pitch = median([above.top - below.top for above, below in pairwise(column.lines)] or [0.0])
        for above, below in pairwise(column.lines):
            yield _Placed(below, below.number is not None or _is_turn(below) or _apart(above, below, pitch, right))
        last = column.lines[-1]


def _apart(above: Line, below: Line, pitch: float, right: float) -> bool:
    """Tell whether space, an indent or a short line parts two lines."""
    wide = above.top - below.top > WIDE * pitch
    indented = below.left - above.left > INDENT * below.em and len(above.segments) == 1
    return wide or indented or _meant_to_end(above, below, right)


def _indented(line: Line, column: Column) -> bool:
    return line.left - column.left > INDENT * line.em


def _meant_to_end(above: Line, below: Line, right: float) -> bool:
    """Tell whether the first word of a line had room on the line above, which divides no word: it was meant to end."""
    text = below.text
    if above.text.endswith(_HYPHENS) and text[:1].islower():
        return False
    first = text.split(maxsplit=1)[0]
    han = bool(HAN.match(text))
    width = below.em if han else (below.right - below.left) * len(first) / max(len(text), 1)
    slack = SLACK_HAN if han else SLACK
    return above.right + width + slack * below.em < right


def _is_turn(line: Line) -> bool:
    """Tell whether a line is the row of a table that begins a turn (`speaker | words`)."""
    return len(line.segments) == 2 and row_text([(segment.text,) for segment in line.segments])[0]


def _opening(line: Line) -> str:
    return row_text([(segment.text,) for segment in line.segments])[1] if _is_turn(line) else line.text


def _numbered(columns: Sequence[Column]) -> bool:
    """Tell whether the numbers before lines are a margin's: there are some, and they only grow."""
    numbers = [line.number for column in columns for line in column.lines if line.number is not None]
    return len(numbers) >= 5 and all(before < later for before, later in pairwise(numbers))


def _with_number(line: Line) -> Line:
    """Give a line back a number before it that was no margin's."""
    if line.number is None:
        return line
    first, *others = line.segments
    return line._replace(segments=(first._replace(text=f"{line.number} {first.text}"), *others), number=None)


def _begun_by_labels(placed: Sequence[_Placed]) -> list[_Placed]:
    """Let a line begin a paragraph where it opens with a name that others open with; a full line hides its end."""
    opening = Counter(name for each in placed if each.begins and (name := _label_of(each.line)))
    return [replace(each, begins=each.begins or opening.get(_label_of(each.line) or "", 0) > 1) for each in placed]


def _label_of(line: Line) -> str | None:
    """Return the key of the name a line opens with, None where it opens with none."""
    found = find_labels(line.text)
    if not found or found[0].start != 0 or names.occurrences_needed(found[0].name) is None:
        return None
    return names.stem(found[0].name)


def _joined(text: str, line: str, vocabulary: Counter[str]) -> tuple[str, bool]:
    """Join a line to the text before it; return it, and whether that put a divided word together."""
    before, behind = text[-1:], line[:1]
    if before in _HYPHENS and len(text) > 1 and text[-2].isalpha() and behind.islower():
        head = re.findall(r"[^\W\d_]+$", text[:-1])
        tail = re.match(r"[^\W\d_]+", line)
        whole = f"{head[0]}-{tail[0]}" if head and tail else ""
        if vocabulary[whole] and before == "-":
            return text + line, False
        return text[:-1] + line, True
    tight = _is_wide(before) or _is_wide(behind) or before in "/-–—"
    return f"{text}{'' if tight else ' '}{line}", False


def _is_wide(character: str) -> bool:
    return bool(HAN.match(character)) or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"
