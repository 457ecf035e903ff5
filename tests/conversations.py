"""Transcripts for tests, written as they are spoken."""

from __future__ import annotations

from interview_coder.language import detect_language
from interview_coder.transcript import Role, TimeMark, Transcript, Turn

INTERVIEWERS = ("Interviewer", "访谈者")


def conversation(
    *lines: str, language: str | None = None, id: str = "p07", times: tuple[TimeMark, ...] = ()
) -> Transcript:
    """Make a transcript of lines like `Dean: There is no money.`; each is a turn, the label stays in the text."""
    text = "\n".join(lines)
    turns = []
    at = 0
    for number, line in enumerate(lines, start=1):
        speaker, _, said = line.partition(": ")
        role = Role.INTERVIEWER if speaker in INTERVIEWERS else Role.RESPONDENT
        turns.append(Turn(number, speaker, role, at + len(line) - len(said), at + len(line)))
        at += len(line) + 1
    return Transcript(
        id, f"{id}.txt", text, tuple(turns), language or detect_language(text), "0" * 64, "utf-8", times=times
    )


def monologue(text: str, language: str | None = None) -> Transcript:
    """Make a transcript in which one respondent says everything and no label stands in the text."""
    turn = Turn(1, "Dean", Role.RESPONDENT, 0, len(text))
    return Transcript("p07", "p07.txt", text, (turn,), language or detect_language(text), "0" * 64, "utf-8")
