"""Transcript and Turn: the canonical text, and who said which range of it."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """Who speaks: only respondents are coded, interviewers are context."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go: `text[start:end]` of the transcript, label excluded.

    `number` counts from 1 over all turns of the transcript and is what citations show as ¶.
    """

    number: int
    speaker: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimeMark:
    """From code point `position` of the text on, the recording stands at `seconds`."""

    position: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """One interview as read from one file; positions are Unicode code points, half-open.

    `text` never changes after reading (law 1); `sha256` is of the original bytes; `notes` lists
    in plain words what the reader left out or wants looked at (law 9).
    """

    id: str
    file: str
    text: str
    turns: tuple[Turn, ...]
    language: str
    sha256: str
    encoding: str
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    times: tuple[TimeMark, ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """Return the words at a range (law 2: this is the only meaning of a position)."""
        return self.text[start:end]

    def seconds_at(self, position: int) -> float | None:
        """Return the recording time at a position, or None before the first time mark."""
        index = bisect.bisect_right(self.times, position, key=lambda mark: mark.position)
        return self.times[index - 1].seconds if index else None


def clock(seconds: float) -> str:
    """Write a recording time as `00:13:22`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"
