"""Cues of a subtitle file: what WebVTT and SubRip have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview_coder.readers.notes import counted

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,6}))?"
_SETTING = r"(?:region|vertical|line|position|size|align|[XY][12]):\S+"
# Words stand behind the times where a program broke no line.
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s+{_SETTING})*+(?:\s+(?P<behind>.*))?")
# What was meant as times but is none: `00:0x --> 00:05`, `00:01 -> 00:05`.
_MEANT = re.compile(r"(?=\D*\d)\s*+(?:[\w:.,]{1,20}\s*+)?-->\s*+[\w:.,]{0,20}(?:\s++\w++:\S++)*+\s*+")
_OTHER_ARROW = re.compile(r"\s*\d[\d:.,]{3,20}\s*(?:[-=]{1,2}>|[-–—→]+)\s*\d[\d:.,]{3,20}\s*")


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines shown from `seconds` on; None where the time line, line `line` of the file, is wrong.

    `identifier` is the line above the time line, if it belongs to the cue.
    """

    line: int
    seconds: float | None
    words: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file and its number, counted from 1."""

    number: int
    text: str


def cues_of(lines: Sequence[Line], is_identifier: Callable[[Sequence[Line], int], bool]) -> tuple[Cue, ...]:
    """Cut lines into cues at the time lines, right or wrong; no words are lost, wherever they stand.

    `is_identifier(lines, index)` tells whether the line before a time line is the cue's number or name.
    """
    times = [index for index, line in enumerate(lines) if _is_times(line.text)]
    heads = [index - 1 if index and is_identifier(lines, index - 1) else index for index in times]
    before = _words([line.text for line in (lines[: heads[0]] if heads else lines)])
    cues = [Cue(lines[0].number, None, before)] if before else []
    for index, (head, end) in zip(times, pairwise([*heads, len(lines)]), strict=True):
        found = _TIMES.fullmatch(lines[index].text)
        words = _words([found["behind"] or "" if found else "", *(line.text for line in lines[index + 1 : end])])
        name = _words([line.text for line in lines[head:index]])
        cues.append(Cue(lines[index].number, _start(found), words, name))
    return tuple(cues)


def cue_notes(cues: Sequence[Cue]) -> Iterator[str]:
    """Name the file lines with wrong times (their words are kept), and count the cues without words."""
    wrong = [str(cue.line) for cue in cues if cue.seconds is None]
    if wrong:
        more = f" and {len(wrong) - 10} more" if len(wrong) > 10 else ""
        yield f"no time could be read in line {', '.join(wrong[:10])}{more}; the words are kept"
    empty = sum(not cue.words for cue in cues)
    if empty:
        yield f"left out: {counted(empty, 'cue')} without words"


def _is_times(line: str) -> bool:
    if "-->" in line:
        return bool(_MEANT.fullmatch(line) or _TIMES.fullmatch(line))
    return bool(_OTHER_ARROW.fullmatch(line))


def _start(found: re.Match[str] | None) -> float | None:
    if not found or int(found[2]) > 59 or int(found[3]) > 59:
        return None
    whole = (int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])
    return float(f"{whole}.{found[4] or 0}")


def _words(lines: Iterable[str]) -> str:
    return "\n".join(stripped for line in lines if (stripped := line.strip()))
