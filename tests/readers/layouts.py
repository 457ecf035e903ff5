"""What a layout's sample is read as: who says what in which role, and when."""

from __future__ import annotations

from pathlib import Path

import docx

from interview_coder.readers import read_transcript
from interview_coder.transcript import Transcript

#: Speaker, role (I asks, R answers), words and seconds (None where no time is known) of a turn.
Told = tuple[str, str, str, float | None]


def read_layout(folder: Path, text: str, suffix: str = ".txt") -> Transcript:
    """Read a sample; in Word, blank lines part paragraphs and line ends are line breaks."""
    path = folder / f"P01{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        for paragraph in text.strip("\n").split("\n\n"):
            document.add_paragraph(paragraph)
        document.save(str(path))
    else:
        path.write_text(text, encoding="utf-8")
    return read_transcript(path)


def told(transcript: Transcript) -> list[Told]:
    """List the turns of a transcript."""
    return [
        (turn.speaker, turn.role[0].upper(), transcript.quote(turn.start, turn.end), transcript.seconds_at(turn.start))
        for turn in transcript.turns
    ]


def asked_and_answered(asks: str, answers: str, *seconds: float | None) -> list[Told]:
    """Return the turns of the conversation that most samples hold."""
    times = seconds or (None,) * 4
    said = ("How are you?", "Fine, thanks.", "And the money?", "There is none.")
    people = ((asks, "I"), (answers, "R")) * 2
    return [(*who, words, time) for who, words, time in zip(people, said, times, strict=True)]
