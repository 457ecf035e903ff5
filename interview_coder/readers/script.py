"""Script: the canonical text with who speaks where, however the file was laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview_coder.readers.asking import likely_interviewer
from interview_coder.readers.notes import counted
from interview_coder.readers.speakers import Cast, Declared
from interview_coder.transcript import Role, TimeMark, Turn

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The words `text[start:end]` of one speaker; outer white space is left out.

    `role` is what the layout says of the speaker, None where the label alone tells.
    """

    speaker: str
    start: int
    end: int
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A text, its spans in order, the time marks in it, and what the user should know."""

    text: str
    spans: tuple[Span, ...]
    times: tuple[TimeMark, ...]
    notes: tuple[str, ...]


def turns_of(script: Script, declared: Declared) -> tuple[Turn, ...]:
    """Make numbered turns of the spans, each with its role."""
    role = {
        speaker: Role.INTERVIEWER if declared.asks(speaker) else Role.RESPONDENT
        for speaker in dict.fromkeys(span.speaker for span in script.spans)
    }
    return tuple(
        Turn(number, span.speaker, span.role or role[span.speaker], span.start, span.end)
        for number, span in enumerate(script.spans, start=1)
    )


def speaker_notes(text: str, turns: Sequence[Turn]) -> list[str]:
    """Say what is unusual about who speaks: no labels, nobody who asks, nobody who answers."""
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    if speakers == [NOBODY]:
        return ["no speaker labels found: read as one speaker without a name"]
    roles = {turn.role for turn in turns}
    if Role.INTERVIEWER not in roles:
        listed = ", ".join(speaker or "no name" for speaker in speakers)
        likely = likely_interviewer(text, turns)
        perhaps = f" (perhaps {likely})" if likely else ""
        return [f"no interviewer recognised among {listed}{perhaps}; declare `interviewers:` in the codebook"]
    return [] if Role.RESPONDENT in roles else ["only interviewers speak: nothing to code"]


def time_notes(times: Sequence[TimeMark]) -> list[str]:
    """Say how often the recording time runs backwards."""
    seconds = [mark.seconds for mark in times]
    backwards = sum(later < earlier for earlier, later in pairwise(seconds))
    return [f"the time runs backwards at {counted(backwards, 'place')}"] if backwards else []


def label_notes(cast: Cast, silent: Sequence[str]) -> list[str]:
    """Say which labels were not taken, and which had no words (`silent`, one entry each)."""
    notes = []
    if silent:
        listed = ", ".join(f"{name or 'no name'} ({count})" for name, count in Counter(silent).items())
        notes.append(f"left out: labels without words: {listed}")
    if cast.passed_over:
        notes.append(f"not taken as speakers: {', '.join(cast.passed_over)}; declare those who are")
    return notes
