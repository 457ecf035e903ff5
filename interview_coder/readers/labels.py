"""Labels: what at the start of a line could name a speaker, with its time stamp and style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.readers.stamps import BRACKETED, CERTAIN, STAMP, WITHIN, seconds_of

MAX_NAME = 80

_S = r"[^\S\n]"
_LABEL = re.compile(
    rf"""
    ^{_S}{{0,20}}
    (?P<bullet>(?:[-–—•*]|>{{1,3}}|\#{{1,6}}){_S}{{1,4}})?
    (?:                                                                       # 12. Interviewer:
        \d{{1,4}}(?:[.)、．）]{_S}{{0,4}}|\t|:?{_S}{{2,8}}|:{_S})
        |[(（\[]\d{{1,4}}[)）\]]{_S}{{0,4}}
    )?
    (?:(?P<before>{STAMP}){_S}{{0,8}}(?:\n{_S}{{0,8}}){{0,2}}[-–—|]?{_S}{{0,4}})?
    (?P<bold>[*_]{{1,3}})?
    (?P<bracket>[\[【<])?(?P<name>[^\W_][^\n:：*]{{0,{MAX_NAME}}}?)(?(bracket)[\]】>])
    (?:
        (?:{_S}{{0,3}}(?P<inside>{BRACKETED}))?
        [*_]{{0,3}}{_S}{{0,3}}
        (?::(?!//)(?<!\d:(?=\d))|：)                                          # neither http:// nor 12:30
        (?:{_S}?[*_]{{1,3}}(?!\S)|[*_]{{2,3}})?
        (?:{_S}{{0,8}}(?P<after>{CERTAIN}|(?<=\t){STAMP}(?=\t)))?
    |
        [*_]{{0,3}}{_S}{{1,8}}(?:[-–—|]{_S}{{1,4}})?(?P<alone>{STAMP}){_S}{{0,8}}(?=\n|\Z)     # Tim Smith  0:02
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_MARK = re.compile(rf"^{_S}{{0,20}}(?P<first>{CERTAIN})|{WITHIN}", re.MULTILINE)
_NUMBERED = re.compile(r"\A\d{1,4} (?=\S)")
# Looked for first: most transcripts have no times, and a pattern that begins with its one sure character is quick.
_CLOCKS = re.compile(r":(?<=\d:)\d"), re.compile(r"：(?<=\d：)\d")


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A possible label: its line begins at `start` (stamp included), the words after it at `end`.

    `opens` tells whether a blank line (or the beginning) stands before it; `firm` that it has no
    colon but a time stamp and a line of its own, as meeting software writes.
    """

    name: str
    start: int
    end: int
    seconds: float | None
    bold: bool
    bulleted: bool
    opens: bool
    firm: bool


def find_labels(text: str, start: int = 0) -> tuple[Label, ...]:
    """List every line start from a position on that has the form of a label, in order."""
    return _without_line_numbers([_label(text, found) for found in _LABEL.finditer(text, start)])


def find_stamps(text: str, start: int = 0) -> Iterator[tuple[int, float]]:
    """Yield place and seconds of the time stamps that begin a line, or stand inside one in square brackets."""
    for found in _MARK.finditer(text, start) if any(clock.search(text, start) for clock in _CLOCKS) else ():
        yield found.start("first") if found["first"] else found.start(), seconds_of(found[0])


def _without_line_numbers(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Take a number and one space off the names (`12 Dan`) that come again without it, or behind another number."""
    bare = [_NUMBERED.sub("", label.name) for label in labels]
    seen = Counter(bare)
    return tuple(
        replace(label, name=name) if name != label.name and seen[name] > 1 else label
        for label, name in zip(labels, bare, strict=True)
    )


def _after_blank_line(before: str) -> bool:
    return not before.strip() or before.count("\n") - before.rstrip().count("\n") > 1


def _label(text: str, found: re.Match[str]) -> Label:
    stamp = found["before"] or found["inside"] or found["after"] or found["alone"]
    start = found.start()
    return Label(
        name=" ".join(found["name"].split()),
        start=start,
        end=found.end(),
        seconds=seconds_of(stamp) if stamp else None,
        bold=bool(found["bold"]),
        bulleted=bool(found["bullet"]),
        opens=start == 0 or text.startswith("\n\n", start - 2) or _after_blank_line(text[max(0, start - 40) : start]),
        firm=bool(found["alone"]),
    )
