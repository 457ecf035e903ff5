"""Lines: how text is broken to a width, in English and Chinese, and which ranges of it are marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from interview_coder.borders import Range
from interview_coder.cli.screen import visible
from interview_coder.transcript import Transcript

FOUND = "bold underline"

# What a line may break after: a run up to and with its spaces, or one wide character with the marks that must not
# begin a line (，。！？”) and must not end one (“（《).
_PIECE = re.compile(
    r"[“‘「『（【《]*[⺀-鿿㐀-䶿豈-﫿＀-￯][，。！？；：、）】》”’」』…—～,.!?;:)\]]*\s*"
    r"|[“‘「『（【《]*[^\s⺀-鿿㐀-䶿豈-﫿“‘「『（【《]+[，。！？；：、）】》”’」』…—～]*\s*|\s+|."
)


def wrapped(text: Text, width: int) -> list[Text]:
    """Break a text into lines of so many cells at most; one empty line where there is no text."""
    breaks: list[int] = []
    used = 0
    for start, end in _pieces(text.plain, width):
        piece = text.plain[start:end]
        if used and used + cell_len(piece.rstrip()) > width:
            breaks.append(start)
            used = 0
        used += cell_len(piece)
    lines = text.divide(breaks)
    for line in lines:
        line.rstrip()
    return list(lines)


def _pieces(text: str, width: int) -> list[Range]:
    """Return what lines are made of; what is longer than a line is cut."""
    pieces: list[Range] = []
    for found in _PIECE.finditer(text):
        start, end = found.span()
        if cell_len(found.group().rstrip()) <= width:
            pieces.append((start, end))
        else:
            pieces += _cut(text, start, end, width)
    return pieces


def _cut(text: str, start: int, end: int, width: int) -> list[Range]:
    pieces: list[Range] = []
    at, used = start, 0
    for place in range(start, end):
        cells = cell_len(text[place])
        if used + cells > width:
            pieces.append((at, place))
            at, used = place, 0
        used += cells
    return [*pieces, (at, end)]


def quoted(
    transcript: Transcript, span: Range, found: Sequence[Range], *, style: str = "", plain: bool = False
) -> Text:
    """Return the words at a range as text that can drive no terminal, those found marked.

    They are marked by weight and underline and, where `plain`, by «».
    """
    text = Text(style=style)
    at, end = span
    for first, last in found:
        start, stop = max(first, at), min(last, end)
        if start < stop:
            text.append(visible(transcript.quote(at, start)))
            words = visible(transcript.quote(start, stop))
            text.append(f"«{words}»" if plain else words, style=FOUND)
            at = stop
    text.append(visible(transcript.quote(at, end)))
    return text


def last_lines(lines: list[Text], most: int) -> list[Text]:
    """Return the last lines, the first of them with … before it where others are left out."""
    if len(lines) <= most:
        return lines
    kept = lines[len(lines) - most :] if most > 0 else []
    if kept and kept[0]:
        left, space, _ = kept[0].plain.partition(" ")
        kept[0] = Text.assemble(("… ", "dim"), kept[0][len(left + space) if space else 1 :])
    return kept


def first_lines(lines: list[Text], most: int) -> list[Text]:
    """Return the first lines, the last of them with … behind it where others are left out."""
    if len(lines) <= most:
        return lines
    kept = lines[: max(most, 0)]
    if kept and kept[-1]:
        # Of Chinese, one character gives room enough.
        left = kept[-1].plain.rpartition(" ")[0] or kept[-1].plain[:-1]
        kept[-1] = kept[-1][: len(left)].append(" …")
    return kept


def spread(left: Text, right: Text, width: int) -> Text:
    """Put two texts at the ends of a line, the left one cut where both do not fit."""
    room = max(width - right.cell_len - 1, 0)
    if left.cell_len > room:
        left = left.copy()
        left.truncate(room, overflow="ellipsis")
    return Text.assemble(left, " " * max(width - left.cell_len - right.cell_len, 1), right)
