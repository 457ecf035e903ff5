"""Material: the transcripts of a study, read and kept, for whoever tries rules on them more than once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_coder.corpus import Progress, find_transcripts, read_corpus
from interview_coder.errors import Problem, TranscriptError
from interview_coder.passages import Passage, Unit, split_passages
from interview_coder.transcript import Role, Transcript

_PLACE = re.compile(r"(?P<transcript>.+):(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Material:
    """Transcripts in the order read, with the files that could not be and what was passed over."""

    transcripts: tuple[Transcript, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def passages(self, unit: Unit) -> tuple[Passage, ...]:
        """Return what respondents say, transcript by transcript, in passages of a unit."""
        return tuple(
            passage
            for transcript in self.transcripts
            for passage in split_passages(transcript, unit)
            if passage.turn.role is Role.RESPONDENT
        )


def look_up_place(passages: Sequence[Passage], place: str) -> tuple[tuple[Passage, ...], int | None]:
    """Return the passages of the transcript that `P07:12` names, and which of them it means.

    Empty where it names no transcript; None where the transcript has no such passage among them.
    """
    found = _PLACE.fullmatch(place)
    if not found:
        return (), None
    own = tuple(passage for passage in passages if passage.transcript.id == found["transcript"])
    number = int(found["number"])
    return own, next((at for at, passage in enumerate(own) if passage.number == number), None)


def read_material(
    paths: Sequence[str | Path],
    *,
    encoding: str | None = None,
    language: str | None = None,
    interviewers: Sequence[str] = (),
    on_progress: Progress | None = None,
) -> Material:
    """Read files, folders and patterns; a file that cannot be read becomes a problem and the others go on."""
    corpus = find_transcripts(paths)
    transcripts: list[Transcript] = []
    problems: list[Problem] = []
    for item in read_corpus(
        corpus, encoding=encoding, language=language, interviewers=interviewers, on_progress=on_progress
    ):
        if isinstance(item, TranscriptError):
            problems += item.problems
        else:
            transcripts.append(item)
    return Material(tuple(transcripts), tuple(problems), corpus.notes)
